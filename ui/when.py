"""Times and spans as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from scripts.language import language
from ui.texts import say


def clock_time(when: datetime) -> str:
    """오후 1:12, 1:12 pm."""
    hour = when.hour % 12 or 12
    return say("pm" if when.hour >= 12 else "am", time=f"{hour}:{when:%M}")


def day(when: datetime, now: datetime) -> str:
    """오늘 오후 1:12, 어제, 11월 6일, 2025년 11월 6일."""
    ago = (now.date() - when.date()).days
    if ago == 0:
        return say("today_at", time=clock_time(when))
    if ago == 1:
        return say("yesterday")
    if language() == "ko":
        date = f"{when.month}월 {when.day}일"
        return date if now - when < timedelta(days=300) else f"{when.year}년 {date}"
    date = f"{when.day} {when:%b}"
    return date if now - when < timedelta(days=300) else f"{date} {when.year}"


def span(seconds: float) -> str:
    """3시간 20분, 45분, 30초."""
    minutes = round(seconds / 60)
    if seconds < 59.5:
        return say("seconds", n=round(seconds))
    if minutes < 60:
        return say("only_minutes", n=minutes)
    hours, rest = divmod(minutes, 60)
    return say("hours_minutes", h=hours, m=rest) if rest else say("only_hours", h=hours)
