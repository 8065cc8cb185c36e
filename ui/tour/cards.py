"""The cards of the tour: a picture and two sentences each."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from ui import kit, theme
from ui.progress import Progress
from ui.recording_bar import RecordingBar
from ui.texts import say

CARDS = ("does", "show", "list", "stop")
_SIZE = QSize(720, 452)
_ART = 236
_PICTURE = theme.ASSETS / "pictures" / "practice.png"


class Tour(QDialog):
    """``record`` and ``run`` when she wants to try it; ``over`` when she has seen or skipped it."""

    record = Signal()
    run = Signal()
    over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("tour_title"))
        self.card = 0
        self.art = _Art()
        self.title = kit.label("", "title", wrap=True)
        self.body = kit.label("", ink="text_2", wrap=True)
        self.facts = kit.line(gap=6)
        self.dots = _Dots()
        self.try_button = kit.button("", icon="play")
        self.skip = kit.button(say("tour_skip"), "ghost")
        self.back = kit.button(say("tour_back"))
        self.next = kit.button(say("tour_next"), "primary")
        self.next.setMinimumWidth(96)
        self.next.setDefault(True)
        self.skip.clicked.connect(self._end)
        self.back.clicked.connect(lambda: self.show_card(self.card - 1))
        self.next.clicked.connect(self._next)
        self.try_button.clicked.connect(self._try)
        foot = kit.line(self.dots, 1, self.skip, self.back, self.try_button, self.next)
        body = kit.column(self.title, self.body, self.facts, 1, foot, gap=8)
        body.setContentsMargins(28, 18, 28, 18)
        self.setLayout(kit.column(self.art, kit.box(body, "bar"), gap=0))
        self.setFixedSize(_SIZE)
        self.show_card(0)

    def show_card(self, number: int) -> None:
        """Show a card."""
        self.card = max(0, min(number, len(CARDS) - 1))
        name, last = CARDS[self.card], self.card == len(CARDS) - 1
        self.title.setText(say(f"tour_{name}"))
        self.body.setText(say(f"tour_{name}_how"))
        kit.clear(self.facts)
        while self.facts.count():
            self.facts.takeAt(0)
        for icon, key in _FACTS.get(name, ()):
            self.facts.addWidget(kit.sign(icon, "green"))
            self.facts.addWidget(kit.label(say(key), "small"))
            self.facts.addSpacing(12)
        self.facts.addStretch(1)
        self.art.show_card(name)
        self.dots.show_dot(self.card)
        self.back.setVisible(self.card > 0)
        self.skip.setVisible(not last)
        self.try_button.setVisible(name in ("show", "list"))
        self.try_button.setText(say("tour_try_run" if name == "list" else "tour_try_record"))
        self.next.setText(say("tour_end" if last else "tour_next"))
        self.next.setFocus()

    def _next(self) -> None:
        if self.card == len(CARDS) - 1:
            self._end()
        else:
            self.show_card(self.card + 1)

    def _try(self) -> None:
        (self.run if CARDS[self.card] == "list" else self.record).emit()

    def _end(self) -> None:
        self.hide()
        self.over.emit()

    def reject(self) -> None:
        self._end()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._end()


_FACTS = {
    "show": (("lock", "tour_fact_secret"), ("hard-drive", "tour_fact_here")),
    "list": (("table-2", "tour_fact_rows"), ("message-circle-question-mark", "tour_fact_asks")),
    "stop": (("pause", "tour_fact_esc"), ("rotate-ccw", "tour_fact_again")),
}


class _Art(QWidget):
    """The picture of a card: the practice program, with what Ilson shows over it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_ART)
        self._name = ""
        self._screen = QPixmap(str(_PICTURE))
        self._over = QPixmap()

    def show_card(self, name: str) -> None:
        """The picture of this card."""
        self._name = name
        self._over = _bar(self) if name == "show" else _rows(self) if name == "list" else QPixmap()
        self.setAccessibleName(say(f"tour_{name}"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        whole = self._name in ("does", "stop")
        source = QRectF(20, 36, 1000, 328) if whole else QRectF(190, 84, 580, 190)
        painter.drawPixmap(QRectF(self.rect()), self._screen, source)
        if theme.scheme() == "dark":
            painter.fillRect(self.rect(), theme.colour("overlay_dim").darker(200))
            painter.setOpacity(0.55)
            painter.drawPixmap(QRectF(self.rect()), self._screen, source)
            painter.setOpacity(1.0)
        if not self._over.isNull():
            size = self._over.deviceIndependentSize()
            at = QRectF((self.width() - size.width()) / 2, self.height() - size.height() - 6,
                        size.width(), size.height())  # fmt: skip
            painter.drawPixmap(at, self._over, QRectF(self._over.rect()))
        if whole:
            mark = theme.mark(round(64 * self.devicePixelRatioF()))
            place = QRectF(self.width() / 2 - 32, self.height() / 2 - 32, 64, 64)
            painter.drawPixmap(place, mark, QRectF(mark.rect()))


def _bar(parent: QWidget) -> QPixmap:
    """The recording bar as it will look, small enough for the card."""
    made = RecordingBar()
    progress = Progress("record", "", state="recording", steps=1)
    progress.take({"event": "step", "step": "a", "say": say("tour_step"), "light": "green"})
    made.show_progress(progress)
    made.adjustSize()
    shot = made.grab()
    made.deleteLater()
    shot.setDevicePixelRatio(shot.devicePixelRatio() * made.width() / (parent.width() - 40))
    return shot


def _rows(parent: QWidget) -> QPixmap:
    """A list with two rows done and one in hand."""
    rows = kit.column(gap=4)
    for number, (name, icon, ink, word) in enumerate(
        (("문새롬", "circle-check", "green", "tour_row_done"),
         ("박가온", "circle-check", "green", "tour_row_done"),
         ("이나루", "play", "brand_text", "tour_row_now")), 2,
    ):  # fmt: skip
        row = kit.line(kit.sign(icon, ink), kit.label(say("row", row=number), "small"), gap=10)
        row.addWidget(kit.label(name, "strong"))
        row.addStretch(1)
        row.addWidget(kit.label(say(word), "small"))
        rows.addLayout(row)
    rows.setContentsMargins(20, 14, 20, 14)
    made = QWidget()
    made.setLayout(rows)
    made.setFixedWidth(440)
    for part in (made, *made.findChildren(QWidget)):
        part.ensurePolished()
    made.adjustSize()
    shot = QPixmap(made.size() * parent.devicePixelRatioF())
    shot.setDevicePixelRatio(parent.devicePixelRatioF())
    shot.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("border"))
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(QRectF(made.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
    made.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    made.deleteLater()
    return shot


class _Dots(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._now = 0
        self.setFixedSize(len(CARDS) * 14 + 12, 10)

    def show_dot(self, now: int) -> None:
        self._now = now
        self.setAccessibleName(say("tour_card", n=now + 1, all=len(CARDS)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 0.0
        for number in range(len(CARDS)):
            wide = 18 if number == self._now else 8
            painter.setBrush(theme.colour("brand" if number == self._now else "border_input"))
            painter.drawRoundedRect(QRectF(x, 1, wide, 8), 4, 4)
            x += wide + 6
