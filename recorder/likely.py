"""Which typed values are likely somebody's data, where no list says so: by what they look like, and
by what their fields are called. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from recorder.matching import meant_by, usable
from recorder.proposals import Proposal, Proposals
from recorder.values import Typed, typed
from scripts.filters import read_date
from scripts.model import Script

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("주민등록번호", re.compile(r"\d{6}[- ]?[0-9]\d{6}")),
    ("전화번호", re.compile(r"(\+82[- ]?|0)\d{1,2}[-. )]?\d{3,4}[-. ]?\d{4}|1[568]\d{2}-?\d{4}")),
    ("사업자등록번호", re.compile(r"\d{3}-\d{2}-\d{5}")),
    ("이메일", re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)),
    ("계좌번호", re.compile(r"\d{2,6}-\d{2,6}-\d{2,7}(-\d{1,3})?")),
    ("금액", re.compile(r"\d{1,3}(,\d{3})+원?")),
    ("주소", re.compile(r".*[가-힣]+(시|도|군|구|읍|면|동|로|길)\s.*\d.*")),
)
"""The first that fits says what it is; a date is looked for before an account number."""
_NAMES = re.compile(r"[가-힣]{2,4}")
_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염"
    "여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간견당"
)
_MULTIPLE = ("남궁", "황보", "제갈", "사공", "선우", "독고")
_WORDS = ("성명", "전화번호", "주소", "주민등록번호", "이메일", "메모", "생년월일", "계좌번호")
"""Columns whose fields hold somebody's data, whatever it looks like."""


def likely(script: Script, now: datetime | None = None) -> Proposals:
    """Which of the values that a script types are likely data; a column is called as the field is,
    or as the value looks. None is sure: without a list, only the clerk knows."""
    now = now or datetime.now()
    values = (one for one in typed(script) if not one.picked)
    made = list(_numbered(values, now))
    return Proposals(None, tuple(made))


def _numbered(values: Iterator[Typed], now: datetime) -> Iterator[Proposal]:
    taken: set[str] = set()
    for one in values:
        column = column_for(one, now)
        if not column:
            continue
        base, number = column, 2
        while column in taken:
            column = f"{base} {number}"
            number += 1
        taken.add(column)
        yield Proposal(one.step, "{" + column + "}", column, False, "looks")


def column_for(one: Typed, now: datetime) -> str:
    """What a column with such values would be called; empty for what is no data."""
    kind = _kind(one.text.strip(), now)
    named = any(meant_by(one.label, word) >= 0.8 for word in _WORDS)
    if not kind and not (named and len(one.text.strip()) > 1):
        return ""
    label = " ".join(word for word in one.label.split() if word != "칸" and not word.isdigit())
    return label if label and usable(label) else kind


def _kind(text: str, now: datetime) -> str:
    if read_date(text, now) is not None and len(text) >= 6:
        return "날짜"
    for kind, form in _KINDS:
        if form.fullmatch(text):
            return kind
    named = text[:1] in _FAMILIES or text[:2] in _MULTIPLE
    return "성명" if _NAMES.fullmatch(text) and len(text) > 2 and named else ""
