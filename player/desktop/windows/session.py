"""Whether this session's desktop is there to be worked on."""

from __future__ import annotations

import ctypes
import sys
from ctypes import POINTER, c_void_p, cast
from ctypes.wintypes import BOOL, DWORD, HANDLE, LPVOID

from player.desktop.base import Screen, Session
from player.desktop.windows import api
from scripts.errors import DesktopProblem

assert sys.platform == "win32"

_user32 = ctypes.WinDLL("user32", use_last_error=True)
OpenInputDesktop = api.declare(_user32, "OpenInputDesktop", HANDLE, DWORD, BOOL, DWORD)
CloseDesktop = api.declare(_user32, "CloseDesktop", BOOL, HANDLE)
GetUserObjectInformationW = api.declare(
    _user32, "GetUserObjectInformationW", BOOL, HANDLE, ctypes.c_int, LPVOID, DWORD, POINTER(DWORD)
)
WTSQuerySessionInformationW = api.optional(
    "wtsapi32", "WTSQuerySessionInformationW", BOOL, HANDLE, DWORD, ctypes.c_int,
    POINTER(c_void_p), POINTER(DWORD),
)  # fmt: skip
WTSFreeMemory = api.optional("wtsapi32", "WTSFreeMemory", None, c_void_p)

_THIS_SESSION = 0xFFFFFFFF
_INFO_EX = 25
_READ_OBJECTS = 0x1
_NAME = 2
_ACTIVE, _DISCONNECTED = 0, 4
_LOCKED = 0
_REMOTE = 0x1000


class _InfoEx(ctypes.Structure):
    """The beginning of WTSINFOEXW with its level 1, whose 64-bit times align it to 8 bytes."""

    _fields_ = (
        ("level", DWORD),
        ("_padding", DWORD),
        ("session", DWORD),
        ("state", DWORD),
        ("flags", DWORD),
    )


def session(screen: Screen | None = None) -> Session:
    """The state of this session, by two witnesses.

    The session's own record tells that nobody is connected, or that it is locked (Windows 7 had
    the flag the wrong way round; Windows 10 and later have it right). The desktop that has the
    input tells the rest: while Windows asks for consent, shows the Ctrl+Alt+Del screen or a
    screen saver, it is not ours.

    A remote session whose viewer is minimised has the same record, but Windows stops drawing it:
    looks at it fail or are black all over. Who gives a ``screen`` is told that nobody is connected
    then, too.
    """
    told = _record()
    if told is not None and told[0] == _DISCONNECTED:
        return "disconnected"
    if told is not None and told == (_ACTIVE, _LOCKED):
        return "locked"
    if _input_desktop() != "Default":
        return "locked"
    if screen is not None and api.GetSystemMetrics(_REMOTE) and not _is_drawn(screen):
        return "disconnected"
    return "ok"


def _is_drawn(screen: Screen) -> bool:
    try:
        return bool(screen.grab().pixels[::16, ::16].any())
    except DesktopProblem:
        return False


def _record() -> tuple[int, int] | None:
    """The connection's state and the session's flags; None where Windows does not tell."""
    if WTSQuerySessionInformationW is None or WTSFreeMemory is None:
        return None
    address, length = c_void_p(), DWORD(0)
    if not WTSQuerySessionInformationW(
        None, _THIS_SESSION, _INFO_EX, ctypes.byref(address), ctypes.byref(length)
    ):
        return None
    try:
        if length.value < ctypes.sizeof(_InfoEx):
            return None
        info = cast(address, POINTER(_InfoEx)).contents
        return (int(info.state), int(info.flags)) if info.level == 1 else None
    finally:
        WTSFreeMemory(address)


def _input_desktop() -> str:
    """The name of the desktop that has keyboard and mouse, empty where it may not be opened."""
    desktop = OpenInputDesktop(0, False, _READ_OBJECTS)
    if not desktop:
        return ""
    try:
        name = ctypes.create_unicode_buffer(256)
        length = DWORD(0)
        GetUserObjectInformationW(desktop, _NAME, name, ctypes.sizeof(name), ctypes.byref(length))
        return name.value
    finally:
        CloseDesktop(desktop)
