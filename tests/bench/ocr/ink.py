"""Where in a box the text's own pixels are. Pure."""

from __future__ import annotations

import numpy as np

from player.types import Pixels
from scripts.model import Rect

FAINT = 45
"""Text that differs less than this from what is behind it is not read by people either."""


def tight(pixels: Pixels, edges: tuple[float, float, float, float]) -> Rect | None:
    """The smallest box around what is written inside ``edges`` (left, top, right, bottom in
    pixels of uint8[h, w, 3]); None if nothing is, or it is too faint, or the ground is not even
    (a picture, a gradient with strong colours)."""
    left, top = max(0, int(np.floor(edges[0]))), max(0, int(np.floor(edges[1])))
    right, bottom = int(np.ceil(edges[2])), int(np.ceil(edges[3]))
    part = pixels[top:bottom, left:right].astype(np.int16)
    if min(part.shape[:2], default=0) < 3:
        return None
    ground = np.median(part.reshape(-1, 3), axis=0)
    off = np.abs(part - ground).max(axis=2)
    most = int(off.max())
    if most < FAINT:
        return None
    ink = off > max(20, most * 0.3)
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if ink.mean() > 0.6 or len(rows) < 4:
        return None
    return (left + int(columns[0]), top + int(rows[0]),
            int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1)  # fmt: skip
