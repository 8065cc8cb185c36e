"""A place that is fainter on a screen which is drawn exactly as the recorded one is greyed out,
whatever a label beside it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from player.locate import Look, search
from player.reasons import FINAL
from player.types import Frame
from player.vision.ink import Ink
from player.witness import settle
from recorder.anchors import choose
from recorder.masking import as_it_is
from tests.drawn import form

FAINT = Ink(0.5, 1.0, 0.4, 0.9, 20.0, 0.95, 0.0, 0.0)


class Says:
    """A witness that tells of one ink."""

    def __init__(self, drawn: Ink) -> None:
        self._drawn = drawn

    def drawn(self, place: object) -> Ink:
        return self._drawn

    def words(self, *_: object, **__: object) -> None: ...
    def own_words(self, *_: object) -> None: ...
    def label(self, *_: object) -> None: ...
    def own_label(self, *_: object) -> None: ...
    def is_label_alike(self, *_: object) -> bool:
        return True


@pytest.mark.parametrize(
    ("usual", "drawn", "why"),
    [
        (1.0, FAINT, "dim"),
        (0.98, FAINT, "faint"),
        (1.0, replace(FAINT, fit=0.5, slope=-0.3), "faint"),
        (1.0, replace(FAINT, element=0.95), "ok"),
    ],
    ids=["exactly so", "smoothed", "another theme", "clear"],
)
def test_what_is_fainter_where_all_else_is_drawn_as_it_was(
    usual: float, drawn: Ink, why: str
) -> None:
    page = form()
    look = Look(Frame(0.0, page.pixels()))
    chosen = choose(page.centre("name"), look, None, look.frame.rect, None, cover=as_it_is)
    known = chosen.pictures.known(chosen.anchor)
    verdict, _ = search(chosen.anchor, known, look, look.frame.rect)
    assert verdict.best is not None
    there = replace(verdict, why="ok", best=replace(verdict.best, usual=usual))
    told = settle(there, known, "", Says(drawn))
    assert told.why == why
    assert (told.place is there.best) == (why == "ok")
    assert (why in FINAL) == (why == "dim")
