"""What follows a click at once waits for it, however long the window manager takes to let it
through: what is typed goes into the field that was clicked, and a second press is the second one of
a double click."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clerk import place_window, window_rect

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.usefixtures("display"),
    pytest.mark.skipif(shutil.which("zenity") is None, reason="needs zenity"),
]
TITLE = "두 칸"


def openbox() -> int:
    """The process of this display's window manager."""
    done = subprocess.run(["pgrep", "-x", "openbox"], capture_output=True, text=True, check=True)
    for word in done.stdout.split():
        of = Path(f"/proc/{word}/environ").read_bytes().split(b"\0")
        if f"DISPLAY={os.environ['DISPLAY']}".encode() in of:
            return int(word)
    raise AssertionError("no window manager")


@pytest.fixture
def form() -> Iterator[subprocess.Popen[str]]:
    """A window with two fields that prints them at its end."""
    command = ["zenity", "--forms", f"--title={TITLE}", "--text=x", "--add-entry=one",
               "--add-entry=two", "--separator=|"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("typed", ["text", "key"])
def test_keys_do_not_overtake_the_click(
    desktop: Any, form: subprocess.Popen[str], typed: str
) -> None:
    place_window(TITLE, 300, 200, 420, 240)
    x, y = window_rect(TITLE)[:2]
    manager = openbox()
    os.kill(manager, signal.SIGSTOP)
    goes_on = threading.Timer(0.3, os.kill, (manager, signal.SIGCONT))
    try:
        desktop.hands.move((x + 138, y + 93))
        desktop.hands.button_down("left")
        desktop.hands.button_up("left")
        goes_on.start()
        if typed == "text":
            desktop.hands.type_text("07")
        else:
            for key in "07":
                desktop.hands.key_down(key)
                desktop.hands.key_up(key)
    finally:
        goes_on.join()
        os.kill(manager, signal.SIGCONT)
    desktop.hands.move((x + 369, y + 216))  # OK
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")
    assert form.communicate(timeout=60)[0].strip() == "|07"


def test_the_second_press_of_a_double_click_waits_for_the_first(
    desktop: Any, form: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("player.desktop.x11.hands.BEFORE_PRESS", 60.0)
    place_window(TITLE, 300, 200, 420, 240)
    x, y = window_rect(TITLE)[:2]
    manager = openbox()
    os.kill(manager, signal.SIGSTOP)
    went_on = threading.Event()

    def go_on() -> None:
        went_on.set()
        os.kill(manager, signal.SIGCONT)

    goes_on = threading.Timer(0.2, go_on)
    try:
        desktop.hands.move((x + 138, y + 93))
        desktop.hands.button_down("left")
        desktop.hands.button_up("left")
        assert not went_on.is_set()  # nothing waits before the first one
        goes_on.start()
        desktop.hands.button_down("left")
        assert went_on.is_set()
        desktop.hands.button_up("left")
    finally:
        goes_on.join()
        os.kill(manager, signal.SIGCONT)
