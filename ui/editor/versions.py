"""The versions before, with what was otherwise in each, and the way back to one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from scripts.differences import Difference, differences
from scripts.errors import IlsonError
from scripts.files import Version, load_version, versions
from scripts.model import Script
from ui import kit, theme
from ui.editor.document import Document
from ui.editor.phrases import plain, said
from ui.texts import say
from ui.work import Worker

_ICONS = {
    "added": ("plus", "green"), "removed": ("trash-2", "red"), "moved": ("move", "text_2"),
    "changed": ("pencil", "amber"), "place": ("crosshair", "text_2"),
    "name": ("pencil", "text_2"), "list": ("table-2", "text_2"),
}  # fmt: skip


class VersionsDialog(QDialog):
    """``wanted(script)`` when the clerk wants a version back."""

    wanted = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("edit_versions"))
        self._document = document
        self._chosen: Script | None = None
        self._worker = Worker(self)
        self.list = QListWidget()
        self.list.setAccessibleName(say("edit_versions"))
        self.list.setMaximumWidth(220)
        self.changes = QListWidget()
        self.changes.setAccessibleName(say("edit_changes"))
        self.changes.setWordWrap(True)
        self.title = kit.label("", "strong", wrap=True)
        self.back = kit.button(say("edit_version_back"), "primary", "history")
        self.back.setEnabled(False)
        self.back.clicked.connect(self._take)
        close = kit.button(say("edit_close"), "ghost")
        close.clicked.connect(self.reject)
        right = kit.column(self.title, self.changes, margin=12, gap=8)
        body = kit.line(
            kit.box(kit.column(self.list, margin=6), "card"),
            kit.box(right, "card"), gap=12,
        )  # fmt: skip
        body.setStretch(1, 1)
        foot = kit.line(kit.label(say("edit_version_how"), "caption"), 1, close, self.back)
        self.setLayout(kit.column(body, foot, margin=20, gap=14))
        self.resize(760, 460)
        self.list.currentItemChanged.connect(self._turned)
        self._worker.do(lambda: versions(document.path), self._show, self._failed)

    def _show(self, found: list[Version]) -> None:
        for one in found:
            today = one.saved.date() == date.today()
            when = one.saved.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
            item = QListWidgetItem(say("edit_today", time=when) if today else when)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        else:
            self.title.setText(say("edit_no_versions"))

    def _turned(self, item: QListWidgetItem | None) -> None:
        self.back.setEnabled(False)
        if item is None:
            return
        version, now = item.data(Qt.ItemDataRole.UserRole), self._document.script

        def work() -> tuple[Script, list[Difference]]:
            script = load_version(version)
            return script, differences(script, now, said)

        self._worker.do(work, self._compared, self._failed)

    def _compared(self, found: tuple[Script, list[Difference]]) -> None:
        self._chosen, changes = found
        self.title.setText(say("edit_since", n=len(changes)) if changes else say("edit_same"))
        self.changes.clear()
        for one in changes:
            name, ink = _ICONS[one.what]
            self.changes.addItem(QListWidgetItem(theme.icon(name, ink), words(one)))
        self.back.setEnabled(bool(changes))

    def _failed(self, error: IlsonError | OSError) -> None:
        self.title.setText(str(error))
        self.changes.clear()

    def _take(self) -> None:
        if self._chosen is not None:
            self.wanted.emit(self._chosen)
        self.accept()


def words(one: Difference) -> str:
    """A difference as a sentence."""
    before, after = plain(one.before), plain(one.after)
    match one.what:
        case "added":
            return say("edit_diff_added", what=after)
        case "removed":
            return say("edit_diff_removed", what=before)
        case "moved":
            return say("edit_diff_moved", what=after)
        case "changed" if before == after:
            return say("edit_diff_settings", what=after)
        case "changed":
            return say("edit_diff_changed", before=before, after=after)
        case "place":
            return say("edit_diff_place", what=after)
        case "list":
            return say("edit_diff_list", what=after)
        case _:
            return say("edit_diff_name", before=before, after=after)
