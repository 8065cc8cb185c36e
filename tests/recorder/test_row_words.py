"""A row whose covered words are known again in other letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.locate import Look, Pictures, locate
from player.ocr.reader import Line, Word
from player.row_words import RowWords, hide, known_words, row_said
from player.types import Frame, Match, Pixels, Refusal
from recorder.anchors import Chosen, choose
from scripts.model import Point, Target

Row = tuple[str, str]
ROWS: tuple[Row, ...] = (
    ("민경숙", "010-2381-4410"),
    ("박서준", "010-7745-9023"),
    ("최은영", "010-1196-7752"),
    ("한지우", "010-9052-3168"),
    ("서말자", "010-4417-8806"),
)
KEY = bytes(range(32))
TOP = 90


def table(rows: Sequence[Row], size: int = 15, bold: int = 0, pitch: int = 46) -> Pixels:
    """Rows of people, with a button at the end of each."""
    image = Image.new("RGB", (900, 460), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    pen.text((60, 40), "대상자 명단", (20, 20, 20), font(18))
    for number, row in enumerate(rows):
        top = TOP + pitch * number
        pen.line((60, top + pitch - 1, 840, top + pitch - 1), (200, 200, 200))
        for column, text in enumerate(row):
            pen.text((70 + 250 * column, top + 10), text, (20, 20, 20), font(size),
                     stroke_width=bold)  # fmt: skip
        pen.rectangle((640, top + 8, 720, top + 38), outline=(90, 90, 90))
        pen.text((664, top + 13), "발급", (20, 20, 20), font(15))
    return np.asarray(image)[:, :, ::-1].copy()


def button(row: int, pitch: int = 46) -> Point:
    return (680, TOP + pitch * row + 23)


def whole(pixels: Pixels) -> Look:
    return Look(Frame(0.0, pixels))


@pytest.fixture(autouse=True)
def one_key(ilson_home: Path) -> None:
    ilson_home.mkdir()
    (ilson_home / "machine.key").write_bytes(KEY)


@pytest.fixture
def chosen() -> Chosen:
    look = whole(table(ROWS))
    found = choose(button(2), look, None, look.frame.rect, None)
    assert found.certain and found.anchor.sealed and len(found.anchor.words) == 2
    return found


def find(chosen: Chosen, pixels: Pixels, words: bool = True) -> Match | Refusal:
    anchor = chosen.anchor if words else replace(chosen.anchor, words=())
    return locate(Target("it", None, (anchor,)), Pictures({anchor.image: chosen.png}),
                  whole(pixels))  # fmt: skip


def in_other_letters(rows: Sequence[Row]) -> Pixels:
    return table(rows, size=19, bold=1)


def test_its_words_are_known_in_letters_in_which_no_picture_is(chosen: Chosen) -> None:
    now = in_other_letters((ROWS[4], ROWS[2], *ROWS[:2], ROWS[3]))
    assert isinstance(find(chosen, now, words=False), Refusal)
    found = find(chosen, now)
    assert isinstance(found, Match)
    assert found.point == pytest.approx(button(1), abs=4)


@pytest.mark.parametrize(
    "instead",
    [("최은영", "010-3308-2249"), ("조민서", "010-1196-7752"), ("조민서", "010-3308-2249")],
    ids=["another of her name", "somebody at her number", "somebody else"],
)
def test_nobody_else_is_taken_for_her(chosen: Chosen, instead: Row) -> None:
    rows = (ROWS[4], instead, *ROWS[:2], ROWS[3])
    assert isinstance(find(chosen, in_other_letters(rows)), Refusal)


def test_where_she_stands_twice_it_is_asked(chosen: Chosen) -> None:
    rows = (ROWS[2], *ROWS[:2], ROWS[2], ROWS[4])
    assert isinstance(find(chosen, in_other_letters(rows)), Refusal)


def test_nothing_of_them_can_be_read_in_the_script(chosen: Chosen) -> None:
    kept = " ".join(chosen.anchor.words)
    assert "최은영" not in kept and "1196" not in kept


def test_the_same_words_have_other_hashes_in_another_script() -> None:
    line = Line("최은영", (0, 0, 40, 16), 0.99, True, (Word("최은영", (0, 0, 40, 16), 0.99),))
    box = (-200, -8, 40, 16)
    first, second = (hide(line, box, salt, KEY) for salt in ("one", "another"))
    assert first is not None and second is not None
    assert first.digest != second.digest
    assert hide(line, box, "one", bytes(32)) != first


@pytest.mark.parametrize(
    "line",
    [
        Line("최은영", (0, 0, 40, 16), 0.8, False),
        Line("최은영", (0, 0, 40, 16), 0.9, True, also=("최온영",)),
        Line("최", (0, 0, 14, 16), 0.99, True),
    ],
    ids=["not sure", "heard otherwise", "a letter"],
)
def test_what_was_not_read_for_sure_is_not_kept(line: Line) -> None:
    assert hide(line, (0, 0, 40, 16), "one", KEY) is None


def test_what_was_kept_is_read_again() -> None:
    line = Line("최은영", (0, 0, 40, 16), 0.99, True)
    hidden = hide(line, (-200, -8, 40, 16), "one", KEY)
    assert hidden is not None
    words = known_words([hidden.text, "nonsense"], "one", KEY)
    assert words == RowWords((hidden,), "one", KEY)
    assert words.says("최은영 님") and words.says("최 은영") and not words.says("최온영")
    assert known_words(["nonsense"], "one", KEY) is None


def test_the_place_itself_may_be_one_of_the_words() -> None:
    looks = whole(table(ROWS))
    line = Line("최은영", (0, 0, 45, 16), 0.99, True)
    hidden = hide(line, (-20, -8, 45, 16), "one", KEY)
    assert hidden is not None
    said = row_said(RowWords((hidden,), "one", KEY), looks, looks.frame.rect)
    assert said is not None and said.at is not None
    assert said.at == pytest.approx((90, TOP + 2 * 46 + 20), abs=6)
