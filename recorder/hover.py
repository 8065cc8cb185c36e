"""What a place looks like while the pointer is not on it.

Programs draw what is under the pointer in another way, and a person is there for a moment before
she clicks. When the step is played, the pointer comes from elsewhere, and the place looks as it
did before. So what changed around the pointer since it came there is taken from an earlier look.
"""

from __future__ import annotations

from dataclasses import replace

from player.types import Frame, Window
from player.vision.changes import changed_near
from recorder.sights import Sight
from scripts.model import Point, Rect

_BAND = 90
"""Pixels at scaling 1 above and below the pointer in which it may change something: a row of a
table lights up as wide as its window."""
_LATE = 0.3
"""Seconds by which the pointer may be heard of later than it is seen, on a busy machine."""
_GRAB = 0.05
"""Seconds that a look takes at most: what it shows is no later than that after it began."""
_HIGHEST = 120
"""Pixels at scaling 1 of the highest thing that is taken for one that shows the pointer; what is
higher is news."""


def unhovered(sight: Sight, at: Point, scale: float = 1.0) -> Sight:
    """The sight as if the pointer were not at ``at`` (desktop pixels); the sight itself where that
    cannot be known, or where nothing shows the pointer: not where the place looked so before it
    came there."""
    if sight.frame.time < sight.came - _GRAB:
        return replace(sight, earlier=())
    window = next((w for w in sight.windows if not w.minimised and _within(at, w.rect)), None)
    left, _, width, _ = window.rect if window else sight.frame.rect
    high = round(_BAND * scale)
    band = (left, at[1] - high, width, 2 * high)
    now = sight.frame.crop(band)
    here = (at[0] - now.origin[0], at[1] - now.origin[1])
    sight, earlier = replace(sight, earlier=()), sight.earlier
    for look in earlier:
        before = look.frame.crop(band)
        if before.pixels.shape != now.pixels.shape or not _same(look.windows, sight.windows):
            return sight
        found = changed_near(before.pixels, now.pixels, here, scale)
        if any(rect[3] > _HIGHEST * scale for rect in found):
            return sight
        x, y = look.pointer[0] - now.origin[0], look.pointer[1] - now.origin[1]
        if not found and (look.until > sight.frame.time - _LATE or (x, y) == here):
            continue  # the pointer may have been there already, which is heard a little later
        if not any(_within((x, y), rect) for rect in found):
            return _with(sight, before, now, found)
    return sight


def _with(sight: Sight, before: Frame, now: Frame, rects: list[Rect]) -> Sight:
    """The sight with the rectangles (pixels of ``now``) as they were before."""
    if not rects:
        return sight
    frame = replace(sight.frame, pixels=sight.frame.pixels.copy())
    left, top = now.origin
    for x, y, width, height in rects:
        mine = frame.crop((left + x, top + y, width, height))
        mine.pixels[:] = before.pixels[y : y + height, x : x + width]
    return replace(sight, frame=frame)


def _same(one: tuple[Window, ...], other: tuple[Window, ...]) -> bool:
    """Whether the same windows are at the same places."""
    return {(w.id, w.rect) for w in one} == {(w.id, w.rect) for w in other}


def _within(point: Point, rect: Rect) -> bool:
    return rect[0] <= point[0] < rect[0] + rect[2] and rect[1] <= point[1] < rect[1] + rect[3]
