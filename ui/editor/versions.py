"""The versions before, with what was otherwise in each, and the way back to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from scripts.differences import Difference, differences
from scripts.errors import IlsonError
from scripts.files import Version, load_version, versions
from scripts.model import Script
from scripts.schema import walk
from ui import kit, theme
from ui.editor.document import Document
from ui.editor.phrases import plain, said
from ui.editor.sights import THUMB, picture_of, picture_of_place
from ui.texts import say
from ui.work import Worker

_ICONS = {
    "added": ("plus", "green"), "removed": ("trash-2", "red"), "moved": ("move", "text_2"),
    "changed": ("pencil", "amber"), "place": ("crosshair", "text_2"),
    "name": ("pencil", "text_2"), "list": ("table-2", "text_2"),
}  # fmt: skip


_MOST = 200
"""Changes that are listed; whoever has made more wants the whole version back."""
_LARGER = 2
"""How much larger than in the list of steps a place is shown here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference with what its place looked like, where that was otherwise, and looks like."""

    one: Difference
    before: QImage | None = None
    after: QImage | None = None


class ChangeRow(QWidget):
    """One difference: a sign, the sentence, the place before and the place after."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        name, ink = _ICONS[shown.one.what]
        text = kit.label(words(shown.one), wrap=True)
        line = kit.line(kit.sign(name, ink), text, gap=9)
        line.setStretch(1, 1)
        self.pictures: list[QLabel] = []
        pictures = (("edit_before", shown.before), ("edit_after", shown.after))
        there = [(word, image) for word, image in pictures if image is not None]
        for number, (word, image) in enumerate(there):
            if number:
                line.addWidget(kit.sign("arrow-right", "text_3"))
            line.addWidget(self._picture(image, say(word)))
        line.setContentsMargins(8, 6, 8, 6)
        self.setLayout(line)

    def _picture(self, image: QImage, name: str) -> QLabel:
        made = QLabel()
        pixels = QPixmap.fromImage(image)
        pixels.setDevicePixelRatio(_LARGER)
        made.setPixmap(pixels)
        made.setFixedSize(THUMB)
        made.setToolTip(name)
        made.setAccessibleName(name)
        self.pictures.append(made)
        return made


class VersionsDialog(QDialog):
    """``wanted(script)`` when the clerk wants a version back."""

    wanted = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("edit_versions"))
        self._document = document
        self._chosen: Script | None = None
        self._since = True
        """Whether it is compared with now, or with the version before it."""
        self._worker = Worker(self)
        self.rows: list[ChangeRow] = []
        self.list = QListWidget()
        self.list.setAccessibleName(say("edit_versions"))
        self.list.setProperty("kind", "words")
        self.list.setMaximumWidth(200)
        self.against = kit.Segmented(
            {"since": say("edit_since_then"), "then": say("edit_just_then")}, "since",
            say("edit_changes"),
        )  # fmt: skip
        self.against.chosen.connect(self._compare_with)
        area, self._changes = kit.scrolled(margin=4, gap=0)
        self.title = kit.label("", "strong", wrap=True)
        self.back = kit.button(say("edit_version_back"), "primary", "history")
        self.back.setEnabled(False)
        self.back.clicked.connect(self._take)
        close = kit.button(say("edit_close"), "ghost")
        close.clicked.connect(self.reject)
        head = kit.line(self.title, self.against)
        head.setStretch(0, 1)
        right = kit.column(head, area, margin=12, gap=8)
        body = kit.line(
            kit.box(kit.column(self.list, margin=6), "card"),
            kit.box(right, "card"), gap=12,
        )  # fmt: skip
        body.setStretch(1, 1)
        foot = kit.line(kit.label(say("edit_version_how"), "caption"), 1, close, self.back)
        self.setLayout(kit.column(body, foot, margin=20, gap=14))
        self.resize(860, 540)
        self.list.currentItemChanged.connect(self._turned)
        self._worker.do(lambda: versions(document.path), self._show, self._failed)

    def _show(self, found: list[Version]) -> None:
        for one in found:
            today = one.saved.date() == date.today()
            when = one.saved.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
            item = QListWidgetItem(say("edit_today", time=when) if today else when)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        self.against.setEnabled(bool(found))
        if found:
            self.list.setCurrentRow(0)
        else:
            self.title.setText(say("edit_no_versions"))

    def _compare_with(self, which: str) -> None:
        self._since = which == "since"
        self._turned(self.list.currentItem())

    def _turned(self, item: QListWidgetItem | None) -> None:
        self.back.setEnabled(False)
        if item is None:
            return
        role, now = Qt.ItemDataRole.UserRole, self._document.script
        version, older = item.data(role), self.list.item(self.list.row(item) + 1)
        before = older.data(role) if older is not None else None
        since = self._since
        inks = {name: theme.colour(name).name() for name in ("red", "green")}

        def work() -> tuple[Script, bool, list[Shown] | None]:
            script = load_version(version)
            if since:
                return script, script != now, compare(script, now, inks)
            told = compare(load_version(before), script, inks) if before is not None else None
            return script, script != now, told

        self._worker.do(work, self._compared, self._failed)

    def _compared(self, found: tuple[Script, bool, list[Shown] | None]) -> None:
        self._chosen, other, changes = found
        since, count = self._since, len(changes or ())
        if changes is None:
            self.title.setText(say("edit_first_version"))
        elif count:
            self.title.setText(say("edit_since" if since else "edit_then", n=count))
        else:
            self.title.setText(say("edit_same" if since else "edit_then_same"))
        self._clear()
        self.rows = [ChangeRow(one) for one in (changes or ())[:_MOST]]
        for number, row in enumerate(self.rows):
            if number:
                self._changes.addWidget(kit.rule())
            self._changes.addWidget(row)
        if count > _MOST:
            self._changes.addWidget(kit.label(say("edit_more_changes", n=count - _MOST), "small"))
        self._changes.addStretch(1)
        self.back.setEnabled(other)

    def shown(self) -> list[str]:
        """The sentences about what has changed."""
        return [label.text() for row in self.rows for label in row.findChildren(QLabel)
                if label.text()]  # fmt: skip

    def _clear(self) -> None:
        self.rows = []
        kit.clear(self._changes)

    def _failed(self, error: IlsonError | OSError) -> None:
        self.title.setText(str(error))
        self._clear()

    def _take(self) -> None:
        if self._chosen is not None:
            self.wanted.emit(self._chosen)
        self.accept()


def compare(old: Script, new: Script, inks: Mapping[str, str]) -> list[Shown]:
    """What ``new`` has otherwise, with pictures: what was in red, what is in green. For a
    thread."""
    steps = [{step.id: step for step in walk(script.steps)} for script in (old, new)]

    def picture(one: Difference, at: int, ink: str) -> QImage | None:
        script = (old, new)[at]
        if one.what == "place":
            return picture_of_place(one.after, script, inks[ink], _LARGER)
        step = steps[at].get(one.of)
        return picture_of(step, script, inks[ink], _LARGER) if step is not None else None

    made = []
    for number, one in enumerate(differences(old, new, said)):
        if number >= _MOST:
            made.append(Shown(one))
            continue
        after = picture(one, 1, "green")
        same = after is not None and picture(one, 0, "green") == after
        made.append(Shown(one, None if same else picture(one, 0, "red"), after))
    return made


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
