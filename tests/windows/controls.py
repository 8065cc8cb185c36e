"""What the controls of a window hold, asked by window messages. Run by the lane's Python.

For each line on stdin, ``{"answer": TITLE}``, it prints ``{"controls": [{class, text, rect, items},
…]}`` of the window whose title begins or ends with TITLE, its controls in order; an empty list
where there is none."""

from __future__ import annotations

import ctypes
import json
import sys
from ctypes import wintypes

user = ctypes.WinDLL("user32")
user.SendMessageW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, ctypes.c_void_p)
user.SendMessageW.restype = ctypes.c_ssize_t
Visit = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
GET_TEXT, GET_LENGTH, LIST_COUNT, LIST_LENGTH, LIST_TEXT = 0xD, 0xE, 0x18B, 0x18A, 0x189


def told(window: int, message: int, first: int, size: int) -> str:
    text = ctypes.create_unicode_buffer(size + 1)
    user.SendMessageW(window, message, first or size + 1, text)
    return text.value


def control(window: int) -> dict[str, object]:
    name, rect = ctypes.create_unicode_buffer(256), wintypes.RECT()
    user.GetClassNameW(window, name, 256)
    user.GetWindowRect(window, ctypes.byref(rect))
    items = []
    if name.value == "ListBox":
        for row in range(user.SendMessageW(window, LIST_COUNT, 0, None)):
            size = user.SendMessageW(window, LIST_LENGTH, row, None)
            text = ctypes.create_unicode_buffer(size + 1)
            user.SendMessageW(window, LIST_TEXT, row, text)
            items.append(text.value)
    size = user.SendMessageW(window, GET_LENGTH, 0, None)
    return {
        "class": name.value,
        "text": told(window, GET_TEXT, 0, size),
        "rect": [rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top],
        "items": items,
    }


def children(window: int) -> list[int]:
    found: list[int] = []

    def visit(handle: int, _data: int) -> bool:
        found.append(handle)
        return True

    user.EnumChildWindows(window, Visit(visit), 0)
    return found


def named(title: str) -> int:
    found: list[int] = []

    def visit(handle: int, _data: int) -> bool:
        text = ctypes.create_unicode_buffer(512)
        user.GetWindowTextW(handle, text, 512)
        fits = text.value.startswith(title) or text.value.endswith(title)
        if fits and user.IsWindowVisible(handle):
            found.append(handle)
        return True

    user.EnumWindows(Visit(visit), 0)
    return found[0] if found else 0


if __name__ == "__main__":
    for line in sys.stdin:
        window = named(json.loads(line)["answer"])
        found = [control(one) for one in children(window)] if window else []
        print(json.dumps({"controls": found}), flush=True)
