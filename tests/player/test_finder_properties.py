"""What must hold of the finder on any screen."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from player.locate import Look, Pictures, locate
from player.types import Frame, Match, Refusal
from recorder.anchors import Chosen, choose
from recorder.masking import as_it_is
from scripts.model import Point, Target
from tests.drawn import DARK, LIGHT, Drawing, form

BUTTONS = ("Save", "Search", "Print form", "Close")
PLACES = (*BUTTONS, "name", "phone")
names = st.sampled_from(PLACES)
points = st.tuples(st.integers(0, 400), st.integers(0, 380))
texts = st.text(st.sampled_from("abcdefgh 0123456789-"), max_size=14)
drawings = st.builds(
    form,
    scale=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    colours=st.sampled_from([LIGHT, DARK]),
    at=points,
    values=st.tuples(texts, texts),
)


def recorded(drawing: Drawing, name: str) -> Chosen:
    frame = Frame(0.0, drawing.pixels(), scale=drawing.scale)
    return choose(drawing.centre(name), Look(frame), None, frame.rect, None, cover=as_it_is)


def find(chosen: Chosen, drawing: Drawing, origin: Point = (0, 0)) -> Match | Refusal:
    target = Target("it", None, (chosen.anchor,))
    frame = Frame(0.0, drawing.pixels(), origin, drawing.scale)
    return locate(target, Pictures({chosen.anchor.image: chosen.png}), Look(frame))


RECORDED = {name: recorded(form(), name) for name in PLACES}


@settings(max_examples=20, deadline=None)
@given(name=names, now=drawings)
def test_only_the_place_itself_is_ever_given(name: str, now: Drawing) -> None:
    result = find(RECORDED[name], now)
    if isinstance(result, Match):
        x, y, width, height = now.places[name]
        assert x <= result.point[0] < x + width
        assert y <= result.point[1] < y + height


@settings(max_examples=20, deadline=None)
@given(
    name=st.sampled_from(BUTTONS),
    scale=st.sampled_from([1.0, 1.5]),
    colours=st.sampled_from([LIGHT, DARK]),
    at=points,
    values=st.tuples(texts, texts),
)
def test_what_is_not_there_is_never_found(
    name: str, scale: float, colours: dict[str, str], at: Point, values: tuple[str, str]
) -> None:
    now = form(scale, colours, at, values, without=name)
    assert isinstance(find(RECORDED[name], now), Refusal)


@settings(max_examples=15, deadline=None)
@given(shade=st.integers(0, 255), noise=st.integers(0, 12), name=names)
def test_an_empty_or_noisy_screen_holds_nothing(shade: int, noise: int, name: str) -> None:
    plain = np.full((600, 900, 3), shade, np.int16)
    grain = np.random.default_rng(noise).integers(-noise, noise + 1, plain.shape)
    pixels = np.clip(plain + grain, 0, 255).astype(np.uint8)
    chosen = RECORDED[name]
    pictures = Pictures({chosen.anchor.image: chosen.png})
    result = locate(Target("it", None, (chosen.anchor,)), pictures, Look(Frame(0.0, pixels)))
    assert isinstance(result, Refusal)


@settings(max_examples=20, deadline=None)
@example(name="Save", by=(41, 19), origin=(0, 0))  # just beyond what is searched around a place
@given(name=names, by=points, origin=st.tuples(st.integers(-3000, 3000), st.integers(-999, 999)))
def test_the_answer_moves_with_the_screen(name: str, by: Point, origin: Point) -> None:
    here, there = form(at=(10, 10)), form(at=(10 + by[0], 10 + by[1]))
    first, second = find(RECORDED[name], here), find(RECORDED[name], there, origin)
    assert isinstance(first, Match) and isinstance(second, Match)
    moved = (second.point[0] - first.point[0], second.point[1] - first.point[1])
    assert abs(moved[0] - by[0] - origin[0]) <= 1
    assert abs(moved[1] - by[1] - origin[1]) <= 1


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(PLACES), now=drawings)
def test_what_was_looked_for_before_does_not_matter(order: list[str], now: Drawing) -> None:
    pictures = Pictures({c.anchor.image: c.png for c in RECORDED.values()})
    look = Look(Frame(0.0, now.pixels(), scale=now.scale))
    together = {
        name: locate(Target("it", None, (RECORDED[name].anchor,)), pictures, look) for name in order
    }
    for name in (order[0], order[-1]):
        one, alone = together[name], find(RECORDED[name], now)
        if isinstance(one, Match) and isinstance(alone, Match):
            assert (one.point, one.rect, one.how) == (alone.point, alone.rect, alone.how)
            assert math.isclose(one.score, alone.score, abs_tol=1e-4)
        else:
            assert isinstance(one, Refusal) and isinstance(alone, Refusal)
            assert one.why == alone.why
