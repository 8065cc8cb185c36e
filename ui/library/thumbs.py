"""The small pictures of the tasks, read in the background when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from scripts.errors import IlsonError
from scripts.parts import IMAGES, read_parts
from scripts.pictures import picture_name
from ui import theme
from ui.library.tasks import PACKED, Entry
from ui.work import Worker

SIZE = QSize(92, 56)
_SHOWN = 300
"""Physical pixels of the recorded screen that a picture shows across."""
_KEPT = 400

_Key = tuple[Path, str]


class Thumbs(QObject):
    """``ready`` when another picture can be shown."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._made: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._wanted: OrderedDict[_Key, tuple[Entry, float]] = OrderedDict()
        self._busy = False

    @property
    def idle(self) -> bool:
        """Whether all that was asked for has been read."""
        return not self._busy and not self._wanted

    def get(self, entry: Entry, ratio: float) -> QPixmap | None:
        """The picture of a task at a screen's scaling; None while it is not there. One that was
        asked for last is read first: it is in sight."""
        key = (entry.path, entry.picture)
        if not entry.picture:
            return None
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        self._wanted[key] = (entry, ratio)
        self._wanted.move_to_end(key)
        self._next()
        return None

    def _next(self) -> None:
        if self._busy or not self._wanted:
            return
        key, (entry, ratio) = self._wanted.popitem()
        self._busy = True
        self._worker.do(
            lambda: _read(entry, ratio),
            lambda image: self._take(key, QPixmap.fromImage(image)),
            lambda _: self._take(key, None),
        )

    def _take(self, key: _Key, made: QPixmap | None) -> None:
        self._busy = False
        self._made[key] = made
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        self.ready.emit()
        self._next()


def _read(entry: Entry, ratio: float) -> QImage:
    """In a thread. Raises IlsonError or OSError where there is no such picture."""
    name = f"{entry.picture}.png"
    if entry.path.suffix.lower() == PACKED:
        png = read_parts(entry.path).images.get(entry.picture, b"")
    else:
        png = (entry.path / IMAGES / name).read_bytes()
    if not png or picture_name(png) != entry.picture:
        raise IlsonError(name)
    return cut(QImage.fromData(png), entry.point, ratio)


def cut(
    image: QImage, point: tuple[int, int], ratio: float, size: QSize = SIZE, shown: int = _SHOWN
) -> QImage:
    """The part of a picture around the acting ``point`` (from its centre, physical pixels), with a
    ring where it acts, sharp at a screen's scaling: ``shown`` of its pixels across."""
    width = min(shown, image.width())
    height = max(1, min(round(width * size.height() / size.width()), image.height()))
    width = max(1, round(height * size.width() / size.height()))
    x = min(max(image.width() // 2 + point[0] - width // 2, 0), max(0, image.width() - width))
    y = min(max(image.height() // 2 + point[1] - height // 2, 0), max(0, image.height() - height))
    part = image.copy(QRect(x, y, width, height))
    made = part.scaled(
        size * ratio,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB32)
    factor = made.width() / max(1, width)
    acts = QPointF(
        (image.width() // 2 + point[0] - x) * factor, (image.height() // 2 + point[1] - y) * factor
    )
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, wide in (
        (QColor("white"), 3.6),
        (QColor(theme.TOKENS["color"]["light"]["point"]), 1.8),
    ):
        painter.setPen(QPen(colour, wide * ratio))
        painter.drawEllipse(acts, 3.2 * ratio, 3.2 * ratio)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def draw(painter: QPainter, place: QRectF, made: QPixmap | None) -> None:
    """Draw a picture with round corners, or the empty place of one that is not there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(place, 6, 6)
    painter.setClipPath(path)
    painter.fillRect(place, theme.colour("sunken"))
    if made is not None:
        painter.drawPixmap(place, made, QRectF(made.rect()))
        if theme.scheme() == "dark":
            painter.fillRect(place, QColor(20, 18, 15, 40))
    painter.setClipping(False)
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, 6, 6)
    painter.restore()
