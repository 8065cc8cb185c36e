"""What became of each row, in a workbook beside the list.

The workbook is the clerk's own, so it holds her rows and the values that were read; the journal
holds neither. It is written whole, now and then and at the end; in between, each row is added to a
file beside it, so that a run that is killed loses nothing: the next part of the run takes both up
again. How often it is written goes by how long that takes, so a long list costs no more a row than
a short one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from player.data import List
from player.data.results import DONE, FAILED, SKIPPED, Result, read_results, write_results
from player.run.asking import Tell
from player.run.identity import Book, plain
from scripts.errors import DataProblem
from scripts.language import either

EVERY = 5.0
"""Seconds between two writings at least."""
_SHARE = 25
"""Writing takes at most one part in so many of a run's time."""
TO_CHECK = ("확인 필요", "To be checked")
_WORDS = {
    "done": DONE, "failed": FAILED, "broken": TO_CHECK, "skipped": SKIPPED, "in_doubt": TO_CHECK,
    "stopped": ("하던 중에 멈춤", "Stopped half-way"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row. ``time`` is local, ISO 8601; ``read`` are the values read in it."""

    status: str
    time: str = field(default_factory=lambda: datetime.now().isoformat(timespec="seconds"))
    error: str = ""
    read: Mapping[str, str] = field(default_factory=dict)


class Outcomes:
    """The outcomes of one run over ``data``. ``now`` is the clock, seconds. Nothing is written
    before :meth:`open`, nor without a list."""

    def __init__(self, data: List | None, book: Book, tell: Tell, now: Callable[[], float]) -> None:
        self._data = data
        self._book = book
        self._tell = tell
        self._now = now
        self._file: Path | None = None
        self._of: dict[str, Outcome] = {}
        self._reads: tuple[str, ...] = ()
        self._next = 0.0
        self._failed = False

    def open(self, file: Path, reads: Sequence[str]) -> None:
        """Take up what an earlier part of the run has left. ``reads`` are the names of the values
        that a row reads, in their order. Where the file cannot be written, that is told, and
        nothing is."""
        if self._data is None:
            return
        self._file, self._reads = file, tuple(dict.fromkeys(reads))
        try:
            if file.exists():
                for key, result in read_results(file, self._reads).items():
                    self._of[key] = Outcome(result.word, result.time, result.error, result.read)
            self._take_notes()
            _notes(file).touch()
        except (OSError, DataProblem) as error:
            self._give_up(error)
        self._next = self._now() + EVERY

    def _take_notes(self) -> None:
        assert self._file is not None
        if not _notes(self._file).exists():
            return
        for line in _notes(self._file).read_text(encoding="utf-8").splitlines():
            try:
                told = json.loads(line)
            except ValueError:
                continue  # the line that was being written when the process died
            key = told.pop("key")
            self._of[key] = Outcome(**told)

    # ---- rows -------------------------------------------------------------------------------

    def known(self, number: int, key: str, state: str, time: str) -> None:
        """A row that the journal knows from before; values that it read are in the workbook of
        then, if that is still there."""
        if key not in self._of:
            why = either("이미 했어요", "Done before") if state == "done" else ""
            self._of[key] = Outcome(state, time, why)

    def put(self, number: int, key: str, outcome: Outcome) -> None:
        """A row has come to its end."""
        if self._file is None or self._failed:
            return
        self._of[key] = outcome
        try:
            line = json.dumps({"key": key, **asdict(outcome)}, ensure_ascii=False)
            with _notes(self._file).open("a", encoding="utf-8") as notes:
                notes.write(line + "\n")
            if self._now() >= self._next:
                self._write(self._file)
        except DataProblem:
            # She has it open to look at: the next time, or at the latest at the end.
            self._next = self._now() + EVERY
        except OSError as error:
            self._give_up(error)

    def close(self) -> str:
        """Write the workbook for the last time; its path, empty if there is none."""
        if self._file is None or self._failed:
            return ""
        file = self._file
        try:
            try:
                self._write(file)
            except DataProblem:
                file = file.with_name(f"{file.stem}_{datetime.now():%H%M%S}{file.suffix}")
                self._write(file)
                self._tell(
                    "message",
                    text=either(
                        f"결과 파일이 열려 있어서 ‘{file.name}’에 따로 적었어요.",
                        f"The result file is open, so the results went to ‘{file.name}’.",
                    ),
                )
            _notes(self._file).unlink(missing_ok=True)
        except (OSError, DataProblem) as error:
            self._give_up(error)
            return ""
        return str(file)

    def _write(self, file: Path) -> None:
        assert self._data is not None
        began = self._now()
        results = {
            listed.key: Result(
                either(*_WORDS.get(of.status, (of.status, of.status))), of.time, of.error, of.read
            )
            for listed in self._book.rows
            if (of := self._of.get(listed.key)) is not None
        }  # fmt: skip
        rows = (
            (listed.key, row.number, plain(row))
            for row, listed in zip(self._data.rows, self._book.rows, strict=True)
        )
        write_results(file, self._data.columns, rows, results, self._reads)
        took = self._now() - began
        self._next = self._now() + max(EVERY, took * _SHARE)

    def _give_up(self, error: Exception) -> None:
        """The run goes on: what was done matters more than the list of it. The notes stay."""
        self._failed = True
        self._tell(
            "message",
            text=either(
                f"결과 파일을 쓰지 못해요. {_why(error)}",
                f"The result file can't be written. {_why(error)}",
            ),
        )


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return either(
            f"폴더에 쓸 수 있는지 확인해 주세요 ({error.strerror}).",
            f"See whether the folder can be written to ({error.strerror}).",
        )
    return f"{error} {error.hint}" if isinstance(error, DataProblem) else str(error)


def _notes(file: Path) -> Path:
    return file.with_name(f".{file.stem}.적는 중")
