"""Whether a recording that is killed at any instant can be recovered.

``python -m tests.bench.kills [--kills 200] [--longest 4] [--seed 1]`` records in the practice app
while another thread clicks, types, scrolls and takes steps back without rest, kills the recorder
with SIGKILL at a random instant, and recovers. Every recording must be recovered and readable, its
pictures too, and hold at least the steps that it had told of, in their order. Without a display it
makes a virtual one. Exit code 1 if any is not.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recorder.record import recover
from recorder.unsaved import left_behind
from scripts.errors import IlsonError
from scripts.files import load
from tests.clerk import Child, main, practice, window_rect, xdotool

TITLE = "자가격리 관리"
_DOINGS = ("click", "type", "key") * 4 + ("wheel", "drag", "undo")


@dataclass(frozen=True)
class Killed:
    """One recording: after how many seconds it was killed, how many steps it had told of, how many
    were recovered, and what is wrong with that (empty: nothing)."""

    after: float
    told: int
    recovered: int
    wrong: str


class Restless:
    """Somebody who does something all the time, until the block is left."""

    def __init__(self, chance: random.Random, rect: list[int]) -> None:
        self._chance = chance
        self._rect = rect
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.undone = 0
        """How often she has said undo."""

    def __enter__(self) -> Restless:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join(20)

    def _work(self) -> None:
        x, y, width, height = self._rect
        while not self._end.is_set():
            place = (
                x + 20 + self._chance.randrange(width - 40),
                y + 20 + self._chance.randrange(height - 40),
            )
            match self._chance.choice(_DOINGS):
                case "click":
                    xdotool("mousemove", *place, "click", 1)
                case "type":
                    xdotool("type", "--delay", 5, self._chance.choice(("kim", "lee 12", "park")))
                case "key":
                    xdotool("key", self._chance.choice(("Tab", "Home", "Down")))
                case "wheel":
                    xdotool("mousemove", *place, "click", 5)
                case "drag":
                    xdotool("mousemove", *place, "mousedown", 1, "mousemove_relative", "--", 40, 9)
                    xdotool("mouseup", 1)
                case "undo":
                    self.undone += 1
                    xdotool("key", "ctrl+alt+z")


def kill_once(folder: Path, chance: random.Random, longest: float, rect: list[int]) -> Killed:
    """Record into ``folder``, kill after up to ``longest`` seconds, recover, compare."""
    out = folder / "out"
    after = chance.uniform(0.0, longest)
    with main("record", "--out", str(out), "--no-ui") as recorder:
        recorder.event("recording")
        with Restless(chance, rect) as hands:
            threading.Event().wait(after)
            alive = recorder.process.poll() is None
            recorder.process.kill()
        recorder.rest()
    told = steps_told(recorder)
    if not alive:
        return Killed(after, len(told), 0, "it had ended by itself")
    answered = sum(line.get("event") == "undone" for line in recorder.seen)
    return Killed(after, len(told), *judge(told, hands.undone - answered, folder / "back", out))


def steps_told(recorder: Child) -> list[str]:
    """The ids of the steps that a recording told of and did not take back."""
    told: list[str] = []
    for line in recorder.seen:
        if line.get("event") == "step":
            told.append(line["step"])
        elif line.get("event") == "undone" and line["step"] in told:
            told.remove(line["step"])
    return told


def judge(told: list[str], unanswered: int, back: Path, out: Path) -> tuple[int, str]:
    """How many steps are recovered, and what is wrong. The last ``unanswered`` steps may have been
    taken back without its having been told any more."""
    if out.exists():
        return 0, "saved before it was killed"
    if not left_behind():
        sure = told[: len(told) - unanswered] if unanswered else told
        return 0, "nothing to recover" if sure else ""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            recover(back)
        found = [step.id for step in load(back).steps]
    except IlsonError as error:
        return 0, f"unreadable: {error}"
    if left_behind():
        return len(found), "still there after it was recovered"
    wanted = told[: max(0, len(told) - unanswered)]
    return len(found), "" if found[: len(wanted)] == wanted else f"{wanted} became {found}"


def kills(count: int, longest: float, seed: int, folder: Path) -> Iterator[Killed]:
    """Kill so many recordings, one after the other."""
    chance = random.Random(seed)
    with practice(folder / "app", "--geometry", "200,100,1000,660") as app:
        xdotool("key", "F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        threading.Thread(target=lambda: list(_drain(app.child)), daemon=True).start()
        rect = window_rect(TITLE)
        for number in range(count):
            yield kill_once(folder / str(number), chance, longest, rect)


def _drain(started: Child) -> Iterator[None]:
    with contextlib.suppress(AssertionError):
        while True:
            started.next(lambda line: False, "the end")
    yield


def run() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--longest", type=float, default=4.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    from player.desktop.x11.virtual import virtual_screen

    with contextlib.ExitStack() as stack:
        if not os.environ.get("DISPLAY"):
            os.environ["DISPLAY"] = stack.enter_context(virtual_screen())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["ILSON_HOME"] = str(folder / "home")
        done = []
        for one in kills(arguments.kills, arguments.longest, arguments.seed, folder):
            done.append(one)
            if one.wrong:
                print(f"killed after {one.after:.3f} s: {one.wrong}")
    wrong = sum(bool(one.wrong) for one in done)
    told, found = sum(one.told for one in done), sum(one.recovered for one in done)
    print(f"{len(done)} recordings killed, {len(done) - wrong} recovered whole; "
          f"{told} steps told of, {found} recovered")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(run())
