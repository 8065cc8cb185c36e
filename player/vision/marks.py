"""What is drawn as thinly as letters and is none: rules, frames, boxes to be ticked.

They would be read as letters, and join a caption with what stands before it.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
"""uint8[height, width], 0 or 255."""

TALLEST = 46
"""Height of the tallest text in pixels at scaling 1: a heading may be so."""
_SIDE = 12
"""Height of the lowest field's frame at scaling 1."""
_CORNER = 6
"""Radius at scaling 1 up to which a frame's corner is round."""
_ROUND_END, _THIN = 16, 0.3
"""Height at scaling 1 from which ink that ends a rule may be the round end of a frame, and the part
of its box that is inked at most: a letter that touches a rule has more."""
_BOX = (9, 24)
"""Sides of a box to be ticked, at scaling 1."""
_BOX_SIDE, _CIRCLE = 0.85, 0.9
"""Part of a box's side, and of a circle, that is drawn; a box's corners may be round."""
_FILLED, _FILLED_SIDE = 0.7, 0.75
"""Ink from which a box is a filled one, more than any syllable has; its tick may cut its side."""
_SPECK, _SPECKS = 0.25, 1.5
"""Part of a row or column up to which ink at the edge of a box is a speck, and how far in."""
_ALONE, _CLOSE = 3, 2
"""Pixels at scaling 1 in front of a box and behind it in which there is nothing else: in a syllable
there is."""
_BEFORE, _BEHIND, _BEYOND = 0.45, 0.5, 0.2
"""Part of its width in front of a box in which nothing stands, and behind it in which nothing
stands that is this much higher or lower: in a syllable the vowel is."""
_RING_EDGE, _RING_SIDE, _RING, _HOLLOW = 0.14, 0.4, 0.6, 0.1
"""Of a broken box: how far from its edge its sides may be, how much of each side and of all is
there, and how much is in its middle."""
_NEXT = 0.28
"""Part of its width behind an O in which the next letter stands."""
_STRIP = 18
"""Height at scaling 1 from which something narrow and full is the gap between two buttons."""
_LONGEST = 34
"""Pixels at scaling 1 from which a straight piece of ink is a rule or a frame, not a letter."""


def as_mask(picture: Any) -> Mask:
    """What OpenCV returned, as the type that it is."""
    return np.asarray(picture, dtype=np.uint8)


def rim(scale: float) -> int:
    """Pixels beyond a picture's edge that a frame on it needs to be known as one."""
    return round(_LONGEST * scale)


def components(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """What hangs together in a mask, diagonally too: the number of each pixel's piece (0 is none),
    and for each number left, top, width, height and how many pixels."""
    # Grana's way with its pieces' sizes takes a third of the time of the one that is preset.
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask, 8, cv2.CV_32S, cv2.CCL_GRANA
    )
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def only(mask: Mask, labels: NDArray[np.int32], chosen: NDArray[np.bool_]) -> Mask:
    """The mask without the pieces that are not chosen."""
    ink = np.flatnonzero(mask > 0)  # little of a screen is ink
    left = np.zeros(mask.size, np.uint8)
    left[ink[chosen[labels.ravel()[ink]]]] = 255
    return left.reshape(mask.shape)


def without_frames(mask: Mask, scale: float) -> Mask:
    """The mask without rules, frames of fields, and the boxes of check boxes."""
    long, side = round(_LONGEST * scale), round(_SIDE * scale)
    across = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, 1), np.uint8))
    upright = _upright(as_mask(down), as_mask(across), scale)
    left = as_mask(cv2.subtract(cv2.subtract(mask, across), upright))
    return as_mask(cv2.subtract(left, _marks(left, as_mask(across), upright, scale)))


def _upright(down: Mask, across: Mask, scale: float) -> Mask:
    """Of pieces that are as high as a field, the sides of frames and the rules."""
    long = round(_LONGEST * scale)
    # The side of a field's frame is no longer than a letter, but it stands where rules end.
    reach = 2 * round(_CORNER * scale) + 1
    ends = cv2.subtract(across, cv2.erode(across, np.ones((1, 3), np.uint8)))
    near = cv2.dilate(ends, np.ones((reach, reach), np.uint8))
    labels, stats = components(down)
    x, top, width, height = (stats[:, column] for column in range(4))
    middle, bottom = x + width // 2, top + height - 1
    framed = (near[top, middle] > 0) & (near[bottom, middle] > 0)
    rule = ((height >= long) | framed) & (width <= max(2, round(3 * scale)))
    rule[0] = False
    return only(down, labels, rule)


def _marks(mask: Mask, across: Mask, upright: Mask, scale: float) -> Mask:
    """What is left of frames (their round corners and ends), and boxes and circles to be ticked."""
    labels, stats = components(mask)
    count = len(stats)
    reach = np.ones((2 * max(1, round(scale)) + 1,) * 2, np.uint8)
    at_rule, at_side = np.zeros(count, bool), np.zeros(count, bool)
    for touching, lines in ((at_rule, across), (at_side, upright)):
        touching[labels[(as_mask(cv2.dilate(lines, reach)) & mask) > 0]] = True
    x, y, width, height, area = (stats[:, column] for column in range(5))
    corner = (at_rule | at_side) & (np.maximum(width, height) <= _CORNER * scale)
    # The narrow paper between a frame and the text that stands close to it.
    corner |= at_side & (width <= _CORNER * scale)
    corner |= at_rule & (height >= _ROUND_END * scale) & (area <= _THIN * width * height)
    least, most = (limit * scale for limit in _BOX)
    square = (np.abs(width - height) <= 6 * scale) & (width >= least) & (width <= most)
    strip = (height >= _STRIP * scale) & (area >= 0.75 * width * height) & (height > 2 * width)
    for number in np.flatnonzero(square | strip).tolist():
        left, top, wide, high = (int(side[number]) for side in (x, y, width, height))
        if strip[number]:
            beside = round(2 * _ALONE * scale)
            around = labels[top : top + high, max(0, left - beside) : left + wide + beside]
            strip[number] = not ((around != number) & (around != 0)).any()
        if square[number]:
            part = labels[top : top + high, left : left + wide] == number
            square[number] = _stands_alone(
                labels, stats, (left, top, wide, high), scale
            ) and is_to_be_ticked(part, scale)
    gone = corner | square | strip | (height > TALLEST * scale)
    gone[0] = False
    return only(mask, labels, gone)


def _stands_alone(
    labels: NDArray[np.int32], stats: NDArray[np.int32], box: tuple[int, int, int, int],
    scale: float,
) -> bool:  # fmt: skip
    """Whether ink is no part of a syllable or a word."""
    left, top, wide, high = box
    right, bottom = left + wide, top + high
    rows = labels[top:bottom]
    before = max(round(_ALONE * scale), round(_BEFORE * wide))
    if (
        rows[:, max(0, left - before) : left].any()
        or rows[:, right : right + round(_CLOSE * scale)].any()
    ):
        return False
    behind = _extent(stats, rows[:, right : right + round(_BEHIND * wide)])
    if behind and (behind[0] < top - _BEYOND * high or behind[1] > bottom + _BEYOND * high):
        return False
    # A letter as high as the next one is no circle in front of a caption.
    following = _extent(stats, rows[:, right : right + round(_NEXT * wide)])
    return not following or max(abs(following[0] - top), abs(following[1] - bottom)) > scale


def _extent(stats: NDArray[np.int32], part: NDArray[np.int32]) -> tuple[int, int] | None:
    """From where to where what has ink in a part of the picture reaches; None without any."""
    there = np.unique(part[part > 0])
    if not there.size:
        return None
    return int(stats[there, 1].min()), int((stats[there, 1] + stats[there, 3]).max())


def is_ring(part: Mask) -> bool:
    """Whether a piece of ink is drawn along its edges only, or full: a box to be ticked that
    compression broke into parts, the knob of a switch. So is an O."""
    ink = part > 0
    if float(ink.mean()) >= _FILLED:
        return True
    height, width = ink.shape
    edge = max(2, round(_RING_EDGE * width))
    sides = [float(side.mean()) for side in (
        ink[:, :edge].any(1), ink[:, -edge:].any(1), ink[:edge].any(0), ink[-edge:].any(0)
    )]  # fmt: skip
    inside = ink[height // 4 : height - height // 4, width // 4 : width - width // 4]
    return min(sides) >= _RING_SIDE and sum(sides) >= 4 * _RING and float(inside.mean()) <= _HOLLOW


def is_to_be_ticked(part: NDArray[np.bool_], scale: float) -> bool:
    """Whether a square piece of ink is a box or a circle, whatever is in it. Specks at its edges,
    as compression leaves them, do not count."""
    rows = np.flatnonzero(part.mean(axis=1) >= _SPECK)
    columns = np.flatnonzero(part.mean(axis=0) >= _SPECK)
    if not rows.size or not columns.size:
        return False
    cut = (rows[0], part.shape[0] - 1 - rows[-1], columns[0], part.shape[1] - 1 - columns[-1])
    if max(cut) > max(1, round(_SPECKS * scale)):
        return False
    part = part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = part.shape
    if min(height, width) < _BOX[0] * scale or abs(height - width) > max(
        1, 0.12 * max(height, width)
    ):
        return False
    edge = max(1, round(1.5 * scale))
    sides = (part[:, :edge].any(1), part[:, -edge:].any(1), part[:edge].any(0), part[-edge:].any(0))
    drawn_sides = min(float(side.mean()) for side in sides)
    if drawn_sides >= (_FILLED_SIDE if float(part.mean()) >= _FILLED else _BOX_SIDE):
        return True
    corner = max(1, round(0.12 * width))
    corners = (part[:corner, :corner], part[:corner, -corner:],
               part[-corner:, :corner], part[-corner:, -corner:])  # fmt: skip
    if any(bool(one.any()) for one in corners):
        return False
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    drawn = np.zeros(angles.size, bool)
    for inset in range(round(2.5 * scale) + 1):
        x = np.rint((width - 1) / 2 + ((width - 1) / 2 - inset) * np.cos(angles)).astype(int)
        y = np.rint((height - 1) / 2 + ((height - 1) / 2 - inset) * np.sin(angles)).astype(int)
        drawn |= part[y, x]
    return float(drawn.mean()) >= _CIRCLE
