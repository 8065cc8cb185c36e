"""A place that was recorded before is known again, and not looked for each time."""

from __future__ import annotations

import pytest

from player.locate import Look, Pictures
from player.types import Frame, Match, Window
from recorder import again
from recorder.again import Again
from recorder.anchors import choose
from scripts.model import Point, Target
from tests.drawn import Drawing

RECT = (0, 0, 900, 600)
WINDOW = Window(1, "접수", "app", "", RECT, RECT)


def form(name: str = "", phone: str = "", caption: str = "Search", left: int = 0) -> Drawing:
    drawing = Drawing()
    drawing.field("name", (260 + left, 50, 240, 28), "Full name", name)
    drawing.field("phone", (260 + left, 100, 240, 28), "Telephone", phone)
    drawing.button("search", (540 + left, 100, 96, 28), caption)
    return drawing


def look(drawing: Drawing) -> Look:
    return Look(Frame(0.0, drawing.pixels()), (WINDOW,))


class Recorded:
    """A place of a form that was recorded, and how often it was looked for since."""

    def __init__(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        before = form()
        self.point: Point = before.centre(name)
        chosen = choose(self.point, look(before), WINDOW, RECT, None)
        assert chosen.certain
        self.target = Target(name, None, (chosen.anchor,))
        self.again = Again(Pictures({chosen.anchor.image: chosen.png}))
        self.again.note(chosen.anchor, self.point, look(before))
        self.searches = 0
        own = again.locate

        def counted(target: Target, pictures: Pictures, there: Look) -> object:
            self.searches += 1
            return own(target, pictures, there)

        monkeypatch.setattr(again, "locate", counted)

    def in_(self, drawing: Drawing, point: Point | None = None) -> bool:
        return self.again.is_there(self.target, point or self.point, WINDOW, look(drawing))


def test_an_unchanged_place_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = Recorded("search", monkeypatch)
    assert recorded.in_(form())
    assert recorded.searches == 0


def test_what_had_changed_when_it_was_found_may_change_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorded = Recorded("search", monkeypatch)
    assert recorded.in_(form("Kim Minji Hong", "010-1234-5678"))
    assert recorded.searches == 1
    assert recorded.in_(form("Lee", "02-123"))
    assert recorded.searches == 1


def test_what_stands_in_its_own_field_never_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = Recorded("name", monkeypatch)
    assert recorded.in_(form("Kim"))
    assert recorded.in_(form("Namgung Minji"))


def test_another_button_at_the_same_place_is_another_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorded = Recorded("search", monkeypatch)
    for _ in range(2):  # what was not found is not taken for what may change
        assert not recorded.in_(form(caption="Erase all"))
    assert recorded.searches == 2


def test_another_point_is_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = Recorded("search", monkeypatch)
    assert not recorded.in_(form(), (recorded.point[0] + 20, recorded.point[1]))
    assert recorded.searches == 0
    assert not recorded.in_(form(left=60))
    assert isinstance(again.locate(recorded.target, recorded.again._pictures, look(form())), Match)
