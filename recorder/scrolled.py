"""What was scrolled to before it was clicked.

How far the clerk scrolled says little about the next time: another window, another list. So a
target that was not there before is given a ``scroll`` of its own, and the step that turned the
wheel rests: played, it would scroll past what is seen already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from player.locate import Look, Pictures, locate
from player.types import Match
from player.vision.changes import differ
from recorder.kept import near
from scripts.language import either
from scripts.model import Click, Point, Press, Scroll, Scrolling, Step, Target

NOTE = ("누를 곳이 보일 때까지 알아서 굴려요", "It scrolls by itself until the place is seen")
_LINE = (1200, 20)
"""Pixels at scaling 1 (width, height) around a point in which all is the same if it is the same
place: a row differs from another one by what stands at its other end."""
_LEAST, _TIMES = 30, 3
"""Notches that a target may be scrolled to at least, and as a multiple of what was recorded."""


@dataclass(slots=True)
class _Turned:
    """The wheel turns in a window (its id) since something else was done there: ``before`` is the
    look that they began with, ``at`` the target that they were over."""

    window: int
    before: Look
    at: str | None
    steps: list[str]
    notches: int = 0


class Wheel:
    """Follows the steps of a recording."""

    def __init__(self) -> None:
        self._turned: _Turned | None = None

    def note(
        self,
        step: Step,
        point: Point,
        window: int,
        look: Look,
        steps: list[Step],
        targets: dict[str, Target],
        images: Mapping[str, bytes],
    ) -> None:
        """Take a new step of a recording, done at a point of a window (its id, 0 for none) of a
        look. Where it needed the wheel, its target is given a scroll in ``targets``, and the steps
        that turned it rest in ``steps``."""
        if self._turned is not None and self._turned.window != window:
            self._turned = None
        action = step.action
        if isinstance(action, Scroll) and window and not action.across:
            if self._turned is None:
                self._turned = _Turned(window, look, action.target, [])
            self._turned.steps.append(step.id)
            self._turned.notches += abs(action.amount)
        elif isinstance(action, Press):
            self._turned = None  # another page may be there now
        elif isinstance(action, Click) and self._turned is not None:
            turned, target = self._turned, targets[action.target]
            if target.scroll is not None or not _was_elsewhere(target, images, turned, look, point):
                return
            most = min(max(_LEAST, _TIMES * turned.notches), 1_000)
            at = turned.at if turned.at != target.name else None
            targets[target.name] = replace(target, scroll=Scrolling(most, at, "top"))
            for index, one in enumerate(steps):
                if one.id in turned.steps and isinstance(one.action, Scroll):
                    steps[index] = replace(one, enabled=False, note=either(*NOTE))


def _was_elsewhere(
    target: Target, images: Mapping[str, bytes], turned: _Turned, look: Look, point: Point
) -> bool:
    """Whether a target was not yet where it was acted on, or another row was."""
    scale = look.scale((*point, 1, 1))
    wide, high = (round(side * scale) for side in _LINE)
    line = (point[0] - wide // 2, point[1] - high // 2, wide, high)
    if differ(turned.before.frame.crop(line).pixels, look.frame.crop(line).pixels):
        return True
    found = locate(target, Pictures(images), turned.before)
    return not (isinstance(found, Match) and near(found.point, point))
