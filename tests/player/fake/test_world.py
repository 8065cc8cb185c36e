"""The fake world behaves as desktops do."""

from __future__ import annotations

import numpy as np
import pytest

from player.desktop.base import Desktop
from player.desktop.fake import (
    Button,
    CheckBox,
    Clicked,
    Clock,
    FakeWindow,
    Field,
    Label,
    ListBox,
    World,
    open_fake,
)
from player.types import Event
from scripts.errors import DesktopProblem, StepFailed


def form(world: World) -> FakeWindow:
    return world.open_window(
        "자가격리 관리",
        (100, 80, 500, 400),
        [
            Label("성명", (20, 22, 80, 20), "성명표"),
            Field("성명", (110, 18, 200, 28)),
            Field("주소", (110, 58, 200, 28)),
            CheckBox("동의", (110, 98, 120, 24)),
            Button("저장", (110, 140, 90, 30)),
            ListBox("명단", (20, 190, 300, 110), items=[f"{n}번 사람" for n in range(20)]),
        ],
    )


@pytest.fixture
def world() -> World:
    return World()


def listen(desktop: Desktop) -> list[Event]:
    events: list[Event] = []
    desktop.hook().start(events.append)
    return events


def test_a_click_is_heard_before_it_acts_and_acts_on_release(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    saved: list[str] = []
    window.widget("저장").on_click = lambda: saved.append("!")
    seen: list[tuple[str, int]] = []
    desktop.hook().start(lambda event: seen.append((event.kind, len(saved))))
    world.person.click((window, "저장"))
    assert seen[-2:] == [("button_down", 0), ("button_up", 0)]
    assert saved == ["!"]
    assert world.clicked == [Clicked("자가격리 관리", "저장", "left", 1)]


def test_a_button_that_is_left_before_the_release_does_nothing(world: World) -> None:
    window = form(world)
    window.widget("저장").on_click = lambda: pytest.fail("clicked")
    world.person.drag((window, "저장"), (window, "성명"))
    assert world.clicked == []


def test_a_disabled_button_does_nothing(world: World) -> None:
    window = form(world)
    window.widget("저장").enabled = False
    window.widget("저장").on_click = lambda: pytest.fail("clicked")
    world.person.click((window, "저장"))


def test_what_is_drawn_changes_where_something_changed_and_nowhere_else(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    before = desktop.screen.grab()
    window.field("성명").value = "홍길동"
    changed = np.argwhere((desktop.screen.grab().pixels != before.pixels).any(axis=2))
    x, y, width, height = window.field("성명").rect
    left, top = window.client[0] + x, window.client[1] + y
    assert len(changed)
    assert changed.min(axis=0).tolist() >= [top, left]
    assert (changed.max(axis=0) < [top + height, left + width]).all()
    again = desktop.screen.grab((left, top, width, height))
    assert again.rect == (left, top, width, height)


def test_a_window_that_moves_takes_its_picture_along(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    one = desktop.screen.grab(window.rect).pixels
    window.move(400, 250)
    assert np.array_equal(desktop.screen.grab(window.rect).pixels, one)


def test_typing_goes_to_the_focus_with_names_and_texts_of_keys(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    world.person.click((window, "성명"))
    events = listen(desktop)
    world.person.type("Ab 1!")
    assert window.field("성명").value == "Ab 1!"
    downs = [(e.key, e.text) for e in events if e.kind == "key_down"]
    assert downs == [
        ("Shift", ""), ("a", "A"), ("b", "b"), ("Space", " "), ("1", "1"), ("Shift", ""),
        ("1", "!"),
    ]  # fmt: skip
    assert all(e.injected is False for e in events)
    assert [e.time for e in events] == sorted(e.time for e in events)


def test_hangul_is_typed_by_its_keys_and_arrives_composed(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    world.person.click((window, "성명"))
    events = listen(desktop)
    world.person.type("홍빵ok닭")
    assert window.field("성명").value == "홍빵ok닭"
    assert "".join(e.text for e in events if e.kind == "key_down") == "ghdQkdokekfr"
    assert desktop.ime.hangul() is True


def test_the_hands_type_anything_and_are_known_as_injected(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    events = listen(desktop)
    desktop.hands.type_text("똠방각하 🙂 1\t둘")
    assert window.field("성명").value == "똠방각하 🙂 1"
    assert window.field("주소").value == "둘"
    assert events and all(desktop.hands.sent(event) for event in events)


def test_typing_can_be_stopped_between_characters(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    left = 3

    def check() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desktop.hands.type_text("가나다라마", check)
    assert window.field("성명").value == "가나다"


def test_hands_release_what_they_hold_and_refuse_unknown_keys(world: World) -> None:
    desktop = open_fake(world)
    desktop.hands.key_down("Ctrl")
    desktop.hands.button_down("left")
    desktop.hands.release_all()
    desktop.hands.release_all()
    assert not world.held and not world.buttons
    with pytest.raises(DesktopProblem):
        desktop.hands.key_down("Hyper")


def test_editing_keys_tab_order_and_shortcuts(world: World) -> None:
    window = form(world)
    person, name, place = world.person, window.field("성명"), window.field("주소")
    window.shortcuts["Ctrl+S"] = lambda: setattr(name, "value", "saved")
    person.type("abc")
    for key in ("Backspace", "Home", "Delete"):
        person.press(key)
    assert name.value == "b"
    person.press("Ctrl+A")
    person.press("Ctrl+C")
    person.press("Tab")
    person.press("Ctrl+V")
    assert place.value == "b"
    person.press("Tab")
    person.press("Space")
    check = window.widget("동의")
    assert isinstance(check, CheckBox) and check.checked
    person.press("Shift+Tab")
    person.type("x")  # Tab selected the value, so it is replaced
    assert place.value == "x"
    person.press("Ctrl+S")
    assert name.value == "saved"


def test_lists_are_chosen_by_click_key_and_wheel(world: World) -> None:
    window = form(world)
    names = window.widget("명단")
    assert isinstance(names, ListBox)
    world.person.scroll(-2, (window, "명단"))
    assert names.top == 6
    world.person.click((window, "명단"))
    assert names.chosen == 8
    world.person.press("Down")
    assert names.chosen == 9


def test_double_clicks_need_time_and_place(world: World) -> None:
    window = form(world)
    twice: list[int] = []
    window.widget("명단").on_double = lambda: twice.append(1)
    world.person.click((window, "명단"))
    world.person.wait(1)
    world.person.click((window, "명단"))
    assert not twice
    world.person.wait(1)
    world.person.click((window, "명단"), count=2)
    assert twice == [1]


def test_windows_are_front_to_back_and_focus_can_be_refused(world: World) -> None:
    window, desktop = form(world), open_fake(world)
    other = world.open_window("메모", (500, 200, 300, 200))
    assert [w.title for w in desktop.windows.list()] == ["메모", "자가격리 관리"]
    desktop.windows.focus(window.seen())
    active = desktop.windows.active()
    assert active is not None and active.title == "자가격리 관리"
    found = desktop.windows.at((700, 390))
    assert found is not None and found.title == "메모"
    other.refuses_focus = True
    with pytest.raises(StepFailed) as caught:
        desktop.windows.focus(other.seen())
    assert caught.value.why == "wrong_window"
    desktop.windows.close(other.seen())
    assert not other.open


def test_a_modal_window_is_in_the_way(world: World) -> None:
    window = form(world)
    asks = world.open_window(
        "확인", (700, 200, 200, 120), [Button("예", (20, 20, 60, 28))], modal=True
    )
    window.widget("저장").on_click = lambda: pytest.fail("clicked through")
    asks.widget("예").on_click = asks.close
    world.person.click((window, "저장"))
    world.person.click((asks, "예"))
    assert not asks.open and world.active_window is window


def test_things_happen_after_their_time(world: World) -> None:
    desktop = open_fake(world)
    world.after(2.0, lambda: world.open_window("늦은 창", (0, 0, 200, 100)))
    assert desktop.windows.active() is None
    assert isinstance(world.clock, Clock)
    world.clock.advance(1.9)
    assert desktop.windows.active() is None
    world.clock.advance(0.2)
    active = desktop.windows.active()
    assert active is not None and active.title == "늦은 창"


def test_looking_can_take_time_so_that_waiting_ends() -> None:
    world = World(look_takes=0.5)
    desktop = open_fake(world)
    world.after(1.4, lambda: world.open_window("창", (0, 0, 200, 100)))
    looks = 0
    while desktop.windows.active() is None:
        desktop.screen.grab()
        looks += 1
    assert looks == 3


def test_a_window_is_dragged_by_its_title_and_closed_by_its_button(world: World) -> None:
    window = form(world)
    x, y, width, _ = window.rect
    world.person.drag((x + 60, y + 12), (x + 160, y + 62))
    assert window.rect[:2] == (x + 100, y + 50)
    window.on_close = lambda: False
    world.person.click((window.rect[0] + width - 14, window.rect[1] + 14))
    assert window.open
    window.on_close = lambda: True
    world.person.click((window.rect[0] + width - 14, window.rect[1] + 14))
    assert not window.open


def test_clipboard_ime_and_opener(world: World) -> None:
    desktop = open_fake(world)
    assert desktop.clipboard.text() is None
    desktop.clipboard.set_text("가")
    kept = desktop.clipboard.save()
    desktop.clipboard.set_text("나")
    desktop.clipboard.restore(kept)
    assert desktop.clipboard.text() == "가"
    world.programs["메모장"] = lambda arguments: world.open_window(arguments[0], (0, 0, 200, 100))
    desktop.opener.open("메모장", ["a.txt"])
    active = desktop.windows.active()
    assert active is not None and active.title == "a.txt"
    with pytest.raises(DesktopProblem):
        desktop.opener.open("없는 것")


def test_a_hook_that_was_stopped_hears_nothing(world: World) -> None:
    desktop = open_fake(world)
    events: list[Event] = []
    hook = desktop.hook()
    hook.start(events.append)
    hook.stop()
    world.person.press("a")
    assert events == []
