"""From the wish for a recording to its last step: the name, the countdown, the bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.dialogs import RecordDialog
from ui.progress import Progress
from ui.recording_bar import RecordingBar
from ui.session import Session


class RecordingFlow(QObject):
    """Owns the recording bar, which is there from the countdown until the task is saved.

    ``get_away`` takes the window off the screen before it begins, ``come_up`` brings it back when
    the clerk has called it off.
    """

    def __init__(
        self, session: Session, get_away: Callable[[], None], come_up: Callable[[], None]
    ) -> None:
        super().__init__()
        self._session = session
        self._get_away, self._come_up = get_away, come_up
        self._heard_begin = False
        self.bar: RecordingBar | None = None

    def ask(self, dialog: RecordDialog) -> None:
        """Record under the name that the dialog asks for."""
        dialog.chosen.connect(self.begin)

    def begin(self, name: str) -> None:
        """Get out of the way and count down to a recording of this name."""
        self.begin_by(lambda: self._session.record(name))

    def begin_by(self, record: Callable[[], None]) -> None:
        """Get out of the way and count down to a recording, which ``record`` starts."""
        if self._session.busy or self.bar is not None:
            return
        self._heard_begin = False
        bar = self._show_bar()
        bar.started.connect(record)
        bar.cancelled.connect(self._not_now)
        bar.count_down()
        self._get_away()

    def _show_bar(self) -> RecordingBar:
        self.bar = bar = RecordingBar()
        bar.said.connect(self._session.tell)
        bar.moved.connect(self._moved)
        bar.row_meant.connect(self._session.answer_row)
        bar.hidden.connect(self._session.hide_step)
        bar.show_at(self._session.settings.bar)
        return bar

    def _moved(self, x: int, y: int) -> None:
        self._session.settings.bar = (x, y)
        self._session.remember()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the recording is, if there is one."""
        if self.bar is None:
            return
        if progress.state == "recording" and not self._heard_begin:
            if self._session.settings.sounds:
                QApplication.beep()
            self._heard_begin = True
        self.bar.show_progress(progress)

    def end(self) -> None:
        """It is over: the bar goes."""
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None

    def _not_now(self) -> None:
        self.end()
        self._come_up()
