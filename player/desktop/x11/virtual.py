"""A virtual screen with a window manager, for demos, tests and machines without a display."""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from scripts.errors import DesktopProblem
from scripts.language import either

_START_LIMIT = 20.0
_CONFIGURATION = Path("/etc/xdg/openbox/rc.xml")
_NAMES = "http://openbox.org/3.4/rc"
_WINDOW_KEYS = frozenset(("A-Tab", "A-S-Tab", "A-F4"))


def _need(program: str, package: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise DesktopProblem(
            either(
                f"가상 화면에 필요한 {program}이(가) 없어요.",
                f"{program} is missing, which the virtual screen needs.",
            ),
            either(
                f"apt-get install {package} 로 설치해 주세요.",
                f"Install it: apt-get install {package}",
            ),
        )
    return path


def _read_display(process: subprocess.Popen[bytes], pipe: int) -> str:
    """The display number that Xvfb writes when it is ready."""
    number = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        end = time.monotonic() + _START_LIMIT
        while not number.endswith(b"\n"):
            if process.poll() is not None or time.monotonic() > end:
                raise DesktopProblem(
                    either(
                        "가상 화면(Xvfb)을 켜지 못했어요.",
                        "The virtual screen (Xvfb) could not be started.",
                    ),
                    either("Xvfb 설치를 확인해 주세요.", "Look at how Xvfb is installed."),
                )
            if selector.select(0.2):
                number += os.read(pipe, 16)
    return ":" + number.decode("ascii").strip()


def _wait_for_manager(display: str) -> None:
    """Return when a window manager has announced itself on the root window."""
    from Xlib import X
    from Xlib.display import Display

    connection = Display(display)
    try:
        root = connection.screen().root
        name = connection.intern_atom("_NET_SUPPORTING_WM_CHECK")
        root.change_attributes(event_mask=X.PropertyChangeMask)
        end = time.monotonic() + _START_LIMIT
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            while root.get_full_property(name, X.AnyPropertyType) is None:
                if time.monotonic() > end:
                    raise DesktopProblem(
                        either(
                            "가상 화면의 창 관리자(openbox)가 켜지지 않았어요.",
                            "The virtual screen's window manager (openbox) did not start.",
                        )
                    )
                selector.select(0.1)
                while connection.pending_events():
                    connection.next_event()
    finally:
        connection.close()


def settings(configuration: str) -> str:
    """Openbox's configuration (XML) for a screen that nobody sits at. It does not read its key
    bindings anew, 40 ms of work, each time the typer binds a key; its windows come late otherwise.
    Of its keys and menus those stay that belong to windows: a key or click that is tried out opens
    no menu of its own, which would keep the keyboard, and goes to no other desktop."""
    tree = ElementTree.fromstring(configuration)
    names = {"": _NAMES}
    for keyboard in tree.findall("keyboard", names):
        ElementTree.SubElement(keyboard, f"{{{_NAMES}}}rebindOnMappingNotify").text = "no"
        for binding in keyboard.findall("keybind", names):
            if binding.get("key") not in _WINDOW_KEYS:
                keyboard.remove(binding)
    for mouse in tree.findall("mouse", names):
        for context in mouse.findall("context", names):
            if context.get("name") in ("Root", "Desktop", "MoveResize"):
                mouse.remove(context)
    for number in tree.findall("desktops/number", names):
        number.text = "1"
    ElementTree.register_namespace("", _NAMES)
    return ElementTree.tostring(tree, encoding="unicode")


def _configured(folder: str) -> list[str]:
    """Options for openbox with which it takes our settings."""
    if not _CONFIGURATION.exists():
        return []
    own = Path(folder) / "rc.xml"
    own.write_text(settings(_CONFIGURATION.read_text("utf-8")), "utf-8")
    return ["--config-file", str(own)]


@contextlib.contextmanager
def virtual_screen(width: int = 1920, height: int = 1080, dpi: int = 96) -> Iterator[str]:
    """Start Xvfb with openbox; yields the display's name (":7"), and ends both on leaving.

    The environment of this process is not touched: pass ``DISPLAY`` to what should live there.
    """
    xvfb, openbox = _need("Xvfb", "xvfb"), _need("openbox", "openbox")
    folder = tempfile.mkdtemp(prefix="ilson-screen-")
    read, write = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-dpi", str(dpi),
         "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    manager = None
    try:
        os.close(write)
        display = _read_display(server, read)
        manager = subprocess.Popen(
            [openbox, "--sm-disable", *_configured(folder)], env={**os.environ, "DISPLAY": display},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for_manager(display)
        yield display
    finally:
        os.close(read)
        for process in (manager, server):
            if process is not None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(folder, ignore_errors=True)
