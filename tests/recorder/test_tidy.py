"""What two gestures come to together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from player.types import Frame, Window
from recorder.gestures import Gesture
from recorder.hangul import lone_key
from recorder.sights import Sight
from recorder.tidy import (
    Done,
    chosen_from_menu,
    field_written,
    may_be_focus,
    only_raised,
    same_wheel,
    wrote_at,
)
from scripts.model import Rect

EDITOR = Window(1, "편지", "editor", "", (100, 50, 400, 300), (102, 74, 396, 274))
OTHER = Window(2, "대장", "other", "", (300, 200, 400, 300), (302, 224, 396, 274))
DIALOG = Window(3, "질문", "editor", "", (150, 100, 200, 100), (152, 124, 196, 74))


def sight(
    *drawn: Rect, active: Window | None = EDITOR, windows: tuple[Window, ...] = (EDITOR, OTHER)
) -> Sight:
    """A grey screen with white rectangles."""
    pixels = np.full((600, 800, 3), 90, np.uint8)
    for x, y, width, height in drawn:
        pixels[y : y + height, x : x + width] = 250
    return Sight(Frame(1.0, pixels), windows, active)


def press(*keys: str, seen: Sight | None = None) -> Gesture[Sight]:
    return Gesture("press", 1.0, seen or sight(), keys=keys)


def text(what: str, seen: Sight | None = None) -> Gesture[Sight]:
    return Gesture("text", 2.0, seen or sight(), text=what)


def click(x: int, y: int, seen: Sight | None = None) -> Gesture[Sight]:
    return Gesture("click", 1.0, seen or sight(), (x, y))


MENU = (110, 90, 120, 160)
"""Where a menu drops down."""


@pytest.mark.parametrize(
    ("keys", "typed", "after", "chords"),
    [
        (("Alt", "f"), "s", sight(MENU), (("s",),)),
        (("Alt", "f"), "ㄴ", sight(MENU), (("s",),)),  # the input method writes Hangul
        (("Alt", "f"), "s", sight(), ()),  # a field got the focus
        (("Alt", "f"), "s", sight((110, 90, 120, 6)), ()),
        (("Alt", "f"), "홍", sight(MENU), ()),
        (("Alt", "f"), "save", sight(MENU), ()),
        (("Alt",), "fs", sight(), (("f",), ("s",))),
        (("Alt",), "ㄹㄴ", sight(), (("f",), ("s",))),
        (("F10",), "f", sight(), (("f",),)),
        (("Alt", "F4"), "n", sight(MENU), ()),
        (("Ctrl", "f"), "s", sight(MENU), ()),
        (("Alt", "f"), "s", sight(MENU, active=DIALOG), ()),  # it opened a dialog
        (("Alt",), "  ", sight(), ()),
    ],
)
def test_letters_in_a_menu_are_keys_and_elsewhere_text(
    keys: tuple[str, ...], typed: str, after: Sight, chords: tuple[tuple[str, ...], ...]
) -> None:
    done = Done(press(*keys), EDITOR)
    assert chosen_from_menu(done, text(typed, after), 1.0) == chords


def test_a_secret_is_never_a_key() -> None:
    hidden = replace(text("fs"), secret=True)
    assert chosen_from_menu(Done(press("Alt"), EDITOR), hidden, 1.0) == ()


def test_the_keys_of_single_letters_of_hangul() -> None:
    assert [lone_key(sign) for sign in "ㄴㅏㅃㅘㄳ가s"] == ["s", "k", "q", "", "", "", ""]


def test_switching_windows_by_keys_is_no_step() -> None:
    now = sight(active=OTHER)
    assert only_raised(Done(press("Alt", "Tab"), EDITOR), now)
    assert not only_raised(Done(press("Alt", "F4"), EDITOR), now)
    assert not only_raised(Done(press("Tab"), EDITOR), now)


def test_windows_that_would_be_taken_for_each_other_are_switched_by_a_step() -> None:
    one = replace(EDITOR, title="가.txt - Editor")
    other = replace(OTHER, title="나.txt - Editor", program="editor")
    before = sight(active=one, windows=(one, other))
    now = sight(active=other, windows=(other, one))
    assert not only_raised(Done(press("Alt", "Tab", seen=before), one), now)
    assert not only_raised(Done(click(500, 210, seen=before), other), now)


def raised(at: tuple[int, int], window: Window | None, now: Sight, **seen: object) -> bool:
    return only_raised(Done(click(*at, seen=sight(**seen)), window), now)  # type: ignore[arg-type]


def test_a_click_that_only_raised_a_window_is_no_step() -> None:
    now = sight(active=OTHER, windows=(OTHER, EDITOR))
    title_bar = (500, 210)
    assert raised(title_bar, OTHER, now)
    assert not raised((500, 300), OTHER, now)  # inside, where it also does something
    moved = replace(OTHER, rect=(310, 200, 400, 300))
    assert not raised(title_bar, OTHER, sight(active=moved, windows=(moved, EDITOR)))
    assert not raised(title_bar, OTHER, sight(active=EDITOR))
    assert not raised(title_bar, OTHER, now, active=OTHER)  # it was in front before


def test_a_click_in_a_panel_counts_only_if_it_opened_something() -> None:
    panel = Window(9, "panel", "panel", "", (0, 570, 800, 30), (0, 570, 800, 30))
    there = (EDITOR, OTHER, panel)
    assert raised((20, 580), panel, sight(active=OTHER, windows=there), windows=there)
    assert raised((20, 580), None, sight(active=OTHER, windows=there), windows=there)
    opened = Window(7, "새 창", "new", "", (0, 0, 90, 90), (0, 0, 90, 90))
    now = sight(active=opened, windows=(opened, *there))
    assert not raised((20, 580), panel, now, windows=there)


def test_closing_a_window_behind_is_a_step() -> None:
    third = replace(DIALOG, id=4)
    there = (EDITOR, OTHER, third)
    gone = sight(active=OTHER, windows=(OTHER, EDITOR))
    assert not raised((160, 105), third, gone, windows=there)


def wheel(right: int, up: int, x: int = 200) -> Gesture[Sight]:
    return Gesture("wheel", 1.0, sight(), (x, 200), wheel=(right, up))


def test_turns_of_the_wheel_that_go_on_are_one() -> None:
    down = Done(wheel(0, -3), EDITOR)
    assert same_wheel(down, wheel(0, -1), EDITOR)
    assert not same_wheel(down, wheel(0, 2), EDITOR)
    assert not same_wheel(down, wheel(-2, 0), EDITOR)
    assert not same_wheel(down, wheel(0, -1, x=300), EDITOR)
    assert not same_wheel(down, wheel(0, -1), OTHER)


def test_a_click_may_be_the_focus_of_the_text_that_follows_it() -> None:
    done = Done(click(200, 200), EDITOR)
    assert may_be_focus(done, text("홍길동"))
    assert not may_be_focus(done, text("홍길동", sight(active=DIALOG)))
    assert not may_be_focus(Done(replace(click(200, 200), count=2), EDITOR), text("홍길동"))
    assert not may_be_focus(Done(press("Tab"), EDITOR), text("홍길동"))


def test_text_that_appears_where_was_clicked_went_there() -> None:
    before = sight()
    assert wrote_at((200, 200), before, sight((202, 194, 20, 12)), 1.0)
    assert not wrote_at((200, 200), before, sight((202, 192, 2, 16)), 1.0)  # the caret
    assert not wrote_at((200, 200), before, sight((202, 260, 20, 12)), 1.0)


def test_the_field_that_was_written_is_the_one_place_that_changed() -> None:
    before = sight()
    found = field_written(before, sight((202, 194, 40, 12)), EDITOR, 1.0)
    assert found is not None
    assert abs(found[0] - 222) <= 2
    assert abs(found[1] - 200) <= 2
    twice = sight((202, 194, 40, 12), (202, 300, 40, 12))
    assert field_written(before, twice, EDITOR, 1.0) is None
    assert field_written(before, before, EDITOR, 1.0) is None
