"""Rows, scrolling and boxes to be ticked in programs that are not ours."""
# ruff: noqa: E501 - a target is a line

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.clerk import Clerk, main, place_window, shown, until, window_rect
from tests.e2e.test_other_programs import need, program

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

NAMES = (
    "김민준", "이서연", "박도윤", "최하은", "정시우", "강지우", "조주원", "윤수아", "장예준", "임지민",
    "한건우", "오채원", "서현우", "신다은", "권준서", "황소율", "안우진", "송유나", "전선우", "홍은서",
    "유연우", "고가은", "문정민", "양나연", "손승현", "배보람", "백태영", "허미경", "남상철", "심영숙",
    "노경자", "하동수", "곽복순", "성말자", "차순이", "주나래", "우한결", "구다솜", "민초롱", "진달래",
)  # fmt: skip

TICKS = """\
ilson: 1
name: 대상자 고르기
inputs: {명단: {columns: [성명], key: [성명]}}
targets:
  선택 칸: {window: {title: 대상자 선택}, row: {성명: "{성명}"}, column: 선택, scroll: {most: 40, start: top}, anchors: []}
  보내기: {window: {title: 대상자 선택}, anchors: [{text: 보내기}]}
steps:
- for_each_row: 명단
  do:
  - {id: aaa1, STEP: 선택 칸}
- {id: aaa2, click: 보내기}
"""


def listed(names: tuple[str, ...], ticked: str = "FALSE") -> list[str]:
    """A GTK tree view with boxes, of all names; prints the ticked ones."""
    cells = [text for n, name in enumerate(names) for text in (ticked, name, f"19{40 + n}-01-02")]
    return ["zenity", "--list", "--checklist", "--title=대상자 선택", "--text=문자를 보낼 대상자",
            "--column=선택", "--column=성명", "--column=생년월일", "--separator=|",
            "--ok-label=보내기", "--cancel-label=취소", *cells]  # fmt: skip


def write(folder: Path, text: str, *names: str) -> tuple[Path, Path]:
    """A script and its list."""
    script, data = folder / "작업", folder / "명단.csv"
    script.mkdir()
    (script / "script.yaml").write_text(text, encoding="utf-8")
    data.write_text("\n".join(("성명", *names)) + "\n", encoding="utf-8")
    return script, data


def play(script: Path, *more: str, code: int = 0) -> str:
    """Play to the end; what was told last."""
    with main("play", str(script), "--json", *more) as player:
        ended = player.rest(400)
        told = "\n".join((*map(str, player.seen[-6:]), shown() if ended else ""))
    assert ended == code, told
    return told


@pytest.mark.parametrize(("step", "before"), [("check", "FALSE"), ("uncheck", "TRUE")])
def test_rows_of_a_tree_view_far_down_its_list(tmp_path: Path, step: str, before: str) -> None:
    need("zenity")
    wanted = ("심영숙", "김민준", "황소율", "진달래")
    script, data = write(tmp_path, TICKS.replace("STEP", step), *wanted)
    with program(*listed(NAMES, before)) as started:
        place_window("대상자 선택", 300, 140, 520, 420)
        play(script, "--data", str(data))
        assert started.stdout is not None
        ticked = set(started.stdout.readline().strip().split("|"))
    assert ticked == (set(wanted) if step == "check" else set(NAMES) - set(wanted))


def test_who_is_not_in_the_tree_view_is_ticked_for_nobody(tmp_path: Path) -> None:
    need("zenity")
    script, data = write(tmp_path, TICKS.replace("STEP", "check"), "김민주")
    with program(*listed(NAMES)) as started:
        place_window("대상자 선택", 300, 140, 520, 420)
        told = play(script, "--data", str(data), "--step-timeout", "3", code=1)
        assert "끝까지 굴려" in told and "김민주" not in told
        assert started.poll() is None


QT = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget, QTableWidgetItem
app = QApplication(sys.argv)
names = sys.argv[1].split(",")
table = QTableWidget(len(names), 4)
table.setWindowTitle("자가격리 대상자")
table.setHorizontalHeaderLabels(["성명", "생년월일", "담당", "관리"])
for n, name in enumerate(names):
    for column, text in enumerate((name, f"19{40 + n}-03-1{n % 10}", "복지과")):
        table.setItem(n, column, QTableWidgetItem(text))
    button = QPushButton("해제")
    button.clicked.connect(lambda _, name=name: print("해제", name, flush=True))
    table.setCellWidget(n, 3, button)
table.cellDoubleClicked.connect(
    lambda row, column: print("연 칸", table.item(row, 0).text(), column, flush=True))
table.resize(620, 420)
table.show()
print("ready", flush=True)
app.exec()
"""


def test_a_row_of_a_qt_table_recorded_answered_and_played(tmp_path: Path) -> None:
    script, data = tmp_path / "해제", tmp_path / "명단.csv"
    command = [sys.executable, "-c", QT]
    clerk = Clerk()
    with program(*command, ",".join(NAMES[:9])) as started:
        place_window("자가격리 대상자", 200, 160, 620, 420)
        x, y, _, _ = window_rect("자가격리 대상자")
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.click((x + 340, y + 26 + 30 * 2, 60, 20))
            asked = recorder.event("asked")
            assert asked["about"] == "row" and asked["columns"]["성명"] == "박도윤"
            assert recorder.process.stdin is not None
            recorder.process.stdin.write(
                f'{{"answer": "row", "step": "{asked["step"]}", "choice": "named"}}\n'
            )
            recorder.process.stdin.flush()
            assert "박도윤인 줄에서" in recorder.event("row")["say"]
            assert recorder.end() == 0
        assert started.stdout is not None
        assert started.stdout.readline() + started.stdout.readline() == "ready\n해제 박도윤\n"
    file = script / "script.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("성명: 박도윤") == 1, text
    file.write_text(text.replace("성명: 박도윤", "성명: '{성명}'"), encoding="utf-8")
    names = ("허미경", *reversed(NAMES[:9]), "남상철")
    wanted = ("정시우", "허미경", "이서연")
    data.write_text("\n".join(("성명", *wanted)) + "\n", encoding="utf-8")
    with program(*command, ",".join(names)) as started:
        place_window("자가격리 대상자", 700, 300, 700, 520)
        play(script, "--data", str(data))
        assert started.stdout is not None
        lines = [started.stdout.readline().strip() for _ in range(4)]
    assert lines == ["ready", *(f"해제 {name}" for name in wanted)]


PAGE = """<!doctype html><html lang="ko"><meta charset="utf-8"><title>신청서 긴 쪽</title>
<style>body{font:15px sans-serif;margin:24px} p{margin:0 0 90px} label{display:block}</style>
<h2>긴 신청서</h2>PARTS
<label><input type="checkbox" id="a"> 개인정보 수집에 동의합니다</label>
<label><input type="checkbox" id="b" checked> 광고 문자 받기</label>
<p></p><button onclick="document.title = '동의 ' + a.checked + ' 광고 ' + b.checked">제출하기</button>
"""
CONSENT = """\
ilson: 1
name: 동의
targets:
  동의: {window: {title: "*신청서 긴 쪽*"}, anchors: [{text: 개인정보 수집에 동의합니다, then: box}], scroll: {most: 40}}
  광고: {window: {title: "*신청서 긴 쪽*"}, anchors: [{text: 광고 문자 받기, then: box}], scroll: {most: 40}}
  제출: {window: {title: "*신청서 긴 쪽*"}, anchors: [{text: 제출하기}], scroll: {most: 40}}
steps:
- {id: aaa1, check: 동의}
- {id: aaa2, uncheck: 광고}
- {id: aaa3, check: 동의}
- {id: aaa4, click: 제출}
"""


def test_boxes_far_down_a_page_in_chromium(tmp_path: Path) -> None:
    script, _ = write(tmp_path, CONSENT)
    page = tmp_path / "page.html"
    parts = "".join(f"<p>{n}조. 이 조항은 알림에 관한 것입니다.</p>" for n in range(1, 25))
    page.write_text(PAGE.replace("PARTS", parts), encoding="utf-8")
    with program(
        need("chromium"), f"--user-data-dir={tmp_path / 'profile'}", "--no-sandbox",
        "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--test-type",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-features=Translate", "--password-store=basic", "--window-size=760,560",
        "--window-position=90,70", f"--app=file://{page}",
    ):  # fmt: skip
        window_rect("신청서 긴 쪽")
        play(script)
        until(lambda: titled("동의 true 광고 false"), "the page's own word")


def titled(title: str) -> bool:
    """Whether a window of this title is open."""
    found = subprocess.run(["xdotool", "search", "--name", f"^{title}"], capture_output=True)
    return bool(found.stdout.strip())
