"""Screens put together from pictures, and what a remote desktop does to them. Pure."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass

import cv2
import numpy as np

from player.types import Pixels
from scripts.model import Rect

SCREENS = ((1920, 1080), (2560, 1440), (3840, 2160))
"""Pixels of the screens that there are."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A finished screen: where the window is and where its client area is."""

    pixels: Pixels
    window: Rect
    client: Rect


def screen_for(window: tuple[int, int], bar: int, least: int = 0) -> tuple[int, int]:
    """The smallest screen, at least number ``least``, on which a window has room beside a taskbar
    (all in pixels)."""
    for size in SCREENS[least:]:
        if window[0] <= size[0] and window[1] + bar <= size[1]:
            return size
    raise ValueError(f"no screen for a window of {window}")


def spot(
    seed: str, window: tuple[int, int], screen: tuple[int, int], bar: int, top: bool
) -> tuple[int, int]:
    """A place for a window on a screen, clear of the taskbar at its top or bottom."""
    chance = random.Random(seed)
    x = chance.randint(0, screen[0] - window[0])
    y = chance.randint(0, screen[1] - window[1] - bar)
    return x, y + (bar if top else 0)


def paste(under: Pixels, over: Pixels, at: tuple[int, int]) -> None:
    """Draw ``over`` into ``under`` in place, cut where it leaves it."""
    x, y = at
    left, top = max(0, x), max(0, y)
    right, bottom = min(under.shape[1], x + over.shape[1]), min(under.shape[0], y + over.shape[0])
    if left < right and top < bottom:
        under[top:bottom, left:right] = over[top - y : bottom - y, left - x : right - x]


def put_together(desktop: Pixels, frame: Pixels, client: Pixels, at: tuple[int, int]) -> Screen:
    """A window with its frame's strip above its client area, on a copy of a desktop; a line of one
    pixel goes round it."""
    pixels = desktop.copy()
    x, y = at
    width, height = client.shape[1], frame.shape[0] + client.shape[0]
    pixels[max(0, y - 1) : y + height + 1, max(0, x - 1) : x + width + 1] = 96
    paste(pixels, frame[:, :width], at)
    paste(pixels, client, (x, y + frame.shape[0]))
    return Screen(pixels, (x, y, width, height), (x, y + frame.shape[0], *client.shape[1::-1]))


def shifted(box: Rect, by: tuple[int, int]) -> Rect:
    return (box[0] + by[0], box[1] + by[1], box[2], box[3])


def scaled(box: Rect, factor: float) -> Rect:
    """A rectangle in a picture that was resampled by ``factor``."""
    left, top = round(box[0] * factor), round(box[1] * factor)
    right, bottom = round((box[0] + box[2]) * factor), round((box[1] + box[3]) * factor)
    return (left, top, right - left, bottom - top)


def overlap(one: Rect, other: Rect) -> int:
    """Pixels that two rectangles share."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, width) * max(0, height)


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    """As a remote desktop sends it: packed with losses and unpacked."""
    good, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not good:
        raise ValueError(f"no picture: {pixels.shape}")
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)


def resampled(pixels: Pixels, factor: float) -> Pixels:
    """The picture at another size."""
    size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def squeezed(pixels: Pixels, factor: float) -> Pixels:
    """Sent smaller and stretched again to its own size."""
    small = resampled(pixels, factor)
    size = (pixels.shape[1], pixels.shape[0])
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def packed(pixels: Pixels) -> bytes:
    """PNG bytes, packed quickly: every row as its difference from the one above it."""
    height, width, _ = pixels.shape
    rows = np.full((height, 1 + 3 * width), 2, np.uint8)
    colours = pixels[:, :, ::-1].reshape(height, 3 * width)
    rows[0, 1:] = colours[0]
    np.subtract(colours[1:], colours[:-1], out=rows[1:, 1:])
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def click_in(seed: str, box: Rect) -> tuple[int, int]:
    """Where a clerk hits a box: near its middle, never at its edge."""
    chance = random.Random(seed)
    reach = (min(box[2] * 0.2, 24.0), min(box[3] * 0.2, 10.0))
    x = box[0] + box[2] / 2 + chance.uniform(-reach[0], reach[0])
    y = box[1] + box[3] / 2 + chance.uniform(-reach[1], reach[1])
    return (
        min(max(round(x), box[0]), box[0] + box[2] - 1),
        min(max(round(y), box[1]), box[1] + box[3] - 1),
    )
