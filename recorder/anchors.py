"""Choosing the picture by which a place will be found again.

The player's own eyes look for it on the recorded screen: what else looks like it is kept with it,
and where they do not find it at the right place, exactly once, the clerk is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from player.captions import caption_at, label_of
from player.locate import Look, Pictures, is_in_column, learn_alike, locate, row_pitch
from player.look import intersection
from player.ocr.reader import Line, read_lines
from player.types import Match, Pixels, Window
from player.vision.picture import encode
from player.vision.ticks import tick_at
from recorder.masking import Cover, mask
from recorder.personal import NOBODY, Known, is_personal
from scripts.errors import DesktopProblem
from scripts.model import ImageAnchor, Point, Rect, Seen, Target, TextAnchor, WindowPattern

SIZE = (720, 360)
"""Pixels at scaling 1 (width, height) around the point that are kept: what stands in the same line
and around tells a place from those that look alike (measured: 54 % found without, 92 % with)."""
EXACT = 3
"""Pixels by which the place that the player finds may differ from the recorded one."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An anchor with its picture (PNG bytes); ``certain`` is False if nothing unique was found,
    ``why`` says so to the clerk."""

    anchor: ImageAnchor
    png: bytes
    pictures: Pictures
    """With what the finder needs of it."""
    certain: bool
    why: str = ""
    bounds: Rect = (0, 0, 0, 0)
    """What was searched for look-alikes."""
    more: tuple[TextAnchor, ...] = ()
    """Other ways to know the place."""


def choose(
    point: Point,
    look: Look,
    window: Window | None,
    monitor: Rect,
    pattern: WindowPattern | None,
    known: Known = NOBODY,
    cover: Cover = mask,
) -> Chosen:
    """The picture around ``point`` (desktop pixels), with the places on this screen that look
    alike; ``monitor`` is the rectangle of the monitor it lies on. What is somebody's, and the texts
    that are ``known`` to be, are not in it: ``cover`` sees to that."""
    frame = look.frame
    bounds = intersection(window.rect if window else monitor, frame.rect)
    seen = Seen(
        point=(point[0] - bounds[0], point[1] - bounds[1]),
        window=bounds[2:],
        screen=monitor[2:],
        scale=look.scale(bounds),
    )
    kept = _keep(point, look, bounds, SIZE, seen, known, cover)
    why = _UNCERTAIN
    if is_in_column(kept[0]):
        # What tells a row from the others may stand at its other end.
        kept = _keep(point, look, bounds, (2 * bounds[2], SIZE[1]), seen, known, cover)
        pitch = row_pitch(kept[0])
        height = kept[2].pixels(kept[0].image).shape[0]
        if _covers_row(kept[0], height / 2 + kept[0].offset[1], pitch):
            # Without what was covered, another row would be taken for this one.
            kept = _keep(point, look, bounds, (_ALONE, max(pitch, _LOW_ROW)), seen, known, cover)
            why = _ROW
    anchor, png, pictures = kept
    if not is_in_column(anchor):  # in a list it is the row's own data
        caption = caption_at(frame, point, look.scale(bounds))
        anchor = replace(anchor, caption="" if is_personal(caption, known) else caption)
    found = locate(Target("", pattern, (anchor,)), pictures, look)
    certain = isinstance(found, Match) and near(found.point, point)
    more = () if is_in_column(anchor) else _by_label(point, look, bounds, pattern, seen, known)
    return Chosen(anchor, png, pictures, certain, "" if certain else why, bounds, more)


def _by_label(
    point: Point,
    look: Look,
    bounds: Rect,
    pattern: WindowPattern | None,
    seen: Seen,
    known: Known,
) -> tuple[TextAnchor, ...]:
    """A box to be ticked by the label beside it, if that finds it: its picture changes with its
    state."""
    frame, scale = look.frame, look.scale(bounds)
    part = frame.crop(_inside(point, (round(160 * scale), round(100 * scale)), bounds))
    box = tick_at(part.pixels, (point[0] - part.origin[0], point[1] - part.origin[1]), scale)
    if box is None:
        return ()
    x, y, width, height = box[0] + part.origin[0], box[1] + part.origin[1], box[2], box[3]
    top, reach, wide = y - round(4 * scale), round(_TO_LABEL * scale), round(_LABEL * scale)
    right = frame.crop((x + width + 1, top, wide, height + round(8 * scale))).pixels
    left = frame.crop((x - 1 - wide, top, wide, height + round(8 * scale))).pixels
    for text in (
        *(label_of(line) for line in _lines(right, scale)[:1] if line.rect[0] <= reach),
        *(label_of(line) for line in _lines(left, scale)[-1:]
          if left.shape[1] - line.rect[0] - line.rect[2] <= reach),
    ):  # fmt: skip
        anchor = TextAnchor(text, "box", seen=seen)
        kept = text and not is_personal(text, known)
        found = locate(Target("", pattern, (anchor,)), Pictures({}), look) if kept else None
        if isinstance(found, Match) and near(found.point, (x + width // 2, y + height // 2)):
            return (anchor,)
    return ()


def _lines(pixels: Pixels, scale: float) -> list[Line]:
    """The lines of text from left to right; none where nothing can read."""
    try:
        return sorted(read_lines(pixels, scale), key=lambda line: line.rect[0])
    except DesktopProblem:
        return []


_TO_LABEL, _LABEL = 34, 420
"""Pixels at scaling 1 beside a box within which its label begins, and that it is long at most."""


def _keep(
    point: Point,
    look: Look,
    bounds: Rect,
    size: tuple[int, int],
    seen: Seen,
    known: Known,
    cover: Cover,
) -> tuple[ImageAnchor, bytes, Pictures]:
    """The anchor with a picture of ``size`` (at scaling 1), that picture, and what the finder needs
    of it."""
    scale = seen.scale
    rect = _inside(point, (round(size[0] * scale), round(size[1] * scale)), bounds)
    masked = cover(look.frame, rect, scale, known)
    png = encode(masked.pixels)
    name = hashlib.sha256(png).hexdigest()[:12]
    offset = (round(point[0] - rect[0] - rect[2] / 2), round(point[1] - rect[1] - rect[3] / 2))
    anchor = ImageAnchor(name, offset, seen, ignore=masked.covered)
    pictures = Pictures({name: png})
    return replace(anchor, unlike=learn_alike(anchor, pictures, look, bounds)), png, pictures


def _covers_row(anchor: ImageAnchor, y: float, pitch: int) -> bool:
    """Whether something in the place's own row was covered, which told it from others; ``y`` is
    the place in the picture."""
    scale = anchor.seen.scale if anchor.seen else 1.0
    half = pitch * scale / 2
    return any(top < y + half and y - half < top + high for _, top, _, high in anchor.ignore)


_ALONE, _LOW_ROW = 120, 24
"""Pixels at scaling 1 that are kept of a place in a row: its width, and its least height."""
_ROW = (
    "줄마다 똑같이 생겼고, 줄을 가르는 것은 사람의 정보라서 그림에 남기지 않았어요. "
    "어느 줄인지 정해 주세요."
)
_UNCERTAIN = "이 둘레에는 다른 곳과 구별되는 그림이 없어요. 실행할 때 못 찾거나 물어볼 수 있어요."


def near(found: Point, point: Point) -> bool:
    """Whether two points are the same place."""
    return abs(found[0] - point[0]) <= EXACT and abs(found[1] - point[1]) <= EXACT


def rect_of(anchor: ImageAnchor, pictures: Pictures, point: Point) -> Rect:
    """Where an anchor's picture is on the desktop, its place being ``point``."""
    height, width = pictures.pixels(anchor.image).shape[:2]
    x, y = anchor.offset
    return (round(point[0] - x - width / 2), round(point[1] - y - height / 2), width, height)


def _inside(point: Point, size: tuple[int, int], bounds: Rect) -> Rect:
    """The rectangle of ``size`` around ``point``, cut to ``bounds``: what lies beyond the window
    belongs to somebody else and will not be there again."""
    return intersection((point[0] - size[0] // 2, point[1] - size[1] // 2, *size), bounds)
