"""A spreadsheet's cells are known by the names that its headings give them."""

from __future__ import annotations

import pytest

from player.locate import Look, Pictures, locate
from player.sheets import cell_at, cell_named, in_sheet
from player.types import Frame, Match, Refusal
from recorder.anchors import choose
from scripts.model import Point, Rect, Target, TextAnchor
from tests.drawn import DARK, Drawing

LEFT, TOP, HIGH = 40, 60, 20
SELECTED = "#3584e4"


def sheet(
    scale: float = 1.0,
    dark: bool = False,
    first: int = 1,
    columns: str = "ABCDEFGH",
    wide: int = 90,
    hidden: int = 0,
    data: str = "Kim",
) -> Drawing:
    """A sheet from its row ``first`` on, without the row ``hidden``; every cell is ``wide``."""
    page = Drawing((900, 480), scale, {**DARK, "line": "#606060"} if dark else dict(LIGHT))
    page.button("tools", (0, 0, 899, 30), "File   Edit   View   Insert   Format")
    rows = [number for number in range(first, first + 20) if number != hidden]
    for index, letter in enumerate(columns):
        x = LEFT + index * wide
        page.button(letter, (x, TOP, wide + 1, HIGH + 1), "")
        page.text((x + wide // 2 - 4, TOP + 3), letter)
    for index, number in enumerate(rows):
        y = TOP + HIGH * (index + 1)
        page.button(str(number), (0, y, LEFT + 1, HIGH + 1), "")
        page.text((LEFT // 2 - 4 * len(str(number)), y + 3), str(number))
        for column, letter in enumerate(columns):
            page.button(f"{letter}{number}", (LEFT + column * wide, y, wide + 1, HIGH + 1), "")
    page.text((LEFT + 4, TOP + HIGH + 3), data)
    return page


LIGHT = {"back": "#f5f5f5", "paper": "#ffffff", "ink": "#202020", "line": "#b0b0b0"}


def middle(rect: Rect) -> Point:
    return rect[0] + rect[2] // 2, rect[1] + rect[3] // 2


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("dark", [False, True])
def test_a_cell_is_named_and_found_again(scale: float, dark: bool) -> None:
    page = sheet(scale, dark)
    for name in ("A1", "B2", "H9", "G17"):
        there = page.centre(name)
        cell = cell_at(page.pixels(), there, scale)
        assert cell is not None and cell.name == name
        found = cell_named(page.pixels(), name, scale)
        assert found is not None
        assert middle(found.rect) == pytest.approx(there, abs=3 * scale)


def test_a_cell_is_where_its_headings_are_however_far_one_has_scrolled() -> None:
    page = sheet(first=41, columns="CDEFGHI")
    found = cell_named(page.pixels(), "D50", 1.0)
    assert found is not None and middle(found.rect) == pytest.approx(page.centre("D50"), abs=3)
    assert cell_named(page.pixels(), "D2", 1.0) is None
    assert cell_named(page.pixels(), "A50", 1.0) is None


def test_rows_behind_a_hidden_one_keep_their_numbers() -> None:
    page = sheet(hidden=5)
    for name in ("C4", "C6", "C12"):
        found = cell_named(page.pixels(), name, 1.0)
        assert found is not None and middle(found.rect) == pytest.approx(page.centre(name), abs=3)
    assert cell_named(page.pixels(), "C5", 1.0) is None


def test_what_is_beside_the_cells_is_none() -> None:
    page = sheet()
    pixels = page.pixels()
    assert cell_at(pixels, page.centre("C"), 1.0) is None
    assert cell_at(pixels, page.centre("4"), 1.0) is None
    assert cell_at(pixels, page.centre("tools"), 1.0) is None
    assert in_sheet(pixels, page.centre("B2"), 1.0)
    assert not in_sheet(pixels, page.centre("tools"), 1.0)


def test_a_table_with_headings_of_words_is_no_sheet() -> None:
    page = Drawing(colours=dict(LIGHT))
    for column, heading in enumerate(("Name", "Phone", "Date", "Street", "Town")):
        page.button(heading, (40 + column * 120, 60, 121, 21), heading)
        for row in range(8):
            page.button(f"{heading}{row}", (40 + column * 120, 80 + 20 * row, 121, 21), f"{row}1")
    assert cell_at(page.pixels(), page.centre("Phone3"), 1.0) is None
    assert not in_sheet(page.pixels(), page.centre("Phone3"), 1.0)


def recorded(page: Drawing, point: Point) -> tuple[TextAnchor, ...]:
    look = Look(Frame(0.0, page.pixels(), scale=page.scale))
    return choose(point, look, None, look.frame.rect, None).more


def test_who_clicks_a_cell_means_it_and_finds_it_in_a_sheet_with_other_data() -> None:
    page = sheet()
    x, y = page.centre("B2")
    [anchor] = recorded(page, (x - 30, y + 4))
    assert (anchor.text, anchor.then) == ("B2", "cell")
    now = sheet(1.5, dark=True, wide=70, data="Jang")
    target = Target("it", None, (anchor,))
    match = locate(target, Pictures({}), Look(Frame(0.0, now.pixels(), scale=1.5)))
    assert isinstance(match, Match)
    assert match.point == pytest.approx(now.centre("B2"), abs=4)
    gone = sheet(first=30)
    refused = locate(target, Pictures({}), Look(Frame(0.0, gone.pixels())))
    assert isinstance(refused, Refusal) and refused.why == "not_found" and "B2" in refused.detail


def test_a_button_in_a_cell_is_not_the_cell() -> None:
    page = sheet()
    x, y = page.centre("C3")
    at = (x + 34, y)
    page.button("arrow", (at[0] - 8, at[1] - 8, 16, 16), "")
    page.line((at[0] - 3, at[1] - 2, at[0], at[1] + 2))
    page.line((at[0], at[1] + 2, at[0] + 3, at[1] - 2))
    assert not any(one.then == "cell" for one in recorded(page, at))
    assert [one.text for one in recorded(page, (x - 20, y))] == ["C3"]
