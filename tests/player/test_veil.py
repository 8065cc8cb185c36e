"""A veiled picture shows what the script knows and nothing else."""

from __future__ import annotations

import pytest

from player.ocr.reader import read_text
from player.vision.field import grey
from player.vision.picture import decode
from player.vision.veil import MOST_BYTES, encoded, veiled
from tests.drawn import DARK, LIGHT, form

PERSON = ("Elizabeth Gonzalez", "010-4719-3862")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_person_cannot_be_read_and_the_captions_can(
    scale: float, colours: dict[str, str]
) -> None:
    recorded = grey(form(scale, colours).pixels())
    now = form(scale, colours, values=PERSON).pixels()
    assert "010-4719-3862" in read_text(now, scale)
    shown = read_text(veiled(now, scale, [(recorded, (0, 0))]), scale)
    for caption in ("Search", "Print form", "Close", "Quarantine"):
        assert caption in shown
    for part in ("Eliz", "Gonz", "4719", "3862", "010"):
        assert part not in shown


def test_without_a_known_picture_nothing_can_be_read() -> None:
    now = form(values=PERSON).pixels()
    shown = read_text(veiled(now, 1.0), 1.0)
    assert not any(word in shown for word in ("Search", "Save", "Telephone", "4719", "Eliz"))


def test_of_a_number_that_differs_in_one_digit_the_others_are_hidden_too() -> None:
    recorded = grey(form(values=("", "010-4719-3862")).pixels())
    now = form(values=("", "010-4719-8862")).pixels()
    shown = read_text(veiled(now, 1.0, [(recorded, (0, 0))]), 1.0)
    assert "3862" not in shown
    assert "8862" not in shown


def test_a_picture_that_lies_elsewhere_is_no_known_one() -> None:
    recorded = grey(form(values=PERSON).pixels())
    now = form(values=PERSON).pixels()
    shown = read_text(veiled(now, 1.0, [(recorded, (57, 31))]), 1.0)
    assert "4719" not in shown


def test_an_encoded_picture_is_never_larger_than_told() -> None:
    busy = form(2.0, values=PERSON).pixels()
    for most in (MOST_BYTES, 4_000, 1_200):
        data = encoded(busy, most)
        assert len(data) <= most
        assert decode(data, "a.jpg").shape[2] == 3
