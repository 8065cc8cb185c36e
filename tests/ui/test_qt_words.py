"""What Qt says itself is Korean in a Korean window, and English in an English one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QFileInfo, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTreeView,
    QWidget,
)

from ui.app import speak
from ui.words.qt import KOREAN

HANGUL = re.compile("[가-힣]")


@pytest.fixture
def spoken(app: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    speak(app, request.param)
    yield request.param
    speak(app, "en")


def file_dialog(mode: QFileDialog.FileMode, accept: QFileDialog.AcceptMode) -> QFileDialog:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.setAcceptMode(accept)
    return dialog


def said(top: QWidget) -> Iterator[str]:
    """Every text that a person sees in a window, or hears of it."""
    for part in (top, *top.findChildren(QWidget)):
        yield part.toolTip()
        yield part.accessibleName()
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        if isinstance(part, QComboBox):
            yield from (
                part.itemText(n) for n in range(part.count()) if ":" not in part.itemText(n)
            )
        if isinstance(part, QTreeView) and part.model() is not None:
            columns = range(part.model().columnCount())
            across = Qt.Orientation.Horizontal
            yield from (str(part.model().headerData(n, across)) for n in columns)
        yield from (action.text().split("\t")[0] for action in part.actions())


MODES = [
    (QFileDialog.FileMode.ExistingFile, QFileDialog.AcceptMode.AcceptOpen),
    (QFileDialog.FileMode.AnyFile, QFileDialog.AcceptMode.AcceptSave),
    (QFileDialog.FileMode.Directory, QFileDialog.AcceptMode.AcceptOpen),
]


@pytest.mark.parametrize("spoken", ["ko", "en"], indirect=True)
@pytest.mark.parametrize(("mode", "accept"), MODES)
def test_a_file_dialog_has_no_word_of_the_other_language(
    app: QApplication, spoken: str, mode: QFileDialog.FileMode, accept: QFileDialog.AcceptMode
) -> None:
    dialog = file_dialog(mode, accept)
    texts = {text for text in said(dialog) if re.search("[A-Za-z가-힣]", text) and "/" not in text}
    assert len(texts) > 8
    assert {text for text in texts if bool(HANGUL.search(text)) is not (spoken == "ko")} == set()
    dialog.deleteLater()


@pytest.mark.parametrize("spoken", ["ko", "en"], indirect=True)
def test_the_kinds_of_files_are_named(
    app: QApplication, spoken: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("kinds")
    kind = QFileIconProvider().type(QFileInfo(str(folder)))
    assert kind == {"ko": "폴더", "en": "Folder"}[spoken] or "폴더" in kind or "Folder" in kind
    assert bool(HANGUL.search(kind)) is (spoken == "ko")


@pytest.mark.parametrize("spoken", ["ko", "en"], indirect=True)
def test_buttons_and_menus_are_in_the_language_of_the_window(
    app: QApplication, spoken: str
) -> None:
    every = QDialogButtonBox.StandardButton
    standard = every.Ok | every.Cancel | every.Yes | every.No | every.Save | every.Discard
    standard |= every.Open | every.Close | every.Apply | every.Retry | every.Ignore | every.Abort
    box = QMessageBox()
    box.setStandardButtons(QMessageBox.StandardButton(standard.value))
    asks = QInputDialog()
    asks.setInputMode(QInputDialog.InputMode.TextInput)
    dialogs: list[QDialog] = [box, asks]
    texts = {button.text() for top in dialogs for button in top.findChildren(QAbstractButton)}
    for field in (QLineEdit("글"), QPlainTextEdit("글")):
        menu = field.createStandardContextMenu()
        texts |= {action.text().split("\t")[0] for action in menu.actions()}
        menu.deleteLater()
    texts -= {""}
    assert len(texts) > 15
    assert {text for text in texts if bool(HANGUL.search(text)) is not (spoken == "ko")} == set()
    for top in dialogs:
        top.deleteLater()


def test_qt_has_no_word_of_its_own_for_ours(app: QApplication) -> None:
    assert all(HANGUL.search(text) for text in KOREAN.values())
    for (_, english), korean in KOREAN.items():
        assert re.findall("%[0-9]|&", english) == re.findall("%[0-9]|&", korean)
