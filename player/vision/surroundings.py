"""All cells around a place compared with what is there now, in one go.

``cv2.matchTemplate`` takes most of its time for what is the same at every place of a small cell.
Here products of matrices give what each row of a cell comes to in each row of the screen, at each
place along it; then only the right ones have to be added up: half the time.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from player.vision.field import Field, window
from player.vision.sample import CELL, Cells
from player.vision.sealed import Sealed
from scripts.model import Point

_LOOSE, _TIGHT = 4, 3
"""Pixels by which a cell may have moved against the element: far from it, and near."""
_NEAR = 60
_WIDE, _HIGH = CELL
_PLACES = 2 * _LOOSE + 1
"""Places of a cell along each side of what is looked at."""
_AROUND = (_WIDE + 2 * _LOOSE, _HIGH + 2 * _LOOSE)
_AWAY = 1e-5 * np.hypot(*np.mgrid[-_LOOSE : _LOOSE + 1, -_LOOSE : _LOOSE + 1]).ravel()
"""What a pixel of distance costs, so that of equal places the nearest wins."""
_MOST = 8
"""Samples whose cells are kept side by side: 0.7 MB each."""


@dataclass(frozen=True, slots=True, eq=False)
class _SideBySide:
    """The cells of a sample that are no sealed ones, which are its first."""

    corners: NDArray[np.int64]
    """Where from the point what is looked at begins, x and y."""
    fields: NDArray[np.float32]
    """float32[cell, row, numbers of a row]."""
    norms: NDArray[np.float64]
    masked: NDArray[np.int64]
    """Of which cells not all counts."""
    masks: NDArray[np.float32]
    """What counts in those: float32[cell, row, pixel]."""
    beyond: NDArray[np.bool_]
    """bool[cell, place down, place across]: which places are too far away for a cell."""


def gives(offset: Sequence[float]) -> int:
    """By how many pixels a cell may have moved that is so far from the point."""
    return _LOOSE if abs(offset[0]) + abs(offset[1]) > _NEAR else _TIGHT


@functools.lru_cache(_MOST)
def _side_by_side(cells: Cells) -> _SideBySide:
    fields = [field for field in cells.fields if not isinstance(field, Sealed)]
    count = len(fields)
    masked = {n: mask for n, mask in enumerate(cells.masks[:count]) if mask is not None}
    masks = np.array([mask[..., 0] for mask in masked.values()], np.float32)
    whole = np.array(fields, np.float32).reshape(count, _HIGH, _WIDE, 2)
    which = np.array([*masked], int)
    if masked:
        whole[which] *= masks[..., None]
    beyond = np.zeros((count, _PLACES, _PLACES), bool)
    for n in range(count):
        rim = _LOOSE - gives(cells.offsets[n])
        beyond[n] = True
        beyond[n, rim : _PLACES - rim, rim : _PLACES - rim] = False
    return _SideBySide(
        corners=cells.offsets[:count].astype(int) - np.array(_AROUND) // 2,
        fields=whole.reshape(count, _HIGH, 2 * _WIDE),
        norms=np.sqrt((whole.astype(np.float64) ** 2).sum((1, 2, 3))),
        masked=which,
        masks=masks.reshape(-1, _HIGH, _WIDE),
        beyond=beyond,
    )


def _sums(around: NDArray[np.float32], cells: NDArray[np.float32]) -> NDArray[np.float32]:
    """What cells (float32[cell, row, number]) and what is ``around`` each of them, ``_LOOSE``
    pixels to every side, come to: float32[cell, place down, place across]."""
    count, high, numbers = cells.shape
    cell, line, number = around.strides
    pixel = number * numbers // _WIDE
    along = np.ndarray(
        (count, _PLACES, _AROUND[1], numbers), np.float32, around, 0, (cell, pixel, line, number)
    )  # fmt: skip
    each = along @ cells.transpose(0, 2, 1)[:, None]  # [cell, place across, row there, own row]
    cell, place, line, number = each.strides
    # The first row of the cell in a row of the screen, its second one in the next, and so on.
    steps: NDArray[np.float32] = np.ndarray(
        (count, _PLACES, _PLACES, high), np.float32, each, 0, (cell, line, place, line + number)
    )  # fmt: skip
    return np.asarray(np.einsum("abcd->abc", steps))


def likeness(
    cells: Cells, field: Field, at: Point, only: slice = slice(None)
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
    """How like the cells that are not sealed are what is around ``at``, 0..1, each at the place
    where it is most alike, and how far that is from where it was, across and down. ``only`` some of
    those cells."""
    own = _side_by_side(cells)
    corners = own.corners[only]
    count, (wide, high) = len(corners), _AROUND
    if not count:
        none = np.zeros(0, int)
        return np.zeros(0, np.float32), none, none
    left, top = (int(side) for side in corners.min(axis=0))
    right, bottom = (int(side) for side in corners.max(axis=0))
    part = window(field, at[0] + left, at[1] + top, right - left + wide, bottom - top + high)
    around = np.empty((count, high, wide, 2), np.float32)
    for place, (x, y) in zip(around, corners.tolist(), strict=True):
        place[:] = part[y - top : y - top + high, x - left : x - left + wide]
    alike = _sums(around.reshape(count, high, 2 * wide), own.fields[only])
    norms = np.sqrt(_energies(around, own, only)) * own.norms[only][:, None, None]
    # Where there is nothing at all any number may come out.
    scores = np.where(alike <= 1.125 * norms, alike, 0) / np.where(norms > 0, norms, 1)
    scores = np.where(own.beyond[only], -1, scores.clip(0, 1)).reshape(count, -1)
    # Along a rule all places are alike: it has not gone anywhere.
    down, across = np.divmod((scores - _AWAY).argmax(axis=1), _PLACES)
    return scores.max(axis=1).astype(np.float32), across - _LOOSE, down - _LOOSE


def _energies(around: NDArray[np.float32], own: _SideBySide, only: slice) -> NDArray[np.float64]:
    """What there is at each place of each cell, where the cell counts."""
    count, high, wide = around.shape[:3]
    squares = around[..., 0] ** 2 + around[..., 1] ** 2
    sums = np.array(cv2.boxFilter(
        squares.reshape(count * high, wide), -1, CELL, anchor=(0, 0), normalize=False,
        borderType=cv2.BORDER_CONSTANT,
    ).reshape(count, high, wide)[:, :_PLACES, :_PLACES], np.float64)  # fmt: skip
    which = range(len(own.corners))[only]
    masked = [n for n, cell in enumerate(own.masked.tolist()) if cell in which]
    if masked:
        places = [which.index(cell) for cell in own.masked[masked].tolist()]
        sums[places] = _sums(squares[places], own.masks[masked])
    return sums.clip(0)
