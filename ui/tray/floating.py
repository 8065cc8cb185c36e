"""The small button that is always on top where a desktop has no tray."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)

from player.desktop import hide_from_captures
from ui import kit, theme
from ui.texts import say

SIZE = 44
_MOVED = 4
"""Pixels from which on a press is a drag."""


class Floating(kit.Above):
    """``clicked`` like the tray icon, ``menu`` with a place on the screen, ``moved`` where it was
    put."""

    clicked = Signal()
    menu = Signal(QPoint)
    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SIZE, SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setWindowTitle(say("floating"))
        self.setAccessibleName(say("floating"))
        self.setToolTip(say("floating_how"))
        self._grip: QPoint | None = None
        self._dragged = False
        self._mark = QPixmap()
        self.show_state(None, False)

    def show_state(self, dot: str | None, ring: bool) -> None:
        """The same states as the tray icon's."""
        ratio = self.devicePixelRatioF()
        self._mark = theme.mark(round((SIZE - 8) * ratio), dot, ring)
        self._mark.setDevicePixelRatio(ratio)
        self.update()

    def show_at(self, place: tuple[int, int] | None) -> None:
        """Show where it was put, if that is on a screen, else at the lower right."""
        if place is not None and QGuiApplication.screenAt(QPoint(*place)) is not None:
            self.move(*place)
        else:
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.move(room.right() - SIZE - 24, room.bottom() - SIZE - 24)
        self.show()
        hide_from_captures(int(self.winId()))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(QPointF(4, 4), self._mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().toPoint() - self.pos()
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        to = event.globalPosition().toPoint() - self._grip
        if self._dragged or (to - self.pos()).manhattanLength() > _MOVED:
            self._dragged = True
            self.move(to)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        self._grip = None
        if self._dragged:
            self.moved.emit(self.x(), self.y())
        else:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            self.clicked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.emit(event.globalPos())
