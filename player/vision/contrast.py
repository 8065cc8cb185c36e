"""How clearly words stand out from their ground, in a picture and now.

What is greyed out is drawn faintly. Edges alone do not tell it: another theme makes all of them
weaker or stronger, each in its own way. Contrast as the eye has it (of relative luminances, on a
logarithmic scale) can be compared with that of the other words of the same screen, then and now.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.field import Field, window
from player.vision.segments import segments
from scripts.model import Point, Rect

MOST = 24
"""Lines of a picture that are compared, those nearest to the point."""
BESIDE = (12, 8)
"""Pixels (across, down) within which a line is the place's own: the caption, or what is written
beside a box to be ticked."""
_APART = 60
"""Pixels across from which a line of the same row is another element's."""
_REACH = 5
"""Pixels by which a line may have moved against the place."""
_SAME = 0.7
"""Likeness of a line's edges from which it is there again."""
_INK = 0.08
"""Share of a line's pixels that are surely ink: those least like its ground."""
_LEAST = 0.2
"""Contrast below which a line is no measure."""
_SAME_INK, _FEWEST_ALIKE = 16, 4
"""Levels of each part of a colour by which two inks of one colour differ at most, and fewest words
that have the page's own: a few greyed-out buttons have one ink, too."""
_ONE_GREYED, _FEWEST_COMPARED = 0.7, 5
"""Share of the usual change of contrast below which one of the lines around is greyed out, and how
many are compared: on the tuning pages' dark screens 0.3 to 0.63 beside greyed-out fields, 0.75 or
more beside others; but among four lines of a smeared screen one was at 0.53."""
_BITS = 3
"""Bits of a colour's parts that are left out where the commonest one is counted."""
_NOISE, _ONE_GROUND, _ITS_GROUND = 12, 0.35, 0.5
"""Levels of a colour by which a ground differs from itself in a compressed picture, and the shares
of a line that its ground has if that is of one colour, and if each row has its own."""
_WIDE, _SHADED, _STROKE = 1.5, 24, 7
"""Widths of a line, in its heights, from which a row of it is not all one letter; levels of a
colour from the lightest to the darkest row from which a ground is shaded, as that of a button in
relief; and rows that are higher than a stroke of a letter."""

Colour = NDArray[np.float64]
"""Blue, green, red, 0..255."""


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A line of text of a picture: its box (pixels), the colours of its ink and its ground."""

    box: Rect
    ink: Colour
    ground: Colour

    @property
    def contrast(self) -> float:
        """Natural logarithm of the ratio of contrast: 0 for none, 3.04 for black on white."""
        return float(abs(np.log((_luminance(self.ink) + 0.05) / (_luminance(self.ground) + 0.05))))


_Pair = tuple[Written, Written]
"""A line as it was recorded, and as it is now."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A BGR picture as it is drawn, ``factor`` times as large as it is looked at. What is found at
    another size than expected is in a window that was stretched; its letters were not, and thin
    ones made smaller are fainter than thick ones."""

    pixels: Pixels
    factor: float = 1.0

    def cut(self, box: Rect) -> Pixels:
        """What is in a box (pixels at scaling 1), as far as it is in the picture."""
        left, top = (int(value * self.factor) for value in box[:2])
        right, bottom = (math.ceil((box[n] + box[n + 2]) * self.factor) for n in (0, 1))
        return self.pixels[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]


@dataclass(frozen=True, slots=True)
class Fading:
    """How clear the words at a place are: ``share`` is their contrast against the recorded one, as
    a share of the same for the words around; None where nothing can be compared. ``now`` is their
    contrast now. ``plain``: they have the ink of most of the words around, then and now, so that
    they are not faint, though their ground may have come nearer to it. ``deeper``: they have the
    ink that they had, on a ground that has gone farther from the page's, as under the pointer: what
    is greyed out comes nearer."""

    share: float | None = None
    now: float = 3.0
    plain: bool = False
    deeper: bool = False


def _luminance(colour: Colour) -> float:
    """Relative luminance 0..1 as the guidelines for accessible pages define it."""
    part = colour / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.0722, 0.7152, 0.2126]))


def written(pixels: Pixels, point: Point) -> tuple[Written, ...]:
    """The lines of text of a BGR picture at scaling 1 that are nearest to a point of it."""
    drawn = Drawn(pixels)
    boxes = sorted(segments(pixels, 1.0), key=lambda box: sum(_distance(box, point)))
    return tuple(Written(box, *_colours(drawn.cut(box))) for box in boxes[:MOST])


def fading(
    lines: tuple[Written, ...], point: Point, then: Field, now: Field, drawn: Drawn, at: Point
) -> Fading:
    """Compare the words around ``point`` of a recorded picture (its field is ``then``) with those
    around ``at`` of what is seen (its field is ``now``)."""
    own: _Pair | None = None
    others: list[_Pair] = []
    for line in lines:
        across, down = _distance(line.box, point)
        mine = across <= BESIDE[0] and down <= BESIDE[1]
        if (mine and own is not None) or (not mine and across <= _APART and down <= BESIDE[1]):
            continue
        likeness, pair = _paired(line, (at[0] - point[0], at[1] - point[1]), then, now, drawn)
        if pair is None:
            continue
        if mine:
            own = pair
        elif likeness > _SAME:
            others.append(pair)
    if own is None or not others:
        return Fading()
    share = _change(own) / max(float(np.median([_change(pair) for pair in others])), 1e-3)
    return Fading(share, own[1].contrast, _is_plain(own, others), _is_deeper(own, others))


def is_one_greyed(
    lines: tuple[Written, ...], point: Point, then: Field, now: Field, drawn: Drawn, at: Point
) -> bool:
    """Whether any of the words around a place are greyed out now, which they were not when it was
    recorded; as :func:`fading`."""
    by = (at[0] - point[0], at[1] - point[1])
    found = (_paired(line, by, then, now, drawn) for line in lines)
    changes = [_change(pair) for likeness, pair in found if pair is not None and likeness > _SAME]
    if len(changes) < _FEWEST_COMPARED:
        return False
    return min(changes) < _ONE_GREYED * float(np.median(changes))


def _paired(
    line: Written, by: Point, then: Field, now: Field, drawn: Drawn
) -> tuple[float, _Pair | None]:
    """A line of the picture with what is there now, and how like that is; None where it is not all
    in what is seen."""
    likeness, box = _found(line.box, by, then, now)
    x, y, width, height = box
    if x < 0 or y < 0 or x + width > now.shape[1] or y + height > now.shape[0]:
        return likeness, None
    return likeness, (line, Written(box, *_colours(drawn.cut(box))))


def _is_deeper(own: _Pair, others: Sequence[_Pair]) -> bool:
    """Whether only the ground of words has changed, away from that of the words around."""
    if float(np.abs(own[0].ink - own[1].ink).max()) > _SAME_INK:
        return False
    then, now = (
        float(np.abs(mine.ground - np.median([pair[n].ground for pair in others], axis=0)).max())
        for n, mine in enumerate(own)
    )
    return now > then + _SAME_INK


def _is_plain(own: _Pair, others: Sequence[_Pair]) -> bool:
    """Whether words have the ink of most others, then and now."""
    alike = [
        pair for pair in others
        if all(float(np.abs(one.ink - mine.ink).max()) <= _SAME_INK
               for one, mine in zip(pair, own, strict=True))
    ]  # fmt: skip
    return len(alike) >= _FEWEST_ALIKE and 2 * len(alike) > len(others)


def clearness(lines: Sequence[Written], point: Point) -> float | None:
    """The contrast of the words at a point as a share of that of the others; ``lines`` are those
    around it, the nearest first. None where there are none to compare."""
    own, *others = lines if lines else (None,)
    if own is None or not others:
        return None
    across, down = _distance(own.box, point)
    if across > BESIDE[0] or down > BESIDE[1]:
        return None
    usual = float(np.median([line.contrast for line in others]))
    return own.contrast / usual if own.contrast > 0 and usual > 0 else None


def _change(pair: _Pair) -> float:
    return pair[1].contrast / max(pair[0].contrast, _LEAST)


def _distance(box: Rect, point: Point) -> Point:
    x, y, width, height = box
    return (max(x - point[0], point[0] - x - width, 0), max(y - point[1], point[1] - y - height, 0))


def _found(box: Rect, by: Point, then: Field, now: Field) -> tuple[float, Rect]:
    """Where a line is now, within a few pixels of where it should be, and how like it is there."""
    x, y, width, height = box
    patch = then[y : y + height, x : x + width]
    left, top = x + by[0] - _REACH, y + by[1] - _REACH
    there = window(now, left, top, width + 2 * _REACH, height + 2 * _REACH)
    scores = cv2.matchTemplate(there, patch, cv2.TM_CCORR_NORMED)
    _, best, _, (dx, dy) = cv2.minMaxLoc(scores)
    return float(best), (left + dx, top + dy, width, height)


def _colours(pixels: Pixels) -> tuple[Colour, Colour]:
    """The colours of a line's ink and of its ground: the commonest one, and what is least like
    it."""
    flat = pixels.reshape(-1, 3).astype(np.int32)
    ground = _commonest(flat)
    grounds = ground[None]
    if _share(flat, ground) < _ONE_GROUND and pixels.shape[1] >= _WIDE * len(pixels):
        rows = np.array([_commonest(row.astype(np.int32)) for row in pixels])
        # Without a row that is all stroke.
        rows = cv2.medianBlur(rows.astype(np.uint8)[:, None], _STROKE)[:, 0].astype(np.float64)
        shaded = np.repeat(rows, pixels.shape[1], axis=0)
        # What is smeared has no one ground in any row.
        if np.ptp(rows, axis=0).max() >= _SHADED and _share(flat, shaded) >= _ITS_GROUND:
            grounds = shaded
    apart = np.abs(flat - grounds).sum(axis=1)
    most = np.argsort(-apart)[: max(3, int(_INK * len(flat)))]
    if len(grounds) > 1:
        ground = np.median(grounds[most], axis=0)
    return np.asarray(np.median(flat[most], axis=0), np.float64), ground


def _share(flat: NDArray[np.int32], ground: Colour) -> float:
    """The share of pixels that have the colour of their ground."""
    return float((np.abs(flat - ground).max(axis=1) <= _NOISE).mean())


def _commonest(flat: NDArray[np.int32]) -> Colour:
    coarse = flat >> _BITS
    key = (coarse[:, 0] << 10) | (coarse[:, 1] << 5) | coarse[:, 2]
    return np.asarray(np.median(flat[key == np.bincount(key).argmax()], axis=0), np.float64)
