"""Keys and clicks go to the window that they are meant for, or nowhere."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.desktop import open_desktop
from player.desktop.base import Desktop
from player.types import Window
from scripts.errors import StepFailed
from tests.bench.fields import Field, gtk_field, has_gtk, qt_field
from tests.bench.focus import once, script
from tests.clerk import until, xdotool

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.usefixtures("display"),
    pytest.mark.skipif(not has_gtk(), reason="apt install python3-gi gir1.2-gtk-3.0"),
]


@pytest.fixture
def fields(display: str) -> Iterator[tuple[Field, Field]]:
    """A field of ours in front, and one of another program."""
    with gtk_field() as foreign, qt_field() as mine:
        yield mine, foreign


@pytest.fixture
def desktop(display: str) -> Iterator[Desktop]:
    opened = open_desktop()
    with contextlib.closing(opened):
        yield opened


def named(desktop: Desktop, title: str) -> Window:
    return until(lambda: next((w for w in desktop.windows.list() if w.title == title), None), title)


@pytest.mark.slow
def test_no_letter_of_a_list_gets_into_a_window_that_takes_the_focus(
    tmp_path: Path, fields: tuple[Field, Field]
) -> None:
    found = once(script(tmp_path), tmp_path, *fields, random.Random(2))
    assert found["came"] > 0
    assert (found["strayed"], found["lost"]) == (0, 0)
    assert found["whole"] + found["failed"] == 6


def test_keys_for_a_window_that_has_not_the_focus_are_not_sent(
    fields: tuple[Field, Field], desktop: Desktop
) -> None:
    mine, foreign = fields
    ours, other = named(desktop, "Qt field"), named(desktop, "GTK field")
    desktop.windows.focus(other)
    desktop.hands.aim(ours)
    for send in (lambda: desktop.hands.key_down("a"), lambda: desktop.hands.type_text("가나")):
        with pytest.raises(StepFailed) as caught:
            send()
        assert (caught.value.why, caught.value.typed) == ("wrong_window", 0)
    desktop.hands.aim(other)
    desktop.hands.type_text("다라")
    until(lambda: foreign.text() == "다라", "the text in the window that was meant")
    assert mine.text() == ""


def test_a_button_is_not_pressed_on_a_window_that_lies_over_the_one_that_is_meant(
    fields: tuple[Field, Field], desktop: Desktop
) -> None:
    ours, other = named(desktop, "Qt field"), named(desktop, "GTK field")
    xdotool("windowmove", "--sync", ours.id, 100, 100)
    xdotool("windowmove", "--sync", other.id, 120, 120)
    desktop.windows.focus(other)
    place = until(lambda: named(desktop, "GTK field"), "its place").client
    point = (place[0] + 20, place[1] + 20)
    until(lambda: (there := desktop.windows.at(point)) is not None and there.id == other.id, "over")
    desktop.hands.move(point)
    desktop.hands.aim(ours)
    with pytest.raises(StepFailed, match="GTK field"):
        desktop.hands.button_down("left")
    desktop.hands.aim(other)
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")


def test_a_press_goes_where_it_was_meant_though_a_hand_has_moved_the_mouse_since(
    fields: tuple[Field, Field], desktop: Desktop
) -> None:
    mine, _ = fields
    ours = named(desktop, "Qt field")
    desktop.windows.focus(ours)
    left, top, width, height = named(desktop, "Qt field").client
    meant = (left + width // 2, top + height // 2)
    desktop.hands.aim(ours)
    desktop.hands.move(meant)
    xdotool("mousemove", "--sync", meant[0] - width, meant[1] + 3 * height)
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")
    assert [f"X={meant[0]}", f"Y={meant[1]}"] == xdotool("getmouselocation", "--shell").split()[:2]
    desktop.hands.type_text("가나")
    until(lambda: mine.text() == "가나", "the text in the field that was pressed")
