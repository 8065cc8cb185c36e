"""The cell of a spreadsheet that was clicked, by its name."""

from __future__ import annotations

import numpy as np

from player.look import Look, inside
from player.ocr.reader import reader
from player.sheets import cell_at, cell_named
from player.types import Pixels
from player.vision.field import Grey, grey
from player.vision.layout import layout, uprights
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect, Seen, Target, TextAnchor, WindowPattern

_FREE, _PLAIN = 4, 12
"""Pixels at scaling 1 around a point, and the grey levels by which they differ, where nothing is
but the ground of a cell."""
_BAND, _RULED, _RULES = 5, 0.9, 6
"""Pixels at scaling 1 around a point in which rules are looked for, the share of it that each
crosses, and how many there are in a sheet at least."""
_WORD, _LOW, _SURE = 1.2, 0.4, 0.8
"""Width of a text in its heights from which it is more than one sign, its height in those of the
cell below which it is the arrow of a button, and the confidence from which a sign is a letter."""


def cell_of(point: Point, look: Look, bounds: Rect, seen: Seen) -> TextAnchor | None:
    """The name of the cell at a point (desktop pixels) of the window ``bounds``, if the player
    finds the place by it; None where there is none, or something else stands in the cell: a button
    is not at its middle."""
    part, scale = look.frame.crop(bounds), look.scale(bounds)
    here = (point[0] - part.origin[0], point[1] - part.origin[1])
    if not _in_grid(grey(part.pixels), here, scale):
        return None
    try:
        cell = cell_at(part.pixels, here, scale)
        if cell is None or not _is_its_own(part.pixels, here, cell.rect[3], scale):
            return None
        again = cell_named(part.pixels, cell.name, scale)
    except DesktopProblem:
        return None  # nothing can read: the picture alone will do
    if again is None or not inside(here, again.rect):
        return None
    return TextAnchor(cell.name, "cell", seen=seen)


def _in_grid(levels: Grey, here: Point, scale: float) -> bool:
    """Whether the rules of many cells cross the row and the column of a point: sooner seen than a
    whole window is read."""
    band, (x, y) = round(_BAND * scale), here
    turned = np.ascontiguousarray(levels[:, max(0, x - band) : x + band + 1].T)
    across = uprights(levels, 0, levels.shape[1] - 1, y - band, y + band + 1, _RULED)
    down = uprights(turned, 0, turned.shape[1] - 1, 0, turned.shape[0], _RULED)
    return len(across) >= _RULES and len(down) >= _RULES


def _is_its_own(pixels: Pixels, here: Point, high: int, scale: float) -> bool:
    """Whether at a point there is the ground of the cell, which is so ``high``, or its text."""
    reach = round(_FREE * scale)
    (x, y), levels = here, grey(pixels)
    around = levels[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
    if int(around.max()) - int(around.min()) <= _PLAIN:
        return True
    at = [box for box in layout(pixels, scale).phrases if inside(here, box)]
    if len(at) != 1 or at[0][3] < _LOW * high:
        return False
    if at[0][2] >= _WORD * at[0][3]:
        return True
    lines = reader().read_at(pixels, at, scale)
    return any(line.text.strip().isalnum() and line.confidence >= _SURE for line in lines)


def is_cell(target: Target, name: str, window: WindowPattern | None) -> bool:
    """Whether a target is the cell of that name in a window."""
    return target.window == window and any(
        isinstance(anchor, TextAnchor) and anchor.then == "cell" and anchor.text == name
        for anchor in target.anchors
    )
