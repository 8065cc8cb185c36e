"""The rows of the library: where the parts of a row are, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.library.model import ENTRY, Library
from ui.library.tasks import Entry
from ui.library.thumbs import SIZE, Thumbs, draw
from ui.texts import say

Index = QModelIndex | QPersistentModelIndex

HEIGHT = 71
_GAP = 14
_LAST, _RATE, _SAVED, _BUTTON, _MORE = 132, 64, 76, 34, 30
_WITH_SAVED, _WITH_RATE, _WITH_LAST = 760, 660, 520
"""Logical pixels from which on a column is shown."""
_RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a row are; a part that has no room is an empty rectangle."""

    picture: QRect
    text: QRect
    last: QRect
    rate: QRect
    saved: QRect
    play: QRect
    more: QRect


def parts(row: QRect) -> Parts:
    """The places in a row of this size."""
    middle, right = row.center().y() + 1, row.right() - 10
    none = QRect()

    def take(width: int, high: int) -> QRect:
        nonlocal right
        made = QRect(right - width + 1, middle - high // 2, width, high)
        right -= width + _GAP
        return made

    more = take(_MORE, _MORE)
    right += 6
    play = take(_BUTTON, _BUTTON)
    saved = take(_SAVED, 44) if row.width() >= _WITH_SAVED else none
    rate = take(_RATE, 44) if row.width() >= _WITH_RATE else none
    last = take(_LAST, 44) if row.width() >= _WITH_LAST else none
    picture = QRect(row.left() + 10, middle - SIZE.height() // 2, SIZE.width(), SIZE.height())
    left = picture.right() + 1 + _GAP
    text = QRect(left, middle - 22, right - left, 44)
    return Parts(picture, text, last, rate, saved, play, more)


class Rows(QStyledItemDelegate):
    """Draws the rows; ``hot`` is the part of a row that the pointer is over."""

    def __init__(self, view: TaskList, library: Library, thumbs: Thumbs) -> None:
        super().__init__(view)
        self._view, self._library, self._thumbs = view, library, thumbs
        self._fonts = {role: theme.font(role) for role in ("strong", "body", "small", "caption")}
        self._metrics = {role: QFontMetrics(font) for role, font in self._fonts.items()}
        self._pictures = {
            name: theme.pixmap(name, 16, ink)
            for name, ink in (("play", "brand_text"), ("ellipsis", "text_2"), ("star", "amber"))
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, row, state, chosen, index.row())
        place = parts(row)
        self._picture(painter, place.picture, entry)
        self._text(painter, place.text, entry)
        if not entry.broken and entry.known:
            self._figures(painter, place, entry)
            self._play(painter, place.play, index)
        self._more(painter, place.more, index)
        painter.restore()

    def _ground(
        self, painter: QPainter, row: QRect, state: QStyle.StateFlag, chosen: bool, number: int
    ) -> None:
        inner = QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("brand_tint" if chosen else "hover"))
            painter.drawRoundedRect(inner, 8, 8)
        elif number + 1 < len(self._library.rows):
            painter.setPen(QPen(theme.colour("divider"), 1))
            painter.drawLine(row.bottomLeft(), row.bottomRight())
        if chosen and self._view.hasFocus() and self._view.by_keyboard:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), 8, 8)

    def _picture(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        made = self._thumbs.get(entry, self._view.devicePixelRatioF())
        draw(painter, QRectF(place), made)
        if made is None and entry.known:
            name = "triangle-alert" if entry.broken else "layers"
            icon = theme.pixmap(name, 20, "red" if entry.broken else "text_3")
            painter.drawPixmap(place.center() - QPoint(9, 9), icon)

    def _text(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        upper = QRect(place.left(), place.top(), place.width(), 22)
        lower = QRect(place.left(), place.top() + 24, place.width(), 20)
        badges = self._library.badges(entry)
        metrics, small = self._metrics["strong"], self._metrics["caption"]
        widths = [small.horizontalAdvance(word) + 18 for word, _ in badges]
        star = 20 if self._library.favourite(entry) else 0
        room = max(60, upper.width() - star - sum(widths) - 8 * len(widths))
        x = upper.left()
        if star:
            painter.drawPixmap(x, upper.top() + 3, self._pictures["star"])
            x += star
        name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, room)
        self._write(painter, QRect(x, upper.top(), room, 22), name, "strong", "text")
        x += metrics.horizontalAdvance(name) + 8
        for (word, tone), width in zip(badges, widths, strict=True):
            if x + width > upper.right() + 1:
                break
            badge = QRectF(x, upper.top() + 1.5, width, 19)
            painter.setPen(
                QPen(theme.colour("brand_line"), 1) if tone == "brand" else Qt.PenStyle.NoPen
            )
            painter.setBrush(theme.colour(f"{tone}_tint" if tone else "sunken"))
            painter.drawRoundedRect(badge, 9.5, 9.5)
            ink = {"brand": "brand_text", "": "text_2"}.get(tone, tone)
            painter.setFont(self._fonts["caption"])
            painter.setPen(theme.colour(ink))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, word)
            x += width + 6
        below = self._library.below(entry)
        below = self._metrics["small"].elidedText(below, Qt.TextElideMode.ElideRight, lower.width())
        self._write(painter, lower, below, "small", "red" if entry.broken else "text_2")

    def _figures(self, painter: QPainter, place: Parts, entry: Entry) -> None:
        when, result, bad = self._library.last(entry)
        if place.last.width():
            upper, lower = _halves(place.last)
            self._write(painter, upper, when, "small", "text" if result else "text_3")
            self._write(painter, lower, result, "caption", "red" if bad else "text_3")
        rate = self._library.rate(entry)
        if place.rate.width() and rate is not None:
            upper, _ = _halves(place.rate)
            percent = f"{int(rate * 100)} %"
            self._write(painter, upper, percent, "small", "text")
            tone = "green" if rate >= 0.95 else "amber" if rate >= 0.8 else "red"
            bar = QRectF(place.rate.left(), place.rate.top() + 28, place.rate.width(), 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(bar, 2, 2)
            bar.setWidth(max(4.0, bar.width() * rate))
            painter.setBrush(theme.colour(f"{tone}_solid"))
            painter.drawRoundedRect(bar, 2, 2)
        if place.saved.width():
            self._write(painter, place.saved, self._library.saved(entry), "small", "text", _RIGHT)

    def _write(
        self, painter: QPainter, place: QRect, text: str, role: str, ink: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        painter.setFont(self._fonts[role])
        painter.setPen(theme.colour(ink))
        text = self._metrics[role].elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | _MIDDLE | Qt.TextFlag.TextSingleLine, text)

    def _play(self, painter: QPainter, place: QRect, index: Index) -> None:
        hot = self._view.hot == (index.row(), "play")
        painter.setPen(QPen(theme.colour("brand_line"), 1))
        painter.setBrush(theme.colour("brand_tint" if hot else "surface"))
        painter.drawEllipse(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.drawPixmap(place.center() - QPoint(7, 7), self._pictures["play"])

    def _more(self, painter: QPainter, place: QRect, index: Index) -> None:
        if self._view.hot == (index.row(), "more"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("pressed"))
            painter.drawRoundedRect(QRectF(place), 6, 6)
        painter.drawPixmap(place.center() - QPoint(7, 7), self._pictures["ellipsis"])

    # ---- writing a new name -----------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.setMaxLength(80)
        made.setAccessibleName(say("new_name"))
        return made

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place = parts(option.rect).text
        editor.setGeometry(place.left() - 12, place.top() + 4, max(160, place.width()), 36)


def _halves(place: QRect) -> tuple[QRect, QRect]:
    upper = QRect(place.left(), place.top() + 1, place.width(), 21)
    return upper, QRect(place.left(), place.top() + 24, place.width(), 19)


class TaskList(QListView):
    """The list: ``play`` and ``more`` (with a place on the screen) of a row."""

    play = Signal(object)
    more = Signal(object, QPoint)

    def __init__(self, library: Library, thumbs: Thumbs) -> None:
        super().__init__()
        self.hot: tuple[int, str] = (-1, "")
        self.by_keyboard = False
        self.thumbs = thumbs
        self._pressed: tuple[int, str] = (-1, "")
        self.setModel(library)
        self.setItemDelegate(Rows(self, library, thumbs))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(lambda index: self._play(index.data(ENTRY)))
        thumbs.ready.connect(self.viewport().update)

    def entry(self) -> Entry | None:
        """The chosen task."""
        found = self.currentIndex().data(ENTRY)
        return found if isinstance(found, Entry) else None

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self.model().index(row, 0))

    def menu_place(self) -> QPoint:
        """Where the menu of the chosen row belongs, on the screen."""
        place = parts(self.visualRect(self.currentIndex())).more
        return self.viewport().mapToGlobal(place.bottomLeft())

    def _play(self, entry: Entry) -> None:
        if not entry.broken:
            self.play.emit(entry)

    def _part(self, at: QPoint) -> tuple[int, str]:
        index = self.indexAt(at)
        if not index.isValid():
            return (-1, "")
        place = parts(self.visualRect(index))
        if place.more.contains(at):
            return (index.row(), "more")
        good = not index.data(ENTRY).broken
        return (index.row(), "play" if good and place.play.contains(at) else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hot = self._part(event.position().toPoint())
        if hot != self.hot:
            self.hot = hot
            self.viewport().update()
            hand = Qt.CursorShape.PointingHandCursor if hot[1] else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        self._pressed = self._part(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part, pressed = self._part(event.position().toPoint()), self._pressed
        self._pressed = (-1, "")
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or part != pressed or not part[1]:
            return
        entry = self.model().index(part[0], 0).data(ENTRY)
        if part[1] == "play":
            self._play(entry)
        else:
            self.more.emit(entry, self.menu_place())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second click on ▶ is a click on ▶, not a wish to run it twice.
        if not self._part(event.position().toPoint())[1]:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        editing = self.state() == QListView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            entry = self.entry()
            if entry is not None:
                self._play(entry)
            return
        super().keyPressEvent(event)
        self.viewport().update()


class Heads(QWidget):
    """The headings of the columns, above where the rows have them."""

    def __init__(self, rows: TaskList) -> None:
        super().__init__()
        self._rows = rows
        rows.viewport().installEventFilter(self)
        self.setFixedHeight(22)
        self._font = theme.font("caption")
        self._font.setWeight(self._font.Weight.DemiBold)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(theme.colour("text_3"))
        left = self._rows.viewport().mapTo(self.window(), QPoint(0, 0)).x()
        left -= self.mapTo(self.window(), QPoint(0, 0)).x()
        place = parts(QRect(left, 0, self._rows.viewport().width(), self.height()))
        for word, part, side in (
            ("task", place.text, Qt.AlignmentFlag.AlignLeft),
            ("last_run", place.last, Qt.AlignmentFlag.AlignLeft),
            ("rate", place.rate, Qt.AlignmentFlag.AlignLeft),
            ("saved_time", place.saved, _RIGHT),
        ):
            if part.width():
                room = QRect(part.left(), 0, part.width(), self.height())
                painter.drawText(room, side | _MIDDLE, say(word))
