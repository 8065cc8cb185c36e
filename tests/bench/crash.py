"""Whether a run that is killed at any instant is gone on with, no row lost and none done twice.

``python -m tests.bench.crash [--count 200] [--rows 500] [--longest 6] [--seed 1] [--json]``. A run
enters a list into the practice app; at a random instant the player, the process that watches over
it, or both are killed with SIGKILL. Then it is gone on with: of a row in doubt the app's own
database is asked, as a clerk would look it up, and she answers on stdin or beforehand by
``--in-doubt``. After the last kill as many rows as were begun are played to their end. Every one of
them must be in the database exactly as the list has it, once. Exit code 1 if not, if a row was in
doubt that nobody was asked about, or if a resumed run needed more than 10 s to its first row.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from player.data import List, read_list
from scripts.files import load, save
from scripts.model import ForEachRow, Step
from scripts.schema import walk
from tests.bench.stops import left_down
from tests.clerk import Child, main, practice, until
from ui.demo import EXPECTED, SCRIPT, differences

LIMIT = 10.0
"""Seconds from the start of a resumed run to its first new row."""
WHO = ("player", "guard", "both")
_EARLY, _AIMED = 6, 3
"""One kill in so many comes while the run is still starting, one in so many when a row is being
saved."""
_ENDINGS = 4
"""How often the last rows are gone on with, where one of them fails."""
_SAVING = 0.5
"""Seconds after the beginning of the step that saves within which an aimed kill comes."""
_FAMILIES, _GIVEN = "김이박최정강조윤장임", "가나다라마바사아자차"


@dataclass(slots=True)
class Part:
    """One run from its start to the kill, or to its end. ``first`` is seconds to the first row."""

    who: str = ""
    first: float | None = None
    asked: int = 0
    doubtful: int = 0
    untouched: int = 0
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def write_list(path: Path, rows: int, chance: random.Random) -> List:
    """A list of made-up people, all of different names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["성명", "주민등록번호", "전화번호", "주소", "격리시작일", "담당보건소",
                      "위생키트", "메모"])  # fmt: skip
        for n in range(rows):
            name = chance.choice(_FAMILIES) + "".join(chance.choices(_GIVEN, k=2)) + f" {n}"
            out.writerow([name, f"9{n:05d}-1{n:06d}", f"010-{n:04d}-{chance.randrange(10000):04d}",
                          f"한빛구 가람로 {n}", "2026-01-05", "한빛구보건소", "NY"[n % 2],
                          chance.choice(("", "낮에는 통화 안 됨"))])  # fmt: skip
    return read_list(str(path))


def entered(folder: Path) -> list[tuple[str, ...]]:
    """What the app holds, in the order of entry."""
    if not (folder / "practice.db").exists():
        return []
    columns = ", ".join(EXPECTED)
    with contextlib.closing(sqlite3.connect(folder / "practice.db")) as db:
        rows = db.execute(f"SELECT {columns} FROM people ORDER BY id").fetchall()
    return [tuple(str(value) for value in row) for row in rows]


def _alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def _children(pid: int) -> list[int]:
    done = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in done.stdout.split()]


def _unmarked(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    loop = steps[0]
    assert isinstance(loop.action, ForEachRow)
    inside = tuple(replace(step, saves=False) for step in loop.action.do)
    return (replace(loop, action=replace(loop.action, do=inside)),)


class Run:
    """One list, one database, one run that is killed again and again."""

    def __init__(self, folder: Path, rows: int, chance: random.Random, marked: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._app = folder / "app"
        self._list = folder / "대상자.csv"
        self._chance = chance
        self._script = SCRIPT
        script = load(SCRIPT)
        self._saves = {step.id for step in walk(script.steps) if step.saves}
        if not marked:
            self._script = folder / "표시 없이"
            save(replace(script, name="표시 없이", steps=_unmarked(script.steps)), self._script)
        self.data = write_list(self._list, rows, chance)
        self._names = {row.number: row.values["성명"] for row in self.data.rows}
        self.run = ""
        self.last = 1
        """The last row that was begun, Excel's number."""
        self._open = 2
        """The row that was begun and not told as ended when the run was killed; else the next."""

    def _saved(self, row: int) -> bool:
        return any(there[0] == self._names.get(row) for there in entered(self._app))

    def _how(self, *, ask: bool) -> list[str]:
        words = ["--resume", self.run] if self.run else []
        if ask:
            return [*words, "--ask", "--on-mouse", "ignore"]
        return [*words, "--in-doubt", "done" if self._saved(self._open) else "again"]

    @contextlib.contextmanager
    def _played(self, *words: str) -> Iterator[tuple[Child, float]]:
        arguments = ("play", str(self._script), "--data", str(self._list), "--json", *words)
        with practice(self._app, "--geometry", "200,100,1000,660"):
            began = time.monotonic()
            with main(*arguments) as run:
                yield run, began

    def _hear(self, run: Child, line: dict[str, Any], part: Part) -> None:
        """Note what a line tells, and answer it as the clerk would."""
        event, row = line["event"], line.get("row")
        self.run = line.get("run") or self.run
        if event == "resumed":
            part.doubtful, part.untouched = len(line["in_doubt"]), len(line["untouched"])
            said = {*line["in_doubt"]} - {self._open}
            part.wrong += [f"row {number} is in doubt, and was not open" for number in said]
        elif event == "row_started":
            self._open, self.last = row, max(self.last, row)
        elif event in ("row_done", "row_failed"):
            self._open = row + 1
            self.last = max(self.last, row)
            if event == "row_failed":
                # Told, and gone on with like everything else that was cut off.
                part.failed.append(f"row {row}: {line.get('message', '')}")
                self._open = row
            elif not self._saved(row):
                part.wrong.append(f"row {row} was told as done and is not there")
        elif event == "asked":
            part.asked += 1
            if line.get("why") != "in_doubt":
                about = part.failed if "why" not in line else part.wrong
                about.append(f"row {row}: {line['question']}")
                run.say("stop")
            else:
                run.say("done" if self._saved(row) else "again")

    def part(self, who: str, longest: float, ask: bool) -> Part:
        """Play on, and kill ``who`` within ``longest`` seconds after the first row began."""
        part, chance = Part(who), self._chance
        early, aimed = chance.randrange(_EARLY) == 0, chance.randrange(_AIMED) == 0
        with self._played(*self._how(ask=ask)) as (run, began):
            until_kill = chance.uniform(0.0, 1.5) if early else None
            end: float | None = began + until_kill if until_kill is not None else None
            player = 0
            while end is None or time.monotonic() < end:
                line = run.poll(None if end is None else end - time.monotonic())
                if line is None:
                    break
                self._hear(run, line, part)
                player = line.get("pid", player)
                if line["event"] == "row_started" and part.first is None:
                    part.first = time.monotonic() - began
                    if end is None and not aimed:
                        end = time.monotonic() + chance.uniform(0.0, longest)
                if end is None and line.get("step") in self._saves:
                    end = time.monotonic() + chance.uniform(0.0, _SAVING)
                if part.wrong or line["event"] == "run_done":
                    return part
            pids = [player] if player else _children(run.process.pid)
            if who == "player" and not pids:
                pids = until(lambda: _children(run.process.pid), "a player")
            if who in ("guard", "both"):
                run.process.kill()
            for pid in pids if who in ("player", "both") else ():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            run.process.wait(60)
            until(lambda: not any(_alive(pid) for pid in pids), "the end of the player")
            heard = len(run.seen)
            run.rest()
            for line in run.seen[heard:]:
                self._hear(run, line, part)
            if who != "both" and left_down():
                part.wrong.append(f"{left_down()} keys or buttons left down")
        return part

    def finish(self) -> Part:
        """Play the rows that were begun to their end, and count them."""
        part = Part("end")
        for _ in range(_ENDINGS):
            if self._play_to_end(part) or part.wrong:
                break
        rows = tuple(row for row in self.data.rows if row.number <= self.last)
        whole = List(self.data.name, self.data.sheet, self.data.columns, rows)
        part.wrong += differences(whole, entered(self._app))
        if left_down():
            part.wrong.append(f"{left_down()} keys or buttons left down")
        return part

    def _play_to_end(self, part: Part) -> bool:
        """Whether all rows were played."""
        done = False
        with self._played(*self._how(ask=False), "--rows", f"2-{self.last}") as (run, began):
            while (line := run.poll(None)) is not None:
                self._hear(run, line, part)
                if line["event"] == "row_started" and part.first is None:
                    part.first = time.monotonic() - began
                if line["event"] == "run_done":
                    done = line["status"] == "done"
            run.rest()
        return done


def crashes(
    count: int, rows: int, longest: float, seed: int, folder: Path
) -> Iterator[tuple[Part, int]]:
    """Kill so often; each part of the run, the last one with how many rows it has checked."""
    chance = random.Random(seed)
    runs = [Run(folder / str(marked), rows, chance, marked) for marked in (True, False)]
    for number in range(count):
        who = WHO[number // 2 % len(WHO)]
        part = runs[number % 2].part(who, longest, ask=bool(chance.randrange(2)))
        yield part, 0
        if part.wrong:
            return
    for run in runs[:count]:
        yield run.finish(), run.last - 1


def bench(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crash", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--longest", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    from player.desktop.x11.virtual import virtual_screen

    parts, rows, started = [], 0, time.monotonic()
    with tempfile.TemporaryDirectory() as name, virtual_screen() as display:
        os.environ["DISPLAY"], os.environ["ILSON_HOME"] = display, str(Path(name) / "home")
        for part, checked in crashes(
            given.count, given.rows, given.longest, given.seed, Path(name)
        ):
            parts.append(part)
            rows += checked
            if len(parts) % 10 == 0 or part.wrong:
                spent = time.monotonic() - started
                print(f"{len(parts)}, {spent:.0f} s {'; '.join(part.wrong)}", file=sys.stderr)
    first = sorted(part.first for part in parts[2:] if part.first is not None)
    wrong = [line for part in parts for line in part.wrong]
    failed = [line for part in parts for line in part.failed]
    told = {
        "failed": failed,
        "kills": sum(part.who in WHO for part in parts), "rows": rows, "wrong": wrong,
        "in_doubt": sum(part.doubtful for part in parts),
        "asked": sum(part.asked for part in parts),
        "untouched": sum(part.untouched for part in parts),
        "first_row": {"median": statistics.median(first), "worst": first[-1]} if first else {},
    }  # fmt: skip
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{told['kills']} kills, {rows} rows in the app exactly once"
              f" · in doubt {told['in_doubt']} (asked {told['asked']}),"
              f" begun and untouched {told['untouched']}")  # fmt: skip
        if first:
            print(f"from a resumed run's start to its first row: {statistics.median(first):.1f} s"
                  f" in the median, {first[-1]:.1f} s at most")  # fmt: skip
        for line in (*failed, *wrong):
            print(line)
    return int(bool(wrong) or not rows or any(value > LIMIT for value in first))


if __name__ == "__main__":
    sys.exit(bench())
