"""What is said to a recording: which keys are hot keys, and what a line of stdin means."""

from __future__ import annotations

import pytest

from player.types import Event
from recorder.commands import Command, HotKeys, hot_keys, parse_command
from scripts.keys import split_chord


def hear(keys: HotKeys, *strokes: str) -> tuple[list[str], list[str]]:
    """The words that were said by strokes such as "+Ctrl" (down) and "-Ctrl" (up), and the strokes
    that are to be recorded."""
    said, kept = [], []
    for stroke in strokes:
        kind = "key_down" if stroke[0] == "+" else "key_up"
        event = Event(1.0, kind, key=stroke[1:])  # type: ignore[arg-type]
        word = keys.hear(event)
        said += [word] if word else []
        kept += [] if keys.ours(event) else [stroke]
    return said, kept


@pytest.mark.parametrize(("word", "chord"), hot_keys().items())
def test_every_hot_key_says_its_word_and_leaves_nothing_behind(word: str, chord: str) -> None:
    letter = split_chord(chord)[-1]
    strokes = ("+Ctrl", "+Alt", f"+{letter}", f"-{letter}", "-Alt", "-Ctrl")
    assert hear(HotKeys(), *strokes) == ([word], ["+Ctrl", "+Alt"])
    # The modifiers' own beginning is heard before it is known what they are for.


def test_a_key_that_is_held_says_its_word_once() -> None:
    said, kept = hear(HotKeys(), "+Ctrl", "+Alt", "+z", "+z", "+z", "-z", "+z", "-z", "-Ctrl")
    assert said == ["undo", "undo"]
    assert kept == ["+Ctrl", "+Alt"]


def test_other_chords_and_the_letters_alone_are_recorded() -> None:
    strokes = ["+z", "-z", "+Ctrl", "+z", "-z", "+Shift", "+Alt", "+z", "-z", "-Alt", "-Shift",
               "-Ctrl", "+Alt", "+z", "-z", "-Alt"]  # fmt: skip
    assert hear(HotKeys(), *strokes) == ([], strokes)


def test_what_is_pressed_after_a_hot_key_is_recorded_again() -> None:
    keys = HotKeys()
    hear(keys, "+Ctrl", "+Alt", "+w", "-w", "-Ctrl", "-Alt")
    strokes = ["+Ctrl", "+s", "-s", "-Ctrl", "+w", "-w"]
    assert hear(keys, *strokes) == ([], strokes)


def test_a_letter_is_known_by_its_place_where_the_layout_has_others() -> None:
    keys = HotKeys()
    hear(keys, "+Ctrl", "+Alt")
    assert keys.hear(Event(1.0, "key_down", key="я", letter="z")) == "undo"


def test_a_character_that_the_layout_writes_with_altgr_is_no_hot_key() -> None:
    keys = HotKeys()
    hear(keys, "+Ctrl", "+Alt")
    assert keys.hear(Event(1.0, "key_down", key="z", text="ż", letter="z")) is None
    assert keys.hear(Event(1.0, "key_down", key="s", text="s", letter="s")) == "secret"


def test_keys_that_were_let_go_on_the_systems_own_screen_are_not_held_for_ever() -> None:
    keys = HotKeys()
    hear(keys, "+Ctrl", "+Alt", "+Delete")
    assert hear(keys, "+s", "-s")[0] == []


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ('{"answer": "undo"}', Command("undo")),
        ('{"answer": "wait_here", "at": [3, -4]}', Command("wait_here", (3, -4))),
        ('{"answer": "wait_here", "at": [3]}', None),
        ('{"answer": "wait_here", "at": [true, 1]}', None),
        ('{"answer": "secret", "step": "a1b2"}', Command("secret", step="a1b2")),
        ('{"answer": "secret", "step": 3}', None),
        ('{"answer": "skip_row"}', None),
        ('["undo"]', None),
        ("undo", None),
    ],
)
def test_a_line_of_stdin(line: str, command: Command | None) -> None:
    assert parse_command(line) == command
