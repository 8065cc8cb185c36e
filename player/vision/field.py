"""The orientation field: what a picture looks like whatever its colours.

Edges are described by their direction without regard to which side is darker (the double-angle
representation), and by how strong they are compared with their surroundings. A dark theme, a
smeared remote desktop and another accent colour leave it nearly unchanged, where grey levels do
not (measured beside grey levels: five points more found, absent targets no longer clicked).
"""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels

Field = NDArray[np.float32]
"""float32[height, width, 2]: cos and sin of twice the edge's angle, times its strength 0..1."""

Grey = NDArray[np.uint8]
"""uint8[height, width]."""

_Any = TypeVar("_Any", Field, Grey)

_NEIGHBOURHOOD = 25
"""Pixels over which an edge's strength is compared."""
_BAND, _BEYOND = 200_000, 17
"""Pixels of a band, and rows above and below it that its own ones depend on: half the neighbourhood
and what is smoothed."""
_NOISE = 4.0
"""Gradient (grey levels per pixel) at which an edge in flat surroundings counts half."""


def grey(pixels: Pixels) -> Grey:
    """Grey levels of a BGR picture."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def orientation_field(pixels: Pixels) -> Field:
    """The field of a BGR picture of any size (at least 1×1), worked out in bands: all at once, what
    comes in between takes ten times the room of the picture."""
    levels = grey(pixels)
    height, width = levels.shape
    field = np.empty((height, width, 2), np.float32)
    rows = max(_NEIGHBOURHOOD, _BAND // width)
    for top in range(0, height, rows):
        bottom = min(height, top + rows)
        first, last = max(0, top - _BEYOND), min(height, bottom + _BEYOND)
        field[top:bottom] = _field(levels[first:last])[top - first : bottom - first]
    return field


def _field(levels: Grey) -> Field:
    smooth = cv2.GaussianBlur(levels.astype(np.float32), (0, 0), 0.8)
    along = cv2.Scharr(smooth, cv2.CV_32F, 1, 0) / 16
    down = cv2.Scharr(smooth, cv2.CV_32F, 0, 1) / 16
    squared = along * along + down * down
    strength = cv2.sqrt(squared)
    around = cv2.boxFilter(strength, -1, (_NEIGHBOURHOOD, _NEIGHBOURHOOD))
    weight = strength / (strength + 1.2 * around + _NOISE) / (squared + 1e-3)
    return np.asarray(
        cv2.merge([(along * along - down * down) * weight, 2 * along * down * weight]),
        dtype=np.float32,
    )


def strength(field: Field) -> NDArray[np.float32]:
    """How strong each pixel's edge is, 0..1; float32[height, width]."""
    return np.asarray(cv2.magnitude(field[..., 0], field[..., 1]), dtype=np.float32)


def resize(pixels: Pixels, factor: float) -> Pixels:
    """A picture ``factor`` times as large (at least 1×1)."""
    if factor == 1:
        return pixels
    height, width = pixels.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def half(field: Field) -> Field:
    """The field at half its resolution."""
    height, width = field.shape[:2]
    size = (max(1, width // 2), max(1, height // 2))
    return np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def window(field: _Any, left: int, top: int, width: int, height: int) -> _Any:
    """A rectangle of a field or of grey levels, zero where there is none."""
    high, wide = field.shape[:2]
    inner = field[max(0, top) : max(0, min(high, top + height)),
                  max(0, left) : max(0, min(wide, left + width))]  # fmt: skip
    if inner.shape[:2] == (height, width):
        return inner
    whole = np.zeros((height, width, *field.shape[2:]), field.dtype)
    y, x = max(0, -top), max(0, -left)
    if inner.size:
        whole[y : y + inner.shape[0], x : x + inner.shape[1]] = inner
    return whole
