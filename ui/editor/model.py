"""The list of steps as Qt's views ask for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from scripts.model import Script
from ui.editor.phrases import plain, said
from ui.editor.rows import Row, rows_of
from ui.texts import say

ROW = Qt.ItemDataRole.UserRole
"""The Row."""
STEPS = "application/x-ilson-steps"
"""The ids of dragged steps."""

Index = QModelIndex | QPersistentModelIndex


class Mark(NamedTuple):
    """What is to be said of a step at its right edge: ``light`` is green, amber or red; ``word``
    is said beside it, ``why`` below the sentence."""

    light: str
    word: str = ""
    why: str = ""


class StepsModel(QStringListModel):
    """One row a line; ``show`` gives it another script. ``pictured`` when other pictures belong to
    the rows: for Qt's own signal a view would lay out all of them. ``leaving`` when the rows are
    about to be others.

    Its strings are empty: Qt counts them, twice for each row of every layout, without a call of
    Python, and that is half of what the layout of a long list costs."""

    pictured = Signal()
    leaving = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.script = Script("")
        self.rows: list[Row] = []
        self.marks: dict[str, Mark] = {}
        self.thumbs: dict[str, QImage] = {}
        self.folded: set[str] = set()
        self._sentences: dict[int, tuple[object, str]] = {}
        self._row_of: dict[str, int] = {}

    # ---- showing ----------------------------------------------------------------------------

    def show(self, script: Script) -> None:
        """Show a script. Where its rows are those of before, only they are told to have changed."""
        rows = rows_of(script, self.folded)
        same = len(rows) == len(self.rows) and all(
            (one.id, one.kind, one.depth, one.ends, one.folded)
            == (other.id, other.kind, other.depth, other.ends, other.folded)
            for one, other in zip(rows, self.rows, strict=True)
        )
        if same:
            before, self.script, self.rows = self.rows, script, rows
            changed = [
                n for n, (one, other) in enumerate(zip(before, rows, strict=True)) if one != other
            ]
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.leaving.emit()
        self.script, self.rows = script, rows
        self._row_of = {
            row.step.id: n for n, row in enumerate(rows)
            if row.step is not None and row.kind in ("step", "head")
        }  # fmt: skip
        self.setStringList([""] * len(rows))

    def fold(self, name: str, folded: bool) -> None:
        """Fold or unfold a block."""
        if folded != (name in self.folded):
            (self.folded.add if folded else self.folded.discard)(name)
            self.show(self.script)

    def row_of(self, name: str) -> int:
        """The row of a step, -1 where it is folded away."""
        return self._row_of.get(name, -1)

    def show_marks(self, marks: Mapping[str, Mark]) -> None:
        """What is to be said of which steps."""
        if marks != self.marks:
            self.marks = dict(marks)
            self._all_changed()

    def show_thumbs(self, thumbs: Mapping[str, QImage]) -> None:
        """The pictures of steps by their ids."""
        self.thumbs = dict(thumbs)
        self.pictured.emit()

    def _all_changed(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def sentence(self, row: Row) -> str:
        """What a row's step does; kept, since it is asked for with every look."""
        if row.step is None:
            return ""
        key = (row.step, self.script.targets)
        found = self._sentences.get(id(row.step))
        if found is None or found[0] != key:
            if len(self._sentences) > 20_000:
                self._sentences.clear()
            found = (key, said(row.step, self.script))
            self._sentences[id(row.step)] = found
        return found[1]

    def below(self, row: Row) -> str:
        """The smaller line under a sentence: what is wrong, to be looked at, or noted."""
        if row.step is None or row.kind not in ("step", "head"):
            return ""
        mark = self.marks.get(row.id)
        said = [mark.why] if mark is not None and mark.why else []
        if row.step.review and row.step.review not in said:
            said.append(row.step.review)
        if row.step.saves:
            said.append(say("edit_saves"))
        if row.step.note:
            said.append(row.step.note)
        return " · ".join(said)

    # ---- what Qt asks for -------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            below = self.below(row)
            return plain(self.sentence(row)) + (f"\n{below}" if below else "")
        return None

    def spoken(self, row: Row) -> str:
        """A row as a screen reader says it."""
        if row.kind == "otherwise":
            return say("edit_otherwise")
        if row.kind == "empty":
            return say("edit_block_empty")
        parts = [say("edit_step_n", n=row.number)] if row.number else []
        parts.append(plain(self.sentence(row)))
        if row.resting:
            parts.append(say("edit_resting"))
        mark = self.marks.get(row.id)
        if mark is not None and mark.light:
            parts.append(say("edit_light_is", light=say(f"light_{mark.light}")))
        below = self.below(row)
        if below:
            parts.append(below)
        return ", ".join(parts)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.rows[index.row()].kind in ("step", "head"):
            base |= Qt.ItemFlag.ItemIsDragEnabled
        return base

    def mimeTypes(self) -> list[str]:
        return [STEPS]

    def mimeData(self, indexes: Collection[QModelIndex]) -> QMimeData:
        made = QMimeData()
        ids = [self.rows[index.row()].id for index in indexes]
        made.setData(STEPS, "\n".join(dict.fromkeys(ids)).encode())
        return made

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction
