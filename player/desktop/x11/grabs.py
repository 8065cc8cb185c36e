"""Chords that the X server gives to us only: passive grabs of their keys on the root window."""

from __future__ import annotations

import contextlib
import select
import socket
from collections.abc import Iterator, Mapping
from typing import Any

from Xlib import X
from Xlib import error as xerror
from Xlib.error import BadAccess, CatchError

from player.desktop.places import letter_at
from player.desktop.x11.connection import close, connect
from player.desktop.x11.keymap import Keymap, symbol_named
from scripts.errors import DesktopProblem
from scripts.keys import split_chord
from scripts.language import either

_FROM_SCAN = 8
"""What key codes are more than scan codes."""


class X11Grabs:
    """See :class:`player.desktop.global_keys.Grabs`."""

    def __init__(self) -> None:
        self._display = connect()
        self._root = self._display.screen().root
        self._held: dict[tuple[int, int], str] = {}
        """Word by key code and modifiers, locks aside."""
        self._let_go: tuple[int, int] = (0, -1)
        """The key that came up last, and the server's time of that."""
        self._masks = 0
        self._woken, self._wakes = socket.socketpair()
        self._wakes.setblocking(False)

    def take(self, chords: Mapping[str, str]) -> frozenset[str]:
        with _still_there():
            self._release()
            keymap = Keymap.read(self._display)
            locks = [X.LockMask, keymap.mask("Num")]
            self._masks = ~(locks[0] | locks[1]) & 0xFF
            refused = set()
            for word, chord in chords.items():
                key = self._key(keymap, chord)
                if key is None or not self._grab(key, locks):
                    refused.add(word)
                else:
                    self._held[key] = word
            return frozenset(refused)

    def next(self) -> str | None:
        with _still_there():
            while True:
                while self._display.pending_events():
                    word = self._word(self._display.next_event())
                    if word is not None:
                        return word
                ready = select.select([self._display.fileno(), self._woken], [], [])[0]
                if self._woken in ready:
                    self._woken.recv(64)
                    return None

    def wake(self) -> None:
        with contextlib.suppress(BlockingIOError):  # what is full has woken it already
            self._wakes.send(b"!")

    def close(self) -> None:
        close(self._display)  # which ends its grabs
        self._woken.close()
        self._wakes.close()

    def _word(self, event: Any) -> str | None:
        if event.type == X.KeyRelease:
            self._let_go = (event.detail, event.time)
        elif event.type == X.KeyPress and (event.detail, event.time) != self._let_go:
            return self._held.get((event.detail, event.state & self._masks))
        return None  # A key that repeats comes up and goes down again in the same moment.

    def _key(self, keymap: Keymap, chord: str) -> tuple[int, int] | None:
        """Key code and modifiers of a chord; None where no key of this keyboard gives it."""
        *modifiers, name = split_chord(chord)
        fixed = {"Ctrl": X.ControlMask, "Shift": X.ShiftMask}
        mask = 0
        for modifier in modifiers:
            mask |= fixed.get(modifier) or keymap.mask(modifier)
        # Where the layout has other letters, the key that has this one on an American keyboard.
        places = (code for code in range(_FROM_SCAN, 256) if letter_at(code - _FROM_SCAN) == name)
        code = keymap.code(symbol_named(name)) or next(places, 0)
        return (code, mask) if code else None

    def _grab(self, key: tuple[int, int], locks: list[int]) -> bool:
        code, mask = key
        for locked in _any_of(locks):
            refused = CatchError(BadAccess)
            self._root.grab_key(
                code, mask | locked, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused
            )
            self._display.sync()
            if refused.get_error() is not None:
                self._ungrab(key, locks)
                return False
        return True

    def _ungrab(self, key: tuple[int, int], locks: list[int]) -> None:
        for locked in _any_of(locks):
            self._root.ungrab_key(key[0], key[1] | locked)

    def _release(self) -> None:
        if self._held:
            self._root.ungrab_key(X.AnyKey, X.AnyModifier)
            self._held = {}


def _any_of(locks: list[int]) -> set[int]:
    """The modifiers with none, one or both locks on."""
    caps, num = locks
    return {0, caps, num, caps | num}


@contextlib.contextmanager
def _still_there() -> Iterator[None]:
    try:
        yield
    except (xerror.ConnectionClosedError, OSError) as error:
        raise DesktopProblem(
            either("화면과의 연결이 끊겼어요.", "The connection to the screen is broken."),
            either("다시 로그인한 뒤 일손을 켜 주세요.", "Sign in again and start Ilson."),
        ) from error
