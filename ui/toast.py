"""A short sentence at the lower left with a way back: what was done can be undone for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from ui import kit
from ui.texts import say

SHOWN = 8000
"""Milliseconds in which it can be undone; while the pointer is on it, the time stands still."""
_EDGE = 24


class Toast(QFrame):
    """One at a time, over the lower left corner of ``parent``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self._over = parent
        self.text = kit.label("", "")
        self.undo = kit.button(say("undo"), "link")
        self.close_button = kit.tool("x", say("close"))
        self._do: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN)
        self._timer.timeout.connect(self.hide)
        self.undo.clicked.connect(self._undo)
        self.close_button.clicked.connect(self.hide)
        layout = kit.line(
            kit.sign("circle-check", "green"), self.text, self.undo, self.close_button, gap=10
        )
        layout.setContentsMargins(14, 8, 8, 8)
        self.setLayout(layout)
        parent.installEventFilter(self)
        self.hide()

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say something; ``undo`` takes it back."""
        self._do = undo
        self.text.setText(text)
        self.undo.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _undo(self) -> None:
        self.hide()
        if self._do is not None:
            do, self._do = self._do, None
            do()

    def _place(self) -> None:
        self.adjustSize()
        self.move(_EDGE, self._over.height() - self.height() - _EDGE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
