"""Which tasks the panel offers, and what it says of each."""

from __future__ import annotations

from ui.library import Entry
from ui.library.desk import Desk
from ui.library.records import Record, status_word
from ui.session import Session, list_name
from ui.texts import say
from ui.tray.panel import Offer
from ui.when import span


def offers(desk: Desk, session: Session) -> list[Offer]:
    """The clerk's tasks, the latest first."""
    library = sorted(desk.entries, key=lambda entry: _last(desk, entry), reverse=True)
    return [_offer(desk, session, entry) for entry in library]


def _last(desk: Desk, entry: Entry) -> tuple[str, str]:
    record = desk.records.by_name.get(entry.name)
    latest = max(record.last, entry.changed) if record else entry.changed
    return latest.isoformat(), entry.name


def _offer(desk: Desk, session: Session, entry: Entry) -> Offer:
    record = desk.records.by_name.get(entry.name)
    data = list_name(session.last_list(entry)) if entry.needs_list else ""
    parts = [_result(record)] if record is not None else []
    if data:
        parts.append(data)
    if record is not None and record.per_row:
        parts.append(say("tray_about", time=span(record.per_row * max(1, record.rows))))
    if not parts:
        parts.append(say("by_list") if entry.needs_list else say("steps", n=entry.steps))
    liked = str(entry.path) in session.settings.favourites
    return Offer(entry, data, " · ".join(parts), liked, _went(record) if record else "")


def _result(record: Record) -> str:
    """How the last run ended, in few words."""
    if record.rows:
        return say("tray_result", done=record.done, all=record.rows)
    return status_word(record.status)


def _went(record: Record) -> str:
    if record.status == "done" and record.done + record.skipped >= record.rows:
        return "well"
    return "partly" if record.rows and record.done else "badly"
