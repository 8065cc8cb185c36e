"""Frames on a screen by their four sides, where what they hold is no even patch.

A side is a row (or column) along which the picture steps the same way, however little: the mean
along the side says so where a single pixel cannot, in a dark theme whose frames are two grey levels
off and under the noise of a remote desktop. Lines of text step up and down along a row.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.field import Grey
from scripts.model import Rect

_ALONG, _DOWN = 15, 9
"""Pixels of a side, across and down, that are looked at together."""
_STEP, _NOISY_STEP = 1.4, 2.5
"""Grey levels by which they step in the mean; with noise they step so without a side, too."""
_SAME = 0.8
"""Part of them that steps the same way."""
_CORNER = 6
"""Pixels by which sides may miss each other at a round corner."""
_NARROWEST, _LOWEST, _TALLEST = 22, 13, 330
_ONE_LINE = 44
"""Height up to which a rule within a box may be its shading."""
_WALL, _RUN = 0.7, 0.8
"""Part of the height that a wall is drawn, and of the width that the upper and lower side are."""
_BEGUN = 0.35
"""Part of the first pixels beside a wall in which an upper or lower side is drawn."""
_MOST = 400
"""Walls that are looked at: more is a photograph."""

Mask = NDArray[np.bool_]


def frames(levels: Grey, clean: bool) -> list[Rect]:
    """Rectangles (x, y, width, height) that are drawn in a picture at scaling 1; ``clean``: without
    the noise of compression."""
    picture = levels.astype(np.float32)
    step = _STEP if clean else _NOISY_STEP
    across = _sides(picture[1:] - picture[:-1], (_ALONG, 1), step)
    down = _sides(picture[:, 1:] - picture[:, :-1], (1, _DOWN), step)
    _, _, stats, _ = cv2.connectedComponentsWithStats(down.astype(np.uint8), connectivity=8)
    tall = stats[1:][stats[1:, 3] >= _LOWEST - _CORNER]
    walls = sorted((int(x), int(y), int(w), int(h)) for x, y, w, h, _ in tall)
    if len(walls) > _MOST:
        return []
    drawn = np.cumsum(np.pad(down, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    runs = np.cumsum(np.pad(across, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    found: list[Rect] = []
    for x, y, width, height in walls:
        rows = _rows(across, x + width, y, height)
        for n, (_, top) in enumerate(rows):
            for bottom, _ in rows[n + 1 :]:
                high = bottom - top
                if not _LOWEST <= high <= _TALLEST or _several(rows, top, bottom):
                    continue
                if not _covers(drawn, (x, x + width), top, bottom):
                    continue
                right = _right_wall(walls, drawn, runs, (x + width, top, bottom))
                if right is not None:
                    found.append((x + 1, top + 1, right - x, high))
    return found


def _sides(steps: NDArray[np.float32], size: tuple[int, int], least: float) -> Mask:
    """Where the picture steps the same way along a side of a size (width, height)."""
    mean = cv2.boxFilter(steps, -1, size)
    same = cv2.boxFilter(np.sign(steps) * (np.abs(steps) >= 0.75), -1, size)
    return np.asarray((np.abs(mean) >= least) & (np.abs(same) >= _SAME), dtype=np.bool_)


def _rows(across: Mask, x: int, y: int, height: int) -> list[tuple[int, int]]:
    """The rows near a wall's ends or along it at which an upper or lower side begins: the first and
    the last of each such side."""
    first = max(0, y - _CORNER)
    part = across[first : y + height + _CORNER, x + 2 : x + _NARROWEST]
    if not part.size:
        return []
    there = np.flatnonzero(part.mean(axis=1) >= _BEGUN) + first
    rows: list[tuple[int, int]] = []
    for row in there.tolist():  # both sides of a thin rule are one
        if rows and row - rows[-1][1] <= 2:
            rows[-1] = (rows[-1][0], row)
        else:
            rows.append((row, row))
    return rows


def _several(rows: list[tuple[int, int]], top: int, bottom: int) -> bool:
    """Whether a box would be several, one above the other: a field of many lines has no rule."""
    return bottom - top > _ONE_LINE and any(
        row - top >= _LOWEST and bottom - row >= _LOWEST for row, _ in rows
    )


def _covers(drawn: NDArray[np.int32], columns: tuple[int, int], top: int, bottom: int) -> bool:
    """Whether a wall, whatever its column, goes from top to bottom."""
    left, right = columns
    first, last = min(top + 2, bottom), max(bottom - 1, top + 3)
    part = drawn[min(last, len(drawn) - 1), left : right + 1] - drawn[first, left : right + 1]
    return bool(part.size) and float(part.max()) >= _WALL * (last - first)


def _right_wall(
    walls: list[Rect], drawn: NDArray[np.int32], runs: NDArray[np.int32],
    inside: tuple[int, int, int],
) -> int | None:  # fmt: skip
    """The column of the wall that ends a box whose (left, top, bottom) is given."""
    left, top, bottom = inside
    for x, y, width, height in walls:
        if x < left + _NARROWEST or y > top + _CORNER + 4 or y + height < bottom - _CORNER - 4:
            continue
        if not _covers(drawn, (x, x + width), top, bottom):
            continue
        for row in (top, bottom):
            near = slice(max(0, row - 3), row + 3)
            drawn_on = (runs[near, x] - runs[near, left]).max()
            if drawn_on < _RUN * (x - left) - _ALONG / 2:
                return None
        return x
    return None
