"""The session's state, physical pixels, and looking at the screen, on Windows."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import threading
from typing import Any

import numpy as np
import pytest

from player.desktop.windows import api, dpi, open_windows, screen, session
from player.desktop.windows.screen import WindowsScreen
from player.types import Frame
from scripts.errors import DesktopProblem
from tests.player.desktop.windows_lane import ROOT, until

POPUP, VISIBLE, TOP_MOST = 0x80000000, 0x10000000, 0x8


def test_this_session_can_be_worked_on() -> None:
    desktop = open_windows()
    assert desktop.session() == "ok"
    desktop.close()


@pytest.mark.parametrize(
    ("record", "desktop", "state"),
    [
        ((0, 1), "Default", "ok"),
        ((0, 0), "Default", "locked"),
        ((0, 0xFFFFFFFF), "Default", "ok"),
        ((0, 1), "", "locked"),
        ((0, 1), "Winlogon", "locked"),
        ((0, 1), "Screen-saver", "locked"),
        ((4, 0), "", "disconnected"),
        ((4, 1), "Default", "disconnected"),
        (None, "Default", "ok"),
        (None, "", "locked"),
    ],
)
def test_the_two_witnesses_of_a_session(
    record: Any, desktop: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_record", lambda: record)
    monkeypatch.setattr(session, "_input_desktop", lambda: desktop)
    assert session.session() == state


@pytest.mark.parametrize(
    ("remote", "drawn", "state"),
    [(0, 0, "ok"), (1, 0, "disconnected"), (1, None, "disconnected"), (1, 1, "ok")],
)
def test_a_remote_session_that_is_not_drawn_has_its_viewer_minimised(
    remote: int, drawn: int | None, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Looks:
        def grab(self) -> Frame:
            if drawn is None:
                raise DesktopProblem("화면을 찍지 못했어요.")
            return Frame(0.0, np.full((90, 160, 3), drawn, np.uint8))

    monkeypatch.setattr(session, "_record", lambda: (0, 1))
    monkeypatch.setattr(session, "_input_desktop", lambda: "Default")
    monkeypatch.setattr(session.api, "GetSystemMetrics", lambda index: remote)
    assert session.session(Looks()) == state  # type: ignore[arg-type]


def test_the_session_s_record_is_read_where_windows_puts_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # WTSINFOEXW: level, then at the next multiple of 8 session, state, flags.
    memory = (ctypes.c_uint32 * 64)(1, 0xDEAD, 7, 4, 0)
    freed: list[Any] = []

    def query(server: Any, number: int, what: int, address: Any, length: Any) -> bool:
        assert (server, number, what) == (None, 0xFFFFFFFF, 25)
        address._obj.value = ctypes.addressof(memory)
        length._obj.value = ctypes.sizeof(memory)
        return True

    monkeypatch.setattr(session, "WTSQuerySessionInformationW", query)
    monkeypatch.setattr(session, "WTSFreeMemory", freed.append)
    assert session._record() == (4, 0) and len(freed) == 1
    memory[0] = 2
    assert session._record() is None and len(freed) == 2
    monkeypatch.setattr(session, "WTSQuerySessionInformationW", lambda *_: False)
    assert session._record() is None


def test_a_desktop_that_may_not_be_opened_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert session._input_desktop() == "Default"
    monkeypatch.setattr(session, "OpenInputDesktop", lambda *_: None)
    assert session._input_desktop() == ""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, capture_output=True, text=True,
        cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_a_process_gets_physical_pixels_first_of_all() -> None:
    told = run(
        "from player.desktop.windows import open_windows; d = open_windows();"
        "from player.desktop.windows.dpi import is_per_monitor; print(is_per_monitor())"
    )
    assert told.split() == ["True"]


@pytest.mark.parametrize("first", ["ours", "qt"])
def test_qt_and_we_agree_on_physical_pixels(first: str) -> None:
    ours = "dpi.be_dpi_aware()"
    qt = "app = QGuiApplication([])"
    steps = [ours, qt] if first == "ours" else [qt, ours]
    told = run(
        "from PySide6.QtGui import QGuiApplication; from player.desktop.windows import dpi;"
        f"{'; '.join(steps)}; print(dpi.is_per_monitor())"
    )
    assert "SetProcessDpiAwareness" not in told and told.split()[-1] == "True"


def test_where_the_process_is_settled_each_thread_has_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dpi, "_told", threading.local())
    settled = threading.local()
    monkeypatch.setattr(
        dpi, "is_now", lambda context: getattr(settled, "value", None) == context.value
    )

    def for_process(context: ctypes.c_void_p) -> bool:
        asked.append("process")
        return False

    def for_thread(context: ctypes.c_void_p) -> int:
        asked.append("thread")
        settled.value = context.value
        return 0x10

    monkeypatch.setattr(api, "SetProcessDpiAwarenessContext", for_process)
    monkeypatch.setattr(api, "SetThreadDpiAwarenessContext", for_thread)
    dpi.be_dpi_aware()
    dpi.be_dpi_aware()
    assert asked == ["process", "thread"]
    assert settled.value == ctypes.c_void_p(-4).value
    other = threading.Thread(target=dpi.be_dpi_aware)
    other.start()
    other.join()
    assert asked == ["process", "thread"] * 2


def test_a_picture_shows_what_is_there() -> None:
    eyes, white_rectangle = WindowsScreen(), 0x6
    before = eyes.grab((310, 210, 40, 30)).pixels
    window = int(
        api.CreateWindowExW(
            TOP_MOST, "STATIC", "", POPUP | VISIBLE | white_rectangle, 300, 200, 80, 60,
            None, None, None, None,
        )
    )  # fmt: skip

    def painted() -> bool:
        message = api.Message()
        while api.PeekMessageW(ctypes.byref(message), None, 0, 0, 1):
            ctypes.windll.user32.DispatchMessageW(ctypes.byref(message))
        frame = eyes.grab((310, 210, 40, 30))
        assert frame.rect == (310, 210, 40, 30) and frame.pixels.dtype == np.uint8
        colours = np.unique(frame.pixels.reshape(-1, 3), axis=0)
        return len(colours) == 1 and not np.array_equal(frame.pixels, before)

    try:
        until(painted)
    finally:
        api.DestroyWindow(window)
        eyes.close()


def test_a_picture_left_of_and_above_the_first_monitor(monkeypatch: pytest.MonkeyPatch) -> None:
    area = dict(zip((76, 77, 78, 79), (-1920, -400, 4480, 1840), strict=True))
    monkeypatch.setattr(api, "GetSystemMetrics", area.__getitem__)
    asked: list[dict[str, int]] = []

    class Shot:
        width, height = 30, 20
        raw = bytes(30 * 20 * 4)

    class Fake:
        def grab(self, part: dict[str, int]) -> Shot:
            asked.append(part)
            return Shot()

        def close(self) -> None: ...

    monkeypatch.setattr(screen, "MSS", Fake)
    frame = WindowsScreen().grab((-1930, -405, 40, 25))
    assert asked == [{"left": -1920, "top": -400, "width": 30, "height": 20}]
    assert frame.origin == (-1920, -400)
    assert WindowsScreen().grab((3000, 0, 10, 10)).pixels.size == 0


def test_a_screen_that_cannot_be_looked_at_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from mss.exception import ScreenShotError

    class Locked:
        def grab(self, part: Any) -> None:
            raise ScreenShotError("BitBlt")

        def close(self) -> None: ...

    monkeypatch.setattr(screen, "MSS", Locked)
    with pytest.raises(DesktopProblem) as caught:
        WindowsScreen().grab()
    assert caught.value.hint
