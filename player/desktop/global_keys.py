"""Chords that reach us whatever program is in front.

Unlike the hot keys of a recording and the stop keys of a run, which are heard, these are taken away
from the program in front: the system is asked for them, and gives each to one program only.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from typing import NamedTuple, Protocol

from scripts.errors import DesktopProblem

_LIMIT = 5.0
"""Seconds in which the thread has let everything go."""


class Grabs(Protocol):
    """What a system does for it. All but ``wake`` belong to the thread that made it."""

    def take(self, chords: Mapping[str, str]) -> frozenset[str]:
        """Let go of all that is held and take these (word → chord as :mod:`scripts.keys` writes
        it); gives the words whose chord another program has, or that no key of this keyboard
        gives."""

    def next(self) -> str | None:
        """Wait for one of them to be pressed, and give its word; None once woken."""

    def wake(self) -> None:
        """End the wait of another thread."""

    def close(self) -> None:
        """Let go of everything."""


class _Order(NamedTuple):
    """What is to be held from now on; with ``tell``, what somebody only asks about."""

    chords: Mapping[str, str]
    tell: Callable[[bool], None] | None = None


class GlobalKeys:
    """Holds chords on a thread of its own, so that nobody waits for the system.

    ``heard`` is told the word of a chord that was pressed; ``told`` after each :meth:`hold` the
    words whose chords cannot be had, all of them where the desktop has none to give. Both are
    called on that thread.
    """

    def __init__(
        self,
        heard: Callable[[str], None],
        told: Callable[[frozenset[str]], None],
        open_grabs: Callable[[], Grabs] | None = None,
    ) -> None:
        self._heard, self._told = heard, told
        self._open = open_grabs or _grabs_of_this_system
        self._orders: SimpleQueue[_Order | None] = SimpleQueue()
        self._grabs: Grabs | None = None
        self._lock = threading.Lock()
        """Nobody is woken while it closes."""
        self._held: Mapping[str, str] = {}
        self._thread = threading.Thread(target=self._work, name="global keys", daemon=True)
        self._thread.start()

    def hold(self, chords: Mapping[str, str]) -> None:
        """Hold these from now on (word → chord), and no others; returns at once."""
        self._order(_Order(dict(chords)))

    def ask(self, chord: str, tell: Callable[[bool], None]) -> None:
        """Have it told whether this one could be had; what is held stays so. Returns at once."""
        self._order(_Order({"": chord}, tell))

    def close(self) -> None:
        """Let everything go; returns when that is done."""
        self._order(None)
        self._thread.join(_LIMIT)

    def _order(self, order: _Order | None) -> None:
        self._orders.put(order)
        with self._lock:
            # Whoever has none yet looks at the orders before it waits.
            if self._grabs is not None:
                self._grabs.wake()

    def _work(self) -> None:
        try:
            grabs = self._open()
        except DesktopProblem:
            self._refuse_all()
            return
        self._grabs = grabs
        try:
            while self._do_orders(grabs):
                word = grabs.next()
                if word is not None:
                    self._heard(word)
        except DesktopProblem:
            self._told(frozenset(self._held))  # The desktop has gone, and the keys with it.
        finally:
            with self._lock:
                self._grabs = None
                grabs.close()

    def _do_orders(self, grabs: Grabs) -> bool:
        """Whether to go on."""
        while True:
            try:
                order = self._orders.get_nowait()
            except Empty:
                return True
            if order is None:
                return False
            refused = grabs.take(order.chords)
            if order.tell is not None:
                grabs.take(self._held)
                order.tell(not refused)
            else:
                self._held = order.chords
                self._told(refused)

    def _refuse_all(self) -> None:
        while (order := self._orders.get()) is not None:
            if order.tell is not None:
                order.tell(False)
            else:
                self._told(frozenset(order.chords))


def _grabs_of_this_system() -> Grabs:
    if sys.platform == "win32":
        from player.desktop.windows.registered import Registered

        return Registered()
    from player.desktop.x11.grabs import X11Grabs

    return X11Grabs()
