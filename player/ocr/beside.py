"""What stands beside a text in its line and is none: a ticked box, an icon, a switch, a caret."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from player.ocr.compare import is_mark
from player.vision.field import Grey

_INK = 40
"""Grey levels by which what is written differs from its ground."""
_MARK, _MARK_GAP = (0.6, 1.4), 0.18
"""Widths of a mark in front of a line and of the space behind it, in heights of the line."""
_CLEAR_GAP, _SWITCH = 0.3, (1.1, 2.2)
"""The space beside what engines read each time otherwise, and widths of a switch, in heights."""
_CARET, _EVEN, _RULE = 9, 12, 0.9
"""Heights of a line of which a caret is one wide (two pixels at least), grey levels by which its
pixels may differ, and the share of a row of pixels from which it is a rule."""
_WORD = re.compile(r"[A-Za-z0-9]{2,}\b", re.ASCII)


def without_mark(
    cut: Grey, readings: Sequence[str], signs_only: bool = False
) -> tuple[int, int] | None:
    """From which to which column the text of a line stands without a mark in front of it or behind
    it; None if it has none. ``readings`` is what the engines read in it, the best one first. With
    ``signs_only`` what was read as a letter or a digit is none, however differently."""
    behind = None if signs_only else _behind(cut, readings)
    return _in_front(cut, readings, signs_only) or behind


def without_caret(cut: Grey) -> Grey | None:
    """A line without the caret in it, which may touch a letter; None if there is none. A caret is a
    straight stroke that rises above all letters and reaches below them."""
    there = ink(cut)
    there[there.mean(axis=1) > _RULE] = False  # the edge of the field
    height = cut.shape[0]
    firsts, lasts = there.argmax(axis=0), height - 1 - there[::-1].argmax(axis=0)
    levels = np.ma.array(cut.astype(np.int16), mask=~there)
    even = np.ma.filled(np.ma.ptp(levels, axis=0) <= _EVEN, False)
    high = there.sum(axis=0)
    straight = even & (high == lasts - firsts + 1) & (high > height / 2)
    for first, last in {(int(firsts[x]), int(lasts[x])) for x in np.flatnonzero(straight)}:
        caret = straight & (firsts == first) & (lasts == last)
        rows = np.flatnonzero(there[:, ~caret].any(axis=1))
        (left, right), *more = runs(np.asarray(caret, dtype=np.bool_))
        thin = not more and right - left <= max(2, round(height / _CARET))
        if thin and rows.size and first < rows[0] and last > rows[-1]:
            found = cut.copy()
            found[first : last + 1, left:right] = int(np.median(cut))
            return found
    return None


def _in_front(cut: Grey, readings: Sequence[str], signs_only: bool) -> tuple[int, int] | None:
    """Something about as wide as high, that was read as no word or each time as another one."""
    first = next(iter(readings[0].split()), "")
    sign = is_mark(first)
    unlike = not signs_only and _unlike([text[:1] for text in readings])
    word = sum(_WORD.match(text) is not None for text in readings) > 1  # PDF, 12
    if not first or not (sign or (unlike and not word)):
        return None
    height, ink = cut.shape[0], runs(inked(cut))
    gap = _MARK_GAP if sign else _CLEAR_GAP
    for (_, end), (following, _) in itertools.pairwise(ink):
        wide = end - ink[0][0]
        if wide > _MARK[1] * height:
            return None
        if wide >= _MARK[0] * height and following - end >= gap * height:
            return (following - 1, cut.shape[1]) if cut.shape[1] - following >= height else None
    return None


def _behind(cut: Grey, readings: Sequence[str]) -> tuple[int, int] | None:
    """The same behind it, wider than a letter and of one piece."""
    if not _unlike([text[-1:] for text in readings]):
        return None
    height, ink = cut.shape[0], runs(inked(cut))
    if len(ink) < 2:
        return None
    end, following = ink[-2][1], ink[-1][0]
    switch = _SWITCH[0] * height <= ink[-1][1] - following <= _SWITCH[1] * height
    free = following - end >= _CLEAR_GAP * height
    return (0, end + 1) if switch and free and end >= height else None


def _unlike(letters: Sequence[str]) -> bool:
    """Whether engines read three different letters in one place."""
    return len(set(letters)) > 2


def inked(cut: Grey) -> NDArray[np.bool_]:
    """The columns of a line in which something is written."""
    return np.asarray(ink(cut).any(axis=0), dtype=np.bool_)


def ink(cut: Grey) -> NDArray[np.bool_]:
    """The pixels of a line in which something is written."""
    off = np.abs(cut.astype(np.int16) - int(np.median(cut)))
    return np.asarray(off > _INK, dtype=np.bool_)


def runs(columns: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """From where to where columns are set: the first one, and behind the last one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], columns, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
