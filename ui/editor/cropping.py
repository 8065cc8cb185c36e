"""Changing what of its picture an anchor looks for, and where it acts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from scripts.model import ImageAnchor, Point, Rect
from scripts.pictures import picture_name

SMALLEST = 24
"""Pixels of a picture's side."""


def point_of(anchor: ImageAnchor, size: tuple[int, int]) -> tuple[float, float]:
    """Where in its picture of that size an anchor acts."""
    return size[0] / 2 + anchor.offset[0], size[1] / 2 + anchor.offset[1]


def fitted(rect: Rect, size: tuple[int, int], point: tuple[float, float]) -> Rect:
    """A rectangle inside a picture of that size, with the point in it, not too small, and so that
    the point is a whole number of pixels from its centre."""
    x, y, width, height = rect
    left, right = _side(x, x + width, size[0], point[0])
    top, bottom = _side(y, y + height, size[1], point[1])
    return left, top, right - left, bottom - top


def _side(low: int, high: int, most: int, point: float) -> tuple[int, int]:
    low = max(0, min(low, int(point) - 4))
    high = min(most, max(high, int(point) + 5))
    if high - low < SMALLEST:
        low = max(0, min(low, high - SMALLEST))
        high = min(most, low + SMALLEST)
    if (point - (low + high) / 2) % 1:
        # Half a pixel beside the middle: one pixel more or less puts that right.
        if high < most:
            high += 1
        else:
            low += 1 if high - low > SMALLEST else -1 if low else 1
    return low, high


def cropped(
    anchor: ImageAnchor, whole: QImage, rect: Rect, point: tuple[float, float]
) -> tuple[ImageAnchor, bytes]:
    """The anchor with the part ``rect`` of a picture as its own, acting at ``point`` of that
    picture; and the PNG. What was learnt of the old one (look-alikes, what is sealed) goes."""
    x, y, width, height = rect
    png = png_of(whole.copy(x, y, width, height))
    offset = (round(point[0] - x - width / 2), round(point[1] - y - height / 2))
    made = replace(
        anchor, image=picture_name(png), offset=offset, unlike=(), sealed=(), words=(), ignore=()
    )  # fmt: skip
    return made, png


def shifted(anchor: ImageAnchor, by: Point) -> ImageAnchor:
    """The anchor acting elsewhere in its picture. What is written there is another text."""
    seen = anchor.seen
    if seen is not None:
        seen = replace(seen, point=(seen.point[0] + by[0], seen.point[1] + by[1]))
    offset = (anchor.offset[0] + by[0], anchor.offset[1] + by[1])
    return replace(anchor, offset=offset, seen=seen, unlike=(), sealed=(), words=(), caption="")


def kept_ignored(ignore: tuple[Rect, ...], rect: Rect) -> tuple[Rect, ...]:
    """The parts that do not count, of what is left of a picture."""
    x, y, width, height = rect
    made = []
    for left, top, w, h in ignore:
        a, b = max(left, x), max(top, y)
        c, d = min(left + w, x + width), min(top + h, y + height)
        if c > a and d > b:
            made.append((a - x, b - y, c - a, d - b))
    return tuple(made)


def png_of(image: QImage) -> bytes:
    """The PNG bytes of a picture, 8 bits a channel."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
