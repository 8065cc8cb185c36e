"""The strip of rows: one cell for each row of the list, whatever became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from ui import kit, theme
from ui.texts import say

MOST_CELLS = 400
"""Above so many rows a cell stands for several and shows the worst of them."""
INKS = {
    "failed": "red_solid", "in_doubt": "red_solid", "asked": "amber_solid", "now": "brand_text",
    "skipped": "text_3", "before": "text_3", "waiting": "border", "done": "brand_line",
}  # fmt: skip
"""Token of each state, the worst first: what a cell of several rows shows."""
_RANK = {state: number for number, state in enumerate(INKS)}
_TALL = ("failed", "in_doubt", "asked", "now")
_GAP = 1.5


def cells(rows: Sequence[int], states: Mapping[int, str]) -> list[tuple[str, int]]:
    """The cells of a strip: what each shows, and the row that it shows it of."""
    count = min(len(rows), MOST_CELLS)
    found = []
    for number in range(count):
        start = number * len(rows) // count
        bucket = rows[start : (number + 1) * len(rows) // count]
        worst = min(bucket, key=lambda row: _RANK.get(states.get(row, "waiting"), 99))
        found.append((states.get(worst, "waiting"), worst))
    return found


class RowStrip(QWidget):
    """Shows what became of ``rows`` (Excel's numbers); ``chosen`` when one is clicked, or reached
    with the arrow keys, where ``choosable``."""

    chosen = Signal(int)

    def __init__(self, height: int = 16, choosable: bool = False) -> None:
        super().__init__()
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cells: list[tuple[str, int]] = []
        self._states: dict[int, str] = {}
        self._choosable = choosable
        self.row = 0
        """The chosen row, 0 for none."""
        self.setMouseTracking(True)
        if choosable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_rows(self, rows: Sequence[int], states: Mapping[int, str]) -> None:
        """Show these rows; those that ``states`` does not name wait."""
        self._cells, self._states = cells(rows, states), dict(states)
        self.choose(self.row if self.row in self._states else 0)

    def choose(self, row: int) -> None:
        """Mark a row as the chosen one; a screen reader says which it is and what became of it."""
        self.row = row
        if self._choosable:
            self.setAccessibleName(self._said(row) if row else say("strip_rows"))
        self.update()

    def _said(self, row: int) -> str:
        state = self._states.get(row, "waiting")
        return f"{say('row', row=row)} · {say(f'state_{state}')}"

    def _place(self, number: int) -> QRectF:
        width = self.width() / len(self._cells)
        tall = self._cells[number][0] in _TALL
        top = 0.0 if tall else 2.0
        return QRectF(
            number * width, top, max(1.2, width - min(_GAP, width / 4)), self.height() - 2 * top
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (state, row) in enumerate(self._cells):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(INKS.get(state, "border")))
            painter.drawRoundedRect(self._place(number), 1.5, 1.5)
            if row == self.row and self._choosable:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("text"), 1.5))
                painter.drawRoundedRect(self._place(number).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _at(self, point: QPoint) -> int:
        if not self._cells:
            return 0
        number = min(int(point.x() * len(self._cells) / max(1, self.width())), len(self._cells) - 1)
        return self._cells[max(0, number)][1]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._choosable and self._cells:
            self._take(self._at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = [row for _, row in self._cells]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not (self._choosable and rows and step):
            super().keyPressEvent(event)
            return
        now = rows.index(self.row) if self.row in rows else -step
        self._take(rows[max(0, min(len(rows) - 1, now + step))])

    def _take(self, row: int) -> None:
        self.choose(row)
        self.chosen.emit(row)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._cells:
            QToolTip.showText(event.globalPos(), self._said(self._at(event.pos())))
            return True
        return super().event(event)


class Legend(QWidget):
    """What the colours of a strip mean, in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(14)
        self.setLayout(self._line)
        self._shown: dict[str, int] = {}

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows are in each state; those without any are left out."""
        wanted = {state: count for state, count in counts.items() if count}
        if wanted == self._shown:
            return
        self._shown = wanted
        kit.clear(self._line)
        for state, count in wanted.items():
            self._line.addWidget(_Entry(state, count))
        self._line.addStretch(1)
        self.setAccessibleName(
            ", ".join(f"{say(f'state_{state}')} {count}" for state, count in wanted.items())
        )


class _Entry(QWidget):
    def __init__(self, state: str, count: int) -> None:
        super().__init__()
        self._ink = INKS.get(state, "border")
        layout = kit.line(kit.label(f"{say(f'state_{state}')} {count:,}", "caption"), gap=0)
        layout.setContentsMargins(14, 0, 0, 0)
        self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._ink))
        painter.drawRoundedRect(QRectF(0, self.height() / 2 - 4.5, 9, 9), 2, 2)
