"""Boxes to be ticked, radio buttons and switches: where they are, and whether they are on.

By their look alone: something about as wide as high that is drawn all around and stands by itself.
On is what has something drawn inside; what cannot be told is said so.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.marks import is_to_be_ticked
from scripts.model import Point, Rect

_STEP = 9
"""Levels from which a pixel differs from the ground."""
_ONE_COLOUR, _MOST_GROUNDS = 8, 4
"""Levels that count as one colour, and how many colours are tried as grounds."""
_LEAST, _MOST = 9, 30
"""Sides at scaling 1."""
_SQUARE, _SIDE = 0.2, 0.8
"""By how much the sides of a box may differ, and which part of each is drawn."""
_SWITCH = (1.45, 2.6)
"""Width of a switch, in its heights."""
_ALONE = 3
"""Pixels at scaling 1 on both sides in which there is nothing else."""
_LEFT, _RIGHT, _LEVEL = 28, 60, 12
"""Pixels at scaling 1 between a label and its box at the left or right, and by which the box may be
higher or lower."""
_INSET = 0.22
_DRAWN = 36
"""Levels by which a tick differs from the ground of its box."""
_EMPTY, _TICKED = 0.02, 0.05
"""Shares of the inside that are drawn up to which a box is empty, and from which it is ticked."""
_DASH = (0.34, 0.55)
"""Height up to which and width from which, as shares, what is drawn is a dash: neither on nor
off."""
_SOLID = 45
"""Levels from the ground around from which an even inside is a filled one."""


def ticks_in(pixels: Pixels, area: Rect, scale: float = 1.0) -> list[Rect]:
    """The boxes to be ticked inside an area of a BGR picture, from left to right."""
    x, y = max(0, area[0]), max(0, area[1])
    part = pixels[y : max(0, area[1] + area[3]), x : max(0, area[0] + area[2])]
    if min(part.shape[:2], default=0) < _LEAST * scale:
        return []
    # A row may be highlighted, and a list may end beside the box.
    found = [box for ground in _grounds(part) for box in _standing_out(part, ground, scale)]
    found = [one for one in found if not any(o != one and _holds(o, one) for o in found)]
    return sorted({(x + left, y + top, width, height) for left, top, width, height in found})


def _grounds(part: Pixels) -> list[NDArray[np.float64]]:
    """What boxes may stand on: each line's own colour, and the most frequent ones of all."""
    coarse = (part // _ONE_COLOUR).reshape(-1, 3).astype(np.int32)
    keys = coarse[:, 0] * 65_536 + coarse[:, 1] * 256 + coarse[:, 2]
    values, counts = np.unique(keys, return_counts=True)
    often = values[np.argsort(-counts)[:_MOST_GROUNDS]]
    flat = part.reshape(-1, 3)
    return [
        np.median(part, axis=1, keepdims=True),
        *(np.asarray(np.median(flat[keys == key], axis=0)) for key in often),
    ]


def _standing_out(part: Pixels, ground: NDArray[np.float64], scale: float) -> list[Rect]:
    """The boxes that differ from a ground."""
    differs = np.abs(part.astype(np.int16) - ground).max(axis=2) > _STEP
    mask = np.asarray(differs, dtype=np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for number, (left, top, width, height, _) in enumerate(stats.tolist()):
        if not number or not _LEAST * scale <= height <= _MOST * scale:
            continue
        square = abs(width - height) <= max(1, _SQUARE * height)
        if not square and not _SWITCH[0] <= width / height <= _SWITCH[1]:
            continue
        beside = round(_ALONE * scale)
        near = labels[top : top + height, max(0, left - beside) : left + width + beside]
        own = labels[top : top + height, left : left + width] == number
        if ((near != number) & (near != 0) & ~_inside(near.shape, beside, left, own)).any():
            continue
        if _is_drawn_around(own, scale, square):
            found.append((left, top, width, height))
    return found


def _inside(
    shape: tuple[int, ...], beside: int, left: int, own: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which part of the near surroundings is the thing's own rectangle."""
    inner: NDArray[np.bool_] = np.zeros(shape, bool)
    start = min(beside, left)
    inner[:, start : start + own.shape[1]] = True
    return inner


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer[0] <= inner[0] and outer[1] <= inner[1]
        and outer[0] + outer[2] >= inner[0] + inner[2]
        and outer[1] + outer[3] >= inner[1] + inner[3]
    )  # fmt: skip


def _is_drawn_around(own: NDArray[np.bool_], scale: float, square: bool) -> bool:
    if square:
        edge = max(2, round(2 * scale))  # a shadow may lie below it
        sides = (own[:edge].any(0), own[-edge:].any(0), own[:, :edge].any(1), own[:, -edge:].any(1))
        return min(float(s.mean()) for s in sides) >= _SIDE or is_to_be_ticked(own, scale)
    rims = (own[:2].any(0), own[-2:].any(0), own[:, :2].any(1), own[:, -2:].any(1))
    long, short = 0.55, 0.2  # the ends of a switch are round
    return (
        min(float(rims[0].mean()), float(rims[1].mean())) >= long
        and min(float(rims[2].mean()), float(rims[3].mean())) >= short
        and bool(own.mean() >= 0.12)
    )


def tick_at(pixels: Pixels, point: Point, scale: float = 1.0) -> Rect | None:
    """The box to be ticked around a point; None where there is none."""
    reach = round(1.5 * _MOST * scale)
    area = (point[0] - reach, point[1] - reach, 2 * reach, 2 * reach)
    slack = round(3 * scale)
    for x, y, width, height in ticks_in(pixels, area, scale):
        if x - slack <= point[0] < x + width + slack and y - slack <= point[1] < y + height + slack:
            return (x, y, width, height)
    return None


def tick_beside(pixels: Pixels, label: Rect, scale: float = 1.0) -> Rect | None:
    """The box that belongs to a label: the one left of it, or else right of it; None where none
    stands close."""
    x, y, width, height = label
    middle, reach = y + height / 2, round(_MOST * scale)
    top, high = round(middle) - reach, 2 * reach
    # A box with a tick in it may have been taken for a letter of its label.
    own = round(1.6 * height)
    beyond = round((_LEFT + 1.6 * _MOST) * scale)
    before = (x - beyond, top, beyond + own, high)
    after = (x + width, top, round((_RIGHT + 1.6 * _MOST) * scale), high)

    def level(box: Rect) -> bool:
        return abs(box[1] + box[3] / 2 - middle) <= _LEVEL * scale

    left = [box for box in ticks_in(pixels, before, scale)
            if level(box) and box[0] + box[2] <= x + own]  # fmt: skip
    if left and x - left[-1][0] - left[-1][2] <= _LEFT * scale:
        return left[-1]
    right = [box for box in ticks_in(pixels, after, scale) if level(box)]
    if right and right[0][0] - x - width <= _RIGHT * scale:
        return right[0]
    return None


def is_on(pixels: Pixels, box: Rect, scale: float = 1.0) -> bool | None:
    """Whether a box is ticked, a radio button chosen, a switch on; None where that cannot be
    told."""
    x, y, width, height = box
    part = pixels[y : y + height, x : x + width].astype(np.int16)
    if part.shape[:2] != (height, width) or min(width, height) < 6:
        return None
    if width > 1.3 * height:
        return _switched(part)
    inset = max(2, round(_INSET * height))
    inner = part[inset : height - inset, inset : width - inset]
    back = np.median(inner.reshape(-1, 3), axis=0)
    drawn = np.abs(inner - back).max(axis=2) > _DRAWN
    share = float(drawn.mean())
    if share >= _TICKED:
        rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
        low = (rows[-1] - rows[0] + 1) / inner.shape[0] <= _DASH[0]
        wide = (columns[-1] - columns[0] + 1) / inner.shape[1] >= _DASH[1]
        return None if low and wide else True
    if share > _EMPTY:
        return None
    edge = max(1, round(0.1 * height))
    rim = part[edge + 1 : inset + 1, inset : width - inset].reshape(-1, 3)
    if rim.size and float(np.abs(np.median(rim, axis=0) - back).max()) > _DRAWN:
        return None  # a block within a frame
    outside = pixels[max(0, y - 3) : max(0, y - 1), x : x + width].reshape(-1, 3)
    frame = np.median(np.concatenate((part[0, inset:-inset], part[-1, inset:-inset])), axis=0)
    if outside.size:
        away = float(np.abs(np.median(outside, axis=0) - back).max())
        if away > _SOLID and float(np.abs(frame - back).max()) < 12:
            return None  # filled with one colour
    return False


def _switched(part: NDArray[np.int16]) -> bool | None:
    """A switch is on where its knob stands at the right."""
    height, width = part.shape[:2]
    side = round(0.24 * height)
    inner = part[side : height - side]
    reach = height // 2
    left, right = inner[:, side:reach], inner[:, width - reach : width - side]
    middle = np.median(inner[:, width // 2 - 1 : width // 2 + 2].reshape(-1, 3), axis=0)
    away = [float(np.abs(np.median(one.reshape(-1, 3), axis=0) - middle).max())
            for one in (left, right)]  # fmt: skip
    if max(away) < 12 or min(away) > 0.6 * max(away):
        return None
    return away[1] > away[0]
