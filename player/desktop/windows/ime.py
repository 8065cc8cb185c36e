"""The state of the Korean input method of the program in front.

Another program's input context cannot be read, but the window that its input method has for each
thread answers WM_IME_CONTROL: whether it is on (IMC_GETOPENSTATUS), and whether it writes Hangul
(IME_CMODE_NATIVE of IMC_GETCONVERSIONMODE).
"""

from __future__ import annotations

import sys

from player.desktop.windows import api, keys

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
        focus = api.focused_window() or front
        if keys.layout_of(focus) & 0x3FF != _KOREAN:
            return False
        method = api.ImmGetDefaultIMEWnd(focus)
        if not method:
            return None
        # A hung program does not answer; both questions have a time limit.
        opened = api.ask_window(method, _IME_CONTROL, _GET_OPEN_STATUS)
        mode = api.ask_window(method, _IME_CONTROL, _GET_CONVERSION_MODE)
        if opened is None or mode is None:
            return None
        return bool(opened) and bool(mode & _NATIVE)
