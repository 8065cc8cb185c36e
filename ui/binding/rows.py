"""Which rows of a list are run: all of them, or those of a range."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from player.data import List
from ui import kit
from ui.texts import say


class RowRange(QWidget):
    """``changed`` when other rows are to be run."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._data: List | None = None
        self.which = QComboBox()
        self.which.setAccessibleName(say("bind_rows"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.activated.connect(self._choose)
        self.range = QLineEdit()
        self.range.setPlaceholderText("2-21")
        self.range.setAccessibleName(say("bind_range_named"))
        self.range.setFixedWidth(90)
        self.range.editingFinished.connect(self.changed)
        self.setLayout(
            kit.line(kit.label(say("bind_rows"), "label"), self.which, self.range, gap=6)
        )

    def show_list(self, data: List) -> None:
        """Offer the rows of a list; a range stays."""
        self._data = data
        kept = max(0, self.which.currentIndex())
        self.which.clear()
        self.which.addItems([say("bind_all_rows", n=len(data.rows)), say("bind_some_rows")])
        self.which.setCurrentIndex(kept)
        self.range.setVisible(kept == 1)

    def rows(self) -> tuple[int, int] | None:
        """The rows to run, Excel's first and last; None for all of them."""
        if self.which.currentIndex() != 1:
            return None
        first, _, last = self.range.text().replace(" ", "").partition("-")
        last = last or first
        if not (first.isdigit() and last.isdigit() and 1 <= int(first) <= int(last)):
            return None
        return int(first), int(last)

    @property
    def wrong(self) -> bool:
        """Whether what was written is no range."""
        return self.which.currentIndex() == 1 and self.rows() is None

    def _choose(self, index: int) -> None:
        self.range.setVisible(index == 1)
        rows = self._data.rows if self._data else ()
        if index == 1 and rows and not self.range.text():
            self.range.setText(f"{rows[0].number}-{rows[min(9, len(rows) - 1)].number}")
            self.range.setFocus()
        self.changed.emit()
