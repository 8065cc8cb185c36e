"""The screens, without a screen: what the boxes ask and what is then saved."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from ui.practice import _prepare_environment, default_folder
from ui.practice.kits import Kits
from ui.practice.lists import Assign, Papers, Search
from ui.practice.login import Login, log_in
from ui.practice.monitoring import Monitoring
from ui.practice.printing import file_name
from ui.practice.report import describe
from ui.practice.screen import Session
from ui.practice.store import Person, Store
from ui.practice.window import MainWindow

Answers = Callable[..., list[str]]
HONG = Person("홍길동", "010-0000-0001", "900101-1000013", "가온구 1", "2026-01-05", kit=True)


def widget(inside: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(w for w in inside.findChildren(kind) if w.accessibleName() == name)


def press(inside: QWidget, name: str) -> None:
    found = widget(inside, QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    found.click()


def fill(window: MainWindow, person: Person) -> None:
    form = window.entry
    form.full_name.setText(person.name)
    form.phone.setText(person.phone)
    form.resident_number.setText(person.resident_number)
    form.address.setText(person.address)
    form.start_date.setText(person.start_date)
    form.kit.setChecked(person.kit)


def test_saving_asks_saves_tells_and_clears(
    window: MainWindow, store: Store, answers: Answers
) -> None:
    window.open("등록")
    seen = answers("예", "확인")
    fill(window, HONG)
    window.entry.start_date.setText("20260105")
    window.entry.save()
    assert seen == ["저장하시겠습니까?", "저장되었습니다."]
    (saved,) = store.people()
    assert (saved.name, saved.start_date, saved.kit) == ("홍길동", "2026-01-05", True)
    assert window.status == "저장 완료 · 홍길동 · 1건"
    assert window.entry.full_name.text() == "" and not window.entry.is_dirty()


def test_in_the_next_edition_the_button_has_moved_and_saves_as_before(
    app: QApplication, store: Store, answers: Answers
) -> None:
    before, after = (MainWindow(Session(store, renewed=new)) for new in (False, True))
    for window in (before, after):
        window.open("등록")
        window.show()
        app.processEvents()
    old, new = before.entry.save_button, after.entry.save_button
    assert new.text() != old.text() and new.x() < old.x() and new.size() != old.size()
    answers("예", "확인")
    after.entry.full_name.setText("홍길동")
    after.entry.phone.setText("010-1234-5678")
    new.click()
    assert store.count_people() == 1
    for window in (before, after):
        window.hide()
        window.deleteLater()


def test_no_means_nothing_is_saved_and_nothing_lost(
    window: MainWindow, store: Store, answers: Answers
) -> None:
    window.open("등록")
    answers("아니오")
    fill(window, HONG)
    window.entry.save()
    assert store.count_people() == 0
    assert window.entry.full_name.text() == "홍길동"


def test_a_known_person_needs_a_second_yes(
    window: MainWindow, store: Store, answers: Answers
) -> None:
    store.save_person(HONG)
    window.open("등록")
    fill(window, HONG)
    seen = answers("예", "아니오")
    window.entry.save()
    assert seen[-1] == "이미 등록된 대상자입니다. 그래도 저장할까요?"
    assert store.count_people() == 1
    answers("예", "예", "확인")
    window.entry.save()
    assert store.count_people() == 2


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("full_name", " ", "성명을 입력하십시오."),
        ("phone", "", "전화번호를 입력하십시오."),
        ("resident_number", "900101-12345", "주민등록번호는 숫자 13자리여야 합니다."),
        ("start_date", "2026-13-01", "격리시작일은 YYYY-MM-DD 형식으로 입력하십시오."),
    ],
)
def test_what_is_wrong_is_said_and_gets_the_cursor(
    window: MainWindow, store: Store, answers: Answers, field: str, text: str, sentence: str
) -> None:
    window.open("등록")
    fill(window, HONG)
    getattr(window.entry, field).setText(text)
    seen = answers("확인")
    window.entry.save()
    assert seen == [sentence]
    assert store.count_people() == 0


def test_tab_goes_through_the_form_in_order_each_time(window: MainWindow) -> None:
    window.open("등록")
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    order = ["성명", "주민등록번호", "전화번호", "주소", "격리시작일", "담당 보건소", "위생키트",
             "무증상", "메모", "저장", "신규", "닫기"]  # fmt: skip
    for _ in range(2):
        window.entry.full_name.setFocus()
        passed = []
        for _ in order:
            focus = QApplication.focusWidget()
            assert focus is not None
            passed.append(focus.accessibleName())
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert passed == order
        window.entry.symptoms.buttons()[1].click()
        window.entry._clear()


def test_the_line_of_the_last_save_goes_when_the_next_entry_begins(
    window: MainWindow, answers: Answers
) -> None:
    window.open("등록")
    fill(window, HONG)
    answers("예", "확인")
    window.entry.save()
    QTest.keyClicks(window.entry.full_name, "K")
    assert window.status == "준비"


def test_long_typing_costs_no_references(window: MainWindow) -> None:
    window.open("등록")
    QTest.keyClicks(window.entry.full_name, "a" * 50)
    before = sys.getrefcount(True)
    QTest.keyClicks(window.entry.full_name, "a" * 200)
    assert sys.getrefcount(True) > before - 100


def test_unsaved_input_is_not_thrown_away_unasked(window: MainWindow, answers: Answers) -> None:
    window.open("등록")
    fill(window, HONG)
    answers("아니오")
    assert not window.open("조회")
    assert window.front.name == "등록"
    answers("예")
    assert window.open("조회")


def test_search_opens_and_changes_a_person(
    window: MainWindow, store: Store, answers: Answers
) -> None:
    store.save_person(HONG)
    window.open("조회")
    search = window.front
    assert isinstance(search, Search)
    search.panel.full_name.setText("길")
    search.search()
    assert window.status == "조회 완료 · 1건"
    press(search, "열기")
    assert window.front is window.entry
    window.entry.address.setText("나루시 2")
    answers("예", "확인")
    window.entry.save()
    (saved,) = store.people()
    assert (saved.id, saved.address, saved.phone) == (1, "나루시 2", HONG.phone)


def test_nobody_found_is_said(window: MainWindow, answers: Answers) -> None:
    window.open("조회")
    seen = answers("확인")
    press(window.front, "조회")
    assert seen == ["조회된 대상자가 없습니다."]


def test_monitoring_saves_what_changed(window: MainWindow, store: Store, answers: Answers) -> None:
    for name in ("가", "나", "다"):
        store.save_person(Person(name, "1"))
    window.open("모니터링")
    screen = window.front
    assert isinstance(screen, Monitoring)
    press(screen, "선택 1")
    press(screen, "선택 정상 처리")
    combo = widget(screen, QComboBox, "결과 3")
    field = widget(screen, QLineEdit, "체온 3")
    assert isinstance(combo, QComboBox) and isinstance(field, QLineEdit)
    combo.setCurrentText("발열")
    field.setText("38.1")
    seen = answers("예", "확인")
    screen.save()
    assert seen[0] == "2건을 저장하시겠습니까?"
    checks = store.checks(screen.day.text())
    assert [check.result for check in checks] == ["정상", "미실시", "발열"]
    assert checks[2].temperature == "38.1"


def test_kits_are_added_fetched_and_deleted(
    window: MainWindow, store: Store, answers: Answers
) -> None:
    store.save_person(HONG)
    window.open("위생키트")
    screen = window.front
    assert isinstance(screen, Kits)
    answers("확인")
    press(screen, "지급 대상자 가져오기")
    for field, text in zip((screen.full_name, screen.phone, screen.address), "abc", strict=True):
        field.setText(text)
    press(screen, "추가")
    assert [kit.name for kit in store.kits()] == ["홍길동", "a"]
    seen = answers("예")
    press(screen, "삭제 1")
    assert "홍길동" in seen[-1]
    assert [kit.name for kit in store.kits()] == ["a"]


def test_an_officer_is_assigned_to_the_selected(
    window: MainWindow, store: Store, answers: Answers
) -> None:
    for name in ("가", "나"):
        store.save_person(Person(name, "1"))
    window.open("배정")
    screen = window.front
    assert isinstance(screen, Assign)
    screen.table.selectRow(1)
    screen.officer.setCurrentText("문새롬")
    answers("예", "확인")
    press(screen, "배정")
    assert [person.officer for person in store.people()] == ["", "문새롬"]


def test_the_form_is_printed_as_pdf(window: MainWindow, store: Store, answers: Answers) -> None:
    store.save_person(HONG)
    window.open("조사서")
    assert isinstance(window.front, Papers)
    window.front.table.selectRow(0)
    seen = answers("예", "확인")
    window.front.print_form()
    path = store.folder / "print" / "역학조사서_00001_홍길동.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    assert path.name in seen[-1]


def test_no_name_climbs_out_of_the_print_folder() -> None:
    name = file_name(Person("../../a\\b:c\n", "1", id=3))
    assert name == "역학조사서_00003_.._.._a_b_c.pdf"


def test_login_takes_anything_but_nothing(
    app: QApplication, store: Store, answers: Answers
) -> None:
    box = Login(store)
    seen = answers("확인", "확인")
    press(box, "로그인")
    box.number.setText("1001")
    press(box, "로그인")
    assert seen == ["사번을 입력하십시오.", "비밀번호를 입력하십시오."]
    assert box.password.echoMode() == QLineEdit.EchoMode.Password
    box.password.setText("x")
    box.skip.setChecked(True)
    press(box, "로그인")
    assert box.result() == 1
    store.user = ""
    assert log_in(store, skip=False) and store.user == "1001"


def test_the_report_names_what_can_be_clicked(window: MainWindow, store: Store) -> None:
    store.save_person(HONG)
    window.open("위생키트")
    store.add_kits_of_people()
    window.front.shown()
    QTest.qWaitForWindowExposed(window)
    report = describe(window, window)
    widgets = report["widgets"]
    assert isinstance(widgets, dict)
    assert {"성명", "추가", "배송 목록 1행", "삭제 1", "메뉴 파일", "대상자 등록"} <= widgets.keys()
    assert (report["screen"], report["dialog"]) == ("위생키트", None)


def test_the_folder_follows_the_home(ilson_home: Path) -> None:
    assert default_folder() == ilson_home / "practice"


def test_plugins_of_another_qt_are_not_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/x/cv2/qt/plugins")
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    monkeypatch.setenv("QT_FONT_DPI", "96")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    _prepare_environment(1.5)
    assert "QT_QPA_PLATFORM_PLUGIN_PATH" not in os.environ
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
