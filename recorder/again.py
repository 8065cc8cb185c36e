"""Whether a place is one that was recorded before.

It is, if it is at the same point of its window and the player finds it there now. To look for it
is dear, and who fills in forms clicks the same few fields again and again: so it is not looked for
once more where nothing has changed around it, or only what had changed before when it was found.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.alike import is_in_column
from player.labels import label_of
from player.locate import Look, Pictures, locate
from player.types import Match, Pixels, Window
from player.vision.changes import BEYOND, every_change
from player.vision.sample import Sample
from recorder.kept import near, rect_of
from scripts.model import ImageAnchor, Point, Rect, Target

_MOST = 40
"""Places whose surroundings are kept, a megabyte each: those that were used last."""
_ELEMENT = (40, 16)
"""Pixels at scaling 1 around the point, to each side, that say what the place is."""


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """What was around a place when it was found first, and where that does not count:
    bool[height, width]. What is ``own`` always counts."""

    pixels: Pixels
    free: NDArray[np.bool_]
    own: Rect

    def changed(self, now: Pixels, scale: float) -> list[Rect] | None:
        """What has changed and counts; None where another page is shown."""
        found = every_change(self.pixels, now, scale)
        if found is None:
            return None
        return [rect for rect in found if not self.free[_part(rect)].all()]

    def grow(self, now: Pixels, scale: float) -> None:
        """The place was found while this was around it."""
        for rect in self.changed(now, scale) or ():
            x, y, width, height = rect
            across, down = (round(side * scale) for side in BEYOND)
            if not _meet((x + across, y + down, width - 2 * across, height - 2 * down), self.own):
                self.free[_part(rect)] = True


class Again:
    """Knows recorded places again; ``pictures`` are those of the recording. What it keeps of the
    screen is in memory only."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._around: OrderedDict[tuple[str, Point], _Around] = OrderedDict()
        """By the picture and where in it the place is."""

    def is_there(self, target: Target, point: Point, window: Window | None, look: Look) -> bool:
        """Whether a target is the very place in its window (desktop pixels) that is acted on now,
        and is found there."""
        if target.row is not None or not target.anchors:
            return False  # where that is depends on the row
        anchor = target.anchors[0]
        seen, corner = anchor.seen, window.rect[:2] if window else (0, 0)
        if seen is None or not near((point[0] - corner[0], point[1] - corner[1]), seen.point):
            return False
        at = (corner[0] + seen.point[0], corner[1] + seen.point[1])
        if isinstance(anchor, ImageAnchor):
            there = self._around.get((anchor.image, anchor.offset))
            if there is not None and there.changed(self._now(anchor, at, look), seen.scale) == []:
                return True
        found = locate(target, self._pictures, look)
        if not (isinstance(found, Match) and near(found.point, point)):
            return False
        if isinstance(anchor, ImageAnchor):
            self.note(anchor, at, look)
        return True

    def note(self, anchor: ImageAnchor, at: Point, look: Look) -> None:
        """An anchor is found at a point (desktop pixels) of this look."""
        if anchor.sealed or is_in_column(anchor):
            return  # a row is another one as soon as anything in it is
        now, scale = self._now(anchor, at, look), anchor.seen.scale if anchor.seen else 1.0
        key = (anchor.image, anchor.offset)
        there = self._around.pop(key, None)
        if there is None:
            sample = self._pictures.known(anchor).sample
            free = np.zeros(now.shape[:2], np.bool_)
            for rect in (*anchor.ignore, *(_scaled(rect, scale) for rect in sample.changing)):
                free[_part(rect)] = True
            there = _Around(now.copy(), free, _scaled(_own(sample), scale))
        else:
            there.grow(now, scale)
        self._around[key] = there
        while len(self._around) > _MOST:
            self._around.popitem(last=False)

    def _now(self, anchor: ImageAnchor, at: Point, look: Look) -> Pixels:
        """What is around a place now."""
        return look.frame.crop(rect_of(anchor, self._pictures, at)).pixels


def _own(sample: Sample) -> Rect:
    """What tells a place (pixels at scaling 1): itself, or the label of a field."""
    x, y = sample.point
    label = label_of(sample.pixels, sample.grey, (x, y)) if sample.in_field else None
    across, down = _ELEMENT
    return label or (x - across, y - down, 2 * across, 2 * down)


def _scaled(rect: Rect, scale: float) -> Rect:
    x, y, width, height = (round(value * scale) for value in rect)
    return (x, y, width, height)


def _part(rect: Rect) -> tuple[slice, slice]:
    """A rectangle, as far as it is in a picture."""
    x, y, width, height = rect
    return np.s_[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)]


def _meet(one: Rect, other: Rect) -> bool:
    return (
        one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
    )  # fmt: skip
