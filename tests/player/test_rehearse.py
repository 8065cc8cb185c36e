"""A rehearsal touches nothing and tells all that would go wrong."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from player.data import List, Row, Values
from player.desktop.fake import open_fake
from player.rehearse import MOST_TOLD, Rehearsal
from player.run.options import Options
from scripts.errors import DataProblem
from scripts.model import (
    Click,
    ForEachRow,
    Input,
    Message,
    Open,
    Script,
    Secret,
    Step,
    Type,
    WriteRow,
)
from tests.loop import people
from tests.office import PEOPLE, Office, record_one, with_columns


@pytest.fixture
def office() -> Office:
    return Office()


def rehearse(
    office: Office,
    script: Script,
    data: List | None = PEOPLE,
    results: Path | None = None,
    lists: dict[str, List] | None = None,
) -> tuple[int, list[tuple[str, dict[str, object]]]]:
    told: list[tuple[str, dict[str, object]]] = []
    pointer, windows = office.world.pointer, list(office.world.windows)
    clicked = list(office.world.clicked)
    rehearsal = Rehearsal(
        script, open_fake(office.world), lambda name, of: told.append((name, of)), Options(), data,
        results, lists,
    )  # fmt: skip
    code = rehearsal.run()
    assert (office.world.pointer, office.world.windows) == (pointer, windows)
    assert office.world.clicked == clicked
    return int(code), told


@pytest.fixture
def script(office: Office) -> Script:
    made = with_columns(record_one(office), Kim="{성명}", **{"010": "{전화번호}"})
    return replace(made, inputs={"명단": Input(("성명", "전화번호"), ("성명",))})


def problems(told: list[tuple[str, dict[str, object]]]) -> list[tuple[object, object]]:
    return [(of["level"], of["what"]) for name, of in told if name == "problem"]


def test_all_is_well(office: Office, script: Script) -> None:
    office.open(320, 200)
    code, told = rehearse(office, script, people({"성명": "홍길동", "전화번호": "02-345-6789"}))
    assert code == 0
    assert problems(told) == []
    where = {str(of["target"]): of.get("where") for name, of in told if name == "target"}
    assert set(where.values()) == {"screen"}


def test_the_list_the_files_the_secrets_and_the_first_screen(
    office: Office, script: Script, tmp_path: Path
) -> None:
    (tmp_path / "막힘").write_text("", encoding="utf-8")
    steps = (
        *script.steps, Step("o1", Open("program", "hwp")), Step("s1", Type(Secret("행정"))),
        Step("w1", WriteRow(str(tmp_path / "막힘" / "결과.xlsx"), {"성명": "{성명}"})),
    )  # fmt: skip
    data = people(
        {"성명": "홍길동", "전화번호": "1012345678"}, {"성명": "", "전화번호": "02-345-6789"}
    )
    code, told = rehearse(office, replace(script, steps=steps), data)
    assert code == 1
    assert set(problems(told)) == {
        ("wrong", "phone"), ("wrong", "missing"), ("wrong", "secret"), ("wrong", "program"),
        ("wrong", "file"), ("wrong", "target"),
    }  # fmt: skip
    [last] = [of for name, of in told if name == "run_done"]
    assert (last["done"], last["failed"], last["status"]) == (0, 2, "failed")
    assert last["problems"] == len(problems(told))


def test_a_later_screen_is_looked_for_in_its_own_recording(office: Office, script: Script) -> None:
    office.open(without="저장하기")
    code, told = rehearse(office, script, people({"성명": "홍", "전화번호": "02-345-6789"}))
    clicks = [s.action.target for s in script.steps if isinstance(s.action, Click)]
    [missing] = [of for name, of in told if name == "target" and not of["found"]]
    assert (missing["target"], missing["where"]) == (clicks[-1], "recorded")
    assert (code, problems(told)) == (0, [])


def test_thousands_of_the_same_problem_are_counted(office: Office, script: Script) -> None:
    office.open()
    rows = [{"성명": "같은 이름", "전화번호": "02-345-6789"}] * (MOST_TOLD + 30)
    code, told = rehearse(office, script, people(*rows))
    assert code == 1
    assert len(problems(told)) == MOST_TOLD
    assert [of["text"] for name, of in told if name == "message"] == [
        "성명: 그 밖에 29행도 그래요."
    ]
    assert [of["problems"] for name, of in told if name == "run_done"] == [MOST_TOLD + 29]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the file itself")
def test_a_workbook_that_is_open_in_excel(office: Office, script: Script, tmp_path: Path) -> None:
    office.open()
    file = tmp_path / "결과.xlsx"
    file.write_bytes(b"")
    (tmp_path / "~$결과.xlsx").write_bytes(b"")
    row = people({"성명": "홍", "전화번호": "02-345-6789"})
    code, told = rehearse(office, script, row, file)
    assert (code, problems(told)) == (1, [("wrong", "file")])


def test_rows_for_which_an_inner_list_has_nothing(office: Office, script: Script) -> None:
    office.open(320, 200)
    goods = Step("r2", ForEachRow("물품", (), {"받는 사람": "{성명}"}))
    loop = Step("r1", ForEachRow("명단", (*script.steps, goods)))
    made = replace(script, steps=(loop,), inputs={**script.inputs, "물품": Input(())})
    data = people(
        {"성명": "홍길동", "전화번호": "02-345-6789"}, {"성명": "남궁민", "전화번호": "02-345-6780"}
    )
    code, told = rehearse(office, made, data, lists={"물품": people({"받는 사람": "홍길동"})})
    assert code == 0 and problems(told) == [("look", "inner")]
    row = next(of["row"] for name, of in told if name == "problem")
    assert row == data.rows[1].number
    broken = people({"받는 사람": "#N/A"})
    wrong = DataProblem("‘명단’ 시트 A2 칸: 값이 오류(#N/A)예요.", "고쳐 주세요.")
    cell = Values({"받는 사람": ""}, {"받는 사람": wrong})
    broken = replace(broken, rows=(Row(2, cell),))
    code, told = rehearse(office, made, data, lists={"물품": broken})
    assert code == 1 and problems(told)[0] == ("wrong", "inner")


def test_values_of_inner_rows_are_put_in_too(office: Office, script: Script) -> None:
    office.open(320, 200)
    goods = Step(
        "r2", ForEachRow("물품", (Step("m1", Message("{날짜|날짜 %Y.%m}")),), {"이름": "{성명}"})
    )
    loop = Step("r1", ForEachRow("명단", (*script.steps, goods)))
    inputs = {**script.inputs, "물품": Input(("날짜",))}
    made = replace(script, steps=(loop,), inputs=inputs)
    data = people({"성명": "홍길동", "전화번호": "02-345-6789"})
    good = people({"이름": "홍길동", "날짜": "2026-12-01"})
    assert rehearse(office, made, data, lists={"물품": good})[0] == 0
    bad = people({"이름": "홍길동", "날짜": "모름"}, {"이름": "남궁민", "날짜": "모름"})
    code, told = rehearse(office, made, data, lists={"물품": bad})
    assert code == 1 and problems(told) == [("wrong", "inner")], "only the row that belongs to hers"
    said = next(str(of["message"]) for name, of in told if name == "problem")
    assert said.startswith(f"‘물품’ {bad.rows[0].number}행: ")
    assert [name for name, _ in told if name.startswith("row_")] == ["row_failed"]
