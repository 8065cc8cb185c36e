"""Work for the window's thread in pieces, so that what a person does comes in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_FREE = 2
"""Turns between two pieces: the rest of the one in which something changed, and that in which it is
painted."""


class Turns:
    """Does one piece of work in a turn of the event loop, in their order, and leaves turns free in
    between for what a piece has changed, and for what a person does."""

    def __init__(self, parent: QObject) -> None:
        self._pieces: dict[str, Callable[[], object]] = {}
        self._free = _FREE
        self._timer = QTimer(parent, interval=0)
        self._timer.timeout.connect(self._turn)

    @property
    def over(self) -> bool:
        """Whether nothing is left to be done."""
        return not self._pieces

    def put(self, name: str, do: Callable[[], object]) -> None:
        """Do this when its turn comes; a piece of the same name that still waits gives it its
        place."""
        self._pieces[name] = do
        if not self._timer.isActive():
            self._free = _FREE
            self._timer.start()

    def _turn(self) -> None:
        if not self._pieces:
            self._timer.stop()
        elif self._free:
            self._free -= 1
        else:
            self._free = _FREE
            self._pieces.pop(next(iter(self._pieces)))()
