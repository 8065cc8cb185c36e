"""Tesseract as anyone would start: pytesseract on the whole screen."""

from __future__ import annotations

from player.types import Pixels
from scripts.model import Rect
from tests.bench.ocr.scoring import Hit, plain

Row = tuple[tuple[int, int, int], str, Rect]


def rows(pixels: Pixels) -> list[Row]:
    """The words of a screen: (block, paragraph, line), text, place."""
    import pytesseract

    told = pytesseract.image_to_data(
        pixels[:, :, ::-1], lang="kor", config="--psm 6", output_type=pytesseract.Output.DICT
    )
    places = zip(*(told[key] for key in ("left", "top", "width", "height")), strict=True)
    lines = zip(*(told[key] for key in ("block_num", "par_num", "line_num")), strict=True)
    return [
        (line, text, place)
        for line, text, place in zip(lines, told["text"], places, strict=True) if text.strip()
    ]  # fmt: skip


def find(words: list[Row], text: str) -> list[Hit]:
    """The first run of words of one line that reads ``text``."""
    wanted = plain(text)
    for start, (line, _, (x, y, _, height)) in enumerate(words):
        run = ""
        for other, part, (left, top, width, high) in words[start:]:
            if other != line or len(run) > len(wanted) + 3:
                break
            run += part
            if plain(run) == wanted:
                upper, lower = min(y, top), max(y + height, top + high)
                return [Hit((x, upper, left + width - x, lower - upper), 1.0)]
    return []
