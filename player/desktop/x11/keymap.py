"""The keyboard's map: from key codes to names and characters, and back.

Read through the core protocol, which shows two groups (layouts) of four levels per key:
columns 0, 1 (group 1, plain and Shift), 2, 3 (group 2), 4, 5 (group 1 with the third-level
modifier), 6, 7 (group 2 with it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from Xlib import X
from Xlib.display import Display

from player.desktop.places import ACCENTS
from scripts.keys import MODIFIERS

_KEYPAD_DIGIT = 0xFFB0
_KEYPAD_PLAIN = {
    0xFF95: "Home", 0xFF96: "Left", 0xFF97: "Up", 0xFF98: "Right", 0xFF99: "Down",
    0xFF9A: "PageUp", 0xFF9B: "PageDown", 0xFF9C: "End", 0xFF9D: "Num5", 0xFF9E: "Insert",
    0xFF9F: "Delete",
}  # fmt: skip
"""What a key of the number pad is while NumLock is off."""
_KEYPAD_SIGNS = {
    0xFFAA: ("NumMultiply", "*"), 0xFFAB: ("NumAdd", "+"), 0xFFAD: ("NumSubtract", "-"),
    0xFFAE: ("NumDecimal", "."), 0xFFAF: ("NumDivide", "/"), 0xFF8D: ("NumEnter", ""),
    **{_KEYPAD_DIGIT + n: (f"Num{n}", str(n)) for n in range(10)},
}  # fmt: skip
_NAMES = {
    0xFF08: "Backspace", 0xFF09: "Tab", 0xFE20: "Tab", 0xFF0D: "Enter", 0xFF13: "Pause",
    0xFF14: "ScrollLock", 0xFF1B: "Esc", 0xFF31: "Hangul", 0xFF34: "Hanja", 0xFF50: "Home",
    0xFF51: "Left", 0xFF52: "Up", 0xFF53: "Right", 0xFF54: "Down", 0xFF55: "PageUp",
    0xFF56: "PageDown", 0xFF57: "End", 0xFF61: "PrintScreen", 0xFF63: "Insert", 0xFF67: "Menu",
    0xFF7F: "NumLock", 0xFFE1: "Shift", 0xFFE2: "Shift", 0xFFE3: "Ctrl", 0xFFE4: "Ctrl",
    0xFFE5: "CapsLock", 0xFFE9: "Alt", 0xFFEA: "Alt", 0xFFE7: "Alt", 0xFFE8: "Alt",
    0xFFEB: "Win", 0xFFEC: "Win", 0xFFFF: "Delete", 0x20: "Space",
    **{0xFFBE + n: f"F{n + 1}" for n in range(24)},
    **{symbol: name for symbol, (name, _) in _KEYPAD_SIGNS.items()},
}  # fmt: skip
_SYMBOLS: dict[str, int] = {}
for _symbol, _name in sorted(_NAMES.items()):
    _SYMBOLS.setdefault(_name, _symbol)
_SYMBOLS["Tab"] = 0xFF09
_SYMBOLS["Alt"] = 0xFFE9
_DEAD = dict(zip(range(0xFE50, 0xFE5D), map(ACCENTS.__getitem__, "`´^~¯˘˙¨°˝ˇ¸˛"), strict=True))
_LEVEL3 = (0xFE03, 0xFF7E)
_EURO = 0x20AC


def symbol_of(character: str) -> int:
    """The key symbol that stands for one character."""
    code = ord(character)
    if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF:
        return code
    return 0x01000000 | code


def character_of(symbol: int) -> str:
    """The character that a key symbol stands for, empty for none."""
    if 0x20 <= symbol <= 0x7E or 0xA0 <= symbol <= 0xFF:
        return chr(symbol)
    if 0x01000100 <= symbol <= 0x0110FFFF:
        return chr(symbol - 0x01000000)
    if symbol == _EURO:
        return "€"
    return _KEYPAD_SIGNS[symbol][1] if symbol in _KEYPAD_SIGNS else ""


def symbol_named(name: str) -> int:
    """The key symbol for a name of :mod:`scripts.keys`; raises KeyError for what is no name."""
    return symbol_of(name) if len(name) == 1 else _SYMBOLS[name]


@dataclass
class Keymap:
    """``rows[code - first]`` are the key symbols of a key; ``modifiers`` the key codes that
    make each of the eight modifier bits."""

    first: int
    rows: list[list[int]]
    modifiers: Sequence[Sequence[int]]
    _masks: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._masks = {
            "Num": self._mask(0xFF7F),
            "Level3": self._mask(*_LEVEL3),
            "Alt": self._mask(0xFFE9, 0xFFEA) or X.Mod1Mask,
            "Win": self._mask(0xFFEB, 0xFFEC) or X.Mod4Mask,
        }

    @classmethod
    def read(cls, display: Display) -> Keymap:
        """The map as it is now; two round trips."""
        info = display.display.info
        first, count = info.min_keycode, info.max_keycode - info.min_keycode + 1
        rows = [list(row) for row in display.get_keyboard_mapping(first, count)]
        return cls(first, rows, [list(codes) for codes in display.get_modifier_mapping()])

    def change(self, first: int, rows: Sequence[Sequence[int]]) -> None:
        """Replace some rows."""
        for code, row in enumerate(rows, first):
            if 0 <= code - self.first < len(self.rows):
                self.rows[code - self.first] = list(row)

    def row(self, code: int) -> list[int]:
        """The key symbols of a key, empty for a code outside the map."""
        index = code - self.first
        return self.rows[index] if 0 <= index < len(self.rows) else []

    def symbol(self, code: int, group: int = 0, shift: bool = False, level3: bool = False) -> int:
        """The key symbol at a group and level, 0 for none."""
        row = self.row(code)
        base = (4 if level3 else 0) + 2 * group
        pair = row[base : base + 2] if any(row[base : base + 2]) else row[0:2]
        plain, shifted = (int(symbol) for symbol in (*pair, 0, 0)[:2])
        return shifted if shift and shifted else plain

    def name(self, code: int, state: int) -> str:
        """The canonical name of the key that was pressed, empty for one that has none."""
        group = state >> 13 & 1
        plain = self.symbol(code, group) or self.symbol(code, group, shift=True)
        if plain in _KEYPAD_PLAIN:
            plain = self._keypad(code, state)
            return _KEYPAD_PLAIN.get(plain) or _NAMES.get(plain, "")
        return _NAMES.get(plain) or character_of(plain).lower()[:1]

    def text(self, code: int, state: int) -> str:
        """The character that a key press gives under these modifiers, empty for none; for a dead
        key the combining one."""
        if state & (X.ControlMask | self._masks["Alt"] | self._masks["Win"]):
            return ""
        group, shift = state >> 13 & 1, bool(state & X.ShiftMask)
        level3 = bool(state & self._masks["Level3"])
        if self.symbol(code, group) in _KEYPAD_PLAIN:
            return character_of(self._keypad(code, state))
        if state & X.LockMask:
            plain = character_of(self.symbol(code, group, False, level3))
            shifted = character_of(self.symbol(code, group, True, level3))
            if plain != shifted and plain.upper() == shifted:
                shift = not shift
        symbol = self.symbol(code, group, shift, level3)
        return _DEAD.get(symbol) or character_of(symbol)

    def characters(self, group: int) -> dict[str, tuple[int, bool]]:
        """Each ASCII character that a real key gives: its key code and whether with Shift."""
        found: dict[str, tuple[int, bool]] = {}
        for shift in (False, True):
            for code in range(self.first, self.first + len(self.rows)):
                symbol = self.symbol(code, group, shift)
                if 0x20 <= symbol <= 0x7E and (not shift or symbol != self.symbol(code, group)):
                    found.setdefault(chr(symbol), (code, shift))
        return found

    def code(self, symbol: int, group: int = 0, shift: bool = False) -> int:
        """The first key that gives a symbol at a level, 0 for none."""
        codes = range(self.first, self.first + len(self.rows))
        return next((code for code in codes if self.symbol(code, group, shift) == symbol), 0)

    def held_modifiers(self, state: int) -> int:
        """The modifier bits of a state that change what a key writes or does, locks aside."""
        bits = X.ShiftMask | X.ControlMask | self._masks["Level3"]
        return state & int(bits | self._masks["Alt"] | self._masks["Win"])

    def mask(self, name: str) -> int:
        """The modifier bit of ``Num`` (the lock), ``Level3``, ``Alt`` or ``Win``, 0 for none."""
        return self._masks[name]

    def is_modifier(self, code: int) -> bool:
        """Whether the key is one of Ctrl, Alt, Shift and Win or makes a modifier bit."""
        return any(code in codes for codes in self.modifiers) or self.name(code, 0) in MODIFIERS

    def _keypad(self, code: int, state: int) -> int:
        number = bool(state & self._masks["Num"]) != bool(state & X.ShiftMask)
        return self.symbol(code, 0, shift=number)

    def _mask(self, *symbols: int) -> int:
        for index, codes in enumerate(self.modifiers):
            for code in codes:
                if code and any(symbol in self.row(code)[:2] for symbol in symbols):
                    return 1 << index
        return 0
