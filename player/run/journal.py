"""The journal of runs: what was begun and what was finished, on disk before it happens.

SQLite with a write-ahead log and full sync. A row is entered as begun before its first step and
as done after its last, so after a crash at any instant the journal tells undone, in doubt and
done apart. Values of the list are never stored; a row is known by a keyed hash of its key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from scripts.errors import IlsonError, UsageError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS run (
    id TEXT PRIMARY KEY, script TEXT NOT NULL, data TEXT NOT NULL, started TEXT NOT NULL,
    ended TEXT, status TEXT NOT NULL, report TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS row (
    run TEXT NOT NULL REFERENCES run(id), key TEXT NOT NULL, number INTEGER NOT NULL,
    status TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (run, key));
"""

RowState = Literal["begun", "done", "failed", "broken", "skipped"]
"""``failed`` before anything was done in the row, ``broken`` after."""


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One run of the history; times are local, ISO 8601. ``status`` is ``running`` (or killed),
    ``done``, ``failed`` or ``stopped``; ``rows`` counts rows by their state."""

    id: str
    script: str
    data: str
    started: str
    ended: str | None
    status: str
    report: str
    rows: Mapping[str, int]


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


class Journal:
    """The journal in a folder (made if missing). Raises IlsonError if it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "journal.db", isolation_level=None, timeout=10)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise IlsonError(
                f"실행 기록을 열지 못했어요: {folder} ({error})",
                "폴더에 쓸 수 있는지 확인해 주세요.",
            ) from error
        self._db.execute(
            "INSERT OR IGNORE INTO setting VALUES ('salt', ?)", (secrets.token_hex(32),)
        )
        salt = self._db.execute("SELECT value FROM setting WHERE name = 'salt'").fetchone()[0]
        self._salt = bytes.fromhex(salt)

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
        """What tells a row apart in this journal, wherever it moves in its list: a keyed hash of
        its key columns, or of the whole row where none were chosen. ``nth`` counts the rows of
        the list that have the same values, so that each of them is a row of its own."""
        parts = {name: values[name] for name in columns} if columns else dict(values)
        plain = json.dumps([parts, nth], ensure_ascii=False, sort_keys=True)
        return hmac.new(self._salt, plain.encode(), hashlib.sha256).hexdigest()[:32]

    def begin_run(self, script: str, data: str) -> str:
        """Enter a new run; returns its id."""
        run = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        self._write(
            "INSERT INTO run VALUES (?, ?, ?, ?, NULL, 'running', '')", (run, script, data, _now())
        )
        return run

    def resume_run(self, run: str, script: str, data: str) -> dict[str, RowState]:
        """Open a run again; returns its rows' states by key. Raises UsageError if there is none, or
        if it was of another script or list."""
        found = self._db.execute("SELECT script, data FROM run WHERE id = ?", (run,)).fetchone()
        if found is None:
            raise UsageError(f"‘{run}’ 실행 기록이 없어요.", "runs 명령으로 기록을 볼 수 있어요.")
        if found != (script, data):
            raise UsageError(
                f"‘{run}’은 ‘{found[0]}’ 작업을 ‘{found[1] or '명단 없음'}’으로 한 실행이에요.",
                "같은 작업과 같은 명단으로만 이어서 할 수 있어요.",
            )
        self._write("UPDATE run SET status = 'running', ended = NULL WHERE id = ?", (run,))
        return dict(self._db.execute("SELECT key, status FROM row WHERE run = ?", (run,)))

    def set_row(self, run: str, key: str, number: int, state: RowState) -> None:
        """Enter a row's state; on disk when this returns."""
        self._write(
            "INSERT INTO row VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, key) DO UPDATE SET "
            "status = excluded.status, number = excluded.number, time = excluded.time",
            (run, key, number, state, _now()),
        )

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise IlsonError(
                f"실행 기록을 쓰지 못해서 멈췄어요 ({error}).",
                "디스크에 자리가 있는지, 다른 일손이 실행 중인지 확인해 주세요.",
            ) from error

    def end_run(self, run: str, status: str, report: str) -> None:
        self._write(
            "UPDATE run SET ended = ?, status = ?, report = ? WHERE id = ?",
            (_now(), status, report, run),
        )

    def runs(self) -> list[RunEntry]:
        """The history, newest first."""
        entries = []
        for run, script, data, started, ended, status, report in self._db.execute(
            "SELECT id, script, data, started, ended, status, report FROM run "
            "ORDER BY started DESC, id DESC"
        ).fetchall():
            rows = dict(
                self._db.execute(
                    "SELECT status, count(*) FROM row WHERE run = ? GROUP BY status", (run,)
                )
            )
            entries.append(RunEntry(run, script, data, started, ended, status, report, rows))
        return entries
