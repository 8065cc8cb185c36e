"""The letter behind a caption that opens it by keyboard, as in 저장(S), where it was misread.

Readers of Korean see some sign, a digit or a syllable in it: (F) as (『), (H) as 대). What it was
taken for is told by its form; then another voice's letter stands, or the end of the line is read
once more by the model of Latin letters alone, with capitals as the only letters there may be. Of 25
such captions of the tuning screens 17 were mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from player.ocr.engines import Guess, Piece

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ():"
WIDTHS = (0.75, 1.8)
"""Width of a letter in its brackets, in heights of its line."""
LEAST = 0.2
"""Confidence from which a letter is taken for what was read as no letter."""
_KEY = re.compile(r"(?<=\S)\(([A-Z0-9])\)[:….]*$")
_SAID = re.compile(r"\(([A-Z])\)?:?$|^([A-Z])\):?$")
_MISREAD = re.compile(r"(?<=[가-힣\w])[(（]([^()（）]{1,2})([)）]?)([:….]*)$")
_FUSED = re.compile(r"(?<=[가-힣])()([^()\s])\)([:….]*)$")
"""The bracket and the letter read as one."""


def _tail(text: str) -> re.Match[str] | None:
    if _KEY.search(text) or not any("가" <= char <= "힣" for char in text):
        return None
    return _MISREAD.search(text) or ("(" not in text and _FUSED.search(text)) or None


def doubtful(text: str, also: Sequence[str]) -> bool:
    """Whether a line ends with what may be a key that was misread; ``also`` is what the other
    voices read. A syllable that all read is one: 금액(원)."""
    text = "".join(text.split())
    tail = _tail(text)
    if tail is None:
        return False
    inner = tail.group(1)
    # So is what a clerk writes in brackets: (12), (PC).
    if inner and tail.group(2) and re.fullmatch(r"\d+|[A-Za-z]{1,2}", inner):
        return False
    korean = any("가" <= char <= "힣" for char in inner or tail.group(2))
    ends = {"".join(other.split())[tail.start() :] for other in also}
    return not korean or any(end and not re.search(r"[가-힣]", end) for end in ends)


def told(also: Sequence[str]) -> str:
    """The key that another voice read, if they do not contradict each other; else none."""
    keys = {match.group(1) for text in also if (match := _KEY.search("".join(text.split())))}
    return keys.pop() if len(keys) == 1 else ""


def starts(ink: Sequence[tuple[int, int]], height: int) -> Iterator[int]:
    """Where the end of a line that holds a key may begin, from the columns with ink (first, behind
    the last one)."""
    end = ink[-1][1] if ink else 0
    for first, _ in ink:
        if WIDTHS[0] * height <= end - first <= WIDTHS[1] * height and first > height:
            yield first


def read_as(guesses: Sequence[Guess]) -> str:
    """The key in the ends of a line that were read with capitals only; none if it is unsure."""
    best, sure = "", LEAST
    for guess in guesses:
        match = _SAID.search("".join(guess.text.split()))
        if match and guess.confidence >= sure:
            best, sure = match.group(1) or match.group(2), guess.confidence
    return best


def with_key(pieces: Sequence[Piece], key: str) -> tuple[Piece, ...]:
    """The words of a line, its misread key replaced by ``key``."""
    text = "".join(piece.text for piece in pieces)
    tail = _tail(text)
    if tail is None:
        return tuple(pieces)
    kept = list(pieces)
    left = len(text) - tail.start()
    while len(kept) > 1 and len(kept[-1].text) <= left:
        left -= len(kept[-1].text)
        gone = kept.pop()
        x, y, width, height = kept[-1].box
        right = max(x + width, gone.box[0] + gone.box[2])
        kept[-1] = replace(kept[-1], box=(x, y, right - x, height))
    stem = kept[-1].text[: len(kept[-1].text) - left]
    return (*kept[:-1], replace(kept[-1], text=f"{stem}({key}){tail.group(3)}"))
