"""Which keys and buttons this process holds down, kept where its sudden end does not lose it.

Windows releases nothing for a process that was killed. For each key that is held, a window that
outlives us (the shell's, which lives as long as the session) carries a property with our process
id; the next process of ours finds those whose process has gone.
"""

from __future__ import annotations

import os
import sys

from player.desktop.windows import api, processes

assert sys.platform == "win32"

_NAME = "Ilson.Held.%d"


class Held:
    """Key codes; buttons have codes among them."""

    def __init__(self) -> None:
        self._window = int(api.GetShellWindow() or api.GetDesktopWindow() or 0)

    def add(self, code: int) -> None:
        """Note a key just before it goes down."""
        api.SetPropW(self._window, _NAME % code, os.getpid())

    def remove(self, code: int) -> None:
        """Forget a key that came up."""
        api.RemovePropW(self._window, _NAME % code)

    def left_behind(self) -> list[int]:
        """The codes that a process which has gone held down and that are down still."""
        left = []
        for code in range(1, 0xFF):
            owner = api.GetPropW(self._window, _NAME % code)
            if not owner or processes.is_running(int(owner)):
                continue
            if api.GetAsyncKeyState(code) < 0:
                left.append(code)
            else:
                self.remove(code)
        return left
