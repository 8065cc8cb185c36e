"""A plain Win32 window for the tests to act upon: ``python -m tests.player.desktop.windows_target
TITLE LEFT TOP WIDTH HEIGHT``. It prints a line of JSON with its handles and runs until stdin ends.

A message ``SLEEP`` makes it hang for wParam milliseconds, ``HOLD`` hang with the clipboard open,
``PROMISE`` offer text that it makes only when somebody asks for it, wParam milliseconds later.
"""

from __future__ import annotations

import ctypes
import json
import sys
import threading
import time
from ctypes import POINTER, Structure, c_int, c_size_t, c_ssize_t, c_void_p
from ctypes.wintypes import HANDLE, HWND, LPCWSTR, LPVOID, MSG, UINT
from typing import Any

SLEEP, HOLD, PROMISE = 0x8001, 0x8002, 0x8003
PROMISED = "나중에 만든 글자"
_DESTROY, _CLOSE, _RENDER_FORMAT, _SET_FOCUS = 0x2, 0x10, 0x305, 0x7
_OVERLAPPED, _CHILD, _VISIBLE, _BORDER = 0x00CF0000, 0x40000000, 0x10000000, 0x00800000
_MULTILINE, _PASSWORD, _UNICODE_TEXT = 0x4, 0x20, 13
_PROCEDURE = (ctypes.WINFUNCTYPE if sys.platform == "win32" else ctypes.CFUNCTYPE)(
    c_ssize_t, HWND, UINT, c_size_t, c_ssize_t
)


def _open(user: Any, window: int) -> None:
    """Open the clipboard, which whoever looks whether we have may just have open."""
    while not user.OpenClipboard(HWND(window)):
        time.sleep(0.001)


class _Class(Structure):
    _fields_ = (
        ("style", UINT), ("procedure", _PROCEDURE), ("extra", c_int), ("more", c_int),
        ("instance", HANDLE), ("icon", HANDLE), ("cursor", HANDLE), ("brush", HANDLE),
        ("menu", LPCWSTR), ("name", LPCWSTR),
    )  # fmt: skip


def main() -> None:
    assert sys.platform == "win32"
    user, kernel = ctypes.WinDLL("user32"), ctypes.WinDLL("kernel32")
    user.DefWindowProcW.restype = c_ssize_t
    user.DefWindowProcW.argtypes = (HWND, UINT, c_size_t, c_ssize_t)
    user.CreateWindowExW.restype = HWND
    user.CreateWindowExW.argtypes = (
        UINT, LPCWSTR, LPCWSTR, UINT, c_int, c_int, c_int, c_int, HWND, HANDLE, HANDLE, LPVOID,
    )  # fmt: skip
    user.SetClipboardData.argtypes = (UINT, HANDLE)
    user.PostMessageW.argtypes = (HWND, UINT, c_size_t, c_ssize_t)
    user.RegisterClassW.argtypes = (POINTER(_Class),)
    kernel.GlobalAlloc.restype = c_void_p
    kernel.GlobalLock.restype = c_void_p
    kernel.GlobalLock.argtypes = kernel.GlobalUnlock.argtypes = (c_void_p,)
    edits: list[int] = []
    promise = [0.0]

    def handle(window: int, message: int, first: int, second: int) -> int:
        if message == SLEEP:
            time.sleep(first / 1000)
        elif message == HOLD:
            _open(user, window)
            time.sleep(first / 1000)
            user.CloseClipboard()
        elif message == PROMISE:
            promise[0] = first / 1000
            _open(user, window)
            user.EmptyClipboard()
            user.SetClipboardData(_UNICODE_TEXT, None)
            user.CloseClipboard()
        elif message == _RENDER_FORMAT:
            time.sleep(promise[0])
            data = PROMISED.encode("utf-16-le") + b"\0\0"
            memory = kernel.GlobalAlloc(2, c_size_t(len(data)))
            ctypes.memmove(kernel.GlobalLock(memory), data, len(data))
            kernel.GlobalUnlock(memory)
            user.SetClipboardData(_UNICODE_TEXT, memory)
        elif message == _SET_FOCUS and edits:
            user.SetFocus(HWND(edits[0]))
        elif message == _DESTROY:
            user.PostQuitMessage(0)
        else:
            return int(user.DefWindowProcW(window, message, first, second))
        return 0

    procedure = _PROCEDURE(handle)
    user.RegisterClassW(ctypes.byref(_Class(procedure=procedure, name="IlsonTarget", brush=6)))
    title = sys.argv[1]
    left, top, width, height = map(int, sys.argv[2:])
    window = user.CreateWindowExW(
        0, "IlsonTarget", title, _OVERLAPPED | _VISIBLE, left, top, width, height,
        None, None, None, None,
    )  # fmt: skip
    for number, style in enumerate((_MULTILINE, _PASSWORD)):
        edits.append(
            user.CreateWindowExW(
                0, "Edit", "", _CHILD | _VISIBLE | _BORDER | style, 10, 10 + 100 * number,
                width - 60, 80, window, None, None, None,
            )
        )  # fmt: skip
    user.SetFocus(HWND(edits[0]))
    print(json.dumps({"window": window, "edit": edits[0], "secret": edits[1]}), flush=True)

    def end() -> None:
        sys.stdin.read()
        user.PostMessageW(window, _CLOSE, 0, 0)

    threading.Thread(target=end, daemon=True).start()
    message = MSG()
    while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
        user.TranslateMessage(ctypes.byref(message))
        user.DispatchMessageW(ctypes.byref(message))


if __name__ == "__main__":
    main()
