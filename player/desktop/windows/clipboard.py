"""The clipboard with all its formats that are bytes.

Formats that are handles to graphics objects are left out: Windows makes them anew from the ones
that are bytes (a bitmap from its DIB).
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import time
from collections.abc import Iterator

from player.desktop.base import ClipboardContent
from player.desktop.windows import api
from scripts.errors import StepFailed

assert sys.platform == "win32"

_OPEN_LIMIT = 2.0
_TEXT, _OEM_TEXT, _UNICODE_TEXT, _DIB, _DIB5 = 1, 7, 13, 8, 17
_HANDLES = frozenset((2, 3, 9, 14, *range(0x80, 0x90), *range(0x200, 0x400)))
"""Bitmaps, metafiles, palettes, what only its owner can draw, private and graphics objects."""
_FIRST_NAMED = 0xC000
_MOVEABLE = 0x2
_MESSAGE_ONLY = -3
_STAY_OUT_OF_HISTORY = ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard")
"""What is pasted for a script (names, numbers) must not end up in the history or the cloud."""


class WindowsClipboard:
    """See :class:`player.desktop.base.Clipboard`. May be used from any thread."""

    def text(self) -> str | None:
        with _opened():
            data = _read(_UNICODE_TEXT)
        if data is None:
            return None
        return data.decode("utf-16-le", "replace").partition("\0")[0].replace("\r\n", "\n")

    def set_text(self, text: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\n", "\r\n")
        formats = [(f"#{_UNICODE_TEXT}", lines.encode("utf-16-le") + b"\0\0")]
        formats += [(name, bytes(4)) for name in _STAY_OUT_OF_HISTORY]
        _give(formats)

    def save(self) -> ClipboardContent:
        formats: list[tuple[str, bytes]] = []
        with _opened():
            numbers = []
            number = api.EnumClipboardFormats(0)
            while number:
                numbers.append(number)
                number = api.EnumClipboardFormats(number)
            for number in numbers:
                made_anew = (
                    (number in (_TEXT, _OEM_TEXT) and _UNICODE_TEXT in numbers)
                    or (number == _DIB and _DIB5 in numbers)
                )  # fmt: skip
                if number in _HANDLES or made_anew:
                    continue
                data = _read(number)
                if data is not None:
                    formats.append((_name(number), data))
        return ClipboardContent(tuple(formats))

    def restore(self, content: ClipboardContent) -> None:
        _give(list(content.formats))


@contextlib.contextmanager
def _opened(owner: int | None = None) -> Iterator[None]:
    """The clipboard, once no other program has it open."""
    end = time.monotonic() + _OPEN_LIMIT
    while not api.OpenClipboard(owner):
        if time.monotonic() > end:
            raise StepFailed(
                "다른 프로그램이 클립보드를 놓아 주지 않아요.",
                "클립보드를 쓰는 프로그램(원격 접속, 클립보드 관리 프로그램)을 확인해 주세요.",
                why="timed_out",
            )
        time.sleep(0.01)
    try:
        yield
    finally:
        api.CloseClipboard()


def _give(formats: list[tuple[str, bytes]]) -> None:
    # Emptying makes the window that opened it the owner, and without one nothing can be put in.
    # It goes again at once: a window of ours that reads no messages would hold up the next owner.
    window = api.CreateWindowExW(
        0, "STATIC", None, 0, 0, 0, 0, 0, _MESSAGE_ONLY, None, api.GetModuleHandleW(None), None
    )
    try:
        with _opened(window):
            api.EmptyClipboard()
            for name, data in formats:
                _write(_number(name), data)
    finally:
        api.DestroyWindow(window)


def _read(number: int) -> bytes | None:
    handle = api.GetClipboardData(number)
    address = api.GlobalLock(handle) if handle else None
    if not address:
        return None
    try:
        return ctypes.string_at(address, api.GlobalSize(handle))
    finally:
        api.GlobalUnlock(handle)


def _write(number: int, data: bytes) -> None:
    handle = api.GlobalAlloc(_MOVEABLE, max(len(data), 1))
    address = api.GlobalLock(handle) if handle else None
    if not address:
        raise MemoryError(len(data))
    ctypes.memmove(address, data, len(data))
    api.GlobalUnlock(handle)
    # From here on the memory is the system's.
    if not api.SetClipboardData(number, handle):
        api.GlobalFree(handle)


def _name(number: int) -> str:
    """A format's name; standard ones have none and are written as ``#13``."""
    if number < _FIRST_NAMED:
        return f"#{number}"
    text = ctypes.create_unicode_buffer(256)
    api.GetClipboardFormatNameW(number, text, len(text))
    return text.value


def _number(name: str) -> int:
    if name.startswith("#") and name[1:].isdigit():
        return int(name[1:])
    return int(api.RegisterClipboardFormatW(name))
