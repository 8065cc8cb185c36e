"""What is drawn over pictures: handles, labels, the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ui import theme

_ARROW = ((0, 0), (0, 17), (4.4, 13), (7.3, 19.6), (10, 18.4), (7.2, 12), (13, 11.6))


def draw_handles(painter: QPainter, frame: QRectF, colour: QColor) -> None:
    """The eight handles of a frame."""
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QColor("white"))
    for x in (frame.left(), frame.center().x(), frame.right()):
        for y in (frame.top(), frame.center().y(), frame.bottom()):
            if (x, y) != (frame.center().x(), frame.center().y()):
                painter.drawRect(QRectF(x - 3.5, y - 3.5, 7, 7))


def draw_label(painter: QPainter, frame: QRectF, text: str, colour: QColor) -> None:
    """A word above a frame, on its colour."""
    font = theme.font("caption")
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(text) + 14
    top = frame.top() - 24 if frame.top() > 26 else frame.bottom() + 5
    place = QRectF(frame.left() - 1, top, width, 19)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour.darker(112))
    painter.drawRoundedRect(place, 4, 4)
    painter.setPen(QColor("white"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


def draw_pointer(painter: QPainter, at: QPointF, held: bool) -> None:
    """Where a click goes: a ring, and a pointer beside it so that the words stay legible."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = 6 if held else 4
    painter.setPen(QPen(QColor("white"), 4))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(theme.colour("point"), 2))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(QColor("white"), 1.4))
    painter.setBrush(theme.colour("point"))
    corner = at + QPointF(3.5, 3.5)
    painter.drawPolygon(QPolygonF([corner + QPointF(x * 0.82, y * 0.82) for x, y in _ARROW]))
