"""The hot keys as the clerk has chosen them, for whatever names one."""

from __future__ import annotations

from collections.abc import Mapping

from recorder.commands import hot_keys
from scripts.keys import join_chord

OWN = {"play": "b", "panel": "Space"}
"""The window's own words, beside the recorder's, and their keys: run the chosen task again (반복),
show the panel of tasks."""
ANYWHERE = ("stop", "play", "panel")
"""The words whose keys are heard whatever program is in front. That of ``stop`` also begins a
recording."""

_chosen: dict[str, str] = {}


def use_keys(chosen: Mapping[str, str]) -> None:
    """From now on these are the chosen ones (word → letter or ``Space``)."""
    _chosen.clear()
    _chosen.update(chosen)


def letters_now(chosen: Mapping[str, str]) -> dict[str, str]:
    """The key of each word, with those that the clerk has chosen."""
    plain = {word: keys.rpartition("+")[2].lower() for word, keys in hot_keys().items()} | OWN
    return {**plain, **{word: letter for word, letter in chosen.items() if word in plain}}


def recorders(chosen: Mapping[str, str]) -> dict[str, str]:
    """What of it the recorder is to be told: its own words."""
    return {word: letter for word, letter in chosen.items() if word in hot_keys()}


def chord(letter: str) -> str:
    """How a hot key is written."""
    return join_chord(("Ctrl", "Alt", letter))


def keys_for(word: str) -> str:
    """The chord for a word: ``stop`` → Ctrl+Alt+R."""
    return chord(letters_now(_chosen)[word])
