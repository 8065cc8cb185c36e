"""Doing one step on a desktop: the hands' part of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from player.desktop.base import Desktop
from player.desktop.vault import secret
from player.locate import Look, matches
from player.ocr.values import read_value
from player.run.control import Control
from player.run.copying import Copying
from player.run.keys import held
from player.run.roll import Roll
from player.run.scope import settled
from player.run.see import Eyes, around
from player.run.typing import Typed, Typist, within_reach
from player.types import Match, Refusal, Window
from player.vision.ticks import is_on, tick_at
from scripts.errors import StepFailed
from scripts.keys import split_chord
from scripts.korean import josa
from scripts.language import either
from scripts.model import (
    Click,
    CloseWindow,
    Drag,
    FocusWindow,
    Open,
    Point,
    Press,
    Read,
    Scroll,
    Secret,
    Target,
    Tick,
    Type,
    WindowPattern,
)

READ_SIZE = (240, 36)
"""Pixels (width, height) at scaling 1 that are read around a point where the step says nothing."""
_UNDER = (90, 40)
"""Pixels (across, down) at scaling 1 from the pointer within which it may change what is seen."""
_TITLE = 6
"""Pixels at scaling 1 from a window's upper edge to where a pointer changes nothing."""
_ANSWERS = 0.6
"""Seconds in which a box that was clicked is seen to change, even under the pointer."""
_DRAG_STEPS = 12
_DRAG_PAUSE = 0.012
"""A drag is walked in this many moves, this many seconds apart: programs ignore a jump."""


class Hand:
    """Acts for one run; ``fill`` puts values into placeholders."""

    def __init__(
        self,
        desktop: Desktop,
        eyes: Eyes,
        control: Control,
        targets: Mapping[str, Target],
        fill: Callable[[str], str],
        typed: Typed,
    ) -> None:
        self._desktop = desktop
        self._hands = desktop.hands
        self._eyes = eyes
        self._control = control
        self._targets = targets
        self._fill = fill
        self._typist = Typist(desktop, eyes, control, typed)
        self._copying = Copying(desktop, eyes)
        self._pointer: Point | None = None
        """Where these hands have left the pointer; None while a person has it."""
        self._stepped_aside = False
        self._there: Window | None = None
        """The window, or popup, that lies at the place that was found last."""
        self.acted_in: Window | None = None
        """The window that the last click or key stroke went to, as it was just before."""

    # ---- pointer ----------------------------------------------------------------------------

    def _find(self, name: str, timeout: float) -> Match:
        """Bring the target's window to the front and wait until the target is there, in its own
        window."""
        self._eyes.awake(timeout)
        target = settled(self._targets[name], self._fill)
        if target.window is not None:
            windows = self._eyes.windows(target.window)
            active = self._desktop.windows.active()
            if windows and not (active and any(w.id == active.id for w in windows)):
                self._desktop.windows.focus(windows[0])
        self._stepped_aside = False
        if target.scroll is not None:
            over = self._targets[target.scroll.at] if target.scroll.at else None
            Roll(self._eyes, self._hands, self._control).until_seen(target, over, timeout)
        match = self._eyes.find(target, timeout, self._step_aside)
        if not self._eyes.until(lambda: self._is_its_own(target, match), timeout):
            raise StepFailed(
                either(
                    f"‘{name}’{josa(name, '이/가')} 다른 창에 가려져 있어서 누르지 않았어요.",
                    f"‘{name}’ is covered by another window, so it was not clicked.",
                ),
                either(
                    "가리고 있는 창을 옮기거나 닫아 주세요.",
                    "Move or close the window that covers it.",
                ),
                why="wrong_window",
            )
        return match

    def _step_aside(self, refusal: Refusal, look: Look) -> None:
        """Take the pointer away from a place that is not certain: what lies under it may be drawn
        otherwise, or be hidden by its own hint. Once for each place that is looked for."""
        if self._stepped_aside or not refusal.rivals:
            return
        place = refusal.rivals[0].point
        scale = look.scale((*place, 1, 1))
        if self._pointer is not None and not any(
            abs(rival.point[0] - self._pointer[0]) <= _UNDER[0] * scale
            and abs(rival.point[1] - self._pointer[1]) <= _UNDER[1] * scale
            for rival in refusal.rivals
        ):
            return
        self._stepped_aside = True
        self._aside(place)

    def _aside(self, place: Point) -> None:
        """Move the pointer to where it changes nothing of the window at a place."""
        scale = self._eyes.look().scale((*place, 1, 1))
        window = self._desktop.windows.at(place)
        if window is not None:
            left, top, width, _ = window.rect
            self._move((left + width // 2, top + round(_TITLE * scale)))

    def _move(self, point: Point) -> None:
        self._hands.move(point)
        self._pointer = point

    def _reach(self, name: str, timeout: float) -> Match:
        """Find a target and move there."""
        match = self._find(name, timeout)
        while self._control.check():
            # There was a pause, and who knows what was moved in it.
            match = self._find(name, timeout)
        within_reach(self._there)
        self._hands.aim(self._there)
        self._move(match.point)
        return match

    def _is_its_own(self, target: Target, match: Match) -> bool:
        """Whether what lies at the place is the target's own window (or a menu of it), and not
        one that happens to look the same there."""
        there = self.acted_in = self._there = self._desktop.windows.at(match.point)
        if target.window is None or (there is not None and matches(target.window, there)):
            return True
        # A menu or a drop-down list has a title of its own, or none: its program owns it.
        every = self._desktop.windows.list()
        if there is None or not there.pid or any(window.id == there.id for window in every):
            return False
        owners = [w for w in every if w.pid == there.pid and matches(target.window, w)]
        self.acted_in = owners[0] if owners else there
        return bool(owners)

    def click(self, action: Click, timeout: float) -> Match:
        match: Match | None = None
        covered: StepFailed | None = None

        def clicked() -> bool:
            nonlocal match, covered
            match = self._reach(action.target, timeout)
            with held(self._hands, action.modifiers):
                try:
                    self._hands.button_down(action.button)
                except StepFailed as error:
                    # A window that comes up just then most often goes again: a message of
                    # another program's. Nothing was pressed.
                    if error.why != "wrong_window":
                        raise
                    covered = error
                    return False
                self._let_go(action)
                for _ in range(action.count - 1):
                    self._hands.button_down(action.button)
                    self._let_go(action)
            return True

        if not self._eyes.until(clicked, timeout):
            assert covered is not None
            raise covered
        assert match is not None
        return match

    def _let_go(self, action: Click) -> None:
        """Release the button that is down, after a long press once its time is over."""
        try:
            if action.hold:
                self._control.wait(action.hold)
        finally:
            self._hands.button_up(action.button)

    def tick(self, action: Tick, timeout: float) -> Match:
        """Bring a box to a state, by one click if it is not in it yet."""
        match = self._reach(action.target, timeout)
        # Under the pointer it may be drawn otherwise for a moment.
        self._eyes.until(lambda: self._ticked(action.target, match) is not None, _ANSWERS)
        state = self._ticked(action.target, match)
        if state is action.on:
            return match
        if state is None:
            raise StepFailed(
                either(
                    f"‘{action.target}’{josa(action.target, '이/가')} 켜져 있는지 알 수 없어서 "
                    "누르지 "
                    "않았어요.",
                    f"Whether ‘{action.target}’ is on can't be told, so it was not clicked.",
                ),
                either(
                    "화면을 크게 보이게 하거나, 누르기(click)로 바꿔 주세요.",
                    "Make the screen larger, or let it be clicked (click).",
                ),
                why="mismatch",
            )
        self._hands.button_down("left")
        self._hands.button_up("left")
        if not self._eyes.until(lambda: self._ticked(action.target, match) is action.on, _ANSWERS):
            # The pointer's own look on the box may hide its state.
            self._aside(match.point)
            if not self._eyes.until(
                lambda: self._ticked(action.target, match) is action.on, timeout
            ):
                how = either("켜지지", "on") if action.on else either("꺼지지", "off")
                raise StepFailed(
                    either(
                        f"‘{action.target}’{josa(action.target, '을/를')} 눌렀지만 {how} 않았어요.",
                        f"‘{action.target}’ was clicked, but it did not go {how}.",
                    ),
                    either(
                        "지금 바꿀 수 있는 칸인지 살펴봐 주세요.",
                        "See whether it can be changed now.",
                    ),
                    why="mismatch",
                )
        return match

    def _ticked(self, name: str, match: Match) -> bool | None:
        """Whether the box at a place is ticked; None where that cannot be told."""
        look = self._eyes.look()
        scale = look.scale((*match.point, 1, 1))
        part = look.frame.crop(around(match.point, (round(200 * scale), round(120 * scale))))
        here = (match.point[0] - part.origin[0], match.point[1] - part.origin[1])
        box = tick_at(part.pixels, here, scale)
        return None if box is None else is_on(part.pixels, box, scale)

    def drag(self, action: Drag, timeout: float) -> Match:
        # Both ends are found before anything is pressed: half a drag is the worst outcome.
        while True:
            end = self._find(action.to, timeout)
            start = self._find(action.target, timeout)
            if not self._control.check():
                break
        within_reach(self._there)
        self._hands.aim(self._there)
        self._move(start.point)
        with held(self._hands, action.modifiers):
            self._hands.button_down(action.button)
            try:
                for part in range(1, _DRAG_STEPS + 1):
                    self._control.wait(_DRAG_PAUSE)
                    self._move(
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
        self.acted_in = self._typist.in_front(pattern, timeout)

    def type(self, action: Type, timeout: float) -> Match | None:
        if isinstance(action.text, Secret):
            text = secret(self._desktop.vault(), action.text.name)
        else:
            text = self._fill(action.text)
        match = None
        window = action.window
        if action.into is not None:
            match = self.click(Click(action.into), timeout)
            window = self._targets[action.into].window or window
        at = match.point if match is not None else None
        self.acted_in = self._typist.type(action, text, window, timeout, at)
        return match

    def press(self, action: Press, timeout: float) -> None:
        for _ in range(action.times):
            self._in_front(action.window, timeout)
            while self._control.check():
                self._in_front(action.window, timeout)
            self._copying.press(split_chord(action.keys), self.acted_in)

    def gone(self, window: Window, timeout: float) -> None:
        """Wait until this very window is closed; another one of the same title does not count."""
        if not self._eyes.until(
            lambda: all(w.id != window.id for w in self._desktop.windows.list()), timeout
        ):
            raise StepFailed(
                either(
                    f"‘{window.title}’{josa(window.title, '이/가')} 닫히지 않아요.",
                    f"‘{window.title}’ does not close.",
                ),
                either(
                    "물어보는 창이 떠 있는지 살펴봐 주세요.", "See whether a window asks something."
                ),
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
                raise StepFailed(
                    either("읽을 곳이 정해지지 않았어요.", "It is not said where to read."),
                    why="not_supported",
                )
            match = self._find(action.target, timeout)
            look = self._eyes.look()
            scale = look.scale((*match.point, 1, 1))
            size = action.size or (round(READ_SIZE[0] * scale), round(READ_SIZE[1] * scale))
            target = self._targets[action.target]
            cell = target.row is not None and not target.anchors and action.size is None
            part = look.frame.crop(match.rect if cell else around(match.point, size))
            value = read_value(part.pixels, action.kind, scale)
            if value.text and not value.certain:
                raise StepFailed(
                    either(
                        f"‘{action.target}’의 값이 또렷하지 않아서 읽은 것을 쓰지 않았어요.",
                        f"The value at ‘{action.target}’ is not clear, so what was read is not "
                        "used.",
                    ),
                    either(
                        "화면을 크게 보이게 하거나, 복사해서 읽도록(field) 바꿔 주세요.",
                        "Make the screen larger, or let it be read by copying (field).",
                    ),
                    why="mismatch",
                )
            text = value.text
        if action.kind != "text" and action.source != "screen":
            text = "".join(c for c in text if c.isdigit() or c in "-./,")
        if action.kind == "digits" and action.source != "screen":
            text = "".join(c for c in text if c.isdigit())
        if not text.strip():
            where = action.target or either("클립보드", "the clipboard")
            raise StepFailed(
                either(
                    f"‘{where}’에서 아무것도 읽지 못했어요.", f"Nothing was read from ‘{where}’."
                ),
                either("읽을 값이 보이는지 살펴봐 주세요.", "See whether the value is to be seen."),
                why="mismatch",
            )
        return text.strip(), match

    def _copy_field(self, action: Read, timeout: float) -> tuple[str, Match | None]:
        """Select and copy what the field holds; the clerk's clipboard is put back."""
        match = self.click(Click(action.target), timeout) if action.target else None
        self._in_front(None, timeout)
        return self._typist.copied(timeout) or "", match

    def focus(self, action: FocusWindow, timeout: float) -> None:
        self._desktop.windows.focus(self._window(action.window, timeout))

    def close(self, action: CloseWindow, timeout: float) -> None:
        window = self._window(action.window, timeout)
        self._desktop.windows.close(window)
        self.gone(window, timeout)

    def _window(self, pattern: WindowPattern, timeout: float) -> Window:
        if not self._eyes.until(lambda: bool(self._eyes.windows(pattern)), timeout):
            raise StepFailed(
                either(
                    f"‘{pattern.title}’ 창이 보이지 않아요.",
                    f"The window ‘{pattern.title}’ is not to be seen.",
                ),
                either("그 프로그램을 켜 주세요.", "Start that program."),
                why="wrong_window",
            )
        return self._eyes.windows(pattern)[0]

    def open(self, action: Open) -> None:
        self._desktop.opener.open(
            self._fill(action.name), [self._fill(a) for a in action.arguments]
        )
