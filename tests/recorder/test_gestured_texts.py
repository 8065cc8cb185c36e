"""Keys become the text that appeared, secrets aside."""

from __future__ import annotations

from player.types import Event
from recorder.gestures import Gestures
from recorder.visit import AGAIN, System
from scripts.language import either
from tests.recorder.person import Office, Person


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
