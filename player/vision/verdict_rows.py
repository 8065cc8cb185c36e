"""Which of several rows a place is in: what tells the row from those above and below decides, for
all else looks the same in each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from player.vision.candidates import APART
from player.vision.judged import (
    FEWEST_GOOD,
    GOOD,
    Alike,
    Judged,
    Verdict,
    Weights,
    apart_from,
    in_line,
    is_the_element,
)
from player.vision.sample import CELL

ROW_LEAST, ROW_MARGIN = 0.75, 0.20
"""How like what tells a row must be, and by how much more than in any other row."""
ROW_SAME, ROW_SAME_MARGIN = 0.97, 0.10
"""The same for a row that looks just as it did."""
FEW_SEALS, ROW_OF_FEW = 8, 0.95
"""Sealed cells below which that many are alike by chance, and how like their row must be then: on
the tuning pages 0.96 or more in the right row, and a short name on a drawn page is like another one
at 0.93 with one key in 400."""
ROW_OF_SAME, SAME_DRAWING = 0.88, 0.98
"""The same on a screen that is drawn as the recorded one was: how like its cells are then. On the
tuning pages 0.89 or more in the right row, up to 0.86 in that of somebody else."""
BESIDE = 0.12
"""By how much another place of the same row must be worse."""
_SAME_ELEMENT = 0.7
"""How like an element is the same one of another row."""
_COLUMN = 6
"""Pixels across within which look-alikes are in one column."""
_TELLING, _TELLING_SEALED = 0.35, 0.15
"""How unlike the rows' cells must be to tell rows apart; and sealed ones, in which the lines around
a short name are the same in each row."""
_TINY_HALF, HIGHEST_ROW = 20, 90


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
    least = _TELLING
    if weigh.sealed.any():
        line, least = weigh.sealed, _TELLING_SEALED
    unlike = np.clip(1 - np.mean([a.cells for a in others], axis=0), 0, 1)
    telling = np.where(line & (unlike > least), np.sqrt(weigh.strengths) * unlike, 0)
    return telling if float(telling.sum()) > 0 and int((telling > 0).sum()) >= 2 else None


def is_same_in_all(weigh: Weights, alike: Sequence[Alike]) -> bool:
    """Whether what is sealed is the same in the rows above and below: the caption of a button that
    nobody could read, and not whose row it is."""
    others = column(alike)
    if not others or not weigh.sealed.any():
        return False
    unlike = 1 - np.mean([a.cells[weigh.sealed] for a in others], axis=0)
    return bool((unlike <= _TELLING_SEALED).all())


def row_least(weigh: Weights, likely: Judged) -> float:
    """How like what tells a row must be: the more so where all is drawn as it was recorded."""
    if not weigh.sealed.any():
        return ROW_LEAST
    if int(weigh.sealed.sum()) < FEW_SEALS:
        return ROW_OF_FEW
    seen = ~weigh.sealed if weigh.letters is None else weigh.letters
    cells = likely.candidate.cells[seen & ~weigh.core]
    good = cells[cells > GOOD]
    same = len(good) >= FEWEST_GOOD and float(np.median(good)) >= SAME_DRAWING
    return ROW_OF_SAME if same and likely.scale == 1 else ROW_LEAST


def decide_row(judged: Sequence[Judged], least: float) -> Verdict:
    """In a column of look-alikes the row decides: what stands around it is another row's."""
    rows = sorted(judged, key=lambda j: (-(j.row or 0.0), -j.score))
    there = [j for j in rows if is_the_element(j)]
    if not there:
        return Verdict("element", rows[0], 0.0, tuple(rows[1:]))
    best = max((j for j in there if in_line(j, there[0])), key=lambda j: j.score)
    # Of a place in another column what tells its row says nothing.
    beside = tuple(
        j
        for j in there
        if in_line(j, best) and apart_from(j, best) and (j.row or 0.0) >= (best.row or 0.0) / 2
    )
    if beside and best.score - max(j.score for j in beside) < BESIDE:
        return Verdict("twins", best, 0.0, beside)  # which of those in the row?
    better = tuple(j for j in rows if apart_from(j, best) and _stands_better(j, best))
    if better:
        return Verdict("better_elsewhere", best, 0.0, better)
    others = tuple(j for j in there if not in_line(j, best))
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
        in_line(other, best)
        and (other.row or 0.0) >= (best.row or 0.0)
        and other.context > best.context
        and other.ring > best.ring
    )
