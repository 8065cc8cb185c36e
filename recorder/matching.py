"""Which column of a list a text may have come from, and through which filters.

Pure. A text fits a column in a row if a placeholder, filled from that row, gives the very text.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from player.data import List, Row
from player.ocr.compare import likeness as alike
from scripts.errors import IlsonError
from scripts.filters import read_date
from scripts.placeholders import literal, parse

DATE_FORMS = (
    "%Y-%m-%d", "%Y.%m.%d", "%Y. %m. %d.", "%Y.%m.%d.", "%Y/%m/%d", "%Y%m%d", "%y%m%d", "%y-%m-%d",
    "%y.%m.%d", "%y/%m/%d", "%Y년 %-m월 %-d일", "%Y년 %m월 %d일", "%Y년%-m월%-d일", "%Y. %-m. %-d.",
    "%Y.%-m.%-d", "%Y-%-m-%-d", "%Y/%-m/%-d", "%-m/%-d", "%m/%d", "%m-%d", "%m.%d", "%-m월 %-d일",
    "%Y", "%m", "%d", "%-m", "%-d",
)  # fmt: skip
"""How dates are written, the likelier first; the last ones are fields of their own."""
_BITS = {"hangul": 7.0, "digit": 3.0, "latin": 4.0, "other": 1.0}
WEAK, STRONG = 9.0, 12.0
"""Bits of a text below which it says nothing of where it came from, and from which it does."""
_ALIKE = 0.75
_SAME = (
    {"성명", "이름", "대상자명", "신청인", "성함", "대상자", "신청자"},
    {"전화번호", "연락처", "휴대전화", "휴대폰", "전화", "핸드폰", "휴대전화번호"},
    {"주소", "거주지", "도로명주소", "주소지"},
    {"주민등록번호", "주민번호", "등록번호"},
    {"메모", "비고", "특이사항"},
    {"메일", "이메일", "전자우편"},
)
"""Words that mean the same column."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A template that gives the text in a row; ``cost`` is how far-fetched it is (0: the cell as it
    stands), ``bits`` how much the text says."""

    template: str
    column: str
    cost: int
    bits: float


def bits(text: str) -> float:
    """How unlikely it is that a text is the same by chance."""
    total = 0.0
    for sign in text:
        if "가" <= sign <= "힣":
            total += _BITS["hangul"]
        elif sign.isdigit():
            total += _BITS["digit"]
        elif sign.isalpha():
            total += _BITS["latin"]
        elif not sign.isspace():
            total += _BITS["other"]
    return total


def plain(text: str) -> str:
    """A text by its letters and digits alone."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def usable(column: str) -> bool:
    """Whether a column's name can stand in a placeholder."""
    return not set(column) & set("{}|")


def filled(template: str, values: Mapping[str, str], now: datetime) -> str | None:
    """A template with a row's values; None where it cannot be filled."""
    try:
        return parse(template).fill(values, now)
    except IlsonError:
        return None


def fits(text: str, row: Row, columns: tuple[str, ...], now: datetime) -> list[Fit]:
    """The placeholders that give ``text`` in a row, at most the best one of each column."""
    found = []
    for column in columns:
        best = _fit(text, row, column, now)
        if best is not None:
            found.append(best)
    return sorted(found, key=lambda fit: fit.cost)


def _fit(text: str, row: Row, column: str, now: datetime) -> Fit | None:
    if row.values.problem(column) is not None:
        return None
    cell = row.values[column]
    if not cell.strip() or not text.strip():
        return None
    for cost, way in enumerate(_ways(text, cell, now)):
        template = "{" + column + way + "}"
        if filled(template, row.values, now) == text:
            return Fit(template, column, cost if way else 0, bits(text))
    return None


def _ways(text: str, cell: str, now: datetime) -> Iterator[str]:
    """Filters that may make ``text`` of ``cell``, the likelier first; only those that can."""
    yield ""
    same = plain(text) == plain(cell)
    if same and text.strip() == cell.strip():
        yield "|공백제거"
    if any(c.isdigit() for c in text) and read_date(cell, now) is not None:
        yield from (f"|날짜 {form}" for form in DATE_FORMS)
    if same:
        yield from ("|하이픈", "|숫자만", "|대문자", "|소문자")
    digits = "".join(c for c in text if c.isdigit())
    own = "".join(c for c in unicodedata.normalize("NFKC", cell) if c.isdigit())
    if digits == text and text.lstrip("0") == cell.strip().lstrip("0") and len(text) > len(cell):
        yield f"|0채움 {len(text)}"
    if digits and digits == text and own and own != digits and len(digits) >= 3:
        size = len(digits)
        if own.lstrip("0") == digits.lstrip("0"):
            yield f"|숫자만|0채움 {size}"
        if own.startswith(digits):
            yield f"|숫자만|왼쪽 {size}"
        if own.endswith(digits):
            yield f"|숫자만|오른쪽 {size}"
        if len(own) in (10, 11) and size in (3, 4) and own[-8:-4].endswith(digits):
            yield f"|하이픈|숫자만|오른쪽 {4 + size}|왼쪽 {size}"
    if not same and bits(text) >= STRONG:
        if cell.startswith(text):
            yield f"|왼쪽 {len(text)}"
        if cell.endswith(text):
            yield f"|오른쪽 {len(text)}"


def composed(text: str, row: Row, columns: tuple[str, ...], now: datetime) -> Fit | None:
    """A text that is more than one cell: "홍길동님" → "{성명}님". None where no cell is in it."""
    pieces: list[tuple[int, int, str, str]] = []
    for column in columns:
        if row.values.problem(column) is not None:
            continue
        for way, value in _forms(row.values[column], column, now):
            start = text.find(value) if bits(value) >= STRONG else -1
            if start >= 0 and not _within_word(text, start, value):
                pieces.append((start, start + len(value), "{" + column + way + "}", column))
    pieces.sort(key=lambda piece: piece[0] - piece[1])
    chosen: list[tuple[int, int, str, str]] = []
    for piece in pieces:
        if all(piece[1] <= other[0] or other[1] <= piece[0] for other in chosen):
            chosen.append(piece)
    if not chosen:
        return None
    made, at = "", 0
    for start, end, template, _ in sorted(chosen):
        made += literal(text[at:start]) + template
        at = end
    made += literal(text[at:])
    if filled(made, row.values, now) != text:
        return None
    return Fit(made, chosen[0][3], 20, bits(text))


def _forms(cell: str, column: str, now: datetime) -> Iterator[tuple[str, str]]:
    """A cell in the forms in which it may stand within a text."""
    if not cell.strip():
        return
    for way in ("", "|공백제거", "|하이픈", "|숫자만"):
        value = filled("{" + column + way + "}", {column: cell}, now)
        if value:
            yield way, value
    if read_date(cell, now) is not None:
        for form in DATE_FORMS[:16]:
            value = filled("{" + f"{column}|날짜 {form}" + "}", {column: cell}, now)
            if value:
                yield f"|날짜 {form}", value


def _within_word(text: str, start: int, value: str) -> bool:
    """Whether a number goes on before or behind: 1234 is not in 51234."""
    before, after = text[start - 1 : start], text[start + len(value) : start + len(value) + 1]
    return (value[0].isdigit() and before.isdigit()) or (value[-1].isdigit() and after.isdigit())


def varies(template: str, data: List, now: datetime) -> bool:
    """Whether a template gives different texts in the rows of a list; true of a single row."""
    seen: set[str | None] = set()
    for row in data.rows:
        seen.add(filled(template, row.values, now))
        if len(seen) > 1:
            return True
    return len(data.rows) == 1


def same_everywhere(one: str, other: str, data: List, now: datetime) -> bool:
    """Whether two templates give the same in every row."""
    return all(filled(one, row.values, now) == filled(other, row.values, now) for row in data.rows)


def meant_by(label: str, column: str) -> float:
    """How surely the label of a field means a column, 0..1."""
    one, other = _bare(label), _bare(column)
    if not one or not other:
        return 0.0
    if one == other or any(one in words and other in words for words in _SAME):
        return 1.0
    if min(len(one), len(other)) >= 2 and (one in other or other in one):
        return 0.8
    near = alike(one, other)
    return near if near >= _ALIKE and len(one) >= 3 else 0.0


def _bare(label: str) -> str:
    """A label without what a recorder or a form adds to it: "성명 칸 2", "* 주소 :"."""
    words = [w for w in label.split() if not w.isdigit() and w not in ("칸", "자리", "입력")]
    return "".join(c for c in "".join(words).casefold() if c.isalnum())


def rarity(template: str, text: str, data: List, now: datetime) -> float:
    """Bits that say how rare a value is in its column."""
    many = sum(filled(template, row.values, now) == text for row in data.rows)
    return math.log2(len(data.rows) / many) if many else 0.0
