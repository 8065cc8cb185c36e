"""Every word of the window, in Korean and English: one module for each part of the window."""

from __future__ import annotations

from ui.words import (
    binding,
    editor,
    history,
    importing,
    library,
    preferences,
    recording,
    runs,
    steps,
    tour,
    window,
)

PARTS = (window, library, preferences, recording, runs, tour, editor, steps, binding, history,
         importing)  # fmt: skip


def catalog() -> dict[str, tuple[str, str]]:
    """All texts, key: (Korean, English). Raises ValueError for a key that two parts define."""
    found: dict[str, tuple[str, str]] = {}
    for part in PARTS:
        if twice := found.keys() & part.TEXTS.keys():
            raise ValueError(f"two texts for {', '.join(sorted(twice))}")
        found |= part.TEXTS
    return found
