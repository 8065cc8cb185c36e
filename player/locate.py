"""Where a target is on the screen, or why it is not certain.

The same code answers the recorder (is this picture good enough?), the player, the ``locate``
command and the bench. It works on one look at the screen and touches nothing: the recorded place
in the window is checked first, which is cheap; then the window is searched at the size that its
scaling says, and only if that fails at others.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from player.by_label import find_label
from player.eyewitness import Eyewitness, point_of
from player.look import SAME_PLACE, Area, Look, inside, intersection, matches
from player.ocr.find import may_stand
from player.pictures import Known, Pictures
from player.reasons import DETAILS, ELSEWHERE, FINAL
from player.row_told import row_told
from player.rows import find_in_row
from player.sheets import find_cell
from player.standing import told_by_words
from player.types import Match, Pixels, Refusal
from player.vision.candidates import (
    Candidate,
    also,
    candidates,
    examine,
    likely_sizes,
    loosened,
    sealed_as_before,
)
from player.vision.ink import ink, is_usable
from player.vision.judged import Judged, Verdict, loosen
from player.vision.room import ALL_ENDS, room
from player.vision.verdict import CONTEXT_LEAST, decide, judge
from player.vision.verdict_rows import is_same_in_all
from player.witness import settle
from scripts.language import either
from scripts.model import Anchor, ImageAnchor, Point, Rect, Target, TextAnchor

__all__ = ["Look", "Pictures", "locate", "matches"]

SIZES = (0.9, 1.1, 0.8, 1.25)
"""Sizes tried after the expected one: a zoomed page, another font size."""
ANOTHER_PAGE = 0.15
"""Likeness of the surroundings below which the page is another one, whatever words say: on the
tuning pages 0.35 or more where words told the right place."""
RIGHT_SIZE = 0.85
"""Likeness of the surroundings from which the size is the expected one, whatever else is wrong."""
LOOSEN = frozenset(("element", "surroundings", "row", "weak", "lookalike", "better_elsewhere"))
"""What may be wrong with a place where the surroundings gave way."""
MOST_LOOSENED = 6
"""Places that are looked at again in that way, the likeliest first."""
LOOSENED_FROM, NO_RIVAL = 0.7, 0.6
"""Score of the likeliest place below which it does not help that its surroundings may have given
way, and by how much lower others are no rivals of it then: on the tuning pages 25 places were found
so, from 1.04 on, which were the likeliest ones but for two, 0.2 and 0.41 lower."""
UNCHANGED = 0.95
"""How like all of the recorded place must be, to be taken without looking anywhere else."""
_NEAR = (480, 110)
"""Pixels at scaling 1 around the likeliest place, across and down, in which words are looked for at
first: a field's label may be that far from it."""
_BEYOND = 16
"""Pixels around a picture that its edges are compared with."""


def locate(
    target: Target, pictures: Pictures, look: Look, everywhere: bool = False
) -> Match | Refusal:
    """Find a target in a look: in its windows, front to back, then on the whole screen. A Refusal
    is the most telling one that was met: ambiguous before not found.

    Where a picture is not sure of its likeliest place, words are looked for around that; with
    ``everywhere`` in all of the window, which takes several times as long: for a last look, and for
    one that is not repeated."""
    if target.window is None or not look.windows:
        places = look.screens()
    else:
        places = [window.rect for window in look.named(target.window)]
        if not places:
            return Refusal("no_window", detail=target.window.title)
    results = [_search(target, pictures, look, place, everywhere) for place in places]
    found = [result for result in results if isinstance(result, Match)]
    if found:
        others = [m for m in found[1:] if not _same_place(m.point, found[0].point, look)]
        if others:  # two windows of that name show it: which one is meant?
            return Refusal("ambiguous", found[0].score, (found[0], others[0]))
        return found[0]
    return _worst([result for result in results if isinstance(result, Refusal)])


def _search(
    target: Target, pictures: Pictures, look: Look, rect: Rect, everywhere: bool
) -> Match | Refusal:
    """Find a target inside ``rect``. Pictures vote: two that mean different places are a reason to
    ask. Texts, which are slow to read, are asked where no picture is sure, nor against it."""
    if target.row is not None:
        return find_in_row(target, pictures, look, rect)
    for anchor in target.anchors:
        if isinstance(anchor, TextAnchor) and anchor.then == "cell":
            # Its picture would look the same a hundred rows further down.
            return find_cell(anchor.text, look, rect)
    anchors, named = _telling(target.anchors, pictures)
    by_name = _find(named, pictures, look, rect) if named else None
    if isinstance(by_name, Refusal) and by_name.why == "ambiguous":
        return by_name
    if isinstance(by_name, Match) and named and named.then == "value":
        return by_name
    refusals: list[Refusal] = []
    found: list[Match] = []
    for anchor in anchors:
        if isinstance(anchor, TextAnchor) and (
            found
            or any(r.verdict in FINAL for r in refusals)
            or not (everywhere or _may_read_near(anchor, refusals, look, rect))
        ):
            continue
        result = by_name if by_name and anchor is named else _find(anchor, pictures, look, rect)
        if isinstance(result, Match):
            found.append(result)
        else:
            refusals.append(result)
    if not found:
        return _worst(refusals)
    if refusals and found[0].how != "image":
        return told_by_words(found[0], refusals, target, pictures, look, rect)
    best = max(found, key=lambda match: match.score)
    others = [m for m in found if not _same_place(m.point, best.point, look)]
    if others:
        return Refusal("ambiguous", best.score, (best, others[0]))
    return found[0]


def _may_read_near(anchor: TextAnchor, refusals: list[Refusal], look: Look, rect: Rect) -> bool:
    """Whether a text stands around the likeliest place of a picture that was refused, or there is
    no such place. On the tuning pages no text that told a place stood farther away."""
    likely = next(
        (
            refusal.likeliest or refusal.rivals[0].point
            for refusal in refusals if refusal.likeliest or refusal.rivals
        ),
        None,
    )  # fmt: skip
    if likely is None:
        return True
    scale = look.scale(rect)
    across, down = (round(side * scale) for side in _NEAR)
    near = (likely[0] - across, likely[1] - down, 2 * across, 2 * down)
    part = look.frame.crop(intersection(near, rect))
    return bool(part.pixels.size) and may_stand(part.pixels, anchor.text, scale)


def _telling(
    anchors: tuple[Anchor, ...], pictures: Pictures
) -> tuple[tuple[Anchor, ...], TextAnchor | None]:
    """The anchors that may decide, and the caption that has to be there but once: where nothing
    else tells whose a value is, its picture shows the first of several citizens as well."""
    named = next((one for one in anchors if isinstance(one, TextAnchor) and one.then), None)
    if named is None or not any(_shows_anybody(one, pictures) for one in anchors):
        return anchors, None
    others = tuple(one for one in anchors if not _shows_anybody(one, pictures))
    if any(isinstance(one, ImageAnchor) for one in others):
        return others, None
    return anchors, named


def _shows_anybody(anchor: Anchor, pictures: Pictures) -> bool:
    """Whether what stands at the place was covered in its picture, and nothing that was covered
    tells whose it is."""
    return isinstance(anchor, ImageAnchor) and not anchor.sealed and pictures.covered(anchor)


def _same_place(one: Point, other: Point, look: Look) -> bool:
    reach = SAME_PLACE * look.scale((*one, 1, 1))
    return abs(one[0] - other[0]) <= reach and abs(one[1] - other[1]) <= reach


_LOCKED = (
    "어느 줄인지 가르는 것은 기록한 컴퓨터에만 있어요. 여기서는 어느 줄인지 정해 주세요",
    "What tells the rows apart is only on the computer that recorded it; "
    "say here which row is meant",
)
_NO_ANCHOR = ("찾을 그림이나 글자가 없어요", "There is no picture and no text to find it by")


def _worst(refusals: list[Refusal]) -> Refusal:
    nothing = Refusal("not_found", detail=either(*_NO_ANCHOR))
    return max(refusals, key=lambda r: (r.why == "ambiguous", r.best), default=nothing)


def _find(anchor: Anchor, pictures: Pictures, look: Look, rect: Rect) -> Match | Refusal:
    if isinstance(anchor, TextAnchor):
        return find_label(anchor, look, rect)
    known = pictures.known(anchor)
    if known.locked:
        return Refusal("ambiguous", detail=either(*_LOCKED))
    if known.sample.flat:
        return Refusal(
            "ambiguous",
            detail=either("그림에 알아볼 것이 없어요", "Nothing in the picture can be recognised"),
        )
    found = _unchanged(anchor, known, pictures, look, rect) or _find_picture(
        anchor, known, pictures, look, rect
    )
    if known.emptied is None or isinstance(found, Match):
        return found
    if found.verdict not in ("", "elsewhere"):
        return found
    again = _find_picture(anchor, known.emptied, pictures, look, rect)
    return again if isinstance(again, Match) else found


def _unchanged(
    anchor: ImageAnchor, known: Known, pictures: Pictures, look: Look, rect: Rect
) -> Match | None:
    """The recorded place, if all around it is as it was; else nothing is said. Look-alikes that
    nothing told apart need the whole screen to be sure."""
    seen, sample = anchor.seen, known.sample
    if seen is None or any(float(one.cells.min(initial=1)) > UNCHANGED for one in known.alike):
        return None
    if is_same_in_all(known.weights, known.alike):
        return None  # it is as it was in the row of somebody else
    factor = look.scale(rect) / seen.scale
    if any(abs(now - was * factor) > 2 for now, was in zip(rect[2:], seen.window, strict=True)):
        return None
    point = (round(rect[0] + seen.point[0] * factor), round(rect[1] + seen.point[1] * factor))
    picture = pictures.pixels(anchor.image)
    height, width = (round(side * factor) for side in picture.shape[:2])
    left = round(point[0] - width / 2 - anchor.offset[0] * factor)
    top = round(point[1] - height / 2 - anchor.offset[1] * factor)
    there = (left, top, width, height)
    now = look.frame.crop(there).pixels
    same = now.shape == picture.shape and not anchor.sealed
    if same and np.array_equal(_without(now, picture, anchor), picture):
        return Match(there, point, 1.0, 1.0, "image")
    beyond = round(_BEYOND * look.scale(rect))
    area = look.sized(intersection((left - beyond, top - beyond, width + 2 * beyond,
                               height + 2 * beyond), rect), 1.0, rect)  # fmt: skip
    at = (
        round((point[0] - area.origin[0]) / area.factor - sample.rest[0]),
        round((point[1] - area.origin[1]) / area.factor - sample.rest[1]),
    )
    if not sealed_as_before(sample, area.seen, at, UNCHANGED):
        return None  # another row: to find out which one takes a look at all texts
    [judged] = judge([(examine(sample, area.seen, at), 1.0)], known.weights, known.alike)
    own = judged.candidate
    told = own.cells[known.weights.sealed]  # all else looks the same in every row
    telling = float(told.min(initial=1))
    like = min(own.core, own.element, judged.context, judged.ring, judged.apart, telling)
    if like < UNCHANGED or own.at != at or not is_usable(ink(sample, area.seen, own)):
        return None
    return _match(judged, known, area, 1.0)


def _without(now: Pixels, picture: Pixels, anchor: ImageAnchor) -> Pixels:
    """What is seen now, with what does not count as it is in the picture."""
    if not anchor.ignore:
        return now
    now = now.copy()
    for x, y, width, height in anchor.ignore:
        now[y : y + height, x : x + width] = picture[y : y + height, x : x + width]
    return now


def search(anchor: ImageAnchor, known: Known, look: Look, rect: Rect) -> tuple[Verdict, Area]:
    """The verdict on a part of the look, at the expected size or, if nothing is there, at others.
    Its candidates' places are pixels of the area × their own scale."""
    area = look.area(rect)
    verdict = _searched(anchor, known, look, rect)
    if verdict.best is not None:
        seen = look.area(rect, verdict.best.scale).seen
        verdict = row_told(verdict, known, look, rect, area, seen)
    return verdict, area


def _searched(anchor: ImageAnchor, known: Known, look: Look, rect: Rect) -> Verdict:
    """What the pictures say."""
    seen, sample = anchor.seen, known.sample
    first = None
    if seen is not None:
        first = (round(seen.point[0] / seen.scale), round(seen.point[1] / seen.scale))
    area = look.area(rect)
    found = [(candidate, 1.0) for candidate in candidates(sample, area.seen, first)]
    verdict = _verdict(found, known)
    if verdict.why == "ok":
        return verdict
    if verdict.best is None or verdict.best.context < RIGHT_SIZE:
        for size in likely_sizes(sample, area.seen, SIZES):
            found += [(one, size) for one in candidates(sample, look.area(rect, size).seen)]
        verdict = _verdict(found, known)
    if known.weights.named and verdict.best is not None and verdict.why != "ok":
        found = _without_others_of_its_room(found, verdict.best, look, rect)
        verdict = _verdict(found, known)
        if verdict.why == "ok":
            return verdict
    if verdict.why in LOOSEN:
        likely = judge(found, known.weights, known.alike)
        if likely[0].score < LOOSENED_FROM:
            return verdict
        more = also(sample, area.seen, [one for one, size in found if size == 1])
        others = judge([(one, 1.0) for one in more], known.weights, known.alike)
        loose = [
            (loosened(sample, look.area(rect, one.scale).seen, one.candidate), one.scale)
            for one in sorted((*likely[:MOST_LOOSENED], *others), key=lambda one: one.scale)
            if one.score >= likely[0].score - NO_RIVAL
        ]
        again = _verdict(loose, replace(known, alike=loosen(known.alike)))
        if again.why == "ok":
            return again
    return verdict


def _without_others_of_its_room(
    found: list[tuple[Candidate, float]], best: Judged, look: Look, rect: Rect
) -> list[tuple[Candidate, float]]:
    """The candidates without those that are in the same field, or area for text, as the best one:
    it is the same thing that is clicked there."""
    (x, y), scale = best.candidate.at, best.scale
    own = room(look.area(rect, scale).seen.grey, (x, y))

    def same(one: Candidate, size: float) -> bool:
        at = (round(one.at[0] * size / scale), round(one.at[1] * size / scale))
        return one is not best.candidate and own is not None and inside(at, own)

    return [(one, size) for one, size in found if not same(one, size)]


def _verdict(found: list[tuple[Candidate, float]], known: Known) -> Verdict:
    judged = judge(found, known.weights, known.alike)
    return decide(judged, known.weights, known.alike)


def _find_picture(
    anchor: ImageAnchor, known: Known, pictures: Pictures, look: Look, rect: Rect
) -> Match | Refusal:
    verdict, area = search(anchor, known, look, rect)
    if verdict.best is None:
        return Refusal("not_found")
    best = _match(verdict.best, known, area, verdict.margin)
    witness = Eyewitness(anchor, known, pictures, look, rect, area)
    settled = settle(verdict, known, anchor.caption, witness)
    if settled.place is not None and (
        known.text_area is None or witness.is_area(settled.place, known.text_area)
    ):
        return best
    if _is_area_in_other_letters(verdict, known, witness):
        return best
    if settled.why in ("faint", "dim", "greyed", "pale", "shaded", "words"):
        detail = either(*DETAILS[settled.why])
        return Refusal("not_found", best.score, (best,), detail, settled.why)
    if not anchor.sealed and max(verdict.best.context, verdict.best.ring) < ANOTHER_PAGE:
        return Refusal("not_found", best.score, (best,), either(*ELSEWHERE), "elsewhere")
    if verdict.why == "lookalike":
        # None of them is what is meant: they were there when it was recorded, beside it.
        detail = either(*DETAILS[verdict.why])
        return Refusal("not_found", best.score, (), detail, likeliest=best.point)
    rivals = (best, *(_match(rival, known, area, 0.0) for rival in verdict.rivals[:2]))
    if verdict.why == "twins":
        # Words may tell which of them is meant, but not whether it can be used.
        usable = is_usable(witness.drawn(verdict.best))
        return Refusal("ambiguous", best.score, rivals, verdict="" if usable else "faint")
    return Refusal("not_found", best.score, rivals, either(*DETAILS.get(verdict.why, ("", ""))))


def _is_area_in_other_letters(verdict: Verdict, known: Known, witness: Eyewitness) -> bool:
    """Whether an area for text ends where it did on all sides, though what is around it is written
    in letters of another kind, and hardly like it."""
    best = verdict.best
    return (
        best is not None and known.text_area is not None
        and verdict.why == "surroundings" and best.context >= CONTEXT_LEAST
        and witness.is_area(best, known.text_area, ALL_ENDS) and is_usable(witness.drawn(best))
    )  # fmt: skip


def _match(judged: Judged, known: Known, area: Area, margin: float) -> Match:
    """A place in desktop pixels; its score is how like the element and its surroundings are."""
    sample, own, factor = known.sample, judged.candidate, area.factor * judged.scale
    x, y = point_of(judged, known, area)
    height, width = sample.field.shape[:2]
    rect = (
        round(x - sample.point[0] * factor), round(y - sample.point[1] * factor),
        round(width * factor), round(height * factor),
    )  # fmt: skip
    score = 0.25 * own.core + 0.25 * own.element + 0.5 * judged.context
    return Match(rect, (x, y), score, margin, "image")
