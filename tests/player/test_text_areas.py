"""A click in the middle of an area for text, around which nothing is drawn: it is known by what is
around the area, whatever is written in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import player.locate as locate_module
from player.locate import Look, Pictures, locate
from player.types import Frame, Match, Refusal, Window
from player.vision.judged import Verdict
from recorder.anchors import Chosen, choose
from recorder.masking import as_it_is
from scripts.model import Rect, Target, WindowPattern
from tests.drawn import DARK, LIGHT, Drawing

MEMO = WindowPattern("Memo")
WORDS = (
    ("File", "Edit", "Search", "Format", "Tools", "Help"),
    ("New", "Open", "Keep", "Undo", "Find"),
)
"""Of the menu, and of the buttons below it."""
SHORT = ("Visited on Monday.", "Asked for a form.")
LONG = tuple(f"{n}. Another matter that was told by telephone" for n in range(12))


def editor(
    lines: tuple[str, ...] = SHORT,
    at: tuple[int, int] = (20, 20),
    size: tuple[int, int] = (1100, 760),
    colours: dict[str, str] = LIGHT,
    area: bool = True,
    letters: str = "",
    words: tuple[tuple[str, ...], tuple[str, ...]] = WORDS,
) -> Drawing:
    """A program whose window is mostly an area for text; ``letters`` are of another file."""
    page = Drawing((1400, 900), 1.0, dict(colours), letters=letters)
    x, y = at
    for number, word in enumerate(words[0]):
        page.text((x + 12 + 64 * number, y + 6), word)
    for number, word in enumerate(words[1]):
        page.button(word, (x + 8 + 84 * number, y + 30, 78, 28), word)
    wide, high = size
    page.text((x + 12, y + high - 24), "Line 1, column 1")
    page.text((x + wide - 120, y + high - 24), "Plain text")
    page.places["window"] = (x, y, wide, high)
    if area:
        page.button("text", (x + 4, y + 66, wide - 8, high - 100), "")
        for number, line in enumerate(lines):
            page.text((x + 14, y + 76 + 20 * number), line)
    return page


def look(page: Drawing) -> Look:
    rect = page.places.get("window", (0, 0, 1400, 900))
    return Look(Frame(0.0, page.pixels()), (Window(1, "Memo", "", "", rect, rect),))


def recorded(page: Drawing) -> Chosen:
    now = look(page)
    return choose(page.centre("text"), now, now.windows[0], now.frame.rect, MEMO, cover=as_it_is)


def find(chosen: Chosen, page: Drawing) -> Match | Refusal:
    pictures = Pictures({chosen.anchor.image: chosen.png})
    return locate(Target("it", MEMO, (chosen.anchor,)), pictures, look(page))


def within(found: Match | Refusal, rect: Rect) -> bool:
    if not isinstance(found, Match):
        return False
    x, y, width, height = rect
    return x <= found.point[0] < x + width and y <= found.point[1] < y + height


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(editor(), id="same"),
        pytest.param(editor(LONG), id="another text"),
        pytest.param(editor(at=(180, 60)), id="moved"),
        pytest.param(editor(colours=DARK), id="dark"),
    ],
)
def test_it_is_found_whatever_is_written(now: Drawing) -> None:
    chosen = recorded(editor())
    assert chosen.certain
    assert within(find(chosen, now), now.places["text"])


def test_it_is_not_found_where_the_area_is_not() -> None:
    chosen = recorded(editor())
    assert isinstance(find(chosen, editor(area=False)), Refusal)
    assert isinstance(find(chosen, Drawing((1400, 900))), Refusal)


def test_other_places_of_a_field_are_no_look_alikes_of_it() -> None:
    page = Drawing((900, 400))
    for row, label in enumerate(("Full name", "Branch")):
        page.field(label, (160, 60 + 60 * row, 600, 26), label)
    frame = Frame(0.0, page.pixels())
    middle = page.centre("Full name")
    chosen = choose(middle, Look(frame), None, frame.rect, None, cover=as_it_is)
    away = [int(text.split(",")[1]) for text in chosen.anchor.unlike]
    assert all(abs(down) > 9 for down in away), "in the other field, if any"


@pytest.mark.parametrize(
    ("context", "ends", "found"), [(0.3, True, True), (0.2, True, False), (0.3, False, False)]
)
def test_in_letters_of_another_kind_its_four_ends_tell_it(
    context: float, ends: bool, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an area has no frame, hardly anything around is like the recorded letters."""
    chosen = recorded(editor())
    judged = locate_module._verdict

    def verdict(*given: Any) -> Verdict:
        told = judged(*given)
        assert told.best is not None
        best = replace(told.best, context=context, ring=context)
        return replace(told, why="surroundings", best=best)

    monkeypatch.setattr(locate_module, "_verdict", verdict)
    now = editor(LONG, at=(60, 40), size=(1100, 760) if ends else (1000, 700))
    assert within(find(chosen, now), now.places["text"]) is found
