"""How a text gets into real programs that do not take it as it is."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from player.desktop.base import Desktop
from player.pictures import Pictures
from player.run.control import Control
from player.run.ladder import Ladder
from player.run.see import Eyes
from player.run.typing import Typed, Typist
from scripts.errors import StepFailed
from scripts.model import Type
from tests.bench.fields import Field, gtk_field, has_gtk, settled_text
from tests.bench.hangul import PACKAGES, ibus, missing
from tests.clerk import Clerk, until
from tests.desk import end

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.slow,
    pytest.mark.skipif(
        not has_gtk(),
        reason="GTK 3이 없어요. 켜려면: apt-get install python3-gi gir1.2-gtk-3.0",
    ),
]
SERVER, VIEWER = "Xtigervnc", "xtigervncviewer"
TEXT = "홍길동 Kim 010-1234!"
CHANGED = Type(TEXT, clear=True, verify=True)


@contextlib.contextmanager
def deaf_desktop() -> Iterator[Desktop]:
    """A desktop whose programs take no Unicode input but Latin."""
    from player.desktop.x11 import open_x11

    with contextlib.closing(open_x11()) as desktop:
        whole = desktop.hands.type_text

        def latin_only(text: str, check: Callable[[], None] = lambda: None) -> None:
            whole("".join(sign for sign in text if sign.isascii()), check)

        desktop.hands.type_text = latin_only  # type: ignore[method-assign]
        yield desktop


def typist(desktop: Desktop, ladder: Ladder) -> Typist:
    control = Control()
    return Typist(
        desktop, Eyes(desktop, Pictures({}), control), control, Typed(0, lambda: 0.0, ladder)
    )


@pytest.mark.skipif(
    bool(missing()),
    reason=f"한글 입력기가 없어요({missing()}). 켜려면: apt-get install {PACKAGES}",
)
def test_keys_go_through_a_real_input_method(display: str) -> None:
    ladder = Ladder()
    with ibus(), deaf_desktop() as desktop, gtk_field() as into:
        desktop.ime.hangul()  # ibus tells only who listens
        press_twice(desktop)
        typist(desktop, ladder).type(CHANGED, TEXT, None, 5.0)
        assert settled_text(into, TEXT) == TEXT
        assert ladder.ways(desktop.windows.active())[0] == "keys"
        assert desktop.ime.hangul() is False


def press_twice(desktop: Desktop) -> None:
    """Let the input method tell its state."""
    for _ in range(2):
        desktop.hands.key_down("Hangul")
        desktop.hands.key_up("Hangul")


def test_what_no_key_gives_is_pasted_and_the_clipboard_put_back(display: str) -> None:
    ladder = Ladder()
    with deaf_desktop() as desktop, gtk_field() as into:
        desktop.clipboard.set_text("그 전의 것")
        typist(desktop, ladder).type(CHANGED, TEXT, None, 5.0)
        assert settled_text(into, TEXT) == TEXT
        assert ladder.ways(desktop.windows.active())[0] == "paste"
        typist(desktop, ladder).type(Type("", clear=True, verify=True), "", None, 5.0)
        assert settled_text(into, "") == ""
        assert desktop.clipboard.text() == "그 전의 것"


@pytest.mark.skipif(
    not all(map(shutil.which, (SERVER, VIEWER))),
    reason="원격 화면이 없어요. 켜려면: apt-get install tigervnc-standalone-server tigervnc-viewer",
)
def test_what_went_into_another_computer_is_read_on_the_screen(display: str) -> None:
    from player.desktop.x11 import open_x11

    ladder, clerk = Ladder(), Clerk()
    with far_field() as into, contextlib.closing(open_x11()) as desktop:
        left, top, across, _ = until(lambda: white(desktop), "the field in the viewer")
        at = (left + across // 2, top + 9)
        clerk.click([left, top, across, 18])
        for text in (TEXT, "", "다온군 읽음길 22-3"):
            action = Type(text, clear=True, verify=True)
            typist(desktop, ladder).type(action, text, None, 5.0, at)
            assert settled_text(into, text) == text
        assert ladder.ways(desktop.windows.active())[0] == "text"
        cut = Type("홍길동", clear=True, verify=True)
        desktop.hands.type_text = lambda text, check=None: None  # type: ignore[method-assign]
        with pytest.raises(StepFailed) as failed:
            typist(desktop, ladder).type(cut, "홍길동", None, 5.0, at)
        assert failed.value.why == "mismatch"


def white(desktop: Desktop) -> list[int]:
    """The largest white part of the screen; empty where it is no field's."""
    pixels = desktop.screen.grab().pixels
    parts = cv2.connectedComponentsWithStats(np.all(pixels == 255, axis=2).astype(np.uint8))[2][1:]
    boxes = [list(map(int, part[:4])) for part in parts if part[2] > 300 and part[3] > 100]
    return max(boxes, key=lambda box: box[2] * box[3], default=[])


@contextlib.contextmanager
def far_field() -> Iterator[Field]:
    """A field on another display, which a viewer shows on this one; neither gets the other's
    clipboard."""
    here, number = os.environ["DISPLAY"], free_display()
    port = 5900 + number
    options = ("-geometry", "900x600", "-SecurityTypes", "None", "-localhost", "-rfbport")
    apart = ("-AcceptClipboard=0", "-SendClipboard=0", "-SetPrimary=0", "-SendPrimary=0")
    with contextlib.ExitStack() as stack:
        stack.enter_context(running(SERVER, f":{number}", *options, str(port)))
        until(lambda: listens(port), "the other display")
        stack.callback(os.environ.__setitem__, "DISPLAY", here)
        os.environ["DISPLAY"] = f":{number}"
        stack.enter_context(running("openbox"))
        until(managed, "the other window manager")
        field = stack.enter_context(gtk_field())
        os.environ["DISPLAY"] = here
        stack.enter_context(running(VIEWER, "-SecurityTypes", "None", *apart, f"localhost::{port}"))
        yield field


def managed() -> bool:
    told = subprocess.run(
        ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True, text=True
    )
    return "window id" in told.stdout


def free_display() -> int:
    return next(n for n in range(70, 100) if not Path(f"/tmp/.X11-unix/X{n}").exists())


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("localhost", port)) == 0


@contextlib.contextmanager
def running(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        end(process)
