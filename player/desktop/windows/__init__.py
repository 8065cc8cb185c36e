"""The Windows desktop: Windows 10 and later."""

from __future__ import annotations

import importlib
import sys

from player.desktop.base import Desktop

assert sys.platform == "win32"

_PARTS = (
    "clipboard", "habits", "hands", "hook", "ime", "opener", "screen", "session", "toplevel",
)  # fmt: skip


def load_parts() -> None:
    """Load what :func:`open_windows` needs."""
    from player.desktop.windows.dpi import be_dpi_aware

    be_dpi_aware()  # as there
    for part in _PARTS:
        importlib.import_module(f"player.desktop.windows.{part}")


def open_windows() -> Desktop:
    """The desktop of this session."""
    from player.desktop.windows.dpi import be_dpi_aware

    # Before anything else asks Windows for a coordinate.
    be_dpi_aware()
    from player.desktop.windows.clipboard import WindowsClipboard
    from player.desktop.windows.habits import habits
    from player.desktop.windows.hands import WindowsHands
    from player.desktop.windows.hook import WindowsHook
    from player.desktop.windows.ime import WindowsIme
    from player.desktop.windows.opener import WindowsOpener
    from player.desktop.windows.screen import WindowsScreen
    from player.desktop.windows.session import session
    from player.desktop.windows.toplevel import TopLevelWindows

    hands, screen = WindowsHands(), WindowsScreen()

    def close() -> None:
        hands.release_all()
        screen.close()

    return Desktop(
        system="windows",
        screen=screen,
        hook=WindowsHook,
        new_screen=WindowsScreen,
        hands=hands,
        windows=TopLevelWindows(),
        ime=WindowsIme(),
        clipboard=WindowsClipboard(),
        opener=WindowsOpener(),
        close=close,
        session=lambda: session(screen),
        habits=habits,
    )
