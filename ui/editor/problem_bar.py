"""The line below the editor: what is to be looked at, in short and, opened, all of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from ui import kit, theme
from ui.editor.problems import Trouble
from ui.texts import say

_SIGNS = {"red": "circle-x", "amber": "triangle-alert"}
_SHOWN = 2


class ProblemBar(QWidget):
    """``wanted(trouble)`` when one is to be seen."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.troubles: list[Trouble] = []
        self._numbers: Mapping[str, int] = {}
        self._at = -1
        self._told = self._listed = False
        self.title = kit.label(say("edit_checking"), "strong")
        self._sign = kit.sign("list-checks")
        self._shorts = [kit.Elided("", "small") for _ in range(_SHOWN)]
        self._signs = [kit.sign("triangle-alert", "amber") for _ in range(_SHOWN)]
        self.next = QPushButton(say("edit_next"))
        self.next.setProperty("kind", "ghost")
        self.next.setProperty("bsize", "sm")
        self.next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next.clicked.connect(self.go_on)
        self.toggle = kit.tool("chevron-up", say("edit_problems_show"))
        self.toggle.clicked.connect(self._toggle)
        row = kit.line(self._sign, self.title, kit.rule_down(), gap=8)
        for sign, short in zip(self._signs, self._shorts, strict=True):
            row.addWidget(sign)
            row.addWidget(short, 1)
        row.addWidget(self.next)
        row.addWidget(self.toggle)
        row.setContentsMargins(16, 4, 10, 4)
        self.list = QListWidget()
        self.list.setAccessibleName(say("edit_problems_show"))
        self.list.setIconSize(QSize(16, 16))
        self.list.itemClicked.connect(self._clicked)
        self.list.itemActivated.connect(self._clicked)
        self.list.hide()
        listed = kit.line(self.list)
        listed.setContentsMargins(8, 0, 8, 0)
        self.setLayout(kit.column(kit.box(kit.column(row, listed, gap=0), "foot")))
        for short in self._shorts:
            short.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_troubles(self, troubles: list[Trouble], numbers: Mapping[str, int]) -> None:
        """Show what was found; ``numbers`` are those of the steps."""
        if troubles == self.troubles and numbers == self._numbers and self._told:
            return
        self._told = True
        self.troubles, self._numbers = troubles, numbers
        count = len(troubles)
        self.title.setText(say("edit_problems", n=count) if count else say("edit_no_problems"))
        shown = "list-checks" if count else "circle-check"
        self._sign.setPixmap(theme.pixmap(shown, 16, "text_2" if count else "green"))
        for number, (sign, short) in enumerate(zip(self._signs, self._shorts, strict=True)):
            there = number < count
            sign.setVisible(there)
            short.setVisible(True)
            short.show_text(self._said(troubles[number]) if there else "")
            if there:
                tone = troubles[number].tone
                sign.setPixmap(theme.pixmap(_SIGNS[tone], 16, tone))
        self.next.setVisible(count > 0)
        self.toggle.setVisible(count > 0)
        self._listed = False
        self.list.clear()
        if not count:
            self._fold()
        elif not self.list.isHidden():
            self._fill()

    def _fill(self) -> None:
        """List them all; there may be as many as steps, so not before they are to be seen."""
        if self._listed:
            return
        self._listed = True
        icons = {tone: theme.icon(sign, tone) for tone, sign in _SIGNS.items()}
        for one in self.troubles:
            item = QListWidgetItem(icons[one.tone], self._said(one))
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setSizeHint(QSize(0, 26))
            item.setToolTip(one.message)
            self.list.addItem(item)
        shown = range(min(len(self.troubles), 6))
        rows = sum(max(26, self.list.sizeHintForRow(row)) for row in shown)
        self.list.setFixedHeight(max(30, rows + 10))
        self.list.setCurrentRow(self._at)

    def _said(self, one: Trouble) -> str:
        number = self._numbers.get(one.step)
        return say("edit_problem_at", n=number, what=one.message) if number else one.message

    def go_on(self) -> None:
        """To the next problem, after the last one to the first."""
        if self.troubles:
            self._at = (self._at + 1) % len(self.troubles)
            if self._listed:
                self.list.setCurrentRow(self._at)
            self.wanted.emit(self.troubles[self._at])

    def at_step(self, step: str) -> None:
        """The next one is that after this step's."""
        found = [n for n, one in enumerate(self.troubles) if one.step == step]
        if found and self._at not in found:
            self._at = found[0]

    def mousePressEvent(self, event: object) -> None:
        for number, short in enumerate(self._shorts):
            if short.underMouse() and number < len(self.troubles):
                self._at = number
                self.wanted.emit(self.troubles[number])

    def _clicked(self, item: QListWidgetItem) -> None:
        self._at = self.list.row(item)
        self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _toggle(self) -> None:
        if self.list.isHidden():
            self._fill()
            self.list.show()
            self._turn("chevron-down", "edit_problems_hide")
        else:
            self._fold()

    def _fold(self) -> None:
        self.list.hide()
        self._turn("chevron-up", "edit_problems_show")

    def _turn(self, icon: str, key: str) -> None:
        text = (
            say("edit_problems_hide") if key == "edit_problems_hide" else say("edit_problems_show")
        )
        self.toggle.setIcon(theme.icon(icon))
        self.toggle.setToolTip(text)
        self.toggle.setAccessibleName(text)
