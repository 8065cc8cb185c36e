"""A plain table as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from player.data.files import in_use, replacing
from player.data.lists import letters
from player.data.workbook import locked


def write_table(
    path: Path,
    sheet: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str | float]],
) -> None:
    """Write a workbook of one sheet, whole or not at all. ``columns`` are names with their widths
    in characters; texts stay texts (010, "=1+1"), numbers are numbers. Raises DataProblem where the
    workbook is open in Excel, and OSError."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if in_use(path):
        raise locked(path)
    with replacing(path) as file:
        book = openpyxl.Workbook(write_only=True)
        made = book.create_sheet(sheet)
        made.freeze_panes = "A2"
        made.auto_filter.ref = f"A1:{letters(len(columns))}1"
        for number, (_, width) in enumerate(columns, 1):
            made.column_dimensions[letters(number)].width = width
        titles = [WriteOnlyCell(made, name) for name, _ in columns]
        for title in titles:
            title.font = Font(bold=True)
        made.append(titles)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(made, value)
                if isinstance(value, str):
                    cell.data_type, cell.number_format = "s", "@"
                cells.append(cell)
            made.append(cells)
        book.save(file)
