"""The editor's actions with their keys, and the menus that offer them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from scripts.model import If
from ui import theme
from ui.editor.blank import GROUPS
from ui.editor.commands import Commands
from ui.editor.delegate import kind_icon
from ui.editor.view import StepsView
from ui.texts import say

_BLOCKS = ("for_each_row", "if", "repeat")


class Actions:
    """Actions of the list of steps: their keys work while the list has the focus."""

    def __init__(self, view: StepsView, commands: Commands) -> None:
        self._view, self._commands = view, commands
        make = self._make
        self.cut = make("scissors", say("edit_cut"), "Ctrl+X", commands.cut)
        self.copy = make("copy", say("edit_copy"), "Ctrl+C", commands.copy)
        self.paste = make("clipboard-paste", say("edit_paste"), "Ctrl+V", commands.paste)
        self.duplicate = make("copy", say("edit_duplicate"), "Ctrl+D", commands.duplicate)
        self.delete = make("trash-2", say("edit_delete"), "Del", commands.delete)
        self.rest = make("moon", say("edit_rest"), "Ctrl+/", commands.rest)
        self.up = make("arrow-up", say("edit_up"), "Alt+Up", lambda: commands.shift(False))
        self.down = make("arrow-down", say("edit_down"), "Alt+Down", lambda: commands.shift(True))

    def _make(self, icon: str, text: str, keys: str, do: Callable[[], None]) -> QAction:
        made = QAction(theme.icon(icon), text, self._view)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.triggered.connect(lambda: do())
        self._view.addAction(made)
        return made

    def menu(self, parent: QWidget, more: list[QAction | None]) -> QMenu:
        """What can be done with the chosen steps; ``more`` come first, None is a line."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in more:
            if one is None:
                menu.addSeparator()
            else:
                menu.addAction(one)
        if more:
            menu.addSeparator()
        steps = [row.step for row in self._view.steps.rows if row.id in self._view.chosen_ids()]
        awake = any(step is not None and step.enabled for step in steps)
        self.rest.setText(say("edit_rest") if awake or not steps else say("edit_wake"))
        for one in (self.cut, self.copy, self.paste, self.duplicate, None, self.up, self.down):
            menu.addAction(one) if one is not None else menu.addSeparator()
        wrap = menu.addMenu(theme.icon("repeat"), say("edit_wrap"))
        for kind in _BLOCKS:
            action = wrap.addAction(kind_icon(kind), say(f"kind_{kind}"))
            action.triggered.connect(lambda _=False, kind=kind: self._commands.wrap(kind))
        row = self._view.current_row()
        if row is not None and row.step is not None and isinstance(row.step.action, If):
            name, empty = row.step.id, not row.step.action.otherwise
            if empty:
                action = menu.addAction(theme.icon("split"), say("edit_else"))
                action.triggered.connect(lambda: self._commands.otherwise(name))
        menu.addSeparator()
        menu.addAction(self.rest)
        menu.addAction(self.delete)
        for one in (self.cut, self.copy, self.duplicate, self.up, self.down, self.rest,
                    self.delete):  # fmt: skip
            one.setEnabled(True)
        wrap.setEnabled(bool(steps))
        return menu


def insert_menu(parent: QWidget, insert: Callable[[str], None]) -> QMenu:
    """Every kind of step, in groups, once it is opened."""
    menu = QMenu(parent)

    def fill() -> None:
        for group, kinds in GROUPS if menu.isEmpty() else ():
            inner = menu.addMenu(kind_icon(kinds[0]), say(f"group_{group}"))
            for kind in kinds:
                action = inner.addAction(kind_icon(kind), say(f"kind_{kind}"))
                action.triggered.connect(lambda _=False, kind=kind: insert(kind))

    menu.aboutToShow.connect(fill)
    return menu
