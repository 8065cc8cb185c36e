"""What a field holds after something was typed into it: copied, or read on the screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial

import numpy as np

from player.desktop.base import Desktop
from player.ocr.beside import inked, runs
from player.ocr.compare import folded
from player.ocr.reader import reader
from player.run.keys import press
from player.run.see import Eyes
from player.types import Pixels
from player.vision.field import grey
from scripts.errors import StepFailed
from scripts.language import either
from scripts.model import Point, Rect

COPIED_WITHIN = 1.0
"""Seconds that a program may take to copy what a field holds."""
_ROW = 36
"""Height at scaling 1 of what is read of the row in which a field was clicked."""
_READINGS = 3
"""How often a field is read at both places of the caret: a screen from afar comes late."""
_AS_WIDE = 0.6
"""Share of the widest space near a place from which another one may part two words."""
_SPACE = 0.28
"""Width of a space and of narrow letters, in heights of a letter."""
_CARET = 4
"""Width at scaling 1 up to which a change is the caret's, not that of letters being selected."""
_MARK = "\u2060"
"""Nothing that a field holds: tells an empty copy from an old one."""


class ReadBack:
    """Reads the field that has the focus."""

    def __init__(self, desktop: Desktop, eyes: Eyes) -> None:
        self._desktop = desktop
        self._hands = desktop.hands
        self._eyes = eyes

    def copied(self, within: float) -> str | None:
        """What the field holds, by selecting and copying it; None where it cannot be copied (a
        password) or is empty. It stays selected; the clipboard is as it was."""
        clipboard = self._desktop.clipboard
        kept = clipboard.save()
        try:
            clipboard.set_text(_MARK)
            press(self._hands, ("Ctrl", "a"))
            press(self._hands, ("Ctrl", "c"))
            if self._eyes.until(lambda: clipboard.text() not in (_MARK, None), within):
                return clipboard.text()
            return None
        finally:
            clipboard.restore(kept)

    def compare(self, text: str, whole: bool, at: Point | None) -> None:
        """See that the field holds the text, and nothing else where it was emptied first
        (``whole``). What cannot be copied, as what is shown of another computer, is read on the
        screen where the field was clicked, ``at``. Raises StepFailed(why="mismatch")."""
        if not plain(text):
            if whole:
                self._compare_empty(at)
            return
        there = self.copied(COPIED_WITHIN)
        if there is None and at is not None and self._reads(text, at):
            return
        if there is None:
            raise _unreadable()
        if plain(there) != plain(text) if whole else plain(text) not in plain(there):
            raise _another()
        press(self._hands, ("End",))

    def _compare_empty(self, at: Point | None) -> None:
        """See that the field holds nothing. Nothing can be copied from an empty field, nor from one
        that keeps its text to itself; but text there shows when it is selected, or no longer is."""
        for _ in range(_READINGS):
            before, _ = self._around(at)
            press(self._hands, ("End",))
            moved = self._eyes.until(partial(self._shows, before, at), COPIED_WITHIN)
            before, _ = self._around(at)
            there = self.copied(COPIED_WITHIN)
            if there is not None and plain(there):
                raise _another()
            if not moved and not self._shows(before, at):
                press(self._hands, ("End",))
                return
        raise _unreadable()

    def _shows(self, before: Pixels, at: Point | None) -> bool:
        """Whether more than a caret has changed around a place."""
        now, scale = self._around(at)
        if now.shape != before.shape:
            return True
        columns = np.flatnonzero(np.any(now != before, axis=(0, 2)))
        return bool(len(columns) and np.ptp(columns) >= _CARET * scale)

    def _around(self, at: Point | None) -> tuple[Pixels, float]:
        """The row in which a field was clicked, or all that is seen, and the scaling there."""
        if at is not None:
            pixels, _, scale = self._row(at)
            return pixels, scale
        look = self._eyes.look()
        return look.frame.pixels, look.scale(look.frame.rect)

    def _reads(self, text: str, at: Point) -> bool:
        """Whether the text can be read where the field was clicked, without the caret: that is sent
        to either end, and what stands at one end only is not of the text."""
        for _ in range(_READINGS):
            before = self._row(at)[0]
            press(self._hands, ("Home",))
            first = self._settled_row(at, before)
            press(self._hands, ("End",))
            if self._eyes.until(partial(self._reads_both, text, at, first), COPIED_WITHIN):
                return True
        return False

    def _settled_row(self, at: Point, before: Pixels) -> Pixels:
        """The row of a place once it is another one than before, and still: what is shown of
        another computer comes late, and is all selected until then."""
        last = before

        def settled() -> bool:
            nonlocal last
            now = self._row(at)[0]
            done = not np.array_equal(now, before) and np.array_equal(now, last)
            last = now
            return done

        self._eyes.until(settled, COPIED_WITHIN)
        return last

    def _reads_both(self, text: str, at: Point, first: Pixels) -> bool:
        pixels, place, scale = self._row(at)
        if pixels.shape == first.shape:
            pixels = without_caret(first, pixels)
        boxes = [box for box in reader().boxes(pixels, scale)
                 if box[1] - box[3] / 2 <= place[1] <= box[1] + 1.5 * box[3]]  # fmt: skip
        nearest = sorted(boxes, key=lambda box: _aside(box, place[0]))[:1]
        if any(_is_read(text, pixels, box, scale) for box in nearest):
            return True
        # Latin letters among Hangul are read wrongly more often than either by itself.
        words = text.split()
        for box in nearest:
            parts = parts_of(pixels, box, words)
            if len(parts) > 1 and all(
                _is_read(word, pixels, part, scale) for word, part in zip(words, parts, strict=True)
            ):
                return True
        return False

    def _row(self, at: Point) -> tuple[Pixels, Point, float]:
        """What can be seen on the height of a place in its window, where in that it is, and the
        scaling there."""
        look = self._eyes.look()
        scale = look.scale((*at, 1, 1))
        left, across = look.frame.rect[0], look.frame.rect[2]
        front = self._desktop.windows.active()
        if front is not None and front.rect[0] <= at[0] < front.rect[0] + front.rect[2]:
            left, across = front.rect[0], front.rect[2]
        part = look.frame.crop((left, at[1] - round(_ROW * scale / 2), across, round(_ROW * scale)))
        return part.pixels, (at[0] - part.rect[0], at[1] - part.rect[1]), scale


def _is_read(text: str, pixels: Pixels, box: Rect, scale: float) -> bool:
    """Whether a text is read in a box. Engines that disagree may still be believed: what has gone
    wrong in typing does not make them read, of all texts, the one that was typed."""
    read = reader().read_at(pixels, [box], scale, thorough=True)
    return any(folded(line.text) == folded(text) for line in read)


def parts_of(pixels: Pixels, box: Rect, words: Sequence[str]) -> list[Rect]:
    """Where in a line (in a uint8 BGR picture) its ``words`` stand: it is parted at the wide space
    that is nearest to where each is expected to begin. The line itself where there are fewer."""
    x, y, width, height = box
    line = inked(grey(np.ascontiguousarray(pixels[y : y + height, x : x + width])))
    spaces = [(a, b) for a, b in runs(~line) if a > 0 and b < width]
    whole = _length(" ".join(words))
    starts, ends = [0], []
    for count in range(1, len(words)):
        about = width * (_length(" ".join(words[:count])) + _SPACE / 2) / whole
        near = [
            one for one in spaces if abs(sum(one) / 2 - about) <= height and one[0] > starts[-1]
        ]
        if not near:
            return [box]
        widest = max(last - first for first, last in near)
        first, last = min(
            (one for one in near if one[1] - one[0] >= _AS_WIDE * widest),
            key=lambda one: abs(sum(one) / 2 - about),
        )
        ends.append(first)
        starts.append(last)
    return [(x + a, y, b - a, height) for a, b in zip(starts, [*ends, width], strict=True)]


def _length(text: str) -> float:
    """About how long a text is, in heights of its letters."""
    return sum(
        1.0 if unicodedata.east_asian_width(char) in "WF"
        else _SPACE if char in " iIjl.,:;!|'" else 0.85 if char in "mwMW@" else 0.56
        for char in text
    )  # fmt: skip


def _unreadable() -> StepFailed:
    return StepFailed(
        either(
            "입력한 칸을 다시 읽지 못해서 맞게 들어갔는지 알 수 없어요.",
            "The field could not be read back, so nobody can tell whether the text is right.",
        ),
        either(
            "복사할 수 없는 칸이면 verify를 빼 주세요.",
            "If nothing can be copied from the field, take verify out.",
        ),
        why="mismatch",
    )


def _another() -> StepFailed:
    return StepFailed(
        either("입력한 칸에 다른 값이 들어 있어요.", "The field holds another value."),
        either(
            "글자 수가 정해져 있거나 모양을 바꾸는 칸인지 살펴봐 주세요.",
            "See whether the field takes only so many characters or changes how they look.",
        ),
        why="mismatch",
    )


def _aside(box: Rect, x: int) -> int:
    """How far a column is from a box."""
    return max(box[0] - x, x - box[0] - box[2], 0)


def without_caret(one: Pixels, other: Pixels) -> Pixels:
    """Of two pictures of a field (uint8 BGR, of one shape) that differ in the caret's place, one
    without it: where they differ, the pixel nearer to the ground, which is their commonest
    colour."""
    differ = np.any(one != other, axis=2)
    if not differ.any():
        return other
    colours, counts = np.unique(one[~differ].reshape(-1, 3), axis=0, return_counts=True)
    if not len(colours):
        return other
    ground = colours[counts.argmax()].astype(np.int16)
    far = [np.abs(picture.astype(np.int16) - ground).sum(axis=2) for picture in (one, other)]
    clean = other.copy()
    nearer = differ & (far[0] < far[1])
    clean[nearer] = one[nearer]
    return clean


def plain(text: str) -> str:
    """A text without the differences that copying makes."""
    return text.replace("\r\n", "\n").strip()
