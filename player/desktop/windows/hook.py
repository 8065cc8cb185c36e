"""Listening to mouse and keyboard: two low-level hooks in one thread that does nothing else.

Windows calls both on the thread that set them, one after the other, which keeps their order; it
silently removes a hook that answers late.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from ctypes import POINTER, cast
from ctypes.wintypes import POINT

from player.desktop.windows import api, keys
from player.types import Event, EventKind
from scripts.errors import DesktopProblem
from scripts.model import Button

assert sys.platform == "win32"

_KEYBOARD, _MOUSE = 13, 14
_QUIT = 0x12
_KEY_DOWN = (0x100, 0x104)
_MOVE, _WHEEL, _WHEEL_ACROSS = 0x200, 0x20A, 0x20E
_BUTTONS: dict[int, tuple[EventKind, Button]] = {
    0x201: ("button_down", "left"),
    0x202: ("button_up", "left"),
    0x204: ("button_down", "right"),
    0x205: ("button_up", "right"),
    0x207: ("button_down", "middle"),
    0x208: ("button_up", "middle"),
}
_EXTENDED, _KEY_INJECTED, _MOUSE_INJECTED = 0x01, 0x10, 0x01
_LIMIT = 10.0


class WindowsHook:
    """See :class:`player.desktop.base.Hook`. For one start and one stop."""

    def __init__(self) -> None:
        self._put: Callable[[Event], None] = lambda event: None
        self._thread: threading.Thread | None = None
        self._live = threading.Event()
        self._set = False
        self._identity = 0
        self._half = ""
        self._turned = [0, 0]
        """What finely turning wheels have left over of a notch: right, up."""

    def start(self, put: Callable[[Event], None]) -> None:
        """See :class:`player.desktop.base.Hook`. Raises DesktopProblem where Windows refuses."""
        if self._thread is not None:
            raise RuntimeError("a hook starts once")
        self._put = put
        self._thread = threading.Thread(target=self._listen, name="hook", daemon=True)
        self._thread.start()
        if not self._live.wait(_LIMIT) or not self._set:
            self.stop()
            raise DesktopProblem(
                "입력을 기록하기 시작하지 못했어요.", "보안 프로그램이 막고 있는지 확인해 주세요."
            )

    def stop(self) -> None:
        """Stop listening. Safe to call twice."""
        thread, self._thread = self._thread, None
        if thread is not None:
            api.PostThreadMessageW(self._identity, _QUIT, 0, 0)
            thread.join(_LIMIT)

    # ---- in the hook's thread -----------------------------------------------------------------

    def _listen(self) -> None:
        self._identity = int(api.GetCurrentThreadId())
        message = api.Message()
        # The thread gets its message queue with its first look at it; stop() needs it.
        api.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)
        procedures = {
            _KEYBOARD: api.HookProcedure(self._key),
            _MOUSE: api.HookProcedure(self._mouse),
        }
        module = api.GetModuleHandleW(None)
        hooks = [
            api.SetWindowsHookExW(kind, procedure, module, 0)
            for kind, procedure in procedures.items()
        ]
        self._set = all(hooks)
        self._live.set()
        try:
            while self._set and api.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                pass
        finally:
            for hook in hooks:
                if hook:
                    api.UnhookWindowsHookEx(hook)

    def _key(self, code: int, kind: int, address: int) -> int:
        now = time.perf_counter()
        if code == 0:
            told = cast(address, POINTER(api.KeyboardHook)).contents
            layout = keys.foreground_layout()
            pressed = kind in _KEY_DOWN
            text = keys.text_of(told.vkCode, told.scanCode, layout) if pressed else ""
            self._put(
                Event(
                    now,
                    "key_down" if pressed else "key_up",
                    _pointer(),
                    key=keys.name_of(told.vkCode, bool(told.flags & _EXTENDED), layout),
                    text=self._whole(text) if pressed else "",
                    injected=bool(told.flags & _KEY_INJECTED),
                    code=int(told.vkCode),
                )
            )
        return int(api.CallNextHookEx(None, code, kind, address))

    def _whole(self, text: str) -> str:
        """Characters beyond U+FFFF come as two keys; the second one gets the character."""
        first, self._half = self._half, ""
        if "\ud800" <= text < "\udc00":
            self._half = text
            return ""
        if "\udc00" <= text < "\ue000":
            return (first + text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        return text

    def _mouse(self, code: int, kind: int, address: int) -> int:
        now = time.perf_counter()
        if code == 0:
            told = cast(address, POINTER(api.MouseHook)).contents
            at, injected = (told.pt.x, told.pt.y), bool(told.flags & _MOUSE_INJECTED)
            if kind == _MOVE:
                self._put(Event(now, "move", at, injected=injected))
            elif kind in _BUTTONS:
                what, button = _BUTTONS[kind]
                self._put(Event(now, what, at, button, injected=injected))
            elif kind in (_WHEEL, _WHEEL_ACROSS):
                notches = self._notches(kind, told.mouseData)
                if notches != (0, 0):
                    self._put(Event(now, "wheel", at, wheel=notches, injected=injected))
        return int(api.CallNextHookEx(None, code, kind, address))

    def _notches(self, kind: int, data: int) -> tuple[int, int]:
        axis = 0 if kind == _WHEEL_ACROSS else 1
        self._turned[axis] += ctypes.c_short(data >> 16).value
        whole = int(self._turned[axis] / api.WHEEL_DELTA)
        self._turned[axis] -= whole * api.WHEEL_DELTA
        return (whole, 0) if axis == 0 else (0, whole)


def _pointer() -> tuple[int, int]:
    at = POINT()
    api.GetCursorPos(ctypes.byref(at))
    return (at.x, at.y)
