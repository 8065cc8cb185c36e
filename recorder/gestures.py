"""From single events to what the hands meant: clicks, drags, wheel turns, keys, text.

Pure: time comes from the events. An action is held for a moment, so that the next one may join
it (a click becomes a double click, a key joins a text).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from player.types import Event
from scripts.keys import MODIFIERS
from scripts.model import Button, Point

DOUBLE_TIME = 0.5
"""Seconds between two presses of a double click: Windows' own default."""
SAME_PLACE = 5
"""Pixels that a pointer may wander within one click."""
LONG_PRESS = 0.8
"""Seconds from which a still press is a long press."""
WHEEL_PAUSE = 1.0
"""Seconds after which a wheel turn is a new one."""

Seen = TypeVar("Seen")
"""What the recorder saw just before an event; gestures only carry it along."""


@dataclass(frozen=True, slots=True)
class Gesture(Generic[Seen]):
    """One thing that the hands did.

    ``kind`` is ``click``, ``drag``, ``wheel``, ``press`` (``keys``: one chord) or ``text``.
    ``seen`` is what was on the screen before it began; ``end`` is where a drag ended. ``wheel`` is
    notches (right, up).
    """

    kind: Literal["click", "drag", "wheel", "press", "text"]
    time: float
    seen: Seen
    at: Point = (0, 0)
    end: Point = (0, 0)
    button: Button = "left"
    count: int = 1
    hold: float = 0.0
    modifiers: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    text: str = ""
    wheel: tuple[int, int] = (0, 0)
    last: float = 0.0
    """When it ended: what joins it must follow soon."""


@dataclass(slots=True)
class _Down(Generic[Seen]):
    event: Event
    seen: Seen
    modifiers: tuple[str, ...]


class Gestures(Generic[Seen]):
    """Feed events in their order; finished gestures come out.

    ``same`` tells whether two key strokes, by what was seen before each, were meant for the same
    window: only then do they join.
    """

    def __init__(self, same: Callable[[Seen, Seen], bool] = lambda one, other: True) -> None:
        self._same = same
        self._held: Gesture[Seen] | None = None
        self._down: _Down[Seen] | None = None
        self._modifiers: dict[str, Seen] = {}
        self._modifier_used = True

    def feed(self, event: Event, seen: Seen) -> Iterator[Gesture[Seen]]:
        """Take one event with what was seen before it."""
        yield from self.settle(event.time)
        match event.kind:
            case "key_down":
                yield from self._key_down(event, seen)
            case "key_up":
                yield from self._key_up(event)
            case "button_down" if event.button is not None:
                self._modifier_used = True
                self._down = _Down(event, seen, self._holding())
            case "button_up" if self._down is not None and event.button == self._down.event.button:
                yield from self._button_up(event, self._down)
                self._down = None
            case "wheel":
                yield from self._wheel(event, seen)

    def settle(self, now: float) -> Iterator[Gesture[Seen]]:
        """Let go of what can no longer be joined at time ``now`` (seconds)."""
        held = self._held
        if held is None or self._down is not None:
            return
        limit = {"click": DOUBLE_TIME, "wheel": WHEEL_PAUSE}.get(held.kind)
        if limit is not None and now - held.last > limit:
            yield from self._let_go()

    def flush(self) -> Iterator[Gesture[Seen]]:
        """Let go of everything: the recording ends."""
        yield from self._let_go()

    def _let_go(self) -> Iterator[Gesture[Seen]]:
        if self._held is not None:
            held, self._held = self._held, None
            yield held

    def _hold(self, gesture: Gesture[Seen]) -> Iterator[Gesture[Seen]]:
        yield from self._let_go()
        self._held = gesture

    def _holding(self) -> tuple[str, ...]:
        return tuple(name for name in MODIFIERS if name in self._modifiers)

    # ---- keys -------------------------------------------------------------------------------

    def _key_down(self, event: Event, seen: Seen) -> Iterator[Gesture[Seen]]:
        key = event.key
        if key in MODIFIERS:
            if key not in self._modifiers:
                self._modifiers[key] = seen
                self._modifier_used = len(self._modifiers) > 1
            return
        self._modifier_used = True
        held = self._holding()
        prints = bool(event.text) and event.text.isprintable()
        if prints and not {"Ctrl", "Alt", "Win"} & set(held):
            yield from self._text(event, seen)
            return
        if key == "Backspace" and not held and self._held and self._held.kind == "text":
            shorter = self._held.text[:-1]
            self._held = replace(self._held, text=shorter, last=event.time) if shorter else None
            return
        if key:
            yield from self._press((*held, key), event.time, seen)

    def _text(self, event: Event, seen: Seen) -> Iterator[Gesture[Seen]]:
        held = self._held
        if held is not None and held.kind == "text" and self._same(held.seen, seen):
            self._held = replace(held, text=held.text + event.text, last=event.time)
            return
        yield from self._hold(Gesture("text", event.time, seen, text=event.text, last=event.time))

    def _press(self, keys: tuple[str, ...], time: float, seen: Seen) -> Iterator[Gesture[Seen]]:
        held = self._held
        again = held is not None and held.kind == "press" and held.keys == keys
        if again and held is not None and self._same(held.seen, seen):
            self._held = replace(held, count=held.count + 1, last=time)
            return
        yield from self._hold(Gesture("press", time, seen, keys=keys, last=time))

    def _key_up(self, event: Event) -> Iterator[Gesture[Seen]]:
        if event.key not in self._modifiers:
            return
        seen = self._modifiers.pop(event.key)
        if not self._modifier_used and event.key in ("Alt", "Win"):
            # Pressed and released alone: opens a menu.
            self._modifier_used = True
            yield from self._press((event.key,), event.time, seen)

    # ---- pointer ----------------------------------------------------------------------------

    def _button_up(self, event: Event, down: _Down[Seen]) -> Iterator[Gesture[Seen]]:
        start = down.event
        button = start.button or "left"
        if not _near(start.at, event.at):
            yield from self._hold(
                Gesture(
                    "drag", start.time, down.seen, start.at, event.at, button,
                    modifiers=down.modifiers, last=event.time,
                )
            )  # fmt: skip
            yield from self._let_go()
            return
        long = event.time - start.time
        held = self._held
        if (
            held is not None and held.kind == "click" and held.button == button and held.count < 3
            and held.modifiers == down.modifiers and _near(held.at, start.at)
            and start.time - held.last <= DOUBLE_TIME and long < LONG_PRESS and not held.hold
        ):  # fmt: skip
            self._held = replace(held, count=held.count + 1, last=start.time)
            return
        yield from self._hold(
            Gesture(
                "click", start.time, down.seen, start.at, button=button,
                hold=round(long, 1) if long >= LONG_PRESS else 0.0,
                modifiers=down.modifiers, last=start.time,
            )
        )  # fmt: skip

    def _wheel(self, event: Event, seen: Seen) -> Iterator[Gesture[Seen]]:
        self._modifier_used = True
        held, (right, up) = self._held, event.wheel
        if (
            held is not None and held.kind == "wheel" and _near(held.at, event.at, 40)
            # along the same axis, the same way
            and right * held.wheel[0] + up * held.wheel[1] > 0
        ):  # fmt: skip
            joined = (held.wheel[0] + right, held.wheel[1] + up)
            self._held = replace(held, wheel=joined, last=event.time)
            return
        yield from self._hold(
            Gesture("wheel", event.time, seen, event.at, wheel=(right, up), last=event.time)
        )


def _near(one: Point, other: Point, within: int = SAME_PLACE) -> bool:
    return abs(one[0] - other[0]) <= within and abs(one[1] - other[1]) <= within
