"""Chords that reach us whatever program is in front, on X11."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

import pytest

from tests.player.desktop.conftest import LIMIT, Listener, OwnWindow, until

pytestmark = pytest.mark.desktop

CHORDS = {"begin": "Ctrl+Alt+R", "panel": "Ctrl+Alt+Space"}


def press(*keys: str) -> None:
    subprocess.run(["xdotool", "key", *keys], check=True)


def arrived(window: OwnWindow) -> list[int]:
    """The codes of the keys that went down in a window so far."""
    from Xlib import X

    window.display.sync()
    codes = []
    while window.display.pending_events():
        event = window.display.next_event()
        if event.type == X.KeyPress:
            codes.append(event.detail)
    return codes


def test_they_are_heard_and_taken_from_the_program_in_front(
    own_window: Callable[..., OwnWindow], desktop: Any, listener: Callable[[], Listener]
) -> None:
    window = own_window("앞에 있는 창", (100, 100, 300, 200))
    until(lambda: (active := desktop.windows.active()) and active.id == window.id)
    ours = listener()
    assert ours.hold(CHORDS) == frozenset()
    press("ctrl+alt+r", "ctrl+alt+space", "ctrl+alt+t")
    assert [ours.heard(), ours.heard()] == ["begin", "panel"]
    codes: list[int] = []
    until(lambda: codes.extend(arrived(window)) or 28 in codes)  # t, which is nobody's
    assert 27 not in codes and 65 not in codes, "r and the blank are ours"
    assert ours.hold({}) == frozenset()
    press("ctrl+alt+r", "ctrl+alt+t")
    until(lambda: codes.extend(arrived(window)) or codes.count(28) == 2)
    assert 27 in codes, "let go, it is the program's again"
    with pytest.raises(Empty):
        ours.words.get_nowait()


def test_locks_and_the_korean_layout_change_nothing(
    korean_layout: None, listener: Callable[[], Listener]
) -> None:
    ours = listener()
    ours.hold(CHORDS)
    for lock in ("Caps_Lock", "Num_Lock"):
        press(lock, "ctrl+alt+r", lock)
        assert ours.heard() == "begin"


def test_what_another_program_has_is_told(desktop: Any, listener: Callable[[], Listener]) -> None:
    first, second = listener(), listener()
    assert first.hold({"begin": "Ctrl+Alt+R"}) == frozenset()
    assert second.hold(CHORDS) == {"begin"}
    assert second.is_free("Ctrl+Alt+B") and not second.is_free("Ctrl+Alt+R")
    press("ctrl+alt+space")
    assert second.heard() == "panel", "to ask changes nothing"
    press("ctrl+alt+r")
    assert first.heard() == "begin"
    first.hold({})
    assert second.hold(CHORDS) == frozenset()


def test_a_key_that_is_held_down_says_its_word_once(
    desktop: Any, listener: Callable[[], Listener]
) -> None:
    ours, downs = listener(), SimpleQueue[str]()
    ours.hold(CHORDS)
    hook = desktop.hook()
    hook.start(lambda event: downs.put(event.key) if event.kind == "key_down" else None)
    subprocess.run(["xdotool", "keydown", "ctrl", "keydown", "alt", "keydown", "r"], check=True)
    try:
        repeated = [downs.get(timeout=LIMIT) for _ in range(6)]
    finally:
        subprocess.run(["xdotool", "keyup", "r", "keyup", "alt", "keyup", "ctrl"], check=True)
        hook.stop()
    assert repeated == ["Ctrl", "Alt", *"rrrr"]
    press("ctrl+alt+space")
    assert [ours.heard(), ours.heard()] == ["begin", "panel"]


def test_without_a_display_all_are_refused(
    listener: Callable[[], Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    ours = listener()
    assert ours.hold(CHORDS) == set(CHORDS)
    assert not ours.is_free("Ctrl+Alt+B")
