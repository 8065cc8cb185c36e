"""A row that only two or three covered cells tell must be all the more like."""

from __future__ import annotations

import numpy as np
import pytest

from player.vision.candidates import Candidate
from player.vision.judged import Judged, Weights
from player.vision.verdict import decide


def _weights(cells: int) -> Weights:
    """So many cells, all of which are sealed."""
    ones = np.ones(cells)
    return Weights(
        all=ones, outside=ones, ring=ones, core=np.zeros(cells, bool),
        offsets=np.zeros((cells, 2), np.float32), strengths=np.ones(cells, np.float32),
        sealed=np.ones(cells, bool), own=False, named=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "row", "why"), [(4, 0.93, "row"), (4, 0.98, "ok"), (20, 0.79, "ok"), (20, 0.7, "row")]
)
def test_fewer_seals_must_be_more_alike(cells: int, row: float, why: str) -> None:
    place = Candidate((100, 100), 0.9, 0.95, 1.0, np.full(cells, 0.95, np.float32))
    judged = Judged(place, 1.0, 2.2, 0.94, 0.9, 0.95, 0.9, row)
    assert decide([judged], _weights(cells), ()).why == why
