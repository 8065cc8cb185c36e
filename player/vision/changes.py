"""What changed between two looks at the same place."""

from __future__ import annotations

import cv2
import numpy as np

from player.types import Pixels
from scripts.model import Point, Rect

_DIFFERENT = 24
"""Grey levels from which a pixel counts as changed."""
_TOGETHER = (25, 9)
"""Pixels (across, down) at scaling 1 within which changes are one: the letters of a word."""
_MOVED_LEVELS, _MOVED = 14, 0.002
"""Levels from which a pixel has changed, and the share of changed ones beyond a caret."""
MOST = 8
_LARGEST = 0.3
"""Share of the picture from which another page is shown, which says nothing about this one."""


def changes(before: Pixels, after: Pixels, scale: float = 1.0) -> list[Rect]:
    """Rectangles (x, y, width, height) in which two BGR pictures of one size differ, the largest
    first; empty where too much does, or the sizes differ."""
    if before.shape != after.shape or not before.size:
        return []
    different = (cv2.absdiff(before, after).max(axis=2) > _DIFFERENT).astype(np.uint8)
    size = (round(_TOGETHER[0] * scale), round(_TOGETHER[1] * scale))
    joined = cv2.dilate(different, np.ones((max(1, size[1]), max(1, size[0])), np.uint8))
    if joined.mean() > _LARGEST:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = [tuple(int(v) for v in stats[n][:4]) for n in range(1, count)]
    found.sort(key=lambda rect: -rect[2] * rect[3])
    return found[:MOST]  # type: ignore[return-value]


def differ(one: Pixels, other: Pixels) -> bool:
    """Whether two BGR pictures show different things: more than a caret that blinks."""
    if one.shape != other.shape:
        return True
    if not one.size:
        return False
    changed = cv2.absdiff(
        np.ascontiguousarray(one[::2, ::2]), np.ascontiguousarray(other[::2, ::2])
    ).max(axis=2)
    return float((changed > _MOVED_LEVELS).mean()) > _MOVED


_FAINT = 2
"""Grey levels by which what lies under the pointer may differ: a button that lights up."""
_REACHES = 30
"""Pixels at scaling 1 from the pointer within which a hint of its own comes up."""


def changed_near(before: Pixels, after: Pixels, point: Point, scale: float = 1.0) -> list[Rect]:
    """The rectangles (x, y, width, height) around or beside a point in which two BGR pictures of
    one size differ, however faintly."""
    if before.shape != after.shape or not before.size:
        return []
    different = (cv2.absdiff(before, after).max(axis=2) > _FAINT).astype(np.uint8)
    side = max(1, round(5 * scale))
    count, _, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(different, np.ones((side, side), np.uint8))
    )
    reach, (x, y) = _REACHES * scale, point
    return [
        (int(left), int(top), int(width), int(height))
        for left, top, width, height, _ in stats[1:count]
        if left - reach <= x < left + width + reach and top - reach <= y < top + height + reach
    ]
