"""A place that was covered in its picture cannot be called greyed out by it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from player.locate import Look, locate
from player.types import Frame, Match
from recorder.anchors import choose
from recorder.masking import Masked
from recorder.personal import NOBODY, Known
from scripts.model import Rect, Target
from tests.drawn import DARK, LIGHT, Drawing

NUMBER: Rect = (180, 88, 120, 24)


def _page(colours: dict[str, str]) -> Drawing:
    """A page with somebody's number in the midst of its text."""
    page = Drawing((700, 360), 1.0, dict(colours))
    page.text((60, 40), "Requests that came today")
    page.text((60, 92), "Request number")
    page.text((184, 92), "A20461 B7731")
    page.text((60, 140), "Sent by the branch office")
    page.button("Save", (60, 200, 96, 28), "Save")
    page.button("Close", (180, 200, 96, 28), "Close")
    return page


def _without_number(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    x, y, width, height = NUMBER
    whole = frame.pixels.copy()
    whole[y : y + height, x : x + width] = frame.pixels[y, x - 2]
    return Masked(whole, (NUMBER,)).part(rect)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_place_that_was_covered_is_found_in_any_theme(colours: dict[str, str]) -> None:
    then, now = (Look(Frame(0.0, _page(c).pixels())) for c in (LIGHT, colours))
    chosen = choose((230, 100), then, None, then.frame.rect, None, cover=_without_number)
    assert chosen.pictures.known(chosen.anchor).sample.covered
    found = locate(Target("it", None, (replace(chosen.anchor, caption=""),)), chosen.pictures, now)
    assert isinstance(found, Match)
    assert abs(found.point[0] - 230) <= 3 and abs(found.point[1] - 100) <= 3
