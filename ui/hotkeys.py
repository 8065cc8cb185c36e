"""The hot keys of a recording as the clerk has chosen them, for whatever names one."""

from __future__ import annotations

from collections.abc import Mapping

from recorder.commands import hot_keys

_chosen: dict[str, str] = {}


def use_keys(chosen: Mapping[str, str]) -> None:
    """From now on these letters are the chosen ones (the recorder's word → letter)."""
    _chosen.clear()
    _chosen.update(chosen)


def letters_now(chosen: Mapping[str, str]) -> dict[str, str]:
    """The letter of each word, with those that the clerk has chosen."""
    plain = {word: keys.rpartition("+")[2].lower() for word, keys in hot_keys().items()}
    return {**plain, **{word: letter for word, letter in chosen.items() if word in plain}}


def chord(letter: str) -> str:
    """How a hot key is written."""
    return f"Ctrl+Alt+{letter.upper()}"


def keys_for(word: str) -> str:
    """The chord for a word: ``stop`` → Ctrl+Alt+R."""
    return chord(letters_now(_chosen)[word])
