"""What is drawn nearly as it was is read before it is taken: a field by its label, and an element
that is less like than all that is around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from player.labels import line_over
from player.locate import Look, search
from player.ocr.reader import Line
from player.types import Frame
from player.vision.ink import Ink
from player.witness import settle
from recorder.anchors import choose
from recorder.masking import as_it_is
from scripts.model import Point
from tests.drawn import Drawing

CLEAR = Ink(1.0, 1.0, 0.4, 1.0, 0.0, 0.95, 0.0, 0.0)


def _read(text: str, agreed: bool = True, also: tuple[str, ...] = ()) -> Line | None:
    return Line(text, (0, 0, 30, 14), 0.95, agreed, (), also) if text else None


class Reads:
    """A witness that reads a caption, and a label, then and now."""

    def __init__(self, then: Line | None, now: Line | None, alike: bool = False) -> None:
        self._then, self._now, self._alike = then, now, alike

    def drawn(self, place: object) -> Ink:
        return CLEAR

    def words(self, place: object, unless: str = "") -> Line | None:
        return self._now

    def own_words(self, offset: Point = (0, 0)) -> Line | None:
        return self._then

    def label(self, place: object) -> Line | None:
        return self._now

    def own_label(self, offset: Point = (0, 0)) -> Line | None:
        return self._then

    def is_label_alike(self, place: object) -> bool:
        return self._alike


def page() -> Drawing:
    drawn = Drawing((900, 400))
    for row, label in enumerate(("Full name", "Born", "Street", "Town")):
        drawn.field(label, (160, 60 + 60 * row, 300, 26), label)
    drawn.button("Search", (620, 60, 90, 30), "Search")
    return drawn


def settled(name: str, witness: Reads, **changed: float) -> str:
    drawn = page()
    look = Look(Frame(0.0, drawn.pixels()))
    chosen = choose(drawn.centre(name), look, None, look.frame.rect, None, cover=as_it_is)
    known = chosen.pictures.known(chosen.anchor)
    verdict, _ = search(chosen.anchor, known, look, look.frame.rect)
    assert verdict.best is not None and verdict.why == "ok"
    own = replace(verdict.best.candidate, element=changed.get("element", 1.0))
    best = replace(verdict.best, candidate=own, usual=1.0, context=0.99, ring=0.99)
    return settle(replace(verdict, best=best), known, "", witness).why


@pytest.mark.parametrize(
    ("then", "now", "alike", "why"),
    [
        ("Street", "Town", False, "words"),
        ("Street", "Street", False, "ok"),
        ("Street", "", False, "ok"),
        ("Street", "Town", True, "ok"),  # nothing was read, since nothing is unlike
    ],
)
def test_a_field_is_read_where_its_label_is_unlike_though_all_around_is_as_it_was(
    then: str, now: str, alike: bool, why: str
) -> None:
    assert settled("Street", Reads(_read(then), _read(now), alike)) == why


@pytest.mark.parametrize(
    ("element", "then", "now", "why"),
    [
        (0.66, _read("QSearch", False, ("Search",)), _read("QPrint", False, ("Print",)), "words"),
        (0.66, _read("QSearch", False, ("Search",)), _read("1Search", False, ("Search",)), "ok"),
        (0.66, _read("QSearch", False), None, "words"),
        (0.66, None, None, "ok"),  # an icon
        (0.9, _read("QSearch", False, ("Search",)), _read("QPrint", False, ("Print",)), "ok"),
    ],
)
def test_an_element_that_is_less_like_than_all_around_it_is_read(
    element: float, then: Line | None, now: Line | None, why: str
) -> None:
    assert settled("Search", Reads(then, now), element=element) == why


def test_a_label_is_read_where_it_was_though_its_field_cannot_be_made_out() -> None:
    drawn = page()
    pixels = drawn.pixels()
    box = (70, 183, 40, 18)
    found = line_over(pixels, box)
    assert found is not None and found[1] >= 180 and found[1] + found[3] <= 206
    assert line_over(pixels, (500, 340, 60, 16)) is None
    assert line_over(pixels, (-40, 900, 60, 16)) is None
