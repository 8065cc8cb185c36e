"""How exactly text arrives on Windows, and whether its hook hears everything, in order.

To be run by the Windows lane's Python (or by one on Windows): ``python -m tests.bench.windows_input
[--texts 300] [--events 1000] [--rate 200] [--send] [--json]``. Types that many mixed strings into
Notepad and reads each back by WM_GETTEXT; sends that many clicks and key strokes and compares what
the hook heard. Where there is xdotool, it is a person who clicks and types; else, and with
``--send``, SendInput. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import sys
import time
from typing import Any

from player.types import Event
from tests.bench.typing import strings
from tests.player.desktop.windows_lane import (
    clear,
    click,
    middle,
    notepad,
    person,
    target,
    text_of,
    until,
)

KEYS = "abcdefghijklmnopqrstuvwxyz"
XDOTOOL = "Z:\\usr\\bin\\xdotool"
LIMIT = 15.0
"""Seconds after which a text, or an event, will not arrive any more."""


def typed(desktop: Any, count: int) -> dict[str, Any]:
    """Type ``count`` strings into Notepad; how many arrived exactly."""
    exact, letters, seconds = 0, 0, 0.0
    wrong: list[tuple[str, str]] = []
    with notepad(desktop) as pad:
        click(desktop, middle(desktop, pad.window))
        for number, text in enumerate(strings(count), 1):
            print(f"\r{number}/{count}, {exact} exact", end="", file=sys.stderr, flush=True)
            began = time.perf_counter()
            desktop.hands.type_text(text)
            seconds += time.perf_counter() - began
            letters += len(text)
            end = time.monotonic() + LIMIT
            while (seen := text_of(pad.edit)) != text and time.monotonic() < end:
                time.sleep(0.01)
            exact += seen == text
            if seen != text:
                wrong.append((text, seen or ""))
            clear(pad.edit)
    return {
        "strings": count,
        "exact": exact,
        "letters": letters,
        "letters_a_second": round(letters / max(seconds, 1e-9)),
        "wrong": wrong[:3],
    }


def heard(
    desktop: Any, count: int, rate: float, send: bool = False, seed: int = 5
) -> dict[str, Any]:
    """Click and press keys, ``count`` hook events in all, ``rate`` a second; what was heard."""
    chance = random.Random(seed)
    expected: list[str] = []
    while len(expected) < count:
        name = chance.choice((*KEYS, "left"))
        expected += [name, name]
    expected = expected[:count]
    events: list[Event] = []
    is_person = not send and os.path.exists(XDOTOOL)  # noqa: PTH110 - a path of the host
    with target("듣는 창", (0, 0, 900, 700)) as window:
        place = middle(desktop, window.window)
        click(desktop, place)
        hook = desktop.hook()
        hook.start(lambda event: events.append(event) if event.kind != "move" else None)
        try:
            pause = f"{2 / rate:.4f}"
            began = time.perf_counter()
            if is_person:
                for start in range(0, count, 200):
                    words: list[str] = []
                    for name in expected[start : start + 200 : 2]:
                        words += ["click", "1"] if name == "left" else ["key", "--delay", "0", name]
                        words += ["sleep", pause]
                    there = len(events) + len(expected[start : start + 200])
                    person(*words)
                    until(lambda there=there: len(events) >= there, LIMIT)
            else:
                desktop.hands.move(place)
                for number, name in enumerate(expected[::2]):
                    while time.perf_counter() < began + number * 2 / rate:
                        time.sleep(0.001)
                    if name == "left":
                        desktop.hands.button_down(name)
                        desktop.hands.button_up(name)
                    else:
                        desktop.hands.key_down(name)
                        desktop.hands.key_up(name)
                until(lambda: len(events) >= count, LIMIT)
            seconds = time.perf_counter() - began
        except AssertionError:
            seconds = float("nan")  # some never came
        finally:
            hook.stop()
    names = [event.button or event.key for event in events]
    kinds = [event.kind.partition("_")[2] for event in events]
    late = [later.time < sooner.time for sooner, later in itertools.pairwise(events)]
    return {
        "sent": count,
        "by": "xdotool" if is_person else "SendInput",
        "heard": len(events),
        "in_order": names == expected and kinds == ["down", "up"] * (count // 2) and not any(late),
        "a_second": round(len(events) / seconds) if seconds == seconds else None,
        "injected": sum(event.injected is True for event in events),
        "renewed": hook.renewed,
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--send", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    from player.desktop import open_desktop

    desktop = open_desktop()
    try:
        found = {
            "notepad": typed(desktop, arguments.texts),
            "hook": heard(desktop, arguments.events, arguments.rate, arguments.send),
        }
    finally:
        desktop.close()
    text, hook = found["notepad"], found["hook"]
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(f"Notepad: {text['exact']} of {text['strings']} strings exact "
              f"({text['letters']} letters, {text['letters_a_second']}/s)")  # fmt: skip
        print(f"hook: {hook['heard']} of {hook['sent']} events ({hook['by']}), in order: "
              f"{hook['in_order']}, {hook['a_second']}/s, {hook['injected']} injected")  # fmt: skip
    return 0 if text["exact"] == text["strings"] and hook["in_order"] else 1


if __name__ == "__main__":
    sys.exit(main())
