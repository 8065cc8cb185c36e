"""A place as it looks while the pointer is not on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from player.types import Frame, Window
from recorder.hover import unhovered
from recorder.sights import Sight
from scripts.model import Point, Rect

FORM = Window(1, "등록", "form", "", (20, 20, 700, 500), (20, 40, 700, 480))
BUTTON = (200, 200, 90, 30)
AT = (240, 215)
AWAY = (500, 400)


def look(
    time: float, pointer: Point, *drawn: tuple[Rect, int], windows: tuple[Window, ...] = (FORM,)
) -> Sight:
    """A form whose button is drawn over what else is."""
    pixels = np.full((600, 800, 3), 200, np.uint8)
    for (x, y, width, height), grey in ((BUTTON, 180), *drawn):
        pixels[y : y + height, x : x + width] = grey
    return Sight(Frame(time, pixels), windows, FORM, time, pointer)


LIT = (BUTTON, 186)


def pressed(now: Sight, *earlier: Sight) -> Sight:
    """What is kept of a press, with the looks before it, newest first."""
    return unhovered(replace(now, earlier=earlier), AT)


def shows(sight: Sight, grey: int) -> bool:
    return bool((sight.frame.pixels[200:230, 200:290] == grey).all())


def test_a_button_that_lit_up_is_kept_as_it_was() -> None:
    kept = pressed(look(2, AT, LIT), look(1, AWAY))
    assert shows(kept, 180)
    assert kept.earlier == ()
    assert (kept.frame.time, kept.windows, kept.active) == (2, (FORM,), FORM)


def test_looks_in_which_it_was_lighting_up_are_passed_over() -> None:
    half = look(1.5, (210, 205), (BUTTON, 183))
    assert shows(pressed(look(2, AT, LIT), half, look(1, AWAY)), 180)


def test_a_pointer_that_is_heard_of_late_is_looked_for_further_back() -> None:
    """By what was heard it was away, by what is seen it was there."""
    assert shows(pressed(look(2, AT, LIT), look(1.9, AWAY, LIT), look(1, AWAY)), 180)


def test_what_changed_elsewhere_meanwhile_is_as_it_is_now() -> None:
    news = ((400, 190, 60, 20), 90)
    kept = pressed(look(2, AT, LIT, news), look(1, AWAY))
    assert shows(kept, 180)
    assert (kept.frame.pixels[190:210, 400:460] == 90).all()


def test_a_row_that_lit_up_as_wide_as_its_window() -> None:
    row = ((21, 195, 698, 40), 215)
    kept = pressed(look(2, AT, row, LIT), look(1, AWAY))
    assert (kept.frame.pixels[195:235, 21:199] == 200).all()


def test_a_page_that_came_meanwhile_is_no_pointers_doing() -> None:
    page = ((100, 100, 400, 300), 120)
    now = look(2, AT, page, LIT)
    assert pressed(now, look(1, AWAY)).frame is now.frame


def test_where_windows_changed_nothing_is_known() -> None:
    other = Window(2, "질문", "form", "", (150, 150, 300, 200), (150, 170, 300, 180))
    now = look(2, AT, LIT, windows=(other, FORM))
    assert pressed(now, look(1, AWAY)).frame is now.frame


def test_a_place_that_shows_no_pointer_is_kept_without_a_copy() -> None:
    now = look(2, AT)
    assert pressed(now, look(1, AWAY)).frame is now.frame
    assert pressed(now).frame is now.frame


def test_a_look_of_the_same_moment_says_nothing_without_the_pointer_elsewhere() -> None:
    now = look(2, AT, LIT)
    assert shows(pressed(now, look(1.8, AT, LIT), look(1, AWAY)), 180)


def test_what_was_there_before_the_pointer_came_is_kept() -> None:
    """A page that came by a key: its link is clicked at once, where a field was before."""
    link = look(2, AT, LIT)
    came = replace(link, came=2.3, until=2.4)
    assert shows(pressed(came, look(1, AWAY)), 186)
    assert shows(pressed(replace(link, came=1.5), look(1, AWAY)), 180)
