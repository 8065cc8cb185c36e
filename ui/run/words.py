"""What a run's state is called."""

from __future__ import annotations

from ui.progress import Progress
from ui.texts import say


def state_word(progress: Progress) -> tuple[str, str]:
    """The word and the tone of a state."""
    return {
        "starting": (say("starting"), ""),
        "recording": (say("recording"), "red"),
        "saving": (say("saving"), ""),
        "running": (say("running"), "brand"),
        "paused": (say("paused"), "amber"),
        "asking": (say("waiting"), "amber"),
        "done": (say("done"), "green"),
        "failed": (say("failed"), "red"),
        "stopped": (say("stopped"), "amber"),
    }[progress.state]


def notice(progress: Progress) -> tuple[str, str, str]:
    """What has to be said beside the rows: a sentence, what to do now, a tone."""
    text, hint, tone = progress.message, progress.hint, "red"
    if progress.killed:
        return say("killed"), "", "amber"
    if progress.notes and not text:
        return "\n".join(progress.notes[-3:]), "", "amber"
    if not (progress.state == "failed" and text):
        text = hint = ""
    if progress.state == "failed" and not text and not progress.failures:
        text = say("record_failed" if progress.kind == "record" else "crashed")
    if not text and progress.changed is not None and any(progress.changed):
        added, changed, removed, moved = progress.changed
        text = say("list_changed", added=added, changed=changed, removed=removed, moved=moved)
        tone = "amber"
    return text, hint, tone


def short_span(seconds: float) -> str:
    """A time that is only roughly known: 40초, 4분, 1시간 20분."""
    whole = round(seconds)
    if whole < 60:
        return say("seconds", n=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return say("span_minutes", n=minutes)
    hours, rest = divmod(minutes, 60)
    return say("span_hours", h=hours, m=rest) if rest else say("span_whole_hours", h=hours)
