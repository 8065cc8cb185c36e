"""Moving the mouse and pressing keys, through SendInput.

Text goes as Unicode input, which neither the layout nor CapsLock nor the input method touches.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable, Iterator
from ctypes.wintypes import POINT

from player.desktop.sent import Sent
from player.desktop.text import typeable
from player.desktop.windows import api, keys
from player.types import Event
from scripts.errors import DesktopProblem, StepFailed
from scripts.model import Button, Point

assert sys.platform == "win32"

_DOWN: dict[Button, int] = {"left": 0x2, "right": 0x8, "middle": 0x20}
_PIECE = 16
"""Characters typed between two looks at whether to stop."""
_MODIFIER_LIMIT = 3.0
_ANSWER_LIMIT = 30.0
_MODIFIERS = (0x10, 0x11, 0x12, 0x5B, 0x5C)
_NULL = 0
"""A message that does nothing; its answer says that the program lives."""


class WindowsHands:
    """See :class:`player.desktop.base.Hands`. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._sent = Sent()
        self._buttons: list[Button] = []
        self._keys: dict[str, list[tuple[int, bool]]] = {}
        """The codes (and whether extended) that each held key has down."""

    def move(self, point: Point) -> None:
        with self._lock:
            left, top = api.GetSystemMetrics(76), api.GetSystemMetrics(77)
            width, height = api.GetSystemMetrics(78), api.GetSystemMetrics(79)
            # 0..65535 over the whole desktop; the middle of the pixel survives the rounding.
            x = int((point[0] - left + 0.5) * 65536 / width)
            y = int((point[1] - top + 0.5) * 65536 / height)
            flags = api.MOUSEEVENTF_MOVE | api.MOUSEEVENTF_ABSOLUTE | api.MOUSEEVENTF_VIRTUALDESK
            self._sent.add("move", point)
            _send([_mouse(flags, x=x, y=y)])
            at = POINT()
            if api.GetCursorPos(ctypes.byref(at)) and (at.x, at.y) != point:
                self._sent.add("move", (at.x, at.y))
                api.SetCursorPos(*point)

    def button_down(self, button: Button) -> None:
        with self._lock:
            if button not in self._buttons:
                self._buttons.append(button)
            self._sent.add("button_down", button)
            _send([_mouse(_DOWN[button])])

    def button_up(self, button: Button) -> None:
        with self._lock:
            self._sent.add("button_up", button)
            _send([_mouse(_DOWN[button] << 1)])
            if button in self._buttons:
                self._buttons.remove(button)

    def wheel(self, notches: tuple[int, int]) -> None:
        right, up = notches
        with self._lock:
            turns = [(api.MOUSEEVENTF_HWHEEL, 1 if right > 0 else -1)] * abs(right)
            turns += [(api.MOUSEEVENTF_WHEEL, 1 if up > 0 else -1)] * abs(up)
            for flag, step in turns:
                across = flag == api.MOUSEEVENTF_HWHEEL
                self._sent.add("wheel", (step, 0) if across else (0, step))
                _send([_mouse(flag, data=step * api.WHEEL_DELTA)])

    def key_down(self, key: str) -> None:
        """See :class:`player.desktop.base.Hands`. Raises DesktopProblem for a name that is no
        key, or a character that no key of this layout gives."""
        with self._lock:
            codes = self._keys.get(key) or _codes(key)
            self._keys[key] = codes
            for code, extended in codes:
                self._sent.add("key_down", code)
                _send([_key(code, extended, up=False)])

    def key_up(self, key: str) -> None:
        with self._lock:
            for code, extended in reversed(self._keys.get(key, [])):
                self._sent.add("key_up", code)
                _send([_key(code, extended, up=True)])
            self._keys.pop(key, None)

    def type_text(self, text: str, check: Callable[[], None] = lambda: None) -> None:
        """See :class:`player.desktop.base.Hands`.

        Raises StepFailed(why="not_supported") for control characters, (why="timed_out") where a
        person keeps a modifier down or the program in front hangs for 30 seconds.
        """
        text = typeable(text)
        with self._lock:
            check()
            _wait_for_free_hands(check)
            for start in range(0, len(text), _PIECE):
                check()
                for events in self._strokes(text[start : start + _PIECE]):
                    _send(events)
                _wait_for_answer(check)

    def release_all(self) -> None:
        with self._lock:
            for key in reversed(list(self._keys)):
                self.key_up(key)
            for button in reversed(self._buttons.copy()):
                self.button_up(button)

    def sent(self, event: Event) -> bool:
        return self._sent.take(event)

    def _strokes(self, text: str) -> Iterator[list[api.Input]]:
        """The press and release of each character, sent together so that nothing comes between."""
        for character in text:
            if character in "\n\t":
                code = keys.NAMED["Enter" if character == "\n" else "Tab"]
                self._sent.add("key_down", code)
                self._sent.add("key_up", code)
                yield [_key(code, False, up=False), _key(code, False, up=True)]
                continue
            encoded = character.encode("utf-16-le")
            units = [
                int.from_bytes(encoded[at : at + 2], "little") for at in range(0, len(encoded), 2)
            ]
            for _ in units:
                self._sent.add("key_down", keys.PACKET)
                self._sent.add("key_up", keys.PACKET)
            yield [_unicode(unit, up) for up in (False, True) for unit in units]


def _codes(key: str) -> list[tuple[int, bool]]:
    """The key codes to press for a name, Shift first where the layout needs it."""
    if key in keys.NAMED:
        code = keys.NAMED[key]
        return [(code, keys.is_extended(key, code))]
    found = keys.code_and_shift(key, keys.foreground_layout()) if len(key) == 1 else None
    if found is None:
        raise DesktopProblem(f"“{key}”은(는) 이 키보드에서 누를 수 있는 키가 아니에요.")
    code, shift = found
    return [(keys.SHIFT, False), (code, False)] if shift else [(code, False)]


def _mouse(flags: int, x: int = 0, y: int = 0, data: int = 0) -> api.Input:
    event = api.Input(type=api.INPUT_MOUSE)
    event.mi = api.MouseInput(x, y, data & 0xFFFFFFFF, flags, 0, 0)
    return event


def _key(code: int, extended: bool, up: bool) -> api.Input:
    flags = (api.KEYEVENTF_EXTENDEDKEY if extended else 0) | (api.KEYEVENTF_KEYUP if up else 0)
    event = api.Input(type=api.INPUT_KEYBOARD)
    # Old programs, and sessions on other machines, read the scan code rather than the key.
    scan = keys.scan_code(code, keys.foreground_layout())
    event.ki = api.KeyboardInput(code, scan, flags, 0, 0)
    return event


def _unicode(unit: int, up: bool) -> api.Input:
    event = api.Input(type=api.INPUT_KEYBOARD)
    flags = api.KEYEVENTF_UNICODE | (api.KEYEVENTF_KEYUP if up else 0)
    event.ki = api.KeyboardInput(0, unit, flags, 0, 0)
    return event


def _send(events: list[api.Input]) -> None:
    """Hand events to the system, all of them or none."""
    array = (api.Input * len(events))(*events)
    if api.SendInput(len(events), array, ctypes.sizeof(api.Input)) != len(events):
        raise DesktopProblem(
            "윈도우가 키보드·마우스 입력을 받아 주지 않았어요.",
            "관리자 권한 창이나 잠금 화면이 앞에 있으면 닫고 다시 해 주세요.",
        )


def _wait_for_free_hands(check: Callable[[], None]) -> None:
    """Wait until nobody holds a modifier, which would turn letters into shortcuts."""
    end = time.monotonic() + _MODIFIER_LIMIT
    while any(api.GetAsyncKeyState(code) < 0 for code in _MODIFIERS):
        if time.monotonic() > end:
            raise StepFailed(
                "Shift, Ctrl, Alt 같은 키가 눌려 있어서 글자를 넣지 못했어요.",
                "키보드에서 손을 떼고 다시 해 주세요.",
                why="timed_out",
            )
        check()
        time.sleep(0.02)


def _wait_for_answer(check: Callable[[], None]) -> None:
    """Do not fill the queue of a program that hangs."""
    end = time.monotonic() + _ANSWER_LIMIT
    while True:
        window = api.GetForegroundWindow()
        if not window or api.ask_window(window, _NULL) is not None:
            return
        if time.monotonic() > end:
            raise StepFailed(
                "앞에 있는 프로그램이 30초 동안 응답하지 않아서 글자를 끝까지 넣지 못했어요.",
                "그 프로그램이 멈추었는지 확인해 주세요.",
                why="timed_out",
            )
        check()
