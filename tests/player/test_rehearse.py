"""A rehearsal touches nothing and tells all that would go wrong."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from player.data import List
from player.desktop.fake import open_fake
from player.rehearse import MOST_TOLD, Rehearsal
from player.run.options import Options
from scripts.model import Click, Input, Open, Script, Secret, Step, Type, WriteRow
from tests.loop import people
from tests.office import PEOPLE, Office, record_one, with_columns


@pytest.fixture
def office() -> Office:
    return Office()


def rehearse(
    office: Office, script: Script, data: List | None = PEOPLE, results: Path | None = None
) -> tuple[int, list[tuple[str, dict[str, object]]]]:
    told: list[tuple[str, dict[str, object]]] = []
    pointer, windows = office.world.pointer, list(office.world.windows)
    clicked = list(office.world.clicked)
    rehearsal = Rehearsal(
        script, open_fake(office.world), lambda name, of: told.append((name, of)), Options(), data,
        results,
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
