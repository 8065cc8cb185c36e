"""The hook on X11: everything, in order, by its right name."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from player.types import Event
from tests.bench.hook import as_doings, listen
from tests.player.desktop.conftest import set_layout

pytestmark = pytest.mark.desktop


def heard(desktop: Any, *commands: str, then: Any = None) -> list[Event]:
    """What the hook hears while a person (xdotool) does something."""
    events: list[Event] = []
    hook = desktop.hook()
    hook.start(events.append)
    try:
        for command in commands:
            subprocess.run(["xdotool", *command.split()], check=True)
        if then:
            then()
    finally:
        hook.stop()
    return events


def pressed(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.key, event.text) for event in events if event.kind == "key_down"]


@pytest.mark.slow
def test_nothing_is_lost_or_out_of_order(desktop: Any) -> None:
    done, events = listen(50, 500, 200)
    assert list(as_doings(events)) == done
    times = [event.time for event in events]
    assert times == sorted(times)


def test_keys_have_their_names_and_characters(desktop: Any) -> None:
    events = heard(desktop, "key a A 1 exclam semicolon space Return ctrl+s KP_Add F5 Prior")
    assert pressed(events) == [
        ("a", "a"), ("Shift", ""), ("a", "A"), ("1", "1"), ("Shift", ""), ("1", "!"),
        (";", ";"), ("Space", " "), ("Enter", ""), ("Ctrl", ""), ("s", ""),
        ("NumAdd", "+"), ("F5", ""), ("PageUp", ""),
    ]  # fmt: skip
    assert {event.key for event in events if event.kind == "key_up"} == {
        "a", "Shift", "1", ";", "Space", "Enter", "Ctrl", "s", "NumAdd", "F5", "PageUp",
    }  # fmt: skip


def test_the_korean_keys(desktop: Any, korean_layout: None) -> None:
    assert pressed(heard(desktop, "key Hangul Hangul_Hanja k")) == [
        ("Hangul", ""), ("Hanja", ""), ("k", "k"),
    ]  # fmt: skip


def test_capslock_and_numlock_count(desktop: Any) -> None:
    events = heard(desktop, "key Caps_Lock", "key a", "key shift+a", "key 1", "key Caps_Lock")
    assert pressed(events) == [
        ("CapsLock", ""), ("a", "A"), ("Shift", ""), ("a", "a"), ("1", "1"), ("CapsLock", ""),
    ]  # fmt: skip
    with_numlock = pressed(heard(desktop, "key Num_Lock", "key 79", "key Num_Lock", "key 79"))
    assert with_numlock == [("NumLock", ""), ("Num7", "7"), ("NumLock", ""), ("Home", "")]


def test_text_that_a_program_types_is_read_with_the_map_of_its_moment(desktop: Any) -> None:
    events = heard(desktop, "type 홍길동이다값없는")
    assert "".join(text for _, text in pressed(events)) == "홍길동이다값없는"


def test_another_layout_is_followed(desktop: Any) -> None:
    try:
        events = heard(desktop, "key 52", then=lambda: (set_layout("de"), heard_key("52")))
        assert pressed(events) == [("z", "z"), ("y", "y")]
    finally:
        set_layout("us")


def heard_key(code: str) -> None:
    subprocess.run(["xdotool", "key", *code.split()], check=True)


def test_mouse_and_wheel(desktop: Any) -> None:
    events = heard(desktop, "mousemove 300 200 click 1 click 3 click 4 click 5 click 7 click 8")
    assert [(e.kind, e.at, e.button, e.wheel) for e in events] == [
        ("move", (300, 200), None, (0, 0)),
        ("button_down", (300, 200), "left", (0, 0)),
        ("button_up", (300, 200), "left", (0, 0)),
        ("button_down", (300, 200), "right", (0, 0)),
        ("button_up", (300, 200), "right", (0, 0)),
        ("wheel", (300, 200), None, (0, 1)),
        ("wheel", (300, 200), None, (0, -1)),
        ("wheel", (300, 200), None, (1, 0)),
    ]


def test_a_held_key_repeats(desktop: Any) -> None:
    events = heard(desktop, "keydown b sleep 0.9 keyup b")
    kinds = [event.kind for event in events]
    assert len(kinds) > 2
    assert kinds == ["key_down"] * (len(kinds) - 1) + ["key_up"]
    assert events[1].time - events[0].time > 0.3


def test_our_own_doing_is_told_from_a_persons(desktop: Any) -> None:
    hands = desktop.hands

    def ours() -> None:
        hands.move((40, 50))
        hands.button_down("middle")
        hands.button_up("middle")
        hands.wheel((0, -2))
        hands.key_down("Shift")
        hands.key_down("a")
        hands.key_up("a")
        hands.key_up("Shift")
        hands.type_text("가a")

    theirs = heard(desktop, "mousemove 300 200 click 1 key a click 4")
    assert not any(hands.sent(event) for event in theirs)
    events = heard(desktop, then=ours)
    assert len(events) >= 13
    assert all(hands.sent(event) for event in events)
    assert not any(hands.sent(event) for event in events), "each is told once"


def test_stopping_leaves_no_thread_and_no_file(desktop: Any) -> None:
    def count() -> tuple[int, int]:
        return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))

    heard(desktop)
    before = count()
    for _ in range(3):
        heard(desktop)
    assert count() == before
    desktop.hook().stop()


def test_a_letter_key_has_a_place_and_a_dead_key_its_accent(desktop: Any) -> None:
    try:
        events = heard(desktop, "key 29", then=lambda: (set_layout("de"), heard_key("29 21 26")))
        told = [(e.key, e.text, e.letter) for e in events if e.kind == "key_down"]
        assert told == [
            ("y", "y", "y"), ("z", "z", "y"), ("", "\u0301", ""), ("e", "e", "e"),
        ]  # fmt: skip
    finally:
        set_layout("us")
