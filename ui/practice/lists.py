"""The screens that begin with a list of people: 조회, 담당자 배정, 역학조사서."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QAbstractItemView, QComboBox, QGroupBox, QLineEdit

from ui.practice import boxes
from ui.practice.printing import lines_of, print_person
from ui.practice.screen import (
    FIELD_HEIGHT,
    HEADER_HEIGHT,
    Screen,
    Session,
    Table,
    button,
    panel_label,
    row_of,
)
from ui.practice.store import OFFICERS, Person


class _SearchPanel(QGroupBox):
    """성명, 전화번호, 조회."""

    def __init__(self) -> None:
        super().__init__("조회 조건")
        self.full_name = QLineEdit()
        self.full_name.setAccessibleName("성명")
        self.full_name.setFixedWidth(120)
        self.phone = QLineEdit()
        self.phone.setAccessibleName("전화번호")
        self.phone.setFixedWidth(140)
        self.go = button("조회")
        self.clear = button("초기화")
        row = row_of(
            panel_label("성명"), self.full_name, 12, panel_label("전화번호"), self.phone, 12,
            self.go, self.clear, None,
        )  # fmt: skip
        row.setContentsMargins(6, 4, 6, 6)
        self.setLayout(row)


class _PeopleScreen(Screen):
    """A search panel above a list of people."""

    columns: ClassVar = {"번호": 52, "성명": 90, "주민등록번호": 120, "전화번호": 112, "주소": 160,
               "격리시작일": 88, "격리종료일": 88, "담당 보건소": 104, "위생키트": 64,
               "증상": 60, "담당자": 72}  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.panel = _SearchPanel()
        self.table = Table("대상자 목록", self.columns, "주소")
        self.body.addWidget(self.panel)
        self.body.addWidget(self.table, 1)
        self._people: list[Person] = []
        for field in (self.panel.full_name, self.panel.phone):
            field.returnPressed.connect(self.search)
        self.panel.go.clicked.connect(self.search)
        self.panel.clear.clicked.connect(self._reset)

    def shown(self) -> None:
        """The list as it is now."""
        self._load()
        self.panel.full_name.setFocus()

    def _reset(self) -> None:
        self.panel.full_name.clear()
        self.panel.phone.clear()
        self.shown()
        self.say("")

    def _load(self) -> None:
        self._people = self.store.people(self.panel.full_name.text(), self.panel.phone.text())
        self.table.clearSelection()
        self.table.setRowCount(len(self._people))
        for row, person in enumerate(self._people):
            self.table.put(
                row,
                [str(person.id), person.name, person.resident_number, person.phone,
                 person.address, person.start_date, person.end_date, person.health_center,
                 "Y" if person.kit else "N", person.symptom, person.officer],
                centred=(0, 5, 6, 8, 9),
            )  # fmt: skip

    def search(self) -> None:
        """Fill the list with who fits; a modal box if nobody does."""
        self.session.wait(self, "조회 중입니다. 잠시만 기다려 주십시오.")
        self._load()
        self.say(f"조회 완료 · {len(self._people)}건")
        if self._people:
            self.table.setCurrentCell(0, 0)
            self.table.setFocus()
        else:
            boxes.inform(self, "조회된 대상자가 없습니다.")
            self.panel.full_name.setFocus()

    def chosen(self) -> list[Person]:
        """The selected people, in the order of the list."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._people[row] for row in rows]

    def one(self) -> Person | None:
        """The selected person; says so if there is none."""
        chosen = self.chosen()
        if not chosen:
            boxes.warn(self, "대상자를 먼저 선택하십시오.")
            return None
        return chosen[0]

    def print_form(self) -> None:
        """Print the selected person's form."""
        person = self.one()
        if person is not None:
            print_person(self, self.session, person, self.say)


class Search(_PeopleScreen):
    """대상자 조회: double click, Enter or 열기 opens the person in the form."""

    name = "조회"
    heading = "[QM-120] 자가격리 대상자 조회"
    can_print = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        open_button = button("열기")
        print_button = button("인쇄")
        close_button = button("닫기")
        self.body.addLayout(row_of(None, open_button, print_button, close_button))
        self.table.activated.connect(self._open)
        open_button.clicked.connect(self._open)
        print_button.clicked.connect(self.print_form)
        close_button.clicked.connect(lambda: self.leave())

    def _open(self) -> None:
        person = self.one()
        if person is not None:
            self.open_person(person)


class Assign(_PeopleScreen):
    """담당자 배정: several people at once get an officer."""

    name = "배정"
    heading = "[QM-130] 담당자 배정"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.officer = QComboBox()
        self.officer.setAccessibleName("담당자")
        self.officer.addItems(OFFICERS)
        self.officer.setFixedWidth(110)
        self.assign_button = button("배정")
        close_button = button("닫기")
        self.body.addLayout(
            row_of(panel_label("담당자"), self.officer, self.assign_button, None, close_button)
        )
        self.assign_button.clicked.connect(self.assign)
        close_button.clicked.connect(lambda: self.leave())

    def assign(self) -> None:
        """Ask and save."""
        people = self.chosen()
        if not people:
            boxes.warn(self, "배정할 대상자를 먼저 선택하십시오.")
            return
        officer = self.officer.currentText() if self.officer.currentIndex() else ""
        text = officer or "(미지정)"
        if not boxes.ask(self, f"{len(people)}명을 {text} 담당으로 배정하시겠습니까?"):
            return
        self.session.wait(self)
        self.store.assign([person.id for person in people], officer)
        self._load()
        self.say(f"배정 완료 · {text} · {len(people)}건")
        boxes.inform(self, "배정되었습니다.")


class Papers(_PeopleScreen):
    """역학조사서: choose a person, look at the form, print it as PDF."""

    name = "조사서"
    heading = "[QM-400] 역학조사서 인쇄"
    can_print = True
    columns: ClassVar = {"번호": 52, "성명": 90, "전화번호": 112, "주소": 160, "격리시작일": 88}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.preview = Table("역학조사서 미리보기", {"항목": 110, "내용": 300}, "내용")
        lines = len(lines_of(Person("", "")))
        self.preview.setFixedHeight(lines * FIELD_HEIGHT + HEADER_HEIGHT + 4)
        self.body.addWidget(self.preview)
        print_button = button("PDF 인쇄")
        close_button = button("닫기")
        self.body.addLayout(row_of(None, print_button, close_button))
        self.table.itemSelectionChanged.connect(self._preview)
        print_button.clicked.connect(self.print_form)
        close_button.clicked.connect(lambda: self.leave())

    def _load(self) -> None:
        self._people = self.store.people(self.panel.full_name.text(), self.panel.phone.text())
        self.table.clearSelection()
        self.table.setRowCount(len(self._people))
        for row, person in enumerate(self._people):
            self.table.put(
                row,
                [str(person.id), person.name, person.phone, person.address, person.start_date],
                centred=(0, 4),
            )
        self._preview()

    def _preview(self) -> None:
        chosen = self.chosen()
        lines = lines_of(chosen[0]) if chosen else []
        self.preview.setRowCount(len(lines))
        for row, (caption, value) in enumerate(lines):
            self.preview.put(row, [caption, " / ".join(value.splitlines())])
