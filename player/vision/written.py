"""Which of two texts is written in the picture of a line, told by writing both.

Engines take 알림 for 알릴 in small type, and all of them at once. The fonts of the screen are most
often those of the computer: each text is written in each of them, as high and as wide as the line,
and the one that is more like it where the two differ is it. Measured on 208 labels of the tuning
screens, each against one that differs by a letter that looks like it: told 86 %, wrong 0.5 %; with
four fonts only, most of them others than the screen's, 73 % and 0.5 %.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from player.desktop.fonts import OWN
from player.vision.field import Grey

CLEAR = 0.05
"""How much more alike (correlation, -1..1) one of two texts must be to be told."""
_FIT = 0.6
"""Correlation from which a font may be the line's."""
_BEST = 3
"""Fonts, the most alike ones, whose mean is taken."""
_LIKELY = 12
"""Fonts, the most alike ones, in which the texts are written as large as the line is."""
_CLOSE = 0.05
"""Correlation behind the best one up to which another font is asked, too."""
_SIZES, _OFF, _SOLID = (0.94, 0.97, 1.0, 1.03, 1.06), 2, 90
"""Sizes in which a text is written, against the one that is as wide as the line; pixels by which it
may be wider or higher; and grey levels from which it has ink."""
_SIZE = 40
"""Pixels an em, in which texts are written before they are made as large as the line."""
_SHAPE = (0.8, 1.25)
"""Width of a written text, against the line's, within which its font may be the line's."""
_FORM_SHAPE = (0.65, 1.5)
"""Width of a line, against that of a text's form, within which it is compared with it."""
_INK = 0.35
"""Part of the strongest stroke from which something is ink."""
_DIFFERS = 40
"""Grey levels by which two written texts differ in a column that decides."""
_BLUR = 0.7
"""Standard deviation in pixels of the blur that makes up for smoothing of other kinds."""
_HIGH, _LONGEST = 20, 400
"""Pixels (height, greatest width) of the form in which lines of any size are compared."""
_WITH = ("Pretendard-Regular.otf", "Pretendard-Bold.otf")
"""Fonts in which a text is written to tell which of many lines may be it. With two the right one
of the lines about as wide is first for 95 % of the labels of the tuning screens; the other weights,
and fonts of other kinds, change nothing in that."""
_REMEMBERED = 32
_Levels = NDArray[np.float32]
_Form = NDArray[np.float32]
"""float32[_HIGH * width], of mean 0 and length 1: the product of two is their correlation."""


@dataclass(frozen=True, slots=True)
class _Compared:
    fit: float
    ahead: float


def ahead(cut: Grey, one: str, other: str, fonts: Sequence[Path]) -> float:
    """How much more the line in ``cut`` (grey levels, one line of text) is like ``one`` than like
    ``other``, -2..2; 0 where no font fits it. From ``CLEAR`` on it is told."""
    line = _tight(cut)
    if line is None:
        return 0.0
    rough = {font: seen for font in fonts if (seen := _stretched(line, one, other, font))}
    likely = sorted(rough, key=lambda font: -rough[font].fit)[:_LIKELY]
    close = (_as_large(line, one, other, font) for font in likely)
    found = [seen for seen in (*rough.values(), *close) if seen and seen.fit >= _FIT]
    if not found:
        return 0.0
    found.sort(key=lambda seen: -seen.fit)
    best = [seen.ahead for seen in found[:_BEST] if seen.fit >= found[0].fit - _CLOSE]
    return float(np.mean(best))


def likeness(cuts: Sequence[Grey], texts: Sequence[str]) -> list[float]:
    """How much each of some lines (grey levels, one line of text each) looks like one of some texts
    written in the product's own fonts, -1..1."""
    written = [made for text in texts if (made := _forms_of(text)) is not None]
    found = []
    for cut in cuts:
        line = _tight(cut)
        likes = [float((forms @ _form(line, width)).max()) for width, forms in written
                 if line is not None and _as_wide(line, width)]  # fmt: skip
        found.append(max(likes, default=-1.0))
    return found


def _as_wide(line: _Levels, width: int) -> bool:
    """Whether a line can be a text whose form has a width."""
    return _FORM_SHAPE[0] <= _width(line) / width <= _FORM_SHAPE[1]


def alike(cut: Grey, cuts: Sequence[Grey]) -> list[float]:
    """How much each of some lines looks like one of them, -1..1, whatever their sizes."""
    like = _tight(cut)
    if like is None:
        return [-1.0] * len(cuts)
    width = _width(like)
    form = _form(like, width)
    return [float(form @ _form(line, width)) if (line := _tight(other)) is not None else -1.0
            for other in cuts]  # fmt: skip


@functools.lru_cache(maxsize=_REMEMBERED)
def _forms_of(text: str) -> tuple[int, NDArray[np.float32]] | None:
    lines = [line for name in _WITH if (line := _tight(_written(text, OWN / name))) is not None]
    if not lines:
        return None
    width = round(sum(_width(line) for line in lines) / len(lines))
    return width, np.stack([_form(line, width) for line in lines])


def _width(line: _Levels) -> int:
    high, wide = line.shape
    return int(max(_HIGH // 2, min(_LONGEST, round(_HIGH * wide / high))))


def _form(line: _Levels, width: int) -> _Form:
    levels = _soft(cv2.resize(line, (width, _HIGH), interpolation=cv2.INTER_AREA)).ravel()
    levels = levels - levels.mean()
    length = float(np.linalg.norm(levels))
    return np.asarray(levels / length if length > 0 else levels, np.float32)


def _tight(cut: Grey) -> _Levels | None:
    """How far each pixel is from the ground, cut tightly around the ink."""
    if min(cut.shape) < 3:
        return None
    levels = cut.astype(np.float32)
    rim = np.concatenate((levels[0], levels[-1], levels[:, 0], levels[:, -1]))
    off = np.abs(levels - np.median(rim))
    ink = off > _INK * off.max()
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size or off.max() <= 0:
        return None
    inside = off[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.asarray(inside, np.float32)


def _stretched(line: _Levels, one: str, other: str, font: Path) -> _Compared | None:
    """Both texts in a font beside a line, made as large as the line is; None if the font cannot be
    the line's."""
    height, width = line.shape
    both = [_written(text, font) for text in (one, other)]
    if any(not picture.any() for picture in both):
        return None
    # One frame for both, so that they lie on each other where they are the same.
    high, wide = (max(picture.shape[axis] for picture in both) for axis in (0, 1))
    framed = [
        np.pad(picture, ((0, high - picture.shape[0]), (0, wide - picture.shape[1])))
        for picture in both
    ]
    ink = framed[0].astype(bool) | framed[1].astype(bool)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    tall, broad = int(rows[-1]) + 1 - top, int(columns[-1]) + 1 - left
    box = (slice(top, top + tall), slice(left, left + broad))
    if not _SHAPE[0] < broad / tall / (width / height) < _SHAPE[1]:
        return None
    texts = [
        _soft(cv2.resize(picture[box], (width, height), interpolation=cv2.INTER_AREA))
        for picture in framed
    ]
    return _told(_soft(line), texts[0], texts[1])


def _as_large(line: _Levels, one: str, other: str, font: Path) -> _Compared | None:
    """Both texts in a font beside a line, each written in the size in which the text is as wide as
    the line: letters stand on whole pixels, so they do not when a text is made smaller."""
    height, width = line.shape
    model = _tight(_written(one, font))
    if model is None:
        return None
    if not _SHAPE[0] < model.shape[1] / model.shape[0] / (width / height) < _SHAPE[1]:
        return None
    seen = _soft(line)
    best: tuple[float, _Levels, _Levels] | None = None
    size = _SIZE * width / model.shape[1]
    for large in sorted({round(4 * size * part) / 4 for part in _SIZES}):
        both = [_written(text, font, large) for text in (one, other)]
        for picture in both:
            columns, rows = (np.flatnonzero((picture > _SOLID).any(axis=a)) for a in (0, 1))
            if (
                not columns.size
                or abs(columns[-1] + 1 - columns[0] - width) > _OFF
                or abs(rows[-1] + 1 - rows[0] - height) > _OFF
            ):
                continue
            for y, x in itertools.product((-1, 0, 1), repeat=2):
                top, left = max(0, int(rows[0]) + y), max(0, int(columns[0]) + x)
                parts = [made[top : top + height, left : left + width] for made in both]
                if any(part.shape != line.shape for part in parts):
                    continue
                a, b = (_soft(part) for part in parts)
                fit = max(_alike(seen, a), _alike(seen, b))
                if best is None or fit > best[0]:
                    best = (fit, a, b)
    return None if best is None else _told(seen, *best[1:])


def _told(seen: _Levels, one: _Levels, other: _Levels) -> _Compared | None:
    """How much more a line is like one picture than like another where these differ."""
    apart = np.flatnonzero((np.abs(one - other) > _DIFFERS).any(axis=0))
    if not apart.size:
        return None
    part = slice(max(0, int(apart[0]) - 1), int(apart[-1]) + 2)
    fit = max(_alike(seen, one), _alike(seen, other))
    by = [
        max(_alike(seen[:, part], np.roll(text, shift, axis=1)[:, part]) for shift in (-1, 0, 1))
        for text in (one, other)
    ]
    return _Compared(fit, by[0] - by[1])


def _soft(picture: NDArray[np.generic]) -> _Levels:
    blurred = cv2.GaussianBlur(np.asarray(picture, np.float32), (0, 0), _BLUR)
    return np.asarray(blurred, np.float32)


def _alike(one: _Levels, other: _Levels) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt(float((a * a).sum()) * float((b * b).sum())))
    return float((a * b).sum()) / size if size > 0 else 0.0


@functools.lru_cache(maxsize=2)  # each holds up to 3 MiB, and to open it anew takes no time
def _opened(font: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font), size)


def _written(text: str, font: Path, size: float = _SIZE) -> Grey:
    """A text, light on dark; empty where the font cannot be opened."""
    try:
        opened = _opened(font, size)
    except OSError:
        return np.zeros((1, 1), np.uint8)
    picture = Image.new("L", (round(size * (len(text) + 2)), round(2 * size)), 0)
    ImageDraw.Draw(picture).text((size // 2, size // 3), text, fill=255, font=opened)
    return np.asarray(picture, dtype=np.uint8)
