"""The main window: menu, list of tasks, screens, status bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
)

from ui.practice import TITLE, boxes
from ui.practice.entry import Entry
from ui.practice.home import Home
from ui.practice.kits import Kits
from ui.practice.lists import Assign, Papers, Search
from ui.practice.monitoring import Monitoring
from ui.practice.screen import HEADER_HEIGHT, Screen, Session
from ui.practice.store import Person

_TASKS = (
    ("대상자 관리", (("대상자 등록", "등록"), ("대상자 조회", "조회"), ("담당자 배정", "배정"))),
    ("모니터링", (("결과 입력", "모니터링"),)),
    ("위생키트", (("배송 명단", "위생키트"),)),
    ("출력물", (("역학조사서", "조사서"),)),
)


class MainWindow(QMainWindow):
    """One screen at a time, chosen by menu, key or the list on the left."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self.entry = Entry(session)
        self._screens: dict[str, Screen] = {}
        self._stack = QStackedWidget()
        for screen in (
            Home(session), self.entry, Search(session), Monitoring(session), Kits(session),
            Assign(session), Papers(session),
        ):  # fmt: skip
            self._screens[screen.name] = screen
            self._stack.addWidget(screen)
            screen.say = self._say
            screen.leave = self.close_screen
            screen.open_person = self._edit
        self._line = QLabel()
        self._line.setAccessibleName("상태 표시줄")
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._line, 1)
        for text in (f"사용자: {session.store.user}", f"{date.today():%Y-%m-%d}"):
            self.statusBar().addPermanentWidget(QLabel(f" {text} "))
        self._tasks = self._make_tasks()
        split = QSplitter()
        split.addWidget(self._tasks)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setSizes([160, 840])
        split.setChildrenCollapsible(False)
        self.setCentralWidget(split)
        self._make_menus()
        self.resize(1000, 660)
        self.open("시작")

    # building

    def _make_tasks(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("업무 목록")
        tree.setHeaderLabel("업무 목록")
        tree.header().setFixedHeight(HEADER_HEIGHT)
        tree.setMinimumWidth(140)
        # The list must not keep the keyboard: a screen begins at its first field.
        tree.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for group, tasks in _TASKS:
            branch = QTreeWidgetItem(tree, [group])
            branch.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for text, name in tasks:
                QTreeWidgetItem(branch, [text]).setData(0, Qt.ItemDataRole.UserRole, name)
        tree.expandAll()
        tree.itemClicked.connect(self._task_clicked)
        return tree

    def _action(
        self, menu: QMenu, text: str, keys: tuple[str, ...], do: Callable[[], object]
    ) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: do())
        return action

    def _make_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu("파일(&F)")
        self._new = self._action(file, "신규(&N)", ("Ctrl+N",), lambda: self.front.new())
        self._save = self._action(file, "저장(&S)", ("Ctrl+S",), lambda: self.front.save())
        self._print = self._action(file, "인쇄(&P)", ("Ctrl+P",), lambda: self.front.print_form())
        file.addSeparator()
        self._close = self._action(file, "화면 닫기(&W)", ("Ctrl+W", "Esc"), self.close_screen)
        self._action(file, "종료(&X)", ("Ctrl+Q",), self.close)
        people = bar.addMenu("대상자(&P)")
        self._opener(people, "대상자 등록(&R)", "F2", "등록")
        self._opener(people, "대상자 조회(&S)", "F3", "조회")
        self._opener(people, "담당자 배정(&A)", "F6", "배정")
        people.addSeparator()
        self._opener(people, "역학조사서 인쇄(&I)", "F7", "조사서")
        self._opener(bar.addMenu("모니터링(&M)"), "모니터링 결과 입력(&I)", "F4", "모니터링")
        self._opener(bar.addMenu("위생키트(&K)"), "위생키트 배송 명단(&L)", "F5", "위생키트")
        about = bar.addMenu("도움말(&H)")
        self._action(about, "사용 방법(&U)", ("F1",), self._show_keys)
        self._action(about, "프로그램 정보(&A)", (), self._show_about)

    def _opener(self, menu: QMenu, text: str, key: str, name: str) -> None:
        self._action(menu, text, (key,), lambda: self.open(name))

    # screens

    @property
    def front(self) -> Screen:
        """The screen that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Screen)
        return shown

    @property
    def status(self) -> str:
        """The line at the bottom."""
        return self._line.text()

    def open(self, name: str) -> bool:
        """Show a screen, unless the one that is shown has something to lose."""
        screen = self._screens[name]
        if screen is not self.front and not self.front.may_close():
            return False
        self._stack.setCurrentWidget(screen)
        self._new.setEnabled(screen.can_create)
        self._save.setEnabled(screen.can_save)
        self._print.setEnabled(screen.can_print)
        self._close.setEnabled(name != "시작")
        self._mark_task(name)
        self._say("")
        screen.shown()
        return True

    def close_screen(self) -> None:
        """Back to the first screen."""
        self.open("시작")

    def _edit(self, person: Person) -> None:
        if self.open("등록"):
            self.entry.edit(person)

    def _task_clicked(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, Qt.ItemDataRole.UserRole)
        if name:
            self.open(name)

    def _mark_task(self, name: str) -> None:
        self._tasks.clearSelection()
        for index in range(self._tasks.topLevelItemCount()):
            branch = self._tasks.topLevelItem(index)
            for row in range(branch.childCount() if branch else 0):
                child = branch.child(row) if branch else None
                if child is not None and child.data(0, Qt.ItemDataRole.UserRole) == name:
                    self._tasks.setCurrentItem(child)

    # saying things

    def _say(self, text: str) -> None:
        self._line.setText(text or "준비")

    def _show_keys(self) -> None:
        boxes.inform(
            self,
            "F2 대상자 등록    F3 대상자 조회    F4 모니터링 결과\n"
            "F5 위생키트 배송    F6 담당자 배정    F7 역학조사서\n"
            "Ctrl+N 신규    Ctrl+S 저장    Ctrl+P 인쇄    Esc 화면 닫기",
        )

    def _show_about(self) -> None:
        boxes.inform(self, f"{TITLE}\n녹화와 재생을 연습하기 위한 가상의 프로그램입니다.")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only where something would be lost."""
        event.setAccepted(self.front.may_close())
