"""A place's picture cut into parts, at whatever end of it the place is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from player.vision.candidates import candidates, seen
from player.vision.sample import CELL, REACH, take
from scripts.model import Rect
from tests.drawn import form


@pytest.mark.parametrize("size", [(97, 61), (98, 62), (99, 63), (100, 64), (5, 3)])
def test_the_point_is_in_each_part(size: tuple[int, int]) -> None:
    width, height = size
    pixels = np.ascontiguousarray(form().pixels()[:height, :width])
    for x, y in itertools.product((0, 1, 2, width - 3, width - 2, width - 1),
                                  (0, 1, 2, height - 2, height - 1)):  # fmt: skip
        sample = take(pixels, (x, y), 1.0)
        for part in (*sample.dense, sample.core, sample.element, sample.small):
            high, wide = part.field.shape[:2]
            assert 0 <= part.at[0] < wide and 0 <= part.at[1] < high, (x, y)


@pytest.mark.parametrize("height", [200, 360, 600])
def test_cells_lie_where_they_always_did(height: int) -> None:
    """What is kept of look-alikes in a script is told cell by cell."""
    pixels = np.ascontiguousarray(form().pixels()[:height])
    offsets = take(pixels, (300, height // 2), 1.0).cells.offsets
    assert len(offsets)
    assert ((offsets[:, 0] % CELL[0]) == 0).all()
    assert (((offsets[:, 1] + REACH[1]) % CELL[1]) == 0).all()
    assert (np.abs(offsets[:, 1]) <= REACH[1]).all()


def test_in_the_middle_of_an_empty_area_they_lie_farther_away() -> None:
    pixels = np.full((900, 1400, 3), 255, np.uint8)
    pixels[:60, :900] = form().pixels()[30:90]
    assert not take(pixels[200:], (700, 300), 1.0).cells.fields
    offsets = take(pixels, (700, 450), 1.0).cells.offsets
    assert len(offsets) and (np.abs(offsets[:, 1]) > REACH[1]).all()


@pytest.mark.parametrize("point", [(299, 199), (298, 0), (0, 199)])
def test_a_place_at_the_end_of_a_window_is_looked_for(point: tuple[int, int]) -> None:
    pixels = np.ascontiguousarray(form().pixels()[:200, :300])
    found = candidates(take(pixels, point, 1.0), seen(pixels), point)
    assert any(max(abs(one.at[0] - point[0]), abs(one.at[1] - point[1])) < 5 for one in found)


@pytest.mark.parametrize(
    ("covered", "field"),
    [
        ((), True),
        (((70, 62, 60, 16),), True),
        (((70, 62, 60, 16), (136, 62, 60, 16)), True),
        (((70, 62, 60, 16), (220, 62, 60, 16)), False),
        (((70, 62, 60, 16), (220, 162, 60, 16)), True),
    ],
)
def test_a_strip_in_which_several_columns_were_covered_is_no_field(
    covered: tuple[Rect, ...], field: bool
) -> None:
    """The rows of a list that stand on a ground of their own every second time."""
    pixels = np.full((200, 460, 3), 255, np.uint8)
    pixels[50:90, 40:420] = 240
    pixels[49:51, 40:420] = pixels[89:91, 40:420] = 200
    pixels[50:90, 40] = pixels[50:90, 420] = 200
    assert take(pixels, (200, 70), 1.0, covered).framed is field
