"""A row of which all is covered, found again in its own column."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.alike import is_repeated
from player.desktop.fake.drawing import font
from player.locate import Look, Pictures, locate
from player.types import Frame, Match, Pixels, Refusal
from player.vision.candidates import sealed_as_before, seen
from player.vision.segments import segments
from player.vision.verdict_rows import is_same_in_all
from recorder import anchors, telling
from recorder.anchors import Chosen, choose
from recorder.masking import Masked, cover_boxes
from recorder.personal import NOBODY, Known
from scripts.model import Point, Rect, Target

ROWS = (
    ("민경숙", "010-2381-4410", "1962-03-14", "수정구 태평로 12"),
    ("박서준", "010-7745-9023", "1987-11-02", "분당구 판교역로 166"),
    ("최은영", "010-1196-7752", "1975-06-29", "중원구 성남대로 997"),
    ("한지우", "010-9052-3168", "1990-01-17", "분당구 미금로 33"),
    ("서말자", "010-4417-8806", "1948-09-05", "수정구 수정로 171"),
)
TOP, PITCH = 90, 46


def table(rows: tuple[tuple[str, ...], ...] = ROWS, wide: int = 160, size: int = 15) -> Pixels:
    """Rows of people with lines between the cells; nothing else is on the screen."""
    image = Image.new("RGB", (900, 420), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    for number, row in enumerate(rows):
        top = TOP + PITCH * number
        for column, text in enumerate(row):
            left = 60 + wide * column
            pen.rectangle((left, top, left + wide, top + PITCH), outline=(170, 170, 170))
            pen.text((left + 8, top + 14), text, (20, 20, 20), font(size))
    return np.asarray(image)[:, :, ::-1].copy()


def cell(row: int, column: int, wide: int = 160) -> Point:
    """The empty end of a cell."""
    return (60 + wide * column + wide - 22, TOP + PITCH * row + PITCH // 2)


def covered(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    pixels = frame.crop(rect).pixels
    return cover_boxes(pixels, segments(pixels, scale), scale)


def whole(pixels: Pixels) -> Look:
    return Look(Frame(0.0, pixels))


@pytest.fixture(autouse=True)
def one_key(ilson_home: Path) -> None:
    """The same key in each run: with one of about twelve a card's own text is read too low to be
    sure, and refused."""
    ilson_home.mkdir()
    (ilson_home / "machine.key").write_bytes(bytes(range(32)))


@pytest.fixture
def chosen() -> Chosen:
    look = whole(table())
    found = choose(cell(2, 2), look, None, look.frame.rect, None, cover=covered, texts=False)
    assert found.certain and found.anchor.sealed
    return found


def find(chosen: Chosen, pixels: Pixels) -> Match | Refusal:
    pictures = Pictures({chosen.anchor.image: chosen.png})
    return locate(Target("it", None, (chosen.anchor,)), pictures, whole(pixels))


def is_in(result: Match | Refusal, row: int, column: int, wide: int = 160) -> bool:
    assert isinstance(result, Match), result
    x, y = result.point
    left, top = 60 + wide * column, TOP + PITCH * row
    return left < x < left + wide and top < y < top + PITCH


def test_it_is_where_it_was(chosen: Chosen) -> None:
    assert is_in(find(chosen, table()), 2, 2)


def test_it_follows_its_row(chosen: Chosen) -> None:
    assert is_in(find(chosen, table((ROWS[2], *ROWS[:2], *ROWS[3:]))), 0, 2)


@pytest.mark.parametrize(("wide", "size"), [(178, 15), (140, 15), (178, 16)])
def test_it_keeps_its_column_where_all_became_wider(chosen: Chosen, wide: int, size: int) -> None:
    assert is_in(find(chosen, table(wide=wide, size=size)), 2, 2, wide)


def test_it_keeps_its_column_on_a_smaller_picture(chosen: Chosen) -> None:
    small = cv2.resize(table(), None, fx=0.9, fy=0.9, interpolation=cv2.INTER_AREA)
    found = find(chosen, np.ascontiguousarray(small))
    assert isinstance(found, Match)
    assert 0.9 * 380 < found.point[0] < 0.9 * 540
    assert 0.9 * (TOP + 2 * PITCH) < found.point[1] < 0.9 * (TOP + 3 * PITCH)


def test_where_it_has_gone_no_other_is_taken(chosen: Chosen) -> None:
    assert isinstance(find(chosen, table((*ROWS[:2], *ROWS[3:]))), Refusal)


def two_cards(first: int, second: int) -> Pixels:
    """Two people's cards below each other, with the same buttons."""
    image = Image.new("RGB", (700, 360), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    for number, row in enumerate((first, second)):
        top = 30 + 150 * number
        pen.rectangle((40, top, 640, top + 130), outline=(170, 170, 170))
        for line, text in enumerate(ROWS[row][:2]):
            pen.text((60, top + 12 + 26 * line), text, (20, 20, 20), font(15))
        for place, caption in enumerate(("승인", "반려")):
            left = 60 + 90 * place
            pen.rectangle((left, top + 76, left + 76, top + 106), outline=(90, 90, 90))
            pen.text((left + 24, top + 83), caption, (20, 20, 20), font(15))
    return np.asarray(image)[:, :, ::-1].copy()


def names_covered(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    """Covers all but the buttons' captions."""
    pixels = frame.crop(rect).pixels
    boxes = [
        box for box in segments(pixels, scale)
        if (box[1] + rect[1] - 30) % 150 < 70
    ]  # fmt: skip
    return cover_boxes(pixels, boxes, scale)


def test_of_two_cards_the_other_one_is_not_taken() -> None:
    look = whole(two_cards(0, 1))
    second = (188, 30 + 150 + 91)
    chosen = choose(second, look, None, look.frame.rect, None, cover=names_covered, texts=False)
    assert chosen.anchor.sealed
    found = find(chosen, two_cards(1, 3))
    assert isinstance(found, Match)
    assert found.point == pytest.approx((188, 30 + 91), abs=4)
    assert isinstance(find(chosen, two_cards(0, 3)), Refusal)


@pytest.mark.parametrize("size", [(900, 420), (899, 419), (898, 419), (899, 420)])
@pytest.mark.parametrize("by", [(0, 0), (7, 12), (16, 5)])
def test_what_is_sealed_is_exactly_where_it_was(size: tuple[int, int], by: Point) -> None:
    """In a window of odd sides, too: half a pixel off, each cell would be a tenth less like."""
    pixels = table()[: size[1], : size[0]]
    look = whole(pixels)
    found = choose(cell(2, 2), look, None, look.frame.rect, None, cover=covered, texts=False)
    assert found.anchor.sealed
    pictures = Pictures({found.anchor.image: found.png})
    assert all(side % 2 == 0 for side in pictures.pixels(found.anchor.image).shape[:2])
    assert found.anchor.seen is not None
    x, y = found.anchor.seen.point
    now = seen(np.pad(pixels, ((by[1], 0), (by[0], 0), (0, 0)), mode="edge"))
    sample = pictures.known(found.anchor).sample
    assert sealed_as_before(sample, now, (x + by[0], y + by[1]), 0.999)
    assert not sealed_as_before(sample, now, (x + by[0], y + by[1] + PITCH), 0.9)


def test_a_row_is_somebodys_though_only_the_small_picture_shows_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The empty end of a cell is like many places, of which the wide picture may keep others."""
    distances = iter((PITCH, 0))
    monkeypatch.setattr(anchors, "row_at", lambda *_: None)
    monkeypatch.setattr(anchors, "row_pitch", lambda _: next(distances))
    look = whole(table())
    found = choose(cell(2, 2), look, None, look.frame.rect, None, cover=covered, texts=False)
    assert found.anchor.sealed


def test_the_lines_of_a_card_are_no_rows_of_its_button() -> None:
    look = whole(two_cards(0, 1))
    at = (188, 30 + 150 + 91)
    found = choose(at, look, None, look.frame.rect, None, cover=names_covered, texts=False)
    pictures = Pictures({found.anchor.image: found.png})
    assert is_repeated(found.anchor, pictures, look, look.frame.rect, 150)
    assert not is_repeated(found.anchor, pictures, look, look.frame.rect, 26)
    assert not is_repeated(found.anchor, pictures, look, look.frame.rect, 600)


def test_nor_where_nobody_could_read_its_caption() -> None:
    """The box of the button stands at the distance of the cards, and not at that of their lines."""
    look = whole(two_cards(0, 1))
    at = (188, 30 + 150 + 91)

    def all_covered(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
        pixels = frame.crop(rect).pixels
        return cover_boxes(pixels, segments(pixels, scale), scale)

    found = choose(at, look, None, look.frame.rect, None, cover=all_covered, texts=False)
    pictures = Pictures({found.anchor.image: found.png})
    assert pictures.known(found.anchor).sample.covered
    assert is_repeated(found.anchor, pictures, look, look.frame.rect, 150)
    assert not is_repeated(found.anchor, pictures, look, look.frame.rect, 26)


def test_what_was_covered_is_another_text_in_the_next_row() -> None:
    look = whole(table())
    at = (60 + 8 + 20, TOP + 2 * PITCH + 22)
    found = choose(at, look, None, look.frame.rect, None, cover=covered, texts=False)
    pictures = Pictures({found.anchor.image: found.png})
    assert is_repeated(found.anchor, pictures, look, look.frame.rect, PITCH)


def plain_list(rows: tuple[tuple[str, ...], ...]) -> Pixels:
    """Rows of people without lines between them, the first close below the line of the head."""
    image = Image.new("RGB", (900, 420), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    for column, heading in enumerate(("성명", "전화번호", "생년월일", "주소")):
        pen.text((60 + 150 * column, 64), heading, (20, 20, 20), font(15))
    pen.line((50, TOP - 2, 860, TOP - 2), (120, 120, 120))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            left, top = 60 + 150 * column, TOP + 26 * number
            pen.text((left, top + 4), text, (20, 20, 20), font(15))
    return np.asarray(image)[:, :, ::-1].copy()


def test_the_line_of_a_tables_head_is_nothing_of_its_first_row() -> None:
    look = whole(plain_list(ROWS))
    at = (700, TOP + 9)
    chosen = choose(at, look, None, look.frame.rect, None, cover=covered, texts=False)
    assert chosen.certain and chosen.anchor.sealed
    by_picture = replace(chosen, anchor=replace(chosen.anchor, words=()))
    found = find(by_picture, plain_list((*ROWS[1:], ROWS[0])))
    assert isinstance(found, Match)
    assert found.point == pytest.approx((700, TOP + 4 * 26 + 9), abs=6)
    assert isinstance(find(by_picture, plain_list(ROWS[1:])), Refusal)


def test_a_button_is_no_empty_end_of_the_line_below_it() -> None:
    image = Image.fromarray(plain_list(ROWS)[:, :, ::-1])
    pen = ImageDraw.Draw(image)
    pen.rectangle((660, TOP - 34, 760, TOP + 6), (250, 250, 250), (90, 90, 90))
    pen.text((690, TOP - 24), "보기", (20, 20, 20), font(15))
    look = whole(np.asarray(image)[:, :, ::-1].copy())
    found = choose((710, TOP - 1), look, None, look.frame.rect, None, cover=covered, texts=False)
    pictures = Pictures({found.anchor.image: found.png})
    assert not is_repeated(found.anchor, pictures, look, look.frame.rect, 26, (-1.0, 27.0))
    empty = choose((700, TOP + 61), look, None, look.frame.rect, None, cover=covered, texts=False)
    pictures = Pictures({empty.anchor.image: empty.png})
    assert is_repeated(empty.anchor, pictures, look, look.frame.rect, 26, (-9.0, 17.0))


def test_what_is_the_same_in_each_row_tells_none(monkeypatch: pytest.MonkeyPatch) -> None:
    at = (700, TOP + 26 + 9)
    look = whole(plain_list(ROWS))
    told = choose(at, look, None, look.frame.rect, None, cover=covered, texts=False)
    known = told.pictures.known(told.anchor)
    assert told.anchor.sealed and not is_same_in_all(known.weights, known.alike)
    same = tuple(  # all that is in the other rows is like it
        re.sub(r"(?<=:)\w+", lambda part: "z" * len(part[0]), text) for text in told.anchor.unlike
    )
    anchor = replace(told.anchor, unlike=same)
    known = told.pictures.known(anchor)
    assert is_same_in_all(known.weights, known.alike)
    assert isinstance(find(replace(told, anchor=anchor), plain_list(ROWS)), Refusal)
    monkeypatch.setattr(telling, "is_same_in_all", lambda *_: True)
    alone = choose(at, look, None, look.frame.rect, None, cover=covered, texts=False)
    assert not alone.anchor.sealed and not alone.certain
