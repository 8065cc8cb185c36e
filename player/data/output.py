"""Writing rows to an output workbook, one at a time, whole or not at all."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from player.data.files import replacing
from player.data.lists import column_name
from player.data.separated import choose_delimiter, decode
from player.data.workbook import locked
from scripts.errors import DataProblem


def append_row(path: Path | str, values: Mapping[str, str]) -> None:
    """Append a row (column → text) to an .xlsx or .csv file, which is made if it is not there.

    New columns go to the right of those that the file has. Every value is written as text, so
    that 010 stays 010 and "=1+1" is no formula in a workbook. (A CSV file has no types; Excel
    guesses there.) The file is replaced whole: a run that dies in the middle leaves the former
    one. Raises DataProblem if the file is locked, broken, of another kind, or the folder cannot
    be written to.
    """
    path = Path(path)
    writers = {".xlsx": _append_workbook, ".csv": _append_separated}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise DataProblem(
            f"‘{path.name}’에는 쓸 수 없어요.", "결과 파일 이름을 .xlsx나 .csv로 끝내 주세요."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writer(path, {column_name(column): text for column, text in values.items()})
    except PermissionError as error:
        raise locked(path) from error
    except OSError as error:
        raise DataProblem(
            f"‘{path.name}’에 쓰지 못했어요.", "저장 공간과 폴더를 확인해 주세요."
        ) from error


def _append_workbook(path: Path, values: Mapping[str, str]) -> None:
    # Half a second that only those pay who write.
    import openpyxl
    from openpyxl.utils.exceptions import IllegalCharacterError

    if path.exists():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(path)
        except OSError:
            raise
        except Exception as error:
            raise _not_ours(path) from error
        sheet: Any = book.worksheets[0]
    else:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]] if sheet.max_row else []
    places = {column_name(str(name)): n for n, name in enumerate(header, 1) if name is not None}
    row = max(sheet.max_row, 1) + 1 if places else 2
    try:
        for column, text in values.items():
            if column not in places:
                places[column] = max(places.values(), default=0) + 1
                _write(sheet.cell(1, places[column]), column)
            _write(sheet.cell(row, places[column]), text)
    except IllegalCharacterError as error:
        raise DataProblem(
            f"‘{path.name}’에 쓸 값에 엑셀이 받지 않는 글자가 있어요.", "읽은 값을 확인해 주세요."
        ) from error
    try:
        with replacing(path) as file:
            book.save(file)
    finally:
        book.close()


def _write(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # never a formula, whatever the text begins with
    cell.number_format = "@"


def _append_separated(path: Path, values: Mapping[str, str]) -> None:
    records: list[list[str]] = []
    encoding, delimiter = "utf-8-sig", ","
    if path.exists() and path.stat().st_size:
        text, encoding = decode(path, path.read_bytes())
        delimiter, text = choose_delimiter(text)
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    header = [column_name(name) for name in records[0]] if records else []
    header += [column for column in values if column not in header]
    row = [values.get(column, "") for column in header]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([header, *records[1:], row])
    try:
        content = out.getvalue().encode(encoding)
    except UnicodeEncodeError:
        content = out.getvalue().encode("utf-8-sig")  # CP949 lacks a sign of the new row
    with replacing(path) as file:
        file.write(content)


def _not_ours(path: Path) -> DataProblem:
    return DataProblem(
        f"‘{path.name}’에 이어 쓰지 못했어요. 엑셀 통합 문서가 아니에요.",
        "파일을 옮기거나 다른 이름을 적어 주세요.",
    )
