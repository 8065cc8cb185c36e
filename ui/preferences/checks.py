"""What this PC lets Ilson do: found out by a process of its own, told in a clerk's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QVBoxLayout, QWidget

from ui import kit
from ui.child import Child
from ui.preferences.support import SupportDialog
from ui.texts import say
from ui.when import day

_SIGNS = {"good": ("circle-check", "green"), "warn": ("triangle-alert", "amber"),
          "bad": ("circle-x", "red")}  # fmt: skip


class Checks(QObject):
    """Runs the self-check; ``changed`` after each finding and at the end."""

    changed = Signal()

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__()
        self.command = tuple(command)
        self._child: Child | None = None
        self.found: list[dict[str, Any]] = []
        self.when: datetime | None = None
        """When it was last done; None while it has not been."""

    @property
    def running(self) -> bool:
        return self._child is not None

    def run(self) -> None:
        """Look at everything anew; nothing while that is being done."""
        if self._child is not None:
            return
        self.found = []
        self._child = Child(self.command, self)
        self._child.heard.connect(self._take)
        self._child.ended.connect(self._over)
        self._child.start(["self-check", "--json"], Path.home())
        self.changed.emit()

    def _take(self, event: dict[str, Any]) -> None:
        if event.get("event") == "check":
            self.found.append(event)
            self.changed.emit()

    def _over(self, code: int, errors: str, killed: bool) -> None:
        assert self._child is not None
        self._child.deleteLater()
        self._child = None
        if not self.found:
            self.found = [{"check": "itself", "state": "bad", "message": say("cannot_start")}]
        tray = QSystemTrayIcon.isSystemTrayAvailable()
        kind, state = ("there", "good") if tray else ("none", "warn")
        self.found.append({"check": "tray", "state": state, "kind": kind})
        self.when = datetime.now()
        self.changed.emit()


class ChecksView(QWidget):
    """The verdict, and each finding below it."""

    def __init__(self, checks: Checks) -> None:
        super().__init__()
        self._checks = checks
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.again = kit.button(say("check_again"), icon="rotate-ccw")
        self.again.clicked.connect(checks.run)
        layout = kit.column(kit.label(say("check_title"), "over"), self._rows, gap=6)
        self.support = kit.button(say("support_make"), "ghost", "file-text")
        self.support.clicked.connect(self.ask_support)
        layout.addLayout(kit.line(self.again, self.support, 1))
        self.told = kit.label(say("support_note"), "caption", wrap=True)
        layout.addWidget(self.told)
        self.setLayout(layout)
        checks.changed.connect(self.show_checks)
        self.show_checks()

    def ask_support(self) -> None:
        """Show what would be in the file for the help desk, and save it if she wants to."""
        self.dialog = dialog = SupportDialog(self._checks.found, self.window())
        dialog.saved.connect(lambda file: self.told.setText(say("support_saved", file=file.name)))
        dialog.open()

    def show_checks(self) -> None:
        """Show what was found so far."""
        kit.clear(self._rows)
        self._rows.addWidget(self._verdict())
        found = self._checks.found
        if found:
            inner = kit.column(gap=0)
            inner.setContentsMargins(0, 3, 0, 3)
            for number, one in enumerate(found):
                if number:
                    inner.addWidget(kit.rule())
                inner.addWidget(_finding(one))
            self._rows.addWidget(kit.box(inner, "card"))
        self.again.setEnabled(not self._checks.running)

    def _verdict(self) -> QWidget:
        found = self._checks.found
        states = [one["state"] for one in found]
        good = states.count("good")
        if self._checks.running or self._checks.when is None:
            title, tone, sign = say("check_going_on"), "", ("search", "text_2")
            below = say("check_found", n=len(found))
        else:
            bad = "bad" in states
            title = say("check_not_ready" if bad else "check_ready")
            tone = "red" if bad else "green"
            sign = ("circle-x", "red") if bad else ("shield-check", "green")
            below = say("check_when", when=day(self._checks.when, datetime.now()), good=good,
                        all=len(found))  # fmt: skip
        text = kit.column(kit.label(title, "strong"), kit.label(below, "small"), gap=2)
        row = kit.line(kit.sign(sign[0], sign[1], 20), text, margin=14, gap=10)
        row.setStretch(1, 1)
        made = kit.box(row, "" if tone else "card", tone)
        made.setAccessibleName(f"{title} {below}")
        return made


def sentences(found: dict[str, Any]) -> tuple[str, str, str]:
    """Title, what is so, and what to do about it; empty where there is nothing to do."""
    name, kind = found["check"], found.get("kind", "")
    title = say(f"check_{name}")
    if found.get("message"):
        return title, str(found["message"]), str(found.get("hint", ""))
    key = f"check_{name}_{kind}"
    text = say(key, **found.get("values", {}))
    how = "" if found["state"] == "good" else say(f"{key}_how")
    return title, text, how


def _finding(found: dict[str, Any]) -> QWidget:
    title, text, how = sentences(found)
    icon, ink = _SIGNS[found["state"]]
    about = kit.column(kit.label(title), kit.label(text, "caption", wrap=True), gap=0)
    if how:
        about.addWidget(
            kit.label(how, "small", "amber" if found["state"] == "warn" else "red", True)
        )
    row = kit.line(kit.sign(icon, ink, 20), gap=12)
    row.addLayout(about, 1)
    row.setContentsMargins(16, 5, 16, 5)
    made = QWidget()
    made.setLayout(row)
    made.setAccessibleName(f"{title}: {text} {how}".strip())
    return made
