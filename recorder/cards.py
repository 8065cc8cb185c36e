"""How far a card reaches: one of several that stand below each other, each somebody's, where the
same buttons are on all of them.

A frame says it. Where none is drawn, the space between two cards does, if it is wider than any
within one; if not, nobody can say it, and all that may belong to the card counts as its own.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from player.types import Pixels
from player.vision.boxes import boxes
from player.vision.field import grey
from player.vision.room import strip_at
from player.vision.segments import segments
from scripts.model import Rect

_BESIDE = 160
"""Pixels at scaling 1 beside a place within which its card's lines stand."""
_BETWEEN = 0.8
"""Share of the widest space from which a space may be one between cards."""
_FRAME = (0.6, 1.05)
"""Height of a card's frame, in distances from one card to the next."""
_BEYOND = 1.4
"""How far from the place lines are looked at, in the same: also the last one of the card before."""
_WHOLE = 0.75
"""The same of what lies between two spaces, from which it is a whole card."""
_HIGHER = 1.5
"""Height of a card beside a row, in those of the row, from which it is no cell of that."""
_NEARER, _CLEARLY = 1.5, 4
"""How many times as far, and how many pixels at scaling 1 more, a title is from the card that it
does not belong to."""
_ON_FRAME = 14
"""Pixels at scaling 1 by which a title may stand on the frame."""


@dataclass(frozen=True, slots=True)
class Extent:
    """From where to where a card reaches: pixels of the picture that it is in."""

    top: float
    bottom: float
    left: float
    right: float
    framed: bool = False


def extent(pixels: Pixels, point: tuple[float, float], pitch: int, scale: float) -> Extent:
    """How far (pixels of a BGR picture) the card around ``point`` reaches, the next one being
    ``pitch`` pixels at scaling 1 away."""
    reach = pitch * scale
    return _framed(pixels, point, reach, scale) or _spaced(pixels, point, reach, scale)


def nearest(texts: list[Rect], x: float, scale: float) -> list[Rect]:
    """Of the ``texts`` of a card without a frame those near the place, which is at ``x``: what is
    farther away may be no part of it. All of them where none is near: at its other end."""
    reach = 2 * _BESIDE * scale
    return [text for text in texts if text[0] - reach < x < text[0] + text[2] + reach] or texts


def on_same_card(
    texts: list[Rect], pixels: Pixels, point: tuple[float, float], pitch: int, scale: float
) -> list[Rect]:
    """Of the ``texts`` (pixels of a BGR picture) in the line of ``point`` those that are not on a
    card beside it: in a frame higher than a row, ``pitch`` pixels at scaling 1, without the point.
    """
    x, y = point
    cards = [
        box for box in boxes(pixels, scale).closed
        if box[3] > _HIGHER * pitch * scale
        and not (box[0] < x < box[0] + box[2] and box[1] < y < box[1] + box[3])
    ]  # fmt: skip
    return [
        (a, b, width, height) for a, b, width, height in texts
        if not any(left < a + width / 2 < left + wide and top < b + height / 2 < top + high
                   for left, top, wide, high in cards)
    ]  # fmt: skip


def _framed(
    pixels: Pixels, point: tuple[float, float], reach: float, scale: float
) -> Extent | None:
    """The same by the frame around the point, with what stands on it and between it and those of
    its neighbours: a title."""
    x, y = point
    least, most = (share * reach for share in _FRAME)
    around = [
        box for box in boxes(pixels, scale).closed
        if box[0] < x < box[0] + box[2] and box[1] < y < box[1] + box[3]
        and least <= box[3] <= most
    ]  # fmt: skip
    if not around:
        return None
    left, top, width, height = frame = max(around, key=lambda box: box[3])
    on_frame, space = _ON_FRAME * scale, reach - height
    above, below = top - max(on_frame, space), top + height + max(0.0, space - on_frame)
    title = _title_side(pixels, frame, space, scale) if space > on_frame else ""
    if title == "above":
        below = top + height
    elif title == "below":
        above = top - on_frame
    return Extent(above, below, left, left + width, framed=True)


def _title_side(
    pixels: Pixels, frame: Rect, space: float, scale: float
) -> Literal["above", "below", ""]:
    """On which side of their frames the titles stand that are between the frames of cards, which
    are ``space`` pixels apart: a title is nearer to its own card. Empty where nothing says it."""
    left, top, width, height = frame
    levels = grey(pixels)
    sides: set[Literal["above", "below", ""]] = set()
    for start in (top - space, top + height):
        lines = [
            box for box in segments(pixels, scale)
            if left <= box[0] + box[2] / 2 <= left + width
            and start <= box[1] and box[1] + box[3] <= start + space
        ]  # fmt: skip
        if not lines:
            continue
        first, last = min(box[1] for box in lines), max(box[1] + box[3] for box in lines)
        x, y, _, high = min(lines)
        strip = strip_at(levels, (max(0, x - 3), y + high // 2))
        if strip is not None and strip[3] < space:
            first, last = strip[1], strip[1] + strip[3]  # a head with a ground of its own
        after, before = max(0.0, first - start), max(0.0, start + space - last)
        if max(after, before) < _NEARER * min(after, before) + _CLEARLY * scale:
            return ""
        sides.add("above" if before < after else "below")
    return sides.pop() if len(sides) == 1 else ""


def _spaced(pixels: Pixels, point: tuple[float, float], reach: float, scale: float) -> Extent:
    """The same by the spaces between lines. Its buttons may stand at its other end."""
    x, y = point
    wide = float(pixels.shape[1])
    lines = sorted(
        (box[1], box[1] + box[3]) for box in segments(pixels, scale)
        if abs(box[1] + box[3] / 2 - y) < _BEYOND * reach
        and box[0] - _BESIDE * scale < x < box[0] + box[2] + _BESIDE * scale
    )  # fmt: skip
    runs: list[list[float]] = []
    for top, bottom in lines:
        if runs and top <= runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], bottom)
        else:
            runs.append([top, bottom])
    gaps = [(b[0] - a[1], a[1], b[0]) for a, b in itertools.pairwise(runs)]
    widest = max((gap for gap, _, _ in gaps), default=0)
    between = [(a + b) / 2 for gap, a, b in gaps if gap >= _BETWEEN * widest]
    above = max((at for at in between if at < y), default=y - reach / 2)
    below = min((at for at in between if at > y), default=y + reach / 2)
    if below - above < _WHOLE * reach:
        return Extent(y - reach, y + reach, 0.0, wide)
    return Extent(above, below, 0.0, wide)
