"""대상자 등록: the entry form."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.practice import boxes
from ui.practice.printing import print_person
from ui.practice.screen import Screen, Session, add_field, button, row_of
from ui.practice.store import HEALTH_CENTERS, SYMPTOMS, Person, end_of, read_date


def _line(name: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setFixedWidth(width)
    return field


class Entry(Screen):
    """The form; with ``person.id`` 0 it enters a new one, else it changes a known one.

    Enter in a one-line field goes to the next field, as in the systems it is modelled on.
    """

    name = "등록"
    heading = "[QM-110] 자가격리 대상자 등록"
    can_save = can_create = can_print = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._person = Person("", "")
        self.full_name = _line("성명", 150)
        self.resident_number = _line("주민등록번호", 150)
        self.phone = _line("전화번호", 150)
        self.address = _line("주소", 424)
        self.start_date = _line("격리시작일", 90)
        self.start_date.setPlaceholderText("YYYY-MM-DD")
        self.calendar = button("달력...", "격리시작일 달력")
        self.calendar.setMinimumWidth(0)
        self.calendar.setFixedSize(56, 22)
        self.end_date = _line("격리종료일", 150)
        self.end_date.setReadOnly(True)
        self.end_date.setEnabled(False)
        self.health_center = QComboBox()
        self.health_center.setAccessibleName("담당 보건소")
        self.health_center.addItems(HEALTH_CENTERS)
        self.health_center.setFixedWidth(150)
        self.kit = QCheckBox("위생키트 지급")
        self.kit.setAccessibleName("위생키트")
        self.symptoms = QButtonGroup(self)
        for text in SYMPTOMS:
            choice = QRadioButton(text)
            choice.setAccessibleName(text)
            self.symptoms.addButton(choice)
        self.memo = QPlainTextEdit()
        self.memo.setAccessibleName("메모")
        self.memo.setTabChangesFocus(True)
        self.memo.setFixedHeight(84)
        self._lay_out()
        self._connect()
        self._fill(self._person)

    def _lay_out(self) -> None:
        basic = QGroupBox("기본 정보")
        grid = QGridLayout(basic)
        grid.setSpacing(3)
        add_field(grid, 0, 0, "성명", self.full_name, required=True)
        add_field(grid, 0, 2, "주민등록번호", self.resident_number)
        add_field(grid, 1, 0, "전화번호", self.phone, required=True)
        add_field(grid, 2, 0, "주소", self.address, span=3)
        isolation = QGroupBox("격리 정보")
        grid = QGridLayout(isolation)
        grid.setSpacing(3)
        add_field(grid, 0, 0, "격리시작일", row_of(self.start_date, self.calendar))
        add_field(grid, 0, 2, "격리종료일", self.end_date)
        add_field(grid, 1, 0, "담당 보건소", self.health_center)
        add_field(grid, 1, 2, "위생키트", self.kit)
        add_field(grid, 2, 0, "증상", row_of(*self.symptoms.buttons(), None), span=3)
        notes = QGroupBox("비고")
        grid = QGridLayout(notes)
        add_field(grid, 0, 0, "메모", self.memo)
        self.save_button = button("저장")
        self.new_button = button("신규")
        self.close_button = button("닫기")
        form = QVBoxLayout()
        for part in (basic, isolation, notes):
            form.addWidget(part)
        if self.session.renewed:
            self.save_button.setText("등록 확정")
            self.save_button.setFixedSize(150, 34)
            self.save_button.setProperty("kind", "renewed")
            form.addLayout(row_of(self.save_button, None, self.new_button, self.close_button))
        else:
            form.addLayout(row_of(None, self.save_button, self.new_button, self.close_button))
        column = QHBoxLayout()
        column.addLayout(form)
        column.addStretch(1)
        self.body.addLayout(column)
        self.body.addStretch(1)
        # The calendar is left out: between two typed fields it would only be in the way.
        order: list[QWidget] = [
            self.full_name, self.resident_number, self.phone, self.address, self.start_date,
            self.health_center, self.kit, *self.symptoms.buttons(), self.memo, self.save_button,
            self.new_button, self.close_button,
        ]  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.calendar.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for field in self._lines():
            field.returnPressed.connect(self._next_field)
            field.textEdited.connect(self._touched)
        self.memo.textChanged.connect(self._touched)
        self.start_date.textChanged.connect(self._show_end)
        self.start_date.editingFinished.connect(self._tidy_start)
        self.calendar.clicked.connect(self._pick_date)
        self.save_button.clicked.connect(self.save)
        self.new_button.clicked.connect(self.new)
        self.close_button.clicked.connect(lambda: self.leave())

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.full_name, self.resident_number, self.phone, self.address, self.start_date)

    def _next_field(self) -> None:
        self.focusNextChild()

    def _touched(self) -> None:
        """The line of the last save goes when the next entry begins, so that it never lies."""
        if self.is_dirty():
            self.say("")

    def _show_end(self, text: str) -> None:
        self.end_date.setText(end_of(text))

    def _tidy_start(self) -> None:
        day = read_date(self.start_date.text())
        if day is not None:
            self.start_date.setText(day.isoformat())

    def _pick_date(self) -> None:
        box = QDialog(self)
        box.setWindowTitle("날짜 선택")
        calendar = QCalendarWidget()
        calendar.setAccessibleName("달력")
        weeks = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        calendar.setVerticalHeaderFormat(weeks)
        day = read_date(self.start_date.text())
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        pick = button("선택")
        pick.setDefault(True)
        layout = QVBoxLayout(box)
        layout.addWidget(calendar)
        layout.addLayout(row_of(None, pick))
        calendar.activated.connect(box.accept)
        pick.clicked.connect(box.accept)
        if box.exec() == QDialog.DialogCode.Accepted:
            self.start_date.setText(calendar.selectedDate().toString("yyyy-MM-dd"))
            self.start_date.setFocus()

    def _fill(self, person: Person) -> None:
        self._person = person
        for field, text in zip(
            self._lines(),
            (person.name, person.resident_number, person.phone, person.address, person.start_date),
            strict=True,
        ):
            field.setText(text)
        self.health_center.setCurrentText(person.health_center)
        self.kit.setChecked(person.kit)
        for choice in self.symptoms.buttons():
            on = choice.text() == person.symptom
            choice.setChecked(on)
            # Qt moves the tab stop to the checked one for a user's choice, not for a program's.
            policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
            choice.setFocusPolicy(policy)
        self.memo.setPlainText(person.memo)

    def value(self) -> Person:
        """What stands in the form."""
        chosen = self.symptoms.checkedButton()
        return replace(
            self._person,
            name=self.full_name.text(), resident_number=self.resident_number.text(),
            phone=self.phone.text(), address=self.address.text(),
            start_date=self.start_date.text(), health_center=self.health_center.currentText(),
            kit=self.kit.isChecked(), symptom=chosen.text() if chosen else SYMPTOMS[0],
            memo=self.memo.toPlainText(),
        )  # fmt: skip

    def is_dirty(self) -> bool:
        """Whether the form differs from what was loaded."""
        return self.value() != self._person

    def shown(self) -> None:
        """Begin at the first field."""
        self.full_name.setFocus()

    def edit(self, person: Person) -> None:
        """Show a known person for changing."""
        self._fill(person)
        self.say(f"수정 · {person.name} · 번호 {person.id}")
        self.full_name.setFocus()

    def new(self) -> None:
        """An empty form, after a question if something would be lost."""
        if not self.may_close():
            return
        self._clear()
        self.say("")

    def _clear(self) -> None:
        self._fill(Person("", ""))
        self.full_name.setFocus()

    def may_close(self) -> bool:
        """Ask before unsaved input is thrown away."""
        if self.is_dirty() and not boxes.ask(self, "작성 중인 내용이 있습니다. 버릴까요?"):
            return False
        self._fill(Person("", ""))
        return True

    def _wrong(self, person: Person) -> tuple[str, QLineEdit] | None:
        if not person.name.strip():
            return "성명을 입력하십시오.", self.full_name
        if not person.phone.strip():
            return "전화번호를 입력하십시오.", self.phone
        digits = person.resident_number.replace("-", "").strip()
        if digits and not (len(digits) == 13 and digits.isascii() and digits.isdigit()):
            return "주민등록번호는 숫자 13자리여야 합니다.", self.resident_number
        if person.start_date.strip() and read_date(person.start_date) is None:
            return "격리시작일은 YYYY-MM-DD 형식으로 입력하십시오.", self.start_date
        return None

    def save(self) -> None:
        """Check, ask, save, tell, and make room for the next one."""
        self._tidy_start()
        person = self.value()
        wrong = self._wrong(person)
        if wrong is not None:
            text, field = wrong
            boxes.warn(self, text)
            field.setFocus()
            field.selectAll()
            return
        if not boxes.ask(self, "저장하시겠습니까?"):
            return
        self.session.wait(self, "저장 중입니다. 잠시만 기다려 주십시오.")
        if self.store.is_known(person) and not boxes.ask(
            self, "이미 등록된 대상자입니다. 그래도 저장할까요?"
        ):
            return
        self.store.save_person(person)
        self.say(f"저장 완료 · {person.name} · {self.store.count_people()}건")
        boxes.inform(self, "저장되었습니다.")
        self._clear()

    def print_form(self) -> None:
        """Print the person in the form, who has to be saved first."""
        if not self._person.id or self.is_dirty():
            boxes.warn(self, "저장된 대상자만 인쇄할 수 있습니다. 먼저 저장하십시오.")
            return
        print_person(self, self.session, self._person, self.say)
