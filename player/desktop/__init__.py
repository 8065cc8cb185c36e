"""Everything that knows an operating system; see :mod:`player.desktop.base`."""

from __future__ import annotations

import sys

from player.desktop.base import Desktop
from scripts.errors import DesktopProblem


def open_desktop() -> Desktop:
    """The desktop that this process runs on.

    Raises :class:`scripts.errors.DesktopProblem` where there is none (no display, no
    permission, a missing package).
    """
    if sys.platform == "win32":
        from player.desktop.windows import open_windows

        return open_windows()
    from player.desktop.x11 import open_x11

    return open_x11()


def load() -> None:
    """Load what :func:`open_desktop` needs, and open nothing."""
    if sys.platform == "win32":
        from player.desktop.windows import load_parts

        load_parts()
    else:
        from player.desktop.x11 import load_parts as load_x11

        load_x11()


def hide_from_captures(window: int) -> bool:
    """Leave a window of ours (its system's number) out of all pictures of the screen; False where
    the system cannot do that: X11, and Windows before 10 version 2004."""
    if sys.platform == "win32":
        from player.desktop.windows.toplevel import hide_from_captures as hide

        return hide(window)
    return False


def take_no_focus(window: int) -> bool:
    """See to it that the system never gives the keyboard to a window of ours (its system's number),
    before it is shown; False where there is nothing to be done, as on Windows."""
    if sys.platform.startswith("linux"):
        from player.desktop.x11.unfocused import take_no_focus as take_none

        return take_none(window)
    return False


def release() -> None:
    """Undo what a process of ours that was killed left on this desktop: keys and buttons that are
    down, keys that were bound. Where there is no desktop any more, nothing is held."""
    try:
        open_desktop().close()  # opening one does it
    except DesktopProblem:
        return
