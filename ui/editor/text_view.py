"""The same script as text, checked as one types; the list follows it, and it follows the list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QTextEdit, QWidget

from scripts.check import check, missing_calls
from scripts.errors import FileProblem, IlsonError, Problem
from scripts.model import Script
from scripts.reader import read
from scripts.source import Place
from scripts.writer import write
from ui import kit, theme
from ui.editor.document import Document
from ui.texts import say
from ui.work import Worker

_SETTLE = 350
"""Milliseconds after the last letter."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a text was read as: a script where it could be, problems by line, where steps begin."""

    script: Script | None
    problems: tuple[Problem, ...]
    lines: Mapping[Place, int]


def _understood(text: str, like: Script, beside: Path) -> _Read:
    try:
        script, source = read(text.encode("utf-8", "surrogatepass"), "")
    except FileProblem as error:
        return _Read(None, tuple(error.problems), {})
    script = replace(script, images=like.images)
    found = (*check(script, source), *missing_calls(script, source, beside))
    return _Read(script, found, source.lines)


class TextView(QWidget):
    """``at_step(id)`` when the caret has come to another step."""

    at_step = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._shown: Script | None = None
        self._starts: list[tuple[int, str]] = []
        self._quiet = False
        self._wanted = ""
        self._at = ""
        self._writer, self._reader = Worker(self), Worker(self)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self._look)
        self.text = QPlainTextEdit()
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(say("edit_as_text"))
        self.text.setTabStopDistance(28)
        self.text.textChanged.connect(self._typed)
        self.text.cursorPositionChanged.connect(self._caret)
        self.state = kit.label("", "small")
        self.list = QListWidget()
        self.list.setProperty("kind", "words")
        self.list.setAccessibleName(say("edit_text_problems"))
        self.list.setMaximumHeight(120)
        self.list.itemClicked.connect(self._to_problem)
        self.list.itemActivated.connect(self._to_problem)
        self.list.hide()
        layout = kit.column(self.text, self.state, self.list, gap=6)
        layout.setContentsMargins(16, 12, 16, 10)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        document.changed.connect(self._changed)

    # ---- the list leads ---------------------------------------------------------------------

    def open_at(self, step: str) -> None:
        """Show the text, at a step."""
        self._wanted = step
        self._changed()
        if self._shown is not None:
            self._go_to(step)

    def _changed(self) -> None:
        script = self._document.script
        if script is self._shown or self.isHidden():
            return
        self._timer.stop()
        beside = self._document.path.absolute().parent

        def work() -> tuple[str, _Read]:
            text = write(script).decode("utf-8")
            return text, _understood(text, script, beside)

        def done(found: tuple[str, _Read]) -> None:
            if script is not self._document.script:
                return
            text, understood = found
            self._shown = script
            at, top = self.text.textCursor().position(), self.text.verticalScrollBar().value()
            self._quiet = True
            self.text.setPlainText(text)
            cursor = self.text.textCursor()
            cursor.setPosition(min(at, len(text)))
            self.text.setTextCursor(cursor)
            self.text.verticalScrollBar().setValue(top)
            self._quiet = False
            self._show(understood)
            self._go_to(self._wanted)

        self._writer.do(work, done, self._failed)

    def _go_to(self, step: str) -> None:
        self._wanted = ""
        line = next((line for line, name in self._starts if name == step), 0)
        if line:
            self._quiet = True
            self._at = step
            cursor = QTextCursor(self.text.document().findBlockByLineNumber(line - 1))
            self.text.setTextCursor(cursor)
            self.text.centerCursor()
            self._quiet = False

    # ---- the text leads ---------------------------------------------------------------------

    def _typed(self) -> None:
        if not self._quiet:
            self.state.setText(say("edit_checking"))
            self._timer.start()

    def _look(self) -> None:
        text, like = self.text.toPlainText(), self._document.script
        beside = self._document.path.absolute().parent

        def done(found: _Read) -> None:
            if text != self.text.toPlainText():
                return  # more was typed meanwhile: the timer runs
            if found.script is not None:
                self._shown = found.script
                self._document.change(say("edit_did_text"), found.script, field="text")
                self._shown = self._document.script
            self._show(found)

        self._reader.do(lambda: _understood(text, like, beside), done, self._failed)

    def _failed(self, error: IlsonError | OSError) -> None:
        self.state.setText(str(error))

    def _show(self, found: _Read) -> None:
        if found.lines:
            starts = [(line, place[1]) for place, line in found.lines.items()
                      if len(place) == 2 and place[0] == "step"]  # fmt: skip
            self._starts = sorted(starts)
        count = len(found.problems)
        if found.script is None:
            self.state.setText(say("edit_text_unread"))
        else:
            self.state.setText(say("edit_problems", n=count) if count else say("edit_no_problems"))
        kit.restyle(self.state, ink="red" if count else "green")
        self.list.clear()
        marks = []
        for one in found.problems:
            said = say("edit_text_line", n=one.line, what=one.message) if one.line else one.message
            item = QListWidgetItem(theme.icon("circle-x", "red"), said)
            item.setData(Qt.ItemDataRole.UserRole, one.line)
            self.list.addItem(item)
            if one.line:
                marks.append(self._mark(one.line))
        self.text.setExtraSelections(marks)
        self.list.setVisible(count > 0)

    def _mark(self, line: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme.colour("red_solid"))
        ground = QColor(theme.colour("red_tint"))
        look.setBackground(ground)
        look.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
        cursor = QTextCursor(self.text.document().findBlockByLineNumber(line - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        made.format, made.cursor = look, cursor
        return made

    def _to_problem(self, item: QListWidgetItem) -> None:
        line = item.data(Qt.ItemDataRole.UserRole)
        if line:
            cursor = QTextCursor(self.text.document().findBlockByLineNumber(line - 1))
            self.text.setTextCursor(cursor)
            self.text.setFocus()

    def _caret(self) -> None:
        if self._quiet or not self._starts:
            return
        line = self.text.textCursor().blockNumber() + 1
        index = bisect_right([start for start, _ in self._starts], line) - 1
        name = self._starts[index][1] if index >= 0 else ""
        if name and name != self._at:
            self._at = name
            self.at_step.emit(name)
