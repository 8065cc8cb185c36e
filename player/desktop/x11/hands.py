"""Moving the mouse and pressing keys on X11.

The mouse is pynput's. Keys are not: pynput looks a key up in a map that it read once, binds what
it lacks one by one while programs still read the earlier binding (홍길동 → 홍길길), and leaves its
bindings behind. Keys go through XTEST on a connection of our own.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from Xlib import X
from Xlib import error as xerror
from Xlib.ext import xtest

from player.desktop.sent import Sent
from player.desktop.x11.aim import Aim
from player.desktop.x11.bindings import BUTTON, SpareKeys
from player.desktop.x11.connection import close, connect
from player.desktop.x11.keymap import Keymap, symbol_named
from player.desktop.x11.manager import BEFORE_KEYS, BEFORE_PRESS, Manager
from player.desktop.x11.typer import Typer
from player.types import Event, Window
from scripts.errors import DesktopProblem
from scripts.keys import MODIFIERS
from scripts.language import either
from scripts.model import Button, Point

BUTTONS: dict[Button, int] = {"left": 1, "middle": 2, "right": 3}


class X11Hands:
    """See :class:`player.desktop.base.Hands`. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._display = connect()
        # pynput connects while it is imported, so it can only be imported when there is a display.
        from pynput import mouse

        self._mouse = mouse.Controller()
        self._mouse_buttons = {name: mouse.Button[name] for name in BUTTONS}
        self._sent = Sent()
        self._spare = SpareKeys(self._display)
        self._aim = Aim(self._display, self._sent.holding)
        self._manager = Manager(self._display)
        self._at: Point | None = None
        """Where the pointer was sent last."""
        self._clicked = False
        """Whether a press was sent that the window manager may still be holding back."""
        self._typer = Typer(self._display, self._spare, self._key, self._aim)
        self._keys: dict[str, list[int]] = {}
        self._held: list[int] = []

    def move(self, point: Point) -> None:
        with self._lock:
            self._at = point
            self._sent.add("move", point)
            self._mouse.position = point

    def _bring(self, point: Point) -> None:
        """As ``move``, on the connection of the press that follows."""
        self._sent.add("move", point)
        xtest.fake_input(self._display, X.MotionNotify, x=point[0], y=point[1])
        self._display.sync()

    def aim(self, window: Window | None) -> None:
        with self._lock:
            self._aim.window = window.id if window else 0

    def button_down(self, button: Button) -> None:
        """See :class:`player.desktop.base.Hands`. Not pynput's: the look at what lies there and the
        press must be on one connection."""
        with self._lock:
            self._after_click(BEFORE_PRESS)
            with self._aim.button(self._at, self._bring):
                self._press(button)

    def _press(self, button: Button) -> None:
        self._hold(BUTTONS[button] + BUTTON)
        self._sent.add("button_down", button)
        xtest.fake_input(self._display, X.ButtonPress, BUTTONS[button])
        self._display.sync()
        self._clicked = True

    def _after_click(self, limit: float, check: Callable[[], None] = lambda: None) -> None:
        """Let a press arrive before the keys or the press that follow it."""
        if self._clicked:
            self._clicked = False
            self._manager.catch_up(limit, check)

    def button_up(self, button: Button) -> None:
        with self._lock:
            self._sent.add("button_up", button)
            self._mouse.release(self._mouse_buttons[button])
            self._let_go(BUTTONS[button] + BUTTON)

    def wheel(self, notches: tuple[int, int]) -> None:
        right, up = notches
        with self._lock:
            for _ in range(abs(right)):
                self._sent.add("wheel", (1 if right > 0 else -1, 0))
            for _ in range(abs(up)):
                self._sent.add("wheel", (0, 1 if up > 0 else -1))
            # pynput turns the vertical wheel first; the order of the two does not matter here.
            self._mouse.scroll(right, up)

    def key_down(self, key: str) -> None:
        """See :class:`player.desktop.base.Hands`; a key that is down already is pressed again,
        as a repeating key does. Raises DesktopProblem for a name that is no key."""
        with self._lock:
            codes = self._keys.get(key) or self._codes(key)
            if key not in MODIFIERS:
                self._after_click(BEFORE_KEYS)
            self._keys[key] = codes
            with contextlib.nullcontext() if key in MODIFIERS else self._aim.keys():
                for code in codes:
                    self._hold(code)
                    self._key(True, code)
                self._display.sync()

    def key_up(self, key: str) -> None:
        with self._lock:
            for code in reversed(self._keys.pop(key, [])):
                self._key(False, code)
                self._let_go(code)
            self._display.sync()

    def type_text(self, text: str, check: Callable[[], None] = lambda: None) -> None:
        """See :class:`player.desktop.base.Hands` and :class:`player.desktop.x11.typer.Typer`."""
        with self._lock:
            self._after_click(BEFORE_KEYS, check)
            self._typer.type(text, check)

    def release_all(self) -> None:
        with self._lock:
            try:
                for key in reversed(list(self._keys)):
                    self.key_up(key)
                for code in reversed(self._held.copy()):
                    if code >= BUTTON:
                        name = next(name for name, at in BUTTONS.items() if at == code - BUTTON)
                        self.button_up(name)
                self._typer.forget()
            except (xerror.ConnectionClosedError, OSError):
                # Without a server nothing is held any more.
                self._keys.clear()
                self._held.clear()

    def sent(self, event: Event) -> bool:
        return self._sent.take(event)

    def close(self) -> None:
        """Let go of everything and close the connections."""
        with self._lock:
            self.release_all()
            # pynput closes its connection only when its controller is collected.
            self._mouse_buttons = {}
            del self._mouse
            close(self._display)

    def _codes(self, key: str) -> list[int]:
        """The key codes to press for a name, Shift first where the layout needs it."""
        try:
            symbol = symbol_named(key)
        except KeyError:
            raise DesktopProblem(
                either(
                    f"“{key}”은(는) 누를 수 있는 키가 아니에요.",
                    f"“{key}” is no key that can be pressed.",
                )
            ) from None
        keymap = Keymap.read(self._display)
        state = self._display.screen().root.query_pointer().mask
        group = state >> 13 & 1
        code = keymap.code(symbol, group)
        if code:
            return [code]
        code = keymap.code(symbol, group, shift=True)
        if code and keymap.name(code, state) == key:
            return [code]
        if code and len(key) == 1:
            return [keymap.code(symbol_named("Shift")), code]
        # Not on this keyboard (한/영 on an English one, F13, the number pad without NumLock).
        return [self._typer.lend(keymap, symbol)]

    def _key(self, down: bool, code: int) -> None:
        """One key event, noted; the caller flushes."""
        self._sent.add("key_down" if down else "key_up", code)
        xtest.fake_input(self._display, X.KeyPress if down else X.KeyRelease, code)

    def _hold(self, code: int) -> None:
        if code not in self._held:
            self._held.append(code)
            self._spare.hold(self._held)

    def _let_go(self, code: int) -> None:
        if code in self._held:
            self._held.remove(code)
            self._spare.hold(self._held)
