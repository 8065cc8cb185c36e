"""The clipboard with all its formats.

Of the formats that are handles to graphics objects, pictures in vectors are kept by their bytes;
the others Windows makes anew from one that is kept (a bitmap from its DIB). A program may have
promised formats that it makes only when they are asked for, and may hang doing so: what reads
runs in a thread of its own, which is not waited for longer than a time.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from player.desktop.base import ClipboardContent
from player.desktop.windows import api
from player.types import Window
from scripts.errors import StepFailed
from scripts.language import either

assert sys.platform == "win32"

_OPEN_LIMIT = 2.0
_READ_LIMIT = 10.0
"""Seconds that a program may take to make what it promised."""
_TEXT, _OEM_TEXT, _UNICODE_TEXT, _DIB, _DIB5 = 1, 7, 13, 8, 17
_VECTORS = 14
_HANDLES = frozenset((2, 3, 9, *range(0x80, 0x90), *range(0x200, 0x400)))
"""Bitmaps, old metafiles, palettes, what only its owner can draw, private and graphics objects."""
_FIRST_NAMED = 0xC000
_MOVEABLE = 0x2
_MESSAGE_ONLY = -3
_STAY_OUT_OF_HISTORY = ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard")
"""What is pasted for a script (names, numbers) must not end up in the history or the cloud."""


class WindowsClipboard:
    """See :class:`player.desktop.base.Clipboard`. May be used from any thread."""

    def text(self) -> str | None:
        data = _in_time(lambda: _read_all((_UNICODE_TEXT,))).get(_UNICODE_TEXT)
        if data is None:
            return None
        return data.decode("utf-16-le", "replace").partition("\0")[0].replace("\r\n", "\n")

    def set_text(self, text: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\n", "\r\n")
        formats = [(f"#{_UNICODE_TEXT}", lines.encode("utf-16-le") + b"\0\0")]
        formats += [(name, bytes(4)) for name in _STAY_OUT_OF_HISTORY]
        _give(formats)

    def save(self) -> ClipboardContent:
        found = _in_time(_read_all)
        return ClipboardContent(tuple((_name(number), data) for number, data in found.items()))

    def restore(self, content: ClipboardContent) -> None:
        _give(list(content.formats))

    def version(self) -> int:
        return int(api.GetClipboardSequenceNumber())

    def arrived(self, window: Window | None) -> None:
        """A program that pastes has the content before it takes the next key."""


_Read = TypeVar("_Read")


def _in_time(read: Callable[[], _Read]) -> _Read:
    """What ``read`` returns or raises; StepFailed(why="timed_out") where it takes too long."""
    done: list[_Read] = []
    failed: list[StepFailed] = []

    def run() -> None:
        try:
            done.append(read())
        except StepFailed as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="clipboard", daemon=True)
    thread.start()
    thread.join(_READ_LIMIT)
    if failed:
        raise failed[0]
    if not done:
        raise StepFailed(
            either(
                "복사한 프로그램이 응답하지 않아서 클립보드를 읽지 못했어요.",
                "The clipboard could not be read: the program that was copied from does not "
                "answer.",
            ),
            either("그 프로그램이 멈추었는지 확인해 주세요.", "See whether that program hangs."),
            why="timed_out",
        )
    return done[0]


def _read_all(only: tuple[int, ...] = ()) -> dict[int, bytes]:
    """The formats (or ``only`` those) that cannot be made anew from another one."""
    found: dict[int, bytes] = {}
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
            if number in _HANDLES or made_anew or (only and number not in only):
                continue
            data = _read(number)
            if data is not None:
                found[number] = data
    return found


@contextlib.contextmanager
def _opened(owner: int | None = None) -> Iterator[None]:
    """The clipboard, once no other program has it open."""
    end = time.monotonic() + _OPEN_LIMIT
    while not api.OpenClipboard(owner):
        if time.monotonic() > end:
            raise StepFailed(
                either(
                    "다른 프로그램이 클립보드를 놓아 주지 않아요.",
                    "Another program does not let go of the clipboard.",
                ),
                either(
                    "클립보드를 쓰는 프로그램(원격 접속, 클립보드 관리 프로그램)을 확인해 주세요.",
                    "Look at programs that use the clipboard (remote access, clipboard tools).",
                ),
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
    if handle and number == _VECTORS:
        data = ctypes.create_string_buffer(api.GetEnhMetaFileBits(handle, 0, None))
        return data.raw if api.GetEnhMetaFileBits(handle, len(data), data) else None
    address = api.GlobalLock(handle) if handle else None
    if not address:
        return None
    try:
        return ctypes.string_at(address, api.GlobalSize(handle))
    finally:
        api.GlobalUnlock(handle)


def _write(number: int, data: bytes) -> None:
    if number == _VECTORS:
        picture = api.SetEnhMetaFileBits(len(data), data)
        if picture and not api.SetClipboardData(number, picture):
            api.DeleteEnhMetaFile(picture)
        return
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
