"""The order in which steps are done: one after the other, for each row of a list, of a list within
it, a row again from its start."""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping

from player.data import List, Row
from player.data.lists import column_name
from player.run.asking import Tell
from player.run.control import Control
from player.run.options import Options
from player.run.rows import RowAgain, Rows, RowSkipped
from player.run.scope import Scope
from player.run.see import Eyes
from player.run.ways import Ways
from scripts.errors import DataProblem, StepFailed, Stopped
from scripts.language import either
from scripts.model import Condition, ForEachRow, Script, Step, WaitFor
from scripts.schema import kind_of, walk
from scripts.show import sentence

_ROW_TRIES = 3
"""How often ``on_error: retry_row`` does a row in all."""
_BEGINS = 2.0
"""Seconds in which a row's declared start has to show, before the way back is gone."""


class Flow(ABC):
    """``step_id`` is the step that is being done, ``inner`` the row of an inner loop's list
    (Excel's numbers, 0 for none). ``lists`` are those of inner loops by the names of their
    inputs."""

    _current: Script
    _eyes: Eyes
    _ways: Ways

    def __init__(
        self, control: Control, options: Options, rows: Rows, tell: Tell, lists: Mapping[str, List]
    ) -> None:
        self.step_id: str | None = None
        self.inner = 0
        self._control = control
        self._options = options
        self._rows = rows
        self._tell = tell
        self._lists = lists
        self._scope = Scope(options.values)
        self._first = options.first
        self._astray = bool(options.resume)
        """Whether nobody knows how the last row has left the screen."""

    @abstractmethod
    def _step(self, step: Step) -> None:
        """One step, with all that becomes of it."""

    @abstractmethod
    def _holds(self, condition: Condition | None) -> bool:
        """Whether a condition holds now."""

    # ---- flow -------------------------------------------------------------------------------

    def each_row(self, steps: tuple[Step, ...], loop: Step | None = None) -> None:
        """Do the steps for every row of the list that is still to be done; ``loop`` is the step
        that says so, None where the whole script is done for each row."""
        if loop is not None and self._rows.current is not None:
            self._inner_rows(loop)
            return
        if self._rows.data is None:
            raise DataProblem(
                either("이 작업에는 명단이 필요해요.", "This task needs a list."),
                either(
                    "--data 명단.xlsx#시트 로 명단을 알려 주세요.",
                    "Give the list: --data LIST.xlsx#SHEET",
                ),
            )
        self._rows.data.require(tuple(_where(loop)))
        for row, mark in self._rows.to_do():
            self._control.check()
            if self._control.last_row:
                raise Stopped
            with self._scope.row(row.values) as read:
                if not self._meant(row, loop):
                    continue
                with self._rows.playing(row, mark, read):
                    self._row(steps, loop)
                    self.step_id = None

    def _meant(self, row: Row, loop: Step | None) -> bool:
        """Whether a loop is about a row."""
        return all(
            row.values[column_name(name)] == self._scope.fill(text)
            for name, text in _where(loop).items()
        )

    def _row(self, steps: tuple[Step, ...], loop: Step | None) -> None:
        """Play the present row from its start, again where a step's rule says so."""
        for tries in itertools.count(1):
            try:
                self._at_start(loop)
                self.do(steps)
                return
            except RowAgain as again:
                if tries >= _ROW_TRIES:
                    again.error.settled = True
                    raise again.error from again
                self._astray = True
                self._tell("row_again", tries=tries)
            except RowSkipped:
                self._astray = True
                raise

    def _at_start(self, loop: Step | None) -> None:
        """See to it that the screen is as a row needs it: after a row that failed the way back is
        gone; where a start is declared it has to hold. Raises StepFailed."""
        back, astray = self._current.back, self._astray
        self._astray = False
        start = loop.action.start if loop and isinstance(loop.action, ForEachRow) else None
        if loop is None or start is None:
            if astray and back is not None:
                self._ways.back(back)
            return
        if self._eyes.until(lambda: self._holds(start), 0.0 if astray else _BEGINS):
            return
        if back is not None:
            self._ways.back(back)
        if not self._holds(start):
            self._step(Step(loop.id, WaitFor(start), "", loop.timeout, loop.on_error,
                            tries=loop.tries, back=loop.back))  # fmt: skip

    def _inner_rows(self, loop: Step) -> None:
        """Do an inner loop's steps for each row of its own list that is meant."""
        assert isinstance(loop.action, ForEachRow)
        name = loop.action.input
        if name not in self._lists:
            raise StepFailed(
                either(f"‘{name}’ 명단이 없어요.", f"There is no list ‘{name}’."),
                either(
                    f"--data {name}=명단.xlsx#시트 로 알려 주세요.",
                    f"Give it: --data {name}=LIST.xlsx#SHEET",
                ),
                why="not_supported",
            )
        outer = self.inner
        self._lists[name].require(tuple(_where(loop)))
        try:
            for row in self._lists[name].rows:
                self._control.check()
                with self._scope.row(row.values):
                    if self._meant(row, loop):
                        self.inner = row.number
                        self.do(loop.action.do)
        finally:
            self.inner = outer

    def do(self, steps: Iterable[Step]) -> None:
        """Do steps one after the other; those before the one that the run begins at are passed
        over."""
        for step in steps:
            if not step.enabled or (self._first and not holds_step(step, self._first)):
                continue
            if step.id == self._first:
                self._first = ""
            self._control.check()
            if self._control.by_steps and kind_of(step.action).leaf:
                self._wait_for_word(step)
            self._step(step)
            if step.id == self._options.last:
                self._tell(
                    "message",
                    text=either("말씀하신 단계까지 했어요.", "Done up to the step that you named."),
                )
                raise Stopped

    def _wait_for_word(self, step: Step) -> None:
        """Show the step that comes next, and wait until the clerk lets it be done."""
        self.step_id = step.id
        self._control.pause()  # first: her word may come at once
        self._tell("paused", text=sentence(step, self._current), by_steps=True)
        self._control.check()


def _where(loop: Step | None) -> Mapping[str, str]:
    """What tells the rows that a loop is about."""
    return loop.action.where if loop and isinstance(loop.action, ForEachRow) else {}


def any_holds(steps: Iterable[Step], wanted: str) -> bool:
    return any(holds_step(step, wanted) for step in steps)


def holds_step(step: Step, wanted: str) -> bool:
    """Whether a step is the one of this id, or around it."""
    return any(one.id == wanted for one in walk((step,)))
