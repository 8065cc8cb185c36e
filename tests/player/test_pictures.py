"""What is kept with an anchor comes back as it was, and nonsense is passed over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from player.locate import Look, Pictures
from player.pictures import MOST, fold, unfold
from player.types import Frame
from player.vision.judged import Alike
from recorder.anchors import choose
from tests.drawn import form


def test_a_look_alike_survives_its_text() -> None:
    cells = np.linspace(0, 1, 36, dtype=np.float32)
    found = unfold(fold(Alike((-3, 120), 0.87, cells, cells[::-1])))
    assert found is not None
    assert (found.offset, found.element) == ((-3, 120), 0.87)
    assert np.allclose(found.cells, cells, atol=1e-6)
    assert np.allclose(found.loose, cells[::-1], atol=1e-6)


def test_an_older_look_alike_is_as_like_where_the_surroundings_give_way() -> None:
    found = unfold("0,40,90:0z")
    assert found is not None
    assert found.loose.tolist() == found.cells.tolist() == [0, 1]


@pytest.mark.parametrize(
    "text", ["", "1,2", "1,2,3:XYZ", "1,2,3:a b", "999999,2,3:a", "a,b,c:d", "1,2,3:ab:a"]
)
def test_other_texts_are_none(text: str) -> None:
    assert unfold(text) is None


def test_look_alikes_of_other_cells_do_not_count() -> None:
    drawing = form()
    frame = Frame(0.0, drawing.pixels())
    chosen = choose(drawing.centre("Save"), Look(frame), None, frame.rect, None)
    assert chosen.anchor.unlike
    strange = replace(chosen.anchor, unlike=("0,40,90:zzz", "nonsense"))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    assert len(pictures.known(chosen.anchor).alike) == len(chosen.anchor.unlike)
    assert pictures.known(strange).alike == ()


def test_only_so_many_are_kept_ready() -> None:
    drawing = form()
    frame = Frame(0.0, drawing.pixels())
    chosen = choose(drawing.centre("Save"), Look(frame), None, frame.rect, None)
    pictures = Pictures({chosen.anchor.image: chosen.png})
    for number in range(MOST + 3):
        pictures.known(replace(chosen.anchor, offset=(number, 0)))
    assert len(pictures._known) == MOST


def test_what_is_left_out_is_zero_in_the_sample() -> None:
    drawing = form()
    frame = Frame(0.0, drawing.pixels())
    chosen = choose(drawing.centre("Save"), Look(frame), None, frame.rect, None)
    pictures = Pictures({chosen.anchor.image: chosen.png})
    without = pictures.known(replace(chosen.anchor, ignore=((0, 0, 60, 60),))).sample
    assert not without.field[:60, :60].any()
    assert without.field.any()
