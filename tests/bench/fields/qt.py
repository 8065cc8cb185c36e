"""A Qt text field that answers the commands ready, text and clear on stdin."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit


class Reader(QObject):
    """Answers commands; "ready" when the field has the focus."""

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__()
        self._field = field
        self._ready_asked = False
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._command)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._ready_asked:
            self._answer(True)
            self._ready_asked = False
        return False

    def _command(self) -> None:
        command = sys.stdin.buffer.raw.readline().decode().strip()  # type: ignore[attr-defined]
        if command == "ready":
            if self._field.hasFocus():
                self._answer(True)
            else:
                self._ready_asked = True
        elif command == "clear":
            self._field.clear()
            self._answer(True)
        elif command == "text":
            self._answer(self._field.toPlainText())
        else:
            QTimer.singleShot(0, QApplication.quit)

    @staticmethod
    def _answer(value: object) -> None:
        print(json.dumps(value), flush=True)


def main() -> None:
    app = QApplication(sys.argv)
    field = QPlainTextEdit()
    field.setWindowTitle("Qt field")
    field.resize(700, 300)
    reader = Reader(field)
    field.show()
    app.exec()
    del reader


if __name__ == "__main__":
    main()
