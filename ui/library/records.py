"""What the journal tells of each task: when it ran last, how well, how much time it saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from player.run.journal import Journal, RunEntry
from scripts.folders import runs_folder
from ui.texts import say

_LATEST = 20
"""Runs that the success rate is taken from: what went wrong a year ago says nothing."""
_FAILED = ("failed", "broken")


@dataclass(frozen=True, slots=True)
class Record:
    """The runs of one task. ``last`` is the start of the latest one, ``status`` how it ended;
    ``done`` and ``rows`` are its rows (``rows`` 0 without a list), ``skipped`` those that were
    skipped on purpose; ``rate`` is the share of rows done in the latest runs, 0..1, None where none
    was tried; ``saved`` seconds in all; ``runs`` how many there were; ``per_row`` the seconds that
    a row took."""

    last: datetime
    status: str
    done: int
    rows: int
    rate: float | None
    saved: float
    runs: int
    per_row: float
    data: str = ""
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Records:
    """All runs: by the name of the task, and the seconds saved in this month and the one before."""

    by_name: Mapping[str, Record] = field(default_factory=dict)
    this_month: float = 0.0
    last_month: float = 0.0
    runs: int = 0

    @property
    def last(self) -> datetime | None:
        """When anything ran last."""
        return max((record.last for record in self.by_name.values()), default=None)


def status_word(status: str) -> str:
    """How a run without rows ended."""
    word = {"done": "went_well", "failed": "went_wrong", "stopped": "was_stopped"}
    return say(word.get(status, "broke_off"))


def read_records(now: datetime) -> Records:
    """Read the journal; raises IlsonError where another version wrote it. No journal is no runs."""
    if not runs_folder().is_dir():
        return Records()
    with Journal(runs_folder()) as journal:
        return sum_up(journal.runs(), now)


def sum_up(runs: Iterable[RunEntry], now: datetime) -> Records:
    """Sum the history up; ``runs`` are the newest first."""
    by_name: dict[str, list[RunEntry]] = {}
    months = {0: 0.0, 1: 0.0}
    count = 0
    for run in runs:
        by_name.setdefault(run.script, []).append(run)
        count += 1
        began = datetime.fromisoformat(run.started)
        ago = (now.year - began.year) * 12 + now.month - began.month
        if ago in months:
            months[ago] += run.saved
    told = {name: _record(of_it) for name, of_it in by_name.items()}
    return Records(told, months[0], months[1], count)


def _record(runs: list[RunEntry]) -> Record:
    newest = runs[0]
    done = failed = 0
    for run in runs[:_LATEST]:
        done += run.rows.get("done", 0)
        failed += sum(run.rows.get(state, 0) for state in _FAILED)
    all_done = sum(run.rows.get("done", 0) for run in runs)
    seconds = sum(run.seconds for run in runs if run.rows.get("done"))
    return Record(
        datetime.fromisoformat(newest.started), newest.status, newest.rows.get("done", 0),
        sum(newest.rows.values()) if newest.data else 0,
        done / (done + failed) if done + failed else None,
        sum(run.saved for run in runs), len(runs),
        seconds / all_done if all_done else 0.0, newest.data, newest.rows.get("skipped", 0),
    )  # fmt: skip
