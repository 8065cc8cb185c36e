"""What words may say of a place that no picture is sure of: not on another page, and not of what
looked alike; but a number that was left in the picture tells one day from another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from player.desktop.fonts import OWN
from player.locate import Look, Pictures, locate, search
from player.ocr.reader import Line
from player.types import Frame, Match, Refusal, Window
from player.vision.ink import Ink
from player.vision.judged import Judged
from player.witness import settle
from recorder.anchors import Chosen, choose
from recorder.masking import as_it_is
from scripts.model import Point, Target, WindowPattern
from tests.drawn import Drawing

OTHER_LETTERS = str(OWN / "Pretendard-Bold.otf")


def recorded(page: Drawing, name: str) -> Chosen:
    frame = Frame(0.0, page.pixels())
    return choose(page.centre(name), Look(frame), None, frame.rect, None, cover=as_it_is)


def find(chosen: Chosen, page: Drawing) -> Match | Refusal:
    pictures = Pictures({chosen.anchor.image: chosen.png})
    target = Target("it", None, (chosen.anchor, *chosen.more))
    return locate(target, pictures, Look(Frame(0.0, page.pixels())))


def editor(letters: str = "") -> Drawing:
    page = Drawing((900, 600), letters=letters)
    for number, word in enumerate(("File", "Edit", "Search", "Format", "Tools", "Help")):
        page.text((20 + 70 * number, 12), word)
        page.places[word] = (20 + 70 * number, 12, 30, 16)
    for number, word in enumerate(("New", "Open", "Keep", "Undo", "Find", "Print")):
        page.button(word, (16 + 90 * number, 44, 80, 30), word)
    for row in range(8):
        page.text((20, 100 + 30 * row), f"{row + 1}. A matter of the office, told by telephone")
    return page


def other_program() -> Drawing:
    page = Drawing((900, 600), letters=OTHER_LETTERS)
    page.text((420, 300), "Edit")
    page.places["Edit"] = (420, 300, 30, 16)
    page.line((0, 340, 900, 340))
    for number in range(5):
        page.line((100 * number, 340, 40 + 100 * number, 600))
    return page


def test_a_menu_of_that_name_in_another_program_is_not_clicked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = recorded(editor(), "Edit")
    assert chosen.more, "its words are kept"
    found = find(chosen, other_program())
    assert isinstance(found, Refusal) and found.verdict == "elsewhere"
    known = Window(1, "Memo", "memo", "", (0, 0, 900, 600), (0, 0, 900, 600))
    pattern = WindowPattern("Memo", "memo")
    target = Target("it", pattern, (chosen.anchor, *chosen.more))
    look = Look(Frame(0.0, other_program().pixels()), (known,))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    assert isinstance(locate(target, pictures, look), Match), "it is the same program"
    monkeypatch.setattr("player.locate.ANOTHER_PAGE", 0.0)
    assert isinstance(find(chosen, other_program()), Match)


def test_in_other_letters_it_is_found_by_its_words() -> None:
    now = editor(OTHER_LETTERS)
    found = find(recorded(editor(), "Edit"), now)
    assert isinstance(found, Match) and abs(found.point[0] - now.centre("Edit")[0]) < 20


def week(first: int = 22, letters: str = "") -> Drawing:
    """The days of a week, beginning with a number."""
    page = Drawing((700, 420), letters=letters)
    page.text((300, 16), "Calendar")
    for cell in range(7):
        x, y = 20 + 94 * (cell % 7), 60 + 66 * (cell // 7)
        page.button(str(first + cell), (x, y, 94, 66), "")
        page.text((x + 6, y + 4), str(first + cell))
        page.places[str(first + cell)] = (x + 4, y + 4, 20, 16)
    return page


class Reads:
    """A witness that reads a number in the recorded picture, and another one now."""

    def __init__(self, then: str, now: str, best: Judged) -> None:
        self._then, self._now, self._best = then, now, best

    def drawn(self, place: object) -> Ink:
        return Ink(1.0, 1.0, 0.4, 0.9, 20.0, 0.95, 0.0, 0.0)

    def own_words(self, offset: Point = (0, 0)) -> Line | None:
        return _read(self._then if offset == (0, 0) else "31")

    def words(self, place: object, unless: str = "") -> Line | None:
        return _read(self._now if place is self._best else "31")

    def label(self, *_: object) -> None: ...
    def own_label(self, *_: object) -> None: ...
    def is_label_alike(self, *_: object) -> bool:
        return True


def _read(text: str) -> Line:
    return Line(text, (0, 0, 20, 12), 0.95, bool(text), (), ())


@pytest.mark.parametrize(
    ("then", "now", "why"), [("25", "25", "ok"), ("25", "26", "lookalike"), ("", "", "lookalike")]
)
def test_a_day_is_told_by_its_number_where_the_picture_takes_it_for_another_one(
    then: str, now: str, why: str
) -> None:
    page = week()
    chosen = recorded(page, "25")
    assert not chosen.anchor.caption, "numbers are not kept as words"
    known = chosen.pictures.known(chosen.anchor)
    look = Look(Frame(0.0, page.pixels()))
    verdict, _ = search(chosen.anchor, known, look, look.frame.rect)
    assert verdict.best is not None
    seen = Reads(then, now, verdict.best)
    told = settle(replace(verdict, why="lookalike"), known, "", seen)
    assert told.why == why
    assert (told.place is verdict.best) == (why == "ok")


def test_a_day_is_found_in_other_letters_and_not_in_another_week() -> None:
    chosen, now = recorded(week(), "25"), week(letters=OTHER_LETTERS)
    found = find(chosen, now)
    assert isinstance(found, Match)
    assert abs(found.point[0] - now.centre("25")[0]) < 12
    assert abs(found.point[1] - now.centre("25")[1]) < 12
    assert isinstance(find(chosen, week(40, letters=OTHER_LETTERS)), Refusal)
