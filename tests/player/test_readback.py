"""What a field shows: without its caret, word by word."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.run.readback import parts_of, without_caret

GROUND, INK = (255, 255, 255), (30, 30, 30)


def field(*carets: int) -> np.ndarray:
    """A field in which 1| stands, with a caret before these columns."""
    pixels = np.full((20, 60, 3), GROUND, np.uint8)
    pixels[5:15, 10:12] = pixels[3:17, 18:19] = INK
    for at in carets:
        pixels[2:18, at : at + 1] = INK
    return pixels


@pytest.mark.parametrize("places", [((8,), (21,)), ((), (21,)), ((8,), ()), ((8,), (8,))])
def test_what_stands_at_one_end_only_goes(places: tuple[tuple[int, ...], ...]) -> None:
    one, other = (field(*place) for place in places)
    clean = without_caret(one, other)
    expected = field(8) if places == ((8,), (8,)) else field()
    assert (clean == expected).all()


def test_on_a_dark_ground() -> None:
    one, other = 255 - field(8), 255 - field(21)
    assert (without_caret(one, other) == 255 - field()).all()


def test_two_pictures_without_anything_in_common_are_left_as_they_are() -> None:
    one, other = np.zeros((4, 4, 3), np.uint8), np.full((4, 4, 3), 9, np.uint8)
    assert (without_caret(one, other) == other).all()


@pytest.mark.parametrize("text", ["홍길동 Kim 010-1234!", "다온군 읽음길 22-3", "Seoul 22 Kim"])
def test_each_word_of_a_line_is_found(text: str) -> None:
    image = Image.new("RGB", (400, 40), (255, 255, 255))
    pen, letters, words = ImageDraw.Draw(image), font(15), text.split()
    pen.text((20, 8), text, (0, 0, 0), letters)
    box = (20, 8, round(letters.getlength(text)), 20)
    found = parts_of(np.asarray(image), box, words)
    assert len(found) == len(words)
    for word, (x, _, width, _) in zip(words, found, strict=True):
        begins = 20 + letters.getlength(text[: text.index(word)])
        assert abs(x - begins) <= 3 and abs(width - letters.getlength(word)) <= 4, word


def test_a_line_with_fewer_spaces_than_words_is_not_parted() -> None:
    assert parts_of(field(), (0, 0, 60, 20), ("하나", "둘", "셋", "넷", "다섯")) == [(0, 0, 60, 20)]
