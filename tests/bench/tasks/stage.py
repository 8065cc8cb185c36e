"""How a task's program is started: where, how large, at which scaling, in which theme, with which
data. And what a task is."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.tasks.hands import Human
from tests.clerk import geometry, until, window_rect, xdotool


@dataclass(frozen=True)
class View:
    """One way of seeing a program. ``corner`` is added to where its window was recorded, ``grow``
    are the factors of its size; ``data``: other data are in it."""

    corner: tuple[int, int] = (0, 0)
    grow: tuple[float, float] = (1.0, 1.0)
    scale: float = 1.0
    dark: bool = False
    data: bool = False


RECORDED = View()
CHANGES = {
    "moved": View(corner=(370, 150), grow=(1.18, 1.12)),
    "125 %": View(corner=(-60, -30), scale=1.25),
    "150 %": View(corner=(-80, -40), scale=1.5),
    "dark": View(dark=True),
    "data": View(data=True),
}


@dataclass
class Shown:
    """A program that is open: ``folder`` holds its files, ``more`` what its task needs."""

    folder: Path
    view: View
    more: dict[str, Any] = field(default_factory=dict)


Open = Callable[[Path, View], contextlib.AbstractContextManager[Shown]]


@dataclass(frozen=True)
class Task:
    """``do`` performs it in a program that is open; ``outcome`` tells whether it was done right."""

    name: str
    open: Open
    do: Callable[[Human, Shown], None]
    outcome: Callable[[Shown], bool]


@contextlib.contextmanager
def scaled(view: View) -> Iterator[None]:
    """The desktop's scaling, which programs read when they start."""
    from Xlib import Xatom
    from Xlib.display import Display

    display = Display()
    try:
        root = display.screen().root
        name = display.intern_atom("RESOURCE_MANAGER")
        text = f"Xft.dpi:\t{round(96 * view.scale)}\n".encode()
        root.change_property(name, Xatom.STRING, 8, text)
        display.sync()
        yield
    finally:
        root.delete_property(name)
        display.sync()
        display.close()


def put(title: str, view: View, x: int, y: int, width: int, height: int) -> list[int]:
    """Bring a window to where the view has it; its client area x, y, width, height. The numbers are
    those of the recording, at scaling 1."""
    wide, high = (
        round(side * grow * view.scale)
        for side, grow in zip((width, height), view.grow, strict=True)
    )
    left, top = max(4, x + view.corner[0]), max(26, y + view.corner[1])
    window_rect(title)
    window = xdotool("search", "--onlyvisible", "--name", title).split()[-1]
    _restore(int(window))
    xdotool("windowsize", window, wide, high, "windowmove", window, left, top)
    until(
        lambda: abs(geometry(window)[0] - left) < 30 and abs(geometry(window)[2] - wide) < 60,
        f"{title} at its place",
    )
    xdotool("windowactivate", "--sync", window)
    return geometry(window)


def _restore(window: int) -> None:
    """Take a window out of its full size: some programs begin so."""
    from Xlib import X
    from Xlib.display import Display
    from Xlib.protocol import event

    display = Display()
    try:
        states = [display.intern_atom(f"_NET_WM_STATE_MAXIMIZED_{way}") for way in ("VERT", "HORZ")]
        told = event.ClientMessage(
            window=display.create_resource_object("window", window),
            client_type=display.intern_atom("_NET_WM_STATE"), data=(32, [0, *states, 1, 0]),
        )  # fmt: skip
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        display.screen().root.send_event(told, event_mask=mask)
        display.sync()
    finally:
        display.close()


def gtk(view: View, folder: Path) -> dict[str, str]:
    """The environment of a GTK program."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "GSETTINGS_BACKEND": "memory",
        "GTK_THEME": "Adwaita:dark" if view.dark else "Adwaita", "NO_AT_BRIDGE": "1",
        "SAL_USE_VCLPLUGIN": "gtk3",
    }  # fmt: skip


def clipboard() -> str:
    """The text that was copied last."""
    done = subprocess.run(
        ["xclip", "-selection", "clipboard", "-o"], capture_output=True, text=True, timeout=10
    )
    return done.stdout
