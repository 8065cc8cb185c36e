"""What a person does during a run, wherever the focus is: the stop keys, the corner, her hand on
the mouse."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from player.run.control import Say
from player.types import Event, Monitor
from scripts.language import either
from scripts.model import Point

AGAIN_WITHIN = 1.0
"""Seconds within which a second Esc means stop."""
STOP_CHORD = ("Ctrl", "Alt", "q")
"""Stops at once."""
_PUSHED = 60.0
"""Pixels that a mouse goes within :data:`_WITHIN` seconds when a hand means it: a desk that is
knocked moves it less."""
_WITHIN = 0.5
_CORNER = 2
"""Pixels from a corner of the desktop that still are the corner."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How a person may interrupt a run; each can be switched off. ``mouse``: her own hand on it
    pauses the run."""

    chord: bool = True
    escape: bool = True
    corner: bool = True
    mouse: bool = True


Heard = Callable[[Say, str], None]
"""Is told what the person said, and the sentence that tells why (empty where she knows)."""

MOVED = (
    "마우스를 움직이셔서 잠시 멈췄어요. 다 쓰시면 이어서 할게요.",
    "Paused because you moved the mouse. It goes on when you have finished.",
)


def corners(monitors: tuple[Monitor, ...]) -> tuple[Point, ...]:
    """The corners of the desktop into which a mouse can be pushed: those of monitors beyond which
    there is no other monitor."""
    found = []
    for x, y, width, height in (monitor.rect for monitor in monitors):
        for across, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
            point = (x + across * (width - 1), y + down * (height - 1))
            beyond = [
                (point[0] + (across * 2 - 1) * dx, point[1] + (down * 2 - 1) * dy)
                for dx, dy in ((1, 0), (0, 1), (1, 1))
            ]
            if not any(_on(monitor, other) for monitor in monitors for other in beyond):
                found.append(point)
    return tuple(found)


def _on(monitor: Monitor, point: Point) -> bool:
    x, y, width, height = monitor.rect
    return x <= point[0] < x + width and y <= point[1] < y + height


class StopKey:
    """Esc pauses, Esc again within a second stops, F9 pauses and goes on, Ctrl+Alt+Q and a mouse
    pushed into a corner stop, a hand on the mouse pauses.

    ``sent`` tells the run's own doing from a person's, ``paused`` whether the run waits; ``heard``
    is told what the person said by it. Called from the hook's thread.
    """

    def __init__(
        self,
        sent: Callable[[Event], bool],
        paused: Callable[[], bool],
        heard: Heard,
        ways: Ways | None = None,
        corners: tuple[Point, ...] = (),
    ) -> None:
        self._sent = sent
        self._paused = paused
        self._heard = heard
        self._ways = ways or Ways(mouse=False)
        self._corners = corners
        self._escaped: float | None = None
        self._held: set[str] = set()
        self._way: list[tuple[float, Point]] = []
        """Where her hand has just taken the pointer."""

    def __call__(self, event: Event) -> None:
        if self._sent(event):
            if event.kind == "move":
                self._way.clear()  # the pointer was put elsewhere: a new way begins
            return
        match event.kind:
            case "key_down":
                if event.key not in self._held:  # key repeat is no second press
                    self._held.add(event.key)
                    self._pressed(event)
            case "key_up":
                self._held.discard(event.key)
            case "move":
                self._moved(event)
            case "button_down" | "wheel" if self._ways.mouse:
                self._say("pause", either(*MOVED))

    def _pressed(self, event: Event) -> None:
        if self._ways.chord and set(STOP_CHORD) <= self._held:
            self._say("stop")
        elif event.key == "F9":
            self._say("continue" if self._paused() else "pause")
        elif event.key == "Esc" and self._ways.escape:
            if self._escaped is not None and event.time - self._escaped <= AGAIN_WITHIN:
                self._say("stop")
            else:
                self._escaped = event.time
                self._say("pause")

    def _moved(self, event: Event) -> None:
        if self._ways.corner and any(
            abs(event.at[0] - x) < _CORNER and abs(event.at[1] - y) < _CORNER
            for x, y in self._corners
        ):
            self._say("stop")
        if not self._ways.mouse:
            return
        self._way = [one for one in self._way if event.time - one[0] <= _WITHIN]
        self._way.append((event.time, event.at))
        points = [at for _, at in self._way]
        if sum(map(math.dist, points, points[1:])) >= _PUSHED:
            self._way.clear()
            self._say("pause", either(*MOVED))

    def _say(self, say: Say, why: str = "") -> None:
        if say == "pause" and self._paused():
            return
        self._heard(say, why)
