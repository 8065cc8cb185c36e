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
from player.run.report import EmitEvent, RunResult
from player.run.runner import Runner
from player.stopkey import StopKey
from scripts.check import problems
from scripts.errors import ExitCode, FileProblem
from scripts.files import load
from scripts.folders import data_folder
from scripts.model import Script
from scripts.needs import columns_used


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
    data = read_list(job.data) if job.data else None
    if data is not None:
        data.require(columns_used(script, job.options.values))
    return script, data


def play(job: Job) -> ExitCode:
    """Play a script and return the exit code; raises IlsonError before anything was touched."""
    script, data = prepare(job)
    desktop = open_desktop()
    try:
        emit = (Lines(sys.stdout) if job.json else Sentences(sys.stdout)).emit
        control = Control()
        if job.rehearse:
            return rehearse(script, desktop, emit, job.options, data)
        with _attended(control, desktop, emit), Journal(runs_folder()) as journal:
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

    def __init__(self, control: Control, desktop: Desktop, emit: EmitEvent) -> None:
        self._control = control
        self._emit = emit
        self._hook = desktop.hook()
        self._key = StopKey(control, desktop.hands.sent, self._heard)
        self._before: dict[int, object] = {}

    def _heard(self, answer: Answer) -> None:
        if answer.say == "pause":
            self._emit("paused", {})
        elif answer.say == "continue" and self._control.paused:
            self._emit("continued", {})
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
