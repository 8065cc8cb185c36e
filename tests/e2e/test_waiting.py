"""A run that had its processes waiting is the same run, and what waits ends with its window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.waiting import order
from scripts.files import save
from scripts.model import Press, Script, Step
from tests.clerk import PYTHON, Child, gone, idle, main, started_by, until
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are looked up in /proc"),
]


@pytest.fixture
def task(tmp_path: Path) -> Path:
    save(Script("키", (Step("p001", Press("F7")), Step("p002", Press("F8")))), tmp_path / "키")
    return tmp_path / "키"


@pytest.fixture
def waiting() -> Iterator[Child]:
    """A process that waits, without a screen and with a data folder that is not the clerk's."""
    with main("wait", env={"DISPLAY": "", "ILSON_HOME": "/nowhere"}) as child:
        yield child


def ask(child: Child, *arguments: str, folder: Path, **more: str) -> None:
    child.send(order(arguments, folder, {**os.environ, **more}))


def told(child: Child) -> list[tuple[object, ...]]:
    """What a run told, without what no two runs share."""
    own = {"time", "run", "pid", "seconds", "report"}
    return [
        tuple((name, text) for name, text in line.items() if name not in own)
        for line in child.seen
        if line["event"] != "taken"
    ]


@pytest.mark.usefixtures("display")
def test_it_is_the_run_of_the_command_line(task: Path, waiting: Child, tmp_path: Path) -> None:
    with main("play", str(task), "--json") as plain:
        assert plain.rest() == 0
    home = tmp_path / "hers"
    ask(waiting, "play", task.name, "--json", folder=task.parent, ILSON_HOME=str(home))
    assert waiting.rest() == 0
    assert told(waiting) == told(plain)
    assert waiting.seen[-1]["report"].startswith(str(home)), "the order's own data folder"


@pytest.mark.usefixtures("display")
def test_its_exit_codes_are_those_of_the_command_line(waiting: Child, tmp_path: Path) -> None:
    ask(waiting, "play", "없음", "--json", folder=tmp_path)
    assert waiting.rest() == 2


def test_a_screen_that_is_not_there_is_told(waiting: Child, task: Path) -> None:
    ask(waiting, "play", str(task), "--json", folder=task.parent, DISPLAY=":999")
    assert waiting.rest() == 4


def test_an_order_that_is_none_is_told(waiting: Child) -> None:
    waiting.send({"answer": "stop"})
    assert waiting.rest() == 2


def test_it_holds_nothing_while_it_waits(waiting: Child) -> None:
    guard, player = pids(waiting.process.pid)
    for pid in (guard, player):
        until(lambda pid=pid: idle(pid), "a process that only waits")
        ways = {
            str(way.readlink()) for way in Path(f"/proc/{pid}/fd").iterdir()
            if way.name != "2"  # where it complains is this test's
        }  # fmt: skip
        kinds = {way.partition(":")[0] for way in ways if not way.startswith("/dev/")}
        assert kinds <= {"pipe", "/memfd"}, ways


def test_it_ends_with_its_input(waiting: Child) -> None:
    player = pids(waiting.process.pid)[1]
    assert waiting.process.stdin is not None
    waiting.process.stdin.close()
    assert waiting.rest() == 0
    until(lambda: gone(player), "the end of the player")


def test_the_player_ends_with_the_one_that_watches(waiting: Child) -> None:
    player = pids(waiting.process.pid)[1]
    waiting.process.kill()
    until(lambda: gone(player), "the end of the player")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_window_that_is_ended_leaves_nothing_behind(number: int, tmp_path: Path) -> None:
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "ILSON_HOME": str(tmp_path / "home"),
    }  # fmt: skip
    window = subprocess.Popen(
        [*PYTHON, str(ROOT / "main.py"), "--in-tray"], env=environment, cwd=ROOT,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        (guard,) = until(lambda: of_ours(window.pid), "the process that waits")
        _, player = pids(guard)
    finally:
        window.send_signal(number)
        window.wait(30)
    until(lambda: gone(guard) and gone(player), "the end of what waited")


def pids(guard: int) -> tuple[int, int]:
    """The numbers of the two processes that wait, once there are two."""
    (player,) = until(lambda: of_ours(guard), "the player that waits")
    return guard, player


def of_ours(pid: int) -> list[int]:
    """The processes of ours that a process has started; a library that is looked for has the
    system's own tools run for a moment."""
    return [one for one in started_by(pid) if runs_ours(one)]


def runs_ours(pid: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False  # it has ended meanwhile
    return any(word.endswith(b"main.py") for word in words)
