"""The bar above the editor: which task it is, whether it is saved, and what can be started."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QStackedWidget, QWidget

from ui import kit
from ui.editor.document import Document
from ui.texts import say

_LONGEST = 320
"""Logical pixels of a name."""

_STATES = {
    "saved": "edit_saved", "changed": "edit_changed", "saving": "edit_saving",
    "failed": "edit_failed",
}  # fmt: skip


class TopBar(QWidget):
    """``leave``, ``bind``, ``try_row`` and ``play`` say what the clerk wants."""

    leave = Signal()
    bind = Signal()
    try_row = Signal()
    play = Signal()
    as_view = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__()
        self._document = document
        self.back = kit.button(say("edit_back"), "ghost", "chevron-left")
        self.back.clicked.connect(self.leave)
        self.name = kit.Elided("", "subtitle")
        self.edit = QLineEdit()
        self.edit.setMaxLength(80)
        self.edit.setAccessibleName(say("edit_name"))
        self.edit.editingFinished.connect(self._renamed)
        self._names = QStackedWidget()
        self._names.addWidget(self.name)
        self._names.addWidget(self.edit)
        self.rename = kit.tool("pencil", say("edit_rename"))
        self.rename.clicked.connect(self._begin)
        self.state = kit.label("", "caption")
        self.again = kit.button(say("edit_save_again"))
        self.again.setProperty("bsize", "sm")
        self.again.clicked.connect(document.save)
        self.steps, self.text = kit.segment(say("edit_as_steps")), kit.segment(say("edit_as_text"))
        self.text.setToolTip(say("edit_text_key"))
        self.one = kit.segment(say("edit_one"))
        self.one.hide()
        self._views = {"steps": self.steps, "one": self.one, "text": self.text}
        group = QButtonGroup(self)
        for name, one in self._views.items():
            group.addButton(one)
            one.clicked.connect(lambda _=False, name=name: self.as_view.emit(name))
        self.steps.setChecked(True)
        row = kit.line(*self._views.values(), gap=2, margin=3)
        self.middle = kit.box(row, "sunken")
        self.bind_button = kit.button(say("edit_bind"), icon="table-2")
        self.try_button = kit.button(say("edit_first_row"), icon="play")
        self.play_button = kit.button(say("play"), "primary", "play")
        self.bind_button.clicked.connect(self.bind)
        self.try_button.clicked.connect(self.try_row)
        self.play_button.clicked.connect(self.play)
        row = kit.line(
            self.back, kit.rule_down(), self._names, self.rename, self.state, self.again,
            self.middle, 1, self.bind_button, self.try_button, self.play_button, gap=8,
        )  # fmt: skip
        row.setContentsMargins(10, 8, 16, 8)
        outer = kit.column(kit.box(row, "bar"))
        self.setLayout(outer)
        document.changed.connect(self._show)
        document.state_changed.connect(self._show_state)
        self._show()
        self._show_state()

    def _show(self) -> None:
        self.name.show_text(self._document.script.name)
        lists = bool(self._document.script.inputs)
        self.try_button.setVisible(lists)
        self.bind_button.setEnabled(True)
        self.name.ensurePolished()  # its font comes from the style sheet
        width = self.name.fontMetrics().horizontalAdvance(self.name.whole()) + 8
        self._names.setFixedWidth(max(60, min(width, _LONGEST)))

    def _show_state(self) -> None:
        document = self._document
        text, ink = say(_STATES[document.state]), "text_2"
        if document.state == "saved" and document.saved_at:
            at = time.strftime("%H:%M", time.localtime(document.saved_at))
            text = say("edit_saved_at", time=at)
        if document.state == "failed":
            ink = "red"
        self.state.setText(text)
        self.state.setToolTip(document.failure if document.state == "failed" else "")
        kit.restyle(self.state, ink=ink)
        self.again.setVisible(document.state == "failed")

    def show_as(self, view: str) -> None:
        """Which of the views is shown: ``steps``, ``one`` (where there is no room for both at
        once) or ``text``."""
        self._views[view].setChecked(True)

    def show_number(self, number: int) -> None:
        """The number of the step whose details are a view of their own."""
        self.one.setText(say("edit_one_n", n=number) if number else say("edit_one"))

    def compact(self, narrow: bool) -> None:
        """Leave out words where there is little room."""
        self.back.setText("" if narrow else say("edit_back"))
        self.back.setAccessibleName(say("edit_back"))
        self.back.setToolTip(say("edit_back"))
        self.rename.setVisible(not narrow)
        self.one.setVisible(narrow)
        self.state.setVisible(not narrow or self._document.state == "failed")
        self.try_button.setVisible(not narrow and bool(self._document.script.inputs))

    # ---- the name ---------------------------------------------------------------------------

    def _begin(self) -> None:
        self.edit.setText(self._document.script.name)
        self._names.setFixedWidth(_LONGEST)
        self._names.setCurrentWidget(self.edit)
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renamed(self) -> None:
        if self._names.currentWidget() is not self.edit:
            return
        self._names.setCurrentWidget(self.name)
        name = " ".join(self.edit.text().split())
        if name:
            after = replace(self._document.script, name=name)
            self._document.change(say("edit_did_name"), after)
        self._show()
