"""A clerk uses the window, on a screen with a window manager and a tray: she records a task, binds
it to a list, runs it into the program's next edition, in which a button has moved, shows where it
is now, and opens the report. Once by mouse, once by keyboard alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from player.vision.picture import encode
from tests.clerk import Clerk, Practice, practice, until, xdotool
from tests.desk import Desk, desk, pixels
from tests.e2e.test_practice_app import enter_one, people
from ui.practice import TITLE

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

HEADS = ("성명", "주민등록번호", "전화번호", "주소")
ROWS = [
    ("Kim Minji", "800101-1234567", "010-1234-5678", "Garam-ro 1"),
    ("남궁민수", "910202-2234567", "010-0000-0001", "다온군 읽음길 22-3"),
    ("이서연", "920303-1234567", "010-9999-1111", "한빛구 가람로 7 (지하 1층)"),
]
PLACE = ("--geometry", "60,120,1000,520", "--screen", "등록")


def write_list(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "list"
    for row in (HEADS, *ROWS):
        sheet.append(row)
    book.save(path)


@contextlib.contextmanager
def office(home: Path) -> Iterator[Desk]:
    """The product, and a browser that only notes what it is to show."""
    home.mkdir()
    write_list(home / "people.xlsx")
    browser = home / "bin" / "xdg-open"
    browser.parent.mkdir()
    browser.write_text(
        f'#!/bin/sh\nprintf %s "$1" > "{home}/asked" && mv "{home}/asked" "{home}/opened"\n'
    )
    browser.chmod(0o755)
    with desk(home, {"PATH": f"{browser.parent}:{os.environ['PATH']}"}) as made:
        yield made


def see_it_done(made: Desk, folder: Path, name: str) -> None:
    """The run has ended, and every row arrived."""
    made.see("보고서 열기", "push button")
    keep(folder, name)
    assert people(folder / "second") == ROWS


def see_the_report(home: Path) -> None:
    """The page that the browser was told to show is the run's, and holds nobody's name."""
    opened = home / "opened"
    until(opened.exists, "the report")
    path = unquote(opened.read_text("utf-8").removeprefix("file://"))
    report = Path(path).read_text("utf-8")
    assert "register" in report and "남궁민수" not in report


def keep(folder: Path, name: str) -> None:
    """A picture of the whole screen, to be looked at where a test has failed."""
    (folder / f"{name}.png").write_bytes(encode(pixels((0, 0, 1920, 1080))))


def test_by_mouse(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with office(home) as made:
        made.click("건너뛰기")
        with practice(tmp_path / "first", *PLACE) as app:
            record(made, app, tmp_path)
        assert people(tmp_path / "first") == ROWS[:1]
        keep(tmp_path, "04-recorded")
        made.clerk.click(made.see("register", "list item").box, 3)
        keep(tmp_path, "05-menu")
        made.click_text("명단 연결")
        made.click("파일 고르기")
        made.see("", "dialog")
        keep(tmp_path, "06-file")
        made.clerk.type(str(home / "people.xlsx"))
        made.clerk.key("Return")
        made.see("성명")
        keep(tmp_path, "07-proposed")
        made.click("모두 잇기")
        keep(tmp_path, "08-bound")
        with practice(tmp_path / "second", *PLACE, "--renewed") as app:
            made.click("3행 실행")
            made.see("어디를 누를까요", "dialog")
            keep(tmp_path, "09-asked")
            made.clerk.click(in_picture(made.see("지금 화면", "filler").box, app.place("저장")))
            keep(tmp_path, "10-pointed")
            made.click("여기를 누르고 계속")
            see_it_done(made, tmp_path, "11-done")
            made.click("보고서 열기")
            see_the_report(home)


def test_by_keyboard(tmp_path: Path) -> None:
    home, keys = tmp_path / "home", Clerk()
    with office(home) as made:
        with practice(tmp_path / "first", *PLACE) as app:
            made.see("다음", "push button")
            bring_up(made, "일손 둘러보기")
            keys.key("Escape")
            made.gone("다음")
            bring_up(made, "일손")
            keys.key("ctrl+n")
            made.see("작업 이름", "text")
            keys.key("ctrl+a")
            keys.type("register")
            keys.key("Return")
            made.see("기록 중", "label")
            keep(tmp_path, "k0-recording")
            bring_up(made, TITLE)
            enter_by_keys(keys, app)
            keep(tmp_path, "k1-entered")
            keys.key("ctrl+alt+r")
            made.gone("다 했어요")
        assert people(tmp_path / "first") == ROWS[:1]
        made.see("register", "list item")
        keep(tmp_path, "k2-recorded")
        keys.key("ctrl+l")
        made.press("파일 고르기")
        made.see("", "dialog")
        made.tab_to("파일 이름", "text")
        keys.type(str(home / "people.xlsx"))
        keys.key("Return")
        made.press("모두 잇기")
        made.gone("모두 잇기")
        keep(tmp_path, "k3-bound")
        with practice(tmp_path / "second", *PLACE):
            bring_up(made, "명단 연결")
            made.press("3행 실행")
            see_it_done(made, tmp_path, "k4-done")
            made.press("보고서 열기")
            see_the_report(home)


def bring_up(made: Desk, title: str) -> None:
    """Alt+Tab until a window is in front; the window manager goes round all of them."""
    passed = []
    for _ in range(6):
        passed.append(xdotool("getactivewindow", "getwindowname"))
        if passed[-1].startswith(title):
            return
        made.clerk.key("alt+Tab")
    raise AssertionError(f"Alt+Tab does not get to {title}, only to {passed}")


def enter_by_keys(keys: Clerk, app: Practice) -> None:
    """What the clerk does for one person, without the mouse."""
    app.when(lambda state: state["focus"] == "성명", "the focus in 성명")
    for text in ROWS[0]:
        keys.type(text)
        keys.key("Tab")
    keys.key("ctrl+s")
    app.when(lambda state: bool(state["dialog"]), "the question")
    keys.key("Return")
    app.when(lambda state: "저장되었습니다" in (state["dialog"] or ""), "the confirmation")
    keys.key("Return")
    app.when(lambda state: not state["dialog"], "the empty form")


def record(made: Desk, app: Practice, folder: Path) -> None:
    made.click("첫 작업 기록하기")
    made.see("작업 이름", "text")
    made.clerk.key("ctrl+a")
    made.clerk.type("register")
    keep(folder, "01-name")
    made.click("기록 시작")
    made.see("기록 중", "label")
    keep(folder, "02-recording")
    enter_one(made.clerk, app)
    keep(folder, "03-done")
    made.click("다 했어요")
    made.gone("다 했어요")


def in_picture(box: list[int], place: list[int]) -> list[int]:
    """Where a place of the screen is on a picture of the whole screen, which is as large as fits
    into ``box``, at its upper edge."""
    zoom = min(box[2] / 1920, box[3] / 1080)
    left = box[0] + (box[2] - 1920 * zoom) / 2
    x, y, width, height = (value * zoom for value in place)
    return [round(left + x), round(box[1] + y), round(width), round(height)]
