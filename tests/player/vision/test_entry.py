"""Telling fields from buttons and cells by their frames."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from player.vision.entry import entry
from player.vision.field import Grey
from scripts.model import Rect
from tests.drawn import DARK, LIGHT, Drawing, form


def levels(drawing: Drawing) -> Grey:
    return np.asarray(cv2.cvtColor(drawing.pixels(), cv2.COLOR_BGR2GRAY), np.uint8)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("value", ["", "Hong Gildong"])
def test_a_field_is_found_empty_or_filled(value: str, colours: dict[str, str]) -> None:
    drawing = form(values=(value, ""), colours=colours)
    x, y, width, height = drawing.places["name"]
    inside = entry(levels(drawing), drawing.centre("name"))
    assert inside is not None
    assert abs(inside[0] - x) <= 5 and abs(inside[1] - y) <= 5
    assert abs(inside[2] - width) <= 10 and abs(inside[3] - height) <= 10


def test_what_is_no_field_is_none() -> None:
    drawing = form()
    for name in ("Save", "Search", "Print form", "Close"):
        assert entry(levels(drawing), drawing.centre(name)) is None
    assert entry(levels(drawing), (5, 5)) is None
    assert entry(np.full((40, 40), 200, np.uint8), (20, 20)) is None


def test_a_caption_in_the_middle_makes_a_button() -> None:
    drawing = Drawing((500, 200))
    drawing.button("wide", (100, 80, 240, 30), "")
    drawing.text((195, 86), "Register")
    assert entry(levels(drawing), drawing.centre("wide")) is None


def test_a_cell_of_a_table_is_no_field() -> None:
    drawing = Drawing((700, 300))
    rects: list[Rect] = [(60, 40 + 29 * row, 200, 30) for row in range(6)]
    for number, rect in enumerate(rects):
        drawing.button(str(number), rect, f"Name {number}")
    assert entry(levels(drawing), drawing.centre("3")) is None
