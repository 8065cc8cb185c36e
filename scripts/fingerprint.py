"""Six words by which two people make sure, over the phone, that they have the same file."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

WORDS = 6
"""Of 256: 48 bits, which nobody makes a second file for by chance."""


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """The words that there are, plain nouns that are easily told apart by ear."""
    file = Path(__file__).resolve().parent.parent / "assets" / "fingerprint.txt"
    return tuple(file.read_text("utf-8").split())


def fingerprint(path: Path) -> tuple[str, ...]:
    """The words of the file at ``path``, the same for the same bytes. Raises OSError."""
    number = int.from_bytes(hashlib.sha256(path.read_bytes()).digest(), "big")
    words, known = [], vocabulary()
    for _ in range(WORDS):
        number, at = divmod(number, len(known))
        words.append(known[at])
    return tuple(words)
