"""Rows of a table, lists that are scrolled, boxes to be ticked: recorded and played in the fake
world."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import pytest

from player.desktop.fake import CheckBox, FakeWindow, Label, Table, World
from player.run.options import Options
from scripts.model import (
    Click,
    ForEachRow,
    ImageAnchor,
    Input,
    RowAt,
    RowSelected,
    RowWhere,
    Script,
    Scroll,
    Scrolling,
    Step,
    TableRow,
    Target,
    TextAnchor,
    Tick,
    WindowPattern,
)
from tests.loop import Player, Recorder, people

NAMES = ("김민준", "이서연", "박도윤", "최하은", "정시우", "강지우", "조주원", "윤수아")
MORE = (
    "장예준", "임지민", "한건우", "오채원", "서현우", "신다은", "권준서", "황소율", "안우진",
    "송유나", "전선우", "홍은서", "유연우", "고가은", "문정민", "양나연",
)  # fmt: skip


@dataclass
class Register:
    """A window with a table of people; ``done`` is what was clicked in which person's row."""

    names: tuple[str, ...] = NAMES
    world: World = field(default_factory=lambda: World(look_takes=0.02))
    done: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.table = Table(
            "", (20, 50, 620, 30 + 28 * 10), "table", on_cell=self._clicked,
            columns=(("선택", 60), ("성명", 110), ("생년월일", 140), ("주소", 150), ("관리", 160)),
            rows=[self._row(name) for name in self.names],
        )  # fmt: skip
        self.window: FakeWindow = self.world.open_window(
            "대상자 목록", (100, 80, 700, 480), [Label("대상자", (20, 16, 200, 24)), self.table]
        )

    @staticmethod
    def _row(name: str) -> list[str]:
        number = sum(map(ord, name))
        return ["☐", name, f"19{number % 60 + 40}-03-{number % 20 + 10}", "중앙동", "[수정]"]

    def _clicked(self, row: int, column: int) -> None:
        self.done.append((self.table.rows[row][1], self.table.columns[column][0]))

    def show(self, *names: str) -> None:
        """Other rows."""
        self.table.rows = [self._row(name) for name in names]
        self.table.top, self.table.chosen, self.done = 0, -1, []

    def at(self, name: str, column: str) -> tuple[int, int]:
        """The middle of a cell, in desktop pixels."""
        index = next(n for n, row in enumerate(self.table.rows) if row[1] == name)
        x, y, _, _ = self.table.rect
        left = x
        for heading, width in self.table.columns:
            if heading == column:
                break
            left += width
        offset = {"관리": 34, "선택": 17}.get(column, 30)
        y += self.table.HEAD + (index - self.table.top) * self.table.ROW + self.table.ROW // 2
        return (self.window.client[0] + left + offset, self.window.client[1] + y)


def recorded(register: Register, name: str, column: str, choice: str) -> Script:
    """What is recorded of a click in somebody's row, the question answered so."""
    recorder = Recorder(register.world)
    register.world.person.click(register.at(name, column))
    register.world.person.wait(1.0)
    recorder.settle()
    [question] = recorder.writer.questions.new()
    assert set(question.there.values) >= {"성명"}, question
    if choice:
        assert recorder.writer.answer_row(question.step, choice, "성명" * (choice == "named"))
    register.done.clear()
    return recorder.script()


def with_row(script: Script, row: TableRow, scroll: Scrolling | None = None) -> Script:
    """The script with another row clause on its only target."""
    targets = {n: replace(t, row=row, scroll=scroll) for n, t in script.targets.items()}
    return replace(script, targets=MappingProxyType(targets))


@pytest.mark.parametrize("column", ["관리", "선택", "성명", "생년월일"])
def test_the_row_that_was_named_wherever_it_has_gone(tmp_path: Path, column: str) -> None:
    register = Register()
    script = recorded(register, "박도윤", column, "named")
    [target] = script.targets.values()
    assert target.row == RowWhere({"성명": "박도윤"}) and target.column == column
    # What a data cell showed is not kept: it is a citizen's, and says nothing about the place.
    assert bool(script.images) == (column in ("관리", "선택"))
    player = Player(register.world, tmp_path)
    register.show("홍새롬", *sorted(NAMES, reverse=True))
    assert player.play(script).status == "done"
    assert register.done == [("박도윤", column)]


def test_a_row_that_is_gone_is_not_clicked(tmp_path: Path) -> None:
    register = Register()
    script = recorded(register, "박도윤", "관리", "named")
    register.show(*(name for name in NAMES if name != "박도윤"))
    player = Player(register.world, tmp_path)
    assert player.play(script, Options(step_timeout=1)).status != "done"
    assert register.done == []
    [failed] = player.named("step_failed")
    assert failed["why"] == "not_found" and "박도윤" not in str(failed)


def test_two_equal_rows_are_refused(tmp_path: Path) -> None:
    register = Register()
    script = recorded(register, "박도윤", "관리", "named")
    register.show("박도윤", "최하은", "박도윤")
    player = Player(register.world, tmp_path)
    assert player.play(script, Options(step_timeout=1)).status != "done"
    assert register.done == []
    assert player.named("step_failed")[0]["why"] == "ambiguous"


def test_a_second_column_tells_equal_names_apart(tmp_path: Path) -> None:
    register = Register()
    script = recorded(register, "박도윤", "관리", "named")
    register.show("박도윤", "최하은", "박도윤")
    register.table.rows[2][2] = "1988-11-05"
    script = with_row(script, RowWhere({"성명": "박도윤", "생년월일": "1988-11-05"}))
    clicked: list[int] = []
    register.table.on_cell = lambda row, column: clicked.append(row)
    assert Player(register.world, tmp_path).play(script).status == "done"
    assert clicked == [2]


def test_the_third_row_whoever_is_in_it(tmp_path: Path) -> None:
    register = Register()
    script = recorded(register, "박도윤", "관리", "number")
    assert next(iter(script.targets.values())).row == RowAt(3)
    register.show("양나연", "문정민", "고가은", "유연우")
    assert Player(register.world, tmp_path).play(script).status == "done"
    assert register.done == [("고가은", "관리")]


def test_the_row_that_is_selected(tmp_path: Path) -> None:
    register = Register()
    script = recorded(register, "박도윤", "관리", "selected")
    assert next(iter(script.targets.values())).row == RowSelected()
    player = Player(register.world, tmp_path)
    assert player.play(script, Options(step_timeout=1)).status != "done"
    assert register.done == []
    register.table.chosen = 5
    assert player.play(script).status == "done"
    assert register.done == [("강지우", "관리")]


def test_without_an_answer_the_row_of_nobody_else_is_clicked(tmp_path: Path) -> None:
    """What told it from the others is in no picture, but sealed."""
    register = Register()
    script = recorded(register, "박도윤", "관리", "")
    [target] = script.targets.values()
    assert target.row is None
    assert isinstance(target.anchors[0], ImageAnchor) and target.anchors[0].sealed
    player = Player(register.world, tmp_path)
    assert player.play(script, Options(step_timeout=1)).status == "done"
    assert register.done == [("박도윤", "관리")]
    register.show(*reversed(NAMES))
    player.play(script, Options(step_timeout=1))
    assert register.done in ([], [("박도윤", "관리")])
    register.show("양나연", "문정민", "고가은", "유연우")
    assert player.play(script, Options(step_timeout=1)).status == "failed" and register.done == []


def each(script: Script, row: TableRow, scroll: Scrolling | None = None) -> Script:
    """The script's only step for each row of a list."""
    script = with_row(script, row, scroll)
    step = replace(script.steps[0], id="in")
    return replace(
        script,
        inputs=MappingProxyType({"명단": Input(("성명",), ("성명",))}),
        steps=(Step("each", ForEachRow("명단", (step,))),),
    )


def test_each_row_of_a_list_in_its_own_row_of_the_table(tmp_path: Path) -> None:
    register = Register()
    script = each(recorded(register, "박도윤", "관리", "named"), RowWhere({"성명": "{성명}"}))
    wanted = ["윤수아", "김민준", "정시우"]
    data = people(*({"성명": name} for name in wanted))
    assert Player(register.world, tmp_path).play(script, data=data).status == "done"
    assert register.done == [(name, "관리") for name in wanted]


def test_an_empty_value_means_no_row(tmp_path: Path) -> None:
    register = Register()
    script = each(recorded(register, "박도윤", "관리", "named"), RowWhere({"성명": "{성명}"}))
    player = Player(register.world, tmp_path)
    assert player.play(script, Options(step_timeout=1), people({"성명": ""})).status != "done"
    assert register.done == []


def test_rows_that_have_to_be_scrolled_to(tmp_path: Path) -> None:
    register = Register(NAMES + MORE)
    script = each(
        recorded(register, "박도윤", "관리", "named"),
        RowWhere({"성명": "{성명}"}),
        Scrolling(most=20, start="top"),
    )
    wanted = ["양나연", "김민준", "서현우"]
    data = people(*({"성명": name} for name in wanted))
    assert Player(register.world, tmp_path).play(script, data=data).status == "done"
    assert register.done == [(name, "관리") for name in wanted]


def test_scrolling_ends_at_the_end_of_the_list(tmp_path: Path) -> None:
    register = Register(NAMES + MORE)
    script = with_row(
        recorded(register, "박도윤", "관리", "named"), RowWhere({"성명": "없는이"}), Scrolling(200)
    )
    player = Player(register.world, tmp_path)
    assert player.play(script, Options(step_timeout=2)).status != "done"
    assert register.done == []
    [failed] = player.named("step_failed")
    assert "끝까지 굴려" in str(failed["message"])
    assert register.table.top == len(NAMES + MORE) - register.table.rows_shown


def test_no_more_notches_than_declared(tmp_path: Path) -> None:
    register = Register(NAMES + MORE)
    script = with_row(
        recorded(register, "박도윤", "관리", "named"), RowWhere({"성명": "양나연"}), Scrolling(2)
    )
    player = Player(register.world, tmp_path)
    assert player.play(script, Options(step_timeout=2)).status != "done"
    assert register.done == [] and register.table.top == 4
    assert "2칸을 굴려" in str(player.named("step_failed")[0]["message"])


def test_what_was_scrolled_to_before_the_click_is_scrolled_to(tmp_path: Path) -> None:
    register = Register(NAMES + MORE)
    recorder = Recorder(register.world)
    person = register.world.person
    person.scroll(-7, register.at("정시우", "주소"))
    person.wait(1.5)
    person.click(register.at("양나연", "관리"))
    person.wait(1.0)
    recorder.settle()
    [question] = recorder.writer.questions.new()
    assert recorder.writer.answer_row(question.step, "named", "성명")
    script = recorder.script()
    turned, clicked = script.steps
    assert isinstance(turned.action, Scroll) and not turned.enabled and turned.note
    assert isinstance(clicked.action, Click)
    scroll = script.targets[clicked.action.target].scroll
    assert scroll == Scrolling(30, turned.action.target, "top")
    register.table.top, register.done = 0, []
    assert Player(register.world, tmp_path).play(script).status == "done"
    assert register.done == [("양나연", "관리")]


# ---- boxes to be ticked ---------------------------------------------------------------------


def consent(checked: bool = False) -> tuple[World, CheckBox, CheckBox]:
    world = World(look_takes=0.02)
    agree = CheckBox("개인정보 수집에 동의", (40, 60, 260, 24), "agree", checked=checked)
    mail = CheckBox("문자 알림 받기", (40, 100, 260, 24), "mail")
    world.open_window("신청", (120, 90, 460, 240), [Label("신청서", (40, 20, 90, 24)), agree, mail])
    return world, agree, mail


def ticking(on: bool) -> Script:
    target = Target("동의", WindowPattern("신청"), (TextAnchor("개인정보 수집에 동의", "box"),))
    return Script("동의", (Step("a", Tick("동의", on)),), MappingProxyType({"동의": target}))


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("on", [False, True])
def test_a_box_is_brought_to_a_state(tmp_path: Path, before: bool, on: bool) -> None:
    world, agree, mail = consent(before)
    assert Player(world, tmp_path).play(ticking(on)).status == "done"
    assert agree.checked is on and not mail.checked
    assert len(world.clicked) == (before is not on)


def test_a_box_that_does_not_take_the_click_is_a_failure(tmp_path: Path) -> None:
    world, agree, _ = consent()
    agree.on_click = lambda: setattr(agree, "checked", False)
    player = Player(world, tmp_path)
    assert player.play(ticking(True), Options(step_timeout=1)).status != "done"
    assert player.named("step_failed")[0]["why"] == "mismatch"


def test_a_box_is_recorded_with_its_label(tmp_path: Path) -> None:
    world, agree, _ = consent()
    recorder = Recorder(world)
    world.person.click((120 + 1 + 40 + 7, 90 + 27 + 72))
    world.person.wait(1.0)
    script = recorder.script()
    assert agree.checked
    [target] = script.targets.values()
    picture, label = target.anchors
    assert isinstance(picture, ImageAnchor)
    assert isinstance(label, TextAnchor) and label.then == "box"
    assert label.text == "개인정보 수집에 동의"
    only = replace(target, anchors=(label,))
    script = replace(script, targets=MappingProxyType({target.name: only}))
    assert Player(world, tmp_path).play(script).status == "done"
    assert not agree.checked
