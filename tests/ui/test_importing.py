"""A task that was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from scripts.files import load, save
from scripts.fingerprint import fingerprint
from scripts.folders import scripts_folder
from scripts.model import Script, Step, Type, WriteRow
from tests.ui.conftest import WaitFor
from tests.ui.test_window import press
from ui.importing.dialog import ImportDialog
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
