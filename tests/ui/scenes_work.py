"""Scenes of what is done with a task: changing it, bringing it and a list together, running it,
answering it, looking back, taking one in. Names, people and systems are made up."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import openpyxl
from PySide6.QtCore import QBuffer, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from player.run.journal import Journal
from player.run.proofs import Proof, RowProof
from player.run.report import write_report
from player.run.told import RowResult, RunResult
from scripts import edit
from scripts.files import load, save
from scripts.folders import runs_folder, scripts_folder
from scripts.language import either, language
from scripts.model import (
    Click,
    ForEachRow,
    ImageAnchor,
    Input,
    Press,
    Script,
    Step,
    Target,
    TextAnchor,
    Type,
)
from scripts.schema import walk
from tests.conftest import ROOT
from ui.binding.dialog import BindingDialog
from ui.editor.document import Document
from ui.editor.page import EditorPage
from ui.editor.versions import VersionsDialog
from ui.history.page import HistoryPage
from ui.importing.dialog import ImportDialog
from ui.library import entries
from ui.progress import Progress, Question
from ui.run.flow import ask_about
from ui.run.outline import outline
from ui.run.page import RunPage
from ui.run.repair import RepairDialog

if TYPE_CHECKING:
    from tests.ui.scenes import Stage

SAMPLE = ROOT / "assets" / "samples" / "자가격리 대상자 등록"
LIST = ROOT / "assets" / "samples" / "자가격리_대상자.xlsx"
_LATE = (
    "‘저장되었습니다’가 10초 안에 나오지 않았어요.",
    "‘저장되었습니다’ did not come within 10 seconds.",
)
NOT_FOUND = ("‘저장’을 화면에서 못 찾겠어요.", "I can't find ‘저장’ on the screen.")
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
    stage.wait(lambda: made.at_rest and made.detail.step_id)
    return made


def versions(stage: Stage) -> QWidget:
    """A task of which a step was deleted, one looks elsewhere, and one types something else."""
    sample, path = load(SAMPLE), scripts_folder() / "예전 모습"
    save(sample, path)
    clicks = [step for step in walk(sample.steps) if isinstance(step.action, Click)]
    made = edit.put(sample, clicks[1].id, replace(clicks[1], action=clicks[-1].action))
    made = edit.remove(made, (clicks[0].id,))
    save(edit.insert(made, edit.Spot(None, 0, 0), (Step("nnnn", Press("F5")),)), path)
    document = Document(path)
    document.open(load(path))
    dialog = VersionsDialog(document)
    dialog.show()
    stage.wait(lambda: dialog.rows)
    return dialog


def binding(stage: Stage) -> QWidget:
    entry = next(entry for entry in entries(scripts_folder()) if "복지" in entry.name)
    made = BindingDialog(entry, str(LIST), (sys.executable, str(ROOT / "main.py")))
    made.show()
    stage.wait(lambda: made.grid.rows.rowCount() > 1 and made.at_rest)
    return made


def binding_inner(stage: Stage) -> QWidget:
    """A list below its titles, and one that is gone through for each of its rows."""
    entry = next(entry for entry in entries(scripts_folder()) if "연락처" in entry.name)
    goods = Step("r2", ForEachRow(
        "물품", (Step("g1", Type("{품목}")), Step("g2", Type("{수량}"))), {"받는 사람": "{성명}"}
    ))  # fmt: skip
    steps = (Step("n1", Type("{성명}")), Step("n2", Type("{주소}")), goods)
    inputs = {"명단": Input(("성명", "주소"), ("성명",)), "물품": Input(("품목", "수량"))}
    save(Script(entry.name, (Step("r1", ForEachRow("명단", steps)),), inputs=inputs), entry.path)
    for name, rows in (
        ("12월_위생키트.xlsx", [["12월 위생키트 배송"], ["작성", "복지과"], ["성명", "주소"], *(
            [person, f"하늘시 은행나무길 {n}"] for n, person in enumerate(_PEOPLE, 12)
        )]),
        ("12월_물품.xlsx", [["받는 사람", "품목", "수량"], *(
            [person, thing, 1] for person in _PEOPLE for thing in ("비누", "마스크")
        )]),
    ):  # fmt: skip
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(scripts_folder() / name)
    list_, inner = (scripts_folder() / name for name in ("12월_위생키트.xlsx", "12월_물품.xlsx"))
    made = BindingDialog(
        entry, f"{list_}#Sheet:3", (sys.executable, str(ROOT / "main.py")), None,
        {"물품": str(inner)},
    )  # fmt: skip
    made.show()
    stage.wait(lambda: made.run.isEnabled() and made.at_rest)
    return made


def _run(asked: bool) -> Progress:
    shown = outline(load(SAMPLE), language())
    progress = Progress("play", SAMPLE.name, LIST.name, "running", rows=42)
    progress.take({"event": "run_started", "rows": 42, "ranges": [[2, 43]], "by_hand": 90})
    for row in range(2, 29):
        progress.take({"event": "row_started", "row": row})
        if row == 11:
            progress.take({"event": "row_failed", "row": row, "message": either(*_LATE)})
        elif row < 28:
            status = "skipped" if row == 17 else "done"
            told = {"event": "row_done", "row": row, "status": status, "seconds": 8 + row % 5}
            progress.take(told)
    step = next(step for step, one in shown.steps.items() if one.image)
    progress.take({"event": "step_started", "row": 28, "step": step, "say": "눌러요"})
    if asked:
        progress.take({
            "event": "asked", "row": 28, "question": either(*NOT_FOUND),
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
        "candidates": [{"point": [390, 129], "rect": [315, 117, 150, 23], "score": 0.8}],
        "screen": {"image": base64.b64encode(screen.read_bytes()).decode(),
                   "rect": [0, 0, size.width(), size.height()]},
    }  # fmt: skip
    question = Question(
        either(*NOT_FOUND), ("retry", "continue", "skip_row", "stop"), ("here", "retry_row"),
        target="성명 칸", row=12, step="ks52", told=told,
    )  # fmt: skip
    return RepairDialog(question, either("12행 오세민", "Row 12 오세민"), either("4단계", "Step 4"))


_FILM = (
    # the middle of what is seen, and what is there (x, y, width, height), on the practice screen
    ((390, 129), (315, 117, 150, 23)), ((390, 155), (315, 143, 150, 23)),
    ((500, 181), (315, 169, 423, 23)), ((390, 275), (317, 263, 150, 23)),
    ((629, 275), (585, 267, 90, 16)), ((549, 471), (512, 460, 75, 22)),
)  # fmt: skip


def _film() -> tuple[Proof, ...]:
    """The steps of a row; what the last one waited for did not come."""
    screen = QImage(str(ROOT / "assets" / "pictures" / "practice.png"))
    steps = list(outline(load(SAMPLE), language()).steps.values())[1::3]
    made = []
    for shown, ((x, y), (left, top, width, height)) in zip(steps, _FILM, strict=False):
        around = QRect(x - 240, max(0, y - 150), 480, 300)
        held = QBuffer()
        held.open(QBuffer.OpenModeFlag.WriteOnly)
        screen.copy(around).save(held, "JPG")
        picture = base64.b64encode(held.data().data()).decode()
        box = ((left - around.x()) / 480, (top - around.y()) / 300, width / 480, height / 300)
        point = ((x - around.x()) / 480, (y - around.y()) / 300)
        made.append(Proof(
            shown.id, shown.say, "done", before=picture, after=picture, box=box, point=point
        ))  # fmt: skip
    made[-1] = replace(made[-1], status="failed", why=either(*_LATE))
    return tuple(made)


def history(stage: Stage) -> QWidget:
    """The latest run has kept the pictures of the row that failed."""
    with Journal(runs_folder()) as journal:
        run = journal.runs()[0]
        folder = runs_folder() / run.id
        folder.mkdir(exist_ok=True)
        row = RowProof(20, "feedbeef", "failed", _film())
        text = json.dumps(asdict(row), ensure_ascii=False)
        (folder / "row-feedbeef.json").write_text(text, "utf-8")
        result = RunResult(run.id, run.script, run.data, run.started, "done", run.seconds)
        for number in range(2, 44):
            failed = number == row.row
            why = f"{row.steps[-1].say}: {row.steps[-1].why}" if failed else ""
            result.add(RowResult(number, "failed" if failed else "done", 8.0, why=why))
        report = str(write_report(result, folder))
        journal._db.execute("UPDATE run SET report = ? WHERE id = ?", (report, run.id))
    made = HistoryPage()
    made.resize(1240, 640)
    made.show()
    made.opened()
    stage.wait(lambda: made.list.count() > 1 and made.detail is not None)
    return made


def importing(stage: Stage) -> QWidget:
    file = scripts_folder().parent / "받은 작업.ilson"
    if not file.exists():
        script = load(SAMPLE)
        steps = Step("x1", Click("삭제")), Step("x2", Press("Win+R")), *script.steps
        targets = {**script.targets, "삭제": Target("삭제", None, (TextAnchor("삭제"),))}
        author = "박주무관 · 온누리구 세무과"
        save(replace(script, steps=steps, targets=targets, author=author), file)
    made = ImportDialog(file)
    made.show()
    stage.wait(lambda: made.parcel is not None)
    return made


def not_trusted(stage: Stage) -> QWidget:
    asked = either(
        "받은 작업이 이 단계를 하려고 해요. ‘삭제’를 눌러요. 할까요?",
        "The task is about to do this: Click ‘삭제’. May it?",
    )
    return ask_about(Question(asked, ("continue", "skip_row", "stop"), why="not_trusted"), "", {})


WORK = {
    "editor": editor, "versions": versions, "binding": binding, "binding-inner": binding_inner,
    "run": run, "run-asks": run_asks, "repair": repair, "history": history, "import": importing,
    "not-trusted": not_trusted,
}  # fmt: skip
