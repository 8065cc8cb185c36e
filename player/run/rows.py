"""The rows of a run: which are to be played, and what the journal and the report say of each."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from player.data import List, Row
from player.run.asking import Tell
from player.run.identity import Book, changes
from player.run.journal import Journal, Left, RowState
from player.run.marks import Marks
from player.run.options import InDoubt, Options
from player.run.outcomes import Outcome, Outcomes
from player.run.proofs import Proofs, forget_doubt
from player.run.report import reason
from player.run.told import RowResult, RunResult
from scripts.errors import IlsonError, StepFailed, Stopped
from scripts.language import either

_MOST_TOLD = 200
"""Row numbers that an event lists."""


class RowSkipped(Exception):
    """The present row is left out, on the clerk's or the script's word."""


class RowAgain(Exception):
    """The present row is played again from its first step; ``error`` is why."""

    def __init__(self, error: StepFailed) -> None:
        super().__init__(str(error))
        self.error = error


class Ended(Exception):
    """The script itself said that the run ends here, well."""


class Rows:
    """Goes over the rows of a list once. ``settle`` asks the clerk about a row in doubt (its
    number, its key, the step it broke off at), ``ask_already`` whether rows that an earlier run
    has done are done again. ``last_step`` is the step after which nothing is left to do in a row
    but to look."""

    def __init__(
        self,
        data: List | None,
        book: Book,
        options: Options,
        journal: Journal,
        result: RunResult,
        marks: Marks,
        proofs: Proofs,
        outcomes: Outcomes,
        tell: Tell,
        settle: Callable[[int, str, str], InDoubt],
        ask_already: Callable[[int, str], bool],
        last_step: str,
        now: Callable[[], float],
    ) -> None:
        self.data = data
        self.current: Row | None = None
        self._book = book
        self._options = options
        self._journal = journal
        self._result = result
        self._marks = marks
        self._proofs = proofs
        self._outcomes = outcomes
        self._tell = tell
        self._settle = settle
        self._ask_already = ask_already
        self._last_step = last_step
        self._now = now
        self._left: Mapping[str, Left] = {}
        self._pass_over: frozenset[str] = frozenset()
        self._step = ""

    @property
    def wanted(self) -> int:
        """How many rows were asked for."""
        return sum(self._options.wants(row.number) for row in self.data.rows) if self.data else 0

    @property
    def ranges(self) -> list[list[int]]:
        """Which rows were asked for, as stretches of Excel's numbers: first and last."""
        found: list[list[int]] = []
        for row in self.data.rows if self.data else ():
            if not self._options.wants(row.number):
                continue
            if found and row.number == found[-1][1] + 1:
                found[-1][1] = row.number
            else:
                found.append([row.number, row.number])
        return found

    # ---- before the first row ---------------------------------------------------------------

    def resume(self, left: Mapping[str, Left]) -> None:
        """Take over what the journal knows of an earlier part of this run."""
        self._left = left
        wanted = [one for one in self._book.rows if self._options.wants(one.number)]
        states = [(one, left[one.key]) for one in wanted if one.key in left]
        over = [one for one, was in states if was.state in ("done", "skipped")]
        for one, was in states:
            if was.state in ("done", "skipped", "failed", "broken"):
                self._outcomes.known(one.number, one.key, was.state, was.time)
        self._tell(
            "resumed",
            done=len(over),
            left=len(wanted) - len(over),
            in_doubt=[one.number for one, was in states if self._doubtful(was)],
            untouched=[
                one.number for one, was in states if was.state == "begun" and _untouched(was)
            ],
        )

    def compare(self, script: str) -> None:
        """Tell what earlier runs did of this list and how it has changed since, and settle what
        becomes of the rows that were done already."""
        if not self._book.rows:
            return
        before = self._left
        earlier = self._journal.earlier(self._result.run, script, self._book)
        if not before and earlier and 2 * len(earlier[0].done) >= len(self._book.rows):
            # The same list, as it was in the latest run over it.
            before = self._journal.left(earlier[0].run)
        self._tell_changes(before)
        done: dict[str, str] = {}
        for run in earlier:
            done.update({key: time for key, time in run.done.items() if key not in done})
        again = [
            one for one in self._book.rows
            if one.key in done and self._options.wants(one.number)
            and not (one.key in self._left and self._left[one.key].state in ("done", "skipped"))
        ]  # fmt: skip
        if not again:
            return
        last = max(done[one.key] for one in again)
        broken = next((run.run for run in earlier if run.status in ("running", "stopped")), "")
        self._tell(
            "already_done",
            count=len(again),
            rows=[one.number for one in again[:_MOST_TOLD]],
            first=min(done[one.key] for one in again),
            last=last,
            runs=[run.run for run in earlier if run.done][:10],
            unfinished=broken,
        )
        skip = self._options.already == "skip"
        if self._options.already is None and self._options.asking:
            skip = not self._ask_already(len(again), last)
        if skip:
            self._pass_over = frozenset(one.key for one in again)
            self._result.already = len(again)
            for one in again:
                self._outcomes.known(one.number, one.key, "done", done[one.key])

    def _tell_changes(self, before: Mapping[str, Left]) -> None:
        known = {key: (left.number, left.content) for key, left in before.items()}
        found = changes(known, self._book) if known else None
        if found:
            self._tell(
                "list_changed",
                added=list(found.added[:_MOST_TOLD]),
                changed=list(found.changed[:_MOST_TOLD]),
                removed=list(found.removed[:_MOST_TOLD]),
                moved=list(found.moved[:_MOST_TOLD]),
                counts=[
                    len(found.added), len(found.changed), len(found.removed), len(found.moved)
                ],
            )  # fmt: skip

    # ---- the rows ---------------------------------------------------------------------------

    def to_do(self) -> Iterator[tuple[Row, str]]:
        """The rows to play, in the list's order, with their keys in the journal; those that are
        done or skipped are passed over, those in doubt settled first."""
        rows = self.data.rows if self.data else ()
        for row, listed in zip(rows, self._book.rows, strict=True):
            left = self._left.get(listed.key)
            if not self._options.wants(row.number) or listed.key in self._pass_over:
                continue
            if left is not None and left.state in ("done", "skipped"):
                continue
            if left is not None and left.state in ("begun", "broken"):
                if not _untouched(left) and not self._again(row, listed.key, left):
                    continue
                self._forget_doubt(listed.key)
            yield row, listed.key

    def _doubtful(self, left: Left) -> bool:
        return (
            left.state in ("begun", "broken") and not _untouched(left) and not self._finished(left)
        )

    def _finished(self, left: Left) -> bool:
        """Whether the row broke off after the last step that counts."""
        return left.state == "begun" and bool(left.steps.get(self._last_step))

    def _again(self, row: Row, key: str, left: Left) -> bool:
        """Settle a row that was begun and not finished; True to play it again."""
        self.current = row
        try:
            if self._finished(left):
                self._journal.set_row(self._result.run, key, row.number, "done")
                self._add(
                    row, key, "done", either("끝까지 하고 끊겼어요", "Broke off when all was done")
                )
                self._tell(
                    "row_done",
                    status="done",
                    seconds=0,
                    message=either("끝까지 하고 끊겼어요.", "Broke off when all was done."),
                )
                self._forget_doubt(key)
                return False
            say = self._options.in_doubt
            step = left.doubtful or (list(left.steps) or [""])[-1]
            if say is None and self._options.asking:
                say = self._settle(row.number, key, step)
            if say == "done":
                self._journal.set_row(self._result.run, key, row.number, "done")
                self._add(row, key, "done", either("사람이 확인했어요", "Checked by a person"))
            elif say == "skip":
                self._journal.set_row(self._result.run, key, row.number, "skipped")
                self._add(row, key, "skipped", "")
            elif say is None:
                self._add(row, key, "in_doubt", either("하던 중에 끊겼어요", "Broke off half-way"))
                self._tell(
                    "row_failed",
                    why="in_doubt",
                    message=either("하던 중에 끊긴 행이에요.", "The row broke off half-way."),
                    at_step=step,
                )
            if say is not None:
                self._forget_doubt(key)
            return say == "again"
        finally:
            self.current = None

    def _forget_doubt(self, key: str) -> None:
        if self._proofs.folder is not None:
            forget_doubt(self._proofs.folder, key)

    def _add(
        self,
        row: Row | None,
        key: str,
        status: Literal["done", "failed", "skipped", "in_doubt"],
        why: str,
        seconds: float = 0.0,
        message: str = "",
        read: Mapping[str, str] | None = None,
    ) -> None:
        number = row.number if row else 0
        self._result.add(RowResult(number, status, seconds, why=why))
        if row is not None:
            self._outcomes.put(number, key, Outcome(status, error=message or why, read=read or {}))

    def at_step(self, sentence: str) -> None:
        """Remember the step that is being done, for the report."""
        self._step = sentence

    @contextlib.contextmanager
    def playing(
        self, row: Row | None, key: str, read: Mapping[str, str] | None = None
    ) -> Iterator[None]:
        """Enter a row in the journal before the block and after it, whatever comes of it. Without
        a row (a script without a list) only the report hears of it. ``read`` are the values that
        the row reads, known at its end."""
        began = self._now()
        number = row.number if row else 0
        self.current = row
        self._marks.begin_row(key)
        self._proofs.begin_row(number, key)
        if row is not None:
            self._journal.set_row(self._result.run, key, number, "begun")
            self._tell("row_started")

        def ended(status: Literal["done", "failed", "skipped"], why: str, message: str) -> None:
            seconds = round(self._now() - began, 3)
            if row is not None:
                state: RowState = "broken" if status == "failed" and self._marks.acted else status
                self._journal.set_row(self._result.run, key, number, state)
            self._proofs.end_row(status)
            self._add(row, key, status, why, seconds, message, read)
            if row is not None:
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
        except Stopped:
            self._proofs.end_row("stopped")
            if row is not None and self._marks.acted:
                self._outcomes.put(number, key, Outcome("stopped"))
            raise
        finally:
            self.current = None


def _untouched(left: Left) -> bool:
    """Whether nothing was begun in the row that cannot be taken back. Rows of journals that knew
    no steps yet have no content either: of these it is not known."""
    return left.state == "begun" and not left.steps and bool(left.content)
