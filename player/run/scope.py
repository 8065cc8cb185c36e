"""The values that placeholders mean at one moment of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from scripts.errors import StepFailed
from scripts.korean import quoted
from scripts.model import RowWhere, Target
from scripts.placeholders import parse


class Scope:
    """Variables of the run, and over them the row that is being played. ``now`` is the wall
    clock for {오늘} and {지금}."""

    def __init__(
        self, values: Mapping[str, str], now: Callable[[], datetime] = datetime.now
    ) -> None:
        self._variables = dict(values)
        self._row: Mapping[str, str] = {}
        self._read: dict[str, str] = {}
        self._now = now

    def set(self, name: str, value: str) -> None:
        self._variables[name] = self._read[name] = value

    @contextmanager
    def row(self, values: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
        """Let the columns of a row be known inside the block, over those of the row around it;
        gives what is set in it."""
        before = self._row
        if before:
            self._row = _Over(values, before)
        else:
            self._row, self._read = values, {}
        try:
            yield self._read
        finally:
            self._row = before

    def all(self) -> Mapping[str, str]:
        """Every name with its value; columns win over variables of the same name. A bad cell
        raises when it is asked for, not before."""
        return _Over(self._row, self._variables)

    def fill(self, text: str) -> str:
        """A text with its placeholders filled; raises IlsonError for a name that nobody knows."""
        return parse(text).fill(self.all(), self._now())


def settled(target: Target, fill: Callable[[str], str]) -> Target:
    """A target with the values of its row filled in. Raises IlsonError for a name that nobody
    knows, and for a value that is empty: every row would do."""
    if not isinstance(target.row, RowWhere):
        return target
    cells = {heading: fill(text).strip() for heading, text in target.row.cells.items()}
    for heading, text in cells.items():
        if not text:
            raise StepFailed(
                f"‘{target.name}’의 줄을 찾을 {quoted(heading)} 값이 비어 있어요.",
                "명단의 그 칸을 채우거나, 줄을 알아볼 다른 열을 써 주세요.",
                why="mismatch",
            )
    return replace(target, row=RowWhere(cells))


class _Over(Mapping[str, str]):
    """One mapping over another, without copying either."""

    def __init__(self, upper: Mapping[str, str], lower: Mapping[str, str]) -> None:
        self._upper = upper
        self._lower = lower

    def __getitem__(self, name: str) -> str:
        return self._upper[name] if name in self._upper else self._lower[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._upper), **dict.fromkeys(self._lower)})

    def __len__(self) -> int:
        return len({*self._upper, *self._lower})
