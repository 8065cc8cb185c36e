"""The state of the Korean input method of the program in front."""

from __future__ import annotations

import ctypes
import sys

from player.desktop.windows import api

assert sys.platform == "win32"

_IME_CONTROL, _GET_CONVERSION_MODE, _GET_OPEN_STATUS = 0x283, 0x1, 0x5
_NATIVE = 0x1
_KOREAN = 0x12
"""The primary language of a layout."""


class WindowsIme:
    """See :class:`player.desktop.base.Ime`."""

    def hangul(self) -> bool | None:
        front = api.GetForegroundWindow()
        if not front:
            return None
        thread = api.GetWindowThreadProcessId(front, None)
        layout = int(api.GetKeyboardLayout(thread) or 0)
        if layout & 0x3FF != _KOREAN:
            return False
        info = api.GuiThread(cbSize=ctypes.sizeof(api.GuiThread))
        api.GetGUIThreadInfo(thread, ctypes.byref(info))
        method = api.ImmGetDefaultIMEWnd(info.hwndFocus or front)
        if not method:
            return None
        # A hung program does not answer; both questions have a time limit.
        opened = api.ask_window(method, _IME_CONTROL, _GET_OPEN_STATUS)
        mode = api.ask_window(method, _IME_CONTROL, _GET_CONVERSION_MODE)
        if opened is None or mode is None:
            return None
        return bool(opened) and bool(mode & _NATIVE)
