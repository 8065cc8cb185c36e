"""The settings: each acts at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from player.lines import READS
from recorder.commands import HotKeys, hot_keys, own_letters
from scripts.errors import UsageError
from tests.ui.conftest import PRETEND, WaitFor
from ui.anywhere import Anywhere
from ui.app import OnlyOne, speak
from ui.child import _environment, read_as_set
from ui.preferences import SettingsPage
from ui.preferences.checks import Checks
from ui.preferences.parts import Column
from ui.session import Session
from ui.settings import Settings
from ui.texts import say, use_language

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(
    app: QApplication, ilson_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SettingsPage]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    use_language("ko")
    session = Session(Settings(), PRETEND)
    made = SettingsPage(session, Checks(PRETEND), Anywhere(session))
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def test_nothing_but_the_settings_is_scrolled_through(
    page: SettingsPage, app: QApplication
) -> None:
    page.resize(860, 400)
    app.processEvents()
    columns = [(one.widget(), one.viewport().height()) for one in page.findChildren(Column)]
    assert len(columns) == 2
    for inner, seen in columns:
        assert inner.height() == max(seen, inner.heightForWidth(inner.width()))


def test_a_hot_key_is_set_by_pressing_it(page: SettingsPage) -> None:
    page.ask_key("stop")
    dialog = page.dialog
    QTest.keyClick(dialog, Qt.Key.Key_T)
    assert dialog.told.text() == say("key_family") and not dialog.save.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Z, BOTH)
    assert dialog.told.text() == say("key_taken", what=say("key_undo"))
    assert not dialog.save.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_V, BOTH)
    assert "Excel" in dialog.told.text() and dialog.save.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Y, BOTH)
    assert dialog.told.text() == say("key_good")
    dialog.save.click()
    assert Settings.load().keys == {"stop": "y"}
    layout = page._key_caps["stop"].layout()
    assert layout is not None and layout.count() == 1
    shown = layout.itemAt(0).widget()
    caps = [cap.text() for cap in shown.findChildren(QLabel)]
    assert caps == ["Ctrl", "Alt", "Y"]


def test_the_recorder_takes_the_chosen_keys() -> None:
    letters = own_letters({"stop": "Y"})
    assert hot_keys(letters)["stop"].casefold() == "ctrl+alt+y"
    assert HotKeys(letters).letters["y"] == "stop"
    for wrong in ({"stop": "z"}, {"stop": "ㅎ"}, {"jump": "j"}):
        with pytest.raises(UsageError):
            own_letters(wrong)


def test_switches_and_speed_are_kept_and_used(
    page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.on_mouse.click()
    page.speed.setValue(0)
    kept = Settings.load()
    assert (kept.on_mouse, kept.speed) == (False, 0.5)
    page.sounds.click()
    page.fields.click()
    assert not Settings.load().sounds and Settings.load().fields


def test_what_is_read_is_chosen_told_to_the_processes_and_tried_at_once(
    page: SettingsPage, wait: WaitFor
) -> None:
    assert page.reads.currentData() == "both"
    QTest.keyClick(page.reads, Qt.Key.Key_Down)
    try:
        assert Settings.load().reads == "en"
        assert _environment().value(READS) == "en"
        wait(lambda: page._checks.when is not None)
    finally:
        read_as_set("both")


def test_it_starts_with_the_session_if_wished(page: SettingsPage, tmp_path: Path) -> None:
    page.start.click()
    assert page.start.isChecked()
    entry = tmp_path / "config" / "autostart" / "ilson.desktop"
    assert "--in-tray" in entry.read_text("utf-8")
    page.start.click()
    assert not page.start.isChecked() and not entry.exists()


def test_the_self_check_tells_what_it_found(page: SettingsPage, wait: WaitFor) -> None:
    page.opened()
    checks = page._checks
    assert checks.running
    wait(lambda: not checks.running)
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert say("check_not_ready") in texts
    assert "화면이 잠겨 있어요" in texts and say("check_session_locked_how") in texts
    page.opened()
    assert not checks.running, "it is not done again each time the page is opened"


def test_a_second_start_hands_its_file_to_the_first(app: QApplication, wait: WaitFor) -> None:
    first, second = OnlyOne(), OnlyOne()
    called: list[str] = []
    first.called.connect(called.append)
    assert first.first()
    assert not second.first(Path("/tmp/받은 것.ilson"))
    wait(lambda: called)
    assert Path(called[0]) == Path("/tmp/받은 것.ilson")
    assert not OnlyOne().first()
    wait(lambda: len(called) == 2)
    assert called[1] == ""
    first._server.close()


def test_qt_speaks_korean_too(app: QApplication) -> None:
    speak(app, "ko")
    assert app.translate("QPlatformTheme", "Cancel") == "취소"
    speak(app, "en")
    assert app.translate("QPlatformTheme", "Cancel") == "Cancel"
    speak(app, "ko")
