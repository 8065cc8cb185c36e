"""Dates and times as Excel writes them: one section of a format code that holds date parts.

A serial number counts days; its fraction is the time of day. Day 1 is 1 January 1900, and Excel
knows a 29 February 1900 that never was (day 60), and a day 0, "0 January 1900".
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KOREAN_DAYS = "월화수목금토일"
_LAST_SERIAL = 2958465  # 9999-12-31, the last day that Excel knows
_OFFSET_1904 = 1462
_MOST_DECIMALS = 9  # Excel itself takes three


@dataclass(frozen=True, slots=True)
class Moment:
    """A serial number taken apart. ``seconds`` counts from midnight, rounded to what is shown;
    ``weekday`` 0 is Monday; ``serial_seconds`` is the whole serial number in seconds."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    serial_seconds: Decimal


def moment(serial: float, decimals: int | None, date1904: bool = False) -> Moment:
    """Take a serial number apart, the seconds rounded half up to ``decimals`` places; None where
    only the day is shown, which Excel never rounds up to the next.

    Raises ValueError for a number before day 0 or after the year 9999, where Excel shows only
    "####".
    """
    if date1904:
        serial += _OFFSET_1904
    if not -1 < serial < _LAST_SERIAL + 2:
        raise ValueError(serial)
    exact = Decimal(repr(float(serial))) * 86400
    # To the millisecond first: the nearest float to 9:00 may lie a hair below it.
    places = 3 if decimals is None else decimals
    total = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    days, seconds = divmod(total, 86400)
    number = int(days)
    if total < 0 or number > _LAST_SERIAL:
        raise ValueError(serial)
    # Day 0 was a Saturday for Excel; its weekdays are wrong before March 1900, as Excel's are.
    weekday = (number + 5) % 7
    if number == 0:
        return Moment(1900, 1, 0, weekday, seconds, total)
    if number == 60:
        return Moment(1900, 2, 29, weekday, seconds, total)
    start = datetime.date(1899, 12, 31 if number < 60 else 30)
    date = start + datetime.timedelta(number)
    return Moment(date.year, date.month, date.day, weekday, seconds, total)


def write_date(parts: list[tuple[str, str]], serial: float, date1904: bool = False) -> str:
    """Write a serial number by the parts of one section.

    ``parts`` are (kind, text): ``date`` with a run of one letter ("yyyy", "mm", "[h]", "AM/PM",
    ".00" for fractions of a second) or ``text`` with what stands there as it is. Raises
    ValueError for a serial number that Excel cannot show as a date.
    """
    kinds = _minutes(parts)
    dates = [text for kind, text in kinds if kind == "date"]
    decimals = max((len(text) - 1 for text in dates if text[0] == "."), default=0)
    decimals = min(decimals, _MOST_DECIMALS)
    timed = any(text.lower().startswith(("h", "s", "[", ".")) for text in dates)
    when = moment(serial, decimals if timed else None, date1904)
    half = any(kind == "half" for kind, _ in kinds)
    return "".join(
        text if kind == "text" else _one(kind, text, when, half, decimals) for kind, text in kinds
    )


def _minutes(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same parts with "m" told apart: minutes directly after hours or before seconds, else
    months; and with AM/PM marked as ``half``."""
    result = list(parts)
    dates = [i for i, (kind, _) in enumerate(parts) if kind == "date"]
    letters = [parts[i][1].strip("[]").lower() for i in dates]
    for position, index in enumerate(dates):
        letter = letters[position]
        if "/" in letter:
            result[index] = ("half", parts[index][1])
        elif letter[0] == "m" and len(letter) <= 2:
            before = next((x for x in reversed(letters[:position]) if "/" not in x), "")
            after = letters[position + 1] if position + 1 < len(letters) else ""
            if before.startswith("h") or after.startswith("s") or parts[index][1][0] == "[":
                result[index] = ("minute", parts[index][1])
    return result


def _one(kind: str, text: str, when: Moment, half: bool, decimals: int) -> str:
    hour, rest = divmod(int(when.seconds), 3600)
    minute, second = divmod(rest, 60)
    if kind == "half":
        first, last = text.split("/")
        return first if hour < 12 else last
    if kind == "minute":
        if text[0] == "[":
            return _padded(math.floor(when.serial_seconds / 60), len(text) - 2)
        return _padded(minute, len(text))
    letter = text.lower()
    if letter[0] == "[":
        unit = {"h": 3600, "m": 60, "s": 1}[letter[1]]
        return _padded(math.floor(when.serial_seconds / unit), len(letter) - 2)
    if letter[0] == ".":
        fraction = str(int(when.seconds % 1 * 10**decimals)).rjust(decimals, "0")
        return "." + fraction[: len(letter) - 1]
    if letter[0] == "h":
        return _padded((hour + 11) % 12 + 1 if half else hour, len(letter))
    if letter[0] == "s":
        return _padded(second, len(letter))
    return _date_part(letter, when)


def _date_part(letter: str, when: Moment) -> str:
    if letter[0] in "ye":
        # "b" years and the Japanese "e" aside, "e" is the plain year.
        return f"{when.year % 100:02d}" if letter in ("y", "yy") else f"{when.year:04d}"
    if letter[0] == "m":
        name = _MONTHS[when.month - 1]
        return (str(when.month), f"{when.month:02d}", name[:3], name, name[0])[
            min(len(letter), 5) - 1 if len(letter) != 4 else 3
        ]
    if letter[0] == "d":
        name = _DAYS[when.weekday]
        return (str(when.day), f"{when.day:02d}", name[:3], name)[min(len(letter), 4) - 1]
    return _KOREAN_DAYS[when.weekday] + ("요일" if len(letter) > 3 else "")  # "aaa", "aaaa"


def _padded(number: int, length: int) -> str:
    return str(number).rjust(min(length, 9), "0")
