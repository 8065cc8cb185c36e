"""Where a target is in a row of a table: "the row whose 성명 is …", the n-th, the selected one.

Only the cells of the columns that tell the row are read, and of these only those that are as wide
as the text that is wanted. Texts are compared exactly, but for white space: what is nearly the same
is another citizen. Where two rows fit, or one cannot be read surely, nothing is clicked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from player.look import Look
from player.ocr.compare import misread, without_specks
from player.ocr.reader import Line, reader
from player.pictures import Pictures
from player.row_part import NO_TABLE, No, Part, column_of, part_of, reading
from player.row_place import place_in_row
from player.types import Match, Refusal
from player.vision.layout import around, could_head, touch
from player.vision.table import Row, Table, selected, table_around, table_below, within
from player.vision.thumb import is_scrolled
from scripts.language import either
from scripts.model import Point, Rect, RowAt, RowSelected, RowWhere, Target
from scripts.schema import ANY_COLUMN

_NO_ROW = ("찾는 값이 있는 줄이 보이지 않아요", "No row with the wanted value is to be seen")
_TWO_ROWS = ("값이 같은 줄이 둘 이상 보여요", "Two or more rows have the same value")
_UNSURE = (
    "값이 비슷한 줄이 있지만 또렷하지 않아요",
    "A row has a value like it, but it is not clear",
)
_CUT = ("그 줄이 다 보이지 않아요", "Not all of that row is to be seen")
_COVERED = ("그 줄이 다른 창에 가려져 있어요", "Another window covers that row")
_NOT_SELECTED = ("어느 줄이 골라져 있는지 알 수 없어요", "Nobody can tell which row is selected")
_SCROLLED = (
    "목록이 맨 위가 아니어서 몇 번째 줄인지 알 수 없어요",
    "The list is not at its top, so nobody can tell which row it is",
)
_FEWER = ("줄이 그만큼 보이지 않아요", "There are not that many rows to be seen")


def find_in_row(target: Target, pictures: Pictures, look: Look, rect: Rect) -> Match | Refusal:
    """The place that a target with a row means inside ``rect``. Raises DesktopProblem where nothing
    can read."""
    part = part_of(look, rect)
    try:
        table, row = _row_of(target, pictures, part)
        if row.cut:
            raise No("not_found", either(*_CUT), (row,))
        point, box = place_in_row(target, pictures, look, part, table, row)
        line = around([box, *(row.lines or ()), (point[0], row.top, 1, row.bottom - row.top)])
        if any(touch(line, cover) for cover in part.covers):
            raise No("not_found", either(*_COVERED), (row,))
    except No as no:
        rivals = tuple(_shown(part, one) for one in no.rows)
        score = max((r.score for r in rivals), default=0.0)
        return Refusal(no.why, score, rivals, no.detail, no.verdict)
    x, y = part.origin
    return Match((box[0] + x, box[1] + y, box[2], box[3]), (point[0] + x, point[1] + y), 1.0, 1.0,
                 "relation")  # fmt: skip


def table_place(target: Target, pictures: Pictures, look: Look, rect: Rect) -> Point | None:
    """A point in the rows of the table that a target means, to turn the wheel over; None where no
    table is seen."""
    part = part_of(look, rect)
    for table in _tables(target, pictures, part):
        row = table.rows[len(table.rows) // 2]
        return (part.origin[0] + (table.left + table.right) // 2, part.origin[1] + row.middle)
    return None


def _shown(part: Part, row: Row) -> Match:
    x, y = part.origin
    box = around(row.lines) if row.lines else (0, row.top, part.rect[2], row.bottom - row.top)
    return Match((box[0] + x, box[1] + y, box[2], box[3]),
                 (box[0] + box[2] // 2 + x, row.middle + y), 0.5, 0.0, "relation")  # fmt: skip


# ---- which table, which row -----------------------------------------------------------------


def _tables(target: Target, pictures: Pictures, part: Part) -> list[Table]:
    """The tables that a target may mean."""
    heading = target.column
    if isinstance(target.row, RowWhere):
        named = [name for name in target.row.cells if name != ANY_COLUMN]
        heading = named[0] if named else ""
    if heading:
        return _tables_headed(heading, part)
    if isinstance(target.row, RowWhere):
        return []
    point = _recorded_point(target, part)
    table = None if point is None else table_around(part.pixels, part.text, point, part.scale)
    return [table] if table is not None else []


def _tables_headed(heading: str, part: Part) -> list[Table]:
    able = [box for box in part.text.phrases if could_head(part.text, box, part.scale)]
    heads = reading(part, able, heading)
    found = []
    for head in heads:
        table = table_below(part.pixels, part.text, head, part.scale, part.covers)
        if table is not None and table.rows:
            found.append(table)
    # What stands above a heading, and reads like it, is a label: its "rows" hold the heading.
    return [
        table for table in found
        if not any(touch(line, head) for row in table.rows for line in row.lines for head in heads)
    ]  # fmt: skip


def _recorded_point(target: Target, part: Part) -> Point | None:
    """Where a target was recorded in its window, as the window is now."""
    seen = next((anchor.seen for anchor in target.anchors if anchor.seen is not None), None)
    if seen is None:
        return None
    factor = part.scale / seen.scale
    return (round(seen.point[0] * factor), round(seen.point[1] * factor))


def _row_of(target: Target, pictures: Pictures, part: Part) -> tuple[Table, Row]:
    match target.row:
        case RowWhere(cells):
            if all(name == ANY_COLUMN for name in cells):
                return _row_saying(cells[ANY_COLUMN], part)
            found: list[tuple[Table, Row]] = []
            problems: list[No] = []
            for table in _tables(target, pictures, part):
                try:
                    found.append((table, _row_where(cells, table, part)))
                except No as no:
                    problems.append(no)
            if len(found) > 1:
                raise No("ambiguous", either(*_TWO_ROWS), [row for _, row in found])
            problems.sort(key=lambda no: no.why != "ambiguous")
            if not found or any(no.why == "ambiguous" for no in problems):
                raise problems[0] if problems else No("not_found", either(*NO_TABLE))
            return found[0]
        case RowAt(number):
            table = _only(_tables(target, pictures, part))
            first = table.rows[0]
            if first.cut or is_scrolled(part.pixels, _body(table), part.scale):
                raise No("not_found", either(*_SCROLLED))
            if number > len(table.rows):
                raise No("not_found", either(*_FEWER))
            return table, table.rows[number - 1]
        case RowSelected():
            table = _only(_tables(target, pictures, part))
            rows = selected(table)
            if len(rows) != 1:
                raise No("ambiguous" if rows else "not_found", either(*_NOT_SELECTED), rows)
            return table, rows[0]
    raise TypeError(target.row)


def _only(tables: Sequence[Table]) -> Table:
    if len(tables) != 1:
        raise No("ambiguous" if tables else "not_found", either(*NO_TABLE))
    return tables[0]


def _body(table: Table) -> Rect:
    top, bottom = table.rows[0].top, table.rows[-1].bottom
    return (table.across[0], top, table.across[1] - table.across[0], bottom - top)


def _row_where(cells: Mapping[str, str], table: Table, part: Part) -> Row:
    """The one row of a table in which all texts stand."""
    rows = list(table.rows)
    unsure: list[Row] = []
    for number, (heading, text) in enumerate(cells.items()):
        lines = {row: row.lines for row in rows}
        if heading == ANY_COLUMN:
            lines = {row: tuple(within(table, row, part.text, 0, part.pixels.shape[1]))
                     for row in rows}  # fmt: skip
        elif number:
            lines = _othercolumn_of(heading, table, rows, part)
        rows, near = _rows_saying(lines, text, part, whole=heading != ANY_COLUMN)
        unsure = [row for row in (*unsure, *near) if row in rows or row in near]
        if not rows:
            break
    unsure = [row for row in unsure if row not in rows]
    if len(rows) == 1 and not unsure:
        return rows[0]
    if rows or unsure:
        raise No(
            "ambiguous", either(*_TWO_ROWS) if len(rows) > 1 else either(*_UNSURE), [*rows, *unsure]
        )
    raise No("not_found", either(*_NO_ROW))


def _othercolumn_of(
    heading: str, table: Table, rows: Sequence[Row], part: Part
) -> dict[Row, tuple[Rect, ...]]:
    """What stands in another column of the same table."""
    left, right = column_of(heading, table, part)
    return {row: tuple(within(table, row, part.text, left, right)) for row in rows}


def _rows_saying(
    lines: dict[Row, tuple[Rect, ...]], wanted: str, part: Part, whole: bool
) -> tuple[list[Row], list[Row]]:
    """The rows in which a text stands, and those in which it may: an engine that was overruled read
    it, or one letter may be misread. ``whole``: a row's lines are one cell."""
    read = part.read([box for of in lines.values() for box in of if not whole or len(of) == 1],
                     wanted)  # fmt: skip
    says: list[Row] = []
    voiced: list[Row] = []
    alike: list[Row] = []
    certain = True
    for row, boxes in lines.items():
        found = [read[box] for box in boxes if box in read]
        if whole and len(boxes) > 1:
            found = _joined(reader().read_at(part.pixels, boxes, part.scale), len(boxes))
        exact = [line for line in found if _equal(line.text, wanted)]
        if exact:
            says.append(row)
            certain = certain and exact[0].agreed
        elif any(_equal(text, wanted) for line in found for text in line.also):
            voiced.append(row)
        elif any(not line.agreed and misread(line.text, wanted) for line in found):
            alike.append(row)
    # Beside one that is certain only a voice for the very same text counts.
    return says, voiced if says and certain else [*voiced, *alike]


def _equal(read: str, wanted: str) -> bool:
    """Whether two texts are the same but for white space, and for specks at their ends that are
    read as dots."""
    return without_specks(read) == without_specks(wanted) != ""


def _joined(lines: Sequence[Line], count: int) -> list[Line]:
    """The lines of one cell as one, if all of them could be read."""
    if len(lines) != count:
        return []
    agreed = all(line.agreed for line in lines)
    return [replace(lines[0], text="".join(line.text for line in lines), agreed=agreed, also=())]


def _row_saying(wanted: str, part: Part) -> tuple[Table, Row]:
    """The row of a list without headings in which a text stands."""
    read = part.read(part.text.phrases, wanted)
    found: list[tuple[Table, Row]] = []
    unsure: list[Row] = []
    for box, line in read.items():
        exact = _equal(line.text, wanted)
        near = any(_equal(text, wanted) for text in line.also)
        if not exact and not near:
            continue
        point = (box[0] + box[2] // 2, box[1] + box[3] // 2)
        table = table_around(part.pixels, part.text, point, part.scale)
        rows = [row for row in (table.rows if table else ()) if row.top <= point[1] < row.bottom]
        if table is not None and rows and exact:
            found.append((table, rows[0]))
        elif rows:
            unsure += rows
    if len(found) == 1 and not unsure:
        return found[0]
    if found or unsure:
        raise No("ambiguous", either(*_TWO_ROWS) if len(found) > 1 else either(*_UNSURE),
                  [*(row for _, row in found), *unsure])  # fmt: skip
    raise No("not_found", either(*_NO_ROW))
