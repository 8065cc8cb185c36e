"""The list of a run: which file, which columns where, what is wrong with it, how many rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from player.data import EXTENSIONS, where_of
from scripts.errors import IlsonError
from scripts.files import load, save
from scripts.language import language
from scripts.model import Script
from scripts.needs import columns_used
from ui import kit
from ui.binding.checks import Checks, Rehearsal
from ui.binding.grid import Grid
from ui.binding.inner import InnerLists
from ui.binding.links import Links
from ui.binding.mapping import (
    Binding,
    Link,
    accept_all,
    bind,
    link,
    read_for,
    with_key,
    with_where,
)
from ui.binding.rows import RowRange
from ui.binding.source import Source
from ui.library.tasks import Entry
from ui.texts import say
from ui.work import Worker

_SETTLE = 250
"""Milliseconds after the last change before the list is checked anew."""


class BindingDialog(QDialog):
    """``play`` with the list (``WORKBOOK[#SHEET]``), the rows (first and last, or None), the rows
    that are left out, and the lists of inner loops by their names. What was linked is saved into
    the task by then."""

    play = Signal(str, object, tuple, dict)

    def __init__(
        self,
        entry: Entry,
        spec: str,
        command: Sequence[str],
        parent: QWidget | None = None,
        inner: Mapping[str, str] | None = None,
    ) -> None:
        """``spec`` and ``inner`` are the lists that it last ran with."""
        super().__init__(parent)
        self.setWindowTitle(say("bind_title", name=entry.name))
        self.setAcceptDrops(True)
        self._entry = entry
        self._last_inner = dict(inner or {})
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
        self.setMinimumSize(920, 440)
        if spec:
            self.open_file(*where_of(spec))
        else:
            self._forget()
            self._tell(f"{say('bind_no_file')}\n{say('bind_drop')}")
            self.source.choose.setFocus()

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
        self.range = RowRange()
        self.range.changed.connect(self._range_changed)
        self.inner = InnerLists(self._last_inner)
        self.inner.changed.connect(lambda: self._change(None))
        self.inner.where_chosen.connect(
            lambda name, own, outer: self._change(
                lambda binding: with_where(binding.script, name, own, outer)
            )
        )
        self.source = Source(beside=self.range)
        self.source.opened.connect(self._opened)
        self.source.chosen.connect(self._reread)
        self.source.failed.connect(self._wrong_file)
        body = kit.column(self.source, self.inner, middle, self.checks, gap=10)
        body.setContentsMargins(24, 14, 24, 12)
        body.setStretch(2, 3)
        body.setStretch(3, 1)
        whole = kit.column(gap=0)
        whole.addLayout(body, 1)
        whole.addWidget(self._make_foot())
        self.setLayout(whole)

    def _make_foot(self) -> QFrame:
        self.note = kit.label("", "small", wrap=True)
        cancel = kit.button(say("cancel"), "ghost")
        cancel.clicked.connect(self.reject)
        self.first = kit.button(say("bind_first"), icon="play")
        self.first.clicked.connect(lambda: self._play(first=True))
        self.run = kit.button(say("play"), "primary", "play")
        self.run.setDefault(True)
        self.run.clicked.connect(lambda: self._play(first=False))
        for button in (cancel, self.first):
            button.setAutoDefault(False)
        line = kit.line(self.note, cancel, self.first, self.run)
        line.setStretch(0, 1)
        line.setContentsMargins(24, 9, 24, 9)
        return kit.box(line, "foot")

    # ---- the lists --------------------------------------------------------------------------

    def spec(self) -> str:
        """``WORKBOOK[#[SHEET][:ROW]]`` of what was chosen."""
        return self.source.spec()

    def open_file(self, path: Path, sheet: str | None = None, heading: int = 0) -> None:
        """Take a file: its sheets are listed, and the wanted (or first) one is read."""
        self.source.open_file(path, sheet, heading)

    def _opened(self) -> None:
        self._forget()
        self._tell(say("list_reading"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData().urls()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData().urls())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def _reread(self) -> None:
        """Read the list (again), and bring it together with the task."""
        if self.source.path is None:
            return
        self._forget()
        self._tell(say("list_reading"))
        spec, lang = self.spec(), language()
        script = self._binding.script if self._binding and self._changed else None
        path, inner = self._entry.path, self.inner.lists()

        def read() -> tuple[Binding, int]:
            made = script or load(path)
            data, heading = read_for(spec, columns_used(made))
            return bind(made, data, lang, inner), heading

        self._files.do(read, self._bound, self._wrong_file)

    def _bound(self, told: tuple[Binding, int]) -> None:
        binding, heading = told
        self._binding = binding
        data = binding.data
        self.source.use_heading(heading)
        self.source.show_list(data)
        self.range.show_list(data)
        self.grid.show_list(data)
        self._tell("" if data.rows else say("list_none"))
        self.inner.show_lists(binding)
        self._rebound()

    def _rebound(self) -> None:
        """Something about the places has changed, or was read."""
        binding = self._binding
        assert binding is not None
        columns = {name: data.columns for name, data in binding.inner.items() if data}
        self.links.show_links(binding.links, binding.data.columns, binding.key, columns)
        self.inner.show_state(binding)
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
        if self.source.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.source.path)))

    # ---- which column where -----------------------------------------------------------------

    def _link(self, at: Link, column: str) -> None:
        self._change(lambda binding: link(binding, at, column))

    def _take_all(self) -> None:
        self._change(accept_all)

    def _set_key(self, key: tuple[str, ...]) -> None:
        self._change(lambda binding: with_key(binding.script, key))

    def _change(self, change: Callable[[Binding], Script] | None) -> None:
        """Change the task; None: only the lists have changed."""
        binding, lang = self._binding, language()
        if binding is None:
            return
        inner = self.inner.lists()

        def again() -> Binding:
            return bind(change(binding) if change else binding.script, binding.data, lang, inner)

        def changed(made: Binding) -> None:
            self._binding = made
            self._changed |= change is not None
            self._rebound()

        def wrong(error: IlsonError | OSError) -> None:
            self.note.setText(str(error))

        self._saves.do(again, changed, wrong)

    # ---- which rows -------------------------------------------------------------------------

    def _wanted(self) -> list[int]:
        data = self._binding.data if self._binding else None
        rows = self.range.rows()
        return [
            row.number for row in (data.rows if data else ())
            if (rows is None or rows[0] <= row.number <= rows[1])
            and row.number not in self._without
        ]  # fmt: skip

    def _range_changed(self) -> None:
        self._show_state()
        if self._binding is not None:
            self._soon.start()

    def _leave_out(self, row: int, out: bool) -> None:
        (self._without.add if out else self._without.discard)(row)
        self._show_found()

    # ---- the rehearsal ----------------------------------------------------------------------

    @property
    def at_rest(self) -> bool:
        """Whether the list was read and rehearsed as it is bound now."""
        return self._over and not self._soon.isActive()

    def _rehearse(self) -> None:
        binding = self._binding
        if binding is None or not binding.data.rows or not binding.whole:
            self._over = True
            self._show_found()
            return
        spec, rows, inner = self.spec(), self.range.rows(), self.inner.specs()
        if not self._changed:
            self._rehearsal.begin(self._entry.path, spec, rows, inner)
            return
        copy, script = Path(self._folder.name) / "task", binding.script
        self._saves.do(lambda: save(script, copy, versions=False),
                       lambda _: self._rehearsal.begin(copy, spec, rows, inner),
                       lambda error: self._rehearsed(str(error)))  # fmt: skip

    def _rehearsed(self, wrong: str) -> None:
        self._over, self._wrong = True, wrong
        self._show_found()

    def _show_found(self) -> None:
        found = self._rehearsal.result
        self.grid.rows.show_findings(found.cells, self._without)
        wrong = self._wrong or self._lacking()
        self.checks.show_found(found, self._without, self._over, wrong)
        self._show_state()

    def _lacking(self) -> str:
        """Why nothing can be checked yet."""
        binding = self._binding
        if binding is None or binding.whole:
            return ""
        unread = [name for name, data in binding.inner.items() if data is None]
        if unread and not binding.missing:
            return say("bind_inner_first", names=", ".join(unread))
        columns = (*binding.missing, *(c for name in binding.inner for c in binding.lacks(name)))
        return say("bind_missing_columns", columns=", ".join(columns))

    # ---- the foot ---------------------------------------------------------------------------

    def _show_state(self) -> None:
        binding, count = self._binding, len(self._wanted())
        bound = binding is not None and binding.bound
        whole = binding is not None and binding.whole
        ready = bound and whole and count > 0 and not self.range.wrong
        self.run.setText(say("list_play", n=count) if ready else say("play"))
        self.run.setEnabled(ready)
        self.first.setEnabled(ready)
        self.range.setVisible(binding is not None)
        if binding is None:
            text = ""
        elif not bound:
            text = say("bind_unbound") if binding.links else ""
        elif self.range.wrong:
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
        rows = (wanted[0], wanted[0]) if first else self.range.rows()
        inside = range(rows[0], rows[1] + 1) if rows else None
        without = tuple(sorted(r for r in self._without if inside is None or r in inside))
        spec, script, path = self.spec(), binding.script, self._entry.path
        inner = self.inner.specs()

        def go(_: object = None) -> None:
            self.play.emit(spec, rows, without, inner)
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
        self.source.drop()
        self.inner.drop()
        self._rehearsal.cancel()
        self._folder.cleanup()
        super().done(result)


def _dropped(urls: Sequence[QUrl]) -> Path | None:
    """The list among dropped files, None where there is none."""
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in EXTENSIONS), None)
