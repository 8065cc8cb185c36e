"""A line in which nothing is read at one size is shown at another one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from player.ocr.engines import Guess
from player.ocr.voices import ask
from player.vision.field import Grey
from player.vision.line_picture import GLYPHS
from tests.drawn import korean_line
from tests.player.ocr.stand_in import guess


class Blind:
    """Reads nothing in the pictures that it is shown first."""

    def __init__(self, says: str) -> None:
        self._says = says
        self.heights: list[int] = []

    def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
        first = not self.heights
        self.heights += [picture.shape[0] for picture in pictures]
        return [guess("" if first else self._says) for _ in pictures]


@pytest.mark.parametrize("says", ["환경 설정", ""])
def test_it_is_shown_a_pixel_smaller_once(says: str) -> None:
    blind = Blind(says)
    [found] = ask(blind, [korean_line("환경 설정")], "", GLYPHS[0])
    assert found.text == says
    assert len(blind.heights) == 2 and blind.heights[1] == blind.heights[0] - 1


def test_an_icon_is_shown_once() -> None:
    blind = Blind("글")
    [found] = ask(blind, [korean_line("환경 설정")[:, :20]], "", GLYPHS[0])
    assert found.text == "" and len(blind.heights) == 1
