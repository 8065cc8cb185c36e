"""Learning what around a place changes: what is typed, and what the program shows in answer.

A place is recorded before anything is done there. What the next looks at its window show
differently will be different at the next row, too, and must not count when the place is looked
for. Only while the window stays where it is, and shows the same page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from player.alike import learn_alike, row_pitch
from player.locate import Look, Pictures
from player.types import Window
from player.vision.changes import MOST, changes
from recorder.anchors import Chosen
from recorder.kept import rect_of
from recorder.sights import Sight
from scripts.model import ImageAnchor, Point, Rect

_ELEMENT = (40, 16)
"""Pixels at scaling 1 around the point, to each side, that say what the place is: they are left out
only if something was typed there."""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """A place that was recorded last: its anchor with its picture, the look and the window that it
    was recorded in, and where the picture is on the desktop."""

    name: str
    anchor: ImageAnchor
    pictures: Pictures
    look: Look
    window: Window | None
    bounds: Rect
    rect: Rect
    covered: int = 0
    """Parts of the picture that were left out when it was recorded."""


def watch(name: str, chosen: Chosen, point: Point, look: Look, window: Window | None) -> Watched:
    """Watch a place that has just been recorded at ``point`` (desktop pixels)."""
    rect = rect_of(chosen.anchor, chosen.pictures, point)
    covered = len(chosen.anchor.ignore)
    return Watched(name, chosen.anchor, chosen.pictures, look, window, chosen.bounds, rect, covered)


def learn(watched: Watched, later: Sight, typed: bool) -> ImageAnchor | None:
    """The anchor with what ``later`` shows differently left out; None if there is nothing new.
    ``typed`` if text was entered since, and nothing else done: a row that the click itself has
    marked is what will be looked for."""
    if watched.window is not None and not any(
        w.id == watched.window.id and w.rect == watched.window.rect and not w.minimised
        for w in later.windows
    ):
        return None
    if watched.window is not None and (
        later.active is None or later.active.id != watched.window.id
    ):
        return None  # something may lie over it
    scale = watched.look.scale(watched.bounds)
    before = watched.look.frame.crop(watched.rect).pixels
    after = later.frame.crop(watched.rect).pixels
    anchor = watched.anchor
    x = watched.rect[2] / 2 + anchor.offset[0]
    y = watched.rect[3] / 2 + anchor.offset[1]
    across, down = _ELEMENT[0] * scale, _ELEMENT[1] * scale
    own = (x - across, y - down, 2 * across, 2 * down)
    pictures = watched.pictures
    # A field is known by its frame: what is in it does not count anyway.
    typed = typed and not pictures.known(anchor).sample.in_field
    new = [
        rect for rect in changes(before, after, scale)
        if (typed or not _overlap(rect, own))
        and not any(_inside(rect, old) for old in anchor.ignore)
    ]  # fmt: skip
    if not new or len(anchor.ignore) - watched.covered + len(new) > MOST:
        return None
    wiser = replace(anchor, ignore=(*anchor.ignore, *new), unlike=())
    if pictures.known(wiser).sample.flat:
        return None
    # Without the rows around it, nothing would tell a sealed row any more.
    pitch = row_pitch(anchor) if anchor.sealed else 0
    return replace(wiser, unlike=learn_alike(wiser, pictures, watched.look, watched.bounds, pitch))


def _overlap(one: Rect, other: tuple[float, float, float, float]) -> bool:
    return (
        one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
    )  # fmt: skip


def _inside(one: Rect, other: Rect) -> bool:
    return (
        one[0] >= other[0] and one[1] >= other[1]
        and one[0] + one[2] <= other[0] + other[2] and one[1] + one[3] <= other[1] + other[3]
    )  # fmt: skip
