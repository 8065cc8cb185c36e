"""The words that were covered in a place's own row, known again in other letters.

What is sealed of a row is a picture, and no picture is like itself in another font. So of each word
of the covered texts that were read for sure a keyed hash is kept as well: this machine knows the
word again where it reads it, and nobody else learns anything from it. The words are asked where the
pictures do not tell the row. What is one line of text and what two is another thing in each font;
its words are the same.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from player.look import Look
from player.ocr.compare import folded
from player.ocr.reader import Line, Word, reader
from player.types import Frame
from player.vision.layout import around
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect

_DIGEST = 10
"""Hexadecimal digits of a hash."""
_FEWEST, _SYLLABLES = 2, 5
"""Letters of a word that is kept, and parts that are taken for one word at most."""
_WORD = re.compile(r"[^\W\d_]+|\d[\d\-./:,]*\d|\d")
"""A word: letters, or a number with what stands within it."""
_TEXT = re.compile(rf"(-?\d{{1,4}}),(-?\d{{1,4}}),(\d{{1,4}}):([0-9a-f]{{{_DIGEST}}})")
_NARROWEST, _WIDEST = 0.6, 1.7
"""Widths of a line, against that of one word and that of all, within which it may hold one."""
LEVEL = 7
"""Pixels at scaling 1 by which a text of the row may be higher or lower than the point. How far
from the point another line of its row is changes with the window's width, and the next row may be
there then."""
_ASIDE, _ASIDE_SHARE = 24, 0.4
"""Pixels at scaling 1 by which the point may be off where the nearest text of its row says that it
is, and the share of the distance between the two: columns become wider."""
_ON = 8
"""Pixels at scaling 1 beside a text within which a place is on it."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A covered word that is known by its hash: where its left end is from the point, how far below
    the point its middle is, and its width, in pixels at scaling 1."""

    left: int
    middle: int
    width: int
    digest: str

    @property
    def centre(self) -> float:
        """Where its middle is across, from the point."""
        return self.left + self.width / 2

    @property
    def own(self) -> bool:
        """Whether it is the place itself."""
        beside = self.left - _ON <= 0 <= self.left + self.width + _ON
        return beside and abs(self.middle) <= 10

    @property
    def text(self) -> str:
        """What is kept of it in the script."""
        return f"{self.left},{self.middle},{self.width}:{self.digest}"


def hide(
    line: Line, corner: tuple[float, float], scale: float, salt: str, key: bytes
) -> list[Covered]:
    """What is kept of the words of a line; ``corner`` is where the picture that it was read in
    begins, from the point, in pixels at ``scale``. Nothing where the line is not in that of the
    point, and nothing of a word that was not read for sure. ``salt`` is the anchor's own, so that
    the same name in another one has another hash."""
    _, top, _, high = line.rect
    middle = round((corner[1] + top + high / 2) / scale)
    if not line.agreed or abs(middle) > LEVEL:
        return []
    voices = [set(_WORD.findall(voice)) for voice in line.also]
    return [
        Covered(round((corner[0] + x) / scale), middle, max(1, round(width / scale)),
                _digest(text, salt, key))
        for text, (x, _, width, _) in _parts(line.words)
        if len(text) >= _FEWEST and all(text in heard for heard in voices)
    ]  # fmt: skip


def _parts(words: Sequence[Word]) -> list[tuple[str, Rect]]:
    """The words of a line, parted where letters and numbers meet, and where they are."""
    found = []
    for word in words:
        x, y, width, height = word.rect
        each = width / max(1, len(word.text))
        for part in _WORD.finditer(word.text):
            first, last = part.span()
            place = (round(x + each * first), y, max(1, round(each * (last - first))), height)
            found.append((part[0], place))
    return found


def _digest(text: str, salt: str, key: bytes) -> str:
    plain = f"{salt}\n{folded(text)}".encode()
    return hmac.new(key, plain, hashlib.sha256).hexdigest()[:_DIGEST]


@dataclass(frozen=True, slots=True)
class RowWords:
    """The covered words of a row, and what their hashes are made with."""

    texts: tuple[Covered, ...]
    salt: str
    key: bytes

    @property
    def own(self) -> Covered | None:
        """The text that is the place itself."""
        return next((text for text in self.texts if text.own), None)

    def in_line(self, words: Sequence[Word]) -> Iterator[tuple[Covered, Rect]]:
        """The covered words that stand in a line, and where. An engine may see each syllable as a
        word."""
        parts = _parts(words)
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + _SYLLABLES) + 1):
                run = parts[start:end]
                digest = _digest("".join(text for text, _ in run), self.salt, self.key)
                for text in self.texts:
                    if text.digest == digest:
                        yield text, around([place for _, place in run])

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
    (``voiced``: what an engine read that was overruled), and how many words were not read for
    sure. Pixels of what was read."""

    y: float
    said: dict[Covered, Rect] = field(default_factory=dict)
    voiced: set[Covered] = field(default_factory=set)
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class RowSaid:
    """The row in which the covered texts stand: the height (desktop pixels) of its point, and the
    point itself where it is one of them. ``beside`` is where across the point would be if the
    nearest of them had stayed as far from it as it was, and by how much it may be off."""

    y: float
    at: Point | None
    beside: tuple[float, float]

    def fits(self, x: float) -> bool:
        """Whether a place across may be the point: in another column it would be farther away."""
        return self.off(x) <= self.beside[1]

    def off(self, x: float) -> float:
        """How far a place across is from where the point would be."""
        return abs(x - self.beside[0])


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
    return RowSaid(top + row.y, at, _beside(row, left, scale))


def is_somebody_elses(words: RowWords, look: Look, rect: Rect, y: int) -> bool:
    """Whether what is surely read in the row whose point is at a height (desktop pixels) inside
    ``rect`` is not what was covered in the place's own."""
    part, scale = look.frame.crop(rect), look.scale(rect)
    row = _Row(y - part.origin[1])
    try:
        _read(row, words, part, reader().boxes(part.pixels, scale), scale)
    except DesktopProblem:
        return False  # the pictures alone decide
    missing = len(words.texts) - len(row.said)
    return len(row.said) < _needed(words) and missing > row.unsure


def _beside(row: _Row, left: int, scale: float) -> tuple[float, float]:
    """See :class:`RowSaid`."""
    text, (x, _, width, _) = min(row.said.items(), key=lambda said: abs(said[0].centre))
    off = _ASIDE + _ASIDE_SHARE * abs(text.centre)
    return left + x + width / 2 - text.centre * scale, off * scale


def _needed(words: RowWords) -> int:
    """How many of the texts must stand in a row: more than half."""
    return len(words.texts) // 2 + 1


def _rows(words: RowWords, part: Frame, scale: float) -> list[_Row]:
    """The rows in which a covered text may stand, read whole."""
    eyes = reader()
    widths = [text.width * scale for text in words.texts]
    least, most = _NARROWEST * min(widths), _WIDEST * sum(widths)
    boxes = [box for box in eyes.boxes(part.pixels, scale) if least <= box[2] <= most]
    # All engines read a line twice each; whether a text may be it, one tells in a fifth of that.
    # What stands in the longest line of a row is enough to see whether it may be hers.
    quick = eyes.read_at(part.pixels, _longest(boxes, scale), scale, worth=words.says)
    rows: list[_Row] = []
    for y in _heights(words, quick, scale):
        if all(abs(y - row.y) > LEVEL * scale for row in rows):
            rows.append(_Row(y))
    for row in rows:
        _read(row, words, part, boxes, scale)
    return rows


def _read(row: _Row, words: RowWords, part: Frame, boxes: Sequence[Rect], scale: float) -> None:
    """Read the lines of a row, which are among ``boxes``."""
    own = [box for box in boxes if _in_row(words, box, row.y, scale)]
    lines = reader().read_at(part.pixels, own, scale, thorough=True)
    for line in lines:
        there = dict(words.in_line(line.words))
        if line.agreed:
            row.said |= there
        else:
            row.voiced |= there.keys()
            row.unsure += max(1, len(_parts(line.words)))
        for text in line.also:
            heard = [Word(word, line.rect, 0.0) for word in text.split()]
            row.voiced |= dict(words.in_line(heard)).keys()
    row.unsure += len(own) - len(lines)


def _longest(boxes: Sequence[Rect], scale: float) -> list[Rect]:
    """The longest of the lines that are beside each other."""
    found: list[Rect] = []
    for box in sorted(boxes, key=lambda box: -box[2]):
        middle = box[1] + box[3] / 2
        if all(abs(middle - other[1] - other[3] / 2) > LEVEL * scale for other in found):
            found.append(box)
    return found


def _heights(words: RowWords, lines: Sequence[Line], scale: float) -> list[float]:
    """The heights of the points of the rows in which a covered text was read."""
    return [
        y + height / 2 - text.middle * scale
        for line in lines
        for text, (_, y, _, height) in words.in_line(line.words)
    ]


def _in_row(words: RowWords, box: Rect, y: float, scale: float) -> bool:
    """Whether a line is as high as one of the texts is in the row whose point is at ``y``."""
    middle = box[1] + box[3] / 2 - y
    return any(abs(middle - text.middle * scale) <= LEVEL * scale for text in words.texts)
