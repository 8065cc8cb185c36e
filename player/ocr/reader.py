"""Reading text from pixels.

One small interface, so that a better engine can take its place; the engine here is Tesseract
through pytesseract with the Korean and English data of the system.
"""

from __future__ import annotations

import functools
import subprocess
import unicodedata
from dataclasses import dataclass

from player.types import Pixels
from player.vision.field import grey, resize
from player.vision.picture import encode
from scripts.errors import DesktopProblem
from scripts.model import Rect

_ENLARGE = 2.0
"""Screen text is too small for Tesseract as it is; twice the size reads best for its cost."""


_LIMIT = 60.0
"""Seconds after which reading is given up."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read: its place in the picture (pixels), and the confidence 0..1."""

    text: str
    rect: Rect
    confidence: float
    line: tuple[int, int, int]
    """Block, paragraph and line; words of one line share it."""


def folded(text: str) -> str:
    """The form in which texts are compared: NFC, without white space, case folded."""
    return "".join(unicodedata.normalize("NFC", text).split()).casefold()


@functools.cache
def _languages() -> str:
    import pytesseract

    try:
        there = set(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise DesktopProblem(
            "화면의 글자를 읽는 Tesseract가 없어요.",
            "tesseract-ocr와 tesseract-ocr-kor를 설치해 주세요.",
        ) from error
    if "kor" not in there:
        raise DesktopProblem(
            "글자 읽기에 한국어 자료가 없어요.", "tesseract-ocr-kor를 설치해 주세요."
        )
    return "+".join(name for name in ("kor", "eng") if name in there)


def read_words(pixels: Pixels) -> list[Word]:
    """Every word in a BGR picture, in reading order. Raises DesktopProblem without an engine, or
    if it fails."""
    if min(pixels.shape[:2], default=0) < 4:
        return []
    picture = grey(resize(pixels, _ENLARGE))
    if picture.mean() < 110:  # Tesseract reads dark on light
        picture = 255 - picture
    words = []
    for line in _run(encode(picture)).splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) < 12 or not cells[11].strip():
            continue
        block, paragraph, row = (int(cells[index]) for index in (2, 3, 4))
        x, y, width, height = (round(int(cells[index]) / _ENLARGE) for index in range(6, 10))
        confidence = max(0.0, float(cells[10]) / 100)
        words.append(Word(cells[11], (x, y, width, height), confidence, (block, paragraph, row)))
    return words


def _run(png: bytes) -> str:
    """Tesseract's table of words. The picture goes through a pipe: pytesseract would leave it in
    a file, with whatever citizen's data is on it, should this process be killed meanwhile."""
    import pytesseract

    command = [pytesseract.pytesseract.tesseract_cmd, "stdin", "stdout", "-l", _languages(),
               "--psm", "11", "tsv"]  # fmt: skip
    try:
        done = subprocess.run(command, input=png, capture_output=True, timeout=_LIMIT, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise DesktopProblem(
            "화면의 글자를 읽지 못했어요.", "Tesseract가 제대로 설치됐는지 확인해 주세요."
        ) from error
    return done.stdout.decode("utf-8", "replace")


def read_text(pixels: Pixels) -> str:
    """The text of a small region, one line per line of text."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in read_words(pixels):
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(words) for words in lines.values())


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a text was read, and how alike what was read is (1 is the same)."""

    rect: Rect
    score: float


def find_text(pixels: Pixels, text: str) -> list[Found]:
    """Where ``text`` stands in a picture, best first: words or runs of words of one line that
    read the same but for white space and case. A part of a longer word does not count."""
    import difflib

    wanted = folded(text)
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in read_words(pixels):
        lines.setdefault(word.line, []).append(word)
    found = []
    for words in lines.values():
        for start in range(len(words)):
            run = ""
            for end in range(start, len(words)):
                run += folded(words[end].text).strip(".,:;*·|[](){}")
                if len(run) > len(wanted) + 2:
                    break
                score = difflib.SequenceMatcher(None, run, wanted, autojunk=False).ratio()
                if run == wanted or (len(wanted) >= 4 and score >= 0.85):
                    found.append(Found(_around(words[start : end + 1]), score))
    found.sort(key=lambda hit: -hit.score)
    kept: list[Found] = []
    for hit in found:
        if not any(_overlap(hit.rect, other.rect) for other in kept):
            kept.append(hit)
    return kept


def _around(words: list[Word]) -> Rect:
    left = min(word.rect[0] for word in words)
    top = min(word.rect[1] for word in words)
    right = max(word.rect[0] + word.rect[2] for word in words)
    bottom = max(word.rect[1] + word.rect[3] for word in words)
    return (left, top, right - left, bottom - top)


def _overlap(one: Rect, other: Rect) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
