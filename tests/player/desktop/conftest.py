"""A real X11 desktop for these tests, and windows of our own on it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from queue import SimpleQueue
from typing import Any

import pytest

from player.desktop.global_keys import GlobalKeys

collect_ignore_glob = ["test_x11_*.py" if sys.platform == "win32" else "test_windows_*.py"]

LIMIT = 10.0
"""Seconds after which a condition that a test waits for will not come true any more."""


def until(condition: Callable[[], Any], limit: float = LIMIT) -> Any:
    """Wait until a condition holds; returns what it gave."""
    end = time.monotonic() + limit
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
    return found


def set_layout(layout: str, variant: str = "") -> None:
    subprocess.run(["setxkbmap", "-layout", layout, "-variant", variant], check=True)


@pytest.fixture
def desktop(display: str) -> Iterator[Any]:
    """An X11 desktop with the American layout."""
    from player.desktop.x11 import open_x11

    set_layout("us")
    opened = open_x11()
    yield opened
    opened.close()


@pytest.fixture
def korean_layout(desktop: Any) -> Iterator[None]:
    """The Korean layout with a 한/영 key."""
    set_layout("kr", "kr104")
    yield
    set_layout("us")


class OwnWindow:
    """A plain top-level window of this process, filled with one colour."""

    def __init__(
        self,
        title: str,
        rect: tuple[int, int, int, int],
        colour: int = 0x336699,
        popup: bool = False,
        owner: OwnWindow | None = None,
    ) -> None:
        from Xlib import X, Xatom, Xutil
        from Xlib.display import Display

        self.display = Display()
        screen = self.display.screen()
        x, y, width, height = rect
        self.window = screen.root.create_window(
            x, y, width, height, 0, screen.root_depth, background_pixel=colour,
            override_redirect=popup, event_mask=X.StructureNotifyMask | X.KeyPressMask,
        )  # fmt: skip
        if title:
            utf8 = self.display.intern_atom("UTF8_STRING")
            name = self.display.intern_atom("_NET_WM_NAME")
            self.window.change_property(name, utf8, 8, title.encode())
        import os

        pid = self.display.intern_atom("_NET_WM_PID")
        self.window.change_property(pid, Xatom.CARDINAL, 32, [os.getpid()])
        self.window.set_wm_class("plain", "Plain")
        self.window.set_wm_protocols([self.display.intern_atom("WM_DELETE_WINDOW")])
        self.window.set_wm_normal_hints(flags=Xutil.PPosition | Xutil.USPosition)
        if owner is not None:
            self.window.set_wm_transient_for(owner.window)
        self.window.map()
        self.display.sync()
        until(lambda: self.window.get_attributes().map_state == X.IsViewable)
        self.id = int(self.window.id)

    def was_asked_to_close(self) -> bool:
        from Xlib import X

        while self.display.pending_events():
            event = self.display.next_event()
            if event.type == X.ClientMessage:
                return True
        return False

    def close(self) -> None:
        self.display.close()


@pytest.fixture
def own_window(desktop: Any) -> Iterator[Callable[..., OwnWindow]]:
    """Makes windows that the test's end removes."""
    made: list[OwnWindow] = []

    def make(*arguments: Any, **more: Any) -> OwnWindow:
        made.append(OwnWindow(*arguments, **more))
        return made[-1]

    yield make
    for window in made:
        window.close()


class Listener:
    """Holds chords as the window does."""

    def __init__(self) -> None:
        self.words: SimpleQueue[str] = SimpleQueue()
        self._refused: SimpleQueue[frozenset[str]] = SimpleQueue()
        self.keys = GlobalKeys(self.words.put, self._refused.put)

    def hold(self, chords: Mapping[str, str]) -> frozenset[str]:
        self.keys.hold(chords)
        return self._refused.get(timeout=3 * LIMIT)

    def is_free(self, chord: str) -> bool:
        told = SimpleQueue[bool]()
        self.keys.ask(chord, told.put)
        return told.get(timeout=3 * LIMIT)

    def heard(self) -> str:
        return self.words.get(timeout=3 * LIMIT)


@pytest.fixture
def listener() -> Iterator[Callable[[], Listener]]:
    """Makes listeners that the test's end removes."""
    made: list[Listener] = []

    def make() -> Listener:
        made.append(Listener())
        return made[-1]

    yield make
    for one in made:
        one.keys.close()
