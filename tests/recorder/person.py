"""Hands whose doings become gestures, and what their system tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from player.types import Event
from recorder.gestures import Gesture, Gestures
from recorder.visit import System
from scripts.model import Button, Point


@dataclass
class Person:
    """Hands whose time is passed in; ``done`` holds the gestures that came out."""

    now: float = 100.0
    done: list[Gesture[str]] = field(default_factory=list)
    gestures: Gestures[str] = field(default_factory=Gestures)
    seen: str = "seen"

    def feed(self, event: Event) -> None:
        self.done += self.gestures.feed(event, self.seen)

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def key(self, key: str, text: str = "") -> None:
        self.down(key, text)
        self.up(key)

    def down(self, key: str, text: str = "") -> None:
        self.feed(Event(self.now, "key_down", key=key, text=text))
        self.now += 0.01

    def up(self, key: str) -> None:
        self.feed(Event(self.now, "key_up", key=key))
        self.now += 0.01

    def type(self, text: str) -> None:
        for letter in text:
            self.key(letter, letter)

    def chord(self, *keys: str) -> None:
        for key in keys:
            self.down(key)
        for key in reversed(keys):
            self.up(key)

    def press(self, at: Point, button: Button = "left") -> None:
        self.feed(Event(self.now, "button_down", at, button))

    def release(self, at: Point, button: Button = "left") -> None:
        self.feed(Event(self.now, "button_up", at, button))

    def click(self, at: Point, button: Button = "left") -> None:
        self.press(at, button)
        self.now += 0.05
        self.release(at, button)
        self.now += 0.05

    def wheel(self, up: int, at: Point = (5, 5)) -> None:
        self.feed(Event(self.now, "wheel", at, wheel=(0, up)))
        self.now += 0.05

    def all(self) -> list[Gesture[str]]:
        return [*self.done, *self.gestures.flush()]

    def told(self) -> list[str | tuple[str, ...]]:
        """Texts, and the keys of presses."""
        return [gesture.text or gesture.keys for gesture in self.all()]

    def kinds(self) -> list[str]:
        return [gesture.kind for gesture in self.all()]


@dataclass
class Office:
    """What the system tells: the state of the input method and the clipboard."""

    hangul: bool | None = False
    clipboard: str | None = None

    def person(self) -> Person:
        system = System(lambda: self.hangul, lambda: self.clipboard)
        return Person(gestures=Gestures(lambda one, other: one == other, system))
