"""What the journal, the pictures and the questions of a run are worth, in the fake world."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from player.ocr.reader import read_text
from player.run.journal import Journal
from player.run.options import Options
from player.run.proofs import MOST_STEPS, read_proofs
from player.vision.picture import decode
from scripts.commits import irreversible, last_irreversible
from scripts.model import (
    Click,
    ForEachRow,
    If,
    Press,
    Read,
    Repeat,
    Script,
    Step,
    Type,
    ValueIs,
    Wait,
    WaitFor,
    WindowOpen,
    WindowPattern,
)
from tests.loop import Player
from tests.office import PEOPLE, Office, record_one, with_columns


def whole(office: Office) -> Script:
    script = with_columns(record_one(office), Kim="{성명}", **{"010": "{전화번호}"})
    office.open()
    return script


def states(tmp_path: Path, run: str) -> list[tuple[str, dict[str, bool]]]:
    with Journal(tmp_path / "runs") as journal:
        left = sorted(journal.left(run).values(), key=lambda row: row.number)
    return [(row.state, dict(row.steps)) for row in left]


def stop_after(player: Player, event: str, count: int) -> None:
    """Stop the run at the event's n-th time."""
    seen: list[str] = []
    before = player.heard

    def heard(name: str, fields: dict[str, object]) -> None:
        before(name, fields)
        seen.extend([name] if name == event else [])
        if len(seen) == count:
            player.control.stop()

    player.heard = heard  # type: ignore[method-assign]


def test_a_step_that_was_refused_leaves_no_intention(office: Office, tmp_path: Path) -> None:
    script = whole(office)
    form = office.world.windows[0]
    form.widget("성명").visible = form.widget("전화번호").visible = False
    form.widget("저장하기").visible = False
    result = Player(office.world, tmp_path).play(script, Options(step_timeout=0.5), PEOPLE)
    assert result.status == "failed"
    assert states(tmp_path, result.run)[0] == ("failed", {})


def test_a_row_stopped_between_two_steps_is_told_from_one_stopped_in_the_middle_of_one(
    office: Office, tmp_path: Path
) -> None:
    script = whole(office)
    ids = [step.id for step in script.steps]
    player = Player(office.world, tmp_path)
    stop_after(player, "step_done", 2)
    result = player.play(script, data=PEOPLE)
    assert result.status == "stopped"
    state, steps = states(tmp_path, result.run)[0]
    assert (state, list(steps)) == ("begun", ids[:2])
    assert steps[ids[0]]


def test_only_marked_steps_count_where_there_are_any(office: Office, tmp_path: Path) -> None:
    script = whole(office)
    marked = (*script.steps[:-1], replace(script.steps[-1], saves=True))
    script = replace(script, steps=marked)
    player = Player(office.world, tmp_path)
    stop_after(player, "step_done", 3)
    stopped = player.play(script, data=PEOPLE)
    assert states(tmp_path, stopped.run)[0] == ("begun", {})
    # What was typed is thrown away, as a clerk would; then the row is done again unasked.
    for name in ("성명", "전화번호"):
        office.world.windows[0].field(name).value = ""
    again = Player(office.world, tmp_path)
    assert again.play(script, Options(resume=stopped.run), PEOPLE).status == "done"
    assert [row[0] for row in office.saved] == ["홍길동", "남궁민수", "뷁쀍"]
    assert again.named("resumed")[0]["untouched"] == [2]
    assert again.named("asked") == []


def test_a_row_in_doubt_is_put_with_its_picture_which_goes_when_it_is_settled(
    office: Office, tmp_path: Path
) -> None:
    script = whole(office)
    player = Player(office.world, tmp_path)
    stop_after(player, "step_done", len(script.steps) + 3)
    stopped = player.play(script, data=PEOPLE)
    again = Player(office.world, tmp_path)
    again.answer("done")
    pictures: list[bytes] = []
    before = again.heard

    def heard(name: str, fields: dict[str, object]) -> None:
        if name == "asked":
            pictures.append(Path(str(fields["picture"])).read_bytes())
        before(name, fields)

    again.heard = heard  # type: ignore[method-assign]
    result = again.play(script, Options(resume=stopped.run, asking=True), PEOPLE)
    [asked] = again.named("asked")
    assert asked["why"] == "in_doubt"
    assert asked["row"] == 3
    assert asked["at_step"] == script.steps[2].id
    assert "저장됐나요" in str(asked["question"])
    assert "남궁민수" not in read_text(decode(pictures[0], "before.jpg"), 1.0)
    assert not list((tmp_path / "runs" / result.run).glob("before-*"))
    assert [(row.row, row.status) for row in result.rows] == [(3, "done"), (4, "done")]


def test_a_second_run_asks_before_it_repeats(office: Office, tmp_path: Path) -> None:
    script = whole(office)
    player = Player(office.world, tmp_path)
    player.play(script, Options(rows=(2, 3)), PEOPLE)
    asked = Player(office.world, tmp_path)
    asked.answer_text("남은 행만 하기")
    result = asked.play(script, Options(asking=True), PEOPLE)
    assert [row.row for row in result.rows] == [4]
    assert asked.named("already_done")[0]["rows"] == [2, 3]
    assert [row[0] for row in office.saved] == ["홍길동", "남궁민수", "뷁쀍"]


def test_of_a_failed_row_every_step_is_shown_without_its_values(
    office: Office, tmp_path: Path
) -> None:
    script = whole(office)
    wait = Step("w1", WaitFor(WindowOpen(WindowPattern("없는 창"))))
    script = replace(script, steps=(*script.steps[:3], wait))
    result = Player(office.world, tmp_path).play(script, Options(step_timeout=0.3), PEOPLE)
    folder = tmp_path / "runs" / result.run
    [row] = read_proofs(folder)
    assert (row.row, row.status) == (2, "failed")
    assert [step.status for step in row.steps] == ["done"] * 3 + ["failed"]
    assert all(step.before for step in row.steps[:3])
    assert row.steps[0].point is not None
    assert row.steps[-1].after
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.index("class='step failed'") < page.index("살펴볼 행")
    for file in folder.iterdir():
        for value in ("홍길동", "010-1234-5678"):
            assert value.encode() not in file.read_bytes(), file
    for step in row.steps:
        assert len(json.dumps(step.before + step.after)) <= 50_000


def test_pictures_are_bounded_however_long_a_row_is(office: Office, tmp_path: Path) -> None:
    script = whole(office)
    again = Step("r1", Repeat(60, (Step("p1", Press("Tab", 1, WindowPattern("대상자 등록"))),)))
    result = Player(office.world, tmp_path).play(replace(script, steps=(again,)), data=PEOPLE)
    rows = read_proofs(tmp_path / "runs" / result.run)
    assert [row.row for row in rows] == [2, 3, 4]
    assert {len(row.steps) for row in rows} == {MOST_STEPS}


# ---- which steps cannot be taken back -------------------------------------------------------


def script_of(*steps: Step) -> Script:
    return Script("x", (Step("r", ForEachRow("명단", steps)),))


def test_without_marks_everything_that_acts_counts() -> None:
    script = script_of(Step("a", Click("칸")), Step("b", Type("x")), Step("c", Wait(1)))
    assert irreversible(script) == {"a", "b"}
    assert last_irreversible(script) == "b"


def test_a_marked_step_leaves_the_others_free() -> None:
    script = script_of(
        Step("a", Click("칸")), Step("b", Press("Enter"), saves=True), Step("c", Press("Enter"))
    )
    assert irreversible(script) == {"b"}
    assert last_irreversible(script) == "b"


@pytest.mark.parametrize(
    "last",
    [
        Step("l", Repeat(2, (Step("i", Press("Tab")),))),
        Step("l", Read("번호")),
        Step("l", If(ValueIs("{a}", "is", "1"), (Step("i", Press("Tab")),))),
    ],
    ids=["a loop", "a value still to be read", "a branch"],
)
def test_where_the_end_depends_no_step_is_the_last(last: Step) -> None:
    assert last_irreversible(script_of(Step("a", Click("칸")), last)) == ""
