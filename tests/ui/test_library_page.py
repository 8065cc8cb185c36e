"""What a clerk does with her tasks in the list."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from player.run.journal import Journal, RunEntry
from scripts.files import load, save
from scripts.folders import runs_folder, scripts_folder
from scripts.model import Click, Script, Step
from tests.ui.conftest import WaitFor, gone
from ui.importing.dialog import take_in
from ui.library import Entry
from ui.library.records import sum_up
from ui.library.rows import parts
from ui.library.shelf import Shelf
from ui.settings import Settings
from ui.texts import use_language
from ui.window import Window, open_window


def add(name: str, folder: Path | None = None) -> Path:
    path = (folder or scripts_folder()) / name
    save(Script(name, (Step("a1b2", Click("저장")),)), path, versions=False)
    return path


@pytest.fixture
def window(app: QApplication, ilson_home: Path, wait: WaitFor) -> Iterator[Window]:
    use_language("ko")
    made = open_window(Settings(language="ko"), ("false",))
    made.show()
    wait(lambda: made.desk.mine.read)
    yield made
    gone(made)


def listed(window: Window) -> list[str]:
    return [entry.name for entry in window.library.library.rows]


def shown(window: Window, wait: WaitFor, *names: str) -> list[Entry]:
    window.refresh()
    wait(lambda: sorted(listed(window)) == sorted(names))
    wait(lambda: all(entry.known for entry in window.entries))
    return window.library.library.rows


def press(window: Window, key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
    window.activateWindow()
    window.library.list.setFocus()
    QTest.keyClick(window.library.list, key, *more)


def test_initial_consonants_find_a_task(window: Window, wait: WaitFor) -> None:
    add("성명 정리"), add("주소 변경"), add("서면 심사")
    shown(window, wait, "성명 정리", "주소 변경", "서면 심사")
    for typed, found in (
        ("ㅅㅁ", {"성명 정리", "서면 심사"}), ("성ㅁ", {"성명 정리"}), ("ㅈㅅㅂㄱ", {"주소 변경"}),
        ("변경 주소", {"주소 변경"}), ("주소변경", {"주소 변경"}),
    ):  # fmt: skip
        window.library.search.setText(typed)
        assert set(listed(window)) == found, typed
    window.library.search.setText("여권")
    assert window.library.none.text() == "‘여권’으로 찾은 작업이 없어요."
    window.library.clear_search.click()
    assert len(listed(window)) == 3


def test_del_moves_a_task_to_the_bin_and_undo_brings_it_back(
    window: Window, wait: WaitFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = add("접수")
    shown(window, wait, "접수")
    press(window, Qt.Key.Key_Delete)
    wait(lambda: not path.exists() and listed(window) == [])
    toast = window.desk._toast
    assert toast is not None and toast.isVisible()
    assert toast.text.text() == "‘접수’를 휴지통으로 옮겼어요"
    toast.undo.click()
    wait(lambda: listed(window) == ["접수"])
    assert load(path).name == "접수"


def test_f2_gives_another_name_and_the_history_goes_with_it(window: Window, wait: WaitFor) -> None:
    path = add("접수")
    with Journal(runs_folder()) as journal:
        journal.end_run(journal.begin_run("접수", ""), "done", "", seconds=2.0)
    window.session.settings.like(path, True)
    shown(window, wait, "접수")
    press(window, Qt.Key.Key_F2)
    editor = window.library.list.findChild(QLineEdit)
    assert editor is not None and editor.text() == "접수"
    editor.setText("민원/접수")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    wait(lambda: listed(window) == ["민원/접수"])
    new = scripts_folder() / "민원 접수"
    assert load(new).name == "민원/접수" and not path.exists()
    assert window.session.settings.favourites == [str(new)]
    wait(lambda: "민원/접수" in window.desk.records.by_name)


def test_a_name_that_is_taken_gets_a_number(window: Window, wait: WaitFor) -> None:
    add("접수"), add("민원")
    rows = shown(window, wait, "접수", "민원")
    window.desk.rename(next(entry for entry in rows if entry.name == "민원"), "접수")
    wait(lambda: sorted(listed(window)) == ["접수", "접수 (2)"])


def test_a_task_travels_as_one_file(window: Window, wait: WaitFor, tmp_path: Path) -> None:
    add("접수")
    (entry,) = shown(window, wait, "접수")
    window.desk.share_to(entry, tmp_path / "보낼 것")
    file = tmp_path / "보낼 것.ilson"
    wait(lambda: window.desk._toast is not None and window.desk._toast.isVisible())
    assert load(file).name == "접수"
    window.desk.brought(take_in(file))
    wait(lambda: sorted(listed(window)) == ["보낼 것", "접수"])
    wait(lambda: (found := window.library.entry()) is not None and found.name == "보낼 것")
    taken = window.library.entry()
    assert taken is not None
    assert ("받은 작업", "") in window.library.library.badges(taken)


def test_a_copy_is_a_task_of_its_own(window: Window, wait: WaitFor) -> None:
    add("접수")
    shown(window, wait, "접수")
    press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: sorted(listed(window)) == ["접수", "접수 사본"])
    assert load(scripts_folder() / "접수 사본").name == "접수 사본"


def test_favourites_and_labels_choose_what_is_shown(window: Window, wait: WaitFor) -> None:
    add("접수"), add("민원")
    rows = {entry.name: entry for entry in shown(window, wait, "접수", "민원")}
    page = window.library
    page.choose(rows["민원"].path)
    press(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    page.label.emit(rows["접수"], "매월", True)
    page.filters.buttons["favourites"].click()
    assert listed(window) == ["민원"]
    page.filters.buttons["all"].click()
    page.labels.setCurrentIndex(page.labels.findText("매월"))
    page.labels.activated.emit(page.labels.currentIndex())
    assert listed(window) == ["접수"]
    assert Settings.load().labels == {str(rows["접수"].path): ["매월"]}


def test_play_and_more_are_where_they_are_drawn(window: Window, wait: WaitFor) -> None:
    add("접수")
    shown(window, wait, "접수")
    view = window.library.list
    played: list[str] = []
    window.library.play.connect(lambda entry: played.append(entry.name))
    window.session.command = ("/nowhere",)
    row = parts(view.visualRect(view.model().index(0, 0)))
    for at in (row.text.center(), row.picture.center()):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert played == []
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row.play.center())
    assert played == ["접수"]
    # Pressed on ▶ and let go elsewhere is no click.
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=row.play.center())
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=row.text.center())
    assert played == ["접수"]


@pytest.mark.parametrize("width", [420, 560, 700, 900, 1400])
def test_parts_of_a_row_do_not_overlap(width: int) -> None:
    row = parts(QRect(0, 0, width, 71))
    there = [r for r in (row.picture, row.text, row.last, row.rate, row.saved, row.play, row.more)
             if r.width() > 0]  # fmt: skip
    assert there == sorted(there, key=lambda r: r.left())
    for left, right in itertools.pairwise(there):
        assert left.right() < right.left()
    assert all(QRect(0, 0, width, 71).contains(part) for part in there)
    assert row.text.width() >= 100


def test_the_team_folder_is_listed_and_a_task_is_taken_from_it(
    window: Window, wait: WaitFor, tmp_path: Path
) -> None:
    window.shell.show_place("team")
    assert window.team.stack.currentWidget() is window.team.empty
    add("함께", tmp_path / "team")
    window.desk.use_team(str(tmp_path / "team"))
    wait(lambda: [entry.name for entry in window.team.library.rows] == ["함께"])
    wait(lambda: all(entry.known for entry in window.team.library.rows))
    window.team.duplicate.emit(window.team.library.rows[0])
    wait(lambda: listed(window) == ["함께 사본"])


def run(name: str, started: str, done: int, failed: int, saved: float) -> RunEntry:
    rows = {"done": done, "failed": failed}
    return RunEntry("r", name, "명단.xlsx", started, None, "done", "", rows, "", 10.0, saved)


def test_runs_are_summed_up_by_task_and_month() -> None:
    runs = [
        run("가", "2026-11-20T10:00:00", 9, 1, 600.0),
        run("나", "2026-11-02T10:00:00", 5, 0, 60.0),
        run("가", "2026-10-30T10:00:00", 10, 0, 120.0),
    ]
    told = sum_up(runs, datetime(2026, 11, 27))
    assert (told.this_month, told.last_month) == (660.0, 120.0)
    one = told.by_name["가"]
    assert (one.done, one.rows, one.runs, one.saved) == (9, 10, 2, 720.0)
    assert one.rate == pytest.approx(0.95)


def test_what_was_read_is_not_read_again(
    app: QApplication, wait: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = add("접수")

    def kept() -> list[Path]:
        return list((scripts_folder().parent / "cache").glob("library-*.json"))

    first = Shelf()
    first.open(scripts_folder())
    wait(lambda: kept() and first.entries and first.entries[0].known)
    read: list[Path] = []

    def count(path: Path) -> Script:
        read.append(path)
        return load(path)

    monkeypatch.setattr("ui.library.shelf.load_script", count)
    second = Shelf()
    second.open(scripts_folder())
    wait(lambda: second.entries)
    assert second.entries == first.entries and read == []
    save(Script("접수 새로", (Step("a1b2", Click("저장")),) * 1), path, versions=False)
    second.refresh()
    wait(lambda: second.entries[0].name == "접수 새로")
    assert read == [path]
    kept()[0].write_text("{", "utf-8")
    third = Shelf()
    third.open(scripts_folder())
    wait(lambda: third.entries and third.entries[0].known)
    assert third.entries[0].name == "접수 새로"
