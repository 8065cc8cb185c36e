"""Where a target is on the screen, or why it is not certain.

The same code answers the recorder (is this picture good enough?), the player, the ``locate``
command and the bench. It works on one look at the screen and touches nothing.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from player.ocr.reader import find_text
from player.types import Frame, How, Match, Pixels, Refusal, Window
from player.vision.field import Field, energy, orientation_field, resize
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
            seen = orientation_field(resize(part.pixels, 1 / factor)) if part.pixels.size else None
            self._areas[key] = Area(part.origin, seen if seen is not None else _NOTHING, factor)
        return self._areas[key]

    def named(self, pattern: WindowPattern) -> list[Window]:
        """The visible windows that the pattern means, front to back."""
        return [w for w in self.windows if not w.minimised and matches(pattern, w)]


_NOTHING: Field = np.zeros((1, 1, 2), np.float32)


@dataclass(slots=True)
class Pictures:
    """The pictures of a script with what the finder needs of each, made when first asked for."""

    images: Mapping[str, bytes]
    _pixels: dict[str, Pixels] = field(default_factory=dict)
    _fields: dict[str, Field] = field(default_factory=dict)

    def pixels(self, image: str) -> Pixels:
        """BGR pixels of a picture; raises UsageError if it is none."""
        if image not in self._pixels:
            self._pixels[image] = decode(self.images[image], f"images/{image}.png")
        return self._pixels[image]

    def field(self, image: str) -> Field:
        if image not in self._fields:
            self._fields[image] = orientation_field(self.pixels(image))
        return self._fields[image]


def locate(target: Target, pictures: Pictures, look: Look) -> Match | Refusal:
    """Find a target in a look: in its windows, front to back, then on the whole screen.

    The first anchor that gives exactly one place decides. A Refusal is the most telling one that
    was met: ambiguous before not found.
    """
    refusals: list[Refusal] = []
    for rect, like in _places(target, look):
        for anchor in target.anchors:
            result = _find_anchor(anchor, pictures, look, rect, like)
            if isinstance(result, Match):
                return result
            refusals.append(result)
            if result.why == "ambiguous":
                # A weaker rule elsewhere must not decide what stricter eyes could not.
                return _worst(refusals)
    if not refusals:
        wanted = target.window.title if target.window else ""
        return Refusal("no_window", detail=wanted)
    return _worst(refusals)


def _places(target: Target, look: Look) -> Iterable[tuple[Rect, float]]:
    """Where to look, in order, with the likeness that each demands."""
    if target.window is None or not look.windows:
        yield look.frame.rect, LIKE
        return
    windows = look.named(target.window)
    for window in windows:
        yield window.rect, LIKE
    if windows:
        yield look.frame.rect, LIKE_ELSEWHERE


def _worst(refusals: list[Refusal]) -> Refusal:
    return max(refusals, key=lambda r: (r.why == "ambiguous", r.best))


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
    margin = best.score - (standing[1].score if len(standing) > 1 else 0.0)
    if margin < MARGIN:
        return Refusal("ambiguous", best.score, tuple(standing[:2]))
    return Match(best.rect, best.point, best.score, margin, "image")


def _element_likeness(needle: Field, offset: Point, area: Area, match: Match) -> float:
    """How like the element itself is, apart from its surroundings. 1 where it is too plain to
    say (an empty field), because then only the surroundings can speak."""
    height, width = needle.shape[:2]
    centre = (width / 2 + offset[0], height / 2 + offset[1])
    left = int(min(max(centre[0] - ELEMENT[0] / 2, 0), max(0, width - ELEMENT[0])))
    top = int(min(max(centre[1] - ELEMENT[1] / 2, 0), max(0, height - ELEMENT[1])))
    element = needle[top : top + ELEMENT[1], left : left + ELEMENT[0]]
    if energy(element) < ENOUGH:
        return 1.0
    x = round((match.rect[0] - area.origin[0]) / area.factor) + left
    y = round((match.rect[1] - area.origin[1]) / area.factor) + top
    best = 0.0
    for dy in range(-2, 3):
        for dx in range(-2, 3):
            if y + dy < 0 or x + dx < 0:
                continue
            seen = area.field[
                y + dy : y + dy + element.shape[0], x + dx : x + dx + element.shape[1]
            ]
            if seen.shape == element.shape:
                best = max(best, likeness(seen, element))
    return best


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
