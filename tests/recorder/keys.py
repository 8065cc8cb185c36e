"""Strokes from the notation of ``visits.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recorder.line import Stroke
from scripts.keys import MODIFIERS

TABLE = Path(__file__).with_name("visits.txt")
_TOKEN = re.compile(r"<(?:([CS]+)-)?([^<>]+)>|(.)")
_NAMES = {"BS": "Backspace", "Del": "Delete", "한": "Hangul", "Caps": "CapsLock"}
_HELD = {"C": "Ctrl", "S": "Shift"}
_SHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))
_KEYPAD = {"NumAdd": "+", **{f"Num{n}": str(n) for n in range(10)}}
_STATES = {"한글": True, "영문": False, "모름": None}


@dataclass(frozen=True)
class Row:
    """One line of the table. ``hangul`` is the state of the input method before it."""

    line: int
    hangul: bool | None
    keys: str
    text: str
    certain: bool


def rows() -> list[Row]:
    """The table."""
    found = []
    hangul: bool | None = False
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# ") and line.split()[1] in _STATES:
            hangul = _STATES[line.split()[1]]
        elif "\t" in line:
            keys, text, *uncertain = line.split("\t")
            assert uncertain in ([], ["?"]), line
            found.append(Row(number, hangul, keys, text.replace("∅", ""), not uncertain))
    return found


def strokes(keys: str) -> Iterator[Stroke]:
    """The strokes of a notation, as a hook with an American layout would tell them."""
    caps = False
    for held, name, sign in _TOKEN.findall(keys):
        if sign:
            yield typed(sign, caps)
            continue
        key = _NAMES.get(name, name)
        down = {_HELD[one] for one in held}
        caps ^= key == "CapsLock"
        letter = key if len(key) == 1 and key.isalpha() else ""
        modifiers = tuple(one for one in MODIFIERS if one in down)
        yield Stroke(key, _KEYPAD.get(key, ""), letter, modifiers)


def typed(sign: str, caps: bool = False) -> Stroke:
    """The stroke that writes a sign of an American keyboard while Caps Lock is off."""
    shift = sign in _SHIFTED or sign != sign.lower()
    key = "Space" if sign == " " else _SHIFTED.get(sign, sign.lower())
    letter = key if len(key) == 1 and key.isalpha() else ""
    return Stroke(key, sign.swapcase() if caps else sign, letter, ("Shift",) if shift else ())
