"""Stop now, or when the row in hand is over?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui import kit, theme
from ui.texts import say


class StopDialog(QDialog):
    """``chosen`` is ``after_row``, ``now`` or ``go_on``; closing it means go on."""

    chosen = Signal(str)

    def __init__(self, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("stop"))
        self.setWindowIcon(theme.mark_icon())
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.after_row = kit.button(say("stop_after_row", row=row))
        self.now = kit.button(say("stop_now"), "danger")
        self.go_on = kit.button(say("stop_not"), "ghost")
        self.now.setAutoDefault(False)
        self._said = False
        for button, word in (
            (self.after_row, "after_row"), (self.now, "now"), (self.go_on, "go_on")
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, word=word: self._say(word))
        self.setLayout(
            kit.column(
                kit.label(say("stop_ask", row=row), "subtitle", wrap=True),
                kit.label(say("stop_body"), "small", wrap=True),
                kit.line(1, self.go_on, self.now, self.after_row), margin=24, gap=14,
            )
        )  # fmt: skip
        self.setMinimumWidth(460)
        self.go_on.setDefault(True)
        self.go_on.setFocus()

    def _say(self, word: str) -> None:
        if not self._said:
            self._said = True
            self.chosen.emit(word)
        self.close()

    def done(self, result: int) -> None:
        super().done(result)
        self._say("go_on")
