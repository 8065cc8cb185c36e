"""What a rehearsal finds where the values of rows are put in, those of inner loops, too."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from player.data import List, Row
from player.data.lists import column_name
from player.run.options import Options
from player.run.scope import Scope
from scripts.errors import IlsonError
from scripts.language import either
from scripts.model import ForEachRow, Script, Step
from scripts.needs import inner_inputs, texts_of, variables_set
from scripts.schema import inner


class Told(NamedTuple):
    """Something that is ``wrong`` with an inner list, or worth a ``look``."""

    level: Literal["wrong", "look"]
    message: str
    hint: str


class Fill:
    """Fills placeholders with the values of rows, the outermost first; what is read only later, or
    is of an inner row that is none of these, is 0."""

    def __init__(self, script: Script, options: Options, *rows: Row) -> None:
        columns = (name for of in inner_inputs(script).values() for name in (*of.columns, *of.key))
        later = dict.fromkeys((*variables_set(script), *script.variables, *columns), "0")
        self._scope = Scope({**later, **options.values})
        self._rows = [row.values for row in rows]

    def __call__(self, text: str) -> str:
        with contextlib.ExitStack() as stack:
            for values in self._rows:
                stack.enter_context(self._scope.row(values))
            return self._scope.fill(text)


def cannot_fill(script: Script, options: Options, row: Row) -> str:
    """Why a row's values do not fit the texts outside of inner loops; empty if they do."""
    return _wrong(Fill(script, options, row), _Loops(script).outside)


def _wrong(fill: Fill, texts: list[str]) -> str:
    for text in texts:
        try:
            fill(text)
        except IlsonError as error:
            return str(error)
    return ""


@dataclass(slots=True)
class _Loop:
    """An inner loop with its own texts, and the rows of its list by what ``where`` compares."""

    of: ForEachRow
    texts: list[str] = field(default_factory=list)
    rows: dict[tuple[str, ...], list[Row]] = field(default_factory=dict)


class _Loops:
    """The texts of a script, those of each inner loop apart."""

    def __init__(self, script: Script) -> None:
        self.outside: list[str] = []
        self.inner: list[_Loop] = []
        self._script = script
        self._gather(script.steps, False, self.outside)

    def _gather(self, steps: tuple[Step, ...], inside: bool, texts: list[str]) -> None:
        for step in steps:
            if not step.enabled:
                continue
            texts += texts_of(step, self._script)
            within, own = inside, texts
            if isinstance(step.action, ForEachRow):
                if inside:
                    self.inner.append(_Loop(step.action))
                    own = self.inner[-1].texts
                within = True
            for block in inner(step.action):
                self._gather(block, within, own)


class InnerLists:
    """The lists of inner loops, by the names of their inputs."""

    def __init__(self, script: Script, options: Options, lists: Mapping[str, List]) -> None:
        self._script, self._options, self._lists = script, options, lists
        self._loops = [loop for loop in _Loops(script).inner if loop.of.input in lists]
        self._first = True

    def cells(self) -> Iterator[Told]:
        """Read the lists: what cannot be compared with a row of the first one."""
        for loop in self._loops:
            name, columns = loop.of.input, [column_name(column) for column in loop.of.where]
            for row in self._lists[name].rows:
                wrong = next(filter(None, map(row.values.problem, columns)), None)
                if wrong is None:
                    key = tuple(row.values.get(column, "") for column in columns)
                    loop.rows.setdefault(key, []).append(row)
                else:
                    yield Told("wrong", _in_row(name, row, str(wrong)), wrong.hint)

    def of_row(self, row: Row) -> Iterator[Told]:
        """What the inner rows that belong to a row of the first list lack."""
        for loop in self._loops:
            fill = Fill(self._script, self._options, row)
            try:
                key = tuple(fill(text) for text in loop.of.where.values())
            except IlsonError:
                continue  # told of the row itself
            rows = loop.rows.get(key, [])
            if key and not rows:
                yield Told(
                    "look",
                    either(
                        f"‘{loop.of.input}’ 명단에 이 행의 것이 없어요.",
                        f"The list ‘{loop.of.input}’ has nothing for this row.",
                    ),
                    either(
                        "그 명단의 단계는 하지 않고 지나가요.",
                        "The steps for that list are passed over.",
                    ),
                )
            if not key and not self._first:
                continue  # all of them for every row: they were looked at for the first one
            for one in rows:
                wrong = _wrong(Fill(self._script, self._options, row, one), loop.texts)
                if wrong:
                    yield Told("wrong", _in_row(loop.of.input, one, wrong), "")
        self._first = False


def _in_row(name: str, row: Row, wrong: str) -> str:
    return either(f"‘{name}’ {row.number}행: {wrong}", f"‘{name}’, row {row.number}: {wrong}")
