"""Single events become what the hands meant."""

from __future__ import annotations

from collections.abc import Iterator

from player.types import Event
from recorder.gestures import Gestures
from tests.recorder.person import Person


def test_letters_become_one_text() -> None:
    person = Person()
    person.type("Kim 12")
    assert [(g.kind, g.text) for g in person.all()] == [("text", "Kim 12")]


def test_backspace_takes_back_within_a_text_and_is_a_key_elsewhere() -> None:
    person = Person()
    person.key("Backspace")
    person.type("abc")
    person.key("Backspace")
    person.key("Backspace")
    person.key("Backspace")
    person.key("Backspace")
    gestures = person.all()
    assert [g.kind for g in gestures] == ["press", "press"]
    assert [g.keys for g in gestures] == [("Backspace",), ("Backspace",)]


def test_enter_ends_a_text() -> None:
    person = Person()
    person.type("a")
    person.key("Enter", "\n")
    person.type("b")
    assert person.kinds() == ["text", "press", "text"]


def test_a_chord_is_a_press_and_repeats_are_counted() -> None:
    person = Person()
    person.down("Ctrl")
    person.key("s", "")
    person.key("s", "\x13")
    person.up("Ctrl")
    [gesture] = person.all()
    assert (gesture.keys, gesture.count) == (("Ctrl", "s"), 2)


def test_shift_with_a_letter_is_text_and_with_a_named_key_a_chord() -> None:
    person = Person()
    person.down("Shift")
    person.key("a", "A")
    person.key("Tab")
    person.up("Shift")
    gestures = person.all()
    assert [(g.kind, g.text, g.keys) for g in gestures] == [
        ("text", "A", ()),
        ("press", "", ("Shift", "Tab")),
    ]


def test_alt_alone_is_a_press_and_ctrl_alone_is_not() -> None:
    person = Person()
    person.key("Ctrl")
    person.key("Shift")
    person.key("Alt")
    assert [g.keys for g in person.all()] == [("Alt",)]


def test_alt_with_another_key_is_no_lone_alt() -> None:
    person = Person()
    person.down("Alt")
    person.key("F4")
    person.up("Alt")
    assert [g.keys for g in person.all()] == [("Alt", "F4")]


def test_clicks_in_time_and_place_are_a_double_and_a_triple_click() -> None:
    person = Person()
    person.click((10, 10))
    person.click((12, 9))
    person.click((11, 11))
    assert [(g.kind, g.count) for g in person.all()] == [("click", 3)]


def test_slow_or_distant_clicks_stay_single() -> None:
    person = Person()
    person.click((10, 10))
    person.wait(0.6)
    person.click((10, 10))
    person.click((40, 10))
    assert [g.count for g in person.all()] == [1, 1, 1]


def test_another_button_is_another_click() -> None:
    person = Person()
    person.click((10, 10))
    person.click((10, 10), "right")
    assert [(g.button, g.count) for g in person.all()] == [("left", 1), ("right", 1)]


def test_a_wandering_press_is_a_drag() -> None:
    person = Person()
    person.press((10, 10))
    person.wait(0.2)
    person.release((90, 10))
    [gesture] = person.all()
    assert (gesture.kind, gesture.at, gesture.end) == ("drag", (10, 10), (90, 10))


def test_a_long_still_press_is_held() -> None:
    person = Person()
    person.press((10, 10))
    person.wait(1.2)
    person.release((11, 10))
    [gesture] = person.all()
    assert (gesture.kind, gesture.hold) == ("click", 1.2)


def test_a_click_with_ctrl_held_keeps_it_and_is_no_lone_alt() -> None:
    person = Person()
    person.down("Alt")
    person.click((10, 10))
    person.up("Alt")
    assert [(g.kind, g.modifiers) for g in person.all()] == [("click", ("Alt",))]


def test_wheel_notches_of_one_turn_add_up() -> None:
    person = Person()
    for _ in range(3):
        person.wheel(-1)
    person.wheel(1)
    person.wait(2)
    person.wheel(1)
    assert [g.wheel for g in person.all()] == [(0, -3), (0, 1), (0, 1)]


def test_a_click_is_let_go_when_no_second_one_can_follow() -> None:
    person = Person()
    person.click((10, 10))
    assert list(person.gestures.settle(person.now)) == []
    assert [g.kind for g in person.gestures.settle(person.now + 1)] == ["click"]


def test_a_release_without_its_press_is_nothing() -> None:
    person = Person()
    person.release((10, 10))
    assert person.all() == []


def test_what_was_seen_belongs_to_the_first_event() -> None:
    gestures: Gestures[str] = Gestures()
    events: Iterator[tuple[Event, str]] = iter(
        [
            (Event(1.0, "key_down", key="a", text="a"), "before a"),
            (Event(1.1, "key_up", key="a"), "after a"),
            (Event(1.2, "key_down", key="b", text="b"), "before b"),
        ]
    )
    for event, seen in events:
        assert list(gestures.feed(event, seen)) == []
    [gesture] = gestures.flush()
    assert (gesture.text, gesture.seen) == ("ab", "before a")


def test_keys_for_another_window_do_not_join() -> None:
    gestures: Gestures[str] = Gestures(lambda one, other: one == other)
    enter = Event(1.0, "key_down", key="Enter")
    done = [*gestures.feed(enter, "질문"), *gestures.feed(enter, "알림")]
    letter = Event(1.2, "key_down", key="a", text="a")
    done += [*gestures.feed(letter, "알림"), *gestures.feed(letter, "메모"), *gestures.flush()]
    assert [(g.kind, g.seen, g.count) for g in done] == [
        ("press", "질문", 1),
        ("press", "알림", 1),
        ("text", "알림", 1),
        ("text", "메모", 1),
    ]
