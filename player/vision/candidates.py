"""Places that may be the recorded one, each with what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from player.types import Pixels
from player.vision.contrast import Drawn
from player.vision.covered import LEAST_LIKE, Page
from player.vision.field import Field, Grey, grey, half, orientation_field, strength, window
from player.vision.sample import CELL, CORE, Part, Sample
from player.vision.sealed import Sealed, reach
from player.vision.surroundings import gives, likeness
from scripts.model import Point

APART = 9
"""Pixels within which two candidates are the same place."""
_FOR_ALL, _FOR_CONTEXT, _FOR_CORE = 8, 2, 3
"""How many places are taken by all maps together, by the surroundings, by the element alone."""
_FOR_ELEMENT = 4
"""How many more where the surroundings may have given way."""
_MOST_COLUMNS, _COLUMN = 3, 6
"""In how many columns the likeliest rows are looked at, and how many pixels apart those are."""
_KNOWN = 0.9
"""Likeness from which a sealed cell is surely where it was."""
_REFINE, _REFINED_AGAIN = 8, 3
"""Pixels around a coarse place that are searched at full resolution, and how often at most, each
time around what was best at the rim of that."""
_FIRST_LOOK, _HOPELESS = 12, 0.6
"""Cells that are looked at first, and by how much less a place then promises than the best one to
be no rival. On the tuning pages no answer changes, and half of the places are left."""
_CLEAR = 0.25
"""Likeness of the core below which the refined place is not better than the coarse one."""
_GIVES = (8, 5)
"""Pixels (across, down) by which a cell may have moved against those between it and the point."""
_FOLLOWED = 0.6
"""Likeness of a cell from which those beyond it go with it."""
_WIDTHS, _WIDTHS_BELOW = (0.9, 0.95, 1.05, 1.1), 0.7
"""Widths of a caption that are tried, as a share, where its likeness is lower than that."""
_BETTER_SIZE = 0.01
"""By how much the surroundings must be more like at another size."""
_SHIFTED = 0.75
"""Likeness of a cell from which its own shift counts as a vote for the candidate's place."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A part of the screen at scaling 1, ready to be searched."""

    pixels: Pixels
    field: Field
    grey: Grey
    small: Field
    """The field at half resolution."""
    smaller: Field
    """The same at a quarter of it."""
    page: Page
    """Its texts."""
    drawn: Drawn
    """As it is on the screen."""


def seen(pixels: Pixels, drawn: Drawn | None = None) -> Seen:
    """Prepare BGR pixels (at scaling 1), and as they are ``drawn``, if that is another size."""
    field = orientation_field(pixels)
    drawn, small = drawn or Drawn(pixels), half(field)
    return Seen(pixels, field, grey(pixels), small, half(small), Page(pixels, field), drawn)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A place, in pixels of the part that was searched; all scores are 0..1."""

    at: Point
    core: float
    element: float
    filled: float
    """Strength of the element's patch as a share of the recorded one: 1 is the same."""
    cells: NDArray[np.float32]
    """Each cell's likeness, in the sample's order."""


def candidates(
    sample: Sample, area: Seen, first: Point | None = None, hopeless: bool = False
) -> list[Candidate]:
    """The best places of a part of the screen; ``first`` is a place that is looked at anyhow.
    Those that a first look shows to be no rivals are left out, unless ``hopeless`` ones are asked
    for, too."""
    places: list[tuple[Point, float]] = []
    height, width = area.field.shape[:2]
    likely = [*([first] if first else []), *_coarse(sample, area)]
    for place in likely:
        x, y = min(max(place[0], 0), width - 1), min(max(place[1], 0), height - 1)
        at, core = _refined(sample, area.field, (x, y))
        if all(max(abs(at[0] - x), abs(at[1] - y)) >= 5 for (x, y), _ in places):
            places.append((at, core))
    if not hopeless:
        places = _promising(sample, area.field, places)
    found: list[Candidate] = []
    in_rows: list[tuple[Point, float | None]] = [(at, None) for at in _rows(sample, area, likely)]
    for at, like in [*places, *in_rows]:
        if all(max(abs(at[0] - c.at[0]), abs(at[1] - c.at[1])) >= 5 for c in found):
            found.append(examine(sample, area, at, like))
    return found


def _rows(sample: Sample, area: Seen, likely: Sequence[Point]) -> list[Point]:
    """The places of the rows that are most like what is sealed: without it all rows look the
    same. Where the place itself is sealed, it is where that text is; else in the columns of the
    likely places."""
    texts = sample.cells.texts
    places = area.page.rows(texts, sample.cells.fields) if texts else []
    if any(text.own for text in texts):
        return places
    columns: list[int] = []
    for x, _ in likely:
        if all(abs(x - other) > _COLUMN for other in columns):
            columns.append(x)
    found: list[Point] = []
    for _, y in places:
        nearest = area.page.nearest(texts, sample.cells.fields, y)
        across = [*([nearest[1]] if nearest else []), *columns[:_MOST_COLUMNS]]
        if nearest and sample.empty:
            across = across[:1]  # where nothing is drawn, what is beside it is the same
        found += [_refined(sample, area.field, (x, y))[0] for x in across]
    return found


def _promising(
    sample: Sample, field: Field, places: Sequence[tuple[Point, float]]
) -> list[tuple[Point, float]]:
    """Without the places that a first look at a few cells shows to be nothing like the best: no
    rival has that little of the surroundings."""
    count = len(sample.cells.fields)
    some = slice(0, count, max(1, count // _FIRST_LOOK))
    scores = []
    for at, core in places:
        cells, _ = _cells(sample, field, at, some)
        around = np.clip((cells[some] - 0.35) / 0.5, 0, 1)
        scores.append(core + 1.4 * float(around.mean()) if count else core)
    best = max(scores, default=0.0)
    return [place for place, score in zip(places, scores, strict=True) if score >= best - _HOPELESS]


def at_height(sample: Sample, area: Seen, columns: Sequence[int], y: int) -> list[Candidate]:
    """The place at a height, in each of some columns (pixels of the area) in which it may be."""
    found: list[Candidate] = []
    for x in columns:
        at, core = _refined(sample, area.field, (x, y))
        if all(abs(at[0] - one.at[0]) > _COLUMN for one in found):
            found.append(examine(sample, area, at, core))
    return found


def likely_sizes(sample: Sample, area: Seen, sizes: Sequence[float]) -> list[float]:
    """Of ``sizes`` the one at which the surroundings are found better than at the expected size, if
    there is one: to look at each closely would take as long as several searches."""
    core, context, _ = sample.dense
    best = (_likely(area.smaller, _sized(core, 0.5), context) + _BETTER_SIZE, 0.0)
    for size in sizes:
        likely = _likely(area.smaller, _sized(core, size / 2), _sized(context, size))
        best = max(best, (likely, size))
    return [best[1]] if best[1] else []


def _likely(smaller: Field, core: Part, context: Part) -> float:
    wide = cv2.dilate(_map(smaller, context), np.ones((3, 3), np.uint8))
    return float((_map(smaller, core) + 0.8 * wide).max())


def _sized(part: Part, size: float) -> Part:
    how = cv2.INTER_AREA if size < 1 else cv2.INTER_LINEAR
    sides = [max(1, round(side * size)) for side in part.field.shape[1::-1]]
    field = np.asarray(cv2.resize(part.field, sides, interpolation=how), np.float32)
    height, width = field.shape[:2]
    return Part(field, (min(int(part.at[0] * size), width - 1),
                        min(int(part.at[1] * size), height - 1)))  # fmt: skip


def _coarse(sample: Sample, area: Seen) -> list[Point]:
    core = _map(area.small, sample.dense[0])
    # What is large is found as well on a smaller picture, in a fifth of the time.
    context, band = (
        np.asarray(cv2.resize(_map(area.smaller, part), core.shape[::-1]), np.float32)
        for part in sample.dense[1:]
    )
    wide = np.ones((5, 5), np.uint8)
    everything = core + 0.8 * cv2.dilate(context, wide) + 0.6 * cv2.dilate(band, wide)
    around = cv2.dilate(context, np.ones((3, 3), np.uint8)) + 0.5 * band
    places: list[Point] = []
    for scores, most in (
        (everything, _FOR_ALL), (around, _FOR_CONTEXT), (core.copy(), _FOR_CORE),
    ):  # fmt: skip
        places += _peaks(scores, most)
    return places


def _peaks(scores: NDArray[np.float32], most: int) -> list[Point]:
    """The best places of a map of half resolution, which is spoilt."""
    places: list[Point] = []
    for _ in range(most):
        _, best, _, (x, y) = cv2.minMaxLoc(scores)
        if best <= 0:
            break
        places.append((2 * x, 2 * y))
        scores[max(0, y - 5) : y + 6, max(0, x - 10) : x + 11] = -9
    return places


def _map(small: Field, part: Part) -> NDArray[np.float32]:
    """Correlation at each place of a halved field, as if the point were there."""
    height, width = part.field.shape[:2]
    x, y = part.at
    padded = cv2.copyMakeBorder(
        small, y, height - 1 - y, x, width - 1 - x, cv2.BORDER_CONSTANT, value=(0, 0)
    )
    return _correlation(np.asarray(padded, np.float32), part.field)


def _correlation(haystack: Field, needle: Field, mask: Field | None = None) -> NDArray[np.float32]:
    scores = np.asarray(
        cv2.matchTemplate(haystack, needle, cv2.TM_CCORR_NORMED, mask=mask), np.float32
    )
    # Where there is nothing at all the norm vanishes: no number, or any.
    scores[~np.isfinite(scores)] = 0
    np.clip(scores, 0, 1, out=scores)
    return scores


def around(field: Field, point: Point, part: Part, reach: int) -> Field:
    """What lies where ``part`` would be with its point at ``point``, and ``reach`` pixels beyond
    on each side; zero outside of the field."""
    left, top = point[0] - part.at[0] - reach, point[1] - part.at[1] - reach
    height, width = part.field.shape[:2]
    return window(field, left, top, width + 2 * reach, height + 2 * reach)


def _best(haystack: Field, needle: Field, mask: Field | None) -> tuple[float, int, int]:
    scores = cv2.matchTemplate(haystack, needle, cv2.TM_CCORR_NORMED, mask=mask)
    _, best, _, (x, y) = cv2.minMaxLoc(scores)
    if not 0 <= best <= 1.001:
        scores[~np.isfinite(scores)] = 0
        _, best, _, (x, y) = cv2.minMaxLoc(np.clip(scores, 0, 1))
    return min(float(best), 1.0), x, y


def _away(across: int, down: int) -> NDArray[np.float32]:
    """What a pixel of distance costs, so that of two equal places the nearer wins."""
    return np.asarray(
        0.004 * np.hypot(*np.mgrid[-down : down + 1, -across : across + 1]), np.float32
    )


_AWAY, _AWAY_FROM_CELL = _away(_REFINE, _REFINE), _away(*_GIVES)


def _refined(sample: Sample, field: Field, point: Point) -> tuple[Point, float]:
    at, best = point, 0.0
    for _ in range(_REFINED_AGAIN):
        near = around(field, at, sample.core, _REFINE)
        scores = _correlation(near, sample.core.field, sample.core.mask)
        _, _, _, (x, y) = cv2.minMaxLoc(scores - _AWAY)
        best = float(scores[y, x])
        if best < _CLEAR:
            return at, best
        at = (at[0] + x - _REFINE, at[1] + y - _REFINE)
        if max(abs(x - _REFINE), abs(y - _REFINE)) < _REFINE:
            break  # else it may be better still beyond
    return at, best


def examine(sample: Sample, area: Seen, at: Point, core: float | None = None) -> Candidate:
    """All that can be said of one place. ``core`` is its likeness where that is known already."""
    if core is None:
        core, _, _ = _best(
            around(area.field, at, sample.core, 2), sample.core.field, sample.core.mask
        )
    cells, shifts = _cells(sample, area.field, at)
    place = _own_place(sample, area, at, cells)
    if place != at:
        at = place
        cells, shifts = _cells(sample, area.field, at)
    _know_again(sample, area, at, cells)
    if len(shifts) >= 4:
        shifts.sort()
        across = round(float(np.median([dx for _, dx, _ in shifts[:9]])))
        down = round(float(np.median([dy for _, _, dy in shifts[:9]])))
        if max(abs(across), abs(down)) >= 2:
            moved = (at[0] + across, at[1] + down)
            again, _ = _cells(sample, area.field, moved)
            _know_again(sample, area, moved, again)
            if again.sum() > cells.sum() + 0.2:
                at, cells = moved, again
                near = around(area.field, at, sample.core, 2)
                core, _, _ = _best(near, sample.core.field, sample.core.mask)
    own = sample.own_seals
    if own or sample.empty:
        like = float(cells[own].mean()) if own else 1.0
        return Candidate(at=at, core=like, element=like, filled=1.0, cells=cells)
    patch = sample.element.field
    near = around(area.field, at, sample.element, 3)
    element, x, y = _best(near, patch, sample.element.mask)
    if element < _WIDTHS_BELOW:
        element = max(element, _at_other_widths(sample, area.field, at))
    if sample.hollow:
        core = element
    height, width = patch.shape[:2]
    there = near[y : y + height, x : x + width]
    if sample.element.mask is not None:
        there = there * sample.element.mask
    amount = float(strength(there).sum()) / max(sample.strength, 1e-3)
    return Candidate(
        at=at, core=core, element=element, filled=amount, cells=cells,
    )  # fmt: skip


def _at_other_widths(sample: Sample, field: Field, at: Point) -> float:
    """The element's likeness if its caption is a little wider or narrower: letters keep to whole
    pixels, so a caption at another scaling is not quite as wide as the scaling says."""
    part, best = sample.element, 0.0
    for share in _WIDTHS:
        width = round(part.field.shape[1] * share)
        size = (width, part.field.shape[0])
        patch = np.asarray(cv2.resize(part.field, size, interpolation=cv2.INTER_LINEAR), np.float32)
        mask = part.mask
        if mask is not None:
            mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST), np.float32)
        wide = Part(patch, (round(part.at[0] * share), part.at[1]), mask)
        best = max(best, _best(around(field, at, wide, 5), patch, mask)[0])
    return best


def _cells(
    sample: Sample, field: Field, at: Point, only: slice = slice(None)
) -> tuple[NDArray[np.float32], list[tuple[float, int, int]]]:
    """The likeness of the cells around a place (0 of those not asked for), and where those that can
    be seen have gone: how far from the point they are, and by how much, across and down."""
    wide, high = CELL
    cells = sample.cells
    scores = np.zeros(len(cells.fields), np.float32)
    every = range(len(scores))[only]
    seen = [index for index in every if not isinstance(cells.fields[index], Sealed)]
    part = slice(only.start, len(seen) and seen[-1] + 1, only.step)
    like, across, down = likeness(cells, field, at, part)
    scores[seen] = like
    for index in every[len(seen) :]:
        cell, offset = cells.fields[index], cells.offsets[index]
        assert isinstance(cell, Sealed)
        by = gives(offset)
        left, top = at[0] + int(offset[0]) - wide // 2, at[1] + int(offset[1]) - high // 2
        scores[index] = cell.likeness(reach(field, left, top, by, by)).max()
    shifts = [
        (abs(int(x)) + 1.5 * abs(int(y)), int(dx), int(dy))
        for index, dx, dy in zip(seen, across, down, strict=True) if scores[index] > _SHIFTED
        for x, y in [cells.offsets[index]]
    ]  # fmt: skip
    return scores, shifts


def sealed_as_before(sample: Sample, area: Seen, at: Point, least: float) -> bool:
    """Whether each sealed cell is at least so like what is at its own place, to a pixel."""
    return all(
        float(cell.likeness(reach(area.field, at[0] + cell.offset[0] - CELL[0] // 2,
                                  at[1] + cell.offset[1] - CELL[1] // 2, 2, 2)).max()) >= least
        for cell in sample.cells.fields if isinstance(cell, Sealed)
    )  # fmt: skip


def _own_place(sample: Sample, area: Seen, at: Point, scores: NDArray[np.float32]) -> Point:
    """The place that a sealed element has in the line of ``at``, where its cells have ``scores``:
    there may be nothing else to tell how far along it is."""
    for text in sample.cells.texts:
        if text.own and float(scores[list(text.cells)].mean()) < _KNOWN:
            again, place = area.page.known_again(text, sample.cells.fields, at)
            return place if float(again.mean()) >= LEAST_LIKE else at
    return at


def _know_again(sample: Sample, area: Seen, at: Point, scores: NDArray[np.float32]) -> None:
    """Set the likeness of sealed cells to what it is in the texts of the line of ``at``: where they
    were before there may be parts of another text, which is like anything. None is known where they
    say that the point is in another column."""
    texts, fields = sample.cells.texts, sample.cells.fields
    sealed = [index for text in texts for index in text.cells]
    if not sealed or float(scores[sealed].min()) >= _KNOWN:
        return
    if not area.page.fits(texts, fields, at):
        scores[sealed] = 0
        return
    for text in texts:
        own = list(text.cells)
        if float(scores[own].min()) < _KNOWN:
            again, _ = area.page.known_again(text, fields, at)
            if float(again.mean()) >= LEAST_LIKE or again.sum() > scores[own].sum():
                scores[own] = again


def loosened(sample: Sample, area: Seen, found: Candidate) -> Candidate:
    """The candidate with its cells' likeness where the surroundings may give way, each cell by some
    pixels against those between it and the point: with larger letters and the same icons and
    margins, or in another font, what is far away moves farther than what is near."""
    wide, high = CELL
    across, down = _GIVES
    count = len(sample.cells.fields)
    scores, moved = np.zeros(count, np.float32), np.zeros((count, 2), np.float32)
    for index, cell in enumerate(sample.cells.fields):
        inner = list(sample.cells.inner[index])
        trust = scores[inner] ** 4
        if trust.sum() > 0:
            moved[index] = trust @ moved[inner] / trust.sum()
        left, top = np.rint(found.at + sample.cells.offsets[index] + moved[index]).astype(int)
        left, top = int(left) - wide // 2 - across, int(top) - high // 2 - down
        if isinstance(cell, Sealed):
            there = reach(area.field, left + across, top + down, across, down)
            scores[index] = cell.likeness(there).max()
            continue
        there = window(area.field, left, top, wide + 2 * across, high + 2 * down)
        likeness = _correlation(there, cell, sample.cells.masks[index])
        _, _, _, (x, y) = cv2.minMaxLoc(likeness - _AWAY_FROM_CELL)
        scores[index] = likeness[y, x]
        if scores[index] > _FOLLOWED:
            corner = found.at + sample.cells.offsets[index] - (wide // 2, high // 2)
            moved[index] = (left + x, top + y) - corner
    _know_again(sample, area, found.at, scores)
    near = (np.abs(sample.cells.offsets) <= np.array(CORE) / 2).all(axis=1)
    core = found.core
    if near.any():
        core = max(core, float(np.average(scores[near], weights=sample.cells.strengths[near])))
    return replace(found, core=core, cells=scores)


def also(sample: Sample, area: Seen, found: Sequence[Candidate]) -> list[Candidate]:
    """Places, not in ``found``, that are like the element alone, whatever is around it."""
    scores, more = _map(area.small, sample.small), list(found)
    for at in _peaks(scores, _FOR_ELEMENT):
        if all(max(abs(at[0] - c.at[0]), abs(at[1] - c.at[1])) >= 5 for c in more):
            _, x, y = _best(around(area.field, at, sample.element, 4), sample.element.field,
                            sample.element.mask)  # fmt: skip
            more.append(examine(sample, area, (at[0] + x - 4, at[1] + y - 4)))
    return more[len(found) :]
