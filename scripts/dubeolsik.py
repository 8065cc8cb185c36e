"""The two-set (두벌식) keyboard: which keys write which letters of a syllable.

A key is named by the Latin letter in its place on an American keyboard, in upper case with Shift.
"""

from __future__ import annotations

LEADS = tuple("rRseEfaqQtTdwWczxvg")
VOWELS = (
    "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b",
    "m", "ml", "l",
)  # fmt: skip
TAILS = (
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a",
    "q", "qt", "t", "T", "d", "w", "c", "z", "x", "v", "g",
)  # fmt: skip
"""The keys of each letter, in Unicode's order of leads, vowels and finals ("": no final)."""

FIRST, LAST = 0xAC00, 0xD7A3
"""가 and 힣."""


def hangul_keys(syllable: str) -> str:
    """The keys of a syllable: "홍" → "ghd". Raises ValueError for what is no syllable."""
    index = ord(syllable) - FIRST
    if not 0 <= index <= LAST - FIRST:
        raise ValueError(syllable)
    lead, rest = divmod(index, len(VOWELS) * len(TAILS))
    vowel, tail = divmod(rest, len(TAILS))
    return LEADS[lead] + VOWELS[vowel] + TAILS[tail]
