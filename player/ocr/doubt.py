"""Lines that were not read as a text, and may be it all the same.

Letters that look alike, the spaces of old fonts, an icon or the frame of a field in the line: the
engines fail there all in the same way. What is read wrongly is told by writing it (``written``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import numpy as np

from player.desktop.fonts import korean_fonts
from player.ocr.beside import ink, runs
from player.ocr.compare import bare, folded, likeness, misread, same, words_agree
from player.ocr.reader import Line, Reader
from player.types import Pixels
from player.vision import written
from player.vision.field import grey
from scripts.model import Rect

_DOUBTFUL = 0.9
"""Confidence from which the words of a line are what was read, even if not all read the same."""
_DRAWN = 40
"""Letters of the longest line that is written to be compared: it takes a second."""
_LIKE = 0.5
"""Likeness of what was read to the text, from which it is written."""
_NEIGHBOURS, _LEVEL = 2.2, 0.25
"""Space between two parts of one caption at most, and how much higher one may be than the other,
both in heights of the line."""
_PARTS = 6
"""Parts of one caption at most."""
_FREE = 0.6
"""Space between a caption and what else is in its line, in heights of the caption."""
_MARK, _MARK_GAP = 1.5, 0.18
"""Width of an icon or a box in front of a caption at most, and space behind it at least, in heights
of the line."""
_LOWEST = 7
"""Pixels of the lowest caption."""
_NO_KEY = re.compile(r"\([^A-Z]\)$")
_TAIL = re.compile(r"\(.{1,3}$")


def doubted(
    eyes: Reader, pixels: Pixels, boxes: Sequence[Rect], wanted: str, scale: float
) -> Iterator[Rect]:
    """Lines that were read as a text that is easily taken for the wanted one. They are it if they
    look more like it, written in the fonts of this computer; where that does not tell, if the
    engines doubt what they read, or most of the others read the wanted one."""
    for line in eyes.read_at(pixels, boxes, scale, worth=lambda text: False):
        readings = (line.text, *line.also)
        often = next((text for text in readings if misread(text, wanted)), "")
        taken = often or next((text for text in readings if misread(text, wanted, True)), "")
        if not taken:
            if _looks_otherwise(pixels, line, wanted):
                yield line.rect
            continue
        told = _more_like(pixels, line, wanted, taken)
        if told >= written.CLEAR or (
            often
            and told >= 0
            and (_doubtful(line) or (line.agreed and _overruled(eyes, pixels, line, wanted, scale)))
        ):
            yield line.rect


def _looks_otherwise(pixels: Pixels, line: Line, wanted: str) -> bool:
    """Whether a line that is in doubt is the wanted text by its looks: each letter that nobody read
    looks more like the wanted one than like what was read for it. Signs do not matter."""
    core = bare(wanted)
    if len(core) < 2 or _is_sure(line):
        return False
    readings = {text: _core(text, wanted) for text in (line.text, *line.also)}
    if any(_signless(short) == _signless(core) for short in readings.values()):
        return True
    close = {text: short for text, short in readings.items()
             if len(short) == len(core) and likeness(short, core) >= _LIKE}  # fmt: skip
    said = [set(letters) for letters in zip(*close.values(), strict=True)]
    new = [at for at, letters in enumerate(said) if core[at] not in letters]
    if not close or len(new) > max(1, len(core) // 2):
        return False
    taken = next(iter(close))
    return all(
        _more_like(pixels, line, wanted, taken, core[:at] + letter + core[at + 1 :])
        >= written.CLEAR
        for at in new
        for letter in said[at]
    )


def _signless(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _core(text: str, wanted: str) -> str:
    """What was read, without what may be the key that opens a caption if it is too long."""
    core = bare(text)
    return core if len(core) <= len(bare(wanted)) else bare(_TAIL.sub("", text.strip()))


def _is_sure(line: Line) -> bool:
    return line.agreed and line.confidence >= _DOUBTFUL


def _doubtful(line: Line) -> bool:
    readings = (line.text, *line.also)
    return not line.agreed and line.confidence < _DOUBTFUL and not words_agree(readings)


def _overruled(eyes: Reader, pixels: Pixels, line: Line, wanted: str, scale: float) -> bool:
    said = eyes.others_say(pixels, line.rect, scale)
    return 2 * sum(same(text, wanted) for text in said) > len(said)


def _more_like(pixels: Pixels, line: Line, wanted: str, taken: str, core: str = "") -> float:
    """How much more a line looks like the wanted text than like what it was taken for (or than like
    ``core`` in its place); both are written with what stands around them in the line."""
    letters = [at for at, char in enumerate(taken) if not char.isspace()]
    start = folded(taken).find(_core(taken, wanted))
    places = letters[start : start + len(_core(taken, wanted))]
    meant = "".join(wanted.split())
    begin = folded(wanted).find(bare(wanted))
    meant = meant[begin : begin + len(bare(wanted))]
    if start < 0 or begin < 0 or len(places) != len(meant) or len(taken) > _DRAWN:
        return 0.0
    # A letter opens a caption; what else was read there is as wide as one.
    taken = _NO_KEY.sub("(C)", taken)
    both = []
    for text in (meant, core or "".join(taken[at] for at in places)):
        there = list(taken)
        for at, char in zip(places, text, strict=True):
            there[at] = char
        both.append("".join(there))
    x, y, width, height = line.rect
    cut = grey(pixels[y : y + height, x : x + width])
    return written.ahead(cut, both[0], both[1], korean_fonts())


def joined(boxes: Sequence[Rect]) -> list[Rect]:
    """Boxes that follow each other on a line, closer than captions do, as one each: wide spaces,
    or a letter that was overlooked, may have parted them."""
    found = []
    for box in boxes:
        whole = box
        for _ in range(_PARTS - 1):
            following = [other for other in boxes if _follows(other, whole)]
            if not following:
                break
            other = min(following, key=lambda one: one[0])
            top = min(whole[1], other[1])
            bottom = max(whole[1] + whole[3], other[1] + other[3])
            whole = (whole[0], top, other[0] + other[2] - whole[0], bottom - top)
            found.append(whole)
    return found


def _follows(other: Rect, one: Rect) -> bool:
    high = max(one[3], other[3])
    level = abs(one[1] + one[3] / 2 - other[1] - other[3] / 2) <= _LEVEL * high
    return level and 0 <= other[0] - one[0] - one[2] <= _NEIGHBOURS * high


def freed(eyes: Reader, pixels: Pixels, scale: float, boxes: Sequence[Rect]) -> list[Rect]:
    """Parts of lines that are not sure, tight, with space around them: a caption without the icon,
    the box or the other captions in its line."""
    levels = grey(pixels)
    found = []
    for line in eyes.read_at(pixels, boxes, scale, worth=lambda text: False):
        if _is_sure(line):
            continue
        x, y, width, height = line.rect
        there = ink(levels[y : y + height, x : x + width])
        columns = runs(np.asarray(there.any(axis=0), np.bool_))
        gaps = [width, *(b[0] - a[1] for a, b in itertools.pairwise(columns)), width]
        starts = [n for n in range(len(columns)) if gaps[n] >= _FREE * _LOWEST]
        mark = next((n for n in range(1, len(columns)) if gaps[n] >= _MARK_GAP * height), 0)
        if mark and columns[mark - 1][1] - columns[0][0] > _MARK * height:
            mark = 0
        ends = [n for n in range(len(columns)) if gaps[n + 1] >= _FREE * _LOWEST]
        for first, last in itertools.product(sorted({*starts, mark}), ends):
            left, right = columns[first][0], columns[last][1]
            if last < first or right - left == columns[-1][1] - columns[0][0]:
                continue
            rows = np.flatnonzero(there[:, left:right].any(axis=1))
            high = int(rows[-1]) + 1 - int(rows[0])
            before = width if first == mark else gaps[first]
            if min(before, gaps[last + 1]) >= _FREE * high >= _FREE * _LOWEST:
                found.append((x + left, y + int(rows[0]), right - left, high))
    return found
