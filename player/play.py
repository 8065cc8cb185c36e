"""The ``play`` command: one run in a process of its own."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from player.data import List, read_list
from player.desktop import open_desktop
from player.desktop.base import Desktop
from player.lines import Lines, Sentences, listen
from player.rehearse import rehearse
from player.run.control import Answer, Control
from player.run.journal import Journal
from player.run.options import Options
from player.run.report import RunResult
from player.run.rows import Tell
from player.run.runner import Runner
from player.stopkey import StopKey
from scripts.check import problems
from scripts.errors import ExitCode, FileProblem, UsageError
from scripts.files import load
from scripts.folders import data_folder
from scripts.model import Script
from scripts.needs import columns_used, goes_over_rows


@dataclass(frozen=True, slots=True)
class Job:
    """What the command line asked for. ``data`` is ``WORKBOOK[#SHEET]``."""

    file: Path
    options: Options
    data: str | None = None
    report: Path | None = None
    json: bool = False
    rehearse: bool = False


def runs_folder() -> Path:
    """Where the journal and the reports lie."""
    return data_folder() / "runs"


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
            f"‘{missing[0]}’ 값이 필요해요.", f"--var {missing[0]}=값 으로 알려 주세요."
        )
    data = read_list(job.data) if job.data else None
    columns = columns_used(script, given)
    if data is None:
        if columns or goes_over_rows(script.steps):
            what = f" ({', '.join(columns)})" if columns else ""
            raise UsageError(
                f"이 작업에는 명단이 필요해요{what}.",
                "--data 명단.xlsx#시트 로 명단을 알려 주세요.",
            )
        return script, None
    data.require(columns)
    if not any(job.options.wants(row.number) for row in data.rows):
        numbers = [row.number for row in data.rows]
        there = (
            f"{numbers[0]}행부터 {numbers[-1]}행까지 있어요." if numbers else "명단이 비어 있어요."
        )
        raise UsageError("실행할 행이 하나도 없어요.", there)
    return script, data


def play(job: Job) -> ExitCode:
    """Play a script and return the exit code; raises IlsonError before anything was touched."""
    script, data = prepare(job)
    desktop = open_desktop()
    try:
        emit = (Lines(sys.stdout) if job.json else Sentences(sys.stdout)).emit
        if job.rehearse:
            return rehearse(script, desktop, emit, job.options, data)
        control = Control()
        with Journal(runs_folder()) as journal:
            runner = Runner(
                script,
                job.file,
                desktop,
                control,
                emit,
                journal,
                job.options,
                data,
                lambda run: job.report or runs_folder() / run,
            )
            with _attended(control, desktop, runner.tell):
                return exit_code(runner.run())
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


class _attended:
    """A run that hears people: answers on stdin, the stop keys, and the system's signals."""

    def __init__(self, control: Control, desktop: Desktop, tell: Tell) -> None:
        self._control = control
        self._tell = tell
        self._hook = desktop.hook()
        self._key = StopKey(control, desktop.hands.sent, self._heard)
        self._before: dict[int, object] = {}

    def _heard(self, answer: Answer) -> None:
        if answer.say == "pause":
            self._tell("paused")
        elif answer.say == "continue" and self._control.paused:
            self._tell("continued")
        self._control.answer(answer)

    def _signal(self, number: int, frame: object) -> None:
        # A second signal ends the process the hard way, should the first one not be enough.
        signal.signal(number, signal.SIG_DFL)
        self._control.stop()

    def __enter__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._signal)
        self._hook.start(self._key)
        listen(sys.stdin, self._heard, self._control.hang_up)

    def __exit__(self, *_: object) -> None:
        self._hook.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
