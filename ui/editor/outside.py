"""What the editor has done outside of itself: processes, and the window out of the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from player.lines import own_command
from ui.child import OUT_OF_SIGHT, Child


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Outside:
    """``command`` starts ``main.py``; ``get_away`` takes the window off the screen, ``come_up``
    brings it back; ``busy`` says whether a run or a recording is going on."""

    command: tuple[str, ...] = ()
    get_away: Callable[[], None] = _nothing
    come_up: Callable[[], None] = _nothing
    busy: Callable[[], bool] = lambda: False

    def words(self) -> tuple[str, ...]:
        """The command, by default our own."""
        return self.command or tuple(own_command())


class Errand(QObject):
    """One command in a process of its own: ``done(answer)`` with the last JSON line that it
    printed, ``failed(sentence)``. With ``away`` the window is out of sight meanwhile."""

    done = Signal(dict)
    failed = Signal(str)

    def __init__(self, outside: Outside, parent: QObject) -> None:
        super().__init__(parent)
        self._outside = outside
        self._child: Child | None = None
        self._answer: dict[str, Any] = {}
        self._away = False

    @property
    def running(self) -> bool:
        return self._child is not None

    def go(self, arguments: Sequence[str], folder: Path, away: bool = False) -> None:
        """Start it; nothing while the one before is still under way."""
        if self._child is not None or self._outside.busy():
            return
        self._answer, self._away = {}, away
        self._child = child = Child(self._outside.words(), self)
        child.heard.connect(self._heard)
        child.ended.connect(self._over)
        if away:
            self._outside.get_away()
            QTimer.singleShot(OUT_OF_SIGHT, child, lambda: child.start(arguments, folder))
        else:
            child.start(arguments, folder)

    def _heard(self, answer: dict[str, Any]) -> None:
        self._answer = answer

    def _over(self, code: int, errors: str, killed: bool) -> None:
        assert self._child is not None
        self._child.deleteLater()
        self._child = None
        if self._away:
            self._outside.come_up()
        if code in (0, 1) and (self._answer or code == 0):
            self.done.emit(self._answer)
        else:
            self.failed.emit(_sentence(errors))


def _sentence(errors: str) -> str:
    """What the command said on stderr, without its own marks."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    said = [n for n, line in enumerate(lines) if line.startswith("일손: ")]
    if not said:
        return lines[-1] if lines else ""
    found = lines[said[-1] :]
    return " ".join(line.removeprefix("일손: ").removeprefix("→ ") for line in found)
