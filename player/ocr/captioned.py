"""The value that a caption names in its own line, where no field is drawn around it.

A page that only shows what was sent in writes 접수 번호 A20461: the number is another one for each
citizen, the words in front of it stay. A list of cards has the same words in each card, so they
tell a place only while they stand on the screen once; what may be the same words, misread, counts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import partial_ratio

from player.ocr.compare import bare, is_mark, jamo, likeness, misread
from player.ocr.find import APART, WORTH, at_colon, em, parted
from player.ocr.reader import Line, Word, reader
from player.types import Pixels
from player.vision.layout import around
from scripts.model import Rect

_NARROWEST = 0.45
"""Width of a line, against that which the caption alone should have, from which it is read."""
_BESIDE = 260
"""Pixels at scaling 1 from a caption to the value beside it."""
_LEVEL = 0.5
"""Part of the higher one's height by which the middles of a caption and its value may differ."""
_MAY_BE = 0.8
"""Likeness from which a line that was not read surely may begin with the caption."""
_HANGUL_THEN = re.compile(r"([\uac00-\ud7a3]{2,})[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Captioned:
    """A caption and the value right of it (pixels); ``sure`` is False where it may be another
    caption, misread."""

    caption: Rect
    value: Rect
    sure: bool = True


def captioned(pixels: Pixels, caption: str, scale: float = 1.0) -> list[Captioned]:
    """Every place of a BGR picture where something stands right of ``caption``. Raises
    DesktopProblem where nothing can read."""
    wanted = bare(caption)
    if not wanted:
        return []
    eyes, letters, wide = reader(), jamo(wanted), _NARROWEST * em(caption)
    boxes = eyes.boxes(pixels, scale)
    lines = eyes.read_at(
        pixels,
        [box for box in boxes if box[2] >= wide * box[3]],
        scale,
        worth=lambda text: partial_ratio(letters, jamo(text)) >= WORTH,
    )
    found = []
    for line in lines:
        for own, rest, sure in _runs(line, wanted):
            value = _beginning(rest) if rest else _beside(own, boxes, scale)
            if value is not None:
                found.append(Captioned(own, value, sure))
    return found


def captions_before(line: Line, x: int) -> Iterator[tuple[str, Rect]]:
    """What in a line may be the caption of the word at ``x``, the longest first: words in front of
    it, from the line's beginning or a gap on."""
    words = words_of(line)
    here = next((n for n, word in enumerate(words) if x < word.rect[0] + word.rect[2]), len(words))
    for start in _starts(words):
        # A value may be of several words, and the click on any of them.
        for end in range(here, start, -1):
            run = words[start:end]
            yield " ".join(word.text for word in run), around([word.rect for word in run])


def words_of(line: Line) -> list[Word]:
    """The words of a line, a caption parted from what follows its colon, and Hangul from a number
    behind it: engines overlook the narrow space in 접수 번호 A20461."""
    words = [part for word in _clipped(line.words) for part in at_colon(word)]
    found = [(word, _HANGUL_THEN.match(word.text)) for word in words]
    return [part for word, at in found for part in (parted(word, at.end(1)) if at else [word])]


def _clipped(words: Sequence[Word]) -> Iterator[Word]:
    """Words that end where the next one begins: boxes of engines may overlap."""
    for n, word in enumerate(words):
        x, y, width, height = word.rect
        end = words[n + 1].rect[0] if n + 1 < len(words) else x + width
        yield replace(word, rect=(x, y, max(1, min(width, end - x)), height))


def _runs(line: Line, wanted: str) -> Iterator[tuple[Rect, Sequence[Word], bool]]:
    """Where a line has the caption, the words behind it, and whether that is sure."""
    words = words_of(line)
    for start in _starts(words):
        run = ""
        for end in range(start, len(words)):
            run = bare(run + words[end].text)
            own = around([word.rect for word in words[start : end + 1]])
            if run == wanted:
                yield own, words[end + 1 :], True
                break
            doubtful = not line.agreed and likeness(run, wanted) >= _MAY_BE
            if doubtful or misread(run, wanted):
                yield own, words[end + 1 :], False
                break


def _starts(words: Sequence[Word]) -> Iterator[int]:
    """Where in a line a caption may begin: at its beginning, behind a mark or a gap."""
    for n, word in enumerate(words):
        before = words[n - 1] if n else None
        if before is None or is_mark(before.text) or _gap(before, word) >= APART * word.rect[3]:
            yield n


def _gap(left: Word, right: Word) -> int:
    return right.rect[0] - left.rect[0] - left.rect[2]


def _beginning(words: Sequence[Word]) -> Rect:
    """The words up to the first wide gap: what is behind it is the next caption."""
    own = [words[0]]
    for left, right in itertools.pairwise(words):
        if _gap(left, right) >= right.rect[3]:
            break
        own.append(right)
    return around([word.rect for word in own])


def _beside(own: Rect, boxes: Sequence[Rect], scale: float) -> Rect | None:
    """The nearest text right of a caption that is level with it."""
    end, middle = own[0] + own[2], own[1] + own[3] / 2
    level = [
        box for box in boxes
        if 0 <= box[0] - end <= _BESIDE * scale
        and abs(box[1] + box[3] / 2 - middle) <= _LEVEL * max(box[3], own[3])
    ]  # fmt: skip
    return min(level, default=None)
