"""The top-level windows, through EWMH.

A popup (a menu, a list that drops down: windows that the window manager does not know) under a
point is reported as a window of its own, with the title and program of the main window it
belongs to where it has no title itself. It never appears in :meth:`X11Windows.list`.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from Xlib import X
from Xlib.ext import res
from Xlib.protocol import event as xevent

from player.desktop.x11.connection import (
    GONE,
    close,
    connect,
    drop_events,
    numbers,
    octets,
    wait_event,
)
from player.types import Window
from scripts.errors import StepFailed
from scripts.language import either
from scripts.model import Point, Rect

_FOCUS_LIMIT = 2.0
_PAGER = 2
"""EWMH's source indication for a program that acts for the user."""
_NOT_FOR_WORK = ("_NET_WM_WINDOW_TYPE_DESKTOP", "_NET_WM_WINDOW_TYPE_DOCK")


class X11Windows:
    """See :class:`player.desktop.base.Windows`. May be used from any thread."""

    def __init__(self) -> None:
        self._display = connect()
        self._root = self._display.screen().root
        self._lock = threading.RLock()

    def list(self) -> tuple[Window, ...]:
        with self._lock:
            found = [self._window(identity) for identity in self._clients()]
            return tuple(window for window in found if window is not None)

    def active(self) -> Window | None:
        with self._lock:
            identity = self._active()
            return self._window(identity) if identity else None

    def at(self, point: Point) -> Window | None:
        """The top-level window under a point, or the popup (see the module). The desktop's own
        background is no window."""
        with self._lock:
            clients = set(self._clients())
            for child in reversed(self._children(self._root.id)):
                if not self._shows(child, point):
                    continue
                identity = self._client_below(child, clients)
                if identity and self._is_desktop(identity):
                    return None
                window = self._window(identity) if identity else self._popup(child)
                if window is not None:
                    return window
            return None

    def focus(self, window: Window) -> None:
        with self._lock:
            display = self._display
            drop_events(display)
            self._root.change_attributes(event_mask=X.PropertyChangeMask)
            try:
                desktop = numbers(display, window.id, "_NET_WM_DESKTOP")
                if desktop and desktop[0] != 0xFFFFFFFF:
                    current = numbers(display, self._root.id, "_NET_CURRENT_DESKTOP")
                    if current and current[0] != desktop[0]:
                        self._tell(self._root.id, "_NET_CURRENT_DESKTOP", [desktop[0], 0])
                self._tell(window.id, "_NET_ACTIVE_WINDOW", [_PAGER, 0, 0])
                display.sync()
                if not self._in_front(window.id):
                    wait_event(display, lambda _: self._in_front(window.id), _FOCUS_LIMIT)
                if not self._in_front(window.id):
                    raise StepFailed(
                        either(
                            f"“{window.title}” 창을 앞으로 가져오지 못했어요.",
                            f"The window “{window.title}” could not be brought to the front.",
                        ),
                        either(
                            "창이 열려 있는지, 다른 창이 막고 있지 않은지 확인해 주세요.",
                            "See whether it is open and no other window is in the way.",
                        ),
                        why="wrong_window",
                    )
            finally:
                self._root.change_attributes(event_mask=X.NoEventMask)
                display.sync()
                drop_events(display)

    def close(self, window: Window) -> None:
        with self._lock:
            self._tell(window.id, "_NET_CLOSE_WINDOW", [0, _PAGER])
            self._display.sync()

    def hides(self, point: Point | None = None) -> bool | None:
        """X11 knows of no fields."""
        return None

    def field_text(self) -> str | None:
        """X11 knows of no fields."""
        return None

    def shut(self) -> None:
        """Close the connection."""
        with self._lock:
            close(self._display)

    # ---- one window ---------------------------------------------------------------------------

    def _window(self, identity: int, owner: int = 0) -> Window | None:
        """What is known of a window, None where it has gone. ``owner`` lends title and program
        to a popup that has none."""
        display = self._display
        handle = display.create_resource_object("window", identity)
        try:
            geometry = handle.get_geometry()
            corner = handle.translate_coords(self._root, 0, 0)
        except GONE:
            return None
        # translate_coords tells where the root's corner lies seen from the window.
        client = (-corner.x, -corner.y, geometry.width, geometry.height)
        named = owner or identity
        classes = octets(display, named, "WM_CLASS").decode("utf-8", "replace").split("\0")
        cls = classes[1] if len(classes) > 1 else classes[0]
        pid = self._pid(identity)
        states = numbers(display, identity, "_NET_WM_STATE")
        return Window(
            id=identity,
            title=self._title(identity) or (self._title(owner) if owner else ""),
            program=_program(pid) or cls.lower(),
            cls=cls,
            rect=_grown(client, numbers(display, identity, "_NET_FRAME_EXTENTS")),
            client=client,
            pid=pid,
            minimised=display.intern_atom("_NET_WM_STATE_HIDDEN") in states,
            owner=owner or next(iter(numbers(display, identity, "WM_TRANSIENT_FOR")), 0),
            modal=display.intern_atom("_NET_WM_STATE_MODAL") in states,
        )

    def _title(self, identity: int) -> str:
        title = octets(self._display, identity, "_NET_WM_NAME")
        if title:
            return title.decode("utf-8", "replace")
        title = octets(self._display, identity, "WM_NAME")
        try:
            # Compound text, of which this Python codec knows the Korean part too.
            return title.decode("iso2022_jp_2" if b"\x1b" in title else "latin-1")
        except UnicodeDecodeError:
            return title.decode("latin-1")

    def _pid(self, identity: int) -> int:
        """The process that owns a window: as it says, else as the server knows."""
        said = numbers(self._display, identity, "_NET_WM_PID")
        if said:
            return int(said[0])
        if not self._display.has_extension("X-Resource"):
            return 0
        try:
            specs = [{"client": identity, "mask": res.LocalClientPIDMask}]
            answer = self._display.res_query_client_ids(specs)
            return next((int(entry.value[0]) for entry in answer.ids if entry.value), 0)
        except GONE:
            return 0

    def _popup(self, identity: int) -> Window | None:
        """A window that no manager manages: it belongs to whom it says, else to the window of
        its process that was last in front."""
        owner = next(iter(numbers(self._display, identity, "WM_TRANSIENT_FOR")), 0)
        pid = self._pid(identity)
        clients = self._clients()
        if owner not in clients:
            active = self._active()
            mine = [client for client in clients if pid and self._pid(client) == pid]
            owner = active if active in mine else next(iter(mine), 0)
        return self._window(identity, owner)

    # ---- all windows --------------------------------------------------------------------------

    def _clients(self) -> tuple[int, ...]:
        """The managed windows, front to back; without a manager, the windows that look like
        main windows."""
        stacked = numbers(self._display, self._root.id, "_NET_CLIENT_LIST_STACKING")
        if stacked or numbers(self._display, self._root.id, "_NET_SUPPORTING_WM_CHECK"):
            return tuple(
                identity for identity in reversed(stacked) if not self._is_desktop(identity)
            )
        return tuple(
            child
            for child in reversed(self._children(self._root.id))
            if (seen := self._attributes(child)) is not None
            and seen.map_state == X.IsViewable
            and not seen.override_redirect
        )

    def _active(self) -> int:
        active = numbers(self._display, self._root.id, "_NET_ACTIVE_WINDOW")
        if active:
            return int(active[0])
        if numbers(self._display, self._root.id, "_NET_SUPPORTING_WM_CHECK"):
            return 0
        focus = self._display.get_input_focus().focus
        identity = focus if isinstance(focus, int) else int(focus.id)
        clients = self._clients()
        while identity not in (X.NONE, X.PointerRoot, self._root.id):
            if identity in clients:
                return identity
            identity = self._parent(identity)
        return 0

    def _in_front(self, identity: int) -> bool:
        """Whether a window is active and exists: a manager may be late in noticing an end."""
        return self._active() == identity and self._attributes(identity) is not None

    def _is_desktop(self, identity: int) -> bool:
        kinds = numbers(self._display, identity, "_NET_WM_WINDOW_TYPE")
        return any(self._display.intern_atom(kind) in kinds for kind in _NOT_FOR_WORK)

    def _client_below(self, frame: int, clients: set[int]) -> int:
        """The managed window that a child of the root is or frames, 0 for none."""
        level: tuple[int, ...] = (frame,)
        for _ in range(3):
            for identity in level:
                if identity in clients or _managed(self._display, identity):
                    return identity
            level = tuple(child for identity in level for child in self._children(identity))
        return 0

    def _shows(self, identity: int, point: Point) -> bool:
        """Whether a child of the root is visible at a point (its bounding shape aside)."""
        attributes = self._attributes(identity)
        if (
            attributes is None
            or attributes.map_state != X.IsViewable
            or attributes.win_class != X.InputOutput
        ):
            return False
        try:
            area = self._display.create_resource_object("window", identity).get_geometry()
        except GONE:
            return False
        left, top, border = area.x, area.y, 2 * area.border_width
        return bool(
            left <= point[0] < left + area.width + border
            and top <= point[1] < top + area.height + border
        )

    def _attributes(self, identity: int) -> Any | None:
        try:
            return self._display.create_resource_object("window", identity).get_attributes()
        except GONE:
            return None

    def _children(self, identity: int) -> tuple[int, ...]:
        try:
            tree = self._display.create_resource_object("window", identity).query_tree()
        except GONE:
            return ()
        return tuple(int(child.id) for child in tree.children)

    def _parent(self, identity: int) -> int:
        try:
            tree = self._display.create_resource_object("window", identity).query_tree()
        except GONE:
            return 0
        return int(tree.parent.id) if tree.parent else 0

    def _tell(self, identity: int, what: str, data: Sequence[int]) -> None:
        """Ask the window manager for something, as a pager does."""
        message = xevent.ClientMessage(
            window=self._display.create_resource_object("window", identity),
            client_type=self._display.intern_atom(what),
            data=(32, [*data, 0, 0, 0, 0, 0][:5]),
        )
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        self._root.send_event(message, event_mask=mask)


def _managed(display: Any, identity: int) -> bool:
    """Whether a window manager manages the window (it then sets ``WM_STATE``)."""
    return bool(numbers(display, identity, "WM_STATE"))


def _grown(rect: Rect, extents: tuple[int, ...]) -> Rect:
    if len(extents) != 4:
        return rect
    left, right, top, bottom = extents
    x, y, width, height = rect
    return (x - left, y - top, width + left + right, height + top + bottom)


def _program(pid: int) -> str:
    """The program of a process, empty where it is not known: its file's name, which is longer
    than the 15 letters of ``comm``, else that."""
    if pid <= 0:
        return ""
    try:
        return Path(f"/proc/{pid}/exe").readlink().name.removesuffix(" (deleted)").lower()
    except OSError:
        pass
    try:
        return Path(f"/proc/{pid}/comm").read_text("utf-8", "replace").strip().lower()
    except OSError:
        return ""
