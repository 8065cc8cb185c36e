"""Reading text from pixels: lines found by their look, read by engines that vote.

What was read is kept by the line's own pixels, so that a screen on which nothing changed costs
little. It is kept in memory only, and in this process only: it may be a citizen's name.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import ContextVar
from dataclasses import dataclass, replace

import numpy as np

from player.ocr import shortcut
from player.ocr.beside import inked, runs, without_mark
from player.ocr.compare import as_typed
from player.ocr.engines import Engine, Engines, Guess, engines, in_order
from player.ocr.voting import Vote, acronyms, vote
from player.types import Pixels
from player.vision.field import Grey, grey
from player.vision.line_picture import GLYPHS, prepared
from player.vision.segments import segments
from scripts.model import Rect

SURE = 0.95
"""Confidence from which one engine's word is enough: 99.5 % of such lines are exact."""
MOST_KEPT = 3000
"""Lines that are remembered: those of some twenty full screens."""
_PICTURES_KEPT = 8
"""Pictures of which it is remembered where their text stands."""
_BATCH = 8
"""Lines after which those that need a second opinion are handed on."""
_MARGIN = 1.0
"""Pixels at scaling 1 around a line: the faint edge of its strokes."""


_PATIENCE = 0.02
"""Seconds for which the other engines are waited for before it is asked whether to go on."""
_check: ContextVar[Callable[[], None] | None] = ContextVar("check", default=None)


@contextlib.contextmanager
def interruptible(check: Callable[[], None]) -> Iterator[None]:
    """Within it, reading calls ``check`` between two lines, which ends it by raising something:
    a whole screen takes long enough for somebody to stop it."""
    token = _check.set(check)
    try:
        yield
    finally:
        _check.reset(token)


def _go_on() -> None:
    check = _check.get()
    if check is not None:
        check()


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read: its place in the picture (pixels), and the confidence 0..1."""

    text: str
    rect: Rect
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its words from left to right. ``agreed``: the engines read the same, or one
    is sure beyond doubt; else ``also`` is what the others read."""

    text: str
    rect: Rect
    confidence: float
    agreed: bool
    words: tuple[Word, ...] = ()
    also: tuple[str, ...] = ()


class Reader:
    """Reads with some engines and remembers what it read. For one thread at a time."""

    def __init__(self, with_engines: Engines) -> None:
        self._engines = with_engines
        self._kept: OrderedDict[bytes, Line] = OrderedDict()
        self._firsts: OrderedDict[bytes, Guess] = OrderedDict()
        self._boxes: OrderedDict[bytes, tuple[Rect, ...]] = OrderedDict()
        self._second = ThreadPoolExecutor(1, "second-opinion")

    def lines(self, pixels: Pixels, scale: float = 1.0, letters: str = "") -> list[Line]:
        """The lines of text of a BGR picture, from top to bottom; ``letters`` are the only ones
        there may be (empty: all)."""
        return self.read_at(pixels, self.boxes(pixels, scale), scale, letters)

    def boxes(self, pixels: Pixels, scale: float = 1.0) -> tuple[Rect, ...]:
        """Where text stands in a picture; remembered for the last few pictures."""
        key = hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16)
        key.update(f"{pixels.shape} {scale}".encode())
        found = self._boxes.pop(key.digest(), None)
        if found is None:
            found = tuple(segments(pixels, scale, _go_on))
        self._boxes[key.digest()] = found
        while len(self._boxes) > _PICTURES_KEPT:
            self._boxes.popitem(last=False)
        return found

    def read_at(
        self,
        pixels: Pixels,
        boxes: Sequence[Rect],
        scale: float = 1.0,
        letters: str = "",
        worth: Callable[[str], bool] | None = None,
    ) -> list[Line]:
        """What is written in boxes of a picture, each tight around one line; boxes in which
        nothing can be read are left out. ``worth`` says of what the first engine read, where it is
        not sure, whether the others are to be asked as well: without them the line is not
        ``agreed``, and it is not remembered."""
        if not boxes:
            return []
        picture = grey(pixels)
        cuts = [_cut(picture, box, scale) for box in boxes]
        keys = [_key(cut, letters) for cut, _ in cuts]
        new = {key: cut for key, (cut, _) in zip(keys, cuts, strict=True) if key not in self._kept}
        read, rough = self._read(new, letters, worth)
        self._kept.update(read | self._without_marks(new, read, letters))
        lines = []
        for key, (_, origin) in zip(keys, cuts, strict=True):
            line = rough.get(key)
            if line is None:
                self._kept.move_to_end(key)
                line = self._kept[key]
            if line.text:
                lines.append(_moved(line, origin))
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return lines

    def others_say(self, pixels: Pixels, rect: Rect, scale: float) -> list[str]:
        """What else is read in a line that was read already (``rect`` is the line's): by the first
        engine at another size, and by the others; nothing without others."""
        if not self._engines.others:
            return []
        x, y, width, height = rect
        cut = grey(pixels)[y : y + height, x : x + width]
        own = _ask(self._engines.first, [cut], "", GLYPHS[1])
        return [guess.text for guess in (*own, *self._others([cut], "")[0])]

    def _read(
        self, cuts: dict[bytes, Grey], letters: str, worth: Callable[[str], bool] | None = None
    ) -> tuple[dict[bytes, Line], dict[bytes, Line]]:
        """Read lines that are new; and those of them for which nobody else was asked. While the
        first engine reads on, the others read those of which it is not sure."""
        keys, lines = list(cuts), list(cuts.values())
        firsts: list[Guess] = []
        unsure: list[int] = []
        left: list[int] = []
        asked: list[Future[list[list[Guess]]]] = []
        for start in range(0, len(keys), _BATCH):
            _go_on()
            firsts += self._first(
                keys, lines, range(start, min(start + _BATCH, len(keys))), letters
            )
            again = [n for n in range(start, len(firsts)) if firsts[n].confidence < SURE]
            if worth is not None:
                left += [n for n in again if not worth(firsts[n].text)]
                again = [n for n in again if n not in left]
            if again and self._engines.others:
                unsure += again
                asked.append(self._second.submit(self._others, [lines[n] for n in again], letters))
        own = []
        for n in unsure:
            _go_on()
            own += _ask(self._engines.first, [lines[n]], letters, GLYPHS[1])
        theirs = [guesses for answer in asked for guesses in _awaited(answer, asked)]
        others = {n: [guess, *guesses]
                  for n, guess, guesses in zip(unsure, own, theirs, strict=True)}  # fmt: skip
        told = {
            key: _line(self._voted(firsts[n], others.get(n, []), lines[n], letters), lines[n])
            for n, key in enumerate(keys)
        }
        rough = {keys[n]: told.pop(keys[n]) for n in left}
        for key in told:
            del self._firsts[key]
        return told, rough

    def _first(
        self, keys: list[bytes], lines: list[Grey], part: range, letters: str
    ) -> list[Guess]:
        """What the first engine reads in a part of the lines; it is not asked twice."""
        new = [n for n in part if keys[n] not in self._firsts]
        read = _ask(self._engines.first, [lines[n] for n in new], letters, GLYPHS[0])
        self._firsts.update(zip((keys[n] for n in new), read, strict=True))
        told = [self._firsts[keys[n]] for n in part]
        while len(self._firsts) > MOST_KEPT:
            self._firsts.popitem(last=False)
        return told

    def _without_marks(
        self, cuts: dict[bytes, Grey], read: dict[bytes, Line], letters: str
    ) -> dict[bytes, Line]:
        """The lines that become certain without what stands in front of them or behind them: a
        ticked box, an icon, a switch, whose strokes are no letters."""
        ends = {}
        for key, cut in cuts.items():
            if key in read and not read[key].agreed:
                part = without_mark(cut, _readings(read[key]), bool(letters))
                if part is not None:
                    ends[key] = part
        rest, _ = self._read({key: cuts[key][:, a:b] for key, (a, b) in ends.items()}, letters)
        return {
            key: replace(_moved(line, (ends[key][0], 0)), also=(*line.also, read[key].text))
            for key, line in rest.items()
            if line.agreed
        }

    def _voted(self, first: Guess, others: list[Guess], line: Grey, letters: str) -> Vote:
        """What a line says. The model of Latin letters is asked about what others misread most:
        acronyms within Hangul, and the letter that opens a caption by keyboard."""
        latin = self._engines.latin
        asked: set[str] = set()
        if others and latin is not None and not letters:
            asked = acronyms([first, *others])
        if asked and latin is not None:
            [guess] = _ask(latin(), [line], letters, GLYPHS[0])
            asked = {word for word in asked if word in guess.text}
        return self._keyed(vote(first, others, SURE, asked), line)

    def _keyed(self, voted: Vote, line: Grey) -> Vote:
        """A vote with the letter that opens a caption by keyboard, where it was misread."""
        if not shortcut.doubtful(voted.text, voted.also):
            return voted
        key = shortcut.told(voted.also)
        latin = self._engines.latin
        if not key and latin is not None:
            ends = [
                line[:, max(0, at - 1) :] for at in shortcut.starts(runs(inked(line)), len(line))
            ]
            key = shortcut.read_as(_ask(latin(), ends, shortcut.CAPITALS, GLYPHS[0]))
        return replace(voted, pieces=shortcut.with_key(voted.pieces, key)) if key else voted

    def _others(self, lines: list[Grey], letters: str) -> list[list[Guess]]:
        """Each line's guesses of all the other engines, at each size."""
        each = [
            _ask(engine, lines, letters, glyph)
            for glyph in GLYPHS
            for engine in self._engines.others
        ]
        return [list(guesses) for guesses in zip(*each, strict=True)]


def _awaited(
    answer: Future[list[list[Guess]]], asked: Sequence[Future[list[list[Guess]]]]
) -> list[list[Guess]]:
    """An answer of the other engines. A stop meanwhile leaves nothing queued."""
    try:
        while not answer.done():
            _go_on()
            wait((answer,), _PATIENCE)
    except BaseException:
        for one in asked:
            one.cancel()
        raise
    return answer.result()


def _ask(engine: Engine, lines: Sequence[Grey], letters: str, glyph: int) -> list[Guess]:
    """An engine's guesses for lines brought to a height; boxes in pixels of the lines."""
    made = [prepared(line, glyph) for line in lines]
    guesses = engine.read([picture.pixels for picture in made], letters)
    return [
        Guess(tuple(
            replace(piece, box=picture.back(piece.box, (line.shape[1], line.shape[0])))
            for piece in guess.pieces
        ))
        for guess, picture, line in zip(guesses, made, lines, strict=True)
    ]  # fmt: skip


def _cut(picture: Grey, box: Rect, scale: float) -> tuple[Grey, tuple[int, int]]:
    """A line's grey levels and where they are in the picture."""
    margin = max(1, round(_MARGIN * scale))
    x, y, width, height = box
    left, top = max(0, x - margin), max(0, y - margin)
    return picture[top : y + height + margin, left : x + width + margin], (left, top)


def _readings(line: Line) -> list[str]:
    return [line.text, *line.also]


def _key(cut: Grey, letters: str) -> bytes:
    digest = hashlib.blake2b(cut.tobytes(), digest_size=16)
    digest.update(f"{cut.shape} {letters}".encode())
    return digest.digest()


def _line(voted: Vote, cut: Grey) -> Line:
    """A line in pixels of its cut."""
    pieces = in_order(voted.pieces)
    words = tuple(
        Word(as_typed(piece.text), box, piece.confidence)
        for piece, box in zip(pieces, _tight([piece.box for piece in pieces], cut), strict=True)
    )
    text = " ".join(word.text for word in words)
    whole = (0, 0, cut.shape[1], cut.shape[0])
    return Line(text, whole, voted.confidence, voted.agreed, words, voted.also)


def _tight(boxes: Sequence[Rect], cut: Grey) -> list[Rect]:
    """The boxes of words, one beside the other, up to the widest space between two: engines tell
    only roughly where a word ends."""
    found = list(boxes)
    if len(found) < 2:
        return found
    starts, ends = np.array(runs(~inked(cut)), np.int64).reshape(-1, 2).T
    for n, (one, other) in enumerate(itertools.pairwise(boxes)):
        first, last = one[0] + one[2] // 2, other[0] + other[2] // 2
        between = np.flatnonzero((starts > first) & (starts < last) & (ends <= last + other[2]))
        if not between.size:
            continue
        widest = between[(ends - starts)[between].argmax()]
        left, right = found[n][0], found[n + 1][0] + found[n + 1][2]
        start, end = int(starts[widest]), min(int(ends[widest]), right - 1)
        found[n] = (left, one[1], max(1, start - left), one[3])
        found[n + 1] = (end, other[1], max(1, right - end), other[3])
    return found


def _moved(line: Line, by: tuple[int, int]) -> Line:
    def shift(rect: Rect) -> Rect:
        return (rect[0] + by[0], rect[1] + by[1], rect[2], rect[3])

    words = tuple(replace(word, rect=shift(word.rect)) for word in line.words)
    return replace(line, rect=shift(line.rect), words=words)


@functools.cache
def reader() -> Reader:
    """This process's reader. Raises DesktopProblem where nothing can read."""
    return Reader(engines())


def read_lines(pixels: Pixels, scale: float = 1.0) -> list[Line]:
    """The lines of text of a BGR picture in reading order; ``scale`` is the scaling of the screen
    that it is from. Raises DesktopProblem without an engine, or if it fails."""
    return reader().lines(pixels, scale)


def read_text(pixels: Pixels, scale: float = 1.0) -> str:
    """The text of a small region, one line per row of text."""
    return "\n".join(rows(read_lines(pixels, scale)))


def rows(lines: Sequence[Line]) -> list[str]:
    """The texts of lines, those beside each other put together, from top to bottom."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _beside(line.rect, found[-1][-1].rect):
            found[-1].append(line)
        else:
            found.append([line])
    return [" ".join(line.text for line in sorted(row, key=lambda one: one.rect[0]))
            for row in found]  # fmt: skip


def _beside(one: Rect, other: Rect) -> bool:
    return abs(one[1] + one[3] / 2 - other[1] - other[3] / 2) < max(one[3], other[3]) / 2
