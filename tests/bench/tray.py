"""How soon a click in the tray's panel does something: ``python -m tests.bench.tray [--runs N]
[--starts N] [--json]``.

``click`` is from the mouse button on a task in the panel to the first event that the run
sends, both as the X server saw them, warm: a process waits for it. ``again`` is the same as soon as
the window is back from the run before, when the next process may still be loading; ``start`` is
from the start of ``main.py`` to its window on the screen. Seconds, median and worst, wall clock, so
the machine should be idle. Exit code 1 if a median is over its limit (1.0 s for ``click``, 2.0 s
for ``start``).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from player.desktop import open_desktop
from player.desktop.x11.virtual import virtual_screen
from player.types import Event
from scripts.files import save
from scripts.folders import scripts_folder
from scripts.model import Press, Script, Step
from tests.bench.fields import qt_field
from tests.clerk import LIMIT, PYTHON, idle, started_by, until, xdotool
from tests.conftest import ROOT
from tests.desk import TRAY, end, popup, tray_icon
from ui.settings import Settings

LIMITS: dict[str, float | None] = {"click": 1.0, "again": None, "start": 2.0}
NAME = "press"
KEY = "F7"
_FIRST_ROW = 101
"""Pixels from the upper edge of the panel to the middle of its first task."""


@contextlib.contextmanager
def heard() -> Iterator[queue.SimpleQueue[Event]]:
    """All that the X server sees of mouse and keyboard."""
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    desktop = open_desktop()
    hook = desktop.hook()
    hook.start(events.put)
    try:
        yield events
    finally:
        hook.stop()
        desktop.close()


def _window() -> bool:
    told = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "^일손$"], capture_output=True, text=True
    )
    return bool(told.stdout.split())


@contextlib.contextmanager
def product() -> Iterator[tuple[int, float]]:
    """The window: the number of its process, and how many seconds it took to come."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [*PYTHON, str(ROOT / "main.py")], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    try:
        until(_window, "the window")
        yield process.pid, time.perf_counter() - began
    finally:
        end(process)


def waiting(window: int) -> bool:
    """Whether a process has loaded all that it needs for the window's next run."""
    guards = started_by(window)
    players = [player for guard in guards for player in started_by(guard)]
    return len(guards) == len(players) == 1 and all(map(idle, guards + players))


def click(events: queue.SimpleQueue[Event]) -> float:
    """Open the panel and run its first task; seconds from that click to the run's first key."""
    x, y, width, height = tray_icon()
    xdotool("mousemove", x + width // 2, y + height // 2, "click", 1)
    left, top, across, _ = until(popup, "the panel")
    while not events.empty():
        events.get()
    xdotool("mousemove", left + across // 2, top + _FIRST_ROW, "click", 1)
    pressed = None
    while True:
        event = events.get(timeout=LIMIT)
        if event.kind == "button_up":
            pressed = event.time
        elif event.kind == "key_down" and event.key == KEY and pressed is not None:
            break
    taken = event.time - pressed
    until(_window, "the window after the run")
    return taken


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tray", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    took: dict[str, list[float]] = {name: [] for name in LIMITS}
    with (
        tempfile.TemporaryDirectory() as folder,
        virtual_screen() as display,
        contextlib.ExitStack() as stack,
    ):
        os.environ |= {"DISPLAY": display, "ILSON_HOME": str(Path(folder) / "home")}
        Settings(language="ko", toured=True, told_tray=True).save()
        save(Script(NAME, (Step("p001", Press(KEY)),)), scripts_folder() / NAME, versions=False)
        tray = subprocess.Popen(TRAY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stack.callback(end, tray)
        stack.enter_context(qt_field())
        for number in range(given.starts + 1):  # the first one is not warm
            with product() as (_, seconds):
                if number:
                    took["start"].append(seconds)
        with product() as (window, _), heard() as events:
            for number in range(given.runs + 1):
                until(lambda: waiting(window), "a process that waits")
                seconds, again = click(events), click(events)
                if number:
                    took["click"].append(seconds)
                    took["again"].append(again)
    middle = {name: statistics.median(values) for name, values in took.items()}
    if given.json:
        print(json.dumps({"took": took, "median": middle, "limits": LIMITS}))
    else:
        for name, values in took.items():
            limit = LIMITS[name]
            print(f"{name:6} {len(values):3} times · median {middle[name]:.2f} s · worst "
                  f"{max(values):.2f} s{f' · limit {limit:.1f} s' if limit else ''}")  # fmt: skip
    return int(any(limit and middle[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
