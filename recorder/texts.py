"""Other ways to know a place: by what is written on it, or by the label that it belongs to.

A picture gives way where letters grow, a theme turns dark or the data around are other ones; words
stay. Each text is kept only if the player's own eyes find the place by it on the recorded screen,
and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from player.captions import label_of, part_around, written_at
from player.locate import Look, Pictures, locate
from player.look import intersection
from player.ocr.compare import bare
from player.ocr.fields import field_of, is_of_its_kind
from player.ocr.reader import Line, read_lines
from player.types import Frame, Match
from player.vision.boxes import boxes
from player.vision.entry import field_around
from player.vision.field import grey, resize
from player.vision.segments import segments
from player.vision.ticks import tick_at, ticks_in
from recorder.personal import NOBODY, Known, is_personal
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect, Seen, Target, TextAnchor, WindowPattern

_TO_LABEL, _LABEL = 34, 420
"""Pixels at scaling 1 beside a box within which its label begins, and that it is long at most."""
_ROW, _CLOSE = 12, 14
"""Pixels at scaling 1 above and below the label of a box in which the box is, and between the two;
the label is clicked as well."""
_AROUND = (380, 70)
"""Pixels at scaling 1 left of a place and above it in which its label may be."""
_MOST = 3
"""Lines in its row, and above it, that are tried as the label of a field, the nearest first."""
_UPWARDS = 3
"""A pixel upwards counts as so many to the left: labels stand close above their fields."""
_NEAR_ABOVE, _FAR_LEFT = 12, 60
"""Pixels at scaling 1 up to which a label is close above its field and flush with it, and from
which one is far left of it."""
_Beside = tuple[float, Literal["right", "below"], Line]
"""What may be a label: how far it is, on which side of it the field is, and what was read."""
_Label = tuple[str, Literal["right", "below"], Rect, Rect]
"""A label, on which side of it its field is, and where that and the label are (desktop pixels)."""
EXACT = 3
"""Pixels by which the place that the player finds may differ from the recorded one."""
_SPOT = (2 * EXACT + 1, 2 * EXACT + 1)
_SQUARE = 1.3
"""Width of a box to be ticked, in its heights, from which it is a switch. A field is wider, too; an
icon is not."""
_NEXT, _ALIKE = 4, 4
"""How far below a field the next one is looked for, in its heights, and pixels at scaling 1 by
which the two may differ."""
_BUTTON, _SPACE = 4, 10
"""Height of a button at most, in those of its caption, and pixels at scaling 1 between it and the
next: the frame of a field is up to 8 of them outside of what is told as it."""
_LETTER = 1.3
"""Width of what stands beside a value, in its heights, up to which it is a letter or an arrow."""
_CENTRED = 0.2
"""Difference of the spaces left and right of what stands in a box, as a share of both, up to which
it stands in the middle."""
_INSET, _INK, _TOGETHER, _SIDE = 4, 24, 20, 0.8
"""Pixels at scaling 1 of a box's rim, grey levels by which something is drawn on its ground, pixels
between two things that belong together, and the share of its height that a box's side takes."""
_LOW, _SIDE_OF_LOW = 26, 0.9
"""Height at scaling 1 below which a box is hardly higher than its letters, and that share of all of
it then."""
_LEFT = 0.5
"""Space left of a value, as a share of that right of it, up to which it is no button's caption."""


def by_text(
    point: Point,
    look: Look,
    bounds: Rect,
    pattern: WindowPattern | None,
    seen: Seen,
    known: Known = NOBODY,
    in_field: bool = False,
    in_list: bool = False,
    popup: Rect | None = None,
) -> tuple[TextAnchor, ...]:
    """The texts by which a place (desktop pixels) in a window with the rectangle ``bounds`` is
    found; ``in_field`` if what stands there is its value, ``in_list`` if it may be in one of the
    rows of a list: its label is none of a heading, then, that all rows have. In a ``popup`` (the
    rectangle of a menu, or of a list that drops down) it is what is written in its row."""
    frame, scale = look.frame, look.scale(bounds)

    def finds(anchor: TextAnchor, there: Rect) -> bool:
        if is_personal(anchor.text, known) or "{" in anchor.text or "}" in anchor.text:
            return False  # a brace begins a placeholder
        found = locate(Target("", pattern, (anchor,)), Pictures({}), look)
        return isinstance(found, Match) and _within(found.point, there)

    box = None if in_list or popup else _tick(frame, point, bounds, scale)
    if box is not None and not _is_button(frame, box, scale):
        for text in _beside(frame, box, scale):
            anchor = TextAnchor(text, "box", seen=seen)
            if finds(anchor, box):
                return (anchor,)
    field = None if popup else _labelled(frame, point, bounds, scale)
    if field is not None and _is_caption_in_the_middle(frame, field[2], scale):
        field = None
    own = None
    if popup is not None:
        own = _choice(frame, point, popup, scale)
    elif not in_field:
        own = _caption(frame, point, scale)
    if own is not None and not (field and _is_value(frame, own[1], field[2], scale)):
        text, there = own
        if not text:
            return ()  # a button whose words are not sure: what stands beside it does not name it
        anchor = TextAnchor(text, offset=_off(point, there), seen=seen)
        return (anchor,) if finds(anchor, (point[0] - EXACT, point[1] - EXACT, *_SPOT)) else ()
    if field is None or (in_list and field[1] == "below" and _has_next(frame, field[2], scale)):
        return ()
    anchor = TextAnchor(field[0], field[1], seen=seen)
    return (anchor,) if finds(anchor, field[2]) else ()


def _tick(frame: Frame, point: Point, bounds: Rect, scale: float) -> Rect | None:
    """The box to be ticked at a point (desktop pixels), or that of the label there: who clicks the
    one ticks the other."""
    wide, high = round(160 * scale), round(100 * scale)
    part = frame.crop(
        intersection((point[0] - wide // 2, point[1] - high // 2, wide, high), bounds)
    )
    left, top = part.origin
    box = tick_at(part.pixels, (point[0] - left, point[1] - top), scale)
    if box is not None:
        return (box[0] + left, box[1] + top, box[2], box[3])
    row = round(_ROW * scale)
    zone = intersection(
        (point[0] - round(_LABEL * scale), point[1] - row, round(_LABEL * scale), 2 * row), bounds
    )
    part = frame.crop(zone)
    left, top = part.origin
    found = ticks_in(part.pixels, (0, 0, part.rect[2], part.rect[3]), scale)
    if not found:
        return None
    x, y, width, height = found[-1]
    box = (x + left, y + top, width, height)
    for line in _lines(_right_of(frame, box, scale), scale)[:1]:
        gap, end = line.rect[0], box[0] + width + line.rect[0] + line.rect[2]
        if gap <= _CLOSE * scale and point[0] <= end + _CLOSE * scale:
            return box
    return None


def _is_button(frame: Frame, box: Rect, scale: float) -> bool:
    """Whether what looks like a switch is a small button: something is written on it."""
    if box[2] <= _SQUARE * box[3]:
        return False
    inside = _lines(frame.crop(box), scale)
    return any(line.agreed and len(bare(line.text)) > 1 for line in inside)


def _right_of(frame: Frame, box: Rect, scale: float) -> Frame:
    """What may be the label right of a box: up to the next one."""
    x, y, width, height = box
    high = round(4 * scale)
    part = frame.crop((x + width + 1, y - high, round(_LABEL * scale), height + 2 * high))
    others = ticks_in(part.pixels, (0, 0, part.rect[2], part.rect[3]), scale)
    return part.crop((*part.origin, others[0][0], part.rect[3])) if others else part


def _beside(frame: Frame, box: Rect, scale: float) -> Iterator[str]:
    """What may be the label of a box to be ticked: it changes its look with its state."""
    x, y, _, height = box
    top, reach, wide = y - round(4 * scale), round(_TO_LABEL * scale), round(_LABEL * scale)
    right = _right_of(frame, box, scale)
    left = frame.crop((x - 1 - wide, top, wide, height + round(8 * scale)))
    for line in _lines(right, scale)[:1]:
        if line.rect[0] <= reach and not _is_on_another(right, line, box, scale):
            yield label_of(line)
            if line.rect[0] <= _CLOSE * scale:
                return  # what stands left names all of several boxes
    for line in _lines(left, scale)[-1:]:
        near = left.pixels.shape[1] - line.rect[0] - line.rect[2] <= reach
        if near and not _is_on_another(left, line, box, scale):
            yield label_of(line)


def _is_on_another(part: Frame, line: Line, box: Rect, scale: float) -> bool:
    """Whether a text stands on a button, and is no label of the box (desktop pixels) beside it:
    between the two is a space, as there is none between the cells of a form."""
    x, y, width, height = line.rect
    right, bottom = x + width - 1, y + height - 1
    left, gap = box[0] - part.origin[0], _SPACE * scale
    return any(
        a < x and right < a + wide and b < y and bottom < b + high and high <= _BUTTON * height
        and (left > a + wide + gap or left + box[2] < a - gap)
        for a, b, wide, high in boxes(part.pixels, scale).closed
    )  # fmt: skip


def _labelled(
    frame: Frame, point: Point, bounds: Rect, scale: float
) -> tuple[str, Literal["right", "below"], Rect] | None:
    """The label of the field at a point, on which side of it the field is, and where (desktop
    pixels)."""
    left, up = (round(side * scale) for side in _AROUND)
    row = round(20 * scale)
    part = frame.crop(intersection((point[0] - left, point[1] - up, left + row, up + row), bounds))
    x, y = point[0] - part.origin[0], point[1] - part.origin[1]
    level: list[_Beside] = []
    above: list[_Beside] = []
    for line in _lines(part, scale):
        a, b, width, height = line.rect
        if a > 0 and a + width <= x and abs(b + height / 2 - y) <= row:
            level.append((x - a - width, "right", line))
        elif b > 0 and b + height <= y and a <= x:
            above.append((_UPWARDS * (y - b - height) + max(0, x - a - width), "below", line))
    found = [
        one for lines in (level, above) if (one := _first_label(lines, frame, part, point, scale))
    ]
    if len(found) == 2 and _is_close_above(found[1], scale) and _is_far_left(found[0], scale):
        found.reverse()
    return next((label[:3] for label in found), None)


def _first_label(
    lines: list[_Beside], frame: Frame, part: Frame, point: Point, scale: float
) -> _Label | None:
    """The nearest of some lines that names the field at a point."""
    for _, side, line in sorted(lines, key=lambda one: one[0])[:_MOST]:
        text = label_of(line)
        rect = (
            line.rect[0] + part.origin[0] - frame.origin[0],
            line.rect[1] + part.origin[1] - frame.origin[1],
            *line.rect[2:],
        )
        box = field_of(frame.pixels, rect, scale, side) if text else None
        if box is not None:
            there = (box[0] + frame.origin[0], box[1] + frame.origin[1], box[2], box[3])
            if (
                _within(point, there)
                and not is_of_its_kind(frame.pixels, rect, box, scale)
                and box[2] > _SQUARE * box[3]
            ):
                x, y = rect[0] + frame.origin[0], rect[1] + frame.origin[1]
                return text, side, there, (x, y, rect[2], rect[3])
    return None


def _is_close_above(label: _Label, scale: float) -> bool:
    """Whether a label stands close above its field, and begins where that does."""
    (left, top, _, _), (x, y, _, height) = label[2], label[3]
    return max(top - y - height, abs(left - x)) <= _NEAR_ABOVE * scale


def _is_far_left(label: _Label, scale: float) -> bool:
    """Whether a label ends so far left of its field that it may be an entry of a menu there."""
    return label[2][0] - label[3][0] - label[3][2] > _FAR_LEFT * scale


def _has_next(frame: Frame, field: Rect, scale: float) -> bool:
    """Whether a field like this one stands below it without a label of its own: the next row's."""
    x, y, width, height = field
    part = frame.crop((x - height, y, width + 2 * height, _NEXT * height))
    left, top = x - part.origin[0], height
    slack = _ALIKE * scale
    for a, b, wide, high in boxes(part.pixels, scale).closed:
        alike = abs(a - left) <= slack and abs(wide - width) <= slack
        if not alike or abs(high - height) > slack or b < top - slack:
            continue
        between = part.crop((x, y + height, width, b - height)).pixels
        if not (between.size and segments(between, scale)):
            return True
    return False


def _caption(frame: Frame, point: Point, scale: float) -> tuple[str, Rect] | None:
    """What is written at a point, empty if it can be no caption, and where (desktop pixels)."""
    line = written_at(frame, point, scale)
    text = label_of(line) if line is not None else ""
    if line is None or not (text or (line.agreed and len(bare(line.text)) > 1)):
        return None
    left, top = part_around(frame, point, scale).origin
    x, y, width, height = _joined([word.rect for word in line.words]) if line.words else line.rect
    return text, (x + left, y + top, width, height)


def _choice(frame: Frame, point: Point, popup: Rect, scale: float) -> tuple[str, Rect] | None:
    """What is written in the row of a popup at a point, however far from it, and where (desktop
    pixels)."""
    high = round(_ROW * scale)
    rows = (popup[0], point[1] - 2 * high, popup[2], 4 * high)  # those beside it whole, too
    part = frame.crop(intersection(rows, popup))
    left, top = part.origin

    def away(line: Line) -> float:
        return abs(line.rect[1] + line.rect[3] / 2 + top - point[1])

    # From the left: a menu's keys stand behind its words.
    near = [line for line in _lines(part, scale) if away(line) <= high]
    line = min(near, key=lambda line: round(away(line) / (_ROW / 2)), default=None)
    text = label_of(line) if line is not None else ""
    if line is None or not text:
        return None
    x, y, width, height = line.rect
    return text, (x + left, y + top, width, height)


def _off(point: Point, text: Rect) -> Point:
    """How far a point is from the middle of a text."""
    x, y, width, height = text
    return (round(point[0] - x - width / 2), round(point[1] - y - height / 2))


def _joined(rects: list[Rect]) -> Rect:
    left, top = min(rect[0] for rect in rects), min(rect[1] for rect in rects)
    right, bottom = max(r[0] + r[2] for r in rects), max(r[1] + r[3] for r in rects)
    return (left, top, right - left, bottom - top)


def _is_value(frame: Frame, text: Rect, field: Rect, scale: float) -> bool:
    """Whether a text stands at the left in a box, as a value does; a caption is in the middle, or
    beside others: in a bar of menus, or above the line under a row of tabs."""
    left = text[0] - field[0]
    right = field[0] + field[2] - text[0] - text[2]
    if left >= _LEFT * right:
        return False
    part = frame.crop(field)
    x, y = text[0] - part.origin[0], text[1] - part.origin[1]
    width, height = text[2:]
    others = [
        box for box in segments(part.pixels, scale)
        if box[2] > _LETTER * box[3] and (box[0] >= x + width or box[0] + box[2] <= x)
    ]  # fmt: skip
    if not others:
        return True
    levels = grey(resize(part.pixels, 1 / scale))
    around = (round(x / scale), round(y / scale), round(width / scale), round(height / scale))
    return field_around(levels, around) is not None


def _is_caption_in_the_middle(frame: Frame, box: Rect, scale: float) -> bool:
    """Whether all that stands in a box stands together in its middle, as on a button, even if
    nobody can read it: an icon with it, say."""
    levels = grey(resize(frame.crop(box).pixels, 1 / scale)).astype(np.int16)
    inside = levels[1:-1, _INSET:-_INSET]
    if not inside.size or len(inside) <= 2 * _INSET:
        return False
    # Row by row: the ground of a button may become darker downwards.
    drawn = np.abs(inside - np.median(inside, axis=1, keepdims=True)) > _INK
    inner = drawn[_INSET - 1 : 1 - _INSET]
    # Of the box, where more than it was cut out; in a low one a letter's stroke is nearly as high.
    low = len(levels) < _LOW
    upright = (drawn if low else inner).mean(axis=0) > (_SIDE_OF_LOW if low else _SIDE)
    sides, drawn = np.flatnonzero(upright), inner
    middle = inside.shape[1] // 2
    left, right = sides[sides < middle], sides[sides > middle]
    drawn = drawn[:, int(left[-1]) + 1 if len(left) else 0 : int(right[0]) if len(right) else None]
    columns = np.flatnonzero(drawn.any(axis=0))
    if not len(columns) or int(np.diff(columns).max(initial=0)) > _TOGETHER:
        return False  # an arrow at its end
    before, after = int(columns[0]), drawn.shape[1] - 1 - int(columns[-1])
    return before > _INSET and abs(before - after) <= _CENTRED * (before + after)


def _lines(part: Frame, scale: float) -> list[Line]:
    """The lines of text from left to right; none where nothing can read."""
    try:
        return sorted(read_lines(part.pixels, scale), key=lambda line: line.rect[0])
    except DesktopProblem:
        return []


def _within(point: Point, rect: Rect) -> bool:
    return rect[0] <= point[0] < rect[0] + rect[2] and rect[1] <= point[1] < rect[1] + rect[3]
