"""The ``play`` command: one run in a process of its own."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from player.data import List, read_list, split_spec
from player.data.results import result_path
from player.desktop import open_desktop
from player.desktop.vault import open_vault, secret
from player.gate import Gate
from player.lines import HALTED, READY, Lines, Sentences, listen
from player.rehearse import Rehearsal
from player.run.asking import Tell
from player.run.control import Answer, Control
from player.run.journal import Journal
from player.run.kept import forget_old
from player.run.ladder import Ladder
from player.run.options import Options
from player.run.repairs import Repair
from player.run.runner import Runner
from player.run.told import RunResult
from scripts.check import problems
from scripts.errors import ExitCode, FileProblem, UsageError
from scripts.files import load
from scripts.folders import data_folder, runs_folder
from scripts.korean import josa
from scripts.language import either
from scripts.model import Script
from scripts.needs import columns_used, goes_over_rows, inner_inputs, secrets_used
from scripts.schema import walk


@dataclass(frozen=True, slots=True)
class Job:
    """What the command line asked for. ``data`` is ``WORKBOOK[#SHEET]``, ``lists`` those of inner
    loops by the names of their inputs; ``results`` is where the
    result workbook goes, None: beside the list, and with ``no_results`` nowhere."""

    file: Path
    options: Options
    data: str | None = None
    lists: Mapping[str, str] = field(default_factory=dict)
    report: Path | None = None
    results: Path | None = None
    no_results: bool = False
    json: bool = False
    rehearse: bool = False

    def results_file(self, run: str) -> Path:
        """Where the result workbook of a run goes; raises UsageError for the list itself."""
        data = split_spec(self.data or "")[0].absolute()
        if self.results is None:
            return result_path(data, run)
        if self.results.absolute() == data or self.results.suffix.lower() != ".xlsx":
            raise UsageError(
                either(
                    f"‘{self.results.name}’에는 결과를 쓸 수 없어요.",
                    f"Results can't be written to ‘{self.results.name}’.",
                ),
                either(
                    "명단이 아닌 .xlsx 파일 이름을 적어 주세요.",
                    "Give the name of an .xlsx file that is not the list.",
                ),
            )
        return self.results.absolute()


def split_lists(given: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Lists that are named (``NAME=WORKBOOK[#SHEET]``) and those that are not; a file whose own
    name has a "=" is none of the former."""
    named, unnamed = dict[str, str](), list[str]()
    for text in given:
        name, equals, rest = text.partition("=")
        if equals and not split_spec(text)[0].exists():
            named[name] = rest
        else:
            unnamed.append(text)
    return named, unnamed


def inner_lists(script: Script, job: Job) -> dict[str, List]:
    """The lists of the loops inside the loop; raises IlsonError for one that is missing or lacks a
    column."""
    lists = {}
    for name, of in inner_inputs(script).items():
        if name not in job.lists:
            raise UsageError(
                either(
                    f"이 작업에는 ‘{name}’ 명단도 필요해요.",
                    f"This task needs the list ‘{name}’, too.",
                ),
                either(
                    f"--data {name}=명단.xlsx#시트 로 알려 주세요.",
                    f"Give it: --data {name}=LIST.xlsx#SHEET",
                ),
            )
        lists[name] = read_list(job.lists[name])
        lists[name].require((*of.columns, *of.key))
    return lists


def prepare(job: Job) -> tuple[Script, List | None]:
    """Read and check everything before anything is touched; raises IlsonError."""
    wrong = problems(job.file)
    if wrong:
        raise FileProblem(wrong)
    script = load(job.file)
    given = job.options.values
    missing = [name for name in script.variables if name not in given]
    if missing:
        raise UsageError(
            either(f"‘{missing[0]}’ 값이 필요해요.", f"The value ‘{missing[0]}’ is needed."),
            either(
                f"--var {missing[0]}=값 으로 알려 주세요.", f"Give it: --var {missing[0]}=VALUE"
            ),
        )
    for wanted in (job.options.first, job.options.last):
        if wanted and all(step.id != wanted for step in walk(script.steps)):
            raise UsageError(
                either(
                    f"‘{wanted}’{josa(wanted, '이라는/라는')} 단계가 없어요.",
                    f"There is no step ‘{wanted}’.",
                ),
                either(
                    "script.yaml에 적힌 단계의 id를 적어 주세요.",
                    "Give a step's id as it stands in script.yaml.",
                ),
            )
    for name in () if job.rehearse else secrets_used(script):
        secret(open_vault(), name)
    data = read_list(job.data) if job.data else None
    if data is not None and not job.no_results:
        job.results_file("")  # a name that cannot be is told now
    columns = columns_used(script, given)
    if data is None:
        if columns or goes_over_rows(script.steps):
            what = f" ({', '.join(columns)})" if columns else ""
            raise UsageError(
                either(f"이 작업에는 명단이 필요해요{what}.", f"This task needs a list{what}."),
                either(
                    "--data 명단.xlsx#시트 로 명단을 알려 주세요.",
                    "Give the list: --data LIST.xlsx#SHEET",
                ),
            )
        return script, None
    data.require(columns)
    if not any(job.options.wants(row.number) for row in data.rows):
        numbers = [row.number for row in data.rows]
        there = (
            either(
                f"{numbers[0]}행부터 {numbers[-1]}행까지 있어요.",
                f"There are rows {numbers[0]} to {numbers[-1]}.",
            )
            if numbers
            else either("명단이 비어 있어요.", "The list is empty.")
        )
        raise UsageError(either("실행할 행이 하나도 없어요.", "There is no row to run."), there)
    return script, data


def play(job: Job, repair: Repair | None = None) -> ExitCode:
    """Play a script and return the exit code; raises IlsonError before anything was touched.
    ``repair`` learns a place that the clerk shows.

    But for a rehearsal, :mod:`player.guard` has started this process: events go to it as JSON
    lines, and it says when to begin.
    """
    script, data = prepare(job)
    lists = inner_lists(script, job)
    desktop = open_desktop()
    try:
        if job.rehearse:
            emit = (Lines(sys.stdout) if job.json else Sentences(sys.stdout)).emit
            beside = job.results_file("rehearsal") if data and not job.no_results else None
            return Rehearsal(script, desktop, emit, job.options, data, beside, lists).run()
        lines = Lines(sys.stdout)
        control, gate = Control(), Gate(desktop.hands)
        with Journal(runs_folder()) as journal:
            runner = Runner(
                script,
                job.file,
                replace(desktop, hands=gate),
                control,
                lines.emit,
                journal,
                job.options,
                data,
                lambda run: job.report or runs_folder() / run,
                results_file=None if job.no_results else job.results_file,
                lists=lists,
                repair=repair,
                ladder=Ladder(data_folder() / "typing.json"),
            )
            watched = _Watched(control, gate, runner.tell, lines)
            watched.begin()
            if not watched.may_go():
                return ExitCode.STOPPED
            result = runner.run()
            try:
                forget_old(runs_folder(), journal.ids())
            except OSError as error:
                print(
                    either(
                        f"일손: 오래된 실행의 그림을 지우지 못했어요 ({error.strerror}).",
                        f"일손: Pictures of old runs could not be deleted ({error.strerror}).",
                    ),
                    file=sys.stderr,
                )
            return exit_code(result)
    finally:
        desktop.close()


def exit_code(result: RunResult) -> ExitCode:
    """What the shell gets for a result."""
    codes: Mapping[str, ExitCode] = {
        "done": ExitCode.DONE,
        "failed": ExitCode.FAILED,
        "stopped": ExitCode.STOPPED,
    }
    return codes[result.status]


class _Watched:
    """A run that is watched over: it obeys what comes on stdin, and the system's signals."""

    def __init__(self, control: Control, gate: Gate, tell: Tell, lines: Lines) -> None:
        self._control, self._gate = control, gate
        self._tell, self._lines = tell, lines
        self._go = threading.Event()

    def begin(self) -> None:
        """Listen, and say that the run can begin."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signal)
        # Without the one that holds the stop keys nothing may go on.
        listen(sys.stdin, self._heard, self._stop)
        self._lines.emit(READY, {})

    def may_go(self) -> bool:
        """Wait for the word to begin; False where it is a stop."""
        self._go.wait()
        return not self._control.stopped

    def _heard(self, answer: Answer) -> None:
        if answer.say == "stop":
            self._stop()
        elif answer.say == "go":
            self._go.set()
        elif answer.say == "pause":
            self._tell("paused", text=answer.text)
        elif answer.say in ("continue", "step", "stop_after_row") and self._control.paused:
            self._tell("continued")
        if answer.say != "go":
            self._control.answer(answer)

    def _stop(self) -> None:
        """Nothing is sent after this, whatever the run is in the middle of; what it still has to
        write down may take its time."""
        self._control.stop()
        self._gate.shut()
        self._lines.emit(HALTED, {})
        self._go.set()

    def _signal(self, number: int, frame: object) -> None:
        # Not here: the gate may be held by what was interrupted.
        threading.Thread(target=self._stop, name="signal").start()
