"""Sending keys and clicks to one window, or not at all.

Between a look at which window has the focus and the key that follows, a window may pop up. So the
look and the key are one: while the server is grabbed, no other program's request is served, and
nobody can take the focus or come up between the two. What was asked for before is done before. The
server is held for a few milliseconds; a process that ends lets go of it. One that hangs meanwhile
would hold the whole screen: hence it is told (``holding``) to the process that watches over it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from Xlib import X
from Xlib.display import Display

from player.desktop import aimed
from player.desktop.x11.connection import GONE, numbers, octets
from scripts.model import Point

_SETTLES = 2.0
"""Seconds that a window manager may take to give the focus to the window that it calls active."""
_AGAIN = 0.01


class Aim:
    """The window that keys and clicks are meant for; 0 for any."""

    def __init__(
        self, display: Display, holding: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._display = display
        self._holding = holding
        self._root = display.screen().root
        self.window = 0

    @contextmanager
    def keys(self, check: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Keys that are sent within the block go to the window. Raises StepFailed, or what
        ``check`` raises while the focus is still on its way there."""
        if not self.window:
            yield
            return
        end = time.monotonic() + _SETTLES
        while True:
            with self._held():
                if self._has_focus():
                    yield
                    self._display.sync()
                    return
            check()
            if not self._is_active() or time.monotonic() > end:
                raise aimed.in_front()
            time.sleep(_AGAIN)

    @contextmanager
    def button(self, point: Point | None, bring: Callable[[Point], None]) -> Iterator[None]:
        """A button that is pressed within the block is pressed on the window, at ``point``: where
        a hand has moved the pointer since it was sent there, ``bring`` puts it back, on this
        connection. Raises StepFailed where something else lies there."""
        with self._held():
            if point is not None and aimed.beside(self._pointer(), point):
                bring(point)
                if aimed.beside(self._pointer(), point):
                    raise aimed.held_back()
            if not self.window or self._under_pointer():
                yield
                self._display.sync()
                return
            covering = self._root.query_pointer().child
        raise aimed.on_top("" if isinstance(covering, int) else self._title(covering.id))

    def _pointer(self) -> Point:
        told = self._root.query_pointer()
        return told.root_x, told.root_y

    def _title(self, identity: int) -> str:
        """What a window that lies on top is called; a window manager's frame has no title."""
        try:
            child = self._display.create_resource_object("window", identity)
            inner = [one.id for one in child.query_tree().children]
            titles = (octets(self._display, one, "_NET_WM_NAME") for one in (identity, *inner))
            return next((title.decode("utf-8", "replace") for title in titles if title), "")
        except GONE:
            return ""

    @contextmanager
    def _held(self) -> Iterator[None]:
        with self._holding():
            self._display.grab_server()
            try:
                yield
            finally:
                self._display.ungrab_server()
                self._display.sync()

    def _has_focus(self) -> bool:
        focus = self._display.get_input_focus().focus
        if isinstance(focus, int):
            # None: keys go nowhere; PointerRoot: to the window under the pointer.
            return focus == X.PointerRoot and self._under_pointer()
        return self._is_within(focus.id)

    def _under_pointer(self) -> bool:
        child = self._root.query_pointer().child
        if isinstance(child, int):
            return False
        return self._is_within(self.window, child.id)

    def _is_within(self, identity: int, outer: int = 0) -> bool:
        """Whether a window is ``outer`` (by default the one that is aimed at) or inside it."""
        outer = outer or self.window
        try:
            while identity != self._root.id:
                if identity == outer:
                    return True
                tree = self._display.create_resource_object("window", identity).query_tree()
                if not tree.parent:
                    return False
                identity = tree.parent.id
        except GONE:
            return False
        return False

    def _is_active(self) -> bool:
        """Whether the window manager calls it active; without one nothing is on its way."""
        active = numbers(self._display, self._root.id, "_NET_ACTIVE_WINDOW")
        return bool(active) and active[0] == self.window
