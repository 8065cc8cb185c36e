"""How well a recorded place will be found again: said at once, while it can be done another way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from player.pictures import Pictures, unfold
from scripts.language import either
from scripts.model import ImageAnchor, Step, Target
from scripts.schema import targets_of

Light = Literal["green", "amber", "red"]
"""``green``: it will be found. ``amber``: something may keep it from being found. ``red``: it is
not found even on the screen that it was recorded on."""

_LIKE = 0.85
"""Mean likeness of the surroundings from which another place is nearly the same."""
_CHANGING = 0.4
"""Share of a picture that changes, or is covered, from which little is left to know it by."""


def light_of(
    step: Step,
    targets: Mapping[str, Target],
    pictures: Pictures,
    doubts: Mapping[str, str],
) -> tuple[Light, str] | None:
    """The light of a step's worst place, and why; None for a step that needs none. ``doubts`` says
    of targets why they were not found where they were recorded."""
    lights = [
        _light(targets[name], pictures, doubts.get(name, ""))
        for name in targets_of(step)
        if name in targets
    ]
    if not lights:
        return None
    worst = max(lights, key=lambda light: ("green", "amber", "red").index(light[0]))
    if worst[0] == "green" and step.review:
        return "amber", step.review
    return worst


def _light(target: Target, known: Pictures, doubt: str) -> tuple[Light, str]:
    if target.row is not None:
        return "green", ""  # what tells the row was said
    if doubt:
        return "red", doubt
    pictures = [anchor for anchor in target.anchors if isinstance(anchor, ImageAnchor)]
    if not pictures or len(pictures) < len(target.anchors):
        return "green", ""  # a text knows it, too
    alike = sum(_nearly_the_same(text) for text in pictures[0].unlike)
    if alike:
        return "amber", either(
            f"거의 같아 보이는 곳이 {alike}곳 더 있어요.",
            f"{alike} more places look almost the same.",
        )
    if _changing(pictures[0], known) > _CHANGING:
        return "amber", either(
            "둘레에 바뀌는 것이 많아서, 다음에는 못 알아볼 수 있어요.",
            "Much around it changes, so it may not be recognised next time.",
        )
    return "green", ""


def _nearly_the_same(text: str) -> bool:
    one = unfold(text)
    return one is not None and one.cells.size > 0 and float(one.cells.mean()) >= _LIKE


def _changing(anchor: ImageAnchor, known: Pictures) -> float:
    """The share of a picture that is left out."""
    if not anchor.ignore:
        return 0.0
    height, width = known.pixels(anchor.image).shape[:2]
    return float(sum(w * h for _, _, w, h in anchor.ignore) / max(1, width * height))
