"""The result workbook: hers, whole at any moment, and never the list itself."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import openpyxl
import pytest

from player.data import read_list
from player.data.lists import List
from player.data.results import result_path
from player.run.identity import Book, Hasher
from player.run.outcomes import Outcome, Outcomes
from tests.loop import people

DATA = people(
    {"성명": "홍길동", "결과": "양성", "전화번호": "0101"},
    {"성명": "=1+1", "결과": "음성", "전화번호": "0102"},
    {"성명": "뷁쀍", "결과": "", "전화번호": "0103"},
)


class Bench:
    """Outcomes of the same run, opened as often as wanted."""

    def __init__(self, file: Path, data: List = DATA) -> None:
        self.file = file
        self.time = 0.0
        self.told: list[str] = []
        self.book: Book = Hasher(b"x").book(data, ("성명",))
        self.data = data

    def open(self) -> Outcomes:
        made = Outcomes(self.data, self.book, self._tell, lambda: self.time)
        made.open(self.file, ("접수번호",))
        return made

    def _tell(self, event: str, **fields: object) -> None:
        self.told.append(str(fields["text"]))

    def put(self, outcomes: Outcomes, row: int, status: str, **read: str) -> None:
        listed = self.book.rows[row - 2]
        outcomes.put(row, listed.key, Outcome(status, "2026-03-02T10:00:00", read=read))

    def rows(self) -> list[list[str]]:
        data = read_list(str(self.file))
        assert data.columns[:4] == ("행", "결과 (일손)", "시각", "오류")
        return [[row.values[c] for c in data.columns[:-1]] for row in data.rows]


def test_her_rows_with_what_became_of_them(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "결과.xlsx")
    outcomes = bench.open()
    bench.put(outcomes, 2, "done", 접수번호="00017")
    bench.put(outcomes, 3, "failed")
    assert outcomes.close() == str(bench.file)
    when = "2026-03-02 10:00:00"
    assert bench.rows() == [
        ["2", "완료", when, "", "홍길동", "양성", "0101", "00017"],
        ["3", "실패", when, "", "=1+1", "음성", "0102", ""],
        ["4", "", "", "", "뷁쀍", "", "0103", ""],
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["결과.xlsx"]
    sheet = openpyxl.load_workbook(bench.file).active
    assert sheet is not None
    assert sheet["E3"].data_type == "s"


def test_a_run_that_died_loses_no_row(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "결과.xlsx")
    first = bench.open()
    bench.put(first, 2, "done", 접수번호="17")
    bench.time += 60
    bench.put(first, 3, "done", 접수번호="18")  # time to write: the workbook is there, whole
    assert [row[1] for row in bench.rows()] == ["완료", "완료", ""]
    bench.put(first, 4, "done", 접수번호="19")
    del first  # killed: nothing is closed
    second = bench.open()
    second.close()
    assert [row[-1] for row in bench.rows()] == ["17", "18", "19"]


def test_an_ended_run_is_taken_up_from_its_workbook(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "결과.xlsx")
    first = bench.open()
    bench.put(first, 2, "done", 접수번호="17")
    first.close()
    second = bench.open()
    bench.put(second, 3, "skipped")
    second.close()
    assert [(row[1], row[-1]) for row in bench.rows()] == [
        ("완료", "17"), ("건너뜀", ""), ("", ""),
    ]  # fmt: skip


def test_while_she_has_it_open_another_one_is_written(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "결과.xlsx")
    first = bench.open()
    bench.put(first, 2, "done")
    first.close()
    was = bench.file.read_bytes()
    if sys.platform == "win32":
        pytest.skip("there the lock is the system's own, and taken by Excel only")
    (tmp_path / "~$결과.xlsx").write_bytes(b"")
    second = bench.open()
    bench.time += 60
    bench.put(second, 3, "done")
    other = second.close()
    assert Path(other).parent == tmp_path
    assert Path(other).name.startswith("결과_")
    assert bench.file.read_bytes() == was
    assert "열려 있어서" in bench.told[0]


def test_writing_gets_rarer_as_it_takes_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(tmp_path / "결과.xlsx")
    written: list[float] = []

    def slow(*_: object) -> None:
        written.append(bench.time)
        bench.time += 2.0

    monkeypatch.setattr("player.run.outcomes.write_results", slow)
    outcomes = bench.open()
    for _ in range(600):
        bench.time += 1.0
        bench.put(outcomes, 2, "done")
    assert len(written) <= 600 / 25


def test_the_workbook_is_as_readable_as_other_files(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "결과.xlsx")
    bench.open().close()
    (tmp_path / "plain").touch()
    mode = (tmp_path / "plain").stat().st_mode
    assert stat.S_IMODE(bench.file.stat().st_mode) == stat.S_IMODE(mode)


def test_it_lies_beside_the_list_and_is_never_the_list(tmp_path: Path) -> None:
    beside = result_path(tmp_path / "명단.xlsx", "20260302-100000-ab12")
    assert beside == tmp_path / "명단_결과_20260302-100000.xlsx"


def test_a_folder_that_cannot_be_written_ends_no_run(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "없는 폴더" / "결과.xlsx")
    outcomes = bench.open()
    bench.put(outcomes, 2, "done")
    assert outcomes.close() == ""
    assert len(bench.told) == 1
