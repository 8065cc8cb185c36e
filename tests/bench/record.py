"""Whether a recording holds everything, and what recording costs while nothing happens.

``python -m tests.bench.record [--clicks 500] [--keys 5000] [--rate 200] [--idle 20]`` records in
the practice app while another process clicks its fields and types letters, and compares the saved
script with what was done; then it records a still screen and measures the process. Without a
display it makes a virtual one. Exit code 1 if anything is missing or out of order.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import string
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.files import load
from scripts.model import Click, Script, Type
from tests.bench.hook import Doing, inject
from tests.clerk import Clerk, main, practice

FIELDS = ("성명", "주민등록번호", "전화번호", "주소")
_CODES = {letter: code for row, first in (("qwertyuiop", 24), ("asdfghjkl", 38), ("zxcvbnm", 52))
          for code, letter in enumerate(row, first)}  # fmt: skip


def plan(clicks: int, keys: int) -> list[str]:
    """What is done: letters, and numbers of fields to click, never the same twice running."""
    done = []
    every = max(1, keys // max(1, clicks))
    for number in range(keys):
        if number % every == 0 and number // every < clicks:
            done.append(str(number // every % len(FIELDS)))
        done.append(string.ascii_lowercase[number * 7 % 26])
    return done


def written(script: Script, places: list[list[int]]) -> list[str]:
    """What a script says was done, in the words of :func:`plan`. A target is the field at its
    recorded point; the first click went to the first field."""
    spots = [(x + width // 2, y + height // 2) for x, y, width, height in places]
    corner: tuple[int, int] | None = None
    done = []

    def clicked(target: str) -> str:
        nonlocal corner
        seen = script.targets[target].anchors[0].seen
        assert seen is not None
        if corner is None:
            corner = (spots[0][0] - seen.point[0], spots[0][1] - seen.point[1])
        at = (corner[0] + seen.point[0], corner[1] + seen.point[1])
        return str(spots.index(at)) if at in spots else repr(at)

    for step in script.steps:
        match step.action:
            case Click(target, _, count):
                done += [clicked(target)] * count
            case Type(text, into):  # typing into a field clicks there first
                done += [*([clicked(into)] if into else []), *text]
            case other:
                done.append(repr(other))
    return done


def record_storm(
    folder: Path, clicks: int, keys: int, rate: float
) -> tuple[list[str], list[str], float]:
    """What was done at ``rate`` a second, what the recording says, and the seconds of a core that
    it took."""
    done = plan(clicks, keys)
    clerk = Clerk()
    with practice(folder / "app", "--geometry", "200,100,1000,660") as app:
        clerk.key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        places = [app.place(name) for name in FIELDS]
        threading.Thread(target=lambda: list(_drain(app.child)), daemon=True).start()
        with main("record", "--out", str(folder / "storm"), "--no-ui") as recorder:
            recorder.event("recording")
            command = [sys.executable, "-m", "tests.bench.record", "--inject", json.dumps(places)]
            command += ["--clicks", str(clicks), "--keys", str(keys), "--rate", str(rate)]
            subprocess.run(command, check=True)
            before = _waited_for()
            assert recorder.end() == 0
            seconds = _waited_for() - before
    return done, written(load(folder / "storm"), places), seconds


def _waited_for() -> float:
    """The seconds of a core that processes took which have ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _drain(child: object) -> Iterator[None]:
    with contextlib.suppress(AssertionError):
        child.next(lambda line: False, "the end")  # type: ignore[attr-defined]
    yield


def groups(done: list[str], places: list[list[int]]) -> list[tuple[Doing, ...]]:
    """The plan as what the server is to be told."""
    told: list[tuple[Doing, ...]] = []
    for what in done:
        if what.isdigit():
            x, y, width, height = places[int(what)]
            at = (x + width // 2, y + height // 2)
            told.append((("move", 0, *at), ("button_down", 1, *at), ("button_up", 1, *at)))
        else:
            told.append((("key_down", _CODES[what], 0, 0), ("key_up", _CODES[what], 0, 0)))
    return told


def idle_share(folder: Path, seconds: float) -> float:
    """The share of one core that a recording of a still screen takes, with its frames."""
    with (
        practice(folder / "still"),
        main("record", "--out", str(folder / "nothing"), "--no-ui") as recorder,
    ):
        recorder.event("recording")
        pid = recorder.process.pid
        before, began = _cpu_seconds(pid), time.perf_counter()
        time.sleep(seconds)
        share = (_cpu_seconds(pid) - before) / (time.perf_counter() - began)
        assert recorder.end() == 0
    return share


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clicks", type=int, default=500)
    parser.add_argument("--keys", type=int, default=5000)
    parser.add_argument("--rate", type=float, default=200.0)
    parser.add_argument("--idle", type=float, default=20.0)
    parser.add_argument("--inject", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inject:
        places = [
            [int(n) for n in part.split(",")] for part in arguments.inject[2:-2].split("], [")
        ]
        inject(groups(plan(arguments.clicks, arguments.keys), places), arguments.rate)
        return 0
    from player.desktop.x11.virtual import virtual_screen

    with contextlib.ExitStack() as stack:
        if not os.environ.get("DISPLAY"):
            os.environ["DISPLAY"] = stack.enter_context(virtual_screen())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["ILSON_HOME"] = str(folder / "home")
        done, heard, seconds = record_storm(
            folder, arguments.clicks, arguments.keys, arguments.rate
        )
        lost = len(done) - len(heard)
        first = next((n for n, (a, b) in enumerate(zip(done, heard, strict=False)) if a != b), None)
        print(f"done {len(done)}, recorded {len(heard)}, lost {lost}, first difference {first}")
        each = seconds / arguments.clicks
        print(f"the recorder took {seconds:.1f} s of a core, {each:.3f} a click")
        share = idle_share(folder, arguments.idle)
        print(f"recording a still 1080p screen: {100 * share:.1f} % of one core")
    return 0 if done == heard else 1


if __name__ == "__main__":
    sys.exit(run())
