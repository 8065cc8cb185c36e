"""The run view: how far it is, the step in hand, the rows that need help; then the summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from ui import kit
from ui.hotkeys import keys_for
from ui.progress import Progress
from ui.run.help import HelpColumn, counts, row_name
from ui.run.outline import Outline
from ui.run.step import StepCard
from ui.run.strip import Legend, RowStrip
from ui.run.summary import Summary
from ui.run.words import notice, short_span, state_word
from ui.texts import say


class RunPage(QWidget):
    """Shows one :class:`Progress`. Its buttons: ``stop``, ``pause``, ``go_on``, ``leave``,
    ``small``; ``answer`` the open question; ``again`` the task from its start, ``rest`` what this
    run has left, ``row_again`` one row of it."""

    stop = Signal()
    pause = Signal()
    go_on = Signal()
    leave = Signal()
    small = Signal()
    answer = Signal()
    again = Signal()
    rest = Signal()
    row_again = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Page")
        self._names: Mapping[int, str] = {}
        self._rows: list[int] = []
        self._ranges: list[tuple[int, int]] = []
        self._began: tuple[str, datetime] = ("", datetime.now())
        self.name = kit.Elided("", "title")
        self.badge = kit.badge("")
        self.data = kit.Elided("", "small")
        self.small_button = kit.button(say("make_small"), "ghost", "minus")
        self.small_button.clicked.connect(self.small)
        self.notice = kit.label("", wrap=True)
        self.hint = kit.label("", "small", wrap=True)
        self._notice_box = kit.box(kit.column(self.notice, self.hint, margin=14, gap=4))
        self.step = StepCard()
        self.summary = Summary()
        self.help = HelpColumn()
        self.help.answer.connect(self.answer)
        self.help.again.connect(self.row_again)
        self._progress_card = self._make_progress()
        self._make()

    def _make(self) -> None:
        head = kit.line(self.name, self.badge, 1, self.small_button)
        head.setStretch(0, 1000)
        head.setStretch(2, 1)
        below = kit.line(kit.column(self.step, self.summary), self.help, gap=12)
        below.setStretch(0, 1)
        body = kit.column(
            kit.column(head, self.data, gap=2), self._progress_card, self._notice_box, below, gap=12
        )
        body.setContentsMargins(20, 14, 20, 14)
        body.setStretch(3, 1)
        outer = QVBoxLayout()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(body, 1)
        outer.addWidget(self._make_foot())
        self.setLayout(outer)

    def _make_progress(self) -> QFrame:
        self.count = kit.label("", "display")
        self.of = kit.label("", "subtitle", "text_2")
        self.sentence = kit.label("", wrap=True)
        self.remaining = kit.label("", "title")
        self.saved = kit.label("", "title", "green")
        self._remaining_box, self._saved_box = (
            _figure(say(word), value)
            for word, value in (("remaining", self.remaining), ("saved_so_far", self.saved))
        )
        self.strip = RowStrip()
        self.legend = Legend()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        big = kit.line(self.count, self.of, 1, gap=6)
        big.setAlignment(self.of, Qt.AlignmentFlag.AlignBottom)
        top = kit.line(kit.column(big, self.sentence, gap=0), gap=26)
        top.setStretch(0, 1)
        top.addWidget(self._remaining_box, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._saved_box, 0, Qt.AlignmentFlag.AlignTop)
        layout = kit.column(top, self.strip, self.bar, self.legend, gap=8)
        layout.setContentsMargins(20, 14, 20, 14)
        return kit.box(layout, "card")

    def _make_foot(self) -> QFrame:
        self.note = kit.label("", "small", wrap=True)
        self.leave_button = kit.button(say("to_library"), "ghost", "layers")
        self.again_button = kit.button(say("play_again_all"), icon="play")
        self.rest_button = kit.button("", "primary", "rotate-ccw")
        self.go_on_button = kit.button(say("continue"), "primary", "play")
        self.pause_button = kit.button(say("pause"), icon="pause")
        self.stop_button = kit.button(say("stop"), "danger", "square")
        self.stop_button.setAutoDefault(False)
        self.report_button = self.summary.report
        for button, signal in (
            (self.leave_button, self.leave), (self.again_button, self.again),
            (self.rest_button, self.rest), (self.go_on_button, self.go_on),
            (self.pause_button, self.pause), (self.stop_button, self.stop),
        ):  # fmt: skip
            button.clicked.connect(signal)
        self._pause_key = kit.key("F9")
        self._stop_keys = kit.line(kit.key("Esc"), kit.key("Esc"), gap=4)
        self._keys = QWidget()
        self._keys.setLayout(self._stop_keys)
        layout = kit.line(
            self.note, self.leave_button, self._pause_key, self.pause_button, self.go_on_button,
            self._keys, self.stop_button, self.again_button, self.rest_button,
        )  # fmt: skip
        layout.setStretch(0, 1)
        layout.setContentsMargins(20, 9, 20, 9)
        return kit.box(layout, "foot")

    # ---- showing ----------------------------------------------------------------------------

    def show_outline(self, outline: Outline) -> None:
        """The steps of the task that runs, with their pictures."""
        self.step.outline = outline

    def show_names(self, names: Mapping[int, str]) -> None:
        """What the rows of the list are called, by Excel's numbers."""
        self._names = names

    def show_progress(self, progress: Progress) -> None:
        """Show all that is known now."""
        playing = progress.kind == "play"
        self.name.show_text(progress.name)
        self.name.ensurePolished()
        self.name.setMaximumWidth(self.name.fontMetrics().horizontalAdvance(progress.name) + 8)
        self.data.show_text(self._subtitle(progress))
        text, tone = state_word(progress)
        self.badge.setText(text)
        if self.badge.property("tone") != tone:
            kit.restyle(self.badge, tone=tone)
        self._show_rows(progress)
        self.sentence.setText(self._sentence(progress))
        self.sentence.setVisible(bool(self.sentence.text()))
        self._show_notice(progress)
        self.step.setVisible(playing and not progress.ended)
        self.summary.setVisible(progress.ended and playing)
        self.help.setVisible(playing and (progress.rows is not None or bool(progress.failures)))
        if playing:
            self.help.show_progress(progress, self._names)
            if progress.ended:
                self.summary.show_progress(progress)
            else:
                self.step.show_progress(progress)
        self._show_foot(progress, playing)

    def _subtitle(self, progress: Progress) -> str:
        if progress.kind == "record":
            return ""
        if self._began[0] != progress.run:
            self._began = (progress.run, datetime.now())
        began = say("began_at", time=f"{self._began[1]:%H:%M}")
        return " · ".join(part for part in (progress.data, began) if part)

    def _show_rows(self, progress: Progress) -> None:
        rows = progress.rows
        for widget in (self.count, self.of, self.strip, self.legend):
            widget.setVisible(rows is not None)
        self.bar.setVisible(rows is None and not progress.ended)
        self.bar.setRange(0, 0 if progress.state not in ("paused", "asking") else 1)
        remaining = progress.remaining if not progress.ended else 0.0
        self._remaining_box.setVisible(remaining > 0)
        self.remaining.setText(say("about", time=short_span(remaining)))
        saved = progress.saved_time
        self._saved_box.setVisible(saved >= 1)
        self.saved.setText(short_span(saved))
        if rows is None:
            return
        self.count.setText(f"{progress.finished_rows:,}")
        self.of.setText(say("of_rows", all=f"{rows:,}"))
        if self._ranges != progress.ranges or not self._rows:
            self._ranges = list(progress.ranges)
            self._rows = [n for first, last in self._ranges for n in range(first, last + 1)]
            self._rows = self._rows or list(range(2, rows + 2))
        states: dict[int, str] = dict(progress.states)
        if not progress.ended and progress.row and progress.row not in states:
            states[progress.row] = "now"
        self.strip.show_rows(self._rows, states)
        shares = counts(progress, self._rows)
        self.legend.show_counts(shares)
        self.strip.setAccessibleName(
            say("strip_named", all=rows, done=shares["done"], failed=shares["failed"],
                asked=shares["asked"])
        )  # fmt: skip

    def _sentence(self, progress: Progress) -> str:
        if progress.kind == "record":
            if progress.state == "starting":
                return say("recording_wait")
            if progress.state in ("failed", "stopped"):
                return ""
            return progress.sentence or say("recording")
        if progress.ended:
            return say(f"result_{progress.state}", name=progress.name)
        if progress.state == "starting":
            return say("starting")
        if progress.row and progress.rows is not None:
            return say("row_now", row=row_name(progress.row, self._names))
        return progress.sentence

    def _show_notice(self, progress: Progress) -> None:
        text, hint, tone = notice(progress)
        self._notice_box.setVisible(bool(text))
        self.notice.setText(text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        if self._notice_box.property("tone") != tone:
            kit.restyle(self._notice_box, tone=tone)

    def _show_foot(self, progress: Progress, playing: bool) -> None:
        ended = progress.ended
        runs = playing and not ended
        waits = progress.state in ("paused", "asking")
        self.note.setText(say("using_screen") if runs and not waits else "")
        if not playing and not ended:
            how = say("record_how", keys=keys_for("stop"))
            self.note.setText(how if progress.state == "recording" else "")
        left = progress.left_rows if playing and ended else 0
        self.small_button.setVisible(runs)
        self.leave_button.setVisible(ended)
        self.again_button.setVisible(ended and playing)
        self.rest_button.setVisible(left > 0 and bool(progress.run))
        self.rest_button.setText(say("play_rest", n=left))
        self.pause_button.setVisible(runs and not waits)
        self._pause_key.setVisible(runs and not waits)
        self.go_on_button.setVisible(runs and progress.state == "paused")
        self._keys.setVisible(runs)
        self.stop_button.setVisible(not ended)
        self.stop_button.setEnabled(progress.state != "saving")
        self.stop_button.setText(say("stop" if playing else "record_stop"))


def _figure(word: str, value: QWidget) -> QWidget:
    made = QWidget()
    caption = kit.label(word, "caption")
    layout = kit.column(gap=0)
    for part in (caption, value):
        layout.addWidget(part, 0, Qt.AlignmentFlag.AlignRight)
    made.setLayout(layout)
    return made
