"""Looking at the desktop until it is as a step needs it."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from player.desktop.base import Desktop
from player.locate import Look, Pictures, locate, matches
from player.look import intersection
from player.ocr.find import find_text
from player.run.control import Control
from player.types import Frame, Match, Pixels, Refusal, Window
from player.vision.changes import moves
from scripts.errors import StepFailed
from scripts.korean import josa
from scripts.language import either
from scripts.model import Rect, Target, WindowPattern

BETWEEN_LOOKS = 0.06
"""Seconds between two looks at a screen that is not yet as it should be."""
STILL_FOR = 1.0
"""Seconds for which nothing may move in a window that is still: a program that turns a wheel does
so a few times a second, and it begins at once."""
STILL = 4.0
"""Mean grey-level difference up to which two looks at a place count as the same."""


def look_at(desktop: Desktop) -> Look:
    """The whole desktop, its windows and its monitors, now."""
    screen = desktop.screen
    return Look(screen.grab(), desktop.windows.list(), screen.monitors())


class Eyes:
    """Sees one desktop for one run. ``now`` is the clock, in seconds."""

    def __init__(
        self,
        desktop: Desktop,
        pictures: Pictures,
        control: Control,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._desktop = desktop
        self.pictures = pictures
        self._control = control
        self._now = now
        self.waiting: Callable[[], None] = lambda: None
        """Called whenever something is not yet as it should be."""

    def look(self) -> Look:
        """The whole desktop and its windows, now."""
        return look_at(self._desktop)

    def _time(self) -> float:
        """The clock without the pauses."""
        return self._now() - self._control.paused_for

    def until(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until ``condition`` holds; False if it does not after ``timeout`` seconds, pauses
        not counted."""
        end = self._time() + timeout
        while not condition():
            if self._time() >= end:
                return False
            self.waiting()
            self._control.wait(BETWEEN_LOOKS)
        return True

    def awake(self, timeout: float) -> None:
        """Wait until the desktop is there to be worked on: before anything is looked for or
        typed. Raises StepFailed(why="wrong_window") after ``timeout`` seconds."""
        if self.until(lambda: self._desktop.session() == "ok", timeout):
            return
        if self._desktop.session() == "disconnected":
            raise StepFailed(
                either(
                    "원격 접속이 끊겨 있어서 아무것도 누르지 않았어요.",
                    "The remote session is cut off, so nothing was clicked.",
                ),
                either(
                    "다시 접속하고, 접속 창을 최소화하지 않은 채로 이어서 해 주세요.",
                    "Connect again, keep its window from being minimised, and go on.",
                ),
                why="wrong_window",
            )
        raise StepFailed(
            either(
                "화면이 잠겨 있거나 윈도우가 허락을 묻고 있어서 아무것도 누르지 않았어요.",
                "The screen is locked or Windows asks for permission, so nothing was clicked.",
            ),
            either(
                "잠금을 풀거나 그 물음에 답하고 이어서 해 주세요.",
                "Unlock it or answer the question, and go on.",
            ),
            why="wrong_window",
        )

    def find(
        self,
        target: Target,
        timeout: float,
        refused: Callable[[Refusal, Look], None] = lambda refusal, look: None,
    ) -> Match:
        """Wait until a target is there, exactly once, and still; raises StepFailed after
        ``timeout`` seconds, pauses not counted, with the reason of the last look. ``refused`` is
        told of each look that was not enough, and may do something about it."""
        end = self._time() + timeout
        before: tuple[Match, Frame] | None = None
        while True:
            look = self.look()
            result = locate(target, self.pictures, look)
            if isinstance(result, Refusal) and self._time() >= end:
                result = locate(target, self.pictures, look, everywhere=True)
            if isinstance(result, Refusal):
                if self._time() >= end:
                    raise failure(target, result)
                self.waiting()
                refused(result, look)
                before = None
            elif before is not None and _still(before, result, look.frame):
                return result
            elif self._time() >= end + timeout:
                raise StepFailed(
                    either(
                        f"‘{target.name}’{josa(target.name, '이/가')} 움직임을 멈추지 않아요.",
                        f"‘{target.name}’ does not stop moving.",
                    ),
                    either("화면이 멈춘 뒤 다시 해 보세요.", "Try again when the screen is still."),
                    why="timed_out",
                )
            else:
                before = (result, look.frame)
            self._control.wait(BETWEEN_LOOKS)

    def seen(self, target: Target) -> bool:
        """Whether a target is on the screen now. Several places count as there."""
        result = locate(target, self.pictures, self.look(), everywhere=True)
        return isinstance(result, Match) or result.why == "ambiguous"

    def text_seen(self, text: str, pattern: WindowPattern | None) -> bool:
        """Whether a text can be read on the screen, or in a window, now."""
        look = self.look()
        places = look.screens() if pattern is None else [w.rect for w in look.named(pattern)]
        return any(
            find_text(look.frame.crop(rect).pixels, text, look.scale(rect), parts=True)
            for rect in places
        )

    def still(self, pattern: WindowPattern) -> bool:
        """Whether nothing moves in the foremost window that a pattern means, for some moments; a
        caret may blink. False if there is no such window."""
        before = self._shown(pattern)
        end = self._time() + STILL_FOR
        while before is not None and self._time() < end:
            self._control.wait(BETWEEN_LOOKS)
            now = self._shown(pattern)
            if now is None or moves(before[0], now[0], now[1]):
                return False
        return before is not None

    def _shown(self, pattern: WindowPattern) -> tuple[Pixels, float] | None:
        """What is to be seen of a window, and its scaling; what lies over it is left out."""
        look = self.look()
        rect = next((window.rect for window in look.named(pattern)), None)
        if rect is None:
            return None
        part = look.frame.crop(rect)
        pixels, (left, top) = part.pixels.copy(), part.origin
        for over in look.covers(rect):
            x, y, width, height = intersection(over, part.rect)
            pixels[y - top : y - top + height, x - left : x - left + width] = 0
        return pixels, look.scale(rect)

    def windows(self, pattern: WindowPattern) -> list[Window]:
        """The windows that a pattern means, front to back, minimised ones too."""
        return [w for w in self._desktop.windows.list() if matches(pattern, w)]

    def active(self, pattern: WindowPattern) -> bool:
        """Whether such a window is in front."""
        window = self._desktop.windows.active()
        return window is not None and matches(pattern, window)


def _still(before: tuple[Match, Frame], now: Match, frame: Frame) -> bool:
    was, earlier = before
    if was.point != now.point:
        return False
    one, other = earlier.crop(now.rect).pixels, frame.crop(now.rect).pixels
    if one.shape != other.shape:
        return False
    difference = np.abs(one.astype(np.int16) - other.astype(np.int16))
    return bool(difference.mean() <= STILL)


def failure(target: Target, refusal: Refusal) -> StepFailed:
    """The sentence for a refusal: what happened, why, what now; with the places that were seen."""
    error = _failure(target, refusal)
    error.target = target.name
    error.candidates = tuple(
        {"point": list(one.point), "rect": list(one.rect), "score": round(one.score, 3)}
        for one in refusal.rivals
    )
    return error


def _failure(target: Target, refusal: Refusal) -> StepFailed:
    name = f"‘{target.name}’"
    if refusal.why == "ambiguous" and target.row is not None:
        return StepFailed(
            either(
                f"{name}의 줄이 어느 것인지 확실하지 않아서 누르지 않았어요. {refusal.detail}.",
                f"Which row is meant by {name} is not sure, so nothing was clicked. "
                f"{refusal.detail}.",
            ),
            either(
                "줄을 알아볼 열을 더 적어 주세요. 예: 성명과 생년월일.",
                "Give more columns to know the row by, such as 성명 and 생년월일.",
            ),
            why="ambiguous",
        )
    if refusal.why == "ambiguous":
        return StepFailed(
            either(
                f"{name}{josa(target.name, '과/와')} 똑같아 보이는 곳이 둘 이상이라 누르지 "
                "않았어요.",
                f"Two or more places look just like {name}, so nothing was clicked.",
            ),
            either("찾을 그림을 더 넓게 다시 잡아 주세요.", "Take a wider picture to find it by."),
            why="ambiguous",
        )
    if refusal.why == "no_window":
        return StepFailed(
            either(
                f"‘{refusal.detail}’ 창이 보이지 않아요.",
                f"The window ‘{refusal.detail}’ is not to be seen.",
            ),
            either("그 프로그램을 켜 주세요.", "Start that program."),
            why="wrong_window",
        )
    reason = f" {refusal.detail}." if refusal.detail else ""
    return StepFailed(
        either(
            f"{name}{josa(target.name, '을/를')} 화면에서 못 찾겠어요.{reason}",
            f"I can't find {name} on the screen.{reason}",
        ),
        either(
            "화면이 기록할 때와 같은지 살펴보고, 달라졌으면 그림을 다시 잡아 주세요.",
            "See whether the screen is as it was recorded; if it has changed, take the "
            "picture again.",
        ),
        why="not_found",
    )


def around(point: tuple[int, int], size: tuple[int, int]) -> Rect:
    """The rectangle of a size (width, height) with a point in its middle."""
    return (point[0] - size[0] // 2, point[1] - size[1] // 2, *size)
