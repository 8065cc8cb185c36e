"""Boxes on a screen that may hold a value: fields, cells of a table, lists to choose from.

A box is a patch of even colour with something drawn around it, or a frame that is drawn, whatever
it holds. What stands in it does not matter here, nor its colours: only where its rims are.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.field import Grey, grey, resize
from player.vision.frames import frames
from scripts.model import Rect

_STEP, _NOISY_STEP, _NOISY_STEPS = 1, 6, (3, 9)
"""Grey levels from one pixel to the next up to which a patch goes on: in a dark theme a field
differs from its page by two or three. Where compression left noise, more."""
_CLEAN = 0.75
"""Part of neighbouring pixels that are equal on a screen without such noise."""
_NARROWEST, _LOWEST, _TALLEST = 24, 13, 330
"""Pixels at scaling 1: a field of two digits, and a field of many lines."""
_RIM = 0.7
"""Part of each of a box's four sides along which its patch goes: its corners may be round."""
_UNDERLINE = (60, 900)
"""Lengths at scaling 1 of a rule under a field that has no other frame."""
_RIM_AT = 5
"""Pixels at scaling 1 from a box's edge within which a rule belongs to it."""
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
    clean = float((levels[:, 1:] == levels[:, :-1]).mean()) >= _CLEAN
    closed = _patches(levels, clean)
    drawn = [box for box in frames(levels, clean) if not _known(box, closed)]
    closed += drawn
    lines = [box for box in _underlined(levels) if not _is_rim(box, closed)]
    return Boxes(
        tuple(_scaled(box, scale) for box in closed), tuple(_scaled(box, scale) for box in lines)
    )


def _is_rim(line: Rect, closed: list[Rect]) -> bool:
    """Whether the rule under a field is but the upper or lower edge of a box."""
    x, y, width, height = line
    foot = y + height
    return any(
        min(abs(box[1] - foot), abs(box[1] + box[3] - foot)) <= _RIM_AT
        and min(x + width, box[0] + box[2]) - max(x, box[0]) > 0.8 * box[2]
        for box in closed
    )


def _scaled(box: Rect, scale: float) -> Rect:
    x, y, width, height = (round(value * scale) for value in box)
    return (x, y, width, height)


def _known(box: Rect, boxes: list[Rect]) -> bool:
    return any(max(abs(a - b) for a, b in zip(box, one, strict=True)) <= 6 for one in boxes)


def _patches(levels: Grey, clean: bool) -> list[Rect]:
    """Patches of even colour that fill a rectangle."""
    if clean:
        return _even(levels, _STEP, 1)
    # Thin frames show as they are, above the noise; steps of compressed surfaces only smoothed.
    smooth = np.asarray(cv2.medianBlur(levels, 3), dtype=np.uint8)
    ways = [_even(levels, step, 1) for step in _NOISY_STEPS] + [_even(smooth, _NOISY_STEP, 2)]
    found: list[Rect] = []
    for box in (box for way in ways for box in way):
        if not _known(box, found):
            found.append(box)
    return found


def _even(levels: Grey, step: int, reach: int) -> list[Rect]:
    """Patches in which no two pixels that are ``reach`` apart differ by more than ``step``."""
    edge: NDArray[np.bool_] = np.zeros(levels.shape, bool)
    edge[:, reach:] |= np.asarray(cv2.absdiff(levels[:, reach:], levels[:, :-reach]) > step, bool)
    edge[reach:] |= np.asarray(cv2.absdiff(levels[reach:], levels[:-reach]) > step, bool)
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
    rows = ((np.asarray(step) > _NOISY_STEP) * np.uint8(255)).astype(np.uint8)
    long = cv2.morphologyEx(rows, cv2.MORPH_OPEN, np.ones((1, _UNDERLINE[0]), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    found = []
    for x, y, width, height, _ in stats[1:].tolist():
        if height <= 3 and width <= _UNDERLINE[1]:
            top = max(0, y - _ABOVE_UNDERLINE)
            found.append((x, top, width, y - top))
    return found
