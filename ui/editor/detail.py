"""The right side of the editor: the chosen step, its form, and its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from scripts import edit
from scripts.model import Step
from ui import kit, theme
from ui.editor.commands import Commands
from ui.editor.delegate import icon_of
from ui.editor.document import Document
from ui.editor.form import StepForm
from ui.editor.outside import Outside
from ui.editor.phrases import plain, said
from ui.editor.place import Place
from ui.texts import say


class Detail(QWidget):
    """``play_from(id)`` when the clerk wants to try from this step on."""

    play_from = Signal(str)

    def __init__(self, document: Document, commands: Commands, outside: Outside) -> None:
        super().__init__()
        self._document = document
        self.step_id = ""
        self._icon = kit.sign("mouse-pointer-click", "brand_text", 20)
        self.title = kit.Elided("", "subtitle")
        self.try_here = kit.button(say("edit_try_here"), "ghost", "play")
        self.try_here.setProperty("bsize", "sm")
        self.try_here.setToolTip(say("edit_try_here_key"))
        self.try_here.clicked.connect(lambda: self.play_from.emit(self.step_id))
        self.copy = kit.tool("copy", f"{say('edit_duplicate')} (Ctrl+D)")
        self.copy.clicked.connect(commands.duplicate)
        self.delete = kit.tool("trash-2", f"{say('edit_delete')} (Del)")
        self.delete.clicked.connect(commands.delete)
        head = kit.line(self._icon, self.title, self.try_here, self.copy, self.delete, gap=8)
        head.setStretch(1, 1)
        self.form = StepForm(document)
        self.form.turn.connect(commands.turn)
        self.place = Place(document, outside)
        inside = QWidget()
        inside.setObjectName("Rows")
        column = kit.column(head, self.form, self.place, gap=10)
        column.setContentsMargins(20, 12, 20, 12)
        column.addStretch(1)
        column.setStretch(2, 100)
        inside.setLayout(column)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self.nothing = kit.label(say("edit_choose_step"), "small", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self._area)
        self.setLayout(kit.column(self.stack))

    def show_steps(self, ids: tuple[str, ...], number: int) -> None:
        """Show the one step that is chosen, or that there are several or none."""
        step = edit.step_of(self._document.script, ids[0]) if len(ids) == 1 else None
        self.step_id = step.id if step is not None else ""
        if step is None:
            several = say("edit_many", n=len(ids))
            self.nothing.setText(several if len(ids) > 1 else say("edit_choose_step"))
            self.stack.setCurrentIndex(0)
            return
        self._show_head(step, number)
        self.form.show_step(step)
        self.place.show_step(step)
        self.stack.setCurrentIndex(1)

    def _show_head(self, step: Step, number: int) -> None:
        from scripts.schema import kind_of

        what = plain(said(step, self._document.script))
        inner = bool(edit.blocks(step.action))
        self.title.show_text(what if inner else say("edit_head", n=number, what=what))
        icon = icon_of(kind_of(step.action).key)
        self._icon.setPixmap(theme.pixmap(icon, 20, "brand_text"))
