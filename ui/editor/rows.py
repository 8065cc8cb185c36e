"""A script as the rows of a list: steps, the heads of blocks, and what stands between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from scripts import edit
from scripts.model import If, Script, Step
from scripts.schema import has_steps

Kind = Literal["step", "head", "otherwise", "empty"]


class Row(NamedTuple):
    """One line of the list. ``number`` counts the steps that do something (0 for a head), ``last``
    the number of the last one in a head's block; ``spot`` is where a step that is dropped above
    it goes, ``depth`` how many blocks are around it, ``ends`` how many of them end with it."""

    kind: Kind
    spot: edit.Spot
    step: Step | None
    number: int
    depth: int
    ends: int = 0
    folded: bool = False
    resting: bool = False
    """Whether it, or a block around it, rests."""

    @property
    def id(self) -> str:
        return self.step.id if self.step is not None else ""


def rows_of(script: Script, folded: Collection[str]) -> list[Row]:
    """The rows of a script in which some blocks are ``folded``."""
    made: list[Row] = []
    _block(script.steps, None, 0, 0, False, folded, made, _Counter())
    return made


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def next(self) -> int:
        self.count += 1
        return self.count


def _block(
    steps: tuple[Step, ...], parent: str | None, block: int, depth: int, resting: bool,
    folded: Collection[str], made: list[Row], counter: _Counter,
) -> None:  # fmt: skip
    for index, step in enumerate(steps):
        spot = edit.Spot(parent, block, index)
        rests = resting or not step.enabled
        inside = edit.blocks(step.action) if has_steps(step.action) else ()
        if not inside:
            made.append(Row("step", spot, step, counter.next(), depth, resting=rests))
            continue
        hidden = step.id in folded
        made.append(Row("head", spot, step, 0, depth, folded=hidden, resting=rests))
        if hidden:
            for block_steps in inside:
                counter.count += sum(1 for _ in _leaves(block_steps))
            made[-1] = _ended(made[-1])
            continue
        for number, block_steps in enumerate(inside):
            if number and not block_steps and isinstance(step.action, If):
                continue  # an "otherwise" that nobody has written
            if number:
                at = edit.Spot(step.id, number, 0)
                made.append(Row("otherwise", at, step, 0, depth + 1, resting=rests))
            if not block_steps:
                at = edit.Spot(step.id, number, 0)
                made.append(Row("empty", at, step, 0, depth + 1, resting=rests))
            _block(block_steps, step.id, number, depth + 1, rests, folded, made, counter)
        made[-1] = _ended(made[-1])


def _ended(row: Row) -> Row:
    return row._replace(ends=row.ends + 1)


def _leaves(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        inside = edit.blocks(step.action)
        if inside:
            for block in inside:
                yield from _leaves(block)
        else:
            yield step


def numbers(script: Script, rows: list[Row] | None = None) -> dict[str, int]:
    """The number of every step as the list shows it; a block has that of its first step. ``rows``
    are the script's, where they are known and nothing is folded."""
    found: dict[str, int] = {}
    heads: list[str] = []
    for row in rows if rows is not None else rows_of(script, ()):
        if row.kind == "step":
            found[row.id] = row.number
            for head in heads:
                found[head] = row.number
            heads.clear()
        elif row.kind == "head":
            heads.append(row.id)
    return found
