"""What a verdict is made of: what each cell of a place counts, its candidates with what they come
to, and the look-alikes that were learnt on the recorded screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from player.vision.candidates import APART, Candidate
from player.vision.field import Field
from player.vision.sample import Sample
from player.vision.sealed import Sealed
from scripts.model import Point

Why = Literal["ok", "nothing", "element", "surroundings", "row", "twins", "weak",
              "lookalike", "better_elsewhere"]  # fmt: skip

ELEMENT_SHARE, ELEMENT_LEAST = 0.62, 0.34
CORE_SHARE, CORE_LEAST = 0.45, 0.28
"""How like the element must be, as a share of how like its surroundings are, and at least."""
AMOUNT = (0.35, 3.0)
"""Share of the recorded edges that the element's patch may have."""
GOOD, FEWEST_GOOD = 0.45, 4
"""Likeness from which a cell shows what it showed, and how many say how it is drawn now."""
_ONE_WAY = 0.8
"""Share of a cell's edges that have one direction, from which it shows lines alone."""
_LOOKALIKE_FROM = 0.5
"""How like the place another one is that is kept as its look-alike."""
NEAR_CORE = (50, 21)
"""Pixels across and down from the point within which cells show the element."""
_RING = (121, 51)
_LAMBDA, _ROW_WEIGHT = 170.0, 1.8


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What each cell counts."""

    all: NDArray[np.float64]
    outside: NDArray[np.float64]
    """Without those that show the element."""
    ring: NDArray[np.float64]
    core: NDArray[np.bool_]
    offsets: NDArray[np.float32]
    strengths: NDArray[np.float32]
    sealed: NDArray[np.bool_]
    """Those that are sealed: where there are any, they tell the row, however high rows are."""
    own: bool
    """Whether the element itself tells it, being covered."""
    named: bool
    """Whether the place is known by what stands around it alone: a field by its label."""
    alone: bool = False
    """Whether the element's own covered text is all that tells its row: that says which of several
    it is, but not that the page is the same."""
    letters: NDArray[np.bool_] | None = None
    """Which cells are seen and show more than lines, which are the same around letters of another
    size; None where nobody asked."""


def weights(sample: Sample) -> Weights:
    """By distance and by how much there is to see; what stands in the same line counts more."""
    offsets, strengths = sample.cells.offsets, sample.cells.strengths
    across, down = np.abs(offsets[:, 0]), np.abs(offsets[:, 1])
    far = np.hypot(offsets[:, 0], 1.4 * offsets[:, 1])
    line = np.where(down <= NEAR_CORE[1], _ROW_WEIGHT, 1.0)
    every = np.sqrt(strengths) * np.exp(-far / _LAMBDA) * line
    core = (across <= NEAR_CORE[0]) & (down <= NEAR_CORE[1])
    ring = ~core & (across <= _RING[0]) & (down <= _RING[1])
    named = sample.in_field or sample.plain
    own = sample.own_seals
    alone = bool(own) and len(own) == int(sample.sealed.sum())
    return Weights(every, np.where(core, 0, every), np.where(ring, every, 0), core, offsets,
                   strengths, sample.sealed, bool(own), named, alone, _letters(sample))  # fmt: skip


def _letters(sample: Sample) -> NDArray[np.bool_]:
    """Which cells are seen and have edges in more than one direction."""
    found = np.zeros(len(sample.cells.fields), bool)
    for index, cell in enumerate(sample.cells.fields):
        if not isinstance(cell, Sealed):
            found[index] = not is_lines(cell)
    return found


def is_only_lined(sample: Sample) -> bool:
    """Whether nothing is drawn at a place but lines, and nothing there was left out."""
    return sample.element.mask is None and is_lines(sample.element.field)


def is_lines(field: Field) -> bool:
    """Whether all edges have one direction."""
    one_way = float(np.linalg.norm(field.mean(axis=(0, 1))))
    return one_way >= _ONE_WAY * float(np.linalg.norm(field, axis=2).mean())


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A candidate with what the whole of it comes to; ``scale`` is the size that it was found at,
    1 as expected."""

    candidate: Candidate
    scale: float
    score: float
    context: float
    ring: float
    usual: float
    """How like cells are that are the same: what counts as certain on this screen."""
    apart: float
    """How far it is from the look-alikes of the recorded screen: 0 like them, 1 like itself."""
    row: float | None
    """How like what tells its row is; None where the place was in no row."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """The best place, and why it is not taken unless ``why`` is ``ok``. ``rivals`` are others,
    best first; ``margin`` is the distance to the best of them."""

    why: Why
    best: Judged | None = None
    margin: float = 1.0
    rivals: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Another place of the recorded screen that looks alike: where it was from the point, how like
    the element itself was, and its likeness cell by cell."""

    offset: Point
    element: float
    cells: NDArray[np.float32]
    loose: NDArray[np.float32]
    """The same where the surroundings may give way."""


def lookalikes(at: Point, found: Sequence[Candidate]) -> list[Candidate]:
    """Of the candidates on the recorded screen those that are alike without being the place,
    which is ``at``; the most alike first."""
    alike = [
        c for c in found
        if float(np.hypot(c.at[0] - at[0], c.at[1] - at[1])) > APART
        and max(c.core, c.element) >= _LOOKALIKE_FROM
    ]  # fmt: skip
    alike.sort(key=lambda c: -(c.core + c.element))
    return alike


def likeness(at: Point, found: Candidate, loose: Candidate) -> Alike:
    """What is kept of a look-alike of the place ``at``; ``loose`` is the same one loosened."""
    offset = (found.at[0] - at[0], found.at[1] - at[1])
    return Alike(offset, max(found.core, found.element), found.cells, loose.cells)


def loosen(alike: Sequence[Alike]) -> tuple[Alike, ...]:
    """The look-alikes for judging loosened candidates."""
    return tuple(replace(one, cells=one.loose) for one in alike)


def mean(values: NDArray[np.float32], weight: NDArray[np.float64], otherwise: float) -> float:
    total = float(weight.sum())
    return float((values * weight).sum()) / total if total > 0 else otherwise


def apart_from(one: Judged, other: Judged) -> bool:
    (x, y), (a, b) = one.candidate.at, other.candidate.at
    return float(np.hypot(x * one.scale - a * other.scale, y * one.scale - b * other.scale)) > APART


def in_line(one: Judged, other: Judged) -> bool:
    """Whether two places are in the same row."""
    down = one.candidate.at[1] * one.scale - other.candidate.at[1] * other.scale
    return abs(down) <= APART


def is_the_element(judged: Judged) -> bool:
    """Surroundings alone would click where a removed button was."""
    own = judged.candidate
    return (
        own.core >= max(CORE_LEAST, CORE_SHARE * judged.usual)
        and own.element >= max(ELEMENT_LEAST, ELEMENT_SHARE * judged.usual)
        and AMOUNT[0] <= own.filled <= AMOUNT[1]
    )
