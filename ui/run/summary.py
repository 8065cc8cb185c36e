"""What came of a run: counts, times, and the files that it left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui import kit
from ui.progress import Progress
from ui.run.words import short_span, state_word
from ui.texts import duration, say

_SIGNS = {
    "done": ("circle-check", "green"), "failed": ("circle-x", "red"),
    "stopped": ("square", "amber"),
}  # fmt: skip


class Summary(QFrame):
    """Shown in the place of the step when a run is over."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._files = {"results": "", "report": ""}
        self._facts = QVBoxLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setSpacing(6)
        self._shown: object = None
        self.results = kit.button(say("open_results"), icon="file-spreadsheet")
        self.report = kit.button(say("report"), icon="file-text")
        self.results.clicked.connect(lambda: self._open("results"))
        self.report.clicked.connect(lambda: self._open("report"))
        self.where = kit.Elided("", "caption")
        self.setLayout(
            kit.column(
                self._facts, kit.line(self.results, self.report, 1), self.where, 1,
                margin=20, gap=14,
            )
        )  # fmt: skip

    def show_progress(self, progress: Progress) -> None:
        """Show the end of a run."""
        self._files = {"results": progress.results, "report": progress.report}
        self.results.setVisible(bool(progress.results))
        self.report.setVisible(bool(progress.report))
        name = Path(progress.results).name if progress.results else ""
        self.where.show_text(say("results_are", file=name) if name else "")
        self.where.setVisible(bool(name))
        wanted = (progress.state, progress.finished_rows, progress.seconds, len(progress.repaired))
        if wanted == self._shown:
            return
        self._shown = wanted
        kit.clear(self._facts)
        word, _ = state_word(progress)
        icon, ink = _SIGNS.get(progress.state, ("info", "text_2"))
        head = kit.line(kit.sign(icon, ink, 24), kit.label(word, "subtitle"), 1)
        holder = QFrame()
        holder.setLayout(head)
        self._facts.addWidget(holder)
        for sign, tone, text in _facts(progress):
            line = kit.line(kit.sign(sign, tone), kit.label(text, wrap=True), gap=8)
            line.setStretch(1, 1)
            line.setAlignment(Qt.AlignmentFlag.AlignTop)
            fact = QFrame()
            fact.setLayout(line)
            self._facts.addWidget(fact)

    def _open(self, which: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._files[which]))


def _facts(progress: Progress) -> list[tuple[str, str, str]]:
    """Sign, tone and sentence of each thing to tell."""
    told = []
    if progress.rows is not None:
        told.append(("circle-check", "green", say("sum_done", n=progress.done)))
        if progress.failed:
            told.append(("circle-x", "red", say("sum_failed", n=progress.failed)))
        if progress.in_doubt:
            told.append(("triangle-alert", "amber", say("in_doubt", n=progress.in_doubt)))
        if progress.skipped:
            told.append(("skip-forward", "text_2", say("sum_skipped", n=progress.skipped)))
        if progress.already:
            told.append(("history", "text_2", say("sum_already", n=progress.already)))
    if progress.seconds:
        text = say("took", time=duration(progress.seconds))
        if progress.saved_time >= 1:
            text += " · " + say("sum_saved", time=short_span(progress.saved_time))
        told.append(("hourglass", "text_2", text))
    if progress.repaired:
        told.append(("crosshair", "text_2", say("sum_repaired", n=len(progress.repaired))))
    return told
