"""The parts of the Windows API that the desktop uses, with their types."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from ctypes import (
    POINTER,
    Structure,
    Union,
    c_int,
    c_long,
    c_size_t,
    c_ssize_t,
    c_void_p,
    c_wchar_p,
)
from ctypes.wintypes import (
    BOOL,
    BYTE,
    DWORD,
    HANDLE,
    HWND,
    LONG,
    LPARAM,
    LPCWSTR,
    LPVOID,
    LPWSTR,
    POINT,
    RECT,
    UINT,
    WORD,
    WPARAM,
)
from typing import Any

assert sys.platform == "win32"

ULONG_PTR = c_size_t
LRESULT = c_ssize_t

# ---- input ------------------------------------------------------------------------------------

INPUT_MOUSE, INPUT_KEYBOARD = 0, 1
KEYEVENTF_EXTENDEDKEY, KEYEVENTF_KEYUP, KEYEVENTF_UNICODE = 0x1, 0x2, 0x4
MOUSEEVENTF_MOVE, MOUSEEVENTF_WHEEL, MOUSEEVENTF_HWHEEL = 0x1, 0x800, 0x1000
MOUSEEVENTF_VIRTUALDESK, MOUSEEVENTF_ABSOLUTE = 0x4000, 0x8000
WHEEL_DELTA = 120


class MouseInput(Structure):
    """MOUSEINPUT"""

    _fields_ = (
        ("dx", LONG),
        ("dy", LONG),
        ("mouseData", DWORD),
        ("dwFlags", DWORD),
        ("time", DWORD),
        ("dwExtraInfo", ULONG_PTR),
    )


class KeyboardInput(Structure):
    """KEYBDINPUT"""

    _fields_ = (
        ("wVk", WORD),
        ("wScan", WORD),
        ("dwFlags", DWORD),
        ("time", DWORD),
        ("dwExtraInfo", ULONG_PTR),
    )


class _InputUnion(Union):
    _fields_ = (("mi", MouseInput), ("ki", KeyboardInput))


class Input(Structure):
    """INPUT"""

    _anonymous_ = ("u",)
    _fields_ = (("type", DWORD), ("u", _InputUnion))


class KeyboardHook(Structure):
    """KBDLLHOOKSTRUCT"""

    _fields_ = (
        ("vkCode", DWORD),
        ("scanCode", DWORD),
        ("flags", DWORD),
        ("time", DWORD),
        ("dwExtraInfo", ULONG_PTR),
    )


class MouseHook(Structure):
    """MSLLHOOKSTRUCT"""

    _fields_ = (
        ("pt", POINT),
        ("mouseData", DWORD),
        ("flags", DWORD),
        ("time", DWORD),
        ("dwExtraInfo", ULONG_PTR),
    )


class Message(Structure):
    """MSG"""

    _fields_ = (
        ("hwnd", HWND),
        ("message", UINT),
        ("wParam", WPARAM),
        ("lParam", LPARAM),
        ("time", DWORD),
        ("pt", POINT),
    )


class GuiThread(Structure):
    """GUITHREADINFO"""

    _fields_ = (
        ("cbSize", DWORD),
        ("flags", DWORD),
        ("hwndActive", HWND),
        ("hwndFocus", HWND),
        ("hwndCapture", HWND),
        ("hwndMenuOwner", HWND),
        ("hwndMoveSize", HWND),
        ("hwndCaret", HWND),
        ("rcCaret", RECT),
    )


class MonitorInfo(Structure):
    """MONITORINFO"""

    _fields_ = (
        ("cbSize", DWORD),
        ("rcMonitor", RECT),
        ("rcWork", RECT),
        ("dwFlags", DWORD),
    )


HookProcedure = ctypes.WINFUNCTYPE(LRESULT, c_int, WPARAM, LPARAM)
EnumWindowsProcedure = ctypes.WINFUNCTYPE(BOOL, HWND, LPARAM)
EnumMonitorsProcedure = ctypes.WINFUNCTYPE(BOOL, HANDLE, HANDLE, POINTER(RECT), LPARAM)

_user32 = ctypes.WinDLL("user32", use_last_error=True)
_kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
_advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
_imm32 = ctypes.WinDLL("imm32", use_last_error=True)
_shell32 = ctypes.WinDLL("shell32", use_last_error=True)


def _declare(library: Any, name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function = getattr(library, name)
    function.restype = result
    function.argtypes = arguments
    declared: Callable[..., Any] = function
    return declared


def _optional(library: str, name: str, result: Any, *arguments: Any) -> Callable[..., Any] | None:
    """A function that older systems lack."""
    try:
        return _declare(ctypes.WinDLL(library, use_last_error=True), name, result, *arguments)
    except (AttributeError, OSError):
        return None


SendInput = _declare(_user32, "SendInput", UINT, UINT, POINTER(Input), c_int)
GetCursorPos = _declare(_user32, "GetCursorPos", BOOL, POINTER(POINT))
SetCursorPos = _declare(_user32, "SetCursorPos", BOOL, c_int, c_int)
GetSystemMetrics = _declare(_user32, "GetSystemMetrics", c_int, c_int)
GetAsyncKeyState = _declare(_user32, "GetAsyncKeyState", ctypes.c_short, c_int)
GetKeyState = _declare(_user32, "GetKeyState", ctypes.c_short, c_int)
GetKeyboardLayout = _declare(_user32, "GetKeyboardLayout", HANDLE, DWORD)
VkKeyScanExW = _declare(_user32, "VkKeyScanExW", ctypes.c_short, ctypes.c_wchar, HANDLE)
MapVirtualKeyExW = _declare(_user32, "MapVirtualKeyExW", UINT, UINT, UINT, HANDLE)
ToUnicodeEx = _declare(
    _user32, "ToUnicodeEx", c_int, UINT, UINT, POINTER(BYTE), LPWSTR, c_int, UINT, HANDLE
)
SetWindowsHookExW = _declare(
    _user32, "SetWindowsHookExW", HANDLE, c_int, HookProcedure, HANDLE, DWORD
)
UnhookWindowsHookEx = _declare(_user32, "UnhookWindowsHookEx", BOOL, HANDLE)
CallNextHookEx = _declare(_user32, "CallNextHookEx", LRESULT, HANDLE, c_int, WPARAM, LPARAM)
GetMessageW = _declare(_user32, "GetMessageW", c_int, POINTER(Message), HWND, UINT, UINT)
PeekMessageW = _declare(_user32, "PeekMessageW", BOOL, POINTER(Message), HWND, UINT, UINT, UINT)
PostThreadMessageW = _declare(_user32, "PostThreadMessageW", BOOL, DWORD, UINT, WPARAM, LPARAM)
PostMessageW = _declare(_user32, "PostMessageW", BOOL, HWND, UINT, WPARAM, LPARAM)
SendMessageTimeoutW = _declare(
    _user32, "SendMessageTimeoutW", LRESULT, HWND, UINT, WPARAM, LPARAM, UINT, UINT,
    POINTER(ULONG_PTR),
)  # fmt: skip
EnumWindows = _declare(_user32, "EnumWindows", BOOL, EnumWindowsProcedure, LPARAM)
EnumDisplayMonitors = _declare(
    _user32, "EnumDisplayMonitors", BOOL, HANDLE, POINTER(RECT), EnumMonitorsProcedure, LPARAM
)
GetMonitorInfoW = _declare(_user32, "GetMonitorInfoW", BOOL, HANDLE, POINTER(MonitorInfo))
IsWindow = _declare(_user32, "IsWindow", BOOL, HWND)
IsWindowVisible = _declare(_user32, "IsWindowVisible", BOOL, HWND)
IsIconic = _declare(_user32, "IsIconic", BOOL, HWND)
ShowWindowAsync = _declare(_user32, "ShowWindowAsync", BOOL, HWND, c_int)
GetWindowTextW = _declare(_user32, "GetWindowTextW", c_int, HWND, LPWSTR, c_int)
GetClassNameW = _declare(_user32, "GetClassNameW", c_int, HWND, LPWSTR, c_int)
GetWindowLongW = _declare(_user32, "GetWindowLongW", LONG, HWND, c_int)
GetWindowRect = _declare(_user32, "GetWindowRect", BOOL, HWND, POINTER(RECT))
GetClientRect = _declare(_user32, "GetClientRect", BOOL, HWND, POINTER(RECT))
ClientToScreen = _declare(_user32, "ClientToScreen", BOOL, HWND, POINTER(POINT))
GetWindowThreadProcessId = _declare(
    _user32, "GetWindowThreadProcessId", DWORD, HWND, POINTER(DWORD)
)
GetForegroundWindow = _declare(_user32, "GetForegroundWindow", HWND)
SetForegroundWindow = _declare(_user32, "SetForegroundWindow", BOOL, HWND)
WindowFromPoint = _declare(_user32, "WindowFromPoint", HWND, POINT)
GetAncestor = _declare(_user32, "GetAncestor", HWND, HWND, UINT)
GetGUIThreadInfo = _declare(_user32, "GetGUIThreadInfo", BOOL, DWORD, POINTER(GuiThread))
CreateWindowExW = _declare(
    _user32, "CreateWindowExW", HWND, DWORD, LPCWSTR, LPCWSTR, DWORD, c_int, c_int, c_int, c_int,
    HWND, HANDLE, HANDLE, LPVOID,
)  # fmt: skip
DestroyWindow = _declare(_user32, "DestroyWindow", BOOL, HWND)
OpenClipboard = _declare(_user32, "OpenClipboard", BOOL, HWND)
CloseClipboard = _declare(_user32, "CloseClipboard", BOOL)
EmptyClipboard = _declare(_user32, "EmptyClipboard", BOOL)
EnumClipboardFormats = _declare(_user32, "EnumClipboardFormats", UINT, UINT)
GetClipboardFormatNameW = _declare(_user32, "GetClipboardFormatNameW", c_int, UINT, LPWSTR, c_int)
RegisterClipboardFormatW = _declare(_user32, "RegisterClipboardFormatW", UINT, LPCWSTR)
GetClipboardData = _declare(_user32, "GetClipboardData", HANDLE, UINT)
SetClipboardData = _declare(_user32, "SetClipboardData", HANDLE, UINT, HANDLE)
SetProcessDpiAwarenessContext = _optional("user32", "SetProcessDpiAwarenessContext", BOOL, c_void_p)
SetProcessDPIAware = _declare(_user32, "SetProcessDPIAware", BOOL)
GetDpiForMonitor = _optional(
    "shcore", "GetDpiForMonitor", c_long, HANDLE, c_int, POINTER(UINT), POINTER(UINT)
)
DwmGetWindowAttribute = _optional(
    "dwmapi", "DwmGetWindowAttribute", c_long, HWND, DWORD, LPVOID, DWORD
)
GetCurrentThreadId = _declare(_kernel32, "GetCurrentThreadId", DWORD)
GetCurrentProcess = _declare(_kernel32, "GetCurrentProcess", HANDLE)
GetModuleHandleW = _declare(_kernel32, "GetModuleHandleW", HANDLE, LPCWSTR)
OpenProcess = _declare(_kernel32, "OpenProcess", HANDLE, DWORD, BOOL, DWORD)
CloseHandle = _declare(_kernel32, "CloseHandle", BOOL, HANDLE)
QueryFullProcessImageNameW = _declare(
    _kernel32, "QueryFullProcessImageNameW", BOOL, HANDLE, DWORD, LPWSTR, POINTER(DWORD)
)
GlobalAlloc = _declare(_kernel32, "GlobalAlloc", HANDLE, UINT, c_size_t)
GlobalFree = _declare(_kernel32, "GlobalFree", HANDLE, HANDLE)
GlobalLock = _declare(_kernel32, "GlobalLock", LPVOID, HANDLE)
GlobalUnlock = _declare(_kernel32, "GlobalUnlock", BOOL, HANDLE)
GlobalSize = _declare(_kernel32, "GlobalSize", c_size_t, HANDLE)
OpenProcessToken = _declare(_advapi32, "OpenProcessToken", BOOL, HANDLE, DWORD, POINTER(HANDLE))
GetTokenInformation = _declare(
    _advapi32, "GetTokenInformation", BOOL, HANDLE, c_int, LPVOID, DWORD, POINTER(DWORD)
)
ImmGetDefaultIMEWnd = _declare(_imm32, "ImmGetDefaultIMEWnd", HWND, HWND)
ShellExecuteW = _declare(
    _shell32, "ShellExecuteW", c_ssize_t, HWND, c_wchar_p, c_wchar_p, c_wchar_p, c_wchar_p, c_int
)


def last_error() -> int:
    """Why the last call failed."""
    return ctypes.get_last_error()


def be_dpi_aware() -> None:
    """Have all coordinates in physical pixels, per monitor; before any window or screenshot.

    Falls back to the process-wide awareness of older systems. Later calls change nothing.
    """
    per_monitor_v2 = c_void_p(-4)
    if SetProcessDpiAwarenessContext is None or not SetProcessDpiAwarenessContext(per_monitor_v2):
        SetProcessDPIAware()


def ask_window(window: int, message: int, first: int = 0, second: int = 0) -> int | None:
    """A window's answer to a message, None where it hangs or does not answer within 0.2 s."""
    answer = ULONG_PTR(0)
    abort_if_hung = 0x2
    done = SendMessageTimeoutW(
        window, message, first, second, abort_if_hung, 200, ctypes.byref(answer)
    )
    return int(answer.value) if done else None
