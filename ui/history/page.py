"""The history: runs at the left; at the right the time saved, and the chosen run with its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from player.run.journal import RunEntry
from scripts.errors import IlsonError
from ui import kit
from ui.history.chart import SavedCard
from ui.history.film import Film
from ui.history.reading import (
    Detail,
    export_run,
    export_runs,
    matches,
    needs_help,
    read_detail,
    read_runs,
    shares,
    status_word,
)
from ui.run.strip import Legend, RowStrip
from ui.run.words import short_span
from ui.texts import say
from ui.work import Worker

_LIST = 340
MOST_SHOWN = 500
"""Runs in the list; a search finds the older ones."""


def when(started: str, now: datetime) -> str:
    """오늘 14:31, 어제 9:02, 11월 6일 15:20."""
    began = datetime.fromisoformat(started)
    time = f"{began:%H:%M}"
    if began.date() == now.date():
        return say("hist_today", time=time)
    if began.date() == (now - timedelta(days=1)).date():
        return say("hist_yesterday", time=time)
    key = "hist_date" if began.year == now.year else "hist_date_year"
    return say(key, year=began.year, month=began.month, day=began.day, time=time)


class HistoryPage(QWidget):
    """``rest`` with the run that is to be gone on with."""

    rest = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Page")
        self.runs: list[RunEntry] = []
        self.detail: Detail | None = None
        self._worker, self._details, self._exports = Worker(self), Worker(self), Worker(self)
        self.saved = SavedCard()
        self._make()

    def _make(self) -> None:
        self.told = kit.Elided("", "small")
        self.export_all = kit.button(say("hist_export_all"), "ghost", "download")
        self.export_all.clicked.connect(self._export_all)
        head = kit.line(kit.label(say("history"), "title"), self.told, self.export_all)
        head.setStretch(1, 1)
        run = self._make_run()
        for card in (self.saved, run):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        right = kit.column(self.saved, run, self._make_film(), gap=12)
        right.setStretch(2, 1)
        right.addStretch(0)  # where a run left no pictures, what is above them stays as it is
        inner = QWidget()
        inner.setObjectName("Rows")
        right.setContentsMargins(0, 0, 8, 0)
        inner.setLayout(right)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        both = kit.line(self._make_list(), area, gap=16)
        both.setStretch(0, 1)
        both.setStretch(1, 3)
        layout = kit.column(head, both, gap=12)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _make_list(self) -> QWidget:
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("hist_search"))
        self.search.setAccessibleName(say("hist_search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.which = QComboBox()
        self.which.addItems([say("hist_all"), say("hist_help")])
        self.which.setAccessibleName(say("hist_which"))
        self.which.activated.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(say("history"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._chosen)
        self.none = kit.label("", "small", wrap=True)
        made = QWidget()
        top = kit.line(self.search, self.which, gap=6)
        top.setStretch(0, 1)
        layout = kit.column(top, self.none, self.list, gap=8)
        layout.setStretch(2, 1)
        made.setLayout(layout)
        made.setMinimumWidth(220)
        made.setMaximumWidth(_LIST)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return made

    def _make_run(self) -> QFrame:
        self.name = kit.Elided("", "subtitle")
        self.about = kit.Elided("", "small")
        self.strip = RowStrip(14, choosable=True)
        self.strip.chosen.connect(self.show_row)
        self.legend = Legend()
        self.rest_button = kit.button("", icon="rotate-ccw")
        self.rest_button.clicked.connect(self._rest)
        self.report = kit.button(say("report"), "ghost", "file-text")
        self.report.clicked.connect(self._open_report)
        self.export = kit.button(say("hist_export"), "ghost", "download")
        self.export.clicked.connect(self._export_run)
        words = kit.column(self.name, self.about, gap=0)
        head = kit.line(words, self.rest_button, self.report, self.export)
        head.setStretch(0, 1)
        layout = kit.column(head, self.strip, self.legend, gap=8)
        layout.setContentsMargins(18, 12, 14, 12)
        self._run_card = kit.box(layout, "card")
        return self._run_card

    def _make_film(self) -> QFrame:
        self.row_title = kit.label("", "strong")
        self.row_badge = kit.badge("")
        self.film = Film()
        self.why = kit.label("", "small", wrap=True)
        self._why_sign = kit.sign("info")
        note = kit.line(self._why_sign, self.why, gap=8)
        note.setStretch(1, 1)
        head = kit.line(self.row_title, self.row_badge, 1)
        layout = kit.column(head, note, self.film, 1, gap=6)
        layout.setContentsMargins(18, 12, 14, 12)
        self._film_card = kit.box(layout, "card")
        return self._film_card

    # ---- reading ----------------------------------------------------------------------------

    def opened(self) -> None:
        """The page comes to be seen: read the journal anew."""
        self._worker.do(read_runs, self.show_runs, self._wrong)

    def show_runs(self, runs: list[RunEntry]) -> None:
        """Show these runs, the newest first."""
        self.runs = runs
        self.saved.show_runs(runs)
        self.export_all.setEnabled(bool(runs))
        self._filter()

    def _filter(self) -> None:
        text, bad = self.search.text(), self.which.currentIndex() == 1
        found = [run for run in self.runs if matches(run, text, bad)][:MOST_SHOWN]
        chosen = self.detail.entry.id if self.detail else ""
        self.list.blockSignals(True)
        self.list.clear()
        for run in found:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, run)
            row = _row(run)
            item.setSizeHint(row.sizeHint())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.accessibleName())
            self.list.addItem(item)
            self.list.setItemWidget(item, row)
        self.list.blockSignals(False)
        nothing = say("hist_none") if not self.runs else say("hist_no_match")
        self.none.setText("" if found else nothing)
        self.none.setVisible(not found)
        ids = [run.id for run in found]
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else 0 if ids else -1)
        if not ids:
            self._show_nothing()

    def _chosen(self, number: int) -> None:
        item = self.list.item(number)
        if item is not None:
            run = item.data(Qt.ItemDataRole.UserRole)
            self._details.do(lambda: read_detail(run), self._show_detail, self._wrong)

    def _wrong(self, error: IlsonError | OSError) -> None:
        hint = error.hint if isinstance(error, IlsonError) else ""
        self.told.show_text(f"{error} {hint}".strip())

    # ---- the chosen run ---------------------------------------------------------------------

    def _show_nothing(self) -> None:
        self.detail = None
        self._run_card.hide()
        self._film_card.hide()

    def _show_detail(self, detail: Detail) -> None:
        self.detail, run = detail, detail.entry
        self._run_card.show()
        self.name.show_text(run.script)
        parts = [when(run.started, datetime.now()), run.data, short_span(run.seconds)]
        if run.saved:
            parts.append(say("sum_saved", time=short_span(run.saved)))
        self.about.show_text(" · ".join(part for part in parts if part))
        states = {row.row: row.status for row in detail.rows}
        self.strip.show_rows(sorted(states), dict(states))
        self.strip.setVisible(bool(states))
        of = shares(run)
        self.legend.show_counts(of if run.data else {})
        self.legend.setVisible(bool(run.data))
        left = sum(count for state, count in of.items() if state not in ("done", "skipped"))
        self.rest_button.setVisible(bool(run.data) and left > 0)
        self.rest_button.setText(say("play_rest", n=left))
        self.report.setVisible(bool(run.report) and Path(run.report).is_file())
        self.export.setVisible(bool(states))
        self.show_row(detail.interesting)

    def show_row(self, number: int) -> None:
        """Show the film of a row of the chosen run (Excel's number, 0 without a list)."""
        detail = self.detail
        if detail is None:
            return
        self.strip.choose(number)
        result = next((row for row in detail.rows if row.row == number), None)
        proof = detail.proofs.get(number)
        self._film_card.setVisible(bool(detail.proofs) or result is not None)
        title = say("hist_row", row=number) if number else say("hist_steps")
        self.row_title.setText(title)
        status = result.status if result else proof.status if proof else ""
        self.row_badge.setVisible(status in ("failed", "skipped", "in_doubt", "done"))
        if self.row_badge.isVisibleTo(self):
            self.row_badge.setText(say(f"state_{status}"))
            tones = {"done": "green", "failed": "red", "in_doubt": "amber"}
            kit.restyle(self.row_badge, tone=tones.get(status, ""))
        self.film.show_row(proof)
        self.film.setVisible(proof is not None)
        failed = next((step.why for step in proof.steps if step.why), "") if proof else ""
        why = (result.why if result else "") or failed
        if proof is None:
            why = f"{why} {say('hist_no_pictures')}".strip()
        self.why.setText(why)
        self._why_sign.setVisible(bool(why))

    def _rest(self) -> None:
        if self.detail is not None:
            self.rest.emit(self.detail.entry)

    def _open_report(self) -> None:
        if self.detail is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.detail.entry.report))

    # ---- exporting --------------------------------------------------------------------------

    def _export_run(self) -> None:
        detail = self.detail
        if detail is not None:
            name = f"{detail.entry.script}_{detail.entry.started[:10]}.xlsx"
            self._save_as(name, lambda path: export_run(detail, path))

    def _export_all(self) -> None:
        runs = list(self.runs)
        self._save_as(f"{say('hist_sheet')}.xlsx", lambda path: export_runs(runs, path))

    def _save_as(self, name: str, write: Callable[[Path], None]) -> None:
        given, _ = QFileDialog.getSaveFileName(
            self, say("hist_export"), str(Path.home() / name), "Excel (*.xlsx)"
        )
        if given:
            path = Path(given).with_suffix(".xlsx")
            self.export_to(path, write)

    def export_to(self, path: Path, write: Callable[[Path], None]) -> None:
        """Have a workbook written, and say so."""
        self._exports.do(
            lambda: write(path),
            lambda _: self.told.show_text(say("hist_exported", file=path.name)), self._wrong,
        )  # fmt: skip


def _row(run: RunEntry) -> QWidget:
    """One run of the list."""
    of = shares(run)
    rows = sum(of.values()) if run.data else 0
    about = [when(run.started, datetime.now())]
    if rows:
        about.append(say("hist_rows", n=rows))
    about.append(short_span(run.seconds))
    done = of.get("done", 0)
    text = f"{done} / {rows}" if rows else status_word(run)
    tone = "amber" if needs_help(run) else "green"
    if run.status == "failed" and not done:
        tone = "red"
    badge = kit.badge(text, tone)
    words = kit.column(
        kit.Elided(run.script, "strong"), kit.Elided(" · ".join(about), "small"), gap=0
    )
    line = kit.line(words, badge, gap=8)
    line.setStretch(0, 1)
    line.setContentsMargins(12, 7, 10, 7)
    made = QWidget()
    made.setLayout(line)
    made.setAccessibleName(f"{run.script}, {', '.join(about)}, {text}")
    return made
