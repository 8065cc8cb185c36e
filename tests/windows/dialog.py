"""A window of plain Win32 controls, for the lane: two fields, a password, a check box, two buttons
and a list of what was entered. Run by the lane's Python; ``dialog.py [X Y [MOST]]``, ``MOST`` being
the letters that the second field takes.

Its texts are read from outside by WM_GETTEXT, as a program's own author would.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

user = ctypes.WinDLL("user32")
gdi = ctypes.WinDLL("gdi32")
user.DefWindowProcW.argtypes = (
    wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM,
)  # fmt: skip
user.DefWindowProcW.restype = ctypes.c_ssize_t
user.SendMessageW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, ctypes.c_void_p)
user.SendMessageW.restype = ctypes.c_ssize_t
user.CreateWindowExW.restype = wintypes.HWND
user.CreateWindowExW.argtypes = (
    wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_int, ctypes.c_int,
    ctypes.c_int, ctypes.c_int, wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, wintypes.LPVOID,
)  # fmt: skip
gdi.CreateFontW.restype = wintypes.HFONT

Procedure = ctypes.WINFUNCTYPE(
    ctypes.c_ssize_t, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
)


class WindowClass(ctypes.Structure):
    """WNDCLASSW"""

    _fields_ = (
        ("style", wintypes.UINT), ("procedure", Procedure), ("class_extra", ctypes.c_int),
        ("window_extra", ctypes.c_int), ("instance", wintypes.HINSTANCE),
        ("icon", wintypes.HICON), ("cursor", wintypes.HANDLE), ("background", wintypes.HBRUSH),
        ("menu", wintypes.LPCWSTR), ("name", wintypes.LPCWSTR),
    )  # fmt: skip


TITLE = "대상자 입력 창"
VISIBLE, CHILD, TAB, BORDER = 0x10000000, 0x40000000, 0x10000, 0x800000
FRAME, PASSWORD, SCROLL, CHECK = 0xCF0000, 0x20, 0x80, 0x3
SAVE, CLEAR = 1, 2
SET_FONT, GET_TEXT, SET_TEXT, ADD_STRING, LIMIT = 0x30, 0xD, 0xC, 0x180, 0xC5
COMMAND, DESTROY, CLOSE = 0x111, 0x2, 0x10


class Dialog:
    """The window and its controls."""

    def __init__(self, x: int, y: int, most: int = 0) -> None:
        self.procedure = Procedure(self.answer)
        made = WindowClass(procedure=self.procedure, name="IlsonDialog", background=16)
        made.cursor = user.LoadCursorW(None, ctypes.c_void_p(32512))
        user.RegisterClassW(ctypes.byref(made))
        self.font = gdi.CreateFontW(-15, 0, 0, 0, 400, 0, 0, 0, 129, 0, 0, 5, 0, "Noto Sans CJK KR")
        self.window = user.CreateWindowExW(
            0, "IlsonDialog", TITLE, FRAME | VISIBLE, x, y, 460, 420, None, None, None, None
        )
        for row, text in enumerate(("성명", "전화번호", "비밀번호")):
            self.control("STATIC", text, (20, 24 + 40 * row, 90, 24))
        self.fields = [
            self.control("EDIT", "", (120, 20 + 40 * row, 220, 28), BORDER | TAB | SCROLL | more)
            for row, more in enumerate((0, 0, PASSWORD))
        ]
        user.SendMessageW(self.fields[1], LIMIT, most, None)  # 0: as many as come
        self.control("BUTTON", "문자 수신 동의", (120, 140, 200, 26), TAB | CHECK)
        self.control("BUTTON", "저장", (120, 180, 100, 34), TAB, SAVE)
        self.control("BUTTON", "지우기", (240, 180, 100, 34), TAB, CLEAR)
        self.list = self.control("LISTBOX", "", (20, 230, 400, 130), BORDER)
        user.SetFocus(self.fields[0])

    def control(
        self, kind: str, text: str, rect: tuple[int, int, int, int], style: int = 0, number: int = 0
    ) -> int:
        made = user.CreateWindowExW(
            0, kind, text, CHILD | VISIBLE | style, *rect, self.window, number, None, None
        )
        user.SendMessageW(made, SET_FONT, self.font, 1)
        return int(made)

    def answer(self, window: int, message: int, first: int, second: int) -> int:
        if message == COMMAND and first in (SAVE, CLEAR):
            if first == SAVE:
                name, phone = (self.text(field) for field in self.fields[:2])
                user.SendMessageW(self.list, ADD_STRING, 0, ctypes.c_wchar_p(f"{name}|{phone}"))
            for field in self.fields:
                user.SendMessageW(field, SET_TEXT, 0, ctypes.c_wchar_p(""))
            user.SetFocus(self.fields[0])
            return 0
        if message == DESTROY:
            user.PostQuitMessage(0)
        return int(user.DefWindowProcW(window, message, first, second))

    def text(self, field: int) -> str:
        text = ctypes.create_unicode_buffer(1000)
        user.SendMessageW(field, GET_TEXT, len(text), text)
        return text.value

    def run(self) -> None:
        message = wintypes.MSG()
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if not user.IsDialogMessageW(self.window, ctypes.byref(message)):
                user.TranslateMessage(ctypes.byref(message))
                user.DispatchMessageW(ctypes.byref(message))


if __name__ == "__main__":
    Dialog(*map(int, sys.argv[1:] or (100, 100))).run()
