"""Texts that Excel shows, checked against Excel's documentation and two other formatters."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.data.formats import general, shown, shown_text

DAY = 45981  # 2025-11-20, a Thursday


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        # General
        (12.0, "General", "12"),
        (0, "General", "0"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (-1234.5, "General", "-1234.5"),
        (1234567.891, "General", "1234567.891"),
        (9001011234567, "General", "9001011234567"),
        (1e15, "General", "1E+15"),
        (1.5e-10, "General", "1.5E-10"),
        (99999.5, "G/표준", "99999.5"),
        # zeros and literals between digits
        (123, "00000", "00123"),
        (1012345678, "000-0000-0000", "010-1234-5678"),
        (9001011234567, "000000-0000000", "900101-1234567"),
        (10123, "000000", "010123"),
        (212345678, "[<=9999999]###-####;(0##) ###-####", "(021) 234-5678"),
        (5551234, "[<=9999999]###-####;(0##) ###-####", "555-1234"),
        (1234567890, "000\\-00\\-00000", "123-45-67890"),
        # thousands, decimals, percent, scaling
        (1234567, "#,##0", "1,234,567"),
        (0, "#,##0", "0"),
        (0, "#,###", ""),
        (-1234, "#,##0", "-1,234"),
        (-1234, "#,##0;[Red]-#,##0", "-1,234"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (1234, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "1,234"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (1.005, "0.00", "1.01"),
        (1.5, "0.###", "1.5"),
        (1, "0.0#", "1.0"),
        (0.256, "0%", "26%"),
        (0.256, "0.0%", "25.6%"),
        (1234567, "#,##0,", "1,235"),
        (12345678, "0.0,,", "12.3"),
        (50000, '"₩"#,##0', "₩50,000"),
        (50000, "[$₩-412]#,##0", "₩50,000"),
        (3, '0"명"', "3명"),
        (12000, '#,##0"원"', "12,000원"),
        (12000, "#,##0원", "12,000원"),
        (12345, "0.00E+00", "1.23E+04"),
        (12345, "##0.0E+0", "12.3E+3"),
        (1.25, "# ?/?", "1 1/4"),
        # sections and conditions
        (0, '0;-0;"없음"', "없음"),
        (1, '[=1]"남";[=2]"여";General', "남"),
        (2, '[=1]"남";[=2]"여";General', "여"),
        (7, '[=1]"남";[=2]"여";General', "7"),
        (5, ";;;", ""),
        (123, "@", "123"),
        (90, "[>=100]0.0;0.00", "90.00"),
        # dates and times
        (DAY, "yyyy-mm-dd", "2025-11-20"),
        (DAY, "yyyy\\-mm\\-dd;@", "2025-11-20"),
        (DAY, 'yyyy"년" m"월" d"일"', "2025년 11월 20일"),
        (DAY, "m/d/yy", "11/20/25"),
        (DAY, "yyyy. m. d.", "2025. 11. 20."),
        (DAY, "yy.mm.dd", "25.11.20"),
        (DAY, "yyyymmdd", "20251120"),
        (DAY, "aaa", "목"),
        (DAY, 'm"월" d"일" aaaa', "11월 20일 목요일"),
        (DAY, "ddd", "Thu"),
        (DAY, "d-mmm-yy", "20-Nov-25"),
        (DAY, "[$-412]yyyy/mm/dd(aaa)", "2025/11/20(목)"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2025년 11월 20일 목요일"),
        (DAY + 0.5, "yyyy-mm-dd hh:mm", "2025-11-20 12:00"),
        (0.375, "h:mm", "9:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.75, "[$-412]AM/PM h:mm", "오후 6:00"),
        (0.375, "오전/오후 h:mm", "오전 9:00"),
        (1.5, "[h]:mm", "36:00"),
        (1.5, "[mm]:ss", "2160:00"),
        (DAY + 0.999999, "yyyy-mm-dd", "2025-11-20"),
        (45292.5006944, "h:mm", "12:01"),
        (0.0000115741, "mm:ss.0", "00:01.0"),
        (60, "yyyy-mm-dd", "1900-02-29"),
        (61, "m/d/yyyy", "3/1/1900"),
    ],
)
def test_numbers_look_as_in_excel(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_the_calendar_of_1904_starts_four_years_later() -> None:
    assert shown(DAY - 1462, "yyyy-mm-dd", date1904=True) == "2025-11-20"


@pytest.mark.parametrize("value", [-1, 2958466, 1e12])
def test_a_number_that_is_no_date_is_refused(value: float) -> None:
    with pytest.raises(ValueError):
        shown(value, "yyyy-mm-dd")


def test_text_takes_only_the_section_for_text() -> None:
    assert shown_text("홍길동", '0;-0;0;@"님"') == "홍길동님"
    assert shown_text("홍길동", "0.00") == "홍길동"
    assert shown_text(" 010 ", "@") == " 010 "


def test_general_never_writes_more_than_15_digits() -> None:
    assert general(0.1 * 3) == "0.3"
    assert general(123456789012345.6) == "123456789012346"


PIECES = st.sampled_from(
    ["0", "#", "?", ".", ",", "%", "/", ";", "E+", "E-", "yyyy", "yy", "m", "mm", "mmm", "mmmmm",
     "d", "dd", "h", "hh", "s", "ss", ".0", ".000", "[h]", "[mm]", "[s]", "AM/PM", "A/P", "aaa",
     "[Red]", "[>=100]", "[<0]", "[=1..2]", "[$₩-412]", "[$-F800]", "[", "]", '"', '"원"', "\\",
     "\\-", "_", "_)", "*", "* ", "@", "General", "G/표준", "-", " ", "가", "e", "(", ")"]
)  # fmt: skip


@given(
    code=st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=12),
    value=st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**16), 10**16),
)
@settings(max_examples=1500, deadline=None)
def test_any_format_gives_a_text_or_says_that_it_cannot(code: str, value: float) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(shown(value, code), str)
    assert isinstance(shown_text("글", code), str)


@given(st.integers(0, 10**14))
def test_zeros_keep_every_digit(number: int) -> None:
    assert shown(number, "000000-0000000").replace("-", "") == str(number).zfill(13)
    assert shown(number, "#,##0") == f"{number:,}"
    assert shown(number, "General") == str(number)
