"""The text of a script beside its steps, the versions before, and what is run from here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from scripts import edit
from scripts.differences import Difference, differences
from scripts.files import load, save
from scripts.folders import scripts_folder
from scripts.model import Click, Press, Script, Step
from scripts.schema import walk
from scripts.show import sentence
from tests.conftest import ROOT
from tests.scripts.test_edit import script as example
from tests.ui.conftest import WaitFor, gone
from tests.ui.editor.conftest import Editor
from ui.editor.document import Document
from ui.editor.sights import first_picture
from ui.editor.versions import VersionsDialog
from ui.library import Entry
from ui.settings import Settings
from ui.texts import say
from ui.window import Window, open_window


def text_of(editor: Editor) -> str:
    return editor.page.text.text.toPlainText()


@pytest.fixture
def written(editor: Editor) -> Editor:
    """The editor showing the text, at step c."""
    editor.view.choose(("c",))
    editor.page.top.text.click()
    editor.wait(lambda: "for_each_row" in text_of(editor))
    return editor


def put(editor: Editor, old: str, new: str) -> None:
    """Type over a piece of the text."""
    edited = editor.page.text.text
    start = text_of(editor).index(old)
    cursor = edited.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(old), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(new)
    editor.wait(lambda: not editor.page.text._timer.isActive())


def test_the_text_opens_at_the_step_and_its_caret_chooses_steps(written: Editor) -> None:
    edited = written.page.text.text
    assert "id: c" in edited.textCursor().block().text()
    cursor = edited.textCursor()
    cursor.setPosition(text_of(written).index("id: f"))
    edited.setTextCursor(cursor)
    assert written.view.chosen_ids() == ("f",)


def test_what_is_typed_becomes_the_steps_and_can_be_undone(written: Editor) -> None:
    put(written, "press: Tab", "press: F5")
    written.wait(lambda: "3단계, F5를 눌러요" in written.lines())
    assert written.script.images == example().images, "pictures stay"
    written.document.undo.undo()
    written.wait(lambda: "press: Tab" in text_of(written))
    assert "3단계, Tab을 눌러요" in written.lines()


def test_a_text_that_cannot_be_read_says_where_and_changes_nothing(written: Editor) -> None:
    before = written.script
    put(written, "press: Tab", "presss: Tab")
    written.wait(lambda: written.page.text.list.count() == 1)
    line = text_of(written)[: text_of(written).index("presss")].count("\n") + 1
    assert written.page.text.list.item(0).text().startswith(f"{line}번째 줄 · ")
    assert written.page.text.state.text() == say("edit_text_unread")
    assert written.script is before
    put(written, "presss: Tab", "press: F77")
    written.wait(lambda: written.page.text.list.count() == 1 and written.script is not before)
    assert "F77" in written.page.text.list.item(0).text(), "it is read, but can't be played"


def test_the_list_changes_the_text(written: Editor) -> None:
    written.view.choose(("f",))
    written.page.commands.delete()
    written.wait(lambda: "id: f" not in text_of(written))
    written.page.top.steps.click()
    assert written.page.panes.currentWidget() is written.page.split


def test_where_there_is_little_room_one_thing_is_seen_at_a_time(editor: Editor) -> None:
    page = editor.page
    page.resize(900, 600)
    assert page.left.isVisible() and not page.right.isVisible()
    editor.view.choose(("f",))
    assert page.top.one.text() == "6단계 자세히"
    page.top.one.click()
    assert page.right.isVisible() and not page.left.isVisible()
    page.resize(1240, 640)
    assert page.right.isVisible() and page.left.isVisible() and not page.top.one.isVisible()


# ---- versions -------------------------------------------------------------------------------


def test_what_has_changed_is_told_step_by_step() -> None:
    old = example()
    new = edit.remove(old, ("f",))
    new = edit.put(new, "b", Step("b", Press("F3")))
    new = edit.put(new, "c", Step("c", Press("Tab"), timeout=9))
    new = edit.move(new, ("e",), edit.Spot(None, 0, 0))
    new = edit.insert(new, edit.Spot(None, 0, 0), (Step("n", Press("F9")),))
    assert differences(old, new, sentence) == [
        Difference("removed", "Esc를 눌러요", of="f"),
        Difference("added", "", "F9를 눌러요", "n"),
        Difference("moved", "", "F8을 눌러요", "e"),
        Difference("changed", "F2를 눌러요", "F3을 눌러요", "b"),
        Difference("changed", "Tab을 눌러요", "Tab을 눌러요", "c"),
    ]
    assert differences(old, old, sentence) == []


def test_an_earlier_version_is_shown_and_taken_back(editor: Editor) -> None:
    before = editor.script
    editor.view.choose(("f",))
    editor.page.commands.delete()
    editor.wait(lambda: editor.document.state == "saved")
    editor.page.show_versions()
    dialog = editor.page.versions
    assert isinstance(dialog, VersionsDialog)
    editor.wait(dialog.back.isEnabled)
    assert dialog.shown() == ["지웠어요: Esc를 눌러요"]
    dialog.against.buttons["then"].click()
    editor.wait(lambda: dialog.title.text() == say("edit_first_version"))
    dialog.back.click()
    assert editor.script == before
    editor.document.undo.undo()
    assert editor.script != before


# ---- a part of it ---------------------------------------------------------------------------


@pytest.fixture
def window(app: QApplication, ilson_home: Path, tmp_path: Path, wait: WaitFor) -> Window:
    """The window with the editor open over a task; its child only notes what it was asked."""
    child = tmp_path / "child.py"
    child.write_text(
        "import json, os, sys, pathlib\n"
        "words = sys.argv[1:]\n"
        "pathlib.Path(__file__).with_name('asked.json').write_text(json.dumps(words))\n"
        "if words[0] == 'record':\n"
        "    out = words[words.index('--out') + 1]\n"
        "    print(json.dumps({'event': 'recording'}), flush=True)\n"
        "    import shutil\n"
        "    shutil.copytree(pathlib.Path(__file__).with_name('more'), out)\n"
        "    print(json.dumps({'event': 'saved', 'file': out, 'steps': 1}), flush=True)\n",
        "utf-8",
    )
    import sys

    save(
        Script("작업", (Step("a", Press("F2")), Step("b", Press("F3")))), scripts_folder() / "작업"
    )
    save(Script("더", (Step("a", Press("F9")),)), tmp_path / "more")
    made = open_window(Settings(), (sys.executable, str(child)))
    made.show()
    wait(lambda: made.entries)
    entry: Entry = made.entries[0]
    made.editing.open(entry)
    wait(lambda: made.editing.page is not None)
    return made


def test_a_part_is_run_from_a_step_on(window: Window, tmp_path: Path, wait: WaitFor) -> None:
    page = window.editing.page
    assert page is not None
    page.view.choose(("b",))
    asked = tmp_path / "asked.json"
    for text, words in (
        (say("edit_play_from"), ["--from", "b"]),
        (say("edit_play_to"), ["--to", "b"]),
        (say("edit_play_this"), ["--from", "b", "--to", "b"]),
        (say("edit_by_steps"), ["--from", "b", "--by-steps"]),
    ):
        menu = page.actions_of.menu(page, page._more())
        next(action for action in menu.actions() if action.text() == text).trigger()
        wait(asked.exists)
        wait(lambda: not window.session.busy)
        import json

        told = json.loads(asked.read_text("utf-8"))
        assert told[0] == "play" and told[-len(words) :] == words
        asked.unlink()
        window.run_page.leave.emit()
        assert window.shell.shown is page, "back where she was"
    close(window, wait)


def test_more_is_recorded_behind_the_chosen_step(window: Window, wait: WaitFor) -> None:
    page = window.editing.page
    assert page is not None
    page.view.choose(("a",))
    page.record_more.emit()
    bar = window.recording.bar
    assert bar is not None
    bar.counts.setInterval(1)
    wait(lambda: len(page.model.rows) == 3)
    assert page.model.spoken(page.model.rows[1]) == "2단계, F9를 눌러요"
    assert window.shell.shown is page and window.isVisible()
    assert len(list(scripts_folder().iterdir())) == 1, "it is no task of its own"
    wait(lambda: len(load(scripts_folder() / "작업").steps) == 3)
    close(window, wait)


def close(window: Window, wait: WaitFor) -> None:
    document = window.editing.document
    assert document is not None
    document.save()
    wait(lambda: document.state == "saved")
    gone(window)


def test_versions_show_the_places_as_they_were_and_are(editor: Editor, tmp_path: Path) -> None:
    sample = load(ROOT / "assets" / "samples" / "자가격리 대상자 등록")
    path = tmp_path / "견본"
    save(sample, path)
    pictured = [
        step for step in walk(sample.steps)
        if isinstance(step.action, Click) and step.action.target
        and first_picture(sample.targets[step.action.target].anchors)
    ]  # fmt: skip
    gone, other = pictured[0], pictured[1]
    assert isinstance(other.action, Click) and isinstance(gone.action, Click)
    second = edit.put(sample, other.id, replace(other, action=gone.action))
    second = edit.remove(second, (gone.id,))
    save(second, path)
    third = edit.put(second, other.id, replace(other, action=gone.action, timeout=9))
    save(third, path)
    document = Document(path)
    document.open(third)
    dialog = VersionsDialog(document)
    dialog.show()
    editor.wait(lambda: dialog.list.count() == 2)
    editor.wait(lambda: len(dialog.shown()) == 1)
    assert dialog.shown()[0].startswith("설정을 바꿨어요")
    assert [len(row.pictures) for row in dialog.rows] == [1], "it looks as it did"
    dialog.list.setCurrentRow(1)
    editor.wait(lambda: len(dialog.shown()) > 1)
    looks = {text.partition(":")[0]: len(row.pictures) for text, row in
             zip(dialog.shown(), dialog.rows, strict=True)}  # fmt: skip
    assert looks["지웠어요"] == 1 and looks["바꿨어요"] == 2, "the place before, and the one now"
    dialog.list.setCurrentRow(0)
    dialog.against.buttons["then"].click()
    editor.wait(lambda: any(text.startswith("지웠어요") for text in dialog.shown()))
    dialog.close()
    shiboken6.delete(dialog)
