"""Choosing the picture by which a place will be found again.

The player's own eyes look for it on the recorded screen: what else looks like it is kept with it,
and where they do not find it at the right place, exactly once, the clerk is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from player.alike import is_in_column, is_repeated, learn_alike, row_pitch
from player.captions import caption_at
from player.locate import Look, Pictures, locate
from player.look import SAME_PLACE, intersection
from player.machine_key import machine_key
from player.ocr.reader import reader
from player.row_words import Covered, RowWords, hide, row_said
from player.types import Match, Pixels, Window
from player.vision.covered import tiles
from player.vision.entry import FRAME, entry, field_around, is_drawn_around, narrow_entry
from player.vision.field import Grey, grey, resize, strength, window
from player.vision.picture import encode
from player.vision.room import text_area
from player.vision.sample import CELL, FAINTEST, FEWEST_NEAR, Sample, take
from player.vision.sealed import seal
from player.vision.verdict_rows import HIGHEST_ROW, is_same_in_all
from recorder.captioned import by_caption, card_pitch
from recorder.cards import extent, nearest, on_same_card
from recorder.cells import cell_of
from recorder.masking import MARGIN, Cover, Masked, cover_boxes, mask
from recorder.personal import NOBODY, Known, is_personal
from recorder.tables import RowAt, in_sheet, row_at
from recorder.texts import EXACT, by_text
from scripts.errors import DesktopProblem
from scripts.language import either
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
    row = _told_by(listed, kept, point, look, bounds)
    table = row.pitch if row else 0
    in_row = bool(table)
    pitch = table or row_pitch(kept[0])
    if not pitch and kept[2].known(kept[0]).sample.covered:
        # To a picture in which a place is covered any empty one is more like it than the next card.
        pitch = table = card_pitch(point, look, bounds, known)
    # Of two that stand above each other what was covered may be all that tells them apart.
    if not named and (
        table or is_in_column(kept[0]) or (pitch and _telling(kept, point, look, pitch))
    ):
        # What tells a row from the others may stand at its other end.
        kept = _keep(point, look, bounds, (2 * bounds[2], SIZE[1]), seen, known, cover)
        pitch = table or row_pitch(kept[0]) or (0 if _is_field(kept) else pitch)
        in_row = in_row or is_in_column(kept[0])
        # A cell of a spreadsheet is where it is; elsewhere, of what was covered some tells the row.
        telling = _telling(kept, point, look, pitch, row)
        if telling and not in_sheet(point, look, bounds):
            # Without what was covered, another row would be taken for this one.
            in_row = True
            sealed = _sealed(kept, telling, point, look, bounds, pitch, pattern)
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


def _sealed(
    kept: Kept,
    telling: list[Rect],
    point: Point,
    look: Look,
    bounds: Rect,
    pitch: int,
    pattern: WindowPattern | None,
) -> ImageAnchor | None:
    """The anchor of a row with what is ``telling`` in it, so that this machine knows it again
    without anybody's being able to read it; None where that does not tell it from the others."""
    anchor, _, pictures = kept
    scale = anchor.seen.scale if anchor.seen else 1.0
    covered = pictures.pixels(anchor.image)
    height, width = covered.shape[:2]
    at = (width / 2 + anchor.offset[0], height / 2 + anchor.offset[1])
    whole = take(look.frame.crop(rect_of(anchor, pictures, point)).pixels, at, scale)
    edges = strength(whole.field)
    cells = []
    for rect in telling:
        for x, y in tiles(_bare(rect, scale), whole.point):
            left, top = whole.point[0] + x - CELL[0] // 2, whole.point[1] + y - CELL[1] // 2
            strong = float(window(edges, left, top, *CELL).mean())
            if strong >= FAINTEST:
                cells.append(((x, y), strong))
    texts = seal(whole.field, whole.point, cells, machine_key())
    if not texts:
        return None
    words = _words(telling, anchor, pictures, point, look, bounds, texts[0])
    sealed = replace(anchor, sealed=texts, words=words, unlike=())
    sealed = replace(sealed, unlike=learn_alike(sealed, pictures, look, bounds, pitch))
    known = pictures.known(sealed)
    if is_same_in_all(known.weights, known.alike):
        return None
    found = locate(Target("", pattern, (sealed,)), pictures, look)
    return sealed if isinstance(found, Match) and near(found.point, point) else None


def _words(
    telling: list[Rect],
    anchor: ImageAnchor,
    pictures: Pictures,
    point: Point,
    look: Look,
    bounds: Rect,
    salt: str,
) -> tuple[str, ...]:
    """What is kept of the words that are ``telling`` in a row; nothing where they would not tell it
    on this very screen."""
    scale, key = anchor.seen.scale if anchor.seen else 1.0, machine_key()
    (left, top, wide, high), margin = rect_of(anchor, pictures, point), round(MARGIN * scale)
    texts: list[Covered] = []
    try:
        eyes = reader()
    except DesktopProblem:
        return ()  # where nothing can read, the seals alone tell it
    for x, y, width, height in telling:
        if x <= 0 or y <= 0 or x + width >= wide or y + height >= high:
            continue  # cut by the edge of the picture, it may be longer
        box = (x + margin, y + margin, width - 2 * margin, height - 2 * margin)
        part = look.frame.crop((left, top, x + width, y + height)).pixels
        for line in eyes.read_at(part, [box], scale, thorough=True):
            texts += hide(line, (left - point[0], top - point[1]), scale, salt, key)
    if not texts:
        return ()
    said = row_said(RowWords(tuple(texts), salt, key), look, bounds)
    here = said is not None and abs(said.y - point[1]) <= SAME_PLACE * scale
    return tuple(text.text for text in texts) if here else ()


def _frame_of(sample: Sample, point: Point, scale: float) -> Rect | None:
    """The inside (desktop pixels) of the frame around a place; None where there is none."""
    if not sample.framed:
        return None
    x, y, width, height = (round(side * scale) for side in sample.changing[-1])
    left, top = (round(side * scale) for side in sample.point)
    return (point[0] - left + x, point[1] - top + y, width, height)


def _bare(rect: Rect, scale: float) -> Rect:
    """A covered text (pixels of the picture) at scaling 1, without what was covered around it."""
    left, top = rect[0] / scale + MARGIN, rect[1] / scale + MARGIN
    right, bottom = (rect[0] + rect[2]) / scale - MARGIN, (rect[1] + rect[3]) / scale - MARGIN
    return (round(left), round(top), max(1, round(right - left)), max(1, round(bottom - top)))


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


def _told_by(row: RowAt | None, kept: Kept, point: Point, look: Look, bounds: Rect) -> RowAt | None:
    """The row of a table, if it tells whose the place is: something in it was covered, and the rows
    beside it have the same place. The lines of a card are no rows of its buttons."""
    if row is None or not _telling(kept, point, look, row.pitch, row):
        return None
    scale = look.scale(bounds)
    reach = (-row.above / scale, row.below / scale)
    return row if is_repeated(kept[0], kept[2], look, bounds, row.pitch, reach) else None


def _telling(
    kept: Kept, point: Point, look: Look, pitch: int, at: RowAt | None = None
) -> list[Rect]:
    """What of the place's own row was covered and told it from others (pixels of the picture): of
    the row ``at`` which it is, if it is one of a table. What is in a field is another value each
    time, and tells nothing."""
    anchor, _, pictures = kept
    scale = anchor.seen.scale if anchor.seen else 1.0
    there = rect_of(anchor, pictures, point)
    pixels = look.frame.crop(there).pixels
    x, y = there[2] / 2 + anchor.offset[0], there[3] / 2 + anchor.offset[1]
    top, bottom = y - pitch * scale / 2, y + pitch * scale / 2
    left, right, card = 0.0, float(there[2]), None
    if at is not None:
        top, bottom = y - at.above, y + at.below
    elif pitch > HIGHEST_ROW:
        card = extent(pixels, (x, y), pitch, scale)
        top, bottom, left, right = card.top, card.bottom, card.left, card.right
    row = [
        rect for rect in anchor.ignore
        if top < rect[1] + rect[3] / 2 < bottom
        and left <= rect[0] + rect[2] / 2 <= right
        and _may_be_text(rect, scale)
    ]  # fmt: skip
    if card is not None and not card.framed:
        row = nearest(row, x, scale)
    if not row:
        return []
    row = on_same_card(row, pixels, (x, y), max(pitch, _LOW_ROW), scale)
    levels = grey(resize(pixels, 1 / scale))
    return [rect for rect in row if not _in_field(levels, rect, scale)]


def _may_be_text(rect: Rect, scale: float) -> bool:
    """Whether a covered part (pixels) is no line, as the side of a frame, and no list's arrow."""
    _, _, width, height = _bare(rect, scale)
    return width >= _NARROWEST and _LOWEST <= height <= _UPRIGHT * width


def _in_field(levels: Grey, rect: Rect, scale: float) -> bool:
    x, y, width, height = text = _bare(rect, scale)
    at = (x + width // 2, y + height // 2)
    inside = 0 <= at[0] < levels.shape[1] and 0 <= at[1] < levels.shape[0]
    return inside and (field_around(levels, text) or narrow_entry(levels, at)) is not None


_NARROWEST, _LOWEST, _UPRIGHT = 5, 7, 2.5
"""Width and height in pixels at scaling 1 below which, and height in widths above which, what was
covered is no text."""
_ALONE, _LOW_ROW = 120, 24
"""Pixels at scaling 1 that are kept of a place in a row: its width, and its least height."""
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
    belongs to somebody else and will not be there again. Its sides are even, since where the point
    is from its middle is told in whole pixels: half a pixel off, what is sealed is less like."""
    x, y, width, height = intersection(
        (point[0] - size[0] // 2, point[1] - size[1] // 2, *size), bounds
    )
    left, top = width % 2 and 2 * (point[0] - x) > width, height % 2 and 2 * (point[1] - y) > height
    return (x + left, y + top, width - width % 2, height - height % 2)
