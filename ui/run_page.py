"""What is being recorded or run, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ui import kit
from ui.progress import FailedRow, Progress
from ui.texts import duration, say

_MOST_FAILURES = 200
"""Rows listed here; the report has all of them."""


class RunPage(QWidget):
    """Shows one :class:`Progress`; ``stop``, ``pause``, ``go_on`` and ``leave`` are its buttons."""

    stop = Signal()
    pause = Signal()
    go_on = Signal()
    leave = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Page")
        self._report = ""
        self._shown_failures: list[FailedRow] = []
        self.name = kit.Elided("", "title")
        self.badge = kit.badge("")
        self.data = kit.Elided("", "small")
        self.count = kit.label("", "display")
        self.sentence = kit.label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.counts = kit.label("", "small", wrap=True)
        self.notice = kit.label("", wrap=True)
        self.hint = kit.label("", "small", wrap=True)
        self._notice_box = kit.box(kit.column(self.notice, self.hint, margin=14, gap=4))
        self._failures = QVBoxLayout()
        self._failures.setSpacing(6)
        self._failures.setContentsMargins(2, 6, 8, 6)
        self._failure_box = self._make_failure_box()
        head = kit.line(self.name, self.badge)
        head.setStretch(0, 1)
        state = kit.box(
            kit.column(self.count, self.sentence, self.bar, self.counts, margin=16, gap=6), "card"
        )
        body = kit.column(
            kit.column(head, self.data, gap=2), state, self._notice_box, self._failure_box, 1,
            margin=20, gap=12,
        )  # fmt: skip
        body.setStretch(3, 1000)
        self.setLayout(kit.column(gap=0))
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.addLayout(body, 1)
        outer.addWidget(self._make_foot())

    def _make_failure_box(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("Rows")
        inner.setLayout(self._failures)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(56)
        self._failure_title = kit.label(say("failed_rows"), "strong")
        return kit.box(kit.column(self._failure_title, area, margin=16, gap=4), "card")

    def _make_foot(self) -> QWidget:
        self.note = kit.label("", "small", wrap=True)
        self.report_button = kit.button(say("report"), icon="file-text")
        self.pause_button = kit.button(say("pause"), icon="pause")
        self.go_on_button = kit.button(say("continue"), "primary", "play")
        self.stop_button = kit.button(say("stop"), "danger", "square")
        self.again_button = kit.button(say("play"), icon="rotate-ccw")
        self.leave_button = kit.button(say("to_library"), "primary")
        self.report_button.clicked.connect(self._open_report)
        self.pause_button.clicked.connect(self.pause)
        self.go_on_button.clicked.connect(self.go_on)
        self.stop_button.clicked.connect(self.stop)
        self.again_button.clicked.connect(self.again)
        self.leave_button.clicked.connect(self.leave)
        row = kit.line(
            self.note, self.report_button, self.again_button, self.pause_button,
            self.go_on_button, self.stop_button, self.leave_button, margin=10,
        )  # fmt: skip
        row.setStretch(0, 1)
        return kit.box(row, "foot")

    # ---- showing ----------------------------------------------------------------------------

    def show_progress(self, progress: Progress) -> None:
        """Show all that is known now."""
        recording = progress.kind == "record"
        self.name.show_text(progress.name)
        self.data.show_text(progress.data)
        self.data.setVisible(bool(progress.data))
        text, tone = _state(progress)
        self.badge.setText(text)
        kit.restyle(self.badge, tone=tone)
        self._show_count(progress)
        self.sentence.setText(_sentence(progress))
        self.counts.setText(_counts(progress))
        self.counts.setVisible(bool(self.counts.text()))
        self._show_notice(progress)
        self._show_failures(progress)
        self._show_foot(progress, recording)

    def _show_count(self, progress: Progress) -> None:
        rows = progress.rows
        self.count.setVisible(rows is not None)
        self.bar.setVisible(rows is not None or not progress.ended)
        if rows is not None:
            self.count.setText(say("rows_of", done=progress.finished_rows, all=rows))
            self.bar.setRange(0, max(rows, 1))
            self.bar.setValue(progress.finished_rows)
        else:
            self.bar.setRange(0, 0 if progress.state != "paused" else 1)
        tone = {"done": "green", "failed": "red"}.get(progress.state, "")
        if self.bar.property("tone") != tone:
            kit.restyle(self.bar, tone=tone)

    def _show_notice(self, progress: Progress) -> None:
        text, hint, tone = progress.message, progress.hint, "red"
        if progress.state == "asking":
            text, hint, tone = progress.question, "", "amber"
        elif progress.killed:
            text, hint, tone = say("killed"), "", "amber"
        elif progress.notes and not text:
            text, hint, tone = "\n".join(progress.notes[-3:]), "", "amber"
        elif not (progress.state == "failed" and text):
            text = hint = ""
        if progress.state == "failed" and not text and not progress.failures:
            text = say("record_failed" if progress.kind == "record" else "crashed")
        self._notice_box.setVisible(bool(text))
        self.notice.setText(text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        kit.restyle(self._notice_box, tone=tone)

    def _show_failures(self, progress: Progress) -> None:
        self._failure_box.setVisible(bool(progress.failures))
        wanted = progress.failures[:_MOST_FAILURES]
        if wanted[: len(self._shown_failures)] != self._shown_failures:
            kit.clear(self._failures)
            self._shown_failures = []
        elif self._failures.count():
            self._failures.takeAt(self._failures.count() - 1)  # the stretch at the end
        for failure in wanted[len(self._shown_failures) :]:
            self._failures.addWidget(_failure(failure))
        self._failures.addStretch(1)
        self._shown_failures = list(wanted)

    def _show_foot(self, progress: Progress, recording: bool) -> None:
        ended, playing = progress.ended, not recording and not progress.ended
        self._report = progress.report
        self.note.setText(say("using_screen") if playing else "")
        if recording and not ended:
            self.note.setText(say("record_how") if progress.state == "recording" else "")
        self.report_button.setVisible(ended and bool(progress.report))
        self.again_button.setVisible(ended and not recording)
        self.leave_button.setVisible(ended)
        self.pause_button.setVisible(playing and progress.state in ("starting", "running"))
        self.go_on_button.setVisible(playing and progress.state == "paused")
        self.stop_button.setVisible(not ended)
        self.stop_button.setEnabled(progress.state != "saving")
        self.stop_button.setText(say("record_stop" if recording else "stop"))

    def _open_report(self) -> None:
        path = Path(self._report)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _failure(failure: FailedRow) -> QWidget:
    why = kit.label(failure.why, "small", wrap=True)
    body = kit.column(why, gap=0)
    if failure.row:
        body.insertWidget(0, kit.label(say("row", row=failure.row), "strong"))
    whole = kit.line(gap=10)
    whole.addWidget(kit.sign("circle-x", "red"), 0, Qt.AlignmentFlag.AlignTop)
    whole.addLayout(body, 1)
    return kit.box(whole)


def _state(progress: Progress) -> tuple[str, str]:
    """The word and the tone of a state."""
    return {
        "starting": (say("starting"), ""),
        "recording": (say("recording"), "red"),
        "saving": (say("saving"), ""),
        "running": (say("running"), "brand"),
        "paused": (say("paused"), "amber"),
        "asking": (say("waiting"), "amber"),
        "done": (say("done"), "green"),
        "failed": (say("failed"), "red"),
        "stopped": (say("stopped"), "amber"),
    }[progress.state]


def _sentence(progress: Progress) -> str:
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
    now = say("row_now", row=progress.row) if progress.row and progress.rows is not None else ""
    return "\n".join(part for part in (now, progress.sentence) if part)


def _counts(progress: Progress) -> str:
    if progress.kind == "record":
        return say("recorded_steps", n=progress.steps) if progress.steps else ""
    parts = []
    if progress.rows is not None:
        parts.append(
            say("counts", done=progress.done, failed=progress.failed, skipped=progress.skipped)
        )
    if progress.in_doubt:
        parts.append(say("in_doubt", n=progress.in_doubt))
    if progress.ended and progress.seconds:
        parts.append(say("took", time=duration(progress.seconds)))
    return " · ".join(parts)
