"""The X11 desktop as a whole, its screen and its opener."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from player.desktop.x11 import open_x11
from scripts.errors import DesktopProblem, ExitCode, StepFailed
from tests.player.desktop.conftest import until

pytestmark = pytest.mark.desktop


@pytest.mark.parametrize("name", ["", ":987"])
def test_without_a_display_there_is_a_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    with pytest.raises(DesktopProblem) as caught:
        open_x11()
    assert caught.value.exit_code == ExitCode.NO_DESKTOP
    assert caught.value.hint


def test_closing_leaves_no_thread_and_no_file(display: str) -> None:
    def use() -> None:
        desktop = open_x11()
        desktop.screen.grab((0, 0, 10, 10))
        desktop.new_screen()
        desktop.windows.list()
        desktop.hands.move((5, 5))
        desktop.clipboard.set_text("가")
        assert desktop.clipboard.text() == "가"
        desktop.ime.hangul()
        desktop.close()

    def count() -> tuple[int, int]:
        return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))

    use()
    before = count()
    for _ in range(3):
        use()
    assert count() == before


def test_the_screen_shows_what_is_there(desktop: Any, own_window: Callable[..., Any]) -> None:
    own_window("", (400, 300, 50, 40), colour=0x102030, popup=True)
    inside = until(lambda: (f := desktop.screen.grab((405, 305, 20, 10))).pixels.any() and f)
    assert inside.rect == (405, 305, 20, 10)
    assert (inside.pixels == (0x30, 0x20, 0x10)).all(), "blue, green, red"
    whole = desktop.screen.grab()
    assert whole.pixels.shape == (1080, 1920, 3)
    assert whole.pixels.dtype == np.uint8
    assert (whole.crop((405, 305, 20, 10)).pixels == inside.pixels).all()
    assert whole.scale == 1.0


def test_the_screen_cuts_to_the_desktop(desktop: Any) -> None:
    assert desktop.screen.grab((-10, -10, 30, 20)).rect == (0, 0, 20, 10)
    assert desktop.screen.grab((1910, 1070, 30, 20)).rect == (1910, 1070, 10, 10)
    assert desktop.screen.grab((5000, 5000, 30, 20)).pixels.size == 0
    (monitor,) = desktop.screen.monitors()
    assert (monitor.rect, monitor.scale, monitor.primary) == ((0, 0, 1920, 1080), 1.0, True)


def test_frames_do_not_share_pixels(desktop: Any, own_window: Callable[..., Any]) -> None:
    before = desktop.screen.grab((400, 300, 50, 40))
    copied = before.pixels.copy()
    own_window("", (400, 300, 50, 40), colour=0xABCDEF, popup=True)
    until(lambda: (desktop.screen.grab((400, 300, 50, 40)).pixels != copied).any())
    assert (before.pixels == copied).all()


def script(folder: Path, content: str, name: str = "program") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_program_starts_with_its_arguments_as_they_are(desktop: Any, tmp_path: Path) -> None:
    program = script(tmp_path, '#!/bin/sh\nprintf "%s" "$1" > "$2.part"\nmv "$2.part" "$2"\n')
    target = tmp_path / "out"
    argument = "$(touch hacked); `x` 홍 길동"
    desktop.opener.open(str(program), [argument, str(target)])
    until(target.exists)
    assert target.read_text("utf-8") == argument


def test_files_and_addresses_go_to_the_system(
    desktop: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    tools = tmp_path / "bin"
    tools.mkdir()
    script(
        tools, f'#!/bin/sh\nprintf "%s" "$1" > "{target}.part"\nmv "{target}.part" "{target}"\n',
        "xdg-open",
    )  # fmt: skip
    monkeypatch.setenv("PATH", str(tools) + os.pathsep + os.environ["PATH"])
    document = tmp_path / "문서.txt"
    document.write_text("글", "utf-8")
    spoilt = script(tmp_path, "글", "열 수 있다고 적힌 문서.txt")
    spoilt.write_bytes(b"\x00\x01")
    address = "https://example.org/?a=1&b=2"
    for name in (str(document), str(spoilt), address):
        desktop.opener.open(name)
        until(target.exists)
        assert target.read_text("utf-8") == name
        target.unlink()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("없는-프로그램", "not_found"),
        ("/없는/파일", "not_found"),
        ("javascript://alert", "not_supported"),
        ("ssh://host", "not_supported"),
    ],
)
def test_what_cannot_be_opened_is_a_sentence(desktop: Any, name: str, why: str) -> None:
    with pytest.raises(StepFailed) as caught:
        desktop.opener.open(name)
    assert caught.value.why == why


def test_without_xdg_open_there_is_a_hint(desktop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(DesktopProblem) as caught:
        desktop.opener.open("https://example.org")
    assert "xdg-utils" in caught.value.hint
