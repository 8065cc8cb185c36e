"""A person at the fake world: what the hook hears from her is not injected."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from player.desktop.fake.clock import Clock
from scripts.dubeolsik import hangul_keys
from scripts.keys import MODIFIERS, split_chord
from scripts.model import Button, Point

if TYPE_CHECKING:
    from player.desktop.fake.window import FakeWindow
    from player.desktop.fake.world import World

    Place = Point | tuple[FakeWindow, str]

_ON_SHIFT = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))


class Person:
    """Scripted hands. ``pace`` seconds pass on a Clock before each thing that she does."""

    def __init__(self, world: World, pace: float = 0.05) -> None:
        self._world = world
        self.pace = pace

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        if isinstance(self._world.clock, Clock):
            self._world.clock.advance(seconds)
        self._world.catch_up()

    def move(self, to: Point) -> None:
        """Walk the pointer there, in a few moves."""
        x, y = self._world.pointer
        for step in (0.4, 0.8, 1.0):
            self._world.move_to(
                (round(x + (to[0] - x) * step), round(y + (to[1] - y) * step)), False
            )

    def click(
        self,
        at: Place,
        button: Button = "left",
        count: int = 1,
        held: tuple[str, ...] = (),
    ) -> None:
        """Click at a point of the desktop, or at the middle of (window, widget's name)."""
        self.wait(self.pace)
        self.move(self._point(at))
        for key in held:
            self._world.key(key, True, False)
        for _ in range(count):
            self.wait(self.pace)
            self._world.button(button, True, False)
            self.wait(self.pace)
            self._world.button(button, False, False)
        for key in reversed(held):
            self._world.key(key, False, False)

    def drag(self, start: Place, to: Place) -> None:
        """Press the left button at one place, walk, release at another."""
        goal = self._point(to)
        self.wait(self.pace)
        self.move(self._point(start))
        self._world.button("left", True, False)
        self.wait(self.pace)
        self.move(goal)
        self.wait(self.pace)
        self._world.button("left", False, False)

    def scroll(self, up: int, at: Place | None = None) -> None:
        """Turn the wheel by notches; negative is down."""
        if at is not None:
            self.move(self._point(at))
        for _ in range(abs(up)):
            self.wait(self.pace)
            self._world.wheel((0, 1 if up > 0 else -1), False)

    def press(self, chord: str) -> None:
        """Press a chord such as "Ctrl+S" or "Enter". Raises ValueError for an unknown key."""
        keys = split_chord(chord)
        self.wait(self.pace)
        for key in keys:
            self._world.key(key, True, False)
        self.wait(self.pace)
        for key in reversed(keys):
            self._world.key(key, False, False)

    def type(self, text: str) -> None:
        """Type as a clerk does: Hangul by the two-set keys with the input method on, which she
        switches by the Hangul key where needed. Raises ValueError for what no key gives."""
        for sign in unicodedata.normalize("NFC", text):
            if "가" <= sign <= "힣":
                self._method(True)
                keys = hangul_keys(sign)
                for key in keys[:-1]:
                    self._stroke(key, "")
                self._stroke(keys[-1], sign)
            elif sign in ("\n", "\t"):
                self.press("Enter" if sign == "\n" else "Tab")
            elif sign.isascii() and sign.isprintable():
                if sign.isalpha():
                    self._method(False)
                self._stroke(sign, None)
            else:
                raise ValueError(sign)

    def _method(self, hangul: bool) -> None:
        if self._world.hangul is not None and self._world.hangul != hangul:
            self.press("Hangul")

    def _stroke(self, sign: str, composed: str | None) -> None:
        key = "Space" if sign == " " else _ON_SHIFT.get(sign, sign.lower())
        shifted = sign in _ON_SHIFT or sign != sign.lower()
        self.wait(self.pace)
        if shifted:
            self._world.key(MODIFIERS[2], True, False)
        self._world.key(key, True, False, composed)
        self._world.key(key, False, False)
        if shifted:
            self._world.key(MODIFIERS[2], False, False)

    def _point(self, at: Place) -> Point:
        first, second = at
        if isinstance(first, int) and isinstance(second, int):
            return (first, second)
        assert not isinstance(first, int) and isinstance(second, str)
        return first.centre(second)
