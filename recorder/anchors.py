"""Choosing the picture by which a place will be found again.

The player's own eyes look for it on the recorded screen: what else looks like it is kept with it,
and where they do not find it at the right place, exactly once, the clerk is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from player.alike import is_in_column, learn_alike, row_pitch
from player.captions import caption_at
from player.locate import Look, Pictures, locate
from player.look import SAME_PLACE, intersection
from player.types import Match, Pixels, Window
from player.vision.entry import FRAME, entry, is_drawn_around, narrow_entry
from player.vision.field import grey, resize
from player.vision.picture import encode
from player.vision.room import text_area
from player.vision.sample import FEWEST_NEAR, Sample
from recorder.captioned import by_caption, card_pitch
from recorder.cells import cell_of
from recorder.kept import Kept, near
from recorder.masking import Cover, Masked, cover_boxes, mask
from recorder.personal import NOBODY, Known, is_personal
from recorder.tables import in_sheet, row_at
from recorder.telling import LOW_ROW, seal_row, told_by, what_tells
from recorder.texts import EXACT, by_text
from scripts.language import either
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
    cells: bool = True,
    popup: Rect | None = None,
) -> Chosen:
    """The picture around ``point`` (desktop pixels), with the places on this screen that look
    alike; ``monitor`` is the rectangle of the monitor it lies on. What is somebody's, and the texts
    that are ``known`` to be, are not in it: ``cover`` sees to that. With ``texts`` the words that
    tell the place are kept as well: not for what must be exact to the pixel. With ``cells`` a
    place in a spreadsheet is the whole cell. In a ``popup`` (a menu, a list that drops down, its
    rectangle) the rows are choices, told by their words, and nobody's data."""
    frame = look.frame
    bounds = intersection(window.rect if window else monitor, frame.rect)
    seen = Seen(
        point=(point[0] - bounds[0], point[1] - bounds[1]),
        window=bounds[2:],
        screen=monitor[2:],
        scale=look.scale(bounds),
    )
    kept = _keep(point, look, bounds, SIZE, seen, known, cover)
    if popup is None and _has_little_around(kept):
        # In the middle of a large area for text only what is around that tells it.
        kept = _keep(point, look, bounds, (2 * bounds[2], 2 * bounds[3]), seen, known, cover)
    cell = cell_of(point, look, bounds, seen) if cells else None
    if cell is not None:
        return Chosen(*kept, True, "", bounds, (cell,))
    why = _UNCERTAIN
    # A field with a label that is there but once is no field of a row.
    named = (
        texts and popup is None and kept[2].known(kept[0]).sample.framed
        and by_text(point, look, bounds, pattern, seen, known, in_field=True, in_list=True)
    )  # fmt: skip
    listed = row_at(point, look, bounds) if _may_be_listed(kept[0]) else None
    row = told_by(listed, kept, point, look, bounds)
    table = row.pitch if row else 0
    in_row = bool(table)
    pitch = table or row_pitch(kept[0])
    if not pitch and kept[2].known(kept[0]).sample.covered:
        # To a picture in which a place is covered any empty one is more like it than the next card.
        pitch = table = card_pitch(point, look, bounds, known)
    # Of two that stand above each other what was covered may be all that tells them apart.
    if not named and (
        table or is_in_column(kept[0]) or (pitch and what_tells(kept, point, look, pitch))
    ):
        # What tells a row from the others may stand at its other end.
        kept = _keep(point, look, bounds, (2 * bounds[2], SIZE[1]), seen, known, cover)
        pitch = table or row_pitch(kept[0]) or (0 if _is_field(kept) else pitch)
        in_row = in_row or is_in_column(kept[0])
        # A cell of a spreadsheet is where it is; elsewhere, of what was covered some tells the row.
        telling = what_tells(kept, point, look, pitch, row)
        if telling and not in_sheet(point, look, bounds):
            # Without what was covered, another row would be taken for this one.
            in_row = True
            sealed = seal_row(kept, telling, point, look, bounds, pitch, pattern)
            if sealed is None:
                alone = (_ALONE, max(pitch, LOW_ROW))
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
    sample = pictures.known(anchor).sample
    # The fields of a form stand in a column, too, and have labels; in the rows of a list nothing
    # else is told by words.
    in_list = in_row and popup is None and bool(anchor.sealed or listed)
    shown = popup is None and pictures.covered(anchor)
    if texts and shown:
        # A title above it would lead to the first of several citizens.
        box = _frame_of(sample, point, seen.scale)
        more = by_caption(point, look, bounds, pattern, seen, known, box)
    if texts and not more and (not in_list or sample.framed):
        in_field = in_row or sample.in_field
        more = by_text(point, look, bounds, pattern, seen, known, in_field, in_list, popup)
    if texts and not more and shown and sample.framed:
        more = by_caption(point, look, bounds, pattern, seen, known)  # a cell of its own
    # Words are asked where no picture is sure, and each was proven.
    certain = bool(more)
    if isinstance(found, Match):
        certain = near(found.point, point, SAME_PLACE if more else EXACT)
    return Chosen(anchor, png, pictures, certain, "" if certain else either(*why), bounds, more)


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
    at = (point[0] - rect[0], point[1] - rect[1])
    masked = _without_frame_of_text(masked, look.frame.crop(rect).pixels, at, scale)
    png = encode(masked.pixels)
    name = hashlib.sha256(png).hexdigest()[:12]
    offset = (round(point[0] - rect[0] - rect[2] / 2), round(point[1] - rect[1] - rect[3] / 2))
    anchor = ImageAnchor(name, offset, seen, ignore=masked.covered)
    pictures = Pictures({name: png})
    return replace(anchor, unlike=learn_alike(anchor, pictures, look, bounds)), png, pictures


def _without_frame_of_text(masked: Masked, pixels: Pixels, at: Point, scale: float) -> Masked:
    """What may be kept of a picture, without the frame that is drawn around the covered text ``at``
    (as around an icon's caption that is selected): empty, it looks like a field, and a field is the
    same one whatever is in it."""
    place = (int(at[0] / scale), int(at[1] / scale))
    inside = entry(grey(resize(masked.pixels, 1 / scale)), place)
    if inside is None or not is_drawn_around(grey(resize(pixels, 1 / scale)), inside):
        return masked
    x, y, width, height = (round(side * scale) for side in inside)
    line = round(FRAME * scale)
    box = (x - line, y - line, width + 2 * line, height + 2 * line)
    more = cover_boxes(masked.pixels, [box], scale)
    return Masked(more.pixels, masked.covered + more.covered)


def _frame_of(sample: Sample, point: Point, scale: float) -> Rect | None:
    """The inside (desktop pixels) of the frame around a place; None where there is none."""
    if not sample.framed:
        return None
    x, y, width, height = (round(side * scale) for side in sample.changing[-1])
    left, top = (round(side * scale) for side in sample.point)
    return (point[0] - left + x, point[1] - top + y, width, height)


def _has_little_around(kept: Kept) -> bool:
    """Whether nothing is drawn at a place, nor much around it but a text, which changes."""
    sample = kept[2].known(kept[0]).sample
    if not sample.plain or sample.framed:
        return False
    return (
        len(sample.cells.fields) < FEWEST_NEAR or text_area(sample.grey, sample.point) is not None
    )


def _is_field(kept: Kept) -> bool:
    """Whether a place is a field: those of a form look alike, and what is in others is no name of
    its row."""
    sample = kept[2].known(kept[0]).sample
    return sample.framed or narrow_entry(sample.grey, sample.point) is not None


def _may_be_listed(anchor: ImageAnchor) -> bool:
    """Whether a place may be in one of several rows: something is covered, or it is repeated."""
    return bool(anchor.ignore) or is_in_column(anchor)


_ALONE = 120
"""Pixels at scaling 1 that are kept of the width of a place in a row."""
_ROW = (
    "줄마다 똑같이 생겼고, 줄을 가르는 것은 사람의 정보라서 그림에 남기지 않았어요. "
    "어느 줄인지 정해 주세요.",
    "All rows look alike, and what tells them apart is personal, so it is not kept in the "
    "picture. Say which row is meant.",
)
_UNCERTAIN = (
    "이 둘레에는 다른 곳과 구별되는 그림이 없어요. 실행할 때 못 찾거나 물어볼 수 있어요.",
    "Nothing around here tells this place from others. A run may not find it, or may ask.",
)


def _inside(point: Point, size: tuple[int, int], bounds: Rect) -> Rect:
    """The rectangle of ``size`` around ``point``, cut to ``bounds``: what lies beyond the window
    belongs to somebody else and will not be there again. Its sides are even, since where the point
    is from its middle is told in whole pixels: half a pixel off, what is sealed is less like."""
    x, y, width, height = intersection(
        (point[0] - size[0] // 2, point[1] - size[1] // 2, *size), bounds
    )
    left, top = width % 2 and 2 * (point[0] - x) > width, height % 2 and 2 * (point[1] - y) > height
    return (x + left, y + top, width - width % 2, height - height % 2)
