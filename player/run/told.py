"""What became of a run and of its rows, as it is told. No value of the list is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

RowStatus = Literal["done", "failed", "skipped", "in_doubt"]


@dataclass(slots=True)
class RowResult:
    """What became of one row; ``row`` is Excel's number, 0 for a script without a list."""

    row: int
    status: RowStatus
    seconds: float
    step: str = ""
    why: str = ""


@dataclass(slots=True)
class RunResult:
    """What became of a run. ``seconds`` is wall-clock time."""

    run: str
    script: str
    data: str
    started: str
    status: Literal["done", "failed", "stopped"] = "failed"
    seconds: float = 0.0
    rows: list[RowResult] = field(default_factory=list)
    message: str = ""
    already: int = 0
    results: str = ""

    def add(self, row: RowResult) -> None:
        """A row has come to its end."""
        self.rows.append(row)

    def count(self, status: RowStatus) -> int:
        """How many rows ended so."""
        return sum(row.status == status for row in self.rows)
