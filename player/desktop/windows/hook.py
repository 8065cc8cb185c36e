"""Listening to mouse and keyboard: two low-level hooks in one thread that does nothing else.

Windows calls both on the thread that set them, one after the other, which keeps their order. It
waits for the answer, and silently drops a hook that answers late, so the calls only note what
must be known of that moment; a second thread makes events of the notes and passes them on.

Nobody is told of a dropped hook. Several times a second the thread compares when the session
last had input with when it last heard any, and sets its hooks anew where it has missed some. The
new ones come first in the system's chain and pass on to the old ones, which are removed only
when no call can still be under way to them: so nothing falls between, and what both hear counts
once. Input of which no hook may hear (a program above us, the secure desktop) looks the same;
setting the hooks anew for it does no harm, and is done ever more rarely.
"""

from __future__ import annotations

import ctypes
import queue
import sys
import threading
import time
from collections.abc import Callable
from ctypes.wintypes import POINT
from dataclasses import dataclass, replace

from player.desktop.places import letter_at
from player.desktop.windows import api, dpi, keys
from player.types import Event, EventKind
from scripts.errors import DesktopProblem
from scripts.language import either
from scripts.model import Button, Point

assert sys.platform == "win32"

_KEYBOARD, _MOUSE = 13, 14
_QUIT, _TIMER = 0x12, 0x113
_KEY_DOWN = (0x100, 0x104)
_KEYS = (0x100, 0x101, 0x104, 0x105)
_MOVE, _WHEEL, _WHEEL_ACROSS = 0x200, 0x20A, 0x20E
_BUTTONS: dict[int, tuple[EventKind, Button]] = {
    0x201: ("button_down", "left"),
    0x202: ("button_up", "left"),
    0x204: ("button_down", "right"),
    0x205: ("button_up", "right"),
    0x207: ("button_down", "middle"),
    0x208: ("button_up", "middle"),
}
"""The further buttons (back, forward) are no part of a script, here as on X11."""
_EXTENDED, _KEY_INJECTED, _MOUSE_INJECTED = 0x01, 0x10, 0x01
_LIMIT = 10.0
_BEAT = 250
"""Milliseconds between two looks at whether anything was missed."""
_LATE = 100
"""Milliseconds by which input may be younger than what was heard: both times are coarse, and the
session's may be taken only after all hooks have answered."""
_IN_FLIGHT = 8
"""Beats for which old hooks stay: longer than Windows waits for a hook (at most 1 s)."""
_RAREST = 31
"""Beats left out, at the most, while setting the hooks anew does not help."""
_HIGHEST = 2


@dataclass(frozen=True, slots=True)
class _Note:
    """What a hook was told, and what was so at that moment."""

    time: float
    kind: int
    at: Point
    code: int
    """The key, or the wheel's turn and the further button."""
    scan: int
    flags: int
    window: int = 0
    layout: int = 0
    held: int = 0


class WindowsHook:
    """See :class:`player.desktop.base.Hook`. For one start and one stop."""

    def __init__(self) -> None:
        self._put: Callable[[Event], None] = lambda event: None
        self._thread: threading.Thread | None = None
        self._reader: threading.Thread | None = None
        self._notes: queue.SimpleQueue[_Note | None] = queue.SimpleQueue()
        self._live = threading.Event()
        self._identity = 0
        self.renewed = 0
        """How often the hooks were set anew."""
        # Of the hook's thread:
        self._hooks: list[int] = []
        self._old: list[tuple[int, int]] = []
        """Beats that an old hook has left, and the hook."""
        self._passing: list[tuple[int, ...]] = []
        """What is being passed on to the next hook just now."""
        self._heard = 0
        """The system's tick (ms) at the latest call."""
        self._moved = False
        self._pointer: Point = (0, 0)
        self._rest = self._patience = 0
        # Of the reader:
        self._down: dict[tuple[int, int], str] = {}
        self._half = ""
        self._turned = [0, 0]
        """What finely turning wheels have left over of a notch: right, up."""

    def start(self, put: Callable[[Event], None]) -> None:
        """See :class:`player.desktop.base.Hook`. Raises DesktopProblem where Windows refuses."""
        if self._thread is not None:
            raise RuntimeError("a hook starts once")
        self._put = put
        self._reader = threading.Thread(target=self._read, name="hook-reader", daemon=True)
        self._reader.start()
        self._thread = threading.Thread(target=self._listen, name="hook", daemon=True)
        self._thread.start()
        if not self._live.wait(_LIMIT) or not self._hooks:
            self.stop()
            raise DesktopProblem(
                either(
                    "입력을 기록하기 시작하지 못했어요.", "Recording of the input could not begin."
                ),
                either(
                    "보안 프로그램이 막고 있는지 확인해 주세요.",
                    "See whether security software blocks it.",
                ),
            )

    def stop(self) -> None:
        """Stop listening; returns when no further event can come. Safe to call twice."""
        thread, self._thread = self._thread, None
        reader, self._reader = self._reader, None
        if thread is not None:
            api.PostThreadMessageW(self._identity, _QUIT, 0, 0)
            thread.join(_LIMIT)
        if reader is not None:
            self._notes.put(None)
            if reader is not threading.current_thread():
                reader.join(_LIMIT)

    # ---- in the hook's thread -----------------------------------------------------------------

    def _listen(self) -> None:
        dpi.be_dpi_aware()
        self._identity = int(api.GetCurrentThreadId())
        api.SetThreadPriority(api.GetCurrentThread(), _HIGHEST)
        message = api.Message()
        # The thread gets its message queue with its first look at it; stop() needs it.
        api.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)
        self._procedures = {
            _KEYBOARD: api.HookProcedure(self._key),
            _MOUSE: api.HookProcedure(self._mouse),
        }
        self._heard, self._pointer = _last_input(), _pointer()
        timer = 0
        try:
            if self._set():
                timer = api.SetTimer(None, 0, _BEAT, None)
            self._live.set()
            while self._hooks and api.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                if message.message == _TIMER:
                    self._beat()
        finally:
            api.KillTimer(None, timer)
            for hook in (*self._hooks, *(hook for _, hook in self._old)):
                api.UnhookWindowsHookEx(hook)

    def _set(self) -> bool:
        """Set both hooks before those that are set; without success everything stays."""
        module = api.GetModuleHandleW(None)
        fresh = [
            api.SetWindowsHookExW(kind, procedure, module, 0)
            for kind, procedure in self._procedures.items()
        ]
        if not all(fresh):
            for hook in filter(None, fresh):
                api.UnhookWindowsHookEx(hook)
            return False
        self._old += [(_IN_FLIGHT, hook) for hook in self._hooks]
        self._hooks = fresh
        return True

    def _beat(self) -> None:
        for _, hook in [old for old in self._old if old[0] <= 0]:
            api.UnhookWindowsHookEx(hook)
        self._old = [(left - 1, hook) for left, hook in self._old if left > 0]
        pointer, moved = _pointer(), self._moved
        jumped = pointer != self._pointer and not moved
        self._pointer, self._moved = pointer, False
        if self._rest > 0:
            self._rest -= 1
            return
        last = _last_input()
        # Ticks begin anew every 49 days.
        late = ctypes.c_int32(last - self._heard).value
        if (late > _LATE or jumped) and self._set():
            self.renewed += 1
            self._heard = last
            self._rest = self._patience
            self._patience = min(2 * self._patience + 1, _RAREST)

    def _note(self, identity: tuple[int, ...], note: _Note) -> None:
        # An old hook is told again of what the new one passes on.
        if identity not in self._passing:
            self._notes.put(note)
        self._heard = int(api.GetTickCount())
        self._patience = self._rest = 0

    def _pass_on(self, identity: tuple[int, ...], kind: int, address: int) -> int:
        self._passing.append(identity)
        try:
            return int(api.CallNextHookEx(None, 0, kind, address))
        finally:
            self._passing.pop()

    def _key(self, code: int, kind: int, address: int) -> int:
        now = time.perf_counter()
        if code != 0:
            return int(api.CallNextHookEx(None, code, kind, address))
        told = api.KeyboardHook.from_address(address)
        identity = (kind, told.vkCode, told.scanCode, told.flags, told.time)
        note = _Note(now, kind, _pointer(), told.vkCode, told.scanCode, told.flags)
        if kind in _KEY_DOWN:
            window = int(api.GetForegroundWindow() or 0)
            note = replace(note, window=window, layout=keys.layout_of(window), held=keys.held())
        self._note(identity, note)
        return self._pass_on(identity, kind, address)

    def _mouse(self, code: int, kind: int, address: int) -> int:
        now = time.perf_counter()
        if code != 0:
            return int(api.CallNextHookEx(None, code, kind, address))
        told = api.MouseHook.from_address(address)
        at = (int(told.pt.x), int(told.pt.y))
        identity = (kind, *at, told.mouseData, told.flags, told.time)
        self._note(identity, _Note(now, kind, at, told.mouseData, 0, told.flags))
        self._moved = True
        return self._pass_on(identity, kind, address)

    # ---- in the reader's thread ---------------------------------------------------------------

    def _read(self) -> None:
        while (note := self._notes.get()) is not None:
            event = self._key_event(note) if note.kind in _KEYS else self._mouse_event(note)
            if event is not None:
                self._put(event)

    def _key_event(self, note: _Note) -> Event:
        pressed, extended = note.kind in _KEY_DOWN, note.flags & _EXTENDED
        text = ""
        if pressed:
            name = keys.name_of(note.code, bool(extended), note.layout)
            self._down[note.code, extended] = name
            text = self._whole(keys.text_of(note.code, note.scan, note.layout, note.held))
        else:
            # As it was called when it went down: the layout may have changed since.
            name = self._down.pop((note.code, extended), "") or keys.name_of(
                note.code, bool(extended), note.layout
            )
        return Event(
            note.time,
            "key_down" if pressed else "key_up",
            note.at,
            key=name,
            text=text,
            injected=bool(note.flags & _KEY_INJECTED),
            code=note.code,
            window=note.window,
            letter="" if note.code == keys.PACKET else letter_at(note.scan),
        )

    def _whole(self, text: str) -> str:
        """Characters beyond U+FFFF come as two keys; the second one gets the character."""
        first, self._half = self._half, ""
        if "\ud800" <= text < "\udc00":
            self._half = text
            return ""
        if "\udc00" <= text < "\ue000":
            return (first + text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        return text

    def _mouse_event(self, note: _Note) -> Event | None:
        injected = bool(note.flags & _MOUSE_INJECTED)
        if note.kind == _MOVE:
            return Event(note.time, "move", note.at, injected=injected)
        if note.kind in _BUTTONS:
            what, button = _BUTTONS[note.kind]
            return Event(note.time, what, note.at, button, injected=injected)
        if note.kind in (_WHEEL, _WHEEL_ACROSS):
            notches = self._notches(note.kind, note.code)
            if notches != (0, 0):
                return Event(note.time, "wheel", note.at, wheel=notches, injected=injected)
        return None

    def _notches(self, kind: int, data: int) -> tuple[int, int]:
        axis = 0 if kind == _WHEEL_ACROSS else 1
        self._turned[axis] += ctypes.c_short(data >> 16).value
        whole = int(self._turned[axis] / api.WHEEL_DELTA)
        self._turned[axis] -= whole * api.WHEEL_DELTA
        return (whole, 0) if axis == 0 else (0, whole)


def _pointer() -> Point:
    at = POINT()
    api.GetCursorPos(ctypes.byref(at))
    return (at.x, at.y)


def _last_input() -> int:
    """The tick (ms) at which this session last had any input."""
    last = api.LastInput(cbSize=ctypes.sizeof(api.LastInput))
    api.GetLastInputInfo(ctypes.byref(last))
    return int(last.dwTime)
