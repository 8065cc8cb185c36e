"""What ibus tells on its own bus of the Korean input method.

ibus answers no question about the state, but its engine tells when it changes, and when a field
gets the focus. A small process (``dbus-monitor``, which comes with D-Bus) listens, and a thread
reads the property ``InputMode`` from what it prints: after the name come the type and then, as the
second ``uint32``, the state. Nothing that is typed is listened to.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

_LIMIT = 5.0
_RULES = (
    "type='signal',interface='org.freedesktop.IBus.Engine',member='UpdateProperty'",
    "type='signal',interface='org.freedesktop.IBus.Engine',member='RegisterProperties'",
    "type='signal',interface='org.freedesktop.IBus',member='GlobalEngineChanged'",
)
_STATE_AT = 2
"""Which of the property's numbers is its state."""


class IBus:
    """Listens from the first question on: until something has changed, the answer is None."""

    def __init__(self) -> None:
        self._state: bool | None = None
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def hangul(self) -> bool | None:
        """Whether Hangul is written, as was told last."""
        if self._process is None or self._process.poll() is not None:
            self._state = None
            self._listen()
        return self._state

    def close(self) -> None:
        """Stop listening."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_LIMIT)
        if self._thread is not None:
            self._thread.join(_LIMIT)

    def _listen(self) -> None:
        address, monitor = _address(), shutil.which("dbus-monitor")
        if not address or monitor is None:
            return
        self._process = process = subprocess.Popen(
            [monitor, "--address", address, *_RULES],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        self._thread = threading.Thread(target=self._read, args=(process,), daemon=True)
        self._thread.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for state in states(lines):
                self._state = state


def states(lines: Iterable[str]) -> Iterator[bool | None]:
    """The states that are told in what ``dbus-monitor`` prints."""
    numbers, engine = -1, False
    for line in lines:
        line = line.strip()
        if line.startswith("signal "):
            numbers, engine = -1, "member=GlobalEngineChanged" in line
        elif engine and line.startswith("string "):
            # Another Korean engine tells its state itself.
            yield None if "hangul" in line else False
        elif line == 'string "InputMode"':
            numbers = 0
        elif numbers >= 0 and line.startswith("uint32 "):
            numbers += 1
            if numbers == _STATE_AT:
                yield line.endswith(" 1")
                numbers = -1


def _address() -> str:
    """Where ibus listens for this display, empty if it does not run."""
    if "IBUS_ADDRESS" in os.environ:
        return os.environ["IBUS_ADDRESS"]
    number = os.environ.get("DISPLAY", "").rpartition(":")[2].partition(".")[0]
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    for file in Path(settings, "ibus", "bus").glob(f"*-unix-{number}"):
        told: dict[str, str] = dict(re.findall(r"(?m)^(\w+)=(.*)$", file.read_text("utf-8")))
        if Path("/proc", told.get("IBUS_DAEMON_PID", "none")).is_dir():
            return told.get("IBUS_ADDRESS", "")
    return ""
