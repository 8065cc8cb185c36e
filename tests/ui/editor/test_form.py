"""The form of a step: every kind can be filled in, and nothing is lost by looking at it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from scripts import edit, schema
from scripts.model import (
    Appears,
    Click,
    Drag,
    Press,
    Script,
    Secret,
    Step,
    TextSeen,
    Type,
    ValueIs,
    Wait,
    WaitFor,
    WayBack,
    WindowPattern,
    WriteRow,
)
from tests.ui.editor.conftest import Editor
from ui.editor.blank import blank, new_step, turned
from ui.editor.inputs import ChordInput, NameInput, NumberInput, TypedInput
from ui.editor.labels import choice, label_of
from ui.editor.records import ConditionInput, RecordInput, WindowInput, input_for
from ui.editor.template import TemplateInput
from ui.texts import LANGUAGES, use_language


def shown(editor: Editor, step: Step) -> None:
    """Put a step into the task and choose it."""
    spot = edit.Spot(None, 0, 0)
    editor.document.change("x", edit.insert(editor.script, spot, (step,)))
    editor.view.choose((step.id,))


def now(editor: Editor) -> Step:
    return editor.script.steps[0]


@pytest.mark.parametrize("kind", list(schema.STEPS))
def test_every_field_of_every_kind_has_an_input_and_looking_changes_nothing(
    editor: Editor, kind: str
) -> None:
    step = new_step(kind, editor.script)
    shown(editor, step)
    before = editor.script
    editor.page.detail.form.fold.setChecked(True)
    inputs = editor.page.detail.form.inputs
    wanted = {one.attribute for one in schema.STEPS[kind].fields if one.kind != "steps"}
    wanted |= {one.attribute for one in schema.COMMON} - {"review"}
    assert set(inputs) == wanted
    named = [
        child for inside in inputs.values() for child in inside.findChildren(QWidget)
        if child.focusPolicy() == Qt.FocusPolicy.StrongFocus and child.isVisibleTo(inside)
        and not child.objectName().startswith("qt_")
    ]  # fmt: skip
    assert named and all(child.accessibleName() for child in named)
    assert editor.script is before


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_all_fields_and_choices_have_names(language: str) -> None:
    use_language(language)
    for kind in schema.STEPS.values():
        for one in kind.fields:
            if one.kind != "steps":
                assert label_of(one, kind.key)
            for word in one.choices:
                assert choice(one, word)
    for one in (*schema.COMMON, *schema.BACK.fields, *schema.SCROLLING.fields):
        if one.key != "review":
            assert label_of(one)
        for word in one.choices:
            assert choice(one, word)
    use_language("ko")


def test_a_text_with_columns_is_typed_and_undone_as_one(editor: Editor) -> None:
    shown(editor, Step("t", Type("")))
    line = editor.page.detail.form.inputs["text"]
    assert isinstance(line, TypedInput) and isinstance(line.line, TemplateInput)
    steps = editor.document.undo.count()
    line.line.text.setFocus()
    QTest.keyClicks(line.line.text, "To ")
    line.line._insert("성명")
    assert now(editor).action == Type("To {성명}")
    assert editor.document.undo.count() == steps + 1
    editor.document.undo.undo()
    assert now(editor).action == Type("")
    assert line.line.text.toPlainText() == ""


def test_a_text_becomes_a_secret(editor: Editor) -> None:
    shown(editor, Step("t", Type("글")))
    line = editor.page.detail.form.inputs["text"]
    assert isinstance(line, TypedInput)
    line.hidden_box.click()
    assert now(editor).action == Type(Secret("비밀번호"))
    assert not line.line.isVisible() and line.secret.isVisible()


def test_keys_are_told_by_pressing_them(editor: Editor) -> None:
    shown(editor, Step("k", Press("F2")))
    keys = editor.page.detail.form.inputs["keys"]
    assert isinstance(keys, ChordInput)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for key, modifiers, said in (
        (Qt.Key.Key_S, held, "Ctrl+Shift+S"),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "Tab"),
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier, "F8"),
        (Qt.Key.Key_Hangul, Qt.KeyboardModifier.NoModifier, "Hangul"),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "Ctrl+Z"),
    ):
        keys.button.click()
        QTest.keyClick(keys.button, Qt.Key.Key_Control)
        assert keys.button.isChecked(), "a modifier alone is no chord yet"
        QTest.keyClick(keys.button, key, modifiers)
        assert now(editor).action == Press(said)
        assert keys.button.text() == said


def test_no_time_is_the_players_own(editor: Editor) -> None:
    shown(editor, Step("k", Press("F2")))
    time = editor.page.detail.form.inputs["timeout"]
    assert isinstance(time, NumberInput)
    time.box.setValue(0)
    assert now(editor).timeout == 0
    time.box.setValue(20)
    assert now(editor).timeout == 20
    time.box.setValue(time.box.minimum())
    assert now(editor).timeout is None


def test_a_place_is_chosen_by_name_and_one_that_is_not_there_stays_seen(editor: Editor) -> None:
    shown(editor, Step("k", Click("없는 곳")))
    place = editor.page.detail.form.inputs["target"]
    assert isinstance(place, NameInput)
    assert place.box.currentText() == "없는 곳"
    index = place.box.findText("나")
    place.box.setCurrentIndex(index)
    place.box.activated.emit(index)
    assert now(editor).action == Click("나")


def test_what_is_waited_for_changes_its_kind(editor: Editor) -> None:
    shown(editor, Step("w", WaitFor(Appears("나"))))
    what = editor.page.detail.form.inputs["condition"]
    assert isinstance(what, ConditionInput)
    for kind, made in (("text", TextSeen("")), ("value", ValueIs("", "is"))):
        index = what.kind.findData(kind)
        what.kind.setCurrentIndex(index)
        what.kind.activated.emit(index)
        assert now(editor).action == WaitFor(made)
    what.inputs["value"].edited.emit("{성명}")
    assert now(editor).action == WaitFor(ValueIs("{성명}", "is"))


def test_a_window_is_named_or_any(editor: Editor) -> None:
    shown(editor, Step("k", Press("F2")))
    window = editor.page.detail.form.inputs["window"]
    assert isinstance(window, WindowInput)
    QTest.keyClicks(window.title, "ab*")
    assert now(editor).action == Press("F2", 1, WindowPattern("ab*"))
    window.title.clear()
    window.title.textEdited.emit("")
    assert now(editor).action == Press("F2")


def test_a_way_back_has_its_parts(editor: Editor) -> None:
    shown(editor, Step("k", Press("F2")))
    editor.page.detail.form.fold.click()
    back = editor.page.detail.form.inputs["back"]
    assert isinstance(back, RecordInput)
    back.there.click()
    back.inputs["press"].edited.emit("Esc")
    assert now(editor).back == WayBack("Esc")
    back.there.click()
    assert now(editor).back is None


def test_lines_of_pairs_become_values(editor: Editor) -> None:
    shown(editor, Step("w", WriteRow("결과.xlsx", {"성명": "{성명}"})))
    values = editor.page.detail.form.inputs["values"]
    text = values.text  # type: ignore[attr-defined]
    assert text.toPlainText() == "성명 = {성명}"
    text.setPlainText("성명 = {성명}\n결과 = 등록 = 끝")
    action = now(editor).action
    assert isinstance(action, WriteRow)
    assert dict(action.values) == {"성명": "{성명}", "결과": "등록 = 끝"}


def test_a_step_becomes_another_kind_and_keeps_its_place() -> None:
    script = Script("x")
    step = turned(Step("a", Click("가", count=2), note="메모"), "drag", script)
    assert step == Step("a", Drag("가", "가"), note="메모")
    assert turned(step, "type", script).action == Type("", into="가")
    assert blank("wait", script, Wait(3.0)) == Wait(3.0)


def test_a_block_with_steps_is_not_made_into_something_without(editor: Editor) -> None:
    editor.view.choose(("loop",))
    before = editor.script
    step = edit.step_of(before, "loop")
    assert step is not None
    editor.page.commands.turn(step, "click")
    assert editor.script is before and "안에 단계가 있어서" in editor.page.told.whole()
    editor.page.commands.turn(step, "repeat")
    made = edit.step_of(editor.script, "loop")
    assert made is not None and len(edit.blocks(made.action)[0]) == 3


def test_every_input_can_be_made_alone(app: object) -> None:
    for kind in schema.STEPS.values():
        for one in kind.fields:
            if one.kind != "steps":
                assert input_for(one, lambda: Script("x"))


def test_no_part_of_a_form_ever_is_a_window_of_its_own(editor: Editor, app: QApplication) -> None:
    windows: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
            if shown and watched.isWindow() and watched is not editor.page:
                windows.append(type(watched).__name__)
            return False

    watch = Watch()
    app.installEventFilter(watch)
    try:
        editor.page.detail.form.fold.setChecked(True)
        for kind in ("click", "type", "if", "read"):
            editor.page.commands.insert(kind)
    finally:
        app.removeEventFilter(watch)
    assert windows == [], "it would flash up, and take the keys"
