"""Chords that reach us whatever program is in front, on Windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from player.desktop.windows import api, open_windows
from tests.player.desktop.conftest import Listener
from tests.player.desktop.windows_lane import Target, click, middle, person, target, until

CHORDS = {"begin": "Ctrl+Alt+R", "panel": "Ctrl+Alt+Space"}


@pytest.fixture(scope="module")
def front() -> Iterator[Target]:
    """A window of another program, in front."""
    desktop: Any = open_windows()
    with target("앞에 있는 창", (0, 0, 900, 700)) as made:
        click(desktop, middle(desktop, made.window))
        until(lambda: api.GetForegroundWindow() == made.window)
        yield made
    desktop.close()


def test_they_are_heard_whatever_is_in_front(
    front: Target, listener: Callable[[], Listener]
) -> None:
    ours = listener()
    assert ours.hold(CHORDS) == frozenset()
    person("key", "ctrl+alt+r", "key", "ctrl+alt+space")
    assert [ours.heard(), ours.heard()] == ["begin", "panel"]
    assert ours.hold({"panel": "Ctrl+Alt+Space"}) == frozenset()
    person("key", "ctrl+alt+r", "key", "ctrl+alt+space")
    assert ours.heard() == "panel", "what was let go of is nobody's"


def test_what_another_program_has_is_told(front: Target, listener: Callable[[], Listener]) -> None:
    first, second = listener(), listener()
    assert first.hold({"begin": "Ctrl+Alt+R"}) == frozenset()
    assert second.hold(CHORDS) == {"begin"}
    assert second.is_free("Ctrl+Alt+B") and not second.is_free("Ctrl+Alt+R")
    person("key", "ctrl+alt+space", "key", "ctrl+alt+r")
    assert second.heard() == "panel", "to ask changes nothing"
    assert first.heard() == "begin"
    first.hold({})
    assert second.hold(CHORDS) == frozenset()
