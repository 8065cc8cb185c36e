"""What is written at a place, as a witness for the picture that was found or refused there.

A picture that fits says nothing of the words on it: 주간 looks like 월간 to the eyes that know
another theme. And words stay what they are in another font, in which the picture does not. Measured
elsewhere: the same target reads the same in 90 to 100 % of the cases, another one in 0.7 %.
"""

from __future__ import annotations

from dataclasses import replace

from player.ocr.compare import bare, is_part, likeness, same
from player.ocr.reader import MARGIN, Line, Word, reader
from player.types import Frame
from scripts.errors import DesktopProblem
from scripts.model import Point, Rect

_AROUND = (300, 44)
"""Width and height at scaling 1 of what is read around a point."""
_REACH = (6, 8)
"""Pixels at scaling 1 (across, down) by which a point may miss the words that it means."""
LONGEST = 24
"""Letters of a caption: more is a text, which may change."""
_GAP = 0.45
"""Space between two captions of one line, in heights of the line."""
_SURE = 0.9
ANOTHER = 0.6
"""Likeness up to which what is read is another caption."""


def part_around(frame: Frame, point: Point, scale: float) -> Frame:
    """What is read to know what is written at a point."""
    width, height = (round(side * scale) for side in _AROUND)
    return frame.crop((point[0] - width // 2, point[1] - height // 2, width, height))


def written_at(frame: Frame, point: Point, scale: float, unless: str = "") -> Line | None:
    """The line of text at a point (desktop pixels), its boxes in pixels of what was read around
    it; None where none is, or where nothing can read. Where the quickest engine reads ``unless``
    the others are not asked, and the line is not ``agreed``."""
    part = part_around(frame, point, scale)
    here = (point[0] - part.origin[0], point[1] - part.origin[1])
    try:
        eyes = reader()
        there = [box for box in eyes.boxes(part.pixels, scale) if _is_at(here, box, part, scale)]
        # The lines of a list may stand so close that the next one is within reach, too.
        there.sort(key=lambda box: max(box[1] - here[1], here[1] - box[1] - box[3], 0))
        # What stands beside it takes as long to read, and says nothing.
        worth = (lambda text: not same(text, unless)) if unless else None
        read = (
            eyes.read_at(part.pixels, [box], scale, worth=worth, thorough=True) for box in there
        )
        line = next((line for lines in read for line in lines), None)
        if line is None:
            return None
        caption = _at(line, here[0])
        if line.agreed or unless or len(caption.words) == len(line.words):
            return caption
        # Another caption of the line was in doubt: alone this one may be certain.
        alone = eyes.read_at(part.pixels, [_around(caption)], scale, thorough=True)
        return next((one for one in alone if same(one.text, caption.text)), caption)
    except DesktopProblem:
        return None  # the pictures alone decide, as they do without any witness


def _is_at(here: Point, box: Rect, part: Frame, scale: float) -> bool:
    """Whether a line is the one that a point means, and all of it is to be seen."""
    x, y, wide, high = box
    across, down = (reach * scale for reach in _REACH)
    margin = max(1, round(MARGIN * scale))
    return (
        x - margin - across <= here[0] <= x + wide + margin + across
        and y - margin - down <= here[1] <= y + high + margin + down
        and x - margin > 0
        and x + wide + margin < part.pixels.shape[1]
    )


def _around(line: Line) -> Rect:
    """The box of a line's words."""
    left, top = (min(word.rect[n] for word in line.words) for n in (0, 1))
    right, bottom = (max(word.rect[n] + word.rect[n + 2] for word in line.words) for n in (0, 1))
    return (left, top, right - left, bottom - top)


def _at(line: Line, x: int) -> Line:
    """The part of a line that is one caption at ``x``: an entry of a menu, not the whole menu."""
    words = line.words
    if not words:
        return line
    first = last = min(
        range(len(words)),
        key=lambda n: max(words[n].rect[0] - x, x - words[n].rect[0] - words[n].rect[2]),
    )
    near = _GAP * line.rect[3]

    def follows(left: Word, right: Word) -> bool:
        return right.rect[0] - left.rect[0] - left.rect[2] < near

    while first > 0 and follows(words[first - 1], words[first]):
        first -= 1
    while last + 1 < len(words) and follows(words[last], words[last + 1]):
        last += 1
    if (first, last) == (0, len(words) - 1):
        return line
    run = words[first : last + 1]
    # What else was read was read in the whole line.
    return replace(line, text=" ".join(word.text for word in run), words=run, also=())


def caption_at(frame: Frame, point: Point, scale: float) -> str:
    """The caption at a point, if it is certain and can be one: without digits, which may be
    somebody's number, and short."""
    line = written_at(frame, point, scale)
    return label_of(line) if line is not None else ""


def label_of(line: Line) -> str:
    """The text of a line as a caption, under the same conditions; else empty."""
    # An icon before the words is read as a letter or two by one engine, and not by most.
    other = any(bare(line.text) not in bare(text) for text in line.also)
    if not line.agreed or other or line.confidence < _SURE:
        return ""
    text = line.text.strip()
    if len(bare(text)) < 2 or len(text) > LONGEST or any(char.isdigit() for char in text):
        return ""
    return text


def speaks_for(caption: str, line: Line | None) -> bool:
    """Whether a line reads as the caption."""
    return line is not None and any(same(text, caption) for text in (line.text, *line.also))


def speaks_against(caption: str, line: Line | None) -> bool:
    """Whether a line surely reads as something else."""
    if line is None or not line.agreed or len(bare(line.text)) < 2:
        return False
    wanted = bare(caption)
    read = [bare(text) for text in (line.text, *line.also)]
    if any(len(text) != len(wanted) and is_part(text, wanted) for text in read if text):
        return False  # a menu whose entries stand close, another time apart
    return likeness(bare(line.text), bare(caption)) < ANOTHER


def is_sure(then: Line) -> bool:
    """Whether what was written at a place can be told from something else."""
    return then.agreed and len(bare(then.text)) >= 2


def differs(then: Line, now: Line | None) -> bool:
    """Whether two lines surely read differently: what was written at a place, and what is now."""
    return (
        is_sure(then) and not speaks_for(then.text, now) and speaks_against(then.text, now)
    )  # fmt: skip


def is_read_in_both(then: Line, now: Line | None) -> bool:
    """Whether anybody read the same in two lines."""
    return now is not None and any(
        same(text, other) for text in (now.text, *now.also) for other in (then.text, *then.also)
    )
