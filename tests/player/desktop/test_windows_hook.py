"""Hearing everything, once and in order, on Windows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from player.desktop.windows import api, open_windows
from player.desktop.windows.hook import WindowsHook, _Note
from player.types import Event
from tests.player.desktop.windows_lane import Target, click, middle, person, target, until


@pytest.fixture(scope="module")
def desktop() -> Iterator[Any]:
    opened = open_windows()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def window(desktop: Any) -> Iterator[Target]:
    with target("듣는 창", (0, 0, 900, 700)) as made:
        click(desktop, middle(desktop, made.window))
        until(lambda: api.GetForegroundWindow() == made.window)
        yield made


@pytest.fixture
def heard(desktop: Any, window: Target) -> Iterator[list[Event]]:
    """What a hook hears, moves left out."""
    events: list[Event] = []
    hook = WindowsHook()
    hook.start(lambda event: events.append(event) if event.kind != "move" else None)
    yield Heard(hook, events)
    hook.stop()


class Heard(list[Event]):
    """Events, with the hook that they come from."""

    def __init__(self, hook: WindowsHook, events: list[Event]) -> None:
        super().__init__()
        self.hook, self.events = hook, events


def keys_of(events: list[Event]) -> list[str]:
    return [event.key for event in events if event.kind == "key_down"]


def test_a_person_is_told_from_our_own_hands(desktop: Any, window: Target, heard: Heard) -> None:
    person("key", "a")
    until(lambda: len(heard.events) == 2)
    assert [event.injected for event in heard.events] == [False, False]
    assert not any(desktop.hands.sent(event) for event in heard.events)
    desktop.hands.key_down("b")
    desktop.hands.key_up("b")
    until(lambda: len(heard.events) == 4)
    assert [event.injected for event in heard.events[2:]] == [True, True]
    assert all(desktop.hands.sent(event) for event in heard.events[2:])


def test_a_key_names_the_window_that_was_in_front(window: Target, heard: Heard) -> None:
    person("keydown", "Shift_L", "key", "k", "keyup", "Shift_L")
    until(lambda: len(heard.events) == 4)
    assert [(e.kind, e.key, e.text, e.window) for e in heard.events] == [
        ("key_down", "Shift", "", window.window),
        ("key_down", "k", "K", window.window),
        ("key_up", "k", "", 0),
        ("key_up", "Shift", "", 0),
    ]


def test_keys_and_clicks_keep_their_order_and_none_is_lost(window: Target, heard: Heard) -> None:
    steps, expected = [], []
    for number in range(100):
        if number % 2:
            steps += ["key", "abcdefghij"[number // 2 % 10]]
            expected += ["abcdefghij"[number // 2 % 10]] * 2
        else:
            steps += ["mousemove", str(300 + number), str(330 + number), "click", "1"]
            expected += ["left"] * 2
        steps += ["sleep", "0.01"]
    person(*steps)
    until(lambda: len(heard.events) >= len(expected))
    assert [event.button or event.key for event in heard.events] == expected
    kinds = [event.kind.partition("_")[2] for event in heard.events]
    assert kinds == ["down", "up"] * 100
    times = [event.time for event in heard.events]
    assert times == sorted(times)


def test_wheel_and_further_buttons(window: Target, heard: Heard) -> None:
    person("mousemove", "400", "400", "click", "8", "click", "4", "click", "5", "click", "3")
    until(lambda: len(heard.events) >= 4)
    assert [(e.kind, e.wheel, e.button) for e in heard.events] == [
        ("wheel", (0, 1), None),
        ("wheel", (0, -1), None),
        ("button_down", (0, 0), "right"),
        ("button_up", (0, 0), "right"),
    ]
    person("key", "Escape")  # the menu that the right button opened
    until(lambda: keys_of(heard.events) == ["Esc"])


@pytest.mark.parametrize("which", [(0, 1), (0,), (1,)], ids=["both", "keyboard", "mouse"])
def test_a_hook_that_windows_dropped_is_set_anew(
    window: Target, heard: Heard, which: tuple[int, ...]
) -> None:
    hook = heard.hook
    for index in which:
        assert api.UnhookWindowsHookEx(hook._hooks[index])
    tried = 0

    def is_noticed() -> bool:
        nonlocal tried
        tried += 1
        if tried % 50 == 1:
            acts = ["key", "q"] if 0 in which else []
            if 1 in which:  # else the pointer rests: only keys tell that any are missed
                acts += ["mousemove", str(100 + tried % 600), "300"]
            person(*acts)
        return hook.renewed > 0

    until(is_noticed)
    person("key", "z", "click", "1")
    until(lambda: "z" in keys_of(heard.events) and heard.events[-1].kind == "button_up")
    # Once each, whether the one hook or the other had been dropped.
    after = [event.key or event.button for event in heard.events]
    assert after[after.index("z") :] == ["z", "z", "left", "left"]


def test_setting_anew_without_need_neither_loses_nor_doubles(window: Target, heard: Heard) -> None:
    hook = heard.hook
    letters = "abcdefghijklmnopqrstuvwxy" * 8
    steps: list[str] = []
    for letter in letters:
        steps += ["key", letter, "sleep", "0.01"]
    person(*steps)
    renewed = hook.renewed
    while len(heard.events) < 2 * len(letters):
        # The next beat finds that much has been missed.
        hook._heard -= 100_000
        before = len(heard.events)
        until(lambda before=before: len(heard.events) > before)
    assert "".join(keys_of(heard.events)) == letters
    assert len(heard.events) == 2 * len(letters)
    assert hook.renewed > renewed


def test_what_looks_missed_again_and_again_is_looked_after_ever_more_rarely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hook, ticks, sets = WindowsHook(), iter(range(1000, 10**9, 1000)), []
    monkeypatch.setattr("player.desktop.windows.hook._last_input", lambda: next(ticks))
    monkeypatch.setattr(hook, "_set", lambda: sets.append(1) or True)
    for _ in range(100):
        hook._beat()
    assert 4 <= len(sets) <= 9
    hook._note((), _Note(0.0, 0x200, (0, 0), 0, 0, 0))
    hook._heard = 0
    hook._beat()
    hook._beat()
    assert len(sets) <= 11 and hook._patience <= 3


def test_the_system_s_ticks_may_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    hook = WindowsHook()
    monkeypatch.setattr(hook, "_set", lambda: True)
    hook._pointer = (0, 0)
    monkeypatch.setattr("player.desktop.windows.hook._pointer", lambda: (0, 0))
    hook._heard = 0xFFFFFFF0
    monkeypatch.setattr("player.desktop.windows.hook._last_input", lambda: 0xFFFFFFF8)
    hook._beat()
    assert hook.renewed == 0
    monkeypatch.setattr("player.desktop.windows.hook._last_input", lambda: 300)
    hook._beat()
    assert hook.renewed == 1


def test_a_wheel_that_turns_finely_adds_up_to_notches() -> None:
    hook = WindowsHook()
    turns = [hook._notches(0x20A, (value & 0xFFFF) << 16) for value in (50, 50, 50, -150, -120)]
    assert turns == [(0, 0), (0, 0), (0, 1), (0, -1), (0, -1)]
    assert hook._notches(0x20E, 240 << 16) == (2, 0)


def test_a_key_that_nobody_knows_keeps_its_code() -> None:
    event = WindowsHook()._key_event(_Note(1.0, 0x100, (0, 0), 0xB7, 0, 0, 7, 0x04120412, 0))
    assert (event.key, event.text, event.code, event.window) == ("", "", 0xB7, 7)


def test_a_hook_stops_and_starts_once(window: Target) -> None:
    events: list[Event] = []
    hook = WindowsHook()
    hook.start(events.append)
    with pytest.raises(RuntimeError):
        hook.start(events.append)
    hook.stop()
    hook.stop()
    person("key", "x")
    other: list[Event] = []
    second = WindowsHook()
    second.start(other.append)
    person("key", "y")
    until(lambda: any(event.key == "y" for event in other))
    second.stop()
    assert not any(event.key for event in events)
