"""The targets of a recording, and what is learnt of them while it goes on."""

from __future__ import annotations

from player.types import Frame, Monitor, Window
from recorder.gestures import Gesture
from recorder.naming import Namer
from recorder.places import Places, window_at
from recorder.sights import Sight
from scripts.model import ImageAnchor, Point
from tests.drawn import Drawing

PEOPLE = ("Kim", "Lee", "Park")


def _sheet(typed: str = "") -> Drawing:
    page = Drawing((760, 400))
    rows = [
        ("A", "B", "C", "D"),
        *((name, typed if name == "Lee" else "", "", "") for name in PEOPLE),
    ]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            name = f"{number} {column}"
            page.button(name, (40 + 149 * column, 60 + 23 * number, 150, 24), text)
    return page


def _sight(page: Drawing) -> Sight:
    frame = Frame(0.0, page.pixels())
    window = Window(1, "Sheet", "sheet", "", frame.rect, frame.rect)
    return Sight(frame, (window,), window)


def _places() -> Places:
    namer = Namer()
    namer.can_read = False
    return Places((Monitor((0, 0, 760, 400), 1.0, True),), namer, frozenset())


def _typed_over(places: Places, at: Point, word: bool = False) -> tuple[ImageAnchor, ...]:
    """The pictures of a place after something was typed there and a key was pressed."""
    before, after = _sight(_sheet()), _sight(_sheet("12"))
    window = window_at(at, before)
    name, _ = places.target(at, before, window, None, word=word)
    places.learn(Gesture("text", 1.0, before, text="12"))
    places.learn(Gesture("press", 2.0, after, keys=("Enter",)))
    return tuple(a for a in places.targets[name].anchors if isinstance(a, ImageAnchor))


def test_what_was_typed_over_does_not_count_unless_it_was_chosen_as_a_word() -> None:
    [over] = _typed_over(_places(), (200, 118))
    [word] = _typed_over(_places(), (200, 118), word=True)
    assert len(over.ignore) > len(word.ignore)
