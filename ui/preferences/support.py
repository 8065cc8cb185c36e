"""The file for the help desk: what is in it is read before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QStackedWidget, QWidget

from player.support import Part, parts, save
from scripts.errors import IlsonError
from ui import kit, theme
from ui.texts import say
from ui.work import Worker

_WORDS = {
    "about.txt": "about", "self-check.txt": "check", "runs.txt": "runs", "faults.txt": "faults",
}  # fmt: skip
"""The files in their order, and the words for them."""


class SupportDialog(QDialog):
    """``saved`` with the path of the file. ``findings`` are what the check of this PC has found."""

    saved = Signal(Path)

    def __init__(
        self, findings: Sequence[Mapping[str, Any]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("support_title"))
        self.setWindowIcon(theme.mark_icon())
        self.parts: list[Part] = []
        self._worker = Worker(self)
        names = {name: say(f"support_{word}") for name, word in _WORDS.items()}
        self.choice = kit.Segmented(names, next(iter(names)), say("support_inside"))
        self.pages = QStackedWidget()
        self.choice.chosen.connect(lambda name: self.pages.setCurrentIndex([*names].index(name)))
        self.told = kit.label("", "small", "red", wrap=True)
        self.told.hide()
        self.cancel = kit.button(say("cancel"), "ghost")
        self.cancel.clicked.connect(self.reject)
        self.save = kit.button(say("support_save"), "primary", "download")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._ask)
        facts = kit.column(
            kit.label(say("support_how"), wrap=True),
            _fact("shield-check", "green", say("support_without")), gap=8,
        )  # fmt: skip
        body = kit.column(facts, kit.line(self.choice, 1), self.pages, self.told, margin=24, gap=14)
        body.setStretch(2, 1)
        foot = kit.line(1, self.cancel, self.save)
        foot.setContentsMargins(24, 10, 24, 12)
        whole = kit.column(gap=0)
        whole.addLayout(body, 1)
        whole.addWidget(kit.box(foot, "foot"))
        self.setLayout(whole)
        self.resize(620, 520)
        found = list(findings)
        self._worker.do(lambda: parts(found), self._show, self._wrong)

    def _show(self, made: list[Part]) -> None:
        self.parts = made
        for part in made:
            text = QPlainTextEdit(part.text)
            text.setReadOnly(True)
            text.setTabChangesFocus(True)
            text.setAccessibleName(part.name)
            self.pages.addWidget(text)
        self.save.setEnabled(True)
        self.save.setFocus()

    def _ask(self) -> None:
        kind = QStandardPaths.StandardLocation.DocumentsLocation
        name = say("support_file", date=f"{datetime.now():%Y%m%d}")
        dialog = QFileDialog(self, say("support_title"), QStandardPaths.writableLocation(kind))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{say('support_kind')} (*.zip)")
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, file: Path) -> None:
        """Write what is shown, and nothing else, into this file."""
        self.save.setEnabled(False)
        made = self.parts

        def done(_: None) -> None:
            self.saved.emit(file)
            self.accept()

        self._worker.do(lambda: save(made, file), done, self._wrong)

    def _wrong(self, error: IlsonError | OSError) -> None:
        hint = error.hint if isinstance(error, IlsonError) else say("disk_hint", why=error.strerror)
        text = str(error) if isinstance(error, IlsonError) else say("support_failed")
        self.told.setText(f"{text} {hint}".strip())
        self.told.show()
        self.save.setEnabled(bool(self.parts))

    def done(self, result: int) -> None:
        self._worker.drop()
        super().done(result)


def _fact(icon: str, ink: str, text: str) -> QWidget:
    line = kit.line(kit.sign(icon, ink, 20), kit.label(text, "small", wrap=True), gap=10)
    line.setStretch(1, 1)
    made = QWidget()
    made.setLayout(line)
    return made
