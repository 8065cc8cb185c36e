"""Which words name a field: a witness for a field whose surroundings have changed.

A page that is narrower, or drawn with larger letters, moves everything around a field but its
label. The label is looked for in the same way in the recorded picture and now, and read then.
"""

from __future__ import annotations

import numpy as np

from player.look import intersection
from player.ocr.compare import bare, same
from player.ocr.reader import Line, reader
from player.types import Pixels
from player.vision.entry import entry
from player.vision.field import Grey
from player.vision.segments import segments
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect

_LEFT, _ABOVE, _FLUSH, _LEVEL = 260, 26, 40, 10
"""Pixels at scaling 1: how far left of its field a label may end, how far above it, by how much it
may begin left or right of it then, and be higher or lower in its row."""
_DOWN = 3
"""A pixel upwards counts as so many to the left: labels stand close above their fields."""
_NARROWEST = 0.5
"""Width of a label, in its heights: the side of a frame that is drawn in relief is narrower."""
_SIDE = 60
_REACH = 3


def label_of(pixels: Pixels, levels: Grey, point: Point) -> Rect | None:
    """The box (pixels) of the words that name the field around ``point`` of a BGR picture at
    scaling 1 with the grey levels ``levels``; None where there is no field, or no label."""
    height, width = levels.shape
    if not (0 <= point[0] < width and 0 <= point[1] < height):
        return None
    field = entry(levels, point)
    if field is None:
        return None
    left, top = max(0, field[0] - _LEFT - _SIDE), max(0, field[1] - _ABOVE - _SIDE)
    right, bottom = field[0] + field[2] // 2, field[1] + field[3] + _REACH
    found: list[tuple[float, Rect]] = []
    for x, y, wide, high in segments(np.ascontiguousarray(pixels[top:bottom, left:right]), 1.0):
        box = (x + left, y + top, wide, high)
        cost = _cost(box, field)
        if cost is not None:
            found.append((cost, box))
    return min(found, default=(0, None))[1]


def line_over(pixels: Pixels, box: Rect) -> Rect | None:
    """The line of a BGR picture at scaling 1 that stands where a box is; None where none does."""
    x, y, width, height = box
    left, top = max(0, x - _SIDE), max(0, y - height)
    part = np.ascontiguousarray(pixels[top : y + 2 * height, left : x + width + _SIDE])
    lines = [(a + left, b + top, c, d) for a, b, c, d in segments(part, 1.0)] if part.size else []
    shared = [(intersection(line, box), line) for line in lines]
    most = max(((a[2] * a[3], line) for a, line in shared), default=(0, None))
    return most[1] if most[0] else None


def _cost(box: Rect, field: Rect) -> float | None:
    """How far a line is from the field that it may name; None if it cannot."""
    if box[2] < _NARROWEST * box[3]:
        return None
    gap, above = field[0] - (box[0] + box[2]), field[1] - (box[1] + box[3])
    off = abs(box[1] + box[3] / 2 - field[1] - field[3] / 2)
    if -_REACH <= gap <= _LEFT and off <= _LEVEL:
        return float(max(0, gap))
    if -_REACH <= above <= _ABOVE and abs(box[0] - field[0]) <= _FLUSH:
        return float(_DOWN * max(0, above))
    return None


def read_box(pixels: Pixels, box: Rect, scale: float) -> Line | None:
    """What is written in a box (pixels at scaling 1) of a BGR picture at ``scale``; None where
    nothing can be read."""
    x, y, width, height = (round(value * scale) for value in box)
    try:
        lines = reader().read_at(pixels, [(x, y, width, height)], scale)
    except DesktopProblem:
        return None  # the pictures alone decide, as they do without any witness
    return lines[0] if lines else None


def same_label(then: Line | None, now: Line | None) -> bool:
    """Whether two labels are surely the same words."""
    if then is None or now is None or len(bare(then.text)) < 2:
        return False
    wanted = {bare(text) for text in (then.text, *then.also)}
    return any(same(text, then.text) or bare(text) in wanted for text in (now.text, *now.also))
