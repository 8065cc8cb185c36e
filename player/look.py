"""One look at the screen, and what the finder has worked out from it."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass, field

import numpy as np

from player.types import Frame, Monitor, Pixels, Window
from player.vision.candidates import Seen, seen
from player.vision.contrast import Drawn
from player.vision.field import resize
from scripts.model import Point, Rect, WindowPattern


def matches(pattern: WindowPattern, window: Window) -> bool:
    """Whether a window is one that the pattern means: title by ``*`` and ``?`` without regard to
    case, program by name without its ``.exe``."""
    if pattern.program is not None and _program(pattern.program) != _program(window.program):
        return False
    return _title(pattern.title).fullmatch(_folded(window.title)) is not None


def _program(name: str) -> str:
    return name.casefold().removesuffix(".exe")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


@functools.cache
def _title(pattern: str) -> re.Pattern[str]:
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(c, re.escape(c)) for c in _folded(pattern)), re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A part of the screen as the finder sees it: desktop pixels = ``origin`` + pixels of ``seen``
    × ``factor``."""

    origin: Point
    seen: Seen
    factor: float


SAME_PLACE = 9
"""Pixels at scaling 1 within which two places are the same."""
MOST_AREAS, MOST_SIZED = 3, 1
"""Areas that are kept, and of those at another size than the expected one: a window that fills a
screen of 1920×1080 takes 25 MB."""


@dataclass(slots=True)
class Look:
    """One look at the screen. What is dear to work out is worked out once per area. ``windows`` are
    front to back; without ``monitors`` everything has the frame's scaling."""

    frame: Frame
    windows: tuple[Window, ...] = ()
    monitors: tuple[Monitor, ...] = ()
    _areas: dict[tuple[Rect, float], Area] = field(default_factory=dict)

    def scale(self, rect: Rect) -> float:
        """The scaling of what is inside ``rect``: that of the monitor that shows most of it, as the
        system has it for a window across two."""
        shown = [(_common(rect, monitor.rect), monitor.scale) for monitor in self.monitors]
        most = max(shown, default=(0, 0.0))
        return most[1] if most[0] else self.frame.scale

    def screens(self) -> list[Rect]:
        """Parts that together are the whole look, each of one scaling."""
        if len({monitor.scale for monitor in self.monitors}) < 2:
            return [self.frame.rect]
        return [monitor.rect for monitor in self.monitors]

    def area(self, rect: Rect, size: float = 1.0) -> Area:
        """The part of the look inside ``rect`` as :meth:`sized` gives it; kept."""
        if (rect, size) not in self._areas:
            most = MOST_AREAS if size == 1 else MOST_SIZED
            alike = [key for key in self._areas if (key[1] == 1) == (size == 1)]
            for key in alike[: max(0, len(alike) - most + 1)]:
                del self._areas[key]
            self._areas[rect, size] = self.sized(rect, size)
        return self._areas[rect, size]

    def sized(self, rect: Rect, size: float, of: Rect | None = None) -> Area:
        """The part of the look inside ``rect`` as it would be if all were drawn ``size`` times as
        large as the scaling (that of the window ``of``) says; not kept."""
        part = self.frame.crop(rect)
        factor = self.scale(of or rect) * size
        if not part.pixels.size:
            return Area(part.origin, seen(_NOTHING), factor)
        pixels = resize(part.pixels, 1 / factor)
        drawn = None if size == 1 else Drawn(resize(part.pixels, size / factor), size)
        return Area(part.origin, seen(pixels, drawn), factor)

    def covers(self, rect: Rect) -> list[Rect]:
        """What lies over a window whose rectangle is ``rect``: those in front of it that touch it.
        Nothing where no window has that rectangle."""
        there = [window for window in self.windows if not window.minimised]
        at = next((n for n, window in enumerate(there) if window.rect == rect), 0)
        return [w.rect for w in there[:at] if _common(w.rect, rect)]

    def named(self, pattern: WindowPattern) -> list[Window]:
        """The visible windows that the pattern means, front to back."""
        return [w for w in self.windows if not w.minimised and matches(pattern, w)]


def inside(point: Point, rect: Rect) -> bool:
    """Whether a point lies in a rectangle."""
    x, y, width, height = rect
    return x <= point[0] < x + width and y <= point[1] < y + height


def intersection(one: Rect, other: Rect) -> Rect:
    """What two rectangles share; without width or height where that is nothing."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    bottom = min(one[1] + one[3], other[1] + other[3])
    return (left, top, max(0, right - left), max(0, bottom - top))


def _common(one: Rect, other: Rect) -> int:
    """Pixels that two rectangles share."""
    _, _, width, height = intersection(one, other)
    return width * height


_NOTHING: Pixels = np.zeros((1, 1, 3), np.uint8)
