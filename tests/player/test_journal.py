"""The journal tells undone, in doubt and done apart, and keeps nobody's data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from player.run.journal import Journal
from scripts.errors import IlsonError, UsageError
from tests.conftest import ROOT


def test_rows_are_resumed_as_they_were_left(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        run = journal.begin_run("등록", "명단.xlsx")
        one = journal.key({"성명": "홍길동"}, ("성명",), 0)
        two = journal.key({"성명": "김영희"}, ("성명",), 0)
        journal.set_row(run, one, 2, "begun")
        journal.set_row(run, one, 2, "done")
        journal.set_row(run, two, 3, "begun")
    with Journal(tmp_path) as journal:
        left = journal.resume_run(run, "등록", "명단.xlsx")
        assert {key: row.state for key, row in left.items()} == {one: "done", two: "begun"}


def test_an_unknown_run_is_a_sentence(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal, pytest.raises(UsageError, match="없어요"):
        journal.resume_run("20260101-000000-abcd", "등록", "명단.xlsx")


def test_a_key_knows_a_row_wherever_it_moved(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        row = {"성명": "홍길동", "메모": "a"}
        assert journal.key(row, ("성명",), 0) == journal.key({**row, "메모": "b"}, ("성명",), 0)
        assert journal.key(row, (), 0) == journal.key(dict(reversed(row.items())), (), 0)
        assert journal.key(row, (), 0) != journal.key(row, (), 1)


@pytest.mark.parametrize(("script", "data"), [("다른 작업", "명단.xlsx"), ("등록", "다른.xlsx")])
def test_another_script_or_list_is_refused(tmp_path: Path, script: str, data: str) -> None:
    with Journal(tmp_path) as journal:
        run = journal.begin_run("등록", "명단.xlsx")
        with pytest.raises(UsageError, match="등록"):
            journal.resume_run(run, script, data)


def test_no_value_of_the_list_is_on_disk(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        run = journal.begin_run("등록", "명단.xlsx")
        journal.set_row(run, journal.key({"성명": "홍길동"}, (), 2), 2, "done")
    for file in tmp_path.iterdir():
        assert "홍길동".encode() not in file.read_bytes()


def test_what_was_entered_survives_a_kill(tmp_path: Path) -> None:
    kill = "SIGTERM" if sys.platform == "win32" else "SIGKILL"  # there any number ends it at once
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from player.run.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1]))\n"
        "run = journal.begin_run('등록', 'x')\n"
        "for n in range(2, 50): journal.set_row(run, f'k{n}', n, 'done')\n"
        "print(run, flush=True)\n"
        f"os.kill(os.getpid(), signal.{kill})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    with Journal(tmp_path) as journal:
        assert len(journal.resume_run(done.stdout.strip(), "등록", "x")) == 48
        [entry] = journal.runs()
        assert entry.status == "running"
        assert entry.rows == {"done": 48}


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("x")
    with pytest.raises(IlsonError, match="실행 기록"):
        Journal(tmp_path / "runs")
