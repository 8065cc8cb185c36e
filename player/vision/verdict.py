"""Which of the candidates is the recorded place, if it is certain.

A place is taken when the element itself is like the recorded one, the surroundings speak for it,
and every rival loses where the two differ. What was alike on the recorded screen already was
learnt then: the cells that told the two apart must tell them apart again. Each threshold adapts
to how well the surroundings match now: another font or a smeared remote desktop lowers all
likenesses together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from player.vision.candidates import APART, Candidate
from player.vision.judged import (
    FEWEST_GOOD,
    GOOD,
    NEAR_CORE,
    Alike,
    Judged,
    Verdict,
    Weights,
    Why,
    apart_from,
    is_the_element,
    mean,
)
from player.vision.verdict_rows import FEW_SEALS, ROW_SAME, decide_row, row_least, row_weights

CONTEXT_LEAST = 0.28
LABEL_LEAST = 0.72
"""How like what is beside a field must be: its label. On the corpus 0.77 or more at the right
field, 0.62 at one that has taken the place of another."""
WEAK_CORE, WEAK_MARGIN = 0.5, 0.30
RING_CLEAR, ELEMENT_CLEAR = 0.65, 0.70
LOOKALIKE_LEAST, LOOKALIKE_CLEAR = 0.40, 0.20
"""How far from the look-alikes it must be, and where no other place comes near."""
USUAL_SAME, NEIGHBOUR_BELOW = 0.93, 0.2
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
"""By how much the rest of the line may fit another place better."""
SEALED_FROM, SEALED_OVER = 0.45, 0.45
"""Likeness from which a sealed cell speaks for its row, and how much more makes it certain."""
ROW_NONE = 0.4
"""How like what tells a row must be even where everything else speaks for the place."""
CLEAR = 0.45
"""A place whose score is that much lower is no rival."""
RIVAL = 0.35
"""A place whose element is that much less like is no rival."""
_TOLD_APART = 0.04
"""How unlike a look-alike's cell must be to tell it from the place."""
_ROW_REACHES = (330, 900)
_CONTEXT_WEIGHT = 1.4
OTHER_SIZE = 0.12
"""What a place costs that was found at another size than expected."""


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
        context = mean(soft, weigh.outside, 0.0)
        ring = mean(soft, weigh.ring, context)
        good = raw[~weigh.core & (raw > GOOD)]
        usual = float(np.median(good)) if len(good) >= FEWEST_GOOD else 0.9
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
        line = None if row is None else mean(soft, row, 0.0)
        judged.append(Judged(candidate, scale, score, context, ring, usual, apart, line))
    return sorted(judged, key=lambda j: -j.score)


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
    row = decide_row(judged, row_least(weigh, judged[0]))
    if row.why == "ok" and row.best is not None:
        around = min(row.best.ring, row.best.context) if weigh.alone else row.best.ring
        asked = weigh.alone or (weigh.named and not _is_known_by_its_row(row.best, weigh))
        if asked and around < LABEL_LEAST:
            return Verdict("surroundings", row.best, row.margin, row.rivals)
        if (
            whole.why == "ok"
            and apart_from(row.best, whole.best)
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


def _is_known_by_its_row(best: Judged, weigh: Weights) -> bool:
    """Whether all that is sealed of a row, which is much, is as it was and where it was: where the
    list was sorted anew nothing else around an empty cell may be."""
    return (best.row or 0.0) >= ROW_SAME and int(weigh.sealed.sum()) >= FEW_SEALS


def _decide_whole(judged: Sequence[Judged], weigh: Weights, alike: Sequence[Alike]) -> Verdict:
    best = judged[0]
    others = tuple(j for j in judged[1:] if apart_from(j, best))
    margin = best.score - others[0].score if others else 1.0

    def verdict(why: Why, rivals: Sequence[Judged] = others) -> Verdict:
        return Verdict(why, best, margin, tuple(rivals))

    if not is_the_element(best):
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


def _is_rival(other: Judged, best: Judged) -> bool:
    return max(other.candidate.core, other.candidate.element) > best.candidate.core - RIVAL


def _may_be_a_neighbour(best: Judged, alike: Sequence[Alike]) -> bool:
    """Whether the element is no more like than another one of its line was on the recorded screen,
    though all around is as it was: that one takes its place where it has gone."""
    own = best.candidate.element
    return (
        best.scale == 1 and best.usual >= USUAL_SAME and own < best.usual - NEIGHBOUR_BELOW
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
        line = (down <= 11) & (across > NEAR_CORE[0]) & (across <= reach)
        if int(line.sum()) < 3:
            continue
        weight = np.where(line, np.sqrt(weigh.strengths) * np.exp(-across / 300), 0)
        mine, its = (
            mean(np.clip((j.candidate.cells - 0.35) / 0.5, 0, 1), weight, 0) for j in (best, other)
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
