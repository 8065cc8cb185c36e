"""The main job on Windows: a person (xdotool) records in three kinds of programs; they are started
again elsewhere and the recording is played for a list. What arrived is asked by window messages,
or read from the program's database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.files import load
from scripts.model import Type
from tests.clerk import (
    Child,
    Clerk,
    child,
    command,
    main,
    place_window,
    practice,
    put_columns,
    until,
    window_rect,
)
from tests.e2e.test_practice_app import ROWS, enter_one, people, write_workbook
from tests.windows import wine
from tests.windows.wine import program

TITLE = "대상자 입력 창"  # of dialog.py, which only Windows can import
HERE = Path(__file__).parent
PEOPLE = [
    ("홍길동", "010-1234-5678"), ("김값없다", "02-345-6789"), ("뷁쀍", "0"),
    ("남궁민수", "010-0000-0001"), ("O'Brien", "+82 10 1234"), ("강 훑다", "010-4444-5555"),
]  # fmt: skip


class Controls:
    """Asks what the controls of a window hold; see :mod:`tests.windows.controls`."""

    def __init__(self, asked: Child) -> None:
        self._asked = asked

    def __call__(self, title: str) -> list[dict[str, Any]]:
        self._asked.say(title)
        found: list[dict[str, Any]]
        found = self._asked.next(lambda line: "controls" in line, "the controls")["controls"]
        return found

    def at(self, title: str, kind: str, text: str = "", nth: int = 0) -> list[int]:
        """Where a control is."""
        fitting = [one for one in self(title) if one["class"] == kind and one["text"] == text]
        rect: list[int] = fitting[nth]["rect"]
        return rect

    def note(self) -> str:
        """What stands in the editor."""
        [edit] = [one for one in self("Notepad") if one["class"] == "Edit"]
        return str(edit["text"])


@pytest.fixture(scope="module")
def controls(lane: Path) -> Iterator[Controls]:
    with child(sys.executable, "-m", "tests.windows.wine", str(HERE / "controls.py")) as asked:
        yield Controls(asked)


def write_csv(path: Path) -> Path:
    lines = ["성명,전화번호", *(",".join(person) for person in PEOPLE)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def play(script: Path, data: str, *more: str) -> list[dict[str, Any]]:
    """Play to the end; on failure the last lines say what went wrong."""
    with main("play", str(script), "--data", data, *more, "--json") as player:
        code = player.rest(300)
    assert code == 0, "\n".join(map(str, player.seen[-4:]))
    return player.seen


def test_notepad(tmp_path: Path, controls: Controls) -> None:
    script, clerk = tmp_path / "적기", Clerk()
    with program("notepad.exe"):
        place_window("Notepad", 150, 120, 700, 480)
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.key("ctrl+End")
            clerk.type("Kim 1")
            clerk.key("Return")
            until(lambda: controls.note() == "Kim 1\r\n", "the text in the editor")
            assert recorder.stop() == 0
    put_columns(script, {"Kim 1": "{성명}·{전화번호}"})
    with program("notepad.exe"):
        place_window("Notepad", 640, 330, 900, 600)
        play(script, str(write_csv(tmp_path / "명단.csv")))
        wanted = "".join(f"{name}·{phone}\r\n" for name, phone in PEOPLE)
        until(lambda: controls.note() == wanted, "all rows in the editor")


def test_a_dialog_of_plain_controls(tmp_path: Path, controls: Controls) -> None:
    script, clerk = tmp_path / "입력", Clerk()
    dialog = [str(wine.folder() / "python" / "python.exe"), str(HERE / "dialog.py")]
    with program(*dialog, "200", "150"):
        window_rect(TITLE)
        until(lambda: len(controls(TITLE)) == 10, "the dialog")
        name, phone = controls.at(TITLE, "Edit"), controls.at(TITLE, "Edit", nth=1)
        save = controls.at(TITLE, "Button", "저장")
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.click(name)
            clerk.type("Kim 1")
            clerk.click(phone)
            clerk.type("010-9")
            clerk.click(save)
            until(lambda: controls(TITLE)[-1]["items"] == ["Kim 1|010-9"], "the entry in the list")
            assert recorder.stop() == 0
    assert not any("칸에 남은" in step.review for step in load(script).steps)
    put_columns(script, {"Kim 1": "{성명}", "010-9": "{전화번호}"})
    with program(*dialog, "900", "480"):
        window_rect(TITLE)
        play(script, str(write_csv(tmp_path / "명단.csv")))
        assert controls(TITLE)[-1]["items"] == ["|".join(person) for person in PEOPLE]


def test_a_field_that_shows_something_else_marks_the_step(
    tmp_path: Path, controls: Controls
) -> None:
    script, clerk = tmp_path / "입력", Clerk(0.4)
    dialog = [str(wine.folder() / "python" / "python.exe"), str(HERE / "dialog.py")]
    with program(*dialog, "200", "150", "5"):
        window_rect(TITLE)
        until(lambda: len(controls(TITLE)) == 10, "the dialog")
        name, phone = controls.at(TITLE, "Edit"), controls.at(TITLE, "Edit", nth=1)
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.click(name)
            clerk.type("Kim 1")
            clerk.click(phone)
            clerk.type("010-9999")
            clerk.click(controls.at(TITLE, "Button", "저장"))
            until(lambda: controls(TITLE)[-1]["items"] == ["Kim 1|010-9"], "the entry in the list")
            assert recorder.stop() == 0
    typed = {step.action.text: step.review for step in load(script).steps
             if isinstance(step.action, Type)}  # fmt: skip
    assert "칸에 남은" in typed["010-9999"]
    assert "칸에 남은" not in typed["Kim 1"]


def test_the_practice_app(tmp_path: Path) -> None:
    script, clerk = tmp_path / "등록", Clerk()
    with practice(tmp_path / "first", "--geometry", "120,60,1000,660") as app:
        clerk.key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            enter_one(clerk, app)
            assert recorder.stop() == 0
    typed = ("Kim Minji", "800101-1234567", "010-1234-5678", "Garam-ro 1")
    assert people(tmp_path / "first") == [typed]
    put_columns(
        script,
        {
            value: f"{{{column}}}"
            for value, column in zip(
                typed, ("성명", "주민등록번호", "전화번호", "주소"), strict=True
            )
        },
    )
    assert command("check", str(script)).stdout == ""
    workbook = tmp_path / "대상자 명단.xlsx"
    write_workbook(workbook)
    with practice(tmp_path / "second", "--geometry", "700,300,1140,700") as app:
        Clerk().key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        seen = play(script, f"{workbook}#대상자", "--rows", "2-7")
    assert people(tmp_path / "second") == ROWS[:6]
    rows = [line["row"] for line in seen if line["event"] == "row_done"]
    assert rows == [2, 3, 4, 5, 6, 7]
