"""Reading text from pixels: lines found by their look, read by engines that vote.

What was read is kept by the line's own pixels, so that a screen on which nothing changed costs
little. It is kept in memory only, and in this process only: it may be a citizen's name.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
import string
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from player.desktop.memory import give_back_after
from player.ocr import shortcut
from player.ocr.beside import inked, runs, without_caret, without_mark
from player.ocr.compare import as_typed, folded
from player.ocr.engines import Engines, Guess, engines, in_order
from player.ocr.voices import Voices, ask
from player.ocr.voting import ENOUGH, Vote, acronyms, vote
from player.types import Pixels
from player.vision.field import Grey, grey
from player.vision.line_picture import GLYPHS
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
_LATIN = string.ascii_letters + string.digits + "()[]:/.,-_&+%#@!?* "
_FEW = 2
"""Lines up to which the others are asked at once, before it is known whether they are needed: half
of all lines need them."""
MARGIN = 1.0
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
    is sure beyond doubt; else ``also`` is what the others read. ``heard``: whether all of them were
    heard that could have read something else."""

    text: str
    rect: Rect
    confidence: float
    agreed: bool
    words: tuple[Word, ...] = ()
    also: tuple[str, ...] = ()
    heard: bool = True


_Said = TypeVar("_Said")


class Reader:
    """Reads with some engines and remembers what it read. For one thread at a time."""

    def __init__(self, with_engines: Engines) -> None:
        self._kept: OrderedDict[bytes, Line] = OrderedDict()
        self._voices = Voices(with_engines)
        self._boxes: OrderedDict[bytes, tuple[Rect, ...]] = OrderedDict()
        self._second = ThreadPoolExecutor(1, "second-opinion")

    def lines(
        self, pixels: Pixels, scale: float = 1.0, letters: str = "", thorough: bool = False
    ) -> list[Line]:
        """The lines of text of a BGR picture, from top to bottom; ``letters`` are the only ones
        there may be (empty: all)."""
        return self.read_at(pixels, self.boxes(pixels, scale), scale, letters, thorough=thorough)

    def boxes(self, pixels: Pixels, scale: float = 1.0) -> tuple[Rect, ...]:
        """Where text stands in a picture; remembered for the last few pictures."""
        key = hashlib.blake2b(np.ascontiguousarray(pixels).data, digest_size=16)
        key.update(f"{pixels.shape} {scale}".encode())
        found = self._boxes.pop(key.digest(), None)
        if found is None:
            found = tuple(segments(pixels, scale, _go_on))
            give_back_after(pixels.shape)
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
        thorough: bool = False,
    ) -> list[Line]:
        """What is written in boxes of a picture, each tight around one line; boxes in which
        nothing can be read are left out. ``worth`` says of what the quickest engine read whether
        the others are to be asked as well: without them the line is not ``agreed``, and it is not
        remembered. ``thorough``: all are heard where the first is not sure, even if enough of them
        agree already."""
        if not boxes:
            return []
        picture = grey(pixels)
        cuts = [_cut(picture, box, scale) for box in boxes]
        keys = [_key(cut, letters) for cut, _ in cuts]
        new = {
            key: cut
            for key, (cut, _) in zip(keys, cuts, strict=True)
            if key not in self._kept or (thorough and not self._kept[key].heard)
        }
        rough = {} if worth is None else self._unlike(new, letters, worth)
        read = self._read({k: cut for k, cut in new.items() if k not in rough}, letters, thorough)
        self._kept.update(read | self._without_marks(new, read, letters, thorough))
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

    def cuts(self, pixels: Pixels, boxes: Sequence[Rect], scale: float) -> list[Grey]:
        """The grey levels of boxes, as they are read."""
        picture = grey(pixels)
        return [_cut(picture, box, scale)[0] for box in boxes]

    def at_once(self, pixels: Pixels, box: Rect, scale: float) -> Line | None:
        """What two engines read in one box at the same time; ``agreed`` if it is the same, else
        ``also`` is what the second one read. Not remembered. None where there is one engine
        only."""
        quick = self._voices.quick
        if quick is None:
            return None
        cut, origin = _cut(grey(pixels), box, scale)
        line = {_key(cut, ""): cut}
        answer = self._second.submit(self._voices.ask, self._voices.first, line)
        [guess] = self._voices.ask(quick, line)
        [other] = _awaited(answer, [answer])
        agreed = folded(other.text) == folded(guess.text)
        line_read = _line(Vote(guess.pieces, guess.confidence, agreed), cut)
        also = () if agreed else (other.text,)
        return replace(_moved(line_read, origin), also=also)

    def others_say(self, pixels: Pixels, rect: Rect, scale: float) -> list[str]:
        """What else is read in a line that was read already (``rect`` is the line's): by the first
        engine at another size, and by the others; nothing without others."""
        if not self._voices.others:
            return []
        x, y, width, height = rect
        cut = grey(pixels)[y : y + height, x : x + width]
        line = {_key(cut, ""): cut}
        said = [*self._voices.ask(self._voices.own, line), *self._voices.ask_others(line)[0]]
        return [guess.text for guess in said]

    def _unlike(
        self, cuts: Mapping[bytes, Grey], letters: str, worth: Callable[[str], bool]
    ) -> dict[bytes, Line]:
        """The lines that are of no interest, as the quickest engine read them."""
        quick = self._voices.quick
        if quick is None:
            return {}
        found: dict[bytes, Line] = {}
        begun: list[Future[list[Guess]]] = []
        for key, cut in cuts.items():
            _go_on()
            [guess] = self._voices.ask(quick, {key: cut}, letters)
            if not worth(guess.text):
                found[key] = _line(Vote(guess.pieces, guess.confidence, False), cut)
            else:
                # Meanwhile the first engine begins with those that are of interest.
                first = self._voices.first
                begun.append(self._second.submit(self._voices.ask, first, {key: cut}, letters))
        for answer in begun:
            _awaited(answer, begun)
        return found

    def _read(
        self, cuts: Mapping[bytes, Grey], letters: str, thorough: bool = False
    ) -> dict[bytes, Line]:
        """Read lines that are new. While the first engine reads on, the others read those of which
        it is not sure."""
        voices = self._voices
        firsts: dict[bytes, Guess] = {}
        asked: list[tuple[list[bytes], Future[list[list[Guess]]]]] = []

        def hand_on(keys: list[bytes]) -> None:
            if keys and voices.others:
                lines = {key: cuts[key] for key in keys}
                asked.append((keys, self._second.submit(voices.ask_others, lines, letters)))

        at_once = len(cuts) <= _FEW
        if at_once:
            hand_on(list(cuts))
        for part in _batches(cuts):
            _go_on()
            read = voices.ask(voices.first, {key: cuts[key] for key in part}, letters)
            firsts.update(zip(part, read, strict=True))
            if not at_once:
                hand_on([key for key in part if firsts[key].confidence < SURE])
        told: dict[bytes, Line] = {}
        for keys, answer in asked:
            if all(firsts[key].confidence >= SURE for key in keys):
                answer.cancel()
                continue
            theirs = _awaited(answer, [one for _, one in asked])
            for key, guesses in zip(keys, theirs, strict=True):
                if firsts[key].confidence < SURE:
                    _go_on()
                    told[key] = self._decided(key, cuts[key], firsts[key], guesses, letters,
                                              thorough)  # fmt: skip
        for key, first in firsts.items():
            if key not in told:
                told[key] = _line(self._voted(first, [], cuts[key], letters), cuts[key])
        return told

    def _decided(
        self, key: bytes, cut: Grey, first: Guess, theirs: list[Guess], letters: str, thorough: bool
    ) -> Line:
        """A line of which the first engine is not sure. It reads it once more, unless enough others
        read the same as it did."""
        enough = len(theirs) >= ENOUGH - 1 and all(
            folded(guess.text) == folded(first.text) != "" for guess in theirs
        )
        if enough and not thorough:
            return replace(_line(self._voted(first, theirs, cut, letters), cut), heard=False)
        own = self._voices.ask(self._voices.own, {key: cut}, letters)
        return _line(self._voted(first, [*own, *theirs], cut, letters), cut)

    def _without_marks(
        self,
        cuts: Mapping[bytes, Grey],
        read: Mapping[bytes, Line],
        letters: str,
        thorough: bool,
    ) -> dict[bytes, Line]:
        """The lines that become certain without what stands in them, in front of them or behind
        them: a caret, a ticked box, an icon, a switch, whose strokes are no letters."""
        parts: dict[bytes, tuple[Grey, int, tuple[str, ...]]] = {}
        for key, cut in cuts.items():
            if key not in read or read[key].agreed:
                continue
            plain = without_caret(cut)
            ends = without_mark(cut, _readings(read[key]), bool(letters))
            if plain is not None:
                # What was read with a stroke through it says nothing.
                parts[key] = (plain, 0, ())
            elif ends is not None:
                parts[key] = (cut[:, slice(*ends)], ends[0], (read[key].text,))
        names = {key: _key(part, letters) for key, (part, _, _) in parts.items()}
        by_name = self._read({names[k]: part for k, (part, _, _) in parts.items()}, letters,
                             thorough)  # fmt: skip
        found = {}
        for key, (_, begin, also) in parts.items():
            line = by_name[names[key]]
            if line.agreed:
                found[key] = replace(_moved(line, (begin, 0)), also=(*line.also, *also))
        return found

    def _voted(self, first: Guess, others: list[Guess], line: Grey, letters: str) -> Vote:
        """What a line says. The first engine is asked once more, with Latin letters as the only
        ones there may be, about what is misread most: acronyms within Hangul, and the letter that
        opens a caption by keyboard."""
        asked: set[str] = set()
        if others and not letters:
            asked = acronyms([first, *others])
        if asked:
            [guess] = ask(self._voices.first[0], [line], _LATIN, GLYPHS[0])
            asked = {word for word in asked if word in guess.text}
        return self._keyed(vote(first, others, SURE, asked), line)

    def _keyed(self, voted: Vote, line: Grey) -> Vote:
        """A vote with the letter that opens a caption by keyboard, where it was misread."""
        if not shortcut.doubtful(voted.text, voted.also):
            return voted
        key = shortcut.told(voted.also)
        if not key:
            ends = [
                line[:, max(0, at - 1) :] for at in shortcut.starts(runs(inked(line)), len(line))
            ]
            key = shortcut.read_as(ask(self._voices.first[0], ends, shortcut.CAPITALS, GLYPHS[0]))
        return replace(voted, pieces=shortcut.with_key(voted.pieces, key)) if key else voted


def _batches(cuts: Mapping[bytes, Grey]) -> Iterator[list[bytes]]:
    keys = list(cuts)
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _awaited(answer: Future[_Said], asked: Sequence[Future[_Said]]) -> _Said:
    """An answer from the other thread. A stop meanwhile leaves nothing queued."""
    try:
        while not answer.done():
            _go_on()
            wait((answer,), _PATIENCE)
    except BaseException:
        for one in asked:
            one.cancel()
        raise
    return answer.result()


def _cut(picture: Grey, box: Rect, scale: float) -> tuple[Grey, tuple[int, int]]:
    """A line's grey levels and where they are in the picture."""
    margin = max(1, round(MARGIN * scale))
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


def reader() -> Reader:
    """This process's reader. Raises DesktopProblem where nothing can read."""
    return _reader(engines())


@functools.lru_cache(maxsize=1)
def _reader(with_engines: Engines) -> Reader:
    return Reader(with_engines)


def read_lines(pixels: Pixels, scale: float = 1.0, thorough: bool = False) -> list[Line]:
    """The lines of text of a BGR picture in reading order; ``scale`` is the scaling of the screen
    that it is from; ``thorough`` where it matters that nobody reads something else. Raises
    DesktopProblem without an engine, or if it fails."""
    read = reader().lines(pixels, scale, thorough=thorough)
    give_back_after(pixels.shape)
    return read


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
