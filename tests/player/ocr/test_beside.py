"""What stands beside a text and is none."""

import numpy as np
import pytest

from player.ocr.beside import without_caret, without_mark
from player.vision.field import Grey


def line(*inked: tuple[int, int], width: int = 120) -> Grey:
    """A line 20 pixels high in which some columns (first, behind the last one) are inked."""
    cut = np.full((20, width), 255, np.uint8)
    for first, last in inked:
        cut[2:18, first:last] = 0
    return cut


ICON = line((1, 18), (30, 48), (50, 68), (70, 88))
SWITCH = line((1, 18), (20, 38), (50, 84))


def test_what_is_read_otherwise_each_time_is_no_word() -> None:
    assert without_mark(ICON, ["의조회", "이조회", "@조회"]) == (29, 120)
    assert without_mark(ICON, ["0조회", "ㅁ 조회", "Ded 조회"]) == (29, 120)
    assert without_mark(SWITCH, ["활성떨", "활성 v]", "활성탭"]) == (0, 39)


def test_what_two_engines_read_stays() -> None:
    assert without_mark(ICON, ["총금액", "종금액"]) is None
    assert without_mark(ICON, ["PDF 첨부", "?마F 첨부", "POF 첨부", "가 첨부"]) is None
    assert without_mark(ICON, ["총금액", "?금액"]) is None
    assert without_mark(SWITCH, ["활성화", "활성하"]) is None


def test_a_letter_at_the_end_stays_however_it_is_read() -> None:
    eight = line((1, 18), (20, 38), (50, 60))
    assert without_mark(eight, ["표시 8", "표시 B", "표시 ㅎ"]) is None
    two = line((1, 18), (20, 38), (50, 66), (68, 84))
    assert without_mark(two, ["자료 기능", "자료 가늠", "자료 7"]) is None


def test_what_is_read_as_a_sign_goes_also_before_a_value() -> None:
    readings = ["@ 12,000", "12,000"]
    assert without_mark(ICON, readings, signs_only=True) == (29, 120)
    assert without_mark(ICON, ["1 2,000", "7 2,000", "l 2,000"], signs_only=True) is None


def test_a_letter_close_to_the_others_is_one() -> None:
    close = line((1, 18), (20, 38), (40, 58))
    assert without_mark(close, ["의조회", "이조회", "@조회"]) is None


@pytest.mark.parametrize("column", [0, 28, 69, 118])
def test_a_caret_is_taken_out_wherever_it_stands(column: int) -> None:
    """At either end, between two letters, and on the edge of one that it touches."""
    text = line((1, 18), (30, 48), (50, 68), (70, 88))
    text[:4], text[16:] = 255, 255
    with_it = text.copy()
    with_it[1:19, column] = 13
    found = without_caret(with_it)
    assert found is not None
    assert np.array_equal(np.delete(found, column, axis=1), np.delete(text, column, axis=1))
    assert (found[:, column] == 255).all()


def test_the_edge_of_the_field_above_a_caret_stays() -> None:
    text = line((1, 18), (30, 48))
    text[:, 26] = 13
    text[0] = 200
    found = without_caret(text)
    assert found is not None
    assert (found[0] == 200).all()
    assert (found[1:, 26] == 255).all()


def test_a_letter_that_is_a_straight_stroke_is_no_caret() -> None:
    assert without_caret(line((1, 18), (22, 23), (30, 48))) is None
    assert without_caret(line((22, 23))) is None
    bold = line((1, 18), (30, 48))
    bold[:, 22:26] = 0
    assert without_caret(bold) is None
