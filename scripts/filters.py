"""What a placeholder can do to a value: the filters and the date formats that clerks need."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scripts.errors import DataProblem
from scripts.korean import quoted
from scripts.language import either

MOST = 1_000
"""The most that a count in a filter may be."""


class WrongArgument(ValueError):
    """A filter or a format that is written wrongly; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Filter:
    """``argument`` says what follows the name: "none", "count" or "format". A blank value stays
    blank under every filter: an empty cell is never turned into something."""

    name: str
    aliases: tuple[str, ...]
    argument: str
    run: Callable[[str, str, datetime], str]

    def check(self, argument: str) -> None:
        """Raise WrongArgument unless the argument fits."""
        if self.argument == "none" and argument:
            raise WrongArgument(
                either(
                    f"{quoted(self.name)} 뒤에는 아무것도 쓰지 않아요.",
                    f"Nothing follows {quoted(self.name)}.",
                )
            )
        if self.argument == "count" and not (
            re.fullmatch(r"[0-9]{1,4}", argument) and 1 <= int(argument) <= MOST
        ):
            raise WrongArgument(
                either(
                    f"{quoted(self.name)} 뒤에는 1부터 {MOST}까지 수를 써야 해요. 예: "
                    f"{self.name} 3",
                    f"A number from 1 to {MOST} follows {quoted(self.name)}, such as "
                    f"{self.name} 3.",
                )
            )
        if self.argument == "format" and argument:
            check_format(argument)

    def apply(self, value: str, argument: str, now: datetime) -> str:
        """The value, changed; raises DataProblem for a value that cannot be read."""
        return self.run(value, argument, now) if value.strip() else ""


# ---- dates ----------------------------------------------------------------------------------

_WEEKDAYS = "월화수목금토일"
_PARTS: dict[str, Callable[[datetime], str]] = {
    "%Y": lambda t: f"{t.year:04}", "%y": lambda t: f"{t.year % 100:02}",
    "%m": lambda t: f"{t.month:02}", "%-m": lambda t: str(t.month),
    "%d": lambda t: f"{t.day:02}", "%-d": lambda t: str(t.day),
    "%H": lambda t: f"{t.hour:02}", "%-H": lambda t: str(t.hour),
    "%I": lambda t: f"{t.hour % 12 or 12:02}", "%-I": lambda t: str(t.hour % 12 or 12),
    "%M": lambda t: f"{t.minute:02}", "%S": lambda t: f"{t.second:02}",
    "%p": lambda t: "오전" if t.hour < 12 else "오후",
    "%a": lambda t: _WEEKDAYS[t.weekday()], "%A": lambda t: _WEEKDAYS[t.weekday()] + "요일",
    "%%": lambda t: "%",
}  # fmt: skip
_DIRECTIVE = re.compile(r"%-?.?", re.DOTALL)

_YMD = re.compile(
    r"(?P<y>\d{4}|\d{2})\s*(?:년|[-./])\s*(?P<m>\d{1,2})\s*(?:월|[-./])\s*(?P<d>\d{1,2})\s*(?:일|\.)?"
    r"(?:\s*\(?[월화수목금토일](?:요일)?\)?)?"
    r"(?:[T\s]\s*(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?)?"
)
_PACKED = re.compile(r"(?P<y>\d{4}|\d{2})(?P<m>\d{2})(?P<d>\d{2})")


def check_format(pattern: str) -> None:
    """Raise WrongArgument where a date format has a part that is not one of the table."""
    if not pattern:
        raise WrongArgument(
            either(
                "날짜 모양이 비어 있어요. 예: %Y-%m-%d",
                "The form of the date is empty. Example: %Y-%m-%d",
            )
        )
    for found in _DIRECTIVE.findall(pattern):
        if found not in _PARTS:
            raise WrongArgument(
                either(
                    f"날짜 모양에 {quoted(found, '은/는')} 쓸 수 없어요. "
                    f"쓸 수 있는 것: {' '.join(_PARTS)}",
                    f"{quoted(found)} can't be used in the form of a date. These can: "
                    f"{' '.join(_PARTS)}",
                )
            )


def format_time(time: datetime, pattern: str) -> str:
    """A time in a format of the table, the same on every system and in every locale."""
    return _DIRECTIVE.sub(lambda found: _PARTS[found.group()](time), pattern)


def read_date(text: str, now: datetime) -> datetime | None:
    """A date in one of the forms that clerks write, None if it is none.

    A year of two digits that lies after this year's is one of the last century.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    found = _PACKED.fullmatch(text) or _YMD.fullmatch(text)
    if found is None:
        return None
    parts = {name: int(value) for name, value in found.groupdict().items() if value}
    year = parts["y"]
    if len(found.group("y")) == 2:
        year += 2000 if year <= now.year % 100 else 1900
    try:
        return datetime(
            year, parts["m"], parts["d"], parts.get("H", 0), parts.get("M", 0), parts.get("S", 0)
        )
    except ValueError:
        return None


def _date(value: str, argument: str, now: datetime) -> str:
    date = read_date(value, now)
    if date is None:
        raise DataProblem(
            either(
                f"{quoted(value.strip(), '을/를')} 날짜로 읽지 못했어요.",
                f"{quoted(value.strip())} could not be read as a date.",
            ),
            either("2024-01-05처럼 써 주세요.", "Write it as 2024-01-05."),
        )
    return format_time(date, argument or "%Y-%m-%d")


# ---- numbers --------------------------------------------------------------------------------


def _digits(value: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", value) if c in "0123456789")


def hyphens(value: str) -> str:
    """A phone, resident or business number with its hyphens; anything else as it is."""
    plain = unicodedata.normalize("NFKC", value).strip()
    plain = re.sub(r"^\+82[-. ]*(\(0\))?0?", "0", plain)
    if re.search(r"[^0-9\-‐‑–.() ]", plain):
        return value.strip()
    digits = _digits(plain)
    sizes = _sizes(digits)
    if sizes is None:
        return value.strip()
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return "-".join(parts)


def _sizes(digits: str) -> tuple[int, ...] | None:
    many = len(digits)
    if many == 13:
        return 6, 7  # resident number; 050-numbers have 12 at most
    if digits.startswith("02") and many in (9, 10):
        return 2, many - 6, 4
    if digits.startswith("050") and many in (11, 12):
        return 4, many - 8, 4
    if digits.startswith("0") and many in (10, 11):
        return 3, many - 7, 4
    if many == 8 and digits[:2] in ("15", "16", "18"):
        return 4, 4
    if many == 10:
        return 3, 2, 5  # business number
    return None


def _zeros(value: str, argument: str, now: datetime) -> str:
    return value.strip().rjust(int(argument), "0")


FILTERS: dict[str, Filter] = {
    name: one
    for one in (
        Filter("숫자만", ("digits",), "none", lambda v, a, n: _digits(v)),
        Filter("하이픈", ("hyphens", "hyphen"), "none", lambda v, a, n: hyphens(v)),
        Filter("왼쪽", ("left",), "count", lambda v, a, n: v[: int(a)]),
        Filter("오른쪽", ("right",), "count", lambda v, a, n: v[-int(a) :]),
        Filter("0채움", ("zeros",), "count", _zeros),
        Filter("날짜", ("date",), "format", _date),
        Filter("대문자", ("upper",), "none", lambda v, a, n: v.upper()),
        Filter("소문자", ("lower",), "none", lambda v, a, n: v.lower()),
        Filter("공백제거", ("strip",), "none", lambda v, a, n: v.strip()),
    )
    for name in (one.name, *one.aliases)
}
"""Every filter by its name and its aliases."""
