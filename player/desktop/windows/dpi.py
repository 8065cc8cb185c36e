"""Physical pixels: what Windows must be told before it is asked for any coordinate."""

from __future__ import annotations

import sys
import threading
from ctypes import c_void_p

from player.desktop.windows import api

assert sys.platform == "win32"

_PER_MONITOR = (c_void_p(-4), c_void_p(-3))
"""Version 2, and the first one, which is all that Windows 10 has before 1703."""
_told = threading.local()


def be_dpi_aware() -> None:
    """Have all coordinates of this thread in physical pixels, per monitor (version 2).

    The first call settles it for the process. Where that was settled before, by the program that
    hosts Python or by a library, each thread can still have its own, so threads that handle
    coordinates call this first. Qt 6 chooses the same for its process, before or after: neither
    minds. An older Windows gets what it has. Calls after a thread's
    first one do nothing.
    """
    if getattr(_told, "done", False):
        return
    _told.done = True
    if api.SetProcessDpiAwarenessContext is None or api.SetThreadDpiAwarenessContext is None:
        api.SetProcessDPIAware()
        return
    for context in _PER_MONITOR:
        if (
            is_now(context)
            or (api.SetProcessDpiAwarenessContext(context) and is_now(context))
            or (api.SetThreadDpiAwarenessContext(context) and is_now(context))
        ):
            return


def is_now(context: c_void_p) -> bool:
    """Whether this thread's coordinates are as a context of Windows' says."""
    if api.GetThreadDpiAwarenessContext is None or api.AreDpiAwarenessContextsEqual is None:
        return False
    now = api.GetThreadDpiAwarenessContext()
    return bool(api.AreDpiAwarenessContextsEqual(now, context))


def is_per_monitor() -> bool:
    """Whether this thread's coordinates are physical pixels."""
    return any(is_now(context) for context in _PER_MONITOR)
