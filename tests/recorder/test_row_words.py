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
from scripts.errors import DesktopProblem
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


def read(text: str, agreed: bool = True, also: tuple[str, ...] = ()) -> Line:
    """A line whose words stand at the left of a point."""
    words, x = [], 4
    for word in text.split():
        words.append(Word(word, (x, 3, 14 * len(word), 14), 0.99))
        x += 14 * len(word) + 6
    return Line(text, (0, 0, x, 20), 0.99, agreed, tuple(words), also)


def hidden(line: Line, left: int = -300, salt: str = "one", key: bytes = KEY) -> RowWords:
    return RowWords(tuple(hide(line, (left, -10), 1.0, salt, key)), salt, key)


def test_the_same_words_have_other_hashes_in_another_script() -> None:
    first, second, elsewhere = (
        hidden(read("최은영"), salt=salt, key=key).texts[0].digest
        for salt, key in (("one", KEY), ("another", KEY), ("one", bytes(32)))
    )
    assert len({first, second, elsewhere}) == 3


@pytest.mark.parametrize(
    "line",
    [read("최은영", agreed=False), read("최은영", also=("최온영",)), read("최")],
    ids=["not sure", "heard otherwise", "a letter"],
)
def test_what_was_not_read_for_sure_is_not_kept(line: Line) -> None:
    assert hide(line, (-300, -10), 1.0, "one", KEY) == []


def test_what_is_above_the_point_is_not_kept() -> None:
    """How far that is is another thing in a wider window, and there the next row may be."""
    assert hide(read("최은영"), (-300, -30), 1.0, "one", KEY) == []


def test_what_all_heard_in_a_line_is_kept() -> None:
    words = hidden(read("010-3045-8813 중앙동 35-33", also=("010-3045-8813 FUE 35-33",)))
    assert len(words.texts) == 2
    assert words.says("010-3045-8813") and words.says("35-33") and not words.says("중앙동")


def test_it_does_not_matter_what_is_one_line() -> None:
    words = hidden(read("1987-01-28 상대원동 163-38"))
    assert [text.left for text in words.texts] == [-296, -150, -88]
    for heard in ("상대원동163-38", "상 대 원 동", "주가은 1987-01-28"):
        assert words.says(heard), heard
    for heard in ("상대원등163-39", "1987-01-29", "대원동"):
        assert not words.says(heard), heard


def test_what_was_kept_is_read_again() -> None:
    words = hidden(read("최은영"))
    assert known_words([words.texts[0].text, "nonsense"], "one", KEY) == words
    assert known_words(["nonsense"], "one", KEY) is None


def test_the_place_itself_may_be_one_of_the_words() -> None:
    looks = whole(table(ROWS))
    words = hidden(read("최은영"), left=-20)
    said = row_said(words, looks, looks.frame.rect)
    assert said is not None and said.at is not None
    assert said.at == pytest.approx((90, TOP + 2 * 46 + 20), abs=9)


def test_a_place_in_another_column_is_not_where_the_words_say() -> None:
    looks = whole(table(ROWS))
    said = row_said(hidden(read("최은영")), looks, looks.frame.rect)
    assert said is not None and said.at is None
    assert said.fits(350) and not said.fits(680)


def test_where_nothing_can_read_the_seals_alone_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise DesktopProblem("none")

    monkeypatch.setattr("recorder.telling.reader", none)
    look = whole(table(ROWS))
    found = choose(button(2), look, None, look.frame.rect, None)
    assert found.anchor.sealed and found.anchor.words == ()
