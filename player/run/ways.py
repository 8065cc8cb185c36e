"""What a run does beside its steps: it deals with pop-ups that were expected, and finds its way
back to where a step or a row can begin again. None of it counts as a deed of the step in hand."""

from __future__ import annotations

from collections.abc import Callable

from player.desktop.base import Desktop
from player.locate import matches
from player.run.act import Hand
from player.run.asking import Tell
from player.run.keys import press
from player.run.marks import Marks
from player.run.see import Eyes
from player.types import Window
from scripts.errors import StepFailed
from scripts.keys import split_chord
from scripts.language import either
from scripts.model import Click, Condition, Popup, Press, Script, Type, WayBack, WindowOpen
from scripts.schema import walk

_BETWEEN = 0.3
"""Seconds between two looks for pop-ups while a step waits."""
_GOES = 5.0
"""Seconds in which a pop-up that was answered has to be gone."""
_WORKS = 0.5
"""Seconds in which a key on the way back shows whether it was enough."""


class Ways:
    """Those of one script; ``hand`` is one of its own, so that the step's does not lose its place.
    ``timeout`` is in seconds."""

    def __init__(
        self,
        script: Script,
        desktop: Desktop,
        eyes: Eyes,
        hand: Hand,
        marks: Marks,
        holds: Callable[[Condition], bool],
        tell: Tell,
        now: Callable[[], float],
        timeout: float,
    ) -> None:
        self._script = script
        self._desktop = desktop
        self._eyes = eyes
        self._hand = hand
        self._marks = marks
        self._holds = holds
        self._tell = tell
        self._now = now
        self._timeout = timeout
        self._busy = False
        self._next = 0.0

    # ---- pop-ups ----------------------------------------------------------------------------

    def look_out(self) -> None:
        """Deal with what has come up: called while a step waits for something."""
        if self._script.popups and not self._busy and self._now() >= self._next:
            self._deal_with(self._script.popups)
            self._next = self._now() + _BETWEEN

    def before_step(self) -> None:
        """Deal with windows that have come up, which costs hardly anything to see."""
        self._deal_with(tuple(p for p in self._script.popups if isinstance(p.when, WindowOpen)))

    def _deal_with(self, popups: tuple[Popup, ...]) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            for number, popup in enumerate(popups):
                if self._holds(popup.when):
                    self._answer(popup, number)
        finally:
            self._busy = False

    def _answer(self, popup: Popup, number: int) -> None:
        self._tell("popup", number=number)
        with self._marks.aside():
            if popup.click is not None:
                self._hand.click(Click(popup.click), self._timeout)
            else:
                window = popup.when.window if isinstance(popup.when, WindowOpen) else None
                if window is None:
                    self._only_ours()
                self._hand.press(Press(popup.press, 1, window), self._timeout)
        if not self._eyes.until(lambda: not self._holds(popup.when), _GOES):
            raise StepFailed(
                either(
                    "뜨면 닫기로 한 창이 닫히지 않아요.",
                    "The window that was to be closed when it pops up does not close.",
                ),
                either(
                    "그 창을 닫고, 작업의 popups를 살펴봐 주세요.",
                    "Close the window and look at the task's popups.",
                ),
                why="timed_out",
            )

    # ---- the way back -----------------------------------------------------------------------

    def back(self, way: WayBack) -> None:
        """Go it. Raises StepFailed where its ``until`` does not hold at the end."""
        until = way.until
        with self._marks.aside():
            for _ in range(way.times):
                if until is not None and self._holds(until):
                    return
                self._once(way)
        if until is not None and not self._eyes.until(lambda: self._holds(until), self._timeout):
            raise StepFailed(
                either(
                    "다시 시작할 자리로 돌아가지 못했어요.",
                    "It could not get back to where a row begins.",
                ),
                either(
                    "화면을 처음 자리로 돌려놓고 이어서 해 주세요.",
                    "Bring the screen back to where a row begins and go on.",
                ),
                why="timed_out",
            )

    def _once(self, way: WayBack) -> None:
        closing = way.close
        if closing is not None:
            for window in self._eyes.windows(closing):
                self._desktop.windows.close(window)
            self._eyes.until(lambda: not self._eyes.windows(closing), self._timeout)
        if way.press:
            self._desktop.hands.aim(self._only_ours())
            press(self._desktop.hands, split_chord(way.press))
        until = way.until
        if until is not None:
            self._eyes.until(lambda: self._holds(until), _WORKS)

    def _only_ours(self) -> Window | None:
        """The window in front, if it belongs to a program that the script works in."""
        front = self._desktop.windows.active()
        patterns = [t.window for t in self._script.targets.values() if t.window is not None]
        patterns += [
            step.action.window
            for step in walk(self._script.steps)
            if isinstance(step.action, Type | Press) and step.action.window is not None
        ]
        ours = [w for w in self._desktop.windows.list() if any(matches(p, w) for p in patterns)]
        if patterns and (
            front is None
            or not any(front.id == w.id or (w.pid and w.pid == front.pid) for w in ours)
        ):
            raise StepFailed(
                either(
                    "다른 프로그램의 창이 앞에 있어서 키를 누르지 않았어요.",
                    "Another program's window is in front, so no key was pressed.",
                ),
                either("그 창을 닫고 다시 해 주세요.", "Close that window and try again."),
                why="wrong_window",
            )
        return front
