"""Lists in and out: workbooks and CSV files as the clerk sees them."""

from __future__ import annotations

from pathlib import Path

from player.data.lists import List, Row, Skipped, Values, likeliest, missing_column
from player.data.output import append_row
from player.data.separated import read_separated
from player.data.workbook import read_workbook, sheet_names
from scripts.errors import DataProblem

__all__ = [
    "EXTENSIONS", "List", "Row", "Skipped", "Values", "append_row", "likeliest",
    "missing_column", "read_list", "sheets", "split_spec",
]  # fmt: skip

WORKBOOKS = (".xlsx", ".xlsm")
SEPARATED = (".csv", ".tsv")
EXTENSIONS = WORKBOOKS + SEPARATED


def read_list(spec: str) -> List:
    """Read the list that ``PATH[#SHEET]`` names, every cell as the text that Excel shows.

    Hidden rows (also by a filter) and empty rows are left out; ``List.skipped`` has them. Without
    a sheet: the first visible one. Raises DataProblem for everything that can be wrong with the
    file; a wrong cell raises only when it is used (see :class:`Values`).
    """
    path, sheet = split_spec(spec)
    _check(path)
    if path.suffix.lower() in SEPARATED:
        if sheet is not None:
            raise DataProblem(
                f"‘{path.name}’에는 시트가 없어요.", "‘#시트 이름’을 빼고 다시 해 주세요."
            )
        return read_separated(path)
    return read_workbook(path, sheet)


def sheets(path: Path) -> tuple[str, ...]:
    """The names of the visible sheets, empty for a CSV file. Raises DataProblem."""
    _check(path)
    return () if path.suffix.lower() in SEPARATED else sheet_names(path)


def split_spec(spec: str) -> tuple[Path, str | None]:
    """``PATH#SHEET`` taken apart; a "#" that belongs to the file's own name stays there."""
    whole = Path(spec)
    if "#" not in spec or whole.is_file():
        return whole, None
    # The first "#" behind which a file exists; a sheet's name may hold further ones.
    parts = spec.split("#")
    for count in range(1, len(parts)):
        path = Path("#".join(parts[:count]))
        if path.is_file():
            return path, "#".join(parts[count:]) or None
    return Path(parts[0]), "#".join(parts[1:]) or None


def _check(path: Path) -> None:
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError):  # a name that no file can have
        is_folder, exists = False, False
    if is_folder:
        raise DataProblem(
            f"‘{path.name}’ 이름의 폴더예요. 명단 파일이 아니에요.",
            "명단 파일(.xlsx, .csv)을 골라 주세요.",
        )
    if not exists:
        raise DataProblem(
            f"‘{path.name}’ 파일이 없어요.",
            f"옮기거나 이름을 바꾸었나요? 찾은 곳: {path.parent}",
        )
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise DataProblem(
            f"‘{path.name}’ 파일은 예전 엑셀 형식(.xls)이에요.",
            "엑셀에서 열어 ‘다른 이름으로 저장’ → ‘Excel 통합 문서(.xlsx)’로 저장해 주세요.",
        )
    if suffix not in EXTENSIONS:
        raise DataProblem(
            f"‘{path.name}’ 파일은 명단으로 쓸 수 없는 파일이에요.",
            f"쓸 수 있는 파일: {', '.join(EXTENSIONS)}",
        )
