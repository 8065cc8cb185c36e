"""The app as a person meets it: a window, a keyboard, a mouse."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.errors import ExitCode
from tests.conftest import ROOT
from tests.ui.practice.conftest import practice
from ui.practice.__main__ import main

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(sys.platform == "win32", reason="drives X11 with xdotool"),
]


def _people(folder: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(folder / "practice.db")
    try:
        return database.execute(
            "SELECT name, resident_number, phone, address, start_date, health_center, kit,"
            " symptom, memo FROM people ORDER BY id"
        ).fetchall()
    finally:
        database.close()


@pytest.mark.parametrize("scale", ["1", "1.5"])
def test_two_people_by_keyboard_and_by_mouse(display: str, tmp_path: Path, scale: str) -> None:
    with practice("--data", str(tmp_path), "--scale", scale, "--geometry", "60,40,1500,960") as app:
        app.wait(lambda r: r["screen"] == "로그인" and r["focus"] == "사번")
        app.type("1001\tsecret")
        app.key("Return")
        app.wait(lambda r: r["screen"] == "시작" and r["window"][2:] == [1500, 960])

        app.key("F2")
        app.wait(lambda r: r["screen"] == "등록" and r["focus"] == "성명")
        app.type("Hong 1\t900101-1000013\t010-0000-0001\tGaon-gu 1, #2\t20260105\t")
        app.wait(lambda r: r["focus"] == "담당 보건소")
        app.key("Down", "Down", "Tab", "space", "Tab", "Right", "Tab")
        app.wait(lambda r: r["focus"] == "메모")
        app.type("a;b")
        app.key("Return")
        app.type("c")
        app.key("ctrl+s")
        app.wait(lambda r: r["dialog"] == "저장하시겠습니까?" and r["focus"] == "예")
        app.key("Return")
        app.wait(lambda r: r["dialog"] == "저장되었습니다." and r["focus"] == "확인")
        app.key("Return")
        app.wait(lambda r: r["dialog"] is None and r["focus"] == "성명")
        assert app.last["status"] == "저장 완료 · Hong 1 · 1건"

        for name, text in (("전화번호", "02-000-0002"), ("성명", "Kim 2")):
            app.click(name)
            app.wait_for_focus(name)
            app.type(text)
        app.click("담당 보건소")
        app.wait(lambda r: r["popup"])
        app.click("미르시보건소")
        app.wait(lambda r: not r["popup"])
        app.click("저장")
        app.wait(lambda r: r["dialog"] == "저장하시겠습니까?")
        app.click("예")
        app.wait(lambda r: r["dialog"] == "저장되었습니다.")
        app.click("확인")
        app.wait(lambda r: r["dialog"] is None and r["focus"] == "성명")

        assert _people(tmp_path) == [
            ("Hong 1", "900101-1000013", "010-0000-0001", "Gaon-gu 1, #2", "2026-01-05",
             "다온군보건소", 1, "유증상", "a;b\nc"),
            ("Kim 2", "", "02-000-0002", "", "", "미르시보건소", 0, "무증상", ""),
        ]  # fmt: skip
        app.key("ctrl+q")
        assert app.process.wait(10) == 0
    assert [line["event"] for line in app.lines].count("ready") == 1


def test_a_slow_system_keeps_the_person_waiting(display: str, tmp_path: Path) -> None:
    with practice(
        "--data", str(tmp_path), "--no-login", "--screen", "조회", "--delay", "300-400"
    ) as app:
        app.wait(lambda r: r["event"] == "ready" and r["focus"] == "성명")
        app.key("Return")
        app.wait(lambda r: (r["dialog"] or "").startswith("조회 중입니다"))
        told = app.wait(lambda r: r["dialog"] == "조회된 대상자가 없습니다.")
        assert 300 <= told["waited"] <= 400


def test_without_a_display_there_is_a_sentence(tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "ui.practice", "--data", str(tmp_path)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == ExitCode.NO_DESKTOP
    assert "화면이 없어요" in done.stderr and not done.stdout


@pytest.mark.parametrize(
    "wrong",
    [["--scale=9"], ["--geometry=1,2,3"], ["--geometry=0,0,0,9"], ["--delay=-1"], ["--delay=9-3"]],
)
def test_a_wrong_option_is_told(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(wrong)
    assert left.value.code == ExitCode.USAGE
    assert capsys.readouterr().err
