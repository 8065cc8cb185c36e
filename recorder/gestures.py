"""From single events to what the hands meant: clicks, drags, wheel turns, keys, text.

Pure: time comes from the events. An action is held for a moment, so that the next one may join
it (a click becomes a double click, a key joins a text).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, TypeVar

from player.desktop.base import Habits
from player.types import Event
from recorder.line import Stroke
from recorder.visit import System, Visit
from scripts.keys import MODIFIERS
from scripts.model import Button, Point

LONG_PRESS = 0.8
"""Seconds from which a still press is a long press."""
_SAME_FIELD = (100, 10)
"""Pixels across and down between two clicks that may well mean the same field."""
_COPIES = (("Ctrl", "c"), ("Ctrl", "x"), ("Ctrl", "Insert"), ("Shift", "Delete"))
_LOCKS = ("Hangul", "CapsLock", "NumLock")
"""Keys that matter only by what is typed after them."""
_LEAVES = ("Tab", "Enter", "NumEnter", "Esc", "Up", "Down", "PageUp", "PageDown")
"""Keys that may take the focus elsewhere."""
WHEEL_PAUSE = 1.0
"""Seconds after which a wheel turn is a new one."""

Seen = TypeVar("Seen")
"""What the recorder saw just before an event; gestures only carry it along."""


@dataclass(frozen=True, slots=True)
class Gesture(Generic[Seen]):
    """One thing that the hands did.

    ``kind`` is ``click``, ``drag``, ``wheel``, ``press`` (``keys``: one chord) or ``text`` (what
    one visit to a field left in it; ``reasons`` say why that may not be the right text, and a
    ``secret`` one must never be written anywhere). ``seen`` is what was on the screen before it
    began; ``end`` is where a drag ended. ``wheel`` is notches (right, up).
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
    text: str = field(default="", repr=False)
    reasons: tuple[str, ...] = ()
    secret: bool = False
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
    window: only then do they join. ``system`` tells what text they write, ``habits`` what is a
    double click and what a drag.
    """

    def __init__(
        self,
        same: Callable[[Seen, Seen], bool] = lambda one, other: True,
        system: System | None = None,
        habits: Habits | None = None,
    ) -> None:
        self._habits = habits or Habits()
        self._same = same
        self._system = system or System()
        self._visit: Visit | None = None
        """What the held gesture writes, if that is a text."""
        self._hangul: tuple[bool, Seen] | None = None
        """The state of the input method that was last known, and where."""
        self._field = _Field()
        self._secret: Literal["", "next", "here"] = ""
        """Whether the clerk said that what is typed is secret: the next text (that in hand), and
        then all of it until the field is left."""
        self._clicked: Point | None = None
        """Where the last click was, None if the focus went elsewhere since."""
        self._clip: str | None = None
        """What was copied from text that was typed before: no step copies it."""
        self._copied = False
        """Whether a step copies something."""
        self._clipboard = self._system.clipboard()
        """What the clipboard held before all steps."""
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
        limit = {"click": self._habits.double_time, "wheel": WHEEL_PAUSE}.get(held.kind)
        if limit is not None and now - held.last > limit:
            yield from self._let_go()

    def flush(self) -> Iterator[Gesture[Seen]]:
        """Let go of everything: the recording ends."""
        yield from self._let_go()

    def secret(self) -> None:
        """What is typed in the field now, or next, is secret: the clerk says so."""
        self._secret = "next"

    def let_go_of_modifiers(self) -> None:
        """The modifiers that are held belonged to a hot key: no release of theirs will come."""
        self._modifiers.clear()
        self._modifier_used = True

    def begin_anew(self) -> None:
        """Something was done that was not recorded: nothing is known of the fields any more, and
        what was copied meanwhile is as if it had been there from the beginning."""
        clipboard = self._system.clipboard()
        if clipboard != self._clipboard:
            self._clip, self._copied, self._clipboard = None, False, clipboard
        self._down, self._hangul, self._field = None, None, _Field()
        self.let_go_of_modifiers()

    def _let_go(self) -> Iterator[Gesture[Seen]]:
        held, self._held = self._held, None
        visit, self._visit = self._visit, None
        if held is None:
            return
        if visit is None:
            yield held
            return
        if visit.hangul is not None:
            self._hangul = (visit.hangul, held.seen)
        self._clip = visit.clip
        result = visit.result()
        if self._secret:
            self._clip, self._secret = None, "here"
            # The reasons may quote what was typed.
            held, result = replace(held, secret=True), replace(result, reasons=())
        if result.replaced:
            yield replace(held, kind="press", keys=("Ctrl", "a"))
        if result.text:
            self._field = replace(self._field, written=True)
            yield replace(held, text=result.text, reasons=result.reasons)
        elif result.emptied:
            # Not Delete: of all cells of a table, Backspace empties only the one in hand.
            yield replace(held, kind="press", keys=("Backspace",))
        elif result.reasons:
            yield replace(held, reasons=result.reasons)

    def _end_text(self) -> Iterator[Gesture[Seen]]:
        """Let go of the text in hand, if it is one."""
        if self._visit is not None:
            yield from self._let_go()

    def _hold(self, gesture: Gesture[Seen]) -> Iterator[Gesture[Seen]]:
        yield from self._let_go()
        self._held = gesture

    def _holding(self) -> tuple[str, ...]:
        return tuple(name for name in MODIFIERS if name in self._modifiers)

    def _leave(self) -> None:
        """Another field has the focus; a secret that is still to come may be meant for it."""
        self._clicked = None
        if self._secret == "here":
            self._secret = ""

    # ---- keys -------------------------------------------------------------------------------

    def _key_down(self, event: Event, seen: Seen) -> Iterator[Gesture[Seen]]:
        key = event.key
        if key in MODIFIERS:
            if key not in self._modifiers:
                self._modifiers[key] = seen
                self._modifier_used = len(self._modifiers) > 1
            return
        self._modifier_used = True
        # The fake world and some programs that send keys know no places.
        letter = event.letter or (key if len(key) == 1 and key.isascii() else "")
        stroke = Stroke(key, event.text, letter, self._holding())
        held, visit = self._held, self._visit
        if held is None or visit is None or not self._same(held.seen, seen):
            yield from self._begin(stroke, event.time, seen)
        elif visit.take(stroke):
            self._held = replace(held, last=event.time)
        elif key:
            yield from self._press((*stroke.held, key), event.time, seen)

    def _begin(self, stroke: Stroke, time: float, seen: Seen) -> Iterator[Gesture[Seen]]:
        """Begin a visit, if the key writes; else it is a press."""
        known = self._hangul
        if stroke.key in _LOCKS:
            if stroke.key == "Hangul" and known is not None and self._same(known[1], seen):
                self._hangul = (not known[0], seen)
            return
        if self._held is not None and not self._same(self._held.seen, seen):
            yield from self._let_go()
            self._leave()
            self._field = _Field()
        visit = self._new_visit(seen) if stroke.prints or stroke.pastes else None
        if visit is not None and visit.take(stroke):
            yield from self._hold(Gesture("text", time, seen, last=time))
            self._visit = visit
        elif stroke.key:
            yield from self._press((*stroke.held, stroke.key), time, seen)

    def _new_visit(self, seen: Seen) -> Visit:
        hangul, known = self._system.hangul(), self._hangul
        if hangul is None and known is not None and self._same(known[1], seen):
            hangul = known[0]
        if self._clip is not None and self._system.clipboard() not in (self._clip, None):
            self._clip = None
        if self._system.hides():
            self._secret = "next"
        return Visit(
            self._system,
            hangul,
            self._pasted,
            alone=self._field.content == "none",
            all_selected=self._field.content == "selected",
            again=self._field.clicked_again,
            clip=self._clip,
        )

    def _pasted(self) -> str | None:
        """What a paste brings, if the clipboard is as it was before the recording. What a step
        copies will be something else when it is played."""
        text = self._system.clipboard()
        return text if text == self._clipboard and not self._copied else None

    def _press(self, keys: tuple[str, ...], time: float, seen: Seen) -> Iterator[Gesture[Seen]]:
        yield from self._end_text()
        if keys[-1] in _LEAVES:
            self._leave()
        self._field = self._field.after(keys)
        if keys in _COPIES:
            self._clip, self._copied = None, True
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
        yield from self._end_text()
        if self._clicked is None or not _near(self._clicked, start.at, *_SAME_FIELD):
            self._leave()
        self._clicked = start.at
        self._field = self._field.clicked(start.at)
        if not _near(start.at, event.at, *self._habits.drag_reach):
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
            and held.modifiers == down.modifiers
            and _near(held.at, start.at, *self._habits.double_reach)
            and start.time - held.last <= self._habits.double_time
            and long < LONG_PRESS and not held.hold
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


@dataclass(frozen=True, slots=True)
class _Field:
    """What is known of the field that has the focus."""

    at: Point | None = None
    """Where it was clicked, None if it was reached by a key."""
    written: bool = False
    """Whether something was written into it since then."""
    clicked_again: bool = False
    content: Literal["", "selected", "none"] = ""
    """Whether all that stands in it is selected, or nothing stands in it; empty: not known."""

    def after(self, keys: tuple[str, ...]) -> _Field:
        """What is known after a key that writes nothing."""
        if keys == ("Ctrl", "a"):
            return _Field(content="selected")
        erased = keys in (("Backspace",), ("Delete",)) and self.content
        return _Field(content="none" if erased else "")

    def clicked(self, at: Point) -> _Field:
        """What is known after a click."""
        written = self.written or self.clicked_again
        again = written and self.at is not None and _near(self.at, at, *_SAME_FIELD)
        return _Field(at, clicked_again=again)


def _near(one: Point, other: Point, across: int, down: int | None = None) -> bool:
    down = across if down is None else down
    return abs(one[0] - other[0]) <= across and abs(one[1] - other[1]) <= down
