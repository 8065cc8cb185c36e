"""Keys that work whatever program is in front, over a system that only takes notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import WaitFor, add_task
from ui.dialogs import RecordDialog
from ui.hotkeys import recorders
from ui.preferences import SettingsPage
from ui.settings import Settings
from ui.texts import say
from ui.window import Window

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
ALL = {"stop": "Ctrl+Alt+R", "play": "Ctrl+Alt+B", "panel": "Ctrl+Alt+Space"}


class Noted:
    """Stands for the system: ``held`` is what was asked for last, ``others`` what it refuses."""

    def __init__(self) -> None:
        self.held: Mapping[str, str] = {}
        self.others: set[str] = set()
        self.closed = False

    def __call__(
        self, heard: Callable[[str], None], told: Callable[[frozenset[str]], None]
    ) -> Noted:
        self.heard, self._told = heard, told
        return self

    def hold(self, chords: Mapping[str, str]) -> None:
        self.held = dict(chords)
        self._told(frozenset(word for word, chord in chords.items() if chord in self.others))

    def ask(self, chord: str, tell: Callable[[bool], None]) -> None:
        tell(chord not in self.others)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def keys(window: Window) -> Iterator[Noted]:
    noted = Noted()
    window.anywhere.begin(noted)  # type: ignore[arg-type]
    assert noted.held == ALL
    yield noted
    window.anywhere.close()
    assert noted.closed


def settings_of(window: Window) -> SettingsPage:
    window.open_settings()
    page = window.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    return page


def test_the_chosen_task_is_run_and_the_keys_are_let_go_meanwhile(
    window: Window, keys: Noted, wait: WaitFor
) -> None:
    for name in ("가", "나"):
        add_task(name)
    window.refresh()
    wait(lambda: len(window.entries) == 2 and all(entry.known for entry in window.entries))
    window.library.choose(next(entry.path for entry in window.entries if entry.name == "나"))
    window.hide()
    keys.heard("play")
    wait(lambda: window.session.busy)
    assert keys.held == {}
    keys.heard("play")
    wait(lambda: not window.session.busy)
    assert window.session.last_played is not None and window.session.last_played.name == "나"
    assert keys.held == ALL


def test_without_a_task_the_window_comes_up(window: Window, keys: Noted, wait: WaitFor) -> None:
    window.hide()
    keys.heard("play")
    wait(window.isVisible)
    assert not window.session.busy


def test_recording_asks_for_the_name_once(window: Window, keys: Noted, wait: WaitFor) -> None:
    keys.heard("stop")
    wait(lambda: isinstance(QApplication.activeModalWidget(), RecordDialog))
    first = window.dialog
    keys.heard("stop")
    keys.heard("panel")
    QApplication.processEvents()
    assert window.dialog is first and not window.tray.panel.isVisible()
    first.reject()
    keys.heard("panel")
    wait(lambda: window.tray.panel.isVisible())
    window.tray.panel.close()


def test_a_key_that_another_program_has_is_told_where_it_is_changed(
    window: Window, keys: Noted, wait: WaitFor
) -> None:
    page = settings_of(window)
    assert not any(label.isVisibleTo(page) for label in page.taken.values())
    keys.others = {"Ctrl+Alt+B", "Ctrl+Alt+J"}
    page.anywhere.click()
    assert keys.held == {} and not Settings.load().anywhere
    page.anywhere.click()
    wait(lambda: page.taken["play"].isVisibleTo(page))
    assert not page.taken["stop"].isVisibleTo(page)
    page.ask_key("play")
    dialog = page.dialog
    assert keys.held == {}, "what is pressed now is pressed to be chosen"
    for key, told in (
        (Qt.Key.Key_J, "key_not_free"), (Qt.Key.Key_Q, "key_stops"), (Qt.Key.Key_Y, "key_good"),
    ):  # fmt: skip
        QTest.keyClick(dialog, key, BOTH)
        assert dialog.told.text() == say(told)
        assert dialog.save.isEnabled() == (told == "key_good")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert keys.held == {**ALL, "play": "Ctrl+Alt+Y"}
    wait(lambda: not page.taken["play"].isVisibleTo(page))
    assert Settings.load().keys == {"play": "y"}


def test_the_blank_is_a_key_for_the_window_but_not_for_the_recorder(
    window: Window, keys: Noted
) -> None:
    page = settings_of(window)
    for word, told in (("pause", "key_family"), ("play", "key_taken"), ("panel", "key_good")):
        page.ask_key(word)
        QTest.keyClick(page.dialog, Qt.Key.Key_Space, BOTH)
        assert page.dialog.told.text() == say(told, what=say("key_panel"))
        page.dialog.reject()
    assert keys.held == ALL


def test_the_recorder_is_told_of_its_own_keys_only() -> None:
    assert recorders({"stop": "y", "play": "j", "panel": "k"}) == {"stop": "y"}


def test_the_library_says_what_its_key_does(window: Window, keys: Noted, wait: WaitFor) -> None:
    assert window.library.hot_key_says.text() == say("record_anywhere")
    settings_of(window).anywhere.click()
    assert window.library.hot_key_says.text() == say("record_ends")
