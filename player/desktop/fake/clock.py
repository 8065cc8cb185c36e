"""Time that stands still until somebody moves it."""

from __future__ import annotations


class Clock:
    """A clock that a test moves."""

    def __init__(self, start: float = 1000.0) -> None:
        self._now = start

    def __call__(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        """Let seconds pass."""
        if seconds < 0:
            raise ValueError("time only goes forward")
        self._now += seconds
