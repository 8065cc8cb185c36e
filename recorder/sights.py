"""What the screen showed before each event.

A thread of its own looks at the screen a few times a second, and at once after something
happened. A look is kept only if it differs from the one before, so a still screen costs one
comparison. The hook takes the newest look that is surely older than its event: a picture taken
in the click's own call-back would already show the pressed, hovered button.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from player.desktop.base import Screen, Windows
from player.types import Frame, Window

IDLE = 0.25
"""Seconds between two looks while nothing happens."""
BUSY = 0.08
"""Seconds between two looks while something happens."""
SURELY_BEFORE = 0.02
"""Seconds by which a look must precede an event: an event reaches us a little late."""
_KEPT = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """The screen, the windows (front to back) and the active one, from ``frame.time`` until at
    least ``until`` (seconds)."""

    frame: Frame
    windows: tuple[Window, ...]
    active: Window | None
    until: float


class Sights:
    """Keeps the latest looks. ``screen`` and ``windows`` are used from the thread only."""

    def __init__(self, screen: Callable[[], Screen], windows: Windows) -> None:
        self._make_screen = screen
        self._windows = windows
        self._kept: deque[Sight] = deque(maxlen=_KEPT)
        self._wake = threading.Event()
        self._ending = False
        self._first = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._watch, name="sights", daemon=True)

    def start(self) -> None:
        """Return when the first look was taken; raises what the thread met instead."""
        self._thread.start()
        self._first.wait()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        self._ending = True
        self._wake.set()
        self._thread.join()

    def something_happened(self) -> None:
        """Look again soon. Called by the hook: does not wait."""
        self._wake.set()

    def before(self, moment: float) -> Sight:
        """The newest look that is surely older than ``moment``; the oldest kept if none is."""
        kept = list(self._kept)
        for sight in reversed(kept):
            if sight.frame.time <= moment - SURELY_BEFORE:
                return sight
        return kept[0]

    def newest(self) -> Sight:
        return self._kept[-1]

    def _watch(self) -> None:
        try:
            screen = self._make_screen()
            while not self._ending:
                self._look(screen)
                self._first.set()
                if self._wake.wait(IDLE):
                    self._wake.clear()
                    # Let the event take effect, and bound the rate under a storm of events.
                    if not self._ending:
                        time.sleep(BUSY)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the first look
            self._error = error
            self._first.set()

    def _look(self, screen: Screen) -> None:
        frame = screen.grab()
        last = self._kept[-1] if self._kept else None
        active = self._windows.active()
        if last is not None and _same(last.frame, frame) and _id(last.active) == _id(active):
            self._kept[-1] = replace(last, until=frame.time)
            return
        self._kept.append(Sight(frame, self._windows.list(), active, frame.time))


def _id(window: Window | None) -> int | None:
    return None if window is None else window.id


def _same(one: Frame, other: Frame) -> bool:
    if one.pixels.shape != other.pixels.shape:
        return False
    # Every third line: nothing that a person could click is thinner.
    return bool(np.array_equal(one.pixels[::3], other.pixels[::3]))
