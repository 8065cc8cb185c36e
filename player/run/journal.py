"""The journal of runs: what was begun and what was finished, on disk before it happens.

SQLite with a write-ahead log and full sync. Three levels: a run with the rows of its list, a row's
state, and within the row that is being played each step that cannot be taken back, entered as
intended before it acts and as done after it. So after a crash at any instant the journal tells
undone, harmlessly broken off, in doubt and done apart. Values of the list are never stored: rows
are known by keyed hashes (:mod:`player.run.identity`).
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from player.run.identity import Book, Hasher
from scripts.errors import IlsonError, UsageError
from scripts.language import either

_VERSION = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS run (
    id TEXT PRIMARY KEY, script TEXT NOT NULL, data TEXT NOT NULL, started TEXT NOT NULL,
    ended TEXT, status TEXT NOT NULL, report TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS row (
    run TEXT NOT NULL REFERENCES run(id), key TEXT NOT NULL, number INTEGER NOT NULL,
    status TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (run, key));
"""
_SINCE_1 = """
ALTER TABLE run ADD COLUMN book TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN counts TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN results TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN seconds REAL NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN by_hand REAL NOT NULL DEFAULT 0;
ALTER TABLE row ADD COLUMN content TEXT NOT NULL DEFAULT '';
CREATE INDEX row_by_key ON row (key);
CREATE TABLE step (
    run TEXT NOT NULL, key TEXT NOT NULL, step TEXT NOT NULL, state TEXT NOT NULL,
    time TEXT NOT NULL, PRIMARY KEY (run, key, step));
"""

MOST_ROWS = 300_000
"""Rows of past runs that are kept; those of the latest runs always."""
_LATEST = 10
MOST_RUNS = 2_000

RowState = Literal["waiting", "begun", "done", "failed", "broken", "skipped"]
"""``waiting``: in the list, not begun. ``failed`` before anything was done in the row that cannot
be taken back, ``broken`` after."""


@dataclass(frozen=True, slots=True)
class Left:
    """How a run left a row: the ``steps`` that cannot be taken back and were begun in it, each
    with whether it was also done; Excel's ``number`` and the content's hash of then."""

    state: RowState
    number: int
    content: str
    time: str
    steps: Mapping[str, bool]

    @property
    def doubtful(self) -> str:
        """The step that died between intent and commit, empty for none."""
        return next((step for step, done in self.steps.items() if not done), "")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier run of the same script did of a list: ``done`` by the rows' keys with the
    time, ``doubtful`` the keys of rows that it left unfinished."""

    run: str
    status: str
    done: Mapping[str, str]
    doubtful: frozenset[str]


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One run of the history; times are local, ISO 8601. ``status`` is ``running`` (or killed),
    ``done``, ``failed`` or ``stopped``; ``rows`` counts rows by their state; ``seconds`` is how
    long the run took, ``saved`` how much less than a person would have needed by the recorded
    times (0 where these are not known). ``report`` and ``results`` are paths."""

    id: str
    script: str
    data: str
    started: str
    ended: str | None
    status: str
    report: str
    rows: Mapping[str, int]
    results: str
    seconds: float
    saved: float


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


class Journal:
    """The journal in a folder (made if missing). Raises IlsonError if it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "journal.db", isolation_level=None, timeout=10)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._climb()
        except (OSError, sqlite3.Error) as error:
            raise IlsonError(
                either(
                    f"실행 기록을 열지 못했어요: {folder} ({error})",
                    f"The run history could not be opened: {folder} ({error})",
                ),
                either(
                    "폴더에 쓸 수 있는지 확인해 주세요.",
                    "See whether the folder can be written to.",
                ),
            ) from error
        self._db.execute(
            "INSERT OR IGNORE INTO setting VALUES ('salt', ?)", (secrets.token_hex(32),)
        )
        salt = self._db.execute("SELECT value FROM setting WHERE name = 'salt'").fetchone()[0]
        self.hasher = Hasher(bytes.fromhex(salt))

    def _climb(self) -> None:
        """Make the tables, or bring those of an earlier version up to this one."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            [version] = self._db.execute("PRAGMA user_version").fetchone()
            if version < _VERSION:
                for statement in (_SCHEMA + _SINCE_1).split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {_VERSION}")
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self._db.execute("ROLLBACK")
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def key(self, values: Mapping[str, str], columns: tuple[str, ...], nth: int) -> str:
        """See :meth:`player.run.identity.Hasher.key`."""
        return self.hasher.key(values, columns, nth)

    # ---- writing ----------------------------------------------------------------------------

    def _write(self, *statements: tuple[str, Iterable[object]]) -> None:
        """Do the statements as one transaction; on disk when this returns."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                for statement, values in statements:
                    self._db.execute(statement, tuple(values))
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise IlsonError(
                either(
                    f"실행 기록을 쓰지 못해서 멈췄어요 ({error}).",
                    f"It stopped because the run history could not be written ({error}).",
                ),
                either(
                    "디스크에 자리가 있는지, 다른 일손이 실행 중인지 확인해 주세요.",
                    "See whether there is space on the disk and no other Ilson is running.",
                ),
            ) from error

    def begin_run(self, script: str, data: str, book: Book | None = None) -> str:
        """Enter a new run with the rows of its list as waiting; returns its id."""
        run = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        self._write(
            *self._forgetting(),
            (
                "INSERT INTO run (id, script, data, started, status, book) "
                "VALUES (?, ?, ?, ?, 'running', ?)",
                (run, script, data, _now(), book.fingerprint if book else ""),
            ),
            *self._listing(run, book),
        )
        return run

    @staticmethod
    def _listing(run: str, book: Book | None) -> Iterable[tuple[str, Iterable[object]]]:
        """A list's rows as waiting, where they are not known yet."""
        now = _now()
        for listed in book.rows if book else ():
            yield (
                "INSERT INTO row (run, key, number, status, time, content) "
                "VALUES (?, ?, ?, 'waiting', ?, ?) ON CONFLICT (run, key) DO UPDATE SET "
                "number = excluded.number, content = excluded.content",
                (run, listed.key, listed.number, now, listed.content),
            )

    def _forgetting(self) -> Iterable[tuple[str, Iterable[object]]]:
        """What keeps the journal from growing for ever."""
        held = 0
        for number, (run, rows) in enumerate(
            self._db.execute(
                "SELECT id, (SELECT count(*) FROM row WHERE run = id) FROM run "
                "ORDER BY started DESC, id DESC"
            ).fetchall()
        ):
            held += rows
            if rows and number >= _LATEST and held > MOST_ROWS:
                yield "UPDATE run SET counts = ? WHERE id = ?", (json.dumps(self._count(run)), run)
                yield "DELETE FROM row WHERE run = ?", (run,)
                yield "DELETE FROM step WHERE run = ?", (run,)
            if number >= MOST_RUNS:
                yield "DELETE FROM run WHERE id = ?", (run,)

    def resume_run(
        self, run: str, script: str, data: str, book: Book | None = None
    ) -> dict[str, Left]:
        """Open a run again, with the list as it is now; returns its rows by key as they were left,
        those too that are in the list no more.

        Raises UsageError if there is none, or if it was of another script or list. A list is
        the same one if it holds at least one of the run's rows, whatever it is called and wherever
        it lies now.
        """
        found = self._db.execute(
            "SELECT script, data, book FROM run WHERE id = ?", (run,)
        ).fetchone()
        if found is None:
            raise UsageError(
                either(f"‘{run}’ 실행 기록이 없어요.", f"There is no run ‘{run}’."),
                either("runs 명령으로 기록을 볼 수 있어요.", "The command runs shows all runs."),
            )
        left = self.left(run)
        rows = {listed.key for listed in book.rows} if book else set()
        same = bool(rows & left.keys()) if left and rows else found[1] == data
        if found[0] != script or not same:
            raise UsageError(
                either(
                    f"‘{run}’은 ‘{found[0]}’ 작업을 ‘{found[1] or '명단 없음'}’으로 한 실행이에요.",
                    f"‘{run}’ is a run of the task ‘{found[0]}’ on ‘{found[1] or 'no list'}’.",
                ),
                either(
                    "같은 작업과 같은 명단으로만 이어서 할 수 있어요.",
                    "It can only be gone on with by the same task and the same list.",
                ),
            )
        self._write(
            (
                "UPDATE run SET status = 'running', ended = NULL, book = ? WHERE id = ?",
                (book.fingerprint if book else found[2], run),
            ),
            *self._listing(run, book),
        )
        return left

    def left(self, run: str) -> dict[str, Left]:
        """How a run left the rows of its list, by their keys."""
        steps: dict[str, dict[str, bool]] = {}
        for key, step, state in self._db.execute(
            "SELECT key, step, state FROM step WHERE run = ? ORDER BY time, rowid", (run,)
        ):
            steps.setdefault(key, {})[step] = state == "done"
        return {
            key: Left(state, number, content, time, steps.get(key, {}))
            for key, state, number, content, time in self._db.execute(
                "SELECT key, status, number, content, time FROM row WHERE run = ?", (run,)
            )
        }

    def set_row(self, run: str, key: str, number: int, state: RowState) -> None:
        """Enter a row's state. What is known of its steps is kept only while it is open."""
        entry = (
            "INSERT INTO row (run, key, number, status, time) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (run, key) DO UPDATE SET "
            "status = excluded.status, number = excluded.number, time = excluded.time",
            (run, key, number, state, _now()),
        )
        if state == "broken":
            self._write(entry)
        else:
            self._write(entry, ("DELETE FROM step WHERE run = ? AND key = ?", (run, key)))

    def set_step(self, run: str, key: str, step: str, done: bool) -> None:
        """Enter that a step that cannot be taken back is about to act, or has acted."""
        self._write(
            (
                "INSERT INTO step VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, key, step) DO UPDATE "
                "SET state = excluded.state, time = excluded.time",
                (run, key, step, "done" if done else "intent", datetime.now().isoformat()),
            )
        )

    def end_run(
        self,
        run: str,
        status: str,
        report: str,
        results: str = "",
        seconds: float = 0.0,
        by_hand: float = 0.0,
    ) -> None:
        """Enter a run's end. ``seconds`` and ``by_hand`` (what a person would have needed for the
        rows that were done) are added to those of the run's earlier parts."""
        self._write(
            (
                "UPDATE run SET ended = ?, status = ?, report = ?, results = ?, "
                "seconds = seconds + ?, by_hand = by_hand + ? WHERE id = ?",
                (_now(), status, report, results, seconds, by_hand, run),
            )
        )

    def rename(self, script: str, name: str) -> None:
        """The script is called otherwise from now on, and keeps its history."""
        self._write(("UPDATE run SET script = ? WHERE script = ?", (name, script)))

    # ---- reading ----------------------------------------------------------------------------

    def earlier(self, run: str, script: str, book: Book) -> list[Earlier]:
        """What other runs of the script did of the rows of this list, the newest first; runs that
        did nothing of it are left out."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS asked (key TEXT PRIMARY KEY)")
        self._db.execute("DELETE FROM asked")
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT OR IGNORE INTO asked VALUES (?)", [(listed.key,) for listed in book.rows]
        )
        self._db.execute("COMMIT")
        done: dict[str, dict[str, str]] = {}
        doubtful: dict[str, set[str]] = {}
        status: dict[str, str] = {}
        for other, ended, key, state, time in self._db.execute(
            "SELECT run.id, run.status, row.key, row.status, row.time FROM asked "
            "JOIN row ON row.key = asked.key JOIN run ON run.id = row.run "
            "WHERE run.script = ? AND run.id != ? AND row.status IN ('done', 'begun', 'broken') "
            "ORDER BY run.started DESC, run.id DESC",
            (script, run),
        ):
            status[other] = ended
            if state == "done":
                done.setdefault(other, {})[key] = time
            else:
                doubtful.setdefault(other, set()).add(key)
        return [
            Earlier(other, status[other], done.get(other, {}), frozenset(doubtful.get(other, ())))
            for other in status
        ]

    def _count(self, run: str) -> dict[str, int]:
        return dict(
            self._db.execute(
                "SELECT status, count(*) FROM row WHERE run = ? GROUP BY status", (run,)
            )
        )

    def ids(self) -> list[str]:
        """The ids of all runs, the newest first."""
        found = self._db.execute("SELECT id FROM run ORDER BY started DESC, id DESC")
        return [run for (run,) in found]

    def runs(self) -> list[RunEntry]:
        """The history, newest first."""
        entries = []
        for *told, counts, results, seconds, by_hand in self._db.execute(
            "SELECT id, script, data, started, ended, status, report, counts, results, seconds, "
            "by_hand FROM run ORDER BY started DESC, id DESC"
        ).fetchall():
            run, script, data, started, ended, status, report = told
            rows = json.loads(counts) if counts else self._count(run)
            saved = round(max(0.0, by_hand - seconds), 1) if by_hand else 0.0
            entries.append(
                RunEntry(
                    run, script, data, started, ended, status, report, rows, results,
                    round(seconds, 1), saved,
                )
            )  # fmt: skip
        return entries
