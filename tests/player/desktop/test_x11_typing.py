"""Typing on X11: exact in real programs, and nothing left behind whatever happens."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import Any

import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from player.desktop.x11 import open_x11, typer
from player.desktop.x11.keymap import Keymap
from scripts.errors import DesktopProblem, StepFailed, Stopped
from tests.bench.fields import (
    Field,
    chromium,
    chromium_field,
    gtk_field,
    has_gtk,
    has_qt,
    qt_field,
    settled_text,
)
from tests.bench.typing import strings
from tests.player.desktop.conftest import set_layout, until

pytestmark = pytest.mark.desktop
MakeField = Callable[[], AbstractContextManager[Field]]

needs_qt = pytest.mark.skipif(
    not has_qt(), reason="PySide6 is missing: bash run.sh test installs it"
)
needs_gtk = pytest.mark.skipif(
    not has_gtk(), reason="gir1.2-gtk-3.0 is missing: bash run.sh test installs it"
)
needs_chromium = pytest.mark.skipif(
    chromium() is None, reason="chromium is missing: bash run.sh test installs it"
)


def rows() -> list[list[int]]:
    with closing(Display()) as display:
        return Keymap.read(display).rows


def keys_down() -> list[int]:
    with closing(Display()) as display:
        state = display.query_keymap()
        return [code for code in range(256) if state[code // 8] >> code % 8 & 1]


def capslock(display: Display) -> bool:
    return bool(display.screen().root.query_pointer().mask & X.LockMask)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(qt_field, marks=needs_qt),
        pytest.param(gtk_field, marks=needs_gtk),
        pytest.param(chromium_field, marks=[needs_chromium, pytest.mark.slow]),
    ],
)
@pytest.mark.parametrize("layout", [("us", ""), ("kr", "kr104")])
def test_every_text_arrives_exactly(desktop: Any, make: MakeField, layout: tuple[str, str]) -> None:
    set_layout(*layout)
    try:
        with make() as field:
            for text in strings(20, seed=11):
                field.clear()
                desktop.hands.type_text(text)
                assert settled_text(field, text) == text
    finally:
        set_layout("us")


@needs_qt
def test_capslock_does_not_matter_and_stays_on(desktop: Any) -> None:
    text = "Hello, 안녕 WORLD éÉ ß"
    display = Display()
    with qt_field() as field:
        desktop.hands.key_down("CapsLock")
        desktop.hands.key_up("CapsLock")
        try:
            assert until(lambda: capslock(display))
            desktop.hands.type_text(text)
            assert settled_text(field, text) == text
            assert capslock(display)
        finally:
            desktop.hands.key_down("CapsLock")
            desktop.hands.key_up("CapsLock")
            until(lambda: not capslock(display))
            display.close()


@needs_qt
def test_another_layout_between_two_texts_does_not_matter(desktop: Any) -> None:
    with qt_field() as field:
        desktop.hands.type_text("가각간")
        set_layout("kr", "kr104")
        desktop.hands.type_text("가나다@")
        set_layout("de")
        desktop.hands.type_text("zy가@")
        set_layout("us")
        assert settled_text(field, "가각간가나다@zy가@") == "가각간가나다@zy가@"


def test_a_modifier_in_a_persons_hand_is_waited_for(
    desktop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typer, "_MODIFIER_LIMIT", 0.1)
    person = Display()
    shift = person.keysym_to_keycode(0xFFE1)
    xtest.fake_input(person, X.KeyPress, shift)
    person.sync()
    try:
        with pytest.raises(StepFailed) as caught:
            desktop.hands.type_text("가")
        assert caught.value.why == "timed_out"
    finally:
        xtest.fake_input(person, X.KeyRelease, shift)
        person.sync()
        person.close()


@pytest.mark.parametrize("text", ["가\x00", "\x1b", "\ud800"])
def test_what_no_key_can_write_is_refused(desktop: Any, text: str) -> None:
    with pytest.raises(StepFailed) as caught:
        desktop.hands.type_text(text)
    assert caught.value.why == "not_supported"


@needs_qt
@pytest.mark.parametrize("calls", [1, 2, 3, 5, 8])
def test_a_stop_in_the_middle_leaves_no_trace(desktop: Any, calls: int) -> None:
    before = rows()
    left = calls

    def check() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Stopped

    with qt_field() as field:
        with pytest.raises(Stopped):
            desktop.hands.type_text("홍길동 ABC 가나다라마바사아자차카타파하 XYZ" * 40, check)
        assert keys_down() == []
        desktop.hands.release_all()
        desktop.hands.release_all()
        assert rows() == before
        seen = field.text()
        assert ("홍길동 ABC 가나다라마바사아자차카타파하 XYZ" * 40).startswith(seen)


def test_held_keys_and_buttons_are_released(desktop: Any) -> None:
    before = rows()
    with closing(Display()) as display:
        desktop.hands.key_down("Ctrl")
        desktop.hands.key_down("F23")
        desktop.hands.button_down("left")
        assert len(keys_down()) == 2
        assert display.screen().root.query_pointer().mask & X.Button1Mask
        desktop.hands.release_all()
        assert keys_down() == []
        assert not display.screen().root.query_pointer().mask & X.Button1Mask
    assert rows() == before


KILLED = """
import os, signal, sys
from player.desktop.x11 import open_x11
hands = open_x11().hands
hands.type_text("홍길동")
hands.key_down("Shift")
hands.key_down("a")
hands.button_down("right")
print("ready", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_next_start_puts_right_what_a_killed_one_left(display: str) -> None:
    set_layout("us")
    before = rows()
    process = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True)
    assert process.stdout == "ready\n"
    assert rows() != before
    assert len(keys_down()) == 2
    open_x11().close()
    assert rows() == before
    assert keys_down() == []
    with closing(Display()) as screen:
        assert not screen.screen().root.query_pointer().mask & X.Button3Mask


def test_two_at_once_do_not_spoil_each_others_keys(desktop: Any) -> None:
    desktop.hands.type_text("가")
    other = open_x11()
    try:
        with pytest.raises(DesktopProblem):
            other.hands.type_text("나")
        desktop.hands.release_all()
        other.hands.type_text("나")
    finally:
        other.close()


def test_a_key_that_does_not_exist_is_a_sentence(desktop: Any) -> None:
    with pytest.raises(DesktopProblem):
        desktop.hands.key_down("Fn")
