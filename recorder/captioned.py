"""A value that is only shown, known by the caption in front of it.

Where one citizen's data are shown, the number behind 접수 번호 is another one each time, and the
words in front of it stay. In a list each row has them, or has none; there its own data tell it.
"""

from __future__ import annotations

from collections.abc import Iterator

from player.locate import Look, Pictures, locate
from player.look import intersection
from player.ocr.captioned import captioned, captions_before
from player.ocr.reader import read_lines
from player.types import Frame, Match, Refusal
from recorder.personal import NOBODY, Known, is_personal, names_a_value
from recorder.tables import in_rows
from recorder.texts import EXACT
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect, Seen, Target, TextAnchor, WindowPattern

_LEFT, _RIGHT, _LEVEL = 380, 260, 20
"""Pixels at scaling 1 left and right of a place, and above and below it, that are read."""
_COLUMN = 6
"""Pixels at scaling 1 by which the captions of cards above each other may be off."""
_SURROUNDS = " :："


def by_caption(
    point: Point,
    look: Look,
    bounds: Rect,
    pattern: WindowPattern | None,
    seen: Seen,
    known: Known = NOBODY,
    frame: Rect | None = None,
) -> tuple[TextAnchor, ...]:
    """The caption by which a value (desktop pixels) in a window with the rectangle ``bounds`` is
    found: inside the ``frame`` that is drawn around both, where one is given. None in a row of a
    list or on one of several cards, and none where nothing can read."""
    scale = look.scale(bounds)
    try:
        captions = list(_captions(point, look.frame, frame or bounds, scale, known))
        if not captions or in_rows(point, look, bounds):
            return ()
        for text, offset in captions:
            anchor = TextAnchor(text, "value", offset, seen)
            found = locate(Target("", pattern, (anchor,)), Pictures({}), look)
            if isinstance(found, Match) and all(
                abs(there - here) <= EXACT for there, here in zip(found.point, point, strict=True)
            ):
                return (anchor,)
            if isinstance(found, Refusal) and found.why == "ambiguous":
                return ()  # a part of it, misread elsewhere, would be found once
    except DesktopProblem:
        return ()
    return ()


def card_pitch(point: Point, look: Look, bounds: Rect, known: Known = NOBODY) -> int:
    """Pixels at scaling 1 from a value (desktop pixels) to the nearest one above or below it that
    has the same caption: that of the next card; 0 where there is none, or nothing can read."""
    part, scale = look.frame.crop(bounds), look.scale(bounds)
    x, y = point[0] - part.origin[0], point[1] - part.origin[1]
    try:
        for text, _ in _captions(point, look.frame, bounds, scale, known):
            places = [one.caption for one in captioned(part.pixels, text, scale)]
            own = min(places, default=None, key=lambda one: abs(one[1] + one[3] / 2 - y))
            if own is None or not own[0] <= x or abs(own[1] + own[3] / 2 - y) > own[3]:
                continue
            away = [
                abs(one[1] - own[1]) for one in places
                if abs(one[0] - own[0]) <= _COLUMN * scale and abs(one[1] - own[1]) > own[3]
            ]  # fmt: skip
            if away:
                return round(min(away) / scale)
    except DesktopProblem:
        return 0
    return 0


def _captions(
    point: Point, frame: Frame, bounds: Rect, scale: float, known: Known
) -> Iterator[tuple[str, Point]]:
    """What may be the caption of a value, and where from its centre the value is, the nearest
    first."""
    left, right, level = (round(side * scale) for side in (_LEFT, _RIGHT, _LEVEL))
    zone = (point[0] - left, point[1] - level, left + right, 2 * level)
    part = frame.crop(intersection(zone, bounds))
    x, y = point[0] - part.origin[0], point[1] - part.origin[1]
    beside = [
        line for line in read_lines(part.pixels, scale)
        if line.rect[0] <= x and abs(line.rect[1] + line.rect[3] / 2 - y) <= line.rect[3]
    ]  # fmt: skip
    for line in sorted(beside, key=lambda one: -one.rect[0]):
        for text, (a, b, width, height) in captions_before(line, x):
            if names_a_value(text) and not is_personal(text, known):
                yield (
                    text.strip(_SURROUNDS),
                    (round(x - a - width / 2), round(y - b - height / 2)),
                )
