"""The voices that are heard about a line: each engine, at each size to which a line is brought.

What a voice said is remembered, so that nobody is asked twice: a text that is looked for asks one
voice about many lines first, and the others about few.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from player.ocr.engines import Engine, Engines, Guess
from player.vision.field import Grey
from player.vision.line_picture import GLYPHS, prepared

MOST_KEPT = 3000
"""Guesses that are remembered."""
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
