"""Which file, which sheet, and which row of it holds the names of the columns."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QMenu, QWidget

from player.data import EXTENSIONS, List, list_spec, sheets
from scripts.errors import IlsonError
from ui import kit
from ui.binding.grid import masked
from ui.texts import say
from ui.work import Worker

_PREVIEW = 3
"""Cells of a row by which the clerk knows it."""
_LONGEST = 12


class Source(QFrame):
    """One line about a list. ``opened`` when there is another file, whose sheets are not known yet;
    ``chosen`` when the list is to be read: :meth:`spec`; ``failed`` when the file cannot be."""

    opened = Signal()
    chosen = Signal()
    failed = Signal(object)

    def __init__(self, name: str = "", beside: QWidget | None = None) -> None:
        """``name`` tells this list from others of the task; ``beside`` is what else is to be said
        of it."""
        super().__init__()
        self.setProperty("kind", "card")
        self.path: Path | None = None
        self._wanted: tuple[str | None, int] = (None, 0)
        self._files = Worker(self)

        def named(word: str) -> str:
            return f"{name}: {say(word)}" if name else say(word)

        self.file = kit.Elided(say("bind_no_file"), "strong")
        self.saved = kit.Elided("", "caption")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(named("sheet"))
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet.activated.connect(self._other_sheet)
        self.heading = kit.button("", icon="chevron-down")
        self.heading.setToolTip(say("bind_heading_how"))
        self.heading.clicked.connect(self._open_headings)
        self.choose = kit.button(say("bind_other_file"), icon="folder-open")
        self.choose.setAccessibleName(named("bind_other_file"))
        for button in (self.heading, self.choose):
            button.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self._named = named
        self._top: tuple[tuple[int, str], ...] = ()
        self._header = 0
        sheet = QWidget()
        sheet.setLayout(kit.line(kit.label(say("sheet"), "label"), self.sheet, gap=6))
        self._parts = [sheet, self.heading]
        line = kit.line(
            kit.sign("file-spreadsheet", "green", 20), kit.column(self.file, self.saved, gap=0),
            *self._parts, beside, self.choose, gap=12,
        )  # fmt: skip
        line.setStretch(1, 1)
        line.setContentsMargins(14, 9, 12, 9)
        self.setLayout(line)
        self.show_list(None)

    def spec(self) -> str:
        """``WORKBOOK[#[SHEET][:ROW]]`` of what was chosen."""
        assert self.path is not None
        return list_spec(self.path, self.sheet.currentText() or None, self._wanted[1])

    def use_heading(self, row: int) -> None:
        """The names are in this row, 0: wherever they are found."""
        self._wanted = (self._wanted[0], row)

    def open_file(self, path: Path, sheet: str | None = None, heading: int = 0) -> None:
        """Take a file: its sheets are listed, then ``chosen`` comes for the wanted or first one."""
        self.path, self._wanted = path, (sheet, heading)
        self.file.show_text(path.name)
        self.sheet.clear()
        self.show_list(None)
        self.opened.emit()
        self._files.do(lambda: (sheets(path), path.stat().st_mtime), self._listed, self._not_listed)

    def _choose(self) -> None:
        kinds = " ".join(f"*{extension}" for extension in EXTENSIONS)
        start = str(self.path.parent) if self.path else str(Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, say("list_choose"), start, f"{say('list_filter')} ({kinds})"
        )
        if name:
            self.open_file(Path(name))

    def _listed(self, told: tuple[tuple[str, ...], float]) -> None:
        assert self.path is not None
        names, changed = told
        when = datetime.fromtimestamp(changed)
        self.saved.show_text(
            say("bind_saved", folder=str(self.path.parent), time=f"{when:%Y-%m-%d %H:%M}")
        )
        self.sheet.addItems(names)
        if self._wanted[0] in names:
            self.sheet.setCurrentText(self._wanted[0] or "")
        self.sheet.setEnabled(len(names) > 1)
        self.chosen.emit()

    def _not_listed(self, error: IlsonError | OSError) -> None:
        self.failed.emit(error)

    def _other_sheet(self) -> None:
        self.use_heading(0)
        self.chosen.emit()

    def _open_headings(self) -> None:
        menu = QMenu(self)
        for number, shown in self._top:
            action = menu.addAction(say("bind_heading_row", row=number, cells=shown))
            action.setCheckable(True)
            action.setChecked(number == self._header)
            action.triggered.connect(lambda _=False, row=number: self._take_heading(row))
        menu.popup(self.heading.mapToGlobal(self.heading.rect().bottomLeft()))

    def _take_heading(self, row: int) -> None:
        self.use_heading(row)
        self.chosen.emit()

    def show_list(self, data: List | None) -> None:
        """Show which rows may hold the names; None: the list was not read."""
        for part in self._parts:
            part.setVisible(data is not None)
        if data is None:
            return
        self._header = data.header
        self._top = tuple(
            (number, ", ".join(masked(text)[:_LONGEST] for text in texts[:_PREVIEW]))
            for number, texts in data.top
        )
        self.heading.setText(say("bind_heading", row=data.header))
        self.heading.setAccessibleName(f"{self._named('bind_heading_how')}: {data.header}")
        self.heading.setVisible(bool(data.header))

    def drop(self) -> None:
        """Forget what is still being read."""
        self._files.drop()
