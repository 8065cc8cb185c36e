"""What is wrong with a list, found before anything is done with it. No sentence holds a value."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from player.data.lists import List, Row, column_name
from scripts.korean import josa, quoted
from scripts.language import either
from scripts.model import Rule

_COMMON = 0.9
"""From this share of rows on an empty cell of a column is unusual."""
_FEW = 8
"""Columns of at most so many different values hold codes."""
_OFTEN = 5
"""So often a code stands in a column at least."""
_MANY = 20
"""Rows from which on what is usual in a column can be told."""
_RESIDENT = ("주민등록번호", "주민번호", "외국인등록번호")
_PHONE = ("전화", "연락처", "휴대폰", "핸드폰", "팩스")
_PHONES = re.compile(
    r"010\d{8}|01[16789]\d{7,8}|02\d{7,8}|0[3-6]\d{8,9}|0[78]0\d{7,8}|050\d{8,9}|1[5-9]\d{6}"
)
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CENTURY = {"9": 1800, "0": 1800, "3": 2000, "4": 2000, "7": 2000, "8": 2000}
_SINCE = datetime.date(2020, 10, 1)
"""Numbers given out since then have no check digit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (``wrong``: the run would fail there, or do harm) or looks so
    (``look``). ``row`` is Excel's number."""

    level: Literal["wrong", "look"]
    what: str
    row: int
    column: str
    message: str
    hint: str = ""


def findings(
    data: List,
    rows: Sequence[Row],
    used: Sequence[str],
    key: Sequence[str],
    rules: Mapping[str, Rule],
    typed: Sequence[str] = (),
) -> Iterator[Finding]:
    """All that is wrong with ``rows`` of a list, by row and column. ``used`` are the columns that
    the script asks for, ``typed`` those that it types as they are, ``key`` those that tell rows
    apart."""
    by_name = {column_name(name): rule for name, rule in rules.items()}
    keys = tuple(column_name(name) for name in key)
    wanted = dict.fromkeys((*map(column_name, used), *keys, *by_name))
    columns = [name for name in data.columns if name in wanted]
    checks = {name: _column(name, by_name.get(name, Rule()), rows, keys) for name in columns}
    breaks = {column_name(name) for name in typed}
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        for name in columns:
            problem = row.values.problem(name)
            if problem is not None:
                yield Finding("wrong", "unreadable", row.number, name, str(problem), problem.hint)
                continue
            text = row.values[name]
            for level, what, message, hint in checks[name](text):
                yield Finding(level, what, row.number, name, message, hint)
            if name in breaks and re.search(r"[\n\r\t]", text.strip()):
                yield Finding(
                    "look",
                    "control",
                    row.number,
                    name,
                    either(
                        f"{quoted(name)}에 줄바꿈이나 탭이 있어요. 입력할 때 Enter나 Tab이 눌려요.",
                        f"{quoted(name)} has a line break or a tab in it. Typing it presses "
                        "Enter or Tab.",
                    ),
                    either(
                        "여러 줄을 받는 칸이 아니면 명단에서 지워 주세요.",
                        "Unless the field takes several lines, remove it in the list.",
                    ),
                )
        yield from _twice(row, keys, seen)


_Said = tuple[Literal["wrong", "look"], str, str, str]
"""Level, kind, sentence, hint."""


def _twice(row: Row, keys: Sequence[str], seen: dict[tuple[str, ...], int]) -> Iterator[Finding]:
    there = [name for name in keys if name in row.values and not row.values.problem(name)]
    texts = tuple("".join(row.values[name].split()) for name in there)
    if not there or len(there) < len(keys) or not all(texts):
        return
    first = seen.setdefault(texts, row.number)
    if first != row.number:
        yield Finding(
            "wrong",
            "duplicate",
            row.number,
            ", ".join(keys),
            either(
                f"{', '.join(keys)}{josa(keys[-1], '이/가')} {first}행과 같아요. 두 번 "
                "처리하게 돼요.",
                f"{', '.join(keys)}: the same as in row {first}. It would be done twice.",
            ),
            either(
                "같은 사람이면 한 행을 지우고, 아니면 행을 가릴 열(key)을 더 적어 주세요.",
                "If it is the same person, delete one of the rows; if not, give more columns "
                "that tell the rows apart (key).",
            ),
        )


def _column(
    name: str, rule: Rule, rows: Sequence[Row], keys: Sequence[str]
) -> Callable[[str], Iterator[_Said]]:
    """What is asked of each value of a column."""
    texts = [row.values[name] for row in rows if not row.values.problem(name)]
    filled = [text for text in texts if text.strip()]
    kind = rule.kind if rule.kind != "text" else _guess(name)
    usual = len(texts) >= _MANY and len(filled) >= _COMMON * len(texts)
    codes = () if rule.one_of or kind != "text" else _codes(filled)
    lengths = sorted(map(len, filled))
    long = lengths[len(lengths) * 95 // 100] * 4 + 20 if len(filled) >= _MANY else None

    def check(text: str) -> Iterator[_Said]:
        if not text.strip():
            needed = rule.needed or name in keys
            if needed or (usual and len(filled) < len(texts)):
                level: Literal["wrong", "look"] = "wrong" if needed else "look"
                yield (
                    level,
                    "missing",
                    either(f"{quoted(name)} 값이 비어 있어요.", f"{quoted(name)} is empty."),
                    either("명단의 그 칸을 채워 주세요.", "Fill in that cell of the list."),
                )
            return
        if rule.longest is not None and len(text) > rule.longest:
            yield (
                "wrong",
                "too_long",
                either(
                    f"{quoted(name)} 값이 {len(text)}자예요. {rule.longest}자까지 들어가요.",
                    f"{quoted(name)} has {len(text)} characters. {rule.longest} fit.",
                ),
                either("줄여서 적어 주세요.", "Make it shorter."),
            )
        elif rule.longest is None and long is not None and len(text) > long:
            yield (
                "look",
                "too_long",
                either(
                    f"{quoted(name)} 값이 유난히 길어요 ({len(text)}자).",
                    f"{quoted(name)} is unusually long ({len(text)} characters).",
                ),
                either(
                    "그 칸에 다 들어가는지 살펴봐 주세요.",
                    "See whether all of it fits into the field.",
                ),
            )
        if rule.one_of and text.strip() not in rule.one_of:
            yield (
                "wrong",
                "unknown_code",
                either(
                    f"{quoted(name)}에 정해 두지 않은 값이 있어요.",
                    f"{quoted(name)} has a value that is not among those allowed.",
                ),
                either(
                    f"쓸 수 있는 값: {', '.join(rule.one_of)}", f"Allowed: {', '.join(rule.one_of)}"
                ),
            )
        elif codes and text not in codes:
            if _even(text) in {_even(code) for code in codes}:
                yield (
                    "look",
                    "unknown_code",
                    either(
                        f"{quoted(name)} 값이 다른 행과 조금 달라요.",
                        f"{quoted(name)} differs a little from the other rows.",
                    ),
                    either(
                        "띄어쓰기와 대소문자를 살펴봐 주세요.",
                        "Look at blanks, capitals and small letters.",
                    ),
                )
            else:
                yield (
                    "look",
                    "unknown_code",
                    either(
                        f"{quoted(name)}에 여기에만 있는 값이 있어요.",
                        f"{quoted(name)} has a value that no other row has.",
                    ),
                    either(
                        "프로그램에 있는 값인지 살펴봐 주세요.",
                        "See whether the program knows this value.",
                    ),
                )
        yield from _KINDS.get(kind, _nothing)(name, text.strip())

    return check


def _guess(name: str) -> str:
    bare = name.replace(" ", "")
    if any(word in bare for word in _RESIDENT):
        return "resident_number"
    return "phone" if any(word in bare for word in _PHONE) else "text"


def _codes(texts: Sequence[str]) -> tuple[str, ...]:
    """The values of a column of codes; none where it holds anything."""
    if len(texts) < _MANY:
        return ()
    counts = Counter(texts)
    often = tuple(text for text, count in counts.items() if count >= _OFTEN)
    rare = sum(count for text, count in counts.items() if count < _OFTEN)
    return often if often and len(often) <= _FEW and rare <= len(texts) // 20 else ()


def _even(text: str) -> str:
    return "".join(text.split()).casefold()


# ---- kinds of values ------------------------------------------------------------------------


def _nothing(name: str, text: str) -> Iterator[_Said]:
    yield from ()


def birthday(digits: str) -> datetime.date | None:
    """The birthday of a resident number (13 digits, or the first 7); None if it has none."""
    year = _CENTURY.get(digits[6], 1900) + int(digits[:2])
    try:
        return datetime.date(year, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None


def check_digit_fits(digits: str) -> bool:
    """Whether the last of a resident number's 13 digits follows from the others; 5 to 8 in the
    seventh place are foreigners, whose numbers are two further on."""
    sum_ = sum(int(digit) * weight for digit, weight in zip(digits[:12], _WEIGHTS, strict=True))
    last = (11 - sum_ % 11) % 10
    if digits[6] in "5678":
        last = (last + 2) % 10
    return int(digits[12]) == last


def _resident_number(name: str, text: str) -> Iterator[_Said]:
    hint = either("명단의 그 칸을 살펴봐 주세요.", "Look at that cell of the list.")
    if not re.fullmatch(r"\d{6}-?\d{7}", text, re.ASCII):
        yield (
            "wrong",
            "resident_number",
            either(
                f"{quoted(name, '이/가')} 숫자 13자리가 아니에요.",
                f"{quoted(name)} does not have 13 digits.",
            ),
            hint,
        )
        return
    digits = text.replace("-", "")
    born = birthday(digits)
    if born is None:
        yield (
            "wrong",
            "resident_number",
            either(
                f"{quoted(name)}의 생년월일이 달력에 없는 날이에요.",
                f"The birth date in {quoted(name)} is not in the calendar.",
            ),
            hint,
        )
    elif born < _SINCE and not check_digit_fits(digits):
        yield (
            "look",
            "check_digit",
            either(
                f"{quoted(name)}의 마지막 숫자가 맞지 않아요.",
                f"The last digit of {quoted(name)} does not fit.",
            ),
            either(
                "잘못 적었는지 살펴봐 주세요. 2020년 10월 뒤에 받은 번호면 괜찮아요.",
                "See whether it was mistyped. For numbers given since October 2020 it is all "
                "right.",
            ),
        )


def _phone(name: str, text: str) -> Iterator[_Said]:
    hint = either("명단의 그 칸을 살펴봐 주세요.", "Look at that cell of the list.")
    if re.search(r"[^\d\s()+.-]", text):
        yield (
            "look",
            "phone",
            either(
                f"{quoted(name)}에 숫자가 아닌 글자가 있어요.",
                f"{quoted(name)} has characters that are no digits.",
            ),
            hint,
        )
        return
    digits = re.sub(r"\D", "", text)
    if re.match(r"\+?82", text.strip()):
        digits = "0" + digits[2:].lstrip("0")
    if re.fullmatch(r"1[0-9]\d{7,8}", digits) and digits[:2] in (
        "10",
        "11",
        "16",
        "17",
        "18",
        "19",
    ):
        yield (
            "wrong",
            "phone",
            either(
                f"{quoted(name)}의 맨 앞 0이 빠졌어요.",
                f"The 0 at the beginning of {quoted(name)} is missing.",
            ),
            either(
                "엑셀에서 그 열을 텍스트로 바꾸고 0을 적어 주세요.",
                "Make that column text in Excel and write the 0.",
            ),
        )
    elif not _PHONES.fullmatch(digits):
        yield (
            "look",
            "phone",
            either(
                f"{quoted(name, '은/는')} 전화번호 모양이 아니에요.",
                f"{quoted(name)} does not look like a phone number.",
            ),
            hint,
        )


def _date(name: str, text: str) -> Iterator[_Said]:
    parts = re.findall(r"\d+", text)
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    try:
        datetime.date(*(int(part) for part in parts[:3]))
    except (TypeError, ValueError):
        yield (
            "wrong",
            "date",
            either(
                f"{quoted(name, '은/는')} 달력에 있는 날짜가 아니에요.",
                f"{quoted(name)} is not a date in the calendar.",
            ),
            either("2026-01-05처럼 적어 주세요.", "Write it as 2026-01-05."),
        )


def _digits(name: str, text: str) -> Iterator[_Said]:
    if not re.fullmatch(r"[\d\s-]+", text, re.ASCII):
        yield (
            "wrong",
            "digits",
            either(
                f"{quoted(name)}에 숫자가 아닌 글자가 있어요.",
                f"{quoted(name)} has characters that are no digits.",
            ),
            either("숫자만 적어 주세요.", "Write digits only."),
        )


def _amount(name: str, text: str) -> Iterator[_Said]:
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s*원?", text, re.ASCII):
        yield (
            "wrong",
            "amount",
            either(
                f"{quoted(name, '은/는')} 금액이 아니에요.", f"{quoted(name)} is not an amount."
            ),
            either("숫자로 적어 주세요.", "Write it as a number."),
        )


_KINDS: Mapping[str, Callable[[str, str], Iterator[_Said]]] = {
    "resident_number": _resident_number, "phone": _phone, "date": _date, "digits": _digits,
    "amount": _amount,
}  # fmt: skip
