"""A number in a field beside the place, as that of a quantity, tells no row."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.locate import Look
from player.types import Frame, Pixels
from player.vision.segments import segments
from recorder.anchors import Chosen, choose
from recorder.masking import Masked, cover_boxes
from recorder.personal import NOBODY, Known
from scripts.model import Rect

LEFT, TOP, PITCH = 140, 60, 40


def form(framed: bool) -> Pixels:
    """Fields of a form below each other, a number at the right of the first, in a field or not."""
    image = Image.new("RGB", (700, 300), (240, 240, 240))
    pen = ImageDraw.Draw(image)
    for number in range(3):
        top = TOP + PITCH * number
        pen.rectangle((LEFT, top, LEFT + 180, top + 26), (255, 255, 255), (120, 120, 120))
    if framed:
        pen.rectangle((460, TOP, 524, TOP + 26), (255, 255, 255), (120, 120, 120))
        pen.rectangle((504, TOP, 524, TOP + 26), (240, 240, 240), (120, 120, 120))
    pen.text((468, TOP + 5), "12", (20, 20, 20), font(14))
    return np.asarray(image)[:, :, ::-1].copy()


def covered(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    """The number alone is covered."""
    pixels = frame.crop(rect).pixels
    number = [box for box in segments(pixels, scale) if 460 <= rect[0] + box[0] < 500]
    assert number
    return cover_boxes(pixels, number, scale)


def chosen(framed: bool) -> Chosen:
    look = Look(Frame(0.0, form(framed)))
    at = (LEFT + 90, TOP + 13)
    return choose(at, look, None, look.frame.rect, None, cover=covered, texts=False)


def test_a_number_in_its_field_is_not_sealed() -> None:
    assert chosen(framed=False).anchor.sealed, "the row of a list may be told by it"
    assert not chosen(framed=True).anchor.sealed
