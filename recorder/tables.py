"""What table a place is in, as it was recorded: its headings, and what stands in the row.

The clerk is asked which row she meant; what can be offered is what the player's own eyes make out:
a heading that can be read surely, and a value in that column by which the row is found again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from player import sheets
from player.look import Look
from player.ocr.captioned import words_of
from player.ocr.compare import bare, same
from player.ocr.reader import Line, reader
from player.types import Pixels
from player.vision.entry import entry
from player.vision.field import Grey, grey, resize
from player.vision.layout import Layout, could_head, headings, layout
from player.vision.table import Row, Table, bounds, table_below, within
from player.vision.ticks import tick_at, ticks_in
from recorder.personal import names_a_value
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect

_REGULAR, _FIRST, _FIRST_OF_TALL = 0.2, (0.45, 1.7), 0.25
"""By how much the distance of two rows may differ from the usual one; and that of the first row
from its heading, in usual distances."""
_TALL, _IN_LINE, _HALFWAY = 60, 0.35, 3
"""Pixels at scaling 1 from which rows are so high that a place may stand far from the text of its
row; the share of that distance from which it does; and pixels by which the end of a row that is
drawn is off the middle between two texts."""
_COMPARED = 6
"""Cells of a column that are read to see whether it holds data."""
_NEARLY = 0.6
"""Share of the columns of the line that has most below it."""
_BESIDE = 90
"""Pixels at scaling 1 left of a table's first heading where its boxes and icons stand."""
_FORM_STEP = 40
"""Pixels at scaling 1 from one place of a line to the next that are looked at for a field."""
_ONE_GROUND = 24
"""Grey levels by which the grounds of headings in one line differ at most."""
_WITH_KEY = re.compile(r"\([^\uac00-\ud7a3()]\)$|^[^()]+\)$")
"""How an entry of a menu that ends with the letter which chooses it is read: 파일(F) underlined is
파일(6) or 파일). Units in Hangul, as in 금액(원), are none."""
_MENU, _KEYS = 70, 0.75
"""Pixels at scaling 1 from the top of a window within which its menu bar is, and the share of its
entries that are read with their letter."""
_ONE_UNNAMED = 4
"""Lines of one citizen's data of which one may begin with no caption that is known."""
_SURE = 0.8
"""Confidence from which what an engine reads is offered."""
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class InTable:
    """A place in a table: the number of its row (from 1), the heading of its own column (empty
    where it cannot be read), and what stands in the row by the columns' headings. ``data``: the
    place is a cell whose text is another one in each row, which says nothing about the place."""

    number: int
    column: str
    values: dict[str, str]
    data: bool
    caption: str = ""
    """What is written on the place, where it is not data: on a button that each row has."""


@dataclass(frozen=True, slots=True)
class RowAt:
    """The row of a table that a place is in: how far the next one is (pixels at scaling 1), and how
    far the row reaches above the place and below it (pixels)."""

    pitch: int
    above: int
    below: int


def in_table(point: Point, look: Look, rect: Rect) -> InTable | None:
    """The table that a point of the window ``rect`` lies in; None where none is made out."""
    frame, scale = look.frame.crop(rect), look.scale(rect)
    here = (point[0] - frame.origin[0], point[1] - frame.origin[1])
    text = layout(frame.pixels, scale)
    found = _table_at(frame.pixels, text, here, scale)
    if found is None:
        return None
    table, row = found
    assert table.heading is not None
    try:
        there = _described(frame.pixels, text, table, row, here, scale)
    except DesktopProblem:
        return None  # nothing can read: nothing can be offered
    # One text below another one is no table.
    return there if len(table.rows) > 1 or len(there.values) > 1 else None


def in_sheet(point: Point, look: Look, rect: Rect) -> bool:
    """Whether a point of the window ``rect`` lies in a spreadsheet, where a cell is where it is,
    whoever stands beside it."""
    frame = look.frame.crop(rect)
    left, top = frame.origin
    try:
        return sheets.in_sheet(frame.pixels, (point[0] - left, point[1] - top), look.scale(rect))
    except DesktopProblem:
        return False


def row_at(point: Point, look: Look, rect: Rect) -> RowAt | None:
    """The row that a point of the window ``rect`` lies in; None where it lies in none, or in the
    only one of a table."""
    frame, scale = look.frame.crop(rect), look.scale(rect)
    here = (point[0] - frame.origin[0], point[1] - frame.origin[1])
    found = _table_at(frame.pixels, layout(frame.pixels, scale), here, scale)
    if found is None or len(found[0].rows) < 2:
        return None
    rows, row = found[0].rows, found[1]
    pitch = float(np.median([b.middle - a.middle for a, b in itertools.pairwise(rows)]))
    top, bottom = float(row.top), float(row.bottom)
    away = abs(here[1] - row.middle)
    if pitch > _TALL * scale and away > _IN_LINE * pitch and not _is_drawn(row, rows):
        top, bottom = here[1] - pitch, here[1] + pitch
    return RowAt(round(pitch / scale), round(here[1] - top), round(bottom - here[1]))


def _is_drawn(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a rule or a stripe says where a row ends, and not just the texts below each other."""
    at = rows.index(row)
    return any(
        abs(edge - (above.lines[-1][1] + above.lines[-1][3] + below.lines[0][1]) / 2) > _HALFWAY
        for edge, above, below in (
            *((row.top, rows[at - 1], row) for _ in range(at > 0)),
            *((row.bottom, row, rows[at + 1]) for _ in range(at + 1 < len(rows))),
        )
    )


def in_rows(point: Point, look: Look, rect: Rect) -> bool:
    """Whether a point of the window ``rect`` lies in one of several rows that are told by their
    data: not where each line begins with a caption of its own, as where one citizen's data are
    shown below each other."""
    frame, scale = look.frame.crop(rect), look.scale(rect)
    here = (point[0] - frame.origin[0], point[1] - frame.origin[1])
    text = layout(frame.pixels, scale)
    found = _table_at(frame.pixels, text, here, scale)
    if found is None or len(found[0].rows) < 2:
        return False
    table, _ = found
    assert table.heading is not None
    first = headings(text, table.heading)
    lines = [within(table, row, text, 0, frame.pixels.shape[1]) for row in table.rows]
    own = [_caption_of(frame.pixels, line, scale) for line in (first, *lines)]
    # A title heads no columns, and a line of one text is no row: a button, the rest of an address.
    told = [
        caption for caption, line in zip(own, (first, *lines), strict=True)
        if caption or len(line) > 1
    ]  # fmt: skip
    named = [caption for caption in told if caption]
    # A state (상태 접수) is named by a word that stands in lists, too.
    unnamed = len(told) - len(named)
    return len(told) < 2 or unnamed > len(told) // _ONE_UNNAMED or len(set(named)) < len(named)


def _caption_of(pixels: Pixels, line: Sequence[Rect], scale: float) -> str:
    """The caption with which a line of texts begins, if a value follows it; else empty."""
    read = reader().read_at(pixels, line[:1], scale)
    words = words_of(read[0]) if read else []
    for end in range(len(words), 0, -1):
        caption = " ".join(word.text for word in words[:end])
        if (end < len(words) or len(line) > 1) and names_a_value(caption):
            return bare(caption)
    return ""


def _table_at(pixels: Pixels, text: Layout, here: Point, scale: float) -> tuple[Table, Row] | None:
    """The table around a point: of the lines above it the topmost that has nearly as many columns
    below it as any, whose rows follow each other evenly, the first after the heading too."""
    found: list[tuple[int, int, Table, Row]] = []
    tried: list[Rect] = []
    for box in text.phrases:
        if box[1] + box[3] > here[1] or box in tried or not could_head(text, box, scale):
            continue
        line = headings(text, box)
        tried += line
        if _is_of_a_form(pixels, line, scale):
            continue
        tables = []
        for heading in line:
            table = table_below(pixels, text, heading, scale)
            row = (
                next((r for r in table.rows if r.top <= here[1] < r.bottom), None)
                if table
                else None
            )
            if table is not None and row is not None and _regular(table, scale):
                beside = within(table, row, text, 0, pixels.shape[1])
                if len(line) == 1 and beside and _is_of_a_form(pixels, beside, scale):
                    continue  # the title of a group of fields
                tables.append((table, row))
        # A menu bar is no line of headings, because texts stand below one of its entries.
        heads = len(tables) >= min(2, len(line) // 2 + len(line) % 2)
        near = tables and tables[0][0].across[0] - _BESIDE * scale <= here[0]
        if heads and near and not _is_menu_bar(pixels, line, scale):
            found.append((len(tables), box[1], *tables[0]))
    if not found:
        return None
    most = max(count for count, *_ in found)
    able = [one for one in found if one[0] >= _NEARLY * most]
    _, _, table, row = min(able, key=lambda one: one[1])
    return table, row


def _is_menu_bar(pixels: Pixels, line: Sequence[Rect], scale: float) -> bool:
    """Whether a line at the top of a window is its menu bar, below which the columns of a form may
    stand as if they were its own. Where nothing can read, it is none."""
    if len(line) < 2 or max(b[1] + b[3] for b in line) > _MENU * scale:
        return False
    try:
        read = reader().read_at(pixels, list(line), scale)
    except DesktopProblem:
        return False
    keys = sum(bool(_WITH_KEY.search(told.text.strip())) for told in read)
    return keys >= _KEYS * len(line)


def _is_of_a_form(pixels: Pixels, line: Sequence[Rect], scale: float) -> bool:
    """Whether what could be a line of headings is one of a form: labels, with fields or boxes to be
    ticked between them."""
    top, bottom = min(b[1] for b in line), max(b[1] + b[3] for b in line)
    left, right = line[0][0], max(b[0] + b[2] for b in line)
    high = round(6 * scale)
    area = (left - round(_BESIDE * scale), top - high, right - left + round(2 * _BESIDE * scale),
            bottom - top + 2 * high)  # fmt: skip
    if len(ticks_in(pixels, area, scale)) > 1:
        return True  # one alone ticks all rows
    levels = grey(resize(pixels, 1 / scale))
    y = round((top + bottom) / 2 / scale)
    label = _ground(levels, line[0], scale)
    beyond = min(levels.shape[1], round(right / scale) + _BESIDE)
    for x in range(max(0, round(left / scale)), beyond, _FORM_STEP):
        field = entry(levels, (x, y))
        if field is None:
            continue
        x_, y_, width, height = (round(side * scale) for side in field)
        filled = any(x_ <= b[0] + b[2] / 2 < x_ + width for b in line)
        own = _ground(levels, (x_, y_, width, height), scale)
        if not filled or abs(own - label) > _ONE_GROUND:
            return True
    return False


def _ground(levels: Grey, box: Rect, scale: float) -> int:
    """The commonest grey level in a box (pixels) of levels at scaling 1."""
    x, y, width, height = (round(side / scale) for side in box)
    part = levels[max(0, y - 1) : y + height + 1, max(0, x - 1) : x + width + 1]
    return int(np.bincount(part.ravel()).argmax()) if part.size else 0


def _regular(table: Table, scale: float) -> bool:
    """Whether a table's rows follow each other at one distance, the first the heading at about
    that."""
    assert table.heading is not None
    away = [b.middle - a.middle for a, b in itertools.pairwise(table.rows)]
    if not away:
        return True
    usual = float(np.median(away))
    first = table.rows[0].middle - table.heading[1] - table.heading[3] / 2
    even = all(abs(one - usual) <= _REGULAR * usual for one in away[:-1])
    # In high rows texts may stand at the top.
    least = _FIRST_OF_TALL if usual > _TALL * scale else _FIRST[0]
    return even and least * usual <= first <= _FIRST[1] * usual


def _described(
    pixels: Pixels, text: Layout, table: Table, row: Row, here: Point, scale: float
) -> InTable:
    assert table.heading is not None
    own, values, data = "", {}, False
    for heading in headings(text, table.heading):
        left, right = bounds(pixels, text, heading, scale)
        mine = left <= here[0] < right
        name = _certain(pixels, heading, scale)
        if not name or any(char.isdigit() for char in name):
            continue
        column = table_below(pixels, text, heading, scale)
        if mine:
            own = name
            data = column is not None and _is_data(pixels, text, column, row, here, scale)
        if column is None:
            continue
        same = next((r for r in column.rows if r.top <= row.middle < r.bottom), None)
        if same is None or len(same.lines) != 1:
            continue
        value = _certain(pixels, same.lines[0], scale)
        if len(bare(value)) >= 2 and name not in values:
            values[name] = value
    number = 1 + list(table.rows).index(row)
    caption = "" if data else _caption(pixels, text, table, row, here, scale)
    return InTable(number, own, values, data, caption)


def _caption(
    pixels: Pixels, text: Layout, table: Table, row: Row, here: Point, scale: float
) -> str:
    """The text at a point, if the same stands in the same place of other rows: no citizen's."""
    beside = [
        box for one in table.rows for box in within(table, one, text, 0, pixels.shape[1])
        if box[0] - 8 * scale <= here[0] < box[0] + box[2] + 8 * scale
    ]  # fmt: skip
    own = [box for box in beside if abs(box[1] + box[3] / 2 - here[1]) <= max(box[3], 12 * scale)]
    if len(own) != 1:
        return ""
    said = _certain(pixels, own[0], scale)
    if any(char.isdigit() for char in said) or len(bare(said)) < 2:
        return ""
    others = reader().read_at(pixels, [b for b in beside if b != own[0]][:_COMPARED], scale)
    alike = sum(same(line.text, said) for line in others)
    return said if 2 * alike > len(others) and alike else ""


def _is_data(
    pixels: Pixels, text: Layout, column: Table, row: Row, here: Point, scale: float
) -> bool:
    """Whether a cell is one text, or none, and other rows have other texts in its place."""
    if tick_at(pixels, here, scale) is not None:
        return False
    texts = []
    for one in column.rows:
        cell = within(column, one, text, column.left, column.right)
        if row.top <= one.middle < row.bottom and len(cell) > 1:
            return False
        if len(cell) == 1:
            texts.append(cell[0])
    read = {bare(line.text) for line in reader().read_at(pixels, texts[:_COMPARED], scale)}
    return len(texts) < 2 or len(read) >= min(3, len(texts))


def _certain(pixels: Pixels, box: Rect, scale: float) -> str:
    """What is surely written in a box; empty where that is not certain, or long."""
    lines: list[Line] = reader().read_at(pixels, [box], scale)
    if len(lines) != 1 or not lines[0].agreed or lines[0].confidence < _SURE:
        return ""
    text = lines[0].text.strip()
    return text if len(text) <= _LONGEST else ""
