"""The places of a script: windows, anchors, targets, and in which row of a table they are.

Lengths are physical pixels, times are seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Point = tuple[int, int]
Size = tuple[int, int]
Rect = tuple[int, int, int, int]
"""x, y, width, height."""

Button = Literal["left", "right", "middle"]
Added = Literal["recorded", "repaired", "written"]


class Values(Mapping[str, str]):
    """Texts by name whose order counts: two are equal only if the order is, too.

    The order of a row's columns is the order in which a new workbook gets them.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._texts = dict(texts or {})

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return list(self._texts.items()) == list(other.items())

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Values({self._texts!r})"


# ---- places ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WindowPattern:
    """Which window a step means. ``title`` is a pattern with ``*`` and ``?``."""

    title: str
    program: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Where an anchor was when it was made.

    ``point`` is the acting point relative to the window's upper left corner, ``window`` the
    window's size, ``screen`` the monitor's size, ``scale`` the monitor's scaling (1.0 = 96 dpi).
    """

    point: Point
    window: Size
    screen: Size
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class ImageAnchor:
    """A picture; ``offset`` leads from the picture's centre to the acting point. ``unlike`` are
    other places of the recorded screen that look alike, as the finder told them apart; ``ignore``
    are parts of the picture (x, y, width, height) whose content changes; ``caption`` is what was
    written at the acting point; ``sealed`` is what this machine alone knows again of the covered
    parts of a row, and ``words`` what it alone knows again of what was written there."""

    image: str
    offset: Point = (0, 0)
    seen: Seen | None = None
    added: Added = "recorded"
    ignore: tuple[Rect, ...] = ()
    unlike: tuple[str, ...] = ()
    caption: str = ""
    sealed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
"""The name of a spreadsheet's cell."""


@dataclass(frozen=True, slots=True)
class TextAnchor:
    """A text on the screen; it may hold placeholders.

    Without ``then`` the acting point is the text's centre plus ``offset``. With ``then`` the
    text is the label of a field that lies ``right`` of it or ``below`` it, and ``offset`` (from
    the label's centre) says where where the field's frame cannot be seen; or of a ``box`` to be
    ticked beside it; or of a ``value`` that is written right of it without a frame, ``offset``
    saying where in that. With ``cell`` it is the name of a spreadsheet's cell (``B2``), whose
    middle is the place, and it alone decides.
    """

    text: str
    then: Literal["right", "below", "box", "value", "cell"] | None = None
    offset: Point = (0, 0)
    seen: Seen | None = None
    added: Added = "recorded"


Anchor = ImageAnchor | TextAnchor


@dataclass(frozen=True, slots=True)
class RowWhere:
    """The row of a table in whose columns (by their headings) these texts stand; they may hold
    placeholders. The heading ``*`` is any column: for a list that has no headings."""

    cells: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", Values(self.cells))


@dataclass(frozen=True, slots=True)
class RowAt:
    """The n-th row of data, counted from 1 at the top of the list."""

    number: int


@dataclass(frozen=True, slots=True)
class RowSelected:
    """The one row that is highlighted."""


TableRow = RowWhere | RowAt | RowSelected


@dataclass(frozen=True, slots=True)
class Scrolling:
    """A target that may be scrolled out: the wheel is turned down over the target ``at`` (None:
    over the table, or the middle of the window), ``most`` notches, until it is seen. ``start`` says
    from where: as it stands, or from the top."""

    most: int = 30
    at: str | None = None
    start: Literal["here", "top"] = "here"


@dataclass(frozen=True, slots=True)
class Target:
    """A named place: an ordered list of anchors in a window.

    With ``row`` the anchors say where in that row of a table: in the column with the heading
    ``column``, if it is given.
    """

    name: str
    window: WindowPattern | None
    anchors: tuple[Anchor, ...]
    row: TableRow | None = None
    column: str = ""
    scroll: Scrolling | None = None

    def texts(self) -> tuple[str, ...]:
        """What is looked for by its words; each may hold placeholders."""
        own = tuple(one.text for one in self.anchors if isinstance(one, TextAnchor))
        return (*self.row.cells.values(), *own) if isinstance(self.row, RowWhere) else own
