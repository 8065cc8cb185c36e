"""A picture of the screen that may be kept: nothing on it can be read but what is known.

Readable stays only what looks the same as a picture that the script holds anyway: captions,
buttons, the program's own face. Everything else becomes coarse blocks, wider than letters, so that
it shows where something stood and not what. It does not depend on finding text or on knowing
whose it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from player.types import Pixels
from player.vision.field import Grey, grey
from scripts.model import Point

BLOCK = (24, 12)
"""Width and height of a block at scaling 1, in pixels: some three letters of an office font."""
_CELL = 6
"""Side at scaling 1 of the squares by which the picture is compared with a known one."""
_SAME, _SAME_ON_AVERAGE = 36, 9
"""Grey levels up to which a square is the known one's: at its worst pixel, and in the mean."""
_BESIDE = (3, 7)
"""Squares, high and wide, that must all be the same for the middle one to stay: of a number that
differs in one digit the others are not to be read either."""
MOST_BYTES = 18_000
"""Bytes of an encoded picture; two of them, as text, are less than 50 kB."""
_QUALITIES = (72, 50, 30)


def veiled(pixels: Pixels, scale: float, known: Sequence[tuple[Grey, Point]] = ()) -> Pixels:
    """A copy of ``pixels`` (BGR) with all of it made coarse that is not as in one of the ``known``
    pictures (grey), which come at this scaling with the place of their upper left corner."""
    height, width = pixels.shape[:2]
    if not height or not width:
        return pixels.copy()
    coarse_size = (
        max(1, round(width / (BLOCK[0] * scale))), max(1, round(height / (BLOCK[1] * scale))),
    )  # fmt: skip
    small = cv2.resize(pixels, coarse_size, interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    if known:
        keep = np.zeros((height, width), np.uint8)
        here = grey(pixels)
        for picture, corner in known:
            _keep_same(keep, here, picture, corner, max(2, round(_CELL * scale)))
        cv2.copyTo(pixels, keep, coarse)
    return np.asarray(coarse, dtype=np.uint8)


def _keep_same(keep: Grey, here: Grey, known: Grey, corner: Point, cell: int) -> None:
    """Set in ``keep`` the squares in which ``here`` shows what ``known`` does."""
    left, top = max(corner[0], 0), max(corner[1], 0)
    right = min(corner[0] + known.shape[1], here.shape[1])
    bottom = min(corner[1] + known.shape[0], here.shape[0])
    across, down = (right - left) // cell, (bottom - top) // cell
    if across < 1 or down < 1:
        return
    right, bottom = left + across * cell, top + down * cell
    other = known[top - corner[1] : bottom - corner[1], left - corner[0] : right - corner[0]]
    apart = cv2.absdiff(here[top:bottom, left:right], other)
    worst = (apart > _SAME).astype(np.uint8) * 255
    squares = (across, down)
    mean = cv2.resize(apart, squares, interpolation=cv2.INTER_AREA)
    spoilt = cv2.resize(worst, squares, interpolation=cv2.INTER_AREA)
    same = ((mean <= _SAME_ON_AVERAGE) & (spoilt == 0)).astype(np.uint8)
    whole = cv2.erode(same, np.ones(_BESIDE, np.uint8), borderValue=0) * 255
    shown = cv2.resize(whole, (right - left, bottom - top), interpolation=cv2.INTER_NEAREST)
    part = keep[top:bottom, left:right]
    np.maximum(part, shown, out=part)


def shrunk(pixels: Pixels, most_width: int) -> Pixels:
    """The picture at most so wide."""
    height, width = pixels.shape[:2]
    if width <= most_width:
        return pixels
    size = (most_width, max(1, round(height * most_width / width)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def encoded(pixels: Pixels, most_bytes: int = MOST_BYTES) -> bytes:
    """The picture as a JPEG of at most so many bytes: first with less quality, then smaller."""
    while True:
        for quality in _QUALITIES:
            good, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
            if good and len(data) <= most_bytes:
                return data.tobytes()
        pixels = shrunk(pixels, max(16, pixels.shape[1] * 3 // 4))
