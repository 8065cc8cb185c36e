"""What else looked like a place when it was recorded: it is kept with the anchor, so that none of
these is taken for it."""

from __future__ import annotations

from dataclasses import replace

from player.look import SAME_PLACE, Area, Look, inside
from player.pictures import Known, Pictures, fold, unfold
from player.types import Pixels
from player.vision.boxes import boxes
from player.vision.candidates import Candidate, candidates, examine, loosened
from player.vision.judged import is_only_lined, likeness, lookalikes
from player.vision.room import room
from player.vision.verdict_rows import column
from scripts.model import ImageAnchor, Point, Rect

MOST_ALIKE = 6
"""Look-alikes that are kept with an anchor, those first that were met first."""
MOST_ROWS = 4
"""Of those, rows of the same list."""
_REPEATED = 0.7
"""How like an element is the same one of another row: whatever stands beside it."""
_SAME_BOX = 6
"""Pixels at scaling 1 by which the same box of another row may be off."""
_INSIDE = 5
"""Pixels at scaling 1 from the ends of a row from which a place is surely in it."""
SAME_BUTTON = 0.85
"""How like an element is that is drawn in the same way: the same button on another card."""


def learn_alike(
    anchor: ImageAnchor, pictures: Pictures, look: Look, rect: Rect, pitch: int = 0
) -> tuple[str, ...]:
    """What else looks like an anchor inside ``rect`` of the look that it was recorded in; with
    ``pitch`` the same place of the rows above and below, that many pixels at scaling 1 apart."""
    known, area = pictures.known(anchor), look.area(rect)
    at = _place(anchor, known)
    alike = _rows(at, known, area, pitch) if pitch else []
    rows = [one.at for one in alike]
    own = room(area.seen.grey, at) if known.weights.named else None
    alike += [
        one for one in lookalikes(at, candidates(known.sample, area.seen, at, hopeless=True))
        if not (own and inside(one.at, own))
        and all(max(abs(one.at[0] - x), abs(one.at[1] - y)) > SAME_PLACE for x, y in rows)
    ]  # fmt: skip
    return tuple(fold(likeness(at, one, loosened(known.sample, area.seen, one)))
                 for one in alike[:MOST_ALIKE])  # fmt: skip


def _place(anchor: ImageAnchor, known: Known) -> Point:
    """Where an anchor's place is in the part that it was recorded in, at scaling 1."""
    if anchor.seen is None:
        return known.sample.point
    x, y = (value / anchor.seen.scale for value in anchor.seen.point)
    return (round(x - known.sample.rest[0]), round(y - known.sample.rest[1]))


def _rows(at: Point, known: Known, area: Area, pitch: int) -> list[Candidate]:
    """The place in the rows around, whatever stands there: it is the same element there."""
    found = []
    for away in (-1, 1, -2, 2, -3, 3):
        x, y = at[0], at[1] + away * pitch
        if 0 <= y < area.seen.field.shape[0]:
            found.append(replace(examine(known.sample, area.seen, (x, y)), element=1.0))
    return [one for one in found if abs(one.at[0] - at[0]) <= SAME_PLACE][:MOST_ROWS]


def is_in_column(anchor: ImageAnchor) -> bool:
    """Whether an anchor's look-alikes stand above and below it, as in a list or a table."""
    alike = [one for text in anchor.unlike if (one := unfold(text)) is not None]
    return len(column(alike)) >= 2


def row_pitch(anchor: ImageAnchor) -> int:
    """Pixels at scaling 1 from an anchor to the nearest of its look-alikes above and below it; 0
    where there are none. A single one is another row's if it is drawn as the place itself is."""
    alike = column([one for text in anchor.unlike if (one := unfold(text)) is not None])
    if len(alike) == 1 and alike[0].element < SAME_BUTTON:
        return 0
    return min((abs(one.offset[1]) for one in alike), default=0)


def is_repeated(
    anchor: ImageAnchor,
    pictures: Pictures,
    look: Look,
    rect: Rect,
    pitch: int,
    row: tuple[float, float] | None = None,
) -> bool:
    """Whether the same element stands ``pitch`` pixels at scaling 1 above or below an anchor's
    place, in the look that it was recorded in. What was covered is another text there; where
    nothing is drawn in its ``row`` (from where to where that goes, from the point), nothing is in
    the next one."""
    known, area = pictures.known(anchor), look.area(rect)
    sample = known.sample
    inside = row is not None and -row[0] >= _INSIDE and row[1] >= _INSIDE
    if row and inside and is_only_lined(sample) and sample.within(*row).empty:
        return True  # but for the line above or below it
    x, y = _place(anchor, known)
    if sample.covered:
        return _is_box_repeated(area.seen.pixels, (x, y), pitch)
    height = area.seen.field.shape[0]
    return any(
        examine(sample, area.seen, (x, y + away)).element >= _REPEATED
        for away in (-pitch, pitch) if 0 <= y + away < height
    )  # fmt: skip


def _is_box_repeated(pixels: Pixels, point: Point, pitch: int) -> bool:
    """Whether the box around a point (of a BGR picture at scaling 1) is also ``pitch`` pixels above
    or below it: that of a cell is, and that of a button where it is in each row; or there is no
    box."""
    closed = boxes(pixels, 1.0).closed
    around = [box for box in closed if inside(point, box) and box[3] < 2 * pitch]
    if not around:
        return True
    own = min(around, key=lambda box: box[2] * box[3])
    return any(
        all(abs(a - b) <= _SAME_BOX for a, b in zip(box, (own[0], own[1] + away, *own[2:]),
                                                    strict=True))
        for box in closed for away in (-pitch, pitch)
    )  # fmt: skip
