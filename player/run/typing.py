"""Keys and text, into the right window and no other."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import numpy as np

from player.desktop.base import Desktop
from player.locate import matches
from player.run.control import Control
from player.run.keys import press
from player.run.ladder import Ladder, TypeWay, by_keys, by_paste
from player.run.readback import COPIED_WITHIN, ReadBack, plain
from player.run.see import Eyes
from player.types import Pixels, Window
from scripts.errors import StepFailed
from scripts.language import either
from scripts.model import Point, Type, WindowPattern

_MOST_RETURNS = 3
"""How often in one text the focus is taken back from other programs."""
_TAKEN_WITHIN = 1.0
"""Seconds that a program may take to show what was pasted."""
_NOT_TAKEN = ("mismatch", "not_supported")
"""Why a step failed where a program did not take a text as it was typed."""


class Typed:
    """When each step last typed: the next row's word in a list that is searched by typing must not
    be taken for more of this row's. ``apart`` is in seconds. ``ladder`` knows how texts get into
    each program."""

    def __init__(
        self, apart: float, now: Callable[[], float], ladder: Ladder | None = None
    ) -> None:
        self._apart, self._now = apart, now
        self.ladder = ladder or Ladder()
        self._last: dict[Type, float] = {}

    def left(self, action: Type) -> float:
        """Seconds that a step has to wait before it types."""
        return max(0.0, self._last.get(action, float("-inf")) + self._apart - self._now())

    def note(self, action: Type) -> None:
        """A step has just typed."""
        self._last[action] = self._now()


def within_reach(window: Window | None) -> None:
    """Raise StepFailed where a window belongs to a program that was started as administrator and
    takes no input from us."""
    if window is not None and window.elevated:
        raise StepFailed(
            either(
                f"‘{window.title}’ 창은 관리자로 켠 프로그램이라 누르거나 입력할 수 없어요.",
                f"The window ‘{window.title}’ belongs to a program started as administrator, "
                "so it can't be clicked or typed into.",
            ),
            either("일손도 관리자로 켜면 돼요.", "Start Ilson as administrator, too."),
            why="wrong_window",
        )


class Typist:
    """Types for one run."""

    def __init__(self, desktop: Desktop, eyes: Eyes, control: Control, typed: Typed) -> None:
        self._desktop = desktop
        self._hands = desktop.hands
        self._eyes = eyes
        self._control = control
        self._typed = typed
        self._back = ReadBack(desktop, eyes)

    def in_front(self, pattern: WindowPattern | None, timeout: float) -> Window | None:
        """Wait until the window that keys are meant for is in front, and aim at it; never type
        elsewhere. Raises StepFailed.

        Another window is put behind. A dialog of this one, or one that takes all input of its
        program, is waited for: it asks something.
        """
        self._eyes.awake(timeout)
        tried: set[int] = set()
        front: Window | None = None

        def ready() -> bool:
            nonlocal front
            front = self._desktop.windows.active()
            if pattern is None or (front is not None and matches(pattern, front)):
                return True
            for window in self._eyes.windows(pattern):
                other = front is None or not front.pid or front.pid != window.pid
                if (other or not self._asks(front, window)) and window.id not in tried:
                    tried.add(window.id)
                    self._desktop.windows.focus(window)
            return False

        if self._eyes.until(ready, timeout):
            within_reach(front)
            self._hands.aim(front)
            return front
        assert pattern is not None
        if not self._eyes.windows(pattern):
            raise StepFailed(
                either(
                    f"‘{pattern.title}’ 창이 보이지 않아서 입력하지 않았어요.",
                    f"The window ‘{pattern.title}’ is not to be seen, so nothing was typed.",
                ),
                either("그 프로그램을 켜 주세요.", "Start that program."),
                why="wrong_window",
            )
        raise StepFailed(
            either(
                f"‘{pattern.title}’ 창 앞에 다른 창이 있어서 입력하지 않았어요.",
                f"Another window is in front of ‘{pattern.title}’, so nothing was typed.",
            ),
            either("그 창을 닫고 다시 해 주세요.", "Close that window and try again."),
            why="wrong_window",
        )

    def _asks(self, front: Window | None, window: Window) -> bool:
        """Whether a window in front may ask something before ``window``, of the same program, can
        go on. A dialog of another open window does not."""
        if front is None or front.modal:
            return True
        of_another = any(other.id == front.owner for other in self._desktop.windows.list())
        return front.owner == window.id or (bool(front.owner) and not of_another)

    def type(
        self, action: Type, text: str, pattern: WindowPattern | None, timeout: float,
        at: Point | None = None,
    ) -> Window | None:  # fmt: skip
        """Type a text, into a field that was clicked ``at`` a place; the window that it went to.
        Raises StepFailed, ``halfway`` once something may have been typed. A field that is emptied
        first and does not hold the text afterwards is tried in the other ways in which text gets
        into programs."""
        front = self.in_front(pattern, timeout)
        way, *others = self._typed.ladder.ways(front)
        try:
            self._control.wait(self._typed.left(action))
            try:
                self._typed_by(way, action, text, front, pattern, timeout, at)
            except StepFailed as error:
                again = text and action.clear and action.verify
                if error.why not in _NOT_TAKEN or not again:
                    raise
                way = self._otherwise(others, action, text, front, pattern, timeout, at, error)
            self._typed.note(action)
            if action.verify:
                self._typed.ladder.worked(front, way)
        except StepFailed as error:
            error.halfway = True
            raise
        return front

    def _otherwise(
        self, ways: list[TypeWay], action: Type, text: str, front: Window | None,
        pattern: WindowPattern | None, timeout: float, at: Point | None, error: StepFailed,
    ) -> TypeWay:  # fmt: skip
        """The first of some ways in which a text arrives; raises ``error`` where none does it."""
        for way in ways:
            self._still(front)()
            try:
                self._typed_by(way, action, text, front, pattern, timeout, at)
            except StepFailed as again:
                if again.why not in _NOT_TAKEN:
                    raise
                continue
            return way
        raise error

    def _typed_by(
        self, way: TypeWay, action: Type, text: str, front: Window | None,
        pattern: WindowPattern | None, timeout: float, at: Point | None,
    ) -> None:  # fmt: skip
        """Empty the field if that is wanted, type in one way, and compare where the step says so,
        or the way is none that programs usually take."""
        if action.clear:
            press(self._hands, ("Ctrl", "a"))
            press(self._hands, ("Delete",))
        with self._latin_input(timeout):
            if way == "text":
                self._send(text, front, pattern, timeout)
            elif way == "keys":
                by_keys(text, self._hands, self._desktop.ime, self._still(front),
                        lambda done: self._eyes.until(done, timeout))  # fmt: skip
            else:
                self._still(front)()
                before = self._eyes.look().frame.pixels

                def shown() -> bool:
                    return self._eyes.until(lambda: self._changed(before), _TAKEN_WITHIN)

                by_paste(text, self._hands, self._desktop.clipboard, shown)
        if action.verify or way != "text":
            self._back.compare(text, action.clear, at)

    def _changed(self, before: Pixels) -> bool:
        return not np.array_equal(self._eyes.look().frame.pixels, before)

    def _send(
        self, text: str, front: Window | None, pattern: WindowPattern | None, timeout: float
    ) -> None:
        """Type a text whole. Where another program takes the focus in the middle, it is taken back
        and the rest is typed; then the field is asked whether all of it is there."""
        sent = returns = 0
        broken = False
        while True:
            try:
                self._hands.type_text(text[sent:], self._still(front))
                break
            except StepFailed as error:
                sent += error.typed
                if error.why != "wrong_window" or returns == _MOST_RETURNS:
                    raise
                returns += 1
                broken = broken or 0 < sent < len(text)
                if not self._comes_back(front, pattern, timeout):
                    raise
        if broken:
            self._see_that_it_stands(text, front)

    def _still(self, front: Window | None) -> Callable[[], None]:
        """What is asked between two pieces of a text: go on only into the same window."""

        def check() -> None:
            self._control.check()
            now = self._desktop.windows.active()
            if front is not None and (now is None or now.id != front.id):
                raise StepFailed(
                    either(
                        "입력하는 도중에 다른 창이 앞으로 나와서 멈췄어요.",
                        "Another window came to the front while typing, so it stopped.",
                    ),
                    either(
                        "어디까지 입력됐는지 보고 이어서 해 주세요.",
                        "See how far it was typed and go on.",
                    ),
                    why="wrong_window",
                )

        return check

    def _comes_back(
        self, front: Window | None, pattern: WindowPattern | None, timeout: float
    ) -> bool:
        """Whether the very window is in front again. A window of the same program stays: it may be
        a dialog that asks something."""
        now = self._desktop.windows.active()
        there = [w for w in self._desktop.windows.list() if front is not None and w.id == front.id]
        if front is None or not there or (now is not None and now.pid and now.pid == front.pid):
            return False
        if pattern is None:
            self._desktop.windows.focus(there[0])
        again = self.in_front(pattern, timeout)
        return again is not None and again.id == front.id

    def _see_that_it_stands(self, text: str, front: Window | None) -> None:
        """Read the field back after an interruption: a program may select all that stands in a
        field when it gets the focus back, and what is typed then takes its place."""
        for _ in range(2):
            there = self._back.copied(COPIED_WITHIN)
            if there is None:
                break
            if plain(text) in plain(there):
                press(self._hands, ("End",))
                return
            if plain(there) not in plain(text):
                break
            # Nothing but a part of ours, and it is selected.
            self._hands.type_text(text, self._still(front))
        raise StepFailed(
            either(
                "입력하는 도중에 다른 창이 앞으로 나와서, 다 들어갔는지 알 수 없어요.",
                "Another window came to the front while typing, so nobody can tell whether "
                "all of it arrived.",
            ),
            either(
                "그 칸을 보고, 모자라면 고친 뒤 이어서 해 주세요.",
                "Look at the field, complete it if needed, and go on.",
            ),
            why="mismatch",
        )

    def copied(self, within: float) -> str | None:
        """See :meth:`player.run.readback.ReadBack.copied`."""
        return self._back.copied(within)

    @contextlib.contextmanager
    def _latin_input(self, timeout: float) -> Iterator[None]:
        """Switch an input method that writes Hangul off for the block: it would compose what is
        typed anew. Where its state cannot be known, nothing is touched."""
        ime = self._desktop.ime
        if ime.hangul() is not True:
            yield
            return
        press(self._hands, ("Hangul",))
        if not self._eyes.until(lambda: ime.hangul() is False, timeout):
            raise StepFailed(
                either(
                    "한/영을 영문으로 바꾸지 못해서 입력하지 않았어요.",
                    "한/영 could not be switched to Latin letters, so nothing was typed.",
                ),
                either(
                    "한/영 키를 눌러 영문으로 바꾼 뒤 다시 해 주세요.",
                    "Press the 한/영 key until it is on Latin letters and try again.",
                ),
                why="timed_out",
            )
        try:
            yield
        finally:
            press(self._hands, ("Hangul",))
