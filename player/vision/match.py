"""Where one field lies within another."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.field import Field, half

_COARSE_PEAKS = 8
_REFINE = 4
"""Pixels around a coarse peak that are searched again at full resolution."""


@dataclass(frozen=True, slots=True)
class Peak:
    """A place where the needle may lie: its upper left corner, and the correlation 0..1."""

    x: int
    y: int
    score: float


def score_map(haystack: Field, needle: Field) -> NDArray[np.float32]:
    """Normalised correlation of ``needle`` at each place; shape (H-h+1, W-w+1).

    Places with nothing on them, where the norm vanishes, get 0: left alone they would score 1.
    """
    scores = np.asarray(cv2.matchTemplate(haystack, needle, cv2.TM_CCORR_NORMED), np.float32)
    scores[~np.isfinite(scores)] = 0
    np.clip(scores, 0, 1, out=scores)
    return scores


def peaks(scores: NDArray[np.float32], most: int, apart: tuple[int, int]) -> list[Peak]:
    """The ``most`` best places, best first, at least ``apart`` (x, y) pixels from each other."""
    left = scores.copy()
    found = []
    for _ in range(most):
        _, best, _, (x, y) = cv2.minMaxLoc(left)
        if best <= 0:
            break
        found.append(Peak(x, y, float(best)))
        left[max(0, y - apart[1]) : y + apart[1] + 1, max(0, x - apart[0]) : x + apart[0] + 1] = 0
    return found


def find(haystack: Field, needle: Field) -> list[Peak]:
    """All places where ``needle`` may lie in ``haystack``, best first.

    Candidates come from half resolution and are scored at full resolution, so the same score
    means the same likeness for every candidate. Empty if the needle is larger.
    """
    height, width = needle.shape[:2]
    if height > haystack.shape[0] or width > haystack.shape[1]:
        return []
    apart = (max(4, width // 4), max(4, height // 4))
    small_needle, small_haystack = half(needle), half(haystack)
    if (
        min(small_needle.shape[:2]) < 4
        or small_needle.shape[0] > small_haystack.shape[0]
        or small_needle.shape[1] > small_haystack.shape[1]
    ):
        return peaks(score_map(haystack, needle), _COARSE_PEAKS, apart)
    coarse = score_map(small_haystack, small_needle)
    fine = []
    for peak in peaks(coarse, _COARSE_PEAKS, (max(2, apart[0] // 2), max(2, apart[1] // 2))):
        left, top = max(0, peak.x * 2 - _REFINE), max(0, peak.y * 2 - _REFINE)
        part = haystack[top : top + height + 2 * _REFINE, left : left + width + 2 * _REFINE]
        if part.shape[0] < height or part.shape[1] < width:
            left = min(left, haystack.shape[1] - width)
            top = min(top, haystack.shape[0] - height)
            part = haystack[top : top + height, left : left + width]
        _, score, _, (x, y) = cv2.minMaxLoc(score_map(part, needle))
        fine.append(Peak(left + x, top + y, float(score)))
    fine.sort(key=lambda peak: -peak.score)
    return _far_from_better(fine, apart)


def _far_from_better(found: list[Peak], apart: tuple[int, int]) -> list[Peak]:
    kept: list[Peak] = []
    for peak in found:
        if all(abs(peak.x - k.x) > apart[0] or abs(peak.y - k.y) > apart[1] for k in kept):
            kept.append(peak)
    return kept


def likeness(one: Field, other: Field) -> float:
    """Correlation 0..1 of two fields of the same shape."""
    norm = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return 0.0 if norm < 1e-6 else max(0.0, float((one * other).sum()) / norm)
