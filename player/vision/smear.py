"""How smeared the screen is against the recorded one: sent as a video, or made smaller and larger
again, thin strokes lose more of their contrast than thick ones, and none of them is greyed out.

So what is compared with such a screen is the recorded picture smeared as much.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.candidates import Candidate, Seen
from player.vision.contrast import written
from player.vision.field import Grey, grey, window
from player.vision.sample import CELL, Sample

_FINE, _COARSE = 0.5, 2.0
"""Blurs (standard deviation in pixels) of the edges that smearing takes, and that it leaves."""
SMEARED = 0.88
"""Share of the recorded sharpness below which a screen is smeared: on the tuning pages 0.62 to 0.87
where it was sent so, and 0.88 or more where the theme and the letters are the recorded ones."""
_BLURS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5)
_REACH = (240, 110)
"""Pixels around the point (across, down) in which sharpness is told."""
_SAME, _FEWEST = 0.7, 4
"""Likeness from which a cell shows what it showed, and how many such cells tell."""


def smeared_alike(sample: Sample, area: Seen, found: Candidate) -> Sample:
    """The sample as smeared as what is seen at a place, if that is smeared."""
    part, at = _around(sample)
    same = _same_cells(sample, found, part, at)
    if same is None:
        return sample
    left, top = found.at[0] - sample.point[0] + at[0], found.at[1] - sample.point[1] + at[1]
    height, width = part.shape
    now = _sharpness(window(area.grey, left, top, width, height), same)
    then = _sharpness(part, same)
    if now >= SMEARED * then:
        return sample
    blur = min(_BLURS, key=lambda blur: abs(_sharpness(_blurred(part, blur), same) - now))
    pixels = _blurred(sample.pixels, blur)
    return replace(
        sample, pixels=pixels, grey=grey(pixels), written=written(pixels, sample.point)
    )  # fmt: skip


def _around(sample: Sample) -> tuple[Grey, tuple[int, int]]:
    """The part of the picture in which sharpness is told, and its corner."""
    (x, y), (across, down) = sample.point, _REACH
    left, top = max(0, x - across), max(0, y - down)
    return sample.grey[top : y + down, left : x + across], (left, top)


def _same_cells(
    sample: Sample, found: Candidate, part: Grey, at: tuple[int, int]
) -> NDArray[np.bool_] | None:
    """Where the part shows what it showed, beside the element; None where that is too little."""
    same = np.zeros(part.shape, bool)
    count, (wide, high) = 0, CELL
    for index in np.flatnonzero((found.cells > _SAME) & ~sample.sealed):
        dx, dy = (int(side) for side in sample.cells.offsets[index])
        if abs(dx) <= wide and abs(dy) <= high:
            continue
        x, y = sample.point[0] + dx - wide // 2 - at[0], sample.point[1] + dy - high // 2 - at[1]
        if x < 0 or y < 0 or x + wide > part.shape[1] or y + high > part.shape[0]:
            continue
        same[y : y + high, x : x + wide] = True
        count += 1
    return same if count >= _FEWEST else None


def _sharpness(levels: Grey, where: NDArray[np.bool_]) -> float:
    """How much of the edges is fine ones: whatever the contrast, light or dark."""
    fine, coarse = (float(_edges(levels, blur)[where].sum()) for blur in (_FINE, _COARSE))
    return fine / max(coarse, 1e-3)


def _edges(levels: Grey, blur: float) -> NDArray[np.float32]:
    smooth = cv2.GaussianBlur(levels.astype(np.float32), (0, 0), blur)
    return np.asarray(
        cv2.magnitude(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)),
        np.float32,
    )


def _blurred(pixels: NDArray[np.uint8], blur: float) -> NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), blur), np.uint8)
