"""Typing, pressing and pointing on Windows, into real windows of other programs."""

from __future__ import annotations

import random
import re
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from player.desktop.windows import api, hands, open_windows, readiness, strokes
from scripts.errors import DesktopProblem, StepFailed
from tests.player.desktop.windows_lane import (
    Target,
    clear,
    click,
    middle,
    notepad,
    person,
    running,
    target,
    text_of,
    until,
)
from tests.player.desktop.windows_target import SLEEP

SHIFT, A, LEFT_BUTTON = 0x10, 0x41, 0x1
DESKTOPS = [(-1920, -400, 4480, 1840), (0, 0, 1920, 1080), (-3840, 0, 7680, 2160), (0, 0, 1, 1)]


@pytest.fixture(scope="module")
def desktop() -> Iterator[Any]:
    opened = open_windows()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def window(desktop: Any) -> Iterator[Target]:
    with target() as made:
        yield made


@pytest.fixture
def field(desktop: Any, window: Target) -> int:
    """The target's first field, empty and in front."""
    clear(window.edit)
    x, y, _, _ = next(w.client for w in desktop.windows.list() if w.id == window.window)
    click(desktop, (x + 40, y + 40))
    until(lambda: api.GetForegroundWindow() == window.window)
    return window.edit


def entries(count: int, seed: int = 3) -> list[str]:
    """Mixed entries as clerks type them: names, numbers, addresses, symbols."""
    chance = random.Random(seed)
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    parts = [
        "홍길동", "서울시 종로구 세종대로 209", "010-1234-5678", "Mr. O'Neil", "aaa", "가가가",
        "₩1,234,567", "없는 값", "😀", "a@b.kr", "  ", "[{(<>)}]", "ㄱㅏ漢字", "~!@#$%^&*_+",
    ]  # fmt: skip

    def part() -> str:
        if chance.random() < 0.6:
            return chance.choice(parts)
        return "".join(chance.choices(syllables, k=4))

    return ["".join(part() for _ in range(chance.randint(1, 5))) for _ in range(count)]


@pytest.mark.parametrize("area", DESKTOPS)
def test_every_pixel_of_a_desktop_maps_to_itself(area: tuple[int, int, int, int]) -> None:
    left, top, width, height = area
    for offset in range(max(width, height)):
        x, y = left + min(offset, width - 1), top + min(offset, height - 1)
        across, down = hands.to_absolute((x, y), area)
        assert 0 <= across <= 65535 and 0 <= down <= 65535
        assert (left + across * width // 65536, top + down * height // 65536) == (x, y)


def test_moving_reckons_from_a_corner_that_is_negative(
    desktop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    area = dict(zip((76, 77, 78, 79), (-1920, -400, 4480, 1840), strict=True))
    monkeypatch.setattr(api, "GetSystemMetrics", area.__getitem__)
    monkeypatch.setattr(strokes, "send", sent.extend)
    monkeypatch.setattr(api, "SetCursorPos", lambda x, y: True)
    desktop.hands.move((-1920, 1439))
    assert sent[0].mi.dx * 4480 // 65536 == 0
    assert sent[0].mi.dy * 1840 // 65536 == 1839


def test_the_pointer_goes_to_the_very_pixel(desktop: Any) -> None:
    at = api.POINT()
    for point in [(0, 0), (1, 1), (333, 777), (1919, 1079), (641, 2)]:
        desktop.hands.move(point)
        api.GetCursorPos(at)
        assert (at.x, at.y) == point


def _at() -> tuple[int, int]:
    at = api.POINT()
    api.GetCursorPos(at)
    return at.x, at.y


def _moved_by_hand(point: tuple[int, int]) -> None:
    """Move the mouse as a person does, and wait until Windows knows it: what is heard of it later
    would move the pointer once more."""
    person("mousemove", *map(str, point))
    until(lambda: _at() == point)


def test_a_press_goes_where_it_was_meant_though_the_mouse_was_moved_since(
    desktop: Any, window: Target
) -> None:
    meant = middle(desktop, window.window)
    desktop.hands.move(meant)
    _moved_by_hand((meant[0] + 70, meant[1] + 3))
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")
    assert _at() == meant


def test_what_lies_over_the_window_that_is_meant_is_named(desktop: Any, window: Target) -> None:
    shown = next(one for one in desktop.windows.list() if one.id == window.window)
    with notepad(desktop) as pad:
        other = next(one for one in desktop.windows.list() if one.id == pad.window)
        desktop.windows.focus(other)
        _moved_by_hand(middle(desktop, pad.window))
        desktop.hands.move(middle(desktop, pad.window))
        desktop.hands.aim(shown)
        try:
            with pytest.raises(StepFailed, match=re.escape(other.title)):
                desktop.hands.button_down("left")
        finally:
            desktop.hands.aim(None)


def test_mixed_entries_arrive_exactly_in_notepad(desktop: Any) -> None:
    with notepad(desktop) as pad:
        click(desktop, middle(desktop, pad.window))
        for entry in entries(20):
            desktop.hands.type_text(entry)
            until(lambda entry=entry: text_of(pad.edit) == entry)
            clear(pad.edit)


def test_nothing_is_lost_right_after_a_click_into_a_fresh_program(desktop: Any) -> None:
    text = "홍길동 hong 0123456789 끝까지 다 들어가야 해요."
    for _ in range(3):
        with notepad(desktop) as pad:
            click(desktop, middle(desktop, pad.window))
            desktop.hands.type_text(text)
            until(lambda: text_of(pad.edit) == text)


def test_lines_and_tabs_are_keys(desktop: Any, field: int) -> None:
    desktop.hands.type_text("하나\n둘\t셋")
    until(lambda: text_of(field) == "하나\n둘\t셋")


def test_typing_waits_until_a_click_has_brought_its_window_to_the_front(
    desktop: Any, field: int, window: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = 0x7777
    fronts = iter([other, other, 0])
    real = api.GetForegroundWindow
    monkeypatch.setattr(api, "GetForegroundWindow", lambda: other)
    desktop.hands.button_down("left")
    desktop.hands.button_up("left")
    monkeypatch.setattr(api, "GetForegroundWindow", lambda: next(fronts, None) or real())
    desktop.hands.type_text("가")
    assert next(fronts, None) is None
    until(lambda: text_of(field) == "가")


def test_without_a_window_in_front_nothing_is_typed(
    desktop: Any, field: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_FOCUS_LIMIT", 0.0)
    monkeypatch.setattr(api, "GetForegroundWindow", lambda: None)
    with pytest.raises(StepFailed) as caught:
        desktop.hands.type_text("가")
    assert caught.value.why == "timed_out"
    monkeypatch.undo()
    desktop.hands.type_text("나")
    until(lambda: text_of(field) == "나")


def test_a_person_who_holds_shift_is_waited_for(desktop: Any, field: int) -> None:
    person("keydown", "Shift_L")
    until(lambda: api.GetAsyncKeyState(SHIFT) < 0)
    asked = threading.Event()

    def check() -> None:
        if not asked.is_set() and api.GetAsyncKeyState(SHIFT) < 0:
            asked.set()
            person("keyup", "Shift_L")

    desktop.hands.type_text("shift 없이", check)
    assert asked.is_set()
    until(lambda: text_of(field) == "shift 없이")


def test_typing_into_a_program_that_hangs_can_be_stopped(
    desktop: Any, field: int, window: Target
) -> None:
    api.PostMessageW(window.window, SLEEP, 1500, 0)
    until(lambda: api.ask_window(window.window, 0) is None)

    class Enough(Exception):
        pass

    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) > 3:
            raise Enough

    with pytest.raises(Enough):
        desktop.hands.type_text("가" * 100, check)
    until(lambda: api.ask_window(window.window, 0) is not None)
    assert len(text_of(field) or "") < 100


def test_into_a_remote_session_text_goes_as_keys(
    desktop: Any, field: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strokes, "REMOTE", frozenset({"python"}))
    monkeypatch.setattr(strokes, "unicode_strokes", lambda text: pytest.fail("Unicode input"))
    # Wine's layout knows no parentheses.
    text = 'Hello, World! 010-1234 A_b "q" a\tb\nc'
    desktop.hands.type_text(text)
    until(lambda: text_of(field) == text)


def test_into_a_remote_session_what_is_on_no_key_is_refused_before_anything_is_typed(
    desktop: Any, field: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strokes, "REMOTE", frozenset({"python"}))
    with pytest.raises(StepFailed) as caught:
        desktop.hands.type_text("abc 홍길동")
    assert caught.value.why == "not_supported" and caught.value.hint
    monkeypatch.undo()
    desktop.hands.type_text("z")
    until(lambda: text_of(field) == "z")


def test_keys_for_a_remote_session_bring_scan_codes() -> None:
    events = [event for stroke in strokes.key_strokes("Ab", 0x04090409) for event in stroke.events]
    codes = [(event.ki.wVk, event.ki.wScan, event.ki.dwFlags) for event in events]
    up = api.KEYEVENTF_KEYUP
    assert codes == [
        (0xA0, 0x2A, 0), (0x41, 0x1E, 0), (0x41, 0x1E, up), (0xA0, 0x2A, up),
        (0x42, 0x30, 0), (0x42, 0x30, up),
    ]  # fmt: skip


def test_what_windows_does_not_take_is_said(desktop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "SendInput", lambda count, events, size: 0)
    with pytest.raises(DesktopProblem):
        desktop.hands.button_down("left")
    monkeypatch.undo()
    desktop.hands.release_all()


def test_what_a_killed_run_held_is_released_by_the_next(desktop: Any, window: Target) -> None:
    code = (
        "from player.desktop.windows.hands import WindowsHands; h = WindowsHands();"
        "h.key_down('Shift'); h.key_down('a'); h.button_down('left');"
        "print('held', flush=True); input()"
    )
    with running([sys.executable, "-c", code]) as process:
        assert process.stdout is not None
        process.stdout.readline()
        until(lambda: api.GetAsyncKeyState(A) < 0)
        alive = hands.WindowsHands()
        assert api.GetAsyncKeyState(SHIFT) < 0  # whoever holds it is still there
    hands.WindowsHands()
    until(lambda: all(api.GetAsyncKeyState(code) >= 0 for code in (SHIFT, A, LEFT_BUTTON)))
    alive.release_all()
