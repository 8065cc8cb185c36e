"""A recorded picture with what is meant in it: a frame around the place, a ring for the click."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.texts import say

_MOST_ZOOM = 1.5
"""A small picture is not blown up further: it would be all blur."""
_POINTER = ((0, 0), (0, 17), (4.4, 13), (7.3, 19.6), (10, 18.4), (7.2, 12), (13, 11.6))
_HALO = QColor(255, 255, 255, 220)
_DIM = QColor(20, 18, 15, 40)


class Picture(QWidget):
    """Shows ``image``, whole or the ``part`` of it, as large as fits. ``box`` and ``point`` are in
    the image's pixels; a ``dashed`` box is a suggestion. Without an image it says so."""

    def __init__(self, named: str = "", radius: int = 8) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.part = QRectF()
        self.box: QRectF | None = None
        self.dashed: QRectF | None = None
        self.point: QPointF | None = None
        self.label = ""
        self.empty = say("picture_none")
        self.on_top = False
        """Whether it lies at the upper edge of its room, not in the middle."""
        self._radius = radius
        self.setAccessibleName(named)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(64, 40)

    def show_image(
        self,
        image: QImage | None,
        *,
        box: QRectF | None = None,
        point: QPointF | None = None,
        dashed: QRectF | None = None,
        part: QRectF | None = None,
        label: str = "",
    ) -> None:
        """Show another image and its marks."""
        self.image = image if image is not None and not image.isNull() else None
        self.box, self.point, self.dashed, self.label = box, point, dashed, label
        whole = QRectF(self.image.rect()) if self.image is not None else QRectF()
        self.part = part.intersected(whole) if part is not None else whole
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    # ---- from the widget to the image and back ----------------------------------------------

    @property
    def zoom(self) -> float:
        """Logical pixels of the widget for one pixel of the image."""
        if self.part.isEmpty():
            return 1.0
        room = QRectF(self.rect())
        fits = min(room.width() / self.part.width(), room.height() / self.part.height())
        return min(fits, _MOST_ZOOM)

    def place(self) -> QRectF:
        """Where the picture lies in the widget."""
        zoom = self.zoom
        found = QRectF(0, 0, self.part.width() * zoom, self.part.height() * zoom)
        found.moveCenter(QRectF(self.rect()).center())
        if self.on_top:
            found.moveTop(0)
        return found

    def to_widget(self, at: QPointF) -> QPointF:
        """A point of the image, in the widget."""
        return self.place().topLeft() + (at - self.part.topLeft()) * self.zoom

    def to_image(self, at: QPointF) -> QPointF:
        """A point of the widget, in the image."""
        return self.part.topLeft() + (at - self.place().topLeft()) / self.zoom

    # ---- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        if self.image is None:
            self._paint_nothing(painter)
            return
        place = self.place()
        outline = QPainterPath()
        outline.addRoundedRect(place, self._radius, self._radius)
        painter.save()
        painter.setClipPath(outline)
        painter.drawImage(place, self.image, self.part)
        if theme.scheme() == "dark":
            painter.fillRect(place, _DIM)
        self.paint_marks(painter)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius)

    def paint_marks(self, painter: QPainter) -> None:
        """What is drawn over the picture."""
        if self.box is not None:
            self._paint_box(painter, self._on_screen(self.box), theme.colour("anchor"), False)
        if self.dashed is not None:
            self._paint_box(
                painter, self._on_screen(self.dashed), theme.colour("amber_solid"), True
            )
        if self.point is not None:
            paint_point(painter, self.to_widget(self.point))

    def _on_screen(self, box: QRectF) -> QRectF:
        return QRectF(self.to_widget(box.topLeft()), self.to_widget(box.bottomRight()))

    def _paint_box(self, painter: QPainter, box: QRectF, ink: QColor, dashed: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_HALO, 4))
        painter.drawRoundedRect(box, 3, 3)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 2, style))
        if not dashed:
            painter.setBrush(QColor(ink.red(), ink.green(), ink.blue(), 26))
        painter.drawRoundedRect(box, 3, 3)
        if self.label and not dashed:
            painter.setFont(theme.font("caption"))
            width = painter.fontMetrics().horizontalAdvance(self.label) + 12
            above = QRectF(box.left() - 1, max(box.top() - 24, self.place().top() + 2), width, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRoundedRect(above, 4, 4)
            painter.setPen(QColor("white"))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, self.label)

    def _paint_nothing(self, painter: QPainter) -> None:
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(room, self._radius, self._radius)
        if room.width() > 120 and self.empty:
            painter.setPen(theme.colour("text_3"))
            painter.setFont(theme.font("small"))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(12, 8, -12, -8), words, self.empty)


def paint_point(painter: QPainter, at: QPointF) -> None:
    """The ring where it is clicked, with a pointer beside it so that the label stays legible."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("white"), 4))
    painter.drawEllipse(at, 4, 4)
    painter.setPen(QPen(theme.colour("point"), 2))
    painter.drawEllipse(at, 4, 4)
    painter.setPen(QPen(QColor("white"), 1.4))
    painter.setBrush(theme.colour("point"))
    origin = at + QPointF(3.5, 3.5)
    painter.drawPolygon(QPolygonF([origin + QPointF(x * 0.82, y * 0.82) for x, y in _POINTER]))
