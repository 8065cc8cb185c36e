"""Lists in and out: workbooks and CSV files as the clerk sees them."""

from __future__ import annotations

import re
from pathlib import Path

from player.data.lists import List, Row, Skipped, Values, likeliest, missing_column
from player.data.output import append_row
from player.data.separated import read_separated
from player.data.workbook import old_format, read_workbook, sheet_names
from scripts.errors import DataProblem
from scripts.language import either

__all__ = [
    "EXTENSIONS", "List", "Row", "Skipped", "Values", "append_row", "likeliest",
    "list_spec", "missing_column", "read_list", "sheets", "split_spec", "where_of",
]  # fmt: skip

WORKBOOKS = (".xlsx", ".xlsm")
SEPARATED = (".csv", ".tsv")
EXTENSIONS = WORKBOOKS + SEPARATED
_HEADING = re.compile(r"(.*?)(?::(\d+))?")
"""A sheet and the row of its headings; no sheet's name may hold a colon."""


def read_list(spec: str) -> List:
    """Read the list that ``PATH[#[SHEET][:ROW]]`` names, every cell as the text that Excel shows.
    ROW is Excel's number of the row with the column names; without it, it is found.

    Hidden rows (also by a filter) and empty rows are left out; ``List.skipped`` has them. Without
    a sheet: the first visible one. Raises DataProblem for everything that can be wrong with the
    file; a wrong cell raises only when it is used (see :class:`Values`).
    """
    path, sheet, heading = where_of(spec)
    _check(path)
    if path.suffix.lower() in SEPARATED:
        if sheet is not None:
            raise DataProblem(
                either(f"‘{path.name}’에는 시트가 없어요.", f"‘{path.name}’ has no sheets."),
                either("‘#시트 이름’을 빼고 다시 해 주세요.", "Leave out ‘#SHEET’ and try again."),
            )
        return read_separated(path, heading)
    return read_workbook(path, sheet, heading)


def sheets(path: Path) -> tuple[str, ...]:
    """The names of the visible sheets, empty for a CSV file. Raises DataProblem."""
    _check(path)
    return () if path.suffix.lower() in SEPARATED else sheet_names(path)


def split_spec(spec: str) -> tuple[Path, str | None]:
    """The file and the sheet of :func:`where_of`."""
    return where_of(spec)[:2]


def where_of(spec: str) -> tuple[Path, str | None, int]:
    """``PATH#SHEET:ROW`` taken apart, the row 0 where none is given; a "#" that belongs to the
    file's own name stays there."""
    whole = Path(spec)
    if "#" not in spec or whole.is_file():
        return whole, None, 0
    # The first "#" behind which a file exists; a sheet's name may hold further ones.
    parts = spec.split("#")
    ways = (("#".join(parts[:n]), "#".join(parts[n:])) for n in range(1, len(parts)))
    path, rest = next(
        (way for way in ways if Path(way[0]).is_file()), (parts[0], "#".join(parts[1:]))
    )
    found = _HEADING.fullmatch(rest)
    assert found is not None
    return Path(path), found[1] or None, int(found[2] or 0)


def list_spec(path: Path, sheet: str | None = None, heading: int = 0) -> str:
    """What :func:`where_of` takes apart."""
    rest = (sheet or "") + (f":{heading}" if heading else "")
    return f"{path}#{rest}" if rest else str(path)


def _check(path: Path) -> None:
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError):  # a name that no file can have
        is_folder, exists = False, False
    if is_folder:
        raise DataProblem(
            either(
                f"‘{path.name}’ 이름의 폴더예요. 명단 파일이 아니에요.",
                f"‘{path.name}’ is a folder, not a list.",
            ),
            either("명단 파일(.xlsx, .csv)을 골라 주세요.", "Choose a list (.xlsx, .csv)."),
        )
    if not exists:
        raise DataProblem(
            either(f"‘{path.name}’ 파일이 없어요.", f"There is no file ‘{path.name}’."),
            either(
                f"옮기거나 이름을 바꾸었나요? 찾은 곳: {path.parent}",
                f"Was it moved or renamed? Looked in: {path.parent}",
            ),
        )
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise old_format(path)
    if suffix not in EXTENSIONS:
        raise DataProblem(
            either(
                f"‘{path.name}’ 파일은 명단으로 쓸 수 없는 파일이에요.",
                f"‘{path.name}’ can't be used as a list.",
            ),
            either(
                f"쓸 수 있는 파일: {', '.join(EXTENSIONS)}",
                f"Files that can be used: {', '.join(EXTENSIONS)}",
            ),
        )
