"""The column of rows that need help: what is asked, what failed, what was done last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui import kit
from ui.progress import FailedRow, Progress, Question
from ui.texts import duration, say

MOST_FAILURES = 200
"""Rows listed here; the report has all of them."""
_LATEST = 5
WIDTH = 344


class HelpColumn(QFrame):
    """``answer`` is pressed on the question's card, ``again`` on a row that failed (Excel's
    number)."""

    answer = Signal()
    again = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.badge = kit.badge("", "amber")
        self._asked: Question | None = None
        self._failures: list[FailedRow] = []
        self._done: list[tuple[int, float]] = []
        self._ended = False
        self._names: Mapping[int, str] = {}
        area, self._inner = kit.scrolled(margin=6, gap=2)
        area.setAccessibleName(say("failed_rows"))
        head = kit.line(kit.label(say("failed_rows"), "subtitle"), self.badge, 1)
        self.setLayout(kit.column(head, area, margin=16, gap=8))
        self.setFixedWidth(WIDTH)
        self._fill()

    def show_progress(self, progress: Progress, names: Mapping[int, str]) -> None:
        """Show the rows of a run; ``names`` are what its rows are called."""
        failures = progress.failures[:MOST_FAILURES]
        wanted = (progress.asking, failures, progress.times[-_LATEST:], progress.ended, names)
        if wanted == (self._asked, self._failures, self._done, self._ended, self._names):
            return
        self._asked, self._failures = progress.asking, list(failures)
        self._done, self._ended = progress.times[-_LATEST:], progress.ended
        self._names = dict(names)
        count = len(progress.failures) + (progress.asking is not None)
        self.badge.setText(str(count))
        self.badge.setVisible(count > 0)
        self._fill()

    def _fill(self) -> None:
        kit.clear(self._inner)
        if self._asked is not None:
            self._inner.addWidget(self._question(self._asked))
        for number, failure in enumerate(self._failures):
            if number:
                self._inner.addWidget(kit.rule())
            self._inner.addWidget(self._failure(failure))
        if self._asked is None and not self._failures:
            self._inner.addWidget(kit.label(say("help_none"), "small", wrap=True))
        if self._done:
            self._inner.addSpacing(6)
            self._inner.addWidget(kit.rule())
            self._inner.addSpacing(6)
            self._inner.addWidget(kit.label(say("just_done"), "label"))
            self._inner.addSpacing(4)
            for row, seconds in reversed(self._done):
                name = kit.Elided(self._named(row))
                line = kit.line(
                    kit.sign("circle-check", "green"), name,
                    kit.label(duration(seconds), "caption"),
                )  # fmt: skip
                line.setStretch(1, 1)
                line.setContentsMargins(4, 1, 0, 1)
                holder = QWidget()
                holder.setLayout(line)
                self._inner.addWidget(holder)
        self._inner.addStretch(1)

    def _named(self, row: int) -> str:
        return row_name(row, self._names)

    def _question(self, question: Question) -> QFrame:
        title = self._named(question.row) if question.row else say("ask_title")
        button = kit.button(say("answer_text"), "primary")
        kit.restyle(button, bsize="sm")
        button.clicked.connect(self.answer)
        words = kit.column(
            kit.label(title, "strong", wrap=True), kit.label(question.text, "small", wrap=True),
            kit.line(button, 1), gap=4,
        )  # fmt: skip
        line = kit.line(gap=9)
        sign = kit.sign("message-circle-question-mark", "amber")
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.setContentsMargins(12, 10, 12, 12)
        return kit.box(line, tone="amber")

    def _failure(self, failure: FailedRow) -> QFrame:
        words = kit.column(kit.label(failure.why, "small", wrap=True), gap=1)
        line = kit.line(gap=9)
        line.addWidget(kit.sign("circle-x", "red"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        if failure.row:
            words.insertWidget(0, kit.label(self._named(failure.row), "strong", wrap=True))
            if self._ended:
                button = kit.button(say("row_again"))
                kit.restyle(button, bsize="sm")
                button.setAccessibleName(f"{say('row', row=failure.row)} {say('row_again')}")
                button.clicked.connect(lambda: self.again.emit(failure.row))
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        line.setContentsMargins(8, 9, 4, 9)
        made = kit.box(line)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return made


def row_name(row: int, names: Mapping[int, str]) -> str:
    """12행 오세민, or 12행 where nobody knows who that is."""
    name = names.get(row, "")
    return f"{say('row', row=row)} {name}".rstrip()


def counts(progress: Progress, rows: Sequence[int]) -> dict[str, int]:
    """How many rows of a run are in each state, for its legend."""
    now = 0 if progress.ended or progress.state == "starting" else int(progress.row in rows)
    asked = sum(state == "asked" for state in progress.states.values())
    failed = progress.failed + progress.in_doubt * progress.ended
    over = progress.done + failed + progress.skipped + progress.already
    now = max(0, now - asked) if progress.states.get(progress.row) != "done" else 0
    return {
        "done": progress.done, "failed": failed, "asked": asked, "skipped": progress.skipped,
        "before": progress.already, "now": now,
        "waiting": max(0, (progress.rows or 0) - over - asked - now),
    }  # fmt: skip
