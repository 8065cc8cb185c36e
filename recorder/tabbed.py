"""The field that Tab led to, where the clerk wants it as a place of its own.

A Tab is right as long as the fields stand in the same order. Where she asks for it, the text that
follows one goes into the field in which it was seen to appear, which is found as any place is.
"""

from __future__ import annotations

from player.types import Window
from player.vision.entry import entry
from player.vision.field import grey, resize
from player.vision.segments import segments
from recorder.gestures import Gesture
from recorder.sights import Sight
from recorder.tidy import CARET, field_written
from scripts.keys import split_chord
from scripts.model import Point

_TABS = frozenset(split_chord(chord) for chord in ("Tab", "Shift+Tab"))
_EDGE = 3
"""Pixels at scaling 1 of a field's frame."""


def led_by_tab(keys: tuple[str, ...]) -> bool:
    """Whether a chord goes to the next field, or to the one before."""
    return keys in _TABS


def empty_field(
    gesture: Gesture[Sight], after: Sight, window: Window, scale: float
) -> Point | None:
    """Where in a window (desktop pixels) a text was written into a field in which nothing had
    stood; None where that is not sure. What stands in a field is chosen by Tab, and replaced: a
    click would put the text beside it."""
    point = field_written(gesture.seen, after, window, scale)
    if point is None:
        return None
    part = gesture.seen.frame.crop(window.rect)
    levels = grey(resize(part.pixels, 1 / scale))
    at = (round((point[0] - part.origin[0]) / scale), round((point[1] - part.origin[1]) / scale))
    field = entry(levels, at)
    if field is None:
        return None
    x, y, width, height = (round(side * scale) for side in field)
    edge = round(_EDGE * scale)
    inside = part.pixels[y + edge : y + height - edge, x + edge : x + width - edge]
    if not inside.size or any(box[2] > CARET * scale for box in segments(inside, scale)):
        return None
    return point
