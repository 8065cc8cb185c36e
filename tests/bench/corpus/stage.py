"""A virtual screen with a message bus on which real programs are started, pictured and measured."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mss
import numpy as np
from Xlib import X, display
from Xlib.protocol import event

from player.desktop.x11.virtual import virtual_screen
from player.types import Pixels
from tests.clerk import geometry, until, xdotool
from tests.desk import Node, message_bus, read_nodes

SCREEN = (3840, 2160)
CORNER = (60, 80)
UP, LIMIT = 70.0, 200.0
"""Seconds in which a program must have come up, and then to rest."""


class NotUp(RuntimeError):
    """A program has shown no window."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A program's client area, and its accessible nodes as :mod:`tests.desk` tells them."""

    pixels: Pixels
    origin: tuple[int, int]
    nodes: list[Node]

    def like(self, other: Seen) -> bool:
        return self.nodes == other.nodes and np.array_equal(self.pixels, other.pixels)


class Stage:
    """Starts one program at a time."""

    def __init__(self, name: str, bus: str, folder: Path) -> None:
        self._name, self._folder = name, folder
        self._base = {
            "PATH": os.environ["PATH"], "DISPLAY": name, "DBUS_SESSION_BUS_ADDRESS": bus,
            "LANG": "C.UTF-8", "GTK_MODULES": "gail:atk-bridge", "NO_AT_BRIDGE": "0",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1",
            "GNOME_ACCESSIBILITY": "1", "XDG_RUNTIME_DIR": str(folder / "run"),
            "GSETTINGS_BACKEND": "memory", "SAL_USE_VCLPLUGIN": "gtk3",
        }  # fmt: skip

    def picture(self, command: list[str], env: dict[str, str], title: str, program: str,
                size: tuple[int, int], least: int) -> Seen:  # fmt: skip
        """Start a program, give its window's client area a size (pixels), and look when nothing
        changes any more; ``least`` nodes must be there. A program that does not come up is started
        again, twice."""
        for _ in range(2):
            with contextlib.suppress(NotUp):
                return self._picture(command, env, title, program, size, least)
        return self._picture(command, env, title, program, size, least)

    def _picture(self, command: list[str], env: dict[str, str], title: str, program: str,
                 size: tuple[int, int], least: int) -> Seen:  # fmt: skip
        full = {**self._base, **env}
        process = subprocess.Popen(
            command, env=full, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True, cwd=full["HOME"],
        )  # fmt: skip
        try:
            try:
                window = until(lambda: _window(title), f"the window {title}", UP)
            except AssertionError as error:
                raise NotUp(str(error)) from error
            self._place(window, size)
            last: Seen | None = None

            def at_rest() -> Seen | None:
                nonlocal last
                before, last = last, self._still(window, program, full, least)
                return last if before and last and before.like(last) else None

            return until(at_rest, f"{title} at rest", LIMIT)
        finally:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            until(lambda: not _window(title), f"the end of {title}", 30)

    def _place(self, window: str, size: tuple[int, int]) -> None:
        connection = display.Display(self._name)
        try:
            root = connection.screen().root
            told = event.ClientMessage(
                window=connection.create_resource_object("window", int(window)),
                client_type=connection.intern_atom("_NET_WM_STATE"),
                data=(32, [0, connection.intern_atom("_NET_WM_STATE_MAXIMIZED_VERT"),
                           connection.intern_atom("_NET_WM_STATE_MAXIMIZED_HORZ"), 1, 0]),
            )  # fmt: skip
            root.send_event(told, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
            connection.sync()
        finally:
            connection.close()
        xdotool("windowsize", window, *size, "windowmove", window, *CORNER)
        until(lambda: abs(geometry(window)[0] - CORNER[0]) < 40, "the window at its place")
        xdotool("mousemove", SCREEN[0] - 1, SCREEN[1] - 1)

    def _still(self, window: str, program: str, env: dict[str, str], least: int) -> Seen | None:
        """What is seen, if the picture is the same before and after the nodes are asked for."""
        place = geometry(window)
        if not place or not _on_screen(place):
            return None
        before = self._grab(place)
        nodes = self._nodes(program, env)
        same = geometry(window) == place and np.array_equal(before, self._grab(place))
        return Seen(before, (place[0], place[1]), nodes) if same and len(nodes) >= least else None

    def _grab(self, place: list[int]) -> Pixels:
        with mss.MSS() as screen:
            shot = screen.grab(dict(zip(("left", "top", "width", "height"), place, strict=True)))
        return np.ascontiguousarray(np.asarray(shot)[:, :, :3])

    def _nodes(self, program: str, env: dict[str, str]) -> list[Node]:
        return read_nodes(program, env)


def _on_screen(place: list[int]) -> bool:
    """Whether all of it can be grabbed: a window may still be on its way to its place."""
    x, y, width, height = place
    return x >= 0 and y >= 0 and x + width <= SCREEN[0] and y + height <= SCREEN[1]


def _window(title: str) -> str:
    """The number of the visible window with this title (a regular expression), or ""."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, text=True
    )
    return found.stdout.split()[-1] if found.stdout.split() else ""


@contextlib.contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """A stage whose programs keep what they must in ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "run").mkdir(parents=True, mode=0o700)
    before = os.environ.get("DISPLAY")
    with virtual_screen(*SCREEN) as name:
        os.environ["DISPLAY"] = name
        try:
            with message_bus({**os.environ, "XDG_RUNTIME_DIR": str(folder / "run")}) as bus:
                yield Stage(name, bus, folder)
        finally:
            if before is None:
                del os.environ["DISPLAY"]
            else:
                os.environ["DISPLAY"] = before
