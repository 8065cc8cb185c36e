"""What looking before acting costs, beside a script that does not look at all.

``python -m tests.bench.overhead [--rows 10] [--json]``. The shipped task is played for so many rows
into the practice app. Then the same steps are done as a person writes them with pyautogui: fixed
coordinates (those that the run has found), texts by the clipboard, and its ``PAUSE`` after each
call, of :data:`PAUSES` the least with which every row arrives in the app's database as the list has
it. Printed: the seconds of a step by kind for both, and how much longer a step takes here, in the
median over all steps of all rows. Exit code 1 if rows are missing or wrong, or that is over 60 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from player.data import List, Row
from player.desktop.x11.virtual import virtual_screen
from scripts.files import load
from scripts.keys import split_chord
from scripts.model import Click, Press, Type
from scripts.placeholders import parse
from scripts.schema import walk
from tests.bench.crash import entered, write_list
from tests.clerk import command, main, practice, until
from tests.conftest import ROOT
from ui.demo import SCRIPT, differences

ABOVE = 0.060
"""Seconds that a step may take longer than one that does not look, in the median."""
PAUSES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2)
"""Seconds after each call of pyautogui; 0.1 is its own default."""
_KEYS = {"Esc": "esc", "Ctrl": "ctrl", "Alt": "alt", "Shift": "shift"}
_CHOSEN = {"{담당보건소}": "end"}
"""A list that drops down takes no text from the clipboard; the key that chooses what is wanted."""

Doing = list[Any]
"""What one step does: "click", x, y; "keys" and their names; or "text" and what is put in."""


def ours(folder: Path, people: Path) -> list[dict[str, Any]]:
    """The run's own report of its steps, in order, each with its row."""
    done = []
    with practice(folder, "--geometry", "200,100,1000,660") as app:
        with main("play", str(SCRIPT), "--data", str(people), "--json") as run:
            while (line := run.poll(None)) is not None:
                if line["event"] == "step_done" and line.get("row"):
                    done.append(line)
        app.child.end()
    return done


def doing(done: list[dict[str, Any]], data: List) -> list[tuple[str, Doing]]:
    """The id and the deed of each leaf step that the run did."""
    steps = {step.id: step.action for step in walk(load(SCRIPT).steps)}
    rows = {row.number: row for row in data.rows}
    deeds: list[tuple[str, Doing]] = []
    for line in done:
        deed = _deed(steps[line["step"]], rows[line["row"]], line)
        if deed:
            deeds.append((line["step"], deed))
    return deeds


def _deed(action: object, row: Row, line: dict[str, Any]) -> Doing:
    match action:
        case Click():
            return ["click", *line["point"]]
        case Press(keys=keys):
            return ["keys", *(_KEYS.get(key, key.lower()) for key in split_chord(keys))]
        case Type(text=str() as text) if text in _CHOSEN:
            return ["keys", _CHOSEN[text]]
        case Type(text=str() as text):
            return ["text", parse(text).fill(row.values, datetime.now())]
    return []


def theirs(folder: Path, deeds: list[Doing], pause: float) -> list[float]:
    """The seconds of each deed by pyautogui."""
    plan = folder.with_suffix(".json")
    plan.write_text(json.dumps(deeds, ensure_ascii=False), encoding="utf-8")
    with practice(folder, "--geometry", "200,100,1000,660") as app:
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.overhead", "--peer", str(plan), str(pause)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        ).stdout  # fmt: skip
        # What it has sent is still on its way into the app.
        quiet = time.monotonic() + 1.0
        until(lambda: app.child.poll(0.1) is None and time.monotonic() > quiet, "a quiet app")
        app.child.end()
    seconds: list[float] = json.loads(told)
    return seconds


def peer(plan: str, pause: float) -> int:
    """Do what a plan says and print the seconds of each deed."""
    import pyautogui

    pyautogui.PAUSE, pyautogui.FAILSAFE = pause, False
    seconds = []
    for kind, *what in json.loads(Path(plan).read_text(encoding="utf-8")):
        began = time.perf_counter()
        if kind == "click":
            pyautogui.click(*what)
        elif kind == "keys":
            pyautogui.hotkey(*what)
        elif what[0]:
            # It cannot write Hangul by keys; its users put texts in by the clipboard.
            subprocess.run(
                ["xclip", "-selection", "clipboard"], input=what[0], text=True, check=True,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
            pyautogui.hotkey("ctrl", "v")
        seconds.append(time.perf_counter() - began)
    print(json.dumps(seconds))
    return 0


def measure(folder: Path, rows: int) -> dict[str, Any]:
    people = folder / "대상자.csv"
    data = write_list(people, rows, random.Random(5))
    command("selftest")  # what both need from the disk lies in memory after it
    done = ours(folder / "ours", people)
    deeds = doing(done, data)
    leaves = {step for step, _ in deeds}
    mine = [line["seconds"] for line in done if line["step"] in leaves]
    told: dict[str, Any] = {"rows": rows, "steps": len(deeds),
                            "wrong": differences(data, entered(folder / "ours"))}  # fmt: skip
    told["pauses"] = {}
    for pause in PAUSES:
        place = folder / f"theirs {pause}"
        its = theirs(place, [deed for _, deed in deeds], pause)
        wrong = differences(data, entered(place))
        told["pauses"][pause] = len(wrong)
        if not wrong:
            told |= {"pause": pause, **_compared(deeds, mine, its)}
            break
    return told


def _compared(
    deeds: list[tuple[str, Doing]], mine: list[float], its: list[float]
) -> dict[str, Any]:
    kinds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for (_, deed), here, there in zip(deeds, mine, its, strict=True):
        kinds[deed[0]].append((here, there))
    return {
        "kinds": {
            kind: [statistics.median(one) for one in zip(*pairs, strict=True)]
            for kind, pairs in kinds.items()
        },
        "above": statistics.median(a - b for a, b in zip(mine, its, strict=True)),
        "whole": [sum(mine), sum(its)],
    }


def bench(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.overhead", description=__doc__)
    parser.add_argument("--rows", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.peer:
        return peer(given.peer[0], float(given.peer[1]))
    with tempfile.TemporaryDirectory() as name, virtual_screen() as display:
        os.environ["DISPLAY"] = display
        os.environ["ILSON_HOME"] = str(Path(name) / "ilson")
        told = measure(Path(name), given.rows)
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _print(told)
    for line in told["wrong"]:
        print(line, file=sys.stderr)
    return int(bool(told["wrong"]) or told.get("above", 1.0) > ABOVE)


def _print(told: dict[str, Any]) -> None:
    print(f"{told['rows']} rows, {told['steps']} steps; wrong here: {len(told['wrong'])}")
    for pause, wrong in told["pauses"].items():
        print(f"pyautogui, PAUSE {pause:g} s: {wrong} wrong")
    if "above" not in told:
        print("no PAUSE was long enough")
        return
    for kind, (here, there) in told["kinds"].items():
        print(f"{kind:6} {1000 * here:5.0f} ms here · {1000 * there:5.0f} ms there")
    here, there = told["whole"]
    print(f"a step takes {1000 * told['above']:+.0f} ms longer in the median; all steps take"
          f" {here:.1f} s here, {there:.1f} s there")  # fmt: skip


if __name__ == "__main__":
    sys.exit(bench())
