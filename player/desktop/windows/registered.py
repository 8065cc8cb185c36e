"""Chords that Windows gives to us only: RegisterHotKey."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

from player.desktop.windows import api, keys
from scripts.keys import split_chord

assert sys.platform == "win32"

_MODIFIERS = {"Alt": 0x1, "Ctrl": 0x2, "Shift": 0x4, "Win": 0x8}
_NO_REPEAT = 0x4000
_HOTKEY, _WAKE = 0x312, 0x8001


class Registered:
    """See :class:`player.desktop.global_keys.Grabs`. Windows brings the news to the thread that
    registered the chords, and lets that thread's program come to the front."""

    def __init__(self) -> None:
        self._thread = int(api.GetCurrentThreadId())
        self._held: dict[int, str] = {}
        """Word by the number that Windows knows the chord by."""
        # The thread gets its message queue with its first look at it; wake() needs it.
        api.PeekMessageW(ctypes.byref(api.Message()), None, 0, 0, 0)

    def take(self, chords: Mapping[str, str]) -> frozenset[str]:
        self.close()
        for number, (word, chord) in enumerate(chords.items(), 1):
            *modifiers, name = split_chord(chord)
            code = keys.NAMED.get(name) or ord(name.upper())
            wanted = sum(_MODIFIERS[modifier] for modifier in modifiers) | _NO_REPEAT
            if api.RegisterHotKey(None, number, wanted, code):
                self._held[number] = word
        return frozenset(chords) - frozenset(self._held.values())

    def next(self) -> str | None:
        message = api.Message()
        while api.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == _WAKE:
                return None
            # What was let go of in the meantime may still be on its way.
            if message.message == _HOTKEY and (word := self._held.get(int(message.wParam or 0))):
                return word
        return None

    def wake(self) -> None:
        api.PostThreadMessageW(self._thread, _WAKE, 0, 0)

    def close(self) -> None:
        for number in self._held:
            api.UnregisterHotKey(None, number)
        self._held = {}
