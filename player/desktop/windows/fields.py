"""What stands in the field with the focus."""

from __future__ import annotations

import ctypes
import sys

from player.desktop.windows import api, password

assert sys.platform == "win32"

_GET_TEXT, _GET_TEXT_LENGTH = 0x0D, 0x0E
_LONGEST = 4000
"""Letters of a field from which it is a document, which nobody has typed in one go."""


def text_of_focus() -> str | None:
    """The text of the field with the focus; None where nobody tells within a time, and of a field
    for a password, or that may be one. Windows' own fields answer to a message, what draws its own
    ones to UI Automation."""
    window = api.focused_window()
    if not window or password.is_password(None) is not False:
        return None
    if "edit" not in api.class_of(window).lower():
        if api.is_wine():
            return None  # Its UI Automation ends the process that asks.
        from player.desktop.windows.automation import value_of_focus

        return value_of_focus()
    length = api.ask_window(window, _GET_TEXT_LENGTH)
    if length is None or length > _LONGEST:
        return None
    text = ctypes.create_unicode_buffer(length + 1)
    copied = api.ask_window(window, _GET_TEXT, length + 1, ctypes.addressof(text))
    return None if copied is None else text.value
