"""The room of a place where nothing is drawn: the inside of the field, or what is empty in an area
for text. Wherever in it is clicked, it is the same thing that is clicked, so another place of it is
no rival.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.entry import entry
from player.vision.field import Grey
from scripts.model import Point, Rect

_FLAT = 3
"""Grey levels within which a ground is one."""
_NEAR = (7, 4)
"""Pixels around a point, across and down, in which its ground is seen: it may be on a letter."""
_WIDE, _HIGH = 120, 48
"""Pixels at scaling 1 from which a part without anything is no row of a list."""
_TALLEST, _BROADEST, _LOW = 40, 60, 14
"""Height and width of what may be letters, which may touch each other if they are low."""
_ENDS_THERE, SAME_ENDS, ALL_ENDS = 14, 3, 4
"""Pixels by which an area may end elsewhere, how many of its ends are where they were (a window may
be wider or higher now), and how many say that it is the same one where hardly anything else does.
"""
RIM = 4
"""Pixels at an area's ends in which its frame is, or the faint edge of it."""


def room(levels: Grey, point: Point) -> Rect | None:
    """The rectangle of the room around a point of a window's grey levels at scaling 1; None where
    there is none. Of an area for text it is as wide as that, and as high as nothing is written:
    what stands in the point's own line may be a row of a list, and whose row it is."""
    height, width = levels.shape
    if not (0 <= point[0] < width and 0 <= point[1] < height):
        return None
    inside = entry(levels, point)
    if inside is not None:
        return inside
    ground = _ground(levels, point)
    return None if ground is None else _empty_part(ground, point)


def text_area(levels: Grey, point: Point) -> Rect | None:
    """The area for text of several lines around a point where nothing is: all of it is of one
    ground, and what stands in it is no larger than letters. None where there is none."""
    found = _ground(levels, point)
    if found is None or _empty_part(found, point) is None:
        return None
    (x, y, width, height), there = found
    inner = (~there[RIM:-RIM, RIM:-RIM]).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    letters = (stats[1:, 3] <= _TALLEST) & ((stats[1:, 2] <= _BROADEST) | (stats[1:, 3] <= _LOW))
    return (x, y, width, height) if bool(letters.all()) else None


def is_area_of(
    sample_area: Rect, point: Point, levels: Grey, at: Point, ends: int = SAME_ENDS
) -> bool:
    """Whether the ground around ``at`` ends where an area for text ended around ``point``, on so
    many sides. Another window over it may be as empty."""
    found = _ground(levels, at)
    if found is None:
        return False
    (x, y, width, height), _ = found
    a, b, wide, high = sample_area
    off = (
        x - at[0] - (a - point[0]), y - at[1] - (b - point[1]),
        x + width - at[0] - (a + wide - point[0]), y + height - at[1] - (b + high - point[1]),
    )  # fmt: skip
    return sum(abs(side) <= _ENDS_THERE for side in off) >= ends


def _ground(levels: Grey, point: Point) -> tuple[Rect, NDArray[np.bool_]] | None:
    """The rectangle of the ground of one colour that goes on around a point, and where in it that
    colour is; None where something is drawn at the point."""
    (x, y), (across, down) = point, _NEAR
    left, top = max(0, x - across), max(0, y - down)
    near = levels[top : y + down + 1, left : x + across + 1]
    level = int(np.bincount(near.ravel()).argmax())
    if not (np.abs(near.astype(np.int16) - level) <= _FLAT).all():
        return None
    rows, columns = np.nonzero(near == level)
    rect, there = _flooded(levels, (int(columns[0]) + left, int(rows[0]) + top), _FLAT)
    return (rect, there) if rect[2] >= _WIDE and rect[3] >= _HIGH else None


def strip_at(levels: Grey, point: Point) -> Rect | None:
    """The rectangle of all that has exactly the grey level of a point and goes on around it: a head
    on a strip of its own. None where the point's surroundings are of several levels."""
    x, y = point
    near = levels[max(0, y - 1) : y + 2, max(0, x - 2) : x + 1]
    if not near.size or near.min() != near.max():
        return None
    return _flooded(levels, point, 0)[0]


def _flooded(levels: Grey, seed: Point, flat: int) -> tuple[Rect, NDArray[np.bool_]]:
    """The rectangle of what goes on from a point within some grey levels, and where in it."""
    mask = np.zeros((levels.shape[0] + 2, levels.shape[1] + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
    _, _, _, rect = cv2.floodFill(levels.copy(), mask, seed, (0,), (flat,), (flat,), flags)
    a, b, wide, high = (int(side) for side in rect)
    return (a, b, wide, high), mask[1 + b : 1 + b + high, 1 + a : 1 + a + wide] > 0


def _empty_part(ground: tuple[Rect, NDArray[np.bool_]], point: Point) -> Rect | None:
    """The part around a point in which there is nothing but ground, from side to side."""
    (left, top, width, height), there = ground
    y = point[1] - top
    drawn = np.flatnonzero(~there[:, RIM:-RIM].all(axis=1))
    first = int(drawn[drawn < y].max(initial=-1)) + 1
    last = int(drawn[drawn > y].min(initial=height))
    if last - first < _HIGH or y in drawn:
        return None
    return (left, top + first, width, last - first)
