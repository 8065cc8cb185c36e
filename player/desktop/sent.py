"""What hands did lately, so that a hook's events can be told from a person's."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any

from player.types import Event

_MEMORY = 4.0
"""Seconds for which these hands remember what they sent."""
_CLOCK_GRAIN = 0.02
"""Seconds by which a hook's time may lie before the true one: an X server counts
milliseconds."""


class Sent:
    """A bounded memory of doings; may be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._doings: deque[tuple[float, tuple[Any, ...]]] = deque(maxlen=8192)

    def add(self, *doing: Any) -> None:
        """Note something just before it is sent."""
        with self._lock:
            self._doings.append((time.perf_counter(), doing))

    def take(self, event: Event) -> bool:
        """Whether this event was noted; it is then forgotten."""
        if event.kind == "move":
            doing: tuple[Any, ...] = ("move", event.at)
        elif event.kind == "wheel":
            doing = ("wheel", event.wheel)
        elif event.kind in ("button_down", "button_up"):
            doing = (event.kind, event.button)
        else:
            doing = (event.kind, event.code)
        with self._lock:
            oldest = event.time - _MEMORY
            while self._doings and self._doings[0][0] < oldest:
                self._doings.popleft()
            for index, (sent, noted) in enumerate(self._doings):
                if noted == doing and sent <= event.time + _CLOCK_GRAIN:
                    del self._doings[index]
                    return True
        return False
