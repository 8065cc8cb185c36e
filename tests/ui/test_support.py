"""The file for the help desk is read before it is saved, and holds just what was read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.ui.conftest import PRETEND, WaitFor
from ui.preferences.checks import Checks, ChecksView
from ui.preferences.support import SupportDialog
from ui.texts import say, use_language


@pytest.fixture
def view(app: QApplication, ilson_home: Path, wait: WaitFor) -> Iterator[ChecksView]:
    use_language("ko")
    checks = Checks(PRETEND)
    made = ChecksView(checks)
    made.show()
    checks.run()
    wait(lambda: not checks.running)
    yield made
    made.hide()
    made.deleteLater()


def asked(view: ChecksView, wait: WaitFor) -> SupportDialog:
    view.support.click()
    wait(lambda: view.dialog.parts)
    return view.dialog


def test_it_is_read_then_saved(view: ChecksView, wait: WaitFor, tmp_path: Path) -> None:
    dialog = asked(view, wait)
    assert not list(tmp_path.rglob("*.zip")), "nothing is written by looking"
    shown = {
        text.accessibleName(): text.toPlainText() for text in dialog.findChildren(QPlainTextEdit)
    }
    assert "session bad locked" in shown["self-check.txt"]
    file = tmp_path / "문의.zip"
    dialog.save_to(file)
    wait(lambda: not dialog.isVisible())
    with zipfile.ZipFile(file) as packed:
        held = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    assert {name: text.rstrip("\n") for name, text in held.items()} == {
        name: text.rstrip("\n") for name, text in shown.items()
    }
    assert view.told.text() == say("support_saved", file="문의.zip")


def test_where_it_cannot_be_saved_there_is_a_sentence(
    view: ChecksView, wait: WaitFor, tmp_path: Path
) -> None:
    dialog = asked(view, wait)
    dialog.save_to(tmp_path / "없는 폴더" / "문의.zip")
    wait(lambda: dialog.told.isVisible())
    assert dialog.told.text().startswith(say("support_failed")) and dialog.save.isEnabled()
    dialog.reject()
