"""The small bar that is there while a task is recorded.

It lies on top of everything and never takes the focus or a key from the program that is being
recorded. Where the system can, it is left out of pictures of the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QScreen,
)
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from player.desktop import hide_from_captures
from ui import kit, theme
from ui.hotkeys import keys_for
from ui.library.thumbs import cut
from ui.progress import Progress, RowQuestion
from ui.texts import clock, say

WIDTH = 760
COUNT = 3
"""Seconds of the countdown."""
_ABOVE_EDGE = 24
"""Logical pixels between the bar and the lower edge of the screen."""
_BEAT = 1200
"""Milliseconds of the one movement that there is: the pulse."""
_SHADOW = 10
_PICTURE = QSize(62, 40)
_ACROSS = 220
"""Physical pixels of the recorded screen that the picture shows across."""


class Pulse(QWidget):
    """A red dot that breathes while the recording goes on; still where it is paused, or the system
    wants no movement."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(22, 22)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=60)
        self._timer.timeout.connect(self.update)

    def beat(self, on: bool) -> None:
        """Breathe or hold still."""
        if on and not self._timer.isActive():
            self._clock.start()
            self._timer.start()
        elif not on:
            self._timer.stop()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        solid = theme.colour("record" if self._timer.isActive() else "text_3")
        if self._timer.isActive():
            share = self._clock.elapsed() % _BEAT / _BEAT
            halo = QColor(solid)
            halo.setAlpha(round(70 * (1 - share)))
            painter.setBrush(halo)
            painter.drawEllipse(middle, 5 + 6 * share, 5 + 6 * share)
        painter.setBrush(solid)
        painter.drawEllipse(middle, 5, 5)


class RecordingBar(kit.Above):
    """Shows one recording's :class:`Progress`. ``said`` is a word for the recording (``stop``,
    ``pause``, ``continue``, ``undo``, ``secret``); ``started`` and ``cancelled`` end the countdown,
    ``moved`` is where she put the bar."""

    said = Signal(str)
    started = Signal()
    cancelled = Signal()
    row_meant = Signal(str, str, str)
    """Step, choice and column: which row of a table she meant."""
    hidden = Signal(str)
    """The step of which she says, late, that what it typed is secret."""
    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(say("bar"))
        self.setAccessibleName(say("bar"))
        self._grip: QPoint | None = None
        self._left = 0
        self._paused = False
        self._asked: RowQuestion | None = None
        self._seconds = QElapsedTimer()
        self._before_pause = 0.0
        self._tick = QTimer(self, interval=250)
        self._tick.timeout.connect(self._show_time)
        self.counts = QTimer(self, interval=1000)
        self.counts.timeout.connect(self._count_one)
        self.pulse = Pulse()
        self.state = kit.label(say("bar_on"), "strong", "record")
        self.time = kit.label(clock(0), "caption")
        self.number = kit.label("", "label")
        self.light = kit.label("", "label")
        self.light_sign = kit.label("")
        self.why = kit.Elided("", "caption", "amber")
        self.picture = kit.label("")
        self.picture.setFixedSize(_PICTURE)
        self.picture.hide()
        self._shown_picture = ""
        self._typed = ("", "")
        self.sentence = kit.Elided("")
        self.undo = self._tool("undo-2", "bar_undo", "undo", "undo")
        self.wait = self._tool("hourglass", "bar_wait", "wait_here")
        self.read = self._tool("scan-text", "bar_read", "read_here")
        self.secret = self._tool("lock", "bar_secret", "secret")
        self.secret.clicked.connect(self._ask_secret)
        self.wait.clicked.connect(lambda: self._how("bar_wait_how", "wait_here"))
        self.read.clicked.connect(lambda: self._how("bar_read_how", "read_here"))
        self.pause = self._button("pause", "ghost", "pause")
        self.pause.clicked.connect(lambda: self.said.emit("continue" if self._paused else "pause"))
        self.done = self._button("record_stop", "primary", "check")
        self.done.clicked.connect(self._finish)
        self._build()

    def _how(self, word: str, key: str) -> None:
        self.sentence.show_text(say(word, keys=keys_for(key)))

    def _tool(self, icon: str, word: str, key: str, command: str = "") -> QToolButton:
        made = kit.tool(icon, say(word, keys=keys_for(key)))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if command:
            made.clicked.connect(lambda: self.said.emit(command))
        return made

    def _button(self, word: str, kind: str, icon: str) -> QPushButton:
        made = kit.button(say(word), kind, icon)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _build(self) -> None:
        state = kit.column(self.state, self.time, gap=0)
        head = kit.line(self.number, self.light_sign, self.light, gap=6)
        head.addWidget(self.why, 1)
        step = kit.column(head, self.sentence, gap=1)
        marks = kit.line(self.undo, self.wait, self.read, self.secret, gap=0)
        row = kit.line(self.pulse, state, kit.rule_down(), self.picture, step, marks, self.pause,
                       self.done, margin=10, gap=10)  # fmt: skip
        row.setStretch(4, 1)
        self.question = kit.label("", "strong")
        self._choices = kit.line(gap=6)
        asks = kit.line(self.question, 1, self._choices, margin=10, gap=10)
        asks.setContentsMargins(42, 0, 10, 10)
        self._asks = kit.box(asks)
        self._asks.hide()
        self.setLayout(
            kit.column(kit.box(kit.column(row, self._asks, gap=0), "popup"), margin=_SHADOW)
        )
        self.setFixedWidth(WIDTH + 2 * _SHADOW)

    # ---- the countdown ------------------------------------------------------------------------

    def count_down(self) -> None:
        """Count down; ``started`` follows when it is over, ``cancelled`` if she says so."""
        self._left = COUNT
        self.state.setText(say("bar_soon"))
        self.time.setText(say("seconds", n=self._left))
        self.number.setText(say("bar_ready"))
        self.sentence.show_text(say("bar_ready_how"))
        self.done.setText(say("cancel"))
        self.done.setIcon(theme.icon("x", "on_brand", gap=4))
        for part in (self.undo, self.wait, self.read, self.secret, self.pause):
            part.setEnabled(False)
        self.counts.start()

    def _count_one(self) -> None:
        self._left -= 1
        self.time.setText(say("seconds", n=self._left))
        if self._left <= 0:
            self.counts.stop()
            self.started.emit()

    def _finish(self) -> None:
        if self.counts.isActive():
            self.counts.stop()
            self.cancelled.emit()
        else:
            self.said.emit("stop")

    # ---- while it goes on ---------------------------------------------------------------------

    def show_progress(self, progress: Progress) -> None:
        """Show how far the recording is."""
        going = progress.state == "recording"
        self._paused = progress.state == "paused"
        self._run_clock(going)
        self.pulse.beat(going)
        states = {"paused": "paused", "saving": "saving", "starting": "recording_wait"}
        self.state.setText(say(states.get(progress.state, "bar_on")))
        self.done.setText(say("record_stop"))
        self.done.setIcon(theme.icon("check", "on_brand", gap=4))
        self.pause.setText(say("continue" if self._paused else "pause"))
        self.pause.setIcon(theme.icon("play" if self._paused else "pause", gap=4))
        self.pause.setIconSize(QSize(20, 16))
        open_ = progress.state in ("recording", "paused")
        self.pause.setEnabled(open_)
        self.done.setEnabled(open_)
        for part in (self.wait, self.read, self.secret):
            part.setEnabled(going)
        self.undo.setEnabled(going and progress.steps > 0)
        count = progress.steps
        self.number.setText(say("bar_step", n=count) if count else say("bar_none"))
        self.sentence.show_text(_sentence(progress))
        tone, icon = {"green": ("green", "circle-check"), "amber": ("amber", "triangle-alert"),
                      "red": ("red", "circle-x")}.get(progress.light, ("", ""))  # fmt: skip
        self.light_sign.setVisible(bool(tone))
        told = progress.why if tone in ("amber", "red") else ""
        self.light.setVisible(bool(tone) and not told)  # the reason says it, and needs the room
        if tone:
            self.light_sign.setPixmap(theme.pixmap(icon, 16, tone))
            self.light.setText(say(f"light_{progress.light}"))
            self.light_sign.setAccessibleName(self.light.text())
            kit.restyle(self.light, ink=tone)
        self.why.show_text(told)
        self._typed = (progress.typed, progress.typed_say)
        self._show_picture(progress)
        self._show_question(progress.row_question)

    def _show_picture(self, progress: Progress) -> None:
        """The place of the last step, as it will be looked for."""
        if progress.picture == self._shown_picture:
            return
        self._shown_picture = progress.picture
        image = QImage(progress.picture) if progress.picture else QImage()
        self.picture.setVisible(not image.isNull())
        if not image.isNull():
            ratio = self.devicePixelRatioF()
            made = QPixmap.fromImage(cut(image, progress.acts, ratio, _PICTURE, _ACROSS))
            self.picture.setPixmap(made)
            self.picture.setAccessibleName(say("bar_picture", say=progress.sentence))

    def _ask_secret(self) -> None:
        """The field in hand, or what was typed before: she may think of it late."""
        step, sentence = self._typed
        if not step or self._asked is not None:
            self.said.emit("secret")
            return
        kit.clear(self._choices)
        self.question.setText(say("bar_secret_which"))
        for words, tip, do in (
            (say("bar_secret_now"), self.secret.toolTip(), lambda: self.said.emit("secret")),
            (say("bar_secret_before"), sentence, lambda: self.hidden.emit(step)),
        ):
            button = self._choice(words, do)
            button.setToolTip(tip)
        self._asks.setVisible(True)
        self._grow()

    def _choice(self, words: str, do: Callable[[], None]) -> QPushButton:
        button = kit.button(words)
        button.setProperty("bsize", "sm")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        def chosen() -> None:
            if self._asked is None:
                self._asks.setVisible(False)
                self._grow()
            do()

        button.clicked.connect(chosen)
        self._choices.addWidget(button)
        return button

    def _grow(self) -> None:
        """As high as what is in it, upwards."""
        bottom = self.geometry().bottom()
        self.adjustSize()
        self.move(self.x(), bottom - self.height() + 1)

    def _show_question(self, asked: RowQuestion | None) -> None:
        """Ask which row she meant, below; what is shown already stays as it is."""
        if asked is self._asked:
            return
        self._asked = asked
        kit.clear(self._choices)
        self._asks.setVisible(asked is not None)
        if asked is not None:
            self.question.setText(say("row_asked"))
            self.question.setToolTip(asked.question)
            for words, choice, column in _row_choices(asked):
                meant = partial(self.row_meant.emit, asked.step, choice, column)
                self._choice(words, meant)
        self._grow()

    def _run_clock(self, going: bool) -> None:
        if going and not self._tick.isActive():
            self._seconds.start()
            self._tick.start()
        elif not going and self._tick.isActive():
            self._tick.stop()
            self._before_pause += self._seconds.elapsed() / 1000
        self._show_time()

    def _show_time(self) -> None:
        spent = self._before_pause
        if self._tick.isActive():
            spent += self._seconds.elapsed() / 1000
        self.time.setText(clock(spent))

    # ---- its place ----------------------------------------------------------------------------

    def show_at(self, place: tuple[int, int] | None, screen: QScreen | None = None) -> None:
        """Show where it was last, if that is on a screen still, else at the lower edge."""
        self.adjustSize()
        if place is not None and QGuiApplication.screenAt(QPoint(*place)) is not None:
            self.move(*place)
        else:
            room = (screen or QGuiApplication.primaryScreen()).availableGeometry()
            self.move(room.center().x() - self.width() // 2,
                      room.bottom() - self.height() - _ABOVE_EDGE + _SHADOW)  # fmt: skip
        self.show()
        hide_from_captures(int(self.winId()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._grip = None
            self.moved.emit(self.x(), self.y())


_MOST_COLUMNS = 2
"""Columns that are offered to know a row by; the others can be chosen in the editor."""
_LONGEST = 9


def _row_choices(asked: RowQuestion) -> list[tuple[str, str, str]]:
    """What can be answered: words, choice and column."""
    made = []
    for choice in asked.choices:
        if choice == "named":
            for column, value in list(asked.columns.items())[:_MOST_COLUMNS]:
                short = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
                words = say("row_named", column=column, value=short)
                made.append((words, choice, column))
        elif choice == "number":
            made.append((say("row_number", n=asked.number), choice, ""))
        elif choice == "selected":
            made.append((say("row_selected"), choice, ""))
        else:
            made.append((say("row_place"), choice, ""))
    return made


def _sentence(progress: Progress) -> str:
    match progress.answered_by:
        case "undone":
            return say("bar_undone", say=progress.sentence)
        case "secret":
            return say("bar_secret_on")
    return progress.sentence or say("bar_first")
