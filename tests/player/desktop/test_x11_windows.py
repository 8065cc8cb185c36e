"""Windows on X11, as the window manager and the server know them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from player.types import Window
from scripts.errors import StepFailed
from tests.player.desktop.conftest import until

pytestmark = pytest.mark.desktop
Make = Callable[..., Any]


def by_id(desktop: Any, identity: int) -> Window:
    found: Window = until(
        lambda: next((window for window in desktop.windows.list() if window.id == identity), None)
    )
    return found


def test_a_window_tells_what_it_is(desktop: Any, own_window: Make) -> None:
    mine = own_window("주소록 — 연습", (300, 200, 400, 300))
    window = until(lambda: (w := by_id(desktop, mine.id)).rect != w.client and w)
    assert (window.title, window.cls, window.minimised) == ("주소록 — 연습", "Plain", False)
    assert window.program.startswith("python")
    assert window.client[2:] == (400, 300)
    assert window.rect[0] <= window.client[0]
    assert window.rect[1] < window.client[1]


def test_the_one_in_front_comes_first(desktop: Any, own_window: Make) -> None:
    first = own_window("첫째", (100, 100, 300, 200))
    second = own_window("둘째", (200, 150, 300, 200))
    by_id(desktop, first.id)
    for window in (by_id(desktop, second.id), by_id(desktop, first.id)):
        desktop.windows.focus(window)
        assert desktop.windows.active() == by_id(desktop, window.id)
        assert until(lambda w=window: desktop.windows.list()[0].id == w.id)
        assert desktop.windows.at((250, 220)).id == window.id
    assert desktop.windows.at((1900, 1070)) is None


def test_a_minimised_window_comes_back_with_the_focus(desktop: Any, own_window: Make) -> None:
    mine = own_window("작게", (100, 100, 300, 200))
    by_id(desktop, mine.id)
    import Xlib.protocol.event as events
    from Xlib import X

    change = mine.display.intern_atom("WM_CHANGE_STATE")
    message = events.ClientMessage(
        window=mine.window, client_type=change, data=(32, [3, 0, 0, 0, 0])
    )
    mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
    mine.display.screen().root.send_event(message, event_mask=mask)
    mine.display.flush()
    window = until(lambda: (w := by_id(desktop, mine.id)).minimised and w)
    desktop.windows.focus(window)
    # The window manager clears the state a moment after it has given the focus.
    until(lambda: not by_id(desktop, mine.id).minimised)
    active = desktop.windows.active()
    assert active is not None
    assert active.id == mine.id


def test_a_menu_is_a_window_of_its_own_with_its_owners_title(
    desktop: Any, own_window: Make
) -> None:
    main = own_window("본 창", (100, 100, 500, 400))
    by_id(desktop, main.id)
    menu = own_window("", (150, 200, 120, 160), popup=True, owner=main)
    found = desktop.windows.at((160, 210))
    assert found.id == menu.id
    assert found.title == "본 창"
    assert found.rect == found.client == (150, 200, 120, 160)
    assert menu.id not in [window.id for window in desktop.windows.list()]


def test_a_menu_without_a_declared_owner_belongs_to_its_process(
    desktop: Any, own_window: Make
) -> None:
    main = own_window("본 창", (100, 100, 500, 400))
    by_id(desktop, main.id)
    own_window("", (150, 200, 120, 160), popup=True)
    assert desktop.windows.at((160, 210)).title == "본 창"


def test_closing_asks_the_program(desktop: Any, own_window: Make) -> None:
    mine = own_window("닫기", (100, 100, 300, 200))
    desktop.windows.close(by_id(desktop, mine.id))
    assert until(mine.was_asked_to_close)


def test_a_window_that_has_gone_cannot_be_focused(
    desktop: Any, own_window: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from player.desktop.x11 import windows

    monkeypatch.setattr(windows, "_FOCUS_LIMIT", 0.2)
    mine = own_window("잠깐", (100, 100, 300, 200))
    window = by_id(desktop, mine.id)
    mine.window.destroy()
    mine.display.sync()
    with pytest.raises(StepFailed) as caught:
        desktop.windows.focus(window)
    assert caught.value.why == "wrong_window"
    desktop.windows.close(window)


def test_windows_that_come_and_go_do_not_disturb(desktop: Any, own_window: Make) -> None:
    stop = threading.Event()
    failed: list[BaseException] = []

    def churn() -> None:
        from tests.player.desktop.conftest import OwnWindow

        try:
            while not stop.is_set():
                OwnWindow("금방", (100, 100, 300, 200)).close()
        except BaseException as problem:  # noqa: BLE001 - told to the test
            failed.append(problem)

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        for _ in range(100):
            desktop.windows.list()
            desktop.windows.active()
            desktop.windows.at((150, 150))
    finally:
        stop.set()
        thread.join()
    assert not failed
