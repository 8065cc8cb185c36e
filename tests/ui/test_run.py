"""The run view, the small bar, and what a run asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.conftest import WaitFor
from tests.ui.test_window import played, press
from ui.progress import Progress
from ui.run.ask import AskDialog
from ui.run.bar import RunBar, corners
from ui.run.page import RunPage
from ui.run.repair import RepairDialog
from ui.run.strip import MOST_CELLS, RowStrip, cells
from ui.texts import say, use_language
from ui.window import Window


def repair(window: Window, wait: WaitFor, workbook: Path) -> RepairDialog:
    """The dialog of a run that does not find a place."""
    played(window, "lost", wait, str(workbook))
    wait(lambda: isinstance(window.run.question, RepairDialog))
    assert isinstance(window.run.question, RepairDialog)
    return window.run.question


def heard(window: Window, wait: WaitFor) -> dict[str, object]:
    """What the run was answered."""
    progress = window.session.progress
    assert progress is not None
    wait(lambda: not window.session.busy)
    given: dict[str, object] = json.loads(progress.notes[0].partition(": ")[2])
    return given


def test_a_suggestion_is_accepted_with_enter(window: Window, wait: WaitFor, workbook: Path) -> None:
    dialog = repair(window, wait, workbook)
    assert dialog.isVisible() and window.run.bar is not None and not window.run.bar.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert heard(window, wait) == {"answer": "here", "at": [140, 130], "keep": True}


@pytest.mark.parametrize("left_out", [False, True])
def test_our_bar_is_in_no_picture_on_which_she_points(
    left_out: bool, window: Window, wait: WaitFor, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window.tray, "tell", told.append)
    monkeypatch.setattr("ui.run.bar.hide_from_captures", lambda number: left_out)
    dialog = repair(window, wait, workbook)
    # Where the system does not leave it out, it is hidden, and the run looks again.
    assert dialog._question.told["looks"] == (0 if left_out else 1)
    assert len(told) == 1, "she is told once"
    dialog.accept_button.click()
    heard(window, wait)


def test_a_place_is_pointed_at_by_keyboard_for_this_run_only(
    window: Window, wait: WaitFor, workbook: Path
) -> None:
    dialog = repair(window, wait, workbook)
    dialog.keep.setChecked(False)
    QTest.keyClick(dialog, Qt.Key.Key_Space)
    assert not dialog.accept_button.isEnabled(), "nothing was pointed at yet"
    QTest.keyClick(dialog.seen, Qt.Key.Key_Right)
    QTest.keyClick(dialog.seen, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert heard(window, wait) == {"answer": "here", "at": [141, 140], "keep": False}


def test_a_place_is_pointed_at_with_the_mouse(
    window: Window, wait: WaitFor, workbook: Path, app: QApplication
) -> None:
    dialog = repair(window, wait, workbook)
    dialog.point_button.click()
    app.processEvents()
    at = dialog.seen.to_widget(QPointF(50, 70)).toPoint()
    QTest.mouseClick(dialog.seen, Qt.MouseButton.LeftButton, pos=at)
    dialog.accept_button.click()
    x, y = heard(window, wait)["at"]  # type: ignore[misc]
    assert abs(x - 150) <= 1 and abs(y - 170) <= 1


def test_a_row_is_skipped_with_one_key(window: Window, wait: WaitFor, workbook: Path) -> None:
    QTest.keyClick(repair(window, wait, workbook), Qt.Key.Key_S)
    assert heard(window, wait) == {"answer": "skip_row"}


def test_escape_waits_and_the_question_can_be_opened_again(
    window: Window, wait: WaitFor, workbook: Path
) -> None:
    dialog = repair(window, wait, workbook)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait(lambda: window.isVisible() and not dialog.isVisible())
    assert window.session.busy
    [button] = [b for b in window.run_page.help.findChildren(QPushButton)
                if b.text() == say("answer_text") and not b.isHidden()]  # fmt: skip
    wait(button.isVisible)
    button.click()
    again = window.run.question
    assert isinstance(again, RepairDialog) and again.isVisible()
    again.retry.click()
    assert heard(window, wait) == {"answer": "retry"}


def test_a_row_in_doubt_is_asked_about_with_its_picture(window: Window, wait: WaitFor) -> None:
    played(window, "doubt", wait)
    wait(lambda: isinstance(window.run.question, AskDialog))
    assert window.run.question is not None
    press(window.run.question, say("answer_done"))
    use_language("en")
    wait(lambda: window.run.question is not None and window.run.question.isVisible())
    press(window.run.question, "Only the rest")
    use_language("ko")
    wait(lambda: not window.session.busy)
    progress = window.session.progress
    assert progress is not None
    assert progress.notes == ["들은 답: done", "들은 답: 남은 행만 하기"]


@pytest.mark.parametrize(("button", "state"), [("after_row", "done"), ("now", "stopped")])
def test_stopping_in_a_list_asks_when(
    window: Window, wait: WaitFor, workbook: Path, button: str, state: str
) -> None:
    played(window, "pause", wait, str(workbook))
    progress = window.session.progress
    assert progress is not None
    wait(lambda: progress.state == "running")
    progress.row = 5
    window.run_page.stop_button.click()
    wait(lambda: progress.state == "paused")
    dialog = window.run.stopping
    assert dialog is not None and window.run.question is None
    assert dialog.after_row.text() == "5행까지 하고 그만하기"
    getattr(dialog, button).click()
    wait(lambda: not window.session.busy)
    assert progress.state == state


def test_a_run_folds_into_a_bar_and_back(window: Window, wait: WaitFor) -> None:
    played(window, "pause", wait)
    progress = window.session.progress
    assert progress is not None
    wait(lambda: progress.state == "running")
    bar = window.run.bar
    assert bar is not None and bar.isVisible()
    assert window.isMinimized() or not window.isVisible()
    bar.large_button.click()
    assert not bar.isVisible() and window.isVisible() and not window.isMinimized()
    window.run_page.small_button.click()
    assert bar.isVisible()
    window.session.stop()
    wait(lambda: not window.session.busy)
    assert window.run.bar is None


def test_the_bar_makes_room_for_what_is_clicked(app: QApplication, wait: WaitFor) -> None:
    bar = RunBar()
    bar.show_in_corner()
    before = bar.pos()
    bar.clicked_at((bar.x() - 300, bar.y() - 300))
    assert bar.pos() == before, "that was far away"
    inside = bar.geometry().center()
    bar.clicked_at((inside.x(), inside.y()))
    assert not bar.geometry().contains(inside)
    # A step that takes its time may be looking for what lies under the bar.
    before = bar.pos()
    progress = Progress("play", "배송")
    progress.take({"event": "step_started", "step": "a1", "say": "눌러요"})
    bar.show_progress(progress)
    wait(lambda: bar.pos() != before)
    bar.hide()
    bar.deleteLater()


def test_corners_are_inside_the_screen() -> None:
    room = QRect(0, 0, 1280, 672)
    places = corners(room, QSize(520, 54))
    assert len(set(map(QPoint.toTuple, places))) == 4
    assert all(room.contains(QRect(place, QSize(520, 54))) for place in places)


def test_what_failed_can_be_run_again(window: Window, wait: WaitFor, workbook: Path) -> None:
    played(window, "fail", wait, str(workbook))
    wait(lambda: not window.session.busy)
    assert window.run_page.rest_button.text() == "남은 1행 다시 실행"
    asked: list[list[str]] = []
    start = window.session._start
    window.session._start = lambda p, a, f=None: (asked.append(a), start(p, a, f))  # type: ignore
    window.run_page.rest_button.click()
    wait(lambda: not window.session.busy)
    assert "--resume" in asked[0] and "--rows" not in asked[0]

    def again() -> list[QPushButton]:
        found = window.run_page.help.findChildren(QPushButton)
        return [b for b in found if b.accessibleName() == "3행 다시" and b.isVisible()]

    wait(again)
    again()[0].click()
    assert asked[1][asked[1].index("--rows") + 1] == "3-3"
    wait(lambda: not window.session.busy)


def test_the_strip_shows_the_worst_of_many_rows(app: QApplication) -> None:
    rows = range(2, 2002)
    shown = cells(rows, {1000: "failed", 1001: "done"})
    assert len(shown) == MOST_CELLS
    assert [row for state, row in shown if state == "failed"] == [1000]
    strip = RowStrip(choosable=True)
    strip.resize(400, 16)
    strip.show_rows([2, 3, 4, 6], {})
    chosen: list[int] = []
    strip.chosen.connect(chosen.append)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(399, 8))
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert chosen == [6, 4]


def test_times_are_told_from_the_rows_done(app: QApplication) -> None:
    progress = Progress("play", "배송", "명단.xlsx")
    page = RunPage()
    for event in (
        {"event": "run_started", "rows": 10, "ranges": [[2, 11]], "by_hand": 90},
        {"event": "row_done", "row": 2, "status": "done", "seconds": 20},
        {"event": "row_done", "row": 3, "status": "done", "seconds": 40},
    ):
        progress.take(event)
    page.show_progress(progress)
    assert (page.remaining.text(), page.saved.text()) == ("약 4분", "2분")
    assert page.strip.accessibleName() == "10행 중 2행 끝남, 실패 0, 물어봄 0"
    page.deleteLater()


def test_a_question_is_marked_until_it_is_answered(app: QApplication) -> None:
    progress = Progress("play", "배송", "명단.xlsx")
    progress.take({"event": "run_started", "rows": 2, "ranges": [[2, 3]]})
    progress.take({"event": "asked", "row": 2, "question": "?", "choices": ["skip_row"],
                   "also": ["here"]})  # fmt: skip
    assert progress.states == {2: "asked"}
    assert progress.asking is not None and progress.asking.takes("here")
    progress.answered()
    assert progress.states == {} and progress.asking is None
