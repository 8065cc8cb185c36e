"""The small dialogs: what to record, which list to run with, what the run asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui import kit
from ui.hotkeys import keys_for
from ui.texts import say


class RecordDialog(QDialog):
    """Asks for the new task's name, which is ``chosen``, and says how a recording ends."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("record_title"))
        self.name = QLineEdit(say("record_default"))
        self.name.selectAll()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(say("record_name"))
        self.start = kit.button(say("record_start"), "record", "circle-dot")
        self.start.setDefault(True)
        cancel = kit.button(say("cancel"), "ghost")
        self.start.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.name.textChanged.connect(lambda text: self.start.setEnabled(bool(text.strip())))
        self.setLayout(
            kit.column(
                kit.column(kit.label(say("record_name"), "label"), self.name, gap=5),
                kit.label(say("record_how", keys=keys_for("stop")), "small", wrap=True),
                kit.line(1, cancel, self.start),
                margin=24,
                gap=16,
            )
        )
        self.setMinimumWidth(460)

    def accept(self) -> None:
        """Told before it goes: the window hides then, and a window manager that has just given the
        focus back to it has none for the program that is to be recorded."""
        self.chosen.emit(self.name.text().strip())
        super().accept()
