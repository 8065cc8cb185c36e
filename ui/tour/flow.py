"""The tour, and what is tried in it with the practice program: recording, and three rows."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from scripts.errors import IlsonError
from scripts.files import load
from scripts.folders import data_folder
from ui import theme
from ui.child import Child
from ui.library.tasks import read_entry
from ui.session import Session
from ui.texts import say
from ui.tour.cards import CARDS, Tour

_SAMPLES = theme.ASSETS / "samples"
_TASK = _SAMPLES / "자가격리 대상자 등록"
_LIST = _SAMPLES / "자가격리_대상자.xlsx"
ROWS = (2, 4)
"""The three rows of the list that are run, by Excel's numbers."""


class TourFlow(QObject):
    """Shows the cards over ``window``; ``record`` begins a recording of a name."""

    failed = Signal(str, str)

    def __init__(self, session: Session, window: QWidget, record: Callable[[str], None]) -> None:
        super().__init__(window)
        self._session, self._window, self._record = session, window, record
        self._app: Child | None = None
        self._after = -1
        """The card to go on with when what is being tried is over; -1 while nothing is."""
        self.tour: Tour | None = None
        window.installEventFilter(self)
        # After the window, which comes to the front by the same word.
        session.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)

    def show(self) -> None:
        """Begin the tour, at the first start or again."""
        if self.tour is None:
            self.tour = Tour(self._window)
            self.tour.record.connect(lambda: self._with_app(self._try_record))
            self.tour.run.connect(lambda: self._with_app(self._try_run))
            self.tour.over.connect(self.end)
            self._middle()
            # Not modal: whoever knows what to do just does it.
            self.tour.show()

    def _middle(self) -> None:
        """Over the middle of the window."""
        if self.tour is not None:
            self.tour.move(self._window.geometry().center() - self.tour.rect().center())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """At the first start the system has yet to say where the window goes."""
        if event.type() == QEvent.Type.Move:
            self._middle()
        return super().eventFilter(watched, event)

    def at_first_start(self, tasks: int) -> None:
        """Begin by itself, once, where there is nothing yet."""
        if not tasks and not self._session.settings.toured and not self._session.busy:
            self.show()

    def get_away(self) -> None:
        """Something else begins: that is the end of the tour, unless it belongs to it."""
        if self.tour is not None and self._after < 0:
            self.end()

    def end(self) -> None:
        """It is over: remember that, and close the practice program."""
        self._session.settings.toured = True
        self._session.remember()
        if self.tour is not None:
            self.tour.hide()
            self.tour.deleteLater()
            self.tour = None
        if self._app is not None:
            self._app.stop(kill_after=1)

    # ---- trying -----------------------------------------------------------------------------

    def _with_app(self, then: Callable[[], None]) -> None:
        """Do something once the practice program is there."""
        if self._session.busy:
            return
        if self._app is not None:
            then()
            return
        self._app = app = Child(self._session.command, self)
        app.heard.connect(lambda event: then() if event.get("event") == "ready" else None)
        app.ended.connect(lambda code, errors, killed: self._app_gone(errors))
        folder = data_folder() / "practice"
        folder.mkdir(parents=True, exist_ok=True)
        app.start(["practice", "--no-login", "--report", "--data", str(folder)], folder)

    def _app_gone(self, errors: str) -> None:
        if self._app is not None:
            self._app.deleteLater()
            self._app = None
        if self.tour is not None and self._after < 0 and errors.strip():
            self.failed.emit(say("tour_no_practice"), errors.strip().splitlines()[-1])

    def _try_record(self) -> None:
        self._go(CARDS.index("list"))
        self._record(say("tour_task"))

    def _try_run(self) -> None:
        book = data_folder() / "practice" / _LIST.name
        try:
            shutil.copyfile(_LIST, book)
            entry = read_entry(_TASK, load)
        except (OSError, IlsonError) as error:
            self.failed.emit(say("tour_no_practice"), str(error))
            return
        self._go(CARDS.index("stop"))
        self._session.play(entry, f"{book}#대상자", rows=ROWS)

    def _go(self, after: int) -> None:
        self._after = after
        if self.tour is not None:
            self.tour.hide()

    def called_off(self) -> None:
        """A recording was called off before it began."""
        if self._after >= 0:
            self._after = max(0, self._after - 1)
            self._ended()

    def _ended(self) -> None:
        """What was tried is over: go on with the tour."""
        if self._after < 0 or self.tour is None:
            return
        card, self._after = self._after, -1
        self.tour.show_card(card)
        self.tour.show()
        self.tour.raise_()
        self.tour.activateWindow()
