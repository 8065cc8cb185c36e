"""Make the shipped demo script: ``python -m tests.bench.make_demo``.

A clerk (xdotool) enters one person into the practice app while the product records her; then the
typed values become columns of the shipped workbook, as she would do it in the file.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from player.desktop.x11.virtual import virtual_screen
from scripts.files import load, save
from scripts.model import ForEachRow, If, Input, Press, Script, Step, Type, ValueIs
from tests.clerk import Clerk, Practice, main, practice
from ui.demo import SCRIPT

TYPED = {
    "Kim Minji": "{성명}",
    "800101-1234567": "{주민등록번호}",
    "010-1234-5678": "{전화번호}",
    "Garam-ro 1": "{주소}",
    "2026-01-05": "{격리시작일|날짜 %Y-%m-%d}",
    "memo": "{메모}",
}
COLUMNS = (
    "성명",
    "주민등록번호",
    "전화번호",
    "주소",
    "격리시작일",
    "담당보건소",
    "위생키트",
    "메모",
)


def enter_one(clerk: Clerk, app: Practice) -> None:
    """One person, by mouse and keyboard."""
    clerk.key("F2")
    app.when(lambda state: state["screen"] == "등록", "the form")
    clerk.click(app.place("성명"))
    for value in list(TYPED)[:5]:
        clerk.type(value)
        clerk.key("Tab")
    app.when(lambda state: state["focus"] == "담당 보건소", "the combo box")
    clerk.key("Down")
    clerk.key("Tab")
    app.when(lambda state: state["focus"] == "위생키트", "the check box")
    clerk.key("space")
    clerk.click(app.place("메모"))
    app.when(lambda state: state["focus"] == "메모", "the memo")
    clerk.type("memo")
    clerk.click(app.place("저장"))
    app.when(lambda state: "저장하시겠습니까" in (state["dialog"] or ""), "the question")
    clerk.key("Return")
    app.when(lambda state: "저장되었습니다" in (state["dialog"] or ""), "the confirmation")
    clerk.key("Return")
    app.when(lambda state: not state["dialog"], "the empty form")


def record(folder: Path) -> Script:
    """The recording as it comes."""
    with (
        practice(folder / "data", "--geometry", "160,90,1000,660") as app,
        main("record", "--out", str(folder / "recorded"), "--no-ui") as recorder,
    ):
        recorder.event("recording")
        enter_one(Clerk(), app)
        assert recorder.end() == 0
    return load(folder / "recorded")


def edited(script: Script) -> Script:
    """The recording with columns in the place of values, inside a loop over the list."""
    steps = []
    for step in script.steps:
        match step.action:
            case Type(text) if text in TYPED:
                steps.append(replace(step, action=replace(step.action, text=TYPED[text])))
            case Press("Down", _, window):
                steps.append(replace(step, action=Type("{담당보건소}", window=window)))
            case Press("Space"):
                wanted = ValueIs("{위생키트}", "is", "Y")
                steps.append(Step("kit0", If(wanted, (step,))))
            case _:
                steps.append(step)
    loop = Step("rows", ForEachRow("명단", tuple(steps)))
    return replace(
        script,
        name=SCRIPT.name,
        inputs=MappingProxyType({"명단": Input(COLUMNS, ("성명", "전화번호"))}),
        steps=(loop,),
    )


if __name__ == "__main__":
    with virtual_screen() as display, tempfile.TemporaryDirectory() as folder:
        os.environ["DISPLAY"] = display
        os.environ["ILSON_HOME"] = folder
        save(edited(record(Path(folder))), SCRIPT)
        print(SCRIPT)
