"""Typing any Unicode text exactly.

What the layout has is typed on its own keys. Every other character is bound to a spare key, a
piece of text at a time, and no key is bound anew before the program in front has read what it
stood for: it is asked ``_NET_WM_PING``, which programs answer in the order of their events (a
round trip to the server says nothing about them). A program may learn of a new map on another
connection than that of its keys (GTK inside Chromium), so it is asked once more between
the binding and the first key.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from Xlib import X
from Xlib.display import Display
from Xlib.protocol import event as xevent

from player.desktop.text import does_not_answer, keys_held, typeable
from player.desktop.x11.aim import Aim
from player.desktop.x11.bindings import SpareKeys
from player.desktop.x11.connection import GONE, drop_events, numbers, wait_event
from player.desktop.x11.keymap import Keymap, symbol_named, symbol_of
from scripts.errors import DesktopProblem, StepFailed
from scripts.language import either

_PIECE = 32
"""Characters typed between two looks at whether to stop."""
_ANSWER_LIMIT = 30.0
_LEND_LIMIT = 2.0
_LAST_LIMIT = 0.1
_MODIFIER_LIMIT = 3.0
_UNASKED_PAUSE = 0.3
"""Seconds for a program that cannot be asked to read its events."""
_CONTROLS = {"\n": 0xFF0D, "\t": 0xFF09}


class Typer:
    """Types through ``key(down, code)``, which does not need to flush."""

    def __init__(
        self,
        display: Display,
        spare: SpareKeys,
        key: Callable[[bool, int], None],
        aim: Aim,
    ) -> None:
        self._display = display
        self._root = display.screen().root
        self._spare = spare
        self._key = key
        self._aim = aim
        self._bound: dict[str, int] = {}
        """The characters that spare keys stand for, the longest unused first."""
        self._lent: dict[int, int] = {}
        """Symbols that spare keys stand for until :meth:`forget`, and those keys."""
        self._unread = False
        self._serial = int(time.monotonic() * 1000) & 0x3FFFFFFF

    def type(self, text: str, check: Callable[[], None]) -> None:
        """Type into the focused field; returns when the program in front has read it all.

        Raises what ``check`` raises; StepFailed(why="not_supported") for characters that no
        key can stand for, (why="timed_out") where the program does not answer for 30 seconds or
        a person keeps Shift, Ctrl, Alt or Win down; nothing stays pressed.
        """
        text = typeable(text)
        check()
        if not text:
            return
        keymap = Keymap.read(self._display)
        state = self._free_hands(keymap, check)
        self._spare.choose(keymap)
        self._check_bound(keymap)
        own = keymap.characters(state >> 13 & 1)
        with self._hearing_answers(), self._without_caps(keymap, state):
            start = 0
            try:
                for piece in self._pieces(text, own):
                    check()
                    self._bind(piece, text[start:], keymap, own, check)
                    with self._aim.keys(check):
                        self._press(piece, keymap, own)
                    start += len(piece)
                    self._settle(check)
            except StepFailed as error:
                error.typed = start
                raise

    def lend(self, keymap: Keymap, symbol: int) -> int:
        """A spare key that stands for a symbol until :meth:`forget`."""
        if symbol not in self._lent:
            self._spare.choose(keymap)
            self._check_bound(keymap)
            code = self._free_code(set())
            with self._hearing_answers():
                self._spare.bind(keymap, {code: (symbol, symbol)})
                self._lent[symbol] = code
                self._ask(lambda: None, _LEND_LIMIT)
        return self._lent[symbol]

    def forget(self) -> None:
        """Give all spare keys back. After a stop in the middle, the program gets a moment to read
        what was typed; a hung one does not hold the stop up."""
        if self._unread and self._bound:
            with self._hearing_answers():
                self._ask(lambda: None, _LAST_LIMIT)
        self._unread = False
        self._bound.clear()
        self._lent.clear()
        self._spare.restore()

    # ---- pieces -------------------------------------------------------------------------------

    def _pieces(self, text: str, own: dict[str, tuple[int, bool]]) -> list[str]:
        """The text in pieces that the spare keys can hold at once."""
        room = len(self._spare.codes) - len(self._lent)
        pieces, start, foreign = [], 0, set[str]()
        for index, character in enumerate(text):
            new = set() if character in own or character in _CONTROLS else {character}
            if len(foreign | new) > room or index - start >= _PIECE:
                pieces.append(text[start:index])
                start, foreign = index, set()
            foreign |= new
        return [*pieces, text[start:]]

    def _bind(
        self,
        piece: str,
        rest: str,
        keymap: Keymap,
        own: dict[str, tuple[int, bool]],
        check: Callable[[], None],
    ) -> None:
        """Have a key for each character of a piece. What comes after it is bound in the same
        request as far as there is room: each one makes every program, and the window manager
        most of all, read the map anew."""
        foreign = [c for c in dict.fromkeys(piece) if c not in own and c not in _CONTROLS]
        for character in foreign:
            if character in self._bound:
                self._bound[character] = self._bound.pop(character)
        if all(character in self._bound for character in foreign):
            return
        room = len(self._spare.codes) - len(self._lent)
        coming = [c for c in dict.fromkeys(rest) if c not in own and c not in _CONTROLS][:room]
        symbols = {}
        for character in coming:
            if character not in self._bound:
                code = self._free_code(set(coming))
                self._bound[character] = code
                symbols[code] = (symbol_of(character),) * 2
        self._spare.bind(keymap, symbols)
        self._settle(check)

    def _press(self, piece: str, keymap: Keymap, own: dict[str, tuple[int, bool]]) -> None:
        """Press and release the key of each character."""
        shift = keymap.code(symbol_named("Shift"))
        down: list[int] = []
        self._unread = True
        try:
            for character in piece:
                if character in _CONTROLS:
                    code, shifted = keymap.code(_CONTROLS[character]), False
                else:
                    code, shifted = own.get(character) or (self._bound[character], False)
                for each in (shift, code) if shifted else (code,):
                    down.append(each)
                    self._key(True, each)
                while down:
                    self._key(False, down[-1])
                    down.pop()
        finally:
            # A stop may come as a signal, between any two lines.
            for each in reversed(down):
                self._key(False, each)
            self._display.sync()

    def _free_code(self, needed: set[str]) -> int:
        """A spare key that stands for nothing, or for what was longest not needed."""
        used = {*self._bound.values(), *self._lent.values()}
        free = next((code for code in self._spare.codes if code not in used), None)
        if free is not None:
            return free
        oldest = next((character for character in self._bound if character not in needed), None)
        if oldest is None:
            raise DesktopProblem(
                either(
                    "글자를 넣는 데 쓸 빈 키가 모자라요.",
                    "There are not enough free keys to type the text with.",
                )
            )
        return self._bound.pop(oldest)

    def _check_bound(self, keymap: Keymap) -> None:
        """Forget the bindings that somebody (a change of layout) has undone."""
        for character, code in list(self._bound.items()):
            if keymap.symbol(code) != symbol_of(character):
                del self._bound[character]

    # ---- the person's keyboard ----------------------------------------------------------------

    def _free_hands(self, keymap: Keymap, check: Callable[[], None]) -> int:
        """Wait until nobody holds a modifier, which would turn letters into shortcuts; returns
        the keyboard's state."""
        end = time.monotonic() + _MODIFIER_LIMIT
        while True:
            state = int(self._root.query_pointer().mask)
            if not keymap.held_modifiers(state):
                return state
            if time.monotonic() > end:
                raise keys_held()
            check()
            time.sleep(0.02)

    @contextmanager
    def _without_caps(self, keymap: Keymap, state: int) -> Iterator[None]:
        """CapsLock is off meanwhile; it would turn letters over."""
        code = keymap.code(symbol_named("CapsLock")) if state & X.LockMask else 0
        try:
            if code:
                self._tap(code)
            yield
        finally:
            if code and not self._root.query_pointer().mask & X.LockMask:
                self._tap(code)

    def _tap(self, code: int) -> None:
        self._key(True, code)
        self._key(False, code)
        self._display.sync()

    # ---- the program in front -----------------------------------------------------------------

    @contextmanager
    def _hearing_answers(self) -> Iterator[None]:
        # GTK and Chromium answer with the one mask, Qt with the other.
        mask = X.SubstructureNotifyMask | X.StructureNotifyMask
        self._root.change_attributes(event_mask=mask)
        try:
            yield
        finally:
            self._root.change_attributes(event_mask=X.NoEventMask)
            self._display.sync()
            drop_events(self._display)

    def _settle(self, check: Callable[[], None]) -> None:
        """Return when the program in front has read all that was sent before."""
        if not self._ask(check, _ANSWER_LIMIT):
            raise does_not_answer()
        self._unread = False

    def _ask(self, check: Callable[[], None], limit: float) -> bool:
        """Whether the program in front has answered in time (a program that cannot be asked gets
        a pause, one that has gone has nothing left to read)."""
        target = self._target()
        if not target:
            time.sleep(min(_UNASKED_PAUSE, limit))
            return True
        self._serial = self._serial % 0x3FFFFFFF + 1
        serial = self._serial
        window = self._display.create_resource_object("window", target)
        protocols = self._display.intern_atom("WM_PROTOCOLS")
        ping = self._display.intern_atom("_NET_WM_PING")
        window.send_event(
            xevent.ClientMessage(
                window=window, client_type=protocols, data=(32, [ping, serial, target, 0, 0])
            )
        )
        self._display.flush()
        end = time.monotonic() + limit
        while time.monotonic() < end:
            answer = wait_event(
                self._display,
                lambda event: (
                    event.type == X.ClientMessage
                    and event.client_type == protocols
                    and event.data[1][1] == serial
                ),
                min(limit, 1.0),
                check,
            )
            if answer is not None or not self._askable(target):
                return True
        return False

    def _target(self) -> int:
        """The window that gets the keys, where it can be asked; 0 where it cannot."""
        active = numbers(self._display, self._root.id, "_NET_ACTIVE_WINDOW")
        if active and active[0] and self._askable(active[0]):
            return int(active[0])
        focus = self._display.get_input_focus().focus
        while not isinstance(focus, int) and focus != self._root:
            if self._askable(focus.id):
                return int(focus.id)
            try:
                focus = focus.query_tree().parent or 0
            except GONE:
                return 0
        return 0

    def _askable(self, window: int) -> bool:
        ping = self._display.intern_atom("_NET_WM_PING")
        return ping in numbers(self._display, window, "WM_PROTOCOLS")
