"""The state of the Korean input method.

Three are in use on X11: nabi writes its state to a property of the root window, fcitx5 answers
a command, ibus tells it only to who listened when it last changed (see
:mod:`player.desktop.x11.ibus`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading

from player.desktop.x11.connection import close, connect, numbers
from player.desktop.x11.ibus import IBus

_ANSWER_LIMIT = 0.5
_NABI = "_HANGUL_INPUT_MODE"
_SERVERS = "XIM_SERVERS"
"""The root window's list of input methods that serve the screen."""
_VARIABLES = ("XMODIFIERS", "GTK_IM_MODULE", "QT_IM_MODULE")
_PLAIN = frozenset(("", "@im=none", "none", "simple", "gtk-im-context-simple", "compose", "xim"))
"""What the variables say where no input method is meant."""


class X11Ime:
    """See :class:`player.desktop.base.Ime`."""

    def __init__(self) -> None:
        self._display = connect()
        self._lock = threading.Lock()
        self._ibus = IBus()

    def hangul(self) -> bool | None:
        with self._lock:
            root = self._display.screen().root.id
            nabi = numbers(self._display, root, _NABI)
            serves = bool(numbers(self._display, root, _SERVERS))
        if nabi:
            return bool(nabi[0] == 2)
        if "fcitx" in os.environ.get("XMODIFIERS", "") + os.environ.get("GTK_IM_MODULE", ""):
            return _fcitx()
        meant = any(os.environ.get(name, "") not in _PLAIN for name in _VARIABLES)
        return self._ibus.hangul() if serves or meant else False

    def close(self) -> None:
        """Close the connection."""
        self._ibus.close()
        close(self._display)


def _fcitx() -> bool | None:
    """fcitx5's answer: 1 is Latin, 2 is Hangul."""
    remote = shutil.which("fcitx5-remote")
    if remote is None:
        return None
    try:
        answer = subprocess.run([remote], capture_output=True, timeout=_ANSWER_LIMIT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {b"1": False, b"2": True}.get(answer.stdout.strip())
