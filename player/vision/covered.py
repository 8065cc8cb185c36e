"""Covered texts of a row, known again wherever their columns have gone.

In a window that became wider each column of a table has moved by another distance, and in larger
letters a text is wider than it was. So the sealed cells of a text are not only looked for where
they were from the point: they are compared with each text that now stands in the same line, drawn
as wide as the covered one was.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made

import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.field import Field, orientation_field, resize
from player.vision.sealed import CELL, Sealed, strip
from player.vision.segments import segments
from scripts.model import Point, Rect

_ACROSS, _DOWN = 3, 3
"""Pixels by which a cell may be off in a text that has been found."""
_SAME_WIDTH = 3
"""Pixels by which two texts differ in width that are drawn alike."""
_NARROWEST, _WIDEST = 0.75, 1.4
"""How much narrower or wider the same text may be drawn."""
_AROUND = 24
"""Pixels around a text that its edges are compared with."""
_LEVEL, _LEVEL_SHARE = 7, 0.15
"""Pixels by which a text may be off its line, and the share of its distance from the point."""
LEAST_LIKE = 0.4
"""Likeness of a text from which its row is looked at."""
_THERE = 0.7
"""Likeness from which a text of the row is there."""
_FOR_ROWS, _MOST_TEXTS, _ROW = 3, 3, 7
"""How many rows are looked at, by how many texts those are chosen, and pixels by which the texts of
a row may differ in height."""
_ON = 8
"""Pixels beside a text within which a place is on it."""
_BESIDE = 60
"""Pixels from the point from which a text is surely on one side of it."""
_ASIDE, _ASIDE_SHARE = 24, 0.4
"""Pixels across by which a place may be off where the nearest text says that it is, and the share
of the distance between the two."""

_BAND = 900_000
"""Pixels in which texts are looked for in one go. Bands overlap: a third as many of them take two
thirds of the time, and 30 MiB."""

Cells = tuple[Field | Sealed, ...]


def tiles(box: Rect, point: Point) -> list[Point]:
    """The cells of a text in ``box``: their centres from ``point``, the first at its left end and
    the last at its right one."""
    x, y, width, height = box
    middle = round(y + height / 2) - point[1]
    if width <= CELL[0]:
        return [(round(x + width / 2) - point[0], middle)]
    count = math.ceil(width / CELL[0])
    first, last = x + CELL[0] // 2 - point[0], x + width - CELL[0] // 2 - point[0]
    return [(round(at), middle) for at in np.linspace(first, last, count)]


@dataclass(frozen=True, slots=True)
class Text:
    """A covered text: which cells are its own (indexes of the sample's), where its left end is from
    the point, its width, and how far below the point its middle is."""

    cells: tuple[int, ...]
    left: int
    width: int
    middle: int

    @property
    def own(self) -> bool:
        """Whether it is the place itself."""
        beside = self.left - _ON <= 0 <= self.left + self.width + _ON
        return beside and abs(self.middle) <= CELL[1] // 2

    @property
    def narrow(self) -> bool:
        """Whether it was no wider than a cell: nobody knows how wide."""
        return self.width <= CELL[0]


def texts_of(cells: Cells) -> tuple[Text, ...]:
    """The texts that the sealed ones among some cells belong to."""
    found: list[list[int]] = []
    for index, cell in enumerate(cells):
        if not isinstance(cell, Sealed):
            continue
        before = cells[found[-1][-1]] if found else None
        if (
            isinstance(before, Sealed)
            and before.offset[1] == cell.offset[1]
            and 0 < cell.offset[0] - before.offset[0] <= CELL[0]
        ):
            found[-1].append(index)
        else:
            found.append([index])
    texts = []
    for run in found:
        first, last = cells[run[0]], cells[run[-1]]
        assert isinstance(first, Sealed) and isinstance(last, Sealed)
        width = last.offset[0] - first.offset[0] + CELL[0]
        texts.append(Text(tuple(run), first.offset[0] - CELL[0] // 2, width, first.offset[1]))
    return tuple(texts)


@dataclass(slots=True, eq=False)
class Page:
    """The texts of a part of the screen at scaling 1, found when they are first asked for."""

    pixels: Pixels
    field: Field
    _boxes: tuple[Rect, ...] | None = None
    _drawn: dict[tuple[Rect, int], tuple[Field, float, float]] = made(default_factory=dict)
    _like: dict[tuple[Text, Rect, int], tuple[Cells, NDArray[np.float32], float]] = made(
        default_factory=dict
    )

    @property
    def boxes(self) -> tuple[Rect, ...]:
        if self._boxes is None:
            self._boxes = tuple(segments(self.pixels, 1.0, band=_BAND))
        return self._boxes

    def _as_wide(self, box: Rect, width: int) -> tuple[Field, float, float]:
        """The edges of a text drawn so wide, and where the middle of its left end is in them."""
        key = (box, width)
        if key not in self._drawn:
            x, y, wide, high = box
            around = math.ceil(_AROUND * wide / width)
            left, top = max(0, x - around), max(0, y - around)
            cut = self.pixels[top : y + high + around, left : x + wide + around]
            drawn = orientation_field(resize(np.ascontiguousarray(cut), width / wide))
            share = drawn.shape[1] / cut.shape[1]
            self._drawn[key] = (drawn, (x - left) * share, (y + high / 2 - top) * share)
        return self._drawn[key]

    def likeness(self, text: Text, cells: Cells, box: Rect) -> tuple[NDArray[np.float32], float]:
        """How like each cell of a covered text is what stands in ``box``, and where the point then
        is across, in pixels of the page; nothing is like it where the box is too wide."""
        key = (text, box, id(cells))
        if key not in self._like:
            self._like[key] = (cells, *self._likeness(text, cells, box))
        _, scores, at = self._like[key]
        return scores, at

    def _likeness(self, text: Text, cells: Cells, box: Rect) -> tuple[NDArray[np.float32], float]:
        own = [cell for index in text.cells if isinstance(cell := cells[index], Sealed)]
        x, y, wide, high = box
        middle, wider = y + high / 2, wide / text.width
        ways = []
        if abs(wide - text.width) <= _SAME_WIDTH or (text.narrow and wide <= _WIDEST * text.width):
            left = x + (wide - text.width) / 2
            ways.append((_slide(own, text, self.field, left, middle, _ACROSS, 1), 1.0))
        else:
            if wide > text.width:
                more = math.ceil((wide - text.width) / 2)
                ways.append((_slide(own, text, self.field, x + more, middle, more + _ACROSS, 2), 1))
            if _NARROWEST <= wider <= _WIDEST:
                drawn, left, middle = self._as_wide(box, text.width)
                scores, _ = _slide(own, text, drawn, left, middle, _ACROSS, 1)
                ways.append(((scores, float(x)), wider))
        none = np.zeros(len(own), np.float32)
        (scores, begins), wider = max(ways, key=lambda way: float(way[0][0].sum()),
                                      default=((none, 0.0), 1.0))  # fmt: skip
        return scores, begins - text.left * wider

    def rows(self, texts: Sequence[Text], cells: Cells) -> list[Point]:
        """Where the point is in the rows that are most like the covered texts, the likeliest first;
        across only where the place itself is one of them, which then decides alone."""
        texts = sorted(texts, key=lambda text: (-text.own, -len(text.cells)))
        texts = texts[:1] if texts[0].own else texts[:_MOST_TEXTS]
        found: list[tuple[float, Point]] = []
        for text in texts:
            for box in self.boxes:
                scores, x = self.likeness(text, cells, box)
                if (score := float(scores.mean())) >= LEAST_LIKE:
                    found.append((score, (round(x), round(box[1] + box[3] / 2) - text.middle)))
        found.sort(reverse=True)
        best: list[tuple[float, Point]] = []
        for _, at in found:
            if all(abs(other[1] - at[1]) > _ROW for _, other in best):
                row = [score for score, other in found if abs(other[1] - at[1]) <= _ROW]
                best.append((sum(row[: len(texts)]), at))
        return [at for _, at in sorted(best, reverse=True)[:_FOR_ROWS]]

    def nearest(self, texts: Sequence[Text], cells: Cells, y: int) -> tuple[Text, int] | None:
        """Of the covered texts that are there in the row which has the point at height ``y`` the
        one nearest to the point, and where the point then is across."""
        for text in sorted(texts, key=lambda text: abs(text.left + text.width / 2)):
            slack = _LEVEL + _LEVEL_SHARE * abs(text.middle)
            found = [
                self.likeness(text, cells, box) for box in self.boxes
                if abs(box[1] + box[3] / 2 - text.middle - y) <= slack
            ]  # fmt: skip
            best, x = max(((float(scores.mean()), x) for scores, x in found), default=(0.0, 0.0))
            if best >= _THERE:
                return text, round(x)
        return None

    def fits(self, texts: Sequence[Text], cells: Cells, at: Point) -> bool:
        """Whether ``at`` is as far along its row as the covered texts say: in another column the
        nearest of them would be elsewhere. What is farther away may have moved more."""
        nearest = self.nearest(texts, cells, at[1])
        if nearest is None:
            return True
        text, x = nearest
        return abs(x - at[0]) <= _ASIDE + _ASIDE_SHARE * abs(text.left + text.width / 2)

    def known_again(self, text: Text, cells: Cells, at: Point) -> tuple[NDArray[np.float32], Point]:
        """How like each cell of a covered text is the likeliest text in the line of ``at``, and
        where the point then is."""
        best, place = np.zeros(len(text.cells), np.float32), at
        slack = _LEVEL + _LEVEL_SHARE * abs(text.middle)
        for box in self.boxes:
            middle = box[1] + box[3] / 2 - text.middle
            if abs(middle - at[1]) > slack or not _on_the_same_side(text, box, at[0]):
                continue
            scores, x = self.likeness(text, cells, box)
            if scores.sum() > best.sum():
                best, place = scores, (round(x), round(middle))
        return best, place


def _slide(
    cells: Sequence[Sealed],
    text: Text,
    edges: Field,
    left: float,
    middle: float,
    across: int,
    drifts: int,
) -> tuple[NDArray[np.float32], float]:
    """How like the cells of a text are what is there if its left end is where all together are most
    like it, up to ``across`` pixels from ``left``; and where that is."""
    begins = [round(left + cell.offset[0] - CELL[0] / 2 - text.left) - across for cell in cells]
    width, first = CELL[0] + 2 * across, min(begins)
    line = strip(
        edges, first, round(middle - CELL[1] / 2) - _DOWN, max(begins) - first + width,
        CELL[1] + 2 * _DOWN,
    )  # fmt: skip
    along = np.stack([
        cell.likeness_in(line[:, begin - first : begin - first + width]).max(axis=0)
        for cell, begin in zip(cells, begins, strict=True)
    ])  # fmt: skip
    at = int(along.mean(axis=0).argmax())
    scores = along[:, max(0, at - drifts) : at + drifts + 1].max(axis=1)
    return np.asarray(scores, np.float32), left - across + across % 2 + 2 * at


def _on_the_same_side(text: Text, box: Rect, x: int) -> bool:
    """Whether a box is left or right of ``x`` as a covered text is of its point."""
    was, now = text.left + text.width / 2, box[0] + box[2] / 2 - x
    if text.own:
        return box[0] - CELL[0] <= x <= box[0] + box[2] + CELL[0]
    return abs(was) < _BESIDE or was * now > 0
