"""모니터링 결과 입력: everyone's result of a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from ui.practice import boxes
from ui.practice.screen import Screen, Session, Table, button, panel_label, row_of
from ui.practice.store import RESULTS, Check, read_date

_PICK, _TEMPERATURE, _RESULT, _MEMO = 0, 4, 5, 6


class Monitoring(Screen):
    """A list with a check box, a temperature, a result and a memo for each person."""

    name = "모니터링"
    heading = "[QM-210] 모니터링 결과 입력"
    can_save = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day = QLineEdit(date.today().isoformat())
        self.day.setAccessibleName("모니터링 일자")
        self.day.setFixedWidth(90)
        load = button("불러오기")
        self.bulk = button("선택 정상 처리")
        self.pick_all = QCheckBox("전체 선택")
        self.pick_all.setAccessibleName("전체 선택")
        self.body.addLayout(
            row_of(panel_label("모니터링 일자"), self.day, load, 16, self.pick_all, self.bulk, None)
        )
        self.table = Table(
            "모니터링 목록",
            {"선택": 40, "성명": 90, "전화번호": 112, "격리종료일": 88, "체온": 60,
             "결과": 110, "특이사항": 160},
            "특이사항",
        )  # fmt: skip
        self.body.addWidget(self.table, 1)
        self.save_button = button("저장")
        close_button = button("닫기")
        self.body.addLayout(row_of(None, self.save_button, close_button))
        self._checks: list[Check] = []
        self.day.returnPressed.connect(self.load)
        load.clicked.connect(self.load)
        self.pick_all.toggled.connect(self._pick_all)
        self.bulk.clicked.connect(self._all_normal)
        self.save_button.clicked.connect(self.save)
        close_button.clicked.connect(lambda: self.leave())

    def shown(self) -> None:
        """Today's list."""
        self._load()
        self.day.setFocus()

    def load(self) -> None:
        """The list of the day that was typed."""
        if read_date(self.day.text()) is None:
            boxes.warn(self, "모니터링 일자는 YYYY-MM-DD 형식으로 입력하십시오.")
            self.day.setFocus()
            return
        self.session.wait(self, "불러오는 중입니다. 잠시만 기다려 주십시오.")
        self._load()
        self.say(f"불러오기 완료 · {len(self._checks)}건")

    def _load(self) -> None:
        day = read_date(self.day.text())
        self._checks = self.store.checks(day.isoformat()) if day else []
        self.pick_all.setChecked(False)
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._checks))
        for row, check in enumerate(self._checks):
            person = check.person
            self.table.put(row, ["", person.name, person.phone, person.end_date], centred=(3,))
            self._put_cells(row, check)

    def _put_cells(self, row: int, check: Check) -> None:
        """The widgets of a row; their names carry the row's number, from 1."""
        pick = QCheckBox()
        pick.setAccessibleName(f"선택 {row + 1}")
        holder = QWidget()
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(pick, 0, Qt.AlignmentFlag.AlignCenter)
        self.table.setCellWidget(row, _PICK, holder)
        temperature = QLineEdit(check.temperature)
        temperature.setAccessibleName(f"체온 {row + 1}")
        memo = QLineEdit(check.memo)
        memo.setAccessibleName(f"특이사항 {row + 1}")
        for column, field in ((_TEMPERATURE, temperature), (_MEMO, memo)):
            field.setFrame(False)
            self.table.setCellWidget(row, column, field)
        result = QComboBox()
        result.setAccessibleName(f"결과 {row + 1}")
        result.addItems(RESULTS)
        result.setCurrentText(check.result)
        self.table.setCellWidget(row, _RESULT, result)

    def _picks(self) -> list[QCheckBox]:
        found = []
        for row in range(self.table.rowCount()):
            found += self.table.cellWidget(row, _PICK).findChildren(QCheckBox)
        return found

    def _pick_all(self, on: bool) -> None:
        for pick in self._picks():
            pick.setChecked(on)

    def _all_normal(self) -> None:
        rows = [row for row, pick in enumerate(self._picks()) if pick.isChecked()]
        if not rows:
            boxes.warn(self, "대상자를 먼저 선택하십시오.")
            return
        for row in rows:
            combo = self.table.cellWidget(row, _RESULT)
            assert isinstance(combo, QComboBox)
            combo.setCurrentText("정상")

    def value(self) -> list[Check]:
        """The list as it stands on the screen."""
        checks = []
        for row, check in enumerate(self._checks):
            temperature = self.table.cellWidget(row, _TEMPERATURE)
            result = self.table.cellWidget(row, _RESULT)
            memo = self.table.cellWidget(row, _MEMO)
            assert isinstance(temperature, QLineEdit) and isinstance(memo, QLineEdit)
            assert isinstance(result, QComboBox)
            checks.append(
                Check(check.person, temperature.text(), result.currentText(), memo.text())
            )
        return checks

    def save(self) -> None:
        """Save what differs from what was loaded."""
        day = read_date(self.day.text())
        changed = [new for new, old in zip(self.value(), self._checks, strict=True) if new != old]
        if day is None or not changed:
            boxes.warn(self, "저장할 변경 내용이 없습니다.")
            return
        if not boxes.ask(self, f"{len(changed)}건을 저장하시겠습니까?"):
            return
        self.session.wait(self, "저장 중입니다. 잠시만 기다려 주십시오.")
        self.store.save_checks(day.isoformat(), changed)
        self._load()
        self.say(f"저장 완료 · 모니터링 · {len(changed)}건")
        boxes.inform(self, "저장되었습니다.")

    def may_close(self) -> bool:
        """Ask before unsaved results are thrown away."""
        dirty = self.value() != self._checks
        if dirty and not boxes.ask(self, "저장하지 않은 결과가 있습니다. 버릴까요?"):
            return False
        self._load()
        return True
