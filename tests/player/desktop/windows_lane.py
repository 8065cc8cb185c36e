"""What the tests of the Windows desktop share: a target window, a person, a field's text."""

from __future__ import annotations

import contextlib
import ctypes
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT = 30.0
"""Seconds after which a condition will not come true any more; the lane can be slow."""
ROOT = Path(__file__).resolve().parents[3]
_GET_TEXT, _GET_TEXT_LENGTH, _SET_TEXT = 0xD, 0xE, 0xC


def until(condition: Callable[[], Any], limit: float = LIMIT) -> Any:
    """Wait until a condition holds; returns what it gave."""
    end = time.monotonic() + limit
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
    return found


def person(*arguments: str) -> None:
    """Let xdotool act on the X screen: to the programs of the lane it is a person. Returns at
    once; it is no program of Windows' that could be waited for."""
    assert sys.platform == "win32"
    import _winapi

    line = subprocess.list2cmdline(["Z:\\usr\\bin\\xdotool", *arguments])
    _winapi.CreateProcess(
        None,
        line,
        None,
        None,
        False,
        0,
        None,
        None,
        subprocess.STARTUPINFO(),  # type: ignore[arg-type]
    )


def text_of(field: int) -> str | None:
    """What a field holds, with "\\n" for line ends; None while its program does not answer."""
    from player.desktop.windows import api

    length = api.ask_window(field, _GET_TEXT_LENGTH)
    if length is None:
        return None
    text = ctypes.create_unicode_buffer(length + 2)
    answered = api.ask_window(field, _GET_TEXT, len(text), ctypes.addressof(text))
    return None if answered is None else text.value.replace("\r\n", "\n")


def clear(field: int) -> None:
    from player.desktop.windows import api

    empty = ctypes.create_unicode_buffer("")
    until(lambda: api.ask_window(field, _SET_TEXT, 0, ctypes.addressof(empty)))
    until(lambda: text_of(field) == "")


@dataclass
class Target:
    """A window of another process, and its fields."""

    process: subprocess.Popen[str]
    window: int
    edit: int
    secret: int = 0


@contextlib.contextmanager
def running(program: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """A program with pipes, ended at the end."""
    process = subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(LIMIT)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


@contextlib.contextmanager
def target(
    title: str = "표적 창", rect: tuple[int, int, int, int] = (100, 80, 700, 400)
) -> Iterator[Target]:
    """The window of :mod:`tests.player.desktop.windows_target`."""
    module = "tests.player.desktop.windows_target"
    with running([sys.executable, "-m", module, title, *map(str, rect)]) as process:
        assert process.stdout is not None
        yield Target(process, **json.loads(process.stdout.readline()))


@contextlib.contextmanager
def notepad(desktop: Any) -> Iterator[Target]:
    """A Notepad that has just come up; nothing has been waited for but its window."""
    from player.desktop.windows import api

    with running(["notepad.exe"]) as process:
        window = until(
            lambda: next((w.id for w in desktop.windows.list() if w.pid == process.pid), 0)
        )
        edit = until(lambda: api.FindWindowExW(window, None, "Edit", None))
        yield Target(process, window, edit)


def middle(desktop: Any, window: int) -> tuple[int, int]:
    """The middle of a window's inside."""
    x, y, width, height = next(w.client for w in desktop.windows.list() if w.id == window)
    return (x + width // 2, y + height // 2)


def click(desktop: Any, point: tuple[int, int]) -> None:
    desktop.hands.move(point)
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")
