"""Rows that are written one by one."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from player.data import append_row, read_list
from player.data.output import copy_of, not_kept
from scripts.errors import DataProblem


@pytest.mark.parametrize("name", ["결과.xlsx", "결과.csv"])
def test_rows_come_back_as_they_were_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / "새 폴더" / name
    append_row(path, {"성명": "홍길동", "번호": "010"})
    append_row(path, {"번호": "007", "비고": "=1+1", "성명": '김"철수,'})
    append_row(path, {"성명": "빈 번호"})
    found = read_list(str(path))
    assert found.columns == ("성명", "번호", "비고")
    assert [tuple(row.values.values()) for row in found.rows] == [
        ("홍길동", "010", ""), ('김"철수,', "007", "=1+1"), ("빈 번호", "", ""),
    ]  # fmt: skip
    assert [p.name for p in path.parent.iterdir()] == [name], "no temporary file stays"


def test_a_text_that_looks_like_a_formula_is_none(tmp_path: Path) -> None:
    append_row(tmp_path / "a.xlsx", {"값": "=HYPERLINK(1)"})
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


def test_the_dialect_of_a_csv_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("성명;번호\r\n가;1\r\n".encode("cp949"))
    append_row(path, {"성명": "나", "번호": "2"})
    assert path.read_bytes() == "성명;번호\r\n가;1\r\n나;2\r\n".encode("cp949")
    append_row(path, {"성명": "☃", "번호": "3"})  # which CP949 cannot write
    assert [row.values["성명"] for row in read_list(str(path)).rows] == ["가", "나", "☃"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_write_that_fails_leaves_the_former_file(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    append_row(path, {"성명": "가"})
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("player.data.files.os.fsync", full)
    with pytest.raises(DataProblem, match="쓰지 못했어요"):
        append_row(path, {"성명": "나"})
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [name]


def test_what_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    for name, values in (
        ("a.xls", {"a": "b"}),
        ("a.txt", {"a": "b"}),
        ("b.xlsx", {"a": "b"}),
        ("c.xlsx", {"a": "\x01"}),
    ):
        with pytest.raises(DataProblem) as caught:
            append_row(tmp_path / name, values)
        assert caught.value.hint
    assert not (tmp_path / "c.xlsx").exists()


def with_chart(path: Path) -> bytes:
    """A workbook with a chart and a formula."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["성명", "수"], ["가", 1], ["나", "=B2+1"]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    book.save(path)
    return path.read_bytes()


def test_a_workbook_with_a_chart_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "장부.xlsx"
    before = with_chart(path)
    assert not_kept(path) == ("차트",)
    for name in ("다", "라"):
        assert append_row(path, {"성명": name, "수": "3"}) == copy_of(path)
    assert path.read_bytes() == before
    sheet = openpyxl.load_workbook(copy_of(path)).worksheets[0]
    assert [row[0].value for row in sheet.rows] == ["성명", "가", "나", "다", "라"]
    assert sheet["B3"].value == "=B2+1"


@pytest.mark.parametrize("sign", ["xl/vbaProject.bin", "xl/pivotTables/pivotTable1.xml"])
def test_what_else_would_be_lost(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "장부.xlsx"
    append_row(path, {"성명": "가"})
    assert not_kept(path) == ()
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr(sign, b"x")
    assert len(not_kept(path)) == 1


@pytest.mark.parametrize("beside", ["~$장부.xlsx", ".~lock.장부.xlsx#"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the file itself")
def test_a_workbook_that_is_open_is_not_written(tmp_path: Path, beside: str) -> None:
    path = tmp_path / "장부.xlsx"
    append_row(path, {"성명": "가"})
    before = path.read_bytes()
    (tmp_path / beside).write_bytes(b"")
    with pytest.raises(DataProblem, match="열 수 없어요"):
        append_row(path, {"성명": "나"})
    assert path.read_bytes() == before
