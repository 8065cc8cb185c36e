"""The pictures of a script with what the finder needs of each, made when first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from player.machine_key import machine_key
from player.row_words import RowWords, known_words
from player.types import Pixels
from player.vision.judged import Alike, Weights, is_only_lined, weights
from player.vision.picture import decode
from player.vision.room import text_area
from player.vision.sample import Sample, take
from player.vision.sealed import unseal
from player.vision.verdict_rows import HIGHEST_ROW, column
from scripts.model import ImageAnchor, Point, Rect

MOST = 24
"""Pictures that are kept ready: some 5 MB each. Making one again takes some ms."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FOLDED = re.compile(r"(-?\d{1,5}),(-?\d{1,5}),(\d{1,3}):([0-9a-z]*)(?::([0-9a-z]*))?")


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An anchor, ready to be looked for."""

    sample: Sample
    weights: Weights
    alike: tuple[Alike, ...]
    locked: bool = False
    """Whether what tells it from others can be known again by another machine only."""
    words: RowWords | None = None
    """The words that were covered in its row."""
    emptied: Known | None = None
    """The same without the text of the area that its place is in, which may be another one."""
    text_area: Rect | None = None
    """That area, in pixels of the sample."""


_Place = tuple[str, Point, float, tuple[Rect, ...]]
"""A picture, where in it the place is, its scaling, and what does not count."""


@dataclass(slots=True)
class Pictures:
    """See above. ``images`` are PNG bytes by name."""

    images: Mapping[str, bytes]
    _pixels: dict[str, Pixels] = field(default_factory=dict)
    _samples: dict[_Place, Sample] = field(default_factory=dict)
    _known: dict[ImageAnchor, Known] = field(default_factory=dict)

    def pixels(self, image: str) -> Pixels:
        """BGR pixels of a picture; raises UsageError if it is none."""
        if image not in self._pixels:
            _keep(self._pixels, image, decode(self.images[image], f"images/{image}.png"))
        return self._pixels[image]

    def covered(self, anchor: ImageAnchor) -> bool:
        """Whether what stands at the place itself was covered in its picture; raises UsageError if
        that is none."""
        x, y = self._at(anchor)
        return any(a <= x < a + c and b <= y < b + d for a, b, c, d in anchor.ignore)

    def _at(self, anchor: ImageAnchor) -> tuple[float, float]:
        """Where an anchor's place is in its picture, in pixels of that."""
        height, width = self.pixels(anchor.image).shape[:2]
        return (width / 2 + anchor.offset[0], height / 2 + anchor.offset[1])

    def known(self, anchor: ImageAnchor) -> Known:
        """What the finder needs of an anchor; raises UsageError if its picture is none."""
        if anchor not in self._known:
            sealed = unseal(anchor.sealed, machine_key()) if anchor.sealed else ()
            sample = self._sample(anchor)
            if sealed:
                sample = sample.with_seals(sealed)
            alike = (unfold(text) for text in anchor.unlike)
            count = len(sample.cells.fields)
            # Of another version's cells nothing can be said.
            fitting = tuple(one for one in alike if one is not None and len(one.cells) == count)
            words = None
            if sealed and anchor.words:
                words = known_words(anchor.words, anchor.sealed[0], machine_key())
            if sealed:
                pitch = min((abs(one.offset[1]) for one in column(fitting)), default=0)
                if 0 < pitch <= HIGHEST_ROW and is_only_lined(sample):
                    sample = sample.within(*sample.row(pitch))
            area, emptied = None, None
            if not sealed and sample.plain and not sample.framed:
                area = text_area(sample.grey, sample.point)
                emptied = area and self._emptied(anchor, area)
            known = Known(sample, weights(sample), fitting, sealed is None, words, emptied, area)
            _keep(self._known, anchor, known)
        return self._known[anchor]

    def _sample(self, anchor: ImageAnchor) -> Sample:
        """What of an anchor does not depend on its look-alikes, which are learnt by means of it."""
        scale = anchor.seen.scale if anchor.seen else 1.0
        place = (anchor.image, anchor.offset, scale, anchor.ignore)
        if place not in self._samples:
            pixels, at = self.pixels(anchor.image), self._at(anchor)
            _keep(self._samples, place, take(pixels, at, scale, anchor.ignore))
        return self._samples[place]

    def _emptied(self, anchor: ImageAnchor, area: Rect) -> Known | None:
        """An anchor whose place is in an ``area`` for text, without that text; None where
        too little is around it."""
        scale = anchor.seen.scale if anchor.seen else 1.0
        pixels, at = self.pixels(anchor.image), self._at(anchor)
        other = take(pixels, at, scale, anchor.ignore, another_text=True)
        return Known(other, weights(other), (), text_area=area) if other.framed else None

    def adopt(self, other: Pictures) -> None:
        """Take over what another one has made ready of the same pictures."""
        for image, pixels in other._pixels.items():
            _keep(self._pixels, image, pixels)
        for place, sample in other._samples.items():
            _keep(self._samples, place, sample)


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _keep(kept: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Keep a value, in place of the oldest where there are many."""
    if key not in kept and len(kept) >= MOST:
        del kept[next(iter(kept))]
    kept[key] = value


def fold(alike: Alike) -> str:
    """A look-alike as text, "dx,dy,percent:", a letter for each cell, ":" and a letter for each
    loosened cell: 36 steps of likeness are finer than what they decide."""
    percent = round(100 * alike.element)
    letters = (
        "".join(_DIGITS[int(v)] for v in np.rint(np.clip(cells, 0, 1) * (len(_DIGITS) - 1)))
        for cells in (alike.cells, alike.loose)
    )
    return f"{alike.offset[0]},{alike.offset[1]},{percent}:" + ":".join(letters)


def unfold(text: str) -> Alike | None:
    """What :func:`fold` made, or made before there were loosened cells; None for any other text."""
    found = _FOLDED.fullmatch(text)
    if found is None or len(found[5] or found[4]) != len(found[4]):
        return None
    cells, loose = (
        np.array([_DIGITS.index(c) / (len(_DIGITS) - 1) for c in letters], np.float32)
        for letters in (found[4], found[5] or found[4])
    )
    return Alike((int(found[1]), int(found[2])), int(found[3]) / 100, cells, loose)
