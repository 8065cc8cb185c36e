"""A window that comes up between the look at a place and the press of the button."""

from __future__ import annotations

from pathlib import Path

import pytest

from player.desktop.fake import Button, World
from player.types import Event
from scripts.model import Script
from tests.loop import Player, Recorder


@pytest.fixture
def world() -> World:
    world = World(look_takes=0.01)
    world.open_window("접수", (100, 80, 400, 200), [Button("저장", (100, 60, 120, 30))])
    return world


@pytest.fixture
def script(world: World) -> Script:
    recorder = Recorder(world)
    world.person.click(world.windows[0].centre("저장"))
    found = recorder.script()
    world.clicked.clear()
    return found


def cover(world: World, times: int) -> list[str]:
    """Open a message over the button, whenever the pointer comes to it, so many times; what it was
    called each time."""
    place, opened = world.windows[0].centre("저장"), []

    def put(event: Event) -> None:
        if event.kind == "move" and event.at == place and len(opened) < times:
            opened.append("새 쪽지")
            world.open_window(opened[-1], (60, 60, 480, 240))

    world.hooks.append(put)
    return opened


def test_it_is_clicked_once_the_place_is_free_again(
    world: World, script: Script, tmp_path: Path
) -> None:
    opened = cover(world, times=1)
    assert Player(world, tmp_path).play(script).status == "done"
    assert opened == ["새 쪽지"]
    assert [(click.window, click.widget) for click in world.clicked] == [("접수", "저장")]


def test_what_covers_it_for_good_is_named(world: World, script: Script, tmp_path: Path) -> None:
    cover(world, times=10_000)
    player = Player(world, tmp_path)
    assert player.play(script).status == "failed"
    (failed,) = player.named("step_failed")
    assert failed["why"] == "wrong_window" and "새 쪽지" in str(failed["message"])
    assert world.clicked == []
