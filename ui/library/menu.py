"""What can be done with one task, as the menu of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu

from ui import theme
from ui.library.tasks import Entry
from ui.texts import say

if TYPE_CHECKING:
    from ui.library.page import LibraryPage


class TaskMenu(QMenu):
    """Emits the signals of the page that it belongs to."""

    def __init__(self, page: LibraryPage, entry: Entry, labels: list[str]) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page, self._entry = page, entry
        liked = page.library.favourite(entry)
        if not entry.broken:
            word = "play_list" if entry.needs_list else "play"
            self._add("play", word, "Enter", lambda: page.play.emit(entry))
            if not entry.needs_list and not page.team:
                self._add("table-2", "edit_bind", "Ctrl+L", lambda: page.bind.emit(entry))
            self._add("pencil", "edit", "Ctrl+E", lambda: page.edit.emit(entry))
            self.addSeparator()
            word = "unlike" if liked else "like"
            self._add("star", word, "Ctrl+B", lambda: page.like.emit(entry, not liked))
            if str(entry.path) in page.library.received:
                trusted = str(entry.path) in page.library.trusted
                word = "distrust" if trusted else "trust"
                self._add("shield-check", word, "", lambda: page.trust.emit(entry, not trusted))
            self._add_labels(labels)
            self.addSeparator()
            if page.team:
                self._add("copy", "take_to_mine", "Ctrl+D", lambda: page.duplicate.emit(entry))
            else:
                self._add("pencil", "rename", "F2", page._rename_chosen)
                self._add("copy", "duplicate", "Ctrl+D", lambda: page.duplicate.emit(entry))
            self._add("share-2", "share", "", lambda: page.share.emit(entry))
            self.addSeparator()
        if not page.team:
            self._add("trash-2", "delete", "Del", lambda: page.delete.emit(entry))

    def _add(self, icon: str, word: str, keys: str, do: object) -> None:
        action = self.addAction(theme.icon(icon), say(word))
        action.triggered.connect(lambda: do())  # type: ignore[operator]
        if keys:
            # Only shown: the page itself has the shortcut, also while no menu is open.
            action.setText(f"{say(word)}\t{keys}")

    def _add_labels(self, labels: list[str]) -> None:
        menu = self.addMenu(theme.icon("tag"), say("labels"))
        has = self._page.library.labels_of(self._entry)
        for label in labels:
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(label in has)
            action.triggered.connect(
                lambda on, text=label: self._page.label.emit(self._entry, text, on)
            )
        if labels:
            menu.addSeparator()
        menu.addAction(theme.icon("plus"), say("new_label"), self._new_label)

    def _new_label(self) -> None:
        page, entry = self._page, self._entry  # the menu itself is gone by then
        asks = QInputDialog(page)
        asks.setWindowTitle(say("new_label"))
        asks.setLabelText(say("new_label_how", name=entry.name))
        asks.setOkButtonText(say("put_label"))
        asks.setCancelButtonText(say("cancel"))
        asks.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def given(text: str) -> None:
            label = " ".join(text.split())[:20]
            if label:
                page.label.emit(entry, label, True)

        asks.textValueSelected.connect(given)
        asks.open()
