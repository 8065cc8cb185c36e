"""The flow of a run in the fake world: lists in lists, ways back, rows begun again, pop-ups."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from player.desktop.fake import Clock, FakeWindow, Field, Label, World, open_fake
from player.run.control import Answer
from player.run.journal import Journal
from player.run.ladder import Ladder
from player.run.options import Options
from scripts.check import check
from scripts.model import (
    ForEachRow,
    If,
    Input,
    Message,
    Popup,
    Press,
    Recorded,
    Repeat,
    Script,
    Step,
    Type,
    ValueIs,
    WaitFor,
    WayBack,
    WindowOpen,
    WindowPattern,
)
from tests.loop import Player, people

FORM = WindowPattern("대상자 등록")
NAMES = people({"성명": "홍길동"}, {"성명": "김영희"}, {"성명": "박철수"})


class Desk:
    """A form that keeps what is in its field on Enter, and windows that may be in its way."""

    def __init__(self) -> None:
        self.world = World(clock=Clock(), look_takes=0.02)
        self.saved: list[str] = []
        self.form = self.world.open_window(
            "대상자 등록", (100, 80, 400, 200),
            [Label("성명", (20, 22, 80, 20), "표"), Field("성명", (110, 18, 200, 28))],
        )  # fmt: skip
        self.form.pid = 77
        self.form.shortcuts["Enter"] = self.save

    def save(self) -> None:
        self.saved.append(self.form.field("성명").value)
        self.form.field("성명").value = ""

    def box(self, title: str, key: str) -> FakeWindow:
        """A window of the same program in front of the form, that a key closes."""
        window = self.world.open_window(title, (150, 120, 260, 120), modal=True)
        window.pid = 77
        window.shortcuts[key] = window.close
        return window

    def titles(self) -> list[str]:
        return [window.title for window in self.world.windows]


class Short(Field):
    """A field for two letters."""

    def type(self, text: str) -> bool:
        typed = super().type(text)
        self.value = self.value[:2]
        self.caret = len(self.value)
        return typed


class Pasted(Field):
    """A field that drops what comes letter by letter."""

    def type(self, text: str) -> bool:
        return len(text) < 2 or super().type(text)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def script(*steps: Step, **more: object) -> Script:
    """The steps for each row of a list of names."""
    loop = Step("rows", ForEachRow("명단", steps))
    made = Script("시험", (loop,), inputs={"명단": Input(("성명",), ("성명",))})
    return replace(made, **more)  # type: ignore[arg-type]


ENTER = Step("e1", Press("Enter", window=FORM), saves=True)
NAME = Step("t1", Type("{성명}", clear=True, window=FORM))


def test_a_list_within_a_list(desk: Desk, tmp_path: Path) -> None:
    inner = Step("in", ForEachRow("물품", (
        Step("t1", Type("{성명} {물품}", window=FORM)), ENTER,
    ), {"받는 사람": "{성명}"}))  # fmt: skip
    made = script(inner)
    made = replace(made, inputs={**made.inputs, "물품": Input(("받는 사람", "물품"))})
    assert check(made) == []
    things = people(
        {"받는 사람": "김영희", "물품": "마스크"}, {"받는 사람": "홍길동", "물품": "체온계"},
        {"받는 사람": "홍길동", "물품": "소독제"},
    )  # fmt: skip
    player = Player(desk.world, tmp_path)
    result = player.play(made, data=NAMES, lists={"물품": things})
    assert result.status == "done"
    assert desk.saved == ["홍길동 체온계", "홍길동 소독제", "김영희 마스크"]
    typed = [(of["row"], of.get("inner")) for of in player.named("step_done") if of["step"] == "t1"]
    assert typed == [(2, 3), (2, 4), (3, 2)]


def test_a_missing_inner_list_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    player = Player(desk.world, tmp_path)
    made = script(Step("in", ForEachRow("물품", (Step("m1", Message("x")),))))
    assert player.play(made, data=NAMES).status == "failed"
    assert "--data 물품=" in str(player.named("step_failed")[0]["hint"])


def test_only_the_rows_that_are_meant(desk: Desk, tmp_path: Path) -> None:
    loop = Step("rows", ForEachRow("명단", (NAME, ENTER), {"성명": "김영희"}))
    made = replace(script(), steps=(loop,))
    result = Player(desk.world, tmp_path).play(made, data=NAMES)
    assert desk.saved == ["김영희"]
    assert [row.row for row in result.rows] == [3]


def test_a_step_is_done_again_after_the_way_back(desk: Desk, tmp_path: Path) -> None:
    desk.box("오류", "Esc")
    back = WayBack("Esc", 3, until=WindowOpen(FORM))
    closed = WayBack(close=WindowPattern("오류"))
    again = replace(NAME, on_error="retry", back=closed, timeout=0.5)
    player = Player(desk.world, tmp_path)
    result = player.play(script(again, ENTER, back=back), data=NAMES)
    assert result.status == "done"
    assert desk.saved == ["홍길동", "김영희", "박철수"]
    assert len(player.named("step_failed")) == 1


def test_the_way_back_presses_nothing_in_a_foreign_window(desk: Desk, tmp_path: Path) -> None:
    foreign = desk.box("메신저", "Esc")
    foreign.pid, foreign.refuses_focus = 5, False
    desk.form.refuses_focus = True
    again = replace(NAME, on_error="retry", back=WayBack("Esc"), timeout=0.5)
    player = Player(desk.world, tmp_path)
    assert player.play(script(again, ENTER), data=NAMES).status == "failed"
    assert "메신저" in desk.titles()
    assert desk.saved == []


def fails_once(desk: Desk, player: Player, at: str) -> None:
    """Put a window before the form when a step begins for the first time."""
    seen: list[str] = []

    def heard(event: str, fields: dict[str, object]) -> None:
        if event == "step_started" and fields.get("step") == at and not seen:
            seen.append(at)
            desk.box("오류", "Esc")

    player.heard = heard  # type: ignore[method-assign]


def test_a_row_begins_again_before_anything_was_saved(desk: Desk, tmp_path: Path) -> None:
    player = Player(desk.world, tmp_path)
    fails_once(desk, player, "t2")
    second = Step("t2", Type("!", window=FORM), timeout=0.5)
    made = script(NAME, second, ENTER, on_error="retry_row", back=WayBack("Esc"))
    assert check(made) == []
    result = player.play(made, data=NAMES)
    assert result.status == "done"
    assert desk.saved == ["홍길동!", "김영희!", "박철수!"]
    assert [of["row"] for of in player.named("row_again")] == [2]


def test_a_row_that_has_saved_never_begins_again(desk: Desk, tmp_path: Path) -> None:
    player = Player(desk.world, tmp_path)
    fails_once(desk, player, "t2")
    after = Step("t2", Type("!", window=FORM), timeout=0.5, on_error="retry_row")
    result = player.play(script(NAME, ENTER, after, back=WayBack("Esc")), data=NAMES)
    assert result.status == "failed"
    assert desk.saved == ["홍길동"]
    assert player.named("row_again") == []


def test_retry_row_needs_a_step_that_saves() -> None:
    unmarked = replace(ENTER, saves=False)
    [problem] = check(script(NAME, unmarked, on_error="retry_row"))
    assert "saves: true" in str(problem)


def test_a_failed_row_does_not_drag_the_next_one_down(desk: Desk, tmp_path: Path) -> None:
    wrong = If(ValueIs("{성명}", "is", "홍길동"), (Step("b1", Press("F9", window=FORM)),))
    desk.form.shortcuts["F9"] = lambda: desk.box("오류", "Esc")
    steps = (Step("i1", wrong), replace(NAME, timeout=0.5), ENTER)
    loop = Step("rows", ForEachRow("명단", steps, start=WindowOpen(FORM)))
    made = replace(script(), steps=(loop,), on_error="skip_row", back=WayBack("Esc"))
    result = Player(desk.world, tmp_path).play(made, data=NAMES)
    assert [(row.row, row.status) for row in result.rows] == [
        (2, "skipped"), (3, "skipped"), (4, "skipped"),
    ]  # fmt: skip
    desk.box("오류", "Esc").close()
    for window in list(desk.world.windows):
        if window.title == "오류":
            window.close()
    gone = replace(loop, action=replace(loop.action, start=None))  # type: ignore[arg-type]
    result = Player(desk.world, tmp_path).play(replace(made, steps=(gone,)), data=NAMES)
    assert [(row.row, row.status) for row in result.rows] == [
        (2, "skipped"), (3, "done"), (4, "done"),
    ]  # fmt: skip
    assert desk.saved == ["김영희", "박철수"]


def test_a_row_whose_start_is_not_there_is_not_begun(desk: Desk, tmp_path: Path) -> None:
    start = WindowOpen(WindowPattern("목록"))
    loop = Step("rows", ForEachRow("명단", (NAME, ENTER), start=start), timeout=0.5)
    player = Player(desk.world, tmp_path)
    result = player.play(replace(script(), steps=(loop,)), data=NAMES)
    assert (result.status, desk.saved) == ("failed", [])
    with Journal(tmp_path / "runs") as journal:
        states = {row.number: row.state for row in journal.left(result.run).values()}
    assert states == {2: "failed", 3: "waiting", 4: "waiting"}


@pytest.mark.parametrize("late", [0.0, 0.3], ids=["before a step", "while a step waits"])
def test_popups_that_were_expected(desk: Desk, tmp_path: Path, late: float) -> None:
    asked = WindowPattern("안내")
    player = Player(desk.world, tmp_path)

    def heard(event: str, fields: dict[str, object]) -> None:
        if event == "row_started":
            desk.world.after(late, lambda: desk.box("안내", "Enter"))

    player.heard = heard  # type: ignore[method-assign]
    wait = Step("w1", WaitFor(WindowOpen(asked)), timeout=0.6, on_error="ignore")
    made = script(wait, NAME, ENTER, popups=(Popup(WindowOpen(asked), "Enter"),))
    result = player.play(made, data=NAMES)
    assert result.status == "done"
    assert desk.saved == ["홍길동", "김영희", "박철수"]
    assert len(player.named("popup")) == 3
    with Journal(tmp_path / "runs") as journal:
        assert {row.state for row in journal.left(result.run).values()} == {"done"}


def test_a_popup_that_does_not_go_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.box("안내", "Esc")
    made = script(NAME, ENTER, popups=(Popup(WindowOpen(WindowPattern("안내")), "F5"),))
    player = Player(desk.world, tmp_path)
    assert player.play(made, data=NAMES).status == "failed"
    assert "popups" in str(player.named("step_failed")[0]["hint"])
    assert desk.saved == []


def test_the_clerk_lets_a_row_begin_again(desk: Desk, tmp_path: Path) -> None:
    player = Player(desk.world, tmp_path)
    fails_once(desk, player, "t2")
    player.answer("retry_row")
    second = Step("t2", Repeat(1, (Step("t3", Type("!", window=FORM), timeout=0.5),)))
    made = script(NAME, second, ENTER, back=WayBack(close=WindowPattern("오류")))
    result = player.play(made, Options(asking=True), data=NAMES)
    assert result.status == "done"
    assert desk.saved == ["홍길동!", "김영희!", "박철수!"]
    assert [of["also"] for of in player.named("asked")] == [["retry_row"]]


def test_step_by_step(desk: Desk, tmp_path: Path) -> None:
    player = Player(desk.world, tmp_path)
    words = ["step", "step", "step", "continue"]
    saved: list[int] = []

    def heard(event: str, fields: dict[str, object]) -> None:
        if event == "paused":
            saved.append(len(desk.saved))
            assert player.control.paused
            player.control.answer(Answer(words.pop(0)))  # type: ignore[arg-type]

    player.heard = heard  # type: ignore[method-assign]
    result = player.play(script(NAME, ENTER), Options(by_steps=True), NAMES)
    assert result.status == "done"
    assert saved == [0, 0, 1, 1]
    assert desk.saved == ["홍길동", "김영희", "박철수"]


def test_from_here_and_to_here(desk: Desk, tmp_path: Path) -> None:
    inside = Step("i1", If(ValueIs("{성명}", "is", "아무도"), (NAME, ENTER)))
    made = script(Step("m1", Message("{성명}")), inside)
    player = Player(desk.world, tmp_path)
    desk.form.field("성명").value = "이미 적은 것"
    result = player.play(made, Options(first="e1", last="e1"), NAMES)
    assert result.status == "stopped"
    assert desk.saved == ["이미 적은 것"]
    assert player.named("step_started")[-1]["step"] == "e1"
    assert [of["text"] for of in player.named("message")] == ["말씀하신 단계까지 했어요."]


def test_from_here_is_about_the_first_row_only(desk: Desk, tmp_path: Path) -> None:
    desk.form.field("성명").value = "이미 적은 것"
    result = Player(desk.world, tmp_path).play(script(NAME, ENTER), Options(first="e1"), NAMES)
    assert result.status == "done"
    assert desk.saved == ["이미 적은 것", "김영희", "박철수"]


def test_what_was_typed_is_read_back(desk: Desk, tmp_path: Path) -> None:
    verified = replace(NAME, action=replace(NAME.action, verify=True))  # type: ignore[arg-type]
    result = Player(desk.world, tmp_path).play(script(verified, ENTER), data=NAMES)
    assert result.status == "done"
    assert desk.saved == ["홍길동", "김영희", "박철수"]
    # A field that changes what is typed into it.
    field = desk.form.field("성명")
    desk.form.widgets[desk.form.widgets.index(field)] = short = Short("성명", field.rect)
    desk.form.focused = short
    result = Player(desk.world, tmp_path).play(script(verified, ENTER), data=NAMES)
    assert (result.status, len(desk.saved)) == ("failed", 3)


def test_a_field_that_drops_letters_gets_them_pasted_and_the_way_is_remembered(
    desk: Desk, tmp_path: Path
) -> None:
    field = desk.form.field("성명")
    desk.form.widgets[desk.form.widgets.index(field)] = deaf = Pasted("성명", field.rect)
    desk.form.focused = deaf
    desk.world.clipboard = {"text/plain": "보던 것".encode()}
    whole = replace(NAME, action=replace(NAME.action, verify=True))  # type: ignore[arg-type]
    player = Player(desk.world, tmp_path)
    assert player.play(script(whole, ENTER), data=NAMES).status == "done"
    assert desk.saved == ["홍길동", "김영희", "박철수"]
    assert desk.world.clipboard == {"text/plain": "보던 것".encode()}
    window = open_fake(desk.world).windows.active()
    assert Ladder(tmp_path / "typing.json").ways(window) == ("paste", "text", "keys")
    # Where nothing may be emptied, what a field did not take is not tried again on top of it.
    (tmp_path / "typing.json").unlink()
    added = replace(whole, action=replace(whole.action, clear=False))  # type: ignore[arg-type]
    result = player.play(script(added, ENTER), Options(already="again"), NAMES)
    assert (result.status, len(desk.saved)) == ("failed", 3)


def test_time_saved_is_told(desk: Desk, tmp_path: Path) -> None:
    made = replace(script(NAME, ENTER), recorded=Recorded(seconds=60.0))
    player = Player(desk.world, tmp_path)
    player.play(made, data=NAMES)
    [done] = player.named("run_done")
    assert done["saved"] == pytest.approx(180 - float(str(done["seconds"])), abs=0.1)
    with Journal(tmp_path / "runs") as journal:
        assert journal.runs()[0].saved == pytest.approx(done["saved"], abs=0.1)


def test_a_column_that_rows_are_chosen_by_must_be_there(desk: Desk, tmp_path: Path) -> None:
    loop = Step("rows", ForEachRow("명단", (NAME, ENTER), {"셩명": "김영희"}))
    player = Player(desk.world, tmp_path)
    result = player.play(replace(script(), steps=(loop,)), data=NAMES)
    assert (result.status, desk.saved) == ("failed", [])
    [done] = player.named("run_done")
    assert "셩명" in str(done["message"])


def test_rows_that_are_left_out_and_what_the_run_tells_of_the_others(
    desk: Desk, tmp_path: Path
) -> None:
    player = Player(desk.world, tmp_path)
    rows = people(*({"성명": name} for name in "가나다라마"))
    options = Options(rows=(2, 5), without=frozenset({4}))
    assert player.play(script(NAME, ENTER), options, rows).status == "done"
    assert desk.saved == ["가", "나", "라"]
    [started] = player.named("run_started")
    assert (started["rows"], started["ranges"]) == (3, [[2, 3], [5, 5]])


def test_stopping_when_the_row_in_hand_is_over(desk: Desk, tmp_path: Path) -> None:
    player = Player(desk.world, tmp_path)

    def heard(event: str, fields: dict[str, object]) -> None:
        if event == "step_started" and fields.get("row") == 3 and fields["step"] == "t1":
            player.control.pause()
            player.control.answer(Answer("stop_after_row"))

    player.heard = heard  # type: ignore[method-assign]
    rows = people(*({"성명": name} for name in "가나다"))
    assert player.play(script(NAME, ENTER), None, rows).status == "stopped"
    assert desk.saved == ["가", "나"]
    assert [of["status"] for of in player.named("row_done")] == ["done", "done"]
