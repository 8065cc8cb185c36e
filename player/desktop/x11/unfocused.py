"""Windows of ours that a window manager must never give the keyboard.

Qt tells of each of its windows that it wants to be asked to take the focus (``WM_TAKE_FOCUS``), of
those that refuse it, too. To openbox such a window is a candidate as good as any: when the one in
front goes, it asks ours, which does nothing, and no program has the keyboard any more.
"""

from __future__ import annotations

import ctypes


def take_no_focus(window: int) -> bool:
    """Withdraw that offer for a window (its number), before it is shown; False where there is no X
    server to be told. Through Xlib's own library: python-xlib takes longer to import than the
    window's thread has."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return False
    atoms, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_int()
    take_focus = x11.XInternAtom(display, b"WM_TAKE_FOCUS", 0)
    told = x11.XGetWMProtocols(
        display, ctypes.c_ulong(window), ctypes.byref(atoms), ctypes.byref(count)
    )
    if told:
        kept = [one for one in atoms[: count.value] if one != take_focus]
        x11.XSetWMProtocols(
            display, ctypes.c_ulong(window), (ctypes.c_ulong * len(kept))(*kept), len(kept)
        )
        x11.XFree(atoms)
    x11.XCloseDisplay(display)
    return bool(told)
