"""What changed between two looks."""

from __future__ import annotations

import numpy as np

from player.vision.changes import MOST, changes, moves
from tests.drawn import form


def test_what_was_typed_is_one_rectangle() -> None:
    before, after = form(), form(values=("Hong Gildong", ""))
    [rect] = changes(before.pixels(), after.pixels())
    x, y, width, height = before.places["name"]
    assert x - 13 <= rect[0] and rect[0] + rect[2] <= x + width
    assert y - 5 <= rect[1] and rect[1] + rect[3] <= y + height + 5
    assert rect[2] > 50


def test_the_same_and_another_page_and_another_size_say_nothing() -> None:
    one = form().pixels()
    assert changes(one, one) == []
    assert changes(one, 255 - one) == []
    assert changes(one, one[:-1]) == []


def test_no_more_than_the_largest() -> None:
    before = np.zeros((900, 900, 3), np.uint8)
    after = before.copy()
    for number in range(12):
        after[60 * number + 10, 10 : 14 + number] = 255
    found = changes(before, after)
    assert len(found) == MOST
    assert found[0][2] >= found[-1][2]


def test_what_is_wider_than_a_caret_moves() -> None:
    before = np.full((200, 300, 3), 255, np.uint8)
    caret, wheel = before.copy(), before.copy()
    caret[80:100, 120:122] = 0
    wheel[80:88, 120:128] = 120
    assert not moves(before, before)
    assert not moves(before, caret)
    assert moves(before, wheel)
    assert moves(before, 255 - before)
    assert moves(before, before[:-1])
    assert not moves(before, wheel, scale=3.0)
