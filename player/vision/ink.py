"""Whether a place that was found can be used now: greyed-out elements and shaded windows look like
themselves to the orientation field, which knows no contrast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.candidates import Candidate, Seen
from player.vision.contrast import Fading, clearness, fading, is_one_greyed, written
from player.vision.entry import narrow_entry
from player.vision.field import Grey, window
from player.vision.ground import can_be_filled_in
from player.vision.sample import CELL, Sample
from player.vision.smear import smeared_alike
from scripts.model import Point

SAME_DRAWING = 0.9
"""Correlation of grey levels from which theme and colours are the recorded ones."""
FAINT, FAINT_ELEMENT = 0.725, 0.8
"""Share of the steepness around that an element must have, and of its own that settles it. On the
corpus a disabled element has 0.2 to 0.74 where the theme is the same, an enabled one 0.72 or
more."""
FAINT_ANEW, FAINT_ELEMENT_ANEW = 0.7, 0.75
"""The same where the theme is another one, which changes each element in its own way."""
CLEAR_WORDS, CLEAR_NOW = 0.72, 1.75
"""Share of the contrast of the words around that a caption has if it is not greyed out (on the
tuning pages 0.31 to 0.70 where it is, 0.73 or more where not), and a contrast that is clear."""
FAINT_WORDS, FAINT_TOO = 0.66, 0.74
"""Shares of contrast and of its own steepness that together are too little in the same theme, even
where most of what is around is greyed out too."""
CLEAR_ON_GROUND = 0.9
"""The same where the ground is another one, as under the pointer."""
KEPT_EDGES = 0.7
"""Share of its own steepness that an element has at least which is not greyed out, its ground being
as light as before, and all of what is around: on the tuning pages greyed-out ones have 0.79 of that
at most, and 0.71 of their own."""
CLEAR_AS_OTHERS = 0.9
"""Share of the contrast of the words around now that a covered text has if it is not greyed out."""
UNCLEAR_WORDS, FAINT_BOTH = 0.78, 0.6
"""Share of contrast, and of steepness, that together are too little."""
SMEARED_WORDS, SMEARED_EDGES = 0.84, 0.81
"""The same on a smeared screen whose light theme is the recorded one: with what was recorded
smeared as much, greyed-out ones have 0.79 of the steepness around at most, others 0.85 or more."""
FAINTEST_FIELD = 0.35
"""Share of the steepness around that a field has at least whose ground is the recorded one."""
GROUND = 17.5
"""Grey levels by which an element's ground may differ where the theme is the same."""
OWN_COLOURS = 100.0
"""Grey levels from which an element has colours of its own in another theme, which says nothing."""
PEERS_APART = 4.5
"""Grey levels by which an element's ground may differ in another theme from that of others that had
the same ground and height."""
DIMMED, DIMMED_ALIKE = 0.7, 0.08
"""Share of the recorded level of its ground below which a place is under a shade, if that of its
edges' steepness is the same."""
SHADED, EVENLY = 0.6, 0.05
"""Share of steepness around below which, and spread up to which, a shade lies over the window."""
_SAME = 0.7
"""Likeness from which a cell shows what it showed."""
_FEWEST = 4
_SAME_LEVEL, _SAME_HEIGHT, _FLAT, _MOSTLY = 2, 3, 5, 0.6
"""Grey levels and pixels by which peers may have differed, grey levels within which an area is flat
now, and which share of it must be."""
_LIGHT = 90
"""Grey level from which a ground can be seen to become darker."""
_MIDDLE = (20, 7)
"""Pixels around the point in which an element's ground is to be seen."""
_SHADED_OFF = 3
"""Grey levels from the upper to the lower part of an area from which it has no one level: a button
that was flat in a window behind and is drawn in relief in front."""
_LOWEST, _HIGHEST, _WIDEST = 12, 70, 300
"""Pixels that an element with a ground of its own is high, and wide at most if it is no field."""
_FULL, _AS_WIDE = 0.7, 0.15
"""Share of a box that its ground has at least, and by which boxes of one kind differ in width."""


_UNKNOWN = Fading()


@dataclass(frozen=True, slots=True)
class Ink:
    """How a place is drawn now, compared with the recorded picture.

    ``element`` and ``around`` are the edges' steepness as a share of the recorded one, 1 where too
    little can be compared; ``spread`` is by how much the latter differs from cell to cell, and from
    one with letters to the next (quartile distance), 1 where few have letters. ``slope``,
    ``level`` and ``fit`` describe all grey levels: now = slope × then + level, with that
    correlation. ``ground`` is by how many grey levels the element is lighter or darker than that
    says.
    """

    element: float
    around: float
    spread: float
    slope: float
    level: float
    fit: float
    ground: float
    peers: float
    """By how many grey levels, in another theme, its ground differs now from that of the elements
    which had the same; 0 where there are none."""

    dimmed: float = 1.0
    """The level of its ground as a share of the recorded one, 1 where that was dark."""
    field: bool = False
    """Whether it is a field, whose own ground is compared with its frame's and the page's."""
    words: Fading = _UNKNOWN
    """How clear the caption is, against the words around it."""
    filled_in: bool | None = None
    """Whether it is a field that can be filled in; None where its ground does not tell."""
    smeared: bool = False
    """Whether the screen is smeared, and what was recorded was smeared as much to be compared."""

    @property
    def same_theme(self) -> bool:
        return self.fit > SAME_DRAWING and self.slope > 0


def is_usable(drawn: Ink) -> bool:
    """Whether the element is neither greyed out nor under a shade."""
    if _is_shaded(drawn):
        return False
    if drawn.filled_in is False:
        return False
    if drawn.filled_in and drawn.element >= FAINTEST_FIELD * drawn.around:
        return True  # with the focus, then or now, its frame may be as much clearer
    if _is_comparable(drawn):
        return not (_is_faint_smeared(drawn) or _has_another_ground(drawn))
    return not (_is_faint(drawn) if drawn.same_theme else _is_faint_anew(drawn))


def is_under_shade(drawn: Ink) -> bool:
    """Whether a shade lies over the place, and not another theme, in which light became dark."""
    return _is_shaded(drawn) and drawn.slope > 0


def is_pale(drawn: Ink) -> bool:
    """Whether the caption itself is surely fainter than it was."""
    if _is_comparable(drawn):
        return _is_faint_smeared(drawn)
    return drawn.words.share is not None and drawn.words.share < CLEAR_WORDS


def is_surely_greyed(drawn: Ink) -> bool:
    """Whether its ground says that an element is greyed out: that of a field is another one, or
    the page's; in another theme it is another one than that of the elements which had the same."""
    return drawn.filled_in is False or (not drawn.same_theme and _is_unlike_its_peers(drawn))


def _is_unlike_its_peers(drawn: Ink) -> bool:
    share = drawn.words.share
    return drawn.peers > PEERS_APART and (share is None or share <= CLEAR_ON_GROUND)


def _is_shaded(drawn: Ink) -> bool:
    """Whether a shade lies over the place: its ground became darker in the same way as its edges
    became weaker, or the edges of all that is around."""
    if drawn.dimmed < DIMMED and abs(drawn.dimmed - drawn.element) < DIMMED_ALIKE:
        return True
    return drawn.around < SHADED and drawn.spread < EVENLY


def _is_faint(drawn: Ink) -> bool:
    """Whether an element is greyed out, the theme being the recorded one."""
    share, words = drawn.element / max(drawn.around, 0.01), drawn.words.share
    if words is not None and words < FAINT_WORDS and drawn.element < FAINT_TOO:
        return True
    words = 0.0 if words is None else words
    faint = share < FAINT and drawn.element < FAINT_ELEMENT and words <= CLEAR_WORDS
    another = abs(drawn.ground) > GROUND and words <= CLEAR_ON_GROUND and not drawn.words.deeper
    return faint or another


def _is_comparable(drawn: Ink) -> bool:
    """Whether the words of a smeared screen can be compared, what was light being light."""
    return drawn.smeared and drawn.slope > 0 and drawn.words.share is not None


def _is_faint_smeared(drawn: Ink) -> bool:
    """Whether a caption that can be compared is greyed out on a smeared screen. Which pixels of a
    thin stroke are left is a matter of chance, so its contrast alone does not tell."""
    share, words = drawn.element / max(drawn.around, 0.01), drawn.words.share or 0.0
    if words < FAINT_WORDS and drawn.element < FAINT_TOO:
        return True  # even where all that is around is greyed out, too
    return share < SMEARED_EDGES and words < SMEARED_WORDS


def _has_another_ground(drawn: Ink) -> bool:
    """Whether the ground of a caption that can be compared says that it is greyed out."""
    if not drawn.same_theme:
        return _is_unlike_its_peers(drawn)
    return abs(drawn.ground) > GROUND and (drawn.words.share or 0.0) <= CLEAR_ON_GROUND


def _is_faint_anew(drawn: Ink) -> bool:
    """Whether an element is greyed out, the theme being another one."""
    words, share = drawn.words, drawn.element / max(drawn.around, 0.01)
    if words.share is not None and _has_kept_its_edges(drawn):
        return False
    if _is_unlike_its_peers(drawn):
        return True
    if words.share is not None:
        if words.share < UNCLEAR_WORDS and share < FAINT_BOTH:
            return True
        return words.share < CLEAR_WORDS and words.now < CLEAR_NOW and not words.plain
    return (
        share < FAINT_ANEW
        and drawn.element < FAINT_ELEMENT_ANEW
        and abs(drawn.ground) < OWN_COLOURS
    )


def _has_kept_its_edges(drawn: Ink) -> bool:
    """Whether an element is as steep as it was, and no fainter than what is around, on the ground
    that it had. Thin words that were made smaller (a window stretched, another size of letters) can
    lose their darkest pixels, by which contrast is told; words that are greyed out lose steepness
    with them. Nothing is said where light became dark: steepness has another measure there."""
    light_is_light = drawn.slope > 0 and abs(drawn.ground) <= GROUND
    return light_is_light and drawn.element >= max(KEPT_EDGES, drawn.around)


def ink(sample: Sample, area: Seen, found: Candidate) -> Ink:
    """Compare a candidate's grey levels with the sample's; on a smeared screen, with what the
    sample's are when they are smeared as much."""
    drawn = _compared(sample, area, found)
    if _is_shaded(drawn):
        return drawn
    alike = smeared_alike(sample, area, found)
    if alike is sample:
        return drawn
    # A field's frame may be gone in what is smeared, and its ground is not.
    return replace(_compared(alike, area, found), smeared=True, filled_in=drawn.filled_in)


def _compared(sample: Sample, area: Seen, found: Candidate) -> Ink:
    part = sample.element
    corner = (-part.at[0], -part.at[1])
    element = 1.0
    # Where all that there was is covered nothing could be fainter; a button keeps its frame.
    nothing = (sample.hollow and sample.covered) or (sample.bare and bool(sample.sealed.any()))
    if not (sample.empty or nothing or _is_clear_now(sample, area, found)):
        element = _steepness(sample, area, found, corner, part.field.shape[:2], 3)
    wide, high = CELL
    shares: list[float] = []
    letters: list[float] = []
    for index, (dx, dy) in enumerate(sample.cells.offsets):
        if found.cells[index] > _SAME and (abs(dx) > 50 or abs(dy) > 21):
            at = (int(dx) - wide // 2, int(dy) - high // 2)
            shares.append(_steepness(sample, area, found, at, (high, wide), 4))
            if _has_letters(sample, at):
                letters.append(shares[-1])
    around = float(np.median(shares)) if len(shares) >= _FEWEST else 1.0
    spread = 1.0
    if len(letters) >= _FEWEST:
        # Frames alone are all as faint as a theme, or another scaling, likes; and so are letters.
        spread = max(_quartiles_apart(shares), _quartiles_apart(letters))
    words = _UNKNOWN
    compared = (sample.written, sample.point, sample.field, area.field, area.drawn, found.at)
    # What is written in a field is another text, or a hint, which is fainter; and the arrows of a
    # number's are drawn in each theme as it likes.
    if not (sample.in_field or narrow_entry(sample.grey, sample.point)):
        words = fading(*compared)
    slope, level, fit, ground, dimmed = _levels(sample, area, found)
    fillable = None
    if sample.in_field:
        fillable = can_be_filled_in(
            sample.grey, sample.point, area.grey, found.at,
            is_one_greyed=lambda: is_one_greyed(*compared),
        )  # fmt: skip
    drawn = Ink(
        element, around, spread, slope, level, fit, ground, 0.0, dimmed, sample.in_field, words,
        fillable,
    )  # fmt: skip
    return drawn if drawn.same_theme else replace(drawn, peers=_peers(sample, area, found))


def _quartiles_apart(values: Sequence[float]) -> float:
    high, low = np.percentile(values, (75, 25))
    return float(high - low)


def _has_letters(sample: Sample, at: Point) -> bool:
    """Whether a line of text is written in a cell (its corner ``at`` from the point)."""
    x, y, (wide, high) = sample.point[0] + at[0], sample.point[1] + at[1], CELL
    return any(
        x < a + c and a < x + wide and y < b + d and b < y + high
        for a, b, c, d in (line.box for line in sample.written)
    )


def _is_clear_now(sample: Sample, area: Seen, found: Candidate) -> bool:
    """Whether the place is a covered text, and what is written there now is as clear as the words
    around: how clear it was nobody knows, but what is greyed out is fainter than most. The edges
    that its picture keeps are of what stands beside it."""
    if not sample.own_seals:
        return False
    height, width = sample.grey.shape[:2]
    left, top = found.at[0] - sample.point[0], found.at[1] - sample.point[1]
    x, y = max(0, left), max(0, top)
    around = area.pixels[y : max(y, top + height), x : max(x, left + width)]
    at = (found.at[0] - x, found.at[1] - y)
    clear = clearness(written(around, at), at) if around.size else None
    return clear is not None and clear >= CLEAR_AS_OTHERS


def _steepness(
    sample: Sample, area: Seen, found: Candidate, at: Point, size: tuple[int, ...], reach: int
) -> float:
    """How steep the edges of a part (its corner ``at`` from the point) are, as a share."""
    height, width = size[0], size[1]
    x, y = sample.point[0] + at[0], sample.point[1] + at[1]
    patch = window(sample.field, x, y, width, height)
    left, top = found.at[0] + at[0] - reach, found.at[1] + at[1] - reach
    there = window(area.field, left, top, width + 2 * reach, height + 2 * reach)
    scores = cv2.matchTemplate(there, patch, cv2.TM_CCORR_NORMED)
    _, _, _, (dx, dy) = cv2.minMaxLoc(scores)
    weight = cv2.magnitude(np.ascontiguousarray(patch[..., 0]), np.ascontiguousarray(patch[..., 1]))
    before = _gradient(window(sample.grey, x - 1, y - 1, width + 2, height + 2))
    now = _gradient(window(area.grey, left + dx - 1, top + dy - 1, width + 2, height + 2))
    had = float((weight * before).sum())
    return float((weight * now).sum()) / had if had > 1e-3 else 1.0


def _gradient(levels: Grey) -> NDArray[np.float32]:
    smooth = cv2.GaussianBlur(levels.astype(np.float32), (0, 0), 0.8)
    along, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.magnitude(along, down)[1:-1, 1:-1], np.float32)


def _levels(
    sample: Sample, area: Seen, found: Candidate
) -> tuple[float, float, float, float, float]:
    height, width = sample.grey.shape[:2]
    left, top = found.at[0] - sample.point[0], found.at[1] - sample.point[1]
    x, y = max(0, -left), max(0, -top)
    now = area.grey[max(0, top) : top + height, max(0, left) : left + width]
    then = sample.grey[y : y + now.shape[0], x : x + now.shape[1]]
    if now.shape != then.shape or now.size < 400:
        return 1.0, 0.0, 0.0, 0.0, 1.0
    # Blocks, so that a pixel of displacement does not matter.
    size = (max(1, now.shape[1] // 8), max(1, now.shape[0] // 8))
    a = cv2.resize(then, size, interpolation=cv2.INTER_AREA).astype(np.float64).ravel()
    b = cv2.resize(now, size, interpolation=cv2.INTER_AREA).astype(np.float64).ravel()
    if a.std() < 1 or b.std() < 1:
        return 1.0, 0.0, 0.0, 0.0, 1.0
    slope, level = (float(v) for v in np.polyfit(a, b, 1))
    fit = float(np.corrcoef(a, b)[0, 1])
    part = sample.element
    corner = (sample.point[0] - part.at[0], sample.point[1] - part.at[1])
    rows, columns = part.field.shape[:2]
    own = window(sample.grey, *corner, columns, rows)
    its = window(area.grey, corner[0] + left, corner[1] + top, columns, rows)
    before, after = float(np.median(own)), float(np.median(its))
    dimmed = after / before if before >= _LIGHT else 1.0
    return slope, level, fit, after - (slope * before + level), dimmed


def _peers(sample: Sample, area: Seen, found: Candidate) -> float:
    """By how many grey levels the element's ground differs from its peers': flat areas that had its
    level and height (other fields, other buttons of its kind). An element that is greyed out
    differs, whatever the theme."""
    middle = np.s_[
        max(0, sample.point[1] - _MIDDLE[1]) : sample.point[1] + _MIDDLE[1],
        max(0, sample.point[0] - _MIDDLE[0]) : sample.point[0] + _MIDDLE[0],
    ]
    own = sample.grey[middle]
    level = int(np.bincount(own.ravel()).argmax())
    same = cv2.inRange(sample.grey, level - _SAME_LEVEL, level + _SAME_LEVEL)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(same, connectivity=4)
    inside = labels[middle]
    mine = int(np.bincount(inside[inside > 0]).argmax())
    _, _, width, height, size = (int(value) for value in stats[mine])
    if not _LOWEST <= height <= _HIGHEST or (width > _WIDEST and not sample.in_field):
        return 0.0  # the strip of a row, which is lit where it is chosen
    its = _ground(area, found, sample, labels == mine, stats[mine])
    like = [
        index
        for index in range(1, len(stats))
        if index != mine
        and abs(int(stats[index][3]) - height) <= _SAME_HEIGHT
        and size / 4 <= stats[index][4] <= size * 4
        and _is_box(stats[index], sample.grey)
    ]
    # Fields of one form are as wide as each other; but of two one may be greyed out.
    as_wide = [index for index in like if abs(stats[index][2] - width) <= _AS_WIDE * width]
    apart = []
    for kind in (as_wide, like):
        there = (_ground(area, found, sample, labels == index, stats[index]) for index in kind)
        off = [abs(level - its) for level in there if its is not None and level is not None]
        if off:
            apart.append(float(np.median(off)))
    return min(apart, default=0.0)


def _is_box(stats: NDArray[np.int32], picture: Grey) -> bool:
    """Whether a flat area of a picture is a box that can be seen whole, and no ground around."""
    left, top, width, height, size = (int(value) for value in stats)
    whole = 0 < left < picture.shape[1] - width and 0 < top < picture.shape[0] - height
    return whole and size >= _FULL * width * height


def _ground(
    area: Seen, found: Candidate, sample: Sample, where: NDArray[np.bool_], stats: NDArray[np.int32]
) -> float | None:
    """The grey level that a flat area of the sample has now; None where it is not one any more."""
    left, top, width, height = (int(v) for v in stats[:4])
    inner = cv2.erode(
        where[top : top + height, left : left + width].astype(np.uint8), np.ones((5, 5), np.uint8)
    )
    x, y = left + found.at[0] - sample.point[0], top + found.at[1] - sample.point[1]
    now = area.grey[max(0, y) : y + height, max(0, x) : x + width]
    if now.shape != inner.shape:
        return None
    levels = now[inner > 0].astype(np.int32)
    third = height // 3
    upper, lower = now[:third][inner[:third] > 0], now[-third:][inner[-third:] > 0]
    if not upper.size or not lower.size:
        return None
    if abs(float(np.median(upper)) - float(np.median(lower))) > _SHADED_OFF:
        return None
    level = float(np.median(levels))
    return level if (np.abs(levels - level) <= _FLAT).mean() > _MOSTLY else None
