"""The places of a recording: its targets with their pictures, and what is known of each."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

from player.locate import Look, Pictures, locate
from player.types import Monitor, Refusal, Window
from recorder.again import Again
from recorder.anchors import Chosen, choose
from recorder.cells import is_cell
from recorder.changing import Watched, learn, watch
from recorder.gestures import Gesture
from recorder.lights import Light, light_of
from recorder.masking import mask_without
from recorder.naming import Namer, free_name
from recorder.personal import NOBODY, Known
from recorder.sights import Sight
from scripts.language import either
from scripts.model import ImageAnchor, Point, Rect, Step, Target, TextAnchor, WindowPattern
from scripts.placeholders import literal


class Places:
    """Gives each place that is acted on a target, the same one where it is the same place.

    What is somebody's, and what is ``known`` to be, comes into no picture and no name.
    ``monitors`` are the desktop's; ``own`` are process ids whose windows are ours.
    """

    def __init__(
        self,
        monitors: tuple[Monitor, ...],
        namer: Namer,
        own: frozenset[int],
        known: Known = NOBODY,
    ) -> None:
        self._known = known
        self._monitors = monitors
        self._namer = namer
        self._own = own
        self.targets: dict[str, Target] = {}
        """By their names."""
        self._images: dict[str, bytes] = {}
        self._pictures = Pictures(self._images)
        self._again = Again(self._pictures)
        self._doubts: dict[str, str] = {}
        """Why a target was not found where it was recorded."""
        self._last_look: Look | None = None
        self._watched: Watched | None = None
        """The last place that was recorded, while it is seen what changes around it."""
        self._since: set[str] = set()
        """The kinds of gestures since then."""
        self._word = False
        """Whether a word was chosen there, which says what the place is, whatever is typed over
        it."""
        self._in_field: dict[str, bool] = {}
        """Of pictures: whether their place is in a field."""

    @property
    def images(self) -> Mapping[str, bytes]:
        """The pictures of the targets."""
        return self._images

    def target(
        self,
        point: Point,
        sight: Sight,
        window: Window | None,
        pattern: WindowPattern | None,
        texts: bool = True,
        word: bool = False,
        cells: bool = True,
    ) -> tuple[str, str]:
        """The name of the target at a point, an earlier one if it is the same place, and what the
        clerk should know about it; ``texts`` and ``cells`` as :func:`recorder.anchors.choose` has
        them. ``word``: what is written there is chosen."""
        look = self.look_at(sight)
        for name, target in self.targets.items():
            if target.window == pattern and self._again.is_there(target, point, window, look):
                return name, ""
        monitor = next(
            (m.rect for m in self._monitors if _within(point, m.rect)), self._monitors[0].rect
        )
        cover = mask_without(self._ours_before(window, sight))
        chosen = choose(point, look, window, monitor, pattern, self._known, cover, texts,
                        cells, popup_at(point, sight))  # fmt: skip
        cell = next((one.text for one in chosen.more if one.then == "cell"), "")
        same = next((n for n, t in self.targets.items() if cell and is_cell(t, cell, pattern)), "")
        if same:
            return same, ""  # clicked elsewhere in it
        taken = frozenset(self.targets)
        name = (
            free_name(either(f"{cell} 칸", f"cell {cell}"), taken) if cell
            else self._namer.name(point, sight.frame, taken)
        )  # fmt: skip
        self._keep(name, pattern, chosen)
        if chosen.certain:
            self._again.note(chosen.anchor, point, look)
        else:
            self._doubts[name] = chosen.why
        self._watched = watch(name, chosen, point, look, window)
        self._since, self._word = set(), word
        return name, chosen.why

    def text(self, text: str, pattern: WindowPattern | None, sight: Sight) -> str:
        """The name of the target that is wherever a text stands in a window, an earlier one if it
        is the same; empty where it cannot be found by that."""
        for name, there in self.targets.items():
            if there == Target(name, pattern, (TextAnchor(literal(text)),)):
                return name
        shown = locate(Target("", pattern, (TextAnchor(text),)), Pictures({}), self.look_at(sight))
        if isinstance(shown, Refusal):
            return ""
        name = free_name(text, frozenset(self.targets))
        self.targets[name] = Target(name, pattern, (TextAnchor(literal(text)),))
        return name

    def become(self, target: Target) -> None:
        """A target has turned out to be another one."""
        self.targets[target.name] = target
        if not target.anchors and self._watched and self._watched.name == target.name:
            self._watched = None
        self._drop_unused_images()

    def forget(self, name: str) -> None:
        """No step acts on a target any more."""
        del self.targets[name]
        self._drop_unused_images()
        if self._watched is not None and self._watched.name == name:
            self._watched = None

    def learn(self, gesture: Gesture[Sight]) -> None:
        """See what has changed around the last place until this gesture."""
        if self._watched is not None:
            name = self._watched.name
            typed = self._since == {"text"} and not self._word
            wiser = learn(self._watched, gesture.seen, typed)
            if wiser is not None:
                others = self.targets[name].anchors[1:]
                self.targets[name] = replace(self.targets[name], anchors=(wiser, *others))
                self._watched = replace(self._watched, anchor=wiser)
        self._since.add(gesture.kind)

    def in_field(self, anchor: ImageAnchor) -> bool:
        """Whether a place is in a field."""
        if anchor.image not in self._in_field:  # dear to see, and asked after every click
            self._in_field[anchor.image] = self._pictures.known(anchor).sample.in_field
        return self._in_field[anchor.image]

    def light(self, step: Step) -> tuple[Light, str] | None:
        """How well what a step acts on will be found again; see :mod:`recorder.lights`."""
        return light_of(step, self.targets, self._pictures, self._doubts)

    def look_at(self, sight: Sight) -> Look:
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
        self.targets[name] = Target(name, pattern, (chosen.anchor, *chosen.more))
        self._images[chosen.anchor.image] = chosen.png
        self._pictures.adopt(chosen.pictures)

    def _drop_unused_images(self) -> None:
        used = {a.image for t in self.targets.values() for a in t.anchors if hasattr(a, "image")}
        self._images = {image: png for image, png in self._images.items() if image in used}
        self._pictures.images = self._images


def popup_at(point: Point, sight: Sight) -> Rect | None:
    """The menu, or the list that drops down, that was open at a point (desktop pixels)."""
    return sight.popup if sight.popup is not None and _within(point, sight.popup) else None


def window_at(point: Point, sight: Sight) -> Window | None:
    """The foremost window at a point (desktop pixels)."""
    return next((w for w in sight.windows if not w.minimised and _within(point, w.rect)), None)


def _within(point: Point, rect: Rect) -> bool:
    return rect[0] <= point[0] < rect[0] + rect[2] and rect[1] <= point[1] < rect[1] + rect[3]
