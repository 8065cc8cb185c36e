"""What a line says, from what several engines read in it at several sizes.

The reading for which most confidence speaks is taken as a whole, and mended where engines are known
to fail: one that knows English reads Latin letters into Hangul, compression leaves specks that are
read as quotes, and a short dash is overlooked. Measured on 872 lines of the tuning screens: the two
models at one size 93.1 % exact, at two sizes 95.1 %, mended 95.4 %.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from player.ocr.compare import folded
from player.ocr.engines import Guess, Piece, together

ENOUGH = 3
"""Readings of four that have to be the same: 98.3 % of such lines are exact, of those with two
96.4 %."""
_SPECKS = frozenset("'\":·;.,")
_ADDRESS = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_ACRONYM, _TOLD = re.compile(r"[A-Z]{2,}[A-Z0-9]+"), 3
"""A word of capitals, and how many times as much counts what has one that was told."""
_NO_DASH = frozenset(".':")


@dataclass(frozen=True, slots=True)
class Vote:
    """The words of a line; ``agreed`` if they are certain. ``also`` is what was read else."""

    pieces: tuple[Piece, ...]
    confidence: float
    agreed: bool
    also: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


def acronyms(guesses: Sequence[Guess]) -> set[str]:
    """The words of capitals that some of several guesses have and others have not: PDF, where
    others read POF or ?마F. Where the others read Hangul throughout, it is Hangul."""
    korean = [sum("가" <= char <= "힣" for char in guess.text) for guess in guesses]
    found = [set(_ACRONYM.findall(guess.text)) for guess in guesses]
    able: set[str] = set()
    for words, count in zip(found, korean, strict=True):
        able |= words if max(korean) > 0 and count >= max(korean) - 1 else set()
    return {word for word in able if any(word not in words for words in found)}


def vote(first: Guess, others: Sequence[Guess], sure: float, latin: Collection[str] = ()) -> Vote:
    """What is read, and whether enough speaks for it: the ``first`` guess alone if it is ``sure``,
    else most of four. ``latin`` are acronyms that a model of Latin letters alone read, too."""
    if first.pieces and first.confidence >= sure:
        return Vote(first.pieces, first.confidence, True)
    guesses = [guess for guess in (first, *others) if folded(guess.text)]
    if not guesses:
        return Vote((), 0.0, False)
    texts = [folded(guess.text) for guess in guesses]
    weight: Counter[str] = Counter()
    for text, guess in zip(texts, guesses, strict=True):
        weight[text] += round(1000 * _spread(guess)) * (_TOLD if _has(guess, latin) else 1)
    # A model that knows Hangul reads some into an address; that one is an address is no accident.
    chosen = max(texts, key=lambda text: (bool(_ADDRESS.fullmatch(text)), weight[text]))
    same = [guess for text, guess in zip(texts, guesses, strict=True) if text == chosen]
    # The first engine's spaces are right; the model of the script puts one after each syllable.
    best = first if folded(first.text) == chosen else spaced_like(same[0], first)
    told = any(_has(guess, latin) for guess in same)
    if len(same) < len(guesses) and not _ADDRESS.fullmatch(chosen):
        for other in sorted(guesses, key=_spread, reverse=True):
            # What three of four read as Latin letters is no Hangul: Close, not 이056e.
            best = mended(best, other, korean=len(same) < ENOUGH and not told)
    said = texts.count(folded(best.text))
    needed = min(ENOUGH, 1 + len(others))
    confidence = max((_spread(guess) for guess in same), default=0.0)
    also = tuple(dict.fromkeys(guess.text for text, guess in zip(texts, guesses, strict=True)
                               if text != folded(best.text)))  # fmt: skip
    return Vote(best.pieces, confidence, len(others) > 0 and said >= needed, also)


def _has(guess: Guess, latin: Collection[str]) -> bool:
    return any(word in latin for word in _ACRONYM.findall(guess.text))


def _spread(guess: Guess) -> float:
    """How sure a guess is as a whole: its words' confidence, each by its length."""
    length = sum(len(piece.text) for piece in guess.pieces)
    if not length:
        return 0.0
    return sum(piece.confidence * len(piece.text) for piece in guess.pieces) / length


_Letter = tuple[str, int]
"""A letter and the number of the piece that it is in."""


def _letters(guess: Guess) -> list[_Letter]:
    return [(char, number) for number, piece in enumerate(guess.pieces) for char in piece.text]


def _guess(letters: Sequence[_Letter], of: Guess) -> Guess:
    """The pieces of a guess with other letters in them."""
    pieces = []
    for number, piece in enumerate(of.pieces):
        text = "".join(char for char, home in letters if home == number)
        if text:
            pieces.append(replace(piece, text=text))
    return Guess(tuple(pieces))


def mended(base: Guess, other: Guess, korean: bool = True) -> Guess:
    """A guess without the mistakes that another one, by not making them, shows to be some;
    ``korean`` if what it has in Latin letters may be Hangul that was misread."""
    own, its = _letters(base), [char for char, _ in _letters(other)]
    new: list[_Letter] = []
    for code in Levenshtein.opcodes([char for char, _ in own], its):
        mine = own[code.src_start : code.src_end]
        a = "".join(char for char, _ in mine)
        b = "".join(its[code.dest_start : code.dest_end])
        left = new[-1][0] if new else ""
        right = own[code.src_end][0] if code.src_end < len(own) else ""
        home = mine[0][1] if mine else (new[-1][1] if new else 0)
        if code.tag == "delete" and set(a) <= _SPECKS and (_hangul(left) or _hangul(right)):
            continue
        dash = b == "-" and (code.tag == "insert" or a in _NO_DASH)
        latin = code.tag == "replace" and _hangul(b) and not _latin(b) and not _hangul(a)
        if (dash and _counts(left) and _counts(right)) or (korean and latin and _latin(a)):
            new += [(char, home) for char in b]
        else:
            new += mine
    return _guess(new, base)


def _hangul(text: str) -> bool:
    return any("가" <= char <= "힣" for char in text)


def _latin(text: str) -> bool:
    return any((char.isascii() and char.isalpha()) or char in "|&$[]{}" for char in text)


def _counts(char: str) -> bool:
    return char.isdigit() or _hangul(char)


def spaced_like(guess: Guess, model: Guess) -> Guess:
    """A guess with the spaces of another."""
    letters = [(char, piece) for piece in guess.pieces for char in piece.text]
    text = "".join(char for char, _ in letters)
    pattern = "".join(piece.text for piece in model.pieces)
    starts, at = set(), 0
    for piece in model.pieces:
        starts.add(at)
        at += len(piece.text)
    breaks = {
        code.dest_start + start - code.src_start
        for code in Levenshtein.opcodes(pattern, text)
        for start in starts
        if code.src_end - code.src_start == code.dest_end - code.dest_start
        and code.src_start <= start < code.src_end
    }
    runs: list[list[Piece]] = []
    for number, (char, piece) in enumerate(letters):
        if not runs or number in breaks:
            runs.append([])
        runs[-1].append(replace(piece, text=char))
    return Guess(tuple(together(run) for run in runs))
