"""Fields that are greyed out, and those that only have the focus."""

from __future__ import annotations

import numpy as np
import pytest

from player.vision.field import Grey
from player.vision.ground import can_be_filled_in

AT = (200, 60)


def form(
    inside: int = 255, page: int = 245, frame: int = 200, thick: int = 1, down: int = 0
) -> Grey:
    """A field on a page; its frame is ``thick`` pixels, and it lies ``down`` pixels lower."""
    levels = np.full((140, 400), page, np.uint8)
    levels[45 - thick + down : 75 + thick + down, 100 - thick : 300 + thick] = frame
    levels[45 + down : 75 + down, 100:300] = inside
    return levels


@pytest.mark.parametrize(
    ("now", "usable"),
    [
        (form(), True),
        (form(inside=250), False),
        (form(inside=235, frame=235), False),
        (form(frame=90, thick=2), True),  # the focus
        (form(inside=238, frame=90, thick=2), None),  # the focus with a ground of its own
        (form(inside=30, page=50, frame=20), None),  # a dark theme
    ],
)
def test_a_field_on_its_page(now: Grey, usable: bool | None) -> None:
    assert can_be_filled_in(form(), AT, now, AT) is usable


def test_a_dark_theme_whose_field_has_the_pages_ground() -> None:
    light = form(inside=255, page=235)
    assert can_be_filled_in(light, AT, form(inside=38, page=38, frame=18), AT) is False
    assert can_be_filled_in(light, AT, form(inside=18, page=38, frame=90), AT) is None


def test_a_field_without_a_frame_that_pales() -> None:
    then = form(inside=239, page=255, frame=239)
    assert can_be_filled_in(then, AT, then, AT) is True
    assert can_be_filled_in(then, AT, form(inside=247, page=255, frame=247), AT) is False


def test_in_another_theme_too_a_field_keeps_its_ground_and_its_frame() -> None:
    then = form(inside=239, page=255, frame=239)
    assert can_be_filled_in(then, AT, form(inside=35, page=41, frame=35), AT) is False
    assert can_be_filled_in(then, AT, form(inside=29, page=41, frame=29), AT) is None
    assert can_be_filled_in(then, AT, form(inside=35, page=41, frame=90), AT) is None


def test_a_field_of_the_pages_own_ground_may_be_lighter_than_a_dark_page() -> None:
    """Browsers draw their own fields so, and other pages greyed-out ones."""
    flush = form(inside=255, page=255)
    for inside in (57, 36, 23):
        assert can_be_filled_in(flush, AT, form(inside=inside, page=36, frame=76), AT) is None


def test_what_else_is_greyed_out_tells_which_it_is() -> None:
    flush, dark = form(inside=255, page=255), form(inside=57, page=36, frame=76)
    assert can_be_filled_in(flush, AT, dark, AT, is_one_greyed=lambda: True) is False
    same = form(inside=36, page=36, frame=76)
    assert can_be_filled_in(flush, AT, same, AT, is_one_greyed=lambda: True) is None


def test_its_box_may_be_known() -> None:
    """Where the picture found nothing, a label has told the box."""
    wide = np.hstack([form(inside=250), form(inside=255)])
    assert can_be_filled_in(form(), AT, wide, AT, (100, 45, 200, 30)) is False
    assert can_be_filled_in(form(), AT, wide, (600, 60), (500, 45, 200, 30)) is True


def test_it_may_have_moved() -> None:
    assert can_be_filled_in(form(), AT, form(down=20), (AT[0], AT[1] + 20)) is True
    assert can_be_filled_in(form(), AT, form(inside=250, down=20), (AT[0], AT[1] + 20)) is False


def test_what_is_no_field_is_not_judged() -> None:
    plain = np.full((140, 400), 245, np.uint8)
    assert can_be_filled_in(plain, AT, form(), AT) is None
