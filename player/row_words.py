"""The words that were covered in a place's own row, known again in other letters.

What is sealed of a row is a picture, and no picture is like itself in another font. So of each
covered text that was read for sure a keyed hash is kept as well: this machine knows the text again
where it reads it, and nobody else learns anything from it. The words are asked where the pictures
do not tell the row.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from player.look import Look
from player.ocr.compare import bare, without_specks
from player.ocr.reader import Line, Word, reader
from player.types import Frame
from player.vision.layout import around
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect

_DIGEST = 10
"""Hexadecimal digits of a hash."""
_FEWEST = 2
"""Letters of a text that is kept."""
_TEXT = re.compile(rf"(-?\d{{1,4}}),(-?\d{{1,4}}),(\d{{1,4}}):([0-9a-f]{{{_DIGEST}}})")
_NARROWEST, _WIDEST = 0.6, 1.7
"""Widths of a line, against that of a text, within which it may be that text in other letters."""
_LEVEL, _LEVEL_SHARE = 7, 0.15
"""Pixels at scaling 1 by which a text may be off its line, and the share of its distance from the
point."""
_ON = 8
"""Pixels at scaling 1 beside a text within which a place is on it."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A covered text that is known by its hash: where its left end is from the point, how far below
    the point its middle is, and its width, in pixels at scaling 1."""

    left: int
    middle: int
    width: int
    digest: str

    @property
    def own(self) -> bool:
        """Whether it is the place itself."""
        beside = self.left - _ON <= 0 <= self.left + self.width + _ON
        return beside and abs(self.middle) <= 10

    @property
    def text(self) -> str:
        """What is kept of it in the script."""
        return f"{self.left},{self.middle},{self.width}:{self.digest}"


def hide(line: Line, box: Rect, salt: str, key: bytes) -> Covered | None:
    """What is kept of a line that stands in ``box`` (pixels at scaling 1 from the point); None
    where it was not read for sure. ``salt`` is the anchor's own, so that the same name in another
    one has another hash."""
    if not line.agreed or line.also or len(bare(line.text)) < _FEWEST:
        return None
    x, y, width, height = box
    return Covered(x, y + height // 2, width, _digest(line.text, salt, key))


def _digest(text: str, salt: str, key: bytes) -> str:
    plain = f"{salt}\n{without_specks(text)}".encode()
    return hmac.new(key, plain, hashlib.sha256).hexdigest()[:_DIGEST]


@dataclass(frozen=True, slots=True)
class RowWords:
    """The covered texts of a row, and what their hashes are made with."""

    texts: tuple[Covered, ...]
    salt: str
    key: bytes

    @property
    def own(self) -> Covered | None:
        """The text that is the place itself."""
        return next((text for text in self.texts if text.own), None)

    def in_line(self, words: Sequence[Word]) -> Iterator[tuple[Covered, Rect]]:
        """The covered texts that stand in a line, and where."""
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                run = words[start:end]
                digest = _digest("".join(word.text for word in run), self.salt, self.key)
                for text in self.texts:
                    if text.digest == digest:
                        yield text, around([word.rect for word in run])

    def says(self, text: str) -> bool:
        """Whether a covered text stands in what was read."""
        words = [Word(word, (0, 0, 0, 0), 0.0) for word in text.split()]
        return any(True for _ in self.in_line(words))


def known_words(texts: Iterable[str], salt: str, key: bytes) -> RowWords | None:
    """What was kept of a row's texts; None where that is nothing."""
    found = [_TEXT.fullmatch(text) for text in texts]
    kept = tuple(Covered(int(one[1]), int(one[2]), int(one[3]), one[4]) for one in found if one)
    return RowWords(kept, salt, key) if kept else None


@dataclass(slots=True)
class _Row:
    """A row of what is seen now: the height of its point, its covered texts and where they stand
    (``voiced``: what an engine read that was overruled), and how many lines were not read for
    sure. Pixels of what was read."""

    y: float
    said: dict[Covered, Rect] = field(default_factory=dict)
    voiced: set[Covered] = field(default_factory=set)
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class RowSaid:
    """The row in which the covered texts stand: the height (desktop pixels) of its point, and the
    point itself where it is one of them."""

    y: float
    at: Point | None


def row_said(words: RowWords, look: Look, rect: Rect) -> RowSaid | None:
    """The one row inside ``rect`` (desktop pixels) in which the covered texts stand; None where
    none is, or where another one may be it."""
    part, scale = look.frame.crop(rect), look.scale(rect)
    try:
        rows = _rows(words, part, scale)
    except DesktopProblem:
        return None  # the pictures alone decide
    many = [row for row in rows if len({*row.said, *row.voiced}) >= _needed(words)]
    if len(many) != 1:
        return None
    [row] = many
    missing = len(words.texts) - len(row.said)
    if len(row.said) < _needed(words) or missing > row.unsure:
        return None  # what was surely read there is somebody else's
    left, top = part.origin
    at, own = None, words.own
    if own is not None:
        if own not in row.said:
            return None
        x, y, width, height = row.said[own]
        share = min(max(-own.left / own.width, 0.05), 0.95)
        at = (round(left + x + share * width), round(top + y + height / 2))
    return RowSaid(top + row.y, at)


def _needed(words: RowWords) -> int:
    """How many of the texts must stand in a row: more than half."""
    return len(words.texts) // 2 + 1


def _rows(words: RowWords, part: Frame, scale: float) -> list[_Row]:
    """The rows in which a covered text may stand, read whole."""
    eyes = reader()
    boxes = [
        box for box in eyes.boxes(part.pixels, scale)
        if any(_NARROWEST <= box[2] / (text.width * scale) <= _WIDEST for text in words.texts)
    ]  # fmt: skip
    # All engines read a line twice each; whether a text may be it, one tells in a fifth of that.
    quick = eyes.read_at(part.pixels, boxes, scale, worth=words.says)
    rows: list[_Row] = []
    for y in _heights(words, quick, scale):
        if all(abs(y - row.y) > _LEVEL * scale for row in rows):
            rows.append(_Row(y))
    for row in rows:
        own = [box for box in boxes if _in_row(words, box, row.y, scale)]
        lines = eyes.read_at(part.pixels, own, scale, thorough=True)
        for line in lines:
            there = dict(words.in_line(line.words))
            if line.agreed:
                row.said |= there
            else:
                row.voiced |= there.keys()
                row.unsure += 1
            for text in line.also:
                heard = [Word(word, line.rect, 0.0) for word in text.split()]
                row.voiced |= dict(words.in_line(heard)).keys()
        row.unsure += len(own) - len(lines)
    return rows


def _heights(words: RowWords, lines: Sequence[Line], scale: float) -> list[float]:
    """The heights of the points of the rows in which a covered text was read."""
    return [
        y + height / 2 - text.middle * scale
        for line in lines
        for text, (_, y, _, height) in words.in_line(line.words)
    ]


def _in_row(words: RowWords, box: Rect, y: float, scale: float) -> bool:
    """Whether a line is as high as one of the texts is in the row whose point is at ``y``."""
    middle = (box[1] + box[3] / 2 - y) / scale
    return any(
        abs(middle - text.middle) <= _LEVEL + _LEVEL_SHARE * abs(text.middle)
        for text in words.texts
    )  # fmt: skip
