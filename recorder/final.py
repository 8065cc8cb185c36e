"""A further witness of what was typed: what the field shows in the end, where the system tells it.

What was typed is known from the keys. A program may have changed it: letters that a field does not
take, a value that it completes. What the field shows is compared and never kept: it may hold more
than what was typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from recorder.asked import Asked
from recorder.gestures import Gesture
from scripts.dubeolsik import FIRST, LAST
from scripts.language import either

_AFTER = 0.1
"""Seconds after the last key until the field is asked: its program has to take note of the keys."""
_KEPT = 4
_UNLIKE = (
    "칸에 남은 글자가 입력한 글자와 달라요. 확인해 주세요.",
    "The field shows another text than what was typed. Please check it.",
)


class FinalText(Asked[str | None]):
    """Asks ``field_text`` (see :class:`player.desktop.base.Windows`) when no key went down for a
    moment."""

    def __init__(self, field_text: Callable[[], str | None]) -> None:
        super().__init__(field_text, "final-text", _KEPT, _AFTER)

    def compared(self, gesture: Gesture[Any], end: float) -> Gesture[Any]:
        """A gesture with the reason to look at it, if the field showed another text than what was
        typed. ``end`` is when something else began."""
        if gesture.kind != "text" or gesture.secret:
            return gesture
        told = [text for text in self.between(gesture.last, end) if text is not None]
        if not told or agrees(gesture.text, told[-1]):
            return gesture
        return replace(gesture, reasons=(*gesture.reasons, either(*_UNLIKE)))


def agrees(typed: str, shown: str) -> bool:
    """Whether a field that shows ``shown`` has taken what was typed: letters and digits in their
    order, however the field writes them (010-1234-5678, capitals). The last syllable may still be
    composed."""
    wanted, there = _plain(typed), _plain(shown)
    composing = bool(wanted) and FIRST <= ord(wanted[-1]) <= LAST
    return wanted in there or (composing and wanted[:-1] in there)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())
