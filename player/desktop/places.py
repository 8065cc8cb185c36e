"""Where the letter keys are, whatever the layout writes on them: Hangul goes by places."""

from __future__ import annotations

_ROWS = ((0x10, "qwertyuiop"), (0x1E, "asdfghjkl"), (0x2C, "zxcvbnm"))
_LETTERS = {first + at: letter for first, row in _ROWS for at, letter in enumerate(row)}

ACCENTS = {
    "`": "\u0300", "´": "\u0301", "^": "\u0302", "~": "\u0303", "¯": "\u0304", "˘": "\u0306",
    "˙": "\u0307", "¨": "\u0308", "°": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327",
    "˛": "\u0328",
}  # fmt: skip
"""The combining character that a dead key stands for, by the sign that is written on it."""


def letter_at(scan: int) -> str:
    """The Latin letter that an American keyboard has at a scan code (set 1), empty for none.

    X11's key codes are 8 more (evdev and the older kbd driver agree on the letters).
    """
    return _LETTERS.get(scan, "")
