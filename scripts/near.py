"""Which of the known names was probably meant by an unknown one."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from scripts.korean import quoted
from scripts.language import either

# Bounds that keep a hostile file from buying hours of comparing.
_MOST_NAMES = 300
_LONGEST = 60


def likeliest(name: str, among: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The one of ``among`` that was probably meant by ``name``, None if none is near.

    Hangul is compared letter by letter (NFD), so that one wrong vowel in a syllable stays near.
    """
    names = [known for _, known in zip(range(_MOST_NAMES), among, strict=False)]
    by_letters = {_letters(known)[:_LONGEST]: known for known in reversed(names)}
    wanted = _letters(name)[:_LONGEST]
    if wanted in by_letters:
        return by_letters[wanted]
    found = difflib.get_close_matches(wanted, list(by_letters), 1, cutoff)
    return by_letters[found[0]] if found else None


def did_you_mean(name: str, among: Iterable[str]) -> str:
    """ " 혹시 ‘click’을 쓰려고 하셨나요?", or nothing where no known name is near."""
    near = likeliest(name, among)
    return (
        either(f" 혹시 {quoted(near, '을/를')} 쓰려고 하셨나요?", f" Did you mean {quoted(near)}?")
        if near
        else ""
    )


class Misspellings:
    """The names, and all that is one slip of the finger away from one of them.

    Reader and writer both ask this whether a text could be mistaken for a name, thousands of
    times per file, so it is an index and not a comparison: two texts are near if leaving out at
    most one letter of each makes them equal.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in names:
            for form in _without_one(_letters(name)):
                self._names.setdefault(form, name)

    def meant(self, text: str) -> str | None:
        """The name that ``text`` may be a slip of; None where it is clearly something else."""
        for form in _without_one(_letters(text, cut=False)):
            if form in self._names:
                return self._names[form]
        return None


@lru_cache(maxsize=4096)
def _letters(text: str, cut: bool = True) -> str:
    plain = "".join(text.split()).casefold()
    plain = plain[:_LONGEST] if cut else plain[: 2 * _LONGEST]
    return unicodedata.normalize("NFD", plain)


def _without_one(letters: str) -> list[str]:
    # Below three letters everything is near everything.
    if len(letters) < 3 or len(letters) > 3 * _LONGEST:
        return [letters]
    return [letters, *(letters[:i] + letters[i + 1 :] for i in range(len(letters)))]
