"""The X11 desktop: Xorg, Xvfb and what else speaks X11 with XTEST and RECORD."""

from __future__ import annotations

import contextlib
import importlib

from player.desktop.base import Desktop

_PARTS = ("clipboard", "habits", "hands", "hook", "ime", "opener", "screen", "windows")


def load_parts() -> None:
    """Load what :func:`open_x11` needs; no display is opened."""
    for part in _PARTS:
        importlib.import_module(f"player.desktop.x11.{part}")


def open_x11() -> Desktop:
    """The desktop that ``DISPLAY`` names.

    Opening also undoes what a killed process of ours left on it (bound keys, keys held down).
    Raises DesktopProblem where there is no display, or it lacks what is needed.
    """
    # Imported here: player.desktop.x11.virtual must not need any of it.
    from player.desktop.x11.clipboard import X11Clipboard
    from player.desktop.x11.habits import habits
    from player.desktop.x11.hands import X11Hands
    from player.desktop.x11.hook import X11Hook
    from player.desktop.x11.ime import X11Ime
    from player.desktop.x11.opener import X11Opener
    from player.desktop.x11.screen import X11Screen
    from player.desktop.x11.windows import X11Windows

    with contextlib.ExitStack() as opened:
        hands = X11Hands()
        opened.callback(hands.close)
        windows = X11Windows()
        opened.callback(windows.shut)
        ime = X11Ime()
        opened.callback(ime.close)
        clipboard = X11Clipboard()
        opened.callback(clipboard.close)
        opener = X11Opener()
        opened.callback(opener.close)
        screen = X11Screen()
        opened.callback(screen.close)
        return Desktop(
            system="x11",
            screen=screen,
            hook=X11Hook,
            new_screen=X11Screen,
            hands=hands,
            windows=windows,
            ime=ime,
            clipboard=clipboard,
            opener=opener,
            close=opened.pop_all().close,
            habits=habits,
        )
    raise AssertionError("unreachable")
