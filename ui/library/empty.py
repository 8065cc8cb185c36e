"""What a library shows while there is nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui import kit
from ui.texts import say


class Empty(QWidget):
    """A first invitation: what happens, and the buttons that begin it."""

    record = Signal()
    bring_in = Signal()
    tour = Signal()

    def __init__(self) -> None:
        super().__init__()
        steps = kit.line(1, gap=12)
        for number, (icon, key) in enumerate(
            (("circle-dot", "first_show"), ("table-2", "first_list"), ("play", "first_leave")), 1
        ):
            steps.addWidget(_step(icon, f"{number}. {say(key)}", say(f"{key}_how")))
        steps.addStretch(1)
        self.first = kit.button(say("record_first"), "primary", "circle-dot", large=True)
        self.received = kit.button(say("open_received"), "ghost", "folder-open")
        self.show_me = kit.button(say("tour_start"), "ghost", "info")
        self.first.clicked.connect(self.record)
        self.received.clicked.connect(self.bring_in)
        self.show_me.clicked.connect(self.tour)
        layout = kit.column(1, gap=4)
        layout.addWidget(kit.mark(56), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(12)
        for text, role in ((say("empty_title"), "title"), (say("empty_private"), "small")):
            layout.addWidget(_centred(text, role))
        layout.addSpacing(20)
        layout.addLayout(steps)
        layout.addSpacing(24)
        layout.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(6)
        layout.addLayout(kit.line(1, self.received, self.show_me, 1, gap=4))
        layout.addStretch(1)
        self.setLayout(layout)


class EmptyTeam(QWidget):
    """No team folder yet, or nothing in it."""

    choose = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = _centred("", "title")
        self.body = _centred("", "small")
        self.button = kit.button(say("team_choose"), "primary", "folder-open")
        self.button.clicked.connect(self.choose)
        layout = kit.column(1, gap=6)
        layout.addWidget(kit.sign("users", "brand_text", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.body)
        layout.addSpacing(16)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setLayout(layout)
        self.tell("")

    def tell(self, folder: str) -> None:
        """Which folder is empty; none if the string is."""
        self.title.setText(say("team_empty") if folder else say("team_none"))
        self.body.setText(say("team_empty_how", folder=folder) if folder else say("team_none_how"))


def _step(icon: str, title: str, how: str) -> QFrame:
    layout = kit.column(margin=18, gap=4)
    layout.addWidget(kit.sign(icon, "brand_text", 24), 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addWidget(_centred(title, "strong"))
    layout.addWidget(_centred(how, "small"))
    layout.addStretch(1)
    made = kit.box(layout, "card")
    made.setMinimumWidth(168)
    made.setMaximumWidth(260)
    return made


def _centred(text: str, role: str) -> QLabel:
    made = kit.label(text, role, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made
