"""A task that somebody sent: what it does, and which words tell that it is unchanged."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QListWidget,
    QStackedWidget,
    QWidget,
)

from scripts.check import problems
from scripts.errors import IlsonError
from scripts.files import load
from scripts.fingerprint import fingerprint
from scripts.folders import scripts_folder
from scripts.language import language
from scripts.model import Script
from scripts.needs import goes_over_rows
from scripts.show import sentences
from scripts.touches import Touch, touches
from ui import kit, theme
from ui.library.tasks import PACKED, count_steps, new_path
from ui.picture import Picture
from ui.run.outline import outline
from ui.texts import say, without_marks
from ui.work import Worker

_ICONS = {
    "deletes": "trash-2", "sends": "share-2", "secret": "lock", "commands": "app-window",
    "opens_address": "globe", "opens_program": "app-window", "opens_file": "file-text",
    "calls": "repeat", "anywhere": "keyboard", "lists": "table-2", "writes": "file-spreadsheet",
    "closes": "x", "reads": "scan-text", "windows": "app-window", "types": "keyboard",
}  # fmt: skip
_SYSTEMS = {"x11": "Linux", "windows": "Windows"}
"""What people call what the recorder names by its way to the screen."""
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file as it was opened. ``words`` are its fingerprint, ``wrong`` how many problems it has,
    ``known`` whether there is a task of this name already."""

    path: Path
    script: Script
    words: tuple[str, ...]
    touches: tuple[Touch, ...]
    lines: tuple[str, ...]
    wrong: int
    known: bool
    image: QImage | None


def open_parcel(path: Path, lang: str) -> Parcel:
    """Read a file that was sent; nothing of it is played or kept. Work for a thread. Raises
    IlsonError and OSError."""
    script = load(path)
    steps = outline(script, lang).steps.values()
    image = next((step.image for step in steps if step.image is not None), None)
    there = scripts_folder() / path.stem
    return Parcel(
        path, script, fingerprint(path), touches(script), tuple(sentences(script, lang)),
        len(problems(path)), there.exists() or there.with_name(there.name + PACKED).exists(), image,
    )  # fmt: skip


def take_in(path: Path) -> Path:
    """Copy a file among the clerk's own tasks, whole or not at all, under a name that is free;
    where it lies then. Raises OSError."""
    folder = scripts_folder()
    folder.mkdir(parents=True, exist_ok=True)
    target = new_path(folder, path.stem)
    target = target.with_name(target.name + PACKED)
    handle, name = tempfile.mkstemp(prefix=".ilson-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file, path.open("rb") as given:
            shutil.copyfileobj(given, file)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target


class ImportDialog(QDialog):
    """``imported`` with the path of the new task, and whether the clerk trusts it."""

    imported = Signal(Path, bool)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("import_title"))
        self.setWindowIcon(theme.mark_icon())
        self._path = path
        self._worker = Worker(self)
        self.parcel: Parcel | None = None
        self._build()
        self.resize(560, 640)
        lang = language()
        self._worker.do(lambda: open_parcel(path, lang), self._show, self._wrong)

    def _build(self) -> None:
        self.picture = Picture(radius=6)
        self.picture.setFixedSize(84, 54)
        self.name = kit.Elided(self._path.stem, "title")
        self.about = kit.Elided(self._path.name, "small")
        words = kit.column(self.name, self.about, gap=2)
        head = kit.line(self.picture, words, gap=14)
        head.setStretch(1, 1)
        area, self._content = kit.scrolled(margin=8, gap=8)
        self.steps = QListWidget()
        self.steps.setProperty("kind", "words")
        self.steps.setWordWrap(True)
        self.steps.setAccessibleName(say("import_steps"))
        self._pages = QStackedWidget()
        self._pages.addWidget(area)
        self._pages.addWidget(self.steps)
        body = kit.column(head, self._pages, gap=14)
        body.setContentsMargins(24, 18, 24, 10)
        body.setStretch(1, 1)
        self.steps_button = kit.button(say("import_steps"), "ghost", "eye")
        self.steps_button.clicked.connect(self._toggle)
        self.refuse = kit.button(say("import_refuse"))
        self.refuse.clicked.connect(self.reject)
        self.accept_button = kit.button(say("import_take"), "primary", "check")
        self.accept_button.clicked.connect(self._take)
        for button in (self.steps_button, self.refuse, self.accept_button):
            button.setAutoDefault(False)
            button.setEnabled(button is self.refuse)
        self.trust = QCheckBox(say("import_trust"))
        why = kit.label(say("import_trust_why"), "caption", wrap=True)
        why.setIndent(26)
        self.trust.setAccessibleDescription(why.text())
        self._trust = kit.box(kit.column(self.trust, why, gap=2))
        self._trust.hide()
        foot = kit.column(
            self._trust, kit.line(self.steps_button, 1, self.refuse, self.accept_button), gap=10
        )
        foot.setContentsMargins(24, 10, 24, 12)
        whole = kit.column(gap=0)
        whole.addLayout(body, 1)
        whole.addWidget(kit.box(foot, "foot"))
        self.setLayout(whole)

    # ---- showing ----------------------------------------------------------------------------

    def _show(self, parcel: Parcel) -> None:
        self.parcel, script = parcel, parcel.script
        self.name.show_text(_plain(script.name) or self._path.stem)
        about = [self._path.name, say("steps", n=count_steps(script.steps))]
        if goes_over_rows(script.steps):
            about.append(say("by_list"))
        self.about.show_text(" · ".join(about))
        self.picture.show_image(parcel.image)
        self.picture.setVisible(parcel.image is not None)
        self._content.addWidget(self._who(parcel))
        self._content.addWidget(self._fingerprint(parcel))
        self._content.addWidget(kit.label(say("import_does"), "label"))
        for touch in parcel.touches:
            self._content.addWidget(_line(touch))
            self._content.addWidget(kit.rule())
        self._content.addSpacing(4)
        self._content.addWidget(kit.label(say("import_not"), "label"))
        for number, (icon, key) in enumerate(_not_done(parcel.touches)):
            if number:
                self._content.addWidget(kit.rule())
            self._content.addWidget(_sentence(icon, "green", say(key), say(f"{key}_why")))
        self._content.addStretch(1)
        self._trust.setVisible(any(touch.risky for touch in parcel.touches))
        self.steps.addItems([without_marks(line) for line in parcel.lines])
        self.steps_button.setEnabled(True)
        self.accept_button.setEnabled(True)
        self.steps_button.setFocus()

    def _who(self, parcel: Parcel) -> QFrame:
        recorded = parcel.script.recorded
        where = ""
        if recorded is not None and recorded.system:
            system = _SYSTEMS.get(recorded.system, _plain(recorded.system))
            size = f"{recorded.screen[0]}×{recorded.screen[1]}" if recorded.screen else ""
            where = say("import_recorded", where=" · ".join(p for p in (system, size) if p))
        author = _plain(parcel.script.author)
        who = say("import_says", name=author) if author else say("import_unknown")
        why = say("import_says_why" if author else "import_unknown_why")
        words = kit.column(
            kit.label(who, "strong", wrap=True), kit.label(why, "small", wrap=True), gap=2
        )
        if where:
            words.addWidget(kit.label(where, "small", wrap=True))
        if parcel.wrong:
            words.addWidget(kit.label(say("import_wrong", n=parcel.wrong), "small", "amber", True))
        if parcel.known:
            words.addWidget(kit.label(say("import_known"), "small", "amber", True))
        line = kit.line(gap=12)
        line.addWidget(kit.sign("shield-check", "text_2", 24), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.setContentsMargins(14, 12, 14, 12)
        return kit.box(line, "card")

    def _fingerprint(self, parcel: Parcel) -> QFrame:
        text = " · ".join(parcel.words)
        self.words = kit.label(text, "subtitle", wrap=True)
        copy = kit.button(say("import_copy"), "ghost")
        kit.restyle(copy, bsize="sm")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        head = kit.line(kit.sign("fingerprint"), kit.label(say("import_words"), "label"), 1, copy)
        layout = kit.column(
            head, self.words, kit.label(say("import_words_why"), "caption", wrap=True), gap=5
        )
        layout.setContentsMargins(14, 8, 14, 12)
        return kit.box(layout, "sunken")

    def _wrong(self, error: IlsonError | OSError) -> None:
        hint = error.hint if isinstance(error, IlsonError) else ""
        text = str(error) if isinstance(error, IlsonError) else say("import_unreadable")
        words = kit.column(kit.label(text, "strong", wrap=True), margin=14, gap=4)
        if hint:
            words.addWidget(kit.label(hint, "small", wrap=True))
        self.picture.hide()
        self._content.addWidget(kit.box(words, tone="red"))
        self._content.addStretch(1)

    def _toggle(self) -> None:
        on = self._pages.currentIndex() == 0
        self._pages.setCurrentIndex(int(on))
        self.steps_button.setText(say("import_back" if on else "import_steps"))

    def _take(self) -> None:
        self.accept_button.setEnabled(False)
        path = self._path

        def taken(made: Path) -> None:
            self.imported.emit(made, self.trust.isChecked())
            self.accept()

        self._worker.do(lambda: take_in(path), taken, self._wrong)

    def done(self, result: int) -> None:
        self._worker.drop()
        super().done(result)


def _plain(text: str) -> str:
    """A stranger's text in one line, without signs that turn the order of what is read round."""
    kept = (sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc"))
    return " ".join("".join(kept).split())


def _not_done(does: tuple[Touch, ...]) -> Iterator[tuple[str, str]]:
    """What a task does not do, told from what it does: an icon and the key of its sentence."""
    kinds = {touch.kind for touch in does}
    yield "list-checks", "import_no_code"
    if "secret" not in kinds:
        yield "lock", "import_no_secret"
    if not kinds & {"opens_address", "opens_program", "opens_file", "calls", "commands"}:
        yield "app-window", "import_no_open"
    if not kinds & {"writes", "calls", "commands"}:
        yield "file-text", "import_no_write"
    yield "globe", "import_no_network"


def _line(touch: Touch) -> QWidget:
    """One kind of thing that the task does."""
    shown = [say("import_name", name=_plain(name)) for name in touch.names[:_MOST_NAMES]]
    rest = len(touch.names) - len(shown)
    names = ", ".join(shown) + (say("import_more", n=rest) if rest > 0 else "")
    numbers = [number for number in touch.steps if number]
    steps = ", ".join(str(number) for number in numbers[:6])
    more = " …" if len(numbers) > 6 else ""
    text = say(f"touch_{touch.kind}", names=names)
    notes = [say("import_at_steps", steps=steps + more)] if numbers else []
    if len(numbers) < len(touch.steps):
        notes.append(say("import_while"))
    note = " · ".join(notes)
    ink = "amber" if touch.risky else "text_2"
    return _sentence(_ICONS[touch.kind], ink, text, note, touch.risky)


def _sentence(icon: str, ink: str, text: str, note: str, risky: bool = False) -> QWidget:
    made = QWidget()
    head = kit.line(kit.label(text, wrap=True), gap=8)
    head.setStretch(0, 1)
    if risky:
        head.addWidget(kit.badge(say("import_look"), "amber"), 0, Qt.AlignmentFlag.AlignTop)
    line = kit.line(gap=12)
    line.addWidget(kit.sign(icon, ink, 20), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(kit.column(head, kit.label(note, "caption", wrap=True), gap=1), 1)
    line.setContentsMargins(0, 3, 0, 3)
    made.setLayout(line)
    return made
