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


class LastInput(Structure):
    """LASTINPUTINFO"""

    _fields_ = (("cbSize", UINT), ("dwTime", DWORD))


class ProcessEntry(Structure):
    """PROCESSENTRY32W"""

    _fields_ = (
        ("dwSize", DWORD),
        ("cntUsage", DWORD),
        ("th32ProcessID", DWORD),
        ("th32DefaultHeapID", ULONG_PTR),
        ("th32ModuleID", DWORD),
        ("cntThreads", DWORD),
        ("th32ParentProcessID", DWORD),
        ("pcPriClassBase", LONG),
        ("dwFlags", DWORD),
        ("szExeFile", ctypes.c_wchar * 260),
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
_gdi32 = ctypes.WinDLL("gdi32", use_last_error=True)
_shell32 = ctypes.WinDLL("shell32", use_last_error=True)


def declare(library: Any, name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function = getattr(library, name)
    function.restype = result
    function.argtypes = arguments
    declared: Callable[..., Any] = function
    return declared


def optional(library: str, name: str, result: Any, *arguments: Any) -> Callable[..., Any] | None:
    """A function that older systems lack."""
    try:
        return declare(ctypes.WinDLL(library, use_last_error=True), name, result, *arguments)
    except (AttributeError, OSError):
        return None


SendInput = declare(_user32, "SendInput", UINT, UINT, POINTER(Input), c_int)
GetCursorPos = declare(_user32, "GetCursorPos", BOOL, POINTER(POINT))
SetCursorPos = declare(_user32, "SetCursorPos", BOOL, c_int, c_int)
GetSystemMetrics = declare(_user32, "GetSystemMetrics", c_int, c_int)
GetDoubleClickTime = declare(_user32, "GetDoubleClickTime", UINT)
GetWindow = declare(_user32, "GetWindow", HWND, HWND, UINT)
IsWindowEnabled = declare(_user32, "IsWindowEnabled", BOOL, HWND)
GetAsyncKeyState = declare(_user32, "GetAsyncKeyState", ctypes.c_short, c_int)
GetKeyState = declare(_user32, "GetKeyState", ctypes.c_short, c_int)
GetKeyboardLayout = declare(_user32, "GetKeyboardLayout", HANDLE, DWORD)
VkKeyScanExW = declare(_user32, "VkKeyScanExW", ctypes.c_short, ctypes.c_wchar, HANDLE)
MapVirtualKeyExW = declare(_user32, "MapVirtualKeyExW", UINT, UINT, UINT, HANDLE)
ToUnicodeEx = declare(
    _user32, "ToUnicodeEx", c_int, UINT, UINT, POINTER(BYTE), LPWSTR, c_int, UINT, HANDLE
)
SetWindowsHookExW = declare(
    _user32, "SetWindowsHookExW", HANDLE, c_int, HookProcedure, HANDLE, DWORD
)
UnhookWindowsHookEx = declare(_user32, "UnhookWindowsHookEx", BOOL, HANDLE)
CallNextHookEx = declare(_user32, "CallNextHookEx", LRESULT, HANDLE, c_int, WPARAM, LPARAM)
GetMessageW = declare(_user32, "GetMessageW", c_int, POINTER(Message), HWND, UINT, UINT)
RegisterHotKey = declare(_user32, "RegisterHotKey", BOOL, HWND, c_int, UINT, UINT)
UnregisterHotKey = declare(_user32, "UnregisterHotKey", BOOL, HWND, c_int)
SetTimer = declare(_user32, "SetTimer", ULONG_PTR, HWND, ULONG_PTR, UINT, LPVOID)
KillTimer = declare(_user32, "KillTimer", BOOL, HWND, ULONG_PTR)
GetLastInputInfo = declare(_user32, "GetLastInputInfo", BOOL, POINTER(LastInput))
PeekMessageW = declare(_user32, "PeekMessageW", BOOL, POINTER(Message), HWND, UINT, UINT, UINT)
PostThreadMessageW = declare(_user32, "PostThreadMessageW", BOOL, DWORD, UINT, WPARAM, LPARAM)
PostMessageW = declare(_user32, "PostMessageW", BOOL, HWND, UINT, WPARAM, LPARAM)
SendMessageTimeoutW = declare(
    _user32, "SendMessageTimeoutW", LRESULT, HWND, UINT, WPARAM, LPARAM, UINT, UINT,
    POINTER(ULONG_PTR),
)  # fmt: skip
EnumWindows = declare(_user32, "EnumWindows", BOOL, EnumWindowsProcedure, LPARAM)
EnumDisplayMonitors = declare(
    _user32, "EnumDisplayMonitors", BOOL, HANDLE, POINTER(RECT), EnumMonitorsProcedure, LPARAM
)
GetMonitorInfoW = declare(_user32, "GetMonitorInfoW", BOOL, HANDLE, POINTER(MonitorInfo))
IsWindow = declare(_user32, "IsWindow", BOOL, HWND)
IsWindowVisible = declare(_user32, "IsWindowVisible", BOOL, HWND)
IsIconic = declare(_user32, "IsIconic", BOOL, HWND)
ShowWindowAsync = declare(_user32, "ShowWindowAsync", BOOL, HWND, c_int)
InternalGetWindowText = declare(_user32, "InternalGetWindowText", c_int, HWND, LPWSTR, c_int)
SetPropW = declare(_user32, "SetPropW", BOOL, HWND, LPCWSTR, HANDLE)
GetPropW = declare(_user32, "GetPropW", HANDLE, HWND, LPCWSTR)
RemovePropW = declare(_user32, "RemovePropW", HANDLE, HWND, LPCWSTR)
GetShellWindow = declare(_user32, "GetShellWindow", HWND)
GetDesktopWindow = declare(_user32, "GetDesktopWindow", HWND)
GetClassNameW = declare(_user32, "GetClassNameW", c_int, HWND, LPWSTR, c_int)
GetWindowLongW = declare(_user32, "GetWindowLongW", LONG, HWND, c_int)
GetWindowRect = declare(_user32, "GetWindowRect", BOOL, HWND, POINTER(RECT))
GetClientRect = declare(_user32, "GetClientRect", BOOL, HWND, POINTER(RECT))
ClientToScreen = declare(_user32, "ClientToScreen", BOOL, HWND, POINTER(POINT))
GetWindowThreadProcessId = declare(_user32, "GetWindowThreadProcessId", DWORD, HWND, POINTER(DWORD))
GetForegroundWindow = declare(_user32, "GetForegroundWindow", HWND)
SetForegroundWindow = declare(_user32, "SetForegroundWindow", BOOL, HWND)
FindWindowExW = declare(_user32, "FindWindowExW", HWND, HWND, HWND, LPCWSTR, LPCWSTR)
SetWindowPos = declare(_user32, "SetWindowPos", BOOL, HWND, HWND, c_int, c_int, c_int, c_int, UINT)
SetWindowDisplayAffinity = declare(_user32, "SetWindowDisplayAffinity", BOOL, HWND, DWORD)
WindowFromPoint = declare(_user32, "WindowFromPoint", HWND, POINT)
GA_ROOT = 2
GetAncestor = declare(_user32, "GetAncestor", HWND, HWND, UINT)
GetGUIThreadInfo = declare(_user32, "GetGUIThreadInfo", BOOL, DWORD, POINTER(GuiThread))
CreateWindowExW = declare(
    _user32, "CreateWindowExW", HWND, DWORD, LPCWSTR, LPCWSTR, DWORD, c_int, c_int, c_int, c_int,
    HWND, HANDLE, HANDLE, LPVOID,
)  # fmt: skip
DestroyWindow = declare(_user32, "DestroyWindow", BOOL, HWND)
OpenClipboard = declare(_user32, "OpenClipboard", BOOL, HWND)
CloseClipboard = declare(_user32, "CloseClipboard", BOOL)
EmptyClipboard = declare(_user32, "EmptyClipboard", BOOL)
EnumClipboardFormats = declare(_user32, "EnumClipboardFormats", UINT, UINT)
GetClipboardFormatNameW = declare(_user32, "GetClipboardFormatNameW", c_int, UINT, LPWSTR, c_int)
RegisterClipboardFormatW = declare(_user32, "RegisterClipboardFormatW", UINT, LPCWSTR)
GetClipboardData = declare(_user32, "GetClipboardData", HANDLE, UINT)
GetClipboardSequenceNumber = declare(_user32, "GetClipboardSequenceNumber", DWORD)
SetClipboardData = declare(_user32, "SetClipboardData", HANDLE, UINT, HANDLE)
SetProcessDpiAwarenessContext = optional("user32", "SetProcessDpiAwarenessContext", BOOL, c_void_p)
SetThreadDpiAwarenessContext = optional(
    "user32", "SetThreadDpiAwarenessContext", c_void_p, c_void_p
)
GetThreadDpiAwarenessContext = optional("user32", "GetThreadDpiAwarenessContext", c_void_p)
AreDpiAwarenessContextsEqual = optional(
    "user32", "AreDpiAwarenessContextsEqual", BOOL, c_void_p, c_void_p
)
SetProcessDPIAware = declare(_user32, "SetProcessDPIAware", BOOL)
GetDpiForMonitor = optional(
    "shcore", "GetDpiForMonitor", c_long, HANDLE, c_int, POINTER(UINT), POINTER(UINT)
)
DwmGetWindowAttribute = optional(
    "dwmapi", "DwmGetWindowAttribute", c_long, HWND, DWORD, LPVOID, DWORD
)
GetTickCount = declare(_kernel32, "GetTickCount", DWORD)
GetCurrentThreadId = declare(_kernel32, "GetCurrentThreadId", DWORD)
GetCurrentThread = declare(_kernel32, "GetCurrentThread", HANDLE)
SetThreadPriority = declare(_kernel32, "SetThreadPriority", BOOL, HANDLE, c_int)
GetCurrentProcess = declare(_kernel32, "GetCurrentProcess", HANDLE)
GetModuleHandleW = declare(_kernel32, "GetModuleHandleW", HANDLE, LPCWSTR)
OpenProcess = declare(_kernel32, "OpenProcess", HANDLE, DWORD, BOOL, DWORD)
CloseHandle = declare(_kernel32, "CloseHandle", BOOL, HANDLE)
QueryFullProcessImageNameW = declare(
    _kernel32, "QueryFullProcessImageNameW", BOOL, HANDLE, DWORD, LPWSTR, POINTER(DWORD)
)
WaitForSingleObject = declare(_kernel32, "WaitForSingleObject", DWORD, HANDLE, DWORD)
CreateToolhelp32Snapshot = declare(_kernel32, "CreateToolhelp32Snapshot", HANDLE, DWORD, DWORD)
Process32FirstW = declare(_kernel32, "Process32FirstW", BOOL, HANDLE, POINTER(ProcessEntry))
Process32NextW = declare(_kernel32, "Process32NextW", BOOL, HANDLE, POINTER(ProcessEntry))
GlobalAlloc = declare(_kernel32, "GlobalAlloc", HANDLE, UINT, c_size_t)
GlobalFree = declare(_kernel32, "GlobalFree", HANDLE, HANDLE)
GlobalLock = declare(_kernel32, "GlobalLock", LPVOID, HANDLE)
GlobalUnlock = declare(_kernel32, "GlobalUnlock", BOOL, HANDLE)
GlobalSize = declare(_kernel32, "GlobalSize", c_size_t, HANDLE)
OpenProcessToken = declare(_advapi32, "OpenProcessToken", BOOL, HANDLE, DWORD, POINTER(HANDLE))
GetTokenInformation = declare(
    _advapi32, "GetTokenInformation", BOOL, HANDLE, c_int, LPVOID, DWORD, POINTER(DWORD)
)
GetSidSubAuthorityCount = declare(
    _advapi32, "GetSidSubAuthorityCount", POINTER(ctypes.c_ubyte), LPVOID
)
GetSidSubAuthority = declare(_advapi32, "GetSidSubAuthority", POINTER(DWORD), LPVOID, DWORD)
ImmGetDefaultIMEWnd = declare(_imm32, "ImmGetDefaultIMEWnd", HWND, HWND)
GetEnhMetaFileBits = declare(_gdi32, "GetEnhMetaFileBits", UINT, HANDLE, UINT, LPVOID)
SetEnhMetaFileBits = declare(_gdi32, "SetEnhMetaFileBits", HANDLE, UINT, LPVOID)
DeleteEnhMetaFile = declare(_gdi32, "DeleteEnhMetaFile", BOOL, HANDLE)
ShellExecuteW = declare(
    _shell32, "ShellExecuteW", c_ssize_t, HWND, c_wchar_p, c_wchar_p, c_wchar_p, c_wchar_p, c_int
)


def last_error() -> int:
    """Why the last call failed."""
    return ctypes.get_last_error()


def root_of(window: int | None) -> int:
    """The top-level window that a window is in; 0 for none."""
    return int((GetAncestor(window, GA_ROOT) if window else 0) or 0)


def class_of(window: int) -> str:
    """The name of a window's class, empty where it has gone."""
    text = ctypes.create_unicode_buffer(257)
    GetClassNameW(window, text, len(text))
    return text.value


def title_of(window: int) -> str:
    """A window's title, as the system keeps it: GetWindowText would ask a window of our own, which
    may hang."""
    text = ctypes.create_unicode_buffer(1024)
    InternalGetWindowText(window, text, len(text))
    return text.value


def focused_window() -> int:
    """The window that keys go to, of whatever thread is in front (the frame around an app of the
    store and the app itself are two programs'); 0 for none."""
    info = GuiThread(cbSize=ctypes.sizeof(GuiThread))
    return int((GetGUIThreadInfo(0, ctypes.byref(info)) and info.hwndFocus) or 0)


def is_wine() -> bool:
    """Whether this is no Windows: some of its parts are then not even to be tried."""
    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


def ask_window(window: int, message: int, first: int = 0, second: int = 0) -> int | None:
    """A window's answer to a message, None where it hangs or does not answer within 0.2 s."""
    answer = ULONG_PTR(0)
    abort_if_hung = 0x2
    done = SendMessageTimeoutW(
        window, message, first, second, abort_if_hung, 200, ctypes.byref(answer)
    )
    return int(answer.value) if done else None
