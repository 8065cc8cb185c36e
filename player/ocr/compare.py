"""How alike two texts are, as Hangul is written: letter by letter of its syllables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

_EDGES = " .,:;·…*|/\\-_~'\"`()[]{}<>‹›«»○●◎□■▢☐☑✓√×+=→←↑↓▼▲▶◀"


def _pairs(syllables: str, letter: int) -> set[frozenset[str]]:
    """Pairs of jamo from pairs of syllables: their first, second or third letters (0, 1, 2)."""
    letters = [unicodedata.normalize("NFD", syllable)[letter] for syllable in syllables.split()]
    return {frozenset(pair) for pair in zip(letters[::2], letters[1::2], strict=True)}


_ALIKE = (
    _pairs("초 조 하 차 마 아 가 카 다 타 바 파 사 자 나 다 사 싸 자 짜 라 다", 0)
    | _pairs("아 야 어 여 오 요 우 유 애 에 얘 애 예 에 으 우 으 오 이 아 이 어 의 으 위 우", 1)
    | _pairs("암 압 앙 암 알 암 악 앜 압 앞 앗 앚 안 알 할 함 앋 앝", 2)
)
"""Letters that are taken for each other in small, smoothed type."""
_SELDOM = (
    _ALIKE
    | _pairs("안 알 앋 알", 2)
    | {frozenset(pair) for pair in ("1i", "1l", "il", "0d", "0o", "5s", "8b", "0u", "2z")}
)
"""The same with those that are so seldom that it takes more than a doubt to say so."""
_SPECKS = ".,:;·'\"`…_|-"
_PART = 0.8
"""Likeness from which a text is a part of another one."""
_SAME = str.maketrans({
    **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("ㆍ•∙⋅・", "·"),
    **dict.fromkeys("‘’′`", "'"), **dict.fromkeys("“”″", '"'),
})  # fmt: skip
_KEY = re.compile(r"\((?:&?[A-Za-z0-9])\)\s*$|&(?=\S)")
"""The letter that opens a menu by keyboard: 저장(S), 저장(&S), &Save."""
_MISREAD_KEY = re.compile(r"\((?:[^가-힣]{1,2}|[미이대기])\)?$")


_DASHES = re.compile(r"(?<=[^\W_])[‐‑‒–—―−](?=[^\W_])")


def as_typed(text: str) -> str:
    """A text with the signs that a keyboard has, where an engine saw longer or wider ones: a dash
    within a word, Latin letters and digits as wide as Hangul."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return _DASHES.sub("-", narrow)


def folded(text: str) -> str:
    """The form in which texts are compared: NFC, without white space, case folded, and one sign
    for all dashes, all dots in the middle and all straight or curled quotes."""
    plain = unicodedata.normalize("NFC", text).translate(_SAME)
    return "".join(plain.split()).casefold()


def without_specks(text: str) -> str:
    """The same without specks at the ends, which are read as dots: the form of a whole cell."""
    return folded(text).strip(_SPECKS)


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


def words_agree(readings: Sequence[str]) -> bool:
    """Whether several readings of a line differ in nothing but the letter that opens it by
    keyboard: then its words are certain, if the line is not."""
    stems = [bare(_MISREAD_KEY.sub("", text.strip(" :*.…"))) for text in readings]
    return any(stems.count(stem) > 1 for stem in stems if len(stem) > 1)


def misread(read: str, wanted: str, seldom: bool = False) -> bool:
    """Whether what was read may be the wanted text with a letter or two misread as one that looks
    like it: 초 as 조, 입 as 임; with ``seldom``, ID as 10, too. Any other letter makes it another
    text."""
    one, other = jamo(bare(read)), jamo(bare(wanted))
    if len(one) != len(other) or not other:
        return False
    wrong = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    most = max(1 + seldom, len(bare(wanted)) // 3)
    alike = _SELDOM if seldom else _ALIKE
    return len(wrong) <= most and all(frozenset(pair) in alike for pair in wrong)


def is_mark(word: str) -> bool:
    """Whether a word may be what engines make of a ticked box or an icon: one letter, or one with a
    sign in it. PDF and CSV are words, and so is a number."""
    if any("가" <= char <= "힣" for char in word):
        return False
    return word == "0" or (len(word) == 1 and not word.isdigit()) or not word.isalnum()


def jamo(text: str) -> str:
    """A folded text in single letters (NFD): 값 is ㄱ, ㅏ, ㅄ."""
    return unicodedata.normalize("NFD", folded(text))


def likeness(one: str, other: str) -> float:
    """How alike two texts are by their letters, 0..1; 1 is the same but for white space and
    case. Levenshtein's distance over the jamo, against the longer text."""
    return float(Levenshtein.normalized_similarity(jamo(one), jamo(other)))


def is_part(one: str, other: str) -> bool:
    """Whether the shorter of two texts stands in the longer one, but for a letter misread."""
    short, long = sorted((jamo(one), jamo(other)), key=len)
    return bool(short) and fuzz.partial_ratio(short, long) >= 100 * _PART
