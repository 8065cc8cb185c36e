"""The keys that are heard whatever program is in front: record, run the chosen task, the panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from player.desktop.global_keys import GlobalKeys
from ui.hotkeys import ANYWHERE, chord, letters_now
from ui.session import Session

if TYPE_CHECKING:
    from ui.window import Window

Keys = Callable[[Callable[[str], None], Callable[[frozenset[str]], None]], GlobalKeys]


class Anywhere(QObject):
    """Holds the keys while nothing goes on: a recording hears its own, and what a run types is not
    meant for us. ``heard`` with the word of a key that was pressed, ``changed`` when other keys can
    be had than before, ``answered`` after :meth:`ask` with the letter and whether it is free."""

    heard = Signal(str)
    changed = Signal()
    answered = Signal(str, bool)
    _told = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: GlobalKeys | None = None
        self._asked = False
        """Whether the clerk is choosing a key just now, which is pressed for it."""
        self._now: dict[str, str] = {}
        self.refused: frozenset[str] = frozenset()
        """Words whose keys another program has."""
        self._told.connect(self._refuse)  # from the keys' own thread to the window's
        session.began.connect(self.refresh)
        session.ended.connect(self.refresh)

    def begin(self, keys: Keys = GlobalKeys) -> None:
        """From now on hear them."""
        if self._keys is None:
            self._keys = keys(self.heard.emit, self._told.emit)
        self.refresh()

    def close(self) -> None:
        """Hear nothing any more."""
        if self._keys is not None:
            self._keys.close()
            self._keys = None

    def refresh(self) -> None:
        """Hold what is to be held now, after a change of keys or of what goes on."""
        settings = self._session.settings
        held = settings.anywhere and not self._session.busy and not self._asked
        now = letters_now(settings.keys)
        wanted = {word: chord(now[word]) for word in ANYWHERE} if held else {}
        if self._keys is not None and wanted != self._now:
            self._now = wanted
            self._keys.hold(wanted)

    def while_asked(self, asked: bool) -> None:
        """While the clerk presses a key to choose it, it has no other meaning."""
        self._asked = asked
        self.refresh()

    def ask(self, letter: str) -> None:
        """Ask the system whether a key is nobody else's."""
        if self._keys is not None:
            self._keys.ask(chord(letter), lambda free: self.answered.emit(letter, free))

    def _refuse(self, refused: frozenset[str]) -> None:
        # While none is held, it is not known.
        if self._now and refused != self.refused:
            self.refused = refused
            self.changed.emit()


def do_anywhere(window: Window, word: str) -> None:
    """Do what a key says, unless something goes on already."""
    if window.session.busy or window.recording.bar is not None:
        return
    question = QApplication.activeModalWidget()
    if question is not None:  # One of ours, also the one that this key has just opened.
        question.raise_()
        question.activateWindow()
    elif word == "stop":
        window.record()
    elif word == "panel":
        window.tray.show_panel()
    elif (entry := window.library.entry()) is not None:
        window.replay(entry)
    else:
        window.come_up()
