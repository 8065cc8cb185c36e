"""How a run was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

STEP_TIMEOUT = 10.0
"""Seconds that a step waits for its place where neither it nor the command says otherwise."""

InDoubt = Literal["done", "again", "skip"]


@dataclass(frozen=True, slots=True)
class Options:
    """``rows`` are Excel's row numbers, first and last. ``asking``: a failed step is put to the
    clerk, who is there to answer. ``resume`` is the id of an earlier run. ``in_doubt`` says what
    to do with a row that was begun and not finished when that run died."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, int] | None = None
    resume: str | None = None
    in_doubt: InDoubt | None = None
    speed: float = 1.0
    step_timeout: float = STEP_TIMEOUT
    asking: bool = False

    def wants(self, row: int) -> bool:
        """Whether a row of this number (Excel's) is to be played."""
        return self.rows is None or self.rows[0] <= row <= self.rows[1]
