"""The settings: each acts at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSlider, QWidget

from player.desktop.autostart import start_with_session, starts_with_session
from player.lines import own_command
from scripts.errors import IlsonError
from scripts.folders import data_folder
from scripts.schema import LONGEST_NAME
from ui import kit
from ui.anywhere import Anywhere
from ui.child import read_as_set
from ui.hotkeys import ANYWHERE, chord, letters_now, use_keys
from ui.preferences.checks import Checks, ChecksView
from ui.preferences.keys import WORDS, KeyDialog
from ui.preferences.parts import Column, group, row
from ui.session import Session
from ui.texts import LANGUAGES, say

SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0)


class SettingsPage(QWidget):
    """``language`` and ``theme`` with a code, when the whole window has to be made anew; the other
    signals open something."""

    language = Signal(str)
    theme = Signal(str)
    open_folder = Signal()
    choose_team = Signal()
    tour = Signal()
    leave = Signal()
    failed = Signal(str, str)
    keys_changed = Signal()

    def __init__(self, session: Session, checks: Checks, anywhere: Anywhere) -> None:
        super().__init__()
        self.setObjectName("Page")
        self._session, self._settings, self._checks = session, session.settings, checks
        self._key_caps: dict[str, QWidget] = {}
        self.key_buttons: dict[str, QWidget] = {}
        self._anywhere = anywhere
        self.taken: dict[str, QLabel] = {}
        """Says of a key that another program has it."""
        left = kit.column(
            group("set_recording", self._recording()), group("set_anywhere", self._everywhere()),
            group("set_keys", self._keys()), group("set_privacy", self._privacy()),
            group("set_look", self._look()), group("set_places", self._places()), gap=14,
        )  # fmt: skip
        right = kit.column(ChecksView(checks), gap=14)
        right.addWidget(kit.label(say("set_about"), "caption", wrap=True))
        columns = kit.line(gap=20)
        columns.addWidget(Column(left), 11)
        columns.addWidget(Column(right), 10)
        layout = kit.column(kit.label(say("settings"), "title"), gap=10)
        layout.addLayout(columns, 1)
        layout.setContentsMargins(24, 20, 16, 14)
        self.setLayout(layout)

    def opened(self) -> None:
        """The page comes to be seen: look at this PC, if that was not done yet."""
        if self._checks.when is None:
            self._checks.run()

    # ---- the groups -------------------------------------------------------------------------

    def _recording(self) -> list[QWidget]:
        settings = self._settings
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setRange(0, len(SPEEDS) - 1)
        nearest = min(range(len(SPEEDS)), key=lambda n: abs(SPEEDS[n] - settings.speed))
        self.speed.setValue(nearest)
        self.speed.setFixedWidth(120)
        self.speed.setAccessibleName(say("set_speed"))
        self.speed.valueChanged.connect(lambda n: self._set("speed", SPEEDS[n]))
        speed = QWidget()
        speed.setLayout(
            kit.line(
                kit.label(say("slow"), "caption"), self.speed, kit.label(say("fast"), "caption")
            )
        )
        self.on_mouse = self._switch("on_mouse", "set_on_mouse")
        self.sounds = self._switch("sounds", "set_sounds")
        self.fields = self._switch("fields", "set_fields")
        self.start = kit.Switch(say("set_start"), starts_with_session())
        self.start.clicked.connect(self._start)
        return [
            row(say("set_speed"), say("set_speed_how"), speed),
            row(say("set_on_mouse"), say("set_on_mouse_how"), self.on_mouse),
            row(say("set_sounds"), say("set_sounds_how"), self.sounds),
            row(say("set_fields"), say("set_fields_how"), self.fields),
            row(say("set_start"), say("set_start_how"), self.start),
        ]

    def _everywhere(self) -> list[QWidget]:
        self.anywhere = kit.Switch(say("set_listen"), self._settings.anywhere)
        self.anywhere.toggled.connect(self._listen)
        self._anywhere.changed.connect(self._show_taken)
        rows = [row(say("set_listen"), say("set_listen_how"), self.anywhere)]
        for word in ANYWHERE:
            self.taken[word] = kit.label(say("key_has_other"), "caption", "amber", wrap=True)
            below = say("key_play_how") if word == "play" else ""
            rows.append(self._key(word, below, self.taken[word]))
        self._show_taken()
        return rows

    def _keys(self) -> list[QWidget]:
        return [self._key(word) for word in WORDS]

    def _key(self, word: str, below: str = "", note: QWidget | None = None) -> QWidget:
        place = QWidget()
        place.setLayout(kit.line(kit.caps(chord(letters_now(self._settings.keys)[word]))))
        change = kit.button(say("change"))
        change.setProperty("bsize", "sm")
        change.setAccessibleName(f"{say(f'key_{word}')}: {say('change')}")
        change.clicked.connect(lambda: self.ask_key(word))
        self._key_caps[word], self.key_buttons[word] = place, change
        return row(say(f"key_{word}"), below, place, change, note=note)

    def _privacy(self) -> list[QWidget]:
        def fact(key: str) -> QWidget:
            return row(say(key), say(f"{key}_how"), kit.sign("shield-check", "green", 20))

        self.author = QLineEdit(self._settings.author)
        self.author.setMaxLength(LONGEST_NAME)
        self.author.setPlaceholderText(say("set_author_none"))
        self.author.setAccessibleName(say("set_author"))
        self.author.setMinimumWidth(150)
        self.author.editingFinished.connect(
            lambda: self._set("author", " ".join(self.author.text().split()))
        )
        name = row(say("set_author"), say("set_author_how"), self.author)
        return [fact("set_covered"), fact("set_secret"), fact("set_offline"), name]

    def _look(self) -> list[QWidget]:
        themes = {name: say(f"theme_{name}") for name in ("system", "light", "dark")}
        self.theme_choice = kit.Segmented(themes, self._settings.theme, say("theme"))
        self.theme_choice.chosen.connect(self.theme)
        self.language_choice = QComboBox()
        self.language_choice.setAccessibleName(say("language"))
        for code, name in {"system": say("theme_system"), **LANGUAGES}.items():
            self.language_choice.addItem(name, code)
        self.language_choice.setCurrentIndex(self.language_choice.findData(self._settings.language))
        self.language_choice.activated.connect(
            lambda _: self.language.emit(self.language_choice.currentData())
        )
        return [
            row(say("theme"), say("theme_how"), self.theme_choice),
            row(say("language"), "", self.language_choice),
            row(say("set_reads"), say("set_reads_how"), self._reads()),
        ]

    def _reads(self) -> QWidget:
        self.reads = QComboBox()
        self.reads.setAccessibleName(say("set_reads"))
        for code in ("both", "en"):
            self.reads.addItem(say(f"reads_{code}"), code)
        self.reads.setCurrentIndex(max(0, self.reads.findData(self._settings.reads)))
        self.reads.activated.connect(self._read_as_chosen)
        return self.reads

    def _read_as_chosen(self) -> None:
        self._set("reads", self.reads.currentData())
        read_as_set(self._settings.reads)
        self._checks.run()  # she sees at once whether it works

    def _places(self) -> list[QWidget]:
        def button(word: str, signal: object, name: str) -> QWidget:
            made = kit.button(say(word))
            made.setProperty("bsize", "sm")
            made.setAccessibleName(f"{say(name)}: {say(word)}")
            made.clicked.connect(lambda: signal.emit())  # type: ignore[attr-defined]
            return made

        team = self._settings.team or say("set_team_none")
        return [
            row(say("set_data"), str(data_folder()), button("open", self.open_folder, "set_data")),
            row(say("set_team"), team, button("change", self.choose_team, "set_team")),
            row(say("set_tour"), say("set_tour_how"), button("open", self.tour, "set_tour")),
            row(say("set_quit"), say("set_quit_how"), button("quit", self.leave, "set_quit")),
        ]

    # ---- changing ---------------------------------------------------------------------------

    def _switch(self, name: str, word: str) -> kit.Switch:
        made = kit.Switch(say(word), getattr(self._settings, name))
        made.toggled.connect(lambda on: self._set(name, on))
        return made

    def _set(self, name: str, value: object) -> None:
        setattr(self._settings, name, value)
        self._session.remember()

    def _start(self, on: bool) -> None:
        try:
            start_with_session((*own_command(), "--in-tray") if on else None)
        except IlsonError as error:
            self.failed.emit(str(error), error.hint)
        self.start.setChecked(starts_with_session())

    def _listen(self, on: bool) -> None:
        self._set("anywhere", on)
        self._anywhere.refresh()
        self._show_taken()
        self.keys_changed.emit()

    def _show_taken(self) -> None:
        on = self._settings.anywhere
        for word, label in self.taken.items():
            label.setVisible(on and word in self._anywhere.refused)

    def ask_key(self, word: str) -> None:
        """Ask for another hot key."""
        now = letters_now(self._settings.keys)
        self.dialog = KeyDialog(word, now, self.window(), self._anywhere)
        self.dialog.chosen.connect(lambda letter: self._use_key(word, letter))
        self._anywhere.while_asked(True)
        self.dialog.finished.connect(lambda _: self._anywhere.while_asked(False))
        self.dialog.open()

    def _use_key(self, word: str, letter: str) -> None:
        self._settings.keys[word] = letter
        use_keys(self._settings.keys)
        self._session.remember()
        layout = self._key_caps[word].layout()
        assert layout is not None
        kit.clear(layout)
        layout.addWidget(kit.caps(chord(letter)))
        self.keys_changed.emit()
