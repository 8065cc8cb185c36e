"""An element looked for in one row of a table, where all rows have the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from player.types import Pixels
from player.vision.candidates import Seen
from player.vision.field import grey, window
from player.vision.sample import Sample
from scripts.model import Point, Rect

_BESIDE, _ABOVE = 14, 6
"""Pixels within which two places are the same one."""
_LOWEST = 12
"""Pixels that a patch has at least."""
_FAINT = 0.66
"""Share of the others' contrast below which an element is greyed out."""


@dataclass(frozen=True, slots=True)
class There:
    """A place of the element in pixels of the area, and how like it is."""

    at: Point
    score: float


def places_in(sample: Sample, area: Seen, band: Rect, height: int) -> list[There]:
    """The best places of a sample's element inside ``band`` (x, y, width, height), at most three,
    best first. ``height`` is that of a row: what is drawn above and below belongs to others."""
    patch, (px, py) = sample.element.field, sample.element.at
    half = max(_LOWEST, height) // 2
    top, bottom = max(0, py - half), min(patch.shape[0], py + half)
    patch = np.ascontiguousarray(patch[top:bottom])
    x, y, width, high = band
    wide = patch.shape[1]
    there = window(area.field, x - px, y - (py - top), width + wide, high + patch.shape[0])
    scores = cv2.matchTemplate(np.ascontiguousarray(there), patch, cv2.TM_CCORR_NORMED)
    scores[~np.isfinite(scores)] = 0
    found: list[There] = []
    for _ in range(3):
        _, best, _, (dx, dy) = cv2.minMaxLoc(scores)
        if best <= 0:
            break
        found.append(There((x + dx, y + dy), min(float(best), 1.0)))
        scores[max(0, dy - _ABOVE) : dy + _ABOVE + 1, max(0, dx - _BESIDE) : dx + _BESIDE + 1] = 0
    return found


def is_fainter(pixels: Pixels, box: Rect, away: Sequence[int]) -> bool:
    """Whether what is in a box of a BGR picture is greyed out: it is drawn with clearly less
    contrast than what stands above and below it, ``away`` (pixels) in the other rows."""
    own = _contrast(pixels, box)
    others = [value for by in away
              if (value := _contrast(pixels, (box[0], box[1] + by, box[2], box[3])))]  # fmt: skip
    return bool(own and others) and own < _FAINT * float(np.percentile(others, 75))


def _contrast(pixels: Pixels, box: Rect) -> float:
    """By how many levels what is drawn in a box differs from its ground."""
    x, y, width, height = box
    part = grey(pixels)[max(0, y) : max(0, y + height), max(0, x) : x + width]
    if part.shape != (height, width) or not part.size:
        return 0.0
    levels = part.astype(np.float32)
    return float(np.percentile(np.abs(levels - np.median(levels)), 96))
