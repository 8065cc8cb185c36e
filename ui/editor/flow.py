"""Opening the editor over the window, and what the window does for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir

from player.data import read_list
from scripts.errors import IlsonError
from scripts.files import Loaded, load, open_script
from scripts.model import Script
from scripts.needs import goes_over_rows
from ui.binding.dialog import BindingDialog
from ui.editor.document import Document
from ui.editor.outside import Outside
from ui.editor.page import EditorPage
from ui.library import Entry
from ui.progress import Progress
from ui.texts import say
from ui.work import Worker

if TYPE_CHECKING:
    from ui.window import Window


class Editing(QObject):
    """At most one task is being edited; its page lies over the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._worker = Worker(self)
        self.document: Document | None = None
        self.page: EditorPage | None = None
        self._folder: QTemporaryDir | None = None

    def open(self, entry: Entry) -> None:
        """Edit a task, once it is read; one that can't be opened is told."""
        path = entry.path
        self._worker.do(
            lambda: open_script(path), lambda loaded: self._opened(path, loaded), self._refused
        )

    def _opened(self, path: Path, loaded: Loaded) -> None:
        self.close()
        self.document = Document(path, self)
        self.document.open(loaded.script)
        self._show()

    def _refused(self, error: IlsonError | OSError) -> None:
        hint = error.hint if isinstance(error, IlsonError) else ""
        self._window.warn(f"{error}\n\n{hint}".strip())

    def _show(self) -> None:
        assert self.document is not None
        window = self._window
        outside = Outside(
            window.session.command, window.get_away, window.come_up, lambda: window.session.busy
        )
        self.page = page = EditorPage(self.document, outside)
        page.leave.connect(self.leave)
        page.play.connect(lambda: self._with_entry(window.play))
        page.try_row.connect(lambda: self._try([]))
        page.bind.connect(lambda: self._with_entry(window.bind))
        page.play_part.connect(self._try)
        page.record_more.connect(self._record)
        window.shell.cover(page)

    def uncover(self) -> None:
        """Back from a run: to the editor, if there is one, else to the list of tasks."""
        if self.page is not None:
            self._window.shell.cover(self.page)
        else:
            self._window.shell.uncover()

    def rebuild(self) -> None:
        """The window was built anew, at the start, in another language or colours: so is what it
        does for the editor, and its page."""
        if self.page is not None:
            self.page = None  # it went with the shell that held it
            self._show()

    def leave(self) -> None:
        """Save, and back to the list of tasks."""
        self._window.shell.uncover()
        self.close()
        self._window.refresh()

    def close(self) -> None:
        """Save what is not saved yet and forget the task."""
        if self.document is not None:
            document = self.document
            document.save()
            document.when_saved(document.deleteLater)
        if self.page is not None:
            self.page.deleteLater()
        self.document = self.page = None

    def _entry(self) -> Entry | None:
        assert self.document is not None
        path = self.document.path
        return next((one for one in self._window.entries if one.path == path), None)

    def _with_entry(self, do: Callable[[Entry], None]) -> None:
        entry = self._entry()
        if entry is not None:
            do(entry)

    # ---- a part of it -----------------------------------------------------------------------

    def _try(self, more: list[str]) -> None:
        """Run a part of the task, of a list its first row only."""
        assert self.document is not None
        entry, session = self._entry(), self._window.session
        if entry is None or session.busy:
            return
        if not goes_over_rows(self.document.script.steps):
            session.play(entry, "", more)
            return
        spec = session.last_list(entry)
        if spec:
            self._try_first(entry, spec, more)
            return
        last = session.last_inner(entry)
        dialog = BindingDialog(entry, "", session.command, self._window, last)
        dialog.play.connect(
            lambda spec, rows, without, inner: self._try_first(entry, spec, more, inner)
        )
        self._window.open_dialog(dialog)

    def _try_first(
        self, entry: Entry, spec: str, more: list[str], inner: Mapping[str, str] | None = None
    ) -> None:
        def first() -> int:
            rows = read_list(spec).rows
            return rows[0].number if rows else 0

        def play(row: int) -> None:
            rows = ["--rows", f"{row}-{row}"] if row else []
            if not self._window.session.busy:
                self._window.session.play(entry, spec, [*more, *rows], inner=inner)

        self._worker.do(first, play, self._refused)

    # ---- more of it -------------------------------------------------------------------------

    def _record(self) -> None:
        """Record into a place of its own; its steps come behind the current one."""
        session = self._window.session
        if session.busy:
            return
        self._folder = QTemporaryDir()
        out = Path(self._folder.path())
        out /= out.name  # a name that no task has
        self._window.recording.begin_by(lambda: session.record_to(out))

    def took(self, progress: Progress) -> bool:
        """Whether what has ended was a recording for the task that is being edited: its steps are
        put in, then."""
        if self._folder is None or progress.name != Path(self._folder.path()).name:
            return False
        folder, self._folder = self._folder, None
        saved = Path(progress.saved) if progress.saved else None
        self.uncover()

        def done(script: Script) -> None:
            folder.remove()
            if self.page is not None and script.steps:
                self.page.commands.add(script, "edit_did_record")
            elif self.page is not None:
                self.page.tell(say("edit_recorded_none"))

        def failed(error: IlsonError | OSError) -> None:
            folder.remove()
            self._refused(error)

        if saved is not None:
            self._worker.do(lambda: load(saved), done, failed)
        elif self.page is not None:
            self.page.tell(progress.message or say("edit_recorded_none"))
        return True
