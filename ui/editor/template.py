"""A line of text in which a list's columns are chips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextOption,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy

from scripts.model import Ask, Read, Script
from scripts.placeholders import BUILT_IN
from scripts.schema import Field, walk
from ui import kit, theme
from ui.editor.inputs import Input
from ui.editor.phrases import COLUMN
from ui.texts import say


def names_in(script: Script) -> list[str]:
    """The names that a text may hold: columns, variables, what is read or asked, today's date."""
    found: dict[str, None] = {}
    for of in script.inputs.values():
        found.update(dict.fromkeys((*of.columns, *of.key)))
    found.update(dict.fromkeys(script.variables))
    for step in walk(script.steps):
        if isinstance(step.action, Read | Ask):
            found[step.action.into] = None
    found.update(dict.fromkeys(name for name in sorted(BUILT_IN) if not name.isascii()))
    return list(found)


class _Chips(QSyntaxHighlighter):
    def highlightBlock(self, text: str) -> None:
        for found in COLUMN.finditer(text):
            chip = QTextCharFormat()
            chip.setForeground(theme.colour("brand_text"))
            chip.setBackground(theme.colour("selection"))
            chip.setFontWeight(600)
            quiet = QTextCharFormat(chip)
            quiet.setForeground(QColor(theme.colour("brand_line")))
            self.setFormat(found.start(), len(found[0]), chip)
            self.setFormat(found.start(), 1, quiet)
            self.setFormat(found.end() - 1, 1, quiet)


class TemplateEdit(QPlainTextEdit):
    """One line (more, once there are line breaks in it)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Template")
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._chips = _Chips(self.document())
        self.setMinimumWidth(200)
        self._fit()
        self.textChanged.connect(self._fit)

    def _fit(self) -> None:
        lines = min(4, max(1, self.document().blockCount()))
        self.setFixedHeight(34 + (lines - 1) * self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        return QSize(320, 34)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())


class TemplateInput(Input):
    """A text with columns in it, and a menu of what may be put in."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.text = TemplateEdit()
        self.text.textChanged.connect(self._told)
        self._quiet = False
        self.put = kit.tool("table-2", say("edit_put_column"))
        self.put.clicked.connect(self._offer)
        row = kit.line(self.text, self.put, gap=4)
        row.setStretch(0, 1)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def stay_short(self) -> None:
        """Leave room for what stands beside it."""
        self.text.setFixedWidth(200)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, value: Any) -> None:
        if self.text.toPlainText() != value:
            self._quiet = True
            self.text.setPlainText(value)
            self._quiet = False

    def _told(self) -> None:
        if not self._quiet:
            self.edited.emit(self.text.toPlainText())

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names_in(self.script()):
            menu.addAction(name)
        menu.triggered.connect(lambda action: self._insert(action.text()))
        menu.popup(self.put.mapToGlobal(QPoint(0, self.put.height())))

    def _insert(self, name: str) -> None:
        self.text.insertPlainText(f"{{{name}}}")
        self.text.setFocus()
