"""The field that belongs to a label, from how the two lie to each other.

Nothing is read: a label is where the caller says. Right of it in its row, or below it and flush
with it, stands a box that can hold a value; in a table it is the next cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from player.types import Pixels
from player.vision.boxes import boxes
from player.vision.segments import segments
from scripts.model import Rect

Side = Literal["right", "below"]

_RIGHT, _BELOW = 420, 34
"""How far away at scaling 1 the field may begin."""
_FLUSH = 28
"""Pixels at scaling 1 by which a field below may begin left or right of its label."""
_DOWN = 3.0
"""A pixel downwards counts as so many to the right: labels stand close above their fields."""
_INSIDE = 3
"""Pixels at scaling 1 by which a label may reach into a box that is not around it."""


@dataclass(frozen=True, slots=True)
class _Choice:
    box: Rect
    cost: float


def field_of(
    pixels: Pixels, label: Rect, scale: float = 1.0, side: Side | None = None
) -> Rect | None:
    """The field (x, y, width, height) of a label in a BGR picture; None where none can be told.
    ``side`` says where it has to be."""
    around = _part(pixels, label, scale)
    left, top = around[0], around[1]
    part = pixels[top : top + around[3], left : left + around[2]]
    here = (label[0] - left, label[1] - top, label[2], label[3])
    found = boxes(part, scale)
    own = [box for box in found.closed if _holds(box, here, scale)]
    # The cell that the label stands in, if any: the field is in the next one, not in this one,
    # unless the label is only a part of what is in it (a panel around both).
    cell = min(own, key=lambda box: box[2] * box[3], default=None)
    texts = [text for text in segments(part, scale) if not _touch(text, here)]
    choices = []
    for box in found.closed + found.lines:
        if any(box == one for one in own):
            continue
        cost = _cost(here, box, texts, scale, side)
        if cost is not None:
            choices.append(_Choice(box, cost + (6 * scale if box in found.lines else 0)))
    best = min(choices, key=lambda choice: choice.cost, default=None)
    if best is None:
        return None
    inner = [choice.box for choice in choices if _within(choice.box, best.box)]
    box = min(inner, key=lambda one: one[2] * one[3]) if cell is not None and inner else best.box
    return (box[0] + left, box[1] + top, box[2], box[3])


def _part(pixels: Pixels, label: Rect, scale: float) -> Rect:
    """The surroundings of a label that may hold its field."""
    height, width = pixels.shape[:2]
    left = max(0, round(label[0] - 60 * scale))
    top = max(0, round(label[1] - 60 * scale))
    right = min(width, round(label[0] + label[2] + (_RIGHT + 700) * scale))
    bottom = min(height, round(label[1] + label[3] + 400 * scale))
    return (left, top, right - left, bottom - top)


def _cost(
    label: Rect, box: Rect, texts: list[Rect], scale: float, side: Side | None
) -> float | None:
    """How far a box is from a label, in pixels to the right; None if it is not its field."""
    x, y, width, height = label
    reach = _INSIDE * scale
    middle = y + height / 2
    costs = []
    if side != "below" and box[0] >= x + width - reach and box[1] <= middle <= box[1] + box[3]:
        gap = box[0] - (x + width)
        first_line = min(box[1] + box[3] / 2, box[1] + 20 * scale)
        level = abs(first_line - middle) <= max(
            14 * scale, box[3] / 2 if box[3] < 50 * scale else 0
        )
        between = (x + width, y, gap, height)
        if gap <= _RIGHT * scale and level and not any(_touch(text, between) for text in texts):
            costs.append(max(0.0, gap))
    if side != "right" and box[1] >= y + height - reach:
        gap = box[1] - (y + height)
        flush = abs(box[0] - x) <= _FLUSH * scale or (box[0] <= x <= box[0] + 0.5 * box[2])
        between = (x, y + height, width, gap)
        if gap <= _BELOW * scale and flush and not any(_touch(text, between) for text in texts):
            costs.append(max(0.0, gap * _DOWN))
    return min(costs, default=None)


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
