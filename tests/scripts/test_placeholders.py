"""Placeholders and their filters."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.errors import DataProblem
from scripts.placeholders import TemplateProblem, literal, parse

NOW = datetime(2024, 3, 7, 14, 5, 9)
ROW = {"성명": "홍길동", "전화 번호": "010 1234 5678", "번호": "7", "빈칸": " ", "a": "{성명}"}


def fill(text: str, **more: str) -> str:
    return parse(text).fill({**ROW, **more}, NOW)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""), ("그대로", "그대로"), ("{성명}", "홍길동"), ("{ 성명 }님", "홍길동님"),
        ("{전화  번호}", "010 1234 5678"), ("{{성명}}", "{성명}"), ("{{{성명}}}", "{홍길동}"),
        ("{a}", "{성명}"), ("{오늘}", "2024-03-07"), ("{오늘:%Y. %-m. %-d.}", "2024. 3. 7."),
        ("{오늘:%y%m%d (%a) %A}", "240307 (목) 목요일"), ("{지금}", "14:05"),
        ("{지금:%p %-I시 %M분 %S초}", "오후 2시 05분 09초"), ("{now:%H%%}", "14%"),
        ("{today|date %Y}", "2024"), ("{번호|0채움 5}", "00007"), ("{번호|zeros 3}", "007"),
        ("{성명|왼쪽 1}**", "홍**"), ("{성명|right 2}", "길동"), ("{전화 번호|숫자만}", "01012345678"),
        ("{전화 번호|숫자만|오른쪽 4}", "5678"), ("{빈칸|날짜}", ""), ("{빈칸|0채움 3}", ""),
    ],
)  # fmt: skip
def test_texts_are_filled(text: str, filled: str) -> None:
    assert fill(text) == filled


@pytest.mark.parametrize(
    ("value", "hyphened"),
    [
        ("01012345678", "010-1234-5678"), ("0111234567", "011-123-4567"), ("021234567", "02-123-4567"),
        ("0212345678", "02-1234-5678"), ("0311234567", "031-123-4567"), ("03112345678", "031-1234-5678"),
        ("15881234", "1588-1234"), ("16661234", "1666-1234"), ("18991234", "1899-1234"),
        ("050512345678", "0505-1234-5678"), ("05051234567", "0505-123-4567"),
        ("9001011234567", "900101-1234567"), ("900101-1234567", "900101-1234567"),
        ("1234567890", "123-45-67890"), ("010.1234.5678", "010-1234-5678"),
        ("(02) 123-4567", "02-123-4567"), ("+82 10-1234-5678", "010-1234-5678"),
        ("+82 (0)10 1234 5678", "010-1234-5678"), ("０１０１２３４５６７８", "010-1234-5678"),
        ("없음", "없음"), ("119", "119"), ("123", "123"), ("010-1234-5678 (본인)", "010-1234-5678 (본인)"),
    ],
)  # fmt: skip
def test_hyphens(value: str, hyphened: str) -> None:
    assert fill("{x|하이픈}", x=value) == hyphened
    assert fill("{x|hyphens}", x=value) == hyphened


@pytest.mark.parametrize(
    "value",
    ["2024-01-05", "2024.1.5", "2024. 1. 5.", "2024/01/05", "20240105", "240105", "24.1.5",
     "2024년 1월 5일", "2024년1월5일", "2024-01-05 00:00:00", "2024-01-05T13:20", " 2024-1-5 ",
     "2024. 1. 5. (금)", "2024년 1월 5일 금요일", "２０２４-０１-０５"],
)  # fmt: skip
def test_dates_are_read_in_every_common_form(value: str) -> None:
    assert fill("{x|날짜 %Y.%m.%d}", x=value) == "2024.01.05"
    assert fill("{x|date}", x=value) == "2024-01-05"


def test_years_of_two_digits_belong_to_the_people_alive() -> None:
    assert fill("{x|날짜}", x="580312") == "1958-03-12"
    assert fill("{x|날짜}", x="240312") == "2024-03-12"
    assert fill("{x|날짜}", x="250312") == "1925-03-12"


@pytest.mark.parametrize(
    "value", ["2024-13-01", "2024-02-30", "내일", "1234", "2024-01-05-06", "0"]
)
def test_what_is_no_date_is_an_error_that_names_it(value: str) -> None:
    with pytest.raises(DataProblem, match="날짜로 읽지 못했어요") as error:
        fill("{x|날짜}", x=value)
    assert value in str(error.value)


def test_other_filters() -> None:
    assert fill("{x|대문자}|{x|upper}|{x|lower}", x="aB") == "AB|AB|ab"
    assert fill("[{x|공백제거}][{x|strip}]", x="  가 나 ") == "[가 나][가 나]"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{성명", "닫히지 않았어요"), ("성명}", "여는 중괄호"), ("{}", "비어 있어요"), ("{ | 왼쪽 1}", "비어"),
        ("{a{b}}", "겹쳐"), ("{x|하이폰}", "‘하이픈’을"), ("{x|왼쪽}", "1부터"), ("{x|왼쪽 0}", "1부터"),
        ("{x|왼쪽 99999}", "1부터"), ("{x|왼쪽 -1}", "1부터"), ("{x|대문자 3}", "아무것도"),
        ("{오늘:%Q}", "%Q"), ("{오늘:%}", "%"), ("{x|날짜 %c}", "%c"), ("{오늘:}", "비어"),
        ("{x|__class__}", "다듬기는 없어요"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(text: str, part: str) -> None:
    with pytest.raises(TemplateProblem) as error:
        parse(text)
    assert part in str(error.value)


def test_an_unknown_name_comes_with_the_likeliest_and_all_there_are() -> None:
    with pytest.raises(DataProblem) as error:
        fill("{성멍}")
    assert str(error.value) == "{성멍}이라는 값이 없어요. 혹시 ‘성명’을 쓰려고 하셨나요?"
    assert "전화 번호" in error.value.hint
    assert "오늘" in error.value.hint


def test_nothing_is_evaluated() -> None:
    for text in ("{성명.__class__}", "{0}", "{성명[0]}", "{성명!r}", "{성명:>10}", "{1+1}"):
        with pytest.raises(DataProblem):
            fill(text)


def test_names_are_in_order_once_and_without_the_built_in() -> None:
    assert parse("{b}{오늘}{a}{b|대문자}{지금:%H}").names() == ("b", "a")


@given(st.text())
def test_literal_text_stands_for_itself(text: str) -> None:
    assert parse(literal(text)).fill({}, NOW) == text


@given(st.text(alphabet="{}|: %aY0성명숫자만날짜왼쪽3", max_size=30))
def test_any_text_is_filled_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse(text).fill({"a": "1"}, NOW)
    except (TemplateProblem, DataProblem) as error:
        assert str(error)
