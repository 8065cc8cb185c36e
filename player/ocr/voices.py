"""The voices that are heard about a line: each engine, at each size to which a line is brought.

What a voice said is remembered, so that nobody is asked twice: a text that is looked for asks one
voice about many lines first, and the others about few.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from player.ocr.beside import inked, runs
from player.ocr.engines import Engine, Engines, Guess, Piece
from player.vision.field import Grey
from player.vision.line_picture import GLYPHS, prepared

MOST_KEPT = 3000
"""Guesses that are remembered."""
_LONGEST = 20
"""Heights of a line up to which it is read in one go: an engine keeps room for the longest line it
ever read, 33 MiB for every thousand pixels at scaling 1. Of 86 longer lines of the tuning screens
73 are exact with it, with 32 heights 74, with 15 heights 72."""
_BETWEEN = 0.2
"""Space between two words at least, in heights of the line."""
_OTHER_SIZE, _WORDS_WIDE = -1, 1.6
"""Pixels by which the letters are higher where nothing was read, and width in heights from which a
line is shown again so: Tesseract finds no line in some pictures, and reads them a pixel smaller."""
Voice = tuple[Engine, int]
"""An engine, and the height of the letters that it is shown."""


class Voices:
    """``first`` is always heard, ``own`` (the same engine at another size) and ``others`` where it
    is not sure; ``quick``, one of the others, tells soonest whether a line may be of interest."""

    def __init__(self, engines: Engines) -> None:
        self.first: Voice = (engines.first, GLYPHS[0])
        self.own: Voice = (engines.first, GLYPHS[1])
        self.others: list[Voice] = [
            (engine, glyph) for glyph in GLYPHS for engine in engines.others
        ]
        self.quick: Voice | None = self.others[0] if self.others else None
        self._said: OrderedDict[tuple[bytes, int, int], Guess] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, voice: Voice, lines: Mapping[bytes, Grey], letters: str = "") -> list[Guess]:
        """A guess for each line, in their order. The keys stand for the lines and the ``letters``
        that there may be. Callable from several threads."""
        names = {key: (key, id(voice[0]), voice[1]) for key in lines}
        with self._lock:
            new = {key: line for key, line in lines.items() if names[key] not in self._said}
        read = ask(voice[0], list(new.values()), letters, voice[1])
        with self._lock:
            self._said.update(zip((names[key] for key in new), read, strict=True))
            told = [self._said[name] for name in names.values()]
            while len(self._said) > MOST_KEPT:
                self._said.popitem(last=False)
        return told

    def ask_others(self, lines: Mapping[bytes, Grey], letters: str = "") -> list[list[Guess]]:
        """Each line's guesses of all the others."""
        each = [self.ask(voice, lines, letters) for voice in self.others]
        return [list(guesses) for guesses in zip(*each, strict=True)]


def ask(engine: Engine, lines: Sequence[Grey], letters: str, glyph: int) -> list[Guess]:
    """An engine's guesses for lines brought to a height; boxes in pixels of the lines. A long line
    is shown to it in parts."""
    parts = [(number, left, part)
             for number, line in enumerate(lines) for left, part in _parts(line)]  # fmt: skip
    made = [prepared(part, glyph) for _, _, part in parts]
    guesses = engine.read([picture.pixels for picture in made], letters)
    lost = [n for n, guess in enumerate(guesses) if not guess.pieces and _may_be_words(parts[n][2])]
    if lost:
        again = [prepared(parts[n][2], glyph, _OTHER_SIZE) for n in lost]
        read = engine.read([picture.pixels for picture in again], letters)
        for n, picture, guess in zip(lost, again, read, strict=True):
            made[n], guesses[n] = picture, guess
    pieces: list[list[Piece]] = [[] for _ in lines]
    for guess, picture, (number, left, part) in zip(guesses, made, parts, strict=True):
        for piece in guess.pieces:
            x, y, width, height = picture.back(piece.box, (part.shape[1], part.shape[0]))
            pieces[number].append(replace(piece, box=(left + x, y, width, height)))
    return [Guess(tuple(found)) for found in pieces]


def _may_be_words(line: Grey) -> bool:
    """Whether a line in which nothing was read is wider than an icon."""
    return bool(line.shape[1] >= _WORDS_WIDE * line.shape[0])


def _parts(line: Grey) -> Iterator[tuple[int, Grey]]:
    """A line in parts that are not too long, each with where it begins; parted between words."""
    height, width = line.shape
    count = -(-width // max(1, round(_LONGEST * height)))
    start = 0
    if count > 1:
        gaps = [(a, b) for a, b in runs(~inked(line)) if b - a >= _BETWEEN * height]
        for number in range(1, count):
            at, reach = width * number / count, width / count / 3
            near = [(b - a, (a + b) // 2) for a, b in gaps if abs((a + b) / 2 - at) <= reach]
            if near:
                end = max(near)[1]
                yield start, line[:, start:end]
                start = end
    yield start, line[:, start:]
