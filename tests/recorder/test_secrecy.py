"""What is typed is kept only if neither the system, nor the screen, nor the clerk objects."""

from __future__ import annotations

import threading
import time

import pytest

from player.desktop.fake import World, open_fake
from player.types import Event
from recorder.gestures import Gesture
from recorder.secrecy import Secrecy, hide, secret_name
from recorder.sights import Sight
from scripts.model import Press, Secret, Step, Target, Type, WindowPattern
from tests.clerk import until
from tests.player.test_session import form


def sight(world: World) -> Sight:
    desktop = open_fake(world)
    windows = desktop.windows
    return Sight(desktop.screen.grab(), windows.list(), windows.active())


def typing(world: World, text: str, **more: object) -> Gesture[Sight]:
    return Gesture("text", 10.0, sight(world), text=text, last=11.0, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("field", "hidden"), [("비밀번호", True), ("이름", False)])
def test_dots_on_the_screen_are_enough(field: str, hidden: bool) -> None:
    world = World()
    form(world)
    window = world.windows[0]
    window.focused = window.field(field)
    before = typing(world, "Pa55!", reasons=("‘Pa55!’일 수도 있어요.",))
    window.focused.type("Pa55!")
    kept = Secrecy(lambda: None).hush(before, 12.0, sight(world))
    assert kept.secret is hidden
    assert ("Pa55!" in str((kept.text, kept.reasons))) is not hidden


def test_the_clerk_is_believed() -> None:
    world = World()
    form(world)
    kept = Secrecy(lambda: None).hush(typing(world, "x", secret=True), 12.0, sight(world))
    assert (kept.text, kept.secret) == ("", True)


def test_the_system_is_asked_while_keys_go_down() -> None:
    world = World()
    form(world)
    answers = {"hides": False, "asked": 0}
    told = threading.Event()

    def hides() -> bool:
        answers["asked"] += 1
        told.set()
        return bool(answers["hides"])

    secrecy = Secrecy(hides)
    secrecy.start()
    try:
        begin = time.perf_counter()
        secrecy.hear(Event(begin, "key_down", key="a"))
        until(lambda: answers["asked"] == 1, "the first question")
        middle = time.perf_counter()
        answers["hides"] = True
        secrecy.hear(Event(middle, "key_down", key="b"))
        until(lambda: secrecy.hidden(middle, time.perf_counter()), "the second answer")
        assert not secrecy.hidden(begin, middle)
        assert secrecy.hidden(begin, time.perf_counter())
    finally:
        secrecy.stop()


def test_each_secret_of_a_window_has_its_name() -> None:
    login = WindowPattern("* - 행정 포털")
    assert secret_name(login, []) == "행정 포털 비밀번호"
    assert secret_name(login, [Type(Secret("행정 포털 비밀번호"))]) == "행정 포털 비밀번호 2"
    assert secret_name(None, []) == "비밀번호"


def test_what_was_typed_is_made_a_secret_after_its_field_was_left() -> None:
    window = WindowPattern("로그인")
    steps = [
        Step("a1b2", Type("kim", into="사용자")),
        Step("c3d4", Type("Xq7wlpvk", window=window)),
        Step("e5f6", Press("Enter")),
    ]
    assert hide(steps, "e5f6", {}) is None and hide(steps, "none", {}) is None
    hidden = hide(steps, "c3d4", {})
    assert hidden is steps[1] and hidden.id == "c3d4"
    assert hidden.action == Type(Secret("로그인 비밀번호"), window=window)
    assert "Xq7wlpvk" not in repr(steps)
    assert hide(steps, "c3d4", {}) is None
    into = hide(steps, "a1b2", {"사용자": Target("사용자", window, ())})
    assert into is not None and into.action == Type(Secret("로그인 비밀번호 2"), into="사용자")
