"""How clear words are is compared with letters of the size that they were recorded in."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.look import Look
from player.types import Frame
from player.vision.contrast import _colours, fading, is_one_greyed, written
from player.vision.field import orientation_field
from tests.drawn import DARK, LIGHT, Drawing

SIZE = (480, 320)


def keys(stretched: float = 1.0) -> Drawing:
    """The keys of a calculator: in a window that is stretched they grow, and their letters do
    not."""
    page = Drawing(SIZE)
    for number, sign in enumerate("789/456*123+"):
        x, y = 10 + number % 4 * 100, 20 + number // 4 * 80
        left, top, width, height = (round(side * stretched) for side in (x, y, 90, 60))
        page.button(sign, (left, top, width, height), "")
        page.text((left + width // 2 - 4, top + height // 2 - 8), sign)
    return page


def test_letters_of_a_stretched_window_are_as_clear_as_they_were() -> None:
    then, now = keys(), keys(1.1)
    area = Look(Frame(0.0, now.pixels())).sized((0, 0, *SIZE), 1.1).seen
    field = orientation_field(then.pixels())
    for sign in "456*/":
        point, (x, y) = then.centre(sign), now.centre(sign)
        at = (round(x / 1.1), round(y / 1.1))
        lines = written(then.pixels(), point)
        share = fading(lines, point, field, area.field, area.drawn, at).share
        assert share is not None and 0.95 < share < 1.05, sign


def labels_and_button(colours: dict[str, str], ground: str, ink: str) -> Drawing:
    """A form of five labels with a button below them, on a ground and in an ink of its own."""
    page = Drawing(SIZE, colours=dict(colours))
    for number, label in enumerate(("Full name", "Telephone", "Street", "Town", "Remarks")):
        page.text((20, 20 + 40 * number), label)
    page.colours |= {"paper": ground, "ink": ink}
    page.button("Send", (20, 240, 90, 28), "Send")
    return page


def is_plain(now: Drawing) -> bool:
    then = labels_and_button(LIGHT, "#efefef", LIGHT["ink"])
    area = Look(Frame(0.0, now.pixels())).area((0, 0, *SIZE)).seen
    point, field = then.centre("Send"), orientation_field(then.pixels())
    return fading(written(then.pixels(), point), point, field, area.field, area.drawn, point).plain


def test_a_caption_in_the_ink_of_the_page_is_not_faint_whatever_its_ground() -> None:
    assert is_plain(labels_and_button(DARK, "#6b6b6b", DARK["ink"]))


def test_a_caption_in_a_fainter_ink_than_the_page_s_is_not_plain() -> None:
    assert not is_plain(labels_and_button(DARK, "#3a3a3a", "#8a8a8a"))
    assert not is_plain(labels_and_button(LIGHT, "#efefef", "#a0a0a0"))


@pytest.mark.parametrize("ink", [80, 230])
def test_a_ground_in_relief_is_no_ink(ink: int) -> None:
    """A caption on a dark button whose lower edge is lit."""
    levels = np.empty((20, 60), np.uint8)
    levels[:] = np.concatenate((np.linspace(20, 50, 13), np.linspace(90, 220, 7)))[:, None]
    image = Image.fromarray(levels)
    ImageDraw.Draw(image).text((8, -3), "로그인", ink, font(13))
    colour, ground = _colours(np.ascontiguousarray(np.dstack([np.asarray(image)] * 3)))
    assert abs(float(colour.mean()) - ink) < 30
    assert float(ground.mean()) < 60


@pytest.mark.parametrize(("faint", "greyed"), [(True, True), (False, False)])
def test_one_of_the_words_around_is_greyed_out(faint: bool, greyed: bool) -> None:
    then = labels_and_button(LIGHT, LIGHT["paper"], LIGHT["ink"])
    ink = "#6a6a6a" if faint else DARK["ink"]
    now = labels_and_button(DARK, DARK["paper"], ink)
    area = Look(Frame(0.0, now.pixels())).area((0, 0, *SIZE)).seen
    point, field = (300, 160), orientation_field(then.pixels())
    lines = written(then.pixels(), point)
    assert is_one_greyed(lines, point, field, area.field, area.drawn, point) is greyed


@pytest.mark.parametrize(
    ("then", "now", "ink", "deeper"),
    [
        ("#e2e2e2", "#b8b8b8", LIGHT["ink"], True),  # under the pointer
        ("#b8b8b8", "#e2e2e2", LIGHT["ink"], False),
        ("#e2e2e2", "#e2e2e2", LIGHT["ink"], False),
        ("#e2e2e2", "#b8b8b8", "#707070", False),
    ],
)
def test_a_ground_that_goes_away_from_the_pages_is_not_greyed_out(
    then: str, now: str, ink: str, deeper: bool
) -> None:
    before = labels_and_button(LIGHT, then, LIGHT["ink"])
    seen = Look(Frame(0.0, labels_and_button(LIGHT, now, ink).pixels())).area((0, 0, *SIZE)).seen
    point, field = before.centre("Send"), orientation_field(before.pixels())
    lines = written(before.pixels(), point)
    assert fading(lines, point, field, seen.field, seen.drawn, point).deeper is deeper
