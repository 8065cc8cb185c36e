"""A player that hangs in a native call: ``python -m tests.bench.hanging ARGUMENTS`` is
``main.py ARGUMENTS``, but the tenth piece of text never comes back from the system. With
``ILSON_HANGS=screen`` it hangs while no other program is served by the screen.

The call holds the interpreter's lock: no other thread of the process runs any more either.
"""

from __future__ import annotations

import ctypes
import os
import sys

import main
from player.gate import Gate

HANGS_AT = 10


def hang(seconds: int = 3600) -> None:
    """A native call that keeps the interpreter's lock."""
    ctypes.PyDLL(None).sleep(seconds)


def hanging() -> None:
    """Let the hands hang at their tenth text."""
    typed, count = Gate.type_text, 0

    def type_text(self: Gate, text: str, check: object = lambda: None) -> None:
        nonlocal count
        count += 1
        if count == HANGS_AT:
            self.key_down("Shift")
            hang()
        typed(self, text, check)  # type: ignore[arg-type]

    if os.environ.get("ILSON_HANGS") == "screen":
        from player.desktop.x11.aim import Aim

        has_focus = Aim._has_focus

        def held(self: Aim) -> bool:
            nonlocal count
            count += 1
            if count == HANGS_AT:
                hang()
            return has_focus(self)

        Aim._has_focus = held  # type: ignore[method-assign]
    else:
        Gate.type_text = type_text  # type: ignore[method-assign]


if __name__ == "__main__":
    hanging()
    sys.exit(main.run(sys.argv[1:]))
