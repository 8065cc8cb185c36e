"""The list of the clerk's tasks, or of the team's."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from ui import kit
from ui.hotkeys import keys_for
from ui.library.empty import Empty, EmptyTeam
from ui.library.menu import TaskMenu
from ui.library.model import FILTERS, ORDERS, Library
from ui.library.records import Records
from ui.library.rows import Heads, TaskList
from ui.library.tasks import PACKED, Entry
from ui.library.thumbs import Thumbs
from ui.settings import Settings
from ui.texts import say
from ui.when import day

_WITH_ALL_WAYS = 860
"""Logical pixels from which on there is room for the labels beside the search."""


class LibraryPage(QWidget):
    """Lists tasks; its signals say what the clerk wants done with which."""

    record = Signal()
    recover = Signal()
    bring_in = Signal(object)
    """A path, or None: she wants to choose one."""
    tour = Signal()
    choose_team = Signal()
    play = Signal(object)
    bind = Signal(object)
    edit = Signal(object)
    rename = Signal(object, str)
    duplicate = Signal(object)
    share = Signal(object)
    delete = Signal(object)
    like = Signal(object, bool)
    trust = Signal(object, bool)
    label = Signal(object, str, bool)

    def __init__(self, team: bool = False) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.team = team
        self._all_labels: list[str] = []
        self.library = Library(self)
        self.library.renamed.connect(self.rename)
        self.list = TaskList(self.library, Thumbs(self))
        self.list.setAccessibleName(say("team_tasks" if team else "library"))
        self.list.play.connect(self.play)
        self.list.more.connect(self._menu)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu_at)
        self.title = kit.label(say("team_tasks" if team else "library"), "title")
        self.count = kit.label("", "small")
        self.record_button = kit.button(say("record"), "primary", "circle-dot", large=True)
        self.record_button.clicked.connect(self.record)
        self.take = kit.button(say("bring_in"), "ghost", "download")
        self.take.clicked.connect(lambda: self.bring_in.emit(None))
        self.search = kit.search(say("search"), 320)
        self.search.setMinimumWidth(200)
        self.search.textChanged.connect(self._seek)
        self.search.returnPressed.connect(self._play_chosen)
        self.filters = kit.Segmented(
            {name: say(f"only_{name}") for name in FILTERS}, "all", say("filter")
        )
        self.filters.chosen.connect(self._filter)
        self.labels = self._combo(say("labels"))
        self.labels.activated.connect(self._by_label)
        self.order = self._combo(say("order"))
        for order in ORDERS:
            self.order.addItem(say(f"order_{order}"), order)
        self.order.activated.connect(lambda _: self.library.order_by(self.order.currentData()))
        self._recover_box = self._make_recover()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_list())
        self.empty: Empty | EmptyTeam = EmptyTeam() if team else Empty()
        if isinstance(self.empty, Empty):
            self.empty.record.connect(self.record)
            self.empty.bring_in.connect(lambda: self.bring_in.emit(None))
            self.empty.tour.connect(self.tour)
        else:
            self.empty.choose.connect(self.choose_team)
        self.stack.addWidget(self.empty)
        head = kit.line(kit.column(self.title, self.count, gap=2), 1, self.take, self.record_button)
        self._head = kit.box(head)
        head.setContentsMargins(0, 0, 0, 0)
        layout = kit.column(self._head, self._recover_box, self.stack, gap=12)
        layout.setContentsMargins(24, 20, 24, 14)
        self.setLayout(layout)
        self.first_focus = self.list
        self.setAcceptDrops(not team)
        self._keys()

    def _combo(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setMinimumWidth(132)
        return made

    def _make_list(self) -> QWidget:
        self.none = kit.label("", "strong", wrap=True)
        self.clear_search = kit.button(say("clear_search"))
        self.clear_search.clicked.connect(self._show_all)
        again = kit.button(say("record"), "ghost", "circle-dot")
        again.clicked.connect(self.record)
        again.setVisible(not self.team)
        self.none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        ways_on = kit.line(1, self.clear_search, again, 1)
        self._none_box = kit.box(kit.column(1, self.none, ways_on, 1, margin=20, gap=12))
        ways = kit.line(self.search, self.filters, self.labels, 1, gap=10)
        ways.setStretch(0, 1)
        self._order_word = kit.label(say("order"), "small")
        ways.addWidget(self._order_word)
        ways.addWidget(self.order)
        card = kit.box(kit.column(self._none_box, self.list, margin=6), "card")
        hints = kit.line(gap=5)
        for keys, word in (
            ("Enter", "play"),
            ("F2", "rename"),
            ("Ctrl+E", "edit"),
            ("Del", "delete"),
        ):
            hints.addWidget(kit.caps(keys))
            hints.addWidget(kit.label(say(word), "caption"))
            hints.addSpacing(8)
        hints.addStretch(1)
        self.hot_key = kit.line(gap=0)
        hints.addLayout(self.hot_key)
        self.hot_key_says = kit.label("", "caption")
        hints.addWidget(self.hot_key_says)
        made = QWidget()
        heads = Heads(self.list)
        made.setLayout(kit.column(ways, heads, card, hints, gap=6))
        made.layout().setStretch(2, 1)  # type: ignore[union-attr]
        return made

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

    def _keys(self) -> None:
        def key(name: str, do: object) -> None:
            # On the page, so that they also work while the search has the focus.
            made = QShortcut(QKeySequence(name), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(do)

        key("Ctrl+F", self._to_search)
        key("Ctrl+N", self.record.emit)
        key("F2", self._rename_chosen)
        if not self.team:
            key("Ctrl+L", lambda: self._with_chosen(self.bind, good=True))
        key("Ctrl+E", lambda: self._with_chosen(self.edit, good=True))
        key("Ctrl+D", lambda: self._with_chosen(self.duplicate, good=True))
        key("Ctrl+B", self._like_chosen)
        key("Shift+F10", self._menu_of_chosen)
        key("Menu", self._menu_of_chosen)
        delete = QShortcut(QKeySequence("Del"), self.list)  # in the search it erases a letter
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self._with_chosen(self.delete))
        down = QShortcut(QKeySequence("Down"), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.list.setFocus)

    # ---- showing ----------------------------------------------------------------------------

    def show_entries(self, entries: list[Entry], read: bool = True) -> None:
        """Show these tasks; ``read`` says whether the folder has been looked at yet: an empty page
        before that would be a lie."""
        before = self.list.entry()
        self.library.show_entries(entries)
        self._after(before)
        if read:
            self.stack.setCurrentIndex(0 if entries else 1)
            # The empty page has a button of its own, where the eye is.
            self._head.setVisible(bool(entries) or self.team)
            self.record_button.setVisible(bool(entries) and not self.team)
            self.take.setVisible(bool(entries) and not self.team)

    def show_records(self, records: Records) -> None:
        """Show how the tasks went."""
        before = self.list.entry()
        self.library.records = records
        self.library.arrange()
        self._after(before)

    def show_settings(self, settings: Settings) -> None:
        """Show favourites, labels and what came from others."""
        before = self.list.entry()
        kit.clear(self.hot_key)
        self.hot_key.addWidget(kit.caps(keys_for("stop")))
        self.hot_key_says.setText(say("record_anywhere" if settings.anywhere else "record_ends"))
        self.library.favourites = frozenset(settings.favourites)
        self.library.received = frozenset(settings.received)
        self.library.trusted = frozenset(settings.trusted)
        self.library.labels = {path: tuple(given) for path, given in settings.labels.items()}
        labels = settings.all_labels()
        chosen = self.labels.currentData()
        self.labels.clear()
        self.labels.addItem(say("all_labels"), "")
        for label in labels:
            self.labels.addItem(label, f"#{label}")
        self.labels.setCurrentIndex(max(0, self.labels.findData(chosen)))
        self.labels.setVisible(bool(labels) and self.width() >= _WITH_ALL_WAYS)
        self._all_labels = labels
        self.library.arrange()
        self._after(before)

    def show_unsaved(self, count: int) -> None:
        """Offer to recover an interrupted recording, if there is any."""
        self._recover_box.setVisible(count > 0)

    def choose(self, path: Path) -> None:
        """Choose the task at a path and bring it into sight."""
        row = self.library.row_of(path)
        if row >= 0:
            self.list.choose(row)

    def entry(self) -> Entry | None:
        """The chosen task."""
        return self.list.entry()

    def _after(self, before: Entry | None) -> None:
        shown, total = len(self.library.rows), self.library.total
        text = say("count_one") if total == 1 else say("count", n=total)
        last = self.library.records.last
        if last is not None and not self.team:
            text += " · " + say("last_run_was", when=day(last, datetime.now()))
        self.count.setText(text)
        self.count.setVisible(total > 0)
        self._none_box.setVisible(bool(total and not shown))
        self.list.setVisible(not (total and not shown))
        wanted = self.search.text().strip()
        self.none.setText(say("no_match", text=wanted) if wanted else say("none_of_these"))
        if before is not None and self.list.entry() is None:
            self.choose(before.path)
        if self.list.entry() is None and shown:
            self.list.choose(0)

    def _seek(self, text: str) -> None:
        before = self.list.entry()
        self.library.seek(text)
        self._after(before)

    def _filter(self, which: str) -> None:
        self.labels.setCurrentIndex(0)
        self.library.show_only(which)
        self._after(None)

    def _by_label(self) -> None:
        self.filters.choose("all")
        self.library.show_only(self.labels.currentData() or "all")
        self._after(None)

    def _show_all(self) -> None:
        self.search.clear()
        self.filters.choose("all")
        self._filter("all")
        self.search.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WITH_ALL_WAYS
        self._order_word.setVisible(wide)
        self.labels.setVisible(wide and bool(self._all_labels))

    # ---- what she wants ---------------------------------------------------------------------

    def _with_chosen(self, signal: object, good: bool = False) -> None:
        entry = self.list.entry()
        if entry is not None and not (good and entry.broken):
            signal.emit(entry)  # type: ignore[attr-defined]

    def _play_chosen(self) -> None:
        self._with_chosen(self.play, good=True)

    def _rename_chosen(self) -> None:
        entry = self.list.entry()
        if entry is not None and not entry.broken and not self.team:
            self.list.setFocus()
            self.list.edit(self.list.currentIndex())

    def _like_chosen(self) -> None:
        entry = self.list.entry()
        if entry is not None:
            self.like.emit(entry, not self.library.favourite(entry))

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _menu_at(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid():
            self._menu(self.library.rows[index.row()], self.list.viewport().mapToGlobal(at))

    def _menu_of_chosen(self) -> None:
        entry = self.list.entry()
        if entry is not None:
            self._menu(entry, self.list.menu_place())

    def _menu(self, entry: Entry, at: QPoint) -> None:
        self.choose(entry.path)
        menu = TaskMenu(self, entry, self._all_labels)
        menu.popup(at)

    # ---- dropped files ----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _packs(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _packs(event):
            self.bring_in.emit(path)


def _packs(event: QDropEvent) -> list[Path]:
    named = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in named if path.suffix.lower() == PACKED]
