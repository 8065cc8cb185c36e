"""Between the folders and the pages that list them: does what the clerk wants done with a task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from scripts.errors import IlsonError
from scripts.folders import scripts_folder
from ui.library import actions
from ui.library.empty import EmptyTeam
from ui.library.page import LibraryPage
from ui.library.records import Records, read_records
from ui.library.shelf import Shelf
from ui.library.tasks import PACKED, Entry, plain_name
from ui.session import Session
from ui.texts import say
from ui.toast import Toast
from ui.work import Worker


class Desk(QObject):
    """``changed`` whenever there are other tasks or runs; ``failed`` with a sentence and what to do
    about it."""

    changed = Signal()
    failed = Signal(str, str)
    read_first = Signal(int)
    """Once: how many tasks the clerk has."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.records = Records()
        self.mine, self.team = Shelf(self), Shelf(self)
        self._pages: list[tuple[LibraryPage, Shelf]] = []
        self._workers: list[Worker] = []
        self._reader = Worker(self)
        self._choose: Path | None = None
        self._toast: Toast | None = None
        self._was_read = False
        for shelf in (self.mine, self.team):
            shelf.changed.connect(self._show)
            shelf.failed.connect(lambda text: self.failed.emit(text, ""))

    @property
    def entries(self) -> list[Entry]:
        """The clerk's own tasks."""
        return self.mine.entries

    def attach(self, mine: LibraryPage, team: LibraryPage, over: QWidget) -> None:
        """Show in these pages from now on, with messages at the lower left of ``over``."""
        self._pages = [(mine, self.mine), (team, self.team)]
        self._toast = Toast(over)
        for page, shelf in self._pages:
            page.rename.connect(self.rename)
            page.duplicate.connect(self.duplicate)
            page.share.connect(self.share)
            page.delete.connect(self.delete)
            page.like.connect(self._like)
            page.trust.connect(self._trust)
            page.label.connect(self._label)
            page.choose_team.connect(self.choose_team)
            page.show_settings(self.session.settings)
            page.show_records(self.records)
            page.show_entries(shelf.entries, shelf.read)
        self._tell_team()

    # ---- reading ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read folders and journal anew, in the background."""
        self.mine.open(scripts_folder())
        team = self.session.settings.team
        self.team.open(Path(team) if team else None)
        self._reader.do(lambda: read_records(datetime.now()), self._have_records, self._cannot)

    def _have_records(self, records: Records) -> None:
        self.records = records
        for page, _ in self._pages:
            page.show_records(records)
        self.changed.emit()

    def _show(self) -> None:
        for page, shelf in self._pages:
            page.show_entries(shelf.entries, shelf.read)
        if self._choose is not None and any(e.path == self._choose for e in self.entries):
            self._pages[0][0].choose(self._choose)
            self._choose = None
        if self.mine.read and not self._was_read:
            self._was_read = True
            self.read_first.emit(len(self.entries))
        self.changed.emit()

    def show_settings(self) -> None:
        """Favourites, labels or the team's folder have changed."""
        self.session.remember()
        for page, _ in self._pages:
            page.show_settings(self.session.settings)
        self._tell_team()

    def choose(self, path: Path) -> None:
        """Choose a task, as soon as it is there."""
        self._choose = path

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say something good, and how it can be taken back."""
        if self._toast is not None:
            self._toast.tell(text, undo)

    # ---- doing ------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        worker = Worker(self)  # each its own: none is made void by the next
        self._workers.append(worker)

        def over(then: Callable[[Any], None], value: Any) -> None:
            self._workers.remove(worker)
            worker.deleteLater()
            then(value)

        worker.do(work, lambda value: over(done, value), lambda error: over(self._cannot, error))

    def _cannot(self, error: IlsonError | OSError) -> None:
        self.failed.emit(str(error), error.hint if isinstance(error, IlsonError) else "")
        self.mine.refresh()

    def rename(self, entry: Entry, name: str) -> None:
        """Give a task another name, which can be undone."""

        def done(path: Path) -> None:
            self.session.settings.moved(entry.path, path)
            self.show_settings()
            self.choose(path)
            self.refresh()

        self._do(lambda: actions.rename(entry, name), done)

    def duplicate(self, entry: Entry) -> None:
        """Copy a task into the clerk's own."""

        def done(path: Path) -> None:
            settings = self.session.settings
            if str(entry.path) in settings.received:  # a copy of it is no more ours
                settings.receive(path, str(entry.path) in settings.trusted)
                self.show_settings()
            self.choose(path)
            self.tell(say("copied", name=path.name))
            self.refresh()

        self._do(lambda: actions.duplicate(entry, scripts_folder()), done)

    def share(self, entry: Entry) -> None:
        """Ask where to, and pack a task into one file."""
        kind = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self.session.settings.team or QStandardPaths.writableLocation(kind)
        dialog = QFileDialog(self._over(), say("share_title", name=entry.name), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{say('task_file')} (*{PACKED})")
        dialog.setDefaultSuffix(PACKED[1:])
        dialog.selectFile(plain_name(entry.name) + PACKED)
        dialog.fileSelected.connect(lambda name: self.share_to(entry, Path(name)))
        dialog.open()

    def share_to(self, entry: Entry, file: Path) -> None:
        """Pack a task into this file."""

        def done(made: Path) -> None:
            self.tell(say("shared", file=made.name))
            self.team.refresh()

        author = self.session.settings.author
        self._do(lambda: actions.share(entry, file, author), done)

    def ask_file(self, then: Callable[[Path], None]) -> None:
        """Ask which file somebody sent."""
        kind = QStandardPaths.StandardLocation.DownloadLocation
        dialog = QFileDialog(self._over(), say("bring_in"), QStandardPaths.writableLocation(kind))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{say('task_file')} (*{PACKED})")
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    def brought(self, path: Path, trusted: bool = False) -> None:
        """A task that somebody sent lies among the clerk's own now."""
        self.session.settings.receive(path, trusted)
        self.show_settings()
        self.choose(path)
        self.tell(say("brought_in", name=path.name))
        self.refresh()

    def delete(self, entry: Entry) -> None:
        """Move a task to the system's bin; for a while it can be undone."""

        def done(binned: actions.Binned) -> None:
            undo = None
            if binned.now is not None:
                undo = lambda: self._do(lambda: actions.out_of_bin(binned), back)  # noqa: E731
            self.tell(say("deleted", name=entry.name), undo)
            self.refresh()

        def back(path: Path) -> None:
            self.choose(path)
            self.refresh()

        self._do(lambda: actions.to_bin(entry.path, entry.name), done)

    def _like(self, entry: Entry, liked: bool) -> None:
        self.session.settings.like(entry.path, liked)
        self.show_settings()

    def _trust(self, entry: Entry, on: bool) -> None:
        self.session.settings.trust(entry.path, on)
        self.show_settings()
        self.tell(say("trusted_now" if on else "trusted_no_more", name=entry.name))

    def _label(self, entry: Entry, label: str, on: bool) -> None:
        self.session.settings.label(entry.path, label, on)
        self.show_settings()

    # ---- the team ---------------------------------------------------------------------------

    def choose_team(self) -> None:
        """Ask for the folder of the team's tasks."""
        dialog = QFileDialog(self._over(), say("team_choose"), self.session.settings.team)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.use_team)
        dialog.open()

    def use_team(self, folder: str) -> None:
        """The team's tasks lie in this folder."""
        self.session.settings.team = folder
        self.show_settings()
        self.refresh()

    def _tell_team(self) -> None:
        for page, _ in self._pages:
            if isinstance(page.empty, EmptyTeam):
                page.empty.tell(self.session.settings.team)

    def _over(self) -> QWidget | None:
        return self._toast.window() if self._toast is not None else None
