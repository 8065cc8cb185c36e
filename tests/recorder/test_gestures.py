"""Single events become what the hands meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from player.types import Event
from recorder.gestures import Gesture, Gestures
from recorder.visit import AGAIN, System
from scripts.language import either
from scripts.model import Button, Point


@dataclass
class Person:
    """Hands whose time is passed in; ``done`` holds the gestures that came out."""

    now: float = 100.0
    done: list[Gesture[str]] = field(default_factory=list)
    gestures: Gestures[str] = field(default_factory=Gestures)
    seen: str = "seen"

    def feed(self, event: Event) -> None:
        self.done += self.gestures.feed(event, self.seen)

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def key(self, key: str, text: str = "") -> None:
        self.down(key, text)
        self.up(key)

    def down(self, key: str, text: str = "") -> None:
        self.feed(Event(self.now, "key_down", key=key, text=text))
        self.now += 0.01

    def up(self, key: str) -> None:
        self.feed(Event(self.now, "key_up", key=key))
        self.now += 0.01

    def type(self, text: str) -> None:
        for letter in text:
            self.key(letter, letter)

    def chord(self, *keys: str) -> None:
        for key in keys:
            self.down(key)
        for key in reversed(keys):
            self.up(key)

    def press(self, at: Point, button: Button = "left") -> None:
        self.feed(Event(self.now, "button_down", at, button))

    def release(self, at: Point, button: Button = "left") -> None:
        self.feed(Event(self.now, "button_up", at, button))

    def click(self, at: Point, button: Button = "left") -> None:
        self.press(at, button)
        self.now += 0.05
        self.release(at, button)
        self.now += 0.05

    def wheel(self, up: int, at: Point = (5, 5)) -> None:
        self.feed(Event(self.now, "wheel", at, wheel=(0, up)))
        self.now += 0.05

    def all(self) -> list[Gesture[str]]:
        return [*self.done, *self.gestures.flush()]

    def told(self) -> list[str | tuple[str, ...]]:
        """Texts, and the keys of presses."""
        return [gesture.text or gesture.keys for gesture in self.all()]

    def kinds(self) -> list[str]:
        return [gesture.kind for gesture in self.all()]


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


@dataclass
class Office:
    """What the system tells: the state of the input method and the clipboard."""

    hangul: bool | None = False
    clipboard: str | None = None

    def person(self) -> Person:
        system = System(lambda: self.hangul, lambda: self.clipboard)
        return Person(gestures=Gestures(lambda one, other: one == other, system))


def test_hangul_is_written_as_it_appeared_and_its_key_is_no_step() -> None:
    office = Office()
    person = office.person()
    person.key("Hangul")
    office.hangul = True
    person.type("ghdrlfehd")
    person.key("Backspace")
    person.key("Hangul")
    person.type("a")
    person.key("CapsLock")
    person.key("Tab")
    assert person.told() == ["홍길도a", ("Tab",)]


def test_hangul_goes_by_the_place_of_a_key() -> None:
    person = Office(hangul=True).person()
    person.feed(Event(1.0, "key_down", key="z", text="z", letter="y"))
    assert person.told() == ["ㅛ"]


def test_the_state_is_kept_where_the_system_does_not_tell_it_again() -> None:
    office = Office(hangul=True)
    person = office.person()
    person.type("rk")
    office.hangul = None
    person.key("Tab")
    person.type("sk")
    person.key("Tab")
    person.key("Hangul")
    person.type("rk")
    person.seen = "another window"
    person.type("ek")
    told = person.all()
    assert [g.text or g.keys for g in told] == ["가", ("Tab",), "나", ("Tab",), "rk", "다"]
    assert [bool(gesture.reasons) for gesture in told] == [False] * 5 + [True]


def test_corrections_in_mid_text_are_applied() -> None:
    person = Person()
    person.type("abd")
    person.key("Left")
    person.type("c")
    person.chord("Shift", "Left")
    person.key("Delete")
    assert person.told() == ["abd"]


def test_what_cannot_be_certain_has_its_reasons() -> None:
    person = Person()
    person.type("ab")
    person.key("Home")
    person.type("x")
    [gesture] = person.all()
    assert gesture.text == "xab"
    assert gesture.reasons


def test_selecting_all_first_is_a_press_and_makes_the_rest_certain() -> None:
    person = Person()
    person.chord("Ctrl", "a")
    person.type("ab")
    person.key("Home")
    person.type("x")
    told = person.all()
    assert [g.text or g.keys for g in told] == [("Ctrl", "a"), "xab"]
    assert not told[-1].reasons


def test_emptying_first_makes_the_rest_certain_but_not_in_the_next_field() -> None:
    person = Person()
    person.chord("Ctrl", "a")
    person.key("Delete")
    person.type("ab")
    person.key("Home")
    person.key("Delete")
    person.key("Tab")
    person.type("ab")
    person.key("Home")
    person.key("Delete")
    told = person.all()
    assert [g.text or g.keys for g in told] == [("Ctrl", "a"), ("Delete",), "b", ("Tab",), "b"]
    assert [bool(g.reasons) for g in told] == [False, False, False, False, True]


def test_selecting_all_in_the_middle_replaces_what_stood_before() -> None:
    person = Person()
    person.type("ab")
    person.chord("Ctrl", "a")
    person.type("c")
    assert person.told() == [("Ctrl", "a"), "c"]


def test_selecting_all_and_writing_nothing_in_its_place_empties_the_field() -> None:
    person = Person()
    person.type("ab")
    person.chord("Ctrl", "a")
    person.key("Delete")
    assert person.told() == [("Ctrl", "a"), ("Backspace",)]
    person = Person()
    person.chord("Ctrl", "a")
    person.type("a")
    person.key("Backspace")
    assert person.told() == [("Ctrl", "a"), ("Backspace",)]


def test_the_clipboard_from_before_is_pasted_as_text() -> None:
    person = Office(clipboard="홍길동").person()
    person.type("ab")
    person.chord("Ctrl", "v")
    assert person.told() == ["ab홍길동"]


def test_what_a_step_copies_is_pasted_by_a_key() -> None:
    office = Office(clipboard="옛것")
    person = office.person()
    person.chord("Ctrl", "c")
    person.type("ab")
    person.chord("Ctrl", "v")
    assert person.told() == [("Ctrl", "c"), "ab", ("Ctrl", "v")]
    office = Office(clipboard="옛것")
    person = office.person()
    person.click((5, 5))  # a button that copies
    office.clipboard = "새것"
    person.chord("Ctrl", "v")
    assert person.kinds() == ["click", "press"]


def test_own_text_that_is_copied_is_pasted_as_text_until_another_is() -> None:
    office = Office(clipboard="옛것")
    person = office.person()
    person.type("ab")
    person.chord("Ctrl", "a")
    person.chord("Ctrl", "x")
    office.clipboard = "ab"
    person.key("Tab")
    person.chord("Ctrl", "v")
    person.key("Tab")
    office.clipboard = "새것"
    person.chord("Ctrl", "v")
    assert person.told() == [
        ("Ctrl", "a"), ("Backspace",), ("Tab",), "ab", ("Tab",), ("Ctrl", "v")
    ]  # fmt: skip


def test_a_second_click_into_the_same_field_is_told() -> None:
    person = Person()
    for at in ((50, 50), (90, 53), (50, 80)):
        person.click(at)
        person.wait(1)
        person.type("ab")
    texts = [gesture for gesture in person.all() if gesture.kind == "text"]
    assert [gesture.reasons for gesture in texts] == [(), (either(*AGAIN),), ()]


def test_altgr_writes_and_other_chords_with_it_do_not() -> None:
    person = Person()
    person.down("Ctrl")
    person.down("Alt")
    person.key("q", "@")
    person.key("Delete")
    person.up("Alt")
    person.up("Ctrl")
    assert person.told() == ["@", ("Ctrl", "Alt", "Delete")]


def test_a_text_of_which_nothing_may_be_left_is_told() -> None:
    person = Person()
    person.type("a")
    person.chord("Ctrl", "z")
    [gesture] = person.all()
    assert (gesture.kind, gesture.text) == ("text", "")
    assert gesture.reasons


def test_the_input_method_is_asked_only_where_a_text_begins() -> None:
    asked: list[bool] = []
    person = Person(gestures=Gestures(system=System(lambda: bool(asked.append(True)))))
    person.key("Tab")
    person.chord("Ctrl", "s")
    assert asked == []
    person.type("ab")
    assert len(asked) == 1


def test_the_text_in_hand_becomes_secret_and_no_other() -> None:
    person = Person()
    person.type("kim")
    person.key("Tab")
    person.type("geh")
    person.gestures.secret()
    person.type("eim")
    person.key("Tab")
    person.type("open")
    texts = [(g.text, g.secret) for g in person.all() if g.kind == "text"]
    assert texts == [("kim", False), ("geheim", True), ("open", False)]


def test_a_secret_that_is_said_before_the_field_is_clicked_is_the_next_text() -> None:
    person = Person()
    person.gestures.secret()
    person.click((50, 50))
    person.type("geheim")
    assert [(g.kind, g.secret) for g in person.all()] == [("click", False), ("text", True)]


def test_what_is_typed_on_in_a_secret_field_stays_secret() -> None:
    person = Person()
    person.click((50, 50))
    person.type("ge")
    person.gestures.secret()
    person.key("F2")  # ends the text, but not the field
    person.type("heim")
    person.click((52, 50))
    person.wait(2)
    person.type("!")
    person.click((400, 50))
    person.type("open")
    texts = [(g.text, g.secret) for g in person.all() if g.kind == "text"]
    assert texts == [("ge", True), ("heim", True), ("!", True), ("open", False)]


def test_a_field_that_hides_its_text_is_secret_without_being_told() -> None:
    hides = True
    person = Person(gestures=Gestures(system=System(hides=lambda: hides)))
    person.type("geheim")
    hides = False
    person.key("Tab")
    person.type("open")
    assert [g.secret for g in person.all() if g.kind == "text"] == [True, False]


def test_a_secret_is_not_in_what_a_gesture_says_of_itself() -> None:
    person = Person(gestures=Gestures(system=System(hangul=lambda: None)))
    person.gestures.secret()
    for letter in "gksrmf":
        person.key(letter, letter)
    [gesture] = person.all()
    assert gesture.secret
    assert gesture.text
    assert gesture.reasons == ()
    assert gesture.text not in repr(gesture)


def test_after_a_pause_nothing_is_known_of_modifiers_and_fields() -> None:
    person = Person()
    person.click((50, 50))
    person.type("a")
    person.down("Alt")
    person.gestures.begin_anew()
    person.up("Alt")
    person.type("b")
    assert person.told() == [(), "ab"]
