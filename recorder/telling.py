"""Whose a place is: what was covered in its row, or on its card, and tells that from the others."""

from __future__ import annotations

from dataclasses import replace

from player.alike import is_repeated, learn_alike
from player.locate import Look, Pictures, locate
from player.look import SAME_PLACE
from player.machine_key import machine_key
from player.ocr.reader import reader
from player.row_words import Covered, RowWords, hide, row_said
from player.types import Match
from player.vision.covered import tiles
from player.vision.entry import field_around, narrow_entry
from player.vision.field import Grey, grey, resize, strength, window
from player.vision.sample import CELL, FAINTEST, take
from player.vision.sealed import seal
from player.vision.verdict_rows import HIGHEST_ROW, is_same_in_all
from recorder.cards import extent, nearest, on_same_card
from recorder.kept import Kept, near, rect_of
from recorder.masking import MARGIN
from recorder.tables import RowAt
from scripts.errors import DesktopProblem
from scripts.model import ImageAnchor, Point, Rect, Target, WindowPattern

LOW_ROW = 24
"""Pixels at scaling 1 that a row is high at least."""
_NARROWEST, _LOWEST, _UPRIGHT = 5, 7, 2.5
"""Width and height in pixels at scaling 1 below which, and height in widths above which, what was
covered is no text."""


def seal_row(
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


def told_by(row: RowAt | None, kept: Kept, point: Point, look: Look, bounds: Rect) -> RowAt | None:
    """The row of a table, if it tells whose the place is: something in it was covered, and the rows
    beside it have the same place. The lines of a card are no rows of its buttons."""
    if row is None or not what_tells(kept, point, look, row.pitch, row):
        return None
    scale = look.scale(bounds)
    reach = (-row.above / scale, row.below / scale)
    return row if is_repeated(kept[0], kept[2], look, bounds, row.pitch, reach) else None


def what_tells(
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
    row = on_same_card(row, pixels, (x, y), max(pitch, LOW_ROW), scale)
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


def _bare(rect: Rect, scale: float) -> Rect:
    """A covered text (pixels of the picture) at scaling 1, without what was covered around it."""
    left, top = rect[0] / scale + MARGIN, rect[1] / scale + MARGIN
    right, bottom = (rect[0] + rect[2]) / scale - MARGIN, (rect[1] + rect[3]) / scale - MARGIN
    return (round(left), round(top), max(1, round(right - left)), max(1, round(bottom - top)))
