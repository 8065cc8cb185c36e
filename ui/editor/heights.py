"""How high the rows of the list of steps are, and which words stand in which line.

Qt asks for the height of every row after every change, so it must cost next to nothing: of a task
that is new, only some rows are measured at once; the others are guessed, and measured when there is
time.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF

from scripts.model import Step
from ui.editor.model import Mark, StepsModel
from ui.editor.phrases import Piece, pieces
from ui.editor.rows import Kind, Row

HEIGHT, HEAD, LINE, BELOW = 42, 38, 22, 17
LEVEL = 8
"""Logical pixels by which a block's inside is narrower at each side."""
NUMBER, THUMB = 26, QSize(50, 32)
AT_ONCE = 80
"""Rows that are measured while a list is laid out, more than are seen at once; of the others the
height is guessed until there is time."""
_MOST_KEPT = 20_000


class _Height(NamedTuple):
    """How high a row is, and all that it depends on."""

    size: QSize
    step: Step | None
    width: int
    mark: Mark | None


def _gap(inside: bool, ends: int) -> int:
    return 4 * ends + (2 if inside else 0)


class _Plain(dict[tuple[Kind, bool, int], QSize]):
    """The sizes of rows with one line, by their kind, whether they are inside a block, and how many
    blocks end with them."""

    def __missing__(self, key: tuple[Kind, bool, int]) -> QSize:
        kind, inside, ends = key
        least = {"head": HEAD if inside else HEAD + 4, "step": HEIGHT}.get(kind, HEAD - 8)
        self[key] = made = QSize(100, least + _gap(inside, ends))
        return made


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, or a column's chip, as wide as it is drawn (logical pixels)."""

    text: str
    width: float
    column: bool
    space: float


class Heights:
    """Measures rows for a list that is ``width`` wide (logical pixels); ``metrics`` are those of
    the fonts by their roles."""

    def __init__(self, model: StepsModel, metrics: Mapping[str, QFontMetricsF]) -> None:
        self._model, self._metrics = model, metrics
        self.width = 400
        self._heights: dict[tuple[int, str, int, int], _Height] = {}
        self._plain = _Plain()
        self._at_once = AT_ONCE
        self.guessed = False
        """Whether the heights of some rows were guessed since :meth:`begin`."""
        self._next = 0
        self._wrong = False
        self._words: dict[tuple[str, bool], tuple[Word, ...]] = {}

    def begin(self) -> None:
        """The list is about to be laid out anew."""
        self._at_once, self._next = AT_ONCE, 0
        self.guessed = self._wrong = False

    def size(self, row: Row) -> QSize:
        """The size of a row, or a guess."""
        found = self._known(row)
        if found is None:
            if not self._at_once:
                self.guessed = True
                return self._guess(row)
            self._at_once -= 1
            found = self._measure(row)
        return found.size

    def measure_on(self, seconds: float) -> bool:
        """Measure for so long what was guessed; whether no more is to be measured."""
        end = time.perf_counter() + seconds
        rows = self._model.rows
        while self._next < len(rows):
            row = rows[self._next]
            if self._known(row) is None:
                guessed = self._guess(row)
                self._wrong = self._measure(row).size != guessed or self._wrong
            self._next += 1
            if time.perf_counter() > end:
                return False
        return True

    @property
    def guessed_wrong(self) -> bool:
        """Whether what was measured since has another height than was guessed."""
        return self._wrong

    def _known(self, row: Row) -> _Height | None:
        """The height of a row as it was measured; None where it looks otherwise now."""
        found = self._heights.get((id(row.step), row.kind, row.depth, row.ends))
        if found is None or found.step is not row.step or found.width != self.width:
            return None
        return found if found.mark == self._model.marks.get(row.id) else None

    def _measure(self, row: Row) -> _Height:
        if len(self._heights) > _MOST_KEPT:
            self._heights.clear()
        made = _Height(
            QSize(100, self.height(row)), row.step, self.width, self._model.marks.get(row.id)
        )
        self._heights[id(row.step), row.kind, row.depth, row.ends] = made
        return made

    def _guess(self, row: Row) -> QSize:
        """The height that a row had before, or that of one line."""
        before = self._heights.get((id(row.step), row.kind, row.depth, row.ends))
        if before is not None:
            return before.size
        return self._plain[row.kind, row.depth > 0, row.ends]

    def height(self, row: Row) -> int:
        """The height of a row."""
        gap = _gap(row.depth > 0, row.ends)
        if row.kind in ("otherwise", "empty"):
            return HEAD - 8 + gap
        lines = len(self.lines(row))
        if row.kind == "head":
            return max(HEAD, LINE * lines + 14) + gap + (4 if row.depth == 0 else 0)
        text = LINE * lines + (BELOW if self._model.below(row) else 0)
        return max(HEIGHT, text + 6) + gap

    def room(self, row: Row) -> float:
        """The width that a row's sentence has."""
        inset = 2 * LEVEL * (row.depth + (row.kind == "head"))
        taken = 40 if row.kind == "head" else NUMBER + THUMB.width() + 22
        mark = self._model.marks.get(row.id)
        right = 0.0
        if mark is not None and mark.light:
            right = 34 + (self._metrics["small"].horizontalAdvance(mark.word) if mark.word else 0)
        return max(120.0, self.width - inset - taken - right)

    def _measured(self, text: str, strong: bool) -> tuple[Word, ...]:
        key = (text, strong)
        if key not in self._words:
            if len(self._words) > _MOST_KEPT:
                self._words.clear()
            self._words[key] = tuple(self._split(pieces(text), strong))
        return self._words[key]

    def _split(self, parts: tuple[Piece, ...], strong: bool) -> list[Word]:
        metrics = self._metrics["strong" if strong else "body"]
        chip = self._metrics["small"]
        space = metrics.horizontalAdvance(" ")
        made: list[Word] = []
        for piece in parts:
            if piece.column:
                made.append(Word(piece.text, chip.horizontalAdvance(piece.text) + 18, True, 0))
                continue
            for word in piece.text.split(" "):
                if not word:
                    if made:
                        made[-1] = Word(made[-1].text, made[-1].width, made[-1].column, space)
                    continue
                made.append(Word(word, metrics.horizontalAdvance(word), False, space))
            if made and not piece.text.endswith(" "):
                made[-1] = Word(made[-1].text, made[-1].width, made[-1].column, 0)
        return made

    def lines(self, row: Row) -> list[list[Word]]:
        """The words of a sentence in at most two lines; what is too much for them is cut."""
        words = self._measured(self._model.sentence(row), is_strong(row))
        room = self.room(row)
        lines: list[list[Word]] = [[]]
        used = 0.0
        for word in words:
            if used + word.width > room and lines[-1] and len(lines) < 2:
                lines.append([])
                used = 0.0
            lines[-1].append(word)
            used += word.width + word.space
        return lines


def is_strong(row: Row) -> bool:
    """Whether its sentence is written in strong letters."""
    return row.kind == "head"
