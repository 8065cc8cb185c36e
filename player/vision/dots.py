"""Whether a field shows dots for what is typed into it, as fields for passwords do."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.changes import changes
from player.vision.field import grey, resize
from scripts.model import Rect

_FEWEST = 3
"""Signs that look the same, from which they stand for others."""
_INK = 40
"""Grey levels by which a sign differs from its ground."""
_FULL = 0.5
"""Share of the clearest ink that is ink: dots stand close."""
_SIDES = (2.5, 18)
"""Pixels at scaling 1 that a dot or an asterisk is wide and high."""
_ROUND = (0.7, 1.45)
_SAME = 1.6
"""Pixels at scaling 1 by which two dots may differ: they are drawn between pixels, too."""
_ALIKE = 60.0
"""Mean grey levels by which two dots may differ, for the same reason."""
_CENTRE = 0.6
"""Share of the middle of a sign that is ink: a ring is a letter."""


def shows_dots(before: Pixels, after: Pixels, scale: float, text: str) -> bool:
    """Whether ``after`` shows dots (or asterisks) where ``text`` was typed, since ``before``: two
    BGR pictures of one place. A text of one letter only is never told from what it looks like."""
    if len(set(text)) < 2 or len(text) < _FEWEST or before.shape != after.shape:
        return False
    return any(
        _is_row_of_dots(before[y : y + h, x : x + w], after[y : y + h, x : x + w], scale, len(text))
        for x, y, w, h in changes(before, after, scale)
    )


def _is_row_of_dots(before: Pixels, after: Pixels, scale: float, most: int) -> bool:
    # Signs of a few pixels are compared better when they are large.
    size = max(2.0, scale)
    was, levels = (grey(resize(pixels, size / scale)) for pixels in (before, after))
    away = np.asarray(cv2.absdiff(levels, np.full_like(levels, int(np.median(levels)))))
    # The field's frame was there before.
    away = np.where(np.asarray(cv2.absdiff(levels, was)) > _INK, away, 0)
    ink = (away > max(_INK, _FULL * float(away.max()))).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least, largest = (side * size for side in _SIDES)
    signs: list[Rect] = sorted(tuple(int(v) for v in row[:4]) for row in stats[1:])  # type: ignore[misc]
    if signs and signs[-1][3] > 2.5 * signs[-1][2]:
        signs.pop()  # the caret
    found: list[Rect] = []
    for x, y, width, height in signs:
        if width * height < least * least / 2:
            continue  # a speck
        if not (least <= width <= largest and _ROUND[0] <= width / height <= _ROUND[1]):
            return False
        found.append((x, y, width, height))
    if not _FEWEST <= len(found) <= most + 1:
        return False
    return _are_alike(found, size) and _look_alike(away, ink, found)


def _are_alike(found: list[Rect], size: float) -> bool:
    """Whether boxes are as large as each other, level, and in equal steps."""
    numbers = np.array(found, np.float32)
    steps = np.diff(numbers[:, 0])
    spread = max(float(np.ptp(numbers[:, column])) for column in (1, 2, 3))
    return spread <= _SAME * size and float(np.ptp(steps)) <= _SAME * size


def _look_alike(away: NDArray[np.generic], ink: NDArray[np.uint8], found: list[Rect]) -> bool:
    side = (12, 12)
    signs = [
        cv2.resize(np.asarray(away[y : y + h, x : x + w], np.float32), side)
        for x, y, w, h in found
    ]  # fmt: skip
    mean = np.mean(signs, axis=0)
    if max(float(np.abs(sign - mean).mean()) for sign in signs) > _ALIKE:
        return False
    x, y, w, h = found[0]
    middle = ink[y + h // 3 : y + h - h // 3, x + w // 3 : x + w - w // 3]
    return bool(middle.size) and float(middle.mean()) >= _CENTRE
