"""What is the same thing wherever it is clicked: a field, or what is empty in an area for text."""

from __future__ import annotations

import pytest

from player.look import inside
from player.vision.field import grey
from player.vision.room import room, text_area
from tests.drawn import Drawing

AREA = (60, 80, 600, 400)
NAMES = ("Kim Minji", "Lee Dami", "Park Bora", "Choi Garam")


def memo(lines: tuple[str, ...] = NAMES, apart: int = 18) -> Drawing:
    """A window with a button and an area for text, whose lines stand at its top."""
    page = Drawing((720, 560))
    page.button("Save", (60, 20, 96, 28), "Save")
    page.button("text", AREA, "")
    for number, line in enumerate(lines):
        page.text((70, 90 + apart * number), line)
    return page


def test_what_is_empty_below_a_text_is_one_room() -> None:
    found = room(grey(memo().pixels()), (360, 300))
    assert found is not None
    x, y, width, height = found
    assert 60 <= x <= 64 and 652 <= x + width <= 660
    assert 150 <= y <= 165 and 474 <= y + height <= 480
    assert inside((100, 400), found)
    assert not inside((100, 95), found) and not inside((100, 30), found)


@pytest.mark.parametrize("at", [(400, 114), (400, 132), (70, 97)])
def test_beside_a_line_of_text_is_maybe_a_row_and_no_room(at: tuple[int, int]) -> None:
    assert room(grey(memo().pixels()), at) is None


def test_between_the_rows_of_a_list_is_none_either() -> None:
    assert room(grey(memo(apart=56).pixels()), (400, 130)) is None


def test_a_field_is_a_room() -> None:
    page = Drawing((720, 200))
    page.field("name", (160, 60, 240, 26), "Full name", "Kim")
    levels = grey(page.pixels())
    field = room(levels, (250, 72))
    assert field is not None and inside((390, 72), field)
    assert room(levels, (600, 20)) != field
    assert room(levels, (900, 20)) is None


def test_an_area_in_which_more_than_letters_stands_is_none_for_text() -> None:
    page = memo()
    found = text_area(grey(page.pixels()), (360, 300))
    assert found is not None and found[3] > 380
    page.button("more", (400, 100, 90, 26), "More")
    assert text_area(grey(page.pixels()), (360, 300)) is None
