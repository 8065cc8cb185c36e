"""The runs of the past."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from player.run.identity import Book
from player.run.journal import Journal, RunEntry
from player.run.proofs import Proof, RowProof
from player.run.report import write_report
from player.run.told import RowResult, RunResult
from scripts.folders import runs_folder
from tests.ui.conftest import WaitFor, add_task
from tests.ui.test_window import entry_of
from ui.history.film import Film, StepDialog
from ui.history.page import HistoryPage
from ui.history.reading import export_run, export_runs, matches, needs_help, read_runs, saved_by
from ui.texts import say, use_language
from ui.window import Window

NOW = datetime(2026, 11, 27, 15, 0)


def entry(script: str, started: str, **more: object) -> RunEntry:
    made = RunEntry(
        started, script, "명단.xlsx", started, started, "done", "", {"done": 4}, "", 60.0, 600.0
    )
    return replace(made, **more)  # type: ignore[arg-type]


RUNS = [
    entry("복지급여 등록", "2026-11-27T13:12:00"),
    entry("민원 내려받기", "2026-11-20T09:02:00", rows={"done": 3, "failed": 1}, status="failed"),
    entry("복지급여 등록", "2026-10-02T09:02:00", saved=1200.0),
    entry("옛 작업", "2025-01-02T09:02:00", saved=50.0),
]


def test_time_saved_by_month_week_and_task(app: QApplication) -> None:
    use_language("ko")
    months = saved_by(RUNS, "month", NOW)
    assert [name for name, _ in months] == ["6월", "7월", "8월", "9월", "10월", "11월"]
    assert [seconds for _, seconds in months[-2:]] == [1200.0, 1200.0]
    weeks = saved_by(RUNS, "week", NOW)
    assert weeks[-1] == ("11/23 주", 600.0) and weeks[-2] == ("11/16 주", 600.0)
    assert saved_by(RUNS, "task", NOW)[0] == ("복지급여 등록", 1800.0)
    january = saved_by(RUNS, "month", datetime(2027, 1, 31))
    assert [name for name, _ in january] == ["8월", "9월", "10월", "11월", "12월", "1월"]


def test_runs_are_found_by_task_list_and_date() -> None:
    assert [matches(run, "복지 11월", False) for run in RUNS] == [True, False, False, False]
    assert [matches(run, "2026-11-20", False) for run in RUNS] == [False, True, False, False]
    assert [needs_help(run) for run in RUNS] == [False, True, False, False]


@pytest.fixture
def past(ilson_home: Path) -> str:
    """A run of two rows in the journal, the second one failed, with pictures of it."""
    picture = __import__("base64").b64encode(
        Path(__file__).with_name("screen.png").read_bytes()
    ).decode()  # fmt: skip
    folder = runs_folder()
    with Journal(folder) as journal:
        run = journal.begin_run("배송", "명단.xlsx", Book((), ""))
        journal.set_row(run, "a" * 16, 2, "done")
        journal.set_row(run, "b" * 16, 3, "failed")
        (folder / run).mkdir()
        proof = Proof("s1", "{성명} 값을 넣어요", "done", before=picture, box=(0.1, 0.1, 0.2, 0.2),
                      point=(0.2, 0.2))  # fmt: skip
        failed = Proof("s2", "‘저장’을 눌러요", "failed", why="찾는 곳이 화면에 없었어요",
                       after=picture)  # fmt: skip
        row = RowProof(3, "bbbbbbbb", "failed", (proof, failed))
        text = json.dumps(asdict(row), ensure_ascii=False)
        (folder / run / "row-bbbbbbbb.json").write_text(text, "utf-8")
        result = RunResult(run, "배송", "명단.xlsx", "2026-11-27T13:12:00", "failed", 20.0)
        result.add(RowResult(2, "done", 9.0))
        result.add(RowResult(3, "failed", 11.0, why="‘저장’을 눌러요: 찾는 곳이 화면에 없었어요"))
        report = write_report(result, folder / run)
        journal.end_run(run, "failed", str(report), "", 20.0, 300.0)
    return run


@pytest.fixture
def page(app: QApplication, past: str, wait: WaitFor) -> HistoryPage:
    use_language("ko")
    made = HistoryPage()
    made.resize(1100, 640)
    made.show()
    made.opened()
    wait(lambda: made.detail is not None)
    return made


def test_a_run_opens_at_its_failed_row(page: HistoryPage, wait: WaitFor) -> None:
    assert page.list.count() == 1
    assert page.row_title.text() == "3행의 화면"
    assert page.why.text() == "‘저장’을 눌러요: 찾는 곳이 화면에 없었어요"
    assert [frame.accessibleName() for frame in page.film.frames] == [
        "1단계, 성명 값을 넣어요", "2단계, ‘저장’을 눌러요",
    ]  # fmt: skip
    assert page.rest_button.text() == "남은 1행 다시 실행"
    assert page.strip.accessibleName() == "3행 · 실패"
    QTest.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=QPoint(3, 7))
    assert page.strip.accessibleName() == "2행 · 끝남"
    assert page.row_title.text() == "2행의 화면"
    assert "남아 있지 않아요" in page.why.text()
    page.deleteLater()


def test_the_failed_step_is_in_sight_once_the_film_is(app: QApplication, wait: WaitFor) -> None:
    use_language("ko")
    steps = [Proof(f"s{n}", "F2를 눌러요", "failed" if n == 7 else "done") for n in range(9)]
    film = Film()
    film.resize(520, 200)
    film.show_row(RowProof(3, "bbbbbbbb", "failed", tuple(steps)))
    app.processEvents()  # the row is chosen before the page is laid out
    film.show()
    wait(lambda: not film.frames[7].visibleRegion().isEmpty())
    whole = film.frames[7].visibleRegion().boundingRect()
    assert whole.width() == film.frames[7].width()
    film.deleteLater()


def test_a_step_is_seen_in_large(page: HistoryPage, app: QApplication) -> None:
    QTest.keyClick(page.film.frames[0], Qt.Key.Key_Return)
    [dialog] = page.findChildren(StepDialog)
    assert dialog.title.text() == "1단계 · 성명 값을 넣어요"
    QTest.keyClick(dialog, Qt.Key.Key_Right)
    assert dialog.why.text() == "찾는 곳이 화면에 없었어요"
    dialog.close()
    page.deleteLater()


def test_a_search_without_a_match_says_so(page: HistoryPage) -> None:
    page.search.setText("없는 것")
    assert page.list.count() == 0 and page.none.text() == say("hist_no_match")
    page.search.clear()
    assert page.list.count() == 1
    page.deleteLater()


def table(path: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].values)


def test_the_history_and_a_run_are_exported(
    page: HistoryPage, tmp_path: Path, wait: WaitFor
) -> None:
    detail = page.detail
    assert detail is not None
    page.export_to(tmp_path / "한 번.xlsx", lambda path: export_run(detail, path))
    wait(lambda: page.told.whole() == "‘한 번.xlsx’에 적었어요.")
    assert table(tmp_path / "한 번.xlsx")[2][:3] == (
        3, "실패", "‘저장’을 눌러요: 찾는 곳이 화면에 없었어요",
    )  # fmt: skip
    export_runs(read_runs(), tmp_path / "모두.xlsx")
    assert table(tmp_path / "모두.xlsx")[1][:2] == ("배송", "명단.xlsx")
    page.deleteLater()


def test_a_folder_that_cannot_be_written_is_told(
    page: HistoryPage, tmp_path: Path, wait: WaitFor
) -> None:
    page.export_to(tmp_path / "없음" / "x.xlsx", lambda path: export_runs(page.runs, path))
    wait(lambda: "없음" in page.told.whole() or "No such" in page.told.whole())
    page.deleteLater()


@pytest.mark.parametrize("known", [True, False])
def test_what_a_run_left_is_run(
    window: Window, wait: WaitFor, past: str, workbook: Path, known: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    add_task("배송", 2, ("성명",))
    task = entry_of(window, "배송", wait)
    if known:
        window.session.settings.lists[str(task.path)] = f"{workbook}#12월"
    asked: list[list[str]] = []
    start: Callable[..., None] = window.session._start
    monkeypatch.setattr(
        window.session, "_start", lambda p, a, f=None: (asked.append(a), start(p, a, f))
    )
    window.shell.show_place("history")
    shown = window.shell.shown
    assert isinstance(shown, HistoryPage)
    wait(lambda: shown.detail is not None)
    shown.rest_button.click()
    if known:
        assert asked[0][asked[0].index("--resume") + 1] == past
        wait(lambda: not window.session.busy)
    else:
        assert not asked and window.dialog.isVisible()
        window.dialog.reject()
