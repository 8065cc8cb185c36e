"""The window: the clerk's tasks, or what goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QMessageBox,
)

from player.data import split_spec
from player.run.journal import RunEntry
from recorder.unsaved import left_behind
from scripts.folders import scripts_folder
from ui import theme
from ui.anywhere import Anywhere, do_anywhere
from ui.binding.dialog import BindingDialog
from ui.child import read_as_set
from ui.dialogs import RecordDialog
from ui.editor.flow import Editing
from ui.hotkeys import use_keys
from ui.importing.dialog import ImportDialog
from ui.library import Entry
from ui.library.desk import Desk
from ui.library.page import LibraryPage
from ui.places import add_places
from ui.preferences.checks import Checks
from ui.recording_flow import RecordingFlow
from ui.run.flow import RunFlow
from ui.run.page import RunPage
from ui.session import Session
from ui.settings import Settings
from ui.shell import Shell
from ui.texts import say, use_language
from ui.tour import TourFlow
from ui.tray import Tray
from ui.tray.offers import offers
from ui.tray.panel import Offer
from ui.when import span


class Window(QMainWindow):
    """Shows the session and starts things; ``left`` when the clerk wants to quit for good."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        use_keys(session.settings.keys)
        read_as_set(session.settings.reads)
        self.desk = Desk(session, self)
        self.desk.changed.connect(self._desk_changed)
        self.desk.failed.connect(self.warn)
        self.checks = Checks(session.command)
        self.tour = TourFlow(session, self, lambda name: self.recording.begin(name))
        self.tour.failed.connect(self.warn)
        self._was_shown = True
        self.run = RunFlow(session, self.get_away, self.come_up)
        self.recording = RecordingFlow(session, self.get_away, self._came_back)
        self.tray = Tray(self._offers)
        self.tray.place = session.settings.button
        self.tray.button_moved.connect(self._button_moved)
        self.tray.settings.connect(self.open_settings)
        self.tray.pause.connect(session.pause)
        self.tray.go_on.connect(self._go_on)
        self.tray.record.connect(self.record)
        self.tray.open.connect(self.come_up)
        self.tray.stop.connect(session.stop)
        self.tray.quit.connect(self.left)
        self.tray.play.connect(self.replay)
        self.anywhere = Anywhere(session, self)
        self.anywhere.heard.connect(lambda word: do_anywhere(self, word))
        self.editing = Editing(self)
        session.began.connect(self._began)
        session.changed.connect(self._changed)
        session.asked.connect(self._needs_her)
        session.ended.connect(self._ended)
        self.resize(1120, 640)
        self.setMinimumSize(640, 440)
        self.build()

    # ---- building ---------------------------------------------------------------------------

    def build(self) -> None:
        """Make the pages, at the start and after a change of language or colours."""
        self.setWindowTitle(say("app"))
        self.setWindowIcon(theme.mark_icon())
        self.library, self.team = LibraryPage(), LibraryPage(team=True)
        for page in (self.library, self.team):
            page.record.connect(self.record)
            page.recover.connect(self.recover)
            page.play.connect(self.play)
            page.bind.connect(self.bind)
            page.edit.connect(self.editing.open)
            page.bring_in.connect(self.bring_in)
            page.tour.connect(self.tour.show)
        self.run_page = RunPage()
        self.run.attach(self.run_page)
        self.run_page.again.connect(self._again)
        self.run_page.rest.connect(self._rest)
        self.run_page.row_again.connect(self._rest)
        self.shell = Shell()
        self.shell.add_place("library", "layers", say("library"), self.library)
        self.shell.add_place("team", "users", say("team_tasks"), self.team)
        self.desk.attach(self.library, self.team, self.shell)
        add_places(self)
        self.run_page.leave.connect(self.editing.uncover)
        self.setCentralWidget(self.shell)
        self.library.list.setFocus()
        self.editing.rebuild()
        if self.session.busy:
            self.shell.cover(self.run_page)
        if self.session.progress is not None:
            self.run_page.show_progress(self.session.progress)
        self.refresh()

    def use_language(self, code: str) -> None:
        """Speak another language from now on; ``system`` for the system's."""
        use_language(code)
        self.session.settings.language = code
        self._restyled()

    def use_theme(self, name: str) -> None:
        """Wear other colours: ``light``, ``dark``, ``system``."""
        self.session.settings.theme = name
        self._restyled()

    def _restyled(self) -> None:
        self.session.remember()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self.session.settings.theme)
        # Not from within the menu that is being clicked and would be destroyed by it.
        QTimer.singleShot(0, self, self.build)
        QTimer.singleShot(0, self, self.tray.rebuild)

    # ---- the tasks --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the tasks' folders and the journal anew, in the background."""
        self.desk.refresh()
        self.library.show_unsaved(0 if self.session.busy else len(left_behind()))

    @property
    def entries(self) -> list[Entry]:
        """The clerk's own tasks, as far as they are known."""
        return self.desk.entries

    def _desk_changed(self) -> None:
        self.tray.appear()
        records = self.desk.records
        if records.runs:
            more = records.this_month - records.last_month
            note = (
                say("saved_more", time=span(more)) if more >= 60
                else say("saved_less", time=span(records.last_month))
            )  # fmt: skip
            self.shell.saved.tell(span(records.this_month), note, "green" if more >= 60 else "")

    def bring_in(self, file: Path | None) -> None:
        """Take a task that somebody sent; None: ask which."""
        self.tour.get_away()
        self.come_up()
        self.shell.show_place("library")
        if file is None:
            self.desk.ask_file(self.import_file)
        else:
            self.import_file(file)

    def _offers(self) -> list[Offer]:
        return offers(self.desk, self.session)

    def _button_moved(self, x: int, y: int) -> None:
        self.session.settings.button = (x, y)
        self.session.remember()

    def open_settings(self) -> None:
        """Come up with the settings."""
        self.come_up()
        self.shell.show_place("settings")

    def open_folder(self) -> None:
        """Show the folder of the clerk's tasks."""
        scripts_folder().mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(scripts_folder())))

    def warn(self, text: str, hint: str = "") -> None:
        """Say what did not work, and what to do about it."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, say("app"), text, parent=self)
        box.setInformativeText(hint)
        box.addButton(say("close"), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    # ---- starting ---------------------------------------------------------------------------

    def record(self) -> None:
        """Ask for a name and record."""
        if self.session.busy:
            return
        dialog = RecordDialog(self if self.isVisible() else None)
        self._was_shown = self.isVisible() and not self.isMinimized()
        self.recording.ask(dialog)
        self.open_dialog(dialog)

    def recover(self) -> None:
        """Save an interrupted recording."""
        if not self.session.busy:
            self.session.recover(say("recovered_name"))

    def play(self, entry: Entry) -> None:
        """Run a task; ask for its list first where it needs one."""
        if self.session.busy or entry.broken:
            return
        if not entry.needs_list:
            self.session.play(entry)
            return
        self.bind(entry)

    def bind(self, entry: Entry) -> None:
        """Bring a task and a list together, and run it."""
        if self.session.busy or entry.broken:
            return
        dialog = BindingDialog(
            entry, self.session.last_list(entry), self.session.command,
            self if self.isVisible() else None, self.session.last_inner(entry),
        )  # fmt: skip
        dialog.play.connect(
            lambda spec, rows, without, inner: self.session.play(
                entry, spec, rows=rows, without=without, inner=inner
            )
        )
        self.open_dialog(dialog)

    def replay(self, entry: Entry) -> None:
        """Run a task at once on the list that it last ran with; ask where there is none."""
        last = self.session.last_list(entry)
        if self.session.busy or entry.broken:
            return
        if entry.needs_list and not last:
            self.play(entry)
        else:
            self.session.play(entry, last if entry.needs_list else "")

    def _again(self) -> None:
        if self.session.last_played is not None:
            self.play(self.session.last_played)

    def _rest(self, row: int = 0) -> None:
        """Go on with the latest run: what it has left, or one row of it."""
        progress, entry = self.session.progress, self.session.last_played
        if progress is not None and entry is not None and not self.session.busy:
            rows = (row, row) if row else None
            self.session.play(entry, self.session.spec, rows=rows, resume=progress.run)

    def play_rest(self, run: RunEntry) -> None:
        """Go on with a run of the history; ask for its list where that is not where it was."""
        entry = next((one for one in self.entries if one.name == run.script), None)
        if entry is None or self.session.busy:
            return
        spec = self.session.last_list(entry)
        if spec and split_spec(spec)[0].name == run.data:
            self.session.play(entry, spec, resume=run.id)
        else:
            self.bind(entry)

    def import_file(self, path: Path) -> None:
        """Show what a task that was sent does, and take it in if she wants it."""
        dialog = ImportDialog(path, self if self.isVisible() else None)
        dialog.imported.connect(lambda made, trusted: self.desk.brought(Path(made), trusted))
        self.open_dialog(dialog)

    def open_dialog(self, dialog: QDialog) -> None:
        """Show a dialog over the window."""
        self.dialog = dialog
        dialog.setWindowIcon(theme.mark_icon())
        dialog.open()
        dialog.activateWindow()

    # ---- while something goes on ------------------------------------------------------------

    def _began(self) -> None:
        assert self.session.progress is not None
        self.shell.cover(self.run_page)
        if self.session.progress.kind == "play":
            self._was_shown = self.isVisible() and not self.isMinimized()
            self.run.begin()
        elif self.session.progress.state != "saving":
            self.get_away()
        self._changed()

    def get_away(self) -> None:
        """Leave the screen, so as not to be in the picture."""
        self.tour.get_away()
        if self.tray.there:
            self.hide()
        elif self.isVisible():
            self.showMinimized()

    def _came_back(self) -> None:
        if self._was_shown:
            self.come_up()
        self.tour.called_off()

    def come_up(self) -> None:
        """Come to the front."""
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def _go_on(self) -> None:
        """Let a run or a recording go on that was paused."""
        if self.session.progress is not None and self.session.progress.kind == "record":
            self.session.tell("continue")
        else:
            self.run.go_on()

    def _needs_her(self) -> None:
        assert self.session.progress is not None
        self.tray.tell(say("needs_you", name=self.session.progress.name))

    def _changed(self) -> None:
        progress = self.session.progress
        assert progress is not None
        self.run_page.show_progress(progress)
        self.tray.show_progress(progress)
        self.recording.show_progress(progress)
        self.run.show_progress(progress)

    def _ended(self) -> None:
        progress = self.session.progress
        assert progress is not None
        self.run.end()
        self.recording.end()
        if self.editing.took(progress):
            self.come_up()
            return
        if progress.kind == "record" and progress.state == "done":
            if self.session.settings.sounds:
                QApplication.beep()
            self.shell.show_place("library")
            name = Path(progress.saved).stem if progress.saved else progress.name
            if progress.saved:
                self.desk.choose(Path(progress.saved))
            self.desk.tell(say("saved", name=name, n=progress.steps))
        self.refresh()
        if progress.state == "done" and not self._was_shown and self.tray.there:
            # Asked for from the tray, and all is well: no window jumps into her work.
            key = "saved" if progress.kind == "record" else "result_done"
            self.tray.tell(say(key, name=progress.name, n=progress.steps))
        else:
            self.come_up()

    # ---- leaving ----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if not self.tray.there:
            self.left.emit()
            return
        self.hide()
        settings = self.session.settings
        if not settings.told_tray:
            settings.told_tray = True
            self.session.remember()
            self.tray.tell(say("still_here"))


def open_window(settings: Settings, command: tuple[str, ...] | None = None) -> Window:
    """A window with its session, not shown yet."""
    return Window(Session(settings, command))
