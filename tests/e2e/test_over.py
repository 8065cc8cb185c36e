"""What lies over a place, or changes it for a moment, costs time and never a wrong click."""

from __future__ import annotations

from pathlib import Path

from player.desktop.fake import Button, CheckBox, FakeWindow, Field, Label, World
from player.run.options import Options
from scripts.model import Script
from tests.e2e.test_rows import NAMES, Register, recorded
from tests.loop import Player, Recorder


def form() -> tuple[World, FakeWindow]:
    world = World(look_takes=0.02)
    window = world.open_window(
        "대상자 등록", (140, 110, 560, 320),
        [
            Label("성명", (30, 40, 60, 24)), Field("", (110, 38, 260, 28), "name"),
            CheckBox("문자 알림 받기", (110, 90, 200, 24), "mail"),
            Button("저장", (110, 150, 110, 32), "save"),
            Button("취소", (240, 150, 110, 32), "stop"),
        ],
    )  # fmt: skip
    return world, window


def saving(world: World, window: FakeWindow) -> Script:
    recorder = Recorder(world)
    world.person.click((window, "save"))
    world.person.wait(1.0)
    script = recorder.script()
    world.clicked.clear()
    world.person.move((900, 700))
    return script


def toast(window: FakeWindow) -> Button:
    """A note over the button, on the page as web programs have it."""
    note = Button("저장했어요. 목록에서 볼 수 있어요", (60, 120, 330, 96), "note")
    window.widgets.append(note)
    return note


def test_a_toast_costs_its_time_and_nothing_else(tmp_path: Path) -> None:
    world, window = form()
    script = saving(world, window)
    note = toast(window)
    world.after(3.0, lambda: setattr(note, "visible", False))
    began = world.clock()
    assert Player(world, tmp_path).play(script).status == "done"
    assert [one.widget for one in world.clicked] == ["save"]
    assert world.clock() - began >= 2.9


def test_what_stays_over_the_place_is_not_clicked(tmp_path: Path) -> None:
    world, window = form()
    script = saving(world, window)
    toast(window)
    player = Player(world, tmp_path)
    assert player.play(script, Options(step_timeout=2)).status != "done"
    assert world.clicked == []
    assert player.named("step_failed")[0]["why"] == "not_found"


def test_the_focus_and_the_pointer_change_nothing(tmp_path: Path) -> None:
    world, window = form()
    script = saving(world, window)
    for name in ("name", "mail", "save", "stop"):
        window.focused = window.widget(name)
        world.person.move(window.centre(name))
        world.clicked.clear()
        assert Player(world, tmp_path / name).play(script).status == "done"
        assert [one.widget for one in world.clicked] == ["save"]


def test_a_row_under_another_window_waits_for_it(tmp_path: Path) -> None:
    register = Register()
    script = recorded(register, "박도윤", "관리", "named")
    register.show(*sorted(NAMES))
    x, y = register.at("박도윤", "성명")
    note = register.world.open_window("메모", (x - 60, y - 60, 160, 120), [])
    register.world.after(2.0, note.close)
    assert Player(register.world, tmp_path).play(script).status == "done"
    assert register.done == [("박도윤", "관리")]
