"""What the hands did becomes few steps, and these do the same again: in the fake world."""

from __future__ import annotations

from pathlib import Path

from player.desktop.fake import Button, FakeWindow, Field, Label, ListBox, World
from scripts.model import Action, Click, ImageAnchor, Press, Scroll, Type
from tests.loop import Player, Recorder


def form(world: World, title: str, x: int, y: int, *fields: str) -> FakeWindow:
    widgets: list[Label | Field | Button] = []
    for number, name in enumerate(fields):
        widgets += [
            Label(name, (20, 22 + 40 * number, 80, 20), f"{name} 표"),
            Field(name, (110, 18 + 40 * number, 200, 28)),
        ]
    widgets.append(Button(f"{title} 저장", (110, 30 + 40 * len(fields), 120, 30)))
    return world.open_window(title, (x, y, 400, 120 + 40 * len(fields)), widgets)


def actions(recorder: Recorder) -> list[Action]:
    return [step.action for step in recorder.script().steps]


def test_a_click_into_a_field_and_its_text_are_one_step(tmp_path: Path) -> None:
    world = World(look_takes=0.01)
    window = form(world, "등록", 100, 80, "성명", "주소")
    recorder = Recorder(world)
    person = world.person
    person.click((window, "성명"))
    person.type("Kim")
    person.click((window, "주소"))
    person.wait(1)
    person.type("Seoul")
    script = recorder.script()
    first, second = (step.action for step in script.steps)
    assert isinstance(first, Type)
    assert isinstance(second, Type)
    assert (first.text, second.text) == ("Kim", "Seoul")
    assert first.into and second.into and first.into != second.into
    for name in ("성명", "주소"):
        window.field(name).value = ""
    window.move(300, 200)
    assert Player(world, tmp_path).play(script).status == "done"
    assert [window.field(name).value for name in ("성명", "주소")] == ["Kim", "Seoul"]


def test_a_click_on_a_button_stays_a_step_of_its_own() -> None:
    world = World(look_takes=0.01)
    window = form(world, "등록", 100, 80, "성명")

    def again() -> None:
        window.focused = window.widget("성명")

    window.widget("등록 저장").on_click = again
    recorder = Recorder(world)
    world.person.click((window, "등록 저장"))
    world.person.type("Kim")
    click, typed = actions(recorder)
    assert isinstance(click, Click)
    assert isinstance(typed, Type)
    assert typed.into is None


def test_scrolling_with_rests_between_is_one_step() -> None:
    world = World(look_takes=0.01)
    window = form(world, "등록", 100, 80, "성명")
    recorder = Recorder(world)
    world.person.scroll(-2, (window, "성명 표"))
    world.person.wait(3)
    world.person.scroll(-3)
    world.person.wait(3)
    world.person.scroll(1)
    down, up = actions(recorder)
    assert isinstance(down, Scroll)
    assert isinstance(up, Scroll)
    assert (down.amount, up.amount) == (-5, 1)


def test_windows_that_are_switched_are_brought_to_the_front_by_the_steps_in_them(
    tmp_path: Path,
) -> None:
    world = World(look_takes=0.01)
    book = form(world, "대장", 60, 60, "비고")
    letter = form(world, "편지", 300, 260, "받는 이")
    recorder = Recorder(world)
    person = world.person
    person.click((letter, "받는 이"))
    person.type("Kim")
    person.press("Alt+Tab")
    book.raise_()  # as a window manager does it
    book.focused = book.widget("비고")
    person.type("sent")
    person.press("F2")
    letter_title = (letter.rect[0] + 150, letter.rect[1] + 5)
    person.click(letter_title)
    person.wait(1)
    person.press("F3")
    script = recorder.script()
    first, second, third, fourth = (step.action for step in script.steps)
    assert isinstance(first, Type)
    assert isinstance(second, Type)
    assert isinstance(third, Press)
    assert isinstance(fourth, Press)
    assert second.window and third.window and fourth.window
    assert [second.window.title, third.window.title, fourth.window.title] == [
        "대장",
        "대장",
        "편지",
    ]
    book.field("비고").value = letter.field("받는 이").value = ""
    book.raise_()
    assert Player(world, tmp_path).play(script).status == "done"
    assert (letter.field("받는 이").value, book.field("비고").value) == ("Kim", "sent")
    assert world.active_window is letter


def test_a_row_that_its_click_marks_is_not_taken_for_something_that_changes(
    tmp_path: Path,
) -> None:
    """Left out of its picture, any row at that place would do."""
    world = World(look_takes=0.01)
    names = ("Kim 010-1", "Lee 010-2", "Park 010-3", "Choi 010-4")
    rows = ListBox("명단", (20, 20, 300, 120), items=list(names))
    window = world.open_window("선택", (100, 80, 400, 260), [rows, Button("OK", (20, 180, 90, 30))])
    recorder = Recorder(world)
    x, y = window.centre("명단")
    world.person.click((x, y))
    world.person.wait(1)
    world.person.click((window, "OK"))
    first = recorder.script().steps[0].action
    assert isinstance(first, Click)
    [anchor] = recorder.script().targets[first.target].anchors
    assert isinstance(anchor, ImageAnchor)
    # What is covered are texts, not the row as wide as its mark.
    assert all(width < rows.rect[2] / 2 for _, _, width, _ in anchor.ignore)
    there, rows.chosen = rows.chosen, -1
    player = Player(world, tmp_path)
    assert player.play(recorder.script()).status == "done", player.events
    assert rows.chosen == there
