"""Choosing the picture by which a place will be found again.

The player's own eyes look for it on the recorded screen: what else looks like it is kept with it,
and where they do not find it at the right place, exactly once, the clerk is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from player.captions import caption_at
from player.locate import SAME_PLACE, Look, Pictures, is_in_column, learn_alike, locate, row_pitch
from player.look import intersection
from player.types import Match, Window
from player.vision.picture import encode
from recorder.masking import Cover, mask
from recorder.personal import NOBODY, Known, is_personal
from recorder.texts import EXACT, by_text
from scripts.model import ImageAnchor, Point, Rect, Seen, Target, TextAnchor, WindowPattern

SIZE = (720, 360)
"""Pixels at scaling 1 (width, height) around the point that are kept: what stands in the same line
and around tells a place from those that look alike (measured: 54 % found without, 92 % with)."""


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
    texts: bool = True,
) -> Chosen:
    """The picture around ``point`` (desktop pixels), with the places on this screen that look
    alike; ``monitor`` is the rectangle of the monitor it lies on. What is somebody's, and the texts
    that are ``known`` to be, are not in it: ``cover`` sees to that. With ``texts`` the words that
    tell the place are kept as well: not for what must be exact to the pixel."""
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
    more: tuple[TextAnchor, ...] = ()
    if texts and not is_in_column(anchor):
        in_field = pictures.known(anchor).sample.in_field
        more = by_text(point, look, bounds, pattern, seen, known, in_field)
    # Words are asked where no picture is sure, and each was proven.
    certain = bool(more)
    if isinstance(found, Match):
        certain = near(found.point, point, SAME_PLACE if more else EXACT)
    return Chosen(anchor, png, pictures, certain, "" if certain else why, bounds, more)


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


def near(found: Point, point: Point, by: int = EXACT) -> bool:
    """Whether two points are the same place."""
    return abs(found[0] - point[0]) <= by and abs(found[1] - point[1]) <= by


def rect_of(anchor: ImageAnchor, pictures: Pictures, point: Point) -> Rect:
    """Where an anchor's picture is on the desktop, its place being ``point``."""
    height, width = pictures.pixels(anchor.image).shape[:2]
    x, y = anchor.offset
    return (round(point[0] - x - width / 2), round(point[1] - y - height / 2), width, height)


def _inside(point: Point, size: tuple[int, int], bounds: Rect) -> Rect:
    """The rectangle of ``size`` around ``point``, cut to ``bounds``: what lies beyond the window
    belongs to somebody else and will not be there again."""
    return intersection((point[0] - size[0] // 2, point[1] - size[1] // 2, *size), bounds)
