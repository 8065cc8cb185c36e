"""What of a script's pictures is shown beside its steps, worked out off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from scripts.errors import IlsonError
from scripts.model import Anchor, ImageAnchor, Point, Rect, Script, Step
from scripts.schema import targets_of, walk

THUMB = QSize(100, 64)
"""Pixels of a thumbnail: twice as many as logical ones, for sharp screens."""
_AROUND = (190, 122)
"""Pixels of the recorded screen at scaling 1 that a thumbnail shows."""
_LARGEST = 0.6
"""Share of the picture's area from which a box around the point is no element."""


@dataclass(frozen=True, slots=True)
class Sights:
    """The thumbnails of steps by their ids, and for steps whose place is not clear the light
    (``amber``, ``red``) and why; ``green`` for the others that have a place."""

    thumbs: Mapping[str, QImage] = field(default_factory=dict)
    lights: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def point_in(anchor: ImageAnchor, width: int, height: int) -> tuple[float, float]:
    """Where in its picture of that size an anchor acts."""
    return width / 2 + anchor.offset[0], height / 2 + anchor.offset[1]


def first_picture(anchors: tuple[Anchor, ...]) -> ImageAnchor | None:
    """The first anchor that has a picture."""
    return next((one for one in anchors if isinstance(one, ImageAnchor)), None)


@lru_cache(maxsize=512)
def element(png: bytes, at: Point, scale: float) -> Rect | None:
    """The button, field or cell around a point of a picture: the smallest box that can be made out
    there; None where there is none."""
    from player.vision.boxes import boxes
    from player.vision.picture import decode

    pixels = decode(png, "")
    most = pixels.shape[0] * pixels.shape[1] * _LARGEST
    around = [
        (x, y, w, h)
        for x, y, w, h in boxes(pixels, scale).closed
        if x <= at[0] < x + w and y <= at[1] < y + h and w * h < most
    ]
    return min(around, key=lambda box: box[2] * box[3], default=None)


@lru_cache(maxsize=2048)
def _thumb(png: bytes, offset: Point, scale: float, ink: str, times: int = 1) -> QImage | None:
    whole = QImage.fromData(png)
    if whole.isNull():
        return None
    at = QPointF(whole.width() / 2 + offset[0], whole.height() / 2 + offset[1])
    width, height = _AROUND[0] * scale, _AROUND[1] * scale
    box = element(png, (round(at.x()), round(at.y())), scale)
    middle = QPointF(at)
    if box is not None and box[2] < width and box[3] < height:
        middle = QRectF(*box).center()
    left = min(max(0.0, middle.x() - width / 2), max(0.0, whole.width() - width))
    top = min(max(0.0, middle.y() - height / 2), max(0.0, whole.height() - height))
    part = QRect(round(left), round(top), round(width), round(height))
    made = whole.copy(part).scaled(
        THUMB * times,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    made = made.convertToFormat(QImage.Format.Format_RGB32)
    factor = THUMB.width() * times / part.width()
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-part.x() * factor, -part.y() * factor)
    if box is not None:
        frame = QRectF(*(value * factor for value in box))
        painter.setPen(QPen(QColor(255, 255, 255, 220), 6))
        painter.drawRoundedRect(frame, 5, 5)
        painter.setPen(QPen(QColor(ink), 4))
        painter.drawRoundedRect(frame, 5, 5)
    else:
        spot = QPointF(at.x() * factor, at.y() * factor)
        painter.setPen(QPen(QColor(255, 255, 255, 220), 7))
        painter.drawEllipse(spot, 8, 8)
        painter.setPen(QPen(QColor(ink), 4))
        painter.drawEllipse(spot, 8, 8)
    painter.end()
    return made


def sights_of(script: Script, inks: Mapping[str, str]) -> Sights:
    """The thumbnails and lights of all steps; ``inks`` are colours for green, amber and red.

    A picture that cannot be read gives none: the checker says what is wrong with it.
    """
    from player.pictures import Pictures
    from recorder.lights import light_of

    pictures = Pictures(script.images)
    thumbs: dict[str, QImage] = {}
    lights: dict[str, tuple[str, str]] = {}
    for step in walk(script.steps):
        try:
            found = light_of(step, script.targets, pictures, {})
        except (IlsonError, KeyError):
            found = None
        if found is not None:
            lights[step.id] = found
        image = picture_of(step, script, inks[found[0] if found else "green"])
        if image is not None:
            thumbs[step.id] = image
    return Sights(thumbs, lights)


def picture_of(step: Step, script: Script, ink: str, times: int = 1) -> QImage | None:
    """The thumbnail of a step, ``times`` as large; None where it has no picture."""
    made = (picture_of_place(name, script, ink, times) for name in targets_of(step))
    return next((image for image in made if image is not None), None)


def picture_of_place(name: str, script: Script, ink: str, times: int = 1) -> QImage | None:
    """The thumbnail of a place, ``times`` as large; None where it has no picture."""
    target = script.targets.get(name)
    anchor = first_picture(target.anchors) if target else None
    if anchor is None or anchor.image not in script.images:
        return None
    scale = anchor.seen.scale if anchor.seen else 1.0
    try:
        return _thumb(script.images[anchor.image], anchor.offset, scale, ink, times)
    except IlsonError:
        return None
