"""Fields whose content changes from row to row: what stands in them says nothing about where they
are.

A field is a frame around the point, wider than high, that is empty or filled from the left; a
button's caption stands in its middle. Nothing else is known when a click is recorded.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.field import Grey
from scripts.model import Point, Rect

_HIGHEST, _LOWEST = 64, 16
_NARROWEST, _WIDEST = 100, 900
_RUN = 70
"""Pixels of unbroken line above and below the point that make a frame."""
_EDGE = 6.0
"""Grey levels from which a step counts as a line."""
_FRAME = 3
_WORD_GAP, _LINE_GAP, _OFF_MIDDLE = 12, 3, 4.5
"""Pixels between words and between the strokes of one line, and how far a line may be from the
middle: a menu bar has wider gaps, a table's cell has more lines."""
_BUTTONS_WIDTH = 34
"""Pixels at a field's right end where an arrow or a calendar may stand."""


def entry(levels: Grey, point: Point) -> Rect | None:
    """The inside (x, y, width, height) of the field around ``point``; None where there is none."""
    x, y = point
    height, width = levels.shape
    top, bottom = max(0, y - _HIGHEST), min(height, y + _HIGHEST)
    part = levels[top:bottom].astype(np.float32)
    down = np.abs(cv2.Sobel(part, cv2.CV_32F, 0, 1)) / 4 > _EDGE
    above = _line(down[: y - top][::-1], x)
    below = _line(down[y - top :], x)
    if above is None or below is None:
        return None
    first, last = y - 1 - above, y + below
    if not _LOWEST <= last - first <= _HIGHEST:
        return None
    inner = levels[first + 3 : last - 2].astype(np.float32)
    if inner.shape[0] < 8:
        return None
    across = np.abs(cv2.Sobel(inner, cv2.CV_32F, 1, 0)) / 4 > _EDGE
    walls = across.mean(axis=0) > 0.9
    left = next((c for c in range(x, -1, -1) if walls[c]), -1)
    right = next((c for c in range(x, width) if walls[c]), width)
    if not _NARROWEST <= right - left <= _WIDEST:
        return None
    if _goes_on(levels, left, first) or _goes_on(levels, right, first):
        return None  # a table's cell, whose content may be what tells its row
    inside = (left + _FRAME, first + _FRAME, right - left - 2 * _FRAME, last - first - 2 * _FRAME)
    return inside if _filled_from_the_left(levels, inside) else None


def _line(rows: NDArray[np.bool_], x: int) -> int | None:
    """How many rows away the first line is that runs on both sides of ``x``."""
    for index, row in enumerate(rows):
        if index >= 3 and row[max(0, x - _RUN // 2) : x + _RUN // 2].mean() > 0.95:
            return index
    return None


def _goes_on(levels: Grey, wall: int, top: int) -> bool:
    """Whether a frame's side goes on above its upper edge."""
    above = levels[max(0, top - 14) : max(0, top - 3), max(0, wall - 2) : wall + 3]
    if above.shape[0] < 8 or above.shape[1] < 4:
        return False
    across = np.abs(np.diff(above.astype(np.float32), axis=1)).max(axis=1)
    return bool((across > _EDGE).mean() > 0.9)


def _filled_from_the_left(levels: Grey, inside: Rect) -> bool:
    """Whether there is nothing, or one line of text that begins at the left."""
    x, y, width, height = inside
    part = levels[max(0, y) : y + height, max(0, x) : x + width].astype(np.float32)
    if part.shape[0] < 6 or part.shape[1] < 40:
        return False
    ink = np.abs(part - np.median(part)) > 24
    arrow = min(_BUTTONS_WIDTH, ink.shape[1] // 6)
    ink[:, ink.shape[1] - arrow :] = False
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not len(columns):
        return True
    free_left, free_right = int(columns[0]), ink.shape[1] - int(columns[-1])
    middle = (int(rows[0]) + int(rows[-1])) / 2 - (ink.shape[0] - 1) / 2
    return (
        free_left <= 24
        and free_right >= 2 * free_left + arrow
        and int(np.diff(columns).max(initial=0)) <= _WORD_GAP
        and int(np.diff(rows).max(initial=0)) <= _LINE_GAP
        and abs(middle) <= _OFF_MIDDLE
    )
