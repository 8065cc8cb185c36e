"""How soon nothing is sent any more after a person said stop, whatever the player is doing.

``python -m tests.bench.stops [--count 300] [--hung 60] [--idle] [--json]``. A run types into a real
field without end, on a machine whose cores are all kept busy; at a random instant xdotool presses a
stop key. The X server's own record tells when, and what was sent after that. In ``hung`` of the
stops the player hangs in a native call that keeps the interpreter's lock, or was halted by SIGSTOP.
Exit code 1 if a key or a button stays down, or the 99th percentile is over 150 ms.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from player.desktop import open_desktop
from player.desktop.x11.virtual import virtual_screen
from player.types import Event
from scripts.files import save
from scripts.model import Press, Repeat, Script, Step, Type
from tests.bench.fields import qt_field
from tests.clerk import Child, child, xdotool

LIMIT = 0.150
WAYS = {
    "Ctrl+Alt+Q": (("key", "ctrl+alt+q"),),
    "Esc Esc": (("key", "Escape", "Escape"),),
    "corner": (("mousemove", "0", "0"),),
}
STATES = ("typing", "native call", "SIGSTOP")


class Record:
    """What the X server saw: when a person's key came, when the last other event did."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: list[Event] = []

    def __call__(self, event: Event) -> None:
        with self._lock:
            self._events.append(event)

    def begin(self) -> None:
        with self._lock:
            self._events.clear()

    def events(self) -> list[Event]:
        with self._lock:
            return list(self._events)


def after_stop(events: list[Event], way: str) -> float | None:
    """Seconds from the stop to the last key that was pressed after it; 0 for none, None where the
    stop was not heard."""
    if way == "corner":
        stops = [e for e in events if e.kind == "move" and e.at == (0, 0)]
    else:
        key = "Esc" if way == "Esc Esc" else "q"
        stops = [e for e in events if e.kind == "key_down" and e.key == key]
    if not stops:
        return None
    hers = ("Esc", "q", "Ctrl", "Alt")
    last = [e.time for e in events if e.kind == "key_down" and e.key not in hers]
    return max(0.0, max(last, default=0.0) - stops[0].time)


@contextlib.contextmanager
def busy(wanted: bool) -> Iterator[None]:
    """All cores at work."""
    made = [
        multiprocessing.Process(target=_spin, daemon=True)
        for _ in range(os.cpu_count() or 1)
        if wanted
    ]
    for process in made:
        process.start()
    try:
        yield
    finally:
        for process in made:
            process.kill()


def _spin() -> None:
    while True:
        pass


def script(folder: Path) -> Path:
    """A script that types and presses without end, hardly ever waiting."""
    texts = ("가나다라마바사아자차카타파하", "Hello, World 0123456789", "서울특별시 송파구")
    steps = []
    for number in range(200):
        steps.append(Step(f"t{number:03}", Type(texts[number % 3] * 4)))
        steps.append(Step(f"p{number:03}", Press("a", times=20)))
    path = folder / "끝없이"
    save(Script("끝없이", (Step("r000", Repeat(100000, tuple(steps))),)), path)
    return path


def started(path: Path, state: str) -> contextlib.AbstractContextManager[Child]:
    """A run; under a guard either way, with a player that will hang where asked for."""
    if state in ("native call", "screen held"):
        hangs = {"ILSON_HANGS": "screen"} if state == "screen held" else None
        words = ("-m", "tests.bench.stops", "--guard-hanging", str(path))
        return child(sys.executable, *words, env=hangs)
    return child(sys.executable, "main.py", "play", str(path), "--json")


def guard_hanging(path: str) -> int:
    """``play`` with a player that will hang."""
    from player import guard
    from player.lines import Lines
    from player.stopkey import Ways

    guard.own_command = lambda: (  # type: ignore[attr-defined]
        sys.executable, "-m", "tests.bench.hanging"
    )  # fmt: skip
    return guard.guarded([path, "--json"], Lines(sys.stdout).emit, Ways(mouse=False))


def once(path: Path, state: str, way: str, chance: random.Random, record: Record) -> float | None:
    """One stop; seconds to the last event."""
    with started(path, state) as run:
        pid = run.event("run_started")["pid"]
        steps = 10 if state == "native call" else chance.randint(1, 12)
        for _ in range(steps + 1):  # the block is a step, too
            run.event("step_started")
        threading.Event().wait(chance.uniform(0, 0.3))
        record.begin()
        if state == "SIGSTOP":
            os.kill(pid, signal.SIGSTOP)
        for words in WAYS[way]:
            xdotool(*words)
        code = run.rest(30)
        threading.Event().wait(0.3)  # what might still come
        assert code == 3, code
    if way == "corner":
        xdotool("mousemove", "640", "400")
    return after_stop(record.events(), way)


def left_down() -> int:
    """Keys and buttons that the X server thinks are down."""
    from Xlib.display import Display

    display = Display()
    try:
        keys = sum(bin(byte).count("1") for byte in display.query_keymap())
        return keys + bin(display.screen().root.query_pointer().mask >> 8 & 0x1F).count("1")
    finally:
        display.close()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stops", description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--hung", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--idle", action="store_true", help="leave the cores idle")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--guard-hanging", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.guard_hanging:
        return guard_hanging(given.guard_hanging)
    chance = random.Random(given.seed)
    states = [STATES[1 + n % 2] for n in range(given.hung)]
    states += ["typing"] * (given.count - len(states))
    chance.shuffle(states)
    took: dict[str, list[float]] = {state: [] for state in STATES}
    down = unheard = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        virtual_screen() as display,
        contextlib.ExitStack() as stack,
    ):
        os.environ["DISPLAY"] = display
        os.environ["ILSON_HOME"] = str(Path(folder) / "home")
        path = script(Path(folder))
        stack.enter_context(qt_field())
        desktop = open_desktop()
        stack.callback(desktop.close)
        record, hook = Record(), desktop.hook()
        hook.start(record)
        stack.callback(hook.stop)
        stack.enter_context(busy(not given.idle))
        began = time.monotonic()
        for number, state in enumerate(states):
            way = list(WAYS)[number % len(WAYS)]
            seconds = once(path, state, way, chance, record)
            if seconds is None:
                unheard += 1
            else:
                took[state].append(seconds)
            down += left_down()
            if not given.json and (number + 1) % 20 == 0:
                print(
                    f"{number + 1} of {given.count}, {time.monotonic() - began:.0f} s", flush=True
                )
    every = sorted(value for values in took.values() for value in values)
    if not every:
        return 1
    p99 = every[min(len(every) - 1, round(0.99 * len(every)))]
    if given.json:
        print(json.dumps({"took": took, "p99": p99, "down": down, "unheard": unheard}))
    else:
        for state, values in took.items():
            if values:
                print(f"{state:12} {len(values):4} stops · median {statistics.median(values):.3f} s"
                      f" · worst {max(values):.3f} s")  # fmt: skip
        print(f"99th percentile {p99:.3f} s · keys and buttons left down: {down}"
              f" · not heard: {unheard}")  # fmt: skip
    return int(p99 > LIMIT or down > 0 or unheard > 0)


if __name__ == "__main__":
    sys.exit(main())
