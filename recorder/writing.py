"""From gestures to a script: steps, the targets they share, and their pictures."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from types import MappingProxyType

from player.locate import Look, Pictures
from player.types import Monitor, Window
from recorder.again import Again
from recorder.anchors import Chosen, choose
from recorder.asking import Questions
from recorder.changing import Watched, learn, watch
from recorder.gestures import Gesture
from recorder.lights import Light, light_of
from recorder.marks import awaited_text, value_at
from recorder.masking import mask_without
from recorder.naming import Namer
from recorder.personal import NOBODY, Known, is_personal
from recorder.scrolled import Wheel
from recorder.secrecy import hide, secret_name, to_be_set
from recorder.sights import Sight
from recorder.tidy import (
    Done,
    chosen_from_menu,
    may_be_focus,
    only_raised,
    same_wheel,
    wrote_at,
)
from recorder.titles import Titles, renamed
from recorder.waits import typed_in, waited_for
from scripts.files import new_id
from scripts.keys import join_chord
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
    Rect,
    Script,
    Scroll,
    Secret,
    Step,
    Target,
    TextSeen,
    Type,
    WaitFor,
    WindowPattern,
)
from scripts.placeholders import literal
from scripts.schema import targets_of


class Writer:
    """Grows a script, gesture by gesture.

    What is somebody's, and what is ``known`` to be, comes into no picture, name and title.
    ``monitors`` are the desktop's; ``own`` are process ids whose windows are ours and never part of
    a recording.
    """

    def __init__(
        self,
        name: str,
        system: str,
        monitors: tuple[Monitor, ...],
        namer: Namer,
        own: frozenset[int] | None = None,
        known: Known = NOBODY,
    ) -> None:
        self._known = known
        self._titles = Titles(known)
        self._monitors = monitors
        self._namer = namer
        self._own = frozenset({os.getpid()}) if own is None else own
        self._targets: dict[str, Target] = {}
        self._images: dict[str, bytes] = {}
        self._pictures = Pictures(self._images)
        self._again = Again(self._pictures)
        self._doubts: dict[str, str] = {}
        """Why a target was not found where it was recorded."""
        self._steps: list[Step] = []
        self._ids: set[str] = set()
        self._last_look: Look | None = None
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
        self._watched: Watched | None = None
        """The last place that was recorded, while it is seen what changes around it."""
        self._in_field: dict[str, bool] = {}
        """Of pictures: whether their place is in a field."""
        self._soon: Sight | None = None
        """The last rest that was looked at for what came in it."""
        self._since: set[str] = set()
        """The kinds of gestures since then."""
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
            targets=MappingProxyType(dict(self._targets)),
            recorded=replace(self._recorded, seconds=round(ended - began, 1)),
            images=MappingProxyType(dict(self._images)),
        )

    def take(self, gesture: Gesture[Sight], after: Sight | None = None) -> tuple[Step, ...]:
        """Write a gesture down: the steps that are new, or that have become other ones (with the
        id that they had). None where it was done to our own windows, or only brought a window to
        the front. ``after`` is what was seen when it was over."""
        self.settle(gesture.seen)
        self._learn(gesture)
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
        scale = self._look_at(gesture.seen).scale(window.rect)
        typed = typed_in(self._steps)
        text = waited_for(gesture.seen, window, scale, last.gesture.at, typed, self._known)
        if not text:
            return ()
        return (self._add(WaitFor(TextSeen(literal(text), self._pattern(window)))),)

    def _write(self, gesture: Gesture[Sight], window: Window | None) -> Step:
        """A gesture as a step of its own."""
        if gesture.secret and gesture.kind == "text":
            return self._secret(gesture, window)
        action, review = self._action(gesture, window)
        if gesture.kind not in ("press", "text") and gesture.seen.until < self._last_done:
            review = review or "화면이 바뀌자마자 눌러서 찾을 그림이 옛것일 수 있어요."
        self._last_done = gesture.last
        self._acted_in = window.id if window else 0
        step = self._add(action, review)
        self._learn_of_places(step, gesture, window)
        return step

    def _learn_of_places(self, step: Step, gesture: Gesture[Sight], window: Window | None) -> None:
        """What a new step says of places: that they are scrolled to, that they are in a row."""
        look, before = self._look_at(gesture.seen), self._steps
        self._wheel.note(step, gesture.at, window.id if window else 0, look, before,
                         self._targets, self._images)  # fmt: skip
        if isinstance(step.action, Click) and window is not None:
            target = self._targets[step.action.target]
            self.questions.consider(step.id, target, gesture.at, look, window.rect)

    def answer_row(self, step: str, choice: str, column: str = "") -> Step | None:
        """Make of a step's target what the clerk has chosen; the step, or None for an answer to no
        question, or one that does not fit."""
        done = next((one for one in self._steps if one.id == step), None)
        target = self.questions.answered(step, choice, column, self._targets) if done else None
        if target is None:
            return None
        self._targets[target.name] = target
        if not target.anchors and self._watched and self._watched.name == target.name:
            self._watched = None
        self._drop_unused_images()
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
            case Press(), "text" if window is not None:
                scale = self._look_at(gesture.seen).scale(window.rect)
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

    def _is_its_field(
        self, name: str, last: Done, gesture: Gesture[Sight], after: Sight | None
    ) -> bool:
        """Whether the place that was clicked is the field that the text went into."""
        anchors = self._targets[name].anchors
        if not anchors:
            return False  # a cell of a table, which the clerk has said by now
        anchor = anchors[0]
        if isinstance(anchor, ImageAnchor):
            if anchor.image not in self._in_field:  # dear to see, and asked after every click
                known = self._pictures.known(anchor)
                self._in_field[anchor.image] = known.sample.in_field
            if self._in_field[anchor.image]:
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
        return hide(self._steps, identity, self._targets)

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
            if name not in used and name in self._targets:
                self._forget(name)
        self._acted_in, self._last = 0, None
        return step

    def _forget(self, name: str) -> None:
        del self._targets[name]
        self.questions.forget(name)
        self._drop_unused_images()
        if self._watched is not None and self._watched.name == name:
            self._watched = None

    def _drop_unused_images(self) -> None:
        used = {a.image for t in self._targets.values() for a in t.anchors if hasattr(a, "image")}
        self._images = {image: png for image, png in self._images.items() if image in used}
        self._pictures.images = self._images

    def mark_wait(self, point: Point, sight: Sight) -> Step | None:
        """A step that waits for what is at a point: its text where that is certain, else what it
        looks like. None where the point is in a window of ours."""
        window = self._at(point, sight)
        if window is not None and window.pid in self._own:
            return None
        self.settle(sight)
        pattern = self._pattern(window)
        look = self._look_at(sight)
        text = awaited_text(point, look, window)
        if text and not is_personal(text, self._known):
            return self._add(WaitFor(TextSeen(literal(text), pattern)))
        name, why = self._target(point, sight, window, pattern)
        return self._add(WaitFor(Appears(name)), why)

    def mark_read(self, point: Point, sight: Sight) -> Step | None:
        """A step that reads the value at a point into a variable; None as above."""
        window = self._at(point, sight)
        if window is not None and window.pid in self._own:
            return None
        self.settle(sight)
        pattern = self._pattern(window)
        value = value_at(point, self._look_at(sight), window)
        name, why = self._target(value.point, sight, window, pattern, False)
        into = f"읽은 값 {sum(isinstance(s.action, Read) for s in self._steps) + 1}"
        action = Read(into, target=name, size=value.size, kind=value.kind)
        return self._add(action, value.why or why)

    def light(self, step: Step) -> tuple[Light, str] | None:
        """How well what a step acts on will be found again; see :mod:`recorder.lights`."""
        return light_of(step, self._targets, self._pictures, self._doubts)

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
            self._targets, self._steps = renamed(self._targets, self._steps, self._titles.replaced)
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
        return self._at(gesture.at, gesture.seen)

    @staticmethod
    def _at(point: Point, sight: Sight) -> Window | None:
        return next((w for w in sight.windows if not w.minimised and _inside(point, w)), None)

    def _action(self, gesture: Gesture[Sight], window: Window | None) -> tuple[Action, str]:
        pattern = self._pattern(window)
        match gesture.kind:
            case "click":
                target, why = self._target(gesture.at, gesture.seen, window, pattern)
                return Click(
                    target, gesture.button, gesture.count, gesture.modifiers, gesture.hold
                ), why
            case "drag":
                start, why = self._target(gesture.at, gesture.seen, window, pattern, False)
                # Who drags out of a window lets go in another one, or on the desktop.
                other = self._at(gesture.end, gesture.seen)
                to = self._pattern(other)
                end, why_end = self._target(gesture.end, gesture.seen, other, to, False)
                return Drag(start, end, gesture.button, gesture.modifiers), why or why_end
            case "wheel":
                target, why = self._target(gesture.at, gesture.seen, window, pattern)
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

    def _target(
        self,
        point: Point,
        sight: Sight,
        window: Window | None,
        pattern: WindowPattern | None,
        texts: bool = True,
    ) -> tuple[str, str]:
        """The name of the target at a point, an earlier one if it is the same place, and what the
        clerk should know about it; ``texts`` as :func:`recorder.anchors.choose` has it."""
        look = self._look_at(sight)
        for name, target in self._targets.items():
            if target.window == pattern and self._again.is_there(target, point, window, look):
                return name, ""
        monitor = next(
            (m.rect for m in self._monitors if _within(point, m.rect)), self._monitors[0].rect
        )
        cover = mask_without(self._ours_before(window, sight))
        chosen = choose(point, look, window, monitor, pattern, self._known, cover, texts)
        name = self._namer.name(point, sight.frame, frozenset(self._targets))
        self._keep(name, pattern, chosen)
        if chosen.certain:
            self._again.note(chosen.anchor, point, look)
        else:
            self._doubts[name] = chosen.why
        self._watched = watch(name, chosen, point, look, window)
        self._since = set()
        return name, chosen.why

    def _learn(self, gesture: Gesture[Sight]) -> None:
        """See what has changed around the last place until this gesture."""
        if self._watched is not None:
            name = self._watched.name
            wiser = learn(self._watched, gesture.seen, self._since == {"text"})
            if wiser is not None:
                others = self._targets[name].anchors[1:]
                self._targets[name] = replace(self._targets[name], anchors=(wiser, *others))
                self._watched = replace(self._watched, anchor=wiser)
        self._since.add(gesture.kind)

    def _look_at(self, sight: Sight) -> Look:
        """The look for a sight; several gestures often share one, and its fields are dear."""
        if self._last_look is None or self._last_look.frame is not sight.frame:
            self._last_look = Look(sight.frame, sight.windows, self._monitors)
        return self._last_look

    def _ours_before(self, window: Window | None, sight: Sight) -> list[Rect]:
        """Where our own windows lie that are in front of one."""
        there = [w for w in sight.windows if not w.minimised]
        before = itertools.takewhile(lambda w: window is None or w.id != window.id, there)
        return [w.rect for w in before if w.pid in self._own]

    def _keep(self, name: str, pattern: WindowPattern | None, chosen: Chosen) -> None:
        self._targets[name] = Target(name, pattern, (chosen.anchor, *chosen.more))
        self._images[chosen.anchor.image] = chosen.png
        self._pictures.adopt(chosen.pictures)


def _inside(point: Point, window: Window) -> bool:
    return _within(point, window.rect)


def _within(point: Point, rect: tuple[int, int, int, int]) -> bool:
    return rect[0] <= point[0] < rect[0] + rect[2] and rect[1] <= point[1] < rect[1] + rect[3]
