"""How windows are known again by their titles, of which a part changes: it may be a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from player.types import Window
from recorder.personal import NOBODY, Known, is_address, is_personal
from scripts.model import Step, Target, TextSeen, WaitFor, WindowPattern, WindowStill

_INTERPRETERS = re.compile(r"(python|java)w?[\d.]*(\.exe)?|wine.*|bash|sh", re.IGNORECASE)
"""Programs that run others: their name says nothing, and is another one on the next PC."""
_PIECES = re.compile(r"(\s[-–—|:·]\s|[()\[\]<>{}/,]+)")
"""What stands between the parts of a title."""
_COMMON = 0.4
"""Share of a title's letters that two titles of a window must have in common, at their beginning
and end, to be the same window with something else open in it."""


class Titles:
    """Patterns for the titles of windows, learnt from what the same window is called over time."""

    def __init__(self, known: Known = NOBODY) -> None:
        self._known = known
        self._last: dict[int, WindowPattern] = {}
        self.replaced: dict[WindowPattern, WindowPattern] = {}
        """Patterns that were given before, and what is to be in their place; for the caller to
        empty."""

    def pattern(self, window: Window | None) -> WindowPattern | None:
        """How a window will be known again; None for one without a title."""
        if window is None or not window.title:
            return None
        new = window_pattern(window, self._known)
        old = self._last.get(window.id)
        if old is not None and old != new:
            both = common(old.title, new.title)
            if both:
                new = replace(new, title=both)
                if old != new:
                    self.replaced[old] = new
        self._last[window.id] = new
        return new


def window_pattern(window: Window, known: Known = NOBODY) -> WindowPattern:
    """How a window will be known again. A title of several parts, "document - program", keeps its
    last part only: the first changes with what is open. What is somebody's becomes a star."""
    head, separator, last = window.title.rpartition(" - ")
    title = f"* - {last}" if separator and head else window.title
    program = None if _INTERPRETERS.fullmatch(window.program) else window.program or None
    return WindowPattern(without_people(title, known), program)


def without_people(title: str, known: Known = NOBODY) -> str:
    """A title with a star for what is somebody's in it."""
    pieces = [_starred(piece, known) for piece in _PIECES.split(title)]
    starred = "".join(pieces)
    # What is only to be seen in the whole: an address over several pieces.
    starred = "*" if is_personal(starred, known) else starred
    return re.sub(r"\*(?:[\s*()\[\]<>{}/,]*\*)+", "*", starred)


def _starred(piece: str, known: Known) -> str:
    if not is_personal(piece, known):
        return piece
    if is_address(piece):
        return "*"
    words = re.split(r"(\s+)", piece)
    starred = "".join("*" if is_personal(word, known) else word for word in words)
    return "*" if is_personal(starred, known) else starred


def common(one: str, other: str) -> str:
    """The pattern for two titles of one window: a star for the words in which they differ; empty
    where they have too little in common."""
    first, second = one.split(), other.split()
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while (
        end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]
    ):  # fmt: skip
        end += 1
    kept = [*first[:start], *(first[len(first) - end :] if end else [])]
    shorter = min(_letters(first), _letters(second))
    if not kept or _letters(kept) < _COMMON * shorter:
        return ""
    parts = [*first[:start], "*", *(first[len(first) - end :] if end else [])]
    return re.sub(r"\*(?:\s*\*)+", "*", " ".join(parts))


def _letters(words: list[str]) -> int:
    return sum(char.isalnum() for word in words for char in word)


def renamed(
    targets: Mapping[str, Target],
    steps: list[Step],
    replaced: Mapping[WindowPattern, WindowPattern],
) -> tuple[dict[str, Target], list[Step]]:
    """Targets and steps with other patterns for their windows."""

    def window(pattern: WindowPattern | None) -> WindowPattern | None:
        while pattern is not None and pattern in replaced:
            pattern = replaced[pattern]
        return pattern

    def step(one: Step) -> Step:
        action = one.action
        match action:
            case WaitFor(TextSeen(text, of)) if of is not None:
                return replace(one, action=WaitFor(TextSeen(text, window(of))))
            case WaitFor(WindowStill(of)):
                return replace(one, action=WaitFor(WindowStill(window(of) or of)))
        if getattr(action, "window", None) is not None:
            return replace(one, action=replace(action, window=window(action.window)))  # type: ignore
        return one

    named = {name: replace(t, window=window(t.window)) for name, t in targets.items()}
    return named, [step(one) for one in steps]
