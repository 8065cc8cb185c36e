"""A toolbar is kept in a picture; letters that stand as far apart are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.ocr.reader import Line
from player.types import Frame, Pixels
from recorder.icons import are_icons, in_strip
from recorder.masking import mask
from scripts.model import Rect

BAR: Rect = (20, 60, 330, 34)
SHAPES = (
    ((20, 4), (0, 11), (20, 18), (8, 11), (20, 4)),
    ((0, 20), (10, 0), (20, 20), (10, 12), (0, 20)),
    ((0, 0), (20, 0), (0, 20), (20, 20), (10, 10), (0, 0)),
    ((10, 0), (10, 20), (0, 10), (10, 20), (20, 10)),
)
"""Strokes of icons."""


def window(scale: float = 1.0, written: str = "") -> Pixels:
    """A window with a toolbar of eight icons, or with what is ``written`` in its place."""
    image = Image.new("RGB", (round(480 * scale), round(200 * scale)), (239, 239, 239))
    pen = ImageDraw.Draw(image)
    pen.text((20 * scale, 20 * scale), "파일 편집 보기", (20, 20, 20), font(round(15 * scale)))
    if written:
        pen.text((24 * scale, 64 * scale), written, (20, 20, 20), font(round(22 * scale)))
        return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
    for number in range(8):
        shape = SHAPES[number % len(SHAPES)]
        edges = [((28 + 34 * number + x) * scale, (66 + y) * scale) for x, y in shape]
        pen.line(edges, fill=(90, 90, 90), width=round(2 * scale), joint="curve")
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def kept(pixels: Pixels, scale: float) -> float:
    """The share of what is drawn in the bar that a masked picture still has."""
    height, width = pixels.shape[:2]
    done = mask(Frame(0.0, pixels, scale=scale), (0, 0, width, height), scale).pixels
    x, y, wide, high = (round(side * scale) for side in BAR)
    before, after = (one[y : y + high, x : x + wide].astype(int) for one in (pixels, done))
    drawn = np.abs(before - before[0, 0]).max(axis=2) > 40
    return float((np.abs(after - before).max(axis=2)[drawn] < 8).mean())


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_toolbar_is_kept(scale: float) -> None:
    assert kept(window(scale), scale) > 0.99


@pytest.mark.parametrize("name", ["홍길동", "홍 길 동", "남 궁 민 수", "8 5 0 1 0 1 1 2 3 4"])
def test_what_is_written_in_its_place_is_covered(name: str) -> None:
    assert kept(window(written=name), 1.0) < 0.01


def test_letters_of_a_word_are_too_close_for_icons() -> None:
    line = (10, 10, 140, 20)
    apart = [(10 + 30 * n, 10, 20, 20) for n in range(5)]
    assert in_strip(line, apart) == apart
    assert in_strip(line, [(10 + 22 * n, 10, 20, 20) for n in range(6)]) == []
    assert in_strip(line, apart[:3]) == []  # a name may be written so


def test_two_parts_of_an_icon_are_one() -> None:
    apart = [(10 + 30 * n, 10, 20, 20) for n in range(4)]
    halves = [*apart, (130, 10, 9, 20), (141, 10, 9, 20)]
    assert in_strip((10, 10, 140, 20), halves) == [*apart, (130, 10, 20, 20)]


def test_letters_that_are_surely_read_are_no_icons() -> None:
    def read(text: str, agreed: bool) -> Line:
        return Line(text, (0, 0, 20, 20), 0.9, agreed, (), ())

    icons = [None, read("송", agreed=False), read("©", agreed=True), read("2)", agreed=False)]
    assert are_icons(icons)
    assert not are_icons([read(text, agreed=True) for text in "남궁민수"])
    assert not are_icons([*icons[:2], read("남", agreed=True), read("궁", agreed=True)])
