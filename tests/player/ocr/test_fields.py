"""The field of a label, from where boxes and texts stand."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from player.ocr.fields import field_of
from player.types import Pixels
from scripts.model import Rect

LABEL: Rect = (30, 40, 60, 14)


def form(grey: int = 250) -> Pixels:
    """A page with a label and nothing else."""
    pixels = np.full((300, 600, 3), grey, np.uint8)
    write(pixels, LABEL)
    return pixels


def write(pixels: Pixels, place: Rect, colour: int = 20) -> None:
    """Strokes as letters have them, in a place."""
    x, y, width, height = place
    for left in range(x, x + width - 3, 8):
        pixels[y : y + height, left : left + 2] = colour
        pixels[y + height // 2, left : min(left + 6, x + width)] = colour


def field(pixels: Pixels, box: Rect) -> Rect:
    x, y, width, height = box
    cv2.rectangle(pixels, (x, y), (x + width, y + height), (255,) * 3, -1)
    cv2.rectangle(pixels, (x, y), (x + width, y + height), (150,) * 3, 1)
    return box


def is_it(found: Rect | None, box: Rect) -> bool:
    if found is None:
        return False
    x, y = found[0] + found[2] / 2, found[1] + found[3] / 2
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]


@pytest.mark.parametrize("box", [(110, 32, 200, 30), (30, 60, 200, 30), (110, 34, 36, 26)])
def test_right_of_it_or_below_it(box: Rect) -> None:
    pixels = form()
    field(pixels, box)
    assert is_it(field_of(pixels, LABEL), box)


def test_a_label_with_two_is_not_told_unless_its_side_is() -> None:
    pixels = form()
    right, below = field(pixels, (112, 32, 150, 26)), field(pixels, (30, 61, 150, 30))
    assert field_of(pixels, LABEL) is None
    assert is_it(field_of(pixels, LABEL, 1.0, "right"), right)
    assert is_it(field_of(pixels, LABEL, 1.0, "below"), below)


def test_of_fields_one_above_the_other_the_first_is_meant() -> None:
    pixels = form()
    first = field(pixels, (110, 32, 220, 30))
    field(pixels, (110, 68, 220, 30))
    field(pixels, (110, 104, 220, 30))
    assert is_it(field_of(pixels, LABEL), first)


def test_in_a_field_of_many_lines_the_label_stands_at_the_first() -> None:
    for top in (24, 32, 38):
        pixels = form()
        box = field(pixels, (110, top, 300, 120))
        assert is_it(field_of(pixels, LABEL), box)


def test_a_sign_in_front_of_a_field_is_passed_over() -> None:
    pixels = form()
    field(pixels, (30, 62, 32, 32))
    write(pixels, (40, 72, 14, 12))
    box = field(pixels, (62, 62, 240, 32))
    assert is_it(field_of(pixels, LABEL), box)


def test_a_pale_hint_belongs_to_its_label_and_another_label_does_not() -> None:
    for colour, there in ((150, True), (20, False)):
        pixels = form()
        write(pixels, (30, 60, 90, 12), colour)
        box = field(pixels, (30, 80, 220, 30))
        assert is_it(field_of(pixels, LABEL), box) is there


def test_in_a_table_it_is_the_next_cell() -> None:
    pixels = np.full((300, 600, 3), 255, np.uint8)
    for row in range(4):
        for left, wide, shade in ((20, 120, 235), (140, 220, 255)):
            top = 30 + 34 * row
            pixels[top : top + 34, left : left + wide] = shade
            cv2.rectangle(pixels, (left, top), (left + wide, top + 34), (170,) * 3, 1)
    write(pixels, LABEL)
    write(pixels, (30, 74, 50, 14))
    assert is_it(field_of(pixels, LABEL), (140, 30, 220, 34))
    assert is_it(field_of(pixels, (30, 74, 50, 14)), (140, 64, 220, 34))


def test_nothing_near_is_no_field() -> None:
    assert field_of(form(), LABEL) is None
