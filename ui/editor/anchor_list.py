"""The ways to know a place, in the order in which they are tried."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from scripts.model import Anchor, ImageAnchor, TextAnchor
from ui import kit, theme
from ui.texts import say

_THEN = (None, "right", "below", "box", "value", "cell")
_SHOWN = 3


class AnchorList(QWidget):
    """``chosen(index)``, ``moved(index, by)``, ``removed(index)``, and ``text_changed(index,
    anchor)`` for one that is a text."""

    chosen = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)
    text_changed = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._anchors: tuple[Anchor, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(say("edit_anchors"))
        self.list.currentRowChanged.connect(self._turned)
        self.up = kit.tool("arrow-up", say("edit_anchor_up"))
        self.down = kit.tool("arrow-down", say("edit_anchor_down"))
        self.remove = kit.tool("trash-2", say("edit_anchor_remove"))
        self.up.clicked.connect(lambda: self.moved.emit(self.row, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self.row, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(self.row))
        self.text = QLineEdit()
        self.text.setPlaceholderText(say("edit_anchor_text"))
        self.text.setAccessibleName(say("edit_anchor_text"))
        self.then = QComboBox()
        self.then.setAccessibleName(say("edit_anchor_then"))
        for word, key in zip(
            _THEN,
            (
                "edit_then_here",
                "edit_then_right",
                "edit_then_below",
                "edit_then_box",
                "edit_then_value",
                "edit_then_cell",
            ),
            strict=True,
        ):
            self.then.addItem(say(key), word)
        self.text.textEdited.connect(self._edited)
        self.then.activated.connect(self._edited)
        row = kit.line(self.list, kit.column(self.up, self.down, 1, gap=2), self.remove, gap=4)
        row.setStretch(0, 1)
        self._fields = QWidget()
        fields = kit.line(self.text, self.then, gap=8)
        fields.setStretch(0, 1)
        self._fields.setLayout(fields)
        self.setLayout(kit.column(row, self._fields, gap=6))

    @property
    def row(self) -> int:
        """The chosen one, -1 for none."""
        return self.list.currentRow()

    def show_anchors(self, anchors: tuple[Anchor, ...]) -> None:
        """Show these; the chosen one stays chosen where it can."""
        row = max(0, min(self.row, len(anchors) - 1))
        words = [said(anchor) for anchor in anchors]
        now = [self.list.item(n).text() for n in range(self.list.count())]
        self._anchors = anchors
        self.list.blockSignals(True)
        if words != now:
            self.list.clear()
            for anchor, text in zip(anchors, words, strict=True):
                icon = "image" if isinstance(anchor, ImageAnchor) else "type"
                self.list.addItem(QListWidgetItem(theme.icon(icon), text))
        self.list.setCurrentRow(row if anchors else -1)
        self.list.blockSignals(False)
        height = self.list.sizeHintForRow(0) if anchors else 26
        self.list.setFixedHeight(max(62, min(_SHOWN, len(anchors)) * height + 8))
        self._show_fields()

    def choose(self, row: int) -> None:
        """Choose one."""
        self.list.setCurrentRow(row)

    def _turned(self, row: int) -> None:
        self._show_fields()
        self.chosen.emit(row)

    def _show_fields(self) -> None:
        row, count = self.row, len(self._anchors)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)
        self.remove.setEnabled(row >= 0)
        anchor = self._anchors[row] if 0 <= row < count else None
        text = isinstance(anchor, TextAnchor)
        self._fields.setVisible(text)
        if isinstance(anchor, TextAnchor):
            if self.text.text() != anchor.text:
                self.text.setText(anchor.text)
            self.then.setCurrentIndex(_THEN.index(anchor.then))

    def _edited(self) -> None:
        row = self.row
        anchor = self._anchors[row] if 0 <= row < len(self._anchors) else None
        if isinstance(anchor, TextAnchor):
            made = TextAnchor(
                self.text.text(), self.then.currentData(), anchor.offset, anchor.seen, anchor.added
            )
            self.text_changed.emit(row, made)


def said(anchor: Anchor) -> str:
    """What an anchor goes by, in words."""
    if isinstance(anchor, TextAnchor):
        text = anchor.text or "…"
        match anchor.then:
            case "right":
                return say("edit_by_right", text=text)
            case "below":
                return say("edit_by_below", text=text)
            case "box":
                return say("edit_by_box", text=text)
            case "value":
                return say("edit_by_value", text=text)
            case "cell":
                return say("edit_by_cell", text=text)
            case _:
                return say("edit_by_text", text=text)
    if anchor.added == "repaired":
        return say("edit_by_repaired")
    return say("edit_by_caption", text=anchor.caption) if anchor.caption else say("edit_by_picture")
