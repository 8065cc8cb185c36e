"""Choosing the picture by which a place will be found again.

The player's own eyes look for it on the recorded screen: what else looks like it is kept with it,
and where they do not find it at the right place, exactly once, the clerk is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from player.captions import caption_at
from player.locate import SAME_PLACE, Look, Pictures, is_in_column, learn_alike, locate, row_pitch
from player.look import intersection
from player.machine_key import machine_key
from player.types import Match, Window
from player.vision.entry import entry
from player.vision.field import Grey, grey, resize
from player.vision.picture import encode
from player.vision.sample import CELL, take
from player.vision.sealed import seal
from recorder.masking import Cover, mask
from recorder.personal import NOBODY, Known, is_personal
from recorder.tables import in_sheet, pitch_at
from recorder.texts import EXACT, by_text
from scripts.model import ImageAnchor, Point, Rect, Seen, Target, TextAnchor, WindowPattern

SIZE = (720, 360)
"""Pixels at scaling 1 (width, height) around the point that are kept: what stands in the same line
and around tells a place from those that look alike (measured: 54 % found without, 92 % with)."""


Kept = tuple[ImageAnchor, bytes, Pictures]
"""An anchor, its picture, and what the finder needs of it."""


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
    table = pitch_at(point, look, bounds) if _telling(kept, point, look, _LOW_ROW) else 0
    in_row = bool(table)
    if table or is_in_column(kept[0]):
        # What tells a row from the others may stand at its other end.
        kept = _keep(point, look, bounds, (2 * bounds[2], SIZE[1]), seen, known, cover)
        pitch = table or row_pitch(kept[0])
        in_row = in_row or is_in_column(kept[0])
        # A cell of a spreadsheet is where it is; elsewhere, of what was covered some tells the row.
        if _telling(kept, point, look, pitch) and not in_sheet(point, look, bounds):
            # Without what was covered, another row would be taken for this one.
            in_row = True
            sealed = _sealed(kept, point, look, bounds, pitch, pattern)
            if sealed is None:
                alone = (_ALONE, max(pitch, _LOW_ROW))
                kept = _keep(point, look, bounds, alone, seen, known, cover)
                why = _ROW
            else:
                kept = (sealed, *kept[1:])
    anchor, png, pictures = kept
    if not in_row:  # in a list it is the row's own data
        caption = caption_at(frame, point, look.scale(bounds))
        anchor = replace(anchor, caption="" if is_personal(caption, known) else caption)
    found = locate(Target("", pattern, (anchor,)), pictures, look)
    more: tuple[TextAnchor, ...] = ()
    # The fields of a form stand in a column, too, and have labels.
    if texts and (not in_row or not (anchor.sealed or pitch_at(point, look, bounds))):
        in_field = in_row or pictures.known(anchor).sample.in_field
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
) -> Kept:
    """The anchor with a picture of ``size`` (at scaling 1), that picture, and what the finder needs
    of it."""
    scale = seen.scale
    rect = _inside(point, (round(size[0] * scale), round(size[1] * scale)), bounds)
    # Whose a text is may be told by what stands around a small picture.
    reach = (max(size[0], SIZE[0]), max(size[1], SIZE[1]))
    wide = _inside(point, (round(reach[0] * scale), round(reach[1] * scale)), bounds)
    masked = cover(look.frame, wide, scale, known).part(
        (rect[0] - wide[0], rect[1] - wide[1], *rect[2:])
    )
    png = encode(masked.pixels)
    name = hashlib.sha256(png).hexdigest()[:12]
    offset = (round(point[0] - rect[0] - rect[2] / 2), round(point[1] - rect[1] - rect[3] / 2))
    anchor = ImageAnchor(name, offset, seen, ignore=masked.covered)
    pictures = Pictures({name: png})
    return replace(anchor, unlike=learn_alike(anchor, pictures, look, bounds)), png, pictures


def _sealed(
    kept: Kept,
    point: Point,
    look: Look,
    bounds: Rect,
    pitch: int,
    pattern: WindowPattern | None,
) -> ImageAnchor | None:
    """The anchor of a row with what was covered in it, so that this machine knows it again without
    anybody's being able to read it; None where that does not tell it from the others."""
    anchor, _, pictures = kept
    scale = anchor.seen.scale if anchor.seen else 1.0
    covered = pictures.pixels(anchor.image)
    height, width = covered.shape[:2]
    at = (width / 2 + anchor.offset[0], height / 2 + anchor.offset[1])
    whole = take(look.frame.crop(rect_of(anchor, pictures, point)).pixels, at, scale)
    shown = {tuple(offset) for offset in take(covered, at, scale, anchor.ignore).cells.offsets}
    reach = max(pitch / 2, CELL[1] / 2)
    telling = _telling(kept, point, look, pitch)
    cells = [
        ((int(offset[0]), int(offset[1])), float(strong))
        for offset, strong in zip(whole.cells.offsets, whole.cells.strengths, strict=True)
        if abs(offset[1]) <= reach
        and tuple(offset) not in shown
        and any(_overlap(offset, rect, at, scale) for rect in telling)
    ]
    texts = seal(whole.field, whole.point, cells, machine_key())
    if not texts:
        return None
    sealed = replace(anchor, sealed=texts, unlike=())
    sealed = replace(sealed, unlike=learn_alike(sealed, pictures, look, bounds, pitch))
    found = locate(Target("", pattern, (sealed,)), pictures, look)
    return sealed if isinstance(found, Match) and near(found.point, point) else None


def _overlap(
    offset: NDArray[np.float32], rect: Rect, at: tuple[float, float], scale: float
) -> bool:
    """Whether a cell (its centre from the point, at scaling 1) shows part of a rectangle of the
    picture, in which the point is ``at``."""
    x, y = at[0] + offset[0] * scale, at[1] + offset[1] * scale
    across, down = CELL[0] * scale / 2, CELL[1] * scale / 2
    return bool(
        rect[0] < x + across and x - across < rect[0] + rect[2]
        and rect[1] < y + down and y - down < rect[1] + rect[3]
    )  # fmt: skip


def _telling(kept: Kept, point: Point, look: Look, pitch: int) -> list[Rect]:
    """What of the place's own row was covered and told it from others (pixels of the picture). What
    is in a field is another value each time, and tells nothing."""
    anchor, _, pictures = kept
    scale = anchor.seen.scale if anchor.seen else 1.0
    there = rect_of(anchor, pictures, point)
    y, half = there[3] / 2 + anchor.offset[1], pitch * scale / 2
    row = [rect for rect in anchor.ignore if abs(rect[1] + rect[3] / 2 - y) < half]
    if not row:
        return []
    levels = grey(resize(look.frame.crop(there).pixels, 1 / scale))
    return [rect for rect in row if not _in_field(levels, rect, scale)]


def _in_field(levels: Grey, rect: Rect, scale: float) -> bool:
    at = (round((rect[0] + rect[2] / 2) / scale), round((rect[1] + rect[3] / 2) / scale))
    inside = 0 <= at[0] < levels.shape[1] and 0 <= at[1] < levels.shape[0]
    return inside and entry(levels, at) is not None


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
