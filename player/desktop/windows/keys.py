"""Virtual-key codes and the names of :mod:`scripts.keys`."""

from __future__ import annotations

import ctypes
import sys
from ctypes.wintypes import BYTE

from player.desktop.places import ACCENTS
from player.desktop.windows import api

assert sys.platform == "win32"

SHIFT, CTRL, ALT, WIN = 0xA0, 0xA2, 0xA4, 0x5B
"""The left ones, which is what hooks see too."""
PACKET = 0xE7
"""What a key is that brings a Unicode character of its own."""
_RIGHT = {0xA1: "Shift", 0xA3: "Ctrl", 0xA5: "Alt", 0x5C: "Win", 0x10: "Shift", 0x11: "Ctrl",
          0x12: "Alt"}  # fmt: skip
NAMED = {
    "Ctrl": CTRL, "Alt": ALT, "Shift": SHIFT, "Win": WIN, "Enter": 0x0D, "Tab": 0x09, "Esc": 0x1B,
    "Space": 0x20, "Backspace": 0x08, "Delete": 0x2E, "Insert": 0x2D, "Home": 0x24, "End": 0x23,
    "PageUp": 0x21, "PageDown": 0x22, "Up": 0x26, "Down": 0x28, "Left": 0x25, "Right": 0x27,
    "Menu": 0x5D, "CapsLock": 0x14, "NumLock": 0x90, "ScrollLock": 0x91, "PrintScreen": 0x2C,
    "Pause": 0x13, "Hangul": 0x15, "Hanja": 0x19, "NumAdd": 0x6B, "NumSubtract": 0x6D,
    "NumMultiply": 0x6A, "NumDivide": 0x6F, "NumDecimal": 0x6E, "NumEnter": 0x0D,
    **{f"F{n}": 0x6F + n for n in range(1, 25)}, **{f"Num{n}": 0x60 + n for n in range(10)},
}  # fmt: skip
_NAMES = {code: name for name, code in NAMED.items() if name != "NumEnter"} | _RIGHT
_EXTENDED = frozenset(
    (
        *(NAMED[name] for name in (
            "Delete", "Insert", "Home", "End", "PageUp", "PageDown", "Up", "Down", "Left",
            "Right", "Menu", "NumLock", "PrintScreen", "NumDivide", "Win",
        )),
        0x5C, 0xA3, 0xA5,
    )
)  # fmt: skip
_TO_SCAN, _TO_CHARACTER = 4, 2
_SHIFTED, _COMMAND, _CAPS, _NUM, _ALTGR = 1, 2, 4, 8, 16
_COMMANDS = (0x11, 0x12, 0x5B, 0x5C)
"""Ctrl, Alt and both Win keys: with one of them a key is a command and no character."""
_KEEP_STATE = 0x4
"""Ask without touching the keyboard's dead-key state (Windows 10 1607 and later)."""


def is_extended(name: str, code: int) -> bool:
    """Whether the key has the extra code that tells it from its twin on the number pad."""
    return name == "NumEnter" or code in _EXTENDED


def foreground_layout() -> int:
    """The keyboard layout of the program in front."""
    return layout_of(api.GetForegroundWindow())


def layout_of(window: int | None) -> int:
    """The keyboard layout of the program that a window belongs to."""
    return int(api.GetKeyboardLayout(api.GetWindowThreadProcessId(window, None)) or 0)


def held() -> int:
    """What decides, apart from the layout, which character a key gives: a bit for Shift, for
    Ctrl, Alt or Win, for Ctrl and Alt together (AltGr), for CapsLock and for NumLock. Does not
    wait for anything."""
    commands = tuple(api.GetAsyncKeyState(key) < 0 for key in _COMMANDS)
    return (
        (_SHIFTED if api.GetAsyncKeyState(0x10) < 0 else 0)
        | (_ALTGR if commands == (True, True, False, False) else _COMMAND if any(commands) else 0)
        | (_CAPS if api.GetKeyState(NAMED["CapsLock"]) & 1 else 0)
        | (_NUM if api.GetKeyState(NAMED["NumLock"]) & 1 else 0)
    )


def scan_code(code: int, layout: int) -> int:
    """The scan code that a real key would bring along."""
    return int(api.MapVirtualKeyExW(code, _TO_SCAN, layout)) & 0xFF


def code_and_shift(character: str, layout: int) -> tuple[int, bool] | None:
    """The key that gives a character, and whether with Shift; None for none."""
    found = int(api.VkKeyScanExW(character, layout))
    code, state = found & 0xFF, found >> 8 & 0xFF
    if found == -1 or state & ~1:
        return None
    return code, bool(state & 1)


def name_of(code: int, extended: bool, layout: int) -> str:
    """The canonical name of a key, empty for none."""
    if code == NAMED["Enter"]:
        return "NumEnter" if extended else "Enter"
    if code in _NAMES:
        return _NAMES[code]
    plain = int(api.MapVirtualKeyExW(code, _TO_CHARACTER, layout)) & 0x7FFFFFFF
    character = chr(plain) if 0x20 < plain < 0xD800 else ""
    return character.lower() if character.isprintable() else ""


def text_of(code: int, scan: int, layout: int, state: int) -> str:
    """The character that a key gives with what :func:`held` said, empty for none; for a dead key
    the combining one."""
    if code == PACKET:
        return chr(scan)
    if state & _COMMAND:
        return ""
    down = (BYTE * 256)()
    if state & _SHIFTED:
        down[0x10] = -128
    if state & _ALTGR:
        down[0x11] = down[0x12] = -128
    down[NAMED["CapsLock"]] = bool(state & _CAPS)
    down[NAMED["NumLock"]] = bool(state & _NUM)
    found = ctypes.create_unicode_buffer(8)
    count = int(api.ToUnicodeEx(code, scan, down, found, len(found), _KEEP_STATE, layout))
    if count < 0:
        return ACCENTS.get(found.value[:1], "")
    text = found.value[:1] if count == 1 else ""
    return text if text.isprintable() else ""
