"""The navigation, and the pages that lie over the whole window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell import NARROW, SIDE_NARROW, Shell


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.openings = 0

    def opened(self) -> None:
        self.openings += 1


@pytest.fixture
def shell(app: QApplication) -> Iterator[Shell]:
    made = Shell()
    made.pages = [Page(), Page()]  # type: ignore[attr-defined]
    made.add_place("a", "layers", "하나", made.pages[0])  # type: ignore[attr-defined]
    made.add_place("b", "history", "둘", made.pages[1])  # type: ignore[attr-defined]
    made.resize(NARROW + 100, 600)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def test_a_click_or_a_key_opens_a_place(shell: Shell) -> None:
    moved: list[str] = []
    shell.moved.connect(moved.append)
    assert shell.place == "a"
    QTest.mouseClick(shell._buttons["b"], Qt.MouseButton.LeftButton)
    assert shell.place == "b" and shell._buttons["b"].isChecked()
    shell.activateWindow()
    assert QTest.qWaitForWindowActive(shell)
    QTest.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert shell.place == "a" and moved == ["b", "a"]
    assert [page.openings for page in shell.pages] == [1, 1]  # type: ignore[attr-defined]


def test_what_covers_the_window_leaves_the_place_below_as_it_was(shell: Shell) -> None:
    shell.show_place("b")
    over = Page()
    shell.cover(over)
    assert shell.shown is over and over.isVisible() and shell.place == "b"
    shell.uncover()
    assert shell.shown is shell.pages[1] and not over.isVisible()  # type: ignore[attr-defined]
    shell.cover(over)
    over.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    QApplication.processEvents()
    assert shell.shown is shell.pages[1], "a page that is gone covers nothing"  # type: ignore[attr-defined]


def test_in_a_narrow_window_the_places_are_icons_that_keep_their_names(shell: Shell) -> None:
    shell.resize(NARROW - 1, 500)
    QApplication.processEvents()
    button = shell._buttons["b"]
    assert button.text() == "" and button.accessibleName() == "둘" and "둘" in button.toolTip()
    assert shell._side.width() == SIDE_NARROW
    shell.resize(NARROW, 500)
    QApplication.processEvents()
    assert button.text() == "둘"
