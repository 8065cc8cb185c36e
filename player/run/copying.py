"""Copying and pasting by keys, so that what is pasted is what was copied.

A program may take its time to copy; what is pasted before that is what somebody copied earlier:
another citizen's data. So a copy is waited for. One that never came shows itself only where it
is pasted: keys that copy may mean something else (stopping a command), and a copy within a remote
desktop may stay there.
"""

from __future__ import annotations

from player.desktop.base import Desktop
from player.run.keys import press
from player.run.see import Eyes
from player.types import Window
from scripts.errors import StepFailed
from scripts.language import either

_COPIES = frozenset(
    map(frozenset, (("Ctrl", "c"), ("Ctrl", "x"), ("Ctrl", "Insert"), ("Shift", "Delete")))
)
_PASTES = frozenset(map(frozenset, (("Ctrl", "v"), ("Shift", "Insert"), ("Ctrl", "Shift", "v"))))
_COPIED_WITHIN = 1.0
"""Seconds that a program may take to copy."""


class Copying:
    """Presses chords for one run, and knows which copy never came."""

    def __init__(self, desktop: Desktop, eyes: Eyes) -> None:
        self._hands, self._clipboard, self._eyes = desktop.hands, desktop.clipboard, eyes
        self._missed: tuple[int, Window | None] | None = None
        """What the clipboard held when a copy did not come, and where it was wanted."""
        self._copied_in: set[str] = set()
        """Programs in which a copy did come."""

    def press(self, chord: tuple[str, ...], window: Window | None) -> None:
        """Press a chord in the window that is in front. Raises StepFailed(why="mismatch") where
        something older than what was to be copied would be pasted."""
        keys = frozenset(chord)
        if keys in _COPIES:
            self._copy(chord, window)
        elif keys in _PASTES:
            self._see_that_it_was_copied(window)
            press(self._hands, chord)
            self._clipboard.arrived(window)
        else:
            press(self._hands, chord)

    def _copy(self, chord: tuple[str, ...], window: Window | None) -> None:
        before = self._clipboard.version()
        press(self._hands, chord)
        if self._eyes.until(lambda: self._clipboard.version() != before, _COPIED_WITHIN):
            self._missed = None
            if window is not None:
                self._copied_in.add(window.program)
        else:
            self._missed = (before, window)

    def _see_that_it_was_copied(self, window: Window | None) -> None:
        """What was copied and pasted in one window may have stayed in it, unless copies of that
        program are known to come out of it."""
        if self._missed is None or self._missed[0] != self._clipboard.version():
            return
        there = self._missed[1]
        if there is None or window is None:
            return
        if there.id == window.id and there.program not in self._copied_in:
            return
        raise StepFailed(
            either(
                f"‘{there.title}’ 창에서 복사가 되지 않아서, 전에 복사한 것을 붙여넣지 않았어요.",
                f"Nothing was copied in the window ‘{there.title}’, so what was copied before it "
                "was not pasted.",
            ),
            either(
                "복사할 것을 골라 복사한 뒤 이어서 해 주세요.",
                "Select and copy what is wanted, and go on.",
            ),
            why="mismatch",
        )
