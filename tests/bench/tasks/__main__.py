"""``python -m tests.bench.tasks``: see the package."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.files import load
from tests.bench.tasks import office, others
from tests.bench.tasks.hands import Human
from tests.bench.tasks.stage import CHANGES, RECORDED, Shown, Task, scaled
from tests.clerk import main, until

TASKS = (*office.TASKS, *others.TASKS)
SETTLES = 20.0
"""Seconds in which what a task leaves behind must be there."""


@dataclass(frozen=True)
class Played:
    """One recording played after one change: its steps, how many of them went right and were
    reached, why the first one that did not was refused, and whether a run that said it was done
    left something else behind."""

    task: str
    change: str
    steps: int
    right: int
    refused: str = ""
    wrong: bool = False

    @property
    def missed(self) -> int:
        """Steps that were not reached after a refusal."""
        return self.steps - self.right - bool(self.refused) - self.wrong


def emptied(folder: Path) -> Path:
    """The folder in which a task is done: the same each time, as it is a clerk's, and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def picture(path: Path) -> None:
    """Keep what the screen shows, to see why something went wrong."""
    import mss
    import mss.tools

    with mss.MSS() as screen:
        shot = screen.grab(screen.monitors[0])
        mss.tools.to_png(shot.rgb, shot.size, output=str(path))


def done(task: Task, shown: Shown) -> bool:
    """Whether the outcome comes to be."""
    with contextlib.suppress(AssertionError):
        return bool(until(lambda: task.outcome(shown), task.name, SETTLES))
    return False


def record(task: Task, folder: Path) -> Path:
    """Do a task, recording; the script as it was saved."""
    script = folder / "script"
    with (
        scaled(RECORDED),
        task.open(emptied(folder / "work"), RECORDED) as shown,
        main("record", "--out", str(script), "--no-ui") as recorder,
    ):
        recorder.event("recording")
        task.do(Human(task.name), shown)
        right = done(task, shown)
        picture(folder / "recorded.png")
        assert right, f"{task.name}: the hands did it wrong"
        assert recorder.end() == 0
    return script


def play(task: Task, change: str, script: Path, folder: Path) -> Played:
    """Play a recording after a change."""
    view = CHANGES[change]
    with scaled(view), task.open(emptied(folder / "work"), view) as shown:
        with main("play", str(script), "--json", "--step-timeout", "12") as player:
            code = player.rest(300)
        told = "\n".join(json.dumps(line, ensure_ascii=False) for line in player.seen)
        (folder / f"{change}.jsonl").write_text(told, encoding="utf-8")
        picture(folder / f"{change}.png")
        steps = len(load(script).steps)
        right = sum(line["event"] == "step_done" for line in player.seen)
        failed = [line for line in player.seen if line["event"] in ("step_failed", "run_done")]
        if code != 0:
            first = failed[0]
            why = f"{first.get('why', '')}: {first.get('message', '')}"
            return Played(task.name, change, steps, right, why)
        if not done(task, shown):
            picture(folder / f"{change}-wrong.png")
            return Played(task.name, change, steps, right - 1, wrong=True)
        return Played(task.name, change, steps, right)


def measure(tasks: tuple[Task, ...], changes: list[str], folder: Path) -> Iterator[Played]:
    """Record each task once and play it after each change."""
    for number, task in enumerate(tasks):
        place = folder / f"task{number}"
        place.mkdir()
        script = record(task, place)
        for change in changes:
            yield play(task, change, script, place)


def run() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--task", action="append", help="part of a task's name")
    parser.add_argument("--change", action="append", choices=list(CHANGES))
    parser.add_argument("--keep", type=Path, help="where recordings and reports stay")
    arguments = parser.parse_args()
    from player.desktop.x11.virtual import virtual_screen

    wanted = arguments.task or [""]
    tasks = tuple(task for task in TASKS if any(part in task.name for part in wanted))
    with contextlib.ExitStack() as stack:
        os.environ["DISPLAY"] = stack.enter_context(virtual_screen())
        folder = arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["ILSON_HOME"] = str(folder / "ilson")
        results = []
        for one in measure(tasks, arguments.change or list(CHANGES), folder):
            results.append(one)
            said = "wrong" if one.wrong else one.refused or "all right"
            print(f"{one.task} · {one.change}: {one.right} of {one.steps} · {said}", flush=True)
    steps = sum(one.steps for one in results)
    right = sum(one.right for one in results)
    refused, wrong = sum(bool(one.refused) for one in results), sum(one.wrong for one in results)
    missed = sum(one.missed for one in results)
    print(f"{len(results)} runs, {steps} steps: right {right} ({100 * right / steps:.1f} %), "
          f"refused {refused}, not reached {missed}, wrong {wrong}")  # fmt: skip
    return 0 if right >= 0.95 * steps and not wrong else 1


if __name__ == "__main__":
    sys.exit(run())
