"""Cells of a spreadsheet, known by their names: the column's letters and the row's number.

Every cell looks like the next one, and what stands around it is other data tomorrow. What tells it
are the headings that the program itself writes above and left of the cells, which follow each
other: one that cannot be read is told by those beside it.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from player.look import Look
from player.ocr.reader import reader
from player.types import Match, Pixels, Refusal
from player.vision.field import Grey, grey
from player.vision.layout import layout, lines_of, uprights
from scripts.language import either
from scripts.model import CELL, Point, Rect

_LETTER, _LEAST, _MOSTLY = 3.6, 3, 0.8
"""Width of a column's letters in their heights, how many headings there are at least, and which
share of their line they are."""
_AROUND = 0.35
"""Heights of the letters above and below them over which the rules between columns stand, too: a J
is drawn nearly as one."""
_RULED, _ONE_RULE = 0.9, 3
"""Share of a heading that a rule stands over, and pixels at scaling 1 within which edges are of one
rule."""
_TRIED = 8
"""Headings of a line that are read to see whether they follow each other."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is seen: its name (``B2``) and the rectangle inside its rules, pixels of the
    picture."""

    name: str
    rect: Rect


def cell_named(pixels: Pixels, name: str, scale: float) -> Cell | None:
    """The cell of that name in a BGR picture; None where no spreadsheet shows it, or its headings
    cannot be read surely. Raises DesktopProblem where nothing can read."""
    parts = CELL.fullmatch(name)
    if parts is None:
        return None
    letters, number = _column(parts[1].upper()), int(parts[2])
    for sheet in _sheets(pixels, scale):
        column = sheet.columns.of(letters)
        row = None if column is None else sheet.rows.of(number)
        if column is not None and row is not None:
            return Cell(name, sheet.rect(column, row))
    return None


def cell_at(pixels: Pixels, point: Point, scale: float) -> Cell | None:
    """The cell around a point of a BGR picture; None where it lies in none whose headings are sure.
    Raises as above."""
    for sheet in _sheets(pixels, scale):
        column, row = sheet.columns.around(point[0]), sheet.rows.around(point[1])
        if column is None or row is None:
            continue
        letters, number = sheet.columns.sure(column), sheet.rows.sure(row)
        if letters and number:
            return Cell(f"{_letters(letters)}{number}", sheet.rect(column, row))
    return None


def in_sheet(pixels: Pixels, point: Point, scale: float) -> bool:
    """Whether a point of a BGR picture lies below the headings of a spreadsheet, where a cell is
    where it is, whoever stands beside it. Raises as above."""
    return any(bottom < point[1] for _, bottom in _columns(pixels, scale))


class _Headings:
    """The headings along one side of a sheet, in order: ``spans`` from rule to rule (pixels along
    that side), and the boxes in which something is written; None where nothing is."""

    def __init__(
        self, spans: Sequence[tuple[int, int]], boxes: Sequence[Rect | None],
        read: Callable[[Rect], int],
    ) -> None:  # fmt: skip
        self.spans, self._boxes, self._read = spans, boxes, read

    def sure(self, index: int) -> int:
        """The number of a heading as those beside it confirm it; 0 where they do not."""
        own = self.number(index)
        before, after = ([number - by for by in side if (number := self.number(index + by))]
                         for side in ((-2, -1), (1, 2)))  # fmt: skip
        beside = [*before, *after]
        if own and own in beside:
            return own
        # Beyond the last one, a scroll bar may stand.
        agreed = bool(after) and len(beside) >= (3 if own else 2) and len(set(beside)) == 1
        return beside[0] if agreed and beside[0] > 0 else 0

    def of(self, number: int) -> int | None:
        """Which heading has that number."""
        every = range(len(self.spans))
        first = next(((n, known) for n in every if (known := self.sure(n))), None)
        if first is None:
            return None
        likely = first[0] + number - first[1]  # where none is hidden
        return next((n for n in sorted(every, key=lambda n: abs(n - likely))
                     if self.sure(n) == number), None)  # fmt: skip

    def around(self, at: int) -> int | None:
        """Which heading is the one of a place along the side."""
        return next((n for n, (a, b) in enumerate(self.spans) if a <= at < b), None)

    def behind(self, index: int) -> _Headings:
        """Those behind one."""
        return _Headings(self.spans[index + 1 :], self._boxes[index + 1 :], self._read)

    @property
    def follow(self) -> bool:
        """Whether they follow each other as those of a sheet do."""
        written = [n for n, box in enumerate(self._boxes) if box is not None][:_TRIED]
        return sum(self.sure(n) > 0 for n in written) >= _LEAST

    def number(self, index: int) -> int:
        """The number of a heading as it is read; 0 for none."""
        box = self._boxes[index] if 0 <= index < len(self._boxes) else None
        return 0 if box is None else self._read(box)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A spreadsheet by its headings."""

    columns: _Headings
    rows: _Headings

    def rect(self, column: int, row: int) -> Rect:
        """The cell of two headings."""
        (left, right), (top, bottom) = self.columns.spans[column], self.rows.spans[row]
        return (left, top, right - left, bottom - top)


def _sheets(pixels: Pixels, scale: float) -> Iterator[_Sheet]:
    """The spreadsheets of a picture."""
    for columns, bottom in _columns(pixels, scale):
        for index, (left, right) in enumerate(columns.spans):
            if columns.number(index):
                break  # a list of numbers among the cells
            rows = _rows(pixels, (left, right), bottom, scale)
            if rows.follow:
                yield _Sheet(columns.behind(index), rows)
                break


def _columns(pixels: Pixels, scale: float) -> Iterator[tuple[_Headings, int]]:
    """The headings of columns in a picture, with what is left and right of them, and where they
    end downwards."""
    text, levels = layout(pixels, scale), grey(pixels)
    for line in lines_of(text.phrases):
        letters = [box for box in line if box[2] <= _LETTER * box[3]]
        if len(letters) < _LEAST or len(letters) < _MOSTLY * len(line):
            continue
        high = int(np.median([box[3] for box in letters]))
        middle = int(np.median([box[1] + box[3] // 2 for box in letters]))
        edge = round(_AROUND * high)
        top, bottom = middle - high // 2 - edge, middle + (high + 1) // 2 + edge
        spans = _spans(levels, top, bottom, 0, scale)
        boxes = [_inside(span, letters, 0) for span in spans]
        read = _reads(pixels, scale, string.ascii_uppercase, _column)
        columns = _Headings(spans, boxes, read)
        if columns.follow:
            yield columns, bottom


def _rows(pixels: Pixels, across: tuple[int, int], top: int, scale: float) -> _Headings:
    """What could be the headings of rows from ``top`` on, between two rules."""
    left, right = across
    below = [
        box for box in layout(pixels, scale).words
        if left <= box[0] and box[0] + box[2] <= right and box[1] >= top
    ]  # fmt: skip
    turned = np.ascontiguousarray(grey(pixels)[:, left + 1 : right - 1].T)
    spans = _spans(turned, 0, right - left - 2, top, scale)
    boxes = [_inside(span, below, 1) for span in spans]
    return _Headings(spans, boxes, _reads(pixels, scale, string.digits, int))


def _spans(levels: Grey, top: int, bottom: int, first: int, scale: float) -> list[tuple[int, int]]:
    """What is between the upright rules of a band of a picture, from ``first`` on to the right."""
    edges = uprights(levels, first, levels.shape[1] - 1, top, bottom, _RULED)
    rules: list[list[int]] = []
    for edge in edges:
        if rules and edge - rules[-1][-1] <= _ONE_RULE * scale:
            rules[-1].append(edge)
        else:
            rules.append([edge])
    return [(one[-1], other[0]) for one, other in zip(
        [[first], *rules], [*rules, [levels.shape[1]]], strict=True
    ) if other[0] > one[-1]]  # fmt: skip


def _inside(span: tuple[int, int], boxes: Sequence[Rect], side: int) -> Rect | None:
    """The only box that lies in a span along a side."""
    there = [b for b in boxes if span[0] <= b[side] + b[side + 2] / 2 < span[1]]
    fits = [b for b in there if span[0] - 1 <= b[side] and b[side] + b[side + 2] <= span[1] + 1]
    return fits[0] if len(there) == len(fits) == 1 else None


def _reads(
    pixels: Pixels, scale: float, letters: str, number: Callable[[str], int]
) -> Callable[[Rect], int]:
    """Reads a heading as a number, 0 where it is none; each one once."""
    known: dict[Rect, int] = {}

    def read(box: Rect) -> int:
        if box not in known:
            lines = reader().read_at(pixels, [box], scale, letters)
            text = lines[0].text.strip() if len(lines) == 1 else ""
            known[box] = number(text) if text and set(text) <= set(letters) else 0
        return known[box]

    return read


def _column(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def find_cell(name: str, look: Look, rect: Rect) -> Match | Refusal:
    """The cell of that name in the part of a look inside ``rect``, its middle being the place."""
    part = look.frame.crop(rect)
    cell = cell_named(part.pixels, name, look.scale(rect))
    if cell is None:
        return Refusal(
            "not_found",
            detail=either(
                f"표에서 {name} 칸이 보이지 않아요",
                f"The cell {name} of the sheet is not to be seen",
            ),
        )
    x, y, width, height = cell.rect
    left, top = x + part.origin[0], y + part.origin[1]
    point = (left + width // 2, top + height // 2)
    return Match((left, top, width, height), point, 1.0, 1.0, "relation")
