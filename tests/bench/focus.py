"""Where a text goes when another window comes up in the middle of it.

``python -m tests.bench.focus [--runs 100] [--json]``. A run types rows of a list into a field of
one program, while at random instants a window of another program, with a field of its own, comes
up and takes the focus. Nothing of the list may be in that field; each row must be whole in the
first one, or be told as failed. Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

from player.desktop.x11.virtual import virtual_screen
from scripts.files import save
from scripts.model import ForEachRow, Input, Press, Script, Step, Type, WindowPattern
from tests.bench.fields import Field, gtk_field, has_gtk, qt_field
from tests.bench.typing import strings
from tests.clerk import main as play
from tests.clerk import until, xdotool

ROWS = 6
PATTERN = WindowPattern("Qt field")
FOREIGN = "GTK field"


def script(folder: Path) -> Path:
    """Types each row's text and ends its line."""
    do = (Step("t000", Type("{글}", window=PATTERN)), Step("p000", Press("Enter", window=PATTERN)))
    path = folder / "줄마다"
    inputs = {"명단": Input(("글",), ("글",))}
    save(Script("줄마다", (Step("r000", ForEachRow("명단", do)),), inputs=inputs), path)
    return path


def workbook(folder: Path, texts: list[str]) -> Path:
    """A list of texts."""
    path = folder / "명단.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["글"], *([text] for text in texts)])
    return path


class Intruder:
    """The other program's window: comes up and takes the focus, and goes again."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._end = threading.Event()
        self.came = 0
        [self._window] = until(lambda: xdotool("search", "--name", FOREIGN).split(), FOREIGN)
        xdotool("windowminimize", "--sync", self._window)
        self._thread = threading.Thread(target=self._work, daemon=True)

    def _work(self) -> None:
        while not self._end.wait(self._chance.uniform(0.05, 1.2)):
            xdotool("windowactivate", self._window)
            self.came += 1
            self._end.wait(self._chance.uniform(0.0, 0.5))

    def __enter__(self) -> Intruder:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()


def once(
    path: Path, folder: Path, mine: Field, foreign: Field, chance: random.Random
) -> dict[str, int]:
    """One run: rows that are whole, told as failed, neither; letters in the wrong window."""
    made = strings(ROWS, chance.randrange(1 << 30))
    texts = [" ".join(text.split()) for text in made]
    data = workbook(folder, texts)
    mine.clear()
    foreign.clear()
    with (
        Intruder(chance) as intruder,
        play("play", str(path), "--data", str(data), "--json") as run,
    ):
        run.rest(180)
    told = {line["row"] for line in run.seen if line["event"] == "row_done"}
    there = mine.text().split("\n")
    whole = sum(row in told and texts[row - 2] in there for row in range(2, ROWS + 2))
    return {
        "whole": whole,
        "lost": len(told) - whole,
        "failed": ROWS - len(told),
        "strayed": len(foreign.text()),
        "came": intruder.came,
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.focus", description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if not has_gtk():
        print("GTK 3 for the system's Python is missing: python3-gi gir1.2-gtk-3.0")
        return 4
    chance, sums, began = random.Random(given.seed), dict[str, int](), time.monotonic()
    with (
        tempfile.TemporaryDirectory() as name,
        virtual_screen() as display,
        contextlib.ExitStack() as stack,
    ):
        folder = Path(name)
        os.environ["DISPLAY"], os.environ["ILSON_HOME"] = display, str(folder / "home")
        path = script(folder)
        foreign = stack.enter_context(gtk_field())
        mine = stack.enter_context(qt_field())
        for number in range(given.runs):
            for key, value in once(path, folder, mine, foreign, chance).items():
                sums[key] = sums.get(key, 0) + value
            if (number + 1) % 10 == 0:
                spent = time.monotonic() - began
                print(f"{number + 1} of {given.runs}, {spent:.0f} s: {sums}", file=sys.stderr)
    if given.json:
        print(json.dumps({"runs": given.runs, **sums}))
    else:
        print(
            f"{given.runs} runs of {ROWS} rows, the other window came {sums['came']} times: "
            f"{sums['whole']} rows whole, {sums['failed']} told as failed or not begun, "
            f"{sums['lost']} wrong; {sums['strayed']} letters in the other window"
        )
    return int(sums["lost"] > 0 or sums["strayed"] > 0)


if __name__ == "__main__":
    sys.exit(main())
