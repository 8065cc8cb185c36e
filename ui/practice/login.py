"""The login box: any number and any password will do."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QLabel, QLineEdit, QVBoxLayout

from ui.practice import TITLE, boxes
from ui.practice.screen import add_field, button, row_of
from ui.practice.store import Store

_SKIP = "login_as"


class Login(QDialog):
    """사번, 비밀번호, 로그인."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.setWindowTitle(f"{TITLE} - 로그인")
        self.setAccessibleName("로그인 창")
        self.number = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.skip = QCheckBox("다음부터 로그인 생략")
        self.skip.setAccessibleName("다음부터 로그인 생략")
        heading = QLabel("자가격리 관리 시스템")
        heading.setProperty("kind", "heading")
        grid = QGridLayout()
        grid.setSpacing(3)
        add_field(grid, 0, 0, "사번", self.number)
        add_field(grid, 1, 0, "비밀번호", self.password)
        enter = button("로그인")
        enter.setDefault(True)
        cancel = button("취소")
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(QLabel("연습용입니다. 사번과 비밀번호는 아무 값이나 입력하십시오."))
        layout.addLayout(grid)
        layout.addWidget(self.skip)
        layout.addLayout(row_of(None, enter, cancel))
        enter.clicked.connect(self._enter)
        cancel.clicked.connect(self.reject)
        self.number.setFocus()

    def _enter(self) -> None:
        number = self.number.text().strip()
        for text, name, field in (
            (number, "사번을", self.number), (self.password.text(), "비밀번호를", self.password),
        ):  # fmt: skip
            if not text:
                boxes.warn(self, f"{name} 입력하십시오.")
                field.setFocus()
                return
        if self.skip.isChecked():
            self.store.remember(_SKIP, number)
        self.store.user = number
        self.accept()


def log_in(store: Store, *, skip: bool) -> bool:
    """Let the user in, with the box unless it is to be skipped; False if they gave up."""
    remembered = store.setting(_SKIP)
    if skip or remembered:
        store.user = remembered or "연습"
        return True
    return Login(store).exec() == QDialog.DialogCode.Accepted
