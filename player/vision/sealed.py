"""What a covered part of a picture looked like, so that it is known again and cannot be read.

A row of a list is told from the others by what is somebody's, and that is in no picture. So of each
covered cell only bits are kept: on which side of random planes its edges lie, as in Charikar,
Similarity estimation techniques from rounding algorithms (2002). The share of bits that two cells
have in common gives the angle between them. The planes come from a key of this machine's own;
without it the bits say nothing, and are as good as any others.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import re
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.field import Field, window
from scripts.model import Point

CELL = (40, 20)
"""Width and height of a cell."""
BITS = 96
"""Planes: the angle is known to some 6 degrees."""
_SMOOTH, _MARGIN = 1.0, 3
"""Pixels over which edges are smoothed, since every other pixel is looked at, and which are looked
at for that beyond a cell."""
_WIDE, _HIGH = CELL[0] // 2, CELL[1] // 2
_LENGTH = _WIDE * _HIGH * 2
_LIKENESS = np.cos(np.pi * (1 - np.arange(BITS + 1) / BITS)).clip(0, 1).astype(np.float32)
"""By how many bits two cells have in common."""
_AT_ONCE = 16
"""Places that are compared in one product: of larger ones the library gives a part to each core,
and waits for them. With another job on two cores that took 20 times as long."""
_MOST_SIDES = 64
"""Cells whose planes are kept in the order in which a picture has its numbers: 0.15 MB each."""
_SEAL = re.compile(r"(-?\d{1,4}),(-?\d{1,4}),(\d{1,3}):([A-Za-z0-9+/]{16})")
_OF = re.compile(r"([0-9a-f]{8})-([0-9a-f]{16})")


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """What the cells of one anchor are compared with: float32[BITS, numbers of a cell]. Each cell
    has its numbers in another order, so that equal ones have other bits."""

    key: bytes
    normals: NDArray[np.float32]

    def order(self, offset: Point) -> NDArray[np.int64]:
        """The order of the numbers of a cell there."""
        return _chance(self.key, f"{offset[0]},{offset[1]}").permutation(_LENGTH)


@dataclass(frozen=True, slots=True, eq=False)
class Sealed:
    """One cell: its centre from the point, its mean strength, and its bits."""

    offset: Point
    strength: float
    bits: NDArray[np.bool_]
    normals: NDArray[np.float32]
    order: NDArray[np.int64]

    def likeness(self, there: Field) -> NDArray[np.float32]:
        """How like the cell the places of ``there`` are, 0..1, every other pixel: ``there`` is as
        :func:`reach` gives it."""
        return self.likeness_in(_smoothed(there))

    def likeness_in(self, smooth: Field) -> NDArray[np.float32]:
        """The same of a field that was smoothed already, without what is looked at for that."""
        down, across = smooth.shape[0] - CELL[1] + 1, smooth.shape[1] - CELL[0] + 1
        # Both counts are odd; what is in the middle is looked at.
        top, left = down // 2 % 2, across // 2 % 2
        every = np.ascontiguousarray(smooth[top::2, left::2])
        down, across = (down - top + 1) // 2, (across - left + 1) // 2
        row, column, number = every.strides
        places: NDArray[np.float32] = np.ndarray(
            (down, across, _HIGH, 2 * _WIDE), np.float32, every, 0, (row, column, row, number)
        ).reshape(down * across, _LENGTH)
        sides = _sides(self)
        agree = np.concatenate([
            np.count_nonzero((places[at : at + _AT_ONCE] @ sides > 0) == self.bits, axis=1)
            for at in range(0, len(places), _AT_ONCE)
        ])  # fmt: skip
        return np.asarray(_LIKENESS[agree].reshape(down, across), np.float32)

    @property
    def text(self) -> str:
        """What is kept of it in the script."""
        packed = base64.b64encode(np.packbits(self.bits).tobytes()).decode().rstrip("=")
        return f"{self.offset[0]},{self.offset[1]},{round(100 * self.strength)}:{packed}"


@functools.lru_cache(_MOST_SIDES)
def _sides(cell: Sealed) -> NDArray[np.float32]:
    """The planes of a cell for its numbers by row, column and kind: float32[numbers, BITS]. To put
    them in order once is cheaper than to do so with the numbers of each place."""
    planes = np.empty_like(cell.normals)
    planes[:, cell.order] = cell.normals
    ordered = planes.reshape(BITS, 2, _HIGH, _WIDE).transpose(2, 3, 1, 0)
    return np.ascontiguousarray(ordered).reshape(_LENGTH, BITS)


def _smoothed(field: Field) -> Field:
    """A field as cells are compared with it, without the margin that is looked at for that."""
    smooth = np.asarray(cv2.GaussianBlur(field, (0, 0), _SMOOTH), np.float32)
    return smooth[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN]


def strip(field: Field, left: int, top: int, width: int, height: int) -> Field:
    """A part of a field, zero outside of it, as :meth:`Sealed.likeness_in` wants to see it."""
    return _smoothed(
        window(field, left - _MARGIN, top - _MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN)
    )


def reach(field: Field, left: int, top: int, across: int, down: int) -> Field:
    """What :meth:`Sealed.likeness` wants to see of a field, for a cell whose upper left corner may
    be up to ``across`` and ``down`` pixels away from ``left``, ``top``."""
    x, y = across + _MARGIN, down + _MARGIN
    return window(field, left - x, top - y, CELL[0] + 2 * x, CELL[1] + 2 * y)


def seal(
    field: Field, point: Point, cells: list[tuple[Point, float]], key: bytes
) -> tuple[str, ...]:
    """Seal cells of a field (centre from ``point``, mean strength): first whose they are, then a
    text for each; nothing where there are none."""
    if not cells:
        return ()
    nonce = hmac.new(key, np.ascontiguousarray(field).tobytes(), hashlib.sha256).hexdigest()[:16]
    planes = _planes(key, nonce)
    texts = []
    for (dx, dy), strong in cells:
        there = reach(field, point[0] + dx - CELL[0] // 2, point[1] + dy - CELL[1] // 2, 0, 0)
        smooth = _smoothed(there)
        numbers = smooth[::2, ::2].transpose(2, 0, 1).reshape(_LENGTH)
        order = planes.order((dx, dy))
        bits = planes.normals @ numbers[order] > 0
        texts.append(Sealed((dx, dy), strong, bits, planes.normals, order).text)
    return (f"{_name(key)}-{nonce}", *texts)


def unseal(texts: tuple[str, ...], key: bytes) -> tuple[Sealed, ...] | None:
    """The cells that :func:`seal` made; None if another machine's key is needed, or they are
    none."""
    if not texts:
        return ()
    of = _OF.fullmatch(texts[0])
    if of is None or of[1] != _name(key):
        return None
    planes = _planes(key, of[2])
    cells = []
    for text in texts[1:]:
        told = _SEAL.fullmatch(text)
        if told is None:
            return None
        try:
            packed = np.frombuffer(base64.b64decode(told[4] + "=="), np.uint8)
        except binascii.Error:
            return None
        bits = np.unpackbits(packed).astype(bool)[:BITS]
        at = (int(told[1]), int(told[2]))
        cells.append(Sealed(at, int(told[3]) / 100, bits, planes.normals, planes.order(at)))
    return tuple(cells)


def _name(key: bytes) -> str:
    """By what a key is known, which tells nothing of it."""
    return hmac.new(key, b"name", hashlib.sha256).hexdigest()[:8]


def _chance(key: bytes, what: str) -> np.random.Generator:
    digest = hmac.new(key, what.encode(), hashlib.sha256).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))


def _planes(key: bytes, nonce: str) -> Planes:
    normals = _chance(key, nonce).standard_normal((BITS, _LENGTH), np.float32)
    return Planes(hmac.new(key, nonce.encode(), hashlib.sha256).digest(), normals)
