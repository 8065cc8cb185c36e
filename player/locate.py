"""Where a target is on the screen, or why it is not certain.

The same code answers the recorder (is this picture good enough?), the player, the ``locate``
command and the bench. It works on one look at the screen and touches nothing.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from player.ocr.reader import find_text
from player.types import Frame, How, Match, Pixels, Refusal, Window
from player.vision.field import Field, Grey, energy, grey, orientation_field, resize
from player.vision.match import find, likeness
from player.vision.picture import decode
from scripts.model import Anchor, ImageAnchor, Point, Rect, Target, TextAnchor, WindowPattern

LIKE = 0.60
"""Correlation from which a picture counts as found inside its window."""
LIKE_ELSEWHERE = 0.78
"""The same outside of its window, where nothing but the picture speaks for the place."""
MARGIN = 0.08
"""How much better the best place must be than the next."""
ELEMENT_LIKE = 0.74
"""Correlation that the element itself must have: surroundings alone would click where a removed
button was. On drawn forms the right element has 1.0 as it was and 0.75 to 0.92 at another scaling,
a neighbour of the same shape with another caption at most 0.72."""
ELEMENT = (56, 28)
"""Pixels (width, height) around the acting point that are the element itself."""
FAINT = 0.45
"""Share of its recorded contrast below which an element is greyed out: the orientation field does
not see that, a click on it would be lost. A disabled button of the usual kinds has 0.15 to 0.35, a
dark theme at least 0.8."""
ENOUGH = 40.0
"""Field energy below which a picture has nothing to recognise."""


def matches(pattern: WindowPattern, window: Window) -> bool:
    """Whether a window is one that the pattern means: title by ``*`` and ``?`` without regard to
    case, program by name without its ``.exe``."""
    if pattern.program is not None and _program(pattern.program) != _program(window.program):
        return False
    return _title(pattern.title).fullmatch(_folded(window.title)) is not None


def _program(name: str) -> str:
    return name.casefold().removesuffix(".exe")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


@functools.cache
def _title(pattern: str) -> re.Pattern[str]:
    wild = {"*": ".*", "?": "."}
    return re.compile("".join(wild.get(c, re.escape(c)) for c in _folded(pattern)), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the screen as the finder sees it: its field at the recorded scaling.

    Desktop pixels = ``origin`` + area pixels × ``factor``.
    """

    origin: Point
    field: Field
    grey: Grey
    factor: float


@dataclass(slots=True)
class Look:
    """One look at the screen. Fields are computed once per area and scaling."""

    frame: Frame
    windows: tuple[Window, ...] = ()
    _areas: dict[tuple[Rect, float], Area] = field(default_factory=dict)

    def area(self, rect: Rect, recorded_scale: float) -> Area:
        """The part of the look inside ``rect``, shrunk or enlarged to the recorded scaling."""
        key = (rect, recorded_scale)
        if key not in self._areas:
            part = self.frame.crop(rect)
            factor = self.frame.scale / recorded_scale
            pixels = resize(part.pixels, 1 / factor) if part.pixels.size else _NOTHING
            self._areas[key] = Area(part.origin, orientation_field(pixels), grey(pixels), factor)
        return self._areas[key]

    def named(self, pattern: WindowPattern) -> list[Window]:
        """The visible windows that the pattern means, front to back."""
        return [w for w in self.windows if not w.minimised and matches(pattern, w)]


_NOTHING: Pixels = np.zeros((1, 1, 3), np.uint8)


@dataclass(slots=True)
class Pictures:
    """The pictures of a script with what the finder needs of each, made when first asked for."""

    images: Mapping[str, bytes]
    _pixels: dict[str, Pixels] = field(default_factory=dict)
    _fields: dict[str, Field] = field(default_factory=dict)
    _greys: dict[str, Grey] = field(default_factory=dict)

    def pixels(self, image: str) -> Pixels:
        """BGR pixels of a picture; raises UsageError if it is none."""
        if image not in self._pixels:
            self._pixels[image] = decode(self.images[image], f"images/{image}.png")
        return self._pixels[image]

    def grey(self, image: str) -> Grey:
        if image not in self._greys:
            self._greys[image] = grey(self.pixels(image))
        return self._greys[image]

    def field(self, image: str) -> Field:
        if image not in self._fields:
            self._fields[image] = orientation_field(self.pixels(image))
        return self._fields[image]


def locate(target: Target, pictures: Pictures, look: Look) -> Match | Refusal:
    """Find a target in a look: in its windows, front to back, then on the whole screen.

    The first anchor that gives exactly one place decides. A Refusal is the most telling one that
    was met: ambiguous before not found.
    """
    if target.window is None or not look.windows:
        return _search(target, pictures, look, look.frame.rect, LIKE)
    windows = look.named(target.window)
    if not windows:
        return Refusal("no_window", detail=target.window.title)
    results = [_search(target, pictures, look, window.rect, LIKE) for window in windows]
    found = [result for result in results if isinstance(result, Match)]
    if found:
        others = [m for m in found[1:] if not _same_place(m.point, found[0].point)]
        if others:  # two windows of that name show it: which one is meant?
            return Refusal("ambiguous", found[0].score, (found[0], others[0]))
        return found[0]
    refusals = [result for result in results if isinstance(result, Refusal)]
    if all(refusal.why != "ambiguous" for refusal in refusals):
        # A weaker rule elsewhere must not decide what stricter eyes could not.
        elsewhere = _search(target, pictures, look, look.frame.rect, LIKE_ELSEWHERE)
        if isinstance(elsewhere, Match):
            return elsewhere
        refusals.append(elsewhere)
    return _worst(refusals)


def _search(
    target: Target, pictures: Pictures, look: Look, rect: Rect, like: float
) -> Match | Refusal:
    """Find a target inside ``rect``: the first anchor that gives exactly one place decides."""
    refusals: list[Refusal] = []
    for anchor in target.anchors:
        result = _find_anchor(anchor, pictures, look, rect, like)
        if isinstance(result, Match) or result.why == "ambiguous":
            return result
        refusals.append(result)
    return _worst(refusals)


def _same_place(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= 9 and abs(one[1] - other[1]) <= 9


_NO_ANCHOR = Refusal("not_found", detail="찾을 그림이나 글자가 없어요")


def _worst(refusals: list[Refusal]) -> Refusal:
    return max(refusals, key=lambda r: (r.why == "ambiguous", r.best), default=_NO_ANCHOR)


def _find_anchor(
    anchor: Anchor, pictures: Pictures, look: Look, rect: Rect, like: float
) -> Match | Refusal:
    if isinstance(anchor, ImageAnchor):
        return _find_image(anchor, pictures, look, rect, like)
    return _find_label(anchor, look, rect)


def _find_image(
    anchor: ImageAnchor, pictures: Pictures, look: Look, rect: Rect, like: float
) -> Match | Refusal:
    needle = pictures.field(anchor.image)
    if energy(needle) < ENOUGH:
        return Refusal("ambiguous", detail="그림에 알아볼 것이 없어요")
    area = look.area(rect, anchor.seen.scale if anchor.seen else 1.0)
    height, width = needle.shape[:2]
    found = [
        Match(
            rect=(
                round(area.origin[0] + peak.x * area.factor),
                round(area.origin[1] + peak.y * area.factor),
                round(width * area.factor),
                round(height * area.factor),
            ),
            point=(
                round(area.origin[0] + (peak.x + width / 2 + anchor.offset[0]) * area.factor),
                round(area.origin[1] + (peak.y + height / 2 + anchor.offset[1]) * area.factor),
            ),
            score=peak.score,
            margin=0.0,
            how="image",
        )
        for peak in find(area.field, needle)
    ]
    if not found or found[0].score < like:
        return Refusal("not_found", found[0].score if found else 0.0, tuple(found[:2]))
    # A place where only the surroundings fit is no candidate, and so no rival either.
    standing = [
        m for m in found if _element_likeness(needle, anchor.offset, area, m) >= ELEMENT_LIKE
    ]
    if not standing or standing[0].score < like:
        detail = "둘레는 같은데 그 자리의 그림이 달라요"
        return Refusal("not_found", found[0].score, tuple(found[:2]), detail)
    best = standing[0]
    if _contrast(pictures.grey(anchor.image), anchor.offset, area, best) < FAINT:
        return Refusal("not_found", best.score, (best,), "흐려져 있어요: 아직 누를 수 없어 보여요")
    margin = best.score - (standing[1].score if len(standing) > 1 else 0.0)
    if margin < MARGIN:
        return Refusal("ambiguous", best.score, tuple(standing[:2]))
    return Match(best.rect, best.point, best.score, margin, "image")


def _element_box(shape: tuple[int, ...], offset: Point) -> Rect:
    """Where in a picture of a shape (height, width, …) the element itself is."""
    height, width = shape[:2]
    centre = (width / 2 + offset[0], height / 2 + offset[1])
    left = int(min(max(centre[0] - ELEMENT[0] / 2, 0), max(0, width - ELEMENT[0])))
    top = int(min(max(centre[1] - ELEMENT[1] / 2, 0), max(0, height - ELEMENT[1])))
    return (left, top, min(ELEMENT[0], width), min(ELEMENT[1], height))


def _corner(area: Area, match: Match) -> Point:
    """A match's upper left corner in the area's pixels."""
    return (
        round((match.rect[0] - area.origin[0]) / area.factor),
        round((match.rect[1] - area.origin[1]) / area.factor),
    )


def _element_likeness(needle: Field, offset: Point, area: Area, match: Match) -> float:
    """How like the element itself is, apart from its surroundings. 1 where it is too plain to
    say (an empty field), because then only the surroundings can speak."""
    left, top, width, height = _element_box(needle.shape, offset)
    element = needle[top : top + height, left : left + width]
    if energy(element) < ENOUGH:
        return 1.0
    x, y = _corner(area, match)
    best = 0.0
    for dy in range(-2, 3):
        for dx in range(-2, 3):
            row, column = y + top + dy, x + left + dx
            if row < 0 or column < 0:
                continue
            seen = area.field[row : row + height, column : column + width]
            if seen.shape == element.shape:
                best = max(best, likeness(seen, element))
    return best


def _contrast(recorded: Grey, offset: Point, area: Area, match: Match) -> float:
    """The element's contrast as a share of the recorded one; 1 where it was too plain to say."""
    left, top, width, height = _element_box(recorded.shape, offset)
    before = float(recorded[top : top + height, left : left + width].std())
    x, y = _corner(area, match)
    now = area.grey[max(0, y + top) : y + top + height, max(0, x + left) : x + left + width]
    if before < 4 or not now.size:
        return 1.0
    return float(now.std()) / before


def _find_label(anchor: TextAnchor, look: Look, rect: Rect) -> Match | Refusal:
    part = look.frame.crop(rect)
    found = find_text(part.pixels, anchor.text)
    how: How = "relation" if anchor.then else "text"
    factor = look.frame.scale / (anchor.seen.scale if anchor.seen else 1.0)
    hits = []
    for hit in found:
        x, y, width, height = hit.rect
        x, y = x + part.origin[0], y + part.origin[1]
        offset = anchor.offset
        if anchor.then and offset == (0, 0):
            offset = (width // 2 + 4 * height, 0) if anchor.then == "right" else (0, 2 * height)
            factor = 1.0
        point = (
            round(x + width / 2 + offset[0] * factor),
            round(y + height / 2 + offset[1] * factor),
        )
        hits.append(Match((x, y, width, height), point, hit.score, 0.0, how))
    if not hits:
        return Refusal("not_found", detail=anchor.text)
    margin = hits[0].score - (hits[1].score if len(hits) > 1 else 0.0)
    if margin < MARGIN:
        return Refusal("ambiguous", hits[0].score, tuple(hits[:2]), anchor.text)
    return Match(hits[0].rect, hits[0].point, hits[0].score, margin, hits[0].how)
