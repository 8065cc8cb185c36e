"""Scrolling until a target is seen: one notch at a time, with a look after each."""

from __future__ import annotations

from player.desktop.base import Hands
from player.locate import Look, locate
from player.look import intersection
from player.rows import table_place
from player.run.control import Control
from player.run.see import Eyes, around, failure
from player.types import Match, Pixels, Refusal
from player.vision.changes import differ
from scripts.errors import StepFailed
from scripts.korean import josa
from scripts.language import either
from scripts.model import Point, Rect, RowAt, Scrolling, Target

_READY = 0.5
"""Seconds for which nothing has to change before it is scrolled: a page that is still loading would
be taken for one without the target."""
_REACTS, _STILL = 0.6, 0.12
"""Seconds in which a notch begins to show, and for which nothing has to move after it."""
_SETTLES = 3.0
"""Seconds after which a picture that never comes to rest is looked at as it is."""
_WATCHED = (900, 640)
"""Pixels at scaling 1 (width, height) around the wheel's place that are watched."""
_UP = 4
"""Notches at a time on the way to the top."""
_TWICE = 2
"""Notches that move nothing until the end is believed."""


class Roll:
    """Turns the wheel for one target."""

    def __init__(self, eyes: Eyes, hands: Hands, control: Control) -> None:
        self._eyes, self._hands, self._control = eyes, hands, control

    def until_seen(self, target: Target, over: Target | None, timeout: float) -> None:
        """Scroll until the target is seen, or no reason is left to: then whoever looks for it says
        what is wrong. ``over`` is what the wheel is turned over. Raises StepFailed where the end,
        or the most notches, are reached without it."""
        scroll = target.scroll
        assert scroll is not None
        result = self._ready(target, timeout)
        if not _missing(result) and not (isinstance(target.row, RowAt) and scroll.start == "top"):
            return
        look = self._eyes.look()
        rect = _window(target, look)
        if rect is None:
            return
        place = self._place(target, over, look, rect)
        self._hands.move(place)
        watched = intersection(
            around(place, (round(_WATCHED[0] * look.scale(rect)),
                           round(_WATCHED[1] * look.scale(rect)))), rect,
        )  # fmt: skip
        if scroll.start == "top":
            self._to_the_top(watched, scroll)
        if isinstance(target.row, RowAt):
            return
        self._down(target, watched, scroll)

    def _ready(self, target: Target, timeout: float) -> Match | Refusal:
        """What is seen once the picture has been still for a while, or sooner if that is the
        target."""
        result: Match | Refusal = Refusal("not_found")
        before: Pixels | None = None
        quiet = 0.0

        def settled() -> bool:
            nonlocal result, before, quiet
            look = self._eyes.look()
            result = locate(target, self._eyes.pictures, look, everywhere=True)
            if not _missing(result):
                return True
            now = look.frame.pixels
            if before is None or differ(before, now):
                quiet = look.frame.time
            before = now
            return look.frame.time - quiet >= _READY

        self._eyes.until(settled, min(timeout, _SETTLES))
        return result

    def _place(self, target: Target, over: Target | None, look: Look, rect: Rect) -> Point:
        """Where the wheel is turned: where that was recorded, over the table, or in the middle."""
        if over is not None:
            found = locate(over, self._eyes.pictures, look)
            if isinstance(found, Match):
                return found.point
            seen = next((a.seen for a in over.anchors if a.seen is not None), None)
            if seen is not None:  # what is scrolled there looks another way each time
                factor = look.scale(rect) / seen.scale
                x, y = (round(value * factor) for value in seen.point)
                return (
                    rect[0] + min(max(x, 1), rect[2] - 2),
                    rect[1] + min(max(y, 1), rect[3] - 2),
                )
        if target.row is not None:
            place = table_place(target, self._eyes.pictures, look, rect)
            if place is not None:
                return place
        return (rect[0] + rect[2] // 2, rect[1] + rect[3] // 2)

    def _to_the_top(self, watched: Rect, scroll: Scrolling) -> None:
        still = 0
        for _ in range(scroll.most):
            still = 0 if self._notch(watched, _UP) else still + 1
            if still >= _TWICE:
                return

    def _down(self, target: Target, watched: Rect, scroll: Scrolling) -> None:
        result = locate(target, self._eyes.pictures, self._eyes.look(), everywhere=True)
        still = 0
        for _ in range(scroll.most):
            if not _missing(result):
                return
            still = 0 if self._notch(watched, -1) else still + 1
            if still >= _TWICE:
                break
            result = locate(target, self._eyes.pictures, self._eyes.look(), everywhere=True)
        if not _missing(result) or not isinstance(result, Refusal):
            return
        how = (
            either("끝까지", "to the end")
            if still >= _TWICE
            else either(f"{scroll.most}칸을", f"by {scroll.most}")
        )
        name = target.name
        reason = failure(target, result)
        error = StepFailed(
            either(
                f"{how} 굴려 봤지만 ‘{name}’{josa(name, '이/가')} 보이지 않아요. {result.detail}",
                f"Scrolled {how}, but ‘{name}’ is not to be seen. {result.detail}",
            ).rstrip(),
            reason.hint,
            why="not_found",
        )
        error.target, error.candidates = reason.target, reason.candidates
        raise error

    def _notch(self, watched: Rect, notches: int) -> bool:
        """Turn the wheel, wait until the picture is still again; whether anything has moved."""
        self._control.check()
        before = self._seen(watched)
        self._hands.wheel((0, notches))
        if not self._eyes.until(lambda: differ(before, self._seen(watched)), _REACTS):
            return False
        last, since = self._seen(watched), self._eyes.look().frame.time

        def still() -> bool:
            nonlocal last, since
            look = self._eyes.look()
            now = look.frame.crop(watched).pixels
            if differ(last, now):
                last, since = now, look.frame.time
            return look.frame.time - since >= _STILL

        self._eyes.until(still, _SETTLES)
        return True

    def _seen(self, rect: Rect) -> Pixels:
        return self._eyes.look().frame.crop(rect).pixels


def _missing(result: Match | Refusal) -> bool:
    return isinstance(result, Refusal) and result.why == "not_found"


def _window(target: Target, look: Look) -> Rect | None:
    """The window, or the screen, in which a target is scrolled to."""
    if target.window is None:
        return look.screens()[0]
    return next((window.rect for window in look.named(target.window)), None)
