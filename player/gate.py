"""Hands that a stop closes at once, whatever the run is doing at that moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

from player.desktop.base import Hands
from player.types import Event, Window
from scripts.errors import Stopped
from scripts.model import Button, Point


class Gate:
    """See :class:`player.desktop.base.Hands`. After ``shut`` nothing gets through any more: each
    call raises Stopped."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._lock = threading.RLock()
        self._shut = False

    def shut(self) -> None:
        """From now on nothing is sent; what is held down is released. From any thread; returns when
        it is so."""
        self._shut = True  # ends a text between two of its pieces
        with self._lock:
            self._hands.release_all()

    def _open(self) -> None:
        if self._shut:
            raise Stopped

    def move(self, point: Point) -> None:
        with self._lock:
            self._open()
            self._hands.move(point)

    def aim(self, window: Window | None) -> None:
        with self._lock:
            self._hands.aim(window)

    def button_down(self, button: Button) -> None:
        with self._lock:
            self._open()
            self._hands.button_down(button)

    def button_up(self, button: Button) -> None:
        with self._lock:
            self._open()
            self._hands.button_up(button)

    def wheel(self, notches: tuple[int, int]) -> None:
        with self._lock:
            self._open()
            self._hands.wheel(notches)

    def key_down(self, key: str) -> None:
        with self._lock:
            self._open()
            self._hands.key_down(key)

    def key_up(self, key: str) -> None:
        with self._lock:
            self._open()
            self._hands.key_up(key)

    def type_text(self, text: str, check: Callable[[], None] = lambda: None) -> None:
        def and_open() -> None:
            check()
            self._open()

        with self._lock:
            self._open()
            self._hands.type_text(text, and_open)

    def release_all(self) -> None:
        with self._lock:
            self._hands.release_all()

    def sent(self, event: Event) -> bool:
        return self._hands.sent(event)
