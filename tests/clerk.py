"""A clerk at a virtual screen: her hands are xdotool, her programs are real processes.

Everything waits for a condition with a limit; nothing sleeps.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from tests.conftest import ROOT

LIMIT = 120.0
"""Seconds after which a condition is given up; far more than anything takes."""

PYTHON = [sys.executable]
"""What runs the product; the Windows lane puts its own in here."""

Value = TypeVar("Value")


def until(condition: Callable[[], Value], what: str = "condition", limit: float = LIMIT) -> Value:
    """The first true value of ``condition``; an AssertionError names ``what`` after ``limit``."""
    end = time.monotonic() + limit
    tick = threading.Event()
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, f"waited {limit:g} s for {what}"
        tick.wait(0.05)


class Child:
    """A child process that speaks JSON lines on stdout."""

    def __init__(self, *command: str, env: dict[str, str] | None = None) -> None:
        self.seen: list[dict[str, Any]] = []
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def next(self, wanted: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """The next line that is ``wanted``."""
        end = time.monotonic() + LIMIT
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(
                    f"waited {LIMIT:g} s for {what}; last {self.seen[-3:]}"
                ) from None
            assert line is not None, f"ended before {what}: {self.seen[-3:]}"
            self.seen.append(line)
            if wanted(line):
                return line

    def poll(self, seconds: float | None) -> dict[str, Any] | None:
        """The next line within so many seconds (None: within the limit); None where there is none,
        or it has ended."""
        try:
            line = self._lines.get(timeout=LIMIT if seconds is None else max(0.0, seconds))
        except queue.Empty:
            return None
        if line is None:
            self._lines.put(None)  # the end stays to be seen
        else:
            self.seen.append(line)
        return line

    def event(self, name: str) -> dict[str, Any]:
        return self.next(lambda line: line.get("event") == name, name)

    def say(self, answer: str) -> None:
        self.send({"answer": answer})

    def send(self, line: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()

    def rest(self, limit: float = 120.0) -> int:
        """Read to the end; the exit code."""
        code = self.process.wait(limit)
        self._reader.join(10)
        while (line := self._lines.get()) is not None:
            self.seen.append(line)
        return code

    def stop(self) -> int:
        """Ask it to stop as the window does; the exit code."""
        self.say("stop")
        return self.rest()

    def end(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.rest()

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


@contextlib.contextmanager
def child(*command: str, env: dict[str, str] | None = None) -> Iterator[Child]:
    started = Child(*command, env=env)
    try:
        yield started
    finally:
        started.kill()


def main(
    *arguments: str, env: dict[str, str] | None = None
) -> contextlib.AbstractContextManager[Child]:
    """One of the product's own commands."""
    return child(*PYTHON, str(ROOT / "main.py"), *arguments, env=env)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One of the product's own commands, run to its end."""
    return subprocess.run(
        [*PYTHON, str(ROOT / "main.py"), *arguments],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
        timeout=300,
    )  # fmt: skip


def gone(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def idle(pid: int) -> bool:
    """Whether a process sleeps, and has not worked since a moment before."""

    def worked() -> list[str]:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return [words[0], *words[11:13]]

    before = worked()
    threading.Event().wait(0.1)
    return before == worked() and before[0] == "S"


def started_by(pid: int) -> list[int]:
    """The processes that a process has started and that have not ended."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(number) for thread in threads for number in thread.read_text().split()]


def xdotool(*arguments: str | int) -> str:
    done = subprocess.run(
        ["xdotool", *map(str, arguments)], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


class Clerk:
    """Hands. Between two things that she does lies a person's moment: nobody answers a dialog
    within milliseconds of its appearance, or clicks twice by accident."""

    MOMENT = 0.35
    """Seconds; more than a double click may take would be needed only for the same spot."""

    def __init__(self, moment: float = MOMENT) -> None:
        self._lasts = moment
        self._last = 0.0
        self._last_place: list[int] | tuple[int, ...] = ()

    def _moment(self, seconds: float) -> None:
        since = time.monotonic()
        until(lambda: time.monotonic() - max(self._last, since - 0.1) > seconds, "a moment")

    def click(self, rect: list[int] | tuple[int, ...], button: int = 1) -> None:
        """Click in the middle of a rectangle x, y, width, height."""
        self._moment(self._lasts + (0.3 if rect == self._last_place else 0.0))
        x, y = rect[0] + rect[2] // 2, rect[1] + rect[3] // 2
        xdotool("mousemove", x, y, "click", button)
        self._last, self._last_place = time.monotonic(), rect

    def type(self, text: str) -> None:
        self._moment(self._lasts)
        xdotool("type", "--delay", "20", text)
        self._last = time.monotonic()

    def key(self, *keys: str) -> None:
        self._moment(self._lasts)
        xdotool("key", "--delay", "40", *keys)
        self._last = time.monotonic()


class Practice:
    """The practice app in a window; ``state`` is its latest report."""

    def __init__(self, started: Child, folder: Path) -> None:
        self.child = started
        self.folder = folder
        self.state = started.event("ready")

    def when(self, condition: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Wait until the app's report is so."""
        if not condition(self.state):
            self.state = self.child.next(condition, what)
        return self.state

    def place(self, name: str) -> list[int]:
        self.when(lambda state: name in state["widgets"], f"the widget {name}")
        place: list[int] = self.state["widgets"][name]
        return place


@contextlib.contextmanager
def practice(folder: Path, *flags: str) -> Iterator[Practice]:
    """The practice app, its data in ``folder``."""
    with main("practice", "--no-login", "--report", "--data", str(folder), *flags) as started:
        yield Practice(started, folder)


def put_columns(script: Path, texts: dict[str, str]) -> None:
    """Put placeholders in the place of typed values, in the file, as a clerk does it."""
    file = script / "script.yaml"
    text = file.read_text(encoding="utf-8")
    for value, placeholder in texts.items():
        before = (f"type: {value},", f"type: '{value}',", f'type: "{value}",')
        assert sum(text.count(form) for form in before) == 1, f"{value} in:\n{text}"
        for form in before:
            text = text.replace(form, f"type: '{placeholder}',")
    file.write_text(text, encoding="utf-8")


def window_rect(title: str) -> list[int]:
    """Where the client area of the visible window with this title (a regular expression) is."""

    def rect() -> list[int]:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, text=True
        ).stdout.split()
        return geometry(found[-1]) if found else []

    return until(rect, f"a window named {title}")


def geometry(window: str) -> list[int]:
    """Where a window's client area is: x, y, width, height. From xwininfo, because xdotool counts
    the frame twice."""
    told = subprocess.run(["xwininfo", "-id", window], capture_output=True, text=True).stdout
    lines = dict(line.strip().split(":", 1) for line in told.splitlines() if line.count(":") == 1)
    names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
    return [int(lines[name]) for name in names] if all(name in lines for name in names) else []


def picture(rect: tuple[int, int, int, int]) -> bytes:
    """The pixels of a part of the screen, to see whether they have changed."""
    import mss

    with mss.MSS() as screen:
        return bytes(
            screen.grab(dict(zip(("left", "top", "width", "height"), rect, strict=True))).raw
        )


def shown() -> str:
    """What is on the screen, in words: for a failure that nobody sees."""
    from player.desktop import open_desktop
    from player.ocr.reader import read_lines
    from player.run.see import look_at

    with contextlib.closing(open_desktop()) as desktop:
        look = look_at(desktop)
    told = [f"the pointer at {xdotool('getmouselocation')}"]
    told += [f"window {one.title!r} {one.rect} {one.program}" for one in look.windows]
    for rect in look.screens():
        lines = read_lines(look.frame.crop(rect).pixels, look.scale(rect))
        told += [f"{line.rect} {line.text}" for line in lines]
    return "\n".join(told)


def place_window(title: str, x: int, y: int, width: int, height: int) -> None:
    """Move and resize a window, and wait until it is so."""
    window_rect(title)
    window = xdotool("search", "--onlyvisible", "--name", title).split()[-1]
    xdotool("windowsize", window, width, height, "windowmove", window, x, y)
    until(
        lambda: abs(window_rect(title)[0] - x) < 30 and abs(window_rect(title)[2] - width) < 30,
        f"{title} at its place",
    )
    xdotool("windowactivate", "--sync", window)
