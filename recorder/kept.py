"""An anchor with its picture, and where that is."""

from __future__ import annotations

from player.pictures import Pictures
from recorder.texts import EXACT
from scripts.model import ImageAnchor, Point, Rect

Kept = tuple[ImageAnchor, bytes, Pictures]
"""An anchor, its picture, and what the finder needs of it."""


def near(found: Point, point: Point, by: int = EXACT) -> bool:
    """Whether two points are the same place."""
    return abs(found[0] - point[0]) <= by and abs(found[1] - point[1]) <= by


def rect_of(anchor: ImageAnchor, pictures: Pictures, point: Point) -> Rect:
    """Where an anchor's picture is on the desktop, its place being ``point``."""
    height, width = pictures.pixels(anchor.image).shape[:2]
    x, y = anchor.offset
    return (round(point[0] - x - width / 2), round(point[1] - y - height / 2), width, height)
