"""Reading a value: a date, a number, a name; refused where it is not certain.

A wrong value is worse than none. Where the script says what is expected, only that alphabet is
allowed, and the form has to fit: a date must be one of the calendar, a resident number's birthday
too. Two readings have to agree, that of all letters and that of the expected ones.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from player.ocr.compare import folded
from player.ocr.reader import Line, Reader, reader, rows
from player.types import Pixels

CERTAIN, UNANIMOUS = 0.9, 0.84
"""Confidence from which a value is taken: one that was read with the expected letters only, and one
that was read the same with all letters or by all engines. On the tuning screens 283 of 283 such
numbers were exact."""
_B_OR_8 = re.compile(r"(?<![\d,.-])[8015]-\d{1,2}(?![\d-])")
"""What stands alone before a dash may be a letter, B-1 or 8-1; nothing tells which."""

_DIGITS = "0123456789"
_LETTERS = {
    "digits": _DIGITS,
    "date": _DIGITS + "-./년월일",
    "phone": _DIGITS + "-()",
    "amount": _DIGITS + ",원-",
    "resident_number": _DIGITS + "-*",
}


@dataclass(frozen=True, slots=True)
class Value:
    """What was read; not ``certain``: to be asked about, not to be used."""

    text: str
    confidence: float
    certain: bool


def read_value(pixels: Pixels, kind: str = "text", scale: float = 1.0) -> Value:
    """The value in a small BGR picture. ``kind`` is one of Read's: text, digits, date, phone,
    amount, resident_number. Raises DesktopProblem where nothing can read."""
    return value_with(reader(), pixels, kind, scale)


def value_with(eyes: Reader, pixels: Pixels, kind: str, scale: float) -> Value:
    """As :func:`read_value`, with a reader of one's own."""
    boxes = eyes.boxes(pixels, scale)
    free = eyes.read_at(pixels, boxes, scale, thorough=True)
    if kind not in _LETTERS:
        text = "\n".join(rows(free))
        # One voice that reads something else is enough to ask.
        sure = bool(free) and all(line.agreed and not line.also for line in free)
        least = min((line.confidence for line in free), default=0.0)
        return Value(text, least, sure and least >= UNANIMOUS and not _B_OR_8.search(text))
    fits = _FORMS[kind]
    bound = eyes.read_at(pixels, boxes, scale, _LETTERS[kind], thorough=True)
    chosen = _one(bound)
    text = "".join(chosen.text.split()) if chosen else ""
    if chosen is None or not fits(text):
        return Value(text, chosen.confidence if chosen else 0.0, False)
    said = [line for line in free if folded(line.text) == folded(text)]
    twice = any(line.agreed and line.confidence >= UNANIMOUS for line in said)
    alone = chosen.agreed and chosen.confidence >= CERTAIN
    best = max([chosen.confidence, *(line.confidence for line in said)])
    return Value(text, best, twice or alone)


def _one(lines: list[Line]) -> Line | None:
    """The one line that has a digit; None if there are several: which one is meant?"""
    found = [line for line in lines if any(char.isdigit() for char in line.text)]
    return found[0] if len(found) == 1 else None


def _is_date(text: str) -> bool:
    match = re.fullmatch(r"(\d{2}|\d{4})(?:([-./])|년)(\d{1,2})(?:\2|월)(\d{1,2})(?:일|\.)?", text)
    parts = match.group(1, 3, 4) if match else None
    if match is None and re.fullmatch(r"\d{8}", text):
        parts = (text[:4], text[4:6], text[6:])
    if parts is None:
        return False
    year = int(parts[0]) + (2000 if len(parts[0]) == 2 else 0)
    try:
        datetime.date(year, int(parts[1]), int(parts[2]))
    except ValueError:
        return False
    return 1900 <= year <= 2100


def _is_phone(text: str) -> bool:
    return bool(
        re.fullmatch(r"\(?0\d{1,2}\)?-?\d{3,4}-?\d{4}|0\d{3}-?\d{3,4}-?\d{4}|1\d{3}-?\d{4}", text)
    )


def _is_amount(text: str) -> bool:
    return bool(re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d+)원?", text))


def _is_resident_number(text: str) -> bool:
    """Birthday, then a digit for century and sex, then six more or stars. The check digit is not
    asked for: numbers since October 2020 have none."""
    match = re.fullmatch(r"(\d{2})(\d{2})(\d{2})-?(?:([0-9])(?:\d{6}|\*{6})|\*{7})", text)
    if match is None:
        return False
    year, month, day = (int(part) for part in match.group(1, 2, 3))
    century = {"9": 1800, "0": 1800, "3": 2000, "4": 2000, "7": 2000, "8": 2000}
    try:
        datetime.date(century.get(match.group(4) or "", 1900) + year, month, day)
    except ValueError:
        return False
    return True


_FORMS: dict[str, Callable[[str], bool]] = {
    "digits": lambda text: text.isdigit(),
    "date": _is_date,
    "phone": _is_phone,
    "amount": _is_amount,
    "resident_number": _is_resident_number,
}
