"""The window over child processes that only pretend."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from scripts.files import save
from scripts.folders import data_folder, scripts_folder
from scripts.model import Script
from tests.ui.conftest import WaitFor, add_task
from ui.binding.dialog import BindingDialog
from ui.dialogs import RecordDialog
from ui.library import Entry
from ui.progress import FailedRow, Progress
from ui.recording_bar import RecordingBar
from ui.run.ask import AskDialog
from ui.run.page import RunPage
from ui.settings import Settings
from ui.texts import say, use_language
from ui.window import Window


def entry_of(window: Window, name: str, wait: WaitFor) -> Entry:
    window.refresh()
    wait(lambda: any(e.name == name and e.known for e in window.entries))
    return next(entry for entry in window.entries if entry.name == name)


def press(dialog: object, text: str) -> None:
    found = [b for b in dialog.findChildren(QPushButton) if b.text() == text]  # type: ignore[attr-defined]
    assert len(found) == 1, [b.text() for b in dialog.findChildren(QPushButton)]  # type: ignore[attr-defined]
    found[0].click()


def played(window: Window, name: str, wait: WaitFor, data: str = "") -> None:
    add_task(name)
    window.session.play(entry_of(window, name, wait), data)


def test_an_empty_library_invites_to_record(window: Window, wait: WaitFor) -> None:
    wait(lambda: window.library.stack.currentIndex() == 1)
    assert not window.library.record_button.isVisible()


def test_tasks_are_listed_with_their_sentences(window: Window, wait: WaitFor) -> None:
    add_task("배송", 5, ("성명",))
    (scripts_folder() / "깨짐.ilson").write_bytes(b"x")
    window.refresh()
    wait(lambda: len(window.library.library.rows) == 2)
    wait(lambda: all(entry.known for entry in window.entries))
    said = {window.library.library.sentence(entry) for entry in window.entries}
    assert said == {
        "배송, 5단계, 명단으로 반복, 아직 실행 안 함",
        "깨짐, 열 수 없음, 여기에 ‘steps’가 있어야 해요.",
    }
    window.library.search.setText("깨")
    assert len(window.library.library.rows) == 1
    window.library.search.setText("없는 것")
    assert window.library.none.text() == "‘없는 것’으로 찾은 작업이 없어요."


def test_a_new_file_in_the_folder_shows_by_itself(window: Window, wait: WaitFor) -> None:
    add_task("하나")
    entry_of(window, "하나", wait)
    add_task("둘")
    wait(lambda: len(window.library.library.rows) == 2)


def test_a_broken_task_cannot_be_played(window: Window, wait: WaitFor) -> None:
    scripts_folder().mkdir(parents=True)
    (scripts_folder() / "깨짐.ilson").write_bytes(b"x")
    window.play(entry_of(window, "깨짐", wait))
    assert not window.session.busy


def soon(window: Window, name: str) -> RecordingBar:
    """Ask for a recording of this name; the bar that counts down to it, in no time."""
    window.record()
    dialog = window.dialog
    assert isinstance(dialog, RecordDialog)
    dialog.name.setText(name)
    press(dialog, say("record_start"))
    bar = window.recording.bar
    assert bar is not None and bar.isVisible()
    assert not window.session.busy, "first she gets her program to the front"
    bar.counts.setInterval(1)
    return bar


def test_a_task_is_recorded_from_the_name_to_the_list(window: Window, wait: WaitFor) -> None:
    bar = soon(window, "급여/입력")
    wait(lambda: window.session.busy)
    progress = window.session.progress
    assert progress is not None
    wait(lambda: progress.state == "recording" and progress.steps == 2)
    assert window.isMinimized() or not window.isVisible(), "it must not be in the picture"
    assert bar.sentence.whole() == window.run_page.sentence.text() == "‘홍길동’을 넣어요"
    assert bar.number.text() == say("bar_step", n=2)
    bar.done.click()
    wait(lambda: not window.session.busy)
    assert progress.state == "done"
    assert window.recording.bar is None
    wait(lambda: len(window.library.library.rows) == 1)
    assert window.desk._toast is not None
    assert window.desk._toast.text.text() == "‘급여 입력’을 기록했어요 · 2단계"
    assert window.isVisible() and not window.isMinimized()


def test_a_countdown_can_be_called_off(window: Window, wait: WaitFor) -> None:
    bar = soon(window, "급여")
    bar.counts.setInterval(100000)
    bar.done.click()
    wait(lambda: window.isVisible() and not window.isMinimized())
    assert window.recording.bar is None and not window.session.busy


def test_the_bar_stays_where_the_clerk_put_it(window: Window, wait: WaitFor) -> None:
    bar = soon(window, "급여")
    bar.moved.emit(40, 50)
    bar.done.click()
    assert Settings.load().bar == (40, 50)
    again = soon(window, "급여")
    assert again.pos() == QPoint(40, 50)
    again.done.click()


def test_a_recording_that_cannot_start_says_why(window: Window, wait: WaitFor) -> None:
    window.session.record("못함")
    wait(lambda: not window.session.busy)
    assert window.run_page.notice.text() == "화면을 볼 수 없어요."
    assert window.run_page.hint.text() == "화면을 켜 주세요."
    assert window.shell.shown is window.run_page


def test_a_list_is_chosen_with_its_sheet_and_remembered(
    window: Window, wait: WaitFor, workbook: Path
) -> None:
    add_task("배송", 2, ("성명", "주소"))
    entry = entry_of(window, "배송", wait)
    window.play(entry)
    dialog = window.dialog
    assert isinstance(dialog, BindingDialog)
    dialog.open_file(workbook)
    wait(lambda: dialog.source.sheet.count() == 2 and dialog.grid.rows.columnCount() == 1)
    assert not dialog.run.isEnabled()
    dialog.source.sheet.setCurrentText("12월")
    dialog.source.sheet.activated.emit(1)
    wait(dialog.run.isEnabled)
    assert dialog.grid.rows.columnCount() == 2
    press(dialog, "3행 실행")
    wait(lambda: not window.session.busy)
    progress = window.session.progress
    assert progress is not None and progress.state == "done"
    assert (progress.done, progress.rows) == (3, 3)
    assert (window.run_page.count.text(), window.run_page.of.text()) == ("3", "/ 3행")
    assert window.session.last_list(entry) == f"{workbook}#12월"
    workbook.unlink()
    assert window.session.last_list(entry) == ""


def test_a_bad_list_is_told_in_the_dialog(window: Window, wait: WaitFor, tmp_path: Path) -> None:
    add_task("배송", 2, ("성명",))
    window.play(entry_of(window, "배송", wait))
    dialog = window.dialog
    assert isinstance(dialog, BindingDialog)
    (tmp_path / "깨짐.xlsx").write_bytes(b"x")
    dialog.open_file(tmp_path / "깨짐.xlsx")
    wait(lambda: "읽지 못했어요" in dialog.found.text())
    assert not dialog.run.isEnabled()
    dialog.reject()


def test_failed_rows_are_shown_with_their_reason(
    window: Window, wait: WaitFor, workbook: Path
) -> None:
    played(window, "fail", wait, str(workbook))
    wait(lambda: not window.session.busy)
    progress = window.session.progress
    assert progress is not None and progress.state == "failed"
    assert [(row.row, row.why) for row in progress.failures] == [
        (3, "‘저장’을 화면에서 못 찾겠어요.")
    ]
    assert window.run_page.help.isVisibleTo(window.run_page)
    assert window.run_page.sentence.text() == "‘fail’ 작업에 도움이 필요해요."
    assert window.run_page.report_button.isVisibleTo(window.run_page)


def test_a_refused_run_shows_the_sentence(window: Window, wait: WaitFor) -> None:
    played(window, "refuse", wait)
    wait(lambda: not window.session.busy)
    assert window.run_page.notice.text() == "‘명단’ 시트에 ‘성명’ 열이 없어요."


def test_a_crash_is_told(window: Window, wait: WaitFor) -> None:
    played(window, "crash", wait)
    wait(lambda: not window.session.busy)
    assert window.run_page.notice.text() == say("crashed")


def test_lines_that_are_no_events_do_no_harm(window: Window, wait: WaitFor) -> None:
    played(window, "noise", wait)
    wait(lambda: not window.session.busy)
    assert window.session.progress is not None and window.session.progress.state == "done"


def test_a_program_that_is_not_there_is_told(window: Window, wait: WaitFor) -> None:
    window.session.command = ("/nowhere/python",)
    played(window, "rows", wait)
    wait(lambda: not window.session.busy)
    assert window.run_page.notice.text() == say("cannot_start")


def test_a_run_that_hangs_is_ended_by_force(window: Window, wait: WaitFor) -> None:
    played(window, "hang", wait)
    progress = window.session.progress
    assert progress is not None
    wait(lambda: progress.sentence == "멈춰 있어요")
    window.session.stop()
    wait(lambda: not window.session.busy)
    assert progress.killed and progress.state == "stopped"
    assert window.run_page.notice.text() == say("killed")


def test_pause_go_on_and_stop(window: Window, wait: WaitFor) -> None:
    played(window, "pause", wait)
    progress = window.session.progress
    assert progress is not None
    wait(lambda: progress.state == "running")
    window.run_page.pause_button.click()
    wait(lambda: window.run.question is not None)
    assert isinstance(window.run.question, AskDialog)
    press(window.run.question, "이어서 하기")
    wait(lambda: not window.session.busy)
    assert progress.state == "done"
    window.session.play(entry_of(window, "pause", wait))
    second = window.session.progress
    assert second is not None and second is not progress
    wait(lambda: second.state == "running")
    window.run_page.stop_button.click()
    wait(lambda: not window.session.busy)
    assert second.state == "stopped"


def test_questions_of_all_kinds_are_answered(window: Window, wait: WaitFor) -> None:
    played(window, "ask", wait)
    progress = window.session.progress
    assert progress is not None

    def asked(question: str) -> AskDialog:
        wait(lambda: progress.question == question and window.run.question is not None)
        assert window.run.question is not None
        return window.run.question

    press(asked("못 찾겠어요."), "다시 해 보기")
    press(asked("몇 장 드릴까요?"), "두 장")
    dialog = asked("이름은요?")
    assert dialog.input is not None
    dialog.input.setText("홍길동")
    press(dialog, "답하기")
    wait(lambda: not window.session.busy)
    assert progress.notes == ["들은 답: retry", "들은 답: 두 장", "들은 답: 홍길동"]


def test_escape_and_closing_are_no_answers(app: QApplication) -> None:
    dialog = AskDialog("어느 것?", ("retry", "stop"))
    said: list[object] = []
    dialog.answered.connect(lambda *answer: said.append(answer))
    dialog.show_in_corner()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible() and not said
    dialog.hide()
    dialog.deleteLater()


def test_the_panel_replays_on_the_last_list(window: Window, wait: WaitFor, workbook: Path) -> None:
    add_task("rows", 2, ("성명",))
    entry = entry_of(window, "rows", wait)
    window.session.settings.lists[str(entry.path)] = f"{workbook}#12월"
    window.tray.show_panel()
    play = window.tray.panel.rows[0].play
    assert play.accessibleName() == "‘명단.xlsx · 12월’ 명단으로 다시 실행: rows"
    play.click()
    wait(lambda: not window.session.busy)
    progress = window.session.progress
    assert progress is not None and (progress.state, progress.done) == ("done", 3)


def test_an_interrupted_recording_is_offered(window: Window, wait: WaitFor) -> None:
    left = data_folder() / "recording" / "20261121-1"
    window.refresh()
    assert not window.library._recover_box.isVisibleTo(window.library)
    save(Script(name="접수"), left)
    window.refresh()
    assert window.library._recover_box.isVisibleTo(window.library)


def test_english_and_dark_rebuild_the_window(window: Window, wait: WaitFor) -> None:
    add_task("배송")
    entry_of(window, "배송", wait)
    window.use_language("en")
    window.use_theme("dark")
    wait(lambda: window.library.search.placeholderText() == say("search"))
    wait(lambda: len(window.library.library.rows) == 1)
    assert window.palette().window().color().lightness() < 60
    use_language("ko")


def test_closing_leaves_the_small_button_where_there_is_no_tray(
    window: Window, wait: WaitFor
) -> None:
    wait(lambda: window.tray.button is not None)
    button = window.tray.button
    assert button is not None and button.isVisible() and window.tray.there
    window.close()
    assert not window.isVisible() and button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.tray.panel.isVisible()
    window.tray.panel.open.emit()
    assert window.isVisible()


def test_only_one_thing_goes_on(window: Window, wait: WaitFor) -> None:
    played(window, "pause", wait)
    with pytest.raises(RuntimeError):
        window.session.record("둘째")


def test_settings_that_cannot_be_saved_do_not_stop_a_run(
    window: Window, wait: WaitFor, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.settings.Settings.save", full)
    played(window, "rows", wait, str(workbook))
    wait(lambda: not window.session.busy)
    assert window.session.progress is not None and window.session.progress.state == "done"


@pytest.mark.parametrize("code", ["ko", "en"])
@pytest.mark.parametrize("size", [(640, 440), (960, 620)])
def test_nothing_is_wider_or_higher_than_its_place(
    app: QApplication, code: str, size: tuple[int, int]
) -> None:
    use_language(code)
    page = RunPage()
    page.show_progress(
        Progress(
            "play", "위생키트 배송명단 입력", "명단.xlsx", "running", 42, 28, 24, 2, 1,
            failures=[FailedRow(11, "‘저장되었습니다’가 10초 안에 나오지 않았어요. " * 4)],
        )
    )  # fmt: skip
    ask = AskDialog(
        "‘주소 찾기’를 화면에서 못 찾겠어요.", ("retry", "continue", "skip_row", "stop")
    )
    page.resize(*size)
    page.show()
    ask.show_in_corner()
    app.processEvents()
    assert (page.width(), page.height()) == size
    for button in (*page.findChildren(QPushButton), *ask.findChildren(QPushButton)):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    for widget in (page, ask):
        widget.hide()
        widget.deleteLater()
    use_language("ko")
