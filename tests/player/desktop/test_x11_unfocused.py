"""A window that a window manager is not to give the keyboard."""

from __future__ import annotations

import sys

import pytest

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(sys.platform == "win32", reason="windows of the X server"),
]


@pytest.mark.usefixtures("display")
def test_the_offer_to_take_the_focus_is_withdrawn_and_nothing_else() -> None:
    from Xlib.display import Display

    from player.desktop import take_no_focus

    display = Display()
    try:
        root = display.screen().root
        window = root.create_window(0, 0, 9, 9, 0, display.screen().root_depth)
        wanted = [display.intern_atom(n) for n in ("WM_DELETE_WINDOW", "WM_TAKE_FOCUS")]
        window.set_wm_protocols(wanted)
        display.sync()
        assert take_no_focus(window.id)
        assert list(window.get_wm_protocols()) == wanted[:1]
    finally:
        display.close()
