"""Reading .csv: UTF-8 (with or without its mark), UTF-16 with its mark, or CP949."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from player.data.lists import List, RawRow, make_list
from player.data.workbook import MAX_COLUMNS, MAX_ROWS, locked
from scripts.errors import DataProblem
from scripts.language import either

MAX_BYTES = 128 << 20
_DELIMITERS = ",\t;|"
_SAMPLE = 1 << 16
_FORMULA_TEXT = re.compile(r'="([^"]*)"')


def read_separated(path: Path, heading: int = 0) -> List:
    """Read a CSV file. Cells are taken as they stand in the file (010 stays 010), but for the
    ``="010"`` by which exports keep Excel from dropping zeros. ``Row.number`` is the row that
    Excel would show; ``heading`` is the one with the column names, 0: wherever they are found.
    Raises DataProblem for a file that is locked, too big or not text."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataProblem(
                either(
                    f"‘{path.name}’ 파일이 너무 커서 열지 않았어요.",
                    f"‘{path.name}’ is too large and was not opened.",
                ),
                either(
                    "필요한 행만 남겨서 저장해 주세요.",
                    "Keep only the rows that are needed and save.",
                ),
            )
        content = path.read_bytes()
    except OSError as error:
        raise locked(path) from error
    text, _ = decode(path, content)
    delimiter, text = choose_delimiter(text)
    rows, last = [], 0
    for number, cells in enumerate(_records(path, text, delimiter), 1):
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise _broken(path)
        row = RawRow(number, {c: _plain(cell) for c, cell in enumerate(cells, 1) if cell})
        if not row.empty:
            rows.append(row)
            last = number
    return make_list(path.name, "", rows, last, heading)


def _records(path: Path, text: str, delimiter: str) -> Iterator[list[str]]:
    # A cell may be longer than the csv module's careful default.
    before = csv.field_size_limit(max(len(text), 1))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _broken(path) from error
    finally:
        csv.field_size_limit(before)


def _plain(cell: str) -> str:
    found = _FORMULA_TEXT.fullmatch(cell)
    text = found[1] if found else cell
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(path: Path, content: bytes) -> tuple[str, str]:
    """The text of a CSV file and the encoding that writes it back the same way."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp949"]
    if b"\0" in content and encodings != ["utf-16"]:
        raise _broken(path)  # no text has zero bytes
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise _broken(path)


def choose_delimiter(text: str) -> tuple[str, str]:
    """The delimiter and the text without Excel's own ``sep=;`` line.

    The one that splits most of the first records into the same number of columns, of which there
    is more than one; a comma if none does.
    """
    if text[:4].lower() == "sep=" and len(text) > 4:
        line, _, rest = text.partition("\n")
        return line[4], rest
    sample = text[:_SAMPLE]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            records = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        widths = [len(record) for record in records[:50] if any(record)]
        if not widths or widths[0] < 2:
            continue
        score = widths.count(widths[0]) / len(widths) + min(widths[0], 100) / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best, text


def _broken(path: Path) -> DataProblem:
    return DataProblem(
        either(
            f"‘{path.name}’ 파일을 글자로 읽지 못했어요.",
            f"‘{path.name}’ could not be read as text.",
        ),
        either(
            "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 다시 저장해 주세요.",
            "Save it again in Excel as ‘CSV UTF-8 (Comma delimited)’.",
        ),
    )
