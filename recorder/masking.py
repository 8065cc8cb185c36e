"""Pictures without anything of anybody's in them.

Before a picture is kept, what is somebody's is covered with the ground around it: values in fields,
numbers, names, addresses, what stands beside or below a label that asks for them, and what cannot
be read well enough to be sure. What was covered says nothing of the place any more; the finder is
told to take no notice of it. Then the picture is read once more, and what is still found is
covered, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.desktop.fonts import korean_fonts
from player.look import intersection
from player.ocr.beside import runs
from player.ocr.compare import bare
from player.ocr.reader import Line, Reader, reader
from player.types import Frame, Pixels
from player.vision import written
from player.vision.entry import field_around
from player.vision.field import Grey, grey, resize
from player.vision.segments import segments, words
from recorder.icons import FEWEST, are_icons, in_strip
from recorder.personal import (
    NOBODY,
    Known,
    asks_for_personal,
    is_personal,
    is_word_of_forms,
    may_be_name,
)
from scripts.errors import DesktopProblem
from scripts.model import Rect

MARGIN = 3
"""Pixels at scaling 1 around a text that are covered with it."""
_RING = 2
"""Pixels at scaling 1 around those, whose colour covers them."""
_SURE = 0.6
"""Confidence below which nobody knows what a line says."""
_CLEAR = 0.9
"""Confidence below which a name may have been read with one stroke wrong, though all readers agree:
허예준 in a serif font as 히예준, at 0.86."""
_GIVEN = 2
"""Syllables of a given name."""
_SURELY = 2.0
"""How many times more a line must be like a word of forms than elsewhere is enough."""
_WIDE = 1.7
"""Widths of a text, in its heights, from which it is more than a sign or a letter."""
_RIGHT, _DOWN = 260, 46
"""Pixels at scaling 1 from a label to its value beside it, and from one line of a column to the
next."""
_FLUSH = 5
"""Pixels at scaling 1 by which the lines of a column may be off."""
_ROUNDS = 3
_INK, _RULE, _FEWEST_INK = 40, 0.7, 12
"""Grey levels by which strokes differ from their ground, the share of a row of pixels from which
it is a rule, and the pixels of ink that are more than noise."""
_HIGHEST, _STROKES = 1.5, 3
"""Heights of a text up to which something below it may be what is left of the next line (the side
of a window or of a button is higher), and pixels at scaling 1 between the strokes of a letter."""
_BEYOND = 28
"""Pixels at scaling 1 around a picture that are read with it."""
_CUT = 1
"""Pixels at scaling 1 from an edge at which a text is cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Masked:
    """A picture as it may be kept, and what of it was covered (x, y, width, height)."""

    pixels: Pixels
    covered: tuple[Rect, ...]

    def part(self, rect: Rect) -> Masked:
        """The part inside a rectangle of the picture."""
        x, y, width, height = rect
        rects = (
            intersection((a - x, b - y, c, d), (0, 0, width, height)) for a, b, c, d in self.covered
        )
        pixels = np.ascontiguousarray(self.pixels[y : y + height, x : x + width])
        return Masked(pixels, tuple(r for r in rects if r[2] and r[3]))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the picture, and what was read; None where nothing could be."""

    box: Rect
    line: Line | None

    @property
    def voices(self) -> tuple[str, ...]:
        return () if self.line is None else (self.line.text, *self.line.also)

    @property
    def doubtful(self) -> bool:
        """Whether nobody knows what it says."""
        return self.line is None or (not self.line.agreed and self.line.confidence < _SURE)

    @property
    def label(self) -> bool:
        """Whether it asks for something of somebody's."""
        return any(asks_for_personal(voice) for voice in self.voices)

    @property
    def word(self) -> bool:
        """Whether it is a word of forms, whatever it stands in."""
        return any(is_word_of_forms(voice) for voice in self.voices)

    def may_be_kept(self, known: Known) -> bool:
        """Whether it says by itself that it is nobody's."""
        if self.box[2] < _WIDE * self.box[3]:
            return not any(known.has(voice) for voice in self.voices)
        if self.line is None or self.doubtful:
            return False
        if self.line.confidence < _CLEAR and any(map(may_be_name, self.line.text.split())):
            return False
        return not any(is_personal(voice, known) for voice in self.voices)


Cover = Callable[[Frame, Rect, float, Known], Masked]
"""How a part of a frame is made what may be kept: :func:`mask`."""


def as_it_is(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    """Everything is kept. Only for measuring the finder on made-up screens."""
    return Masked(frame.crop(rect).pixels, ())


def mask(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    """The part of a frame inside ``rect`` (desktop pixels, within the frame) as it may be kept.
    ``scale`` is the scaling there, ``known`` are texts that are somebody's for sure."""
    beyond = round(_BEYOND * scale)
    x, y, width, height = rect
    # A line that the picture's edge cuts in two is read whole.
    around = frame.crop((x - beyond, y - beyond, width + 2 * beyond, height + 2 * beyond))
    done = _mask(around.pixels, scale, known)
    return done.part((x - around.origin[0], y - around.origin[1], width, height))


def mask_without(windows: Sequence[Rect]) -> Cover:
    """As :func:`mask`, without what is inside rectangles on the desktop: our own windows, which lie
    over the program now and will not be there again."""

    def cover(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
        done = mask(frame, rect, scale, known)
        shared = [intersection(window, rect) for window in windows]
        over = [(x - rect[0], y - rect[1], w, h) for x, y, w, h in shared if w and h]
        if not over:
            return done
        more = cover_boxes(done.pixels, over, scale)
        return Masked(more.pixels, done.covered + more.covered)

    return cover


def _mask(pixels: Pixels, scale: float, known: Known) -> Masked:
    try:
        eyes = reader()
    except DesktopProblem:
        # Where nothing can read, nobody knows whose a text is.
        return cover_boxes(pixels, segments(pixels, scale), scale)
    levels = grey(resize(pixels, 1 / scale))
    texts = _texts(eyes, pixels, scale)
    fields = {text for text in texts if not text.word and _in_field(levels, text.box, scale)}
    hidden = {
        text for text in texts
        if _is_cut(text.box, pixels, scale) or not _may_stay(eyes, pixels, text, known, scale)
    } | fields  # fmt: skip
    hidden |= _asked_for(texts, hidden, fields, scale)
    hidden |= _like_the_rest(texts, hidden, scale)
    boxes = [text.box for text in hidden]
    done = cover_boxes(pixels, [*boxes, *_cut_off(levels, texts, boxes, scale)], scale)
    for _ in range(_ROUNDS):
        left = [
            text.box for text in _texts(eyes, done.pixels, scale)
            if not _may_stay(eyes, done.pixels, text, known, scale)
        ]  # fmt: skip
        if not left:
            break
        more = cover_boxes(done.pixels, left, scale)
        done = Masked(more.pixels, done.covered + more.covered)
    return done


def _is_cut(box: Rect, pixels: Pixels, scale: float) -> bool:
    """Whether the upper or lower edge cuts a text, of which an eye may read the rest."""
    edge = round(_CUT * scale)
    return box[1] <= edge or box[1] + box[3] >= pixels.shape[0] - edge


def _may_stay(eyes: Reader, pixels: Pixels, text: _Text, known: Known, scale: float) -> bool:
    return text.may_be_kept(known) or _is_surely_a_word(eyes, pixels, text, known, scale)


def _is_surely_a_word(
    eyes: Reader, pixels: Pixels, text: _Text, known: Known, scale: float
) -> bool:
    """Whether a text is the word of forms that somebody read in it, though others read something
    else: the same behind an icon, or what it is less like, when both are written."""
    if _is_behind_an_icon(text.voices) and not any(known.has(voice) for voice in text.voices):
        return True
    word = next((bare(voice) for voice in text.voices if is_word_of_forms(voice)), "")
    others = {bare(voice) for voice in text.voices} - {word}
    if len(word) < 2 or not others or any(known.has(voice) for voice in text.voices):
        return False
    # 의조회 is 조회 behind an icon; 김주민 is somebody, though one reader sees 주민 alone.
    unlike = [other for other in others if other[1:] != word or is_personal(other, known)]
    if any(len(other) != len(word) for other in unlike):
        return False
    [cut] = eyes.cuts(pixels, [text.box], scale)
    return all(written.ahead(cut, word, other, korean_fonts()) >= _SURELY * written.CLEAR
               for other in unlike)  # fmt: skip


def _is_behind_an_icon(voices: Sequence[str]) -> bool:
    """Whether all read the same word of forms behind a letter that each reads in its own way, as in
    이 미리 보기. A family name is read in one way, and a given name has two syllables."""
    read = [bare(voice) for voice in voices]
    words = {text[1:] for text in read}
    return (
        len(words) == 1 and len({text[:1] for text in read}) > 1
        and all(len(word) > _GIVEN and is_word_of_forms(word) for word in words)
    )  # fmt: skip


def _texts(eyes: Reader, pixels: Pixels, scale: float) -> list[_Text]:
    boxes = eyes.boxes(pixels, scale)
    eyes.read_at(pixels, boxes, scale)  # all at once, which is faster
    found = []
    parts: list[Rect] | None = None
    for box in boxes:
        text = _text(eyes, pixels, box, scale)
        if text.doubtful and box[2] >= FEWEST * box[3]:
            parts = words(pixels, scale) if parts is None else parts
            icons = [_text(eyes, pixels, icon, scale) for icon in in_strip(box, parts)]
            if icons and are_icons([icon.line for icon in icons]):
                found += icons
                continue
        found.append(text)
    return found


def _text(eyes: Reader, pixels: Pixels, box: Rect, scale: float) -> _Text:
    lines = eyes.read_at(pixels, [box], scale)
    return _Text(box, lines[0] if lines else None)


def _in_field(levels: Grey, box: Rect, scale: float) -> bool:
    """Whether a text stands in a field, where another one will stand another time."""
    x, y, width, height = (round(value / scale) for value in box)
    return field_around(levels, (x, y, width, height)) is not None


def _asked_for(
    texts: Sequence[_Text], hidden: set[_Text], fields: set[_Text], scale: float
) -> set[_Text]:
    """What stands right of a label that asks for something of somebody's, or below it as far as
    its column goes."""
    found: set[_Text] = set()
    for label in (text for text in texts if text.label):
        x, _, width, _ = label.box
        beside = min(
            (
                text for text in texts
                if _level(text.box, label.box)
                and -2 <= text.box[0] - (x + width) <= _RIGHT * scale and not text.word
            ),
            key=lambda text: text.box[0], default=None,
        )  # fmt: skip
        if beside in hidden:
            continue
        below = _next(texts, label, label, scale)
        if beside is not None and below not in hidden:
            found.add(beside)
            continue
        while below is not None:
            if any(text.word for text in texts if _level(text.box, below.box)):
                break
            found.add(below)
            if below in fields:
                break
            below = _next(texts, below, label, scale)
    return found


def _next(texts: Sequence[_Text], above: _Text, head: _Text, scale: float) -> _Text | None:
    """The next text below one, in the column of its heading."""
    foot = above.box[1] + above.box[3]
    below = [
        text for text in texts
        if 0 < text.box[1] - foot <= _DOWN * scale
        and text.box[0] < head.box[0] + head.box[2] and head.box[0] < text.box[0] + text.box[2]
    ]  # fmt: skip
    return min(below, key=lambda text: text.box[1], default=None)


def _like_the_rest(texts: Sequence[_Text], hidden: set[_Text], scale: float) -> set[_Text]:
    """What stands in a column with others, more than half of which are hidden; not its heading."""
    found: set[_Text] = set()
    for text in texts:
        if text in hidden or text.word:
            continue
        column = [
            other for other in texts
            if other is not text and abs(other.box[0] - text.box[0]) <= _FLUSH * scale
            and abs(other.box[1] - text.box[1]) <= 4 * _DOWN * scale
        ]  # fmt: skip
        headed = any(other in hidden and other.box[1] < text.box[1] for other in column)
        if (
            headed and len(column) >= 3
            and sum(other in hidden for other in column) > len(column) / 2
        ):  # fmt: skip
            found.add(text)
    return found


def _cut_off(
    levels: Grey, texts: Sequence[_Text], hidden: Sequence[Rect], scale: float
) -> list[Rect]:
    """What is left of the next line of a column, above and below, where the edge of a list cuts it:
    too little to be found as a text, but an eye may read it."""
    found = []
    for x, y, width, height in hidden:
        for top, bottom in (
            (y - _DOWN * scale, y - 2 * scale),
            (y + height + 2 * scale, y + height + _DOWN * scale),
        ):
            top = max(0, top)
            zone = (x, round(top), width, round(bottom - top))
            if zone[3] <= 0 or any(_meet(text.box, zone) for text in texts):
                continue
            a, b, c, d = (round(value / scale) for value in zone)
            part = levels[b : b + d, a : a + c].astype(np.int16)
            if part.size == 0:
                continue
            ink = np.abs(part - np.median(part)) > _INK
            ink[ink.mean(axis=1) > _RULE] = False  # a rule between two rows
            ink[:, ink.mean(axis=0) > _RULE] = False  # the side of a window or a list
            for first, last in _joined(np.asarray(ink.any(axis=1))):
                low = (last - first) * scale <= _HIGHEST * height
                top, high = round((b + first) * scale), round((last - first) * scale) + 1
                rest = (x, top, width, high)
                icon = any(_stands_before(rest, text.box) for text in texts)
                if low and not icon and ink[first:last].sum() >= _FEWEST_INK:
                    found.append(rest)
    return found


def _stands_before(rest: Rect, text: Rect) -> bool:
    """Whether something is close to a text, and as high as that: an icon of its caption. Beside
    what is left of a cut line no text is whole."""
    (x, y, width, height), (left, top, wide, high) = rest, text
    inside = top - 2 <= y and y + height <= top + high + 2
    return inside and max(left - x - width, x - left - wide) <= high


def _joined(rows: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """From where to where something stands; what parts the strokes of a letter parts no two."""
    found: list[tuple[int, int]] = []
    for first, last in runs(rows):
        begin = found.pop()[0] if found and first - found[-1][1] <= _STROKES else first
        found.append((begin, last))
    return found


def _meet(one: Rect, other: Rect) -> bool:
    shared = intersection(one, other)
    return bool(shared[2] and shared[3])


def _level(one: Rect, other: Rect) -> bool:
    return abs(one[1] + one[3] / 2 - other[1] - other[3] / 2) < max(one[3], other[3]) / 2


def cover_boxes(pixels: Pixels, boxes: Iterable[Rect], scale: float) -> Masked:
    """The picture with boxes, and a little around them, in the colour of what is around those."""
    done = pixels.copy()
    height, width = pixels.shape[:2]
    margin, ring = round(MARGIN * scale), max(1, round(_RING * scale))
    rects = []
    for x, y, w, h in boxes:
        left, top = max(0, x - margin), max(0, y - margin)
        right, bottom = min(width, x + w + margin), min(height, y + h + margin)
        if right <= left or bottom <= top:
            continue
        around = pixels[
            max(0, top - ring) : bottom + ring, max(0, left - ring) : right + ring
        ].astype(np.int16)
        inner = np.zeros(around.shape[:2], bool)
        a, b = top - max(0, top - ring), left - max(0, left - ring)
        inner[a : a + bottom - top, b : b + right - left] = True
        outside = around[~inner] if (~inner).any() else around.reshape(-1, 3)
        done[top:bottom, left:right] = np.median(outside, axis=0).astype(np.uint8)
        rects.append((left, top, right - left, bottom - top))
    return Masked(done, tuple(rects))
