"""The panel of the tray, and the small button in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from player.run.journal import Journal, RowState
from scripts.folders import runs_folder
from tests.ui.conftest import WaitFor, add_task
from ui.library import Entry
from ui.progress import Progress
from ui.texts import say, use_language
from ui.tray import Tray
from ui.tray.floating import Floating
from ui.tray.panel import MOST, Offer, Panel
from ui.window import Window


def offer(name: str, favourite: bool = False, data: str = "") -> Offer:
    return Offer(Entry(Path(name), name, datetime(2026, 11, 1)), data, "약 1분", favourite)


@pytest.fixture
def panel(app: QApplication) -> Iterator[Panel]:
    use_language("ko")
    made = Panel()
    yield made
    made.hide()
    made.deleteLater()


def names(panel: Panel) -> list[str]:
    return [row.offer.entry.name for row in panel.rows]


def test_favourites_stand_on_top_and_seven_are_shown(panel: Panel) -> None:
    panel.show_offers([offer(f"일 {n}", n == 5) for n in range(9)])
    assert names(panel)[0] == "일 5" and len(panel.rows) == MOST


def test_typing_finds_and_enter_runs_what_is_chosen(panel: Panel) -> None:
    played: list[str] = []
    panel.play.connect(lambda entry: played.append(entry.name))
    panel.show_offers([offer("접수"), offer("급여 등록"), offer("급여 알림")])
    panel.show_near(QRect())
    panel.search.setText("급여")
    assert names(panel) == ["급여 등록", "급여 알림"]
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert played == ["급여 알림"] and not panel.isVisible()


def test_a_digit_runs_the_task_of_that_place_unless_it_is_searched_for(panel: Panel) -> None:
    played: list[str] = []
    panel.play.connect(lambda entry: played.append(entry.name))
    panel.show_offers([offer("12월 급여"), offer("접수")])
    panel.show_near(QRect())
    QTest.keyClick(panel.search, Qt.Key.Key_2)
    assert played == ["접수"]
    panel.search.setText("월")
    QTest.keyClick(panel.search, Qt.Key.Key_2)
    assert panel.search.text() == "월2" and played == ["접수"]


def test_a_click_anywhere_on_a_row_runs_it(panel: Panel) -> None:
    played: list[str] = []
    panel.play.connect(lambda entry: played.append(entry.name))
    panel.show_offers([offer("접수")])
    panel.show_near(QRect())
    QTest.mouseClick(panel.rows[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert played == ["접수"]


@pytest.mark.parametrize(
    ("rows", "ended", "went", "told"),
    [
        (("done", "done"), "done", "well", "2 / 2행 성공"),
        (("done", "failed"), "failed", "partly", "1 / 2행 성공"),
        (("done", "skipped"), "done", "well", "1 / 2행 성공"),
        (("done", "failed"), "done", "partly", "1 / 2행 성공"),
        (("failed", "failed"), "failed", "badly", "0 / 2행 성공"),
        ((), "done", "well", "성공"),
        ((), "stopped", "badly", "그만했어요"),
    ],
)
def test_how_a_task_went_last_is_told(
    window: Window, wait: WaitFor, rows: tuple[RowState, ...], ended: str, went: str, told: str
) -> None:
    add_task("배송", 2, ("성명",) if rows else ())
    with Journal(runs_folder()) as journal:
        run = journal.begin_run("배송", "명단.xlsx" if rows else "")
        for number, state in enumerate(rows, 2):
            journal.set_row(run, str(number) * 16, number, state)
        journal.end_run(run, ended, "", "", 20.0, 300.0)
    window.refresh()
    wait(lambda: "배송" in window.desk.records.by_name and window.entries)
    window.tray.show_panel()
    [row] = window.tray.panel.rows
    assert row.offer.went == went
    assert row.play.accessibleDescription().split(" · ")[0] == told
    window.tray.panel.close()


def test_what_waits_stands_above_everything(panel: Panel) -> None:
    looked: list[int] = []
    panel.look.connect(lambda: looked.append(1))
    panel.show_offers([offer("접수")])
    assert panel.live.isHidden()
    waiting = Progress("play", "급여", state="asking")
    waiting.take({"event": "asked", "question": "못 찾겠어요.", "choices": ["retry"]})
    panel.show_offers([offer("접수")], waiting)
    assert not panel.live.isHidden() and panel.live._state.whole() == "못 찾겠어요."
    assert panel.record_button.isHidden(), "one thing at a time"
    panel.live.look.emit()
    assert looked == [1]


def test_the_menu_offers_what_can_be_done_now(app: QApplication) -> None:
    use_language("ko")
    tray = Tray(list)

    def offered() -> list[str]:
        return [a.text() for a in tray.menu.actions() if a.isVisible() and not a.isSeparator()]

    assert offered() == [say("record"), say("open_window"), say("settings"), say("quit")]
    tray.show_progress(Progress("play", "급여", state="running", rows=4))
    assert offered()[:2] == [say("pause"), say("stop")]
    assert tray.icon.toolTip() == say("tray_playing", done=0, all=4)
    tray.show_progress(Progress("play", "급여", state="paused", rows=4))
    assert offered()[:2] == [say("continue"), say("stop")]
    tray.show_progress(Progress("record", "급여", state="recording"))
    assert offered()[:2] == [say("pause"), say("record_stop")]
    assert tray.icon.toolTip() == say("tray_recording")
    tray.show_progress(Progress("record", "급여", state="paused"))
    assert offered()[:2] == [say("continue"), say("record_stop")]
    assert tray.icon.toolTip() == say("tray_record_paused")
    tray.show_progress(Progress("record", "급여", state="saving"))
    assert offered()[0] == say("record_stop")
    tray.leave()


def test_the_button_is_out_of_the_way_while_something_goes_on(app: QApplication) -> None:
    tray = Tray(list)
    tray.appear()
    button = tray.button
    assert button is not None and button.isVisible(), "there is no tray without a screen"
    tray.show_progress(Progress("play", "급여", state="running"))
    assert not button.isVisible() and tray.there
    tray.show_progress(None)
    assert button.isVisible()
    tray.leave()


def test_dragging_the_button_is_no_click(app: QApplication) -> None:
    button = Floating()
    clicked: list[int] = []
    moved: list[tuple[int, int]] = []
    button.clicked.connect(lambda: clicked.append(1))
    button.moved.connect(lambda *place: moved.append(place))
    button.show_at((100, 100))
    assert button.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(button, QPoint(60, 50))
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert not clicked and moved == [(button.x(), button.y())]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert clicked == [1]
    button.hide()
    button.deleteLater()
