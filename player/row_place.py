"""Where in a row of a table a target is: its element, the text on it, or its column's cell."""

from __future__ import annotations

import itertools

from player.look import Look, intersection
from player.pictures import Known, Pictures
from player.row_part import No, Part, column_of, reading
from player.vision.in_row import is_fainter, places_in
from player.vision.layout import around, touch
from player.vision.table import Row, Table, within
from player.vision.ticks import tick_at, ticks_in
from scripts.language import either
from scripts.model import ImageAnchor, Point, Rect, Target, TextAnchor

_ELEMENT, _CLEARLY = 0.72, 0.06
"""Likeness from which an element is there, and by which it must be ahead of the next place."""
SIZES = (1.0, 0.9, 1.1)
"""Sizes at which an element is looked for: the expected one, and those of a zoomed page."""
_ONE_CELL = 2.0
"""Space between two texts of one cell, in their heights."""
_BEYOND = 40
"""Pixels at scaling 1 above and below a row that are looked at with it."""
_NOT_IN_ROW = (
    "그 줄에서 누를 곳이 보이지 않아요",
    "The place to click is not to be seen in that row",
)
_TWICE_IN_ROW = (
    "그 줄에 똑같아 보이는 곳이 둘 이상이에요",
    "Two or more places in that row look the same",
)
_FAINT = (
    "그 줄의 것은 흐려져 있어요: 아직 누를 수 없어 보여요",
    "What is in that row is greyed out: it can't be clicked yet",
)


def place_in_row(
    target: Target, pictures: Pictures, look: Look, part: Part, table: Table, row: Row
) -> tuple[Point, Rect]:
    """The acting point in a row, and what is there."""
    left, right = 0, part.pixels.shape[1]
    if target.column:
        left, right = column_of(target.column, table, part)
    problem: No | None = None
    for anchor in target.anchors:
        try:
            if isinstance(anchor, TextAnchor):
                return _at_text(anchor, table, row, left, right, part)
            return _at_picture(anchor, pictures, look, table, row, (left, right), part)
        except No as no:
            if no.verdict == "faint":
                raise  # another way to know the place would find the same
            problem = no
    if problem is not None:
        raise problem
    if not target.column:
        raise No("not_found", either(*_NOT_IN_ROW), (row,))
    cells = within(table, row, part.text, left, right)
    ticks = ticks_in(part.pixels, (left, row.top, right - left, row.bottom - row.top), part.scale)
    if len(ticks) == 1 and not any(not _is_tick(cell, ticks[0]) for cell in cells):
        x, y, width, height = ticks[0]
        return (x + width // 2, y + height // 2), ticks[0]
    gaps = [b[0] - a[0] - a[2] for a, b in itertools.pairwise(cells)]
    if any(gap > _ONE_CELL * max(cell[3] for cell in cells) for gap in gaps):
        raise No("ambiguous", either(*_TWICE_IN_ROW), (row,))
    box = around(cells) if cells else (left, row.top, right - left, row.bottom - row.top)
    y = row.middle if row.top <= row.middle < row.bottom else (row.top + row.bottom) // 2
    return (box[0] + box[2] // 2, y), box


def _is_tick(cell: Rect, tick: Rect) -> bool:
    """Whether a text of a cell is but what was made of the tick in its box."""
    return touch(cell, (tick[0] - 2, tick[1] - 2, tick[2] + 4, tick[3] + 4))


def _at_text(
    anchor: TextAnchor, table: Table, row: Row, left: int, right: int, part: Part
) -> tuple[Point, Rect]:
    boxes = reading(part, within(table, row, part.text, left, right), anchor.text)
    if len(boxes) != 1:
        raise No("ambiguous" if boxes else "not_found",
                  either(*_TWICE_IN_ROW) if boxes else either(*_NOT_IN_ROW), (row,))  # fmt: skip
    [box] = boxes
    if is_fainter(part.pixels, box, _away(table, row)):
        raise No("not_found", either(*_FAINT), (row,), "faint")
    factor = part.scale / (anchor.seen.scale if anchor.seen else 1.0)
    return (
        round(box[0] + box[2] / 2 + anchor.offset[0] * factor),
        round(box[1] + box[3] / 2 + anchor.offset[1] * factor),
    ), box


def _away(table: Table, row: Row) -> list[int]:
    """How far the other rows are from one, in pixels down."""
    return [o.middle - row.middle for o in table.rows if o is not row and not o.cut]


def _at_picture(
    anchor: ImageAnchor,
    pictures: Pictures,
    look: Look,
    table: Table,
    row: Row,
    across: tuple[int, int],
    part: Part,
) -> tuple[Point, Rect]:
    """The recorded element in a row: a box to be ticked by being one, all else by its picture."""
    found = None
    if _was_tick(anchor, pictures):
        area = (across[0], row.top, across[1] - across[0], row.bottom - row.top)
        boxes = ticks_in(part.pixels, area, part.scale)
        if len(boxes) > 1:
            raise No("ambiguous", either(*_TWICE_IN_ROW), (row,))
        if boxes:
            x, y, width, height = boxes[0]
            found = (x + width // 2, y + height // 2), boxes[0]
    for size in SIZES:
        if found is None:
            found = _alike(pictures.known(anchor), look, row, across, part, size)
    if found is None:
        raise No("not_found", either(*_NOT_IN_ROW), (row,))
    if is_fainter(part.pixels, found[1], _away(table, row)):
        raise No("not_found", either(*_FAINT), (row,), "faint")
    return found


def _was_tick(anchor: ImageAnchor, pictures: Pictures) -> bool:
    """Whether the recorded place is a box to be ticked."""
    picture = pictures.pixels(anchor.image)
    height, width = picture.shape[:2]
    was = (width // 2 + anchor.offset[0], height // 2 + anchor.offset[1])
    return tick_at(picture, was, anchor.seen.scale if anchor.seen else 1.0) is not None


def _alike(
    known: Known, look: Look, row: Row, across: tuple[int, int], part: Part, size: float
) -> tuple[Point, Rect] | None:
    """Where in a row it looks like the recorded element, if all is drawn ``size`` times as large as
    the scaling says."""
    ox, oy = part.origin
    beyond = round(_BEYOND * part.scale)
    band = (ox, oy + row.top - beyond, part.pixels.shape[1], row.bottom - row.top + 2 * beyond)
    area = look.sized(intersection(band, part.rect), size, part.rect)
    factor, sample = area.factor, known.sample

    def there(x: float, y: float) -> tuple[int, int]:
        return (round((x + ox - area.origin[0]) / factor),
                round((y + oy - area.origin[1]) / factor))  # fmt: skip

    (x0, y0), (x1, y1) = there(across[0], row.top), there(across[1], row.bottom)
    places = places_in(sample, area.seen, (x0, y0, x1 - x0, y1 - y0), y1 - y0)
    if not places or places[0].score < _ELEMENT:
        return None
    if len(places) > 1 and places[0].score - places[1].score < _CLEARLY:
        raise No("ambiguous", either(*_TWICE_IN_ROW), (row,))
    x, y = (
        round(area.origin[n] + (places[0].at[n] + sample.rest[n]) * factor) - part.origin[n]
        for n in (0, 1)
    )
    high, wide = (round(side * factor) for side in sample.element.field.shape[:2])
    left, top = (value - round(of * factor)
                 for value, of in zip((x, y), sample.element.at, strict=True))  # fmt: skip
    top = max(top, row.top)
    return (x, y), (left, top, wide, max(1, min(top + high, row.bottom) - top))
