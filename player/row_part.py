"""The part of a look in which a table is looked for, and reading in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from player.look import Look
from player.ocr.compare import same
from player.ocr.find import em
from player.ocr.reader import Line, reader
from player.types import Pixels
from player.vision.layout import Layout, headings, layout, touch
from player.vision.table import Row, Table, bounds
from scripts.language import either
from scripts.model import Point, Rect

NO_TABLE = ("그런 표나 목록이 보이지 않아요", "No such table or list is to be seen")
_NARROWEST, _WIDEST = 0.6, 1.6
"""Widths of a cell, against those that its text should have, within which it is read."""


class No(Exception):
    """Why there is no such place; ``verdict`` as that of a refusal."""

    def __init__(
        self, why: Literal["not_found", "ambiguous"], detail: str, rows: Sequence[Row] = (),
        verdict: str = "",
    ) -> None:  # fmt: skip
        super().__init__(detail)
        self.why, self.detail, self.rows, self.verdict = why, detail, rows, verdict


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The part of a look that is searched; all lengths in its pixels, from ``origin``."""

    pixels: Pixels
    origin: Point
    scale: float
    text: Layout
    covers: tuple[Rect, ...]
    rect: Rect

    def read(self, boxes: Sequence[Rect], wanted: str) -> dict[Rect, Line]:
        """What is written in those of the boxes that are as wide as a text."""
        fit = [
            box for box in boxes
            if _NARROWEST <= box[2] / max(1.0, em(wanted) * box[3]) <= _WIDEST
        ]  # fmt: skip
        found = {}
        for line in reader().read_at(self.pixels, fit, self.scale):
            x, y, width, height = line.rect
            there = [
                box for box in fit
                if x <= box[0] + box[2] / 2 < x + width and y <= box[1] + box[3] / 2 < y + height
            ]  # fmt: skip
            # Dark and light strokes of one text may be two boxes: it is written there once.
            there.sort(key=lambda box: -box[2] * box[3])
            for number, box in enumerate(there):
                if not any(touch(box, other) for other in there[:number]):
                    found[box] = line
        return found


def part_of(look: Look, rect: Rect) -> Part:
    frame = look.frame.crop(rect)
    scale, (x, y) = look.scale(rect), frame.origin
    covers = tuple((c[0] - x, c[1] - y, c[2], c[3]) for c in look.covers(rect))
    return Part(frame.pixels, frame.origin, scale, layout(frame.pixels, scale, covers), covers,
                 rect)  # fmt: skip


def reading(part: Part, boxes: Sequence[Rect], wanted: str) -> list[Rect]:
    """Those of the boxes in which a caption stands."""
    read = part.read(boxes, wanted)
    return [
        box for box, line in read.items()
        if any(same(text, wanted) for text in (line.text, *line.also))
    ]  # fmt: skip


def column_of(heading: str, table: Table, part: Part) -> tuple[int, int]:
    """From where to where another column of the same table goes."""
    if table.heading is None:
        raise No("not_found", either(*NO_TABLE))
    if reading(part, [table.heading], heading):
        return table.left, table.right
    heads = reading(part, headings(part.text, table.heading), heading)
    if len(heads) != 1:
        raise No(
            "ambiguous" if heads else "not_found",
            either(
                f"표에 ‘{heading}’ 열이 보이지 않아요",
                f"The table has no column ‘{heading}’ to be seen",
            ),
        )
    return bounds(part.pixels, part.text, heads[0], part.scale)
