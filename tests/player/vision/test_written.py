"""Which of two texts is written in a line, told by writing both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from player.desktop.fonts import OWN, korean_fonts
from player.vision.written import CLEAR, ahead
from tests.drawn import korean_line

FONTS = tuple(sorted(OWN.glob("*.otf")))


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("size", [12, 15, 24])
def test_letters_that_look_alike_are_told_apart(size: int, light: bool) -> None:
    for there, taken in (("알림 받기", "알릴 받기"), ("기초생활", "기조생활"), ("승인", "숭인")):
        cut = korean_line(there, size, light=light)
        assert ahead(cut, there, taken, FONTS) >= CLEAR, there
        assert ahead(cut, taken, there, FONTS) <= -CLEAR, there


def test_what_no_font_fits_is_not_told() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (16, 60)).astype(np.uint8)
    assert ahead(noise, "승인", "숭인", FONTS) == 0
    assert ahead(np.full((16, 60), 255, np.uint8), "승인", "숭인", FONTS) == 0
    assert ahead(korean_line("승인"), "승인", "숭인", ()) == 0
    assert ahead(korean_line("승인"), "승인", "승인", FONTS) == 0
    # A long line is no text of two letters.
    assert ahead(korean_line("처음부터 끝까지 긴 문장"), "승인", "숭인", FONTS) == 0


def test_a_file_that_is_no_font_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    assert ahead(korean_line("승인"), "승인", "숭인", (broken, *FONTS)) >= CLEAR
    assert ahead(korean_line("승인"), "승인", "숭인", (broken,)) == 0


def test_the_fonts_of_the_product_are_among_those_of_the_computer() -> None:
    assert set(FONTS) <= set(korean_fonts())
