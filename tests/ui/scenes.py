"""Every window and dialog with something in it, for pictures and for tests that go over all of
them. Names, people and systems are made up."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from player.run.journal import Journal
from scripts.files import load, pack, save
from scripts.folders import runs_folder, scripts_folder
from scripts.language import either
from tests.conftest import ROOT
from tests.ui.scenes_work import WORK
from ui.hotkeys import letters_now
from ui.preferences import SettingsPage
from ui.preferences.keys import KeyDialog
from ui.preferences.support import SupportDialog
from ui.progress import Progress
from ui.recording_bar import RecordingBar
from ui.settings import Settings
from ui.tour.cards import CARDS, Tour
from ui.tray.offers import offers
from ui.tray.panel import Panel
from ui.window import Window, open_window

SAMPLE = ROOT / "assets" / "samples" / "자가격리 대상자 등록"

TASKS = (
    # name, days ago, rows done, rows failed, seconds saved, words
    ("복지급여 대상자 등록", 0.05, 41, 1, 12_000, "team"),
    ("민원 접수대장 내려받기", 0.3, 1, 0, 3_900, ""),
    ("급여 지급 알림 기안문 올리기", 1.1, 35, 3, 17_400, "label"),
    ("연락처 정리해서 명단 만들기", 9, 12, 0, 2_700, "favourite"),
    ("당직 근무표 게시판에 올리기", 13, 5, 2, 1_200, "received"),
    ("주소 변경 일괄 반영", 20, 118, 2, 4_800, "review"),
    ("건강보험 자격득실 확인서 발급 대장에 옮겨 적고 담당자에게 알리기", 40, 20, 0, 900, ""),
)


@dataclass(slots=True)
class Stage:
    """What the scenes need: the application, and how to let Qt work until something is so."""

    app: QApplication
    wait: Callable[[Callable[[], object]], None]


PATIENCE = 60.0
"""Seconds in which a window has to be ready."""


def stage_of(app: QApplication) -> Stage:
    """A stage outside of the tests. Its ``wait`` raises TimeoutError."""

    def wait(condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("a window was not ready")
            app.processEvents()
            time.sleep(0.005)

    return Stage(app, wait)


def furnish() -> Settings:
    """Put tasks and runs into the data folder; the settings that go with them."""
    script = load(SAMPLE)
    settings = Settings(language="ko", theme="light", toured=True, told_tray=True)
    with Journal(runs_folder()) as journal:
        for name, ago, done, failed, saved, word in reversed(TASKS):
            path = scripts_folder() / name
            made = replace(script, name=name)
            if word == "review":
                first = replace(made.steps[0], review="비슷한 단추가 2개예요.")
                made = replace(made, steps=(first, *made.steps[1:]))
            save(made, path, versions=False)
            if word == "favourite":
                settings.like(path, True)
            if word == "received":
                settings.receive(path)
            if word in ("team", "label"):
                settings.label(path, {"team": "복지", "label": "매월 말"}[word], True)
            _run(journal, name, datetime.now() - timedelta(days=ago), done, failed, saved)
    book = runs_folder().parent / "12월_급여대상자_명단.xlsx"
    book.touch()
    settings.lists[str(scripts_folder() / TASKS[0][0])] = str(book)
    team = runs_folder().parent / "team"
    team.mkdir()
    for name in (TASKS[0][0], TASKS[2][0]):
        pack(scripts_folder() / name, team / f"{name}.ilson")
    settings.team = str(team)
    settings.save()
    return settings


def _run(journal: Journal, name: str, when: datetime, done: int, failed: int, saved: float) -> None:
    run = journal.begin_run(name, "12월_급여대상자_명단.xlsx" if done + failed > 1 else "")
    status = "failed" if failed > 1 and done < 10 else "done"
    journal.end_run(run, status, "", "", 8.0 * done, saved + 8.0 * done)
    counts = json.dumps({"done": done, "failed": failed})
    journal._db.execute(
        "UPDATE run SET started = ?, ended = ?, counts = ? WHERE id = ?",
        (when.isoformat(timespec="seconds"), when.isoformat(timespec="seconds"), counts, run),
    )


def window(stage: Stage, settings: Settings) -> Window:
    """The window, when all that is in the folders has come to be seen."""
    made = open_window(settings, ("false",))
    made.show()
    stage.wait(lambda: len(made.entries) == len(TASKS) and all(e.known for e in made.entries))
    stage.wait(lambda: made.desk.records.runs)
    return made


def _pictures_there(stage: Stage, made: Window) -> None:
    for page in (made.library, made.team):
        thumbs = page.list.thumbs
        page.grab()
        stage.wait(lambda t=thumbs: t.idle)


def library(stage: Stage) -> QWidget:
    made = window(stage, Settings.load())
    _pictures_there(stage, made)
    return made


def library_narrow(stage: Stage) -> QWidget:
    made = library(stage)
    made.resize(780, 492)
    return made


def library_nothing_found(stage: Stage) -> QWidget:
    made = window(stage, Settings.load())
    made.library.search.setText("여권")
    return made


def library_deleted(stage: Stage) -> QWidget:
    made = library(stage)
    made.desk.tell("‘주소 변경 일괄 반영’을 휴지통으로 옮겼어요", lambda: None)
    return made


def team(stage: Stage) -> QWidget:
    made = window(stage, Settings.load())
    made.shell.show_place("team")
    stage.wait(lambda: made.team.library.total == 2)
    _pictures_there(stage, made)
    return made


def empty(stage: Stage) -> QWidget:
    for path in scripts_folder().iterdir():
        path.rename(path.with_name(f".{path.name}"))
    made = open_window(Settings.load(), ("false",))
    made.show()
    stage.wait(lambda: made.desk.mine.read)
    for path in scripts_folder().iterdir():
        path.rename(path.with_name(path.name[1:]))
    return made


def settings(stage: Stage) -> QWidget:
    made = window(stage, Settings.load())
    made.checks.command = (sys.executable, str(ROOT / "main.py"))
    made.shell.show_place("settings")
    stage.wait(lambda: not made.checks.running)
    made.checks.found = FINDINGS
    made.checks.changed.emit()
    return made


def settings_taken(stage: Stage) -> QWidget:
    """Another program has one of the keys."""
    made = settings(stage)
    page = made.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    page.taken["play"].show()
    return made


def support(stage: Stage) -> QWidget:
    made = SupportDialog(FINDINGS)
    made.show()
    stage.wait(lambda: made.parts)
    return made


def hot_key(stage: Stage) -> QWidget:
    made = KeyDialog("pause", letters_now({}))
    QTest.keyClick(
        made, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    QTest.keyRelease(made, Qt.Key.Key_Control)  # or the next scene's list is chosen from with Ctrl
    return made


def _panel(stage: Stage, progress: Progress | None = None) -> Panel:
    made = window(stage, Settings.load())
    panel = made.tray.panel
    panel.show_offers(offers(made.desk, made.session), progress)
    made.hide()
    panel.show_near(QRect())
    stage.wait(lambda: panel.isVisible())
    panel.grab()
    stage.wait(lambda: panel.thumbs.idle)
    return panel


def tray(stage: Stage) -> QWidget:
    return _panel(stage)


def tray_waiting(stage: Stage) -> QWidget:
    waiting = Progress("play", "당직 근무표 게시판에 올리기", state="asking", rows=42)
    asked = either("‘주소 찾기’를 화면에서 못 찾겠어요.", "I can't find ‘주소 찾기’ on the screen.")
    waiting.take({"event": "asked", "question": asked, "choices": ["retry"]})
    panel = _panel(stage, waiting)
    panel.search.setText("급여")
    return panel


def bar(stage: Stage) -> QWidget:
    made = RecordingBar()
    progress = Progress("record", "접수", state="recording", steps=4)
    picture = next((SAMPLE / "images").glob("*.png"))
    progress.take({
        "event": "step", "step": "a1", "say": either("‘주소 찾기’를 눌러요", "Click ‘주소 찾기’"),
        "light": "amber", "why": either("비슷한 단추가 2개예요.", "2 buttons look like it."),
        "picture": str(picture), "acts": [0, -31],
    })  # fmt: skip
    made.show_at(None)
    made.show_progress(progress)
    return made


def bar_asks(stage: Stage) -> QWidget:
    made = bar(stage)
    assert isinstance(made, RecordingBar)
    made._typed = ("b2", "‘비밀번호’ 칸에 글을 넣어요")
    made.secret.click()
    return made


def bar_countdown(stage: Stage) -> QWidget:
    made = RecordingBar()
    made.show_at(None)
    made.count_down()
    made.counts.stop()
    return made


def _card(number: int) -> Callable[[Stage], QWidget]:
    def made(stage: Stage) -> QWidget:
        shown = Tour()
        shown.show_card(number)
        return shown

    return made


FINDINGS = [
    {"check": "screen", "state": "good", "kind": "sees", "values": {"n": 2, "scales": "100 %"}},
    {"check": "session", "state": "good", "kind": "ok"},
    {"check": "input", "state": "good", "kind": "knows_hangul"},
    {"check": "elevated", "state": "warn", "kind": "above", "values": {"title": "재정 관리"}},
    {"check": "secrets", "state": "good", "kind": "there"},
    {"check": "reading", "state": "good", "kind": "reads", "values": {"n": 2}},
    {"check": "space", "state": "good", "kind": "enough",
     "values": {"used": "1.2 GB", "free": "86 GB"}},
    {"check": "tray", "state": "good", "kind": "there"},
]  # fmt: skip

SCENES: dict[str, Callable[[Stage], QWidget]] = {
    "library": library,
    "library-narrow": library_narrow,
    "library-nothing-found": library_nothing_found,
    "library-deleted": library_deleted,
    "team": team,
    "empty": empty,
    "settings": settings,
    "settings-key-taken": settings_taken,
    "tray": tray,
    **{f"tour-{number + 1}": _card(number) for number in range(len(CARDS))},
    "recording-bar": bar,
    "recording-bar-asks": bar_asks,
    "recording-bar-countdown": bar_countdown,
    "tray-waiting": tray_waiting,
    "hot-key": hot_key,
    "support": support,
    **WORK,
}


def put_away(made: QWidget) -> None:
    """Take a scene off the stage, and all that came with it."""
    for top in QApplication.topLevelWidgets():
        if isinstance(top, Window):
            top.tray.leave()
        top.hide()
        top.deleteLater()
    made.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
