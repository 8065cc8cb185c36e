"""The cells around a place, compared in one go, come to what each comes to on its own."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from player.vision.field import Field, orientation_field, window
from player.vision.sample import CELL, Sample, take
from player.vision.surroundings import gives, likeness
from scripts.model import Point, Rect
from tests.drawn import LIGHT, Drawing

POINT = (300, 180)
COVERED: Rect = (190, 88, 66, 22)
"""In a picture: it leaves parts of some cells."""


def _drawn(by: Point = (0, 0)) -> Drawing:
    page = Drawing((640, 360), 1.0, dict(LIGHT))
    x, y = by
    page.text((60 + x, 40 + y), "Requests that came today")
    page.text((184 + x, 92 + y), "A20461 B7731 C1180")
    page.text((60 + x, 140 + y), "Sent by the branch office")
    page.button("Save", (260 + x, 164 + y, 96, 28), "Save")
    page.text((380 + x, 172 + y), "before noon")
    page.text((90 + x, 250 + y), "Nobody has signed it yet")
    return page


def _page(by: Point = (0, 0)) -> Field:
    return orientation_field(_drawn(by).pixels())


def _sample(covered: tuple[Rect, ...] = ()) -> Sample:
    return take(_drawn().pixels(), POINT, 1.0, covered)


def _each(sample: Sample, field: Field, at: Point) -> list[float]:
    """The best likeness of each cell, as OpenCV has it."""
    found = []
    for cell, mask, offset in zip(
        sample.cells.fields, sample.cells.masks, sample.cells.offsets, strict=True
    ):
        assert isinstance(cell, np.ndarray)
        by, (x, y) = gives(offset), (int(side) for side in offset)
        there = window(field, at[0] + x - CELL[0] // 2 - by, at[1] + y - CELL[1] // 2 - by,
                       CELL[0] + 2 * by, CELL[1] + 2 * by)  # fmt: skip
        scores = cv2.matchTemplate(there, cell, cv2.TM_CCORR_NORMED, mask=mask)
        energy = cv2.matchTemplate(there * there, np.ones_like(cell), cv2.TM_CCORR)
        # Where next to nothing is, its numbers are rounding.
        found.append(float(np.where(np.isfinite(scores) & (energy > 0.1), scores, 0).max()))
    return found


@pytest.mark.parametrize("covered", [(), (COVERED,)], ids=["whole", "covered"])
@pytest.mark.parametrize("at", [POINT, (303, 178), (306, 188), (250, 120), (90, 100)])
def test_each_cell_is_as_like_as_it_is_by_itself(covered: tuple[Rect, ...], at: Point) -> None:
    sample, field = _sample(covered), _page()
    assert bool(covered) == any(mask is not None for mask in sample.cells.masks)
    scores, across, down = likeness(sample.cells, field, at)
    each = np.array(_each(sample, field, at))
    telling = each > 0.02
    assert telling.any()
    assert scores[telling] == pytest.approx(each[telling], abs=1e-4)
    assert max(np.abs(across).max(), np.abs(down).max()) <= 4


def test_some_of_the_cells_are_as_like_as_among_all() -> None:
    sample, field = _sample((COVERED,)), _page()
    scores, across, down = likeness(sample.cells, field, (302, 181))
    some = slice(1, None, 3)
    for got, whole in zip(
        likeness(sample.cells, field, (302, 181), some), (scores, across, down), strict=True
    ):
        assert got == pytest.approx(whole[some], abs=1e-5)


def test_where_the_cells_have_gone_is_told() -> None:
    sample = _sample()
    scores, across, down = likeness(sample.cells, _page((2, -3)), POINT)
    alike = scores > 0.95
    assert alike.sum() >= 8
    assert (np.median(across[alike]), np.median(down[alike])) == (2, -3)


def test_without_cells_there_is_nothing_to_be_like() -> None:
    sample = _sample()
    none = replace(
        sample.cells, fields=(), masks=(), offsets=np.zeros((0, 2), np.float32),
        strengths=np.zeros(0, np.float32), inner=(),
    )  # fmt: skip
    assert [len(part) for part in likeness(none, _page(), POINT)] == [0, 0, 0]


def test_a_rule_that_goes_on_beyond_its_cell_has_not_moved() -> None:
    page = Drawing((640, 360), 1.0, dict(LIGHT))
    page.button("wide", (20, 110, 600, 120), "")
    pixels = page.pixels()
    sample, field = take(pixels, (320, 170), 1.0), orientation_field(pixels)
    scores, across, down = likeness(sample.cells, field, (320, 170))
    assert len(scores) and scores.min() > 0.99
    assert not across.any() and not down.any()
