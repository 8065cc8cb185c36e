"""The list of steps: what it shows, and what a clerk does to it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from scripts import edit
from scripts.files import load, versions
from scripts.model import Click, Press, Script, Step
from tests.ui.conftest import WaitFor
from tests.ui.editor.conftest import Editor
from ui.editor.model import StepsModel
from ui.editor.phrases import Piece, pieces
from ui.editor.view import LONG, StepsView
from ui.texts import say


def press(editor: Editor, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(editor.view, key, held or Qt.KeyboardModifier.NoModifier)


ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_steps_are_sentences_with_numbers_and_blocks(editor: Editor) -> None:
    assert editor.lines() == [
        "1단계, ‘가’를 눌러요",
        "명단의 각 행마다",
        "2단계, F2를 눌러요",
        "‘나’가 보이면",
        "3단계, Tab을 눌러요",
        "그렇지 않으면",
        "4단계, Enter를 눌러요",
        "5단계, F8을 눌러요",
        "6단계, Esc를 눌러요",
    ]
    assert editor.page.count.text() == "6단계"


def test_columns_are_told_apart_from_words() -> None:
    assert pieces("‘성명’ 칸에 {성명|공백없이} 값을 넣어요") == (
        Piece("‘성명’ 칸에 "), Piece("성명", column=True), Piece(" 값을 넣어요"),
    )  # fmt: skip
    assert pieces("{{성명}}") == (Piece("{{성명}}"),)


def test_a_block_is_folded_by_keys_and_numbers_stay(editor: Editor) -> None:
    editor.view.choose(("loop",))
    press(editor, Qt.Key.Key_Left)
    assert editor.order() == "a loop f"
    assert editor.lines()[-1] == "6단계, Esc를 눌러요"
    press(editor, Qt.Key.Key_Right)
    assert editor.order() == "a loop b i c d e f"
    editor.view.choose(("c",))
    press(editor, Qt.Key.Key_Left)
    assert editor.view.chosen_ids() == ("i",), "first to the block around it"


def test_a_click_on_the_arrow_folds(editor: Editor) -> None:
    index = editor.model.index(editor.model.row_of("loop"))
    area = editor.view.visualRect(index)
    at = QPoint(area.right() - 24, area.center().y())
    QTest.mouseClick(editor.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert editor.order() == "a loop f"


def test_steps_move_by_keys_and_it_can_be_undone(editor: Editor) -> None:
    before = editor.script
    editor.view.choose(("f",))
    press(editor, Qt.Key.Key_Up, ALT)
    assert editor.order() == "a loop b i c d e f"
    assert edit.spot_of(editor.script, "f").parent == "loop"
    assert editor.view.chosen_ids() == ("f",)
    editor.document.undo.undo()
    assert editor.script == before
    editor.document.undo.redo()
    assert edit.spot_of(editor.script, "f").parent == "loop"


def test_dragged_steps_land_where_they_are_dropped(editor: Editor) -> None:
    editor.view.moved.emit(("f", "b"), edit.Spot(None, 0, 0))
    assert editor.order() == "b f a loop i c d e"
    row, spot = editor.view._landing(
        editor.view.visualRect(editor.model.index(editor.model.row_of("c"))).center() - QPoint(0, 6)
    )
    assert (row, spot) == (editor.model.row_of("c"), edit.Spot("i", 0, 0))
    last = editor.view.visualRect(editor.model.index(editor.model.row_of("e")))
    assert editor.view._landing(last.bottomLeft())[1] == edit.Spot(None, 0, 4), "behind the block"
    inside = last.center() + QPoint(0, 3)
    assert editor.view._landing(inside)[1] == edit.Spot("loop", 0, 2)


def test_deleting_chooses_the_next_and_forgets_what_was_only_its(editor: Editor) -> None:
    editor.view.choose(("a",))
    press(editor, Qt.Key.Key_Delete)
    assert editor.order() == "loop b i c d e f"
    assert editor.view.chosen_ids() == ("loop",)
    assert "가" not in editor.script.targets
    editor.document.undo.undo()
    assert "가" in editor.script.targets
    assert editor.view.chosen_ids() == ("a",)


def test_several_are_duplicated_with_ids_of_their_own(editor: Editor) -> None:
    editor.view.choose(("b", "e"))
    press(editor, Qt.Key.Key_D, CTRL)
    loop = edit.step_of(editor.script, "loop")
    assert loop is not None
    said = [step.action for step in edit.blocks(loop.action)[0]]
    assert said[0] == said[3] == Press("F2") and said[2] == said[4] == Press("F8")
    assert len(editor.view.chosen_ids()) == 2


def test_steps_are_cut_and_pasted_into_another_task(editor: Editor, wait: WaitFor) -> None:
    editor.view.choose(("loop",))
    press(editor, Qt.Key.Key_X, CTRL)
    assert editor.order() == "a f"
    assert "for_each_row" in QGuiApplication.clipboard().text()
    editor.document.open(Script("다른", (Step("z", Press("F1")),)))
    editor.view.choose(("z",))
    press(editor, Qt.Key.Key_V, CTRL)
    assert editor.order() == "z loop b i c d e"
    assert editor.script.inputs["명단"].columns == ("성명",)
    assert set(editor.script.targets) == {"나"}


def test_text_that_is_no_step_is_said(editor: Editor) -> None:
    QGuiApplication.clipboard().setText("안녕하세요")
    press(editor, Qt.Key.Key_V, CTRL)
    assert "일손의 단계가 아니에요" in editor.page.told.whole()
    assert editor.page.told.isVisible()


def test_a_step_rests_and_wakes(editor: Editor) -> None:
    editor.view.choose(("loop",))
    editor.page.actions_of.rest.trigger()
    assert "F2를 눌러요, 쉬는 단계" in editor.lines()[2]
    editor.page.actions_of.rest.trigger()
    assert "쉬는 단계" not in " ".join(editor.lines())


def test_every_kind_of_step_can_be_added(editor: Editor) -> None:
    menu = editor.page.add.menu()
    menu.aboutToShow.emit()
    kinds = [action for group in menu.actions() for action in group.menu().actions()]
    assert len(kinds) == 24
    for action in kinds:
        before = len(edit.all_ids(editor.script))
        action.trigger()
        assert len(edit.all_ids(editor.script)) == before + 1
        assert len(editor.view.chosen_ids()) == 1
    editor.wait(lambda: editor.document.state == "saved")
    assert load(editor.path) == editor.script


def test_an_otherwise_is_added_by_the_menu(editor: Editor) -> None:
    editor.view.choose(("d",))
    press(editor, Qt.Key.Key_Delete)
    assert say("edit_otherwise") not in editor.lines()
    editor.view.choose(("i",))
    menu = editor.page.actions_of.menu(editor.page, [])
    next(a for a in menu.actions() if a.text() == say("edit_else")).trigger()
    assert say("edit_otherwise") in editor.lines()


def test_steps_are_put_into_a_block(editor: Editor) -> None:
    editor.view.choose(("b", "e"))
    editor.page.commands.wrap("repeat")
    block = editor.view.chosen_ids()[0]
    assert edit.spot_of(editor.script, "b") == edit.Spot(block, 0, 0)
    assert edit.spot_of(editor.script, "e") == edit.Spot(block, 0, 1)
    assert edit.spot_of(editor.script, block) == edit.Spot("loop", 0, 0)


def test_it_is_saved_by_itself_and_the_version_before_is_kept(editor: Editor) -> None:
    before = load(editor.path)
    editor.view.choose(("f",))
    press(editor, Qt.Key.Key_Delete)
    assert editor.page.top.state.text() == say("edit_changed")
    editor.wait(lambda: editor.document.state == "saved")
    assert load(editor.path) == editor.script != before
    assert "저장했어요" in editor.page.top.state.text()
    for name in ("e", "b"):
        editor.view.choose((name,))
        press(editor, Qt.Key.Key_Delete)
        editor.document.save()
        editor.wait(lambda: editor.document.state == "saved")
    assert len(versions(editor.path)) == 1, "moments later is no other version"


def test_what_somebody_else_wrote_is_taken_over(editor: Editor) -> None:
    from scripts.files import save

    save(edit.remove(editor.script, ("f",)), editor.path)
    editor.page.opened()
    editor.wait(lambda: editor.order() == "a loop b i c d e")
    editor.document.undo.undo()
    assert editor.order() == "a loop b i c d e f"


def test_a_save_that_fails_is_said_and_can_be_tried_again(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **named: object) -> None:
        raise OSError("자리가 없어요")

    with monkeypatch.context() as patch:
        patch.setattr("ui.editor.document.save", full)
        editor.view.choose(("f",))
        press(editor, Qt.Key.Key_Delete)
        editor.wait(lambda: editor.document.state == "failed")
    assert editor.page.top.state.text() == say("edit_failed")
    assert "자리가 없어요" in editor.page.top.state.toolTip()
    editor.page.top.again.click()
    editor.wait(lambda: editor.document.state == "saved")


def test_the_task_gets_another_name(editor: Editor) -> None:
    editor.page.top.rename.click()
    editor.page.top.edit.setText("새 이름")
    QTest.keyClick(editor.page.top.edit, Qt.Key.Key_Return)
    assert editor.script.name == "새 이름"
    assert editor.page.top.name.whole() == "새 이름"


def test_problems_are_told_at_their_steps_and_f8_goes_to_them(editor: Editor) -> None:
    broken = edit.put(editor.script, "c", Step("c", Click("없는 곳")))
    broken = edit.put(broken, "f", Step("f", Press("F99")))
    editor.document.change("x", broken)
    editor.checked()
    assert [one.step for one in editor.page.problems.troubles] == ["c", "f"]
    assert editor.page.problems.title.text() == say("edit_problems", n=2)
    row = editor.model.rows[editor.model.row_of("c")]
    assert "‘없는 곳’이라는 곳은 없어요" in editor.model.spoken(row)
    editor.view.choose(("a",))
    editor.model.fold("loop", True)
    QTest.keyClick(editor.view, Qt.Key.Key_F8)
    assert editor.view.chosen_ids() == ("c",), "its block is unfolded"
    QTest.keyClick(editor.view, Qt.Key.Key_F8)
    assert editor.view.chosen_ids() == ("f",)
    QTest.keyClick(editor.view, Qt.Key.Key_F8)
    assert editor.view.chosen_ids() == ("c",)


def test_a_step_without_a_place_says_so(editor: Editor) -> None:
    editor.page.commands.insert("click")
    editor.checked()
    assert editor.page.problems.troubles[0].message == say("edit_not_filled")
    row = editor.model.rows[editor.model.row_of(editor.page.current())]
    assert "‘…’를 눌러요" in editor.model.spoken(row)


def test_places_have_pictures_and_lights(editor: Editor) -> None:
    editor.checked()
    assert set(editor.model.thumbs) == {"a"}
    assert "찾기 상태: 또렷해요" in editor.lines()[0]


@pytest.mark.parametrize("count", [2000])
def test_only_rows_that_are_seen_are_painted(app: object, count: int) -> None:
    steps = tuple(Step(f"s{n}", Press("Tab"), note=f"{n}") for n in range(count))
    model = StepsModel()
    view = StepsView(model)
    view.resize(472, 500)
    model.show(Script("긴 작업", steps))
    painted: list[int] = []
    paint = view.painter_of.paint

    def counted(painter: object, option: object, index: object) -> None:
        painted.append(index.row())  # type: ignore[attr-defined]
        paint(painter, option, index)  # type: ignore[arg-type]

    view.painter_of.paint = counted  # type: ignore[method-assign]
    view.choose(("s1500",))
    view.grab()
    assert 1500 in painted and len(set(painted)) < 40


@pytest.fixture
def long(editor: Editor) -> Editor:
    """The editor over a task in which the list is laid out in a turn of its own."""
    steps = tuple(
        Step(f"s{n}", Press("Tab"), note="아주 긴 설명이에요" if n % 3 == 0 else "")
        for n in range(LONG + 100)
    )
    editor.document.open(Script("긴 작업", steps))
    editor.wait(lambda: editor.page.at_rest)
    return editor


def seen(editor: Editor, name: str) -> QRect:
    """Where a step is in the list."""
    return editor.view.visualRect(editor.model.index(editor.model.row_of(name)))


def test_in_a_long_task_the_list_follows_in_a_turn_of_its_own(long: Editor) -> None:
    view = long.view
    view.choose(("s200",))
    long.wait(lambda: long.page.at_rest)
    top = view.verticalScrollBar().value()
    place = seen(long, "s200")
    assert view.viewport().rect().contains(place)
    long.page.commands.delete()
    assert view.put_off and view.chosen_ids() == ("s201",), "known at once"
    long.page.commands.delete()
    assert view.chosen_ids() == ("s202",)
    long.wait(lambda: long.page.at_rest)
    assert seen(long, "s202").top() == place.top() and view.verticalScrollBar().value() == top
    assert long.page.current() == "s202" and long.page._numbers["s202"] == 201
    long.document.undo.undo()
    long.document.undo.undo()
    assert view.chosen_ids() == ("s200",)
    long.wait(lambda: long.page.at_rest)
    assert seen(long, "s200") == place


def test_in_a_long_task_what_is_inserted_comes_into_sight(long: Editor) -> None:
    long.view.choose((f"s{LONG}",))
    long.wait(lambda: long.page.at_rest)
    long.view.verticalScrollBar().setValue(0)
    long.page.commands.insert("press")
    long.wait(lambda: long.page.at_rest)
    [new] = long.view.chosen_ids()
    assert long.view.viewport().rect().intersects(seen(long, new))


def test_a_long_list_that_was_hidden_is_shown_as_it_is_now(long: Editor) -> None:
    long.view.choose(("s5",))
    long.wait(lambda: long.page.at_rest)
    long.page.commands.delete()  # its painting waits for the layout
    long.page.show_view("text")
    long.page.commands.delete()
    long.page.show_view("steps")
    long.wait(lambda: long.page.at_rest)
    assert long.view.updatesEnabled()
    tops = [seen(long, row.id).top() for row in long.model.rows]
    assert len(tops) == LONG + 98 and len(set(tops)) == len(tops)
    assert long.view.chosen_ids() == ("s7",) and long.page.detail.step_id == "s7"


def test_heights_that_were_guessed_are_made_good(long: Editor) -> None:
    heights = long.view.painter_of.heights
    rows = long.model.rows
    tops = [seen(long, row.id).top() for row in rows]
    measured = [heights.height(row) for row in rows]
    assert len(set(measured)) > 1, "not all are of one height"
    assert [below - above for above, below in pairwise(tops)] == measured[:-1]


def test_the_window_opens_the_editor_and_comes_back(
    editor: Editor, app: object, wait: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ui.conftest import PRETEND, gone
    from ui.settings import Settings
    from ui.window import open_window

    window = open_window(Settings(), PRETEND)
    window.show()
    window.activateWindow()
    try:
        wait(window.isActiveWindow)
        wait(lambda: len(window.library.library.rows) == 1)
        window.library.list.choose(0)
        QTest.keyClick(window.library.list, Qt.Key.Key_E, CTRL)
        wait(lambda: window.editing.page is not None)
        page = window.editing.page
        assert page is not None and window.shell.shown is page
        page.view.choose(("f",))
        wait(page.view.hasFocus)
        QTest.keyClick(page.view, Qt.Key.Key_Delete)
        window.build()
        again = window.editing.page
        assert again is not None and window.shell.shown is again
        assert again.model.row_of("f") < 0, "the same document in the new window"
        again.top.back.click()
        assert window.shell.shown is window.library
        wait(lambda: len(load(Path(editor.path)).steps) == 2)
    finally:
        gone(window)
