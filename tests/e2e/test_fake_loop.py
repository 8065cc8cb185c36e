"""Record, save, change the screen, play: in the fake world, in milliseconds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from player.desktop.fake import Button, Clock, FakeWindow, Field
from player.desktop.fake.seam import FakeWindows
from player.run.journal import Journal
from player.run.options import Options
from player.run.see import Eyes
from player.types import Window
from scripts.files import load, save
from scripts.model import (
    Appears,
    Ask,
    Click,
    If,
    Input,
    Message,
    Press,
    Read,
    Repeat,
    Step,
    Stop,
    Type,
    ValueIs,
    Vanishes,
    Wait,
    WaitFor,
    WindowOpen,
    WindowPattern,
    WriteRow,
)
from tests.loop import Player, people
from tests.office import PEOPLE, Office, play_steps, record_one, target_of, with_columns


def test_recorded_saved_moved_and_played_for_every_row(office: Office, tmp_path: Path) -> None:
    script = with_columns(record_one(office), Kim="{성명}", **{"010": "{전화번호}"})
    save(script, tmp_path / "등록.ilson")
    office.open(430, 310)
    office.slow = 1.5
    player = Player(office.world, tmp_path)
    result = player.play(load(tmp_path / "등록.ilson"), data=PEOPLE)
    assert office.saved == [
        ("홍길동", "010-1234-5678", True),
        ("남궁민수", "02-345-6789", True),
        ("뷁쀍", "0", True),
    ]
    assert (result.status, [row.row for row in result.rows]) == ("done", [2, 3, 4])
    names = [name for name, _ in player.events]
    assert names[0] == "run_started"
    assert names[-1] == "run_done"
    found = [fields for fields in player.named("step_done") if "point" in fields]
    assert {fields["how"] for fields in found} == {"image"}


def test_a_removed_button_stops_the_run_before_anything_is_saved(
    office: Office, tmp_path: Path
) -> None:
    script = record_one(office)
    office.open(without="저장하기")
    player = Player(office.world, tmp_path)
    result = player.play(script, Options(step_timeout=1.0))
    assert result.status == "failed"
    assert office.saved == []
    assert player.named("step_failed")[0]["why"] == "not_found"
    assert not office.world.held
    assert not office.world.buttons


def test_a_button_under_the_pointer_s_own_hint_is_found(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    button = office.open().widget("저장하기")
    assert isinstance(button, Button)
    button.hint = "누르면 저장돼요"
    click = [step for step in script.steps if isinstance(step.action, Click)][-1]
    enter = Step("e1", Press("Enter", 1, WindowPattern("질문")))
    player = Player(office.world, tmp_path)
    steps = (click, enter, replace(click, id="c2"), replace(enter, id="e2"))
    result = player.play(replace(script, steps=steps), Options(step_timeout=1.0))
    assert result.status == "done"
    assert len(office.saved) == 2


def test_without_its_window_nothing_is_typed_anywhere(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    other = office.world.open_window(
        "메모장", (50, 50, 400, 300), [Field("본문", (10, 10, 300, 28))]
    )
    result = Player(office.world, tmp_path).play(script, Options(step_timeout=0.5))
    assert result.status == "failed"
    assert other.field("본문").value == ""


def test_another_window_in_front_is_put_behind(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    office.open()
    office.world.open_window("메모장", (600, 450, 300, 200), [Field("본문", (10, 10, 200, 28))])
    assert Player(office.world, tmp_path).play(script).status == "done"
    assert office.saved == [("Kim", "010", True)]


def test_rows_can_be_chosen_and_a_run_goes_on_where_it_was_left(
    office: Office, tmp_path: Path
) -> None:
    script = with_columns(record_one(office), Kim="{성명}", **{"010": "{전화번호}"})
    office.open()
    player = Player(office.world, tmp_path)
    first = player.play(script, Options(rows=(2, 3)), PEOPLE)
    assert [row.row for row in first.rows] == [2, 3]
    second = player.play(script, Options(resume=first.run), PEOPLE)
    assert [row.row for row in second.rows] == [4]
    assert [name for name, _, _ in office.saved] == ["홍길동", "남궁민수", "뷁쀍"]


def test_a_stop_in_mid_row_leaves_it_in_doubt(office: Office, tmp_path: Path) -> None:
    script = with_columns(record_one(office), Kim="{성명}", **{"010": "{전화번호}"})
    form = office.open()
    saves = form.widget("저장하기")
    pressed: list[int] = []
    player = Player(office.world, tmp_path)

    def stop_at_the_second() -> None:
        pressed.append(1)
        if len(pressed) == 2:
            player.control.stop()
        else:
            office._ask(form)

    saves.on_click = stop_at_the_second
    stopped = player.play(script, data=PEOPLE)
    assert stopped.status == "stopped"
    assert not office.world.held
    again = Player(office.world, tmp_path)
    doubtful = again.play(script, Options(resume=stopped.run, rows=(2, 3)), PEOPLE)
    assert [(row.row, row.status) for row in doubtful.rows] == [(3, "in_doubt")]
    assert doubtful.status == "failed"
    settled = again.play(script, Options(resume=stopped.run, rows=(2, 3), in_doubt="done"), PEOPLE)
    assert [(row.row, row.status) for row in settled.rows] == [(3, "done")]


def waited_until_gone(office: Office, tmp_path: Path, comes: float, goes: float) -> float:
    """Seconds that a step waits for the form to vanish, which comes and goes after so many."""
    script, world = record_one(office), office.world
    world.windows.clear()

    def come() -> None:
        busy = office.open()
        world.after(goes - comes, lambda: world.windows.remove(busy))

    world.after(comes, come)
    began = world.clock()
    wait = Step("w", WaitFor(Vanishes(target_of(script, 0))))
    played = Player(world, tmp_path).play(replace(script, steps=(wait,)), Options(step_timeout=9.0))
    assert played.status == "done"
    return world.clock() - began


def test_what_is_to_vanish_is_given_time_to_come(office: Office, tmp_path: Path) -> None:
    """A program that was told to look for something says only a moment later that it is busy."""
    assert waited_until_gone(office, tmp_path, 0.4, 3.0) >= 3.0


def test_what_does_not_come_has_vanished(office: Office, tmp_path: Path) -> None:
    assert waited_until_gone(office, tmp_path, 60.0, 61.0) < 9.0


def test_flow_conditions_and_values(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    office.open()
    name = target_of(script, 0)
    player = play_steps(
        office, tmp_path, script,
        If(Appears(name), (Step("a", Message("있음")),), (Step("b", Message("없음")),)),
        If(Vanishes(name), (Step("c", Message("없음")),), (Step("d", Message("있음 2")),)),
        If(WindowOpen(WindowPattern("대상자*")), (Step("e", Message("창")),)),
        Repeat(3, (Step("f", Message("또")),)),
        Wait(0.1),
        Click(name),
        Type("홍길동"),
        Read("값", source="field", target=name),
        If(ValueIs("{값}", "starts_with", "홍"), (Step("g", Message("{값|왼쪽 1}씨")),)),
        WriteRow(str(tmp_path / "결과.csv"), {"이름": "{값}"}),
        Stop("끝"),
        Message("여기는 오지 않아요"),
    )  # fmt: skip
    assert [fields["text"] for fields in player.named("message")] == [
        "있음", "있음 2", "창", "또", "또", "또", "홍씨",
    ]  # fmt: skip
    assert "홍길동" in (tmp_path / "결과.csv").read_text(encoding="utf-8-sig")
    assert player.named("run_done")[0]["status"] == "done"


def test_waiting_for_what_does_not_come_fails(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    office.open()
    wait = WaitFor(WindowOpen(WindowPattern("없는 창")))
    player = play_steps(office, tmp_path, script, wait)
    assert player.named("step_failed")[0]["why"] == "timed_out"


@pytest.mark.parametrize(
    ("rule", "status", "rows"),
    [
        ("stop", "failed", [(2, "failed")]),
        ("skip_row", "done", [(2, "skipped"), (3, "skipped"), (4, "skipped")]),
        ("ignore", "done", [(2, "done"), (3, "done"), (4, "done")]),
    ],
)
def test_what_a_failed_step_does_is_the_steps_choice(
    office: Office, tmp_path: Path, rule: str, status: str, rows: list[tuple[int, str]]
) -> None:
    script = record_one(office)
    step = Step("x", WaitFor(WindowOpen(WindowPattern("없는 창"))), on_error=rule)  # type: ignore[arg-type]
    player = Player(office.world, tmp_path)
    result = player.play(replace(script, steps=(step,)), Options(step_timeout=0.2), PEOPLE)
    assert (result.status, [(row.row, row.status) for row in result.rows]) == (status, rows)


def test_a_question_goes_to_the_clerk_and_her_answer_decides(
    office: Office, tmp_path: Path
) -> None:
    script = record_one(office)
    wait = Step("x", WaitFor(WindowOpen(WindowPattern("없는 창"))))
    player = Player(office.world, tmp_path)
    player.answer("retry", "continue", "skip_row", "stop")
    result = player.play(
        replace(script, steps=(wait,)), Options(step_timeout=0.2, asking=True), PEOPLE
    )
    assert [(row.row, row.status) for row in result.rows] == [(2, "done"), (3, "skipped")]
    assert result.status == "stopped"
    assert len(player.named("asked")) == 4


def test_nobody_to_ask_fails_with_a_sentence(office: Office, tmp_path: Path) -> None:
    player = play_steps(office, tmp_path, record_one(office), Ask("몇 명인가요?", "수"))
    assert "사람이 없어서" in str(player.named("run_done")[0]["message"])


def test_keys_wait_for_their_window(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    form = office.open()
    form.shortcuts["F2"] = lambda: office.world.after(
        2.0,
        lambda: office.world.open_window(
            "늦은 창", (300, 300, 300, 200), [Field("칸", (9, 9, 90, 28))]
        ),
    )
    play_steps(
        office, tmp_path, replace(script),
        Press("F2", window=WindowPattern("대상자 등록")),
        Type("값", window=WindowPattern("늦은 창")),
    )  # fmt: skip
    assert form.field("성명").value == ""


def test_the_clock_of_the_world_is_the_only_clock(office: Office) -> None:
    assert isinstance(office.world.clock, Clock)


def test_a_window_that_looks_the_same_and_lies_over_it_is_not_clicked(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = record_one(office)
    office.open()
    double = office.open()
    double.title = "다른 시스템"
    # It stays in front whatever is asked of the window manager.
    monkeypatch.setattr(FakeWindows, "focus", lambda self, window: None)
    before = len(office.world.clicked)
    player = Player(office.world, tmp_path)
    result = player.play(script, Options(step_timeout=0.5))
    assert (result.status, player.named("step_failed")[0]["why"]) == ("failed", "wrong_window")
    assert office.world.clicked[before:] == []
    assert double.field("성명").value == ""


def test_after_a_pause_the_place_is_looked_for_again(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    form = office.open()
    player = Player(office.world, tmp_path)
    check, pauses = player.control.check, iter([True])

    def paused_once() -> bool:
        check()
        if next(pauses, False):
            form.move(500, 330)  # the clerk's doing, during the pause
            return True
        return False

    player.control.check = paused_once  # type: ignore[method-assign]
    hand = type(player.control).wait
    player.control.wait = lambda seconds: hand(player.control, seconds)  # type: ignore[method-assign]
    assert player.play(replace(script, steps=script.steps[:2])).status == "done"
    assert form.field("성명").value == "Kim"


def test_a_program_above_us_is_said(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = record_one(office)
    form = office.open()
    seen = FakeWindow.seen
    monkeypatch.setattr(FakeWindow, "seen", lambda self: replace(seen(self), elevated=True))
    player = play_steps(
        office, tmp_path, script, Click(target_of(script, 0)), Press("a", window=None)
    )
    assert "관리자" in str(player.named("step_failed")[0]["message"])
    assert form.field("성명").value == ""


def test_a_row_that_failed_after_it_was_begun_is_in_doubt(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    office.open()
    wait = Step("x", WaitFor(WindowOpen(WindowPattern("없는 창"))))
    player = Player(office.world, tmp_path)
    options = Options(step_timeout=0.3)
    before = player.play(replace(script, steps=(wait, *script.steps[:1])), options, PEOPLE)
    again = player.play(
        replace(script, steps=(wait,)), replace(options, resume=before.run, rows=(2, 2)), PEOPLE
    )
    assert [(row.row, row.status) for row in again.rows] == [(2, "failed")]  # nothing was done
    after = player.play(replace(script, steps=(*script.steps[:1], wait)), options, PEOPLE)
    doubtful = player.play(
        replace(script, steps=()), replace(options, resume=after.run, rows=(2, 2)), PEOPLE
    )
    assert [(row.row, row.status) for row in doubtful.rows] == [(2, "in_doubt")]


def test_two_rows_with_the_same_key_are_two_rows(office: Office, tmp_path: Path) -> None:
    script = replace(record_one(office), steps=(Step("m", Message("{성명}")),))
    script = replace(script, inputs={"명단": Input(("성명",), ("성명",))})
    twice = people({"성명": "이수민"}, {"성명": "이수민"}, {"성명": "홍길동"})
    player = Player(office.world, tmp_path)
    first = player.play(script, Options(rows=(2, 2)), twice)
    player.play(script, Options(resume=first.run), twice)
    assert [fields["row"] for fields in player.named("row_done")] == [3, 4]
    player.play(script, Options(resume=first.run), twice)
    assert player.named("row_done") == []


def test_a_continue_that_ends_a_pause_answers_no_question(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    wait = Step("x", WaitFor(WindowOpen(WindowPattern("없는 창"))))
    player = Player(office.world, tmp_path)
    player.answer("pause continue skip_row")
    asked = player.play(
        replace(script, steps=(wait,)), Options(step_timeout=0.2, asking=True, rows=(2, 2)), PEOPLE
    )
    assert [(row.row, row.status) for row in asked.rows] == [(2, "skipped")]


def test_a_retry_does_not_press_again_what_was_pressed(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    office.open()
    save_step = next(s for s in script.steps if s.action == Click(target_of(script, 2)))
    stays = replace(save_step, closes=True, on_error="retry")
    before = len(office.world.clicked)
    player = Player(office.world, tmp_path)
    result = player.play(replace(script, steps=(stays,)), Options(step_timeout=0.3))
    assert result.status == "failed"
    assert len(office.world.clicked) == before + 1


def test_a_failure_inside_a_block_is_told_and_asked_once(office: Office, tmp_path: Path) -> None:
    script = record_one(office)
    wait = Step("x", WaitFor(WindowOpen(WindowPattern("없는 창"))), on_error="stop")
    block = Step("r", Repeat(1, (Step("i", Repeat(1, (wait,))),)))
    player = Player(office.world, tmp_path)
    result = player.play(replace(script, steps=(block,)), Options(step_timeout=0.2, asking=True))
    assert result.status == "failed"
    assert [fields["step"] for fields in player.named("step_failed")] == ["x"]
    assert player.named("asked") == []


def test_a_bug_is_not_told_as_success(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = record_one(office)
    player = Player(office.world, tmp_path)

    def burst(self: Eyes, pattern: WindowPattern) -> list[Window]:
        raise ZeroDivisionError

    monkeypatch.setattr(Eyes, "windows", burst)
    with pytest.raises(ZeroDivisionError):
        player.play(script)
    with Journal(tmp_path / "runs") as journal:
        assert [entry.status for entry in journal.runs()] == ["failed"]


def test_the_report_holds_no_value_of_the_list(office: Office, tmp_path: Path) -> None:
    script = replace(
        record_one(office), steps=(Step("s", Stop("{성명}씨는 안 돼요", failed=True)),)
    )
    Player(office.world, tmp_path).play(script, data=PEOPLE)
    for file in (tmp_path / "runs").rglob("*"):
        assert file.is_dir() or "홍길동".encode() not in file.read_bytes(), file
