"""What changed between two looks at the same place."""

from __future__ import annotations

import cv2
import numpy as np

from player.types import Pixels
from player.vision.field import Grey
from scripts.model import Point, Rect

_DIFFERENT = 24
"""Grey levels from which a pixel counts as changed."""
_TOGETHER = (25, 9)
"""Pixels (across, down) at scaling 1 within which changes are one: the letters of a word."""
CARET = 3
"""Pixels at scaling 1 of the widest caret."""
BEYOND = (_TOGETHER[0] // 2, _TOGETHER[1] // 2)
"""Pixels at scaling 1 by which a change that is told reaches beyond what has changed."""
_MOVED_LEVELS, _MOVED = 14, 0.002
"""Levels from which a pixel has changed, and the share of changed ones beyond a caret."""
MOST = 8
_LARGEST = 0.3
"""Share of the picture from which another page is shown, which says nothing about this one."""


def changes(before: Pixels, after: Pixels, scale: float = 1.0) -> list[Rect]:
    """Rectangles (x, y, width, height) in which two BGR pictures of one size differ, the largest
    first; empty where too much does, or the sizes differ."""
    return (every_change(before, after, scale) or [])[:MOST]


def every_change(before: Pixels, after: Pixels, scale: float = 1.0) -> list[Rect] | None:
    """As :func:`changes`, however many they are; None where too much differs, or the sizes do."""
    if before.shape != after.shape or not before.size:
        return None
    different = _different(before, after, _DIFFERENT)
    if not cv2.countNonZero(different):
        return []
    size = (round(_TOGETHER[0] * scale), round(_TOGETHER[1] * scale))
    joined = cv2.dilate(different, np.ones((max(1, size[1]), max(1, size[0])), np.uint8))
    if joined.mean() > _LARGEST:
        return None
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found: list[Rect] = [tuple(int(v) for v in stats[n][:4]) for n in range(1, count)]  # type: ignore[misc]
    found.sort(key=lambda rect: -rect[2] * rect[3])
    return found


def moves(before: Pixels, after: Pixels, scale: float = 1.0) -> bool:
    """Whether something that is wider than a caret differs in two BGR pictures."""
    found = every_change(before, after, scale)
    if found is None:
        return True
    spread = max(1, round(_TOGETHER[0] * scale)) - 1
    return any(width - spread > CARET * scale for _, _, width, _ in found)


def _different(one: Pixels, other: Pixels, levels: int) -> Grey:
    """1 where two BGR pictures of one size differ in any colour by more than ``levels``."""
    blue, green, red = cv2.split(cv2.absdiff(one, other))
    return np.asarray(cv2.threshold(cv2.max(cv2.max(blue, green), red), levels, 1,
                                    cv2.THRESH_BINARY)[1], np.uint8)  # fmt: skip


def differ(one: Pixels, other: Pixels) -> bool:
    """Whether two BGR pictures show different things: more than a caret that blinks."""
    if one.shape != other.shape:
        return True
    if not one.size:
        return False
    half, other_half = (np.ascontiguousarray(pixels[::2, ::2]) for pixels in (one, other))
    return float(_different(half, other_half, _MOVED_LEVELS).mean()) > _MOVED


_FAINT = 2
"""Grey levels by which what lies under the pointer may differ: a button that lights up."""
_REACHES = 30
"""Pixels at scaling 1 from the pointer within which a hint of its own comes up."""


def changed_near(before: Pixels, after: Pixels, point: Point, scale: float = 1.0) -> list[Rect]:
    """The rectangles (x, y, width, height) around or beside a point in which two BGR pictures of
    one size differ, however faintly."""
    if before.shape != after.shape or not before.size:
        return []
    different = _different(before, after, _FAINT)
    if not cv2.countNonZero(different):
        return []
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
