"""Cards below each other, each somebody's, with the same buttons: no button of another citizen's
card is taken for the recorded one, and what is on a card names nothing beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.locate import Look, Pictures, locate
from player.types import Frame, Match, Pixels, Refusal
from player.vision.segments import segments
from recorder.anchors import Chosen, choose
from recorder.cards import extent, on_same_card
from recorder.masking import Masked, cover_boxes
from recorder.personal import NOBODY, Known
from scripts.model import Point, Rect, Target

PEOPLE = (
    ("민경숙 주차 표지", "010-2381-4410 태평동 12"),
    ("박서준 위생 용품", "010-7745-9023 판교동 166"),
    ("최은영 소음 민원", "010-1196-7752 성남동 997"),
    ("한지우 등본 발급", "010-9052-3168 미금동 33"),
)
TOP, PITCH, SIZE = 60, 132, 15
LEFT, WIDE = 40, 520


def cards(*people: int, framed: bool) -> Pixels:
    """People's cards: two lines and two buttons at even distances, the first line on the frame
    where there is one."""
    image = Image.new("RGB", (900, 560), (240, 240, 240))
    pen = ImageDraw.Draw(image)
    pen.text((LEFT, 14), "결재함", (20, 20, 20), font(18))
    for number, person in enumerate(people):
        top = TOP + PITCH * number
        if framed:
            pen.rectangle((LEFT, top + 9, LEFT + WIDE, top + 118), (250,) * 3, (200, 205, 210))
        for line, text in enumerate(PEOPLE[person]):
            left = LEFT + 14
            if framed and not line:
                pen.rectangle((left - 4, top, left + 130, top + 20), (240, 240, 240))
            pen.text((left, top + 44 * line), text, (20, 20, 20), font(SIZE))
        for place, caption in enumerate(("승인", "반려")):
            left = LEFT + 14 + 90 * place
            pen.rectangle((left, top + 80, left + 76, top + 106), outline=(90, 90, 90))
            pen.text((left + 24, top + 84), caption, (20, 20, 20), font(SIZE))
    return np.asarray(image)[:, :, ::-1].copy()


def button(number: int) -> Point:
    """반려 on a card."""
    return (LEFT + 14 + 90 + 38, TOP + PITCH * number + 93)


def names_covered(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    """Covers the lines of the cards, not the captions of the buttons and the title."""
    pixels = frame.crop(rect).pixels
    boxes = [
        box for box in segments(pixels, scale)
        if (y := box[1] + rect[1]) > 40 and (y - TOP) % PITCH < 70
    ]  # fmt: skip
    return cover_boxes(pixels, boxes, scale)


@pytest.fixture(autouse=True)
def one_key(ilson_home: Path) -> None:
    """The same key in each run: what is sealed is a little more or less like with each."""
    ilson_home.mkdir()
    (ilson_home / "machine.key").write_bytes(bytes(range(32)))


def recorded(pixels: Pixels, point: Point) -> Chosen:
    look = Look(Frame(0.0, pixels))
    return choose(point, look, None, look.frame.rect, None, cover=names_covered, texts=False)


def find(chosen: Chosen, pixels: Pixels) -> Match | Refusal:
    pictures = Pictures({chosen.anchor.image: chosen.png})
    return locate(Target("it", None, (chosen.anchor,)), pictures, Look(Frame(0.0, pixels)))


@pytest.mark.parametrize("framed", [True, False])
def test_the_first_card_is_not_taken_for_the_one_that_was_first(framed: bool) -> None:
    """Its title is as far from the buttons as those from the next card's."""
    chosen = recorded(cards(0, 1, 2, framed=framed), button(0))
    assert chosen.anchor.sealed
    again = find(chosen, cards(0, 1, 2, framed=framed))
    assert isinstance(again, Match)
    assert again.point == pytest.approx(button(0), abs=4)
    assert isinstance(find(chosen, cards(3, 1, 2, framed=framed)), Refusal)
    moved = find(chosen, cards(3, 0, 1, framed=framed))
    assert isinstance(moved, Refusal) or moved.point == pytest.approx(button(1), abs=4)


def test_a_framed_card_has_the_title_on_its_frame_and_no_other() -> None:
    card = extent(cards(0, 1, 2, framed=True), button(1), PITCH, 1.0)
    assert TOP + PITCH - 20 < card.top < TOP + PITCH + 8
    assert TOP + PITCH + 106 < card.bottom < TOP + 2 * PITCH + 10
    assert abs(card.left - LEFT) < 4 and abs(card.right - LEFT - WIDE) < 4


def headed(head: int | None, near: int = 17, far: int = 27) -> Pixels:
    """Frames with a title between each two of them, ``near`` pixels above its own and ``far`` from
    the other one; with ``head`` on a strip of that grey which belongs to its frame."""
    image = Image.new("RGB", (700, 600), (240, 240, 240))
    pen = ImageDraw.Draw(image)
    for number, (title, line) in enumerate(PEOPLE[:3]):
        top = 60 + 180 * number
        if head is not None:
            pen.rectangle((LEFT, top - 45, LEFT + WIDE, top), (head,) * 3)
        pen.text((LEFT + 14, top - near - 15), title, (20, 20, 20), font(SIZE))
        pen.rectangle((LEFT, top, LEFT + WIDE, top + 180 - near - far - 16), (250,) * 3, (180,) * 3)
        pen.text((LEFT + 14, top + 14), line, (20, 20, 20), font(SIZE))
    return np.asarray(image)[:, :, ::-1].copy()


@pytest.mark.parametrize(
    ("pixels", "own"),
    [
        pytest.param(headed(None, 8, 36), True, id="nearer"),
        pytest.param(headed(251), True, id="on a strip"),
        pytest.param(headed(None, 20, 22), False, id="nothing says it"),
    ],
)
def test_a_title_between_two_frames_belongs_to_the_nearer_one(pixels: Pixels, own: bool) -> None:
    card = extent(pixels, (LEFT + 60.0, 240 + 90.0), 180, 1.0)
    assert card.framed
    assert card.top < 240 - 24, "with its own title"
    next_title = 420 - 20
    assert (card.bottom < next_title) is own


def test_where_nothing_says_where_a_card_ends_all_around_may_belong_to_it() -> None:
    x, y = button(1)
    card = extent(cards(0, 1, 2, framed=False), (x, y), PITCH, 1.0)
    assert (card.top, card.bottom) == (y - PITCH, y + PITCH)
    assert (card.left, card.right) == (0, 900)


def test_where_cards_are_farther_apart_than_their_lines_that_says_where_one_ends() -> None:
    """The last line of the card before is as far away as the next card."""
    image = Image.new("RGB", (700, 520), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for number in range(3):
        for line, down in enumerate((0, 26, 60)):
            pen.text(
                (40, 30 + 141 * number + down), PEOPLE[number][line % 2], (20, 20, 20), font(15)
            )
    y = 30 + 141 + 68.0
    card = extent(np.asarray(image)[:, :, ::-1].copy(), (60.0, y), 141, 1.0)
    assert 30 + 60 + 16 < card.top < 30 + 141 and 30 + 141 + 76 < card.bottom < 30 + 2 * 141


def test_what_is_on_a_card_names_nothing_beside_it() -> None:
    pixels = cards(0, 1, 2, framed=True)
    name, beside = (LEFT + 14, TOP + PITCH + 44, 120, 16), (700, TOP + PITCH + 44, 60, 16)
    field = (760.0, TOP + PITCH + 52.0)
    assert on_same_card([name, beside], pixels, field, 30, 1.0) == [beside]
    assert on_same_card([name, beside], pixels, (300.0, TOP + PITCH + 52.0), 30, 1.0) == [
        name, beside,
    ]  # fmt: skip


@pytest.mark.parametrize("part", [(3, 100, 8, 40), (703, 99, 12, 6)], ids=["line", "arrow"])
def test_a_line_and_an_arrow_that_were_covered_tell_no_row(part: Rect) -> None:
    """The same field stands below another one; beside it is a piece of a frame, or of a list that
    drops down, which was covered because nobody can read it."""
    image = Image.new("RGB", (900, 300), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    for top in (90, 134):
        pen.rectangle((560, top, 730, top + 24), (255, 255, 255), (150, 150, 150))
    pixels = np.asarray(image)[:, :, ::-1].copy()

    def cover(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
        x, y, *_ = rect
        there = (part[0] - x, part[1] - y, part[2], part[3])
        return cover_boxes(frame.crop(rect).pixels, [there] if there[0] >= 0 else [], scale)

    look = Look(Frame(0.0, pixels))
    chosen = choose((640, 102), look, None, look.frame.rect, None, cover=cover, texts=False)
    assert not chosen.anchor.sealed
    assert chosen.pictures.pixels(chosen.anchor.image).shape[1] > 200, "not the place alone"
