"""What the clerk points at: what to wait for there, or which value to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from player.captions import caption_at, part_around, written_at
from player.locate import Look
from player.look import intersection
from player.ocr.find import find_text
from player.ocr.values import read_value
from player.types import Window
from scripts.errors import DesktopProblem
from scripts.language import either
from scripts.model import Point, Rect, Size

Kind = Literal["text", "digits", "date", "phone", "amount", "resident_number"]
_KINDS: tuple[Kind, ...] = ("resident_number", "phone", "date", "amount", "digits")
"""What a value may be, the most telling first: a date is a number, too."""
_WIDER, _HIGHER = 40, 8
"""Pixels at scaling 1 by which the next value may be longer and its line higher than this one."""
UNREAD = (
    "여기서 값을 또렷이 읽지 못했어요. 읽을 자리를 한번 살펴봐 주세요.",
    "The value could not be read clearly here. Look at the place once.",
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A value that was pointed at: the middle of what is to be read (desktop pixels), how large
    that is, and what kind of value stands there now; ``why`` says what is wrong with it."""

    point: Point
    size: Size | None
    kind: Kind
    rect: Rect | None = None
    """Where the value itself stands (desktop pixels)."""
    why: str = ""


def awaited_text(point: Point, look: Look, window: Window | None) -> str:
    """The text at a point, if the player would see it in this window; empty otherwise."""
    bounds = intersection(window.rect if window else look.frame.rect, look.frame.rect)
    scale = look.scale(bounds)
    text = caption_at(look.frame, point, scale)
    if not text:
        return ""
    try:
        seen = find_text(look.frame.crop(bounds).pixels, text, scale, parts=True)
    except DesktopProblem:
        return ""
    return text if seen else ""


def value_at(point: Point, look: Look, window: Window | None) -> Pointed:
    """The value at a point, and what of the screen is to be read."""
    bounds = intersection(window.rect if window else look.frame.rect, look.frame.rect)
    scale = look.scale(bounds)
    line = written_at(look.frame, point, scale)
    if line is None:
        return Pointed(point, None, "text", why=either(*UNREAD))
    left, top = part_around(look.frame, point, scale).origin
    value = (left + line.rect[0], top + line.rect[1], line.rect[2], line.rect[3])
    rect = _with_room(value, scale)
    part = look.frame.crop(rect)
    kind: Kind = "text"
    sure = False
    for kind in (*_KINDS, "text"):
        sure = read_value(part.pixels, kind, scale).certain
        if sure:
            break
    middle = (rect[0] + rect[2] // 2, rect[1] + rect[3] // 2)
    return Pointed(middle, rect[2:], kind, value, "" if sure else either(*UNREAD))


def _with_room(line: Rect, scale: float) -> Rect:
    """What is to be read: the line, and room for another value in its place."""
    x, y, width, height = line
    across, down = round(_WIDER * scale) // 2, round(_HIGHER * scale) // 2
    return (x - across, y - down, width + 2 * across, height + 2 * down)
