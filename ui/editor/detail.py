"""The right side of the editor: the chosen step, its form, and its place."""

from __future__ import annotations

from functools import cached_property

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
        self._document, self._commands, self._outside = document, commands, outside
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
        inside = QWidget()
        inside.setObjectName("Rows")
        self._column = kit.column(head, gap=10)
        self._column.setContentsMargins(20, 12, 20, 12)
        inside.setLayout(self._column)
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

    @cached_property
    def form(self) -> StepForm:
        """The form, made when it is first wanted."""
        made = StepForm(self._document)
        made.turn.connect(self._commands.turn)
        self._column.insertWidget(1, made)
        return made

    @cached_property
    def place(self) -> Place:
        """The place below the form, made when it is first wanted."""
        made = Place(self._document, self._outside)
        self._column.addWidget(made, 100)
        self._column.addStretch(1)
        return made

    def show_place(self) -> None:
        """Show the place of the step whose form is shown."""
        step = edit.step_of(self._document.script, self.step_id) if self.step_id else None
        if step is not None:
            self.place.show_step(step)

    def show_form(self, ids: tuple[str, ...], number: int) -> None:
        """Show the one step that is chosen, or that there are several or none; its place is shown
        by :meth:`show_place`, in a turn of its own where the task is long."""
        step = edit.step_of(self._document.script, ids[0]) if len(ids) == 1 else None
        self.step_id = step.id if step is not None else ""
        if step is None:
            several = say("edit_many", n=len(ids))
            self.nothing.setText(several if len(ids) > 1 else say("edit_choose_step"))
            self.stack.setCurrentIndex(0)
            return
        self._show_head(step, number)
        self.form.show_step(step)
        self.stack.setCurrentIndex(1)

    def _show_head(self, step: Step, number: int) -> None:
        from scripts.schema import kind_of

        what = plain(said(step, self._document.script))
        inner = bool(edit.blocks(step.action))
        self.title.show_text(what if inner else say("edit_head", n=number, what=what))
        icon = icon_of(kind_of(step.action).key)
        self._icon.setPixmap(theme.pixmap(icon, 20, "brand_text"))
