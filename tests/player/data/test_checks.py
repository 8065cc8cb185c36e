"""What is wrong with a list is told by row and column, without its values."""

from __future__ import annotations

import pytest

from player.data.checks import birthday, check_digit_fits, findings
from player.data.lists import List, Row, Values
from scripts.model import Rule


def found(
    rows: list[dict[str, str]], key: tuple[str, ...] = (), typed: tuple[str, ...] = (),
    **rules: Rule,
) -> list[tuple[int, str, str, str]]:  # fmt: skip
    columns = tuple(rows[0])
    listed = tuple(Row(n, Values(row)) for n, row in enumerate(rows, 2))
    data = List("명단.xlsx", "대상자", columns, listed)
    every = list(findings(data, listed, columns, key, rules, typed))
    for one in every:
        for row in rows:
            assert all(text not in one.message for text in row.values() if len(text) > 3)
    return [(one.row, one.column, one.what, one.level) for one in every]


def test_keys_must_be_there_and_differ() -> None:
    rows = [{"성명": "홍길동", "전화번호": "010-1234-5678"},
            {"성명": "홍 길동", "전화번호": "010-1234-5678"},
            {"성명": "", "전화번호": "010-1234-5679"}]  # fmt: skip
    assert found(rows, ("성명", "전화번호")) == [
        (3, "성명, 전화번호", "duplicate", "wrong"), (4, "성명", "missing", "wrong"),
    ]  # fmt: skip


def test_a_cell_that_is_empty_in_a_column_that_never_is() -> None:
    rows = [{"성명": f"사람 {n}", "비고": "x" if n == 3 else ""} for n in range(40)]
    rows[7] = {**rows[7], "성명": ""}
    assert found(rows) == [(9, "성명", "missing", "look")]


@pytest.mark.parametrize(
    ("number", "what"),
    [
        ("900101-1234568", []),  # the digits before it give 8
        ("900101-1234567", [("check_digit", "look")]),
        ("9001011234568", []),
        ("201101-3123456", []),  # born later: no check digit
        ("900230-1234567", [("resident_number", "wrong")]),
        ("900101-123456", [("resident_number", "wrong")]),
    ],
)
def test_resident_numbers(number: str, what: list[tuple[str, str]]) -> None:
    told = [(kind, level) for _, _, kind, level in found([{"주민등록번호": number}])]
    assert told == what


def test_a_foreigners_number_has_another_check_digit() -> None:
    last = [n for n in range(10) if check_digit_fits(f"900101512345{n}")]
    native = [n for n in range(10) if check_digit_fits(f"900101112345{n}")]
    assert len(last) == len(native) == 1
    assert birthday("000229" + "3") is not None
    assert birthday("010229" + "3") is None


@pytest.mark.parametrize(
    ("phone", "level"),
    [
        ("010-1234-5678", ""), ("02-123-4567", ""), ("031 123 4567", ""), ("15881234", ""),
        ("070-1234-5678", ""), ("+82 10-1234-5678", ""), ("1012345678", "wrong"),
        ("010-1234-567", "look"), ("010-1234-5678 (집)", "look"), ("999", "look"),
    ],
)  # fmt: skip
def test_phone_numbers(phone: str, level: str) -> None:
    assert [one[3] for one in found([{"연락처": phone}])] == ([level] if level else [])


def test_rules_of_the_script() -> None:
    rows = [{"주소": "한빛구 가람로 1", "수령": "Y", "날": "2026-02-30", "수": "3개"}]
    rules = {"주소": Rule(longest=5), "수령": Rule(one_of=("예", "아니요")),
             "날": Rule(kind="date"), "수": Rule(kind="digits", needed=True)}  # fmt: skip
    assert [one[2] for one in found(rows, **rules)] == [
        "too_long", "unknown_code", "date", "digits",
    ]  # fmt: skip


def test_codes_that_nobody_declared() -> None:
    rows = [{"수령": "YN"[n % 2]} for n in range(40)]
    rows[5], rows[11] = {"수령": "y"}, {"수령": "예"}
    what = ("수령", "unknown_code", "look")
    assert found(rows) == [(7, *what), (13, *what)]


def test_a_line_break_would_press_enter() -> None:
    rows = [{"주소": "가람로 1\n2층"}]
    assert found(rows, typed=("주소",)) == [(2, "주소", "control", "look")]
    assert found(rows) == []
