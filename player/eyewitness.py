"""What a look at the screen says about the places of a verdict, beside what the pictures say."""

from __future__ import annotations

from functools import cached_property

from player.captions import written_at
from player.labels import label_of, line_over, read_box
from player.look import Area, Look
from player.ocr.reader import Line
from player.pictures import Known, Pictures
from player.types import Frame
from player.vision.candidates import Seen
from player.vision.ink import Ink, ink
from player.vision.judged import Judged
from player.vision.room import SAME_ENDS, is_area_of
from player.vision.sample import CELL
from scripts.model import ImageAnchor, Point, Rect

_ALIKE = 0.9
"""Share of the usual likeness from which a cell of a label shows the same letters."""


class Eyewitness:
    """What a look at the screen says about the candidates in a part of it."""

    def __init__(
        self,
        anchor: ImageAnchor,
        known: Known,
        pictures: Pictures,
        look: Look,
        rect: Rect,
        area: Area,
    ) -> None:
        self._anchor, self._pictures, self._look = anchor, pictures, look
        self._rect, self._area, self._known = rect, area, known

    def _there(self, size: float) -> Seen:
        return self._look.area(self._rect, size).seen

    def drawn(self, place: Judged) -> Ink:
        return ink(self._known.sample, self._there(place.scale), place.candidate)

    def words(self, place: Judged, unless: str = "") -> Line | None:
        at = point_of(place, self._known, self._area)
        return written_at(self._look.frame, at, self._look.scale(self._rect), unless)

    def is_area(self, place: Judged, area: Rect, ends: int = SAME_ENDS) -> bool:
        """Whether the area for text is there that the recorded place was in (a rectangle of its
        sample), with so many of its ends."""
        levels = self._there(place.scale).grey
        return is_area_of(area, self._known.sample.point, levels, place.candidate.at, ends)

    def own_words(self, offset: Point = (0, 0)) -> Line | None:
        frame, (x, y) = self._recorded()
        at = (round(x + offset[0] * frame.scale), round(y + offset[1] * frame.scale))
        return written_at(frame, at, frame.scale)

    def label(self, place: Judged) -> Line | None:
        seen = self._there(place.scale)
        box = label_of(seen.pixels, seen.grey, place.candidate.at)
        if box is None and (own := self._own_label) is not None:
            # The field's frame is not to be made out, as in a compressed picture.
            (x, y), (a, b) = place.candidate.at, self._known.sample.point
            box = line_over(seen.pixels, (own[0] + x - a, own[1] + y - b, *own[2:]))
        part = self._look.frame.crop(self._rect)
        return box and read_box(part.pixels, box, self._area.factor * place.scale)

    def is_label_alike(self, place: Judged) -> bool:
        """Whether what named the recorded field looks so now; no label is like none."""
        sample, cells, box = self._known.sample, place.candidate.cells, self._own_label
        if box is None:
            return True
        (x, y), (wide, high) = sample.point, CELL
        its = [
            n for n, (dx, dy) in enumerate(sample.cells.offsets)
            if box[0] < x + dx + wide / 2 and x + dx - wide / 2 < box[0] + box[2]
            and box[1] < y + dy + high / 2 and y + dy - high / 2 < box[1] + box[3]
        ]  # fmt: skip
        return not its or float(cells[its].min()) >= _ALIKE * place.usual

    @cached_property
    def _own_label(self) -> Rect | None:
        """The box of what named the recorded field (pixels of the sample); to find it takes as long
        as to compare a place."""
        sample = self._known.sample
        return label_of(sample.pixels, sample.grey, sample.point)

    def own_label(self, offset: Point = (0, 0)) -> Line | None:
        frame, _ = self._recorded()
        sample = self._known.sample
        at = (sample.point[0] + offset[0], sample.point[1] + offset[1])
        box = label_of(sample.pixels, sample.grey, at)
        return box and read_box(frame.pixels, box, frame.scale)

    def _recorded(self) -> tuple[Frame, Point]:
        """The picture as a frame of its own, and the place in it."""
        pixels, seen = self._pictures.pixels(self._anchor.image), self._anchor.seen
        height, width = pixels.shape[:2]
        (x, y), scale = self._anchor.offset, seen.scale if seen else 1.0
        return Frame(0.0, pixels, scale=scale), (round(width / 2 + x), round(height / 2 + y))


def point_of(judged: Judged, known: Known, area: Area) -> Point:
    """The acting point of a place, in desktop pixels."""
    factor = area.factor * judged.scale
    (x, y), rest = judged.candidate.at, known.sample.rest
    return (
        round(area.origin[0] + (x + rest[0]) * factor),
        round(area.origin[1] + (y + rest[1]) * factor),
    )
