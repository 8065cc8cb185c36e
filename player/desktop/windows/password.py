"""Whether a field hides what is typed into it."""

from __future__ import annotations

import sys
from ctypes.wintypes import POINT

from player.desktop.windows import api
from scripts.model import Point

assert sys.platform == "win32"

_STYLE, _PASSWORD = -16, 0x20
_GET_PASSWORD_CHARACTER = 0xD2


def is_password(point: Point | None) -> bool | None:
    """Whether the field at a point, or the one with the focus, is for a password; None where
    nobody can tell.

    Windows' own fields, and those of libraries that build on them, tell by their style or by the
    character that they show instead (asked for with a time limit). What draws its own fields
    (browsers, WPF, apps of the store) tells UI Automation.
    """
    if point is None:
        window = api.focused_window()
    else:
        window = int(api.WindowFromPoint(POINT(*point)) or 0)
    if not window:
        return None
    if "edit" in api.class_of(window).lower():
        if api.GetWindowLongW(window, _STYLE) & _PASSWORD:
            return True
        shown = api.ask_window(window, _GET_PASSWORD_CHARACTER)
        return None if shown is None else bool(shown)
    if api.is_wine():
        return None  # Its UI Automation ends the process that asks.
    from player.desktop.windows.automation import is_password_element

    return is_password_element(point)
