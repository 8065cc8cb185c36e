"""The list of the clerk's tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from ui import kit, theme
from ui.library import Entry
from ui.texts import say

ROW_HEIGHT = 72
"""Logical pixels of one task."""


class LibraryPage(QWidget):
    """Lists entries; its signals say what the clerk wants done with which."""

    record = Signal()
    recover = Signal()
    play = Signal(object)
    show_steps = Signal(object)
    delete = Signal(object)

    def __init__(self, settings_menu: Callable[[QWidget], QMenu]) -> None:
        super().__init__()
        self.setObjectName("Page")
        self._entries: list[Entry] = []
        self._last_list: Callable[[Entry], str] = lambda _: ""
        self.count = kit.label("", "small")
        self.record_button = kit.button(say("record"), "record", "circle-dot", large=True)
        self.record_button.clicked.connect(self.record)
        self.settings = kit.tool("settings", say("settings"))
        self.settings.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.settings.setMenu(settings_menu(self.settings))
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("search"))
        self.search.setAccessibleName(say("search"))
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._play_chosen)
        self.list = QListWidget()
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say("library"))
        self.list.itemActivated.connect(self._activated)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu_at)
        self._recover_box = self._make_recover()
        self._told = self._make_told()
        title = kit.column(kit.label(say("library"), "title"), self.count, gap=2)
        head = kit.line(title, 1, self.settings, self.record_button)
        listed = QWidget()
        self.none = kit.label("", "small")
        self.clear_search = kit.button(say("clear_search"), "ghost")
        self.clear_search.clicked.connect(self.search.clear)
        self._none_box = kit.box(kit.line(self.none, self.clear_search, 1))
        card = kit.box(kit.column(self.list, margin=6), "card")
        listed.setLayout(kit.column(self.search, self._none_box, card, gap=12))
        self.stack = QStackedWidget()
        self.stack.addWidget(listed)
        self.stack.addWidget(self._make_empty())
        private = kit.line(kit.sign("info", "text_3"), kit.label(say("here_only"), "caption"), 1)
        self.setFocusProxy(self.list)
        self.setLayout(
            kit.column(
                head, self._recover_box, self._told, self.stack, private, margin=24, gap=12
            )
        )  # fmt: skip

    def _make_recover(self) -> QWidget:
        recover = kit.button(say("recover"))
        recover.clicked.connect(self.recover)
        text = kit.column(
            kit.label(say("unsaved"), "strong"), kit.label(say("unsaved_body"), "small", wrap=True),
            gap=2,
        )  # fmt: skip
        row = kit.line(kit.sign("triangle-alert", "amber", 20), text, recover, margin=12, gap=10)
        row.setStretch(1, 1)
        made = kit.box(row, tone="amber")
        made.hide()
        return made

    def _make_told(self) -> QWidget:
        self.told = kit.Elided("", "strong")
        close = kit.tool("x", say("cancel"))
        row = kit.line(kit.sign("circle-check", "green", 20), self.told, close, margin=12, gap=10)
        row.setStretch(1, 1)
        made = kit.box(row, tone="green")
        close.clicked.connect(made.hide)
        made.hide()
        return made

    def _make_empty(self) -> QWidget:
        picture = kit.label()
        ratio = self.devicePixelRatioF()
        pixels = theme.mark(round(56 * ratio))
        pixels.setDevicePixelRatio(ratio)
        picture.setPixmap(pixels)
        first = kit.button(say("record_first"), "record", "circle-dot", large=True)
        first.clicked.connect(self.record)
        texts = [
            kit.label(say("empty_title"), "title", wrap=True),
            kit.label(say("empty_body"), wrap=True),
            kit.label(say("empty_private"), "small", wrap=True),
        ]
        layout = kit.column(1, picture, *texts, gap=12)
        layout.setAlignment(picture, Qt.AlignmentFlag.AlignHCenter)
        for text in texts:
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        layout.addWidget(first, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        made = QWidget()
        made.setLayout(layout)
        return made

    # ---- showing ----------------------------------------------------------------------------

    def show_entries(self, entries: list[Entry], last_list: Callable[[Entry], str]) -> None:
        """Show these tasks; ``last_list`` tells the list that one last ran with."""
        self._entries, self._last_list = entries, last_list
        self._fill()

    def show_unsaved(self, count: int) -> None:
        """Offer to recover an interrupted recording, if there is any."""
        self._recover_box.setVisible(count > 0)

    def tell(self, text: str) -> None:
        """Say something good above the list."""
        self.told.show_text(text)
        self._told.show()

    def choose(self, path: object) -> None:
        """Choose the task at a path."""
        for row in range(self.list.count()):
            entry = self.list.item(row).data(Qt.ItemDataRole.UserRole)
            if entry.path == path:
                self.list.setCurrentRow(row)

    def entry(self) -> Entry | None:
        """The chosen task."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _fill(self) -> None:
        before = self.entry()
        wanted = self.search.text().strip().casefold()
        shown = [entry for entry in self._entries if wanted in entry.name.casefold()]
        self.list.clear()
        for entry in shown:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _sentence(entry))
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.list.addItem(item)
            self.list.setItemWidget(item, self._row(entry))
        number = len(self._entries)
        self.count.setText(say("count_one") if number == 1 else say("count", n=number))
        self.count.setVisible(number > 0)
        self.stack.setCurrentIndex(0 if number else 1)
        # The empty page has a record button of its own, where the eye is.
        self.record_button.setVisible(number > 0)
        self._none_box.setVisible(bool(number and not shown))
        self.none.setText(say("no_match", text=self.search.text().strip()))
        if before is not None:
            self.choose(before.path)
        if self.list.currentRow() < 0 and shown:
            self.list.setCurrentRow(0)

    def _row(self, entry: Entry) -> QWidget:
        name = kit.Elided(entry.name, "strong")
        head = kit.line(name, gap=8)
        head.setStretch(0, 1)
        if entry.broken:
            head.addWidget(kit.badge(say("broken"), "red"))
        below = kit.Elided(self._below(entry), "small", "red" if entry.broken else "")
        text = kit.column(1, head, below, 1, gap=1)
        more = kit.tool("ellipsis", say("more"))
        more.clicked.connect(lambda: self._menu(entry, more.mapToGlobal(QPoint(0, more.height()))))
        picture = "triangle-alert" if entry.broken else "layers"
        row = kit.line(kit.sign(picture, "red" if entry.broken else "brand_text", 20), text, gap=12)
        row.setStretch(1, 1)
        row.setContentsMargins(14, 4, 10, 4)
        if not entry.broken:
            play = kit.tool("play", f"{say('play')}: {entry.name}", "play", "brand_text")
            play.clicked.connect(lambda: self.play.emit(entry))
            row.addWidget(play)
        row.addWidget(more)
        made = QWidget()
        made.setLayout(row)
        return made

    def _below(self, entry: Entry) -> str:
        if entry.broken:
            return f"{entry.problem} {entry.hint or say('broken_hint')}"
        parts = [say("steps", n=entry.steps)]
        if entry.needs_list:
            parts.append(say("by_list"))
        last = self._last_list(entry)
        if last:
            parts.append(say("last_list", data=last))
        parts.append(_day(entry.changed))
        return " · ".join(parts)

    def _activated(self, item: QListWidgetItem) -> None:
        entry = item.data(Qt.ItemDataRole.UserRole)
        if not entry.broken:
            self.play.emit(entry)

    def _play_chosen(self) -> None:
        entry = self.entry()
        if entry is not None and not entry.broken:
            self.play.emit(entry)

    def _menu_at(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is not None:
            entry = item.data(Qt.ItemDataRole.UserRole)
            self._menu(entry, self.list.viewport().mapToGlobal(at))

    def _menu(self, entry: Entry, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not entry.broken:
            word = "play_list" if entry.needs_list else "play"
            menu.addAction(theme.icon("play"), say(word), lambda: self.play.emit(entry))
            menu.addAction(
                theme.icon("file-text"), say("show_steps"), lambda: self.show_steps.emit(entry)
            )
            menu.addSeparator()
        menu.addAction(theme.icon("trash-2"), say("delete"), lambda: self.delete.emit(entry))
        menu.popup(at)


def _day(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if when > datetime.min else ""


def _sentence(entry: Entry) -> str:
    """A row as a screen reader says it."""
    if entry.broken:
        return f"{entry.name}, {say('broken')}, {entry.problem}"
    parts = [entry.name, say("steps", n=entry.steps)]
    if entry.needs_list:
        parts.append(say("by_list"))
    return ", ".join(parts)
