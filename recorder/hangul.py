"""What the two-set (두벌식) keys compose: the automaton of a Korean input method.

A syllable that is being composed is known by the keys that made it, which is also the order in
which Backspace takes its letters back: 값 → 갑 → 가 → ㄱ → nothing. Pure; knows no desktop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scripts.dubeolsik import FIRST, LEADS, TAILS, VOWELS

_LEAD = {keys: index for index, keys in enumerate(LEADS)}
_VOWEL = {keys: index for index, keys in enumerate(VOWELS)}
_TAIL = {keys: index for index, keys in enumerate(TAILS)}
_CONSONANTS = dict(
    zip(
        (
            "r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv",
            "fg", "a", "q", "Q", "qt", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g",
        ),
        "ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        strict=True,
    )
)  # fmt: skip
"""Consonants and groups of them as they stand alone."""
_FIRST_VOWEL = ord("ㅏ")
_DOUBLES = frozenset("rewqtop")
"""Keys that write another letter with Shift; on all others Shift means nothing."""


def jamo_key(letter: str, shift: bool) -> str:
    """The key as the two-set keyboard takes it, for the Latin letter in its place; empty for what
    is no letter key. Caps Lock means nothing to it."""
    letter = letter.lower()
    if len(letter) != 1 or not "a" <= letter <= "z":
        return ""
    return letter.upper() if shift and letter in _DOUBLES else letter


@dataclass(frozen=True, slots=True)
class Syllable:
    """What is being composed, as the keys of its parts; a lead alone may be a group (ㄳ)."""

    lead: str = ""
    vowel: str = ""
    tail: str = ""

    def __bool__(self) -> bool:
        return bool(self.lead or self.vowel)

    def __str__(self) -> str:
        """The one character that it looks like, empty for nothing."""
        if not self.vowel:
            return _CONSONANTS.get(self.lead, "")
        if not self.lead:
            return chr(_FIRST_VOWEL + _VOWEL[self.vowel])
        index = _LEAD[self.lead] * len(VOWELS) + _VOWEL[self.vowel]
        return chr(FIRST + index * len(TAILS) + _TAIL[self.tail])

    def add(self, key: str) -> tuple[str, Syllable]:
        """What is finished by a key of :func:`jamo_key`, and what is then being composed."""
        return self._add_vowel(key) if key in _VOWEL else self._add_consonant(key)

    def back(self) -> Syllable:
        """What is left after Backspace."""
        for part in ("tail", "vowel", "lead"):
            keys: str = getattr(self, part)
            if keys:
                return replace(self, **{part: keys[:-1]})
        return self

    def _add_vowel(self, key: str) -> tuple[str, Syllable]:
        if self.tail:
            # The final, or the second half of it, begins the next syllable.
            return str(replace(self, tail=self.tail[:-1])), Syllable(self.tail[-1], key)
        if not self.vowel:
            return str(Syllable(self.lead[:-1])), Syllable(self.lead[-1:], key)
        if self.vowel + key in _VOWEL:
            return "", replace(self, vowel=self.vowel + key)
        return str(self), Syllable(vowel=key)

    def _add_consonant(self, key: str) -> tuple[str, Syllable]:
        if not self:
            return "", Syllable(key)
        if self.lead and self.vowel and self.tail + key in _TAIL:
            return "", replace(self, tail=self.tail + key)
        if not self.vowel and self.lead + key in _TAIL:
            return "", Syllable(self.lead + key)
        return str(self), Syllable(key)


def lone_key(sign: str) -> str:
    """The one key that writes a letter of Hangul standing alone: "ㄴ" → "s"; empty for what is
    none, or takes two keys."""
    keys = _ALONE.get(sign, "")
    return keys.lower() if len(keys) == 1 else ""


_ALONE = {
    **{sign: keys for keys, sign in _CONSONANTS.items()},
    **{chr(_FIRST_VOWEL + index): keys for index, keys in enumerate(VOWELS)},
}
