"""The field that belongs to a label, from how the two lie to each other.

Nothing is read: a label is where the caller says. Right of it in its row, or below it and flush
with it, stands a box that can hold a value; in a table it is the next cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from player.desktop.memory import give_back_after
from player.types import Pixels
from player.vision.boxes import boxes
from player.vision.entry import entry
from player.vision.field import Grey, grey, resize
from player.vision.segments import segments
from scripts.model import Point, Rect

Side = Literal["right", "below"]

_RIGHT, _BELOW = 420, 34
"""How far away at scaling 1 the field may begin."""
_FLUSH = 40
"""Pixels at scaling 1 by which a field below may begin left or right of its label."""
_DOWN = 3.0
"""A pixel downwards counts as so many to the right: labels stand close above their fields."""
_LEVEL, _MANY_LINES, _LINE = 9, 44, (6, 26)
"""Pixels at scaling 1 by which a field's line may be above or below its label's, the height of the
lowest field of many lines, and where the middle of the first of them may be."""
_NEXT_TO, _UNDER = 130, 12
"""Pixels at scaling 1 up to which a level field is next to its label, and from which one that
stands below is not close."""
_CENTRED, _CLOSE, _CLOSE_BELOW, _IN_ITS_ROW = 4, 14, 20, 0.25
"""Pixels at scaling 1 up to which a box is level or flush with its label, and up to which it is
close to its right and below; and what a pixel counts in a label's own row: its field stands there,
also across a gap."""
_STEP = 14
"""Pixels at scaling 1 between two places at which a frame is looked for."""
_CLEARLY = 2.0
"""How many times as far the nearest box of the other side must be."""
_LOW = 21
"""Height at scaling 1 up to which a box may be one of letters."""
_HINT_GAP, _HINT_HEIGHT, _PALER = 1.2, 1.15, 0.8
"""Gap above a hint and its height, in heights of its label, and how much paler it is."""
_SIGN = 60
"""Width at scaling 1 up to which a box may be a sign in front of a field."""
_OFF = 0.2
"""What a pixel counts by which a box is above or below its label."""
_HIGHER, _NARROW = 1.3, 0.5
"""Height in those of a label, and width in its own height, from and below which what was found is
no text."""
_INSIDE = 3
"""Pixels at scaling 1 by which a label may reach into a box that is not around it."""

_BOX, _AS_HIGH, _SAME_GROUND = 60, 0.25, 6
"""Pixels at scaling 1 around a text in which its own box ends, the share by which that may be
higher or lower than another one, and grey levels by which their grounds may differ."""


@dataclass(frozen=True, slots=True)
class _Choice:
    box: Rect
    cost: float


def field_of(
    pixels: Pixels, label: Rect, scale: float = 1.0, side: Side | None = None
) -> Rect | None:
    """The field (x, y, width, height) of a label in a BGR picture; None where none can be told.
    ``side`` says where it has to be; without it, one that is right of the label and one that is
    below and nearly as close are too many."""
    around = _part(pixels, label, scale)
    left, top = around[0], around[1]
    part = pixels[top : top + around[3], left : left + around[2]]
    here = (label[0] - left, label[1] - top, label[2], label[3])
    found = boxes(part, scale)
    own = [box for box in found.closed if _holds(box, here, scale)]
    # The cell that the label stands in, if any: the field is in the next one, not in this one,
    # unless the label is only a part of what is in it (a panel around both).
    cell = min(own, key=lambda box: box[2] * box[3], default=None)
    texts = [
        text for text in segments(part, scale) if not (_touch(text, here) or _is_side(text, here))
    ]
    give_back_after(part.shape)
    able = [
        box
        for box in found.closed + found.lines
        if not _is_of_letters(box, texts, scale)
        and box not in own
        and not (cell is not None and side is None and _same_column(cell, box, scale))
    ]
    named = {"right": here, "below": _with_hint(here, texts, grey(part), scale)}
    choices: list[_Choice] = []
    nearest: dict[Side, _Choice] = {}
    for where in _COSTS if side is None else (side,):
        there = []
        for box in able:
            cost = _COSTS[where](named[where], box, texts, scale)
            if cost is not None:
                there.append(_Choice(box, cost + (6 * scale if box in found.lines else 0)))
        if there:
            nearest[where] = min(there, key=lambda choice: choice.cost)
            choices += there
    if not nearest:
        return _moved(_framed(part, here, texts, scale, side), (left, top))
    best = _decided(nearest, here, scale)
    if best is None:
        return None
    if cell is not None:
        best_grown = _grown(best.box, scale)
        inner = [choice.box for choice in choices if _within(choice.box, best_grown)]
    else:
        inner = [choice.box for choice in choices if _begins_like(choice.box, best.box, scale)]
    box = min(inner, key=lambda one: one[2] * one[3], default=best.box)
    return _moved(_behind_sign(box, [choice.box for choice in choices], scale), (left, top))


def is_of_its_kind(pixels: Pixels, label: Rect, field: Rect, scale: float) -> bool:
    """Whether a text stands in a box as high and of the same ground as what would be its field: one
    button beside, or below, another; one heading of a table beside the next."""
    reach = round(_BOX * scale)
    left, top = max(0, label[0] - reach), max(0, label[1] - reach)
    part = pixels[top : label[1] + label[3] + reach, left : label[0] + label[2] + reach]
    x, y = label[0] - left, label[1] - top
    own = [
        box for box in boxes(part, scale).closed
        if box[0] <= x and box[1] <= y and box[0] + box[2] >= x + label[2]
        and box[1] + box[3] >= y + label[3] and abs(box[3] - field[3]) <= _AS_HIGH * field[3]
    ]  # fmt: skip
    return bool(own) and abs(_ground(pixels, label) - _ground(pixels, field)) <= _SAME_GROUND


def _ground(pixels: Pixels, rect: Rect) -> int:
    """The commonest grey level in a box."""
    x, y, width, height = rect
    return int(np.bincount(grey(pixels[y : y + height, x : x + width]).ravel()).argmax())


def _behind_sign(box: Rect, others: list[Rect], scale: float) -> Rect:
    """The field behind a small box that only says what is to be written there: @, ₩."""
    if box[2] > _SIGN * scale:
        return box
    reach = 2 * _INSIDE * scale
    return next(
        (
            other
            for other in others
            if abs(other[0] - box[0] - box[2]) <= reach
            and min(other[1] + other[3], box[1] + box[3]) - max(other[1], box[1]) > 0.6 * box[3]
            and other[2] > 2 * box[2]
        ),
        box,
    )


def _with_hint(label: Rect, texts: list[Rect], levels: Grey, scale: float) -> Rect:
    """A label with the lines below it that say in paler letters what is to be written."""
    x, y, width, height = label
    plain, bottom = _contrast(levels, label), y + height
    for line in sorted(texts, key=lambda text: text[1]):
        gap = line[1] - bottom
        if (
            abs(line[0] - x) <= _CENTRED * scale
            and 0 <= gap <= _HINT_GAP * height
            and line[3] <= _HINT_HEIGHT * height
            and _contrast(levels, line) <= _PALER * plain
        ):
            bottom = line[1] + line[3]
    return (x, y, width, bottom - y)


def _contrast(levels: Grey, box: Rect) -> float:
    """Grey levels by which what is written in a box differs from its ground."""
    x, y, width, height = box
    part = levels[y : y + height, x : x + width]
    if not part.size:
        return 0.0
    ground = float(np.median(levels[max(0, y - 2) : y + height + 2, max(0, x - 2) : x]))
    dark, light = (float(value) for value in np.percentile(part, (2, 98)))
    return max(abs(ground - dark), abs(light - ground))


def _decided(nearest: dict[Side, _Choice], label: Rect, scale: float) -> _Choice | None:
    """The field, if it is certain that it is right of its label, or that it is below."""
    if len(nearest) == 1:
        return next(iter(nearest.values()))
    right, below = nearest["right"], nearest["below"]
    # Nothing of a form with the labels above their fields is level with a label and close to it.
    middle = label[1] + label[3] / 2
    level = abs(_first_middle(right.box, middle, scale) - middle) <= _CENTRED * scale
    gaps = (right.box[0] - label[0] - label[2], below.box[1] - label[1] - label[3])
    if level and gaps[0] <= _NEXT_TO * scale and gaps[1] >= _UNDER * scale:
        return right
    less, more = sorted((right, below), key=lambda choice: choice.cost)
    return None if more.cost < _CLEARLY * less.cost + _INSIDE * scale else less


def _is_side(text: Rect, label: Rect) -> bool:
    """Whether what was found as a text is the side of a frame: in relief, or with the caret beside
    it."""
    return text[3] > _HIGHER * label[3] and text[2] < _NARROW * text[3]


def _begins_like(box: Rect, other: Rect, scale: float) -> bool:
    """Whether a box begins where another one does: its first part, where it has several."""
    reach = 2 * _INSIDE * scale
    return abs(box[0] - other[0]) <= reach and abs(box[1] - other[1]) <= reach


def _first_middle(box: Rect, middle: float, scale: float) -> float:
    """Where a box's line is that could be level with ``middle``: in one of many lines the first,
    wherever this begins."""
    if box[3] <= _MANY_LINES * scale:
        return box[1] + box[3] / 2
    return min(max(middle, box[1] + _LINE[0] * scale), box[1] + _LINE[1] * scale)


def _framed(
    part: Pixels, label: Rect, texts: list[Rect], scale: float, side: Side | None
) -> Rect | None:
    """The first frame of a field on the way right or down, by its lines alone: where a remote
    desktop smeared its inside, that is no even patch."""
    levels = grey(resize(part, 1 / scale))
    x, y, width, height = (round(value / scale) for value in label)
    right = [(x + width + far, y + height // 2) for far in range(_STEP, _RIGHT, _STEP)]
    below = [(x + _STEP, y + height + far) for far in range(_STEP, _BELOW + _STEP, 4)]
    if side is None:
        both = [_framed(part, label, texts, scale, one) for one in _COSTS]
        found = [box for box in both if box is not None]
        return found[0] if len(found) == 1 else None
    for point in right if side == "right" else below:
        if point[0] >= levels.shape[1] or point[1] >= levels.shape[0]:
            break
        box = entry(levels, point)
        if box is not None:
            a, b, c, d = (round(value * scale) for value in box)
            cost = _COSTS[side](label, (a, b, c, d), texts, scale)
            return (a, b, c, d) if cost is not None else None
    return None


def _is_of_letters(box: Rect, texts: list[Rect], scale: float) -> bool:
    """Whether a low box is made of the strokes of a text, which goes on beyond it."""
    if box[3] > _LOW * scale:
        return False
    return any(_touch(text, box) and not _within(text, _grown(box, scale)) for text in texts)


def _grown(box: Rect, scale: float) -> Rect:
    by = round(_INSIDE * scale)
    return (box[0] - by, box[1] - by, box[2] + 2 * by, box[3] + 2 * by)


def _moved(box: Rect | None, by: Point) -> Rect | None:
    return None if box is None else (box[0] + by[0], box[1] + by[1], box[2], box[3])


def _part(pixels: Pixels, label: Rect, scale: float) -> Rect:
    """The surroundings of a label that may hold its field."""
    height, width = pixels.shape[:2]
    left = max(0, round(label[0] - 60 * scale))
    top = max(0, round(label[1] - 60 * scale))
    right = min(width, round(label[0] + label[2] + (_RIGHT + 700) * scale))
    bottom = min(height, round(label[1] + label[3] + 400 * scale))
    return (left, top, right - left, bottom - top)


def _right(label: Rect, box: Rect, texts: list[Rect], scale: float) -> float | None:
    """How far a box right of a label is from it, in pixels; None if it is not its field."""
    x, y, width, height = label
    middle, gap = y + height / 2, box[0] - (x + width)
    if gap < -_INSIDE * scale or gap > _RIGHT * scale:
        return None
    off = abs(_first_middle(box, middle, scale) - middle)
    way = (x + width, y, max(1, gap - round(_INSIDE * scale)), height)
    if off > _LEVEL * scale or any(_touch(text, way) for text in texts):
        return None
    level = off <= _CENTRED * scale and gap > _CLOSE * scale
    return max(0.0, gap) * (_IN_ITS_ROW if level else 1.0) + _OFF * off


def _below(label: Rect, box: Rect, texts: list[Rect], scale: float) -> float | None:
    """The same for a box below."""
    x, y, width, height = label
    gap, off = box[1] - (y + height), abs(box[0] - x)
    if not -_INSIDE * scale <= gap <= _BELOW * scale or off > _FLUSH * scale:
        return None
    way = (x, y + height, width, max(1, gap - round(_INSIDE * scale)))
    if any(_touch(text, way) for text in texts):
        return None
    flush = off <= _CENTRED * scale and gap <= _CLOSE_BELOW * scale
    return max(0.0, gap) * (1.0 if flush else _DOWN)


_COSTS: dict[Side, Callable[[Rect, Rect, list[Rect], float], float | None]] = {
    "right": _right,
    "below": _below,
}


def _same_column(cell: Rect, box: Rect, scale: float) -> bool:
    """Whether a box stands below a label's cell, as wide as this: the next label's."""
    reach = 2 * _INSIDE * scale
    return (
        box[1] >= cell[1] + cell[3] - reach
        and abs(box[0] - cell[0]) <= reach
        and abs(box[2] - cell[2]) <= 2 * reach
    )


def _holds(box: Rect, label: Rect, scale: float) -> bool:
    reach = _INSIDE * scale
    return (
        box[0] <= label[0] + reach
        and box[1] <= label[1] + reach
        and box[0] + box[2] >= label[0] + label[2] - reach
        and box[1] + box[3] >= label[1] + label[3] - reach
    )


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
    )


def _touch(one: Rect, other: Rect) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
