"""A hot key is chosen by pressing it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from player.stopkey import STOP_CHORD
from ui import kit
from ui.anywhere import Anywhere
from ui.hotkeys import ANYWHERE, OWN, chord
from ui.texts import say

WORDS = ("pause", "undo", "wait_here", "read_here", "secret")
"""What is heard only while a recording goes on."""
TAKEN = {
    "v": "Excel", "k": "Excel", "f": "Word", "d": "Word", "m": "Word", "t": "Word", "c": "Word",
    "l": "Excel",
}  # fmt: skip
"""Letters that office programs use with Ctrl+Alt for what changes a document or opens something."""


class KeyDialog(QDialog):
    """Waits for a chord to be pressed and says what is wrong with it; ``chosen`` with its letter.

    ``now`` is the letter of each word; ``anywhere`` knows which keys other programs have.
    """

    chosen = Signal(str)

    def __init__(
        self,
        word: str,
        now: Mapping[str, str],
        parent: QWidget | None = None,
        anywhere: Anywhere | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("key_title"))
        self._word, self._now = word, dict(now)
        self._anywhere = anywhere if word in ANYWHERE else None
        if self._anywhere is not None:
            self._anywhere.answered.connect(self._answered)
        self.letter = ""
        self._caps = kit.line(gap=0)
        self._caps.addWidget(kit.caps(chord(now[word])))
        self._caps.addStretch(1)
        self.told = kit.label(say("key_how"), "small", wrap=True)
        self.told.setMinimumHeight(44)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.save = kit.button(say("key_use"), "primary", "check")
        self.save.setEnabled(False)
        self.cancel = kit.button(say("cancel"), "ghost")
        self.save.clicked.connect(self._use)
        self.cancel.clicked.connect(self.reject)
        # What is pressed is meant for the dialog, wherever the focus would be.
        for button in (self.save, self.cancel):
            button.setAutoDefault(False)
        self.setLayout(
            kit.column(
                kit.label(say(f"key_{word}"), "strong"), self._caps, self.told,
                kit.line(1, self.cancel, self.save), margin=24, gap=12,
            )
        )  # fmt: skip
        self.setMinimumWidth(420)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # not a button, which the blank would press

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.reject()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.save.isEnabled():
                self._use()
        elif key not in (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Tab):
            self._take(key, event.modifiers())

    def _take(self, key: int, held: Qt.KeyboardModifier) -> None:
        wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        letter = chr(key).lower() if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else ""
        if key == Qt.Key.Key_Space and self._word in OWN:
            letter = "Space"
        if not letter or held != wanted:
            self._tell(say("key_family"), "amber", good=False)
            return
        kit.clear(self._caps)
        self._caps.addWidget(kit.caps(chord(letter)))
        self._caps.addStretch(1)
        self.letter = letter
        others = [word for word, taken in self._now.items() if taken == letter]
        other = next((word for word in others if word != self._word), "")
        if other:
            self._tell(say("key_taken", what=say(f"key_{other}")), "red", good=False)
        elif letter == STOP_CHORD[-1]:
            self._tell(say("key_stops"), "red", good=False)
        elif letter in TAKEN:
            self._tell(say("key_office", program=TAKEN[letter]), "amber", good=True)
        else:
            self._tell(say("key_good"), "green", good=True)
        if self.save.isEnabled() and self._anywhere is not None:
            self._anywhere.ask(letter)

    def _answered(self, letter: str, free: bool) -> None:
        """What the system says, a moment later."""
        if letter == self.letter and not free:
            self._tell(say("key_not_free"), "red", good=False)

    def _tell(self, text: str, ink: str, good: bool) -> None:
        self.told.setText(text)
        kit.restyle(self.told, ink=ink)
        self.save.setEnabled(good)

    def _use(self) -> None:
        self.chosen.emit(self.letter)
        self.accept()
