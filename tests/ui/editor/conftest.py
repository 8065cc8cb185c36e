"""The editor over a task of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from scripts.files import load, save
from scripts.folders import scripts_folder
from scripts.model import Script
from tests.scripts.test_edit import script as example
from tests.ui.conftest import WaitFor
from ui import theme
from ui.editor.document import Document
from ui.editor.page import EditorPage
from ui.texts import use_language


class Editor:
    """A page with its document, and what a clerk would see of it."""

    def __init__(self, path: Path, wait: WaitFor) -> None:
        self.path, self.wait = path, wait
        self.document = Document(path)
        self.document.open(load(path))
        self.page = EditorPage(self.document)
        self.page.resize(1240, 640)
        self.page.show()
        self.page.activateWindow()
        self.page.view.setFocus()
        wait(lambda: self.page.isActiveWindow() and self.page.view.hasFocus())
        self.view, self.model = self.page.view, self.page.model

    @property
    def script(self) -> Script:
        return self.document.script

    def lines(self) -> list[str]:
        """What the list says, row by row."""
        return [self.model.spoken(row) for row in self.model.rows]

    def order(self) -> str:
        """The ids of the rows as they are shown."""
        return " ".join(row.id for row in self.model.rows if row.kind in ("step", "head"))

    def checked(self) -> None:
        """Wait until the checks of what is shown are over."""
        done: list[bool] = []
        self.wait(lambda: not self.page._settle.isActive())
        self.page._checker.do(lambda: True, done.append, lambda error: None)
        self.wait(lambda: done)
        self.page._look()
        before = self.page._sights
        self.wait(lambda: self.page._sights is not before)


@pytest.fixture
def editor(app: QApplication, ilson_home: Path, wait: WaitFor) -> Iterator[Editor]:
    use_language("ko")
    if theme.scheme() != "light" or not app.styleSheet():
        theme.apply(app, "light")
    path = scripts_folder() / "작업"
    path.parent.mkdir(parents=True)
    save(example(), path)
    made = Editor(path, wait)
    yield made
    made.document.save()
    wait(lambda: made.document.state in ("saved", "failed"))
    made.page.hide()
    # At once: a test has no event loop that would come back to do it, and the next style sheet
    # would be for all pages that were ever there.
    shiboken6.delete(made.page)
    shiboken6.delete(made.document)
