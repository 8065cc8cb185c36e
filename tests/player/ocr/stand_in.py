"""An engine that says what it is told, and the drawn screens that tests read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from player.ocr.engines import Guess, Piece
from player.types import Pixels
from player.vision.field import Grey
from player.vision.picture import load

SCREENS = Path(__file__).with_name("screens")


def screen(name: str) -> Pixels:
    """A form of a public office, "light" or "dark", drawn at scaling 1."""
    return load(SCREENS / f"{name}.png")


def guess(text: str, confidence: float = 0.97) -> Guess:
    """A guess whose words stand 10 pixels a letter apart."""
    pieces, at = [], 0
    for word in text.split():
        pieces.append(Piece(word, (at, 6, 10 * len(word), 27), confidence))
        at += 10 * len(word) + 10
    return Guess(tuple(pieces))


class Speaker:
    """Says one text after the other, each with its own confidence if it has one, and counts how
    often it was asked."""

    def __init__(self, *says: str | tuple[str, float], confidence: float = 0.97) -> None:
        self._says = [(one, confidence) if isinstance(one, str) else one for one in says]
        self.asked: list[str] = []
        self._silent = False

    def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
        self.asked += [letters] * len(pictures)
        # Of what it cannot read it is shown another picture, in which it reads no more.
        return [guess(*self._next()) for _ in pictures]

    def _next(self) -> tuple[str, float]:
        silent = self._silent
        self._silent = not silent and self._says[0][0] == ""
        return ("", 0.0) if silent else self._says.pop(0)
