"""Which steps of the present row have acted: told to the journal at the very moment.

A step that cannot be taken back is armed before it begins. The first thing that its hands do is
preceded by the journal's entry that it is intended, so a step that was refused (its place was not
found, another window was in front) leaves none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from player.desktop.base import Hands
from player.run.journal import Journal
from player.types import Event, Window
from scripts.model import Button, Point


class Marks:
    """The entries of one run. ``acted`` says whether the present row has done anything that cannot
    be taken back."""

    def __init__(self, journal: Journal) -> None:
        self.run = ""
        self.acted = False
        self._journal = journal
        self._row = ""
        self._armed = ""
        self._begun = ""
        self._done = ""
        self.is_aside = False

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is done in the block is no deed of the step."""
        before, self.is_aside = self.is_aside, True
        try:
            yield
        finally:
            self.is_aside = before

    def begin_row(self, row: str) -> None:
        """A row begins (its key; empty for a script without a list, which is never resumed)."""
        self._row, self.acted = row, False
        self._armed = self._begun = self._done = ""

    def arm(self, step: str) -> None:
        """A step begins; empty for one that can be taken back. What the one before has done is
        on disk when this returns."""
        self.settle()
        self._armed = step

    @property
    def armed(self) -> bool:
        """Whether the next thing that is done is the first one of a step that counts."""
        return bool(self._armed)

    def acting(self) -> None:
        """Something is about to be done. If it is the first that the armed step does, the
        intention is on disk when this returns."""
        if not self._armed or self.is_aside:
            return
        self._begun, self._armed, self.acted = self._armed, "", True
        if self._row:
            self._journal.set_step(self.run, self._row, self._begun, done=False)

    def done(self) -> None:
        """The step is over, well. It is told with the next thing that is."""
        if self._begun:
            self._done, self._begun = self._begun, ""
        self._armed = ""

    def settle(self) -> None:
        """Tell what was done."""
        if self._done and self._row:
            self._journal.set_step(self.run, self._row, self._done, done=True)
        self._done = ""


class WatchedHands:
    """Hands whose every act is preceded by ``before``; moving the pointer, turning the wheel and
    letting go are none. ``point`` is where the pointer was last sent."""

    def __init__(self, hands: Hands, before: Callable[[], object]) -> None:
        self._hands = hands
        self._before = before
        self.point: Point | None = None

    def move(self, point: Point) -> None:
        self.point = point
        self._hands.move(point)

    def aim(self, window: Window | None) -> None:
        self._hands.aim(window)

    def button_down(self, button: Button) -> None:
        self._before()
        self._hands.button_down(button)

    def button_up(self, button: Button) -> None:
        self._hands.button_up(button)

    def wheel(self, notches: tuple[int, int]) -> None:
        self._hands.wheel(notches)

    def key_down(self, key: str) -> None:
        self._before()
        self._hands.key_down(key)

    def key_up(self, key: str) -> None:
        self._hands.key_up(key)

    def type_text(self, text: str, check: Callable[[], None] = lambda: None) -> None:
        self._before()
        self._hands.type_text(text, check)

    def release_all(self) -> None:
        self._hands.release_all()

    def sent(self, event: Event) -> bool:
        return self._hands.sent(event)
