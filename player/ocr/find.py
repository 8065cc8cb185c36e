"""Where a known text stands.

A whole line that reads the same comes before a part of one, so that 저장 is not found in 임시저장
or in a sentence; what the engines were sure to be something else is never taken for the text,
however alike. Lines that are too short for it are not read at all, and those that are too long
only if no other one fits: reading is what costs.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import partial_ratio

from player.desktop.memory import give_back_after
from player.ocr.compare import bare, folded, is_mark, jamo, same
from player.ocr.doubt import doubted, freed, joined
from player.ocr.reader import Line, Reader, Word, reader
from player.types import Pixels
from player.vision import written
from scripts.model import Point, Rect

MARGIN = 0.08
"""How much better the best of several places must be than the next, to be the one."""
_WHOLE, _OTHER_VOICE, _PART, _WORDS = 1.0, 0.94, 0.9, 0.81
"""Scores of a line that reads the same, of one that an engine which was overruled read the same, of
words in a line, and of words close to which others stand: they may be a part of a caption."""
_WIDE = 0.75
"""Space between two captions that are surely two, in heights of the line."""
_NARROWEST, _WIDEST, _LATIN = 0.62, 1.5, 0.16
"""Widths of a line, against those that its text should have, within which it may be the text and
nothing else; Latin letters may be narrower."""
_KEY = 1.0
"""Heights of a line by which it may be wider with the key behind a caption."""
_LIKELY, _ALIKE = 1.15, 1.25
"""Width up to which a line is read first (four of five labels are no wider), and how much wider a
second one of the same text may be."""
WORTH = 45
"""Per cent of the text's letters, in their order, that the quickest engine must have read in a line
for the others to be asked about it at once: all of 306 labels had 70, of 1,136 other lines as wide
one in five has 45 (60 would lose the second one of two that are the same now and then)."""
_MOST = 65
"""The same to tell quickly whether a text may stand somewhere at all."""
_LOOKS = 0.35
"""Correlation of a line with the written text from which it may be it at first sight."""
_AS_MUCH, _TWIN = 0.7, 0.5
"""Part of the best line's correlation, and correlation with that line itself, from which another
line may hold the same text."""
APART = 0.45
"""Space between two captions in one line, in heights of the line; between words it is a third."""
_TALL = 1.1
"""Height of a line, against that of letters as wide as its are, at most."""
_RADIO = "ㅣ「『"
"""What is read where a round button touches the word behind it."""
_WITH_KEY = re.compile(r"\([A-Z0-9]\)$")
_NEAR = 60
"""Pixels at scaling 1 from the expected place within which one of several equal places is it,
if the next is more than twice as far."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a text was read, and how alike what was read is (1 is the same)."""

    rect: Rect
    score: float


def find_text(
    pixels: Pixels,
    text: str,
    scale: float = 1.0,
    near: Point | None = None,
    parts: bool = False,
) -> list[Found]:
    """Where ``text`` stands in a BGR picture, best first; it is certain if there is one place, or
    the first is ahead of the second by MARGIN. ``near`` is where it is expected: it decides between
    places that are equal otherwise. With ``parts``, words within a sentence count, too. Raises
    DesktopProblem where nothing can read."""
    found = find_with(reader(), pixels, text, scale, near, parts)
    give_back_after(pixels.shape)
    return found


def find_with(
    eyes: Reader,
    pixels: Pixels,
    text: str,
    scale: float = 1.0,
    near: Point | None = None,
    parts: bool = False,
) -> list[Found]:
    """As :func:`find_text`, with a reader of one's own."""
    wanted = text.strip()
    if not (bare(wanted) or folded(wanted)):
        return []
    likely: list[Rect] = []
    fits: list[Rect] = []
    longer: list[Rect] = []
    latin = sum(char.isascii() and char.isalpha() for char in wanted) / len(wanted)

    def share(box: Rect) -> float:
        return box[2] / (em(wanted) * box[3])

    least = _NARROWEST - _LATIN * latin
    for box in eyes.boxes(pixels, scale):
        if least <= share(box) <= _LIKELY:
            likely.append(box)
        elif least <= share(box):
            (fits if share(box) <= _WIDEST else longer).append(box)
    letters = jamo(bare(wanted) or wanted)

    def worth(text: str) -> bool:
        return partial_ratio(letters, jamo(text)) >= WORTH

    def read(boxes: Sequence[Rect], opinion: Callable[[str], bool] | None) -> list[Found]:
        lines = eyes.read_at(pixels, boxes, scale, worth=opinion)
        return [hit for line in lines for hit in _hits(line, wanted, parts)]

    found = _at_first_sight(eyes, pixels, [*likely, *fits], wanted, scale, worth)
    if found:
        return _chosen(found, near, scale)
    # All engines read a line twice each; whether it may be the text, one tells in a fifth of that.
    found = read(likely, worth)
    if any(hit.score >= _OTHER_VOICE for hit in found):
        # The same text once more is about as wide, in whatever type.
        wide = max(share(hit.rect) for hit in found)
        found += read([box for box in fits if share(box) <= _ALIKE * wide], worth)
    fits = [*likely, *fits]
    for boxes, opinion in ((fits, worth), (longer, worth), (fits, None), (longer, None)):
        if not any(hit.score >= _OTHER_VOICE for hit in found):
            found += read(boxes, opinion)
    with_key = _WIDEST + _KEY / em(wanted)
    if not any(hit.score >= _OTHER_VOICE for hit in found):
        fits += [box for box in longer if share(box) <= with_key]
        found += [Found(rect, _PART) for rect in doubted(eyes, pixels, fits, wanted, scale)]
    for pieces in (joined, functools.partial(freed, eyes, pixels, scale)):
        if not found:
            boxes = [box for box in pieces(eyes.boxes(pixels, scale))
                     if least <= share(box) <= with_key]  # fmt: skip
            # The quickest engine reads nothing at all where spaces are wide.
            lines = eyes.read_at(pixels, boxes, scale, worth=lambda text: not text or worth(text))
            found += [hit for line in lines for hit in _hits(line, wanted, parts)]
            if not found:
                near_by = doubted(eyes, pixels, boxes, wanted, scale)
                found += [Found(rect, _PART) for rect in near_by]
    return _chosen(found, near, scale)


def may_stand(pixels: Pixels, text: str, scale: float = 1.0) -> bool:
    """Whether a text may stand in a BGR picture, at a fraction of what it takes to find it: lines
    in which the quickest engine read most of its letters are read by all. Raises DesktopProblem
    where nothing can read."""
    eyes, wanted = reader(), text.strip()
    letters = jamo(bare(wanted) or wanted)
    if not letters:
        return False
    least = _NARROWEST - _LATIN
    boxes = [box for box in eyes.boxes(pixels, scale) if least * em(wanted) * box[3] <= box[2]]

    def worth(read: str) -> bool:
        return not read or partial_ratio(letters, jamo(read)) >= _MOST

    lines = eyes.read_at(pixels, boxes, scale, worth=worth)
    return any(True for line in lines for _ in _hits(line, wanted, parts=False))


def _chosen(found: list[Found], near: Point | None, scale: float) -> list[Found]:
    found = _apart(sorted(found, key=lambda hit: -hit.score))
    return found if near is None else _nearest_first(found, near, scale)


def _at_first_sight(
    eyes: Reader, pixels: Pixels, boxes: Sequence[Rect], wanted: str, scale: float,
    worth: Callable[[str], bool],
) -> list[Found]:  # fmt: skip
    """Where a text stands that looks as it does when it is written, and that two engines read.
    Every other line that looks like it, or like the one that was found, is read, too. Nothing where
    that does not tell."""
    cuts = eyes.cuts(pixels, boxes, scale)
    looks = written.likeness(cuts, _as_captions(wanted))
    best = max(range(len(boxes)), key=looks.__getitem__, default=None)
    if best is None or looks[best] < _LOOKS:
        return []
    first = eyes.at_once(pixels, boxes[best], scale)
    if first is None or not all(same(text, wanted) for text in (first.text, *first.also)):
        return []
    twins = written.alike(cuts[best], cuts)
    others = [box for n, box in enumerate(boxes) if n != best
              and (looks[n] >= _AS_MUCH * looks[best] or twins[n] >= _TWIN)]  # fmt: skip
    lines = eyes.read_at(pixels, others, scale, worth=worth)
    found = Found(first.rect, _WHOLE if _is_whole(first.text, wanted) else _OTHER_VOICE)
    return [found, *(hit for line in lines for hit in _hits(line, wanted, parts=False))]


def em(text: str) -> float:
    """How wide a text is, in heights of its line; without what may be missing at its ends."""
    return _wide(bare(text) or folded(text))


def _wide(text: str) -> float:
    return sum(1.08 if unicodedata.east_asian_width(char) in "WF" else 0.62 for char in text)


def _hits(line: Line, wanted: str, parts: bool) -> Iterator[Found]:
    """Where a line reads like the text: as a whole, or in neighbouring words."""
    if _is_whole(line.text, wanted):
        yield Found(line.rect, _WHOLE)
        return
    if any(same(text, wanted) for text in (line.text, *line.also, *_without_marks(line))):
        yield Found(line.rect, _OTHER_VOICE)
        return
    yield from _in_words(line, wanted, 0.0 if parts else APART)


def _is_whole(text: str, wanted: str) -> bool:
    return bare(text) == bare(wanted) or folded(text) == folded(wanted)


def _as_captions(wanted: str) -> list[str]:
    """A text as it may stand on the screen: alone, with the key that presses it, as a label."""
    if folded(wanted) != bare(wanted):
        return [wanted]
    return [wanted, f"{wanted}(C)", f"{wanted}:"]


def _without_marks(line: Line) -> Iterator[str]:
    """The text of a line without what was read in the box to be ticked in front of it, or in the
    arrow behind it."""
    words = [word.text for word in line.words]
    first = len(words) > 1 and len(words[0]) <= 3 and is_mark(words[0])
    last = len(words) > 1 and len(words[-1]) <= 3 and is_mark(words[-1])
    if first:
        yield " ".join(words[1:])
    if last:
        yield " ".join(words[:-1])
    if first and last and len(words) > 2:
        yield " ".join(words[1:-1])


def _in_words(line: Line, wanted: str, apart: float) -> Iterator[Found]:
    """Runs of words that read like the text and stand ``apart`` (in heights of their letters) from
    the other words; what stands behind a colon is apart."""
    words = [part for word in line.words for part in at_colon(word)]
    gaps = [b.rect[0] - a.rect[0] - a.rect[2] for a, b in itertools.pairwise(words)]
    for start in range(len(words)):
        run = ""
        for end in range(start, len(words)):
            run += words[end].text if run else words[end].text.lstrip(_RADIO)
            if len(bare(run)) > len(bare(wanted)):
                break
            if not bare(wanted) or bare(run) != bare(wanted):
                continue
            rect = _around(words[start : end + 1])
            # An icon in the line makes it higher than its letters are.
            space = apart * min(line.rect[3], _TALL * rect[2] / em(run))
            marked = start > 0 and is_mark(words[start - 1].text)
            free = start == 0 or marked or _ended(words[start - 1]) or gaps[start - 1] >= space
            ends = end == len(words) - 1 or gaps[end] >= space or _ended(words[end])
            if free and ends:
                near = start > 0 and not marked and gaps[start - 1] < _WIDE * rect[3]
                near |= end < len(words) - 1 and gaps[end] < _WIDE * rect[3]
                yield Found(rect, _WORDS if near else _PART)


def _ended(word: Word) -> bool:
    """Whether a word ends a caption: with a colon, or the key that opens it."""
    return word.text.endswith(":") or _WITH_KEY.search(word.text) is not None


def at_colon(word: Word) -> list[Word]:
    """A word, parted behind the colon within it: the label that it ends is one of its own."""
    label, colon, rest = word.text.partition(":")
    if not (label and rest) or any(char.isdigit() for char in label):
        return [word]  # 10:30 is a time
    return parted(word, len(label + colon))


def parted(word: Word, at: int) -> list[Word]:
    """The two words that a word is made of, ``at`` letters in the first."""
    first, rest = word.text[:at], word.text[at:]
    x, y, width, height = word.rect
    end = min(width - 1, max(1, round(width * _wide(first) / _wide(word.text))))
    return [
        replace(word, text=first, rect=(x, y, end, height)),
        replace(word, text=rest, rect=(x + end, y, width - end, height)),
    ]


def _around(words: Sequence[Word]) -> Rect:
    left = min(word.rect[0] for word in words)
    top = min(word.rect[1] for word in words)
    right = max(word.rect[0] + word.rect[2] for word in words)
    bottom = max(word.rect[1] + word.rect[3] for word in words)
    return (left, top, right - left, bottom - top)


def _apart(hits: list[Found]) -> list[Found]:
    """The hits without those that lie on a better one."""
    kept: list[Found] = []
    for hit in hits:
        x, y, width, height = hit.rect
        if not any(
            x < o[0] + o[2] and o[0] < x + width and y < o[1] + o[3] and o[1] < y + height
            for o in (other.rect for other in kept)
        ):
            kept.append(hit)
    return kept


def _nearest_first(hits: list[Found], near: Point, scale: float) -> list[Found]:
    """The hits, the nearest of those that are as good as the best one first; the others lose what
    makes it certain, if it is near and they are not."""
    if len(hits) < 2 or hits[0].score - hits[1].score >= MARGIN:
        return hits
    best = hits[0].score

    def far(hit: Found) -> float:
        x, y, width, height = hit.rect
        return max(abs(x + width / 2 - near[0]), abs(y + height / 2 - near[1]))

    equal = sorted((hit for hit in hits if best - hit.score < MARGIN), key=far)
    if far(equal[0]) > _NEAR * scale or far(equal[1]) <= 2 * far(equal[0]):
        return hits
    others = [replace(hit, score=hit.score - MARGIN - 0.01) for hit in hits if hit != equal[0]]
    return [equal[0], *sorted(others, key=lambda hit: -hit.score)]
