"""Where text stands: the lines of a screen, found before anything is read.

Tesseract's own layout analysis expects paper and loses half of a form's labels. Here a text line
is what stands out from its close surroundings and hangs together along a row; frames, rules and
pictures fall out by their shape. Measured: reading the lines so found gives 85 to 90 % of the
labels where the whole picture in one go gives 56 %.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.field import grey
from scripts.model import Rect

Mask = NDArray[np.uint8]
"""uint8[height, width], 0 or 255."""

CONTRAST = 30
"""Grey levels by which a stroke differs from what is on both its sides."""
CLEAR = 48
"""The same for some part of a stroke."""
_STROKE = 4
"""Half the width at scaling 1 up to which something is a stroke: what is wider is a surface."""
_AROUND = 15
"""Half the side of the surroundings at scaling 1, in pixels."""
_GAP = 5
"""Pixels at scaling 1 between two letters of a word."""
_SPACE, _LEAST_HEIGHT = 0.95, 11
"""Space between two words of one line, in heights of the line (at least so many pixels at scaling
1: a word may have no tall letter). What is further apart is a line of its own, as the columns of a
table have to be."""
_LEVEL, _AS_HIGH = 0.6, 2.2
"""Part of the lower word's height that two words of one line share, and by how much one may be
higher than the other."""
LOWEST, TALLEST = 5, 46
"""Heights of a line of text in pixels at scaling 1: a single dash is no line, a heading may be."""
_SIDE = 12
"""Height of the lowest field's frame at scaling 1."""
_CORNER = 6
"""Radius at scaling 1 up to which a frame's corner is round."""
_BOX = (9, 24)
"""Sides of a box to be ticked, at scaling 1."""
_BOX_SIDE, _CIRCLE = 0.9, 0.9
"""Part of a box's side, and of a circle, that is drawn."""
_FILLED, _FILLED_SIDE = 0.7, 0.75
"""Ink from which a box is a filled one, more than any syllable has; its tick may cut its side."""
_SPECK = 0.25
"""Part of a row or column up to which ink at the edge of a box is a speck."""
_ALONE = 3
"""Pixels at scaling 1 beside a box in which there is nothing else: in a syllable there is."""
_STRIP = 18
"""Height at scaling 1 from which something narrow and full is the gap between two buttons."""
_LONGEST = 34
"""Pixels at scaling 1 from which a straight piece of ink is a rule or a frame, not a letter."""


def ink_mask(picture: NDArray[np.uint8], scale: float) -> tuple[Mask, Mask]:
    """The thin strokes of a grey picture, dark on light or light on dark: those of letters, and
    those of rules, frames and boxes to be ticked. The edge of a filled button is none: it differs
    from one of its sides only."""
    kernel = np.ones((2 * round(_STROKE * scale) + 1,) * 2, np.uint8)
    dark = cv2.subtract(cv2.morphologyEx(picture, cv2.MORPH_CLOSE, kernel), picture)
    light = cv2.subtract(picture, cv2.morphologyEx(picture, cv2.MORPH_OPEN, kernel))
    # Between strokes and beside frames it is thin, too; but there it looks like what is around.
    around = _surroundings(picture, scale)
    darker, lighter = cv2.subtract(around, picture), cv2.subtract(picture, around)
    apart = cv2.max(cv2.min(dark, darker), cv2.min(light, lighter))
    mask = _mask((apart > CONTRAST) * np.uint8(255))
    # What nowhere stands out clearly is what compression leaves around text.
    _, labels = cv2.connectedComponents(mask, connectivity=8)
    clear = np.zeros(int(labels.max()) + 1, bool)
    clear[labels[apart > CLEAR]] = True
    clear[0] = False
    mask = _mask(clear[labels] * 255)
    letters = _without_frames(mask, scale)
    return letters, _mask(cv2.subtract(mask, letters))


def _surroundings(picture: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """The median around each pixel, worked out on half as many rows and columns."""
    height, width = picture.shape
    small = np.ascontiguousarray(picture[::2, ::2])
    median = cv2.medianBlur(small, min(255, 2 * round(_AROUND * scale / 2) + 1))
    back = cv2.resize(median, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(back, dtype=np.uint8)


def _without_frames(mask: Mask, scale: float) -> Mask:
    """The mask without rules, frames of fields, and the boxes of check boxes."""
    long, side = round(_LONGEST * scale), round(_SIDE * scale)
    across = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, 1), np.uint8))
    # The side of a field's frame is no longer than a letter, but it stands where rules end.
    reach = 2 * round(_CORNER * scale) + 1
    ends = cv2.subtract(across, cv2.erode(across, np.ones((1, 3), np.uint8)))
    near = cv2.dilate(ends, np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(down, connectivity=8)
    x, top, width, height = (stats[:, column] for column in range(4))
    middle, bottom = x + width // 2, top + height - 1
    framed = (near[top, middle] > 0) & (near[bottom, middle] > 0)
    rule = ((height >= long) | framed) & (width <= max(2, round(3 * scale)))
    rule[0] = False
    upright = _mask(rule[labels] * 255)
    left = _mask(cv2.subtract(cv2.subtract(mask, across), upright))
    return _mask(cv2.subtract(left, _marks(left, _mask(across), upright, scale)))


def _mask(picture: Any) -> Mask:
    return np.asarray(picture, dtype=np.uint8)


def _marks(mask: Mask, across: Mask, upright: Mask, scale: float) -> Mask:
    """What is left of frames (their round corners), and boxes and circles to be ticked: they would
    be read as letters, and join a caption with what stands before them."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    reach = np.ones((2 * max(1, round(scale)) + 1,) * 2, np.uint8)
    at_rule, at_side = np.zeros(count, bool), np.zeros(count, bool)
    at_rule[labels[cv2.dilate(across, reach) > 0]] = True
    at_side[labels[cv2.dilate(upright, reach) > 0]] = True
    x, y, width, height, area = (stats[:, column] for column in range(5))
    corner = (at_rule | at_side) & (np.maximum(width, height) <= _CORNER * scale)
    # The narrow paper between a frame and the text that stands close to it.
    corner |= at_side & (width <= _CORNER * scale)
    least, most = (limit * scale for limit in _BOX)
    square = (np.abs(width - height) <= 6 * scale) & (width >= least) & (width <= most)
    strip = (height >= _STRIP * scale) & (area >= 0.75 * width * height) & (height > 2 * width)
    for number in np.flatnonzero(square | strip).tolist():
        left, top, wide, high = (int(side[number]) for side in (x, y, width, height))
        beside = round((2 if strip[number] else 1) * _ALONE * scale)
        around = labels[top : top + high, max(0, left - beside) : left + wide + beside]
        alone = not ((around != number) & (around != 0)).any()
        part = labels[top : top + high, left : left + wide] == number
        strip[number] = alone and strip[number]
        square[number] = alone and square[number] and is_to_be_ticked(part, scale)
    gone = corner | square | strip | (height > TALLEST * scale)
    gone[0] = False
    return _mask(gone[labels] * 255)


def is_to_be_ticked(part: NDArray[np.bool_], scale: float) -> bool:
    """Whether a square piece of ink is a box or a circle, whatever is in it. Specks at its edges,
    as compression leaves them, do not count."""
    rows = np.flatnonzero(part.mean(axis=1) >= _SPECK)
    columns = np.flatnonzero(part.mean(axis=0) >= _SPECK)
    if not rows.size or not columns.size:
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


def segments(pixels: Pixels, scale: float = 1.0) -> list[Rect]:
    """The boxes around the text lines of a BGR picture, tight, from top to bottom and left to
    right. ``scale`` is the scaling of the screen it is from."""
    if min(pixels.shape[:2], default=0) < 4:
        return []
    mask, frames = _strokes(pixels, scale)
    found = [box for box in _joined(_words(mask, scale), frames, scale) if _is_line(box, scale)]
    found.sort(key=lambda box: (box[1] + box[3] // 2, box[0]))
    return found


def words(pixels: Pixels, scale: float = 1.0) -> list[Rect]:
    """The boxes around what hangs together as a word does, tight, in no order; some are specks."""
    if min(pixels.shape[:2], default=0) < 4:
        return []
    return _words(_strokes(pixels, scale)[0], scale)


def _is_line(box: Rect, scale: float) -> bool:
    return LOWEST * scale <= box[3] <= TALLEST * scale and box[2] >= 3 * scale


def _strokes(pixels: Pixels, scale: float) -> tuple[Mask, Mask]:
    """The strokes of letters, and those of frames."""
    # A frame that lies on the picture's edge is a frame only with something beyond it.
    levels, rim = grey(pixels), round(_LONGEST * scale)
    back = int(np.median(levels[:: max(1, round(scale)), :: max(1, round(scale))]))
    framed = cv2.copyMakeBorder(levels, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(back,))
    ink, frames = ink_mask(_mask(framed), scale)
    return np.ascontiguousarray(ink[rim:-rim, rim:-rim]), frames[rim:-rim, rim:-rim]


def _words(mask: Mask, scale: float) -> list[Rect]:
    """Boxes around what hangs together."""
    kernel = np.ones((max(1, round(3 * scale)), max(3, round(_GAP * scale))), np.uint8)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Rect] = []
    for x, y, width, height, _ in stats[1:].tolist():
        for top, bottom in _rows(mask[y : y + height, x : x + width], scale):
            box = _tight(mask, (x, y + top, width, bottom - top))
            if box is not None:
                found.append(box)
    return found


def _joined(words: list[Rect], frames: Mask, scale: float) -> list[Rect]:
    """Words that follow each other on a line, put together; nothing is drawn between them."""
    if not words:
        return []
    boxes = np.array(sorted(words), dtype=np.int64)
    x, y, width, height = boxes.T
    right, bottom = x + width, y + height
    line = list(range(len(boxes)))
    for n in range(len(boxes)):
        shared = np.minimum(bottom[n], bottom) - np.maximum(y[n], y)
        low, high = np.minimum(height[n], height), np.maximum(height[n], height)
        gap = x - right[n]
        fits = (
            (gap >= -2) & (gap <= _SPACE * np.maximum(low, _LEAST_HEIGHT * scale))
            & (shared >= _LEVEL * low)
            & ((high <= _AS_HIGH * low) | (gap <= 0.35 * high)) & (x > x[n])
        )  # fmt: skip
        follow = np.flatnonzero(fits)
        if not follow.size:
            continue
        m = int(follow[np.argmin(gap[follow])])
        between = frames[max(y[n], y[m]) : min(bottom[n], bottom[m]), right[n] : x[m]]
        if between.size and float((between > 0).any(axis=1).mean()) > 0.5:
            continue
        one, other = line[n], line[m]
        if one != other:
            line = [one if home == other else home for home in line]
    found = []
    for home in dict.fromkeys(line):
        part = np.flatnonzero(np.array(line) == home)
        left, top = int(x[part].min()), int(y[part].min())
        found.append((left, top, int(right[part].max()) - left, int(bottom[part].max()) - top))
    return found


def _rows(ink: Mask, scale: float) -> list[tuple[int, int]]:
    """The rows of text in a box that may hold several: parts with ink between empty ones."""
    filled = (ink > 0).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    parts = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if len(parts) < 2:
        return parts
    # The dot of an i and the parts of a syllable stay together: rows are as far apart as lines.
    joined = [parts[0]]
    for top, bottom in parts[1:]:
        before = joined[-1]
        low = min(before[1] - before[0], bottom - top) < LOWEST * scale
        if top - before[1] <= (2 * scale if low else scale):
            joined[-1] = (before[0], bottom)
        else:
            joined.append((top, bottom))
    return joined


def _tight(mask: Mask, box: Rect) -> Rect | None:
    x, y, width, height = box
    ink = mask[y : y + height, x : x + width] > 0
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not columns.size:
        return None
    left, right, top, bottom = columns[0], columns[-1] + 1, rows[0], rows[-1] + 1
    return (x + int(left), y + int(top), int(right - left), int(bottom - top))
