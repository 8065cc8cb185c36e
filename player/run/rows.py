"""The rows of a run: which are to be played, and what the journal and the report say of each."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

from player.data import List, Row
from player.run.journal import Journal, RowState
from player.run.options import InDoubt, Options
from player.run.report import RowResult, RunResult, reason
from scripts.errors import IlsonError

Tell = Callable[..., None]
"""Emits an event: its name and its fields."""


class RowSkipped(Exception):
    """The present row is left out, on the clerk's or the script's word."""


class Ended(Exception):
    """The script itself said that the run ends here, well."""


class Rows:
    """Goes over the rows of a list once. ``acted`` must be set when something was done in the row
    that cannot be taken back; ``settle`` asks the clerk about a row in doubt."""

    def __init__(
        self,
        data: List | None,
        options: Options,
        journal: Journal,
        result: RunResult,
        tell: Tell,
        settle: Callable[[int], InDoubt],
        now: Callable[[], float],
    ) -> None:
        self.data = data
        self.current: Row | None = None
        self.acted = False
        self._options = options
        self._journal = journal
        self._result = result
        self._tell = tell
        self._settle = settle
        self._now = now
        self._states: dict[str, RowState] = {}
        self._step = ""

    def resume(self, states: dict[str, RowState]) -> None:
        """Take over what the journal knows of an earlier part of this run."""
        self._states = states

    @property
    def wanted(self) -> int:
        """How many rows were asked for."""
        return sum(self._options.wants(row.number) for row in self.data.rows) if self.data else 0

    def to_do(self, key: tuple[str, ...]) -> Iterator[tuple[Row, str]]:
        """The rows to play, in the list's order, with their marks in the journal; those that are
        done or skipped are passed over, those in doubt settled first."""
        seen: Counter[str] = Counter()
        for row in self.data.rows if self.data else ():
            values = _plain(row)
            same = self._journal.key(values, key, 0)
            mark = self._journal.key(values, key, seen[same])
            seen[same] += 1
            state = self._states.get(mark)
            if not self._options.wants(row.number) or state in ("done", "skipped"):
                continue
            if state in ("begun", "broken") and not self._again(row, mark):
                continue
            yield row, mark

    def _again(self, row: Row, mark: str) -> bool:
        """Settle a row that was begun and not finished; True to play it again."""
        self.current = row
        try:
            say = self._options.in_doubt
            if say is None and self._options.asking:
                say = self._settle(row.number)
            if say == "done":
                self._journal.set_row(self._result.run, mark, row.number, "done")
                self._add(RowResult(row.number, "done", 0.0, why="사람이 확인했어요"))
            elif say == "skip":
                self._journal.set_row(self._result.run, mark, row.number, "skipped")
                self._add(RowResult(row.number, "skipped", 0.0))
            elif say is None:
                self._add(RowResult(row.number, "in_doubt", 0.0, why="하던 중에 끊겼어요"))
                self._tell("row_failed", why="in_doubt", message="하던 중에 끊긴 행이에요.")
            return say == "again"
        finally:
            self.current = None

    def _add(self, result: RowResult) -> None:
        self._result.rows.append(result)

    def at_step(self, sentence: str) -> None:
        """Remember the step that is being done, for the report."""
        self._step = sentence

    @contextlib.contextmanager
    def playing(self, row: Row | None, mark: str) -> Iterator[None]:
        """Enter a row in the journal before the block and after it, whatever comes of it. Without
        a row (a script without a list) only the report hears of it."""
        began = self._now()
        number = row.number if row else 0
        self.current, self.acted = row, False
        if row is not None:
            self._journal.set_row(self._result.run, mark, number, "begun")
            self._tell("row_started")

        def ended(status: Literal["done", "failed", "skipped"], why: str, message: str) -> None:
            seconds = round(self._now() - began, 3)
            self._add(RowResult(number, status, seconds, why=why))
            if row is not None:
                state: RowState = "broken" if status == "failed" and self.acted else status
                self._journal.set_row(self._result.run, mark, number, state)
                event = "row_failed" if status == "failed" else "row_done"
                self._tell(event, status=status, seconds=seconds, message=message)

        try:
            yield
            ended("done", "", "")
        except Ended:
            ended("done", "", "")
            raise
        except RowSkipped as skipped:
            cause = skipped.__cause__
            why = reason(cause, self._step) if isinstance(cause, IlsonError) else ""
            ended("skipped", why, str(skipped))
        except IlsonError as error:
            ended("failed", reason(error, self._step), str(error))
            raise
        finally:
            self.current = None


def _plain(row: Row) -> dict[str, str]:
    """The row's texts, a bad cell as nothing: a row is told apart by what it holds."""
    values = row.values
    return {name: "" if values.problem(name) else values[name] for name in values}
