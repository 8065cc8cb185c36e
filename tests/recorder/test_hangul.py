"""The two-set automaton: every syllable, and its own way of taking letters back."""

from __future__ import annotations

import hangulpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.hangul import Syllable, jamo_key
from scripts.dubeolsik import hangul_keys

SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]


def compose(keys: str) -> str:
    """What the keys leave if the composing is finished after them."""
    text, syllable = "", Syllable()
    for key in keys:
        done, syllable = syllable.add(key)
        text += done
    return text + str(syllable)


def test_every_syllable_is_composed_by_its_keys() -> None:
    assert len(SYLLABLES) == 11172
    assert [compose(hangul_keys(one)) for one in SYLLABLES] == SYLLABLES


def test_the_keys_of_every_syllable_are_those_of_another_program() -> None:
    """hangulpy knows the keyboard from elsewhere."""
    theirs = [hangulpy.convert_hangul_to_qwerty(one) for one in SYLLABLES]
    assert [hangul_keys(one) for one in SYLLABLES] == theirs


def test_backspace_in_every_syllable_is_that_of_another_program() -> None:
    for one in SYLLABLES:
        syllable, left = Syllable(), one
        for key in hangul_keys(one):
            _, syllable = syllable.add(key)
        while syllable:
            syllable, left = syllable.back(), hangulpy.remove_last_character(left)
            assert str(syllable) == left, one


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12))
def test_any_text_comes_back_from_its_keys_or_those_of_the_next_reading(text: str) -> None:
    """Between two syllables keys are ambiguous only where Windows' own method is, too."""
    keys = "".join(map(hangul_keys, text))
    assert compose(keys) == hangulpy.convert_qwerty_to_hangul(keys) == text


@given(st.text(alphabet="rRseEfaqQtTdwWczxvgkoiOjpuPhynbml", max_size=20))
def test_composing_loses_no_letter(keys: str) -> None:
    text = compose(keys)
    assert "".join(hangulpy.convert_hangul_to_qwerty(one) for one in text) == keys


@pytest.mark.parametrize(
    ("keys", "steps"),
    [
        ("rkqt", ["갑", "가", "ㄱ", ""]),
        ("rhot", ["괘", "고", "ㄱ", ""]),
        ("Rnpfr", ["꿸", "꿰", "꾸", "ㄲ", ""]),
        ("rt", ["ㄱ", ""]),
        ("hk", ["ㅗ", ""]),
    ],
)
def test_backspace_takes_letters_back(keys: str, steps: list[str]) -> None:
    syllable = Syllable()
    for key in keys:
        _, syllable = syllable.add(key)
    seen = []
    while syllable:
        syllable = syllable.back()
        seen.append(str(syllable))
    assert seen == steps


def test_a_final_moves_on_and_stays_there() -> None:
    done, syllable = Syllable("r", "k", "qt").add("l")
    assert (done, str(syllable)) == ("갑", "시")
    assert str(syllable.back()) == "ㅅ"


def test_consonants_without_a_vowel_join_until_one_comes() -> None:
    assert (compose("rt"), compose("rtk"), compose("rtr")) == ("ㄳ", "ㄱ사", "ㄳㄱ")


def test_shift_means_something_on_seven_keys() -> None:
    assert [key for key in "abcdefghijklmnopqrstuvwxyz" if jamo_key(key, True).isupper()] == list(
        "eopqrtw"
    )
    assert (jamo_key("R", False), jamo_key("1", True), jamo_key("", False)) == ("r", "", "")
