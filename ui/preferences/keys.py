"""A hot key is chosen by pressing it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui import kit
from ui.hotkeys import chord
from ui.texts import say

WORDS = ("stop", "pause", "undo", "wait_here", "read_here", "secret")
TAKEN = {
    "v": "Excel", "k": "Excel", "f": "Word", "d": "Word", "m": "Word", "t": "Word", "c": "Word",
    "l": "Excel",
}  # fmt: skip
"""Letters that office programs use with Ctrl+Alt for what changes a document or opens something."""


class KeyDialog(QDialog):
    """Waits for a chord to be pressed and says what is wrong with it; ``chosen`` with its letter.

    ``now`` is the letter of each word.
    """

    chosen = Signal(str)

    def __init__(self, word: str, now: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("key_title"))
        self._word, self._now = word, dict(now)
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
        elif letter in TAKEN:
            self._tell(say("key_office", program=TAKEN[letter]), "amber", good=True)
        else:
            self._tell(say("key_good"), "green", good=True)

    def _tell(self, text: str, ink: str, good: bool) -> None:
        self.told.setText(text)
        kit.restyle(self.told, ink=ink)
        self.save.setEnabled(good)

    def _use(self) -> None:
        self.chosen.emit(self.letter)
        self.accept()
