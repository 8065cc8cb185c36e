"""위생키트 배송 명단: what is to be sent to whom."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QGroupBox, QLineEdit, QPushButton, QSpinBox, QVBoxLayout

from ui.practice import boxes
from ui.practice.screen import Screen, Session, Table, button, panel_label, row_of
from ui.practice.store import KIT_STATES, Kit

_STATE, _DELETE = 5, 6


class Kits(Screen):
    """An entry line above the list; every row has a 삭제 button of the same look, on purpose:
    a player that cannot tell them apart has to refuse."""

    name = "위생키트"
    heading = "[QM-310] 위생키트 배송 명단"
    can_save = can_create = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.full_name = QLineEdit()
        self.phone = QLineEdit()
        self.address = QLineEdit()
        self.quantity = QSpinBox()
        self.quantity.setRange(1, 99)
        for field, name, width in (
            (self.full_name, "성명", 90), (self.phone, "전화번호", 112),
            (self.address, "주소", 0), (self.quantity, "수량", 48),
        ):  # fmt: skip
            field.setAccessibleName(name)
            if width:
                field.setFixedWidth(width)
        self.add_button = button("추가")
        box = QGroupBox("배송 등록")
        lines = QVBoxLayout(box)
        lines.setContentsMargins(6, 4, 6, 6)
        lines.addLayout(
            row_of(
                panel_label("성명"), self.full_name, 8, panel_label("전화번호"), self.phone, 8,
                panel_label("수량"), self.quantity, None,
            )
        )  # fmt: skip
        lines.addLayout(row_of(panel_label("주소"), self.address, 8, self.add_button))
        self.table = Table(
            "배송 목록",
            {"번호": 52, "성명": 90, "전화번호": 112, "주소": 160, "수량": 48, "배송 상태": 96,
             "처리": 64},
            "주소",
        )  # fmt: skip
        fill = button("지급 대상자 가져오기")
        close_button = button("닫기")
        self.body.addWidget(box)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row_of(fill, None, close_button))
        self._kits: list[Kit] = []
        for field in (self.full_name, self.phone):
            field.returnPressed.connect(self.focusNextChild)
        self.address.returnPressed.connect(self.save)
        self.add_button.clicked.connect(self.save)
        fill.clicked.connect(self._fill_up)
        close_button.clicked.connect(lambda: self.leave())

    def shown(self) -> None:
        """The list as it is now."""
        self._load()
        self.full_name.setFocus()

    def new(self) -> None:
        """An empty entry line."""
        for field in (self.full_name, self.phone, self.address):
            field.clear()
        self.quantity.setValue(1)
        self.full_name.setFocus()

    def _load(self) -> None:
        self._kits = self.store.kits()
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._kits))
        for row, kit in enumerate(self._kits):
            self.table.put(
                row, [str(kit.id), kit.name, kit.phone, kit.address, str(kit.quantity)],
                centred=(0, 4),
            )  # fmt: skip
            state = QComboBox()
            state.setAccessibleName(f"배송 상태 {row + 1}")
            state.addItems(KIT_STATES)
            state.setCurrentText(kit.status)
            state.textActivated.connect(
                lambda text, kit=kit: self.store.save_kit(replace(kit, status=text))
            )
            self.table.setCellWidget(row, _STATE, state)
            delete = QPushButton("삭제")
            delete.setAccessibleName(f"삭제 {row + 1}")
            delete.clicked.connect(lambda _checked=False, kit=kit: self._delete(kit))
            self.table.setCellWidget(row, _DELETE, delete)

    def save(self) -> None:
        """Add the entry line to the list."""
        kit = Kit(
            self.full_name.text(), self.phone.text(), self.address.text(), self.quantity.value()
        )
        for text, name, field in (
            (kit.name, "성명을", self.full_name), (kit.phone, "전화번호를", self.phone),
            (kit.address, "주소를", self.address),
        ):  # fmt: skip
            if not text.strip():
                boxes.warn(self, f"{name} 입력하십시오.")
                field.setFocus()
                return
        self.session.wait(self)
        self.store.save_kit(kit)
        self._load()
        self.table.scrollToBottom()
        self.say(f"추가 완료 · {kit.name} · {len(self._kits)}건")
        self.new()

    def _fill_up(self) -> None:
        self.session.wait(self, "불러오는 중입니다. 잠시만 기다려 주십시오.")
        added = self.store.add_kits_of_people()
        self._load()
        self.say(f"가져오기 완료 · {added}건")
        boxes.inform(self, f"{added}명을 배송 명단에 추가했습니다.")

    def _delete(self, kit: Kit) -> None:
        if not boxes.ask(self, f"{kit.name} 님의 배송 정보를 삭제하시겠습니까?"):
            return
        self.session.wait(self)
        self.store.delete_kit(kit)
        self._load()
        self.say(f"삭제 완료 · {kit.name} · {len(self._kits)}건")
