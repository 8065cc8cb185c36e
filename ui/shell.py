"""The frame of the window: the places at the left, the page of the chosen one at the right.

A page is any QWidget. ``add_place`` gives it a line in the navigation; a page that works on one
thing (a task being edited, a run) is laid over the whole window by ``cover`` and taken away by
``uncover``. A page that has a method ``opened()`` is told whenever it comes to be seen, and its
widget ``first_focus`` gets the focus then.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from ui import kit, theme
from ui.texts import say

SIDE = 196
SIDE_NARROW = 60
NARROW = 880
"""Logical pixels: a window less wide than this shows the places as icons only."""


class Shell(QWidget):
    """``moved`` with the name of the place that is shown now."""

    moved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Page")
        self._pages: dict[str, QWidget] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._words: dict[str, str] = {}
        self._narrow = False
        self._group = QButtonGroup(self)
        self._nav = kit.column(gap=2)
        self._places = QStackedWidget()
        self._all = QStackedWidget()
        self._name = kit.label(say("app"), "subtitle")
        self.saved = _Saved()
        self._private = kit.label(say("here_only"), "caption", wrap=True)
        self._side = self._make_side()
        inside = QWidget()
        inside.setLayout(kit.line(self._side, self._places, gap=0))
        self._all.addWidget(inside)
        self.setLayout(kit.column(self._all))

    def _make_side(self) -> QFrame:
        head = kit.line(kit.mark(28), self._name, 1, gap=10)
        head.setContentsMargins(6, 0, 0, 14)
        private = kit.line(kit.sign("lock", "text_3"), self._private, gap=6)
        private.setStretch(1, 1)
        private.setContentsMargins(4, 6, 0, 0)
        layout = kit.column(head, self._nav, 1, self.saved, private, gap=2)
        layout.setContentsMargins(12, 14, 12, 14)
        made = kit.box(layout, "side")
        made.setFixedWidth(SIDE)
        return made

    # ---- the places -------------------------------------------------------------------------

    def add_place(self, name: str, icon: str, word: str, page: QWidget) -> None:
        """Add a line to the navigation; the first place is shown at the start. Ctrl and its number
        open it, too."""
        button = kit.button(word, "nav")
        button.setIcon(_nav_icon(icon))
        button.setIconSize(QSize(22, 16))
        button.setCheckable(True)
        button.setAutoExclusive(True)  # the group sees to it; a screen reader says "one of many"
        button.setAccessibleName(word)
        number = len(self._buttons) + 1
        button.setToolTip(f"{word} (Ctrl+{number})")
        button.clicked.connect(lambda: self.show_place(name))
        keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        keys.activated.connect(lambda: self.show_place(name))
        self._group.addButton(button)
        self._nav.addWidget(button)
        self._buttons[name], self._words[name], self._pages[name] = button, word, page
        self._places.addWidget(page)
        if number == 1:
            button.setChecked(True)

    def show_place(self, name: str) -> None:
        """Show a place; what covers the window is taken away, but not forgotten by its owner."""
        page = self._pages[name]
        self._buttons[name].setChecked(True)
        self._places.setCurrentWidget(page)
        self._all.setCurrentIndex(0)
        _tell(page)
        self.moved.emit(name)

    @property
    def place(self) -> str:
        """The name of the place that is shown, or lies below what covers it."""
        shown = self._places.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    # ---- what covers them -------------------------------------------------------------------

    def cover(self, page: QWidget) -> None:
        """Lay a page over the whole window, navigation and all. The shell keeps it until it is
        deleted; covering with it again only shows it."""
        if self._all.indexOf(page) < 0:
            self._all.addWidget(page)
        self._all.setCurrentWidget(page)
        _tell(page)

    def uncover(self) -> None:
        """Show the place again that lies below."""
        self._all.setCurrentIndex(0)
        shown = self._places.currentWidget()
        if shown is not None:
            _tell(shown)

    @property
    def shown(self) -> QWidget:
        """The page that is seen: what covers the window, or the place."""
        over = self._all.currentIndex() > 0
        found = (self._all if over else self._places).currentWidget()
        assert found is not None
        return found

    # ---- its width --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._side.setFixedWidth(SIDE_NARROW if narrow else SIDE)
            self._name.setVisible(not narrow)
            self._private.setVisible(not narrow)
            self.saved.setVisible(not narrow)
            for name, button in self._buttons.items():
                button.setText("" if narrow else self._words[name])


class _Saved(QFrame):
    """How much time was saved this month."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.time = kit.label(say("saved_none"), "subtitle")
        self.note = kit.label(say("saved_from_now"), "caption", wrap=True)
        layout = kit.column(kit.label(say("saved_month"), "caption"), self.time, self.note, gap=2)
        layout.setContentsMargins(12, 10, 12, 11)
        self.setLayout(layout)

    def tell(self, time: str, note: str, ink: str = "") -> None:
        """Show a time and how it compares with the month before."""
        self.time.setText(time)
        self.note.setText(note)
        kit.restyle(self.note, ink=ink)


def _nav_icon(name: str) -> QIcon:
    made = QIcon()
    off, on = (theme.pixmap(name, 16, ink, gap=6) for ink in ("text_2", "brand_text"))
    made.addPixmap(off, QIcon.Mode.Normal, QIcon.State.Off)
    made.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
    return made


def _tell(page: QWidget) -> None:
    told = getattr(page, "opened", None)
    if callable(told):
        told()
    focus = QApplication.focusWidget()
    if not (isinstance(focus, QPushButton) and focus.property("kind") == "nav"):
        # Not with the arrow keys: she is still choosing. No focus proxy of the page, which would
        # take all that lies between the two out of the order of the Tab key.
        getattr(page, "first_focus", page).setFocus(Qt.FocusReason.OtherFocusReason)
