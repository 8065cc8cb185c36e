"""The run as a small bar in a corner, out of the way of what is being clicked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QWidget

from player.desktop import hide_from_captures
from ui import kit
from ui.progress import Progress
from ui.run.words import short_span, state_word
from ui.texts import say, without_marks

WIDTH = 520
_EDGE = 24
"""Logical pixels between the bar and the edges of the screen."""
_NEAR = 60
"""Logical pixels around the bar in which nothing is clicked that it does not make room for."""
_IN_THE_WAY = 700
"""Milliseconds after which a step that is not done may be looking for what lies under the bar."""


def logical(point: tuple[int, int]) -> QPoint:
    """A pixel of the desktop as Qt counts: screens keep their origin and shrink by their scale."""
    for screen in QGuiApplication.screens():
        ratio, area = screen.devicePixelRatio(), screen.geometry()
        pixels = QRect(area.topLeft(), QSize(round(area.width() * ratio),
                                             round(area.height() * ratio)))  # fmt: skip
        if pixels.contains(QPoint(*point)):
            return area.topLeft() + (QPoint(*point) - area.topLeft()) / ratio
    return QPoint(*point)


def corners(room: QRect, size: QSize) -> list[QPoint]:
    """Where a window of a size may lie in a room: its corners, the lower right one first."""
    left, top = room.left() + _EDGE, room.top() + _EDGE
    right, bottom = room.right() - size.width() - _EDGE, room.bottom() - size.height() - _EDGE
    return [QPoint(right, bottom), QPoint(left, bottom), QPoint(right, top), QPoint(left, top)]


class RunBar(kit.Above):
    """Shows one :class:`Progress`; ``large``, ``pause``, ``go_on`` and ``stop`` are its buttons. It
    never takes the focus, and where the system can, it is left out of pictures of the screen."""

    large = Signal()
    pause = Signal()
    go_on = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(say("run_bar"))
        self.setAccessibleName(say("run_bar"))
        self._corner = 0
        self._step = ""
        self._left_out = False
        self._late = QTimer(self, singleShot=True, interval=_IN_THE_WAY)
        self._late.timeout.connect(self.step_aside)
        self.count = kit.label("", "strong")
        self.rest = kit.label("", "caption")
        self.state = kit.badge("")
        self.sentence = kit.Elided("", "small")
        self.pause_button = kit.tool("pause", say("pause_f9"))
        self.go_on_button = kit.tool("play", say("continue_f9"))
        self.large_button = kit.tool("maximize-2", say("make_large"))
        self.stop_button = kit.button(say("stop"), "danger", "square")
        for button, signal in (
            (self.pause_button, self.pause), (self.go_on_button, self.go_on),
            (self.large_button, self.large), (self.stop_button, self.stop),
        ):  # fmt: skip
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
        words = kit.column(kit.line(self.count, self.rest, self.state, 1), self.sentence, gap=0)
        line = kit.line(
            kit.mark(28), words, self.pause_button, self.go_on_button, self.large_button,
            self.stop_button, gap=10,
        )  # fmt: skip
        line.setStretch(1, 1)
        line.setContentsMargins(14, 8, 12, 8)
        self.setLayout(kit.column(kit.box(line, "popup")))
        self.setFixedWidth(WIDTH)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._left_out = hide_from_captures(int(self.winId()))

    @property
    def in_pictures(self) -> bool:
        """Whether a picture of the screen shows it."""
        return self.isVisible() and not self._left_out

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 0))

    # ---- showing ----------------------------------------------------------------------------

    def show_progress(self, progress: Progress) -> None:
        """Show how far the run is; make room where a step takes long to find its place."""
        if progress.rows is not None:
            done = say("rows_of", done=progress.finished_rows, all=progress.rows)
            self.count.setText(done)
        else:
            self.count.setText(progress.name)
        left = progress.remaining
        self.rest.setText(say("about", time=short_span(left)) if left else "")
        word, tone = state_word(progress)
        waits = progress.state in ("paused", "asking")
        self.state.setText(word)
        self.state.setVisible(waits)
        kit.restyle(self.state, tone=tone)
        self.sentence.show_text(without_marks(progress.sentence) or word)
        self.pause_button.setVisible(not waits)
        self.go_on_button.setVisible(progress.state == "paused")
        step = f"{progress.row}/{progress.step}" if progress.state == "running" else ""
        if progress.found or not step:
            self._late.stop()
        elif step != self._step:
            self._late.start()
        self._step = step

    def clicked_at(self, point: tuple[int, int]) -> None:
        """The run has clicked at a pixel of the desktop: what comes next is likely near it."""
        near = self.geometry().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        if self.isVisible() and near.contains(logical(point)):
            self.step_aside(logical(point))

    def step_aside(self, away_from: QPoint | None = None) -> None:
        """Go to another corner: the one farthest from a point, or the next one."""
        places = corners(self._screen().availableGeometry(), self.size())
        if away_from is None:
            self._corner = (self._corner + 1) % len(places)
        else:
            middle = QPoint(self.width() // 2, self.height() // 2)
            gone = [(place + middle - away_from).manhattanLength() for place in places]
            self._corner = gone.index(max(gone))
        self.move(places[self._corner])

    def show_in_corner(self) -> None:
        """Appear where it was last."""
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        self.adjustSize()
        self.move(corners(self._screen().availableGeometry(), self.size())[self._corner])
        self.show()
        self.raise_()

    def _screen(self) -> QScreen:
        return self.screen() or QGuiApplication.primaryScreen()
