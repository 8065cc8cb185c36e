"""The workbook of what became of a list's rows: hers, with 결과, 시각, 오류 and the values read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from player.data.files import in_use, replacing
from player.data.lists import letters
from player.data.workbook import locked, read_workbook
from scripts.language import either

_OWN = (("행", "Row"), ("결과", "Result"), ("시각", "Time"), ("오류", "Error"))
_KEY = "일손"
"""The columns that are added: Excel's number in the list, and in a hidden one the row's key."""
_SHEET = ("결과", "Result")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
DONE, FAILED, SKIPPED = ("완료", "Done"), ("실패", "Failed"), ("건너뜀", "Skipped")
"""What became of a row, in one word."""
_TINTS = {DONE: "E5F3EA", FAILED: "FBEAE7", SKIPPED: "EFECE6"}
_DOUBT = "FBF0DA"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row, in the words of the workbook; ``read`` are values by their names."""

    word: str
    time: str
    error: str = ""
    read: Mapping[str, str] = field(default_factory=dict)


def result_path(data: Path, run: str) -> Path:
    """Where the results of a run over the list in the file ``data`` lie: beside it."""
    started = run.rpartition("-")[0] or run
    return data.with_name(f"{data.stem}_결과_{started}.xlsx")


def _names(taken: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Names for added columns that the list does not have: 결과, or 결과 (일손)."""
    names: list[str] = []
    for name in wanted:
        while name in taken or name in names:
            name += " (일손)"
        names.append(name)
    return names


def write_results(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[tuple[str, int, Mapping[str, str]]],
    results: Mapping[str, Result],
    reads: Sequence[str],
) -> None:
    """Write the workbook anew, whole or not at all. ``rows`` are (key, Excel's number, texts) in
    the list's order. Every value is text, so that 010 stays 010 and "=1+1" is no formula. Raises
    DataProblem where the workbook is open in Excel, and OSError."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill

    if in_use(path):
        raise locked(path)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(either(*_SHEET))
    own = [either(*words) for words in _OWN]
    head = _names(columns, [*own, *reads, _KEY])
    before, after = head[:4], head[4:]
    width = len(columns) + len(head)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letters(width - 1)}1"
    for number, wide in ((1, 6), (2, 11), (3, 19), (4, 40)):
        sheet.column_dimensions[letters(number)].width = wide
    sheet.column_dimensions[letters(width)].hidden = True
    bold = Font(bold=True)
    tints = {
        word: PatternFill("solid", fgColor=tint)
        for words, tint in {**_TINTS, ("", ""): _DOUBT}.items()
        for word in words
    }  # fmt: skip

    def cell(text: str) -> Any:
        made = WriteOnlyCell(sheet, _UNFIT.sub("", text)[:_LONGEST])
        made.data_type = "s"
        made.number_format = "@"
        return made

    titles = [cell(name) for name in (*before, *columns, *after)]
    for title in titles:
        title.font = bold
    sheet.append(titles)
    nothing = Result("", "")
    for key, number, texts in rows:
        result = results.get(key, nothing)
        word = cell(result.word)
        if result.word:
            word.fill = tints.get(result.word, tints[""])
        told = [result.time.replace("T", " "), result.error]
        read = [result.read.get(name, "") for name in reads]
        values = [texts.get(name, "") for name in columns]
        # Cells without anything in them need none.
        rest = [cell(text) if text else None for text in (*told, *values, *read)]
        sheet.append([number, word, *rest, cell(key)])
    with replacing(path) as file:
        book.save(file)


def read_results(path: Path, reads: Sequence[str]) -> dict[str, Result]:
    """What an earlier part of a run has written, by the rows' keys; of a workbook that is none of
    ours nothing. Raises DataProblem for one that cannot be read."""
    listed = read_workbook(path, None)
    # The added columns are the first four and the last ones, whatever the list calls its own.
    if len(listed.columns) < 5 + len(reads):
        return {}
    word, time, error = listed.columns[1:4]
    *values, key = listed.columns[-1 - len(reads) :]
    found = {}
    for row in listed.rows:
        texts = row.values
        if texts[word]:
            read = {name: texts[column] for name, column in zip(reads, values, strict=True)}
            read = {name: text for name, text in read.items() if text}
            found[texts[key]] = Result(texts[word], texts[time], texts[error], read)
    return found
