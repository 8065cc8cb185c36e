"""A task that was sent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from scripts.files import load, save
from scripts.fingerprint import fingerprint
from scripts.folders import scripts_folder
from scripts.model import Press, Script, Step, Type, WriteRow
from tests.ui.conftest import WaitFor
from tests.ui.test_window import press
from ui.importing.dialog import ImportDialog
from ui.library import Entry
from ui.library.actions import share
from ui.settings import Settings
from ui.texts import say, use_language
from ui.window import Window


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A task as somebody sends it."""
    path = tmp_path / "조회.ilson"
    steps = (Step("s1", Type("안녕")), Step("s2", WriteRow("결과.xlsx", {"값": "1"})))
    save(Script("체납 조회", steps), path)
    return path


def opened(path: Path, wait: WaitFor) -> ImportDialog:
    use_language("ko")
    dialog = ImportDialog(path)
    dialog.show()
    wait(lambda: dialog.parcel is not None)
    return dialog


def texts(dialog: ImportDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_what_it_does_is_told_before_it_is_taken(
    app: QApplication, ilson_home: Path, sent: Path, wait: WaitFor
) -> None:
    dialog = opened(sent, wait)
    said = texts(dialog)
    risky = said.index("그때 앞에 있는 창에 입력하거나 키를 눌러요")
    assert risky < said.index("‘결과.xlsx’ 파일에 적어요") < said.index(say("import_no_network"))
    assert dialog.words.text() == " · ".join(fingerprint(sent))
    assert dialog.steps_button.hasFocus() or not dialog.isActiveWindow()
    press(dialog, say("import_steps"))
    assert dialog.steps.isVisible() and dialog.steps.item(0).text() == "‘안녕’을 입력해요"
    assert not list(scripts_folder().glob("*")), "nothing is taken in by looking"
    press(dialog, say("import_take"))
    wait(lambda: not dialog.isVisible())
    assert load(scripts_folder() / "조회.ilson").name == "체납 조회"
    dialog.deleteLater()


def test_a_task_of_the_same_name_stays(
    window: Window, ilson_home: Path, sent: Path, wait: WaitFor
) -> None:
    save(Script("내 것", (Step("s1", Type("나")),)), scripts_folder() / "조회")
    window.import_file(sent)
    dialog = window.dialog
    assert isinstance(dialog, ImportDialog)
    wait(lambda: dialog.parcel is not None)
    assert say("import_known") in texts(dialog)
    press(dialog, say("import_take"))
    wait(lambda: (scripts_folder() / "조회 (2).ilson").exists())
    assert load(scripts_folder() / "조회").name == "내 것"


def test_a_broken_file_cannot_be_taken(
    app: QApplication, ilson_home: Path, tmp_path: Path, wait: WaitFor
) -> None:
    use_language("ko")
    path = tmp_path / "깨짐.ilson"
    path.write_bytes(b"x")
    dialog = ImportDialog(path)
    dialog.show()
    wait(lambda: any("깨짐" in text and "ilson" in text for text in texts(dialog)[2:]))
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    dialog.deleteLater()


@pytest.fixture
def dangerous(tmp_path: Path) -> Path:
    """A task that presses what may start anything, with somebody's name in it."""
    path = tmp_path / "정리.ilson"
    save(
        Script("정리", (Step("s1", Press("Win+R")),), author="박주무관\u202e · <b>세무과</b>"), path
    )
    return path


def take(window: Window, path: Path, wait: WaitFor, trusted: bool) -> Path:
    """Take a file in as a clerk does; where it lies then."""
    window.import_file(path)
    dialog = window.dialog
    assert isinstance(dialog, ImportDialog)
    wait(lambda: dialog.parcel is not None)
    assert dialog.trust.isVisible() and not dialog.trust.isChecked()
    if trusted:
        dialog.trust.click()
    press(dialog, say("import_take"))
    made = scripts_folder() / path.name
    wait(lambda: not dialog.isVisible() and made.exists())
    assert str(made) in window.session.settings.received
    return made


def test_who_made_it_is_told_as_the_files_word(
    app: QApplication, dangerous: Path, wait: WaitFor
) -> None:
    dialog = opened(dangerous, wait)
    said = texts(dialog)
    assert say("import_says_why") in said
    name = next(text for text in said if "박주무관" in text)
    assert "\u202e" not in name and "<b>" in name, "shown as it stands, and in its order"
    told = [label for label in dialog.findChildren(QLabel) if name in label.text()]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in told)
    assert say("touch_commands", names="‘Win+R’") in said
    dialog.deleteLater()


def test_what_it_does_not_do_is_told_from_its_steps(
    app: QApplication, sent: Path, dangerous: Path, wait: WaitFor
) -> None:
    dialog = opened(sent, wait)
    said = texts(dialog)
    assert say("import_no_secret") in said and say("import_no_open") in said
    assert say("import_no_write") not in said, "it writes a result"
    dialog.deleteLater()
    dialog = opened(dangerous, wait)
    said = texts(dialog)
    assert say("import_no_open") not in said, "what may start anything may open anything"
    dialog.deleteLater()


def test_a_task_that_is_not_trusted_asks_in_each_run(
    window: Window, dangerous: Path, wait: WaitFor
) -> None:
    made = take(window, dangerous, wait, trusted=False)
    settings = window.session.settings
    assert Settings.load().asks_first(made), "remembered on the disk"
    entry = Entry(made, "정리", datetime.now())
    window.session.play(entry)
    wait(lambda: window.run.question is not None)
    assert window.session.progress is not None
    words = [button.text() for button in window.run.question.findChildren(QPushButton)]
    assert say("allow") in words and say("answer_stop") in words
    press(window.run.question, say("allow"))
    wait(lambda: not window.session.busy)
    assert "들은 답: continue" in window.session.progress.notes
    settings.trust(made, True)
    window.session.play(entry)
    wait(lambda: not window.session.busy)
    assert window.session.progress.notes == [] and window.session.progress.state == "done"


def test_trust_given_while_taking_it_in(window: Window, dangerous: Path, wait: WaitFor) -> None:
    made = take(window, dangerous, wait, trusted=True)
    assert not window.session.settings.asks_first(made)
    # The next one of that name is another file.
    made.unlink()
    take(window, dangerous, wait, trusted=False)
    assert window.session.settings.asks_first(made)


def test_a_shared_task_says_who_made_it(
    app: QApplication, ilson_home: Path, tmp_path: Path
) -> None:
    mine = scripts_folder() / "내 것"
    save(Script("내 것", (Step("s1", Type("나")),)), mine)
    entry = Entry(mine, "내 것", datetime.now())
    assert load(share(entry, tmp_path / "a.ilson", "김주무관")).author == "김주무관"
    assert load(share(entry, tmp_path / "b.ilson")).author == ""
    assert load(mine).author == "", "her own file stays as it was"
    passed_on = tmp_path / "a.ilson"
    again = share(Entry(passed_on, "내 것", datetime.now()), tmp_path / "c.ilson", "다른 사람")
    assert load(again).author == "김주무관", "whoever passes it on has not made it"
