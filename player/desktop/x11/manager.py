"""Waiting until the window manager has let a click through to its window.

A window manager that raises windows by a click holds every press back until it has looked at it,
and meanwhile keys pass it: what is typed right after a click arrives in the field that had the
focus before. It handles what comes in its order, so an answer to a question put after the press
tells that the press has gone on. A press that comes just while it lets the one before through is
now and then no double click any more: of 645 in mousepad 19 were two single clicks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.protocol import event as xevent

from player.desktop.x11.connection import numbers, wait_event

BEFORE_KEYS = 1.0
"""Seconds after which a window manager that answers nothing is not waited for any longer."""
BEFORE_PRESS = 0.3
"""The same between the presses of a double click, which may last 0.4 s or more."""


class Manager:
    """The window manager, asked over one connection."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._window: Any = None

    def catch_up(self, limit: float, check: Callable[[], None] = lambda: None) -> None:
        """Return when it has handled all that was sent before, or after ``limit`` seconds. Without
        one, or one that does not know the question, at once. Raises what ``check`` raises."""
        display = self._display
        root = display.screen().root
        ask, answer = map(display.intern_atom, ("_NET_REQUEST_FRAME_EXTENTS", "_NET_FRAME_EXTENTS"))
        if ask not in numbers(display, root.id, "_NET_SUPPORTED"):
            return
        if self._window is None:
            self._window = root.create_window(
                -10, -10, 1, 1, 0, X.CopyFromParent, X.InputOutput, X.CopyFromParent,
                override_redirect=True, event_mask=X.PropertyChangeMask,
            )  # fmt: skip
        question = xevent.ClientMessage(
            window=self._window, client_type=ask, data=(32, [0, 0, 0, 0, 0])
        )
        root.send_event(question, X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        display.flush()
        asked, answered = self._window.id, None
        try:
            answered = wait_event(
                display,
                lambda event: (
                    event.type == X.PropertyNotify
                    and event.atom == answer
                    and event.window.id == asked
                ),
                limit,
                check,
            )
        finally:
            if answered is None:
                # Its late answer must not pass for that to the next question.
                self._window.destroy()
                self._window = None
