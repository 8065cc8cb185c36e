"""A task that is not trusted does nothing that a clerk should look at before she was asked."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from player.desktop.fake import Clock, Field, Label, World
from player.run.options import Options
from player.run.told import RunResult
from scripts.model import (
    ForEachRow,
    Input,
    Popup,
    Press,
    Script,
    Step,
    Type,
    WindowOpen,
    WindowPattern,
)
from tests.loop import Player, people

FORM = WindowPattern("대상자 등록")
NAMES = people({"성명": "홍길동"}, {"성명": "김영희"}, {"성명": "박철수"})
ANYWHERE = Press("Enter")
ASK = Options(ask_first=True, asking=True)


class Desk:
    """A form that keeps what is in its field on Enter."""

    def __init__(self, folder: Path) -> None:
        self.saved: list[str] = []
        world = World(clock=Clock(), look_takes=0.02)
        self.form = world.open_window(
            "대상자 등록", (100, 80, 400, 200),
            [Label("성명", (20, 22, 80, 20), "표"), Field("성명", (110, 18, 200, 28))],
        )  # fmt: skip
        self.form.shortcuts["Enter"] = self.save
        self.player = Player(world, folder)

    def save(self) -> None:
        self.saved.append(self.form.field("성명").value)
        self.form.field("성명").value = ""

    def play(self, options: Options, *popups: Popup, press: Press = ANYWHERE) -> RunResult:
        """``press``, without a window, goes to whatever is in front: that is to be asked about."""
        steps = (Step("a", Type("{성명}", window=FORM)), Step("b", press))
        script = Script(
            "받은 것", (Step("r", ForEachRow("명단", steps)),),
            inputs=MappingProxyType({"명단": Input(("성명",))}), popups=popups,
        )  # fmt: skip
        return self.player.play(script, options, NAMES)


def test_it_asks_once_and_goes_on_for_all_rows(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.player.answer("continue")
    assert desk.play(ASK).status == "done"
    assert desk.saved == ["홍길동", "김영희", "박철수"]
    (asked,) = desk.player.named("asked")
    assert (asked["why"], asked["kind"]) == ("not_trusted", "anywhere")
    assert asked["choices"] == ["continue", "skip_row", "stop"]
    assert "Enter" in str(asked["question"]) and asked["step"] == "b"


def test_nothing_is_done_before_the_answer(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.player.answer("stop")
    assert desk.play(ASK).status == "stopped"
    assert desk.saved == []


def test_a_row_that_is_not_allowed_is_left_out_and_the_next_one_asks_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.player.answer("skip_row", "continue")
    result = desk.play(ASK)
    assert [row.status for row in result.rows] == ["skipped", "done", "done"]
    assert len(desk.saved) == 2 and len(desk.player.named("asked")) == 2


def test_where_nobody_is_there_to_ask_it_is_not_done(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.player.control.hang_up()
    assert desk.play(Options(ask_first=True)).status == "failed"
    assert desk.saved == []


def test_what_it_would_do_by_itself_is_asked_before_anything_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.player.answer("stop")
    popup = Popup(WindowOpen(WindowPattern("알림")), press="Win+R")
    assert desk.play(ASK, popup, press=Press("Enter", window=FORM)).status == "stopped"
    (asked,) = desk.player.named("asked")
    assert asked["kind"] == "commands" and desk.form.field("성명").value == ""


def test_keys_in_its_own_window_and_a_trusted_task_are_not_asked_about(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.play(ASK, press=Press("Enter", window=FORM)).status == "done"
    trusted = Desk(tmp_path / "trusted")
    assert trusted.play(Options(asking=True)).status == "done"
    assert desk.player.named("asked") == trusted.player.named("asked") == []
