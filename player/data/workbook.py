"""Reading .xlsx and .xlsm: openpyxl for the workbook, its texts and formats; the sheet itself in
one pass of our own.

openpyxl's read-only mode knows neither hidden rows nor which formulas were never calculated, and
its normal mode needs fifty times the file's size in memory. Both would also turn serial numbers
into dates and back. So the sheet's XML is read here, once, as it lies there.
"""

from __future__ import annotations

import functools
import re
import unicodedata
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from player.data.formats import KOREAN_BUILTIN, shown, shown_text
from player.data.lists import List, RawRow, letters, likeliest, make_list
from scripts.errors import DataProblem
from scripts.language import either

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_UNPACKED = 1 << 30
"""Bytes of all parts together; a sheet of a million rows stays below it."""
MAX_TEXTS = 256 << 20
"""Bytes of the table of texts and of the styles, which are held in memory whole."""
MAX_PARTS = 20_000
MAX_CELLS = 20_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DRM = (b"<## NASCA DRM", b"SCDSA", b"\x9b\x20DRMONE", b"<DOCUMENT SAFER")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of a workbook's visible sheets in their order. Reads only the workbook's table
    of contents. Raises DataProblem as :func:`read_workbook` does."""
    with _open(path) as archive:
        names: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if (
                tag.rpartition(":")[2] == "sheet"
                and attributes.get("state", "visible") == "visible"
            ):
                names.append(attributes.get("name", ""))

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        try:
            part = next(p for p in archive.namelist() if p.lower().endswith("/workbook.xml"))
            parser.Parse(archive.read(part), True)
        except (StopIteration, expat.ExpatError, zipfile.BadZipFile, zlib.error) as error:
            raise _broken(path) from error
    return tuple(names)


def read_workbook(path: Path, sheet: str | None, heading: int = 0) -> List:
    """Read one sheet (the first visible one if ``sheet`` is None), its column names from the row
    ``heading`` (0: wherever they are found).

    Raises DataProblem for a file that is missing, broken, protected by a password or a document
    guard, locked, too big, or without that sheet or a header.
    """
    import openpyxl  # half a second that only those pay who read one

    with _open(path):
        pass  # only the checks: openpyxl opens the file itself
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep does not matter to reading
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise locked(path) from error
    except Exception as error:
        raise _broken(path) from error
    try:
        worksheet = _choose(path, book, sheet)
        reader = _SheetReader(path, book, worksheet)
        try:
            with worksheet._get_source() as source:
                reader.parse(source)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, KeyError, ValueError,
                IndexError, EOFError, OverflowError) as error:  # fmt: skip
            raise _broken(path) from error
    finally:
        book.close()
    return make_list(path.name, worksheet.title, reader.rows, reader.last, heading)


def _choose(path: Path, book: Any, sheet: str | None) -> Any:
    # Chart sheets have no cells; openpyxl lists them beside the worksheets.
    sheets = [s for s in book.worksheets if hasattr(s, "_worksheet_path")]
    visible = [s for s in sheets if s.sheet_state == "visible"]
    if not sheets:
        raise _broken(path)
    if sheet is None:
        return (visible or sheets)[0]
    wanted = unicodedata.normalize("NFC", sheet).strip().casefold()
    for candidate in sheets:
        if unicodedata.normalize("NFC", candidate.title).strip().casefold() == wanted:
            return candidate
    titles = [s.title for s in visible or sheets]
    near = likeliest(sheet, titles)
    hint = (
        either(f"‘{near}’ 시트를 말씀하신 건가요? ", f"Did you mean the sheet ‘{near}’? ")
        if near
        else ""
    )
    raise DataProblem(
        either(
            f"‘{path.name}’에 ‘{sheet}’ 시트가 없어요.",
            f"There is no sheet ‘{sheet}’ in ‘{path.name}’.",
        ),
        either(f"{hint}있는 시트: {', '.join(titles)}", f"{hint}Sheets there: {', '.join(titles)}"),
    )


# ---- opening --------------------------------------------------------------------------------


def _open(path: Path) -> zipfile.ZipFile:
    """The file as a zip, after all checks that need no XML."""
    try:
        with path.open("rb") as file:
            start = file.read(32)
    except OSError as error:
        raise locked(path) from error
    if start.startswith(_OLE):
        _refuse_ole(path)
    if any(start.lstrip().startswith(mark) for mark in _DRM):
        raise DataProblem(
            either(
                f"‘{path.name}’ 파일은 보안 문서로 잠겨 있어요.",
                f"‘{path.name}’ is locked as a protected document.",
            ),
            either(
                "보안을 푼 파일로 저장한 뒤 다시 골라 주세요.",
                "Save it without protection and choose it again.",
            ),
        )
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _broken(path) from error
    try:
        _guard(path, archive)
    except BaseException:
        archive.close()
        raise
    return archive


def _guard(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    held = sum(
        part.file_size
        for part in parts
        if part.filename.lower().endswith(("sharedstrings.xml", "styles.xml", "workbook.xml"))
    )
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED or held > MAX_TEXTS:
        raise DataProblem(
            either(
                f"‘{path.name}’ 파일이 너무 커서 열지 않았어요.",
                f"‘{path.name}’ is too large and was not opened.",
            ),
            either(
                "필요한 행만 새 통합 문서에 복사해서 다시 골라 주세요.",
                "Copy the rows that are needed into a new workbook and choose that.",
            ),
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _protected(path)


def _refuse_ole(path: Path) -> NoReturn:
    """An OLE container is a workbook with a password, or an old .xls under a new name."""
    with path.open("rb") as file:
        content = file.read(64 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _protected(path)
    raise old_format(path)


def old_format(path: Path) -> DataProblem:
    """The problem of a workbook that only Excel reads."""
    return DataProblem(
        either(
            f"‘{path.name}’ 파일은 예전 엑셀 형식(.xls)이에요.",
            f"‘{path.name}’ is in Excel's old format (.xls).",
        ),
        either(
            "엑셀에서 열어 ‘다른 이름으로 저장’ → ‘Excel 통합 문서(.xlsx)’로 저장해 주세요.",
            "Open it in Excel and save it by ‘Save As’ → ‘Excel Workbook (.xlsx)’.",
        ),
    )


def _protected(path: Path) -> DataProblem:
    return DataProblem(
        either(f"‘{path.name}’에 암호가 걸려 있어요.", f"‘{path.name}’ has a password."),
        either(
            "엑셀에서 암호를 풀고 저장한 뒤 다시 골라 주세요.",
            "Remove the password in Excel, save, and choose it again.",
        ),
    )


def _broken(path: Path) -> DataProblem:
    return DataProblem(
        either(
            f"‘{path.name}’ 파일을 읽지 못했어요. 파일이 깨졌거나 엑셀 통합 문서가 아니에요.",
            f"‘{path.name}’ could not be read. It is damaged or no Excel workbook.",
        ),
        either(
            "엑셀에서 열어 .xlsx로 다시 저장해 주세요.",
            "Open it in Excel and save it as .xlsx again.",
        ),
    )


def locked(path: Path) -> DataProblem:
    """The error for a file that the system does not let us open."""
    return DataProblem(
        either(
            f"‘{path.name}’ 파일을 열 수 없어요. 다른 프로그램이 쓰고 있거나 권한이 없어요.",
            f"‘{path.name}’ can't be opened. Another program is using it, or you may not.",
        ),
        either(
            "엑셀에서 그 파일을 닫은 뒤 다시 해 주세요.", "Close the file in Excel and try again."
        ),
    )


# ---- the sheet ------------------------------------------------------------------------------


class _SheetReader:
    """Collects the rows of one sheet from its XML."""

    def __init__(self, path: Path, book: Any, worksheet: Any) -> None:
        from openpyxl.cell.read_only import ReadOnlyCell
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        self._cell_of_style = functools.partial(ReadOnlyCell, worksheet, 1, 1, None, "n")
        self.rows: list[RawRow] = []
        self.last = 0
        self._path, self._sheet = path, worksheet
        self._strings = worksheet._shared_strings
        self._date1904 = book.epoch == CALENDAR_MAC_1904
        self._code = functools.lru_cache(maxsize=None)(self._find_code)
        self._row = RawRow(0, {})
        self._column = 0
        self._cell: dict[str, str] = {}
        self._value: list[str] | None = None
        self._has_formula = False
        self._inside = ""
        self._cells = 0

    def parse(self, source: Any) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ParseFile(source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            number = int(attributes.get("r", self._row.number + 1))
            if not self._row.number < number <= MAX_ROWS:
                raise _broken(self._path)
            hidden = attributes.get("hidden", "0") in ("1", "true")
            # Excel hides a row that is 0 high without saying so.
            hidden = hidden or attributes.get("ht") in ("0", "0.0")
            self._row, self._column = RawRow(number, {}, hidden=hidden), 0
        elif tag == "c":
            reference = attributes.get("r", "")
            self._column = _column_of(reference) if reference else self._column + 1
            self._cells += 1
            if self._column > MAX_COLUMNS or self._cells > MAX_CELLS:
                raise _broken(self._path)
            self._cell, self._value, self._has_formula = attributes, None, False
        elif tag == "f":
            self._has_formula = True
        elif tag == "v" or tag in ("t", "rPh"):
            # "rPh" holds the reading of East Asian signs, which is no part of the text.
            self._inside = tag
            if self._value is None:
                self._value = []

    def _text(self, text: str) -> None:
        if self._inside in ("v", "t") and self._value is not None:
            self._value.append(text)

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("v", "t"):
            if self._inside == tag:
                self._inside = ""
        elif tag == "rPh":
            self._inside = ""
        elif tag == "c":
            self._finish_cell()
        elif tag == "row" and not self._row.empty:
            self.rows.append(self._row)
            self.last = self._row.number

    def _finish_cell(self) -> None:
        value = "".join(self._value) if self._value is not None else None
        if not value and self._cell.get("t") not in ("str", "inlineStr"):
            if self._has_formula:
                self._complain(
                    either(
                        "수식의 값이 아직 계산되지 않았어요.",
                        "The formula's value has not been computed yet.",
                    ),
                    either(
                        "엑셀에서 파일을 열어 한 번 저장해 주세요.",
                        "Open the file in Excel and save it once.",
                    ),
                )
            return
        kind = self._cell.get("t", "n")
        if kind == "e":
            self._complain(
                either(f"값이 오류({value})예요.", f"The value is an error ({value})."),
                either("엑셀에서 그 칸을 고쳐 주세요.", "Mend that cell in Excel."),
            )
            return
        try:
            self._row.texts[self._column] = self._shown(kind, value or "")
        except _Unshown:
            self._complain(
                either("날짜로 나타낼 수 없는 값이에요.", "The value can't be shown as a date."),
                either("엑셀에서 그 칸을 고쳐 주세요.", "Mend that cell in Excel."),
            )

    def _shown(self, kind: str, value: str) -> str:
        code = self._code(int(self._cell.get("s", 0)))
        if kind == "s":
            return shown_text(_unescaped(self._strings[int(value)]), code)
        if kind in ("str", "inlineStr"):
            return shown_text(_unescaped(value), code)
        if kind == "b":
            return "TRUE" if value not in ("0", "false") else "FALSE"
        if kind == "d":
            return value  # an ISO date as text, which Excel itself never writes
        number = float(value)
        try:
            return shown(number, code, self._date1904)
        except ValueError:
            raise _Unshown from None

    def _find_code(self, style: int) -> str:
        cell = self._cell_of_style(style)
        number = cell.style_array.numFmtId
        return KOREAN_BUILTIN.get(number) or cell.number_format or "General"

    def _complain(self, what: str, hint: str) -> None:
        place = f"{letters(self._column)}{self._row.number}"
        self._row.texts.setdefault(self._column, "")
        self._row.problems[self._column] = DataProblem(
            either(
                f"‘{self._sheet.title}’ 시트 {place} 칸: {what}",
                f"Sheet ‘{self._sheet.title}’, cell {place}: {what}",
            ),
            hint,
        )


class _Unshown(Exception):
    """Excel shows only "####" here."""


def _column_of(reference: str) -> int:
    column = 0
    for sign in reference:
        if not sign.isalpha():
            break
        column = column * 26 + ord(sign.upper()) - 64
    return column


def _unescaped(text: str) -> str:
    """``_x000D_`` is how Excel writes control characters; line breaks become one "\\n"."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
