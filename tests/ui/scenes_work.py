"""Scenes of what is done with a task: changing it, bringing it and a list together, running it,
answering it, looking back, taking one in. Names, people and systems are made up."""

from __future__ import annotations

import base64
import sys
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from scripts.files import load, pack
from scripts.folders import scripts_folder
from scripts.model import ImageAnchor
from tests.conftest import ROOT
from ui.binding.dialog import BindingDialog
from ui.editor.document import Document
from ui.editor.page import EditorPage
from ui.history.page import HistoryPage
from ui.importing.dialog import ImportDialog
from ui.library import entries
from ui.progress import Progress, Question
from ui.run.outline import outline
from ui.run.page import RunPage
from ui.run.repair import RepairDialog
from ui.texts import language

if TYPE_CHECKING:
    from tests.ui.scenes import Stage

SAMPLE = ROOT / "assets" / "samples" / "자가격리 대상자 등록"
LIST = ROOT / "assets" / "samples" / "자가격리_대상자.xlsx"
_PEOPLE = (
    "김하늘", "박도윤", "이서아", "최은우", "정다온", "강민재", "윤서진", "장하린", "임도현",
    "한지유",
)  # fmt: skip


def editor(stage: Stage) -> QWidget:
    path = next(entry.path for entry in entries(scripts_folder()) if "복지" in entry.name)
    document = Document(path)
    document.open(load(path))
    made = EditorPage(document)
    made.resize(1240, 640)
    made.show()
    place = next(n for n, row in enumerate(made.model.rows) if "저장" in made.model.spoken(row))
    made.view.setCurrentIndex(made.model.index(place, 0))
    stage.wait(lambda: not made._settle.isActive())
    return made


def binding(stage: Stage) -> QWidget:
    entry = next(entry for entry in entries(scripts_folder()) if "복지" in entry.name)
    made = BindingDialog(entry, str(LIST), (sys.executable, str(ROOT / "main.py")))
    made.show()
    stage.wait(lambda: made.grid.rows.rowCount() > 1)
    return made


def _run(asked: bool) -> Progress:
    shown = outline(load(SAMPLE), language())
    progress = Progress("play", SAMPLE.name, LIST.name, "running", rows=42)
    progress.take({"event": "run_started", "rows": 42, "ranges": [[2, 43]], "by_hand": 90})
    for row in range(2, 29):
        progress.take({"event": "row_started", "row": row})
        if row == 11:
            why = "‘저장되었습니다’가 10초 안에 나오지 않았어요."
            progress.take({"event": "row_failed", "row": row, "message": why})
        elif row < 28:
            status = "skipped" if row == 17 else "done"
            told = {"event": "row_done", "row": row, "status": status, "seconds": 8 + row % 5}
            progress.take(told)
    step = next(step for step, one in shown.steps.items() if one.image)
    progress.take({"event": "step_started", "row": 28, "step": step, "say": "눌러요"})
    if asked:
        progress.take({
            "event": "asked", "row": 28, "question": "‘저장’을 화면에서 못 찾겠어요.",
            "choices": ["retry", "continue", "skip_row", "stop"],
        })  # fmt: skip
    return progress


def _page(asked: bool) -> QWidget:
    made = RunPage()
    made.show_outline(outline(load(SAMPLE), language()))
    made.show_names({row: _PEOPLE[row % len(_PEOPLE)] for row in range(2, 44)})
    made.show_progress(_run(asked))
    made.resize(1040, 640)
    return made


def run(stage: Stage) -> QWidget:
    return _page(asked=False)


def run_asks(stage: Stage) -> QWidget:
    return _page(asked=True)


def repair(stage: Stage) -> QWidget:
    script = load(SAMPLE)
    anchor = next(
        anchor for target in script.targets.values() for anchor in target.anchors
        if isinstance(anchor, ImageAnchor)
    )  # fmt: skip
    screen = ROOT / "assets" / "pictures" / "practice.png"
    size = QImage(str(screen)).size()
    told = {
        "expected": [{"image": base64.b64encode(script.images[anchor.image]).decode(),
                      "offset": list(anchor.offset)}],
        "candidates": [{"point": [190, 130], "rect": [120, 118, 140, 24], "score": 0.8}],
        "screen": {"image": base64.b64encode(screen.read_bytes()).decode(),
                   "rect": [0, 0, size.width(), size.height()]},
    }  # fmt: skip
    question = Question(
        "못 찾겠어요.", ("retry", "continue", "skip_row", "stop"), ("here", "retry_row"),
        target="성명 칸", row=12, step="ks52", told=told,
    )  # fmt: skip
    return RepairDialog(question, "12행 오세민", "4단계")


def history(stage: Stage) -> QWidget:
    made = HistoryPage()
    made.resize(1240, 640)
    made.show()
    made.opened()
    stage.wait(lambda: made.list.count() > 1 and made.detail is not None)
    return made


def importing(stage: Stage) -> QWidget:
    file = scripts_folder().parent / "받은 작업.ilson"
    if not file.exists():
        pack(SAMPLE, file)
    made = ImportDialog(file)
    made.show()
    stage.wait(lambda: made.parcel is not None)
    return made


WORK = {
    "editor": editor, "binding": binding, "run": run, "run-asks": run_asks, "repair": repair,
    "history": history, "import": importing,
}  # fmt: skip
