"""A place is known by what stays as it is."""

from __future__ import annotations

from player.locate import Look, locate
from player.types import Frame, Match, Window
from recorder.anchors import choose
from recorder.changing import Watched, learn, watch
from recorder.sights import Sight
from scripts.model import ImageAnchor, Target
from tests.drawn import Drawing

RECT = (0, 0, 900, 600)
WINDOW = Window(1, "접수", "app", "", RECT, RECT)


def page(found: str, caption: str = "Search", log: str = "") -> Drawing:
    """A page without frames around what changes."""
    drawing = Drawing()
    drawing.text((100, 60), "Person found:")
    drawing.text((220, 60), found)
    drawing.button("search", (100, 100, 96, 28), caption)
    drawing.text((100, 160), "Register of the health centre")
    drawing.text((400, 105), log)
    return drawing


def sight(drawing: Drawing, window: Window = WINDOW, active: Window | None = WINDOW) -> Sight:
    return Sight(Frame(0.0, drawing.pixels()), (window,), active)


def watched(drawing: Drawing) -> Watched:
    look = Look(Frame(0.0, drawing.pixels()), (WINDOW,))
    point = drawing.centre("search")
    chosen = choose(point, look, WINDOW, RECT, None)
    return watch("조회", chosen, point, look, WINDOW)


def test_what_the_program_shows_in_answer_does_not_count() -> None:
    before = watched(page("Kim Minji 010-1234-5678", log="3 rows were read"))
    anchor = learn(before, sight(page("Hong Gildong 010-9876-5432", log="12 people")), typed=False)
    assert isinstance(anchor, ImageAnchor)
    assert anchor.ignore
    now = page("Namgung Yeon 02-555-0101", log="nothing is known of that person")
    pictures = before.pictures
    look = Look(Frame(0.0, now.pixels()), (WINDOW,))
    found = locate(Target("조회", None, (anchor,)), pictures, look)
    assert isinstance(found, Match)
    x, y, width, height = now.places["search"]
    assert x <= found.point[0] < x + width and y <= found.point[1] < y + height
    learnt = locate(Target("조회", None, (before.anchor,)), pictures, look)
    # What changes costs likeness where it counts.
    assert not isinstance(learnt, Match) or learnt.score < found.score


def test_the_element_itself_counts_unless_something_was_typed_there() -> None:
    before = watched(page("Kim"))
    assert learn(before, sight(page("Kim", caption="Stop!!")), typed=False) is None
    assert learn(before, sight(page("Kim", caption="Stop!!")), typed=True) is not None


def test_another_window_or_a_moved_one_says_nothing() -> None:
    before, after = watched(page("Kim")), page("Hong Gildong")
    moved = Window(1, "접수", "app", "", (5, 0, 900, 600), (5, 0, 900, 600))
    other = Window(2, "알림", "app", "", (100, 100, 200, 90), (100, 100, 200, 90))
    assert learn(before, sight(after, moved), typed=False) is None
    assert learn(before, sight(after, active=other), typed=False) is None
    assert learn(before, sight(page("Kim")), typed=False) is None
