"""Listening to mouse and keyboard on X11.

One XRecord context for both devices: pynput's listeners are two, in two threads, and nothing but
chance keeps the order of a click and a key. Changes of the key map by programs
(ChangeKeyboardMapping) are recorded too, so that a key is read with the map that was valid when it
was pressed.

``injected`` is always None. XInput's raw events would name the device, but asking for them on the
connection that records crashes the server (its flushing is not reentrant), another connection has
no order in common with this one, and what a person types through VNC is injected as well.
:meth:`player.desktop.base.Hands.sent` tells our own doing.
"""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable
from typing import Any

from Xlib import X
from Xlib import error as xerror
from Xlib.ext import record

from player.desktop.places import letter_at
from player.desktop.x11.connection import close, connect, drop_events
from player.desktop.x11.keymap import Keymap
from player.types import Event, EventKind
from scripts.errors import DesktopProblem
from scripts.language import either
from scripts.model import Button, Point

_START_LIMIT = 10.0
_STOP_LIMIT = 5.0
_CHANGE_MAPPING = 100
"""The core request ChangeKeyboardMapping."""
_BUTTONS: dict[int, Button] = {1: "left", 2: "middle", 3: "right"}
_WHEEL = {4: (0, 1), 5: (0, -1), 6: (-1, 0), 7: (1, 0)}
_FROM_SCAN = 8
"""What key codes are more than scan codes."""
_EVENT = struct.Struct("=BBHIIIIhhhhHBx")
_WHOLE_MAP = 128
"""More keys than a program changes that only wants to type."""
_NONE = {"core_requests": (0, 0), "core_replies": (0, 0), "ext_requests": (0, 0, 0, 0),
         "ext_replies": (0, 0, 0, 0), "delivered_events": (0, 0), "device_events": (0, 0),
         "errors": (0, 0), "client_started": False, "client_died": False}  # fmt: skip


class X11Hook:
    """See :class:`player.desktop.base.Hook`. For one start and one stop."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._live = threading.Event()
        self._put: Callable[[Event], None] = lambda event: None
        self._at: Point = (0, 0)
        self._down: dict[int, str] = {}
        """The name of each key that is down: when it comes up it may be bound to something else."""
        self._control_lock = threading.Lock()
        self._ahead = float("inf")
        """This process's clock minus the server's, in seconds, as small as it was ever seen."""
        self._latest = 0.0

    def start(self, put: Callable[[Event], None]) -> None:
        """See :class:`player.desktop.base.Hook`. Raises DesktopProblem where the server does not
        record."""
        if self._thread is not None:
            raise RuntimeError("a hook starts once")
        self._control = connect()
        try:
            self._data = connect()
        except DesktopProblem:
            close(self._control)
            raise
        if not self._data.has_extension("RECORD"):
            self._close()
            raise DesktopProblem(
                either(
                    "이 화면은 입력을 기록할 수 없어요(RECORD 확장이 없음).",
                    "Input can't be recorded on this screen (no RECORD extension).",
                ),
                either(
                    "다른 X 서버(예: Xorg)에서 실행해 주세요.",
                    "Use another X server (such as Xorg).",
                ),
            )
        self._put = put
        self._keymap = Keymap.read(self._control)
        pointer = self._control.screen().root.query_pointer()
        self._at = (pointer.root_x, pointer.root_y)
        self._context = self._data.record_create_context(
            0,
            [record.AllClients],
            [
                {**_NONE, "device_events": (X.KeyPress, X.MotionNotify)},
                {**_NONE, "core_requests": (_CHANGE_MAPPING, _CHANGE_MAPPING)},
            ],
        )
        self._data.sync()
        self._thread = threading.Thread(target=self._listen, name="hook", daemon=True)
        self._thread.start()
        if not self._live.wait(_START_LIMIT):
            self.stop()
            raise DesktopProblem(
                either(
                    "입력을 기록하기 시작하지 못했어요.", "Recording of the input could not begin."
                ),
                either("다시 한번 해 주세요.", "Try once more."),
            )

    def stop(self) -> None:
        """Stop listening; returns when no further event can come. Safe to call twice."""
        thread, self._thread = self._thread, None
        if thread is None:
            return  # The server has gone.
        try:
            with self._control_lock:
                self._control.record_disable_context(self._context)
                self._control.sync()
            thread.join(_STOP_LIMIT)
            self._control.record_free_context(self._context)
            self._control.sync()
        except (xerror.ConnectionClosedError, OSError):
            thread.join(_STOP_LIMIT)
        self._close()

    def _close(self) -> None:
        close(self._data)
        close(self._control)

    # ---- in the hook's thread -----------------------------------------------------------------

    def _listen(self) -> None:
        try:
            self._data.record_enable_context(self._context, self._heard)
        except (xerror.ConnectionClosedError, OSError):
            return  # The server has gone.

    def _heard(self, reply: Any) -> None:
        """One answer of the server: nothing here may wait."""
        now = time.perf_counter()
        if reply.category == record.StartOfData:
            self._live.set()
        elif reply.category == record.FromClient:
            self._mapping_changed(reply.data)
        elif reply.category == record.FromServer:
            self._follow_layout()
            data = reply.data
            for start in range(0, len(data) - 31, 32):
                fields = _EVENT.unpack_from(data, start)
                self._device_event(self._happened(now, fields[3]), fields)

    def _follow_layout(self) -> None:
        """Read the key map anew if there is another layout. Smaller changes come as recorded
        requests, in their place among the keys."""
        wire = self._data.display
        with wire.event_queue_write_lock:
            events, wire.event_queue[:] = list(wire.event_queue), []
        if any(
            event.type == X.MappingNotify
            and (event.request == X.MappingModifier or event.count > _WHOLE_MAP)
            for event in events
        ):
            with self._control_lock:
                self._keymap = Keymap.read(self._control)
                drop_events(self._control)

    def _happened(self, heard: float, server_time: int) -> float:
        """When an event happened. It may be heard late (the server keeps repeated keys back until
        it has something else to send), but its server time is from the same kind of clock."""
        ahead = heard - server_time / 1000
        # The server's milliseconds begin anew every seven weeks.
        self._ahead = ahead if ahead > self._ahead + 3600 else min(self._ahead, ahead)
        self._latest = max(self._latest, min(heard, server_time / 1000 + self._ahead))
        return self._latest

    def _device_event(self, now: float, fields: tuple[int, ...]) -> None:
        kind, detail, state = fields[0] & 0x7F, fields[1], fields[11]
        if kind in (X.ButtonPress, X.ButtonRelease, X.MotionNotify):
            self._at = (fields[7], fields[8])
        if kind == X.MotionNotify:
            self._put(Event(now, "move", self._at))
        elif kind in (X.KeyPress, X.KeyRelease):
            self._key_event(now, kind == X.KeyPress, detail, state)
        elif detail in _BUTTONS:
            pressed: EventKind = "button_down" if kind == X.ButtonPress else "button_up"
            button = _BUTTONS[detail]
            self._put(Event(now, pressed, self._at, button, code=detail))
        elif detail in _WHEEL and kind == X.ButtonPress:
            self._put(Event(now, "wheel", self._at, wheel=_WHEEL[detail], code=detail))

    def _key_event(self, now: float, pressed: bool, code: int, state: int) -> None:
        if pressed:
            name, text = self._keymap.name(code, state), self._keymap.text(code, state)
            self._down[code] = name
        else:
            name = self._down.pop(code, "") or self._keymap.name(code, state)
            text = ""
        kind: EventKind = "key_down" if pressed else "key_up"
        letter = letter_at(code - _FROM_SCAN)
        self._put(Event(now, kind, self._at, key=name, text=text, code=code, letter=letter))

    def _mapping_changed(self, request: bytes) -> None:
        """A program gives keys other symbols (this is how programs type what no key has)."""
        if len(request) < 8 or request[0] != _CHANGE_MAPPING:
            return  # The server has gone.
        count, first, width = request[1], request[4], request[5]
        symbols = struct.unpack_from(f"={count * width}I", request, 8)
        rows = [symbols[at : at + width] for at in range(0, len(symbols), width or 1)]
        self._keymap.change(first, rows)
