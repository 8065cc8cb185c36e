"""What all screens of the main window share."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.practice import boxes
from ui.practice.store import Person, Store

FIELD_HEIGHT = 22
HEADER_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Session:
    """What a screen works with: the data, and how slow the system is to be."""

    store: Store
    delay: tuple[int, int] = (0, 0)
    """Milliseconds, from and to."""
    waited: list[int] = field(default_factory=list)
    """Milliseconds of each wait so far."""
    renewed: bool = False
    """Whether it is the program's next edition, in which a button has moved and looks otherwise."""

    def wait(self, parent: QWidget, text: str = "처리 중입니다. 잠시만 기다려 주십시오.") -> None:
        """Stand still as long as the user of ``--delay`` asked for."""
        milliseconds = random.randint(*self.delay)
        self.waited.append(milliseconds)
        boxes.wait(parent, milliseconds, text)


class Screen(QWidget):
    """One screen; the menu's commands go to the screen that is shown.

    What it tells the window goes through plain functions that the window sets. They are no
    signals of ours on purpose: PySide6 6.12 drops a reference to True on each ``emit``, and
    below Python 3.12 the process dies when the last one is gone, after some hundred keystrokes.
    """

    name = ""
    heading = ""
    can_save = False
    can_create = False
    can_print = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.store = session.store
        self.say: Callable[[str], None] = lambda text: None
        """Show a line in the status bar; an empty one clears it."""
        self.leave: Callable[[], None] = lambda: None
        """Back to the first screen."""
        self.open_person: Callable[[Person], None] = lambda person: None
        """Show a person in the entry form."""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(6, 6, 6, 6)
        self.body.setSpacing(6)
        heading = QLabel(self.heading)
        heading.setProperty("kind", "heading")
        self.body.addWidget(heading)

    def shown(self) -> None:
        """The screen has come to the front: load, and put the cursor where work begins."""

    def new(self) -> None:
        """Ctrl+N."""

    def save(self) -> None:
        """Ctrl+S."""

    def print_form(self) -> None:
        """Ctrl+P."""

    def may_close(self) -> bool:
        """Whether the screen can be left without losing anything the user wants."""
        return True


def button(text: str, name: str = "") -> QPushButton:
    """A push button; its accessible name is its caption unless given."""
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    made.setMinimumWidth(76)
    made.setFixedHeight(24)
    # Buttons of this style are otherwise triggered by Space only; clerks press Enter.
    made.setAutoDefault(True)
    return made


def row_of(*widgets: QWidget | int | None) -> QHBoxLayout:
    """Widgets beside each other; a number is a gap, None takes the rest."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        elif isinstance(widget, int):
            row.addSpacing(widget)
        else:
            row.addWidget(widget)
    return row


def panel_label(text: str) -> QLabel:
    """A plain caption in front of a field of a search panel."""
    label = QLabel(text)
    label.setProperty("kind", "panel")
    return label


def add_field(
    grid: QGridLayout, row: int, column: int, text: str, widget: QWidget | QHBoxLayout,
    *, required: bool = False, span: int = 1,
) -> None:  # fmt: skip
    """A caption cell and its field, side by side in ``grid``."""
    label = QLabel(text)
    label.setProperty("kind", "required" if required else "field")
    label.setFixedWidth(110)
    label.setMinimumHeight(FIELD_HEIGHT)
    grid.addWidget(label, row, column)
    if isinstance(widget, QWidget):
        if not widget.accessibleName():
            widget.setAccessibleName(text)
        grid.addWidget(widget, row, column + 1, 1, span)
    else:
        grid.addLayout(widget, row, column + 1, 1, span)


class Table(QTableWidget):
    """A dense list whose rows are selected as a whole."""

    def __init__(self, name: str, columns: dict[str, int], stretch: str) -> None:
        super().__init__(0, len(columns))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(columns))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(FIELD_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(FIELD_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(HEADER_HEIGHT)
        for index, (title, width) in enumerate(columns.items()):
            self.setColumnWidth(index, width)
            if title == stretch:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Stretch)

    def put(self, row: int, values: list[str], *, centred: tuple[int, ...] = ()) -> None:
        """Fill the first cells of a row."""
        for column, value in enumerate(values):
            item = QTableWidgetItem(value)
            if column in centred:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.setItem(row, column, item)
