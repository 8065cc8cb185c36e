"""Waiting until what is typed will arrive where it is meant to."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from ctypes.wintypes import POINT

from player.desktop.text import does_not_answer, keys_held
from player.desktop.windows import api
from scripts.errors import StepFailed
from scripts.language import either

assert sys.platform == "win32"

_MODIFIER_LIMIT = 3.0
_FOCUS_LIMIT = 2.0
_ANSWER_LIMIT = 30.0
_BETWEEN = 0.005
_MODIFIERS = (0x10, 0x11, 0x12, 0x5B, 0x5C)
_NULL = 0
"""A message that does nothing; its answer says that the program lives."""
_EXTENDED_STYLE, _NOT_ACTIVATED = -20, 0x08000000


class Readiness:
    """Knows of the last press of a button whether its window has come to the front.

    A key goes to the window in front at its moment. A press makes another window the one in front
    only once its program has taken note of it, and in between none may be: what is typed then is
    lost, or arrives elsewhere.
    """

    def __init__(self) -> None:
        self._pressed = 0
        self._before = 0

    def pressing(self) -> None:
        """To be called just before a button goes down at the pointer."""
        at = POINT()
        api.GetCursorPos(ctypes.byref(at))
        window = api.WindowFromPoint(at)
        root = api.root_of(window)
        stays_back = api.GetWindowLongW(root, _EXTENDED_STYLE) & _NOT_ACTIVATED if root else True
        self._pressed = 0 if stays_back else root
        self._before = int(api.GetForegroundWindow() or 0)

    def wait_for_focus(self, check: Callable[[], None]) -> None:
        """Wait until the window that was pressed (or one that came up for it) is in front, and
        its program has a window with the focus that answers.

        Not every program tells of a focus, and not every window comes to the front by a press:
        after two seconds it is taken as it is. Raises StepFailed(why="timed_out") where there is
        no window in front even then.
        """
        end = time.monotonic() + _FOCUS_LIMIT
        while not self._settled():
            if time.monotonic() > end:
                if api.GetForegroundWindow():
                    break
                raise StepFailed(
                    either(
                        "앞에 나와 있는 창이 없어서 글자를 넣지 않았어요.",
                        "No window is in front, so nothing was typed.",
                    ),
                    either(
                        "입력할 창을 한 번 누르고 다시 해 주세요.",
                        "Click the window to type into and try again.",
                    ),
                    why="timed_out",
                )
            check()
            time.sleep(_BETWEEN)
        self._pressed = 0
        self.wait_for_answer(check)

    def _settled(self) -> bool:
        front = int(api.GetForegroundWindow() or 0)
        if not front or (self._pressed not in (0, front) and front == self._before):
            return False
        return bool(api.focused_window())

    def wait_for_free_hands(self, check: Callable[[], None]) -> None:
        """Wait until nobody holds a modifier, which would turn letters into shortcuts; raises
        StepFailed(why="timed_out") after three seconds."""
        end = time.monotonic() + _MODIFIER_LIMIT
        while any(api.GetAsyncKeyState(code) < 0 for code in _MODIFIERS):
            if time.monotonic() > end:
                raise keys_held()
            check()
            time.sleep(_BETWEEN)

    def wait_for_answer(self, check: Callable[[], None]) -> None:
        """Do not fill the queue of a program that hangs; raises StepFailed(why="timed_out")
        after 30 seconds."""
        end = time.monotonic() + _ANSWER_LIMIT
        while True:
            window = api.GetForegroundWindow()
            if not window or api.ask_window(window, _NULL) is not None:
                return
            if time.monotonic() > end:
                raise does_not_answer()
            check()
