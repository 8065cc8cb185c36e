"""Whether a list is scrolled away from its top, as far as its scroll bar tells."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from scripts.model import Rect

_BESIDE = 26
"""Pixels at scaling 1 right of the rows within which a scroll bar is looked for."""
_NARROW, _WIDE = 5, 20
_EVEN, _OTHER = 4, 7
"""Levels within which pixels across a bar are equal, and by which its thumb differs."""
_LONG = 0.85
"""Share of the rows' height that the bar has at least."""
_THUMB = 14


def is_scrolled(pixels: Pixels, body: Rect, scale: float = 1.0) -> bool:
    """Whether a bar right of ``body`` (the rows of a list in a BGR picture) has its thumb away from
    its upper end. False where no bar can be made out."""
    x, y, width, height = body
    best: tuple[int, bool] | None = None
    right = min(pixels.shape[1], x + width + round(3 * _BESIDE * scale))
    strip = pixels[y : y + height, max(0, x + width - round(_BESIDE * scale)) : right]
    if strip.shape[0] < 40 * scale or strip.shape[1] < _NARROW * scale:
        return False
    wide = round(_NARROW * scale)
    ground = np.median(pixels[y : y + height : 3, x : x + width : 5].reshape(-1, 3), axis=0)
    for left in range(0, strip.shape[1] - wide, max(1, wide // 2)):
        part = strip[:, left : left + wide].astype(np.int16)
        even = np.abs(part - part[:, :1]).max(axis=(1, 2)) <= _EVEN
        if float(even.mean()) < _LONG:
            continue
        found = _thumb(part[:, 0], even, ground, scale)
        if found is not None and (best is None or left < best[0]):
            best = (left, found)
    return best is not None and best[1]


def _thumb(
    bar: NDArray[np.int16], even: NDArray[np.bool_], ground: NDArray[np.float64], scale: float
) -> bool | None:
    """Whether a thumb in a bar (int16[height, 3]) stands away from its upper end; None where there
    is no bar of a track and one thumb."""
    edges = np.flatnonzero(np.abs(np.diff(bar, axis=0)).max(axis=1) >= _OTHER) + 1
    starts = [0, *edges.tolist(), len(bar)]
    runs = [(a, b) for a, b in itertools.pairwise(starts)
            if b - a >= _THUMB * scale and bool(even[a:b].mean() > 0.8)]  # fmt: skip
    if len(runs) not in (2, 3):
        return None
    colours = [np.median(bar[a:b], axis=0) for a, b in runs]
    if len(runs) == 3:
        return True if float(np.abs(colours[0] - colours[2]).max()) < _OTHER else None
    # A thumb at one end: it differs from the list's ground more than the track does.
    away = [float(np.abs(colour - ground).max()) for colour in colours]
    return away[1] > away[0]
