"""A picture of how the finder decided: candidates, scores, what was left out, the reason."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from player.types import Pixels
from player.vision.judged import Judged, Verdict
from player.vision.sample import Sample
from scripts.model import Point

_GREEN, _RED, _GREY, _PAPER = (60, 160, 0), (40, 40, 220), (130, 130, 130), (255, 255, 255)
_MOST = 6


def draw(
    screen: Pixels, sample: Sample, verdict: Verdict, corner: Point, factor: float, why: str
) -> Pixels:
    """A copy of ``screen`` (BGR) with the verdict on it. Candidates' pixels × ``factor`` (× their
    own scale) + ``corner`` are the screen's. ``why`` is the reason in letters that OpenCV can draw
    (ASCII); empty where the place was found."""
    picture = np.ascontiguousarray(screen.copy())
    judged = [one for one in (verdict.best, *verdict.rivals[:_MOST]) if one is not None]
    if verdict.best is not None:
        _left_out(picture, sample, verdict.best, corner, factor)
    for number, one in reversed(list(enumerate(judged))):
        colour = _GREY if number else _RED if why else _GREEN
        _candidate(picture, sample, one, corner, factor, colour)
    heading = f"refused: {why}" if why else "found"
    _label(picture, (8, 22), f"{heading}, margin {verdict.margin:.2f}", _RED if why else _GREEN)
    return picture


def _place(sample: Sample, one: Judged, corner: Point, factor: float) -> tuple[float, float, float]:
    """The point on the screen, and the screen's pixels for one of the sample's."""
    size = factor * one.scale
    x = corner[0] + (one.candidate.at[0] + sample.rest[0]) * size
    y = corner[1] + (one.candidate.at[1] + sample.rest[1]) * size
    return x, y, size


def _candidate(
    picture: Pixels, sample: Sample, one: Judged, corner: Point, factor: float,
    colour: Sequence[int],
) -> None:  # fmt: skip
    x, y, size = _place(sample, one, corner, factor)
    height, width = sample.element.field.shape[:2]
    left, top = x - sample.element.at[0] * size, y - sample.element.at[1] * size
    box = (round(left), round(top)), (round(left + width * size), round(top + height * size))
    cv2.rectangle(picture, *box, colour, 2)
    cv2.circle(picture, (round(x), round(y)), 3, colour, -1)
    own = one.candidate
    told = f"core {own.core:.2f} element {own.element:.2f} around {one.context:.2f}"
    told += f" apart {one.apart:.2f}" + ("" if one.row is None else f" row {one.row:.2f}")
    told += "" if one.scale == 1 else f" size {one.scale:g}"
    _label(picture, (round(left), round(top) - 5), told, colour)


def _left_out(picture: Pixels, sample: Sample, best: Judged, corner: Point, factor: float) -> None:
    x, y, size = _place(sample, best, corner, factor)
    for left, top, width, height in sample.changing:
        at = (round(x + (left - sample.point[0]) * size), round(y + (top - sample.point[1]) * size))
        end = (round(at[0] + width * size), round(at[1] + height * size))
        cv2.rectangle(picture, at, end, _GREY, 1)
        for step in range(0, max(0, end[0] - at[0]), 8):
            cv2.line(picture, (at[0] + step, at[1]), (at[0] + max(0, step - 12), end[1]), _GREY, 1)


def _label(picture: Pixels, at: Point, text: str, colour: Sequence[int]) -> None:
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.45, 1)
    x = max(0, min(at[0], picture.shape[1] - width))
    y = max(height + 2, at[1])
    cv2.rectangle(picture, (x - 1, y - height - 2), (x + width + 1, y + 3), _PAPER, -1)
    cv2.putText(picture, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.45, colour, 1, cv2.LINE_AA)
