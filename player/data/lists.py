"""What a list is once it was read: columns and rows of text."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.errors import DataProblem
from scripts.language import either


class Values(Mapping[str, str]):
    """The cells of one row by column name, as text.

    A cell that has no text to give (an error value such as #N/A, a formula that was never
    calculated, a column name that stands twice) raises DataProblem when it is asked for, so that
    a bad cell in a column that nobody uses disturbs no one. ``problem(column)`` tells without
    raising.
    """

    __slots__ = ("_problems", "_texts")

    def __init__(self, texts: Mapping[str, str], problems: Mapping[str, DataProblem] | None = None):
        self._texts = dict(texts)
        self._problems = dict(problems or {})

    def __getitem__(self, column: str) -> str:
        if column in self._problems:
            raise self._problems[column]
        return self._texts[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, column: object) -> bool:
        return column in self._texts

    def __repr__(self) -> str:
        # Citizens' data: only the columns, in case a value object lands in a log.
        return f"Values({', '.join(self._texts)})"

    def problem(self, column: str) -> DataProblem | None:
        """Why this cell has no text, or None if it has."""
        return self._problems.get(column)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` is the number that Excel shows at its left edge."""

    number: int
    values: Values


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was left out: ``why`` is ``empty``, ``hidden`` (by hand or by a filter) or
    ``title`` (above the column names)."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class List:
    """A list as the clerk sees it. ``sheet`` is empty for a CSV file. A column without a name
    cannot be used by a script and is left out. Names have their line breaks and runs of blanks
    turned into one blank, their ends trimmed, their Hangul composed (NFC)."""

    name: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = field(default=())
    header: int = 0
    """Excel's number of the row with the column names, 0 where nobody knows."""
    top: tuple[tuple[int, tuple[str, ...]], ...] = field(default=(), repr=False, compare=False)
    """The first rows as they stand there, by Excel's numbers: another one may hold the names."""

    def require(self, columns: Sequence[str]) -> None:
        """Raise DataProblem, naming sheet and columns, unless all of ``columns`` are there."""
        missing = [column for column in columns if column_name(column) not in self.columns]
        if missing:
            raise missing_column(self, missing[0])


def column_name(text: str) -> str:
    """A column's name as it is compared: composed, blanks and line breaks evened out."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def missing_column(of: List, name: str) -> DataProblem:
    """The error for a column that a list does not have, with the likeliest that was meant."""
    where = either(f"‘{of.sheet}’ 시트", f"sheet ‘{of.sheet}’") if of.sheet else f"‘{of.name}’"
    near = likeliest(name, of.columns)
    hint = (
        either(f"‘{near}’ 열을 말씀하신 건가요? ", f"Did you mean the column ‘{near}’? ")
        if near
        else ""
    )
    return DataProblem(
        either(f"{where}에 ‘{name}’ 열이 없어요.", f"There is no column ‘{name}’ in {where}."),
        either(
            f"{hint}있는 열: {', '.join(of.columns)}",
            f"{hint}Columns there: {', '.join(of.columns)}",
        ),
    )


def likeliest(name: str, among: Sequence[str]) -> str | None:
    """The one of ``among`` that was probably meant by ``name``, None if none is near."""
    wanted = column_name(name).replace(" ", "")
    plain = {other: column_name(other).replace(" ", "") for other in among}
    for other, text in plain.items():
        if text and (text.casefold() == wanted.casefold() or text in wanted or wanted in text):
            return other
    # Hangul syllables taken apart, so that "셩명" is near "성명".
    apart = {unicodedata.normalize("NFD", text): other for other, text in plain.items()}
    found = difflib.get_close_matches(unicodedata.normalize("NFD", wanted), list(apart), 1, 0.6)
    return apart[found[0]] if found else None


_TOP = 20
"""Rows among which the one with the column names is looked for."""


def heading_with(of: List, columns: Sequence[str]) -> int:
    """The number of the first row that holds all of these column names, 0 where none does."""
    wanted = {column_name(column) for column in columns}
    return next(
        (number for number, texts in of.top if wanted <= {column_name(text) for text in texts}), 0
    )


# ---- from cells to a list -------------------------------------------------------------------


@dataclass(slots=True)
class RawRow:
    """A row before it is known which is the header: texts by column number from 1, and what is
    wrong with cells (their column numbers are in ``texts`` too, with any text)."""

    number: int
    texts: dict[int, str]
    problems: dict[int, DataProblem] = field(default_factory=dict)
    hidden: bool = False

    @property
    def empty(self) -> bool:
        return not self.problems and not any(text.strip() for text in self.texts.values())


def make_list(name: str, sheet: str, raw: Sequence[RawRow], last: int, heading: int = 0) -> List:
    """Find the header, name the columns, take the rows.

    ``raw`` is in the order of the sheet and may leave out empty rows; ``last`` is the number of
    the last row that counts (gaps before it are reported as empty). The header is the row
    ``heading``; without one (0) the first row with anything in it that is not hidden, where a row
    of one single cell above a wider one is a title. Raises DataProblem if there is none.
    """
    present = [row for row in raw if not row.empty]
    top = tuple((row.number, _texts(row)) for row in present[:_TOP])
    skipped = [Skipped(row.number, "title") for row in present if row.number < heading]
    present = [row for row in present if row.number >= heading]
    skipped += [
        Skipped(row.number, "hidden") for row in present if row.hidden and row.number != heading
    ]
    shown = [row for row in present if not row.hidden or row.number == heading]
    while not heading and len(shown) > 1 and _width(shown[0]) == 1 and _width(shown[1]) > 1:
        skipped.append(Skipped(shown.pop(0).number, "title"))
    in_sheet = either(f"‘{name}’의 ‘{sheet}’ 시트", f"sheet ‘{sheet}’ of ‘{name}’")
    where = in_sheet if sheet else f"‘{name}’"
    if heading and (not shown or shown[0].number != heading):
        raise DataProblem(
            either(
                f"{where} {heading}행에는 열 이름이 없어요. 빈 행이에요.",
                f"Row {heading} of {where} has no names of columns: it is empty.",
            ),
            either(
                "열 이름이 적힌 다른 행을 골라 주세요.",
                "Choose another row, which has the columns' names.",
            ),
        )
    if not shown:
        raise DataProblem(
            either(
                f"{where}에 열 이름이 적힌 행이 없어요.", f"No row of {where} has names of columns."
            ),
            either(
                "첫 행에 성명, 주소 같은 열 이름을 적어 주세요.",
                "Write the columns' names into the first row, such as 성명 or 주소.",
            ),
        )
    header, body = shown[0], shown[1:]
    if header.problems:
        raise next(iter(header.problems.values()))
    names: dict[int, str] = {}
    places: dict[str, list[str]] = {}
    for column in sorted(header.texts):
        text = column_name(header.texts[column])
        if text:
            names[column] = text
            places.setdefault(text, []).append(f"{letters(column)}{header.number}")
    twice = {
        text: DataProblem(
            either(
                f"‘{text}’ 열이 두 번 있어요 ({', '.join(cells)}).",
                f"The column ‘{text}’ is there twice ({', '.join(cells)}).",
            ),
            either("열 이름을 서로 다르게 적어 주세요.", "Give the columns different names."),
        )
        for text, cells in places.items()
        if len(cells) > 1
    }
    rows = []
    for row in body:
        texts = dict.fromkeys(places, "")
        texts.update((names[c], row.texts[c]) for c in names if c in row.texts)
        problems = {names[c]: problem for c, problem in row.problems.items() if c in names}
        rows.append(Row(row.number, Values(texts, {**problems, **twice})))
    numbers = {row.number for row in present}
    skipped += [Skipped(n, "empty") for n in range(header.number + 1, last) if n not in numbers]
    skipped.sort(key=lambda row: row.number)
    return List(name, sheet, tuple(places), tuple(rows), tuple(skipped), header.number, top)


def _texts(row: RawRow) -> tuple[str, ...]:
    return tuple(text for _, text in sorted(row.texts.items()) if text.strip())


def _width(row: RawRow) -> int:
    return sum(bool(text.strip()) for text in row.texts.values())


def letters(column: int) -> str:
    """Excel's letters of a column number from 1: 28 → "AB"."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
