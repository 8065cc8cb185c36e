"""A smeared screen, as of a remote desktop: thin letters are fainter there, and not greyed out."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.types import Pixels
from player.vision.candidates import examine, seen
from player.vision.ink import ink, is_pale, is_usable
from player.vision.sample import Sample, take
from player.vision.smear import smeared_alike

SIZE, POINT = (420, 200), (210, 100)
TEXT, GREYED = (40, 40, 40), (150, 150, 150)


def page(caption: tuple[int, int, int] = TEXT) -> Pixels:
    """Lines of text around a small caption that is drawn thinner than they are."""
    image = Image.new("RGB", SIZE, (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for row in range(6):
        for column in range(3):
            if column != 1 or row not in (2, 3):
                at = (20 + 140 * column, 10 + 32 * row)
                pen.text(at, f"Heading {row}{column}", fill=TEXT, font=font(18))
    pen.text((182, 92), "Release", fill=caption, font=font(12))
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def smeared(pixels: Pixels, factor: float = 0.5) -> Pixels:
    """Sent smaller, and stretched again."""
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, SIZE, interpolation=cv2.INTER_LINEAR), np.uint8)


@pytest.fixture(scope="module")
def recorded() -> Sample:
    return take(page(), POINT, 1.0)


def test_a_screen_as_sharp_as_it_was_is_compared_with_the_picture_itself(recorded: Sample) -> None:
    area = seen(page())
    assert smeared_alike(recorded, area, examine(recorded, area, POINT)) is recorded


def test_a_smeared_one_is_compared_with_what_is_smeared_as_much(recorded: Sample) -> None:
    area = seen(smeared(page()))
    alike = smeared_alike(recorded, area, examine(recorded, area, POINT))
    apart, before = (
        float(np.abs(area.grey.astype(int) - one.grey).mean()) for one in (alike, recorded)
    )
    assert apart < before / 2
    assert alike.written and all(
        one.contrast <= other.contrast
        for one, other in zip(alike.written[:1], recorded.written[:1], strict=True)
    )


def test_where_little_is_the_same_nothing_is_said(recorded: Sample) -> None:
    other = seen(np.full((*SIZE[::-1], 3), 255, np.uint8))
    assert smeared_alike(recorded, other, examine(recorded, other, POINT)) is recorded


def test_a_thin_caption_can_be_used_and_a_greyed_one_cannot(recorded: Sample) -> None:
    for caption, usable in ((TEXT, True), (GREYED, False)):
        area = seen(smeared(page(caption)))
        drawn = ink(recorded, area, examine(recorded, area, POINT))
        assert drawn.smeared
        assert is_usable(drawn) is usable
        assert is_pale(drawn) is not usable
