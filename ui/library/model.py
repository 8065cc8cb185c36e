"""The rows of the library: which tasks, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from scripts.korean import found_in
from ui.library.records import Record, Records, status_word
from ui.library.tasks import Entry
from ui.texts import say
from ui.when import day, span

Index = QModelIndex | QPersistentModelIndex
Marks = Mapping[str, Sequence[str]]

ENTRY = Qt.ItemDataRole.UserRole
FILTERS = ("all", "favourites", "to_mend")
ORDERS = ("last_run", "name", "most_run", "saved")
SOON = 3
"""Runs that count a task among those that are used often."""


class Library(QAbstractListModel):
    """The tasks that are shown. ``renamed`` when a new name was written into a row."""

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Entry] = []
        self.rows: list[Entry] = []
        self.records = Records()
        self.favourites: frozenset[str] = frozenset()
        self.labels: Marks = {}
        self.received: frozenset[str] = frozenset()
        self.trusted: frozenset[str] = frozenset()
        self.now = datetime.now()
        self._wanted, self._filter, self._order = "", "all", "last_run"

    # ---- what is shown ----------------------------------------------------------------------

    @property
    def total(self) -> int:
        """How many tasks there are, shown or not."""
        return len(self._all)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these tasks."""
        self._all = list(entries)
        self.arrange()

    def seek(self, wanted: str) -> None:
        """Show what a search finds."""
        self._wanted = wanted.strip()
        self.arrange()

    def show_only(self, which: str) -> None:
        """``all``, ``favourites``, ``to_mend``, or a label with a ``#`` before it."""
        self._filter = which
        self.arrange()

    def order_by(self, order: str) -> None:
        """One of ``ORDERS``."""
        self._order = order
        self.arrange()

    def arrange(self) -> None:
        """Choose and order anew, after anything has changed. What stays where it is, is only drawn
        anew, so that the choice and the place in the list are kept."""
        self.now = datetime.now()
        found = sorted(
            (e for e in self._all if self._passes(e)),
            key=self._key(),
            reverse=self._order != "name",
        )
        if [entry.path for entry in found] == [entry.path for entry in self.rows]:
            self.rows = found
            if found:
                self.dataChanged.emit(self.index(0), self.index(len(found) - 1))
            return
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def _passes(self, entry: Entry) -> bool:
        if self._filter == "favourites" and not self.favourite(entry):
            return False
        if self._filter == "to_mend" and not (entry.broken or entry.reviews):
            return False
        if self._filter.startswith("#") and self._filter[1:] not in self.labels_of(entry):
            return False
        if not self._wanted:
            return True
        about = " ".join((entry.name, entry.program, *entry.columns, *self.labels_of(entry)))
        return found_in(self._wanted, about)

    def _key(self) -> Callable[[Entry], Any]:
        def last(entry: Entry) -> datetime:
            record = self.record(entry)
            return record.last if record else datetime.min

        match self._order:
            case "name":
                return lambda entry: (entry.name.casefold(), str(entry.path))
            case "most_run":
                return lambda e: (r.runs if (r := self.record(e)) else 0, e.changed, e.name)
            case "saved":
                return lambda e: (r.saved if (r := self.record(e)) else 0.0, e.changed, e.name)
        # A task that was just recorded has not run yet, and must not be at the end.
        return lambda entry: (max(last(entry), entry.changed), entry.name)

    # ---- about one task ---------------------------------------------------------------------

    def record(self, entry: Entry) -> Record | None:
        """What the journal tells of a task."""
        return self.records.by_name.get(entry.name)

    def favourite(self, entry: Entry) -> bool:
        return str(entry.path) in self.favourites

    def labels_of(self, entry: Entry) -> Sequence[str]:
        return self.labels.get(str(entry.path), ())

    def badges(self, entry: Entry) -> list[tuple[str, str]]:
        """At most two words about a task, each with its tone."""
        if entry.broken:
            return [(say("broken"), "red")]
        made = [(say("to_mend_n", n=entry.reviews), "amber")] if entry.reviews else []
        if str(entry.path) in self.received:
            made.append((say("received"), ""))
        return [*made, *((label, "brand") for label in self.labels_of(entry))][:2]

    def below(self, entry: Entry) -> str:
        """The second line of a row."""
        if entry.broken:
            return f"{entry.problem} {entry.hint or say('broken_hint')}"
        if not entry.known:
            return say("reading")
        parts = [entry.program, say("steps", n=entry.steps)]
        if entry.needs_list:
            parts.append(say("by_list"))
        return " · ".join(part for part in parts if part)

    def last(self, entry: Entry) -> tuple[str, str, bool]:
        """When a task ran last, with what result, and whether that was bad."""
        record = self.record(entry)
        if record is None:
            return (say("never_run"), "", False)
        when = day(record.last, self.now)
        if record.rows and record.done:
            result = say("rows_good", done=record.done, all=record.rows)
            return (when, result, record.rate is not None and record.rate < 0.8)
        return (when, status_word(record.status), record.status != "done")

    def rate(self, entry: Entry) -> float | None:
        record = self.record(entry)
        return record.rate if record else None

    def saved(self, entry: Entry) -> str:
        record = self.record(entry)
        return span(record.saved) if record and record.saved >= 1 else ""

    def sentence(self, entry: Entry) -> str:
        """A row as a screen reader says it."""
        if entry.broken:
            return f"{entry.name}, {say('broken')}, {entry.problem}"
        when, result, _ = self.last(entry)
        parts = [entry.name, *(word for word, _ in self.badges(entry)), say("steps", n=entry.steps)]
        if self.favourite(entry):
            parts.append(say("favourite"))
        if entry.needs_list:
            parts.append(say("by_list"))
        parts.append(f"{say('last_run')} {when}" if result else when)
        if result:
            parts.append(result)
        return ", ".join(parts)

    # ---- for the view -----------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        entry = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return entry.name
            case Qt.ItemDataRole.UserRole:
                return entry
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{entry.name}\n{self.below(entry)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        entry, name = self.rows[index.row()], " ".join(str(value).split())
        if name and name != entry.name:
            self.renamed.emit(entry, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and not self.rows[index.row()].broken:
            plain |= Qt.ItemFlag.ItemIsEditable
        return plain

    def row_of(self, path: object) -> int:
        """Where the task at a path is shown, -1 for nowhere."""
        return next((n for n, entry in enumerate(self.rows) if entry.path == path), -1)
