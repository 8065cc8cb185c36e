"""Korean in sentences: particles that fit the word before them, and composed Hangul."""

from __future__ import annotations

import re
import unicodedata

_NO_FINAL, _RIEUL = 0, 8

# How a sign is read when it ends a word: 0 ends in a vowel, 8 ends in ㄹ, 1 in any other consonant.
_DIGITS = {"0": 1, "1": 8, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
_LETTERS = {"l": 8, "m": 1, "n": 1, "r": 8}  # 엘, 엠, 엔, 알; every other letter's name is open
_WORD_ENDS = (("ng", 1), ("le", 8), ("me", 1), ("ne", 1), ("l", 8), ("m", 1), ("n", 1))
# The words of the file's own keys, which turn up in messages all the time.
_WORDS = {
    "ask": 0, "ctrl": 8, "click": 1, "count": 0, "into": 0, "key": 0, "next": 0, "offset": 1,
    "stop": 1, "target": 1, "timeout": 1, "times": 0, "type": 1, "while": 8, "input": 1,
    "drop": 1, "shift": 0, "alt": 0, "enter": 0, "step": 1, "script": 0, "then": 1, "text": 0,
    "tab": 1, "pageup": 1, "up": 1, "down": 1, "win": 1, "home": 1,
}  # fmt: skip

_JAMO = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]")


def compose(text: str) -> str:
    """The text with Hangul letters composed to syllables (NFC), all else as it was.

    Whole NFC would also replace the compatibility ideographs that stand in Korean names.
    """
    if text.isascii():
        return text
    return _JAMO.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)


def josa(word: str, pair: str) -> str:
    """The particle of ``pair`` ("을/를", "이/가", "은/는", "과/와", "으로/로", "이에요/예요") that
    follows ``word``, judged by its last syllable as it is read aloud. Quotes and brackets at the
    word's end do not count.
    """
    after_consonant, after_vowel = pair.split("/")
    final = _final(word)
    if final == _NO_FINAL or (final == _RIEUL and after_consonant.startswith("으로")):
        return after_vowel
    return after_consonant


def quoted(word: str, pair: str = "") -> str:
    """The word in Korean quotation marks, with the particle that fits: quoted("칸", "을/를")."""
    shown = " ".join(word.split())
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return f"‘{shown}’{josa(word, pair) if pair else ''}"


def _final(word: str) -> int:
    word = unicodedata.normalize("NFC", word[-200:])
    while word and not word[-1].isalnum():
        word = word[:-1]
    if not word:
        return _NO_FINAL
    last = word[-1]
    if "가" <= last <= "힣":
        return (ord(last) - 0xAC00) % 28
    if "ㄱ" <= last <= "ㅎ":
        return _RIEUL if last == "ㄹ" else 1  # a letter's name: 기역, 니은, 리을
    if last in _DIGITS:
        return _number_end(word)
    if last.isascii():
        return _latin_end(word)
    return _NO_FINAL


def _number_end(word: str) -> int:
    zeros = len(word) - len(word.rstrip("0"))
    if zeros and len(word) > zeros and word[-zeros - 1].isdigit():
        return 1 if zeros < 8 else 0  # 십, 백, 천, 만, 억: all but 조 and higher end in one
    return _DIGITS[word[-1]]


def _latin_end(word: str) -> int:
    found = re.search(r"[A-Za-z]+$", word)
    latin = found.group() if found else word[-1]
    if latin.lower() in _WORDS:
        return _WORDS[latin.lower()]
    if latin.isupper() or len(latin) == 1:
        return _LETTERS.get(latin[-1].lower(), _NO_FINAL)
    return next((end for tail, end in _WORD_ENDS if latin.lower().endswith(tail)), _NO_FINAL)


_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def initials(text: str) -> str:
    """The text with each Hangul syllable as its initial consonant: 성명 1 → ㅅㅁ 1."""
    return "".join(
        _INITIALS[(ord(sign) - 0xAC00) // 588] if "가" <= sign <= "힣" else sign for sign in text
    )


def found_in(wanted: str, text: str) -> bool:
    """Whether what somebody types into a search stands in a text, whatever its case and blanks:
    each of its words somewhere. Consonants alone stand for syllables that begin with them (ㅅㅁ
    finds 성명), and a syllable that is still being typed for those that it can become (성ㅁ)."""
    plain = compose(text).casefold()
    together = plain.replace(" ", "")
    return all(
        word in plain or word in together or _by_initials(word, together)
        for word in compose(wanted).casefold().split()
    )


def _by_initials(word: str, text: str) -> bool:
    if not any(sign in _INITIALS for sign in word):
        return False
    begin = initials(text)
    return any(
        all(
            begin[at + n] == sign if sign in _INITIALS else text[at + n] == sign
            for n, sign in enumerate(word)
        )
        for at in range(len(text) - len(word) + 1)
    )
