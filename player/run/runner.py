"""A run as a whole: how it begins, goes over its rows, and is told of."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from player.data import List
from player.desktop.base import Desktop
from player.lines import EmitEvent
from player.ocr.reader import interruptible
from player.run.asking import Asking
from player.run.control import Control
from player.run.identity import Book
from player.run.journal import Journal
from player.run.ladder import Ladder
from player.run.marks import Marks, WatchedHands
from player.run.options import InDoubt, Options
from player.run.outcomes import Outcomes
from player.run.proofs import Proofs, doubt_file
from player.run.repairs import Repair
from player.run.report import prepare_folder, reason, write_report
from player.run.rows import Ended, Rows
from player.run.steps import Steps
from player.run.told import RunResult
from scripts.commits import last_irreversible
from scripts.errors import IlsonError, Stopped
from scripts.language import either
from scripts.model import ForEachRow, Script
from scripts.needs import goes_over_rows, variables_set
from scripts.schema import walk
from scripts.show import sentence

_ONLY_THE_REST, _ALL_AGAIN = (
    ("남은 행만 하기", "Only what is left"),
    ("모두 다시 하기", "All of them again"),
)


class Runner:
    """Plays one script on one desktop, once.

    ``path`` is where the script lies (for scripts that it calls), ``emit`` takes the events of the
    contract, ``now`` is the clock (seconds). The journal is written before and after every row, and
    before and after every step that cannot be taken back. ``report_folder`` and ``results_file``
    say where a run's report and its result workbook go, None: nowhere. ``lists`` are those of the
    loops inside the loop over ``data``, by the names of their inputs; ``repair`` learns a place
    that the clerk shows (without it she is not asked to).
    """

    def __init__(
        self,
        script: Script,
        path: Path,
        desktop: Desktop,
        control: Control,
        emit: EmitEvent,
        journal: Journal,
        options: Options,
        data: List | None = None,
        report_folder: Callable[[str], Path] | None = None,
        now: Callable[[], float] = time.perf_counter,
        results_file: Callable[[str], Path] | None = None,
        lists: Mapping[str, List] | None = None,
        repair: Repair | None = None,
        ladder: Ladder | None = None,
    ) -> None:
        self._script = script
        self._control = control
        self._emit_event = emit
        self._journal = journal
        self._options = options
        self._report_folder = report_folder
        self._results_file = results_file
        self._now = now
        self._result = RunResult("", script.name, data.name if data else "", "")
        self._book = (
            journal.hasher.book(data, _key_columns(script)) if data is not None else Book((), "")
        )
        self._marks = Marks(journal)
        hands = WatchedHands(desktop.hands, self._before_acting)
        self._hands = hands
        self._asking = Asking(control, self.tell)
        self._proofs = Proofs(desktop, hands, self.tell)
        self._outcomes = Outcomes(data, self._book, self.tell, now)
        self._rows = Rows(
            data, self._book, options, journal, self._result, self._marks, self._proofs,
            self._outcomes, self.tell, self._settle_row, self._ask_already,
            last_irreversible(script), now,
        )  # fmt: skip
        self._steps = Steps(
            script, path, replace(desktop, hands=hands), control, options, self._rows, self._marks,
            self._proofs, self._asking, self.tell, now, lists or {}, repair,
            ladder,
        )  # fmt: skip

    def tell(self, event: str, **fields: object) -> None:
        """Emit an event with its run, and where it applies its row and step."""
        row = self._rows.current
        place: dict[str, object] = {"run": self._result.run}
        if row is not None:
            place["row"] = row.number
        if self._steps.inner:
            place["inner"] = self._steps.inner
        if self._steps.step_id is not None:
            place["step"] = self._steps.step_id
        self._emit_event(event, {**place, **fields})

    def _before_acting(self) -> None:
        """The first thing that a step does is about to happen."""
        if self._marks.is_aside:
            return
        self._proofs.acting(keep=self._marks.armed)
        self._marks.acting()

    # ---- the run ----------------------------------------------------------------------------

    def run(self) -> RunResult:
        """Play to the end; the journal and the report tell of it whatever happens. Raises
        IlsonError only before anything was touched."""
        began = self._now()
        result = self._result
        result.started = datetime.now().isoformat(timespec="seconds")
        folder = self._begin()
        message = ""
        try:
            with interruptible(self._control.go_on):
                self._rows.compare(result.script)
                self._play()
            result.status = "done"
        except Ended:
            result.status = "done"
        except Stopped:
            result.status = "stopped"
            self._hands.release_all()
            self.tell("stopped")
        except IlsonError as error:
            message = str(error)
            result.message = result.message or reason(error, "")
        finally:
            self._hands.release_all()
            self._steps.step_id = None
            result.seconds = round(self._now() - began, 3)
            if result.status == "done" and (result.count("failed") or result.count("in_doubt")):
                result.status = "failed"
            result.results = self._outcomes.close()
            report = self._write_report(folder)
            by_hand = self._script.recorded.seconds if self._script.recorded else 0.0
            by_hand *= result.count("done")
            self._journal.end_run(
                result.run, result.status, report, result.results, result.seconds, by_hand
            )
        self.tell(
            "run_done",
            status=result.status,
            done=result.count("done"),
            failed=result.count("failed"),
            skipped=result.count("skipped"),
            in_doubt=result.count("in_doubt"),
            already=result.already,
            seconds=result.seconds,
            saved=round(max(0.0, by_hand - result.seconds), 1) if by_hand else 0,
            report=report,
            results=result.results,
            message=message,
        )
        return result

    def _begin(self) -> Path | None:
        """Enter the run in the journal, or open it again; the report's folder."""
        result, options, data = self._result, self._options, self._rows.data
        left = None
        if options.resume:
            left = self._journal.resume_run(options.resume, result.script, result.data, self._book)
            result.run = options.resume
        else:
            result.run = self._journal.begin_run(result.script, result.data, self._book)
        self._marks.run = result.run
        folder = prepare_folder(self._report_folder(result.run)) if self._report_folder else None
        self._proofs.folder = folder
        if self._results_file is not None and data is not None:
            self._outcomes.open(self._results_file(result.run), sorted(variables_set(self._script)))
        self.tell(
            "run_started",
            pid=os.getpid(),
            script=result.script,
            data=result.data,
            rows=self._rows.wanted,
            left_out=[skipped.number for skipped in data.skipped] if data else [],
            ranges=self._rows.ranges,
            by_hand=self._script.recorded.seconds if self._script.recorded else 0,
        )
        if left is not None:
            self._rows.resume(left)
        return folder

    def _write_report(self, folder: Path | None) -> str:
        """The report's page; a report that cannot be written must not hide what was done."""
        if folder is None:
            return ""
        try:
            self._proofs.end_run()
            return str(write_report(self._result, folder))
        except OSError as error:
            self.tell(
                "message",
                text=either(
                    f"처리 결과를 남기지 못했어요 ({error.strerror}).",
                    f"The report could not be kept ({error.strerror}).",
                ),
            )
            return ""

    def _play(self) -> None:
        loop = goes_over_rows(self._script.steps)
        if self._rows.data is not None and not loop:
            # A script recorded without a loop is, given a list, done once for each of its rows.
            self._steps.each_row(self._script.steps)
        elif loop:
            self._steps.do(self._script.steps)
        else:
            with self._rows.playing(None, ""):
                self._steps.do(self._script.steps)

    # ---- questions about rows ---------------------------------------------------------------

    def _settle_row(self, number: int, key: str, step: str) -> InDoubt:
        say = next(
            (sentence(s, self._script) for s in walk(self._script.steps) if s.id == step), ""
        )
        where = either(f"‘{say}’에서 ", f" at ‘{say}’") if say else ""
        picture = doubt_file(self._proofs.folder, key) if self._proofs.folder else None
        said = self._asking.ask(
            either(
                f"{number}행은 {where}끊겼어요. 이 행이 저장됐나요?",
                f"Row {number} broke off{where}. Was this row saved?",
            ),
            ("done", "again", "skip_row"),
            why="in_doubt",
            at_step=step,
            picture=str(picture) if picture is not None and picture.exists() else "",
        )
        return "done" if said.say == "done" else "again" if said.say == "again" else "skip"

    def _ask_already(self, count: int, last: str) -> bool:
        """Whether rows that an earlier run has done are done again."""
        then = datetime.fromisoformat(last)
        when = either(f"{then.month}월 {then.day}일 {then:%H:%M}", f"{then:%Y-%m-%d at %H:%M}")
        said = self._asking.text(
            either(
                f"이 명단의 {count}행은 {when}까지 이미 처리했어요. 어떻게 할까요?",
                f"{count} rows of this list were done by {when}. What is to be done?",
            ),
            (either(*_ONLY_THE_REST), either(*_ALL_AGAIN)),
            why="already_done",
        )
        return said == either(*_ALL_AGAIN)


def _key_columns(script: Script) -> tuple[str, ...]:
    """The columns that tell the rows of the list apart, none where all of them do."""
    for step in walk(script.steps):
        if isinstance(step.action, ForEachRow) and step.action.input in script.inputs:
            return script.inputs[step.action.input].key
    return next((of.key for of in script.inputs.values()), ())
