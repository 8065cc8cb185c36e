"""What hands did lately, so that a hook's events can be told from a person's."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from player.desktop.shared import Ring, given
from player.types import Event

_MEMORY = 4.0
"""Seconds for which these hands remember what they sent."""
_CLOCK_GRAIN = 0.02
"""Seconds by which a hook's time may lie before the true one: an X server counts
milliseconds."""


def doing_of(event: Event) -> tuple[Any, ...]:
    """What hands note before they do what a hook then hears as ``event``."""
    if event.kind == "move":
        return ("move", event.at)
    if event.kind == "wheel":
        return ("wheel", event.wheel)
    if event.kind in ("button_down", "button_up"):
        return (event.kind, event.button)
    return (event.kind, event.code)


class Sent:
    """A bounded memory of doings; may be used from any thread. Where the process that started
    this one shares a memory, it is told there, too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._doings: deque[tuple[float, tuple[Any, ...]]] = deque(maxlen=8192)
        self._shared = given()

    def add(self, *doing: Any) -> None:
        """Note something just before it is sent."""
        with self._lock:
            now = time.perf_counter()
            self._doings.append((now, doing))
            if self._shared is not None:
                self._shared.note(now, doing)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Within it, no other program is served by the screen: whoever watches over this process
        must know, because it hears no stop key meanwhile."""
        if self._shared is None:
            yield
            return
        self._shared.hold(time.perf_counter())
        try:
            yield
        finally:
            self._shared.hold(0.0)

    def take(self, event: Event) -> bool:
        """Whether this event was noted; it is then forgotten."""
        doing = doing_of(event)
        with self._lock:
            oldest = event.time - _MEMORY
            while self._doings and self._doings[0][0] < oldest:
                self._doings.popleft()
            for index, (sent, noted) in enumerate(self._doings):
                if noted == doing and sent <= event.time + _CLOCK_GRAIN:
                    del self._doings[index]
                    return True
        return False


class SentElsewhere:
    """The same for another process's hands, by the memory that it writes. For one thread."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring
        self._next = 0
        self._open: deque[tuple[float, bytes]] = deque()

    def take(self, event: Event) -> bool:
        """Whether those hands did this; it is then forgotten."""
        for index, when, digest in self._ring.since(self._next):
            self._next = index + 1
            self._open.append((when, digest))
        while self._open and self._open[0][0] < event.time - _MEMORY:
            self._open.popleft()
        wanted = self._ring.digest(doing_of(event))
        for index, (when, digest) in enumerate(self._open):
            if digest == wanted and when <= event.time + _CLOCK_GRAIN:
                del self._open[index]
                return True
        return False
