"""CSV files in the encodings and dialects that Korean offices meet."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from player.data import read_list
from scripts.errors import DataProblem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    lines = (
        ("성명", "우편번호", "메모"),
        ("홍길동", "04521", '"a, b; c"'),
        ("똠방각하", "010", ""),
    )
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    found = read_list(str(path))
    assert found.columns == ("성명", "우편번호", "메모")
    assert dict(found.rows[0].values) == {"성명": "홍길동", "우편번호": "04521", "메모": "a, b; c"}
    assert dict(found.rows[1].values) == {"성명": "똠방각하", "우편번호": "010", "메모": ""}


def test_rows_are_numbered_as_excel_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('성명,메모\n가,"줄1\n줄2"\n\n나,x\n', "utf-8")
    found = read_list(str(path))
    assert [row.number for row in found.rows] == [2, 4]
    assert found.rows[0].values["메모"] == "줄1\n줄2"
    assert [(skip.number, skip.why) for skip in found.skipped] == [(3, "empty")]


def test_the_tricks_of_exports(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=;\n성명;번호\n가;="010"\n', "utf-8")
    assert dict(read_list(str(path)).rows[0].values) == {"성명": "가", "번호": "010"}


def test_one_column_with_commas_in_its_texts_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("주소\n하늘시 1\n하늘시 2\n", "utf-8")
    assert read_list(str(path)).columns == ("주소",)


@pytest.mark.parametrize("content", [b"\x80\x81\xff", b"a,b\0c", codecs.BOM_UTF8 + b"\xff", b""])
def test_what_is_no_text_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(DataProblem) as caught:
        read_list(str(path))
    assert caught.value.hint


def test_a_csv_file_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", "utf-8")
    with pytest.raises(DataProblem, match="시트가 없어요"):
        read_list(f"{path}#Sheet1")


CELL = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\u0085")
    | st.sampled_from("가힣,;\t\n\"' =0"),
    max_size=12,
).filter(lambda text: not text.startswith('="'))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_what_excel_writes_comes_back(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("성명", "주소", "메모"), *rows])
    path = tmp_path / "a.csv"
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    found = read_list(str(path))
    back = {row.number: tuple(row.values.values()) for row in found.rows}
    expected = {
        number: row for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row)
    }
    assert back == expected
