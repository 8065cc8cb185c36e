"""How well a run keeps up with a program that is slow at random.

``python -m tests.bench.delays [--rows 20] [--most 10] [--json]``. The shipped task is played for so
many rows into the practice app, once as fast as it is, once with each saving taking 0 to ``most``
seconds longer. Printed: the rows that are in the app's own database as the list has them, the
seconds of both runs from their first row to their end, the delays themselves, and by how much the
slow run took longer than the fast one and the delays together, in per cent of the delays. Exit code
1 if a row is missing or wrong, or that is over 15.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from player.desktop.x11.virtual import virtual_screen
from tests.bench.crash import entered, write_list
from tests.clerk import main, practice
from ui.demo import SCRIPT, differences

ABOVE = 15.0
"""Per cent of the delays that a run may take longer than them."""
_QUIET = 1.0
"""Seconds without a report after which the app's last one is read."""


@dataclass(frozen=True, slots=True)
class Played:
    seconds: float
    delays: float
    wrong: tuple[str, ...]


def play(folder: Path, rows: int, most: float) -> Played:
    """Play the task for so many made-up people; every saving takes up to ``most`` seconds more."""
    folder.mkdir()
    people = folder / "대상자.csv"
    data = write_list(people, rows, random.Random(4))
    slow = ("--delay", f"0-{round(1000 * most)}")
    began = ended = 0.0
    with practice(folder / "app", "--geometry", "200,100,1000,660", *slow) as app:
        with main("play", str(SCRIPT), "--data", str(people), "--json") as run:
            while (line := run.poll(None)) is not None:
                if line["event"] == "row_started" and not began:
                    began = time.monotonic()
                elif line["event"] == "run_done":
                    ended = time.monotonic()
        state = app.state
        while (line := app.child.poll(_QUIET)) is not None:
            state = line
    wrong = differences(data, entered(folder / "app"))
    return Played(ended - began, state["waited"] / 1000, tuple(wrong))


def bench(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.delays", description=__doc__)
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--most", type=float, default=10.0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, virtual_screen() as display:
        os.environ["DISPLAY"] = display
        os.environ["ILSON_HOME"] = str(Path(name) / "ilson")
        fast = play(Path(name) / "fast", given.rows, 0.0)
        slow = play(Path(name) / "slow", given.rows, given.most)
    above = 100 * (slow.seconds - fast.seconds - slow.delays) / slow.delays
    told = {
        "rows": given.rows, "fast": fast.seconds, "slow": slow.seconds, "delays": slow.delays,
        "above": above, "wrong": [*fast.wrong, *slow.wrong],
    }  # fmt: skip
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{given.rows} rows: {fast.seconds:.1f} s; with {slow.delays:.1f} s of delays "
              f"{slow.seconds:.1f} s, {above:+.1f} % of the delays; wrong rows: "
              f"{len(told['wrong'])}")  # fmt: skip
    for line in told["wrong"]:
        print(line, file=sys.stderr)
    return 1 if told["wrong"] or above > ABOVE else 0


if __name__ == "__main__":
    sys.exit(bench())
