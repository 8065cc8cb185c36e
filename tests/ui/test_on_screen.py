"""The line from the tray's click to the last row, in a real window and with real processes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from player.data import read_list
from scripts.files import load, save
from scripts.folders import scripts_folder
from scripts.model import Click, ForEachRow, Input, Script, Step, Type, Wait, WriteRow
from tests.conftest import ROOT
from ui.settings import Settings

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(sys.platform == "win32", reason="drives X11 with xdotool"),
]

LIMIT = 30.0
"""Seconds in which anything that is waited for has to come true."""


class Clerk:
    """Hands and eyes at the virtual screen."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def do(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True,
            timeout=LIMIT,
        )  # fmt: skip
        return done.stdout

    def window(self, title: str) -> tuple[int, int, int, int] | None:
        """Where the visible window of a title is: x, y, width, height."""
        for number in self.do("search", "--onlyvisible", "--name", f"^{title}$").split():
            lines = self.do("getwindowgeometry", "--shell", number).splitlines()
            found = dict(line.split("=", 1) for line in lines if "=" in line)
            if int(found.get("WIDTH", 0)) > 100:
                return (
                    int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"]),
                )  # fmt: skip
        return None

    def wait_window(self, title: str) -> tuple[int, int, int, int]:
        wait(lambda: self.window(title) is not None)
        found = self.window(title)
        assert found is not None
        return found

    def click(self, x: int, y: int) -> None:
        self.do("mousemove", x, y, "click", 1)

    def click_tray(self) -> None:
        """Click our icon, the only one in the tray."""
        number = self.do("search", "--name", "^panel$").split()[0]
        lines = self.do("getwindowgeometry", "--shell", number).splitlines()
        place = {key: int(value) for key, value in (line.split("=", 1) for line in lines)}
        self.click(place["X"] + place["WIDTH"] // 2, place["Y"] + place["HEIGHT"] // 2)


def wait(condition: Callable[[], object]) -> None:
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, "this never came true"
        time.sleep(0.05)


@contextlib.contextmanager
def running(clerk: Clerk, command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=clerk.environment, cwd=folder)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(LIMIT)


@pytest.fixture
def clerk(display: str, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk at a screen with a tray."""
    made = Clerk(display)
    tray = ["trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request"]
    with running(made, tray, tmp_path):
        wait(lambda: made.do("search", "--name", "^panel$").split())
        yield made


def ilson(clerk: Clerk, folder: Path) -> contextlib.AbstractContextManager[object]:
    return running(clerk, [sys.executable, str(ROOT / "main.py")], folder)


def tray_is_ours(clerk: Clerk) -> bool:
    """Whether the tray has grown to hold an icon."""
    number = clerk.do("search", "--name", "^panel$").split()[0]
    shell = clerk.do("getwindowgeometry", "--shell", number)
    return any(line.startswith("WIDTH=") and int(line[6:]) >= 16 for line in shell.splitlines())


def test_one_click_in_the_tray_runs_a_task_to_its_last_row(clerk: Clerk, tmp_path: Path) -> None:
    people = [f"사람{number}" for number in range(1, 6)]
    book = openpyxl.Workbook()
    for row in ("성명", *people):
        book.worksheets[0].append([row])
    book.save(tmp_path / "명단.xlsx")
    row_steps = (
        Step("aaaa", WriteRow("결과.csv", {"성명": "{성명}", "수": "010"})),
        Step("bbbb", Wait(0.05)),
    )
    script = Script(
        "결과 쓰기",
        (Step("cccc", ForEachRow("명단", row_steps)),),
        inputs={"명단": Input(("성명",), ("성명",))},
    )
    save(script, scripts_folder() / "결과 쓰기")
    Settings(lists={str(scripts_folder() / "결과 쓰기"): str(tmp_path / "명단.xlsx")}).save()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with ilson(clerk, elsewhere):
        clerk.wait_window("일손")
        wait(lambda: tray_is_ours(clerk))
        clerk.click_tray()
        x, y, width, _ = clerk.wait_window("일손 작업")
        clerk.click(x + width - 36, y + 107)
        wait(lambda: clerk.window("일손") is None)  # it goes away while it runs
        clerk.wait_window("일손")  # and comes back with the result
    found = read_list(str(tmp_path / "결과.csv"))
    assert [row.values["성명"] for row in found.rows] == people
    assert {row.values["수"] for row in found.rows} == {"010"}


def test_a_recording_from_the_window_to_the_tray_click_that_ends_it(
    clerk: Clerk, tmp_path: Path
) -> None:
    form = [
        "zenity", "--entry", "--title", "Form", "--text", "Name of the person",
        "--width", "420",
    ]  # fmt: skip
    with running(clerk, form, tmp_path), ilson(clerk, tmp_path):
        clerk.wait_window("Form")
        clerk.wait_window("일손")
        wait(lambda: tray_is_ours(clerk))
        clerk.do("search", "--onlyvisible", "--name", "^일손$", "windowactivate", "--sync")
        clerk.do("key", "ctrl+n")
        clerk.wait_window("새 작업 기록하기")
        clerk.do("key", "Return")
        wait(lambda: clerk.window("일손") is None and clerk.window("새 작업 기록하기") is None)
        pause = scripts_folder().parent / "recording"
        x, y, width, height = clerk.wait_window("Form")
        end = time.monotonic() + LIMIT
        while not any(pause.glob("*/script.yaml")):  # until it listens and has its first step
            assert time.monotonic() < end
            clerk.click(x + width // 2, y + height // 2)
            time.sleep(0.3)
        clerk.do("type", "--delay", "40", "Hong 12")
        clerk.click_tray()
        clerk.wait_window("일손")
    script = load(scripts_folder() / "새 작업")
    kinds = [type(step.action) for step in script.steps]
    assert Click in kinds
    typed = "".join(s.action.text for s in script.steps if isinstance(s.action, Type))
    assert typed == "Hong 12"
