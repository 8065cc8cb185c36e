"""Modal boxes with Korean buttons that are the same on every platform."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QProgressBar, QVBoxLayout, QWidget

_TITLES = {
    QMessageBox.Icon.Information: "알림",
    QMessageBox.Icon.Warning: "경고",
    QMessageBox.Icon.Question: "질문",
}


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(icon, _TITLES[icon], text, QMessageBox.StandardButton.NoButton, parent)
    box.setAccessibleName(text)
    return box


def _tell(parent: QWidget | None, icon: QMessageBox.Icon, text: str) -> None:
    box = _box(parent, icon, text)
    button = box.addButton("확인", QMessageBox.ButtonRole.AcceptRole)
    button.setAccessibleName("확인")
    box.setDefaultButton(button)
    box.setEscapeButton(button)
    box.exec()


def inform(parent: QWidget | None, text: str) -> None:
    """Say that something is done; Enter closes it."""
    _tell(parent, QMessageBox.Icon.Information, text)


def warn(parent: QWidget | None, text: str) -> None:
    """Say that something is wrong; Enter closes it."""
    _tell(parent, QMessageBox.Icon.Warning, text)


def ask(parent: QWidget | None, text: str) -> bool:
    """A question with 예(Y) and 아니오(N); Enter means yes, Esc no."""
    box = _box(parent, QMessageBox.Icon.Question, text)
    yes = box.addButton("예(&Y)", QMessageBox.ButtonRole.YesRole)
    no = box.addButton("아니오(&N)", QMessageBox.ButtonRole.NoRole)
    yes.setAccessibleName("예")
    no.setAccessibleName("아니오")
    box.setDefaultButton(yes)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


class _Waiting(QDialog):
    """The box that stands in the way while a slow system works; no key closes it."""

    def __init__(self, parent: QWidget | None, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("처리 중")
        self.setAccessibleName(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(QLabel(text))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        layout.addWidget(bar)

    def reject(self) -> None:
        """Not to be hurried."""


def wait(parent: QWidget | None, milliseconds: int, text: str) -> None:
    """Block the window for a while, as a slow system does; nothing at all for 0."""
    if milliseconds <= 0:
        return
    box = _Waiting(parent, text)
    QTimer.singleShot(milliseconds, box.accept)
    box.exec()
