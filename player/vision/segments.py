"""Where text stands: the lines of a screen, found before anything is read.

Tesseract's own layout analysis expects paper and loses half of a form's labels. Here a text line
is what stands out from its close surroundings and hangs together along a row; frames, rules and
pictures fall out by their shape. Measured: reading the lines so found gives 85 to 90 % of the
labels where the whole picture in one go gives 56 %.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.field import Grey, grey
from player.vision.marks import (
    TALLEST,
    Mask,
    as_mask,
    components,
    is_ring,
    only,
    rim,
    without_frames,
)
from scripts.model import Rect

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
_AFTER_STOP, _DOT, _LOW = 1.35, 0.2, 0.6
"""The same behind a full stop, as in 2024. 3. 5.; its width, and where its top is at the highest,
both in heights of the line."""
_LEVEL, _AS_HIGH = 0.6, 2.2
"""Part of the lower word's height that two words of one line share, and by how much one may be
higher than the other."""
_ON_EACH_OTHER = 0.25
"""Part of the smaller one of two boxes that lies in the other where they are one."""
_DIVIDED, _OTHER_GROUND = 0.4, 5
"""Gap in heights of the lower word from which two words may stand on different grounds, and grey
levels by which these differ at least."""
_FAINT, _EVEN, _SMEARED = 8, 0.9, 2
"""Grey levels by which the frame of a field differs from its ground, in so many of its rows; and
pixels beside a letter that are still smeared with it."""
_BOX, _LOWER = (11, 26), 0.92
"""Sides of a box to be ticked at scaling 1, and how much lower its caption is than a box that may
be known as one if it is broken."""
_REST, _REST_AT = 0.6, 6
"""Height of what is left of a button's ground, in heights of its caption, and pixels at scaling 1
up to which it is above or below."""
_BAND = 300_000
"""Pixels that are looked at in one go: more take more memory (twice as many 14 MiB), fewer more
time."""
_Made = TypeVar("_Made")
_second = ThreadPoolExecutor(1, "light-letters")
"""Does the light letters while the caller does the dark ones."""
LOWEST = 5
"""Height of the lowest line in pixels at scaling 1: a single dash is none."""


def inks(picture: Grey, scale: float) -> list[tuple[Mask, Mask]]:
    """The thin strokes of a grey picture, those that are darker than what is around them and those
    that are lighter: each time (those of letters, those of rules, frames and boxes to be ticked).
    The edge of a filled button is none: it differs from one of its sides only. Dark and light ones
    are kept apart, because no letter has both: the light gap between two filled boxes touches
    them, but is no part of them."""
    kernel = np.ones((2 * round(_STROKE * scale) + 1,) * 2, np.uint8)
    around = _surroundings(picture, scale)

    # Between strokes and beside frames it is thin, too; but there it looks like what is around.
    def dark() -> tuple[Mask, Mask]:
        thin = cv2.subtract(cv2.morphologyEx(picture, cv2.MORPH_CLOSE, kernel), picture)
        return _inked(cv2.min(thin, cv2.subtract(around, picture)), scale)

    def light() -> tuple[Mask, Mask]:
        thin = cv2.subtract(picture, cv2.morphologyEx(picture, cv2.MORPH_OPEN, kernel))
        return _inked(cv2.min(thin, cv2.subtract(picture, around)), scale)

    return list(_side_by_side(dark, light))


def _side_by_side(one: Callable[[], _Made], other: Callable[[], _Made]) -> tuple[_Made, _Made]:
    """The results of two pieces of work that are done at the same time."""
    second = _second.submit(other)
    try:
        return one(), second.result()
    finally:
        wait((second,))


def _inked(apart: Any, scale: float) -> tuple[Mask, Mask]:
    """Letters and what is none, from how far each pixel stands out."""
    mask = _clear(apart)
    letters = without_frames(mask, scale)
    return letters, as_mask(cv2.subtract(mask, letters))


def _clear(apart: Any) -> Mask:
    """What stands out, without what does so nowhere clearly: compression leaves it around text."""
    mask = cv2.threshold(apart, CONTRAST, 255, cv2.THRESH_BINARY)[1]
    count, labels = cv2.connectedComponents(mask, connectivity=8)
    clear = np.zeros(count, bool)
    clear[labels[apart > CLEAR]] = True
    return only(as_mask(mask), np.asarray(labels, np.int32), clear)


def _surroundings(picture: Grey, scale: float) -> Grey:
    """The median around each pixel, worked out on half as many rows and columns."""
    height, width = picture.shape
    small = np.ascontiguousarray(picture[::2, ::2])
    median = cv2.medianBlur(small, min(255, 2 * round(_AROUND * scale / 2) + 1))
    back = cv2.resize(median, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(back, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class _Found:
    box: Rect
    ink: int
    """How many pixels of letters are in the box."""
    light: bool


def segments(
    pixels: Pixels,
    scale: float = 1.0,
    between: Callable[[], None] = lambda: None,
    band: int = _BAND,
) -> list[Rect]:
    """The boxes around the text lines of a BGR picture, tight, from top to bottom and left to
    right. ``scale`` is the scaling of the screen it is from. A large picture is looked at in bands
    of ``band`` pixels, so that little memory is needed; ``between`` two of them is called."""
    if min(pixels.shape[:2], default=0) < 4:
        return []
    levels = grey(pixels)
    coarse = levels[:: max(1, round(scale)), :: max(1, round(scale))]
    back = int(np.median(coarse))
    rows, more = levels.shape[0], round(1.2 * TALLEST * scale)
    count = max(1, -(-levels.size // band))
    edges = [round(rows * n / count) for n in range(count + 1)]
    found: list[Rect] = []
    for start, end in itertools.pairwise(edges):
        between()
        top = max(0, start - more)
        part = levels[top : min(rows, end + more)]
        boxes = [(x, y + top, width, height) for x, y, width, height in _in_band(part, back, scale)]
        found += [box for box in boxes if start <= box[1] + box[3] // 2 < end]
    return sorted(found, key=lambda box: (box[1] + box[3] // 2, box[0]))


def words(pixels: Pixels, scale: float = 1.0) -> list[Rect]:
    """The boxes around what hangs together as a word does, tight, in no order; some are specks."""
    if min(pixels.shape[:2], default=0) < 4:
        return []
    levels = grey(pixels)
    return [
        box
        for ink, _ in _strokes(levels, int(np.median(levels)), scale)
        if ink.any()
        for box in _words(ink, scale)
    ]


def _strokes(levels: Grey, back: int, scale: float) -> list[tuple[Mask, Mask]]:
    """As :func:`inks`, of a picture whose ground is ``back`` and goes on beyond its edges: a frame
    on an edge is a frame only with something beyond it."""
    edge = rim(scale)
    framed = as_mask(
        cv2.copyMakeBorder(levels, *(edge,) * 4, cv2.BORDER_CONSTANT, value=(back,))
    )  # fmt: skip
    inside = (slice(edge, -edge), slice(edge, -edge))
    return [(np.ascontiguousarray(ink[inside]), frames[inside])
            for ink, frames in inks(framed, scale)]  # fmt: skip


def _in_band(levels: Grey, back: int, scale: float) -> list[Rect]:
    both = _strokes(levels, back, scale)
    frames = as_mask(cv2.bitwise_or(both[0][1], both[1][1]))

    def lines(light: bool) -> list[_Found]:
        ink = both[light][0]
        if not ink.any():
            return []
        return [_Found(box, count, light) for box, count in _lines(ink, frames, levels, scale)]

    dark, light = _side_by_side(partial(lines, False), partial(lines, True))
    return _apart([*dark, *light], scale)


def _lines(ink: Mask, frames: Mask, levels: Grey, scale: float) -> list[tuple[Rect, int]]:
    """The lines of letters that are all darker or all lighter than their ground, and how many
    pixels of letters are in each."""
    words = _without_boxes(_together(_words(ink, scale)), ink, scale)
    lines = _joined(words, _Paper(levels, frames, ink), scale)
    return [
        ((x, y, width, height), int(np.count_nonzero(ink[y : y + height, x : x + width])))
        for x, y, width, height in _together(lines)
        if LOWEST * scale <= height <= TALLEST * scale and width >= 3 * scale
    ]


def _apart(found: list[_Found], scale: float) -> list[Rect]:
    """Of a dark and a light line that lie on each other, the one that has more ink: the paper
    within and close around letters looks like strokes."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: -one.ink):
        if not any(
            _lie_on_each_other(one.box, other.box)
            or (one.light != other.light and _is_rest(one.box, other.box, scale))
            for other in kept
        ):
            kept.append(one)
    return [one.box for one in kept]


def _is_rest(box: Rect, letters: Rect, scale: float) -> bool:
    """Whether a low box is what is left of a small button above or below its caption."""
    by = round(_REST_AT * scale)
    grown = (letters[0], letters[1] - by, letters[2], letters[3] + 2 * by)
    return box[3] <= _REST * letters[3] and _lie_on_each_other(box, grown)


def _lie_on_each_other(one: Rect, other: Rect) -> bool:
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return False
    return across * down > _ON_EACH_OTHER * min(one[2] * one[3], other[2] * other[3])


def _words(mask: Mask, scale: float) -> list[Rect]:
    """Boxes around what hangs together."""
    kernel = np.ones((max(1, round(3 * scale)), max(3, round(_GAP * scale))), np.uint8)
    # Then it closes to all sides alike, and what it joined is no larger, but at the edges.
    symmetric = kernel.shape[0] % 2 == kernel.shape[1] % 2 == 1
    down, across = mask.shape
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    _, stats = components(as_mask(joined))
    found: list[Rect] = []
    for x, y, width, height, _ in stats[1:].tolist():
        rows = _rows(mask[y : y + height, x : x + width], scale)
        inside = 0 < x < across - width and 0 < y < down - height
        if symmetric and inside and rows == [(0, height)]:
            found.append((x, y, width, height))
            continue
        for top, bottom in rows:
            box = _tight(mask, (x, y + top, width, bottom - top))
            if box is not None:
                found.append(box)
    return found


def _together(boxes: list[Rect]) -> list[Rect]:
    """Boxes that lie on each other, as parts of a syllable may, put together."""
    left = sorted(boxes)
    found: list[Rect] = []
    for box in left:
        while (at := next((n for n in range(len(found) - 1, -1, -1)
                           if _lie_on_each_other(found[n], box)), None)) is not None:  # fmt: skip
            box = _union(found.pop(at), box)
        found.append(box)
    return found


def _union(one: Rect, other: Rect) -> Rect:
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right = max(one[0] + one[2], other[0] + other[2])
    bottom = max(one[1] + one[3], other[1] + other[3])
    return (left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True, eq=False)
class _Paper:
    """What words stand on: the picture, and the frames that are drawn on it."""

    levels: Grey
    frames: Mask
    ink: Mask

    def stopped(self, box: Rect) -> float:
        """How wide the space behind a word may be if it ends with a full stop, in pixels; 0 if it
        does not."""
        x, y, width, height = box
        end = self.ink[y : y + height, x + width - max(2, round(_DOT * height)) : x + width]
        rows = np.flatnonzero(end.any(axis=1))
        return _AFTER_STOP * height if rows.size and rows[0] >= _LOW * height else 0.0

    def parts(self, one: Rect, other: Rect) -> bool:
        """Whether something divides two words, of which the second is to the right: a line, or
        that they do not stand on the same ground (a label, and the field beside it)."""
        left, right = one[0] + one[2], other[0]
        top, bottom = max(one[1], other[1]), min(one[1] + one[3], other[1] + other[3])
        between = self.frames[top:bottom, left:right]
        if between.size and float((between > 0).any(axis=1).mean()) > 0.5:
            return True
        if right - left < _DIVIDED * min(one[3], other[3]):
            return False
        # The frame of a field may be too faint for a stroke; but it is even.
        gap = self.levels[max(0, top - 2) : bottom + 2, left:right].astype(np.int16)
        gap = gap[:, _SMEARED:-_SMEARED]
        if gap.shape[1] < 4:
            return False
        off = gap - np.median(gap)
        even = max((side >= _FAINT).mean(axis=0).max() for side in (off, -off))
        return bool(even >= _EVEN) or _on_other_ground(gap[:, :3], gap[:, -3:])


def _on_other_ground(one: NDArray[np.int16], other: NDArray[np.int16]) -> bool:
    darker, lighter = sorted((one, other), key=lambda strip: float(np.median(strip)))
    if float(np.median(lighter)) - float(np.median(darker)) < _OTHER_GROUND:
        return False
    # Noise and gradients have greys in common, two even grounds have none.
    return float(np.percentile(darker, 80)) < float(np.percentile(lighter, 20))


def _without_boxes(words: list[Rect], ink: Mask, scale: float) -> list[Rect]:
    """The words without broken boxes to be ticked: those in front of a lower word."""
    kept = []
    for box in words:
        x, y, width, height = box
        square = abs(width - height) <= 3 * scale and _BOX[0] * scale <= height <= _BOX[1] * scale
        named = square and any(_names(box, other, scale) for other in words)
        if not (named and is_ring(ink[y : y + height, x : x + width])):
            kept.append(box)
    return kept


def _names(box: Rect, other: Rect, scale: float) -> bool:
    """Whether a word follows a box closely and is lower than it, but on its line."""
    gap = other[0] - box[0] - box[2]
    return (
        scale * 2 <= gap <= 1.2 * box[2]
        and box[1] <= other[1] + other[3] / 2 <= box[1] + box[3]
        and LOWEST * scale <= other[3] <= _LOWER * box[3]
    )


def _joined(words: list[Rect], paper: _Paper, scale: float) -> list[Rect]:
    """Words that follow each other on a line, put together; nothing is drawn between them. A word
    with a full stop is as high as it is, not as the full stop: hence once more with what came of
    it."""
    for _ in range(2):
        words = _followed(words, paper, scale)
    return words


def _followed(words: list[Rect], paper: _Paper, scale: float) -> list[Rect]:
    if not words:
        return []
    words = sorted(words)
    x, y, width, height = np.array(words, dtype=np.int64).T
    right, bottom = x + width, y + height
    gap = x - right[:, None]
    low, high = np.minimum(height, height[:, None]), np.maximum(height, height[:, None])
    near = gap <= _SPACE * np.maximum(low, _LEAST_HEIGHT * scale)
    fits = (
        (gap >= -2)
        & (near | (gap <= _AFTER_STOP * height[:, None]))
        & (np.minimum(bottom, bottom[:, None]) - np.maximum(y, y[:, None]) >= _LEVEL * low)
        & ((high <= _AS_HIGH * low) | (gap <= 0.35 * high)) & (x > x[:, None])
    )  # fmt: skip
    for n in np.flatnonzero((fits & ~near).any(axis=1)).tolist():
        fits[n] &= near[n] | (gap[n] <= paper.stopped(words[n]))
    line = list(range(len(words)))
    for n in np.flatnonzero(fits.any(axis=1)).tolist():
        follow = np.flatnonzero(fits[n])
        m = int(follow[np.argmin(gap[n, follow])])
        if paper.parts(words[n], words[m]):
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
