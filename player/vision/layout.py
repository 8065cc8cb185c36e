"""Where text stands in a picture, word by word and cell by cell, before anything is read."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from player.types import Pixels
from player.vision.field import Grey, grey
from player.vision.marks import TALLEST
from player.vision.segments import LOWEST, words
from scripts.model import Rect

_SPACE, _LEAST_HEIGHT = 0.5, 11
"""Space between two words of one cell, in heights of the line (at least so many pixels)."""
_LEVEL = 0.6
"""Part of the lower one's height that two words of one line share."""
NEAREST_ROW = 120
"""Pixels at scaling 1 from a heading to the first row."""
_RULE_STEP, _WHOLE = 3, 0.95
"""Grey levels across the edge of a rule, and the share of a line's height that one between two
cells stands over."""
_LOWER, _INK = 0.88, 30
"""Share of a rule's height that the words beside it have at most; levels by which they differ from
their ground."""
_EVENLY = 0.06
"""By how much the distances of rows differ, as a share: by rounding."""
_KEPT = 6


@dataclass(frozen=True, slots=True)
class Layout:
    """Where text stands in a picture: ``words``, and ``phrases`` of words close to each other, as
    the cells of a table are, from top to bottom."""

    words: tuple[Rect, ...]
    phrases: tuple[Rect, ...]


_layouts: OrderedDict[bytes, Layout] = OrderedDict()


def layout(pixels: Pixels, scale: float, covers: Sequence[Rect] = ()) -> Layout:
    """The text of a BGR picture without what stands in ``covers``; remembered for the last few
    pictures."""
    digest = hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16)
    digest.update(f"{pixels.shape} {scale} {covers}".encode())
    key = digest.digest()
    found = _layouts.pop(key, None)
    if found is None:
        levels = grey(pixels)
        whole = [part for word in words(pixels, scale) for part in _split(word, levels)]
        free = [one for one in whole if not any(touch(one, c) for c in covers)]
        joined = [box for box in _phrases(free, levels, scale) if is_text(box, scale)]
        joined.sort(key=lambda box: (box[1] + box[3] // 2, box[0]))
        found = Layout(tuple(free), tuple(joined))
    _layouts[key] = found
    while len(_layouts) > _KEPT:
        _layouts.popitem(last=False)
    return found


def is_text(box: Rect, scale: float) -> bool:
    return LOWEST * scale <= box[3] <= TALLEST * scale and box[2] >= 3 * scale


def touch(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share anything."""
    return (
        one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
    )  # fmt: skip


def _split(word: Rect, levels: Grey) -> list[Rect]:
    """A word, or the two that a rule between them holds together: it is higher than they are."""
    x, y, width, height = word
    if width < 1.2 * height:
        return [word]
    for rule in uprights(levels, x + 3, x + width - 3, y, y + height, _WHOLE):
        parts = [_tight(levels, (x, y, rule - 2 - x, height)),
                 _tight(levels, (rule + 2, y, x + width - rule - 2, height))]  # fmt: skip
        there = [part for part in parts if part is not None]
        if there and all(part[3] <= _LOWER * height for part in there):
            return [piece for part in there for piece in _split(part, levels)]
    return [word]


def _tight(levels: Grey, box: Rect) -> Rect | None:
    """A box without the empty rows and columns at its edges; None for an empty one."""
    x, y, width, height = box
    part = levels[y : y + height, x : x + max(0, width)].astype(np.int16)
    if not part.size:
        return None
    ink = np.abs(part - np.median(part)) > _INK
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not columns.size:
        return None
    left, top = int(columns[0]), int(rows[0])
    return (x + left, y + top, int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top)


def _phrases(free: Sequence[Rect], levels: Grey, scale: float) -> list[Rect]:
    found: list[Rect] = []
    for line in lines_of(free):
        run: list[Rect] = []
        for word in line:
            if run:
                space = _SPACE * max(_LEAST_HEIGHT * scale, run[-1][3], word[3])
                end = max(one[0] + one[2] for one in run)
                ruled = uprights(levels, end, word[0], word[1], word[1] + word[3], _WHOLE)
                if word[0] - end > space or ruled:
                    found.append(around(run))
                    run = []
            run.append(word)
        found.append(around(run))
    return found


def lines_of(boxes: Iterable[Rect]) -> list[list[Rect]]:
    """Boxes that stand in one line, from left to right; lines from top to bottom."""
    lines: list[list[Rect]] = []
    for box in sorted(boxes, key=lambda one: -one[3]):
        middle = box[1] + box[3] / 2
        for line in lines:
            top, bottom = line[0][1], line[0][1] + line[0][3]
            shared = min(bottom, box[1] + box[3]) - max(top, box[1])
            if top <= middle <= bottom and shared >= _LEVEL * box[3]:
                line.append(box)
                break
        else:
            lines.append([box])
    lines.sort(key=lambda line: line[0][1])
    return [sorted(line) for line in lines]


def uprights(levels: Grey, left: int, right: int, top: int, bottom: int, share: float) -> list[int]:
    """Where an upright rule stands over most of a part of a picture."""
    part = levels[max(0, top) : bottom, max(0, left) : right + 1].astype(np.int16)
    if part.shape[0] < 4 or part.shape[1] < 2:
        return []
    edges = (np.abs(np.diff(part, axis=1)) >= _RULE_STEP).mean(axis=0)
    return [max(0, left) + 1 + int(n) for n in np.flatnonzero(edges >= share)]


def around(boxes: Sequence[Rect]) -> Rect:
    """The smallest rectangle around some."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(box[0] + box[2] for box in boxes)
    bottom = max(box[1] + box[3] for box in boxes)
    return (left, top, right - left, bottom - top)


def headings(text: Layout, heading: Rect) -> list[Rect]:
    """What stands in one line with a heading, from left to right."""
    middle = heading[1] + heading[3] / 2
    return sorted(
        box for box in text.phrases
        if abs(box[1] + box[3] / 2 - middle) <= 0.6 * heading[3] and box[3] <= 2 * heading[3]
    )  # fmt: skip


def could_head(text: Layout, box: Rect, scale: float) -> bool:
    """Whether something may be a heading: text stands below it, and it is not in the midst of a
    column whose texts follow each other at one distance."""
    x, y, width, height = box
    column = [o for o in text.phrases if o[0] < x + width + height and x - height < o[0] + o[2]]
    below = [o[1] - y for o in column if 0.6 * height < o[1] - y <= NEAREST_ROW * scale]
    if not below:
        return False
    above = sorted(y - o[1] for o in column if 0.6 * height < y - o[1])
    if len(above) < 3:
        return True
    one, two, three = above[:3]
    slack = max(2.0, _EVENLY * one)
    even = abs(two - 2 * one) <= slack and abs(three - 3 * one) <= slack
    return not (even and abs(min(below) - one) <= slack)
