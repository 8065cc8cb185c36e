"""The orientation field is worked out in bands, which nobody sees, and few are kept."""

from __future__ import annotations

import numpy as np
import pytest

from player.locate import Look
from player.look import MOST_AREAS, MOST_SIZED
from player.types import Frame
from player.vision import field
from player.vision.field import orientation_field


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (211, 97), (640, 400)])
def test_it_is_the_same_in_one_band_and_in_many(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = np.random.default_rng(7).integers(0, 255, (*size, 3), np.uint8)
    monkeypatch.setattr(field, "_BAND", 10**9)
    whole = orientation_field(pixels)
    monkeypatch.setattr(field, "_BAND", 1)
    assert np.array_equal(orientation_field(pixels), whole)


def test_few_parts_of_a_look_are_kept() -> None:
    look = Look(Frame(0.0, np.full((300, 400, 3), 200, np.uint8)))
    whole = look.frame.rect
    for size in (1.0, 0.8, 1.25):
        assert look.area(whole, size) is look.area(whole, size)
    for left in range(6):
        look.area((left, 0, 300, 300))
    sizes = [size for _, size in look._areas]
    assert sizes.count(1.0) == MOST_AREAS
    assert len(sizes) - sizes.count(1.0) == MOST_SIZED
