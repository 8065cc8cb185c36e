"""What else is asked before a place is clicked, or before it is refused: whether it can be used
now, and what is written on it or beside it.

Edges know neither contrast nor words. A greyed-out button and one that was renamed look nearly like
themselves to them, and the same button in another font does not. Words are slow to read (some ms a
line), so they are asked only where the picture leaves a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from player.captions import differs, is_read_in_both, is_sure, speaks_against, speaks_for
from player.labels import same_label
from player.ocr.reader import Line
from player.pictures import Known
from player.vision.ink import Ink, is_pale, is_surely_greyed, is_under_shade, is_usable
from player.vision.judged import Alike, Judged, Verdict, Weights
from player.vision.verdict import CONTEXT_LEAST
from player.vision.verdict_rows import column
from scripts.model import Point

RESCUED = frozenset(("element", "surroundings", "weak", "lookalike", "row", "better_elsewhere"))
"""Refusals that words can lift: the picture is another one, as in another font."""
CERTAIN = 0.95
"""Likeness of an element from which its words are the recorded ones, the theme being so too."""
ALIKE, CHANGED = 0.97, 0.22
"""How like cells are where nearly all is drawn as it was, and by how much less like an element is
then that must be read before it is taken."""
EXACTLY = 0.997
"""How like cells are on a screen that is drawn exactly as the recorded one was: what is fainter
there is greyed out, whatever a label beside it says."""
EQUAL = 0.9
"""Likeness from which another element of the recorded screen may have had the same words."""
SAME_LABEL = 0.7
"""Likeness of what is around a field from which another field may have had the same label."""
MOST = 3
"""Places whose words are read."""


class Witness(Protocol):
    """Answers about one look at the screen. A place is a candidate of the verdict."""

    def drawn(self, place: Judged) -> Ink:
        """How it is drawn now."""
        ...

    def words(self, place: Judged, unless: str = "") -> Line | None:
        """What is written there now; not all readers are asked where it is ``unless``."""
        ...

    def own_words(self, offset: Point = (0, 0)) -> Line | None:
        """What was written at the recorded place, or ``offset`` (pixels at scaling 1) from it."""
        ...

    def label(self, place: Judged) -> Line | None:
        """What names the field there now."""
        ...

    def is_label_alike(self, place: Judged) -> bool:
        """Whether what names the field there looks like what named the recorded one."""
        ...

    def own_label(self, offset: Point = (0, 0)) -> Line | None:
        """What named the recorded field, or that ``offset`` from it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """The place that is taken, or None and ``why`` not: that of the verdict, or ``faint`` (greyed
    out), ``dim`` (so on a screen that is drawn as it was), ``greyed`` (surely so), ``pale`` (its
    caption surely is), ``shaded`` (something lies over the window) or ``words`` (another
    caption)."""

    why: str
    place: Judged | None = None


def settle(verdict: Verdict, known: Known, caption: str, witness: Witness) -> Settled:
    """The last word on a verdict; ``caption`` is what was kept as the place's words, or empty."""
    best = verdict.best
    if best is None:
        return Settled(verdict.why)
    if verdict.why == "ok":
        drawn = witness.drawn(best)
        if not is_usable(drawn):
            if is_under_shade(drawn):
                return Settled("shaded")
            if is_surely_greyed(drawn):
                return Settled("greyed")
            if drawn.same_theme and best.scale == 1 and best.usual >= EXACTLY:
                return Settled("dim")
            return Settled("pale" if is_pale(drawn) else "faint")
        if _is_other(best, drawn, known, caption, witness):
            return Settled("words")
        return Settled("ok", best)
    if verdict.why not in RESCUED:
        return Settled(verdict.why)
    drawn = witness.drawn(best)
    if is_under_shade(drawn):
        return Settled("shaded")
    if known.weights.sealed.any():
        return Settled(verdict.why)  # the same words stand in every row
    if not known.weights.named and max(best.ring, best.context) < CONTEXT_LEAST:
        return Settled(verdict.why)  # a heading of another page may say the same as a button
    places = (best, *verdict.rivals[: MOST - 1])
    named = _named(places, known, caption, witness)
    return Settled("ok", best) if named == [best] and is_usable(drawn) else Settled(verdict.why)


def _is_other(best: Judged, drawn: Ink, known: Known, caption: str, witness: Witness) -> bool:
    """Whether something else is written at a place that is like the recorded one."""
    if known.weights.named:
        # Of all that is around a field its label is little.
        if min(best.ring, best.context) >= CERTAIN and witness.is_label_alike(best):
            return False
        then, now = witness.own_label(), witness.label(best)
        return then is not None and differs(then, now)
    if best.candidate.element >= CERTAIN and drawn.same_theme and best.scale == 1:
        return False
    doubtful = _is_changed(best)
    if caption:
        now = witness.words(best, unless=caption)
        return speaks_against(caption, now) or (doubtful and not speaks_for(caption, now))
    then = witness.own_words()
    if then is None or not (doubtful or is_sure(then)):
        return False
    now = witness.words(best, unless=then.text)
    return differs(then, now) or (doubtful and not is_read_in_both(then, now))


def _is_changed(best: Judged) -> bool:
    """Whether the element is less like than all that is around it: in other letters it is so too,
    but a button with another caption looks no better."""
    return (
        best.scale == 1 and best.usual >= ALIKE
        and best.candidate.element < best.usual - CHANGED
    )  # fmt: skip


def _named(places: Sequence[Judged], known: Known, caption: str, witness: Witness) -> list[Judged]:
    """Those of the places that words say to be the recorded one; none where words would not tell it
    from its look-alikes."""
    if known.weights.named:
        label = witness.own_label()
        if label is None or any(
            _is_like(label, one, known.weights, witness) for one in known.alike
        ):
            return []
        return [one for one in places if same_label(label, witness.label(one))]
    if column(known.alike):
        return []
    if not caption:
        # It was no caption (a number, say), or not sure enough to be kept as words.
        own = witness.own_words()
        caption = own.text if own is not None and is_sure(own) else ""
    if not caption or any(
        one.element >= EQUAL and _says(caption, one, witness) for one in known.alike
    ):
        return []
    return [one for one in places if speaks_for(caption, witness.words(one))]


def _says(caption: str, one: Alike, witness: Witness) -> bool:
    """Whether a look-alike of the recorded screen may have had the caption."""
    line = witness.own_words(one.offset)
    return line is None or speaks_for(caption, line)


def _is_like(label: Line, one: Alike, weigh: Weights, witness: Witness) -> bool:
    """Whether a look-alike of the recorded screen may have had the label."""
    if _around(one, weigh) < SAME_LABEL:
        return False
    its = witness.own_label(one.offset)
    return its is None or same_label(label, its)


def _around(one: Alike, weigh: Weights) -> float:
    """How like the surroundings of a look-alike were, 0..1."""
    total = float(weigh.ring.sum())
    return float((one.cells * weigh.ring).sum()) / total if total > 0 else 1.0
