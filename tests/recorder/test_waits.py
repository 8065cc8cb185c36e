"""What came late in a window is waited for; how long somebody rested says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from player.ocr.reader import Line
from player.types import Frame, Monitor, Window
from recorder import waits
from recorder.gestures import Gesture
from recorder.naming import Namer
from recorder.sights import Sight, Stir
from recorder.vocabulary import BUSY
from recorder.waits import busy_with
from recorder.writing import Writer
from scripts.model import (
    Click,
    Point,
    Press,
    Rect,
    TextSeen,
    Vanishes,
    WaitFor,
    WindowPattern,
    WindowStill,
)
from tests.drawn import Drawing

RECT = (0, 0, 900, 600)
WINDOW = Window(1, "접수", "app", "", RECT, RECT, pid=5)
OTHER = Window(2, "대장", "app", "", RECT, RECT, pid=5)


def page(answer: str = "", at: Point = (60, 500), value: str = "") -> Drawing:
    drawing = Drawing()
    drawing.field("name", (160, 50, 240, 26), "Full name", value)
    drawing.button("search", (160, 100, 96, 28), "Search")
    drawing.button("print", (300, 100, 96, 28), "Print form")
    drawing.text(at, answer)
    return drawing


def sight(drawing: Drawing, time: float, soon: Sight | None = None) -> Sight:
    return Sight(Frame(time, drawing.pixels()), (WINDOW,), WINDOW, until=time, soon=soon)


def recorded(
    soon: Drawing, now: Drawing, window: Window = WINDOW, key: bool = True
) -> list[object]:
    """The actions of a click on Search, a rest, and an Enter (or a click on Print form)."""
    writer = Writer("it", "x11", (Monitor(RECT, 1.0, True),), Namer(), own=frozenset({77}))
    first = page()
    before = sight(first, 0.0)
    writer.take(Gesture("click", 1.0, before, at=first.centre("search"), last=1.0))
    then = sight(soon, 1.6)
    seen = replace(sight(now, 3.0, then), active=window, windows=(window,))
    if key:
        writer.take(Gesture("press", 4.0, seen, keys=("Enter",), last=4.0))
    else:
        writer.take(Gesture("click", 4.0, seen, at=now.centre("print"), last=4.0))
    return [step.action for step in writer.script().steps]


def test_a_text_that_came_late_is_waited_for() -> None:
    click, wait, press = recorded(page(), page("Three people were found"))
    assert isinstance(click, Click) and isinstance(press, Press)
    assert isinstance(wait, WaitFor) and isinstance(wait.condition, TextSeen)
    assert wait.condition.text.replace(" ", "") == "Threepeoplewerefound"
    assert wait.condition.window is not None and wait.condition.window.title == "접수"


def test_of_a_text_with_a_number_that_part_is_waited_for_that_lasts() -> None:
    _, wait, _ = recorded(page(), page("Number of people 12"))
    assert isinstance(wait, WaitFor) and isinstance(wait.condition, TextSeen)
    assert wait.condition.text.replace(" ", "") == "Numberofpeople"


def test_what_says_that_the_program_is_busy_is_waited_for_until_it_goes() -> None:
    _, wait, _ = recorded(page("Searching for people"), page())
    assert isinstance(wait, WaitFor) and isinstance(wait.condition, Vanishes)
    assert wait.condition.target.replace(" ", "") == "Searchingforpeople"


@pytest.mark.parametrize(
    ("soon", "now"),
    [
        (page("Three people are here"), page()),  # a hint that goes by itself
        (page("Searching for people"), page("Searching for people")),  # it is still there
    ],
)
def test_nothing_else_is_waited_for_until_it_goes(soon: Drawing, now: Drawing) -> None:
    assert len(recorded(soon, now)) == 2


def test_what_stood_there_before_says_nothing_of_the_program() -> None:
    busy = "Searching for people"
    before, soon = sight(page(busy), 0.0), sight(page(busy), 1.6)
    seen = sight(page(), 3.0, soon)
    assert busy_with(before.frame, seen, WINDOW, 1.0) == ""
    assert busy_with(sight(page(), 0.0).frame, seen, WINDOW, 1.0) != ""


WHEEL = (700, 300, 20, 20)
TURNING = tuple(Stir(1.1 + 0.1 * n, WHEEL) for n in range(19))
"""From 0.1 to 1.9 seconds after the click."""


def after_stirs(stirs: Iterable[Stir], until: float = 4.0) -> list[object]:
    """The actions of a click and an Enter, and what changed on the screen in between."""
    writer = Writer("it", "x11", (Monitor(RECT, 1.0, True),), Namer(), own=frozenset({77}))
    first = page()
    writer.take(Gesture("click", 1.0, sight(first, 0.0), at=first.centre("search"), last=1.0))
    now = replace(sight(first, 3.0, sight(first, 1.6)), stirs=tuple(stirs), until=until)
    writer.take(Gesture("press", 4.0, now, keys=("Enter",), last=4.0))
    return [step.action for step in writer.script().steps]


def test_a_wheel_that_turned_is_waited_for_until_it_rests() -> None:
    _, wait, _ = after_stirs(TURNING)
    assert wait == WaitFor(WindowStill(WindowPattern("접수", "app")))


def test_what_moves_elsewhere_meanwhile_and_what_came_then_are_no_matter() -> None:
    page_came = Stir(2.95, (0, 0, 900, 600))
    beyond = [Stir(stir.time + 0.05, (950, 20, 30, 30)) for stir in TURNING]
    assert len(after_stirs(sorted([*TURNING, *beyond, page_came]))) == 3


def turned(rect: Rect = WHEEL, begin: float = 0.0, every: float = 1.0) -> list[Stir]:
    return [Stir(1.1 + begin + every * (time - 1.1), rect) for time, _ in TURNING]


@pytest.mark.parametrize(
    "stirs",
    [
        turned()[:6],  # it was over at once, as what fades in is
        turned(begin=1.2),  # not set off by the click
        turned(every=5.0)[:5],  # a caret, a clock
        turned((700, 300, 2, 20)),  # a caret that hastens
        turned((165, 95, 90, 40)),  # the button under the pointer
        turned((0, 0, 900, 590)),  # a film
        turned(begin=-5.0),  # before it
        [*turned(), *turned(begin=1.85)],  # it turns still
    ],
)
def test_nothing_else_that_moves_is_waited_for(stirs: list[Stir]) -> None:
    assert len(after_stirs(stirs)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "조회 중",
        "조회중입니다.",
        "처리 중입니다...",
        "잠시만 기다려 주세요",
        "Saving",
        "Please wait…",
    ],
)
def test_it_says_that_the_program_is_busy(text: str) -> None:
    assert BUSY.search(text)


@pytest.mark.parametrize("text", ["중구 보건소", "저장되었습니다", "접수 대기", "중단", "Heading"])
def test_it_says_nothing_of_the_kind(text: str) -> None:
    assert not BUSY.search(text)


@pytest.mark.parametrize(
    ("line", "typed", "text"),
    [
        ("조회 완료 · 5건", (), "조회 완료"),
        ("3건이 조회되었습니다.", (), "조회되었습니다."),
        ("Kim Minji · 저장되었습니다", ("Kim Minji",), "저장되었습니다"),
        ("저장 2건", (), ""),  # too short to be an answer
    ],
)
def test_what_is_the_same_another_time(line: str, typed: tuple[str, ...], text: str) -> None:
    assert waits._lasting(line, typed) == text


@pytest.mark.parametrize(
    ("also", "answers"),
    [
        ("조회를 마쳤습니다 (12%)", ["조회를 마쳤습니다"]),
        ("조희를 마쳤습니다 (12명)", []),
    ],
)
def test_engines_may_disagree_about_the_number_only(
    also: str, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Line("조회를 마쳤습니다 (12명)", (60, 20, 200, 20), 0.93, True, (), (also,))
    monkeypatch.setattr(waits, "_lines", lambda part, scale: [read])
    now = Frame(0.0, page("Three people").pixels())
    assert list(waits._answers(now, (60, 480, 200, 30), 1.0, ())) == answers


@pytest.mark.parametrize(
    ("soon", "now"),
    [
        (page(), page()),  # nothing came
        (page("Three people were found"), page("Three people were found")),  # it came at once
        (page(), page("Hint: look for it", at=(150, 140))),  # it came beside the pointer
        (page(), page("010-1234-5678")),  # it is a number
        (page(), page(value="Hong Gildong")),  # it stands in a field
    ],
)
def test_nothing_else_is_waited_for(soon: Drawing, now: Drawing) -> None:
    assert len(recorded(soon, now)) == 2


def test_another_window_is_waited_for_by_the_step_itself() -> None:
    assert len(recorded(page(), page("Three people were found"), window=OTHER)) == 2
