"""The task that is being edited: an immutable script, what can be undone, and its file."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from scripts.errors import IlsonError
from scripts.files import open_script, save
from scripts.model import Script
from scripts.parts import YAML
from ui.texts import say
from ui.work import Worker

AUTOSAVE = 1200
"""Milliseconds without a change after which it is saved."""
_VERSION_EVERY = 600.0
"""Seconds that lie between two versions that are kept: a letter typed is no version."""
_JOIN = 2.0
"""Seconds within which changes of the same field are undone as one."""

State = Literal["saved", "changed", "saving", "failed"]


@dataclass(frozen=True, slots=True)
class View:
    """What is chosen: the ids of steps, the current one last."""

    chosen: tuple[str, ...] = ()


class Change(QUndoCommand):
    """One script for another. ``field`` names the field that is being typed into: further
    changes of it within moments belong to this one."""

    def __init__(
        self, document: Document, text: str, after: Script, view: View | None, field: str
    ) -> None:
        super().__init__(text)
        self._document = document
        self._before, self._after = document.script, after
        self._view_before, self._view_after = document.view, view or document.view
        self._field, self._when = field, time.monotonic()

    def id(self) -> int:
        return 1 if self._field else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Change) or other._field != self._field:
            return False
        if other._when - self._when > _JOIN:
            return False
        self._after, self._when = other._after, other._when
        return True

    def redo(self) -> None:
        self._document._show(self._after, self._view_after)

    def undo(self) -> None:
        self._document._show(self._before, self._view_before)


class Document(QObject):
    """``changed`` when there is another script, ``state_changed`` when it was saved or not."""

    changed = Signal()
    state_changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.script = Script("")
        self.view = View()
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(500)
        self.state: State = "saved"
        self.saved_at = 0.0
        """The wall clock's time of the last save of this sitting, 0 if there was none."""
        self.failure = ""
        self._stamp: int | None = None
        self._kept = float("-inf")
        self._worker = Worker(self)
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE)
        self._timer.timeout.connect(self.save)
        self._saving: Script | None = None
        self._after_save: list[Callable[[], None]] = []

    # ---- the script -------------------------------------------------------------------------

    def open(self, script: Script) -> None:
        """Begin with a script as it was read from the file."""
        self.undo.clear()
        self.script, self.view = script, View()
        self._stamp = _stamp(self.path)
        self._tell("saved")
        self.changed.emit()

    def change(self, text: str, after: Script, view: View | None = None, field: str = "") -> None:
        """Another script, as one thing that can be undone; ``text`` names it."""
        if after is not self.script and after != self.script:
            self.undo.push(Change(self, text, after, view, field))

    def _show(self, script: Script, view: View) -> None:
        self.script, self.view = script, view
        if self.state != "saving":
            self._tell("changed")
        self._timer.start()
        self.changed.emit()

    # ---- the file ---------------------------------------------------------------------------

    @property
    def is_saved(self) -> bool:
        return self.state == "saved"

    def save(self) -> None:
        """Save now, unless there is nothing to save; told by ``state_changed``."""
        self._timer.stop()
        if self._saving is not None or self.state == "saved":
            return
        script, path = self.script, self.path
        now = time.monotonic()
        # What somebody else wrote meanwhile (a repair in a run) is kept as a version.
        elsewhere = self._stamp != _stamp(path)
        keep = elsewhere or now - self._kept > _VERSION_EVERY
        self._saving = script
        self._tell("saving")

        def work() -> int | None:
            save(script, path, versions=keep)
            return _stamp(path)

        def done(stamp: int | None) -> None:
            if keep:
                self._kept = now
            self._stamp, self._saving = stamp, None
            self.saved_at = time.time()
            if self.script is script:
                self._tell("saved")
                waiting, self._after_save = self._after_save, []
                for then in waiting:
                    then()
            else:
                self._tell("changed")
                if self._after_save:
                    self.save()
                else:
                    self._timer.start()

        def failed(error: IlsonError | OSError) -> None:
            self._saving = None
            self._after_save.clear()
            hint = error.hint if isinstance(error, IlsonError) else ""
            self.failure = f"{error} {hint}".strip()
            self._tell("failed")

        self._worker.do(work, done, failed)

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do something once the file holds what is shown; never where it can't be saved."""
        if self.state == "saved":
            then()
            return
        self._after_save.append(then)
        self.save()

    def look_again(self) -> None:
        """Take over what somebody else has written into the file since, as one more change."""
        if self.state == "saved" and _stamp(self.path) != self._stamp:
            self._worker.do(lambda: open_script(self.path).script, self._taken_over, self._gone)

    def _taken_over(self, script: Script) -> None:
        self._stamp = _stamp(self.path)
        if self.state == "saved" and script != self.script:
            self.change(say("edit_elsewhere"), script)
            self._timer.stop()
            self._tell("saved")

    def _gone(self, error: IlsonError | OSError) -> None:
        self.failure = str(error)
        self._tell("failed")

    def _tell(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()


def _stamp(path: Path) -> int | None:
    """When the file was written, None where there is none."""
    inside = path / YAML
    try:
        return (inside if inside.exists() else path).stat().st_mtime_ns
    except OSError:
        return None
