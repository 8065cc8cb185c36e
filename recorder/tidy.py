"""What two things that the hands did come to together: a click and the text that follows it, two
turns of the wheel, a key that opens a menu and the letter that chooses from it, a window that was
only brought to the front.

Nothing here is kept: each function looks at two gestures, and at what was on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from player.look import matches
from player.types import Frame, Window
from player.vision.changes import changes
from recorder.gestures import Gesture
from recorder.hangul import lone_key
from recorder.sights import Sight
from recorder.titles import window_pattern
from scripts.keys import split_chord
from scripts.model import Point, Rect

_SWITCHES = frozenset(
    split_chord(chord)
    for chord in ("Alt+Tab", "Alt+Shift+Tab", "Ctrl+Alt+Tab", "Alt+Esc", "Alt+Shift+Esc")
)
"""Chords that bring another open window to the front and do nothing else."""
_MENU = frozenset(split_chord(chord) for chord in ("Alt", "F10", "Menu", "Shift+F10"))
_MOST_CHOSEN = 3
"""Letters that lead through a menu and its sub-menus; more are a text."""
_SMALLEST_MENU = (50, 40)
"""Pixels at scaling 1 (width, height) of a menu with one entry."""
_SOLID = 0.25
"""Share of a menu's rectangle that differs from what it lies over."""
_WRITTEN = (60, 14)
"""Pixels at scaling 1 from a click (to the right, up and down) in which the text that was typed
then appears, if the click was into its field."""
CARET = 4
"""Columns of pixels that change without a letter having been written: a caret that blinks."""
_SAME_WHEEL = 40
_DIFFERENT = 24


@dataclass(frozen=True, slots=True)
class Done:
    """The gesture that became the last step, and the window that it was meant for."""

    gesture: Gesture[Sight]
    window: Window | None


def only_raised(done: Done, now: Sight) -> bool:
    """Whether a gesture did nothing but bring an open window to the front, by keys, by its title
    bar or through a panel, as is seen ``now``. The next step says which window it means, and the
    player brings that to the front: unless the two would be taken for each other."""
    gesture, window, front = done.gesture, done.window, now.active
    switches = gesture.kind == "press" and gesture.keys in _SWITCHES
    if front is None or not (switches or _plain(gesture)):
        return False
    before = gesture.seen.active.id if gesture.seen.active else 0
    if gesture.seen.active is not None and before != front.id:
        one, other = gesture.seen.active, front
        if matches(window_pattern(one), other) or matches(window_pattern(other), one):
            return False
    if switches:
        return True
    known = {w.id: w for w in gesture.seen.windows}
    if front.id == before or front.id not in known:
        return False
    if window is None or window.id not in (before, front.id):
        # A panel never comes to the front itself; a window that did so has gone, or went down.
        return window is None or any(w.id == window.id and not w.minimised for w in now.windows)
    same_place = known[front.id].rect == front.rect and not front.minimised
    return window.id == front.id and same_place and not _within(gesture.at, front.client)


def same_wheel(done: Done, gesture: Gesture[Sight], window: Window | None) -> bool:
    """Whether a turn of the wheel goes on with the last one, after a rest."""
    last = done.gesture
    (right, up), (was_right, was_up) = gesture.wheel, last.wheel
    return (
        last.kind == gesture.kind == "wheel"
        and _id(done.window) == _id(window)
        and abs(last.at[0] - gesture.at[0]) <= _SAME_WHEEL
        and abs(last.at[1] - gesture.at[1]) <= _SAME_WHEEL
        and bool(right) == bool(was_right)
        and right * was_right + up * was_up > 0
    )


def may_be_focus(done: Done, gesture: Gesture[Sight]) -> bool:
    """Whether the last click may have been into the field that a text was typed into. Where it
    opened another window, that has the field."""
    return (
        _plain(done.gesture)
        and gesture.kind == "text"
        and done.window is not None
        and gesture.seen.active is not None
        and done.window.id == gesture.seen.active.id
    )


def wrote_at(point: Point, before: Sight, after: Sight, scale: float) -> bool:
    """Whether something was written at a point between two looks."""
    if before.frame.pixels.shape != after.frame.pixels.shape:
        return False
    right, up = (round(side * scale) for side in _WRITTEN)
    rect = (point[0] - round(4 * scale), point[1] - up, right, 2 * up)
    one, other = (sight.frame.crop(rect).pixels.astype(np.int16) for sight in (before, after))
    columns = (np.abs(one - other).max(axis=2) > _DIFFERENT).any(axis=0)
    return int(columns.sum()) > CARET * scale


def chosen_from_menu(
    done: Done, gesture: Gesture[Sight], scale: float
) -> tuple[tuple[str, ...], ...]:
    """The keys, one chord after the other, of a text that was typed while a menu was open; empty
    where it is a text."""
    last, text = done.gesture, gesture.text
    if last.kind != "press" or len(text) > _MOST_CHOSEN or gesture.secret or not text:
        return ()
    front = gesture.seen.active
    if _id(done.window) != _id(front):
        return ()
    opens = len(last.keys) == 2 and last.keys[0] == "Alt" and len(last.keys[1]) == 1
    if not (last.keys in _MENU or (opens and _menu_came(last.seen, gesture.seen, scale))):
        return ()
    keys = [lone_key(sign) or (sign.lower() if sign.isascii() else "") for sign in text]
    return tuple((key,) for key in keys) if all(keys) and not text.isspace() else ()


def _menu_came(before: Sight, now: Sight, scale: float) -> bool:
    """Whether something as large as a menu came up between two looks, and nothing larger: another
    page is no menu."""
    return any(
        rect[2] >= _SMALLEST_MENU[0] * scale and rect[3] >= _SMALLEST_MENU[1] * scale
        and _share(before.frame, now.frame, rect) >= _SOLID
        for rect in _changed(before.frame, now.frame, scale)
    )  # fmt: skip


def field_written(before: Sight, after: Sight, window: Window, scale: float) -> Point | None:
    """Where in a window a text was written between two looks: the middle of the one place that
    changed; None where there are several."""
    one, other = before.frame.crop(window.rect), after.frame.crop(window.rect)
    found = [
        rect for rect in changes(one.pixels, other.pixels, scale)
        if rect[2] > (CARET + 25) * scale  # what changed was joined over some pixels
    ]  # fmt: skip
    if len(found) != 1:
        return None
    x, y, width, height = found[0]
    return (one.origin[0] + x + width // 2, one.origin[1] + y + height // 2)


def _changed(before: Frame, now: Frame, scale: float) -> list[Rect]:
    left, top = before.origin
    return [
        (left + x, top + y, width, height)
        for x, y, width, height in changes(before.pixels, now.pixels, scale)
    ]


def _share(before: Frame, now: Frame, rect: Rect) -> float:
    one, other = (frame.crop(rect).pixels.astype(np.int16) for frame in (before, now))
    return float((np.abs(one - other).max(axis=2) > _DIFFERENT).mean())


def _plain(gesture: Gesture[Sight]) -> bool:
    """Whether it is one click with the left button and nothing else."""
    return (
        gesture.kind == "click" and gesture.button == "left" and gesture.count == 1
        and not gesture.modifiers and not gesture.hold
    )  # fmt: skip


def _id(window: Window | None) -> int:
    return window.id if window is not None else 0


def _within(point: Point, rect: Rect) -> bool:
    return rect[0] <= point[0] < rect[0] + rect[2] and rect[1] <= point[1] < rect[1] + rect[3]
