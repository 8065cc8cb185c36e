"""How alike two texts are, as Hangul is written: letter by letter of its syllables."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

_EDGES = " .,:;·…*|/\\-_~'\"`()[]{}<>‹›«»○●◎□■▢☐☑✓√×+=→←↑↓▼▲▶◀"
_SAME = str.maketrans({
    **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("ㆍ•∙⋅・", "·"),
    **dict.fromkeys("‘’′`", "'"), **dict.fromkeys("“”″", '"'),
})  # fmt: skip
_KEY = re.compile(r"\((?:&?[A-Za-z0-9])\)\s*$|&(?=\S)")
"""The letter that opens a menu by keyboard: 저장(S), 저장(&S), &Save."""
_MISREAD_KEY = re.compile(r"\((?:[^가-힣]{1,2}|[미이대기])\)?$")


def folded(text: str) -> str:
    """The form in which texts are compared: NFC, without white space, case folded, and one sign
    for all dashes, all dots in the middle and all straight or curled quotes."""
    plain = unicodedata.normalize("NFC", text).translate(_SAME)
    return "".join(plain.split()).casefold()


def bare(text: str) -> str:
    """A caption without what only surrounds it: white space, punctuation at its ends, the letter
    that opens it by keyboard. Empty for a text of signs only."""
    plain = text.strip().rstrip(".… ")
    return folded(_KEY.sub("", plain)).strip(_EDGES)


def same(read: str, wanted: str) -> bool:
    """Whether a line that was read is the caption that is wanted. The underlined letter that opens
    it by keyboard is misread often (S as 5, L as ㄴ, D as 미), and says nothing more than the words
    do; so it may be there or not."""
    plain = bare(wanted)
    return bare(read) == plain or bare(_MISREAD_KEY.sub("", read.strip(" :*.…"))) == plain


def jamo(text: str) -> str:
    """A folded text in single letters (NFD): 값 is ㄱ, ㅏ, ㅄ."""
    return unicodedata.normalize("NFD", folded(text))


def likeness(one: str, other: str) -> float:
    """How alike two texts are by their letters, 0..1; 1 is the same but for white space and
    case. Levenshtein's distance over the jamo, against the longer text."""
    return float(Levenshtein.normalized_similarity(jamo(one), jamo(other)))
