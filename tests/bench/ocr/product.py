"""The product's reader as the bench asks it: the only place that knows the reader's names."""

from __future__ import annotations

from player.ocr.fields import field_of
from player.ocr.find import find_text
from player.ocr.reader import read_lines
from player.ocr.values import read_value
from player.types import Pixels
from scripts.model import Point, Rect
from tests.bench.ocr.scoring import Hit


def words(pixels: Pixels, scale: float) -> list[tuple[str, Rect]]:
    """Every word of a picture with its place."""
    return [(word.text, word.rect) for line in read_lines(pixels, scale) for word in line.words]


def find(pixels: Pixels, text: str, scale: float, near: Point | None = None) -> list[Hit]:
    return [Hit(one.rect, one.score) for one in find_text(pixels, text, scale, near)]


def value(pixels: Pixels, kind: str, scale: float) -> tuple[str, bool]:
    """What stands in a region, and whether the reader would act on it."""
    told = read_value(pixels, kind, scale)
    return told.text, told.certain


def field(pixels: Pixels, label: Rect, scale: float, side: str | None = None) -> Rect | None:
    return field_of(pixels, label, scale, side)  # type: ignore[arg-type]
