"""Whether a field can be filled in, by its ground against that of the page beside it.

Nothing is written in many fields, and what is says little: a hint is fainter than a value. But a
field that is greyed out has another ground than it had, or that of the page; one that has the
focus may have another one, too, but then its frame stands out more than before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from player.vision.entry import entry
from player.vision.field import Grey
from scripts.model import Point, Rect

RIM = 6
"""Pixels on both sides of a field's edge within which its frame is."""
LEAST = 0.1
"""Logarithm of contrast below which a field's ground is that of its page."""
FIELD = 0.4
"""Share of the recorded contrast of a field's ground with the page's, or of its frame where it has
the same ground, below which it is no field that can be filled in."""
_BESIDE = 3
"""Pixels beyond the frame in which the page is seen."""
_WIDE = 60
"""Pixels left and right of the point that are looked at."""
_FLAT, _MOSTLY = 2, 0.5
"""Grey levels within which a ground is flat, and which share of it must be."""
_SAME_PAGE, _MOVED = 2, 4
"""Grey levels by which the page may differ where the theme is the same, and from which a field's
ground is another one then: on the tuning pages those that can be filled in differ by 1, greyed-out
ones by 5 or more."""
_FOCUS = 0.1
"""Contrast that a frame has more with the focus."""
_AS_MUCH = 0.75
"""Share of the contrast of its ground and of its frame that a field has kept in another theme, if
it can be filled in: on the tuning pages 1.0 or more, and 0.6 to 0.7 if not."""
_AS_CLEAR = 0.6
"""Share of its contrast that the frame of a field that can be filled in has kept."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Grey levels of a field's inside and of the page beside it, and the contrast of its frame with
    the latter."""

    inside: int
    page: int
    frame: float


def can_be_filled_in(
    then: Grey,
    point: Point,
    now: Grey,
    at: Point,
    field: Rect | None = None,
    is_one_greyed: Callable[[], bool] = lambda: False,
) -> bool | None:
    """Whether the field at ``at`` of what is seen now (its box, if that is known) is as usable as
    that around ``point`` of the recorded picture; None where its ground does not tell, or it was no
    field. ``is_one_greyed`` tells whether anything else around it is greyed out."""
    box = entry(then, point)
    if box is None:
        return None
    moved = (box[0] + at[0] - point[0], box[1] + at[1] - point[1], box[2], box[3])
    was, its = _ground(then, point, box), _ground(now, at, field or entry(now, at) or moved)
    if was is None or its is None:
        return None
    if abs(was.page - its.page) > _SAME_PAGE:
        contrast, now_has = contrast_of(was.inside, was.page), contrast_of(its.inside, its.page)
        if contrast >= LEAST and (
            now_has < FIELD * contrast
            or (now_has < _AS_MUCH * contrast and its.frame < _AS_MUCH * was.frame)
        ):
            return False
        # Some dark themes set off every field from the page, others only what is greyed out.
        lighter = contrast < LEAST <= now_has and its.inside > its.page
        return False if lighter and is_one_greyed() else None
    if abs(was.inside - its.inside) >= _MOVED:
        return None if its.frame > was.frame + _FOCUS else False
    return True if its.frame >= _AS_CLEAR * was.frame else None


def _ground(levels: Grey, point: Point, box: Rect) -> Ground | None:
    """None where the ground is not of one colour, or cannot be seen whole."""
    left, right = max(box[0], point[0] - _WIDE), min(box[0] + box[2], point[0] + _WIDE)
    top, bottom = box[1], box[1] + box[3]
    columns = slice(max(0, left), max(0, right))
    inner = levels[max(0, top) : max(0, bottom), columns]
    above = levels[max(0, top - RIM - _BESIDE) : max(0, top - RIM), columns]
    below = levels[max(0, bottom + RIM) : max(0, bottom + RIM + _BESIDE), columns]
    if inner.shape[0] < box[3] or not inner.size or not above.size or not below.size:
        return None
    inside = _flat(inner)
    # Something else may stand close to it on one side, more often below.
    page = next((level for level in map(_flat, (above, below)) if level is not None), None)
    if inside is None or page is None:
        return None
    return Ground(inside, page, frame_contrast(levels, (left, top, right - left, box[3])))


def _flat(levels: Grey) -> int | None:
    """The grey level that most of a part has."""
    level = int(np.bincount(levels.ravel()).argmax())
    flat = (np.abs(levels.astype(np.int16) - level) <= _FLAT).mean() >= _MOSTLY
    return level if flat else None


def frame_contrast(levels: Grey, box: Rect) -> float:
    """How the upper and the lower line of a frame around a box stand out from what is beyond."""
    x, y, width, height = box
    columns = slice(max(0, x + width // 5), max(0, x + width - width // 5))
    found = []
    for first, last, beyond in (
        (y - RIM, y + RIM, y - RIM), (y + height - RIM, y + height + RIM, y + height + RIM),
    ):  # fmt: skip
        rows = levels[max(0, first) : last + 1, columns]
        if not rows.size or not 0 <= beyond < levels.shape[0]:
            continue
        page = float(np.median(levels[beyond, columns]))
        found.append(max(contrast_of(float(np.median(row)), page) for row in rows))
    return min(found, default=0.0)


def contrast_of(one: float, other: float) -> float:
    """Natural logarithm of the ratio of contrast of two grey levels."""
    return float(abs(np.log(((one / 255) ** 2.2 + 0.05) / ((other / 255) ** 2.2 + 0.05))))
