"""Tables and lists as they look: the cells of a column, and the rows that they stand in.

Nothing is read here. A heading is where the caller says; below it the texts of its column follow
each other, and rows are told apart by rules, by stripes, or by the texts alone. What is true of a
web page's table, a tree view and a spreadsheet alike is all that is used: cells of a column stand
between its neighbours, and all rows are drawn alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.field import grey
from player.vision.layout import (
    NEAREST_ROW,
    Layout,
    around,
    headings,
    is_text,
    lines_of,
    touch,
    uprights,
)
from scripts.model import Point, Rect

_BACK_STEP = 2
"""Levels between the grounds of two rows."""
_NEXT, _FEWEST_LINES = 3.2, 90
"""How many times the usual distance the next row may be away, and up to how many pixels at scaling
1 it always may."""
_LEADING, _INNER = 1.0, 0.65
"""Space between two lines of one cell with nothing drawn between them, in their heights, and in
what lies between two rows that are told apart by a rule or a stripe."""
_RULED, _MOST_LINES = 0.25, 3
"""Share of neighbouring lines with something drawn between them from which that may tell rows, and
lines that a cell has at most."""
_CUT, _CUT_TEXT = 0.75, 0.72
"""Share of the others' height below which a row, and its text, is cut off."""
_COVERED = 0.3
"""Share of lines that reach a place from which it belongs to a column."""
_LINES = 14
"""Lines below a heading by which columns are told apart."""
_EDGE_WAY = 90
"""Pixels at scaling 1 beside a heading within which its column ends where no other is there."""
_SAME_COLOUR = 6
"""Levels by which the grounds of two equal rows may differ."""
_REGULAR = 0.2
_FEWEST_FREE = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its band, and the lines of text in the column that tells rows apart.
    ``cut``: not all of it can be seen. ``colour`` is its ground, BGR."""

    top: int
    bottom: int
    lines: tuple[Rect, ...]
    cut: bool
    colour: tuple[int, int, int]

    @property
    def middle(self) -> int:
        """Where its text stands."""
        if not self.lines:
            return (self.top + self.bottom) // 2
        return (self.lines[0][1] + self.lines[-1][1] + self.lines[-1][3]) // 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table by one of its columns, from ``left`` to ``right``; ``heading`` is that column's (None
    in a list without headings). ``across`` is how far rows reach surely."""

    heading: Rect | None
    left: int
    right: int
    across: tuple[int, int]
    rows: tuple[Row, ...]


# ---- columns --------------------------------------------------------------------------------


def table_below(
    pixels: Pixels, text: Layout, heading: Rect, scale: float, covers: Sequence[Rect] = ()
) -> Table | None:
    """The table whose column stands below a heading; None where no text does."""
    beside = headings(text, heading)
    left, right = bounds(pixels, text, heading, scale)
    foot = heading[1] + heading[3]
    column = [w for w in text.words if w[1] >= foot - 2 and left <= w[0] + w[2] / 2 < right]
    across = (beside[0][0], max(beside[-1][0] + beside[-1][2], heading[0] + heading[2]))
    across = (min(across[0], left), max(across[1], right))
    lines = _followed(_texts(column, scale), foot, scale)
    if not lines:
        return None
    rows = _rows(pixels, text, lines, foot, across, scale)
    return Table(heading, left, right, across, tuple(rows))


def _texts(column: Iterable[Rect], scale: float) -> list[Rect]:
    """The lines of a column's words."""
    lines = [around(line) for line in lines_of(column)]
    return [line for line in lines if is_text(line, scale)]


def bounds(pixels: Pixels, text: Layout, heading: Rect, scale: float) -> tuple[int, int]:
    """Where a heading's column begins and ends."""
    levels, beside = grey(pixels), headings(text, heading)
    x, y, width, height = heading
    before = [b[0] + b[2] for b in beside if b[0] + b[2] <= x]
    after = [b[0] for b in beside if b[0] >= x + width]
    way = round(_EDGE_WAY * scale)
    own = max(2, round(2 * scale))  # the edge of the heading's own last stroke
    low = max(before, default=max(0, x - way))
    high = min(after, default=min(levels.shape[1], x + width + 3 * way))
    lefts: list[int] = []
    rights: list[int] = []
    for top, bottom, share in (
        (y - 1, y + height + 1, 0.9),
        (y + height + 3, y + height + round(80 * scale), 0.8),
    ):
        ruled = uprights(levels, low, high, top, bottom, share)
        lefts += [r for r in ruled if r < x - own]
        rights += [r for r in ruled if r > x + width + own]
    if not lefts and not rights:
        return _by_gaps(text, heading, beside, low, high, scale)
    if (lefts or not before) and (rights or not after):
        return max(lefts, default=low), min(rights, default=high)
    start, end = _by_gaps(text, heading, beside, low, high, scale)
    return max(lefts, default=start), min(rights, default=end)


def _by_gaps(
    text: Layout, heading: Rect, beside: Sequence[Rect], low: int, high: int, scale: float
) -> tuple[int, int]:
    """A column's bounds where nothing is drawn between columns: halfway to the texts of the next.
    Its texts are those that no other heading is nearer to."""
    foot, left, right = heading[1] + heading[3], beside[0][0], beside[-1][0] + beside[-1][2]
    reach = round(_EDGE_WAY * scale)
    below = [
        b for b in text.phrases
        if foot <= b[1] <= foot + 700 * scale and left - reach <= b[0] <= right + reach
    ]  # fmt: skip
    lines = lines_of(below)[:_LINES]
    if not lines:
        return low, high
    start, end = max(0, left - reach), right + 4 * reach
    count = np.zeros(end - start, np.int32)
    for line in lines:
        for a, _, width, _ in line:
            count[max(0, a - start) : max(0, a + width - start)] += 1
    runs = _runs(count >= max(1, _COVERED * len(lines)), round(3 * scale))
    mine: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for a, b in ((a + start, b + start) for a, b in runs):
        shared = [min(b, h[0] + h[2]) - max(a, h[0]) for h in beside]
        owner = beside[int(np.argmax(shared))] if max(shared) > 0 else None
        if owner is None:  # a column whose heading stands in its middle, its texts at its left
            owner = min(beside, key=lambda h: abs(h[0] + h[2] / 2 - (a + b) / 2))
        (mine if owner == heading else others).append((a, b))
    if not mine:
        return low, high
    first, last = min(a for a, _ in mine), max(b for _, b in mine)
    before = [b for a, b in others if a < first]
    after = [a for a, _ in others if a >= last]
    start = (max(before) + first) // 2 if before else min(first, heading[0]) - 2
    end = (last + min(after)) // 2 if after else max(last, heading[0] + heading[2]) + reach
    # Never beyond the next heading, even if nothing stands in its column.
    return max(start, min(low, first)), min(end, max(high, last))


def _runs(there: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Stretches that are there, those up to ``gap`` apart as one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], there, [False])).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


# ---- rows -----------------------------------------------------------------------------------


def _followed(lines: list[Rect], foot: int, scale: float) -> list[Rect]:
    """The lines that belong to one table: each follows the one before it at about the usual
    distance."""
    found: list[Rect] = []
    usual: list[int] = []
    for line in lines:
        away = line[1] - (found[-1][1] if found else foot)
        most = NEAREST_ROW * scale
        if len(usual) >= 2:
            most = max(_NEXT * float(np.median(usual)), _FEWEST_LINES * scale)
        if away > most:
            break
        if found:
            usual.append(away)
        found.append(line)
    return found


def _rows(
    pixels: Pixels,
    text: Layout,
    lines: Sequence[Rect],
    foot: int,
    across: tuple[int, int],
    scale: float,
) -> list[Row]:
    """The rows that lines of one column stand in."""
    height = pixels.shape[0]
    end = min(height, lines[-1][1] + lines[-1][3] + round(60 * scale))
    ground = np.median(pixels[foot:end, _free(text, foot, end, across, pixels.shape[1])], axis=1)
    steps = np.abs(np.diff(ground, axis=0)).max(axis=1) >= _BACK_STEP
    drawn = [(a + foot, b + foot) for a, b in _runs(steps, round(4 * scale))]

    def between(top: int, bottom: int) -> list[tuple[int, int]]:
        return [one for one in drawn if one[0] >= top - 2 and one[1] <= bottom + 2]

    pairs = list(itertools.pairwise(lines))
    ruled = [bool(between(a[1] + a[3], b[1])) for a, b in pairs]
    groups: list[list[Rect]] = [[lines[0]]]
    apart = [b[1] - a[1] - a[3] for (a, b), there in zip(pairs, ruled, strict=True) if there]
    inner = _INNER * float(np.median(apart)) if apart else 0.0
    for (above, line), there in zip(pairs, ruled, strict=True):
        gap = line[1] - above[1] - above[3]
        if not there and gap <= min(inner, _LEADING * max(line[3], above[3])):
            groups[-1].append(line)
        else:
            groups.append([line])
    if sum(ruled) < _RULED * len(pairs) or max(map(len, groups)) > _MOST_LINES:
        groups = [[line] for line in lines]  # what is drawn is a highlight, or the list's end
    gaps = [b[0][1] - a[-1][1] - a[-1][3] for a, b in itertools.pairwise(groups)]
    half = round(float(np.median(gaps)) / 2) if gaps else round(6 * scale)
    edges: list[tuple[int, int]] = []
    for index, group in enumerate(groups):
        top, bottom = group[0][1], group[-1][1] + group[-1][3]
        over = groups[index - 1][-1][1] + groups[index - 1][-1][3] if index else foot
        under = groups[index + 1][0][1] if index + 1 < len(groups) else min(end, bottom + 3 * half)
        higher, lower = between(over, top), between(bottom, under)
        last = index + 1 == len(groups)
        edges.append((
            (higher[-1][0] + higher[-1][1]) // 2 + 1 if higher else max((over + top) // 2,
                                                                        top - half),
            (lower[0][0] + lower[0][1]) // 2 + 1 if lower
            else min(height, bottom + half) if last else (bottom + under) // 2,
        ))  # fmt: skip
    usual = float(np.median([b - a for a, b in edges]))
    tall = float(np.median([line[3] for line in lines]))
    found = []
    for group, (top, bottom) in zip(groups, edges, strict=True):
        cut = (
            (bottom - top < _CUT * usual and len(edges) > 1)
            or min(line[3] for line in group) < _CUT_TEXT * tall
            or group[-1][1] + group[-1][3] >= height - 1
        )
        own = ground[max(0, top + 2 - foot) : max(1, bottom - 2 - foot)]
        colour = np.median(own if len(own) else ground, axis=0)
        b, g, r = (round(float(v)) for v in colour)
        found.append(Row(top, bottom, tuple(group), cut, (b, g, r)))
    return found


def _free(
    text: Layout, top: int, bottom: int, across: tuple[int, int], width: int
) -> NDArray[np.int64]:
    """Where across a table no text stands in any row: there its rules and grounds are to be seen.
    Everywhere, if text is."""
    start, end = max(0, across[0]), min(across[1], width)
    free: NDArray[np.bool_] = np.ones(max(1, end - start), bool)
    for x, y, wide, height in text.phrases:
        if top <= y + height / 2 < bottom:
            free[max(0, x - 2 - start) : max(0, x + wide + 2 - start)] = False
    found = np.flatnonzero(free if free.sum() >= _FEWEST_FREE else np.ones_like(free)) + start
    return found[:: max(1, len(found) // 240)]


def table_around(pixels: Pixels, text: Layout, point: Point, scale: float) -> Table | None:
    """The list that a point lies in, without regard to headings: texts below each other at one
    distance; None where none is."""
    best: tuple[int, list[Rect], tuple[int, int]] | None = None
    near = [b for b in text.phrases if abs(b[1] + b[3] / 2 - point[1]) <= max(b[3], 14 * scale)]
    for box in near:
        left, right = box[0] - 2, box[0] + max(box[2], round(40 * scale))
        column = [b for b in text.phrases if left - 8 * scale <= b[0] <= left + 8 * scale]
        lines = _even(_texts(column, scale), box)
        if len(lines) >= 2 and (best is None or len(lines) > len(best[1])):
            wide = around(lines)
            best = (box[0], lines, (left, max(right, wide[0] + wide[2])))
    if best is None:
        return None
    _, lines, (left, right) = best
    foot = max(0, lines[0][1] - round((lines[1][1] - lines[0][1]) / 2))
    reach = (min([left, *(b[0] for b in near)]), max([right, *(b[0] + b[2] for b in near)]))
    return Table(None, left, right, reach, tuple(_rows(pixels, text, lines, foot, reach, scale)))


def _even(lines: list[Rect], one: Rect) -> list[Rect]:
    """The lines above and below one that follow each other at one distance."""
    at = next((n for n, line in enumerate(lines) if touch(line, one)), None)
    if at is None:
        return []
    away = [b[1] + b[3] / 2 - a[1] - a[3] / 2 for a, b in itertools.pairwise(lines)]
    beside = [away[n] for n in (at - 1, at) if 0 <= n < len(away)]
    if not beside:
        return []
    usual = min(beside)
    first = last = at
    while first > 0 and abs(away[first - 1] - usual) <= _REGULAR * usual:
        first -= 1
    while last < len(away) and abs(away[last] - usual) <= _REGULAR * usual:
        last += 1
    return lines[first : last + 1]


def selected(table: Table) -> list[Row]:
    """The rows whose ground is like that of no other: of stripes, of no other stripe."""
    rows = table.rows
    if len(rows) < 3:
        return []

    def same(one: Row, other: Row) -> bool:
        return max(abs(a - b) for a, b in zip(one.colour, other.colour, strict=True)) <= (
            _SAME_COLOUR
        )

    alone = [row for row in rows if not any(same(row, other) for other in rows if other != row)]
    return alone if len(alone) < len(rows) - 1 else []


def within(table: Table, row: Row, text: Layout, left: int, right: int) -> list[Rect]:
    """The phrases of a row between two places, from left to right."""
    return sorted(
        b for b in text.phrases
        if row.top <= b[1] + b[3] / 2 < row.bottom and left <= b[0] + b[2] / 2 < right
    )  # fmt: skip
