"""Icons that stand beside each other as the words of a line do: a toolbar, which nobody reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from player.ocr.reader import Line
from player.vision.layout import around
from scripts.model import Rect

FEWEST = 4
"""Icons of a strip at least: a name has three syllables, seldom four, and may be written apart."""
_SQUARE = 1.7
"""Widths of an icon, in its heights, at most."""
_GAP = 0.18
"""Space between two icons at least, in heights of the lower one; letters of a word stand closer."""
_READ = 4
"""One of so many icons at most may surely look like a letter."""
_LETTERS = re.compile(r"[\uac00-\ud7a3\d]")


def in_strip(line: Rect, words: Sequence[Rect]) -> list[Rect]:
    """The boxes of the icons in a line, from left to right; empty where what it is made of stands
    too close, or is too wide, for icons. ``words`` is what hangs together in the picture."""
    x, y, width, height = line
    inside = sorted(
        box for box in words
        if x <= box[0] and box[0] + box[2] <= x + width
        and y <= box[1] and box[1] + box[3] <= y + height
    )  # fmt: skip
    icons: list[Rect] = []
    for box in inside:
        if icons and box[0] - icons[-1][0] - icons[-1][2] < _GAP * min(box[3], icons[-1][3]):
            box, icons = around((icons[-1], box)), icons[:-1]  # two parts of one icon
        icons.append(box)
    if len(icons) < FEWEST or any(wide > _SQUARE * high for _, _, wide, high in icons):
        return []
    return icons


def are_icons(read: Sequence[Line | None]) -> bool:
    """Whether what was read in each part of a line says that they are icons."""
    letters = [line for line in read if line and line.agreed and _LETTERS.search(line.text)]
    return _READ * len(letters) <= len(read)
