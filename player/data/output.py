"""Writing rows to an output workbook, one at a time, whole or not at all."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from player.data.files import in_use, replacing
from player.data.lists import column_name
from player.data.separated import choose_delimiter, decode
from player.data.workbook import locked
from scripts.errors import DataProblem
from scripts.language import Both, either


def append_row(path: Path | str, values: Mapping[str, str]) -> Path:
    """Append a row (column → text) to an .xlsx or .csv file, which is made if it is not there;
    returns the file that was written.

    A workbook that holds what would be lost (see :func:`not_kept`) is left alone: the row goes to
    a copy beside it, as do all further ones.

    New columns go to the right of those that the file has. Every value is written as text, so
    that 010 stays 010 and "=1+1" is no formula in a workbook. (A CSV file has no types; Excel
    guesses there.) The file is replaced whole: a run that dies in the middle leaves the former
    one. Raises DataProblem if the file is open in Excel, broken, of another kind, or the folder
    cannot be written to.
    """
    path = Path(path)
    writers = {".xlsx": _append_workbook, ".csv": _append_separated}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise DataProblem(
            either(f"‘{path.name}’에는 쓸 수 없어요.", f"‘{path.name}’ can't be written to."),
            either(
                "결과 파일 이름을 .xlsx나 .csv로 끝내 주세요.",
                "Let the result file's name end in .xlsx or .csv.",
            ),
        )
    row = {column_name(column): text for column, text in values.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        out = copy_of(path) if not_kept(path) else path
        if in_use(out):
            raise locked(out)
        writer(out if out.exists() else path, out, row)
    except PermissionError as error:
        raise locked(path) from error
    except OSError as error:
        raise DataProblem(
            either(f"‘{path.name}’에 쓰지 못했어요.", f"‘{path.name}’ could not be written."),
            either("저장 공간과 폴더를 확인해 주세요.", "Look at the free space and the folder."),
        ) from error
    return out


_LOST = {
    "xl/charts/": ("차트", "charts"),
    "xl/media/": ("그림", "pictures"),
    "xl/vbaProject": ("매크로", "macros"),
    "xl/pivotTables/": ("피벗 테이블", "pivot tables"),
    "xl/slicers/": ("슬라이서", "slicers"),
    "xl/embeddings/": ("끼워 넣은 개체", "embedded objects"),
    "xl/ctrlProps/": ("단추와 컨트롤", "buttons and controls"),
    "xl/threadedComments/": ("대화 메모", "threaded comments"),
    "xl/diagrams/": ("도식", "diagrams"),
}
_LOST_IN_SHEETS = {
    b"x14:sparkline": ("스파크라인", "sparklines"),
    b"x14:conditionalFormatting": ("조건부 서식", "conditional formatting"),
    b"x14:dataValidation": ("목록 고르기", "pick lists"),
}


def not_kept(path: Path) -> tuple[str, ...]:
    """What a workbook holds that we could not write back, in words; nothing for another file."""
    if path.suffix.lower() != ".xlsx" or not zipfile.is_zipfile(path):
        return ()
    found: dict[Both, None] = {}
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            found.update({word: None for start, word in _LOST.items() if name.startswith(start)})
            if name.startswith("xl/worksheets/sheet"):
                text = parts.read(name)
                found.update({word: None for sign, word in _LOST_IN_SHEETS.items() if sign in text})
        drawn = any(name.startswith("xl/drawings/drawing") for name in parts.namelist())
    if drawn and not found.keys() & {_LOST["xl/charts/"], _LOST["xl/media/"]}:
        found["도형", "shapes"] = None
    return tuple(either(*word) for word in found)


def copy_of(path: Path) -> Path:
    """Where rows go that cannot be written into a workbook itself."""
    return path.with_name(f"{path.stem}_일손{path.suffix}")


def _append_workbook(path: Path, out: Path, values: Mapping[str, str]) -> None:
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
            either(
                f"‘{path.name}’에 쓸 값에 엑셀이 받지 않는 글자가 있어요.",
                f"A value for ‘{path.name}’ has a character that Excel does not take.",
            ),
            either("읽은 값을 확인해 주세요.", "Look at the value that was read."),
        ) from error
    try:
        with replacing(out) as file:
            book.save(file)
    finally:
        book.close()


def _write(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # never a formula, whatever the text begins with
    cell.number_format = "@"


def _append_separated(path: Path, out: Path, values: Mapping[str, str]) -> None:
    records: list[list[str]] = []
    encoding, delimiter = "utf-8-sig", ","
    if path.exists() and path.stat().st_size:
        there, encoding = decode(path, path.read_bytes())
        delimiter, there = choose_delimiter(there)
        records = list(csv.reader(io.StringIO(there, newline=""), delimiter=delimiter))
    header = [column_name(name) for name in records[0]] if records else []
    header += [column for column in values if column not in header]
    row = [values.get(column, "") for column in header]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *records[1:], row])
    try:
        content = text.getvalue().encode(encoding)
    except UnicodeEncodeError:
        content = text.getvalue().encode("utf-8-sig")  # CP949 lacks a sign of the new row
    with replacing(out) as file:
        file.write(content)


def _not_ours(path: Path) -> DataProblem:
    return DataProblem(
        either(
            f"‘{path.name}’에 이어 쓰지 못했어요. 엑셀 통합 문서가 아니에요.",
            f"‘{path.name}’ can't be continued: it is no Excel workbook.",
        ),
        either(
            "파일을 옮기거나 다른 이름을 적어 주세요.", "Move the file away or give another name."
        ),
    )
