"""Moving the mouse and pressing keys, through SendInput."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from ctypes.wintypes import POINT

from player.desktop import aimed
from player.desktop.sent import Sent
from player.desktop.text import typeable
from player.desktop.windows import api, dpi, held, keys, readiness, strokes
from player.types import Event, Window
from scripts.errors import DesktopProblem, StepFailed
from scripts.keys import MODIFIERS
from scripts.language import either
from scripts.model import Button, Point, Rect

assert sys.platform == "win32"

_DOWN: dict[Button, int] = {"left": 0x2, "right": 0x8, "middle": 0x20}
_BUTTON_CODES: dict[Button, int] = {"left": 0x1, "right": 0x2, "middle": 0x4}
"""The codes that buttons have among the keys."""
_AIMED_WITHIN = 0.2
"""Seconds within which the pointer is where it was put; a system that is busy tells it late."""
_PIECE = 16
"""Characters typed between two looks at whether to stop."""


class WindowsHands:
    """See :class:`player.desktop.base.Hands`. May be used from any thread.

    Making one releases what a killed process of ours left down.
    """

    def __init__(self) -> None:
        dpi.be_dpi_aware()
        self._lock = threading.RLock()
        self._sent = Sent()
        self._held = held.Held()
        self._readiness = readiness.Readiness()
        self._buttons: list[Button] = []
        self._aim = 0
        self._at: Point | None = None
        """Where the pointer was sent last."""
        self._keys: dict[str, list[tuple[int, bool]]] = {}
        """The codes (and whether extended) that each held key has down."""
        self._repair()

    def move(self, point: Point) -> None:
        dpi.be_dpi_aware()
        with self._lock:
            self._at = point
            x, y = to_absolute(point, desktop_rect())
            flags = api.MOUSEEVENTF_MOVE | api.MOUSEEVENTF_ABSOLUTE | api.MOUSEEVENTF_VIRTUALDESK
            self._sent.add("move", point)
            strokes.send([strokes.mouse(flags, x=x, y=y)])
            at = POINT()
            if api.GetCursorPos(ctypes.byref(at)) and (at.x, at.y) != point:
                self._sent.add("move", (at.x, at.y))
                api.SetCursorPos(*point)

    def aim(self, window: Window | None) -> None:
        with self._lock:
            self._aim = window.id if window else 0

    def _keys_aimed(self) -> None:
        if self._aim and api.GetForegroundWindow() != self._aim:
            raise aimed.in_front()

    def _is_beside(self, wanted: Point) -> bool:
        """Whether the pointer is elsewhere; not so where Windows does not tell."""
        at = POINT()
        return bool(api.GetCursorPos(ctypes.byref(at))) and aimed.beside((at.x, at.y), wanted)

    def _button_aimed(self) -> None:
        end = time.monotonic() + _AIMED_WITHIN
        while self._at is not None and self._is_beside(self._at):
            # A hand has moved it since, or Windows has, to a dialog's default button.
            if time.monotonic() > end:
                raise aimed.held_back()
            self.move(self._at)
        at = POINT()
        if not self._aim or not api.GetCursorPos(ctypes.byref(at)):
            return
        there = api.root_of(api.WindowFromPoint(at))
        if there != self._aim:
            raise aimed.on_top(api.title_of(there))

    def button_down(self, button: Button) -> None:
        with self._lock:
            self._button_aimed()
            if button not in self._buttons:
                self._buttons.append(button)
            self._readiness.pressing()
            self._held.add(_BUTTON_CODES[button])
            self._sent.add("button_down", button)
            strokes.send([strokes.mouse(_DOWN[button])])

    def button_up(self, button: Button) -> None:
        with self._lock:
            self._sent.add("button_up", button)
            strokes.send([strokes.mouse(_DOWN[button] << 1)])
            if button in self._buttons:
                self._buttons.remove(button)
            self._held.remove(_BUTTON_CODES[button])

    def wheel(self, notches: tuple[int, int]) -> None:
        right, up = notches
        with self._lock:
            turns = [(api.MOUSEEVENTF_HWHEEL, 1 if right > 0 else -1)] * abs(right)
            turns += [(api.MOUSEEVENTF_WHEEL, 1 if up > 0 else -1)] * abs(up)
            for flag, step in turns:
                across = flag == api.MOUSEEVENTF_HWHEEL
                self._sent.add("wheel", (step, 0) if across else (0, step))
                strokes.send([strokes.mouse(flag, data=step * api.WHEEL_DELTA)])

    def key_down(self, key: str) -> None:
        """See :class:`player.desktop.base.Hands`. Raises DesktopProblem for a name that is no
        key, or a character that no key of this layout gives."""
        with self._lock:
            codes = self._keys.get(key) or _codes(key)
            if key not in MODIFIERS:
                self._keys_aimed()
            self._keys[key] = codes
            for code, extended in codes:
                self._held.add(code)
                self._sent.add("key_down", code)
                strokes.send([strokes.key(code, extended, up=False)])

    def key_up(self, key: str) -> None:
        with self._lock:
            for code, extended in reversed(self._keys.get(key, [])):
                self._sent.add("key_up", code)
                strokes.send([strokes.key(code, extended, up=True)])
                self._held.remove(code)
            self._keys.pop(key, None)

    def type_text(self, text: str, check: Callable[[], None] = lambda: None) -> None:
        """See :class:`player.desktop.base.Hands`, and for how :mod:`.strokes`.

        Raises StepFailed(why="not_supported") for control characters, and for what cannot be
        typed into a remote session; (why="timed_out") where a person keeps a modifier down, no
        window is in front, or the program in front hangs for 30 seconds.
        """
        text = typeable(text)
        with self._lock:
            check()
            self._readiness.wait_for_free_hands(check)
            self._readiness.wait_for_focus(check)
            way = strokes.way_for_front(text)
            sent = 0
            try:
                for start in range(0, len(text), _PIECE):
                    check()
                    for stroke in way(text[start : start + _PIECE]):  # one for each character
                        self._keys_aimed()
                        for doing in stroke.doings:
                            self._sent.add(*doing)
                        strokes.send(stroke.events)
                        sent += 1
                    self._readiness.wait_for_answer(check)
            except StepFailed as error:
                error.typed = sent
                raise

    def release_all(self) -> None:
        with self._lock:
            for key in reversed(list(self._keys)):
                self.key_up(key)
            for button in reversed(self._buttons.copy()):
                self.button_up(button)

    def sent(self, event: Event) -> bool:
        return self._sent.take(event)

    def _repair(self) -> None:
        """Release what a killed process of ours held down."""
        for code in self._held.left_behind():
            button = next((name for name, at in _BUTTON_CODES.items() if at == code), None)
            if button is not None:
                strokes.send([strokes.mouse(_DOWN[button] << 1)])
            else:
                strokes.send([strokes.key(code, keys.is_extended("", code), up=True)])
            self._held.remove(code)


def desktop_rect() -> Rect:
    """All monitors together; its corner is negative where one lies left of or above the first."""
    left, top, width, height = (api.GetSystemMetrics(index) for index in (76, 77, 78, 79))
    return (left, top, width, height)


def to_absolute(point: Point, desktop: Rect) -> Point:
    """A point in SendInput's measure: 0..65535 over the whole desktop, whatever its corner. The
    middle of the pixel is taken, which survives the rounding back."""
    left, top, width, height = desktop
    return (
        int((point[0] - left + 0.5) * 65536 / width),
        int((point[1] - top + 0.5) * 65536 / height),
    )


def _codes(key: str) -> list[tuple[int, bool]]:
    """The key codes to press for a name, Shift first where the layout needs it."""
    if key in keys.NAMED:
        code = keys.NAMED[key]
        return [(code, keys.is_extended(key, code))]
    found = keys.code_and_shift(key, keys.foreground_layout()) if len(key) == 1 else None
    if found is None:
        raise DesktopProblem(
            either(
                f"“{key}”은(는) 이 키보드에서 누를 수 있는 키가 아니에요.",
                f"“{key}” is no key of this keyboard.",
            )
        )
    code, shift = found
    return [(keys.SHIFT, False), (code, False)] if shift else [(code, False)]
