"""A program that takes its time: what the clerk waited for is waited for by the script as well."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.files import load
from scripts.model import Click, Script, TextSeen, Vanishes, WaitFor, WindowStill
from tests.clerk import Clerk, main, place_window, shown, until, window_rect
from tests.e2e.test_other_programs import program

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

READS = 1.0
"""Seconds for which a clerk reads an answer before she goes on: it is what she waited for."""

SLOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

app = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("명단 조회")
search, send, answer = QPushButton("조회", window), QPushButton("전송", window), QLabel("", window)
search.setGeometry(40, 40, 120, 34)
send.setGeometry(320, 40, 120, 34)
answer.setGeometry(40, 240, 400, 30)
ready = False

def found():
    global ready
    ready = True
    answer.setText("대상자 조회를 마쳤습니다 (%s명)" % sys.argv[1] if sys.argv[1] else "")

def look():
    answer.setText("" if sys.argv[1] else "조회 중입니다")
    QTimer.singleShot(int(sys.argv[2]), found)

search.clicked.connect(look)
send.clicked.connect(lambda: print("전송" if ready else "너무 일찍", flush=True))
window.resize(520, 320)
window.show()
app.exec()
"""


TURNS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

app = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("명단 조회")
search, send, wheel = QPushButton("조회", window), QPushButton("전송", window), QLabel("", window)
search.setGeometry(40, 40, 120, 34)
send.setGeometry(320, 40, 120, 34)
wheel.setGeometry(240, 200, 24, 24)
left = 0

def turn():
    global left
    left -= 1
    picture = QPixmap(24, 24)
    picture.fill(window.palette().window().color())
    if left > 0:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(window.palette().windowText().color())
        painter.drawPie(2, 2, 20, 20, 640 * left, 1440)
        painter.end()
        QTimer.singleShot(100, turn)
    wheel.setPixmap(picture)

def look():
    global left
    left = int(sys.argv[1])
    turn()

search.clicked.connect(look)
send.clicked.connect(lambda: print("너무 일찍" if left > 0 else "전송", flush=True))
window.resize(520, 320)
window.show()
app.exec()
"""


def recorded(
    folder: Path, source: str, *arguments: str, waits: Callable[[int, int], None]
) -> Script:
    """What is recorded of a search whose answer (the window's client area begins at x, y) is waited
    for before it is sent."""
    script, clerk = folder / "전송", Clerk(READS)
    with program(sys.executable, "-c", source, *arguments) as started:
        place_window("명단 조회", 200, 160, 520, 320)
        x, y, _, _ = window_rect("명단 조회")
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.click((x + 40, y + 40, 120, 34))
            waits(x, y)
            clerk.click((x + 320, y + 40, 120, 34))
            assert started.stdout is not None and started.stdout.readline() == "전송\n"
            assert recorder.end() == 0
    return load(script)


def plays(folder: Path, source: str, *arguments: str) -> None:
    """See that it is played where the program is somewhere else, and slower."""
    with program(sys.executable, "-c", source, *arguments) as started:
        place_window("명단 조회", 420, 260, 520, 320)
        with main("play", str(folder / "전송"), "--json") as player:
            assert player.rest() == 0, (player.seen[-3:], shown())
        assert started.stdout is not None and started.stdout.readline() == "전송\n"


def test_the_answer_of_a_slow_program_is_waited_for(tmp_path: Path) -> None:
    def waits(x: int, y: int) -> None:
        until(lambda: shows(x + 40, y + 240), "the answer")

    made = recorded(tmp_path, SLOW, "12", "1500", waits=waits)
    first, wait, second = (step.action for step in made.steps)
    assert isinstance(first, Click) and isinstance(second, Click)
    assert isinstance(wait, WaitFor) and isinstance(wait.condition, TextSeen)
    assert "마쳤습니다" in wait.condition.text and "12" not in wait.condition.text
    plays(tmp_path, SLOW, "345", "2500")


def test_a_program_is_waited_for_as_long_as_it_says_that_it_is_busy(tmp_path: Path) -> None:
    def waits(x: int, y: int) -> None:
        until(lambda: shows(x + 40, y + 240), "that it is busy")
        until(lambda: not shows(x + 40, y + 240), "that it is ready")

    made = recorded(tmp_path, SLOW, "", "1500", waits=waits)
    _, wait, _ = (step.action for step in made.steps)
    assert isinstance(wait, WaitFor) and isinstance(wait.condition, Vanishes)
    assert made.targets[wait.condition.target].texts() == ("조회 중입니다",)
    plays(tmp_path, SLOW, "", "3500")


def test_a_wheel_that_turns_is_waited_for(tmp_path: Path) -> None:
    def waits(x: int, y: int) -> None:
        until(lambda: shows(x + 240, y + 200, 24, 24), "that it is busy")
        until(lambda: not shows(x + 240, y + 200, 24, 24), "that it is ready")

    made = recorded(tmp_path, TURNS, "18", waits=waits)
    _, wait, _ = (step.action for step in made.steps)
    assert isinstance(wait, WaitFor) and isinstance(wait.condition, WindowStill)
    plays(tmp_path, TURNS, "38")


def shows(x: int, y: int, width: int = 300, height: int = 30) -> bool:
    """Whether anything is written in the answer's place."""
    from tests.clerk import picture

    pixels = picture((x, y, width, height))
    return len({pixels[i : i + 3] for i in range(0, len(pixels), 4)}) > 8
