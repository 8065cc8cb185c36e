"""How a picture was looked for, told to whoever wants to see it: the same search, with all of its
candidates."""

from __future__ import annotations

from dataclasses import dataclass, replace

from player.eyewitness import Eyewitness
from player.locate import search
from player.look import Area, Look
from player.pictures import Known, Pictures
from player.vision.candidates import candidates
from player.vision.judged import Judged, Verdict
from player.vision.verdict import judge
from player.witness import settle
from scripts.model import ImageAnchor, Rect


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """How a picture was looked for: the verdict, where its candidates are, and ``why`` it was
    refused (empty if it was not)."""

    known: Known
    verdict: Verdict
    area: Area
    why: str


def explain(anchor: ImageAnchor, pictures: Pictures, look: Look, rect: Rect) -> Explained:
    """Look for one picture inside ``rect`` and tell all that was seen. Raises UsageError if the
    picture is none."""
    known = pictures.known(anchor)
    verdict, area = search(anchor, known, look, rect)
    why = settle(
        verdict, known, anchor.caption, Eyewitness(anchor, known, pictures, look, rect, area)
    ).why
    shown = replace(verdict, rivals=(*verdict.rivals, *_hopeless(verdict, known, area)))
    return Explained(known, shown, area, "" if why == "ok" else why)


def _hopeless(verdict: Verdict, known: Known, area: Area) -> list[Judged]:
    """The places that a first look had ruled out: nobody decides by them, but they can be shown."""
    seen = [] if verdict.best is None else [verdict.best, *verdict.rivals]
    every = [(one, 1.0) for one in candidates(known.sample, area.seen, hopeless=True)]
    return [
        one for one in judge(every, known.weights, known.alike)
        if all(one.candidate.at != other.candidate.at for other in seen)
    ]  # fmt: skip
