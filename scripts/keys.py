"""The names of keys and chords, one vocabulary for files, hooks and hands.

A key that prints is named by the character it gives without Shift ("a", "1", ";"); every
other key has a name from :data:`NAMED`. Left and right modifiers are one name. A chord joins
names with "+": "Ctrl+Shift+S". In files letters are written in upper case within chords.
"""

from __future__ import annotations

MODIFIERS = ("Ctrl", "Alt", "Shift", "Win")
NAMED = frozenset(
    (
        *MODIFIERS, "Enter", "Tab", "Esc", "Space", "Backspace", "Delete", "Insert", "Home", "End",
        "PageUp", "PageDown", "Up", "Down", "Left", "Right", "Menu", "CapsLock", "NumLock",
        "ScrollLock", "PrintScreen", "Pause", "Hangul", "Hanja",
        *(f"F{n}" for n in range(1, 25)), *(f"Num{n}" for n in range(10)),
        "NumAdd", "NumSubtract", "NumMultiply", "NumDivide", "NumDecimal", "NumEnter",
    )
)  # fmt: skip

_ALIASES = {
    "control": "Ctrl", "strg": "Ctrl", "escape": "Esc", "return": "Enter", "del": "Delete",
    "ins": "Insert", "pgup": "PageUp", "pgdn": "PageDown", "windows": "Win", "super": "Win",
    "한/영": "Hangul", "한영": "Hangul", "한자": "Hanja",
}  # fmt: skip
_BY_LOWER = {name.lower(): name for name in NAMED}


def key_name(text: str) -> str | None:
    """The canonical name of a key as a person wrote it, or None if there is no such key."""
    if len(text) == 1:
        return text.lower() if text.isprintable() and text != " " else None
    lowered = text.lower()
    return _BY_LOWER.get(lowered) or _ALIASES.get(lowered)


def split_chord(text: str) -> tuple[str, ...]:
    """The canonical key names of a chord, modifiers first in the order Ctrl, Alt, Shift, Win.

    Raises ValueError with the part that is no key, or with the chord if it has not exactly one
    main key (a modifier alone, like "Alt", counts as one).
    """
    parts = text.replace(" ", "").split("+")
    if text.strip() == "+":
        parts = ["+"]
    elif text.replace(" ", "").endswith("++"):
        parts = [*parts[:-2], "+"]
    names = []
    for part in parts:
        name = key_name(part)
        if name is None:
            raise ValueError(part)
        names.append(name)
    held = [name for name in MODIFIERS if name in names[:-1]]
    if len(held) != len(names) - 1:
        raise ValueError(text)
    return (*held, names[-1])


def join_chord(keys: tuple[str, ...]) -> str:
    """The way a chord is written in files: ("Ctrl", "s") → "Ctrl+S"."""
    return "+".join(key.upper() if len(key) == 1 else key for key in keys)
