"""Time saved as small bars, by month, week or task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from player.run.journal import RunEntry
from ui import kit, theme
from ui.history.reading import saved_by
from ui.run.words import short_span
from ui.texts import say

_WAYS = ("month", "week", "task")


class Bars(QWidget):
    """The last bar is the present one."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[tuple[str, float]] = []
        self._last = True
        self.setFixedHeight(84)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[tuple[str, float]], last: bool) -> None:
        """Show these, the last one strong where it is the present."""
        self._bars, self._last = list(bars), last
        self.setAccessibleName(
            ", ".join(f"{name} {short_span(seconds)}" for name, seconds in self._bars)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(seconds for _, seconds in self._bars) or 1.0
        width, base = self.width() / len(self._bars), self.height() - 20
        for number, (name, seconds) in enumerate(self._bars):
            strong = self._last and number == len(self._bars) - 1
            high = max(2.0, (base - 20) * seconds / most) if seconds else 0.0
            broad = min(26.0, width * 0.5)
            bar = QRectF(number * width + (width - broad) / 2, base - high, broad, high + 4)
            path = QPainterPath()
            path.addRoundedRect(bar, 4, 4)
            painter.save()
            painter.setClipRect(QRectF(0, 0, self.width(), base))
            painter.fillPath(path, theme.colour("brand" if strong else "brand_line"))
            painter.restore()
            font = theme.font("caption")
            if strong:
                font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(theme.colour("text" if strong else "text_3"))
            room = QRectF(number * width + 2, base - high - 18, width - 4, 16)
            if seconds:
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short_span(seconds))
            below = QRectF(number * width + 2, base + 3, width - 4, 16)
            short = painter.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideRight, int(below.width())
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, short)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(0, int(base), self.width(), int(base))


class SavedCard(QFrame):
    """How much time the runs have saved, in all and by month, week or task."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._runs: Sequence[RunEntry] = ()
        self._way = "month"
        self.total = kit.label("", "title", "green")
        self.note = kit.label("", "caption")
        self.bars = Bars()
        named = {way: say(f"hist_by_{way}") for way in _WAYS}
        self.ways = kit.Segmented(named, self._way, say("hist_saved_by"))
        self.ways.chosen.connect(self._use)
        sums = kit.line(self.total, self.note, 1, gap=10)
        told = kit.column(kit.label(say("hist_saved"), "caption"), sums, gap=0)
        head = kit.line(told, 1, self.ways)
        layout = kit.column(head, self.bars, gap=4)
        layout.setContentsMargins(18, 10, 18, 8)
        self.setLayout(layout)

    def show_runs(self, runs: Sequence[RunEntry]) -> None:
        """Sum these runs up."""
        self._runs = runs
        self._show()

    def _use(self, way: str) -> None:
        self._way = way
        self._show()

    def _show(self) -> None:
        saved = sum(run.saved for run in self._runs)
        self.total.setText(short_span(saved) if saved else say("hist_nothing"))
        rows = sum(run.rows.get("done", 0) for run in self._runs)
        self.note.setText(say("hist_sums", runs=f"{len(self._runs):,}", rows=f"{rows:,}"))
        bars = saved_by(self._runs, self._way, datetime.now())
        self.bars.show_bars(bars, self._way != "task")
        self.bars.setVisible(any(seconds for _, seconds in bars))
