"""Which place is taken where what is covered tells the row."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from player.vision.candidates import Candidate
from player.vision.judged import Alike, Judged, Weights
from player.vision.judged import weights as weights_of
from player.vision.sample import take
from player.vision.verdict import decide, judge
from player.vision.verdict_rows import is_same_in_all

SEALED = np.array([False, False, False, True, True])
OFFSETS = np.array([(0, -20), (80, -20), (-80, -20), (-10, 0), (10, 0)], np.float32)


def weights(alone: bool) -> Weights:
    """Three cells that are seen around a place, and two of its own text, which is covered."""
    every = np.ones(5)
    around = np.where(SEALED, 0.0, 1.0)
    return Weights(every, around, around, SEALED, OFFSETS, np.ones(5, np.float32), SEALED,
                   own=True, named=False, alone=alone)  # fmt: skip


def place(around: float, own: float, at: tuple[int, int] = (200, 100)) -> Candidate:
    cells = np.array([around] * 3 + [own] * 2, np.float32)
    return Candidate(at, own, own, 1.0, cells)


ALIKE = [
    Alike((0, down), 0.9, np.array([0.9] * 3 + [0.1] * 2, np.float32), np.zeros(5, np.float32))
    for down in (-30, 30)
]


def judged(*found: Candidate, alone: bool) -> list[Judged]:
    return judge([(one, 1.0) for one in found], weights(alone), ALIKE)


@pytest.mark.parametrize(("around", "why"), [(0.95, "ok"), (0.55, "surroundings")])
def test_its_own_covered_text_says_which_row_but_not_that_it_is_the_page(
    around: float, why: str
) -> None:
    found = judged(place(around, 0.98), place(around, 0.2, (200, 130)), alone=True)
    assert decide(found, weights(True), ALIKE).why == why


def test_other_covered_texts_of_the_row_speak_for_a_page_that_changed() -> None:
    found = judged(place(0.55, 0.98), place(0.55, 0.2, (200, 130)), alone=False)
    assert decide(found, weights(False), ALIKE).why == "ok"


@pytest.mark.parametrize(("like", "same", "why"), [(0.75, False, "ok"), (0.9, True, "row")])
def test_short_names_between_the_same_lines_tell_their_row_and_a_button_of_each_row_does_not(
    like: float, same: bool, why: str
) -> None:
    """Most of the edges of a cell of a narrow column may be the table's own."""
    others = [replace(one, cells=np.where(SEALED, like, one.cells)) for one in ALIKE]
    assert is_same_in_all(weights(False), others) is same

    def decided(*rows: Candidate) -> str:
        found = judge([(row, 1.0) for row in rows], weights(False), others)
        return decide(found, weights(False), others).why

    mine, other = place(0.95, 0.98), place(0.95, like, (200, 130))
    assert decided(mine, other) == why
    assert decided(other) == "row"


@pytest.mark.parametrize(
    ("around", "row", "why"), [(0.9, 0.98, "better_elsewhere"), (0.7, 0.8, "ok")]
)
def test_a_place_is_not_taken_if_all_around_speaks_for_another_one_of_its_row(
    around: float, row: float, why: str
) -> None:
    """The element itself is most like a cell of another column, of which all look alike."""
    mine = replace(place(0.8, 0.9), core=0.98, element=0.98)
    beside = replace(place(around, row, (360, 100)), core=0.5, element=0.5)
    found = judged(mine, beside, place(0.5, 0.2, (200, 130)), alone=False)
    verdict = decide(found, weights(False), ALIKE)
    assert verdict.why == why
    assert verdict.best is not None and verdict.best.candidate == mine


@pytest.mark.parametrize(
    ("own", "around", "beside", "why"),
    [
        (0.70, 0.98, 0.75, "lookalike"),
        (0.70, 0.98, 0.40, "ok"),  # nothing like it stood there
        (0.70, 0.85, 0.75, "ok"),  # all is drawn in another way, and the icon too
        (0.90, 0.98, 0.75, "ok"),
    ],
)
def test_an_icon_that_has_moved_up_into_anothers_place_is_not_taken_for_it(
    own: float, around: float, beside: float, why: str
) -> None:
    """The one that was meant has gone; all around is as it was."""
    seen = np.ones(6)
    offsets = np.array([(80 * (n - 3), 40) for n in range(6)], np.float32)
    weigh = Weights(seen, seen, seen, np.zeros(6, bool), offsets, np.ones(6, np.float32),
                    np.zeros(6, bool), own=False, named=False)  # fmt: skip
    likeness = np.array([around, around, around, around, 0.6, 0.6], np.float32)
    there = Candidate((200, 100), own, own, 1.0, likeness)
    neighbour = Alike((33, 0), beside, np.full(6, 0.5, np.float32), np.zeros(6, np.float32))
    found = judge([(there, 1.0)], weigh, [neighbour])
    assert decide(found, weigh, [neighbour]).why == why


@pytest.mark.parametrize(
    ("around", "own", "why"), [(0.99, 0.81, "row"), (0.95, 0.81, "ok"), (0.99, 0.86, "ok")]
)
def test_on_an_unchanged_screen_a_row_must_be_as_good_as_the_same(
    around: float, own: float, why: str
) -> None:
    """Names and numbers of somebody else may be as like as those in other letters."""
    count = 12
    sealed = np.array([False] * 6 + [True] * count)
    every = np.ones(6 + count)
    offsets = np.array(
        [(80 * (n - 3), -30) for n in range(6)] + [(40 * n - 240, 0) for n in range(count)],
        np.float32,
    )
    weigh = Weights(every, np.where(sealed, 0, every), np.where(sealed, 0, every),
                    np.zeros(6 + count, bool), offsets, np.ones(6 + count, np.float32), sealed,
                    own=False, named=False)  # fmt: skip

    def seen(row: float, at: tuple[int, int]) -> Candidate:
        return Candidate(at, 0.98, 0.98, 1.0, np.array([around] * 6 + [row] * count, np.float32))

    others = [
        Alike((0, down), 0.98, np.array([0.9] * 6 + [0.1] * count, np.float32), np.zeros(18, "f4"))
        for down in (-30, 30)
    ]
    found = judge([(seen(own, (200, 100)), 1.0), (seen(0.3, (200, 130)), 1.0)], weigh, others)
    assert decide(found, weigh, others).why == why


def test_lines_around_letters_of_another_size_do_not_say_that_all_is_drawn_as_it_was() -> None:
    text = np.full((120, 400, 3), 250, np.uint8)
    cv2.putText(text, "Name 010-2381", (20, 70), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 1)
    lines = np.full((120, 400, 3), 250, np.uint8)
    lines[30::40] = 120
    letters, ruled = (
        weights_of(take(picture, (200, 60), 1.0)).letters for picture in (text, lines)
    )
    assert letters is not None and letters.any()
    assert ruled is not None and len(ruled) > 4 and not ruled.any()
