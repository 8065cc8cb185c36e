"""A place that is known by words: the text itself, or the field or box that it names."""

from __future__ import annotations

from dataclasses import replace

from player.look import Look
from player.ocr.captioned import captioned
from player.ocr.compare import folded
from player.ocr.fields import field_of, is_of_its_kind
from player.ocr.find import MARGIN, Found, find_text
from player.ocr.reader import reader
from player.types import Frame, How, Match, Refusal
from player.vision.ticks import tick_beside
from scripts.language import either
from scripts.model import Point, Rect, TextAnchor

_CAPTIONED, _PERHAPS = 0.9, 0.5
"""Scores of a value whose caption was read, and of one whose caption may be it."""


def find_label(anchor: TextAnchor, look: Look, rect: Rect) -> Match | Refusal:
    """Find a text inside ``rect`` (desktop pixels), or the field or box that it names."""
    scale, part = look.scale(rect), look.frame.crop(rect)
    if anchor.then == "value":
        return _value(anchor, part, scale)
    found = [
        (hit.rect, match)
        for hit in find_text(part.pixels, anchor.text, scale)
        if (match := _at_label(anchor, hit, part, scale)) is not None
    ]
    if not found:
        return _unseen(anchor.text)
    hits = [match for _, match in found]
    if len(hits) > 1 and anchor.then in ("right", "below"):
        hits = [match for label, match in found if not _is_heading(label, match, part, scale)]
        hits = hits or [match for _, match in found]
    margin = hits[0].score - (hits[1].score if len(hits) > 1 else 0.0)
    if margin < MARGIN:
        return _too_many(hits)
    return replace(hits[0], margin=margin)


def _unseen(text: str) -> Refusal:
    return Refusal(
        "not_found",
        detail=either(f"‘{text}’라고 쓰인 곳이 보이지 않아요", f"No place reads ‘{text}’"),
    )


def _too_many(hits: list[Match]) -> Refusal:
    return Refusal(
        "ambiguous",
        hits[0].score,
        tuple(hits[:2]),
        either("같은 글자가 둘 이상 보여요", "The same words are to be seen more than once"),
    )


def _value(anchor: TextAnchor, part: Frame, scale: float) -> Match | Refusal:
    """The value beside a caption, if this stands there once; what may be the caption counts."""
    factor = scale / (anchor.seen.scale if anchor.seen else 1.0)
    hits: list[Match] = []
    for one in sorted(captioned(part.pixels, anchor.text, scale), key=lambda one: not one.sure):
        x, y, width, height = _shifted(one.caption, part.origin)
        left, top, wide, high = _shifted(one.value, part.origin)
        # Another value may be shorter than the recorded one.
        point = (
            min(max(round(x + width / 2 + anchor.offset[0] * factor), left), left + wide - 1),
            min(max(round(y + height / 2 + anchor.offset[1] * factor), top), top + high - 1),
        )
        score = _CAPTIONED if one.sure else _PERHAPS
        hits.append(Match((left, top, wide, high), point, score, 1.0, "relation"))
    if len(hits) > 1:
        return _too_many(hits)
    return hits[0] if hits and hits[0].score == _CAPTIONED else _unseen(anchor.text)


def _at_label(anchor: TextAnchor, hit: Found, part: Frame, scale: float) -> Match | None:
    """The place that an anchor means by a text that was found: the text, or the label's field;
    None where nothing is that could be the field."""
    x, y, width, height = _shifted(hit.rect, part.origin)
    if anchor.then in ("right", "below") and _is_within_words(anchor.text, hit.rect, part, scale):
        return None  # it names no field
    if anchor.then:
        box = (
            tick_beside(part.pixels, hit.rect, scale)
            if anchor.then not in ("right", "below")
            else field_of(part.pixels, hit.rect, scale, anchor.then)
        )
        if box is not None:
            left, top, wide, high = _shifted(box, part.origin)
            point = (left + wide // 2, top + high // 2)
            return Match((left, top, wide, high), point, hit.score, 0.0, "relation")
        if anchor.offset == (0, 0) or anchor.then == "box":
            return None
    factor = scale / (anchor.seen.scale if anchor.seen else 1.0)
    point = (
        round(x + width / 2 + anchor.offset[0] * factor),
        round(y + height / 2 + anchor.offset[1] * factor),
    )
    how: How = "relation" if anchor.then else "text"
    return Match((x, y, width, height), point, hit.score, 0.0, how)


def _is_within_words(text: str, place: Rect, part: Frame, scale: float) -> bool:
    """Whether a text is a part of the words of its line: 아이디 in 아이디 저장 and in 행정포털
    아이디. A number, a sign, an icon in front of it is none, nor is what is in brackets behind."""
    x, y, width, height = place
    eyes, wanted = reader(), folded(text)
    lines = [
        box for box in eyes.boxes(part.pixels, scale)
        if box[0] <= x + width / 2 < box[0] + box[2] and box[1] < y + height / 2 < box[1] + box[3]
    ]  # fmt: skip
    for line in eyes.read_at(part.pixels, lines, scale):
        for voice in (line.text, *line.also):
            before, there, behind = folded(voice).partition(wanted)
            if there and (behind[:1].isalnum() or (len(before) > 1 and before[-1:].isalnum())):
                return True
    return False


def _is_heading(label: Rect, match: Match, part: Frame, scale: float) -> bool:
    """Whether what would be the field of a label is the next heading of a table."""
    x, y = part.origin
    field = _shifted(match.rect, (-x, -y))
    return match.how == "relation" and is_of_its_kind(part.pixels, label, field, scale)


def _shifted(rect: Rect, by: Point) -> Rect:
    return (rect[0] + by[0], rect[1] + by[1], rect[2], rect[3])
