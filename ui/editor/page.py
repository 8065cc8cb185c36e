"""The editor of one task: steps at the left, the chosen one at the right, problems below."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolButton, QWidget

from scripts import edit
from scripts.errors import IlsonError
from ui import kit, theme
from ui.editor.actions import Actions, insert_menu
from ui.editor.commands import Commands
from ui.editor.detail import Detail
from ui.editor.document import Document, View
from ui.editor.model import Mark, StepsModel
from ui.editor.outside import Outside
from ui.editor.problem_bar import ProblemBar
from ui.editor.problems import Trouble, first_step, troubles_of, without
from ui.editor.rows import numbers
from ui.editor.sights import Sights, sights_of
from ui.editor.text_view import TextView
from ui.editor.top_bar import TopBar
from ui.editor.versions import VersionsDialog
from ui.editor.view import LONG, StepsView
from ui.texts import say
from ui.turns import Turns
from ui.work import Worker

NARROW = 1000
"""Logical pixels: a window less wide than this shows one pane at a time."""
_SETTLE = 250
"""Milliseconds without a change after which the script is checked."""


class EditorPage(QWidget):
    """Shows a document. ``leave`` when the clerk wants back; ``play`` and ``try_row`` to run it
    (saved by then), ``bind`` to bind a list."""

    leave = Signal()
    play = Signal()
    try_row = Signal()
    bind = Signal()
    play_part = Signal(list)
    record_more = Signal()

    def __init__(self, document: Document, outside: Outside | None = None) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.document = document
        self.model = StepsModel()
        self.view = StepsView(self.model)
        self.commands = Commands(document, self.view)
        self.actions_of = Actions(self.view, self.commands)
        self.top = TopBar(document)
        self.problems = ProblemBar()
        self._sights = Sights()
        self._numbers: dict[str, int] = {}
        self._troubles: list[Trouble] = []
        self._checker, self._looker = Worker(self), Worker(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._look)
        self._turns = Turns(self)
        self._recount = self._checking = False
        self._narrow = False
        self.seen = "steps"
        self._outside = outside or Outside()
        self._build()
        document.changed.connect(self._changed)
        self.view.chosen.connect(self._chosen)
        self.view.laid_out.connect(self._follow_soon)
        self.view.moved.connect(self.commands.move)
        self.view.menu_asked.connect(self._menu)
        self.problems.wanted.connect(self._go_to)
        self.commands.told.connect(self.tell)
        self.top.leave.connect(self.leave)
        self.top.as_view.connect(self.show_view)
        self.top.bind.connect(self.bind)
        self.top.play.connect(lambda: document.when_saved(self.play.emit))
        self.top.try_row.connect(lambda: document.when_saved(self.try_row.emit))
        self.setFocusProxy(self.view)
        if len(edit.all_ids(document.script)) > LONG:
            self._turns.put("first", self._changed)
            self._turns.put("detail", lambda: self.detail)
            self._turns.put("form", lambda: self.detail.form)
            self._turns.put("place", lambda: self.detail.place)
        else:
            self._changed()

    # ---- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(5)
        self.left = self._make_left()
        self._beside = kit.column()
        self.right = kit.box(self._beside, "panel")
        self.split.addWidget(self.left)
        self.split.addWidget(self.right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([472, 760])
        self.panes = QStackedWidget()
        self.panes.addWidget(self.split)
        layout = kit.column(self.top, self.panes, self.problems, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        keys = {
            "F8": self.problems.go_on, "Ctrl+Z": self.document.undo.undo,
            "Ctrl+Y": self.document.undo.redo, "Ctrl+Shift+Z": self.document.undo.redo,
            "F5": self.top.play_button.click, "Ctrl+S": self.document.save,
            "F6": self._next_pane, "Shift+F5": lambda: self.detail.try_here.click(),
            "Ctrl+T": lambda: self.show_view("text" if self.seen != "text" else "steps"),
        }  # fmt: skip
        for key, do in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        insert = QShortcut(QKeySequence("Ins"), self.view)
        insert.setContext(Qt.ShortcutContext.WidgetShortcut)
        insert.activated.connect(self.add.showMenu)

    @cached_property
    def detail(self) -> Detail:
        """The right side, made when it is first wanted."""
        made = Detail(self.document, self.commands, self._outside)
        made.play_from.connect(lambda name: self._play(["--from", name]))
        self._beside.addWidget(made)
        return made

    @cached_property
    def text(self) -> TextView:
        """The script as text, made when it is first wanted."""
        made = TextView(self.document)
        made.at_step.connect(lambda name: self.view.choose((name,)))
        self.panes.addWidget(made)
        return made

    def _make_left(self) -> QWidget:
        self.count = kit.label("", "caption")
        self.undo = kit.tool("undo-2", say("edit_undo"))
        self.redo = kit.tool("redo-2", say("edit_redo"))
        stack = self.document.undo
        self.undo.clicked.connect(stack.undo)
        self.redo.clicked.connect(stack.redo)
        stack.indexChanged.connect(self._show_undo)
        self.add = QToolButton()
        self.add.setText(say("edit_add"))
        self.add.setIcon(theme.icon("plus"))
        self.add.setProperty("kind", "text")
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setToolTip(say("edit_add_key"))
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(insert_menu(self.add, self.commands.insert))
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more = kit.tool("ellipsis", say("edit_more"))
        self.more.clicked.connect(
            lambda: self._menu(self.more.mapToGlobal(QPoint(0, self.more.height())))
        )
        self.head = kit.line(
            kit.label(say("edit_steps"), "subtitle"), self.count, 1, self.undo, self.redo,
            self.add, self.more, gap=4,
        )  # fmt: skip
        self.head.setContentsMargins(8, 0, 2, 0)
        self.told = kit.Elided("", "small")
        close = kit.tool("x", say("cancel"))
        row = kit.line(kit.sign("info", "text_2"), self.told, close, margin=6, gap=8)
        row.setStretch(1, 1)
        self._told_box = kit.box(row, tone="amber")
        close.clicked.connect(self._told_box.hide)
        self._told_box.hide()
        self._empty = kit.label(
            f"{say('edit_none')}\n{say('edit_none_how')}", "small", wrap=True
        )  # fmt: skip
        self.lists = QStackedWidget()
        self.lists.addWidget(self.view)
        self.lists.addWidget(self._empty)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = kit.column(self.head, self._told_box, self.lists, gap=6)
        column.setContentsMargins(12, 10, 4, 6)
        column.setStretch(2, 1)
        made = kit.box(column, "side")
        made.setMinimumWidth(330)
        return made

    # ---- showing ----------------------------------------------------------------------------

    def opened(self) -> None:
        """Seen again: what others wrote meanwhile is taken over."""
        self.document.look_again()

    @property
    def at_rest(self) -> bool:
        """Whether all that there is to be shown of the script as it is now is shown."""
        if self.model.script is not self.document.script:
            return False
        waits = self._settle.isActive() or self._checking
        return self._turns.over and not waits and self.view.at_rest

    def tell(self, text: str) -> None:
        """Say something above the list."""
        self.told.show_text(text)
        self._told_box.setVisible(bool(text))

    def _changed(self) -> None:
        script = self.document.script
        wanted = self.document.view.chosen
        self.model.show(script)
        self._told_box.hide()
        self._recount = True
        if wanted and set(wanted) != set(self.view.chosen_ids()):
            self.view.choose(wanted)
        self.lists.setCurrentIndex(0 if script.steps else 1)
        if not self.view.chosen_ids() and script.steps:
            self.view.choose((first_step(script),))
        self._show_undo()
        self._settle.start()
        self._chosen()

    def _follow_soon(self) -> None:
        """Show what goes with a long list, in turns of its own."""
        self._turns.put("count", self._count)
        self._turns.put("chosen", self._show_chosen)
        self._turns.put("its place", self._show_place)

    def _count(self) -> None:
        """Show the numbers of the steps, and the problems that are left."""
        if self._recount:
            self._recount = False
            script = self.document.script
            self._numbers = numbers(script, None if self.model.folded else self.model.rows)
            total = max(self._numbers.values(), default=0)
            self.count.setText(say("edit_count", n=total))
            self._show_troubles(without(script, self._troubles))

    def _show_chosen(self) -> None:
        """Show the chosen step."""
        ids = self.view.chosen_ids()
        if ids:
            self.problems.at_step(ids[-1])
        number = self._numbers.get(ids[0], 0) if ids else 0
        self.detail.show_form(ids, number)
        self.top.show_number(number if len(ids) == 1 else 0)

    def _show_place(self) -> None:
        self.detail.show_place()

    def _show_undo(self) -> None:
        stack = self.document.undo
        undo, redo = stack.undoText(), stack.redoText()
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        self.undo.setToolTip(say("edit_undo_what", what=undo) if undo else say("edit_undo"))
        self.redo.setToolTip(say("edit_redo_what", what=redo) if redo else say("edit_redo"))

    def _look(self) -> None:
        """Look at the pictures and check the script, in the background."""
        script, beside = self.document.script, self.document.path.absolute().parent
        inks = {
            "green": theme.colour("anchor").name(), "amber": theme.colour("amber_solid").name(),
            "red": theme.colour("red_solid").name(),
        }  # fmt: skip

        def work() -> tuple[Sights, list[Trouble]]:
            sights = sights_of(script, inks)
            return sights, troubles_of(script, beside, sights.lights)

        self._checking = True
        self._checker.do(work, self._looked, self._not_looked)

    def _looked(self, found: tuple[Sights, list[Trouble]]) -> None:
        self._checking = False
        self._sights, troubles = found
        self.model.show_thumbs(self._sights.thumbs)
        self._show_troubles(troubles)

    def _not_looked(self, error: IlsonError | OSError) -> None:
        self._checking = False
        self.tell(str(error))

    def _show_troubles(self, troubles: list[Trouble]) -> None:
        self._troubles = troubles
        self.model.show_marks(_marks(self._sights, troubles))
        self.problems.show_troubles(troubles, self._numbers)

    def _go_to(self, trouble: Trouble) -> None:
        name = trouble.step or first_step(self.document.script)
        if name:
            self.view.choose((name,))

    # ---- the chosen step --------------------------------------------------------------------

    def _chosen(self) -> None:
        self.document.view = View(self.view.chosen_ids())
        if self.view.put_off:
            return  # It follows in a turn of its own.
        if len(self.model.rows) > LONG:
            self._follow_soon()
        else:
            self._count()
            self._show_chosen()
            self._show_place()

    def current(self) -> str:
        """The id of the one step that is chosen, empty for none or several."""
        ids = self.view.chosen_ids()
        return ids[0] if len(ids) == 1 and edit.step_of(self.document.script, ids[0]) else ""

    def _menu(self, at: QPoint) -> None:
        self.actions_of.menu(self, self._more()).popup(at)

    def show_view(self, name: str) -> None:
        """Show the ``steps`` (with the details of the chosen one, where there is room), that
        ``one`` alone, or the ``text``."""
        if name == "one" and not self._narrow:
            name = "steps"
        self.seen = name
        self.panes.setCurrentWidget(self.text if name == "text" else self.split)
        self.top.show_as(name)
        self.left.setVisible(name != "one")
        self.right.setVisible(not self._narrow or name == "one")
        if name == "text":
            self.text.open_at(self.current())
            self.text.text.setFocus()
        elif name == "steps":
            self.view.setFocus()

    # ---- running, recording, versions -------------------------------------------------------

    def _play(self, part: list[str]) -> None:
        self.document.when_saved(lambda: self.play_part.emit(part))

    def _more(self) -> list[QAction | None]:
        name = self.current()
        offered = (
            ("play", say("edit_play_from"), ["--from", name]),
            ("play", say("edit_play_to"), ["--to", name]),
            ("play", say("edit_play_this"), ["--from", name, "--to", name]),
            ("play", say("edit_by_steps"), ["--from", name, "--by-steps"]),
        )
        made: list[QAction | None] = []
        for icon, text, part in offered:
            action = QAction(theme.icon(icon), text, self)
            action.setEnabled(bool(name))
            action.triggered.connect(lambda _=False, part=part: self._play(part))
            made.append(action)
        record = QAction(theme.icon("circle-dot", "red"), say("edit_record_more"), self)
        record.triggered.connect(lambda: self.document.when_saved(self.record_more.emit))
        old = QAction(theme.icon("history"), say("edit_versions"), self)
        old.triggered.connect(self.show_versions)
        return [*made, None, record, old]

    def show_versions(self) -> None:
        """Offer the versions before."""
        self.versions = VersionsDialog(self.document, self)
        self.versions.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.versions.wanted.connect(
            lambda script: self.document.change(say("edit_did_version"), script)
        )
        self.versions.open()

    def _next_pane(self) -> None:
        if self._narrow and self.seen != "text":
            self.show_view("one" if self.seen == "steps" else "steps")
        if self.left.isAncestorOf(self.focusWidget() or self.left):
            self.right.setFocus(Qt.FocusReason.TabFocusReason)
            self.right.focusNextChild()
        else:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    # ---- its width --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.top.compact(narrow)
            self.show_view(self.seen)


def _marks(sights: Sights, troubles: list[Trouble]) -> dict[str, Mark]:
    """What is to be said of each step at its right edge and below its sentence."""
    made: dict[str, Mark] = {}
    for name, (light, why) in sights.lights.items():
        word = "" if light == "green" else say(f"light_{light}")
        made[name] = Mark(light, word, why if light != "green" else "")
    for one in troubles:
        if one.step and one.tone == "red":
            made[one.step] = Mark("red", say("edit_to_fix"), one.message)
    return made
