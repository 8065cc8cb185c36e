"""A list and a task brought together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from player.data import List, read_list
from player.data.lists import Row, Values
from scripts.files import load, save
from scripts.folders import scripts_folder
from scripts.model import ForEachRow, Input, Script, Step, Type
from tests.ui.conftest import PRETEND, WaitFor, add_task
from tests.ui.test_window import entry_of, press
from ui.binding.dialog import BindingDialog
from ui.binding.grid import GridModel, column_data, masked
from ui.binding.links import LinkRow
from ui.binding.mapping import accept_all, bind, link, where_of_inner, with_key, with_where
from ui.library.menu import TaskMenu
from ui.library.tasks import Entry, entries
from ui.settings import Settings
from ui.texts import say, use_language
from ui.window import Window

PEOPLE = ("김하늘", "박도윤", "이서아", "최은우")


def people(*columns: str) -> List:
    """A list of four people."""
    rows = [
        {"성명": name, "주소": f"하늘시 은행나무길 {number}", "이름": name}
        for number, name in enumerate(PEOPLE, 12)
    ]
    return List("명단.xlsx", "명단", columns, tuple(
        Row(number, Values({c: row[c] for c in columns})) for number, row in enumerate(rows, 2)
    ))  # fmt: skip


def recorded() -> Script:
    """A task that was recorded once, for the second person of the list."""
    return Script("배송", (
        Step("s1", Type("박도윤", into="성명 칸")), Step("s2", Type("하늘시 은행나무길 13")),
        Step("s3", Type("방문")),
    ))  # fmt: skip


def looped() -> Script:
    steps = (Step("s1", Type("{성명}")), Step("s2", Type("{주소|공백제거}")))
    loop = Step("r1", ForEachRow("명단", steps))
    return Script("배송", (loop,), inputs={"명단": Input(("성명", "주소"), ("성명",))})


def test_what_was_recorded_is_proposed_and_taken() -> None:
    data = people("성명", "주소")
    bound = bind(recorded(), data, "ko")
    assert [(one.state, one.column) for one in bound.links] == [
        ("proposed", "성명"), ("proposed", "주소"), ("open", ""),
    ]  # fmt: skip
    taken = bind(accept_all(bound), data, "ko")
    assert [one.state for one in taken.links] == ["linked", "linked", "open"]
    assert taken.missing == () and taken.key == ("성명",)
    whole = bind(link(taken, taken.links[2], "주소"), data, "ko")
    assert whole.links[2].column == "주소"


def test_a_column_with_another_name_is_linked_in_its_place() -> None:
    bound = bind(looped(), people("이름", "주소"), "ko")
    assert bound.missing == ("성명",)
    assert [one.state for one in bound.links] == ["missing", "linked"]
    mended = bind(link(bound, bound.links[0], "이름"), bound.data, "ko")
    assert mended.missing == () and mended.key == ("이름",)
    kept = link(bound, bound.links[1], "이름")
    loop = kept.steps[0].action
    assert isinstance(loop, ForEachRow) and isinstance(loop.do[1].action, Type)
    assert loop.do[1].action.text == "{이름|공백제거}", "filters stay"


def test_the_key_can_be_changed() -> None:
    made = with_key(looped(), ("성명", "주소"))
    assert made.inputs["명단"].key == ("성명", "주소")
    assert with_key(recorded(), ("성명",)) == recorded()


def test_nobody_needs_to_read_a_whole_resident_number(app: QApplication) -> None:
    assert masked("450310-1234567") == "450310-*******"
    assert masked("010-0000-1204") == "010-0000-1204"
    model = GridModel()
    model.show_list(people("성명", "주소"))
    model.show_findings({(3, "주소"): ("wrong", "비어 있어요.")}, {4})
    index = model.index(1, 1)
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "비어 있어요."
    assert model.headerData(1, Qt.Orientation.Vertical) == "3"


@pytest.fixture
def task(ilson_home: Path, tmp_path: Path) -> tuple[Entry, Path]:
    """A task in the clerk's folder, and a workbook of four people."""
    save(recorded(), scripts_folder() / "배송")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["성명", "주소"])
    for number, name in enumerate(PEOPLE, 12):
        sheet.append([name, f"하늘시 은행나무길 {number}"])
    book.save(tmp_path / "명단.xlsx")
    return entries(scripts_folder())[0], tmp_path / "명단.xlsx"


def opened(entry: Entry, spec: str, wait: WaitFor) -> BindingDialog:
    use_language("ko")
    dialog = BindingDialog(entry, spec, PRETEND)
    dialog.show()
    if spec:
        wait(lambda: dialog.grid.rows.rowCount() == 4)
    return dialog


def test_a_recording_becomes_a_task_for_every_row(
    app: QApplication, wait: WaitFor, task: tuple[Entry, Path]
) -> None:
    entry, workbook = task
    dialog = opened(entry, str(workbook), wait)
    chosen: list[tuple[object, ...]] = []
    dialog.play.connect(lambda *told: chosen.append(told))
    assert dialog.links.count.text() == "0 / 3 이음"
    assert not dialog.run.isEnabled(), "four times the same"
    assert dialog.note.text() == say("bind_unbound")
    dialog.links.all.click()
    wait(lambda: dialog.links.count.text() == "2 / 3 이음")
    before = load(entry.path)
    assert before == recorded() or before.steps == recorded().steps, "not saved before she says go"
    wait(lambda: dialog.checks.badge.text() == "고칠 곳 없음")
    assert dialog.run.text() == "4행 실행"
    dialog.run.click()
    wait(lambda: chosen)
    assert chosen == [(dialog.spec(), None, (), {})]
    assert load(entry.path).inputs["명단"].columns == ("성명", "주소")
    dialog.deleteLater()


def test_a_task_that_was_just_recorded_gets_its_list_from_the_list_of_tasks(
    window: Window, wait: WaitFor
) -> None:
    add_task("plain")
    entry = entry_of(window, "plain", wait)
    window.library.choose(entry.path)
    window.activateWindow()
    window.library.list.setFocus()
    QTest.keyClick(window.library.list, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.dialog, BindingDialog) and window.dialog.isVisible()
    window.dialog.reject()
    menu = TaskMenu(window.library, entry, [])
    texts = [action.text().split("\t")[0] for action in menu.actions()]
    assert say("edit_bind") in texts
    menu.close()


def test_a_dragged_column_is_linked(
    app: QApplication, wait: WaitFor, task: tuple[Entry, Path]
) -> None:
    entry, workbook = task
    dialog = opened(entry, str(workbook), wait)
    row = next(r for r in dialog.links.findChildren(LinkRow) if r.link.state == "open")
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    data = column_data("주소")
    row.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), copy, data, left, none))
    row.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    wait(lambda: dialog.links.count.text() == "1 / 3 이음")
    dialog.reject()
    assert load(entry.path).steps == recorded().steps, "called off: nothing was saved"
    dialog.deleteLater()


def test_a_column_is_linked_by_keyboard(
    app: QApplication, wait: WaitFor, task: tuple[Entry, Path]
) -> None:
    entry, workbook = task
    dialog = opened(entry, str(workbook), wait)
    row = next(r for r in dialog.links.findChildren(LinkRow) if r.link.state == "open")
    QTest.keyClick(row.column, Qt.Key.Key_Space)
    menu = row.findChild(QMenu)
    assert menu is not None and [a.text() for a in menu.actions()] == ["성명", "주소"]
    menu.actions()[0].trigger()
    wait(lambda: dialog.links.count.text() == "1 / 3 이음")
    dialog.reject()
    dialog.deleteLater()


def test_a_dropped_workbook_is_read(
    app: QApplication, wait: WaitFor, task: tuple[Entry, Path]
) -> None:
    entry, workbook = task
    dialog = opened(entry, "", wait)
    assert not dialog.run.isEnabled()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook))])
    dialog.dropEvent(QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    wait(lambda: dialog.grid.rows.rowCount() == 4)
    assert dialog.source.heading.text() == "제목 줄 1행"
    dialog.reject()
    dialog.deleteLater()


def test_what_the_rehearsal_finds_is_shown_and_rows_are_left_out(
    window: Window, wait: WaitFor, workbook: Path
) -> None:
    add_task("check", 2, ("성명", "주소"))
    window.play(entry_of(window, "check", wait))
    dialog = window.dialog
    assert isinstance(dialog, BindingDialog)
    dialog.open_file(workbook, "12월")
    wait(lambda: dialog.checks.badge.text() == "고칠 곳 2")
    model = dialog.grid.rows
    assert model.findings[3, "주소"] == ("wrong", "‘주소’ 값이 비어 있어요.")
    leave = [b for b in dialog.checks.findChildren(QPushButton)
             if b.accessibleName() == "3행 이 행 빼기" and not b.isHidden()]  # fmt: skip
    leave[0].click()
    assert dialog.note.text() == "3행 빼고 2행을 실행해요"
    asked: list[list[str]] = []
    start = window.session._start
    window.session._start = lambda p, a, f=None: (asked.append(a), start(p, a, f))  # type: ignore
    press(dialog, "2행 실행")
    wait(lambda: asked and not window.session.busy)
    assert asked[0][asked[0].index("--without") + 1] == "3"


def test_the_first_row_alone_and_a_range(
    app: QApplication, wait: WaitFor, task: tuple[Entry, Path]
) -> None:
    entry, workbook = task
    save(looped(), entry.path)
    dialog = opened(replace(entry, needs_list=True), str(workbook), wait)
    dialog.range.which.setCurrentIndex(1)
    dialog.range.which.activated.emit(1)
    dialog.range.range.setText("x")
    dialog.range.range.editingFinished.emit()
    assert not dialog.run.isEnabled() and "2-21" in dialog.note.text()
    dialog.range.range.setText("3-4")
    dialog.range.range.editingFinished.emit()
    assert dialog.run.text() == "2행 실행"
    chosen: list[tuple[object, ...]] = []
    dialog.play.connect(lambda *told: chosen.append(told))
    dialog.first.click()
    wait(lambda: chosen)
    assert chosen[0][1] == (3, 3)
    dialog.deleteLater()


def test_the_heading_row_is_told(task: tuple[Entry, Path]) -> None:
    assert read_list(str(task[1])).header == 1


def test_a_table_below_titles_is_found_and_its_heading_row_chosen(
    app: QApplication, wait: WaitFor, task: tuple[Entry, Path]
) -> None:
    entry, workbook = task
    book = openpyxl.load_workbook(workbook)
    book.worksheets[0].insert_rows(1, 2)
    for at, text in enumerate(("작성", "복지과"), 1):
        book.worksheets[0].cell(1, at, text)
    book.save(workbook)
    save(looped(), entry.path)
    dialog = opened(replace(entry, needs_list=True), str(workbook), wait)
    assert dialog.source.heading.text() == "제목 줄 3행", "where the task's columns are"
    wait(lambda: dialog.checks.badge.text() == say("rehearse_good"))
    assert dialog.spec() == f"{workbook}#Sheet:3"
    QTest.mouseClick(dialog.source.heading, Qt.MouseButton.LeftButton)
    menu = dialog.source.findChild(QMenu)
    assert menu is not None
    shown = [(one.text(), one.isChecked()) for one in menu.actions()][:2]
    assert shown == [("1행: 작성, 복지과", False), ("3행: 성명, 주소", True)]
    menu.actions()[0].trigger()
    wait(lambda: dialog.source.heading.text() == "제목 줄 1행")
    assert not dialog.run.isEnabled(), "she has said so, and there is no such column"
    dialog.reject()
    dialog.deleteLater()


def test_a_heading_row_that_is_empty_now_is_found_anew(
    app: QApplication, wait: WaitFor, task: tuple[Entry, Path]
) -> None:
    entry, workbook = task
    save(looped(), entry.path)
    dialog = opened(entry, f"{workbook}#Sheet:9", wait)
    assert dialog.source.heading.text() == "제목 줄 1행" and dialog.spec() == f"{workbook}#Sheet"
    dialog.reject()
    dialog.deleteLater()


def nested() -> Script:
    """For each person, for each of her goods."""
    inner = Step("r2", ForEachRow("물품", (Step("s2", Type("{품목}")), Step("s3", Type("{성명}")))))
    outer = Step("r1", ForEachRow("명단", (Step("s1", Type("{주소}")), inner)))
    inputs = {"명단": Input(("성명", "주소"), ("성명",)), "물품": Input(("품목",))}
    return Script("배송", (outer,), inputs=inputs)


def goods(*columns: str) -> List:
    rows = ({"품목": "쌀", "물건": "쌀", "받는 사람": "김하늘"},)
    return List("물품.xlsx", "물품", columns, tuple(
        Row(number, Values({c: row[c] for c in columns})) for number, row in enumerate(rows, 2)
    ))  # fmt: skip


def test_an_inner_list_has_its_own_columns() -> None:
    data = people("성명", "주소")
    waiting = bind(nested(), data, "ko")
    assert [(one.step, one.state, one.of) for one in waiting.links] == [
        ("s1", "linked", ""), ("s2", "waiting", "물품"), ("s3", "linked", "물품"),
    ]  # fmt: skip
    assert not waiting.whole
    other = bind(nested(), data, "ko", {"물품": goods("물건", "받는 사람")})
    assert other.lacks("물품") == ("품목",) and other.missing == ()
    made = link(other, other.links[1], "물건")
    assert made.inputs["물품"].columns == ("물건",) and made.inputs["명단"].columns == (
        "성명",
        "주소",
    )
    mended = bind(made, data, "ko", {"물품": goods("물건", "받는 사람")})
    assert mended.whole and [one.state for one in mended.links] == ["linked"] * 3
    meant = with_where(made, "물품", "받는 사람", "성명")
    assert where_of_inner(meant, "물품") == {"받는 사람": "{성명}"}
    assert bind(meant, data, "ko", {"물품": goods("물건")}).lacks("물품") == ("받는 사람",)
    assert where_of_inner(with_where(meant, "물품", "", ""), "물품") == {}
    assert mended.key == ("성명",), "that of the first list"


def test_an_inner_list_is_chosen_checked_and_run(
    window: Window, wait: WaitFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_task("check", 2, ("성명", "주소"))
    entry = entry_of(window, "check", wait)
    book = openpyxl.Workbook()
    for row in (["품목", "받는 사람"], ["쌀", "가"], ["김", "나"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "물품.xlsx")
    people = openpyxl.Workbook()
    for row in (["성명", "주소"], ["가", "1"], ["나", "2"]):
        people.worksheets[0].append(row)
    people.save(tmp_path / "명단.xlsx")
    monkeypatch.setattr("ui.binding.dialog.load", lambda path: nested())
    window.bind(entry)
    dialog = window.dialog
    assert isinstance(dialog, BindingDialog)
    dialog.open_file(tmp_path / "명단.xlsx")
    wait(lambda: dialog.inner.of)
    assert not dialog.run.isEnabled()
    assert dialog.checks.badge.text() == say("rehearse_not")
    one = dialog.inner.of["물품"]
    assert one.told.text() == say("bind_inner_none")
    one.source.open_file(tmp_path / "물품.xlsx")
    wait(lambda: dialog.run.isEnabled())
    assert one.told.text() == say("bind_inner_count", n=2)
    one.own.setCurrentIndex(one.own.findData("받는 사람"))
    one.own.activated.emit(one.own.currentIndex())
    wait(lambda: one.outer.isVisible())
    asked: list[list[str]] = []
    start = window.session._start
    window.session._start = lambda p, a, f=None: (asked.append(a), start(p, a, f))  # type: ignore
    press(dialog, "2행 실행")
    wait(lambda: asked and not window.session.busy)
    assert f"물품={tmp_path / '물품.xlsx'}#Sheet" in asked[0]
    assert where_of_inner(load(entry.path), "물품") == {"받는 사람": "{성명}"}
    assert window.session.last_inner(entry) == {"물품": f"{tmp_path / '물품.xlsx'}#Sheet"}
    assert Settings.load().inner_lists == {str(entry.path): window.session.last_inner(entry)}
    window.replay(entry)
    wait(lambda: len(asked) == 2 and not window.session.busy)
    assert f"물품={tmp_path / '물품.xlsx'}#Sheet" in asked[1], "as the last time"
    (tmp_path / "물품.xlsx").unlink()
    assert window.session.last_list(entry) == "", "to be asked again"
