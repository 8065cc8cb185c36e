"""Boxes on a screen that may hold a value: fields, cells of a table, lists to choose from.

A box is a patch of even colour with something drawn around it. What stands in it does not matter
here, nor its colours: only where its rims are.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.field import Grey, grey, resize
from scripts.model import Rect

_STEP = 5
"""Grey levels from one pixel to the next that end a patch: the frames of pale fields differ by
little more from their paper."""
_NARROWEST, _LOWEST, _TALLEST = 24, 13, 330
"""Pixels at scaling 1: a field of two digits, and a field of many lines."""
_RIM = 0.7
"""Part of each of a box's four sides along which its patch goes: its corners may be round."""
_UNDERLINE = (60, 900)
"""Lengths at scaling 1 of a rule under a field that has no other frame."""
_ABOVE_UNDERLINE = 26
"""Height at scaling 1 of the field that stands on such a rule."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a picture and its rules that may be the only frame of a field; pixels."""

    closed: tuple[Rect, ...]
    lines: tuple[Rect, ...]
    """The fields that stand on such rules."""


def boxes(pixels: Pixels, scale: float = 1.0) -> Boxes:
    """All boxes of a BGR picture."""
    levels = grey(resize(pixels, 1 / scale))
    closed = [_scaled(box, scale) for box in _patches(levels)]
    lines = [_scaled(box, scale) for box in _underlined(levels)]
    return Boxes(tuple(closed), tuple(lines))


def _scaled(box: Rect, scale: float) -> Rect:
    x, y, width, height = (round(value * scale) for value in box)
    return (x, y, width, height)


def _patches(levels: Grey) -> list[Rect]:
    """Patches of even colour that fill a rectangle."""
    across = cv2.absdiff(levels[:, 1:], levels[:, :-1]) > _STEP
    down = cv2.absdiff(levels[1:], levels[:-1]) > _STEP
    edge: NDArray[np.bool_] = np.zeros(levels.shape, bool)
    edge[:, 1:] |= np.asarray(across, bool)
    edge[1:] |= np.asarray(down, bool)
    even = (~edge).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    x, y, width, height = (stats[:, column] for column in range(4))
    good = (
        (width >= _NARROWEST) & (height >= _LOWEST) & (height <= _TALLEST)
        & (width >= 0.7 * height)
    )  # fmt: skip
    good[0] = False
    found = []
    for number in np.flatnonzero(good).tolist():
        left, top, wide, high = (int(side[number]) for side in (x, y, width, height))
        patch = labels[top : top + high, left : left + wide] == number
        rims = (patch[:2].any(0), patch[-2:].any(0), patch[:, :2].any(1), patch[:, -2:].any(1))
        if min(float(rim.mean()) for rim in rims) >= _RIM:
            found.append((left, top, wide, high))
    return found


def _underlined(levels: Grey) -> list[Rect]:
    step = cv2.absdiff(levels[1:], levels[:-1])
    rows = ((np.asarray(step) > _STEP) * np.uint8(255)).astype(np.uint8)
    long = cv2.morphologyEx(rows, cv2.MORPH_OPEN, np.ones((1, _UNDERLINE[0]), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    found = []
    for x, y, width, height, _ in stats[1:].tolist():
        if height <= 3 and width <= _UNDERLINE[1]:
            top = max(0, y - _ABOVE_UNDERLINE)
            found.append((x, top, width, y - top))
    return found
