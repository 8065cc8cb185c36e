"""What the clerk waited for, seen from what came late, and from what had gone by then.

Most waiting needs no step: a step waits for its window and for its place. What is left is an answer
of the program in a window that was there before: the text "3 rows were found", after which she goes
on. Such a text is waited for, if it came some time after the last thing that she did, and she did
the next one after it. Where no answer comes, a text may go that said that the program was busy:
조회 중입니다; or a wheel that turned comes to rest. How long she rested otherwise says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from player.look import intersection
from player.ocr.compare import bare
from player.ocr.find import find_text
from player.ocr.reader import Line, read_lines
from player.types import Frame, Window
from player.vision.changes import CARET, every_change
from player.vision.entry import entry
from player.vision.field import grey, resize
from recorder.personal import NOBODY, Known, is_personal
from recorder.sights import Sight, Stir
from recorder.vocabulary import BUSY
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect, Step, Type

_AROUND = (20, 12)
"""Pixels at scaling 1 (across, down) around what changed that are read with it."""
_POINTER = 70
"""Pixels at scaling 1 from the pointer within which what comes up is a hint of its own."""
_MOST = 4
"""Changes that are read, the largest first."""
_SHORTEST, _BUSY = 4, 3
"""Letters of a text that is an answer, and not a sign; and of one that says by its word what it is:
조회 중."""
_SMALL = 0.3
"""Share of a window up to which what moves in it is a sign that the program is busy."""
_PAUSE, _BEGINS, _LONG, _RESTS, _OFTEN = 0.45, 1.0, 1.0, 0.4, 5
"""Seconds between two moves at most (a caret blinks every half second), until the first one, from
the first to the last at least, and of rest behind it; and moves at least."""
_SURE = 0.9
"""Confidence from which a line says what was read."""
_PARTS = re.compile(r"\s*(?:\S*\d\S*|[·|:;,()\[\]{}<>…]|(?<=\s)[-–](?=\s))\s*")
"""What parts a text: numbers with what hangs on them, and signs."""


def waited_for(
    sight: Sight,
    window: Window,
    scale: float,
    pointer: Point,
    typed: Collection[str] = (),
    known: Known = NOBODY,
) -> str:
    """The text that came late in a window, before something was done that was seen as ``sight``;
    empty if there is none. ``pointer`` is where it was meanwhile (desktop pixels); what was
    ``typed`` will be another text in another row."""
    looks = _soon_and_now(sight, window)
    if looks is None:
        return ""
    before, now = looks
    changed = every_change(before.pixels, now.pixels, scale)
    here = (pointer[0] - now.origin[0], pointer[1] - now.origin[1])
    for rect in (changed or [])[:_MOST]:
        if _is_near(rect, here, scale):
            continue
        for text in _answers(now, rect, scale, typed):
            if not is_personal(text, known) and _came(text, before, now, scale):
                return text
    return ""


def busy_with(
    before: Frame,
    sight: Sight,
    window: Window,
    scale: float,
    typed: Collection[str] = (),
    known: Known = NOBODY,
) -> str:
    """The text that said that a window's program was busy: it came after the last thing that was
    done (seen as ``before``), and had gone when something was done that was seen as ``sight``.
    Empty if there is none."""
    looks = _soon_and_now(sight, window)
    if looks is None:
        return ""
    soon, now = looks
    for rect in (every_change(now.pixels, soon.pixels, scale) or [])[:_MOST]:
        for text in _answers(soon, rect, scale, typed, _BUSY):
            if (
                BUSY.search(text)
                and not is_personal(text, known)
                and _came(text, now, soon, scale)
                and _came(text, before.crop(now.rect), soon, scale)
            ):
                return text
    return ""


def was_busy(sight: Sight, window: Window, scale: float, pointer: Point, since: float) -> bool:
    """Whether something in a window moved on and on after the last thing that was done (at
    ``since``, where the ``pointer`` was), and had come to rest before something was done that was
    seen as ``sight``: a wheel that turns, a bar that grows. A caret and a clock move less often,
    a button that lights up is under the pointer, and what fills the window is another page."""
    x, y, width, height = intersection(window.rect, sight.frame.rect)
    moving: list[Stir] = []
    for stir in sight.stirs:
        left, top, wide, high = stir.rect
        here = x <= left and y <= top and left + wide <= x + width and top + high <= y + height
        small = wide * high <= _SMALL * width * height and min(wide, high) > CARET * scale
        if stir.time <= since or not (here and small) or _is_near(stir.rect, pointer, scale):
            continue
        if moving and (
            stir.time - moving[-1].time > _PAUSE or not _meet(moving[-1].rect, stir.rect)
        ):
            if _is_long(moving):
                break
            moving = []
        moving.append(stir)
    return (
        _is_long(moving)
        and moving[0].time - since <= _BEGINS
        and sight.until - moving[-1].time >= _RESTS
    )


def _is_long(moving: Sequence[Stir]) -> bool:
    return len(moving) >= _OFTEN and moving[-1].time - moving[0].time >= _LONG


def _meet(one: Rect, other: Rect) -> bool:
    return all(intersection(one, other)[2:])


def _soon_and_now(sight: Sight, window: Window) -> tuple[Frame, Frame] | None:
    """A window soon after the last thing that was done, and when the next one was; None where it
    was not there, or elsewhere."""
    soon = sight.soon
    if soon is None or not _is_where_it_was(window, soon):
        return None
    bounds = intersection(window.rect, sight.frame.rect)
    return soon.frame.crop(bounds), sight.frame.crop(bounds)


def typed_in(steps: Iterable[Step]) -> set[str]:
    """The texts that steps type."""
    return {
        step.action.text
        for step in steps
        if isinstance(step.action, Type) and isinstance(step.action.text, str)
    }


def _is_where_it_was(window: Window, soon: Sight) -> bool:
    """Whether a window was there, and at its place, before."""
    return any(
        w.id == window.id and w.rect == window.rect and not w.minimised for w in soon.windows
    )


def _answers(
    now: Frame, rect: Rect, scale: float, typed: Collection[str], shortest: int = _SHORTEST
) -> Iterator[str]:
    """What lasts of the lines in a part of a window that has changed, where it is surely read; not
    what stands in a field, which somebody typed. Of a number all may read something else."""
    across, down = (round(side * scale) for side in _AROUND)
    x, y, width, height = rect
    left, top = now.origin
    part = now.crop((left + x - across, top + y - down, width + 2 * across, height + 2 * down))
    levels = grey(resize(now.pixels, 1 / scale))
    for line in _lines(part, scale):
        text = _lasting(line.text, typed, shortest)
        told = {bare(_lasting(voice, typed, shortest)) for voice in (line.text, *line.also)}
        if not text or len(told) > 1 or not line.agreed or line.confidence < _SURE:
            continue
        a, b, wide, high = line.rect
        middle = (part.origin[0] - left + a + wide / 2, part.origin[1] - top + b + high / 2)
        if entry(levels, (round(middle[0] / scale), round(middle[1] / scale))) is None:
            yield text


def _lasting(line: str, typed: Collection[str], shortest: int = _SHORTEST) -> str:
    """The first part of a text that will be the same another time: without numbers, and without
    what was typed."""
    for part in _PARTS.split(line):
        data = any(text in part or part in text for text in typed)
        if len(bare(part)) >= shortest and not data:
            return part.strip()
    return ""


def _came(text: str, before: Frame, now: Frame, scale: float) -> bool:
    """Whether the player would see a text now, and would not have seen it before."""
    try:
        return bool(
            find_text(now.pixels, text, scale, parts=True)
            and not find_text(before.pixels, text, scale, parts=True)
        )
    except DesktopProblem:
        return False


def _lines(part: Frame, scale: float) -> list[Line]:
    try:
        return read_lines(part.pixels, scale, thorough=True)
    except DesktopProblem:
        return []  # nothing can read: nothing is learnt


def _is_near(rect: Rect, point: Point, scale: float) -> bool:
    reach = _POINTER * scale
    x, y, width, height = rect
    return x - reach <= point[0] < x + width + reach and y - reach <= point[1] < y + height + reach
