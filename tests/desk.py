"""The product on a clerk's screen: its window, a real tray, and what a screen reader says of them.

Nothing in the product knows of this. Where a part is, and whether it has the keyboard, is asked
through AT-SPI, the way of screen readers; what happens comes from xdotool only.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from player.types import Pixels
from tests.clerk import PYTHON, Clerk, geometry, picture, until
from tests.conftest import ROOT

_READER = Path(__file__).with_name("accessible.py")
TRAY = ("trayer", "--edge", "top", "--align", "right", "--widthtype", "request", "--height", "28")
ACCESSIBLE = {
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "QT_ACCESSIBILITY": "1",
    "QT_LOGGING_RULES": "qt.accessibility.atspi=false",
}


class Node(NamedTuple):
    """One part of a program as AT-SPI tells it; ``box`` is x, y, width, height on the screen."""

    depth: int
    role: str
    name: str
    box: list[int]
    shown: bool
    able: bool
    focused: bool
    focusable: bool
    checked: bool


def read_nodes(program: str, env: Mapping[str, str]) -> list[Node]:
    """The nodes of a program, depth first; none while it changes or is not there."""
    done = subprocess.run(
        ["/usr/bin/python3", str(_READER), program], env=dict(env), capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    return [Node(*told) for told in json.loads(done.stdout)] if done.returncode == 0 else []


@contextlib.contextmanager
def message_bus(env: Mapping[str, str]) -> Iterator[str]:
    """A session bus of its own; yields its address."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(env),
    )  # fmt: skip
    try:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.communicate(timeout=10)


class Desk:
    """``env`` is what programs are started with that belong to the product."""

    def __init__(self, env: Mapping[str, str], process: subprocess.Popen[bytes]) -> None:
        self.env, self.process = dict(env), process
        self.clerk = Clerk()

    # ---- looking ----------------------------------------------------------------------------

    def nodes(self) -> list[Node]:
        """All that is shown of the product now, window after window."""
        own, shown = False, []
        for node in read_nodes("Ilson", self.env):  # and the practice app, which is called so, too
            own = node.name == "Ilson" if node.depth == 0 else own
            if own and node.shown:
                shown.append(node)
        return shown

    def look(self, wanted: Callable[[Node], bool], what: str) -> Node:
        """The first node that is ``wanted``, once it stands still and can be used."""
        last: list[Node] = []

        def still() -> Node | None:
            found = next((node for node in self.nodes() if wanted(node) and node.able), None)
            same = bool(found and last and found.box == last[0].box)
            last[:] = [found] if found else []
            return found if same else None

        try:
            return until(still, what)
        except AssertionError as error:
            shown = "\n".join(f"{' ' * n.depth}{n.role} {n.name} {n.box}" for n in self.nodes())
            raise AssertionError(f"{error}; there is\n{shown}") from error

    def see(self, name: str, role: str = "") -> Node:
        """The part whose name begins so."""
        return self.look(
            lambda node: node.name.startswith(name) and role in ("", node.role), f"{role} {name}"
        )

    def sees(self, name: str, role: str = "") -> bool:
        """Whether such a part is there at this moment."""
        return any(n.name.startswith(name) and role in ("", n.role) for n in self.nodes())

    def gone(self, name: str) -> None:
        """Wait until there is no such part."""
        until(lambda: not self.sees(name), f"{name} gone")

    # ---- doing ------------------------------------------------------------------------------

    def click(self, name: str, role: str = "push button") -> None:
        """Click in the middle of a part."""
        self.clerk.click(self.see(name, role).box)

    def click_text(self, text: str) -> None:
        """Click on a text in an open menu or panel. AT-SPI does not tell of Qt's pop-ups, so it is
        read as the product reads screens."""
        from player.ocr.find import find_text

        def place() -> list[int]:
            at = popup()
            found = find_text(pixels(at), text) if at else []
            if len(found) != 1:
                return []
            x, y, width, height = found[0].rect
            return [at[0] + x, at[1] + y, width, height]

        self.clerk.click(until(place, f"{text} in a menu"))

    def click_tray(self, button: int = 1) -> None:
        """Click on the icon in the tray."""
        self.clerk.click(tray_icon(), button)

    def tab_to(self, name: str, role: str = "push button") -> None:
        """Press Tab until a part has the keyboard."""
        for _ in range(60):
            if any(
                node.focused and node.name.startswith(name) and role in ("", node.role)
                for node in self.nodes()
            ):
                return
            self.clerk.key("Tab")
        raise AssertionError(f"Tab does not get to {role} {name}")

    def press(self, name: str, role: str = "push button") -> None:
        """Go to a button by Tab and press it."""
        self.tab_to(name, role)
        self.clerk.key("space")


def popup() -> list[int]:
    """Where the menu or panel on top is, x, y, width and height; [] for none. No window manager
    puts a frame around one, and all are at least so wide."""
    from Xlib import X
    from Xlib.display import Display

    display = Display()
    try:
        for window in reversed(display.screen().root.query_tree().children):
            told = window.get_attributes()
            if told.override_redirect and told.map_state == X.IsViewable:
                place = window.get_geometry()
                if place.width > 80:
                    return [place.x, place.y, place.width, place.height]
    finally:
        display.close()
    return []


def pixels(rect: Sequence[int]) -> Pixels:
    """What the screen shows there."""
    shot = picture((rect[0], rect[1], rect[2], rect[3]))
    grabbed = np.frombuffer(shot, np.uint8).reshape(rect[3], rect[2], 4)
    return np.ascontiguousarray(grabbed[:, :, :3])


def tray_icon() -> list[int]:
    """Where the tray's one icon is. The tray is as large as what is in it, or one pixel."""

    def found() -> list[int]:
        windows = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--class", "trayer"],
            capture_output=True, text=True,
        ).stdout.split()  # fmt: skip
        for window in windows:
            place = geometry(window)
            if place and place[2] >= 16:
                return place
        return []

    return until(found, "an icon in the tray")


@contextlib.contextmanager
def desk(home: Path, more: Mapping[str, str] | None = None) -> Iterator[Desk]:
    """A message bus, a tray and the product, its home folder ``home``, on the display that
    ``DISPLAY`` names."""
    (home / "run").mkdir(parents=True, mode=0o700)
    env = {
        **os.environ, **ACCESSIBLE, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"),
        "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **(more or {}),
    }  # fmt: skip
    with contextlib.ExitStack() as stack:
        env["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(message_bus(env))
        stack.callback(end, _start(list(TRAY), env))
        until(lambda: _tray_there(), "the tray")
        product = _start([*PYTHON, str(ROOT / "main.py")], env)
        stack.callback(end, product)
        yield Desk(env, product)


def _tray_there() -> bool:
    told = subprocess.run(
        ["xdotool", "search", "--class", "trayer"], capture_output=True, text=True
    )
    return bool(told.stdout.split())


def _start(command: list[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=ROOT
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a program to end, and see to it."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
