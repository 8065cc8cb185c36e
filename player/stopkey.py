"""The keys that stop a run, wherever the focus is."""

from __future__ import annotations

from collections.abc import Callable

from player.run.control import Answer, Control, Say
from player.types import Event

AGAIN_WITHIN = 1.0
"""Seconds within which a second Esc means stop."""


class StopKey:
    """Esc pauses, Esc again within a second stops, F9 pauses and goes on.

    ``sent`` tells the run's own key strokes from a person's; ``heard`` is told what the person
    said by it. Called from the hook's thread.
    """

    def __init__(
        self, control: Control, sent: Callable[[Event], bool], heard: Callable[[Answer], None]
    ) -> None:
        self._control = control
        self._sent = sent
        self._heard = heard
        self._escaped: float | None = None
        self._held: set[str] = set()

    def __call__(self, event: Event) -> None:
        own = self._sent(event)
        if event.key not in ("Esc", "F9") or own:
            return
        if event.kind == "key_up":
            self._held.discard(event.key)
            return
        if event.key in self._held:  # key repeat is no second press
            return
        self._held.add(event.key)
        if event.key == "F9":
            self._say("continue" if self._control.paused else "pause")
        elif self._escaped is not None and event.time - self._escaped <= AGAIN_WITHIN:
            self._say("stop")
        else:
            self._escaped = event.time
            self._say("pause")

    def _say(self, say: Say) -> None:
        self._heard(Answer(say))
