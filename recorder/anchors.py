"""Choosing the picture by which a place will be found again.

A picture is kept only if the player's own eyes find it on the recorded screen: at the right
place, exactly once, and clearly better than anywhere else. It starts small and grows until it
is; a flat or repeated patch never passes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from player.locate import Look, Pictures, locate
from player.types import Frame, Match, Window
from player.vision.picture import encode
from scripts.model import ImageAnchor, Point, Rect, Seen, Target, WindowPattern

SIZES = ((112, 40), (160, 52), (224, 72), (320, 104), (440, 150), (620, 220), (860, 320))
"""Pixels at scaling 1 (width, height) around the point, tried in this order."""
CLEARLY = 0.15
"""The margin over the next best place that a picture must have when it is recorded: more than
the player demands, because the screen will not look the same again."""
EXACT = 3
"""Pixels by which the place that the player finds may differ from the recorded one."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An anchor with its picture (PNG bytes); ``certain`` is False if nothing unique was found,
    ``why`` says so to the clerk."""

    anchor: ImageAnchor
    png: bytes
    certain: bool
    why: str = ""


_INTERPRETERS = re.compile(r"(python|java)w?[\d.]*(\.exe)?|wine.*|bash|sh", re.IGNORECASE)
"""Programs that run others: their name says nothing, and is another one on the next PC."""


def window_pattern(window: Window) -> WindowPattern:
    """How a window will be known again. A title of several parts, "document - program", keeps its
    last part only: the first changes with what is open."""
    head, separator, last = window.title.rpartition(" - ")
    title = f"* - {last}" if separator and head else window.title
    program = None if _INTERPRETERS.fullmatch(window.program) else window.program or None
    return WindowPattern(title, program)


def choose(
    point: Point, look: Look, window: Window | None, monitor: Rect, pattern: WindowPattern | None
) -> Chosen:
    """The smallest picture around ``point`` (desktop pixels) that is found again, exactly there
    and clearly; ``monitor`` is the rectangle of the monitor it lies on."""
    frame = look.frame
    bounds = _intersection(window.rect if window else monitor, frame.rect)
    seen = Seen(
        point=(point[0] - bounds[0], point[1] - bounds[1]),
        window=bounds[2:],
        screen=monitor[2:],
        scale=frame.scale,
    )
    last: Chosen | None = None
    elsewhere = False
    for width, height in (*SIZES, bounds[2:]):
        size = (round(width * frame.scale), round(height * frame.scale))
        rect = _inside(point, size, bounds)
        chosen = _cut(point, rect, frame, seen)
        target = Target("", pattern, (chosen.anchor,))
        name = chosen.anchor.image
        found = locate(target, Pictures({name: chosen.png}), look)
        there = isinstance(found, Match) and near(found.point, point)
        if isinstance(found, Match) and there and found.margin >= CLEARLY:
            return chosen
        # Rather one that the player refuses, or finds here, than one that it finds elsewhere.
        if last is None or elsewhere:
            last, elsewhere = chosen, isinstance(found, Match) and not there
    assert last is not None
    return Chosen(
        last.anchor,
        last.png,
        certain=False,
        why="이 둘레에는 다른 곳과 구별되는 그림이 없어요. 실행할 때 못 찾거나 물어볼 수 있어요.",
    )


def _cut(point: Point, rect: Rect, frame: Frame, seen: Seen) -> Chosen:
    png = encode(frame.crop(rect).pixels)
    name = hashlib.sha256(png).hexdigest()[:12]
    offset = (round(point[0] - rect[0] - rect[2] / 2), round(point[1] - rect[1] - rect[3] / 2))
    return Chosen(ImageAnchor(name, offset, seen), png, certain=True)


def near(found: Point, point: Point) -> bool:
    """Whether two points are the same place."""
    return abs(found[0] - point[0]) <= EXACT and abs(found[1] - point[1]) <= EXACT


def _inside(point: Point, size: tuple[int, int], bounds: Rect) -> Rect:
    """The rectangle of ``size`` around ``point``, cut to ``bounds``: what lies beyond the window
    belongs to somebody else and will not be there again."""
    return _intersection((point[0] - size[0] // 2, point[1] - size[1] // 2, *size), bounds)


def _intersection(one: Rect, other: Rect) -> Rect:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    bottom = min(one[1] + one[3], other[1] + other[3])
    return (left, top, max(0, right - left), max(0, bottom - top))
