"""When something was copied, and when what was pasted has come.

A program that pastes asks the owner of the clipboard and goes on until the answer comes: what is
typed meanwhile stands before what is pasted. (Of 80 pastes into a GTK dialog on a busy computer, 5
came after the word that was typed next.) Both handle what comes in its order: an answer to a ping
says that the program has asked, one of the owner that it has answered.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xfixes
from Xlib.protocol import event as xevent

from player.desktop.x11.connection import close, connect, drop_events, numbers, wait_event
from player.desktop.x11.selection import CLIPBOARD

_ROUNDS = 5
"""How often at most a program asks for one paste, and once more: GTK for its own format, what there
is, and the text."""
_LIMIT = 1.0
"""Seconds after which a program that answers nothing is not waited for any longer."""
_pings = itertools.count(1)
"""Never the same twice: a late answer must not pass for that to the next ping."""


class Copies:
    """Counts how often anything was copied, on a connection of its own."""

    def __init__(self) -> None:
        self._display = connect()
        self._display.xfixes_query_version()
        name = self._display.intern_atom(CLIPBOARD)
        self._display.xfixes_select_selection_input(
            self._display.screen().root,
            name,
            xfixes.XFixesSetSelectionOwnerNotifyMask
            | xfixes.XFixesSelectionWindowDestroyNotifyMask
            | xfixes.XFixesSelectionClientCloseNotifyMask,
        )
        self._display.sync()
        self._count = 0

    def count(self) -> int:
        """How often until now."""
        self._display.sync()
        while self._display.pending_events():
            self._display.next_event()
            self._count += 1
        return self._count

    def close(self) -> None:
        close(self._display)


def arrived(display: Display, window: int, ask_owner: Callable[[], object]) -> None:
    """Return when a program has got what was pasted into its ``window`` just before. ``ask_owner``
    returns when the owner of the clipboard has handled what came before, and may raise
    TimeoutError. At once where the program answers no pings."""
    root = display.screen().root
    protocols, ping = map(display.intern_atom, ("WM_PROTOCOLS", "_NET_WM_PING"))
    if ping not in numbers(display, window, "WM_PROTOCOLS"):
        return
    root.change_attributes(event_mask=X.SubstructureNotifyMask)
    end = time.monotonic() + _LIMIT
    try:
        for round_ in range(_ROUNDS):
            if round_:
                ask_owner()
            number = next(_pings)
            asked = xevent.ClientMessage(
                window=display.create_resource_object("window", window),
                client_type=protocols,
                data=(32, [ping, number, window, 0, 0]),
            )
            display.send_event(window, asked, event_mask=X.NoEventMask)
            display.flush()
            if not _answers(display, ping, number, end):
                return
    except TimeoutError:
        return  # whoever copied hangs: nothing will come
    finally:
        root.change_attributes(event_mask=X.NoEventMask)
        display.sync()
        drop_events(display)


def _answers(display: Display, ping: int, number: int, end: float) -> bool:
    """Whether the answer to a ping comes in time."""
    return (
        wait_event(
            display,
            lambda event: (
                event.type == X.ClientMessage and list(event.data[1][:2]) == [ping, number]
            ),
            end - time.monotonic(),
        )
        is not None
    )
