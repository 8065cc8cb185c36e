"""Fields that show dots for what is typed, drawn in many ways; and fields that do not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font as font_of
from player.types import Pixels
from player.vision.dots import shows_dots


def field(shown: str, size: int = 14, dark: bool = False, caret: bool = False) -> Pixels:
    """A field with a text in it, beside its label."""
    ground, ink = ((40, 42, 46), (225, 225, 225)) if dark else ((255, 255, 255), (25, 25, 25))
    image = Image.new("RGB", (620, 200), ground)
    pen = ImageDraw.Draw(image)
    font = font_of(size)
    pen.text((10, 30), "비밀번호", ink, font)
    pen.rectangle((110, 24, 400, 30 + 2 * size), outline=(128, 128, 128))
    pen.text((118, 30), shown, ink, font)
    if caret:
        x = 119 + round(pen.textlength(shown, font))
        pen.line((x, 28, x, 30 + size), ink, 1)
    return np.asarray(image)[:, :, ::-1].copy()


@pytest.mark.parametrize("sign", ["●", "•", "*"])
@pytest.mark.parametrize(("size", "scale"), [(12, 1.0), (16, 1.0), (21, 1.5), (28, 2.0)])
@pytest.mark.parametrize("dark", [False, True])
def test_equal_signs_stand_for_what_was_typed(
    sign: str, size: int, scale: float, dark: bool
) -> None:
    before = field("", size, dark)
    for text in ("abc", "Hunter2!", "correct horse1"):
        after = field(sign * len(text), size, dark, caret=True)
        assert shows_dots(before, after, scale, text), text


@pytest.mark.parametrize(
    "text",
    ["홍길동", "010-1234-5678", "8888-0001", "user@example.kr", "oOoOo1", "가나다라", "...!",
     "한한한나", "1111112", "xxxxy", "*****1", "0000000002"],
)  # fmt: skip
@pytest.mark.parametrize("dark", [False, True])
def test_what_can_be_read_is_not_hidden(text: str, dark: bool) -> None:
    assert not shows_dots(field("", 16, dark), field(text, 16, dark, caret=True), 1.0, text)


def test_a_text_of_one_letter_may_look_like_dots() -> None:
    assert not shows_dots(field(""), field("●●●●"), 1.0, "●●●●")


def test_another_page_is_no_row_of_dots() -> None:
    assert not shows_dots(field(""), 255 - field("●●●●"), 1.0, "abcd")
    assert not shows_dots(field(""), field("●●●●")[:150], 1.0, "abcd")
