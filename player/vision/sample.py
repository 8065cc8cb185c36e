"""What is known of a place: its picture cut into parts that are looked for on their own.

A part that changed (a filled field, another row's name) must not spoil the rest, and a part that
moved a little must not either. So the surroundings are scored as small cells, each with a few
pixels of tolerance, and the element itself apart from them.

All lengths are pixels at scaling 1; fields are of that scaling.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.contrast import Written, written
from player.vision.covered import Text, texts_of
from player.vision.entry import entry
from player.vision.field import Field, Grey, grey, half, orientation_field, resize, strength
from player.vision.room import RIM, text_area
from player.vision.sealed import CELL as SEALED_CELL
from player.vision.sealed import Sealed
from scripts.model import Point, Rect

CORE, CONTEXT, BAND = (96, 40), (400, 160), (640, 30)
"""Width and height around the point of what candidates are looked for with: the element with
little beside it, its surroundings, and what stands in its line."""
CELL = SEALED_CELL
REACH = (320, 170)
"""How far from the point cells reach, across and down, where the picture does."""
FEWEST_NEAR = 8
"""Cells within reach below which those beyond it are taken, too."""
_NEAR_CELLS, _BAND_CELLS = 72, 26
"""Most cells that are kept: the nearest, and the clearest of the rest of the line."""
FAINTEST, _FAINTEST_IN_BAND = 0.03, 0.06
"""Mean strength below which a cell is too empty to say anything."""
_PLAIN = 12.0
"""Summed strength below which the largest patch of an element is empty."""
_INNER_HALF = 40
"""Pixels left and right of the point within which an element has something of its own: a button's
upper and lower edges are there, however wide it is."""
_INNER = 3
"""Neighbours by which it is known where a cell may have gone."""
_RULE = 2
"""Pixels at the upper and the lower end of a row that its rules may be drawn in."""
_SHOWN = 0.5
"""Share of a cell that must not be left out."""
_ELEMENTS = ((36, 24), (56, 28), (80, 32), (120, 36), (180, 40), (280, 44))
"""Sizes of the element's own patch, tried until one holds enough edges."""
_ELEMENTS_IN_LINE = (*_ELEMENTS[:4], (240, 24), (400, 24))
"""The same where it is in no field: in a wide cell the text stands far to the left."""
_COLUMNS = 24
"""Pixels between two covered texts from which they stand in two columns."""
_EDGE, _ENOUGH_EDGES = 0.25, 90
"""Strength from which a pixel counts as an edge, and how many of them make a patch telling."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A piece of a field, and where the point is in it."""

    field: Field
    at: Point
    mask: Field | None = None
    """1 where the field counts, 0 where it does not; None where all of it does."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The surroundings: ``fields[i]`` lies with its centre at ``offsets[i]`` (x, y) from the
    point; ``strengths[i]`` is its mean strength. Those that are sealed come last."""

    fields: tuple[Field | Sealed, ...]
    masks: tuple[Field | None, ...]
    offsets: NDArray[np.float32]
    strengths: NDArray[np.float32]
    inner: tuple[tuple[int, ...], ...]
    """Of each cell the neighbours that are nearer to the point, by index; they come first."""
    texts: tuple[Text, ...] = ()
    """The covered texts that the sealed ones belong to."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A place as it was recorded. What ``changing`` covers is 0 in all fields."""

    pixels: Pixels
    field: Field
    grey: Grey
    point: Point
    rest: tuple[float, float]
    """What rounding took from the point, 0..1 pixels."""
    core: Part
    element: Part
    dense: tuple[Part, Part, Part]
    """Core at half resolution, context and band at a quarter of it."""
    small: Part
    """The element at half resolution."""
    cells: Cells
    strength: float
    """Summed strength of the element's patch; near 0 for an empty place."""
    changing: tuple[Rect, ...] = ()
    """Parts of the picture whose content changes: a field's inside."""
    written: tuple[Written, ...] = ()
    """The lines of text around the point, the nearest first."""
    framed: bool = False
    """Whether the frame of a field is around the point."""

    def with_seals(self, sealed: tuple[Sealed, ...]) -> Sample:
        """The sample with what is known of parts that are covered."""
        return replace(self, cells=_with(self.cells, sealed))

    def row(self, pitch: int) -> tuple[float, float]:
        """From where to where from the point its row goes, if rows are ``pitch`` pixels high: its
        texts, which are sealed, stand in the middle."""
        middles = [text.middle for text in self.cells.texts if abs(text.middle) <= pitch / 2]
        middle = float(np.median(middles)) if middles else 0.0
        return middle - pitch / 2, middle + pitch / 2

    def within(self, above: float, below: float) -> Sample:
        """The sample of a place in a row that goes from one height to another, from the point: what
        is above or below that, as the line under a table's head, is nothing of its own, and not
        there in another row."""
        top, bottom = above + _RULE, below - _RULE
        core, element = _in_row(self.core, top, bottom), _in_row(self.element, top, bottom)
        dense = (_in_row(self.dense[0], top / 2, bottom / 2), *self.dense[1:])
        return replace(
            self, core=core, element=element, dense=dense,
            small=_in_row(self.small, top / 2, bottom / 2),
            strength=float(strength(element.field).sum()),
        )  # fmt: skip

    @property
    def sealed(self) -> NDArray[np.bool_]:
        """Which cells are sealed."""
        return np.array([isinstance(cell, Sealed) for cell in self.cells.fields], bool)

    @property
    def own_seals(self) -> list[int]:
        """Which of the cells are sealed and show the element itself."""
        return [
            index for text in self.cells.texts if text.own for index in text.cells
            if abs(self.cells.offsets[index][0]) <= SEALED_CELL[0]
        ]  # fmt: skip

    @property
    def in_field(self) -> bool:
        """Whether the place itself changes: the inside of a field."""
        if self.own_seals:
            return False
        x, y = self.point
        return any(a <= x < a + c and b <= y < b + d for a, b, c, d in self.changing)

    @property
    def covered(self) -> bool:
        """Whether the place itself was covered, so that the picture cannot say how it is drawn."""
        x, y = self.point
        return not self.framed and any(
            a <= x < a + c and b <= y < b + d for a, b, c, d in self.changing
        )

    @property
    def plain(self) -> bool:
        """Whether there is nothing to see at the place itself: the middle of a large empty field.
        Only what is around it can tell it."""
        return self.empty and not self.own_seals

    @property
    def empty(self) -> bool:
        """Whether nothing of the place itself is on the picture."""
        return self.strength < _PLAIN

    @property
    def hollow(self) -> bool:
        """Whether only the element's patch reaches what there is to see: in the middle of a wide
        cell whose text stands at its left."""
        return float(strength(self.core.field).sum()) < _PLAIN

    @property
    def bare(self) -> bool:
        """Whether nothing is drawn at the place itself, even if the frame of its list reaches into
        the ends of its core."""
        x = self.core.at[0]
        inner = self.core.field[:, max(0, x - _INNER_HALF) : x + _INNER_HALF]
        return float(strength(np.ascontiguousarray(inner)).sum()) < _PLAIN

    @property
    def flat(self) -> bool:
        """Whether there is nothing to recognise at all."""
        return not self.cells.fields and self.strength < _ENOUGH_EDGES * _EDGE


def take(
    pixels: Pixels,
    point: tuple[float, float],
    scale: float,
    changing: tuple[Rect, ...] = (),
    another_text: bool = False,
) -> Sample:
    """The sample of a picture (BGR, at ``scale``) around ``point`` (pixels of the picture).
    ``changing`` are parts of the picture to leave out, beside the field that the point is in; with
    ``another_text`` all of the area for text around it is."""
    pixels = resize(pixels, 1 / scale)
    exact = (point[0] / scale, point[1] / scale)
    field, levels = orientation_field(pixels), grey(pixels)
    height, width = field.shape[:2]
    x = min(max(int(exact[0]), 0), width - 1)
    y = min(max(int(exact[1]), 0), height - 1)
    left_out = tuple((round(a / scale), round(b / scale), round(c / scale), round(d / scale))
                     for a, b, c, d in changing)  # fmt: skip
    inside = entry(levels, (x, y))
    if inside is not None and _is_strip(inside, left_out):
        inside = None
    if inside is None and another_text:
        inside = _text_area(field, levels, (x, y), left_out)
    if inside is not None:
        left_out += (inside,)
    both = _shown(field, left_out)
    field = field * both
    strong = strength(field)
    sizes = _ELEMENTS if inside else _ELEMENTS_IN_LINE
    element = sizes[-1]
    for size in sizes:
        if int((_cut(strong, (x, y), size)[0] > _EDGE).sum()) >= _ENOUGH_EDGES:
            element = size
            break

    def part(size: Point) -> Part:
        (cut, at), (over, _) = _cut(field, (x, y), size), _cut(both, (x, y), size)
        return Part(np.ascontiguousarray(cut), at, _partial(over))

    return Sample(
        pixels=pixels,
        field=field,
        grey=levels,
        point=(x, y),
        rest=(exact[0] - x, exact[1] - y),
        core=part(CORE),
        element=part(element),
        dense=(_halved(field, (x, y), CORE), _quartered(field, (x, y), CONTEXT),
               _quartered(field, (x, y), BAND)),
        small=_halved(field, (x, y), element),
        cells=_cells(field, both, strong, (x, y)),
        strength=float(_cut(strong, (x, y), element)[0].sum()),
        changing=left_out,
        written=written(pixels, (x, y)),
        framed=inside is not None,
    )  # fmt: skip


def _shown(field: Field, left_out: Sequence[Rect]) -> Field:
    """1 where a field counts, 0 where it is left out."""
    mask = np.ones_like(field)
    for a, b, c, d in left_out:
        mask[max(0, b) : max(0, b + d), max(0, a) : max(0, a + c)] = 0
    return mask


def _is_strip(inside: Rect, left_out: Sequence[Rect]) -> bool:
    """Whether several texts were covered in what looks like an empty field then: it is the strip of
    a row, in which each column has its own."""
    left, top, width, height = inside
    texts = sorted(
        (x, x + wide) for x, y, wide, high in left_out
        if top <= y + high / 2 < top + height and left <= x and x + wide <= left + width
    )  # fmt: skip
    return any(after[0] - before[1] >= _COLUMNS for before, after in itertools.pairwise(texts))


def _text_area(field: Field, levels: Grey, point: Point, left_out: tuple[Rect, ...]) -> Rect | None:
    """The inside of the area for text around a point, if enough is to be seen around it to know
    where it is: it is another text each time."""
    area = text_area(levels, point)
    if area is None:
        return None
    x, y, width, height = area
    inside = (x + RIM, y + RIM, width - 2 * RIM, height - 2 * RIM)
    both = _shown(field, (*left_out, inside))
    around = _cells(field * both, both, strength(field * both), point)
    return inside if len(around.fields) >= FEWEST_NEAR else None


def _in_row(part: Part, above: float, below: float) -> Part:
    """A part of which only what is between two heights counts, from the point."""
    top, bottom = max(0, round(part.at[1] + above)), max(0, round(part.at[1] + below))
    if top == 0 and bottom >= part.field.shape[0]:
        return part
    mask = np.zeros_like(part.field)
    mask[top:bottom] = 1 if part.mask is None else part.mask[top:bottom]
    return Part(part.field * mask, part.at, mask)


def _partial(mask: Field) -> Field | None:
    return None if bool(mask.all()) else np.ascontiguousarray(mask)


def _cut(array: NDArray[np.float32], point: Point, size: Point) -> tuple[Field, Point]:
    """The part of ``size`` around ``point`` as far as there is one, and the point in it."""
    height, width = array.shape[:2]
    left, top = max(0, point[0] - size[0] // 2), max(0, point[1] - size[1] // 2)
    right = min(width, point[0] - size[0] // 2 + size[0])
    bottom = min(height, point[1] - size[1] // 2 + size[1])
    return array[top:bottom, left:right], (point[0] - left, point[1] - top)


def _halved(field: Field, point: Point, size: Point) -> Part:
    return _reduced(field, point, size, 2)


def _quartered(field: Field, point: Point, size: Point) -> Part:
    return _reduced(field, point, size, 4)


def _reduced(field: Field, point: Point, size: Point, by: Literal[2, 4]) -> Part:
    part, (x, y) = _cut(field, point, size)
    # Pixels fall together as they do when the whole is reduced around the point.
    part = half(part[y % by :, x % by :])
    if by == 4:
        part = half(part)
    height, width = part.shape[:2]
    # At the lower and the right end of a picture there may be nothing of the point's own.
    return Part(part, (min(x // by, width - 1), min(y // by, height - 1)))


def _cells(field: Field, mask: Field, strong: NDArray[np.float32], point: Point) -> Cells:
    height, width = field.shape[:2]
    wide, high = CELL
    near: list[tuple[float, int, int, float]] = []
    beyond: list[tuple[float, int, int, float]] = []
    band: list[tuple[float, int, int, float]] = []
    down = REACH[1] + max(0, -(-(height - REACH[1]) // high)) * high
    for dy in range(-down, down + 1, high):
        for dx in range(-(width // wide + 1) * wide, (width // wide + 1) * wide + 1, wide):
            left, top = point[0] + dx - wide // 2, point[1] + dy - high // 2
            # The outermost pixels have half their surroundings beyond the picture.
            if left < 1 or top < 1 or left + wide >= width or top + high >= height:
                continue
            if mask[top : top + high, left : left + wide].mean() < _SHOWN:
                continue
            mean = float(strong[top : top + high, left : left + wide].mean())
            cell = (abs(dx) / 2.2 + abs(dy), dx, dy, mean)
            if abs(dx) <= REACH[0] and abs(dy) <= REACH[1] and mean >= FAINTEST:
                near.append(cell)
            elif abs(dy) <= high // 2 and mean >= _FAINTEST_IN_BAND:
                band.append((-mean, dx, dy, mean))
            elif mean >= FAINTEST:
                beyond.append(cell)
    if len(near) < FEWEST_NEAR:  # in the middle of a large area for text
        near += sorted(beyond)[: _NEAR_CELLS - len(near)]
    near.sort()
    kept, far = near[:_NEAR_CELLS], near[_NEAR_CELLS:]
    band += [(-mean, dx, dy, mean) for _, dx, dy, mean in far
             if abs(dy) <= high // 2 and mean >= _FAINTEST_IN_BAND]  # fmt: skip
    band.sort()
    kept += sorted(band[:_BAND_CELLS], key=lambda cell: abs(cell[1]))
    parts = [
        np.s_[point[1] + dy - high // 2 : point[1] + dy + high // 2,
              point[0] + dx - wide // 2 : point[0] + dx + wide // 2]
        for _, dx, dy, _ in kept
    ]  # fmt: skip
    return Cells(
        tuple(np.ascontiguousarray(field[part]) for part in parts),
        tuple(_partial(mask[part]) for part in parts),
        np.array([(dx, dy) for _, dx, dy, _ in kept], np.float32).reshape(-1, 2),
        np.array([mean for *_, mean in kept], np.float32),
        _inner([(dx, dy) for _, dx, dy, _ in kept]),
    )


def _with(cells: Cells, sealed: tuple[Sealed, ...]) -> Cells:
    offsets = np.array([*cells.offsets, *(cell.offset for cell in sealed)], np.float32)
    strengths = [*cells.strengths, *(cell.strength for cell in sealed)]
    fields = (*cells.fields, *sealed)
    return Cells(
        fields,
        (*cells.masks, *(None for _ in sealed)),
        offsets.reshape(-1, 2),
        np.array(strengths, np.float32),
        _inner([(int(dx), int(dy)) for dx, dy in offsets]),
        texts_of(fields),
    )


def _inner(offsets: list[Point]) -> tuple[tuple[int, ...], ...]:
    """The nearest few of the cells before each one that are nearer to the point in both ways."""
    found = []
    for index, (x, y) in enumerate(offsets):
        near = [
            (abs(x - a) / 2 + abs(y - b), other)
            for other, (a, b) in enumerate(offsets[:index])
            if abs(a) <= abs(x) and abs(b) <= abs(y) and a * x >= 0 and b * y >= 0
        ]
        found.append(tuple(other for _, other in sorted(near)[:_INNER]))
    return tuple(found)
