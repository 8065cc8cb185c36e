"""Whether a place can be used now is told by how it is drawn: an element that is greyed out lets
its edges and its words fade together."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.types import Pixels
from player.vision.candidates import examine, seen
from player.vision.contrast import Fading
from player.vision.covered import tiles
from player.vision.field import orientation_field
from player.vision.ink import Ink, ink, is_usable
from player.vision.sample import Sample, take
from player.vision.sealed import seal, unseal
from scripts.model import Point, Rect

KEY = b"k" * 32
POINT, NAME = (74, 80), (31, 66, 41, 28)
"""Where a list is clicked, right of a name that is covered."""
ON_NAME = (50, 80)
Colour = tuple[int, int, int]
Colours = tuple[Colour, Colour]
LIGHT, DARK = ((255, 255, 255), (20, 20, 20)), ((44, 44, 44), (238, 238, 238))
"""Colours of ground and letters."""

SMALLER = Ink(
    element=0.85, around=0.63, spread=0.18, slope=0.38, level=147.0, fit=0.49, ground=-2.6,
    peers=0.0, dimmed=0.97, words=Fading(0.57, 0.98),
)  # fmt: skip
"""A key of a calculator at 125 % in a window of other proportions: the middle of its thin caption
has gone, its edges have not."""


def test_a_caption_made_smaller_is_not_taken_for_a_greyed_one() -> None:
    assert is_usable(SMALLER)
    under_the_pointer = replace(SMALLER, peers=9.0)
    assert is_usable(under_the_pointer), "then or now"
    assert not is_usable(replace(under_the_pointer, words=Fading())), "a field has no caption"


@pytest.mark.parametrize(
    "changed",
    [
        {"element": 0.85 * 0.6},
        {"element": 0.85 * 0.6, "around": 0.44},
        {"element": 0.69},
        {"element": 0.85, "around": 1.0},
        {"slope": -0.38},
        {"ground": 20.0},
        {"ground": -20.0},
        {"element": 0.5, "around": 0.5, "spread": 0.02},
    ],
    ids=["faded", "faded_as_what_is_around", "fainter", "around_is_clearer", "light_became_dark",
         "ground_lighter", "ground_darker", "shaded"],
)  # fmt: skip
def test_edges_that_faded_or_say_nothing_lift_no_refusal(changed: dict[str, float]) -> None:
    assert not is_usable(replace(SMALLER, **changed))  # type: ignore[arg-type]


def test_a_button_whose_ground_came_nearer_to_the_page_s_own_ink_is_usable() -> None:
    """Chromium's own dark theme: white words on a lighter grey than the page's."""
    dark = Ink(
        element=0.59, around=0.83, spread=0.05, slope=-1.05, level=292.0, fit=-0.74, ground=65.0,
        peers=0.0, dimmed=0.45, words=Fading(0.6, 1.67, plain=True),
    )  # fmt: skip
    assert is_usable(dark)
    assert not is_usable(replace(dark, words=Fading(0.6, 1.67)))
    assert not is_usable(replace(dark, peers=9.0)), "its ground is another one than its peers'"


def test_a_button_under_the_pointer_is_usable_on_a_screen_that_is_else_as_it_was() -> None:
    hovered = Ink(
        element=0.71, around=1.0, spread=0.0, slope=1.09, level=-23.7, fit=0.95, ground=-47.0,
        peers=0.0, dimmed=0.75, words=Fading(0.74, 1.8, deeper=True),
    )  # fmt: skip
    assert is_usable(hovered)
    assert not is_usable(replace(hovered, words=Fading(0.74, 1.8)))


def row(
    colours: tuple[tuple[int, int, int], tuple[int, int, int]],
    frame: int,
    box: Rect | None = None,
    name: tuple[int, int, int] | None = None,
) -> Pixels:
    """A list with a frame of that grey, 46 pixels left of the point; or a button in its row.
    ``name`` is the colour of the name, if it is another one."""
    ground, letters = colours
    image = Image.new("RGB", (500, 160), ground)
    drawn = ImageDraw.Draw(image)
    drawn.line((28, 0, 28, 159), (frame,) * 3, 2)
    drawn.text((31, 72), "최은영", name or letters, font(14))
    drawn.text((300, 72), "010-1196-7752", letters, font(14))
    drawn.text((420, 20), "전화번호", letters, font(14))
    if box is not None:
        x, y, width, height = box
        drawn.rectangle((x, y, x + width - 1, y + height - 1), outline=(frame,) * 3)
    return np.asarray(image)[:, :, ::-1].copy()


def covered(pixels: Pixels, point: Point = POINT) -> Sample:
    """The sample of a row whose name is covered, and known by its seal."""
    cells = [(at, 0.3) for at in tiles(NAME, point)]
    sealed = unseal(seal(orientation_field(pixels), point, cells, KEY), KEY)
    assert sealed is not None
    x, y, width, height = NAME
    hidden = pixels.copy()
    hidden[y : y + height, x : x + width] = pixels[5, 60]
    return take(hidden, point, 1.0, (NAME,)).with_seals(sealed)


def test_the_frame_of_a_list_is_not_taken_for_the_element_in_it() -> None:
    sample, now = covered(row(LIGHT, 150)), seen(row(DARK, 52))
    drawn = ink(sample, now, examine(sample, now, POINT))
    assert not drawn.same_theme
    assert not sample.hollow, "the frame reaches into the core: without it nothing is tried"
    assert is_usable(drawn)


@pytest.mark.parametrize("box", [(40, 64, 60, 30), (20, 66, 200, 28)], ids=["narrow", "wide"])
def test_a_button_in_a_row_is_still_compared_by_its_frame(box: Rect) -> None:
    sample = covered(row(LIGHT, 150, box))
    assert not sample.bare
    now = seen(row(DARK, 52, box, (130, 130, 130)))
    assert ink(sample, now, examine(sample, now, POINT)).element < 0.5


@pytest.mark.parametrize(
    ("name", "usable"), [((238, 238, 238), True), ((130, 130, 130), False)], ids=["clear", "faded"]
)
def test_a_covered_text_can_be_used_if_it_is_as_clear_now_as_the_others(
    name: tuple[int, int, int], usable: bool
) -> None:
    sample, now = covered(row(LIGHT, 150), ON_NAME), seen(row(DARK, 52, name=name))
    assert sample.own_seals and not sample.bare
    assert is_usable(ink(sample, now, examine(sample, now, ON_NAME))) is usable


def spin(page: Colours, field: Colours, arrows: Colour) -> Pixels:
    """A form with the field of a number: 1, which is selected, and two arrows."""
    ground, ink_ = page
    image = Image.new("RGB", (420, 200), ground)
    pen = ImageDraw.Draw(image)
    labels = {(20, 82): "성명", (120, 30): "배송 등록", (130, 82): "수량", (300, 82): "주소"}
    for place, text in labels.items():
        pen.text(place, text, ink_, font(14))
    pen.rectangle((180, 76, 240, 102), fill=field[0], outline=arrows)
    pen.line((218, 76, 218, 102), fill=arrows)
    pen.rectangle((184, 80, 193, 98), fill=field[1])
    pen.text((185, 82), "1", field[0], font(14))
    pen.polygon(((224, 86), (234, 86), (229, 81)), fill=arrows)
    pen.polygon(((224, 92), (234, 92), (229, 97)), fill=arrows)
    return np.asarray(image)[:, :, ::-1].copy()


def test_the_arrows_of_a_number_s_field_are_no_words_of_it() -> None:
    at = (212, 89)
    black, white = (0, 0, 0), (255, 255, 255)
    sample = take(spin(((212, 208, 200), black), (white, black), (64, 64, 64)), at, 1.0)
    assert sample.written[0].box[0] > at[0], "they are the nearest to the point"
    dark = spin(((56, 60, 66), (230, 230, 230)), ((40, 42, 46), (90, 120, 200)), (165, 168, 174))
    now = seen(dark)
    drawn = ink(sample, now, examine(sample, now, at))
    assert not drawn.same_theme and not drawn.field
    assert drawn.words.share is None
    assert is_usable(drawn)


def keys(own: tuple[int, int]) -> Pixels:
    """Three keys with captions, two of them flat; the middle one goes from one level to another."""
    picture = Image.new("RGB", (320, 120), (225, 225, 225))
    draw = ImageDraw.Draw(picture)
    for x, (upper, lower) in ((10, (248, 248)), (110, own), (210, (248, 248))):
        for y in range(45):
            level = round(upper + (lower - upper) * y / 44)
            draw.line(((x, 35 + y), (x + 85, 35 + y)), fill=(level, level, level))
        draw.rectangle((x, 35, x + 85, 80), outline=(180, 180, 180))
        draw.text((x + 8, 40), f"{x}", (40, 40, 40), font(16))
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])


@pytest.mark.parametrize(
    ("own", "apart"),
    [((248, 248), 0.0), ((238, 238), 8.0), ((244, 235), 0.0)],
    ids=["as it was", "another ground", "in relief"],
)
def test_a_key_drawn_in_relief_has_no_ground_to_compare(own: tuple[int, int], apart: float) -> None:
    """GTK draws buttons flat in a window behind, and in relief in front."""
    point = (160, 65)
    sample = take(keys((248, 248)), point, 1.0)
    now = seen((255 - 0.8 * keys(own)).astype(np.uint8))  # grounds count in another theme
    assert ink(sample, now, examine(sample, now, point)).peers == pytest.approx(apart, abs=1.0)


def _framed(ground: int, ink_: int, line: int) -> Pixels:
    """A button below a box, whose frames a dark theme draws as faintly as it likes."""
    image = Image.new("RGB", (360, 200), (ground,) * 3)
    pen = ImageDraw.Draw(image)
    for top in range(8, 140, 22):
        pen.rectangle((10, top, 350, top + 16), outline=(line,) * 3)
    pen.rectangle((130, 150, 230, 182), outline=(line,) * 3)
    pen.text((160, 158), "Close", fill=(ink_,) * 3, font=font(14))
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def test_faint_frames_of_a_dark_theme_are_no_shade() -> None:
    recorded = take(_framed(250, 20, 150), (180, 166), 1.0)
    for frames, ink_, usable in ((80, 238, True), (80, 90, False)):
        area = seen(_framed(50, ink_, frames))
        assert is_usable(ink(recorded, area, examine(recorded, area, (180, 166)))) is usable
    shaded = seen((_framed(250, 20, 150) * 0.5).astype(np.uint8))
    assert not is_usable(ink(recorded, shaded, examine(recorded, shaded, (180, 166))))
