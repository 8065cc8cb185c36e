"""A name for a place that a clerk recognises: what is written there."""

from __future__ import annotations

from player.ocr.reader import Word, read_lines
from player.types import Frame
from recorder.personal import NOBODY, Known, is_personal
from scripts.errors import DesktopProblem
from scripts.language import either
from scripts.model import Point

_SURE = 0.7
"""Confidence from which a word is taken as a name."""
_LONGEST = 16


class Namer:
    """Names places by the word under the point; numbers them where none can be read.

    Words with digits are never names: they may be somebody's number. Neither is what may be
    somebody's name, or is ``known`` to be somebody's.
    """

    def __init__(self, known: Known = NOBODY) -> None:
        self._known = known
        self.can_read = True

    def name(self, point: Point, frame: Frame, taken: frozenset[str]) -> str:
        """A name that is not in ``taken``."""
        base = self._written_at(point, frame)
        if not base:
            number = 1
            while (name := either(f"자리 {number}", f"Place {number}")) in taken:
                number += 1
            return name
        return free_name(base, taken)

    def _written_at(self, point: Point, frame: Frame) -> str:
        if not self.can_read:
            return ""
        width, height = round(180 * frame.scale), round(34 * frame.scale)
        part = frame.crop((point[0] - width // 2, point[1] - height // 2, width, height))
        try:
            lines = read_lines(part.pixels, frame.scale)
        except DesktopProblem:
            # Without an engine every place gets a number; recording goes on.
            self.can_read = False
            return ""
        here = (point[0] - part.origin[0], point[1] - part.origin[1])
        for word, words in ((word, found.words) for found in lines for word in found.words):
            x, y, w, h = word.rect
            if x - 6 <= here[0] <= x + w + 6 and y - 8 <= here[1] <= y + h + 8:
                run = _together(word, list(words))
                name = " ".join(o.text for o in run)[:_LONGEST].strip(" .,:;*|()[]{}<>\"'")
                good = min(o.confidence for o in run) >= _SURE and len(name) >= 2
                if (
                    good
                    and not any(c.isdigit() for c in name)
                    and not is_personal(name, self._known)
                ):
                    return name
        return ""


def free_name(base: str, taken: frozenset[str]) -> str:
    """A name, with a number where it is ``taken``."""
    name, number = base, 2
    while name in taken:
        name = f"{base} {number}"
        number += 1
    return name


def _together(word: Word, line: list[Word]) -> list[Word]:
    """The words of a line that stand so close to ``word`` that they are one caption with it."""
    line = sorted(line, key=lambda other: other.rect[0])
    first = last = line.index(word)
    gap = word.rect[3]

    def close(left: Word, right: Word) -> bool:
        return right.rect[0] - (left.rect[0] + left.rect[2]) < gap

    while first > 0 and close(line[first - 1], line[first]):
        first -= 1
    while last + 1 < len(line) and close(line[last], line[last + 1]):
        last += 1
    return line[first : last + 1]
