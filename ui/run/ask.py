"""A question of the run, in the corner of the screen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from ui import kit, theme
from ui.picture import Picture
from ui.texts import say


class AskDialog(QDialog):
    """A question of the run, on top of everything; ``answered(word, text)`` once. Closing it is
    no answer: the run waits on. It takes the keyboard only where an answer must be written, for
    the run's own keys must not end up here. ``names`` are other words on buttons, ``picture`` is
    what the question is about."""

    answered = Signal(str, object)

    WORDS = ("retry", "continue", "done", "again", "skip_row", "stop")
    """Answers that the run itself knows, as buttons in this order."""

    def __init__(
        self,
        question: str,
        choices: tuple[str, ...],
        hint: str = "",
        names: Mapping[str, str] | None = None,
        picture: QImage | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.WindowStaysOnTopHint)
        self._names = names or {}
        if choices:
            self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(say("ask_title"))
        self.setWindowIcon(theme.mark_icon("amber_solid"))
        asks = kit.label(question, "strong", wrap=True)
        body = kit.column(asks, gap=4)
        if hint:
            body.addWidget(kit.label(hint, "small", wrap=True))
        if picture is not None:
            shown = Picture(say("picture_before"))
            shown.show_image(picture)
            shown.setFixedHeight(min(260, max(120, picture.height() * 480 // picture.width())))
            body.addWidget(kit.label(say("picture_before"), "label"))
            body.addWidget(shown)
            self.setMinimumWidth(540)
        head = kit.line(gap=12)
        mark = kit.sign("message-circle-question-mark", "amber", 24)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(body, 1)
        self.input: QLineEdit | None = None
        whole = kit.column(head, margin=20, gap=16)
        if not choices:
            self.input = QLineEdit()
            whole.addWidget(self.input)
            reply = kit.button(say("answer_text"), "primary")
            reply.setDefault(True)
            reply.clicked.connect(self._reply)
            whole.addLayout(kit.line(1, reply))
        else:
            whole.addLayout(self._buttons(choices))
        self.setLayout(whole)
        self.setMinimumWidth(max(420, self.minimumWidth()))
        self.setMaximumWidth(640)

    def _buttons(self, choices: tuple[str, ...]) -> QHBoxLayout:
        row = kit.line(1)
        known = set(choices) <= set(self.WORDS)
        ordered = [word for word in self.WORDS if word in choices] if known else list(choices)
        for number, choice in enumerate(ordered):
            if known:
                kind = "danger" if choice == "stop" else "primary" if number == 0 else ""
                made = kit.button(self._names.get(choice) or say(f"answer_{choice}"), kind)
                made.clicked.connect(lambda _=False, word=choice: self._say(word, None))
            else:
                made = kit.button(self._names.get(choice, choice))
                made.clicked.connect(lambda _=False, text=choice: self._say("text", text))
            made.setAutoDefault(choice != "stop")
            row.addWidget(made)
        return row

    def _reply(self) -> None:
        assert self.input is not None
        self._say("text", self.input.text())

    def _say(self, word: str, text: str | None) -> None:
        self.hide()
        self.answered.emit(word, text)

    def show_in_corner(self) -> None:
        """Show in the lower right corner, out of the way of what the run needs to see."""
        # Sizes are right only once the style sheet has been applied to every part.
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        self.adjustSize()
        room = self.screen().availableGeometry()
        frame = 24
        self.move(room.right() - self.width() - frame, room.bottom() - self.height() - 2 * frame)
        self.show()
        self.raise_()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def reject(self) -> None:
        """Escape is no answer either."""
