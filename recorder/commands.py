"""What the clerk says to a recording while it goes on: by hot keys, or on stdin through whoever
started it (the recording bar). Both say the same words, and each is answered by an event.

Hot keys are one family, Ctrl+Alt and a letter, and are never part of what is recorded: neither the
letter nor the modifiers' releases. They are not taken away from the program in front: a letter that
does not arrive would leave a lone Alt, which opens a menu bar.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from player.types import Event
from scripts.errors import UsageError
from scripts.keys import MODIFIERS, join_chord
from scripts.language import either
from scripts.model import Point

Say = Literal["stop", "pause", "continue", "undo", "wait_here", "read_here", "secret", "row"]
"""``stop``: save and end. ``pause``: nothing is recorded until ``continue``. ``undo``: drop the
last step. ``wait_here``: a step that waits for what is at the pointer. ``read_here``: a step that
reads the value there. ``secret``: what is typed in this field is never written down; with a step,
what that step types is not, although the field was left. ``row``: the answer to the question which
row was meant."""

_HELD = ("Ctrl", "Alt")
_LETTERS: Mapping[str, Say] = {
    "r": "stop", "p": "pause", "z": "undo", "w": "wait_here", "g": "read_here", "s": "secret",
}  # fmt: skip
"""The letter of each word; that of ``pause`` also means ``continue``."""


def own_letters(chosen: Mapping[str, str]) -> Mapping[str, Say]:
    """The letters with those that the clerk has chosen for some words (word → letter); raises
    UsageError for a word or a letter that there is not, and for one letter with two meanings."""
    by_word: dict[Say, str] = {say: letter for letter, say in _LETTERS.items()}
    for word, letter in chosen.items():
        if word not in by_word:
            raise UsageError(
                either(f"‘{word}’ 단축키는 없어요.", f"There is no hot key ‘{word}’."),
                either(f"있는 것: {', '.join(by_word)}", f"There are: {', '.join(by_word)}"),
            )
        if not (len(letter) == 1 and letter.isascii() and letter.isalpha()):
            raise UsageError(
                either(f"‘{letter}’ 단축키는 쓸 수 없어요.", f"‘{letter}’ can't be a hot key."),
                either("a부터 z까지 한 글자여야 해요.", "It has to be one letter from a to z."),
            )
        by_word[word] = letter.lower()
    letters = {letter: say for say, letter in by_word.items()}
    if len(letters) < len(by_word):
        raise UsageError(
            either("한 글자를 두 가지 단축키로 쓸 수 없어요.", "One letter can't be two hot keys."),
            either("다른 글자로 써 주세요.", "Give another letter."),
        )
    return letters


def hot_keys(letters: Mapping[str, Say] = _LETTERS) -> dict[str, str]:
    """The chords as they are written for people, by their words."""
    return {say: join_chord((*_HELD, key)) for key, say in letters.items()}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the clerk said; ``at`` is the place that she meant (desktop pixels), None
    for where the pointer is; ``time`` when she said it (seconds), 0 for now. ``step``, ``choice``
    and ``column`` belong to ``row``, ``step`` also to ``secret``."""

    say: Say
    at: Point | None = None
    time: float = 0.0
    step: str = ""
    choice: str = ""
    column: str = ""


class HotKeys:
    """Tells hot keys from the keys that are to be recorded. For the hook's thread."""

    def __init__(self, letters: Mapping[str, Say] = _LETTERS) -> None:
        self.letters = letters
        self._held: set[str] = set()
        self._ours: set[str] = set()
        """Keys of a hot key that are still down: their repeats and releases are ours."""

    def hear(self, event: Event) -> Say | None:
        """The word that a key stroke says, None for none. Ask :meth:`ours` about each event
        afterwards."""
        if event.kind == "key_up":
            self._held.discard(event.key)
            return None
        if event.kind != "key_down":
            return None
        repeated = event.key in self._held
        self._held.add(event.key)
        if self._held >= {*_HELD, "Delete"}:
            # The system's own screen takes the input; what is let go there is never heard.
            self._held.clear()
            return None
        say = self.letters.get(_letter(event))
        if say is None or self._held & set(MODIFIERS) != set(_HELD) or _writes(event):
            return None
        self._ours |= {event.key, *_HELD}
        return None if repeated else say

    def ours(self, event: Event) -> bool:
        """Whether an event belongs to a hot key and is no part of the recording."""
        if event.key not in self._ours:
            return False
        if event.kind == "key_up":
            self._ours.discard(event.key)
        return event.kind in ("key_up", "key_down")


def _letter(event: Event) -> str:
    """The letter on the key: by its name, or by its place where the layout has other letters."""
    return event.key if len(event.key) == 1 and event.key.isascii() else event.letter


def _writes(event: Event) -> bool:
    """Whether the chord writes a character of its own, as AltGr does in some layouts."""
    return event.text.isprintable() and event.text.lower() not in ("", event.key)


def parse_command(line: str) -> Command | None:
    """One line of stdin, ``{"answer": WORD}`` and for a mark optionally ``"at": [x, y]``, for a row
    ``"step"``, ``"choice"`` and optionally ``"column"``, for a secret optionally ``"step"``; None
    if it is none."""
    try:
        given = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(given, dict) or given.get("answer") not in get_args(Say):
        return None
    if given["answer"] == "row":
        told = [given.get(name, "") for name in ("step", "choice", "column")]
        if not all(isinstance(text, str) for text in told) or not told[0] or not told[1]:
            return None
        return Command("row", step=told[0], choice=told[1], column=told[2])
    if given["answer"] == "secret" and "step" in given:
        step = given["step"]
        return Command("secret", step=step) if isinstance(step, str) and step else None
    at = given.get("at")
    if at is None:
        return Command(given["answer"])
    if isinstance(at, list) and len(at) == 2 and all(type(part) is int for part in at):
        return Command(given["answer"], (at[0], at[1]))
    return None
