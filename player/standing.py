"""Whether a place that words have told can be used now: a text is read as well where it is greyed
out, and a label says nothing about its field.

The picture of the place says how it stood out when it was recorded: its words against the other
words around, the ground of a field against that of its page. Both are compared with what is seen
now, whatever the theme.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from player.look import Look, intersection
from player.pictures import Pictures
from player.reasons import FINAL, GREYED_OUT
from player.types import Match, Pixels, Refusal
from player.vision.boxes import boxes
from player.vision.contrast import clearness, written
from player.vision.entry import FRAME
from player.vision.field import Grey, grey, resize
from player.vision.ground import FIELD, LEAST, can_be_filled_in, contrast_of, frame_contrast
from player.vision.sample import Sample
from scripts.language import either
from scripts.model import ImageAnchor, Point, Rect, Target

FAINT = 0.72
"""Share of the recorded contrast of a caption with the words around below which it is greyed out;
the measure of :mod:`player.vision.ink`."""
_THEMES = 60
"""Grey levels by which the grounds of a light and of a dark theme differ at least."""
_AS_HIGH, _WIDE, _SAME_GROUND = 3, 60, 3
"""Pixels at scaling 1 by which fields of one kind differ in height and that they are wide, and grey
levels by which their grounds may differ."""
_MIDDLE = (20, 6)
"""Pixels at scaling 1 around a point in which the ground of a field is seen."""


def told_by_words(
    match: Match,
    refusals: Sequence[Refusal],
    target: Target,
    pictures: Pictures,
    look: Look,
    rect: Rect,
) -> Match | Refusal:
    """A place inside ``rect`` (desktop pixels) that words have told and of which no picture was
    sure (``refusals``), unless it is greyed out. Words that were compared themselves, or over which
    a shade lies, are no witness against that: under a shade all are as faint. And those of the
    place alone say nothing on another page, where nobody knows whose window it is."""
    program = target.window and target.window.program  # another one's menus are not its own
    against = FINAL if match.how != "text" or program else FINAL | {"elsewhere"}
    final = next((one for one in refusals if one.verdict in against), None)
    if final is not None:
        return final
    faint = next((one for one in refusals if _is_faint(one, match)), None)
    place = faint.rivals[0].point if faint is not None else match.point
    field = match.rect if match.how == "relation" and _within(place, match.rect) else None
    clear = stands_out(target, pictures, look, place, rect, field)
    if clear or (clear is None and (faint is None or _is_covered(target, pictures))):
        return match
    if faint is not None and faint.why == "not_found":
        return faint
    return Refusal("not_found", match.score, (match,), either(*GREYED_OUT))


def _is_faint(refusal: Refusal, match: Match) -> bool:
    """Whether a picture found the place greyed out; of several that look alike, that which words
    have told."""
    if refusal.verdict != "faint":
        return False
    return refusal.why == "not_found" or _within(refusal.rivals[0].point, match.rect)


def _is_covered(target: Target, pictures: Pictures) -> bool:
    """Whether the place itself was covered in its picture, so that this cannot say how clear it
    was."""
    anchor = next(anchor for anchor in target.anchors if isinstance(anchor, ImageAnchor))
    sample = pictures.known(anchor).sample
    return any(_within(sample.point, rect) for rect in sample.changing[: len(anchor.ignore)])


def stands_out(
    target: Target,
    pictures: Pictures,
    look: Look,
    place: Point,
    rect: Rect,
    field: Rect | None = None,
) -> bool | None:
    """Whether a place of the target inside ``rect`` (desktop pixels) that words have told stands
    out as the recorded one did; None where there is nothing to compare. ``field`` is the box of the
    field that it is."""
    pictured = [anchor for anchor in target.anchors if isinstance(anchor, ImageAnchor)]
    if not pictured:
        return None
    sample = pictures.known(pictured[0]).sample
    scale = look.scale(rect)
    height, width = (round(side * scale) for side in sample.pixels.shape[:2])
    around = look.frame.crop(
        intersection((place[0] - width // 2, place[1] - height // 2, width, height), rect)
    )
    if not around.pixels.size:
        return None
    now = resize(around.pixels, 1 / scale)
    (x, y), (left, top) = place, around.origin
    at = (round((x - left) / scale), round((y - top) / scale))
    if field is not None:
        a, b, wide, high = (round(side / scale) for side in field)
        a, b = a - round(left / scale) + FRAME, b - round(top / scale) + FRAME
        box = (a, b, wide - 2 * FRAME, high - 2 * FRAME)  # as it is told without a label
        if can_be_filled_in(sample.grey, sample.point, grey(now), at, box) is False:
            return False
    clear = _reads_as_clearly(sample, now, at)
    if clear is None:
        clear = _is_as_much_a_field(sample, now, at)
    if clear is None and field is not None:
        clear = _is_framed_as_clearly(sample, look, field)
    if clear is not True and field is not None and _is_another_theme(sample.grey, grey(now)):
        # Each theme draws its fields in its own way, but all of them so.
        return _is_like_others(look, field, rect) or clear
    return clear


def _reads_as_clearly(sample: Sample, now: Pixels, at: Point) -> bool | None:
    then = clearness(sample.written, sample.point)
    seen = clearness(written(now, at), at)
    return None if then is None or seen is None else seen / then >= FAINT


def _is_as_much_a_field(sample: Sample, now: Pixels, at: Point) -> bool | None:
    then = _ground_contrast(sample.grey, sample.point)
    if then < LEAST:
        return None
    return _ground_contrast(grey(now), at) / then >= FIELD


def _is_framed_as_clearly(sample: Sample, look: Look, field: Rect) -> bool | None:
    """Whether the frame of a field that has its page's ground is as clear as it was."""
    own = [box for box in sample.changing if _within(sample.point, box)]
    if not own:
        return None
    then = frame_contrast(sample.grey, min(own, key=lambda box: box[2] * box[3]))
    if then < LEAST:
        return None
    (left, top), (x, y, width, height) = look.frame.origin, field
    levels = grey(look.frame.pixels)
    return frame_contrast(levels, (x - left, y - top, width, height)) / then >= FIELD


def _is_another_theme(then: Grey, now: Grey) -> bool:
    """Whether light has become dark, or the other way round."""
    was, now_is = (int(np.bincount(levels.ravel()).argmax()) for levels in (then, now))
    return abs(was - now_is) >= _THEMES


def _is_like_others(look: Look, field: Rect, rect: Rect) -> bool:
    """Whether there is another field inside ``rect``, as high and of the same ground."""
    part, scale = look.frame.crop(rect), look.scale(rect)
    (left, top), (x, y, width, height) = part.origin, field
    levels = grey(part.pixels)

    def ground(box: Rect) -> int:
        a, b, wide, high = box
        return int(np.bincount(levels[b : b + high, a : a + wide].ravel()).argmax())

    own = (x - left, y - top, width, height)
    level = ground(own)
    return any(
        abs(box[3] - height) <= _AS_HIGH * scale
        and box[2] >= _WIDE * scale
        and not all(intersection(box, own)[2:])
        and abs(ground(box) - level) <= _SAME_GROUND
        for box in boxes(part.pixels, scale).closed
    )


def _within(point: Point, rect: Rect) -> bool:
    return rect[0] <= point[0] < rect[0] + rect[2] and rect[1] <= point[1] < rect[1] + rect[3]


def _ground_contrast(levels: Grey, point: Point) -> float:
    """How the ground at a point stands out from the commonest one."""
    across, down = _MIDDLE
    own = levels[
        max(0, point[1] - down) : point[1] + down, max(0, point[0] - across) : point[0] + across
    ]
    if not own.size:
        return 0.0
    here, page = (int(np.bincount(part.ravel()).argmax()) for part in (own, levels))
    return contrast_of(here, page)
