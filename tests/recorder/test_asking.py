"""When the clerk is asked which row she meant."""

from __future__ import annotations

import pytest

from player.locate import Look
from player.types import Frame
from recorder import asking
from recorder.asking import Questions
from recorder.tables import InTable
from scripts.model import Point, Rect, Target
from tests.drawn import form

THERE = InTable(2, "name", {"name": "Kim"}, True)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Point]:
    """The points at which a table was looked for: there is one right of x = 100."""
    points: list[Point] = []

    def in_table(point: Point, look: Look, rect: Rect) -> InTable | None:
        points.append(point)
        return THERE if point[0] > 100 else None

    monkeypatch.setattr(asking, "in_table", in_table)
    return points


def test_a_place_is_looked_at_once_however_often_it_is_clicked(looked: list[Point]) -> None:
    look, questions = Look(Frame(0.0, form().pixels())), Questions()
    for step, (name, point) in enumerate([("a", (50, 50)), ("b", (150, 50))] * 3):
        questions.consider(str(step), Target(name, None, ()), point, look, look.frame.rect)
    assert looked == [(50, 50), (150, 50)]
    assert [one.step for one in questions.new()] == ["1"]


def test_a_place_that_was_taken_back_is_asked_about_again(looked: list[Point]) -> None:
    look, questions = Look(Frame(0.0, form().pixels())), Questions()
    for step in ("1", "2"):
        questions.consider(step, Target("b", None, ()), (150, 50), look, look.frame.rect)
        assert [one.step for one in questions.new()] == [step]
        questions.forget("b")
