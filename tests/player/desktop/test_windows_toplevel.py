"""Top-level windows, their programs and fields, on Windows."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from ctypes.wintypes import HWND
from pathlib import PureWindowsPath
from typing import Any

import pytest

from player.desktop.windows import api, automation, ime, open_windows, processes
from scripts.errors import StepFailed
from tests.player.desktop.windows_lane import Target, notepad, target, until
from tests.player.desktop.windows_target import SLEEP

POPUP, VISIBLE, NOTIFY, TOOL_WINDOW, TOP_MOST = 0x80000000, 0x10000000, 0x100, 0x80, 0x8


@pytest.fixture(scope="module")
def desktop() -> Iterator[Any]:
    opened = open_windows()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def window(desktop: Any) -> Iterator[Target]:
    with target("가나다 창", (120, 90, 600, 400)) as made:
        until(lambda: by_id(desktop, made.window))
        yield made


def by_id(desktop: Any, identity: int) -> Any:
    return next((w for w in desktop.windows.list() if w.id == identity), None)


def test_a_window_tells_what_it_is(desktop: Any, window: Target) -> None:
    seen = by_id(desktop, window.window)
    assert (seen.title, seen.cls, seen.program) == ("가나다 창", "IlsonTarget", "python")
    assert seen.pid == window.process.pid and not seen.minimised and seen.elevated is False
    x, y, width, height = seen.client
    assert seen.rect[0] <= x and seen.rect[1] < y
    assert x + width <= seen.rect[0] + seen.rect[2] and y + height <= seen.rect[1] + seen.rect[3]


def test_windows_come_to_the_front_and_are_found_at_a_point(desktop: Any, window: Target) -> None:
    with target("앞 창", (200, 150, 400, 300)) as other:
        for identity in (window.window, other.window, window.window):
            desktop.windows.focus(until(lambda identity=identity: by_id(desktop, identity)))
            assert desktop.windows.active().id == identity
            until(lambda identity=identity: desktop.windows.at((380, 300)).id == identity)
    assert desktop.windows.at((1900, 1060)) is None


def test_a_minimised_window_is_brought_back(desktop: Any, window: Target) -> None:
    minimise = 6
    api.ShowWindowAsync(window.window, minimise)
    until(lambda: by_id(desktop, window.window).minimised)
    desktop.windows.focus(by_id(desktop, window.window))
    assert not by_id(desktop, window.window).minimised


def test_a_window_closes_as_by_its_own_button(desktop: Any) -> None:
    with target("닫을 창") as made:
        seen = until(lambda: by_id(desktop, made.window))
        desktop.windows.close(seen)
        made.process.wait(30)
        assert by_id(desktop, made.window) is None
        with pytest.raises(StepFailed) as caught:
            desktop.windows.focus(seen)
        assert caught.value.why == "wrong_window"


def test_a_hung_program_does_not_hold_us(desktop: Any, window: Target) -> None:
    api.PostMessageW(window.window, SLEEP, 2000, 0)
    until(lambda: api.ask_window(window.window, 0) is None)
    assert by_id(desktop, window.window).title == "가나다 창"
    assert desktop.windows.hides() in (True, False, None)
    assert api.ask_window(window.window, 0) is None  # it hung all the while
    until(lambda: api.ask_window(window.window, 0) is not None)


def own(style: int, extended: int, rect: tuple[int, int, int, int], owner: int = 0) -> int:
    return int(
        api.CreateWindowExW(
            extended, "STATIC", "", style, *rect, owner or None, None, None, None
        )
    )  # fmt: skip


def test_a_menu_without_a_title_has_that_of_its_owner(desktop: Any) -> None:
    main = own(POPUP | VISIBLE | NOTIFY, 0, (700, 500, 300, 200))
    ctypes.windll.user32.SetWindowTextW(HWND(main), "주인")
    menu = own(POPUP | VISIBLE | NOTIFY, TOOL_WINDOW | TOP_MOST, (750, 550, 100, 100), main)
    try:
        found = desktop.windows.at((800, 600))
        assert (found.id, found.title, found.pid) == (menu, "주인", os.getpid())
        assert by_id(desktop, menu) is None
    finally:
        api.DestroyWindow(menu)
        api.DestroyWindow(main)


def test_a_point_left_of_and_above_the_first_monitor(
    desktop: Any, window: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Wine has nothing there, so that its own answer cannot be asked for.
    asked: list[tuple[int, int]] = []
    told = ctypes.WINFUNCTYPE(ctypes.c_void_p, api.POINT)(
        lambda point: asked.append((point.x, point.y)) or window.window
    )
    monkeypatch.setattr(api, "WindowFromPoint", told)
    assert desktop.windows.at((-1920, -400)).id == window.window
    assert asked == [(-1920, -400)]


def test_the_app_inside_a_frame_is_the_program(
    desktop: Any, window: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = api.class_of
    frame = own(POPUP | VISIBLE | NOTIFY, 0, (700, 500, 300, 200))
    try:
        monkeypatch.setattr(
            api, "class_of", lambda w: "ApplicationFrameWindow" if w == frame else real(w)
        )
        asked: list[Any] = []

        def find(parent: int, after: None, cls: str, title: None) -> int:
            asked.append((parent, cls))
            return window.window

        monkeypatch.setattr(api, "FindWindowExW", find)
        seen = desktop.windows.at((800, 600))
        assert (seen.id, seen.pid) == (frame, window.process.pid)
        assert asked == [(frame, "Windows.UI.Core.CoreWindow")]
        monkeypatch.setattr(api, "FindWindowExW", lambda *_: None)  # the app is asleep
        assert desktop.windows.at((800, 600)).pid == os.getpid()
    finally:
        api.DestroyWindow(frame)


def test_programs_by_their_file_and_by_the_list_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = PureWindowsPath(sys.executable).stem.lower()
    assert processes.program(os.getpid()) == mine
    monkeypatch.setattr(api, "OpenProcess", lambda *_: None)
    assert processes.program(os.getpid()) == mine
    assert processes.program(0) == "" and processes.program(0xFFFFFFF0) == ""


@pytest.mark.parametrize(
    ("ours", "theirs", "above"),
    [
        (0x2000, 0x3000, True),
        (0x3000, 0x3000, False),
        (0x3000, 0x2000, False),
        (0x2000, None, None),
    ],
)
def test_only_what_stands_above_us_is_elevated(
    ours: int, theirs: int | None, above: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_our_integrity", lambda: ours)
    monkeypatch.setattr(processes, "_integrity", lambda handle: theirs)
    assert processes.is_above_us(os.getpid()) is above


def test_what_may_not_even_be_asked_is_above_us(monkeypatch: pytest.MonkeyPatch) -> None:
    assert processes._integrity(api.GetCurrentProcess()) in (0x1000, 0x2000, 0x2100, 0x3000, 0x4000)
    monkeypatch.setattr(api, "last_error", lambda: 5)
    monkeypatch.setattr(api, "OpenProcessToken", lambda *_: False)
    assert processes.is_above_us(os.getpid()) is True
    monkeypatch.setattr(api, "OpenProcess", lambda *_: None)
    assert processes.is_above_us(4) is True
    monkeypatch.setattr(api, "last_error", lambda: 87)
    assert processes.is_above_us(4) is None


def test_password_fields_are_known_by_style_and_by_focus(desktop: Any, window: Target) -> None:
    desktop.windows.focus(by_id(desktop, window.window))
    x, y, _, _ = by_id(desktop, window.window).client
    plain, secret = (x + 40, y + 40), (x + 40, y + 140)
    assert (desktop.windows.hides(plain), desktop.windows.hides(secret)) == (False, True)
    for point, hides in ((secret, True), (plain, False)):
        desktop.hands.move(point)
        desktop.hands.button_down("left")
        desktop.hands.button_up("left")
        until(lambda hides=hides: desktop.windows.hides() is hides)


def test_password_fields_are_known_by_what_they_show(
    desktop: Any, window: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "GetWindowLongW", lambda *_: 0)
    desktop.windows.focus(by_id(desktop, window.window))
    x, y, _, _ = by_id(desktop, window.window).client
    assert desktop.windows.hides((x + 40, y + 140)) is True
    assert desktop.windows.hides((x + 40, y + 40)) is False
    monkeypatch.setattr(api, "ask_window", lambda *_: None)
    assert desktop.windows.hides((x + 40, y + 140)) is None


def test_under_wine_ui_automation_is_never_asked(
    desktop: Any, window: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        automation, "is_password_element", lambda point: asked.append(point) or True
    )
    x, y, width, height = by_id(desktop, window.window).client
    ground = (x + width - 20, y + height - 20)
    desktop.windows.focus(by_id(desktop, window.window))
    if api.is_wine():
        assert desktop.windows.hides(ground) is None and asked == []
    monkeypatch.setattr(api, "is_wine", lambda: False)
    assert desktop.windows.hides(ground) is True and asked == [ground]


class FakeElement:
    """A COM object as UI Automation's are: an address of a table of functions."""

    def __init__(self, functions: dict[int, Any]) -> None:
        self.keep = functions
        addresses = [ctypes.cast(functions.get(n), ctypes.c_void_p).value or 0 for n in range(12)]
        self.table = (ctypes.c_void_p * 12)(*addresses)
        self.instance = ctypes.c_void_p(ctypes.addressof(self.table))
        self.pointer = ctypes.c_void_p(ctypes.addressof(self.instance))


def test_ui_automation_is_called_through_its_tables() -> None:
    released: list[int] = []
    points: list[tuple[int, int]] = []
    told = [11, -1]

    @ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)
    def release(this: int) -> int:
        released.append(this)
        return 0

    @ctypes.WINFUNCTYPE(
        ctypes.c_long, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(automation._Variant)
    )
    def value(this: int, which: int, answer: Any) -> int:
        assert which == 30019
        answer.contents.vt, answer.contents.held.boolean = told
        return 0

    element = FakeElement({2: release, 10: value})

    @ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, api.POINT, ctypes.POINTER(ctypes.c_void_p))
    def from_point(this: int, point: Any, answer: Any) -> int:
        points.append((point.x, point.y))
        answer[0] = element.pointer.value
        return 0

    @ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
    def focused(this: int, answer: Any) -> int:
        return -1

    root = FakeElement({7: from_point, 8: focused})
    assert automation._is_password(root.pointer, (-7, 9)) is True
    assert points == [(-7, 9)] and released == [element.pointer.value]
    told[:] = [11, 0]
    assert automation._is_password(root.pointer, (1, 2)) is False
    told[:] = [0, 0]  # VT_EMPTY: it does not know
    assert automation._is_password(root.pointer, (1, 2)) is None
    assert automation._is_password(root.pointer, None) is None
    assert ctypes.sizeof(automation._Variant) == 24


def test_an_element_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    hold = threading.Event()
    monkeypatch.setattr(automation, "_LIMIT", 0.05)
    monkeypatch.setattr(automation, "_create", lambda: ctypes.c_void_p(1))
    witness = automation._Witness()
    assert witness.ask(lambda _: hold.wait(30)) is None
    assert witness.ask(lambda _: hold.wait(30)) is None  # still busy with the first
    hold.set()
    monkeypatch.setattr(automation, "_LIMIT", 30)
    assert until(lambda: witness.ask(lambda _: hold.wait(30))) is True


@pytest.mark.parametrize(
    ("opened", "mode", "hangul"),
    [(1, 1, True), (1, 0, False), (0, 1, False), (0, 0, False), (None, 1, None), (1, None, None)],
)
def test_hangul_by_what_the_input_method_answers(
    opened: int | None, mode: int | None, hangul: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def ask(window: int, message: int, first: int = 0, second: int = 0) -> int | None:
        asked.append((window, message))
        return {5: opened, 1: mode}[first]

    monkeypatch.setattr(api, "GetForegroundWindow", lambda: 10)
    monkeypatch.setattr(api, "focused_window", lambda: 11)
    monkeypatch.setattr(api, "GetKeyboardLayout", lambda thread: 0x04120412)
    monkeypatch.setattr(api, "ImmGetDefaultIMEWnd", lambda focus: focus + 1)
    monkeypatch.setattr(api, "ask_window", ask)
    assert ime.WindowsIme().hangul() is hangul
    assert asked == [(12, 0x283), (12, 0x283)]
    monkeypatch.setattr(api, "ImmGetDefaultIMEWnd", lambda focus: None)
    assert ime.WindowsIme().hangul() is None
    monkeypatch.setattr(api, "GetKeyboardLayout", lambda thread: 0x04090409)
    assert ime.WindowsIme().hangul() is False


def test_notepad_is_notepad(desktop: Any) -> None:
    with notepad(desktop) as pad:
        assert by_id(desktop, pad.window).program == "notepad"


@pytest.mark.parametrize(
    ("secret", "text", "told"), [(0, "홍길동", "홍길동"), (0, None, None), (-1, "Xq7wlpvk", None)]
)
def test_a_value_is_read_through_the_tables_but_no_password(
    secret: int, text: str | None, told: str | None
) -> None:
    asked: list[int] = []
    allocate = ctypes.WinDLL("oleaut32").SysAllocString
    allocate.restype, allocate.argtypes = ctypes.c_void_p, [ctypes.c_wchar_p]

    @ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)
    def release(this: int) -> int:
        return 0

    @ctypes.WINFUNCTYPE(
        ctypes.c_long, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(automation._Variant)
    )
    def value(this: int, which: int, answer: Any) -> int:
        asked.append(which)
        if which == 30019:
            answer.contents.vt, answer.contents.held.boolean = 11, secret
        elif text is not None:
            answer.contents.vt, answer.contents.held.text = 8, allocate(text)
        return 0

    element = FakeElement({2: release, 10: value})

    @ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
    def focused(this: int, answer: Any) -> int:
        answer[0] = element.pointer.value
        return 0

    root = FakeElement({8: focused})
    assert automation._value(root.pointer) == told
    assert asked == ([30019] if secret else [30019, 30045])


def test_the_text_of_the_field_with_the_focus_is_told_but_no_password(
    desktop: Any, window: Target
) -> None:
    desktop.windows.focus(by_id(desktop, window.window))
    x, y, _, _ = by_id(desktop, window.window).client
    for point, told in (((x + 40, y + 40), "가나 12"), ((x + 40, y + 140), None)):
        desktop.hands.move(point)
        desktop.hands.button_down("left")
        desktop.hands.button_up("left")
        until(lambda told=told: desktop.windows.hides() is (told is None))
        desktop.hands.type_text("가나 12")
        until(lambda told=told: desktop.windows.field_text() == told)
