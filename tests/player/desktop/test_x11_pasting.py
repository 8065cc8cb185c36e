"""When something was copied, and when what was pasted has come, with real programs."""

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
from tests.player.desktop.conftest import OwnWindow, until
from tests.player.desktop.test_x11_clipboard import copy

pytestmark = pytest.mark.desktop
TITLE = "쓰는 창"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A window in which a text is written, and that prints it at its end."""
    there = tmp_path / "text"
    there.write_text("", encoding="utf-8")
    command = ["zenity", "--text-info", "--editable", f"--title={TITLE}", f"--filename={there}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def owner() -> Iterator[subprocess.Popen[bytes]]:
    """A program that holds the clipboard."""
    command = ["xclip", "-selection", "clipboard", "-i", "-quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def press(desktop: Any, *keys: str) -> None:
    for key in keys:
        desktop.hands.key_down(key)
    for key in reversed(keys):
        desktop.hands.key_up(key)


def test_every_copy_counts(desktop: Any) -> None:
    board = desktop.clipboard
    before = board.version()
    assert board.version() == before
    copy(b"one")
    first = board.version()
    assert first != before
    copy(b"one")
    assert board.version() not in (before, first)
    second = board.version()
    board.set_text("우리 것")
    assert board.version() not in (before, first, second)


@pytest.mark.skipif(shutil.which("zenity") is None, reason="needs zenity")
def test_what_is_typed_after_a_paste_stands_after_it(
    desktop: Any, page: subprocess.Popen[str], owner: subprocess.Popen[bytes]
) -> None:
    assert owner.stdin is not None
    before = desktop.clipboard.version()
    owner.stdin.write("붙인 것".encode())
    owner.stdin.close()
    until(lambda: desktop.clipboard.version() != before)
    place_window(TITLE, 300, 200, 420, 320)
    x, y = window_rect(TITLE)[:2]
    desktop.hands.move((x + 100, y + 60))
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")
    window = desktop.windows.active()
    assert window.title == TITLE
    os.kill(owner.pid, signal.SIGSTOP)
    goes_on = threading.Timer(0.3, os.kill, (owner.pid, signal.SIGCONT))
    try:
        press(desktop, "Ctrl", "v")
        goes_on.start()
        desktop.clipboard.arrived(window)
        desktop.hands.type_text("친 것")
    finally:
        goes_on.join()
        os.kill(owner.pid, signal.SIGCONT)
    desktop.hands.move((x + 369, y + 294))  # OK
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")
    assert page.communicate(timeout=60)[0].strip() == "붙인 것친 것"


def test_a_window_that_answers_nothing_is_not_waited_for(desktop: Any) -> None:
    own = OwnWindow("말 없는 창", (200, 200, 300, 200))
    try:
        until(lambda: any(w.title == "말 없는 창" for w in desktop.windows.list()))
        [window] = [w for w in desktop.windows.list() if w.title == "말 없는 창"]
        desktop.clipboard.arrived(window)
    finally:
        own.close()
