"""A desktop that is locked, or that nobody is connected to."""

from __future__ import annotations

from pathlib import Path

import pytest

from player.desktop.base import Session
from player.desktop.fake import Field, Label, World, open_fake
from scripts.model import Press, Script, Step, Type
from tests.loop import Player, Recorder


def form(world: World) -> Field:
    """A window with a field that hides what is typed and one that does not."""
    window = world.open_window(
        "로그인",
        (100, 80, 400, 200),
        [
            Label("사용자", (10, 20, 80, 24)),
            Field("이름", (100, 20, 200, 28)),
            Field("비밀번호", (100, 60, 200, 28), secret=True),
        ],
    )
    return window.field("이름")


@pytest.mark.parametrize(("state", "word"), [("locked", "잠겨"), ("disconnected", "접속")])
def test_nothing_is_touched_while_the_desktop_is_not_there(
    tmp_path: Path, state: Session, word: str
) -> None:
    world = World(look_takes=0.01)
    field = form(world)
    player = Player(world, tmp_path)
    world.session = state
    for action in (Type("홍길동"), Press("a")):
        result = player.play(Script("작업", steps=(Step("a1b2", action, timeout=1),)))
        assert result.status == "failed"
        (failed,) = player.named("step_failed")
        assert failed["why"] == "wrong_window" and failed["hint"]
        assert word in str(failed["message"])
    assert field.value == "" and world.clicked == []


def test_a_click_waits_until_the_desktop_is_unlocked(tmp_path: Path) -> None:
    world = World(look_takes=0.01)
    form(world)
    recorder = Recorder(world)
    world.person.click(world.windows[0].centre("이름"))
    script = recorder.script()
    world.clicked.clear()
    world.session = "locked"
    world.after(3, lambda: setattr(world, "session", "ok"))
    player = Player(world, tmp_path)
    wait = player.control.wait

    def wait_and_catch_up(seconds: float) -> None:
        wait(seconds)
        world.catch_up()  # nobody looks at a locked screen

    player.control.wait = wait_and_catch_up  # type: ignore[method-assign]
    before = world.clock()
    assert player.play(script).status == "done"
    assert world.clock() - before >= 3
    assert [click.widget for click in world.clicked] == ["이름"]


def test_whether_a_field_hides_what_is_typed() -> None:
    world = World()
    form(world)
    window, windows = world.windows[0], open_fake(world).windows
    assert windows.hides() is False
    assert windows.hides(window.centre("비밀번호")) is True
    assert windows.hides(window.centre("사용자")) is None
    window.focused = window.widget("비밀번호")
    assert windows.hides() is True
