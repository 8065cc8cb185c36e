"""What the journal and the reports tell of past runs. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from player.data.table import write_table
from player.run.journal import Journal, RunEntry
from player.run.proofs import RowProof, read_proofs
from player.run.report import read_report
from player.run.told import RowResult, RunResult
from scripts.folders import runs_folder
from scripts.language import language
from ui.texts import say

MOST_BARS = 6
_STATES = {"begun": "in_doubt", "broken": "failed"}
"""States of the journal that a clerk need not tell apart."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One run: its rows by Excel's numbers, and those whose pictures are kept. ``result`` None: its
    report is not there any more."""

    entry: RunEntry
    result: RunResult | None
    proofs: Mapping[int, RowProof] = field(default_factory=dict)

    @property
    def rows(self) -> list[RowResult]:
        return [row for row in self.result.rows if row.row] if self.result else []

    @property
    def interesting(self) -> int:
        """The row to begin with: the first that failed and has pictures, else the last one."""
        kept = sorted(self.proofs)
        bad = [row.row for row in self.rows if row.status != "done"]
        return next((row for row in bad if row in self.proofs), kept[-1] if kept else 0)


def read_runs() -> list[RunEntry]:
    """All runs, the newest first; work for a thread. Raises IlsonError."""
    if not (runs_folder() / "journal.db").exists():
        return []
    with Journal(runs_folder()) as journal:
        return journal.runs()


def read_detail(entry: RunEntry) -> Detail:
    """The rows and pictures of a run; work for a thread. Raises IlsonError and OSError."""
    folder = Path(entry.report).parent if entry.report else runs_folder() / entry.id
    proofs = {row.row: row for row in read_proofs(folder)} if folder.is_dir() else {}
    return Detail(entry, read_report(folder), proofs)


def shares(entry: RunEntry) -> dict[str, int]:
    """How many rows of a run are in each state, in the words of a strip."""
    found: dict[str, int] = {}
    for state, count in entry.rows.items():
        name = _STATES.get(state, state)
        found[name] = found.get(name, 0) + count
    return found


def needs_help(entry: RunEntry) -> bool:
    """Whether a run left something to do."""
    left = shares(entry)
    return entry.status not in ("done", "running") or any(
        left.get(state) for state in ("failed", "in_doubt")
    )


def matches(entry: RunEntry, text: str, only_bad: bool) -> bool:
    """Whether a run fits a search: words of its task, its list, or its date."""
    if only_bad and not needs_help(entry):
        return False
    began = datetime.fromisoformat(entry.started)
    told = f"{entry.script} {entry.data} {began:%Y-%m-%d} {began.month}월 {began.day}일".lower()
    return all(word in told for word in text.lower().split())


# ---- time saved -----------------------------------------------------------------------------


def saved_by(
    runs: Iterable[RunEntry], what: str, now: datetime, most: int = MOST_BARS
) -> list[tuple[str, float]]:
    """Seconds saved by ``month`` or ``week`` (the last ones, oldest first), or by ``task`` (those
    that saved most), each with its name."""
    sums: dict[object, float] = {}
    if what == "task":
        for run in runs:
            sums[run.script] = sums.get(run.script, 0.0) + run.saved
        best = sorted(sums.items(), key=lambda one: one[1], reverse=True)[:most]
        return [(str(name), seconds) for name, seconds in best if seconds > 0]
    starts = _starts(what, now, most)
    sums = dict.fromkeys(starts, 0.0)
    for run in runs:
        began = datetime.fromisoformat(run.started)
        start = max((one for one in starts if one <= began), default=None)
        if start is not None:
            sums[start] += run.saved
    return [(_period(what, start), sums[start]) for start in starts]


def _starts(what: str, now: datetime, most: int) -> list[datetime]:
    """When the last months or weeks began."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if what == "week":
        monday = today - timedelta(days=today.weekday())
        return [monday - timedelta(weeks=ago) for ago in reversed(range(most))]
    months = [now.year * 12 + now.month - 1 - ago for ago in reversed(range(most))]
    return [today.replace(year=month // 12, month=month % 12 + 1, day=1) for month in months]


def _period(what: str, start: datetime) -> str:
    if what == "week":
        return say("hist_week", month=start.month, day=start.day)
    return say("hist_month", n=start.month) if language() == "ko" else f"{start:%b}"


# ---- as a workbook --------------------------------------------------------------------------


def export_run(detail: Detail, path: Path) -> None:
    """One run, row by row. Raises IlsonError and OSError."""
    columns = [(say("hist_col_row"), 8), (say("hist_col_status"), 14), (say("hist_col_why"), 60),
               (say("hist_col_seconds"), 10)]  # fmt: skip
    rows = [(row.row, say(f"state_{row.status}"), row.why, row.seconds) for row in detail.rows]
    write_table(path, say("hist_sheet"), columns, rows)


def export_runs(runs: Sequence[RunEntry], path: Path) -> None:
    """The history, run by run. Raises IlsonError and OSError."""
    columns = [
        (say("hist_col_task"), 30), (say("hist_col_list"), 34), (say("hist_col_started"), 20),
        (say("hist_col_status"), 12), (say("state_done"), 9), (say("state_failed"), 9),
        (say("state_skipped"), 9), (say("hist_col_seconds"), 10), (say("hist_col_saved"), 14),
    ]  # fmt: skip
    rows = []
    for run in runs:
        of = shares(run)
        rows.append((
            run.script, run.data, run.started.replace("T", " "), status_word(run),
            of.get("done", 0), of.get("failed", 0) + of.get("in_doubt", 0), of.get("skipped", 0),
            run.seconds, run.saved,
        ))  # fmt: skip
    write_table(path, say("hist_sheet"), columns, rows)


def status_word(entry: RunEntry) -> str:
    """How a run ended."""
    known = {"done": "done", "failed": "failed", "stopped": "stopped", "running": "hist_broken_off"}
    return say(known.get(entry.status, "failed"))
