"""Spare keys: key codes that stand for whatever is to be typed next.

Key codes that no key of a real keyboard needs get other key symbols for a moment. What they
stood for, and which keys these hands hold down, is also written into a property of the root
window: a process that is killed leaves both behind, and the next one puts them right.
"""

from __future__ import annotations

import os
import socket
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from Xlib import X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError
from Xlib.ext import xtest

from player.desktop.x11.connection import GONE, numbers
from player.desktop.x11.keymap import Keymap
from scripts.errors import DesktopProblem
from scripts.language import either

_BINDINGS = "_ILSON_BINDINGS"
"""Who (see :meth:`SpareKeys._write`), first code, symbols per row, then the original rows."""
_HELD = "_ILSON_HELD"
"""Who, then key codes, and buttons + 0x100."""
BUTTON = 0x100
_UNNEEDED = frozenset(
    (
        0,
        *range(0x1008FF45, 0x1008FF4A),  # Launch5 to Launch9
        0x1008FF81,  # Tools
        0x1008FF3C, 0x1008FF5E, 0x1008FF36,  # Finance, Game, Shop
        0x1008FF5F, 0x1008FF8E, 0x1008FFB6,  # Go, Messenger, AudioPreset
        0x1008FF7B, 0x1008FF72, 0x1008FF90,  # Send, Reply, MailForward
        0x1008FF77, 0x1008FF5B,  # Save, Documents
        0x1008FF8F, 0x1008FF32,  # WebCam, AudioMedia
        0x1008FF93, 0x1008FF94, 0x1008FF95, 0x1008FF96,  # Battery, Bluetooth, WLAN, UWB
        0x1008FFB4, 0x1008FFB5,  # WWAN, RFKill
        0xFF69,  # Cancel
    )
)  # fmt: skip
"""Symbols of keys that hardly any keyboard has. Where a desktop acts upon one of them, it has
reserved the key, and the key is left alone."""
_SPAN = (191, 255)
"""Where spare codes are looked for: beyond the codes of the keys that people have."""


_WHO = 3


class SpareKeys:
    """The spare key codes of one display connection."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._root = display.screen().root
        self._mark = self._root.create_window(-1, -1, 1, 1, 0, X.CopyFromParent)
        self._original: dict[int, list[int]] = {}
        self.codes: tuple[int, ...] = ()
        """The codes that may be bound, ascending."""
        self._repair()

    def choose(self, keymap: Keymap) -> None:
        """Choose the codes by the map as it is; those that are bound now stay."""
        if self._original:
            return
        wanted = [
            code
            for code in range(_SPAN[0], min(_SPAN[1], self._last()) + 1)
            if set(keymap.row(code)) <= _UNNEEDED and not keymap.is_modifier(code)
        ]
        if wanted != list(self.codes):
            self.codes = tuple(code for code in wanted if not self._grabbed(code))
        if not self.codes:
            raise DesktopProblem(
                either(
                    "글자를 넣는 데 쓸 빈 키가 이 자판 배열에 없어요.",
                    "This keyboard layout has no free key to type the text with.",
                ),
                either(
                    "자판 배열을 한국어나 영어(미국)로 바꾸고 다시 해 주세요.",
                    "Change the layout to Korean or English (US) and try again.",
                ),
            )

    def bind(self, keymap: Keymap, symbols: Mapping[int, tuple[int, int]]) -> None:
        """Let codes stand for (plain, Shift) symbols, in one request; ``keymap`` follows."""
        first, last = self.codes[0], self.codes[-1]
        if not self._original:
            if self._other(_BINDINGS):
                raise DesktopProblem(
                    either(
                        "다른 일손이 지금 글자를 넣고 있어요.", "Another Ilson is typing right now."
                    ),
                    either(
                        "그 실행이 끝난 뒤에 다시 해 주세요.", "Try again when that run has ended."
                    ),
                )
            self._original = {code: list(keymap.row(code)) for code in range(first, last + 1)}
            width = max(len(row) for row in self._original.values())
            rows = [(*row, *[0] * width)[:width] for row in self._original.values()]
            self._write(_BINDINGS, [first, width, *(symbol for row in rows for symbol in row)])
        changed = [list(keymap.row(code)) for code in range(first, last + 1)]
        for code, pair in symbols.items():
            changed[code - first] = list(pair)
        width = max(2, *(len(row) for row in changed))
        full = [(*row, *[0] * width)[:width] for row in changed]
        self._display.change_keyboard_mapping(first, full)
        self._display.sync()
        keymap.change(first, full)

    def restore(self) -> None:
        """Give the codes back their own symbols."""
        if not self._original:
            return
        rows = list(self._original.values())
        width = max(len(row) for row in rows)
        self._display.change_keyboard_mapping(
            min(self._original), [(*row, *[0] * width)[:width] for row in rows]
        )
        self._original = {}
        self._root.delete_property(self._display.intern_atom(_BINDINGS))
        self._display.sync()

    def hold(self, held: Iterable[int]) -> None:
        """Note which keys (and buttons + BUTTON) are down, for the case of being killed."""
        self._write(_HELD, list(held))
        self._display.flush()

    def _repair(self) -> None:
        """Put right what a killed process left behind."""
        bound = numbers(self._display, self._root.id, _BINDINGS)
        if len(bound) > _WHO + 2 and not self._alive(bound):
            first, width, symbols = bound[_WHO], max(bound[_WHO + 1], 1), bound[_WHO + 2 :]
            rows = [symbols[at : at + width] for at in range(0, len(symbols), width)]
            if len(rows[-1]) == width:
                self._display.change_keyboard_mapping(first, rows)
            self._root.delete_property(self._display.intern_atom(_BINDINGS))
        held = numbers(self._display, self._root.id, _HELD)
        if held and not self._alive(held):
            for code in held[_WHO:]:
                kind = X.ButtonRelease if code >= BUTTON else X.KeyRelease
                xtest.fake_input(self._display, kind, code % BUTTON)
            self._root.delete_property(self._display.intern_atom(_HELD))
        self._display.sync()

    def _write(self, name: str, values: list[int]) -> None:
        """Write a property, after who we are: a window that ends with our connection, the
        process and its host."""
        atom = self._display.intern_atom(name)
        cardinal = self._display.intern_atom("CARDINAL")
        who = [self._mark.id, os.getpid(), _host()]
        self._root.change_property(atom, cardinal, 32, [*who, *values])

    def _other(self, name: str) -> bool:
        """Whether another living process has written the property."""
        found = numbers(self._display, self._root.id, name)
        return bool(found) and found[0] != self._mark.id and self._alive(found)

    def _alive(self, written: Sequence[int]) -> bool:
        """Whether the process that wrote a property still lives. Its window dies with it, but
        the server may be late in noticing."""
        if len(written) < _WHO or (written[2] == _host() and _ended(written[1])):
            return False
        try:
            self._display.create_resource_object("window", written[0]).get_geometry()
        except GONE:
            return False
        return True

    def _grabbed(self, code: int) -> bool:
        """Whether some program has reserved the key, so that it never gets to the one in front."""
        caught = CatchError(BadAccess)
        self._root.grab_key(
            code, X.AnyModifier, False, X.GrabModeAsync, X.GrabModeAsync, onerror=caught
        )
        self._root.ungrab_key(code, X.AnyModifier)
        self._display.sync()
        return caught.get_error() is not None

    def _last(self) -> int:
        return int(self._display.display.info.max_keycode)


def _host() -> int:
    return zlib.crc32(socket.gethostname().encode())


def _ended(process: int) -> bool:
    """Whether a process of this host has ended (nobody may have taken note of it yet)."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2]
    except OSError:
        return True
    return state.split()[0] in "ZX"
