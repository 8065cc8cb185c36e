"""The screen after the login."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QGroupBox, QLabel, QVBoxLayout

from ui.practice.screen import Screen, Session


class Home(Screen):
    """Figures and a notice."""

    name = "시작"
    heading = "[QM-000] 업무 현황"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._registered = QLabel()
        self._kits = QLabel()
        figures = QGroupBox("현황")
        form = QFormLayout(figures)
        form.addRow("등록된 대상자", self._registered)
        form.addRow("위생키트 배송", self._kits)
        notice = QGroupBox("공지 사항")
        lines = QVBoxLayout(notice)
        for text in (
            "· 이 프로그램은 연습용이며 실제 행정 시스템과 연결되어 있지 않습니다.",
            "· 실제 개인정보를 입력하지 마십시오. 입력한 내용은 이 컴퓨터에만 저장됩니다.",
            "· 왼쪽 업무 목록, 위쪽 메뉴 또는 F2~F7 키로 화면을 여십시오.",
        ):
            lines.addWidget(QLabel(text))
        self.body.addWidget(figures)
        self.body.addWidget(notice)
        self.body.addStretch(1)

    def shown(self) -> None:
        """Count anew."""
        self._registered.setText(f"{self.store.count_people()}명")
        self._kits.setText(f"{len(self.store.kits())}건")
