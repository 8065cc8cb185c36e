"""The window: the clerk's tasks, or what goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFile, QFileSystemWatcher, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QWidget,
)

from player.data import split_spec
from player.run.journal import RunEntry
from recorder.unsaved import left_behind
from scripts.errors import IlsonError
from scripts.folders import scripts_folder
from ui import theme
from ui.binding.dialog import BindingDialog
from ui.dialogs import RecordDialog
from ui.editor.flow import Editing
from ui.importing.dialog import ImportDialog
from ui.library import Entry, entries
from ui.library.page import LibraryPage
from ui.places import add_places
from ui.recording_flow import RecordingFlow
from ui.run.flow import RunFlow
from ui.run.page import RunPage
from ui.session import Session, list_name
from ui.settings import Settings
from ui.shell import Shell
from ui.texts import LANGUAGES, language, say, use_language
from ui.tray import Tray
from ui.work import Worker

_SETTLE = 300
"""Milliseconds of quiet in the folder before it is read again."""


class Window(QMainWindow):
    """Shows the session and starts things; ``left`` when the clerk wants to quit for good."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.entries: list[Entry] = []
        self._worker = Worker(self)
        self._was_shown = True
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())
        self.run = RunFlow(session, self.get_away, self.come_up)
        self.recording = RecordingFlow(session, self.get_away, self._came_back)
        self.tray = Tray(lambda: self.entries, self._last_name)
        self.tray.record.connect(self.record)
        self.tray.open.connect(self.come_up)
        self.tray.stop.connect(session.stop)
        self.tray.quit.connect(self.left)
        self.tray.play.connect(self.replay)
        self.editing = Editing(self)
        session.began.connect(self._began)
        session.changed.connect(self._changed)
        session.ended.connect(self._ended)
        self.resize(1120, 640)
        self.setMinimumSize(640, 440)
        self.build()

    # ---- building ---------------------------------------------------------------------------

    def build(self) -> None:
        """Make the pages, at the start and after a change of language or colours."""
        self.setWindowTitle(say("app"))
        self.setWindowIcon(theme.mark_icon())
        self.library = LibraryPage(self._settings_menu)
        self.library.record.connect(self.record)
        self.library.recover.connect(self.recover)
        self.library.play.connect(self.play)
        self.library.show_steps.connect(self.editing.open)
        self.library.delete.connect(self.delete)
        self.run_page = RunPage()
        self.run.attach(self.run_page)
        self.run_page.again.connect(self._again)
        self.run_page.rest.connect(self._rest)
        self.run_page.row_again.connect(self._rest)
        self.shell = Shell()
        self.shell.add_place("library", "layers", say("library"), self.library)
        add_places(self)
        self.run_page.leave.connect(self.editing.uncover)
        self.setCentralWidget(self.shell)
        self.library.setFocus()
        self.editing.rebuild()
        if self.session.busy:
            self.shell.cover(self.run_page)
        if self.session.progress is not None:
            self.run_page.show_progress(self.session.progress)
        self.refresh()

    def _settings_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        settings = self.session.settings
        words = menu.addMenu(theme.icon("languages"), say("language"))
        self._choices(words, LANGUAGES, language(), self._use_language)
        colours = menu.addMenu(theme.icon("sun-moon"), say("theme"))
        named = {name: say(f"theme_{name}") for name in ("system", "light", "dark")}
        self._choices(colours, named, settings.theme, self._use_theme)
        menu.addSeparator()
        menu.addAction(theme.icon("folder-open"), say("open_folder"), self._open_folder)
        menu.addAction(theme.icon("power"), say("quit"), self.left.emit)
        return menu

    def _choices(self, menu: QMenu, named: dict[str, str], now: str, use: object) -> None:
        group = QActionGroup(menu)
        for key, text in named.items():
            action = QAction(text, group, checkable=True, checked=key == now)
            action.setData(key)
            menu.addAction(action)
        group.triggered.connect(lambda action: use(action.data()))  # type: ignore[operator]

    def _use_language(self, code: str) -> None:
        use_language(code)
        self.session.settings.language = code
        self._restyled()

    def _use_theme(self, name: str) -> None:
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
        """Read the tasks' folder anew, in the background."""
        folder = scripts_folder()
        if folder.is_dir() and str(folder) not in self._watcher.directories():
            self._watcher.addPath(str(folder))
        self._worker.do(lambda: entries(folder), self._show_entries, self._no_entries)
        self.library.show_unsaved(0 if self.session.busy else len(left_behind()))

    def _show_entries(self, found: list[Entry]) -> None:
        self.entries = found
        self.library.show_entries(found, self._last_name)
        self.tray.appear()
        progress = self.session.progress
        if progress is not None and progress.kind == "record" and progress.saved:
            self.library.choose(Path(progress.saved))

    def _no_entries(self, error: IlsonError | OSError) -> None:
        self.tray.appear()
        self.warn(str(error))

    def _last_name(self, entry: Entry) -> str:
        return list_name(self.session.last_list(entry))

    def delete(self, entry: Entry) -> None:
        """Move a task to the recycle bin, after asking."""
        asks = QMessageBox(self)
        asks.setIcon(QMessageBox.Icon.NoIcon)
        asks.setWindowTitle(say("delete"))
        asks.setText(say("delete_ask", name=entry.name))
        asks.setInformativeText(say("delete_body"))
        yes = asks.addButton(say("delete"), QMessageBox.ButtonRole.DestructiveRole)
        no = asks.addButton(say("cancel"), QMessageBox.ButtonRole.RejectRole)
        asks.setDefaultButton(no)

        def clicked(chosen: object) -> None:
            if chosen is yes:
                if not QFile.moveToTrash(str(entry.path)):
                    self.warn(say("delete_failed", name=entry.name))
                self.refresh()

        asks.buttonClicked.connect(clicked)
        asks.open()

    def _open_folder(self) -> None:
        scripts_folder().mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(scripts_folder())))

    def warn(self, text: str) -> None:
        """Say what went wrong, over the window."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, say("app"), text, parent=self)
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
            self if self.isVisible() else None,
        )  # fmt: skip
        dialog.play.connect(
            lambda spec, rows, without: self.session.play(entry, spec, rows=rows, without=without)
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
        dialog.imported.connect(lambda _: self.refresh())
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
        if self.tray.there:
            self.hide()
        elif self.isVisible():
            self.showMinimized()

    def _came_back(self) -> None:
        if self._was_shown:
            self.come_up()

    def come_up(self) -> None:
        """Come to the front."""
        self.showNormal()
        self.raise_()
        self.activateWindow()

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
            QApplication.beep()
            self.shell.show_place("library")
            name = Path(progress.saved).stem if progress.saved else progress.name
            self.library.tell(say("saved", name=name, n=progress.steps))
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
