"""Which row a place is in where pictures do not tell: the one in which the words stand that were
covered when it was recorded."""

from __future__ import annotations

from dataclasses import replace

from player.alike import SAME_BUTTON
from player.look import Area, Look
from player.pictures import Known
from player.row_words import LEVEL, is_somebody_elses, row_said
from player.vision.candidates import APART, Seen, at_height, examine
from player.vision.judged import Judged, Verdict, apart_from, is_the_element
from player.vision.verdict import CONTEXT_LEAST, LABEL_LEAST, judge
from player.vision.verdict_rows import BESIDE, FEW_SEALS, ROW_SAME
from scripts.model import Point, Rect

ASKED = frozenset(("row", "twins", "element"))
"""Verdicts on a sealed row after which its words are asked."""
_SEVERAL = 3
"""Words of a row that tell it where hardly anything around is as it was: in another font, with all
other rows others."""


def row_told(
    verdict: Verdict, known: Known, look: Look, rect: Rect, area: Area, seen: Seen
) -> Verdict:
    """The verdict of the pictures, or that of the words where these tell the row. ``seen`` is
    what the best place was found in."""
    best, words = verdict.best, known.words
    if words is None or best is None:
        return verdict
    if verdict.why == "ok" and _is_by_chance(best, known):
        y = round(area.origin[1] + best.candidate.at[1] * area.factor * best.scale)
        other = is_somebody_elses(words, look, rect, y)
        return replace(verdict, why="row") if other else verdict
    if verdict.why not in ASKED:
        return verdict
    same_beside = any(
        abs(one.offset[1]) <= APART and one.element >= SAME_BUTTON for one in known.alike
    )  # fmt: skip
    if same_beside and words.own is None and not known.sample.empty:
        return verdict  # which of those in the row would remain
    factor = area.factor * best.scale
    shown = [one for one in (best, *verdict.rivals) if one.scale == best.scale]
    said = row_said(words, look, rect)
    if said is None:
        return verdict

    def within(x: float, y: float) -> Point:
        return round((x - area.origin[0]) / factor), round((y - area.origin[1]) / factor)

    level = within(0, said.y)[1]
    if said.at is not None:
        own = examine(known.sample, seen, within(*said.at))
        found = [replace(own, at=within(*said.at), core=1.0, element=1.0, filled=1.0)]
    else:
        columns = [
            x for one in shown
            if said.fits(area.origin[0] + (x := one.candidate.at[0]) * factor)
        ]  # fmt: skip
        if known.sample.empty:  # where nothing is drawn, what is beside it is the same
            columns = sorted(columns, key=lambda x: said.off(area.origin[0] + x * factor))[:1]
        found = at_height(known.sample, seen, columns, level)
    places = judge([(one, best.scale) for one in found], known.weights, known.alike)
    there = [
        one for one in places
        if is_the_element(one) and abs(one.candidate.at[1] - level) <= LEVEL + 1
    ]  # fmt: skip
    if not there or not _is_the_page(there[0], known):
        return verdict
    beside = [one for one in there[1:] if apart_from(one, there[0])]
    if beside and there[0].score - beside[0].score < BESIDE:
        return replace(verdict, why="twins", best=there[0], rivals=tuple(beside))
    return Verdict("ok", there[0], 1.0, verdict.rivals)


def _is_by_chance(place: Judged, known: Known) -> bool:
    """Whether a row may be like the recorded one by chance: little of it is sealed, and that is not
    just as it was."""
    few = 0 < int(known.weights.sealed.sum()) < FEW_SEALS
    return few and place.row is not None and place.row < ROW_SAME


def _is_the_page(place: Judged, known: Known) -> bool:
    """Whether what is around a place is what was: its row is told, but not where it is."""
    weigh = known.weights
    around = min(place.ring, place.context) if weigh.alone else place.ring
    if weigh.alone or known.sample.in_field:
        return around >= LABEL_LEAST
    several = known.words is not None and len(known.words.texts) >= _SEVERAL
    return place.context >= (CONTEXT_LEAST / 2 if several else CONTEXT_LEAST)
