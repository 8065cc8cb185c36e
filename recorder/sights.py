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
from typing import NamedTuple

import numpy as np

from player.desktop.base import Screen, Windows
from player.types import Frame, Window
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect

IDLE = 0.18
"""Seconds between two looks while nothing happens."""
BUSY = 0.035
"""Seconds between two looks while something happens."""
BUSY_FOR = 0.7
"""Seconds after an event during which something is still likely to happen."""
GLANCE = 0.015
"""Seconds between two glances at which window is in front, while something happens: a dialog must
be noticed before a quick person answers it."""
GLANCE_IDLE = 0.04
"""The same while nothing happens: a dialog may come up by itself."""
RETRY = 0.5
"""Seconds after which a screen that could not be seen (locked, being resized) is tried again."""
SURELY_BEFORE = 0.02
"""Seconds by which a look must precede an event: an event reaches us a little late."""
SOON = 0.6
"""Seconds after which what a program shows at once is there: what comes later was waited for."""
_KEPT = 6
_PASSED = 3
_STIRS = 200
"""Changes that are remembered: those of half a minute of a wheel that turns."""
_MOVED = 12
"""Pixels from which the pointer has gone on between two looks."""


class Stir(NamedTuple):
    """A change of the screen between two looks: when it was seen (seconds), and the rectangle
    around all of it (desktop pixels)."""

    time: float
    rect: Rect


@dataclass(frozen=True, slots=True)
class Sight:
    """The screen and the windows (front to back), from ``frame.time`` until at least ``until``
    (seconds), and the window that was in front at the event itself. ``pointer`` is where the
    pointer was when it looked so last, ``came`` when it came to where the event happened;
    ``earlier`` are the looks before, newest first. ``popup`` is where a menu or a list that drops
    down lay under the pointer: it belongs to a window, and is none of ``windows``. ``stirs`` are
    the latest changes of the screen, up to ``frame.time``."""

    frame: Frame
    windows: tuple[Window, ...]
    active: Window | None = None
    until: float = 0.0
    pointer: Point = (0, 0)
    came: float = float("-inf")
    earlier: tuple[Sight, ...] = ()
    soon: Sight | None = None
    popup: Rect | None = None
    stirs: tuple[Stir, ...] = ()


class Sights:
    """Keeps the latest looks. ``screen`` and ``windows`` are used from a thread of its own."""

    def __init__(self, screen: Callable[[], Screen], windows: Windows) -> None:
        self._make_screen = screen
        self._windows = windows
        self._kept: deque[Sight] = deque(maxlen=_KEPT)
        self._passed: deque[Sight] = deque(maxlen=_PASSED)
        """Looks from which the pointer went on: what it shows where it rests is not on them."""
        self._stirs: deque[Stir] = deque(maxlen=_STIRS)
        self._pointer: Point = (0, 0)
        self._rests: tuple[Point, float] = ((0, 0), float("-inf"))
        """Where the pointer rests, and since when."""
        self._fronts: deque[tuple[float, Window | None]] = deque(maxlen=4 * _KEPT)
        self._done = 0.0
        """When something was done last; a move is nothing."""
        self._soon: tuple[float, Sight | None] = (-1.0, None)
        """After which deed a rest began, and what was to be seen a moment later."""
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
        """End the thread."""
        self._ending = True
        self._wake.set()
        self._thread.join()

    @property
    def error(self) -> BaseException | None:
        """What ended the thread before its time."""
        return self._error

    def something_happened(self, at: Point, moment: float) -> None:
        """Look again soon; the pointer was ``at`` at that moment. Called by the hook: does not
        wait."""
        self._pointer = at
        if _far(self._rests[0], at):
            self._rests = (at, moment)
        self._wake.set()

    def done(self, moment: float) -> None:
        """Something was done. Called by the hook: does not wait."""
        self._done = moment

    def before(self, moment: float, front: int = 0, history: bool = False) -> Sight:
        """What was to be seen surely before ``moment``; the oldest that is kept if nothing is.
        ``front`` is the id of the window in front, where the event itself tells it; with
        ``history`` the looks before are kept with it."""
        kept = list(self._kept)
        sight = next((s for s in reversed(kept) if s.frame.time <= moment - SURELY_BEFORE), kept[0])
        fronts = list(self._fronts)
        there = [w for seen, w in reversed(fronts) if seen <= moment] or [fronts[0][1]]
        named = [w for _, w in reversed(fronts) if front and w is not None and w.id == front]
        stirs = tuple(stir for stir in list(self._stirs) if stir.time <= sight.frame.time)
        active = named[0] if named else there[0]
        sight = replace(sight, active=active, soon=self._soon[1], stirs=stirs)
        if not history:
            return sight
        looks = {s.frame.time: s for s in (*self._passed, *kept)}
        earlier = [look for time, look in sorted(looks.items()) if time < sight.frame.time]
        return replace(sight, came=self._rests[1], earlier=tuple(reversed(earlier)))

    def newest(self) -> Sight:
        """The latest look."""
        return self._kept[-1]

    def _watch(self) -> None:
        try:
            self._look_until_the_end()
        except BaseException as error:  # noqa: BLE001 - told by start and error
            self._error = error
            self._first.set()

    def _look_until_the_end(self) -> None:
        screen = self._make_screen()
        next_look = busy_until = 0.0
        while not self._ending:
            now = time.perf_counter()
            changed = self._glance(now)
            if self._kept and self._soon[0] != self._done and now - self._done >= SOON:
                self._soon = (self._done, self._kept[-1])
            if now >= next_look or changed:
                try:
                    self._look(screen)
                except DesktopProblem:
                    if not self._first.is_set():
                        raise
                    self._wake.wait(RETRY)
                    continue
                self._first.set()
                next_look = now + (BUSY if now < busy_until else IDLE)
            if self._wake.wait(GLANCE if now < busy_until else GLANCE_IDLE):
                self._wake.clear()
                now = time.perf_counter()
                busy_until = now + BUSY_FOR
                next_look = min(next_look, now + BUSY / 2)

    def _glance(self, now: float) -> bool:
        """See which window is in front; whether it is another one than before."""
        front = self._windows.active()
        if self._fronts and _name(self._fronts[-1][1]) == _name(front):
            return False
        self._fronts.append((now, front))
        return True

    def _look(self, screen: Screen) -> None:
        frame = screen.grab()
        pointer = self._pointer  # after it: where it came while it was looked counts
        last = self._kept[-1] if self._kept else None
        if last is not None and _same(last.frame, frame):
            popup = last.popup
            if pointer != last.pointer:
                popup = self._popup(pointer, last.windows)
            self._kept[-1] = replace(last, until=frame.time, pointer=pointer, popup=popup)
            return
        if last is not None:
            self._stirs.append(Stir(frame.time, _changed(last.frame, frame)))
            if _far(last.pointer, pointer):
                self._passed.append(last)
        windows = self._windows.list()
        popup = self._popup(pointer, windows)
        self._kept.append(Sight(frame, windows, until=frame.time, pointer=pointer, popup=popup))

    def _popup(self, point: Point, windows: tuple[Window, ...]) -> Rect | None:
        """What lies at a point and is no window by itself, of the program that is in front. A
        window without a name is not listed either, but it is in front when one works in it."""
        over, front = self._windows.at(point), self._fronts[-1][1] if self._fronts else None
        if over is None or front is None or over.id == front.id or over.pid != front.pid:
            return None
        return None if any(window.id == over.id for window in windows) else over.rect


def _far(one: Point, other: Point) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= _MOVED


def _name(window: Window | None) -> tuple[int, str] | None:
    return None if window is None else (window.id, window.title)


def _changed(one: Frame, other: Frame) -> Rect:
    """The rectangle around what differs in two frames."""
    if one.pixels.shape != other.pixels.shape:
        return other.rect
    differs = (one.pixels[::3] != other.pixels[::3]).any(axis=2)
    down, across = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    left, top = int(across[0]), 3 * int(down[0])
    width, height = int(across[-1]) + 1 - left, 3 * int(down[-1]) + 3 - top
    return (other.origin[0] + left, other.origin[1] + top, width, height)


def _same(one: Frame, other: Frame) -> bool:
    if one.pixels.shape != other.pixels.shape:
        return False
    # Every third line: nothing that a person could click is thinner.
    return bool(np.array_equal(one.pixels[::3], other.pixels[::3]))
