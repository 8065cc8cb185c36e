"""What the system is asked about the field with the focus while keys are pressed.

It is asked from a thread of its own: when a key is handled, the focus may be elsewhere, and a
program that hangs must not hold up the recording.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from player.types import Event

_APART = 0.04
"""Seconds between two questions."""

Told = TypeVar("Told")


class Asked(Generic[Told]):
    """Asks a ``question`` when a key goes down, or ``after`` so many seconds in which none did, and
    keeps the last ``kept`` answers."""

    def __init__(
        self, question: Callable[[], Told], name: str, kept: int, after: float = 0.0
    ) -> None:
        self._question, self._after = question, after
        self._answers: deque[tuple[float, Told]] = deque(maxlen=kept)
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._ask, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread; a program that does not answer is not waited for."""
        self._ending.set()
        self._wake.set()
        self._thread.join(_APART)

    def hear(self, event: Event) -> None:
        """Called by the hook for each event: does not wait."""
        if event.kind == "key_down":
            self._wake.set()

    def _ask(self) -> None:
        while not self._ending.is_set():
            self._wake.wait()
            self._wake.clear()
            while self._after and self._wake.wait(self._after) and not self._ending.is_set():
                self._wake.clear()
            asked = time.perf_counter()
            self._answers.append((asked, self._question()))
            self._ending.wait(_APART)

    def between(self, begin: float, end: float) -> list[Told]:
        """The answers to what was asked from ``begin`` until just before ``end`` (seconds), oldest
        first."""
        return [told for asked, told in list(self._answers) if begin <= asked < end]
