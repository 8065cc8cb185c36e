"""The widgets of the fake world: what they hold and what they do when they are used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.model import Rect

ITEM_HEIGHT = 22
"""Pixels of one line in a list."""


def _nothing() -> None:
    """What a widget does that was given nothing to do."""


@dataclass(slots=True, eq=False)
class Widget:
    """Something in a window. ``rect`` is relative to the window's client area."""

    text: str
    rect: Rect
    name: str = ""
    enabled: bool = True
    visible: bool = True
    on_click: Callable[[], None] = _nothing
    on_double: Callable[[], None] = _nothing
    on_right: Callable[[], None] = _nothing
    on_drop: Callable[[Widget], None] = lambda _: None
    """Called with the widget that was dragged here."""

    takes_focus = False

    def __post_init__(self) -> None:
        self.name = self.name or self.text

    def holds(self, x: int, y: int) -> bool:
        """Whether a point of the client area lies in here."""
        left, top, width, height = self.rect
        return self.visible and left <= x < left + width and top <= y < top + height

    def press(self, x: int, y: int) -> None:
        """The left button went down at a point of the client area."""

    def click(self) -> None:
        """A whole left click."""
        self.on_click()

    def scroll(self, up: int) -> None:
        """The wheel was turned over this by notches."""

    def key(self, key: str, held: frozenset[str]) -> bool:
        """A key that prints nothing; whether it was used."""
        if key in ("Space", "Enter") and not held and isinstance(self, Button | CheckBox):
            self.click()
            return True
        return False

    def type(self, text: str) -> bool:
        """Text that was typed; whether it was used."""
        return False


@dataclass(slots=True, eq=False)
class Label(Widget):
    """Text that does nothing."""


@dataclass(slots=True, eq=False)
class Button(Widget):
    """A button; ``on_click`` is what it does. Under the pointer its ``hint`` lies over it."""

    hint: str = ""
    takes_focus = True


@dataclass(slots=True, eq=False)
class CheckBox(Widget):
    """A box and its text."""

    checked: bool = False
    takes_focus = True

    def click(self) -> None:
        self.checked = not self.checked
        self.on_click()


@dataclass(slots=True, eq=False)
class Field(Widget):
    """A text field of one line, or of many with ``lines``. ``text`` is only its name."""

    value: str = ""
    lines: bool = False
    secret: bool = False
    caret: int = 0
    selected: bool = False
    """The whole value is selected; parts never are."""
    takes_focus = True

    def press(self, x: int, y: int) -> None:
        self.caret, self.selected = len(self.value), False

    def type(self, text: str) -> bool:
        if not self.enabled:
            return False
        self._drop_selected()
        self.value = self.value[: self.caret] + text + self.value[self.caret :]
        self.caret += len(text)
        return True

    def key(self, key: str, held: frozenset[str]) -> bool:
        if held == {"Ctrl"} and key == "a":
            self.selected = True
            return True
        if held - {"Shift"}:
            return False
        if key == "Enter" and self.lines:
            return self.type("\n")
        if key in ("Backspace", "Delete") and self.enabled:
            self._delete(-1 if key == "Backspace" else 0)
            return True
        places = {
            "Left": max(self.caret - 1, 0), "Right": min(self.caret + 1, len(self.value)),
            "Home": 0, "End": len(self.value),
        }  # fmt: skip
        if key in places:
            self.caret, self.selected = places[key], False
            return True
        return False

    def _delete(self, step: int) -> None:
        if self.selected:
            self._drop_selected()
            return
        at = self.caret + step
        if at >= 0:
            self.value = self.value[:at] + self.value[at + 1 :]
            self.caret = at

    def _drop_selected(self) -> None:
        if self.selected:
            self.value, self.caret, self.selected = "", 0, False
        self.caret = min(self.caret, len(self.value))


@dataclass(slots=True, eq=False)
class ListBox(Widget):
    """Lines of which one is chosen (-1: none); ``top`` is the first that shows."""

    items: list[str] = field(default_factory=list)
    chosen: int = -1
    top: int = 0
    takes_focus = True

    @property
    def lines_shown(self) -> int:
        return max(1, self.rect[3] // ITEM_HEIGHT)

    def press(self, x: int, y: int) -> None:
        line = self.top + (y - self.rect[1]) // ITEM_HEIGHT
        if 0 <= line < len(self.items):
            self.chosen = line

    def scroll(self, up: int) -> None:
        """Turn the list by notches, of three lines each."""
        most = max(0, len(self.items) - self.lines_shown)
        self.top = min(max(self.top - 3 * up, 0), most)

    def key(self, key: str, held: frozenset[str]) -> bool:
        step = {"Up": -1, "Down": 1}.get(key)
        if step is None or held or not self.items:
            return False
        self.chosen = min(max(self.chosen + step, 0), len(self.items) - 1)
        self.top = min(max(self.top, self.chosen - self.lines_shown + 1), self.chosen)
        return True


def _no_cell(row: int, column: int) -> None:
    """What a table does that was given nothing to do."""


@dataclass(slots=True, eq=False)
class Table(Widget):
    """Rows under headings. A cell ``[수정]`` is a button, ``☐`` and ``☑`` are boxes that are ticked
    by a click. ``on_cell`` is told the row and the column of a click; ``chosen`` is the row that is
    highlighted (-1: none), ``top`` the first that shows."""

    columns: tuple[tuple[str, int], ...] = ()
    """Heading and width of each column."""
    rows: list[list[str]] = field(default_factory=list)
    on_cell: Callable[[int, int], None] = _no_cell
    chosen: int = -1
    top: int = 0
    pressed: tuple[int, int] | None = None

    ROW, HEAD = 28, 30

    @property
    def rows_shown(self) -> int:
        """How many whole rows have room."""
        return max(1, (self.rect[3] - self.HEAD) // self.ROW)

    def press(self, x: int, y: int) -> None:
        row = self.top + (y - self.rect[1] - self.HEAD) // self.ROW
        left, column = self.rect[0], -1
        for number, (_, width) in enumerate(self.columns):
            if left <= x < left + width:
                column = number
            left += width
        inside = y >= self.rect[1] + self.HEAD and row < len(self.rows) and column >= 0
        self.pressed = (row, column) if inside else None

    def click(self) -> None:
        if self.pressed is None:
            return
        row, column = self.pressed
        turned = {"☐": "☑", "☑": "☐"}
        cell = self.rows[row][column]
        self.rows[row][column] = turned.get(cell, cell)
        if cell not in turned and not cell.startswith("["):
            self.chosen = row
        self.on_cell(row, column)

    def scroll(self, up: int) -> None:
        """Turn the table by notches, of two rows each."""
        most = max(0, len(self.rows) - self.rows_shown)
        self.top = min(max(self.top - 2 * up, 0), most)
