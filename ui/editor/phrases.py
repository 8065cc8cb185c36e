"""The sentence of a step in pieces: plain words, and the columns in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.language import language
from scripts.model import Script, Step
from scripts.show import sentence

COLUMN = re.compile(r"(?<!\{)\{([^{}|:]+)[^{}]*\}(?!\})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; ``column`` says that it is a list's column or a variable."""

    text: str
    column: bool = False


def pieces(text: str) -> tuple[Piece, ...]:
    """A sentence taken apart at the columns in it."""
    made: list[Piece] = []
    at = 0
    for found in COLUMN.finditer(text):
        if found.start() > at:
            made.append(Piece(text[at : found.start()]))
        made.append(Piece(found[1].strip(), column=True))
        at = found.end()
    if at < len(text):
        made.append(Piece(text[at:]))
    return tuple(made)


def said(step: Step, script: Script) -> str:
    """What a step does, in the language of the window."""
    text = " ".join(sentence(step, script, language()).split())
    return text.replace("‘’", "‘…’")  # what nobody has filled in yet


def plain(text: str) -> str:
    """A sentence without the braces around its columns, for tooltips and screen readers."""
    return COLUMN.sub(lambda found: found[1].strip(), text)
