"""Whether the hook hears everything, in order.

``python -m tests.bench.hook [--clicks 500] [--keys 5000] [--rate 200] [--pynput]`` injects clicks
and keys, mixed, from another process and compares what was heard. Without a display it makes a
virtual one. Exit code 1 if anything is missing or out of order.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator

from player.types import Event

Doing = tuple[str, int, int, int]
"""kind, key code or button, x, y (0 for keys)."""


def doings(clicks: int, keys: int, seed: int = 7) -> list[tuple[Doing, ...]]:
    """Clicks (move, press, release) and key strokes (press, release), mixed."""
    chance = random.Random(seed)
    kinds = ["click"] * clicks + ["key"] * keys
    chance.shuffle(kinds)
    sequence: list[tuple[Doing, ...]] = []
    for number, kind in enumerate(kinds):
        if kind == "key":
            code = chance.choice((*range(24, 34), *range(38, 47), *range(52, 59)))
            sequence.append((("key_down", code, 0, 0), ("key_up", code, 0, 0)))
        else:
            # Never the same place twice running: the server tells of no move that is none.
            x, y = 100 + number % 900, 100 + chance.randrange(800)
            button = chance.choice((1, 2, 3))
            sequence.append(
                (("move", 0, x, y), ("button_down", button, x, y), ("button_up", button, x, y))
            )
    return sequence


def inject(sequence: list[tuple[Doing, ...]], rate: float) -> None:
    """Do it all, ``rate`` clicks and strokes a second."""
    from Xlib import X
    from Xlib.display import Display
    from Xlib.ext import xtest

    kinds = {"key_down": X.KeyPress, "key_up": X.KeyRelease, "button_down": X.ButtonPress,
             "button_up": X.ButtonRelease}  # fmt: skip
    display = Display()
    start = time.perf_counter()
    for number, group in enumerate(sequence):
        time.sleep(max(0.0, start + number / rate - time.perf_counter()))
        for kind, code, x, y in group:
            if kind == "move":
                xtest.fake_input(display, X.MotionNotify, x=x, y=y)
            else:
                xtest.fake_input(display, kinds[kind], code)
        display.sync()
    display.close()


def as_doings(events: list[Event]) -> Iterator[Doing]:
    """What was heard, comparable with what was done."""
    for event in events:
        if event.kind.startswith("key"):
            yield (event.kind, event.code, 0, 0)
        elif event.kind == "move":
            yield ("move", 0, *event.at)
        else:
            yield (event.kind, event.code, *event.at)


def listen(clicks: int, keys: int, rate: float) -> tuple[list[Doing], list[Event]]:
    """What was done, and what our hook heard of it."""
    from player.desktop.x11.hook import X11Hook

    heard: list[Event] = []
    hook = X11Hook()
    hook.start(heard.append)
    try:
        _inject_elsewhere(clicks, keys, rate)
    finally:
        hook.stop()
    return [doing for group in doings(clicks, keys) for doing in group], heard


def listen_with_pynput(clicks: int, keys: int, rate: float) -> tuple[list[Doing], list[Doing]]:
    """The same with pynput's two listeners, which take their events to one list."""
    from pynput import keyboard, mouse

    heard: list[Doing] = []

    def pressed(key: object) -> None:
        heard.append(("key_down", code_of(key), 0, 0))

    def released(key: object) -> None:
        heard.append(("key_up", code_of(key), 0, 0))

    def clicked(x: int, y: int, button: mouse.Button, down: bool) -> None:
        heard.append(("button_down" if down else "button_up", button.value, x, y))

    from Xlib.display import Display

    display = Display()

    def code_of(key: object) -> int:
        return int(display.keysym_to_keycode(getattr(key, "vk", None) or 0)) or int(
            display.keysym_to_keycode(ord(getattr(key, "char", None) or "\0"))
        )

    with (
        keyboard.Listener(on_press=pressed, on_release=released) as keys_listener,
        mouse.Listener(on_move=lambda x, y: heard.append(("move", 0, x, y)), on_click=clicked) as m,
    ):
        keys_listener.wait()
        m.wait()
        _inject_elsewhere(clicks, keys, rate)
        time.sleep(1.0)  # pynput has no way to tell that it has heard everything
    display.close()
    return [doing for group in doings(clicks, keys) for doing in group], heard


def _inject_elsewhere(clicks: int, keys: int, rate: float) -> None:
    command = [sys.executable, "-m", "tests.bench.hook", "--inject", "--clicks", str(clicks),
               "--keys", str(keys), "--rate", str(rate)]  # fmt: skip
    subprocess.run(command, check=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clicks", type=int, default=500)
    parser.add_argument("--keys", type=int, default=5000)
    parser.add_argument("--rate", type=float, default=200.0)
    parser.add_argument("--pynput", action="store_true")
    parser.add_argument("--inject", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    numbers = (arguments.clicks, arguments.keys, arguments.rate)
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DISPLAY"):
            from player.desktop.x11.virtual import virtual_screen

            os.environ["DISPLAY"] = stack.enter_context(virtual_screen())
        if arguments.inject:
            inject(doings(arguments.clicks, arguments.keys), arguments.rate)
            return 0
        started, used = time.perf_counter(), time.process_time()
        if arguments.pynput:
            done, heard = listen_with_pynput(*numbers)
        else:
            done, events = listen(*numbers)
            heard = list(as_doings(events))
        seconds, used = time.perf_counter() - started, time.process_time() - used
        lost = len(done) - len(heard)
        places = sum(one != other for one, other in zip(done, heard, strict=False))
        print(
            f"{len(done)} events done, {len(heard)} heard ({lost} lost), {places} not in their"
            f" place, {seconds:.0f} s, {used / seconds:.1%} of a core"
        )
        return 0 if done == heard else 1


if __name__ == "__main__":
    sys.exit(main())
