"""A recorded picture, with what is looked for and where it acts; both can be moved."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.editor.drawing import draw_handles, draw_label, draw_pointer
from ui.texts import say

_WAYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_GRIP = 9
"""Logical pixels around a handle that take hold of it."""
Tone = Literal["anchor", "amber_solid", "red_solid", "green_solid"]


class Picture(QWidget):
    """``rect_moved(QRect)`` and ``point_moved(QPointF)`` in the picture's pixels when the clerk has
    moved one; ``picked(QPointF)`` where she clicked, while ``picking``."""

    rect_moved = Signal(QRect)
    point_moved = Signal(QPointF)
    picked = Signal(QPointF)

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.rect_ = QRectF()
        self.point = QPointF()
        self.tone: Tone = "anchor"
        self.word = ""
        self.marks: list[tuple[QRectF, Tone]] = []
        self.element = QRectF()
        self.editable = False
        self.picking = False
        self._zoom = 1.0
        self._middle = QPointF()
        self._held = ""
        self._from = QPointF()
        self._before = QRectF()
        self._pointing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(640, 330)

    # ---- showing ----------------------------------------------------------------------------

    def show_image(self, image: QImage) -> None:
        """Another picture; its rectangle and point are set by themselves."""
        if image.cacheKey() != self.image.cacheKey():
            self.image = image
            self._zoom, self._middle = 1.0, QRectF(image.rect()).center()
        self.update()

    def zoom(self, by: float) -> None:
        """Show it larger or smaller, around the point."""
        self._zoom = max(1.0, min(6.0, self._zoom * by))
        self._middle = self.point if not self.point.isNull() else QRectF(self.image.rect()).center()
        self.update()

    def point_mode(self, on: bool) -> None:
        """Whether arrows move the point in place of the rectangle."""
        self._pointing = on
        self.update()

    @property
    def pointing(self) -> bool:
        return self._pointing

    def _area(self) -> tuple[QRectF, float, QPointF]:
        """Where the picture is drawn, how many logical pixels one of its own has, and which of
        its own is at the upper left."""
        inset = 5 if self.editable else 1  # room for the handles
        room = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if self.image.isNull():
            return room, 1.0, QPointF()
        fit = min(room.width() / self.image.width(), room.height() / self.image.height(), 2.0)
        factor = fit * self._zoom
        width = min(room.width(), self.image.width() * factor)
        height = min(room.height(), self.image.height() * factor)
        place = QRectF(0, 0, width, height)
        place.moveCenter(room.center())
        place.moveTop(room.top())
        left = self._middle.x() - width / factor / 2
        top = self._middle.y() - height / factor / 2
        left = max(0.0, min(left, self.image.width() - width / factor))
        top = max(0.0, min(top, self.image.height() - height / factor))
        return place, factor, QPointF(left, top)

    def on_screen(self, at: QPointF) -> QPointF:
        """Where a pixel of the picture is in the widget."""
        place, factor, corner = self._area()
        return place.topLeft() + (at - corner) * factor

    def in_picture(self, at: QPointF) -> QPointF:
        """Which pixel of the picture is at a place of the widget."""
        place, factor, corner = self._area()
        return corner + (at - place.topLeft()) / factor

    def _framed(self, rect: QRectF) -> QRectF:
        return QRectF(self.on_screen(rect.topLeft()), self.on_screen(rect.bottomRight()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place, factor, corner = self._area()
        shape = QPainterPath()
        shape.addRoundedRect(place, 8, 8)
        if self.image.isNull():
            painter.fillPath(shape, theme.colour("sunken"))
            painter.setPen(theme.colour("text_2"))
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.word
            )
            self._edge(painter, place)
            return
        painter.save()
        painter.setClipPath(shape)
        part = QRectF(corner.x(), corner.y(), place.width() / factor, place.height() / factor)
        painter.drawImage(place, self.image, part)
        if theme.scheme() == "dark":
            painter.fillRect(place, QColor(20, 18, 15, 40))
        painter.restore()
        self._edge(painter, place)
        painter.setClipRect(place.adjusted(-6, -6, 6, 6))
        self._draw_marks(painter, place)

    def _edge(self, painter: QPainter, place: QRectF) -> None:
        focus = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus" if focus else "border"), 2 if focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 8, 8)

    def _draw_marks(self, painter: QPainter, place: QRectF) -> None:
        colour = theme.colour(self.tone)
        if not self.rect_.isNull():
            frame = self._framed(self.rect_)
            if self.editable:
                outside, inside = QPainterPath(), QPainterPath()
                outside.addRect(place)
                inside.addRect(frame)
                painter.fillPath(outside.subtracted(inside), QColor(20, 18, 15, 70))
            self._frame(painter, frame, colour)
            if self.editable:
                draw_handles(painter, frame, colour)
        if not self.element.isNull():
            frame = self._framed(self.element)
            self._frame(painter, frame, colour)
            draw_label(painter, frame, say("edit_element"), colour)
        for rect, tone in self.marks:
            self._frame(painter, self._framed(rect), theme.colour(tone))
        if not self.point.isNull():
            draw_pointer(painter, self.on_screen(self.point), self._pointing)

    def _frame(self, painter: QPainter, frame: QRectF, colour: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255, 220), 4))
        painter.drawRoundedRect(frame, 3, 3)
        painter.setPen(QPen(colour, 2))
        painter.drawRoundedRect(frame, 3, 3)

    # ---- the mouse --------------------------------------------------------------------------

    def _grip(self, at: QPointF) -> str:
        """What is under a place: "point", a combination of l, r, t, b for sides, "move", ""."""
        if not self.editable:
            return ""
        spot = self.on_screen(self.point)
        if (spot - at).manhattanLength() <= _GRIP + 3:
            return "point"
        frame = self._framed(self.rect_)
        near = frame.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP)
        if not near.contains(at):
            return ""
        sides = ""
        if abs(at.x() - frame.left()) <= _GRIP:
            sides += "l"
        elif abs(at.x() - frame.right()) <= _GRIP:
            sides += "r"
        if abs(at.y() - frame.top()) <= _GRIP:
            sides += "t"
        elif abs(at.y() - frame.bottom()) <= _GRIP:
            sides += "b"
        return sides or "move"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.image.isNull():
            return
        at = self.in_picture(event.position())
        if self.picking:
            if QRectF(self.image.rect()).contains(at):
                self.picked.emit(at)
            return
        self._held = "point" if self._pointing and self.editable else self._grip(event.position())
        self._from, self._before = at, QRectF(self.rect_)
        if self._pointing and self.editable:
            self.point = self._within(at)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.in_picture(event.position())
        if not self._held:
            self._show_cursor(self._grip(event.position()))
            return
        if self._held == "point":
            self.point = self._within(at)
        else:
            self.rect_ = self._changed(self._before, at - self._from, self._held)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, ""
        if held == "point":
            self.point_moved.emit(self.point)
        elif held and self.rect_ != self._before:
            self.rect_moved.emit(self.rect_.toRect())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.2 if event.angleDelta().y() > 0 else 1 / 1.2)
        else:
            event.ignore()

    def _show_cursor(self, grip: str) -> None:
        shapes = {
            "": Qt.CursorShape.CrossCursor if self.picking else Qt.CursorShape.ArrowCursor,
            "point": Qt.CursorShape.PointingHandCursor, "move": Qt.CursorShape.SizeAllCursor,
            "l": Qt.CursorShape.SizeHorCursor, "r": Qt.CursorShape.SizeHorCursor,
            "t": Qt.CursorShape.SizeVerCursor, "b": Qt.CursorShape.SizeVerCursor,
            "lt": Qt.CursorShape.SizeFDiagCursor, "rb": Qt.CursorShape.SizeFDiagCursor,
            "rt": Qt.CursorShape.SizeBDiagCursor, "lb": Qt.CursorShape.SizeBDiagCursor,
        }  # fmt: skip
        self.setCursor(shapes[grip])

    def _within(self, at: QPointF) -> QPointF:
        x = max(0.0, min(at.x(), self.image.width() - 1.0))
        y = max(0.0, min(at.y(), self.image.height() - 1.0))
        return QPointF(round(x), round(y))

    def _changed(self, rect: QRectF, by: QPointF, grip: str) -> QRectF:
        made = QRectF(rect)
        if grip == "move":
            made.translate(by)
        if "l" in grip:
            made.setLeft(min(rect.left() + by.x(), rect.right() - 8))
        if "r" in grip:
            made.setRight(max(rect.right() + by.x(), rect.left() + 8))
        if "t" in grip and grip != "point":
            made.setTop(min(rect.top() + by.y(), rect.bottom() - 8))
        if "b" in grip:
            made.setBottom(max(rect.bottom() + by.y(), rect.top() + 8))
        return made.intersected(QRectF(self.image.rect()))

    # ---- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key == Qt.Key.Key_P and self.editable:
            self.point_mode(not self._pointing)
        elif key in _WAYS and self.editable:
            self._arrow(_WAYS[key], event.modifiers())
        else:
            super().keyPressEvent(event)

    def _arrow(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        by = 10 if held & Qt.KeyboardModifier.ShiftModifier else 1
        step = QPointF(way[0] * by, way[1] * by)
        if self._pointing:
            self.point = self._within(self.point + step)
            self.point_moved.emit(self.point)
        elif held & Qt.KeyboardModifier.ControlModifier:
            grip = "r" if way[0] else "b"
            # Two pixels, so that the point stays whole pixels from the middle.
            self.rect_moved.emit(self._changed(self.rect_, step * 2, grip).toRect())
        else:
            moved = self.rect_.translated(step)
            if QRectF(self.image.rect()).contains(moved):
                self.rect_moved.emit(moved.toRect())
        self.update()
