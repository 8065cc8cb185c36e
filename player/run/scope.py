"""The values that placeholders mean at one moment of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from scripts.errors import StepFailed
from scripts.korean import quoted
from scripts.language import either
from scripts.model import Anchor, RowWhere, Target, TextAnchor
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
    """A target with the values of its row, and those in the texts that it is found by, filled in.
    Raises IlsonError for a name that nobody knows, and for a value that is empty: every row, or no
    text at all, would do."""
    if isinstance(target.row, RowWhere):
        cells = {}
        for heading, text in target.row.cells.items():
            cells[heading] = fill(text).strip()
            if not cells[heading]:
                raise _empty(
                    either(
                        f"‘{target.name}’의 줄을 찾을 {quoted(heading)} 값이 비어 있어요.",
                        f"The value of {quoted(heading)}, by which the row of ‘{target.name}’ is "
                        "found, is empty.",
                    )
                )
        target = replace(target, row=RowWhere(cells))
    return replace(target, anchors=tuple(_worded(one, target, fill) for one in target.anchors))


def _worded(anchor: Anchor, target: Target, fill: Callable[[str], str]) -> Anchor:
    if not isinstance(anchor, TextAnchor):
        return anchor
    text = fill(anchor.text).strip()
    if not text:
        raise _empty(
            either(
                f"‘{target.name}’에서 고를 글자 {quoted(anchor.text)}의 값이 비어 있어요.",
                f"The value of {quoted(anchor.text)}, the text to choose at ‘{target.name}’, is "
                "empty.",
            )
        )
    return replace(anchor, text=text)


def _empty(said: str) -> StepFailed:
    return StepFailed(
        said,
        either(
            "명단의 그 칸을 채우거나, 알아볼 다른 열을 써 주세요.",
            "Fill in that cell of the list, or use another column to know it by.",
        ),
        why="mismatch",
    )


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
