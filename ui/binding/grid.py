"""The list as a grid: its columns can be dragged, its bad cells are tinted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QHeaderView, QLabel, QTableView

from player.data import List
from ui import kit, theme
from ui.texts import say

COLUMN = "application/x-ilson-column"
"""What a dragged column is called between widgets."""
_RESIDENT = re.compile(r"(\d{6})-?\d{7}")
_Index = QModelIndex | QPersistentModelIndex
_WIDEST = 220


def masked(text: str) -> str:
    """A cell without what nobody needs to read: the second half of resident numbers."""
    return _RESIDENT.sub(r"\1-*******", text)


class GridModel(QAbstractTableModel):
    """The rows of a list; ``findings`` are the bad cells: (row, column) to (level, sentence), with
    an empty column for the row as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_list: List | None = None
        self.findings: Mapping[tuple[int, str], tuple[str, str]] = {}
        self.without: Collection[int] = ()

    def show_list(self, data: List | None) -> None:
        """Show another list."""
        self.beginResetModel()
        self.data_list, self.findings, self.without = data, {}, ()
        self.endResetModel()

    def show_findings(
        self, findings: Mapping[tuple[int, str], tuple[str, str]], without: Collection[int]
    ) -> None:
        """Tint these cells; rows in ``without`` are pale."""
        self.findings, self.without = findings, without
        self.layoutChanged.emit()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.data_list.rows) if self.data_list and not _valid(parent) else 0

    def columnCount(self, parent: _Index | None = None) -> int:
        return len(self.data_list.columns) if self.data_list and not _valid(parent) else 0

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if self.data_list is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return str(self.data_list.rows[section].number)
            return self.data_list.columns[section]
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return say("bind_drag", column=self.data_list.columns[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.data_list is None or not index.isValid():
            return None
        row = self.data_list.rows[index.row()]
        column = self.data_list.columns[index.column()]
        level, sentence = self.findings.get((row.number, column), ("", ""))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            problem = row.values.problem(column)
            text = str(problem) if problem else masked(row.values[column])
            if level and not text.strip():
                text = say("bind_empty_cell")
            told = role == Qt.ItemDataRole.AccessibleTextRole and sentence
            return f"{text}, {sentence}" if told else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentence or None
        if role == Qt.ItemDataRole.BackgroundRole and level:
            return theme.colour("red_tint" if level == "wrong" else "amber_tint")
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.number in self.without:
                return theme.colour("text_disabled")
            if level:
                return theme.colour("red" if level == "wrong" else "amber")
        return None


def _valid(parent: _Index | None) -> bool:
    return parent is not None and parent.isValid()


class _Header(QHeaderView):
    """Column names that can be dragged onto a step."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._pressed: QPoint | None = None
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setSectionsClickable(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if self._pressed is None or resizing or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            section = self.logicalIndexAt(self._pressed)
            self._pressed = None
            if section >= 0:
                self._drag(str(self.model().headerData(section, Qt.Orientation.Horizontal)))

    def _drag(self, column: str) -> None:
        drag = QDrag(self)
        drag.setMimeData(column_data(column))
        drag.setPixmap(_picture(chip(column)))
        drag.setHotSpot(QPoint(10, 10))
        drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)


def column_data(column: str) -> QMimeData:
    """A column as it is dragged."""
    made = QMimeData()
    made.setData(COLUMN, column.encode())
    return made


def chip(column: str) -> QLabel:
    """A column of the list, wherever it is named."""
    made = kit.label(column)
    made.setProperty("kind", "col")
    return made


def _picture(label: QLabel) -> QPixmap:
    label.ensurePolished()
    label.adjustSize()
    return label.grab()


class Grid(QTableView):
    """``chosen`` when a row is double-clicked or Enter is pressed in it (Excel's number)."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows = GridModel(self)
        self.setModel(self.rows)
        self.setHorizontalHeader(_Header())
        self.verticalHeader().setDefaultSectionSize(30)
        self.verticalHeader().setMinimumWidth(44)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(say("bind_grid"))
        self.activated.connect(self._activated)

    def show_list(self, data: List | None) -> None:
        """Show another list, its columns as wide as their first rows."""
        self.rows.show_list(data)
        if data is None:
            return
        metrics = self.fontMetrics()
        for at, column in enumerate(data.columns):
            texts = [column, *(
                masked(row.values[column]) for row in data.rows[:30]
                if row.values.problem(column) is None
            )]  # fmt: skip
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            self.setColumnWidth(at, min(_WIDEST, widest + 28))

    def go_to(self, row: int) -> None:
        """Show and choose a row by Excel's number."""
        data = self.rows.data_list
        for at, one in enumerate(data.rows if data else ()):
            if one.number == row:
                self.selectRow(at)
                self.scrollTo(self.rows.index(at, 0))

    def _activated(self, index: QModelIndex) -> None:
        data = self.rows.data_list
        if data is not None:
            self.chosen.emit(data.rows[index.row()].number)
