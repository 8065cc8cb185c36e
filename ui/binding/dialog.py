"""The list of a run: which file, which columns where, what is wrong with it, how many rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QFrame, QLineEdit, QWidget

from player.data import EXTENSIONS, read_list, sheets, split_spec
from scripts.errors import IlsonError
from scripts.files import load, save
from scripts.model import Script
from ui import kit
from ui.binding.checks import Checks, Rehearsal
from ui.binding.grid import Grid
from ui.binding.links import Links
from ui.binding.mapping import Binding, Link, accept_all, bind, link, with_key
from ui.library.tasks import Entry
from ui.texts import language, say
from ui.work import Worker

_SETTLE = 250
"""Milliseconds after the last change before the list is checked anew."""


class BindingDialog(QDialog):
    """``play`` with the list (``WORKBOOK[#SHEET]``), the rows (first and last, or None) and the
    rows that are left out. What was linked is saved into the task by then."""

    play = Signal(str, object, tuple)

    def __init__(
        self, entry: Entry, spec: str, command: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("bind_title", name=entry.name))
        self.setAcceptDrops(True)
        self._entry = entry
        self._path: Path | None = None
        self._binding: Binding | None = None
        self._changed = False
        self._without: set[int] = set()
        self._over, self._wrong = False, ""
        self._folder = tempfile.TemporaryDirectory(prefix="ilson-check-")
        self._files, self._saves = Worker(self), Worker(self)
        self._rehearsal = Rehearsal(command, self)
        self._rehearsal.found.connect(self._show_found)
        self._rehearsal.over.connect(self._rehearsed)
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._soon.timeout.connect(self._rehearse)
        self._build()
        self.resize(1240, 640)
        self.setMinimumSize(760, 440)
        if spec:
            path, sheet = split_spec(spec)
            self.open_file(path, sheet)
        else:
            self._forget()
            self._tell(f"{say('bind_no_file')}\n{say('bind_drop')}")
            self.choose.setFocus()

    # ---- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.grid = Grid()
        self.found = kit.label("", wrap=True)
        self.found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid = kit.column(self.grid, self.found, gap=0)
        grid.setContentsMargins(5, 5, 5, 5)
        self.links = Links()
        self.links.chosen.connect(self._link)
        self.links.take_all.connect(self._take_all)
        self.links.key_chosen.connect(self._set_key)
        self.checks = Checks()
        self.checks.again.connect(self._reread)
        self.checks.leave_out.connect(lambda row: self._leave_out(row, True))
        self.checks.take_in.connect(lambda row: self._leave_out(row, False))
        self.checks.show_row.connect(self.grid.go_to)
        self.checks.open_list.connect(self._open_list)
        self.grid.chosen.connect(lambda row: self._leave_out(row, row not in self._without))
        middle = kit.line(kit.box(grid, "card"), self.links, gap=12)
        middle.setStretch(0, 1)
        body = kit.column(self._make_file(), middle, self.checks, gap=10)
        body.setContentsMargins(24, 14, 24, 12)
        body.setStretch(1, 3)
        body.setStretch(2, 1)
        whole = kit.column(gap=0)
        whole.addLayout(body, 1)
        whole.addWidget(self._make_foot())
        self.setLayout(whole)

    def _make_file(self) -> QFrame:
        self.file = kit.Elided(say("bind_no_file"), "strong")
        self.saved = kit.Elided("", "caption")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(say("sheet"))
        self.sheet.activated.connect(lambda _: self._reread())
        self.heading = kit.label("", "small")
        self.which = QComboBox()
        self.which.setAccessibleName(say("bind_rows"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.activated.connect(self._which_rows)
        self.range = QLineEdit()
        self.range.setPlaceholderText("2-21")
        self.range.setAccessibleName(say("bind_range_named"))
        self.range.setFixedWidth(90)
        self.range.editingFinished.connect(self._range_changed)
        self.choose = kit.button(say("bind_other_file"), icon="folder-open")
        self.choose.clicked.connect(self._choose)
        self._sheet_box, self._rows_box = (
            _inline(say(word), *widgets)
            for word, widgets in (
                ("sheet", (self.sheet,)), ("bind_rows", (self.which, self.range)),
            )
        )  # fmt: skip
        line = kit.line(
            kit.sign("file-spreadsheet", "green", 20),
            kit.column(self.file, self.saved, gap=0), self._sheet_box, self.heading,
            self._rows_box, self.choose, gap=12,
        )  # fmt: skip
        line.setStretch(1, 1)
        line.setContentsMargins(14, 9, 12, 9)
        return kit.box(line, "card")

    def _make_foot(self) -> QFrame:
        self.note = kit.label("", "small", wrap=True)
        cancel = kit.button(say("cancel"), "ghost")
        cancel.clicked.connect(self.reject)
        self.first = kit.button(say("bind_first"), icon="play")
        self.first.clicked.connect(lambda: self._play(first=True))
        self.run = kit.button(say("play"), "primary", "play")
        self.run.setDefault(True)
        self.run.clicked.connect(lambda: self._play(first=False))
        for button in (cancel, self.first, self.choose):
            button.setAutoDefault(False)
        line = kit.line(self.note, cancel, self.first, self.run)
        line.setStretch(0, 1)
        line.setContentsMargins(24, 9, 24, 9)
        return kit.box(line, "foot")

    # ---- the file ---------------------------------------------------------------------------

    def spec(self) -> str:
        """``WORKBOOK[#SHEET]`` of what was chosen."""
        sheet = self.sheet.currentText()
        return f"{self._path}#{sheet}" if sheet else str(self._path)

    def open_file(self, path: Path, sheet: str | None = None) -> None:
        """Take a file: its sheets are listed, and the wanted (or first) one is read."""
        self._path = path
        self._forget()
        self.file.show_text(path.name)
        self.sheet.clear()
        self._tell(say("list_reading"))
        self._files.do(lambda: (sheets(path), path.stat().st_mtime),
                       lambda told: self._listed(told, sheet), self._wrong_file)  # fmt: skip

    def _choose(self) -> None:
        kinds = " ".join(f"*{extension}" for extension in EXTENSIONS)
        start = str(self._path.parent) if self._path else str(Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, say("list_choose"), start, f"{say('list_filter')} ({kinds})"
        )
        if name:
            self.open_file(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData().urls())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def _listed(self, told: tuple[tuple[str, ...], float], wanted: str | None) -> None:
        assert self._path is not None
        names, changed = told
        when = datetime.fromtimestamp(changed)
        self.saved.show_text(say("bind_saved", folder=str(self._path.parent),
                                 time=f"{when:%Y-%m-%d %H:%M}"))  # fmt: skip
        self.sheet.addItems(names)
        if wanted in names:
            self.sheet.setCurrentText(wanted)
        self.sheet.setEnabled(len(names) > 1)
        self._reread()

    def _reread(self) -> None:
        """Read the list (again), and bring it together with the task."""
        if self._path is None:
            return
        self._forget()
        self._tell(say("list_reading"))
        spec, lang = self.spec(), language()
        script = self._binding.script if self._binding and self._changed else None
        path = self._entry.path
        self._files.do(lambda: bind(script or load(path), read_list(spec), lang), self._bound,
                       self._wrong_file)  # fmt: skip

    def _bound(self, binding: Binding) -> None:
        self._binding = binding
        data = binding.data
        rows = len(data.rows)
        self.heading.setText(say("bind_heading", row=data.header) if data.header else "")
        kept = max(0, self.which.currentIndex())
        self.which.clear()
        self.which.addItems([say("bind_all_rows", n=rows), say("bind_some_rows")])
        self.which.setCurrentIndex(kept)
        self.range.setVisible(kept == 1)
        self.grid.show_list(data)
        self._tell("" if rows else say("list_none"))
        self._rebound()

    def _rebound(self) -> None:
        """Something about the places has changed, or was read."""
        binding = self._binding
        assert binding is not None
        self.links.show_links(binding.links, binding.data.columns, binding.key)
        self._over, self._wrong = False, ""
        self._show_found()
        self._soon.start()

    def _wrong_file(self, error: IlsonError | OSError) -> None:
        hint = error.hint if isinstance(error, IlsonError) else ""
        self._forget()
        self._tell(f"{error}\n{hint}".strip(), "red")

    def _forget(self) -> None:
        self._soon.stop()
        self._rehearsal.cancel()
        self._without = set()
        if not self._changed:
            self._binding = None
        self.grid.show_list(None)
        self.links.show_links((), (), ())
        self.checks.tell("")
        self._show_state()

    def _tell(self, text: str, ink: str = "text_2") -> None:
        self.found.setText(text)
        self.found.setVisible(bool(text))
        self.grid.setVisible(not text)
        kit.restyle(self.found, ink=ink)

    def _open_list(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    # ---- which column where -----------------------------------------------------------------

    def _link(self, at: Link, column: str) -> None:
        self._change(lambda binding: link(binding, at, column))

    def _take_all(self) -> None:
        self._change(accept_all)

    def _set_key(self, key: tuple[str, ...]) -> None:
        self._change(lambda binding: with_key(binding.script, key))

    def _change(self, change: Callable[[Binding], Script]) -> None:
        binding, lang = self._binding, language()
        if binding is None:
            return

        def changed(made: Binding) -> None:
            self._binding, self._changed = made, True
            self._rebound()

        def wrong(error: IlsonError | OSError) -> None:
            self.note.setText(str(error))

        self._saves.do(lambda: bind(change(binding), binding.data, lang), changed, wrong)

    # ---- which rows -------------------------------------------------------------------------

    def rows(self) -> tuple[int, int] | None:
        """The rows to run, Excel's first and last; None for all of them."""
        if self.which.currentIndex() != 1:
            return None
        first, _, last = self.range.text().replace(" ", "").partition("-")
        last = last or first
        if not (first.isdigit() and last.isdigit() and 1 <= int(first) <= int(last)):
            return None
        return int(first), int(last)

    def _wanted(self) -> list[int]:
        data = self._binding.data if self._binding else None
        rows = self.rows()
        return [
            row.number for row in (data.rows if data else ())
            if (rows is None or rows[0] <= row.number <= rows[1])
            and row.number not in self._without
        ]  # fmt: skip

    def _which_rows(self, index: int) -> None:
        data = self._binding.data if self._binding else None
        self.range.setVisible(index == 1)
        if index == 1 and data is not None and data.rows and not self.range.text():
            last = data.rows[min(9, len(data.rows) - 1)]
            self.range.setText(f"{data.rows[0].number}-{last.number}")
            self.range.setFocus()
        self._range_changed()

    def _range_changed(self) -> None:
        self._show_state()
        if self._binding is not None:
            self._soon.start()

    def _leave_out(self, row: int, out: bool) -> None:
        (self._without.add if out else self._without.discard)(row)
        self._show_found()

    # ---- the rehearsal ----------------------------------------------------------------------

    def _rehearse(self) -> None:
        binding = self._binding
        if binding is None or not binding.data.rows or binding.missing:
            self._over = True
            self._show_found()
            return
        spec, rows = self.spec(), self.rows()
        if not self._changed:
            self._rehearsal.begin(self._entry.path, spec, rows)
            return
        copy, script = Path(self._folder.name) / "task", binding.script
        self._saves.do(lambda: save(script, copy, versions=False),
                       lambda _: self._rehearsal.begin(copy, spec, rows),
                       lambda error: self._rehearsed(str(error)))  # fmt: skip

    def _rehearsed(self, wrong: str) -> None:
        self._over, self._wrong = True, wrong
        self._show_found()

    def _show_found(self) -> None:
        found = self._rehearsal.result
        self.grid.rows.show_findings(found.cells, self._without)
        missing = self._binding.missing if self._binding else ()
        wrong = self._wrong or (say("bind_missing_columns", columns=", ".join(missing))
                                if missing else "")  # fmt: skip
        self.checks.show_found(found, self._without, self._over, wrong)
        self._show_state()

    # ---- the foot ---------------------------------------------------------------------------

    def _show_state(self) -> None:
        binding, count = self._binding, len(self._wanted())
        bad_range = self.which.currentIndex() == 1 and self.rows() is None
        bound = binding is not None and binding.bound
        whole = binding is not None and not binding.missing
        ready = bound and whole and count > 0 and not bad_range
        self.run.setText(say("list_play", n=count) if ready else say("play"))
        self.run.setEnabled(ready)
        self.first.setEnabled(ready)
        for part in (self._rows_box, self._sheet_box, self.heading):
            part.setVisible(binding is not None)
        if binding is None:
            text = ""
        elif not bound:
            text = say("bind_unbound") if binding.links else ""
        elif bad_range:
            text = say("bind_bad_range")
        elif self._without:
            listed = ", ".join(say("row", row=row) for row in sorted(self._without)[:6])
            text = say("bind_without", rows=listed, n=count)
        else:
            skipped = sum(row.why != "title" for row in binding.data.skipped)
            text = say("list_skipped", n=skipped) if skipped else say("bind_results")
        self.note.setText(text)

    def _play(self, first: bool) -> None:
        """Save what was linked and say go."""
        binding, wanted = self._binding, self._wanted()
        if binding is None or not wanted:
            return
        rows = (wanted[0], wanted[0]) if first else self.rows()
        inside = range(rows[0], rows[1] + 1) if rows else None
        without = tuple(sorted(r for r in self._without if inside is None or r in inside))
        spec, script, path = self.spec(), binding.script, self._entry.path

        def go(_: object = None) -> None:
            self.play.emit(spec, rows, without)
            self.accept()

        if not self._changed:
            go()
            return
        self.run.setEnabled(False)
        # Without a version: the one before holds the values of the row that was done.
        self._saves.do(lambda: save(script, path, versions=False), go,
                       lambda error: self._rehearsed(str(error)))  # fmt: skip

    def done(self, result: int) -> None:
        self._soon.stop()
        self._files.drop()
        self._saves.drop()
        self._rehearsal.cancel()
        self._folder.cleanup()
        super().done(result)


def _inline(word: str, *widgets: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(kit.line(kit.label(word, "label"), *widgets, gap=6))
    return made


def _dropped(urls: Sequence[QUrl]) -> Path | None:
    """The list among dropped files, None where there is none."""
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in EXTENSIONS), None)
