"""A child process that speaks JSON lines: one recording or one run."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from player.lines import READS, WINDOW_PROCESS
from player.waiting import TAKEN, order
from scripts.language import VARIABLE, language
from ui.texts import say

KILL_AFTER = 1000
"""Milliseconds that a run has to say that it stopped before it is ended by force. The process that
watches over a run has ended a player that hangs long before."""
REPORT_WITHIN = 5000
"""Milliseconds in which a run that did say so may still write its report."""
OUT_OF_SIGHT = 200
"""Milliseconds between hiding our windows and letting a run look, in which the system takes them
off the screen. There is no event that tells when it has."""
_GONE_WITHIN = 1000
"""Milliseconds in which the system ends a process that is killed."""
_MOST_ERRORS = 64 << 10


class Child(QObject):
    """Starts ``COMMAND ARGUMENTS``, gives its events, takes answers.

    ``heard(dict)`` for each JSON line, ``ended(int, str, bool)`` once: the exit code (-1 where
    there is none), what was written to stderr, whether it was killed. One that was told to
    ``wait`` before begins sooner: what it needs is loaded by then.
    """

    heard = Signal(dict)
    ended = Signal(int, str, bool)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._process = QProcess(self)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._errors = ""
        self._killed = False
        self._over = False
        self._waits = False
        self._ordered: tuple[Sequence[str], Path] | None = None
        """What was asked of a process that waits and has not said yet that it heard of it."""
        self._kill_timer = QTimer(self, singleShot=True)
        self._kill_timer.timeout.connect(self._kill)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    @property
    def process_id(self) -> int:
        """The process's number, 0 while there is none."""
        return self._process.processId()

    def wait(self) -> None:
        """Start the process before it is known what for."""
        self._waits = True
        self._begin(["wait"])

    def start(self, arguments: Sequence[str], folder: Path) -> None:
        """Start the process in a folder, or give the one that waits its work; whatever comes of it
        is told by the signals."""
        if self._waits and self._process.state() != QProcess.ProcessState.NotRunning:
            self._ordered = arguments, folder
            now = _environment()
            variables = {name: now.value(name) for name in now.keys()}  # noqa: SIM118 - no mapping
            self.send(order(arguments, folder, variables, OUT_OF_SIGHT / 1000))
            return
        self._waits = False
        self._process.setWorkingDirectory(str(folder))
        self._begin(arguments)

    def _begin(self, arguments: Sequence[str]) -> None:
        self._process.setProcessEnvironment(_environment())
        self._process.start(self._command[0], [*self._command[1:], *arguments])

    def answer(self, word: str, text: str | None = None) -> None:
        """Write one answer to the child."""
        self.send({"answer": word} if text is None else {"answer": word, "text": text})

    def send(self, line: Mapping[str, object]) -> None:
        """Write one JSON line to the child."""
        self._process.write((json.dumps(line, ensure_ascii=False) + "\n").encode())

    def stop(self, kill_after: int | None = KILL_AFTER) -> None:
        """Ask the child to stop, and end it by force ``kill_after`` milliseconds later unless it
        has said ``stopped`` or ended (None: never by force)."""
        self.answer("stop")
        if kill_after is not None and not self._kill_timer.isActive():
            self._kill_timer.start(kill_after)

    def end_now(self) -> None:
        """End a child that touches nothing; nothing is heard of it any more."""
        self._over = True
        self.blockSignals(True)
        self._process.finished.connect(self.deleteLater)
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self.deleteLater()
        else:
            self._process.kill()

    def leave(self) -> None:
        """The window goes, and with it what waits: returns when it has ended."""
        self._over = True
        self.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(_GONE_WITHIN)

    def _kill(self) -> None:
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._killed = True
            self._process.kill()

    def _read(self) -> None:
        text = self._decoder.decode(bytes(self._process.readAllStandardOutput().data()))
        lines = (self._rest + text).split("\n")
        self._rest = lines.pop()
        for line in lines:
            self._take(line)

    def _take(self, line: str) -> None:
        if not line.strip():
            return
        try:
            event = json.loads(line)
        except json.JSONDecodeError:
            self._note(f"no JSON line: {line[:200]}\n")
            return
        if not isinstance(event, dict):
            self._note(f"no event: {line[:200]}\n")
            return
        if event.get("event") == TAKEN:
            self._ordered = None
            return
        if event.get("event") == "stopped" and self._kill_timer.isActive():
            # It acts no more: hands and keys are free. Its report may take a moment.
            self._kill_timer.start(REPORT_WITHIN)
        self.heard.emit(event)

    def _read_errors(self) -> None:
        self._note(bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace"))

    def _note(self, text: str) -> None:
        self._errors = (self._errors + text)[-_MOST_ERRORS:]

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        if self._rest:
            self._take(self._rest)
            self._rest = ""
        if self._ordered is not None and not self._killed:
            # It ended before it heard what it was for: nothing was done, so another one does it.
            (arguments, folder), self._ordered = self._ordered, None
            self._waits, self._errors = False, ""
            self.start(arguments, folder)
            return
        self._end(code if status == QProcess.ExitStatus.NormalExit else -1)

    def _failed(self, error: QProcess.ProcessError) -> None:
        # Everything but a failed start is followed by ``finished``.
        if error == QProcess.ProcessError.FailedToStart:
            sentence = say("cannot_start")
            self._note(f"일손: {sentence}\n  → {self._process.errorString()}\n")
            self._end(-1)

    def _end(self, code: int) -> None:
        if self._over:
            return
        self._over = True
        self._kill_timer.stop()
        self.ended.emit(code, self._errors, self._killed)


_reads = ""
"""What the processes read on the screen: see ``ui.settings.Settings.reads``."""


def read_as_set(reads: str) -> None:
    """Have the processes that begin from now on read what the settings say."""
    global _reads
    _reads = reads


def _environment() -> QProcessEnvironment:
    """What a child gets of ours."""
    made = QProcessEnvironment.systemEnvironment()
    made.insert("PYTHONIOENCODING", "utf-8")
    made.insert("PYTHONUNBUFFERED", "1")
    made.insert(WINDOW_PROCESS, str(os.getpid()))
    made.insert(VARIABLE, language())
    made.insert(READS, _reads)
    return made
