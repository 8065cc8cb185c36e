"""Which texts are somebody's: numbers, names, addresses. Pure.

What is wrongly taken for somebody's costs a word that a place could have been known by; what is
wrongly kept cannot be taken back. So numbers are somebody's from a few digits on, whatever they
are, and a name is what could be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from recorder.vocabulary import FAMILY, GIVEN, LABELS, LONG_FAMILY, NO_NAMES, WORDS

_FEWEST_DIGITS = 4
"""Digits from which a text is a number of somebody's: a room's number and a count have fewer."""
_DIGIT_LIKE = str.maketrans("OoIlｌ|ZSBㅇ〇", "00111125800")
"""Letters that digits are read as."""
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)

_TITLES = (
    r"(?:님|씨|귀하|과장|주무관|팀장|국장|계장|주사|대리|원장|선생님)?"
    r"(?:의|은|이|을|에게|께서)?"
)
_TITLE = re.compile("님|씨|귀하")
_FEW_WORDS = 3
"""Words of a text up to which each may be a name; in a sentence it needs a title."""
_SENTENCE_ENDS = ("요", "다", "까", "오")
"""How a text of many words ends that is a sentence: what stands in it is seldom a name."""
_ENDS_OF_WORDS = "의을를로면던"
"""Particles and endings with which hardly a given name ends."""
_PARTS = re.compile(r"\s[-–—―_|·•]\s|[:：]\s")
"""What parts a heading from whose it is: 긴급 생계 지원 – 홍길동."""
_PLACE = re.compile(
    r"[가-힣]{1,5}(?:특별시|광역시|특별자치시|특별자치도|시|도|군|구)\s+[가-힣]{1,6}(?:시|군|구|읍|면|동|로|길)"
    r"|[가-힣]{1,8}(?:대로|로|길)\s?\d|[가-힣]{1,6}(?:읍|면|동|리)\s?\d|\d+동\s?\d+호|[가-힣]+아파트|[가-힣]+빌라"
)
_MAIL = re.compile(r"\S@\S|[A-Za-z0-9._-]{2,}[@＠©®]\w")

_NAMES_A_VALUE = re.compile("(?:번호|일자|일시|기한|기간|금액)$")
_OF_A_VALUE, _OF_NONE = ("일", "액", "료"), frozenset(("일", "파일", "첨부파일", "완료"))
"""How the names of values end; the latter in words of forms only, and in some of these neither."""


@dataclass(frozen=True, slots=True)
class Known:
    """Texts that are somebody's for sure: the values of a list that is loaded."""

    texts: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, columns: Mapping[str, Collection[str]]) -> Known:
        """The values of a list's columns, without the columns that say nothing of anybody: a
        state, a count."""
        found: set[str] = set()
        for heading, values in columns.items():
            there = [value for value in values if value.strip()]
            somebodys = sum(is_personal(value) for value in there) * 2 > len(there)
            if somebodys or asks_for_personal(heading):
                found.update(_bare(v) for v in there if not is_word_of_forms(v))
        return cls(frozenset(text for text in found if len(text) >= _SHORTEST))

    def has(self, text: str) -> bool:
        """Whether a text is one of them, or holds one."""
        bare = _bare(text)
        return bare in self.texts or any(one in bare for one in self.texts if len(one) > _SHORTEST)


NOBODY = Known()
_SHORTEST = 2


def is_personal(text: str, known: Known = NOBODY) -> bool:
    """Whether a text holds something of somebody's."""
    return (
        has_number(text) or _MAIL.search(text) is not None or is_address(text)
        or any(_has_name(_words(part)) for part in _PARTS.split(text)) or known.has(text)
    )  # fmt: skip


def _has_name(words: list[str]) -> bool:
    few = len(words) <= _FEW_WORDS
    heading = not few and not words[-1].endswith(_SENTENCE_ENDS)
    if heading and (_is_surely_name(words[0]) or _is_surely_name(words[-1])):
        return True  # 홍길동 건축물 대장 열람: whose it is stands first or last
    return any(
        (is_name(word) or _is_name_apart(word, after)) and (few or _TITLE.search(word + after))
        for word, after in zip_longest(words, words[1:], fillvalue="")
    )


def _is_surely_name(word: str) -> bool:
    """Whether a word is a name of three usual syllables, and ends as no other word often does."""
    return (
        len(word) == 3 and is_name(word) and word[-1] not in _ENDS_OF_WORDS
        and all(char in GIVEN for char in word[1:])
    )  # fmt: skip


def _is_name_apart(word: str, after: str) -> bool:
    """Whether two words are a family name and a given one: 김 민수."""
    given = len(after) == 2 and all(char in GIVEN for char in after)
    return given and word in FAMILY and not is_word_of_forms(after)


def is_address(text: str) -> bool:
    """Whether a text holds a part of an address."""
    return _PLACE.search(text) is not None


def has_number(text: str) -> bool:
    """Whether a text holds digits enough to be a resident number, a telephone number, an account,
    a card, a date, or a part of one; letters that digits are read as count beside digits."""
    digits = sum(char.isdigit() for char in text)
    if digits >= _FEWEST_DIGITS:
        return True
    if digits < 2:
        return False
    run = max((len(r) for r in re.findall(r"[\d\-./]+", text.translate(_DIGIT_LIKE))), default=0)
    return run >= _FEWEST_DIGITS + 1


_PARTICLES = "를는"
"""Particles with which no given name ends, as 은 and 이 do."""


def is_name(word: str) -> bool:
    """Whether a word of Hangul could be somebody's name."""
    word = unicodedata.normalize("NFC", word)
    found = re.fullmatch(r"([가-힣]{3,4}?)" + _TITLES, word)
    if found is None or is_word_of_forms(word) or is_word_of_forms(found[1]):
        return False
    if word[-1] in _PARTICLES and is_word_of_forms(word[:-1]):
        return False
    name = found[1]
    given = name[2:] if name.startswith(LONG_FAMILY) and len(name) == 4 else name[1:]
    if len(given) != 2 or (len(name) == 3 and name[0] not in FAMILY):
        return False
    # One of the two may be a rare syllable, or be misread.
    return any(char in GIVEN for char in given)


_ONE_STROKE = frozenset(
    map(
        frozenset,
        ("ㅣㅓ", "ㅣㅏ", "ㅓㅕ", "ㅏㅑ", "ㅓㅏ", "ㅗㅛ", "ㅜㅠ", "ㅡㅜ", "ㅡㅗ", "ㅐㅔ", "ㅔㅖ"),
    )
)
"""Vowels that differ in one stroke, which an eye may take for each other."""
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


def may_be_name(word: str) -> bool:
    """Whether a word that was read with some doubt could be somebody's name: its first syllable is
    no family name, but one stroke from one (히예준)."""
    word = unicodedata.normalize("NFC", word)
    if re.fullmatch("[가-힣]{3}", word) is None or is_word_of_forms(word):
        return False
    if not all(char in GIVEN for char in word[1:]):
        return False
    first = ord(word[0]) - ord("가")
    vowel = _VOWELS[first // 28 % 21]
    others = (
        chr(ord(word[0]) + (n - first // 28 % 21) * 28)
        for n, other in enumerate(_VOWELS) if frozenset((vowel, other)) in _ONE_STROKE
    )  # fmt: skip
    return any(other in FAMILY for other in others)


def is_resident_number(text: str) -> bool:
    """Whether thirteen digits are a resident number whose last digit is right for the others. Those
    that were given since October 2020 have no such digit."""
    digits = [int(char) for char in text if char.isdigit()]
    if len(digits) != len(_WEIGHTS) + 1:
        return False
    total = sum(d * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return (11 - total % 11) % 10 == digits[-1]


def _words(text: str) -> list[str]:
    split = (word.strip("<>{}.;·'\"“”‘’*") for word in re.split(r"[\s/,()\[\]:]+", text))
    words = [word for word in split if word]
    # An engine may see each syllable as a word.
    return ["".join(words)] if all(len(word) == 1 for word in words) else words


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def asks_for_personal(label: str) -> bool:
    """Whether a label's value is somebody's."""
    return _plain(label) in LABELS


def names_a_value(text: str) -> bool:
    """Whether a text surely names what stands beside it, as no state and no button does: it asks
    for something of somebody's, is a number's, a date's or an amount's name, or has a colon."""
    plain = _plain(text)
    if asks_for_personal(text) or text.rstrip().endswith((":", "：")):
        return True
    of_forms = plain in WORDS - _OF_NONE and plain.endswith(_OF_A_VALUE)
    return of_forms or _NAMES_A_VALUE.search(plain) is not None


def is_word_of_forms(text: str) -> bool:
    """Whether a text is a label, a heading of a column or a button that many forms have."""
    return _plain(text) in LABELS | NO_NAMES | WORDS


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalnum())
