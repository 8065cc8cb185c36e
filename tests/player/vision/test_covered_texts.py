"""Covered texts that are known again wherever their column has gone, and however large they are
drawn."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.types import Pixels
from player.vision.covered import Page, Text, texts_of, tiles
from player.vision.field import orientation_field
from player.vision.sealed import CELL, Sealed, seal, unseal
from player.vision.segments import segments
from player.vision.verdict_rows import ROW_LEAST
from scripts.model import Point

KEY = b"k" * 32
NAMES = ("민경숙", "박서준", "최은영", "한지우")
NUMBERS = ("010-2381-4410", "010-7745-9023", "010-1196-7752", "010-9052-3168")
POINT = (30, 96)
"""In the first column of the second row."""
ANOTHER = ROW_LEAST - 0.1
"""What another row is below, well under what is wanted of the right one: how far depends on the
font."""


def page(columns: tuple[int, int] = (80, 220), size: int = 15, pitch: int = 36) -> Pixels:
    """A table without rules: a name and a number in each row."""
    image = Image.new("RGB", (640, 260), (250, 250, 250))
    drawn = ImageDraw.Draw(image)
    for n, texts in enumerate(zip(NAMES, NUMBERS, strict=True)):
        for left, text in zip(columns, texts, strict=True):
            drawn.text((left, 50 + n * pitch), text, (20, 20, 20), font(size))
    return np.asarray(image)[:, :, ::-1].copy()


def sealed(row: int = 1) -> tuple[tuple[Sealed, ...], tuple[Text, ...]]:
    """What is kept of the name and the number of a row."""
    pixels = page()
    boxes = [box for box in segments(pixels, 1.0) if abs(box[1] + box[3] / 2 - 60 - 36 * row) < 9]
    assert len(boxes) == 2
    cells = [(at, 0.3) for box in sorted(boxes) for at in tiles(box, POINT)]
    found = unseal(seal(orientation_field(pixels), POINT, cells, KEY), KEY)
    assert found is not None
    texts = texts_of(found)
    assert len(texts) == 2
    return found, texts


def seen(pixels: Pixels) -> Page:
    return Page(pixels, orientation_field(pixels))


def likeness(now: Page, at: Point, row: int = 1) -> float:
    cells, texts = sealed(row)
    return float(np.mean(np.concatenate([now.known_again(t, cells, at)[0] for t in texts])))


def test_the_cells_of_a_text_reach_from_end_to_end() -> None:
    cells = tiles((100, 20, 95, 14), (50, 20))
    assert [x for x, _ in cells] == [70, 98, 125]
    assert {y for _, y in cells} == {7}
    assert tiles((100, 20, 24, 14), (50, 20)) == [(62, 7)]


@pytest.mark.parametrize(
    ("columns", "size"), [((80, 220), 15), ((131, 377), 15), ((95, 300), 17), ((70, 190), 13)]
)
def test_its_row_is_known_where_columns_and_letters_are_others(
    columns: tuple[int, int], size: int
) -> None:
    now = seen(page(columns, size))
    scores = [likeness(now, (POINT[0], 60 + 36 * row)) for row in range(len(NAMES))]
    assert scores.index(max(scores)) == 1
    assert scores[1] > ROW_LEAST
    assert all(score < ANOTHER for n, score in enumerate(scores) if n != 1)


def test_a_row_that_is_gone_is_no_other() -> None:
    now = seen(page()[: 50 + 36])
    assert likeness(now, (POINT[0], 60)) < ANOTHER


def test_it_tells_where_the_point_is() -> None:
    cells, (name, _) = sealed()
    at = seen(page((131, 377))).known_again(name, cells, POINT)[1]
    assert at[0] == pytest.approx(POINT[0] + 51, abs=4)
    assert at[1] == pytest.approx(POINT[1], abs=3)


def test_what_stands_on_the_other_side_is_another_text() -> None:
    cells, (name, _) = sealed()
    right_of_all = (POINT[0] + 560, POINT[1])
    assert name.left > CELL[0]
    assert not seen(page()).known_again(name, cells, right_of_all)[0].any()


@pytest.mark.parametrize(("columns", "moved"), [((80, 220), 0), ((120, 260), 40), ((72, 198), -8)])
def test_the_nearest_text_tells_how_far_along_its_row_a_place_is(
    columns: tuple[int, int], moved: int
) -> None:
    now, (cells, texts) = seen(page(columns)), sealed()
    nearest = now.nearest(texts, cells, POINT[1])
    assert nearest is not None and nearest[0] == texts[0]
    assert nearest[1] == pytest.approx(POINT[0] + moved, abs=4)
    assert now.fits(texts, cells, (POINT[0] + moved, POINT[1]))
    assert not now.fits(texts, cells, (POINT[0] + moved + 140, POINT[1]))


def test_a_row_that_is_not_there_says_nothing_of_where_it_would_be() -> None:
    now, (cells, texts) = seen(page()[: 50 + 36]), sealed()
    assert now.nearest(texts, cells, POINT[1]) is None
    assert now.fits(texts, cells, POINT)
