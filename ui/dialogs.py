"""The small dialogs: what to record, which list to run with, what the run asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from player.data import EXTENSIONS, List, read_list, sheets, split_spec
from scripts.errors import IlsonError
from ui import kit, theme
from ui.library import Entry
from ui.texts import say
from ui.work import Worker


class RecordDialog(QDialog):
    """Asks for the new task's name and says how a recording ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("record_title"))
        self.name = QLineEdit(say("record_default"))
        self.name.selectAll()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(say("record_name"))
        self.start = kit.button(say("record_start"), "record", "circle-dot")
        self.start.setDefault(True)
        cancel = kit.button(say("cancel"), "ghost")
        self.start.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.name.textChanged.connect(lambda text: self.start.setEnabled(bool(text.strip())))
        self.setLayout(
            kit.column(
                kit.column(kit.label(say("record_name"), "label"), self.name, gap=5),
                kit.label(say("record_how"), "small", wrap=True),
                kit.line(1, cancel, self.start),
                margin=24,
                gap=16,
            )
        )
        self.setMinimumWidth(460)


class ListDialog(QDialog):
    """Chooses a workbook and a sheet and shows what would be run; ``spec()`` is the choice."""

    def __init__(self, entry: Entry, spec: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("list_title", name=entry.name))
        self._entry = entry
        self._worker = Worker(self)
        self._path: Path | None = None
        self.rows = 0
        self.file = QLineEdit()
        self.file.setReadOnly(True)
        self.file.setAccessibleName(say("list_file"))
        self.choose = kit.button(say("list_choose"), icon="folder-open")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(say("sheet"))
        self.sheet.setEnabled(False)
        self.found = kit.label("", "small", wrap=True)
        self.found.setMinimumHeight(66)
        self.found.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.run = kit.button(say("play"), "primary", "play")
        self.run.setEnabled(False)
        self.run.setDefault(True)
        cancel = kit.button(say("cancel"), "ghost")
        self.choose.clicked.connect(self._choose)
        self.sheet.activated.connect(lambda _: self._read())
        self.run.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        pick = kit.line(self.file, self.choose)
        self.setLayout(
            kit.column(
                kit.column(kit.label(say("list_file"), "label"), pick, gap=5),
                kit.column(kit.label(say("sheet"), "label"), self.sheet, gap=5),
                self.found,
                kit.line(1, cancel, self.run),
                margin=24,
                gap=16,
            )
        )
        self.setMinimumWidth(520)
        if spec:
            path, sheet = split_spec(spec)
            self.open_file(path, sheet)

    def spec(self) -> str:
        """``WORKBOOK[#SHEET]`` of what was chosen."""
        sheet = self.sheet.currentText()
        return f"{self._path}#{sheet}" if sheet else str(self._path)

    def open_file(self, path: Path, sheet: str | None = None) -> None:
        """Take a file: its sheets are listed, and the wanted (or first) one is read."""
        self._path = path
        self.file.setText(path.name)
        self.file.setToolTip(str(path))
        self.sheet.clear()
        self.sheet.setEnabled(False)
        self._tell(say("list_reading"), "text_2")
        self._worker.do(lambda: sheets(path), lambda names: self._listed(names, sheet), self._wrong)

    def _choose(self) -> None:
        kinds = " ".join(f"*{extension}" for extension in EXTENSIONS)
        start = str(self._path.parent) if self._path else str(Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, say("list_choose"), start, f"{say('list_filter')} ({kinds})"
        )
        if name:
            self.open_file(Path(name))

    def _listed(self, names: tuple[str, ...], wanted: str | None) -> None:
        self.sheet.addItems(names)
        if wanted in names:
            self.sheet.setCurrentText(wanted)
        self.sheet.setEnabled(len(names) > 1)
        self._read()

    def _read(self) -> None:
        self._tell(say("list_reading"), "text_2")
        spec, columns = self.spec(), self._entry.columns

        def read() -> List:
            found = read_list(spec)
            found.require(columns)
            return found

        self._worker.do(read, self._show, self._wrong)

    def _show(self, found: List) -> None:
        self.rows = len(found.rows)
        if not self.rows:
            self._tell(say("list_none"), "amber")
            return
        text = say("list_good", n=self.rows, columns=", ".join(found.columns))
        skipped = sum(row.why != "title" for row in found.skipped)
        if skipped:
            text += "\n" + say("list_skipped", n=skipped)
        self._tell(text, "green")
        self.run.setText(say("list_play", n=self.rows))
        self.run.setEnabled(True)
        self.run.setFocus()

    def _wrong(self, error: IlsonError | OSError) -> None:
        hint = error.hint if isinstance(error, IlsonError) else ""
        self._tell(f"{error}\n{hint}".strip(), "red")

    def _tell(self, text: str, ink: str) -> None:
        self.run.setEnabled(False)
        self.found.setText(text)
        kit.restyle(self.found, ink=ink)

    def done(self, result: int) -> None:
        self._worker.drop()
        super().done(result)


class AskDialog(QDialog):
    """A question of the run, on top of everything; ``answered(word, text)`` once. Closing it is
    no answer: the run waits on. It takes the keyboard only where an answer must be written, for
    the run's own keys must not end up here. ``names`` are other words on the known buttons."""

    answered = Signal(str, object)

    WORDS = ("retry", "continue", "done", "again", "skip_row", "stop")
    """Answers that the run itself knows, as buttons in this order."""

    def __init__(
        self,
        question: str,
        choices: tuple[str, ...],
        hint: str = "",
        names: Mapping[str, str] | None = None,
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
        head = kit.line(gap=12)
        picture = kit.sign("message-circle-question-mark", "amber", 24)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
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
        self.setMinimumWidth(420)
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
                made = kit.button(choice)
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
