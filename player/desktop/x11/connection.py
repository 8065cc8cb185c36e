"""Connections to the X server, and the few requests that every part of the X11 desktop makes."""

from __future__ import annotations

import contextlib
import os
import select
import time
import warnings
from collections.abc import Callable
from typing import Any

import Xlib.threaded  # noqa: F401 - gives every later connection real locks
from Xlib import X
from Xlib import error as xerror
from Xlib.display import Display

from scripts.errors import DesktopProblem
from scripts.language import either

GONE: tuple[type[Exception], ...] = (
    xerror.BadWindow,
    xerror.BadDrawable,
    xerror.BadMatch,
    xerror.BadAtom,
    xerror.BadValue,
    xerror.BadAccess,
)
"""What a request about somebody else's window may raise: windows vanish at any moment."""


def connect() -> Display:
    """A new connection to the display of the environment; it belongs to its caller.

    Raises DesktopProblem where there is no display or it cannot be reached.
    """
    name = os.environ.get("DISPLAY", "")
    if not name:
        raise DesktopProblem(
            either("화면(X11 디스플레이)이 없어요.", "There is no screen (X11 display)."),
            either(
                "바탕 화면에 로그인한 터미널에서 실행하거나 DISPLAY 값을 확인해 주세요.",
                "Start it in a terminal of your desktop, or look at DISPLAY.",
            ),
        )
    display = None
    with warnings.catch_warnings():
        # python-xlib forgets to close the sockets of an attempt that failed.
        warnings.simplefilter("ignore", ResourceWarning)
        with contextlib.suppress(xerror.DisplayError, xerror.ConnectionClosedError, OSError):
            display = Display(name)
    if display is None:
        raise DesktopProblem(
            either(
                f"화면 {name}에 연결하지 못했어요.", f"The screen {name} could not be connected to."
            ),
            either(
                "그 화면이 켜져 있는지, 이 사용자가 쓸 수 있는지(xauth) 확인해 주세요.",
                "See whether it is on and this user may use it (xauth).",
            ),
        )
    # A request without a reply about a window that has just gone is nothing to print about.
    display.set_error_handler(lambda *_: None)
    return display


def close(display: Display) -> None:
    """Close a connection, also one whose server has gone."""
    try:
        display.close()
    except (xerror.ConnectionClosedError, OSError):
        display.display.socket.close()


def numbers(display: Display, window: int, name: str) -> tuple[int, ...]:
    """The numbers of a property, empty where the window or the property does not exist."""
    try:
        found = display.create_resource_object("window", window).get_full_property(
            display.intern_atom(name), X.AnyPropertyType
        )
    except GONE:
        return ()
    return tuple(found.value) if found is not None and found.format == 32 else ()


def octets(display: Display, window: int, name: str) -> bytes:
    """The bytes of a property, empty where the window or the property does not exist."""
    try:
        found = display.create_resource_object("window", window).get_full_property(
            display.intern_atom(name), X.AnyPropertyType
        )
    except GONE:
        return b""
    if found is None or found.format != 8:
        return b""
    return found.value if isinstance(found.value, bytes) else str(found.value).encode("latin-1")


def wait_event(
    display: Display,
    wanted: Callable[[Any], bool],
    limit: float,
    check: Callable[[], None] = lambda: None,
) -> Any | None:
    """The next event that ``wanted`` accepts, or None after ``limit`` seconds; others are dropped.

    ``check`` is called at least every 50 ms and may raise.
    """
    end = time.monotonic() + limit
    while True:
        while display.pending_events():
            event = display.next_event()
            if wanted(event):
                return event
        check()
        left = end - time.monotonic()
        if left <= 0:
            return None
        select.select([display.fileno()], [], [], min(left, 0.05))


def drop_events(display: Display) -> None:
    """Forget the events that have arrived."""
    while display.pending_events():
        display.next_event()
