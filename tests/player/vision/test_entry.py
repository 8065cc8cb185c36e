"""Telling fields from buttons and cells by their frames."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from player.vision.entry import entry, field_around, is_drawn_around, narrow_entry
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


@pytest.mark.parametrize(("slant", "field"), [(3, True), (1, False)])
def test_a_label_flush_above_its_field_is_no_side_of_a_table(slant: int, field: bool) -> None:
    """The strokes of letters begin in several columns, a line in one."""
    picture = np.full((200, 500), 255, np.uint8)
    cv2.rectangle(picture, (100, 80), (340, 112), 190, 1)
    for row in range(58, 79):
        picture[row, 99 + row % slant] = 30
    assert (entry(picture, (220, 96)) is not None) is field


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


def boxes(rects: list[Rect], text: str, at: int = 6) -> Grey:
    """Boxes with a text in each, so many pixels from its left side."""
    drawing = Drawing((700, 300))
    for number, rect in enumerate(rects):
        drawing.button(str(number), rect, "")
        drawing.text((rect[0] + at, rect[1] + 4), text)
    return levels(drawing)


def test_a_number_with_arrows_beside_it_stands_in_a_narrow_field() -> None:
    spin: list[Rect] = [(200, 100, 64, 26), (244, 100, 20, 14), (244, 113, 20, 13)]
    seen = boxes(spin[:1], "1")
    inside = narrow_entry(seen, (209, 112))
    assert inside is not None and 198 <= inside[0] <= 206 and 98 <= inside[1] <= 106
    assert narrow_entry(seen, (300, 112)) is None and narrow_entry(seen, (209, 200)) is None
    drawing = Drawing((700, 300))
    for number, rect in enumerate(spin):
        drawing.button(str(number), rect, "")
    drawing.text((206, 104), "12")
    found = narrow_entry(levels(drawing), (212, 112))
    assert found is not None and found[0] + found[2] <= 246, "without the arrows"


def test_a_tag_and_a_cell_are_no_narrow_fields() -> None:
    tag = boxes([(200, 100, 70, 26)], "Hong", 14)
    assert narrow_entry(tag, (230, 112)) is None, "as wide as its text"
    grid: list[Rect] = [(60 + 80 * x, 40 + 29 * y, 81, 30) for x in range(4) for y in range(5)]
    assert narrow_entry(boxes(grid, "3"), (146, 85)) is None
    assert narrow_entry(boxes([(200, 100, 64, 26)], ""), (212, 112)) is None, "nothing in it"


def test_digits_that_stand_close_and_a_caret_are_no_frame() -> None:
    drawing = Drawing((700, 300))
    drawing.button("field", (200, 100, 180, 26), "")
    seen = levels(drawing)
    seen[106:120, 206:300] = 0  # as dense as letters can be
    assert entry(seen, (250, 113)) is None
    inside = field_around(seen, (206, 106, 94, 14))
    assert inside is not None and abs(inside[0] - 200) <= 6 and abs(inside[2] - 180) <= 12
    seen[102:124, 303] = 0
    for wide in (94, 98):
        again = field_around(seen, (206, 106, wide, 14))
        assert again is not None and abs(again[2] - 180) <= 12
    assert field_around(seen, (420, 106, 94, 14)) is None
    assert field_around(seen, (690, 290, 9, 9)) is None, "at the very edge"


def highlighted(drawing: Drawing, room: int) -> Rect:
    """A frame that is drawn around letters, with so much room at both sides; its inside."""
    drawing.text((204, 104), "Hong Gildong, building register")
    rows, columns = np.nonzero(levels(drawing)[90:130, 190:480] < 128)
    left, right = 190 + int(columns.min()), 190 + int(columns.max())
    frame = (left - room, 90 + int(rows.min()) - 4, right + room, 90 + int(rows.max()) + 4)
    for line in (
        (frame[0], frame[1], frame[2], frame[1]), (frame[0], frame[3], frame[2], frame[3]),
        (frame[0], frame[1], frame[0], frame[3]), (frame[2], frame[1], frame[2], frame[3]),
    ):  # fmt: skip
        drawing.line(line)
    return (frame[0] + 3, frame[1] + 3, frame[2] - frame[0] - 6, frame[3] - frame[1] - 6)


def test_a_frame_around_the_letters_of_a_caption_is_no_field() -> None:
    drawing = Drawing((700, 300))
    inside = highlighted(drawing, room=4)
    middle = (inside[0] + inside[2] // 2, inside[1] + inside[3] // 2)
    assert is_drawn_around(levels(drawing), inside)
    assert entry(levels(drawing), middle) is None
    roomy = Drawing((700, 300))
    assert not is_drawn_around(levels(roomy), highlighted(roomy, room=9))


def test_a_letter_as_high_as_its_field_is_no_side_of_it() -> None:
    drawing = Drawing((700, 300))
    drawing.button("low", (200, 100, 209, 22), "")
    seen = levels(drawing)
    seen[104:118, 216] = 0  # the upright of a last letter; the frame's lines are at 100 and 121
    for at in (250, 300):
        inside = entry(seen, (at, 111))
        assert inside is not None and abs(inside[0] - 200) <= 6 and abs(inside[2] - 209) <= 12
    seen[101:121, 216] = 0
    parted = entry(seen, (300, 111))
    assert parted is not None and parted[0] >= 216, "a wall that parts it"
