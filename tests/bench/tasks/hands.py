"""Hands with a person's timing: they hover before they click, hesitate, mistype and correct it."""

from __future__ import annotations

import random
import threading

from tests.clerk import xdotool

Place = tuple[int, int]


class Human:
    """Times are in seconds; ``seed`` makes them the same in each run."""

    def __init__(self, seed: str) -> None:
        self._chance = random.Random(seed)
        self._at: Place = (960, 540)

    def rest(self, least: float = 0.35, most: float = 0.9) -> None:
        """Look, think, reach."""
        threading.Event().wait(self._chance.uniform(least, most))

    def move(self, to: Place) -> None:
        """Walk the pointer there, not quite straight, and stay a moment over the place."""
        x, y = self._at
        for part in (0.3, 0.62, 0.85, 0.96):
            off = self._chance.randint(-3, 3)
            xdotool(
                "mousemove",
                round(x + (to[0] - x) * part) + off,
                round(y + (to[1] - y) * part) - off,
            )
        xdotool("mousemove", *to)
        self._at = to
        self.rest(0.25, 0.5)

    def click(self, to: Place, button: int = 1, times: int = 1) -> None:
        """Click; the hand shakes a little."""
        self.rest()
        self.move(to)
        for number in range(times):
            if number:
                self.rest(0.07, 0.13)
            xdotool("mousedown", button)
            if self._chance.random() < 0.3:
                xdotool("mousemove_relative", 1, 0)
            self.rest(0.05, 0.1)
            xdotool("mouseup", button)

    def drag(self, start: Place, to: Place) -> None:
        """Press at one place, let go at another."""
        self.rest()
        self.move(start)
        xdotool("mousedown", 1)
        self.rest(0.1, 0.2)
        for part in (0.2, 0.5, 0.8, 1.0):
            xdotool(
                "mousemove", round(start[0] + (to[0] - start[0]) * part),
                round(start[1] + (to[1] - start[1]) * part),
            )  # fmt: skip
            self.rest(0.03, 0.06)
        self.rest(0.1, 0.2)
        xdotool("mouseup", 1)
        self._at = to

    def type(self, text: str, slip: int = 0) -> None:
        """Type; after ``slip`` letters a wrong one, which is noticed and taken back."""
        self.rest()
        if slip:
            self._letters(text[:slip] + "q")
            self.rest(0.3, 0.6)
            xdotool("key", "BackSpace")
            text = text[slip:]
        self._letters(text)

    def _letters(self, text: str) -> None:
        xdotool("type", "--delay", self._chance.randint(40, 90), text)

    def key(self, *chords: str) -> None:
        """Press keys, one after the other."""
        for chord in chords:
            self.rest(0.25, 0.6)
            xdotool("key", "--delay", "40", chord)


def middle(rect: list[int] | tuple[int, ...]) -> Place:
    """The middle of x, y, width, height."""
    return rect[0] + rect[2] // 2, rect[1] + rect[3] // 2
