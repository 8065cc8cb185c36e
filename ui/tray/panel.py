"""The small panel: what waits for the clerk, and her tasks to be run again with one click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QWidget

from scripts.korean import found_in
from ui import kit, theme
from ui.library import Entry
from ui.library.thumbs import Thumbs, draw
from ui.progress import Progress
from ui.texts import say

WIDTH = 400
MOST = 7
_EDGE = 14
_SIGNS = {
    "well": ("circle-check", "green"), "partly": ("triangle-alert", "amber"),
    "badly": ("circle-x", "red"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A task in the panel: the list that it runs on (empty for none), a line about it; ``went``
    is how its last run ended: ``well``, ``partly``, ``badly``, empty where it never ran."""

    entry: Entry
    data: str = ""
    below: str = ""
    favourite: bool = False
    went: str = ""


class Panel(QWidget):
    """Made once and shown again and again, so that a click is answered at once. ``play`` with an
    entry; ``look`` at what goes on."""

    play = Signal(object)
    record = Signal()
    open = Signal()
    settings = Signal()
    quit = Signal()
    look = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(say("tray_panel"))
        self._offers: list[Offer] = []
        self.rows: list[_Row] = []
        self._chosen = 0
        self._below: bool | None = None
        """Whether it hangs from its upper edge; None while it was never shown."""
        self.thumbs = Thumbs(self)
        self.thumbs.ready.connect(self.update)
        self.search = QLineEdit()
        self.search.setProperty("kind", "bare")
        self.search.setPlaceholderText(say("tray_search"))
        self.search.setAccessibleName(say("tray_search"))
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        top = kit.line(kit.sign("search", "text_2", 20), self.search, gap=8)
        top.setContentsMargins(14, 8, 12, 8)
        self.live = _Live()
        self.live.look.connect(lambda: self._go(self.look))
        self.live.stop.connect(lambda: self._go(self.stop))
        self.heading = kit.label("", "over")
        self._list = kit.column(gap=1)
        body = kit.column(self.live, self.heading, self._list, gap=4)
        body.setContentsMargins(10, 10, 10, 10)
        record = kit.button(say("record"), "ghost", "circle-dot")
        record.clicked.connect(lambda: self._go(self.record))
        self.record_button = record
        foot = kit.line(record, 1, gap=2)
        for icon, word, signal in (
            ("layers", "open_window", self.open), ("settings", "settings", self.settings),
            ("power", "quit", self.quit),
        ):  # fmt: skip
            button = kit.tool(icon, say(word))
            button.clicked.connect(lambda _=False, s=signal: self._go(s))
            foot.addWidget(button)
        foot.setContentsMargins(8, 5, 10, 5)
        box = kit.box(kit.column(top, kit.rule(), body, kit.box(foot, "panelfoot"), gap=0), "popup")
        box.setFixedWidth(WIDTH)
        layout = kit.column(box)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.setLayout(layout)

    # ---- showing ----------------------------------------------------------------------------

    def show_offers(self, offers: Sequence[Offer], progress: Progress | None = None) -> None:
        """Show these tasks, favourites on top, and above them what goes on."""
        self._offers = sorted(offers, key=lambda offer: not offer.favourite)
        self.live.show_progress(progress)
        self.record_button.setVisible(progress is None)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        wanted = self.search.text()
        found = [
            offer for offer in self._offers
            if not offer.entry.broken and found_in(wanted, f"{offer.entry.name} {offer.data}")
        ]  # fmt: skip
        kit.clear(self._list)
        self.rows = []
        for number, offer in enumerate(found[:MOST]):
            row = _Row(offer, number, self.thumbs)
            row.clicked.connect(lambda o=offer: self._go(self.play, o.entry))
            self.rows.append(row)
            self._list.addWidget(row)
        if not found:
            word = say("no_match", text=wanted.strip()) if wanted.strip() else say("tray_empty")
            self._list.addWidget(kit.label(word, "small", wrap=True))
        heading = "tray_found" if wanted.strip() else "tray_recent"
        self.heading.setText(say(heading, n=len(found)))
        self._choose(0)
        self._fit()

    def _fit(self) -> None:
        """As high as what is in it."""
        layout = self.layout()
        assert layout is not None
        layout.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It stands on its lower edge, where the tray is."""
        super().resizeEvent(event)
        if self.isVisible() and self._below is False:
            self.move(self.x(), self.y() + event.oldSize().height() - event.size().height())

    def _choose(self, number: int) -> None:
        self._chosen = max(0, min(number, len(self.rows) - 1))
        for place, row in enumerate(self.rows):
            row.show_chosen(place == self._chosen)

    def _go(self, signal: object, *values: object) -> None:
        self.close()
        signal.emit(*values)  # type: ignore[attr-defined]

    # ---- the keyboard -----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Arrows choose, Enter runs, a digit in an empty search runs the task of that place."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._choose(self._chosen + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._chosen)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.search.text():
            self._run(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _run(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            self.rows[place].play.click()

    # ---- its place --------------------------------------------------------------------------

    def show_near(self, place: QRect) -> None:
        """Show beside the tray icon (an empty rectangle: beside the pointer), on its screen."""
        self._fit()
        spot = place.center() if place.isValid() and not place.isEmpty() else QCursor.pos()
        screen = QGuiApplication.screenAt(spot) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        most = room.right() - self.width() - _EDGE
        x = min(max(spot.x() - self.width() // 2, room.left() + _EDGE), most)
        self._below = spot.y() < room.center().y()
        y = spot.y() + _EDGE if self._below else spot.y() - self.height() - _EDGE
        y = min(max(y, room.top() + _EDGE), room.bottom() - self.height() - _EDGE)
        self.move(QPoint(x, y))
        self.show()
        self.search.setFocus()


class _Row(QFrame):
    """One task; a click anywhere on it runs it."""

    clicked = Signal()

    def __init__(self, offer: Offer, number: int, thumbs: Thumbs) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.offer = offer
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        word = say("play_again", data=offer.data) if offer.data else say("play")
        self.play = kit.tool("play", f"{word}: {offer.entry.name}", "play", "brand_text")
        self.play.clicked.connect(self.clicked)
        self._key = number + 1
        self._cap = kit.line()
        name = kit.Elided(offer.entry.name, "strong")
        below = kit.line(gap=5)
        if offer.went:
            below.addWidget(kit.sign(*_SIGNS[offer.went], 14))
        below.addWidget(kit.Elided(offer.below, "caption"), 1)
        text = kit.column(name, below, gap=0)
        self.play.setAccessibleDescription(offer.below)
        row = kit.line(_Thumb(offer.entry, thumbs), gap=10)
        row.addLayout(text, 1)
        if offer.favourite:
            row.addWidget(kit.sign("star", "amber"))
        row.addLayout(self._cap)
        row.addWidget(self.play)
        row.setContentsMargins(8, 5, 6, 5)
        self.setLayout(row)

    def show_chosen(self, chosen: bool) -> None:
        """Whether Enter runs it."""
        kit.restyle(self, chosen="true" if chosen else "false")
        kit.clear(self._cap)
        self._cap.addWidget(kit.caps("Enter" if chosen else str(self._key)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.clicked.emit()


class _Thumb(QWidget):
    def __init__(self, entry: Entry, thumbs: Thumbs) -> None:
        super().__init__()
        self._entry, self._thumbs = entry, thumbs
        self.setFixedSize(52, 32)
        thumbs.ready.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        draw(painter, place, self._thumbs.get(self._entry, self.devicePixelRatioF()))


class _Live(QFrame):
    """What goes on, above everything: a run that waits, or one that is running."""

    look = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = kit.Elided("", "strong")
        self._state = kit.Elided("", "caption")
        self._mark = kit.label("")
        self._mark.setFixedSize(22, 22)
        look = kit.button(say("look_at"))
        look.setProperty("bsize", "sm")
        look.clicked.connect(self.look)
        end = kit.button(say("stop"), "danger")
        end.setProperty("bsize", "sm")
        end.clicked.connect(self.stop)
        row = kit.line(self._mark, gap=10)
        row.addLayout(kit.column(self._name, self._state, gap=0), 1)
        row.addWidget(look)
        row.addWidget(end)
        row.setContentsMargins(10, 7, 8, 7)
        self.setLayout(row)
        self.hide()

    def show_progress(self, progress: Progress | None) -> None:
        """Show it; None hides it."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        waits = progress.state in ("asking", "paused")
        kit.restyle(self, tone="amber" if waits else "brand")
        self._name.show_text(progress.name)
        if waits:
            self._state.show_text(progress.question or say("paused"))
        elif progress.rows is not None:
            self._state.show_text(say("tray_rows", done=progress.finished_rows, all=progress.rows))
        else:
            self._state.show_text(progress.sentence or say("running"))
        ratio = self.devicePixelRatioF()
        pixels = theme.mark(round(22 * ratio), "amber_solid" if waits else None, not waits)
        pixels.setDevicePixelRatio(ratio)
        self._mark.setPixmap(pixels)
