"""How exactly, and how fast, text arrives in real fields.

``python -m tests.bench.typing [--qt N] [--gtk N] [--chromium N] [--peers N] [--layout kr104|us]``
types N strings of Korean, English, digits and symbols into each program and reads them back, and
does a few of them with pynput and ``xdotool type`` for comparison. Without a display it makes a
virtual one. Exit code 1 if one of ours differs.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from tests.bench.fields import Field, chromium_field, gtk_field, qt_field, settled_text

_FIELDS: dict[str, Callable[[], AbstractContextManager[Field]]] = {
    "qt": qt_field,
    "gtk": gtk_field,
    "chromium": chromium_field,
}
_SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]
_COMMON = list(
    "가나다라마바사아자차카타파하김이박최정강조윤장임홍길동서울시구청없는값이다전화번호주소"
)
_ASCII = [chr(code) for code in range(0x20, 0x7F)]
_OTHERS = list("ㄱㅏ㈜℃①·…“”₩€éÄßñλЖ漢字ハ😀👍🇰")


def strings(count: int, seed: int = 1) -> Iterator[str]:
    """Made-up entries, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        parts = []
        for _ in range(chance.randint(2, 6)):
            kind = chance.random()
            source = (
                _COMMON if kind < 0.4 else _SYLLABLES if kind < 0.6 else _ASCII if kind < 0.9
                else _OTHERS
            )  # fmt: skip
            parts.append("".join(chance.choices(source, k=chance.randint(1, 12))))
        # Repeated letters and blanks at the ends are what other typers lose.
        yield "".join(parts) + chance.choice(["", "  ", "aaa", "가가가", "\n끝", "\t1"])


def measure(field: Field, type_text: Callable[[str], None], texts: list[str]) -> tuple[int, float]:
    """How many of the texts arrived exactly, and characters a second."""
    exact, seconds = 0, 0.0
    for index, text in enumerate(texts):
        field.clear()
        started = time.perf_counter()
        type_text(text)
        seconds += time.perf_counter() - started
        seen = settled_text(field, text)
        exact += seen == text
        if seen != text and os.environ.get("SHOW"):
            print(f"  #{index} {text!r}\n  {seen!r}")
    return exact, sum(map(len, texts)) / max(seconds, 1e-9)


def _peers() -> dict[str, Callable[[str], None]]:
    from pynput.keyboard import Controller

    def xdotool(text: str) -> None:
        subprocess.run(["xdotool", "type", "--", text], check=True)

    return {"pynput": Controller().type, "xdotool": xdotool}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--qt", type=int, default=1000)
    parser.add_argument("--gtk", type=int, default=1000)
    parser.add_argument("--chromium", type=int, default=200)
    parser.add_argument("--peers", type=int, default=25)
    parser.add_argument("--layout", choices=("us", "kr104"), default="kr104")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    wrong = 0
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DISPLAY"):
            from player.desktop.x11.virtual import virtual_screen

            os.environ["DISPLAY"] = stack.enter_context(virtual_screen())
        if arguments.layout == "kr104":
            subprocess.run(["setxkbmap", "-layout", "kr", "-variant", "kr104"], check=True)
        from player.desktop.x11 import open_x11

        desktop = open_x11()
        stack.callback(desktop.close)
        for name, make in _FIELDS.items():
            count = getattr(arguments, name)
            if not count:
                continue
            with make() as field:
                texts = list(strings(count, arguments.seed))
                exact, speed = measure(field, desktop.hands.type_text, texts)
                wrong += count - exact
                print(f"{name:9} ilson    {exact:4} of {count:4}  {speed:6.0f} characters/s")
                desktop.hands.release_all()
                for peer, type_text in _peers().items() if arguments.peers else ():
                    with contextlib.suppress(Exception):
                        few = texts[: arguments.peers]
                        exact, speed = measure(field, type_text, few)
                        print(
                            f"{name:9} {peer:8} {exact:4} of {len(few):4}"
                            f"  {speed:6.0f} characters/s"
                        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
