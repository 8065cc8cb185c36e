"""A picture of the screen on which a place is shown: suggestions, a cross, a magnifier."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen

from ui import theme
from ui.picture import Picture, paint_point

LENS = 140
"""Diameter of the magnifier, logical pixels."""
LENS_ZOOM = 1.75
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Spot(Picture):
    """``pointed`` when a place was shown, in the image's pixels. Only while ``pointing`` does it
    take the mouse and the arrow keys."""

    pointed = Signal(QPointF)

    def __init__(self, named: str) -> None:
        super().__init__(named)
        self.pointing = False
        self.cross: QPointF | None = None
        self._others: list[QRectF] = []
        self.setMouseTracking(True)

    def suggest(self, boxes: list[QRectF], chosen: int) -> None:
        """Show the suggestions; the chosen one is dashed, the others thin."""
        self.dashed = boxes[chosen] if boxes else None
        self._others = [box for number, box in enumerate(boxes) if number != chosen]
        self.update()

    def point_at(self, on: bool, start: QPointF | None = None) -> None:
        """Begin or end to take the mouse and the arrow keys."""
        self.pointing = on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        self.cross = start if on else None
        if on:
            self.setFocus()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pointing and self.place().contains(event.position()):
            self.cross = self.to_image(event.position())
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.pointing and self.place().contains(event.position()):
            self._show(self.to_image(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if not self.pointing or step is None or self.cross is None:
            super().keyPressEvent(event)
            return
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        moved = self.cross + QPointF(*step) * far
        x = min(max(moved.x(), self.part.left()), self.part.right() - 1)
        y = min(max(moved.y(), self.part.top()), self.part.bottom() - 1)
        self._show(QPointF(x, y))

    def _show(self, at: QPointF) -> None:
        self.cross = self.point = at
        self.update()
        self.pointed.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        self.cross = self.point if self.pointing else None
        self.update()

    # ---- painting ---------------------------------------------------------------------------

    def paint_marks(self, painter: QPainter) -> None:
        point, self.point = self.point, None
        super().paint_marks(painter)
        self.point = point
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._others:
            painter.setPen(QPen(theme.colour("amber_solid"), 1))
            painter.drawRect(
                QRectF(self.to_widget(box.topLeft()), self.to_widget(box.bottomRight()))
            )
        if point is not None:
            paint_point(painter, self.to_widget(point))
        if self.pointing and self.cross is not None:
            self._paint_lens(painter, self.cross)

    def _paint_lens(self, painter: QPainter, at: QPointF) -> None:
        """Away from the side on which the pointer is, so that it covers nothing near it."""
        assert self.image is not None
        spot, room = self.to_widget(at), self.place()
        left = spot.x() > room.center().x()
        x = room.left() + 12 if left else room.right() - LENS - 12
        lens = QRectF(x, room.top() + 12, LENS, LENS)
        around = LENS / LENS_ZOOM
        part = QRectF(at.x() - around / 2, at.y() - around / 2, around, around)
        outline = QPainterPath()
        outline.addEllipse(lens)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(lens, theme.colour("sunken"))
        painter.drawImage(lens, self.image, part)
        painter.setPen(QPen(theme.colour("point"), 1.5))
        middle = lens.center()
        for line in ((-18, 0, -5, 0), (5, 0, 18, 0), (0, -18, 0, -5), (0, 5, 0, 18)):
            start, end = QPointF(*line[:2]), QPointF(*line[2:])
            painter.drawLine(middle + start, middle + end)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 4))
        painter.drawEllipse(lens)
        painter.setPen(QPen(theme.colour("border_input"), 1.5))
        painter.drawEllipse(lens)
