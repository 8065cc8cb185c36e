"""From gestures to the steps of a script."""

from __future__ import annotations

import os
from dataclasses import replace
from types import MappingProxyType

from player.types import Monitor, Window
from recorder.asking import Questions
from recorder.gestures import Gesture
from recorder.lights import Light
from recorder.marks import awaited_text, value_at
from recorder.naming import Namer
from recorder.personal import NOBODY, Known, is_personal
from recorder.places import Places, window_at
from recorder.scrolled import Wheel
from recorder.secrecy import hide, secret_name, to_be_set
from recorder.sights import Sight
from recorder.tabbed import empty_field, led_by_tab
from recorder.tidy import (
    Done,
    chosen_from_menu,
    may_be_focus,
    only_raised,
    same_wheel,
    wrote_at,
)
from recorder.titles import Titles, renamed
from recorder.waits import busy_with, typed_in, waited_for, was_busy
from scripts.files import new_id
from scripts.keys import join_chord
from scripts.language import either
from scripts.model import (
    Action,
    Appears,
    Click,
    Drag,
    ImageAnchor,
    Point,
    Press,
    Read,
    Recorded,
    Script,
    Scroll,
    Secret,
    Step,
    TextAnchor,
    TextSeen,
    Type,
    Vanishes,
    WaitFor,
    WindowPattern,
    WindowStill,
)
from scripts.placeholders import literal
from scripts.schema import targets_of


class Writer:
    """Grows a script, gesture by gesture.

    What is somebody's, and what is ``known`` to be, comes into no picture, name and title.
    ``monitors`` are the desktop's; ``own`` are process ids whose windows are ours and never part of
    a recording. With ``fields`` what was reached by Tab and typed into becomes a place.
    """

    def __init__(
        self,
        name: str,
        system: str,
        monitors: tuple[Monitor, ...],
        namer: Namer,
        own: frozenset[int] | None = None,
        known: Known = NOBODY,
        fields: bool = False,
    ) -> None:
        self._known = known
        self._fields = fields
        self._titles = Titles(known)
        self._own = frozenset({os.getpid()}) if own is None else own
        self._places = Places(monitors, namer, self._own, known)
        self._steps: list[Step] = []
        self._ids: set[str] = set()
        self._last_done = 0.0
        self._acted_in = 0
        """The id of the window that the last step acted in, until it is settled."""
        self._last: Done | None = None
        """The gesture that became the last step, None if something else has happened since."""
        self.dropped: list[Step] = []
        """Steps that turned out to be none; for the caller to tell of and to empty."""
        self.questions = Questions()
        """Which rows were meant."""
        self._wheel = Wheel()
        self._soon: Sight | None = None
        """The last rest that was looked at for what came in it."""
        primary = next((m for m in monitors if m.primary), monitors[0])
        self._name = name
        self._recorded = Recorded(system, primary.rect[2:], primary.scale)
        self._from_to: tuple[float, float] | None = None
        """When the first and the last thing was done, seconds of the events' clock."""

    def script(self) -> Script:
        """The script as it stands."""
        began, ended = self._from_to or (0.0, 0.0)
        return Script(
            name=self._name,
            steps=tuple(self._steps),
            targets=MappingProxyType(dict(self._places.targets)),
            recorded=replace(self._recorded, seconds=round(ended - began, 1)),
            images=MappingProxyType(dict(self._places.images)),
        )

    def take(self, gesture: Gesture[Sight], after: Sight | None = None) -> tuple[Step, ...]:
        """Write a gesture down: the steps that are new, or that have become other ones (with the
        id that they had). None where it was done to our own windows, or only brought a window to
        the front. ``after`` is what was seen when it was over."""
        self.settle(gesture.seen)
        self._places.learn(gesture)
        window = self._window(gesture)
        last, self._last = self._last, None
        rested, self._soon = gesture.seen.soon is not self._soon, gesture.seen.soon
        if window is not None and window.pid in self._own:
            return ()
        if after is not None and only_raised(Done(gesture, window), after):
            return ()
        began = self._from_to[0] if self._from_to else gesture.last
        self._from_to = (began, max(began, gesture.last))
        waited = self._waited(last, gesture, window) if rested else ()
        joined = (
            self._join(last, gesture, window, after) if last and self._steps and not waited else ()
        )
        if joined:
            self._acted_in = window.id if window else 0
            self._last_done = gesture.last
        else:
            joined = (*waited, self._write(gesture, window))
        self._last = Done(gesture, window)
        return joined

    def _waited(
        self, last: Done | None, gesture: Gesture[Sight], window: Window | None
    ) -> tuple[Step, ...]:
        """A step that waits for what the clerk waited for in the window that she had acted in."""
        if last is None or window is None or last.window is None or last.window.id != window.id:
            return ()
        if not self._steps or last.gesture.kind not in ("click", "press"):
            return ()  # what comes while somebody types or scrolls is no answer
        scale = self._places.look_at(gesture.seen).scale(window.rect)
        typed = typed_in(self._steps)
        text = waited_for(gesture.seen, window, scale, last.gesture.at, typed, self._known)
        pattern = self._pattern(window)
        if text:
            return (self._add(WaitFor(TextSeen(literal(text), pattern))),)
        before, soon = last.gesture.seen.frame, gesture.seen.soon
        busy = busy_with(before, gesture.seen, window, scale, typed, self._known)
        name = self._places.text(busy, pattern, soon) if busy and soon else ""
        if name:
            return (self._add(WaitFor(Vanishes(name))),)
        if pattern and was_busy(gesture.seen, window, scale, last.gesture.at, last.gesture.last):
            return (self._add(WaitFor(WindowStill(pattern))),)
        return ()

    def _write(self, gesture: Gesture[Sight], window: Window | None) -> Step:
        """A gesture as a step of its own."""
        if gesture.secret and gesture.kind == "text":
            return self._secret(gesture, window)
        action, review = self._action(gesture, window)
        if gesture.kind not in ("press", "text") and gesture.seen.until < self._last_done:
            review = review or either(
                "화면이 바뀌자마자 눌러서 찾을 그림이 옛것일 수 있어요.",
                "It was clicked as soon as the screen changed, so the picture may be the old one.",
            )
        self._last_done = gesture.last
        self._acted_in = window.id if window else 0
        step = self._add(action, review)
        self._learn_of_places(step, gesture, window)
        return step

    def _learn_of_places(self, step: Step, gesture: Gesture[Sight], window: Window | None) -> None:
        """What a new step says of places: that they are scrolled to, that they are in a row."""
        look, before = self._places.look_at(gesture.seen), self._steps
        self._wheel.note(step, gesture.at, window.id if window else 0, look, before,
                         self._places.targets, self._places.images)  # fmt: skip
        if isinstance(step.action, Click) and window is not None:
            target = self._places.targets[step.action.target]
            self.questions.consider(step.id, target, gesture.at, look, window.rect)

    def answer_row(self, step: str, choice: str, column: str = "") -> Step | None:
        """Make of a step's target what the clerk has chosen; the step, or None for an answer to no
        question, or one that does not fit."""
        done = next((one for one in self._steps if one.id == step), None)
        target = (
            self.questions.answered(step, choice, column, self._places.targets) if done else None
        )
        if target is None:
            return None
        self._places.become(target)
        return done

    def _join(
        self, last: Done, gesture: Gesture[Sight], window: Window | None, after: Sight | None
    ) -> tuple[Step, ...]:
        """The steps that the last gesture and this one are together; empty where they are two."""
        step = self._steps[-1]
        match step.action, gesture.kind:
            case Scroll() as scroll, "wheel" if same_wheel(last, gesture, window):
                amount = scroll.amount + sum(gesture.wheel)
                return (self._become(step, replace(scroll, amount=amount)),)
            case Press(), "text" if self._fields and led_by_tab(last.gesture.keys):
                return self._tabbed(step, last, gesture, window, after)
            case Press(), "text" if window is not None:
                scale = self._places.look_at(gesture.seen).scale(window.rect)
                pattern = self._pattern(window)
                chords = chosen_from_menu(last, gesture, scale)
                return tuple(self._add(Press(join_chord(c), window=pattern)) for c in chords)
            case Click(target=name), "text" if may_be_focus(last, gesture):
                if gesture.text.isspace() or not self._is_its_field(name, last, gesture, after):
                    return ()
                typed = self._write(gesture, window)
                self._steps.pop()
                assert isinstance(typed.action, Type)
                action = replace(typed.action, into=name, window=None)
                return (self._become(step, action, typed.review),)
        return ()

    def _tabbed(
        self,
        step: Step,
        last: Done,
        gesture: Gesture[Sight],
        window: Window | None,
        after: Sight | None,
    ) -> tuple[Step, ...]:
        """The text that followed Tab, into the field that this led to; empty where that field is
        not certain."""
        if window is None or after is None or last.window is None or last.window.id != window.id:
            return ()
        if gesture.secret or gesture.text.isspace():
            return ()
        scale = self._places.look_at(gesture.seen).scale(window.rect)
        point = empty_field(gesture, after, window, scale)
        if point is None:
            return ()
        before = frozenset(self._places.targets)
        name, why = self._places.target(point, gesture.seen, window, self._pattern(window))
        if why:
            if name not in before:
                self._forget(name)
            return ()
        text = Type(literal(gesture.text), into=name)
        return (self._become(step, text, " ".join(gesture.reasons)),)

    def _is_its_field(
        self, name: str, last: Done, gesture: Gesture[Sight], after: Sight | None
    ) -> bool:
        """Whether the place that was clicked is the field that the text went into."""
        anchors = self._places.targets[name].anchors
        if not anchors:
            return False  # a cell of a table, which the clerk has said by now
        if any(isinstance(one, TextAnchor) and one.then == "cell" for one in anchors):
            return True
        anchor = anchors[0]
        if isinstance(anchor, ImageAnchor) and self._places.in_field(anchor):
            return True
        scale = anchor.seen.scale if anchor.seen else 1.0
        return after is not None and wrote_at(last.gesture.at, gesture.seen, after, scale)

    def _become(self, step: Step, action: Action, review: str = "") -> Step:
        """The last step, with another action."""
        both = " ".join(dict.fromkeys(text for text in (step.review, review) if text))
        self._steps[-1] = replace(step, action=action, review=both)
        return self._steps[-1]

    def _secret(self, gesture: Gesture[Sight], window: Window | None) -> Step:
        """What was typed stays out: the player asks the system's credential store for it."""
        self._acted_in = window.id if window else 0
        pattern = self._pattern(window)
        name = secret_name(pattern, [s.action for s in self._steps])
        return self._add(Type(Secret(name), window=pattern), to_be_set(name))

    def hide(self, identity: str) -> Step | None:
        """Make a secret of what a step types; the step, or None where there is no such text."""
        return hide(self._steps, identity, self._places.targets)

    def _add(self, action: Action, review: str = "") -> Step:
        self._last = None
        step = Step(self._new_id(), action, review=review)
        self._steps.append(step)
        return step

    def undo(self) -> Step | None:
        """Take the last step back, with the targets that only it used; None if there is none."""
        if not self._steps:
            return None
        step = self._steps.pop()
        used = {name for other in self._steps for name in targets_of(other)}
        for name in targets_of(step):
            if name not in used and name in self._places.targets:
                self._forget(name)
        self._acted_in, self._last = 0, None
        return step

    def _forget(self, name: str) -> None:
        self._places.forget(name)
        self.questions.forget(name)

    def mark_wait(self, point: Point, sight: Sight) -> Step | None:
        """A step that waits for what is at a point: its text where that is certain, else what it
        looks like. None where the point is in a window of ours."""
        window = window_at(point, sight)
        if window is not None and window.pid in self._own:
            return None
        self.settle(sight)
        pattern = self._pattern(window)
        look = self._places.look_at(sight)
        text = awaited_text(point, look, window)
        if text and not is_personal(text, self._known):
            return self._add(WaitFor(TextSeen(literal(text), pattern)))
        name, why = self._places.target(point, sight, window, pattern)
        return self._add(WaitFor(Appears(name)), why)

    def mark_read(self, point: Point, sight: Sight) -> Step | None:
        """A step that reads the value at a point into a variable; None as above."""
        window = window_at(point, sight)
        if window is not None and window.pid in self._own:
            return None
        self.settle(sight)
        pattern = self._pattern(window)
        value = value_at(point, self._places.look_at(sight), window)
        name, why = self._places.target(value.point, sight, window, pattern, False, cells=False)
        into = either(
            f"읽은 값 {sum(isinstance(s.action, Read) for s in self._steps) + 1}",
            f"Value read {sum(isinstance(s.action, Read) for s in self._steps) + 1}",
        )
        action = Read(into, target=name, size=value.size, kind=value.kind)
        return self._add(action, value.why or why)

    def light(self, step: Step) -> tuple[Light, str] | None:
        """How well what a step acts on will be found again; see :mod:`recorder.lights`."""
        return self._places.light(step)

    def settle(self, sight: Sight) -> None:
        """Say of the last step whether its window was gone by the time of ``sight``; take it back
        where it only brought a window to the front."""
        if self._last is not None and only_raised(self._last, sight):
            dropped = self.undo()
            if dropped is not None:
                self.dropped.append(dropped)
        there = {window.id for window in sight.windows}
        if self._steps and self._acted_in and self._acted_in not in there:
            self._steps[-1] = replace(self._steps[-1], closes=True)
        self._acted_in = 0

    def _pattern(self, window: Window | None) -> WindowPattern | None:
        """How a window will be known again; what was known of it is brought up to date."""
        pattern = self._titles.pattern(window)
        if self._titles.replaced:
            self._places.targets, self._steps = renamed(
                self._places.targets, self._steps, self._titles.replaced
            )
            self._titles.replaced.clear()
        return pattern

    def _new_id(self) -> str:
        while (name := new_id()) in self._ids:
            pass
        self._ids.add(name)
        return name

    def _window(self, gesture: Gesture[Sight]) -> Window | None:
        """The window that a gesture was meant for."""
        if gesture.kind in ("press", "text"):
            return gesture.seen.active
        return window_at(gesture.at, gesture.seen)

    def _action(self, gesture: Gesture[Sight], window: Window | None) -> tuple[Action, str]:
        pattern = self._pattern(window)
        match gesture.kind:
            case "click":
                word = gesture.count == 2
                target, why = self._places.target(
                    gesture.at, gesture.seen, window, pattern, word=word
                )
                return Click(
                    target, gesture.button, gesture.count, gesture.modifiers, gesture.hold
                ), why
            case "drag":
                start, why = self._places.target(gesture.at, gesture.seen, window, pattern, False)
                # Who drags out of a window lets go in another one, or on the desktop.
                other = window_at(gesture.end, gesture.seen)
                to = self._pattern(other)
                end, why_end = self._places.target(gesture.end, gesture.seen, other, to, False)
                return Drag(start, end, gesture.button, gesture.modifiers), why or why_end
            case "wheel":
                target, why = self._places.target(gesture.at, gesture.seen, window, pattern)
                right, up = gesture.wheel
                return Scroll(right or up, target, across=bool(right)), why
            case "press":
                keys = join_chord(gesture.keys)
                return Press(keys, gesture.count, pattern), ""
            case "text" if gesture.text and gesture.text.isspace():
                # Blanks alone are no text: they tick a box or press a button.
                return Press("Space", len(gesture.text), pattern), ""
            case "text":
                return Type(literal(gesture.text), window=pattern), " ".join(gesture.reasons)
