"""Which of the candidates is the recorded place, if it is certain.

A place is taken when the element itself is like the recorded one, the surroundings speak for it,
and every rival loses where the two differ. What was alike on the recorded screen already was
learnt then: the cells that told the two apart must tell them apart again. Each threshold adapts
to how well the surroundings match now: another font or a smeared remote desktop lowers all
likenesses together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from player.vision.candidates import APART, Candidate
from player.vision.sample import CELL, Sample
from player.vision.sealed import Sealed
from scripts.model import Point

Why = Literal["ok", "nothing", "element", "surroundings", "row", "twins", "weak",
              "lookalike", "better_elsewhere"]  # fmt: skip

ELEMENT_SHARE, ELEMENT_LEAST = 0.62, 0.34
CORE_SHARE, CORE_LEAST = 0.45, 0.28
"""How like the element must be, as a share of how like its surroundings are, and at least."""
CONTEXT_LEAST = 0.28
LABEL_LEAST = 0.72
"""How like what is beside a field must be: its label. On the corpus 0.77 or more at the right
field, 0.62 at one that has taken the place of another."""
AMOUNT = (0.35, 3.0)
"""Share of the recorded edges that the element's patch may have."""
WEAK_CORE, WEAK_MARGIN = 0.5, 0.30
RING_CLEAR, ELEMENT_CLEAR = 0.65, 0.70
LOOKALIKE_LEAST, LOOKALIKE_CLEAR = 0.40, 0.20
"""How far from the look-alikes it must be, and where no other place comes near."""
DRAWN_ALIKE, NEIGHBOUR_BELOW = 0.93, 0.2
"""How like cells are on a screen that is drawn as the recorded one was, and by how much less like
an element is then another one."""
BETTER = 0.14
"""By how much no other place may be better in its surroundings or against a look-alike."""
DIFFERENT, DIFFERS = 0.30, 0.006
"""How one-sidedly the differing cells must speak against a rival, and how much must differ."""
ALONE, ALONE_CONTEXT, ALONE_THEN, ALONE_NOW = 0.78, 0.20, 0.62, 0.20
"""How like an element must be that stands out, and its surroundings; how like anything else may
have been on the recorded screen; by how much less like all else must be now."""
ROW_BETTER = 0.15
ROW_LEAST, ROW_MARGIN = 0.75, 0.20
"""How like what tells a row must be, and by how much more than in any other row."""
ROW_SAME, ROW_SAME_MARGIN = 0.97, 0.10
"""The same for a row that looks just as it did."""
FEW_SEALS, ROW_OF_FEW = 8, 0.9
"""Sealed cells below which that many are alike by chance, and how like their row must be then."""
ROW_OF_SAME, SAME_DRAWING = 0.88, 0.98
"""The same on a screen that is drawn as the recorded one was: how like its cells are then. On the
tuning pages 0.89 or more in the right row, up to 0.86 in that of somebody else."""
SEALED_FROM, SEALED_OVER = 0.45, 0.45
"""Likeness from which a sealed cell speaks for its row, and how much more makes it certain."""
ROW_NONE = 0.4
"""How like what tells a row must be even where everything else speaks for the place."""
BESIDE = 0.12
"""By how much another place of the same row must be worse."""
CLEAR = 0.45
"""A place whose score is that much lower is no rival."""
RIVAL = 0.35
"""A place whose element is that much less like is no rival."""
_GOOD, _FEWEST_GOOD = 0.45, 4
"""Likeness from which a cell shows what it showed, and how many say how it is drawn now."""
_ONE_WAY = 0.8
"""Share of a cell's edges that have one direction, from which it shows lines alone."""
_LOOKALIKE_FROM, _TOLD_APART = 0.5, 0.04
_SAME_ELEMENT = 0.7
"""How like an element is the same one of another row."""
_COLUMN = 6
"""Pixels across within which look-alikes are in one column."""
_TELLING = 0.35
"""How unlike the rows' cells must be to tell rows apart."""
_TINY_HALF, HIGHEST_ROW = 20, 90
_ROW_REACHES = (330, 900)
_NEAR_CORE = (50, 21)
_RING = (121, 51)
_LAMBDA, _ROW_WEIGHT = 170.0, 1.8
_CONTEXT_WEIGHT = 1.4
OTHER_SIZE = 0.12
"""What a place costs that was found at another size than expected."""


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
    line = np.where(down <= _NEAR_CORE[1], _ROW_WEIGHT, 1.0)
    every = np.sqrt(strengths) * np.exp(-far / _LAMBDA) * line
    core = (across <= _NEAR_CORE[0]) & (down <= _NEAR_CORE[1])
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
            one_way = float(np.linalg.norm(cell.mean(axis=(0, 1))))
            found[index] = one_way < _ONE_WAY * float(np.linalg.norm(cell, axis=2).mean())
    return found


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


def judge(
    found: Sequence[tuple[Candidate, float]], weigh: Weights, alike: Sequence[Alike]
) -> list[Judged]:
    """Sum up candidates, each with the size it was found at; best first."""
    total = max(1e-9, float(weigh.all.sum()))
    learnt = []
    for one in alike:
        gap = weigh.all * np.where(1 - one.cells > _TOLD_APART, 1 - one.cells, 0)
        if gap.sum() / total > 0.004:
            learnt.append((gap, np.clip(one.cells, 0, 1)))
    row = row_weights(weigh, alike)
    judged = []
    for candidate, scale in found:
        raw = candidate.cells
        soft = np.clip((raw - 0.35) / 0.5, 0, 1)
        context = _mean(soft, weigh.outside, 0.0)
        ring = _mean(soft, weigh.ring, context)
        good = raw[~weigh.core & (raw > _GOOD)]
        usual = float(np.median(good)) if len(good) >= _FEWEST_GOOD else 0.9
        apart = min(
            (float((gap * (raw - cells)).sum())
             / max(1e-6, float((gap * (np.maximum(usual, cells + 0.03) - cells)).sum()))
             for gap, cells in learnt),
            default=context,
        )  # fmt: skip
        apart = min(max(apart, 0.0), 1.0)
        own = (candidate.core + candidate.element) / 2
        score = own + _CONTEXT_WEIGHT * (context + apart) / 2
        if scale != 1:
            score -= OTHER_SIZE
        if weigh.sealed.any():  # other texts of the column are not unlike it
            soft = np.clip((raw - SEALED_FROM) / SEALED_OVER, 0, 1)
        line = None if row is None else _mean(soft, row, 0.0)
        judged.append(Judged(candidate, scale, score, context, ring, usual, apart, line))
    return sorted(judged, key=lambda j: -j.score)


def column(alike: Sequence[Alike]) -> list[Alike]:
    """The look-alikes straight above and below the place: those of other rows."""
    return [
        a for a in alike
        if abs(a.offset[0]) <= _COLUMN and abs(a.offset[1]) > APART and a.element >= _SAME_ELEMENT
    ]  # fmt: skip


def row_weights(weigh: Weights, alike: Sequence[Alike]) -> NDArray[np.float64] | None:
    """What each cell of the line counts to tell the row from those above and below; None where
    the place is in no column of look-alikes, or nothing tells its row."""
    others = column(alike)
    if not others:
        return None
    across, down = np.abs(weigh.offsets[:, 0]), np.abs(weigh.offsets[:, 1])
    # Half the way to the next row; cells are higher than a line of text.
    pitch = min(abs(a.offset[1]) for a in others)
    if pitch > HIGHEST_ROW and not weigh.sealed.any():
        return None  # cards, whose heading may be as far away as the next card's
    half = max(pitch / 2 - CELL[1] / 4, 11)
    line = (down <= half) & ((across > _TINY_HALF) | (down > 11) | weigh.own)
    if weigh.sealed.any():
        line = weigh.sealed
    unlike = np.clip(1 - np.mean([a.cells for a in others], axis=0), 0, 1)
    telling = np.where(line & (unlike > _TELLING), np.sqrt(weigh.strengths) * unlike, 0)
    return telling if float(telling.sum()) > 0 and int((telling > 0).sum()) >= 2 else None


def _mean(values: NDArray[np.float32], weight: NDArray[np.float64], otherwise: float) -> float:
    total = float(weight.sum())
    return float((values * weight).sum()) / total if total > 0 else otherwise


def decide(judged: Sequence[Judged], weigh: Weights, alike: Sequence[Alike]) -> Verdict:
    """``judged`` best first, as :func:`judge` gives them; ``alike`` are the look-alikes that were
    learnt."""
    if not judged:
        return Verdict("nothing")
    whole = _decide_whole(judged, weigh, alike)
    if weigh.sealed.any() and judged[0].row is None:
        return replace(whole, why="row")  # nothing that is sealed tells it
    if judged[0].row is None or whole.best is None:
        return whole
    row = _decide_row(judged, _row_least(weigh, judged[0]))
    if row.why == "ok" and row.best is not None:
        around = min(row.best.ring, row.best.context) if weigh.alone else row.best.ring
        if (weigh.named or weigh.alone) and around < LABEL_LEAST:
            return Verdict("surroundings", row.best, row.margin, row.rivals)
        if (
            whole.why == "ok"
            and _apart(row.best, whole.best)
            and (whole.best.row or 0.0) >= ROW_NONE
            and (row.best.row or 0.0) < ROW_SAME
        ):
            return Verdict("row", row.best, 0.0, (whole.best, *row.rivals))
        return row
    if weigh.sealed.any():
        return row  # all else looks the same in every row
    if whole.why == "ok" and (whole.best.row or 0.0) < ROW_NONE:
        return Verdict("row", whole.best, whole.margin, whole.rivals)
    return whole


def _decide_whole(judged: Sequence[Judged], weigh: Weights, alike: Sequence[Alike]) -> Verdict:
    best = judged[0]
    others = tuple(j for j in judged[1:] if _apart(j, best))
    margin = best.score - others[0].score if others else 1.0

    def verdict(why: Why, rivals: Sequence[Judged] = others) -> Verdict:
        return Verdict(why, best, margin, tuple(rivals))

    if not _is_the_element(best):
        return verdict("element")
    if _may_be_a_neighbour(best, alike):
        return verdict("lookalike")
    if not weigh.named and _stands_out(best, others, alike):
        return verdict("ok")
    if weigh.outside.sum() > 0 and best.context < CONTEXT_LEAST:
        return verdict("surroundings")
    if weigh.named and min(best.ring, best.context) < LABEL_LEAST:
        return verdict("surroundings")
    near = [j for j in others if j.score > best.score - CLEAR and _is_rival(j, best)]
    row = [j for j in near if _fits_the_row_better(j, best, weigh)]
    if row:
        return verdict("row", row)
    clear = (
        margin >= CLEAR and best.apart >= LOOKALIKE_CLEAR
        and best.ring >= RING_CLEAR and best.candidate.element >= ELEMENT_CLEAR
    )  # fmt: skip
    if alike and best.apart < LOOKALIKE_LEAST and not clear:
        return verdict("lookalike")
    twins = [j for j in near if j.scale == best.scale and not _loses(j, best, weigh)]
    if twins:
        return verdict("twins", twins)
    if best.candidate.core < WEAK_CORE and margin < WEAK_MARGIN:
        return verdict("weak")
    better = [
        j for j in others if j.apart > best.apart + BETTER or j.context > best.context + BETTER
    ]
    if better:
        return verdict("better_elsewhere", better)
    return verdict("ok")


def _row_least(weigh: Weights, likely: Judged) -> float:
    """How like what tells a row must be: the more so where all is drawn as it was recorded."""
    if not weigh.sealed.any():
        return ROW_LEAST
    if int(weigh.sealed.sum()) < FEW_SEALS:
        return ROW_OF_FEW
    seen = ~weigh.sealed if weigh.letters is None else weigh.letters
    cells = likely.candidate.cells[seen & ~weigh.core]
    good = cells[cells > _GOOD]
    same = len(good) >= _FEWEST_GOOD and float(np.median(good)) >= SAME_DRAWING
    return ROW_OF_SAME if same and likely.scale == 1 else ROW_LEAST


def _decide_row(judged: Sequence[Judged], least: float) -> Verdict:
    """In a column of look-alikes the row decides: what stands around it is another row's."""
    rows = sorted(judged, key=lambda j: (-(j.row or 0.0), -j.score))
    there = [j for j in rows if _is_the_element(j)]
    if not there:
        return Verdict("element", rows[0], 0.0, tuple(rows[1:]))
    best = max((j for j in there if _in_line(j, there[0])), key=lambda j: j.score)
    beside = tuple(j for j in there if _in_line(j, best) and _apart(j, best))
    if beside and best.score - max(j.score for j in beside) < BESIDE:
        return Verdict("twins", best, 0.0, beside)  # which of those in the row?
    better = tuple(j for j in rows if _apart(j, best) and _stands_better(j, best))
    if better:
        return Verdict("better_elsewhere", best, 0.0, better)
    others = tuple(j for j in there if not _in_line(j, best))
    mine = best.row or 0.0
    margin = mine - (others[0].row or 0.0) if others else mine
    if mine < least:
        return Verdict("row", best, margin, others)
    if margin < (ROW_SAME_MARGIN if mine >= ROW_SAME else ROW_MARGIN):
        return Verdict("twins", best, margin, others)
    return Verdict("ok", best, margin, others)


def _stands_better(other: Judged, best: Judged) -> bool:
    """Whether all that is around another place of the same row, at whatever size, speaks for it."""
    return (
        _in_line(other, best)
        and (other.row or 0.0) >= (best.row or 0.0)
        and other.context > best.context
        and other.ring > best.ring
    )


def _apart(one: Judged, other: Judged) -> bool:
    (x, y), (a, b) = one.candidate.at, other.candidate.at
    return float(np.hypot(x * one.scale - a * other.scale, y * one.scale - b * other.scale)) > APART


def _in_line(one: Judged, other: Judged) -> bool:
    """Whether two places are in the same row."""
    down = one.candidate.at[1] * one.scale - other.candidate.at[1] * other.scale
    return abs(down) <= APART


def _is_rival(other: Judged, best: Judged) -> bool:
    return max(other.candidate.core, other.candidate.element) > best.candidate.core - RIVAL


def _is_the_element(judged: Judged) -> bool:
    """Surroundings alone would click where a removed button was."""
    own = judged.candidate
    return (
        own.core >= max(CORE_LEAST, CORE_SHARE * judged.usual)
        and own.element >= max(ELEMENT_LEAST, ELEMENT_SHARE * judged.usual)
        and AMOUNT[0] <= own.filled <= AMOUNT[1]
    )


def _may_be_a_neighbour(best: Judged, alike: Sequence[Alike]) -> bool:
    """Whether the element is no more like than another one of its line was on the recorded screen,
    though all around is as it was: that one takes its place where it has gone."""
    own = best.candidate.element
    return (
        best.scale == 1 and best.usual >= DRAWN_ALIKE and own < best.usual - NEIGHBOUR_BELOW
        and any(abs(one.offset[1]) <= APART and one.element >= own - NEIGHBOUR_BELOW / 4
                for one in alike)
    )  # fmt: skip


def _stands_out(best: Judged, others: Sequence[Judged], alike: Sequence[Alike]) -> bool:
    """Whether the element is unlike anything else, then and now: it may have moved away from its
    surroundings."""
    own = min(best.candidate.core, best.candidate.element)
    return (
        own >= ALONE
        and best.context >= ALONE_CONTEXT
        and all(one.element <= ALONE_THEN for one in alike)
        and all(max(j.candidate.core, j.candidate.element) < own - ALONE_NOW for j in others)
    )


def _fits_the_row_better(other: Judged, best: Judged, weigh: Weights) -> bool:
    """Whether the rest of the line (a row's name, say) fits another place better."""
    across, down = np.abs(weigh.offsets[:, 0]), np.abs(weigh.offsets[:, 1])
    for reach in _ROW_REACHES:
        line = (down <= 11) & (across > _NEAR_CORE[0]) & (across <= reach)
        if int(line.sum()) < 3:
            continue
        weight = np.where(line, np.sqrt(weigh.strengths) * np.exp(-across / 300), 0)
        mine, its = (
            _mean(np.clip((j.candidate.cells - 0.35) / 0.5, 0, 1), weight, 0) for j in (best, other)
        )
        if its > mine + ROW_BETTER:
            return True
    return False


def _loses(other: Judged, best: Judged, weigh: Weights) -> bool:
    """Whether the cells in which the two differ speak for the best one."""
    if best.score - other.score < -0.05:
        return False
    gap = weigh.all * (best.candidate.cells - other.candidate.cells)
    size = float(np.abs(gap).sum())
    if size <= 1e-9:
        return False
    total = max(1e-9, float(weigh.all.sum()))
    return float(gap.sum()) / size >= DIFFERENT and size / total >= DIFFERS
