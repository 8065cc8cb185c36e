"""Doing one step on a desktop: the hands' part of a run."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping

from player.desktop.base import Desktop
from player.locate import matches
from player.ocr.reader import read_text
from player.run.control import Control
from player.run.see import Eyes, around
from player.types import Match, Window
from scripts.errors import StepFailed
from scripts.keys import split_chord
from scripts.korean import josa
from scripts.model import (
    Click,
    CloseWindow,
    Drag,
    FocusWindow,
    Open,
    Press,
    Read,
    Scroll,
    Target,
    Type,
    WindowPattern,
)

READ_SIZE = (240, 36)
"""Pixels (width, height) at scaling 1 that are read around a point where the step says nothing."""
_DRAG_STEPS = 12
_DRAG_PAUSE = 0.012
"""A drag is walked in this many moves, this many seconds apart: programs ignore a jump."""


class Hand:
    """Acts for one run; ``fill`` puts values into placeholders, ``speed`` divides pauses."""

    def __init__(
        self,
        desktop: Desktop,
        eyes: Eyes,
        control: Control,
        targets: Mapping[str, Target],
        fill: Callable[[str], str],
        speed: float = 1.0,
    ) -> None:
        self._desktop = desktop
        self._hands = desktop.hands
        self._eyes = eyes
        self._control = control
        self._targets = targets
        self._fill = fill
        self._speed = speed
        self.acted_in: Window | None = None
        """The window that the last click or key stroke went to, as it was just before."""

    # ---- pointer ----------------------------------------------------------------------------

    def _reach(self, name: str, timeout: float) -> Match:
        """Bring the target's window to the front, wait for the target, move there."""
        target = self._targets[name]
        if target.window is not None:
            windows = self._eyes.windows(target.window)
            active = self._desktop.windows.active()
            if windows and not (active and any(w.id == active.id for w in windows)):
                self._desktop.windows.focus(windows[0])
        match = self._eyes.find(target, timeout)
        if not self._eyes.until(lambda: self._is_its_own(target, match), timeout):
            raise StepFailed(
                f"‘{name}’{josa(name, '이/가')} 다른 창에 가려져 있어서 누르지 않았어요.",
                "가리고 있는 창을 옮기거나 닫아 주세요.",
                why="wrong_window",
            )
        self._control.check()
        self._hands.move(match.point)
        return match

    def _is_its_own(self, target: Target, match: Match) -> bool:
        """Whether what lies at the place is the target's own window (or a menu of it), and not
        one that happens to look the same there."""
        there = self.acted_in = self._desktop.windows.at(match.point)
        if target.window is None or (there is not None and matches(target.window, there)):
            return True
        # A menu or a drop-down list has a title of its own, or none: its program owns it.
        every = self._desktop.windows.list()
        return (
            there is not None
            and all(window.id != there.id for window in every)
            and any(window.pid == there.pid for window in every if matches(target.window, window))
        )

    @contextlib.contextmanager
    def _held(self, keys: tuple[str, ...]) -> Iterator[None]:
        down: list[str] = []
        try:
            for key in keys:
                self._hands.key_down(key)
                down.append(key)
            yield
        finally:
            for key in reversed(down):
                self._hands.key_up(key)

    def click(self, action: Click, timeout: float) -> Match:
        match = self._reach(action.target, timeout)
        with self._held(action.modifiers):
            for _ in range(action.count):
                self._hands.button_down(action.button)
                try:
                    if action.hold:
                        self._control.wait(action.hold)
                finally:
                    self._hands.button_up(action.button)
        return match

    def drag(self, action: Drag, timeout: float) -> Match:
        # Both ends are found before anything is pressed: half a drag is the worst outcome.
        start = self._eyes.find(self._targets[action.target], timeout)
        end = self._reach(action.to, timeout)
        self._hands.move(start.point)
        with self._held(action.modifiers):
            self._hands.button_down(action.button)
            try:
                for part in range(1, _DRAG_STEPS + 1):
                    self._control.wait(_DRAG_PAUSE)
                    self._hands.move(
                        (
                            start.point[0] + (end.point[0] - start.point[0]) * part // _DRAG_STEPS,
                            start.point[1] + (end.point[1] - start.point[1]) * part // _DRAG_STEPS,
                        )
                    )
                self._control.wait(_DRAG_PAUSE)
            finally:
                self._hands.button_up(action.button)
        return start

    def scroll(self, action: Scroll, timeout: float) -> Match | None:
        match = self._reach(action.target, timeout) if action.target else None
        step = 1 if action.amount > 0 else -1
        for _ in range(abs(action.amount)):
            self._control.check()
            self._hands.wheel((step, 0) if action.across else (0, step))
        return match

    # ---- keys -------------------------------------------------------------------------------

    def _in_front(self, pattern: WindowPattern | None, timeout: float) -> None:
        """Wait until the window that keys are meant for is in front; never type elsewhere."""
        if pattern is None or self._eyes.until(lambda: self._eyes.active(pattern), timeout):
            self.acted_in = self._desktop.windows.active()
            return
        windows = self._eyes.windows(pattern)
        if not windows:
            raise StepFailed(
                f"‘{pattern.title}’ 창이 보이지 않아서 입력하지 않았어요.",
                "그 프로그램을 켜 주세요.",
                why="wrong_window",
            )
        self._desktop.windows.focus(windows[0])
        self.acted_in = windows[0]

    def type(self, action: Type, timeout: float) -> Match | None:
        match = None
        if action.into is not None:
            match = self.click(Click(action.into), timeout)
        else:
            self._in_front(action.window, timeout)
        if action.clear:
            self._press(("Ctrl", "a"))
            self._press(("Delete",))
        self._hands.type_text(self._fill(action.text), self._control.check)
        return match

    def press(self, action: Press, timeout: float) -> None:
        for _ in range(action.times):
            self._in_front(action.window, timeout)
            self._control.check()
            self._press(split_chord(action.keys))

    def _press(self, chord: tuple[str, ...]) -> None:
        with self._held(chord):
            pass

    def gone(self, window: Window, timeout: float) -> None:
        """Wait until this very window is closed; another one of the same title does not count."""
        if not self._eyes.until(
            lambda: all(w.id != window.id for w in self._desktop.windows.list()), timeout
        ):
            raise StepFailed(
                f"‘{window.title}’{josa(window.title, '이/가')} 닫히지 않아요.",
                "물어보는 창이 떠 있는지 살펴봐 주세요.",
                why="timed_out",
            )

    # ---- reading, windows, programs ---------------------------------------------------------

    def read(self, action: Read, timeout: float) -> tuple[str, Match | None]:
        """The value read, and where. Raises StepFailed where nothing can be read."""
        match = None
        if action.source == "clipboard":
            text = self._desktop.clipboard.text() or ""
        elif action.source == "field":
            text, match = self._copy_field(action, timeout)
        else:
            if action.target is None:
                raise StepFailed("읽을 곳이 정해지지 않았어요.", why="not_supported")
            match = self._eyes.find(self._targets[action.target], timeout)
            look = self._eyes.look()
            scale = look.frame.scale
            size = action.size or (round(READ_SIZE[0] * scale), round(READ_SIZE[1] * scale))
            text = read_text(look.frame.crop(around(match.point, size)).pixels)
        if action.kind != "text":
            text = "".join(c for c in text if c.isdigit() or c in "-./,")
        if action.kind == "digits":
            text = "".join(c for c in text if c.isdigit())
        if not text.strip():
            where = action.target or "클립보드"
            raise StepFailed(
                f"‘{where}’에서 아무것도 읽지 못했어요.",
                "읽을 값이 보이는지 살펴봐 주세요.",
                why="mismatch",
            )
        return text.strip(), match

    def _copy_field(self, action: Read, timeout: float) -> tuple[str, Match | None]:
        """Select and copy what the field holds; the clerk's clipboard is put back."""
        clipboard = self._desktop.clipboard
        kept = clipboard.save()
        try:
            mark = "\u2060"  # nothing that a field holds: tells an empty copy from an old one
            clipboard.set_text(mark)
            match = self.click(Click(action.target), timeout) if action.target else None
            self._press(("Ctrl", "a"))
            self._press(("Ctrl", "c"))
            copied = self._eyes.until(lambda: clipboard.text() not in (mark, None), timeout)
            return (clipboard.text() or "" if copied else ""), match
        finally:
            clipboard.restore(kept)

    def focus(self, action: FocusWindow, timeout: float) -> None:
        self._desktop.windows.focus(self._window(action.window, timeout))

    def close(self, action: CloseWindow, timeout: float) -> None:
        window = self._window(action.window, timeout)
        self._desktop.windows.close(window)
        self.gone(window, timeout)

    def _window(self, pattern: WindowPattern, timeout: float) -> Window:
        if not self._eyes.until(lambda: bool(self._eyes.windows(pattern)), timeout):
            raise StepFailed(
                f"‘{pattern.title}’ 창이 보이지 않아요.",
                "그 프로그램을 켜 주세요.",
                why="wrong_window",
            )
        return self._eyes.windows(pattern)[0]

    def open(self, action: Open) -> None:
        self._desktop.opener.open(
            self._fill(action.name), [self._fill(a) for a in action.arguments]
        )
