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
FRAME, _CORNER = 3, 6
"""Pixels of a frame that are no part of its inside, and beside a corner in which it is round."""
_WORD_GAP, _LINE_GAP, _OFF_MIDDLE = 12, 3, 4.5
"""Pixels between words and between the strokes of one line, and how far a line may be from the
middle: a menu bar has wider gaps, a table's cell has more lines."""
_STROKE, _ROOM = 20, 8
"""Pixels: longer than a stroke of a letter, and the least room behind a number in its field."""
_CARET, _SLACK = 7, 6
"""Pixels behind a text in which a caret may stand, and by which a text may stand out of a field."""
_HUGGED = 1
"""Pixels between a frame's inside and the letters in it that are no room of a field's."""
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
    walls = (across.mean(axis=0) > 0.9) & _reaches_the_frame(levels, first, last)
    left = next((c for c in range(x, -1, -1) if walls[c]), -1)
    right = next((c for c in range(x, width) if walls[c]), width)
    if not _NARROWEST <= right - left <= _WIDEST:
        return None
    if _goes_on(levels, left, first) or _goes_on(levels, right, first):
        return None  # a table's cell, whose content may be what tells its row
    inside = (left + FRAME, first + FRAME, right - left - 2 * FRAME, last - first - 2 * FRAME)
    return inside if _filled_from_the_left(levels, inside) else None


def field_around(levels: Grey, text: Rect) -> Rect | None:
    """The inside of the field in which a text (its rectangle) stands; None where it is in none.

    Letters that stand close, as digits do, are a line themselves, so it is looked for beside them,
    too. A caret behind the text, or at its end, is a wall, so what stands there is taken away.
    """
    x, y, width, height = text
    end = x + width
    if not (x >= 0 and end + _CARET < levels.shape[1] and 0 <= y + height // 2 < levels.shape[0]):
        return None
    for caret in (False, True):
        if caret:
            levels = levels.copy()
            levels[:, max(x, end - _SLACK) : end + _CARET] = levels[:, end + _CARET, None]
        for at in (x + width // 2, x + width // 10, min(end + _CARET + 1, levels.shape[1] - 1)):
            inside = entry(levels, (at, y + height // 2))
            if inside is None:
                continue
            if inside[0] - _SLACK <= x and end <= inside[0] + inside[2] + _SLACK:
                return inside
    return None


def narrow_entry(levels: Grey, point: Point) -> Rect | None:
    """The inside (x, y, width, height) of a field too narrow for :func:`entry` around a text: that
    of a number, with arrows beside it. Its frame closes around it alone, and behind its text is
    room for more: a chip or a tag is as wide as its text, and a cell's lines go on."""
    x, y = point
    height, width = levels.shape
    top, bottom = max(0, y - _HIGHEST), min(height, y + _HIGHEST)
    left, right = max(0, x - _NARROWEST), min(width, x + _NARROWEST)
    part = levels[top:bottom, left:right].astype(np.float32)
    down = np.abs(cv2.Sobel(part, cv2.CV_32F, 0, 1)) / 4 > _EDGE
    # A sunken frame is broken for a pixel where light meets dark.
    down = cv2.morphologyEx(down.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8)) > 0
    above = _short_line(down[: y - top][::-1], x - left)
    below = _short_line(down[y - top :], x - left)
    if above is None or below is None:
        return None
    (up, *ends), (deep, *others) = above, below
    if max(abs(a - b) for a, b in zip(ends, others, strict=True)) > FRAME:
        return None
    first, last = y - 1 - up, y + deep
    if not _LOWEST <= last - first <= _HIGHEST or last - first > ends[1] - ends[0]:
        return None
    if any(_goes_on(levels, left + end, first) for end in ends):
        return None
    inner = part[first - top + 3 : last - top - 2]
    across = (np.abs(cv2.Sobel(inner, cv2.CV_32F, 1, 0)) / 4 > _EDGE).mean(axis=0) > 0.9
    near = [np.flatnonzero(across[max(0, end - FRAME) : end + FRAME + 1]) for end in ends]
    if not all(len(found) for found in near):
        return None
    # What stands behind a wall of its own is an arrow, or a pair of them.
    wall = next((c for c in range(x - left, ends[1]) if across[c]), ends[1])
    room = inner[:, ends[0] + FRAME + 1 : wall - 1]
    if not room.size:
        return None
    ink = np.flatnonzero((np.abs(room - np.median(room)) > 24).any(axis=0))
    if not len(ink):
        return None
    before, after = int(ink[0]), room.shape[1] - 1 - int(ink[-1])
    if after < max(_ROOM, 2 * before):
        return None
    return (left + ends[0] + FRAME, first + FRAME, wall - ends[0] - 2 * FRAME,
            last - first - 2 * FRAME)  # fmt: skip


def _short_line(rows: NDArray[np.bool_], x: int) -> tuple[int, int, int] | None:
    """How many rows away the first line is that runs past ``x`` and is longer than a letter's
    stroke, and from where to where; None where it is as long as a table's."""
    for index, row in enumerate(rows):
        if index < 3 or not row[x]:
            continue
        off = np.flatnonzero(~row)
        first = int(off[off < x].max(initial=-1)) + 1
        last = int(off[off > x].min(initial=len(row))) - 1
        if last - first < _STROKE:
            continue
        inside = first > 0 and last < len(row) - 1 and last - first < _NARROWEST
        return (index, first, last) if inside else None
    return None


def _reaches_the_frame(levels: Grey, first: int, last: int) -> NDArray[np.bool_]:
    """At which columns something drawn goes on up to the upper and the lower line of a frame, maybe
    around a corner: a letter as high as the field, and a caret, stand free."""
    reaches = np.ones(levels.shape[1], bool)
    for top in (first, last - 1):
        ends = levels[max(0, top - 1) : top + 3].astype(np.float32)
        steps = np.abs(cv2.Sobel(ends, cv2.CV_32F, 1, 0)) / 4
        drawn = (steps[1:-1].max(axis=0, keepdims=True) > _EDGE).astype(np.uint8)
        reaches &= cv2.dilate(drawn, np.ones((1, 2 * _CORNER + 1), np.uint8))[0] > 0
    return reaches


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
    # A line is in one column: a label that begins there has its strokes in several.
    across = np.abs(np.diff(above.astype(np.float32), axis=1)) > _EDGE
    return bool(across.mean(axis=0).max() > 0.9)


def is_drawn_around(levels: Grey, inside: Rect) -> bool:
    """Whether a frame with that ``inside`` is drawn around its letters, as around a caption that is
    selected: a field has room at its left end, and mostly at its right one."""
    x, y, width, height = inside
    part = levels[max(0, y) : y + height, max(0, x) : x + width].astype(np.float32)
    return bool(part.size) and _reaches_both_ends(np.abs(part - np.median(part)) > 24)


def _reaches_both_ends(ink: NDArray[np.bool_]) -> bool:
    across = np.flatnonzero(ink.any(axis=0))
    return bool(len(across) and across[0] <= _HUGGED and across[-1] >= ink.shape[1] - 1 - _HUGGED)


def _filled_from_the_left(levels: Grey, inside: Rect) -> bool:
    """Whether there is nothing, or one line of text that begins at the left."""
    x, y, width, height = inside
    part = levels[max(0, y) : y + height, max(0, x) : x + width].astype(np.float32)
    if part.shape[0] < 6 or part.shape[1] < 40:
        return False
    ink = np.abs(part - np.median(part)) > 24
    if _reaches_both_ends(ink):
        return False
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
