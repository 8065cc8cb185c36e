"""A value that is only shown is known by the caption in front of it, where one citizen's data are
shown; in a list and on cards it is told by its own data, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.locate import Look, Pictures, locate
from player.ocr.captioned import captioned, captions_before, words_of
from player.ocr.reader import Line as Read
from player.ocr.reader import Word
from player.types import Frame, Match, Pixels, Refusal
from recorder.anchors import Chosen, choose
from recorder.captioned import card_pitch
from recorder.personal import names_a_value
from scripts.model import Point, Target

Line = tuple[str, str]
"""A caption and its value."""

ONE: Sequence[Line] = (("접수 번호", "A20461"), ("신청인", "홍길동"), ("연락처:", "010-2381-4410"))
OTHER: Sequence[Line] = (("접수 번호", "B7"), ("신청인", "민경숙"), ("연락처:", "031-552-9023"))
LEFT, TOP, PITCH, GAP = 40, 90, 34, 6


THIRD: Sequence[Line] = (
    ("접수 번호", "C55012"), ("신청인", "박서준"), ("연락처:", "02-119-7752")
)  # fmt: skip


def page(
    *citizens: Sequence[Line],
    gap: int = GAP,
    scale: float = 1.0,
    at: Point = (LEFT, TOP),
    title: int = 54,
    framed: int = 0,
) -> Pixels:
    """What was sent in by each citizen, below each other: a value ``gap`` pixels right of its
    caption, the first one ``title`` pixels below the title. ``framed``: the caption and the value
    in cells of their own, with the caption's as light as that."""
    image = Image.new("RGB", (round(760 * scale), round(560 * scale)), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    large, plain = font(round(22 * scale)), font(round(15 * scale))
    pen.text((at[0] * scale, (at[1] - title) * scale), "민원 접수", (10, 10, 10), large)
    y = at[1]
    for lines in citizens:
        for caption, value in lines:
            if framed:
                grey = (framed,) * 3
                pen.rectangle((at[0] - 10, y - 6, at[0] + 100, y + 28), grey, (200, 200, 200))
                pen.rectangle((at[0] + 100, y - 6, at[0] + 420, y + 28), None, (200, 200, 200))
            pen.text((at[0] * scale, y * scale), caption, (20, 20, 20), plain)
            x = at[0] * scale + plain.getlength(caption) + gap * scale
            x = at[0] + 112 if framed else x
            pen.text((x, y * scale), value, (20, 20, 20), plain)
            y += PITCH
        y += PITCH
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def middle(lines: Sequence[Line], number: int, gap: int = GAP) -> Point:
    """The middle of a value on a page as it was recorded."""
    caption, value = lines[number]
    x = LEFT + font(15).getlength(caption) + gap + font(15).getlength(value) / 2
    return (round(x), TOP + PITCH * number + 11)


def recorded(pixels: Pixels, point: Point) -> Chosen:
    look = Look(Frame(0.0, pixels))
    return choose(point, look, None, look.frame.rect, None)


def find(chosen: Chosen, pixels: Pixels, scale: float = 1.0) -> Match | Refusal:
    target = Target("it", None, (chosen.anchor, *chosen.more))
    return locate(target, chosen.pictures, Look(Frame(0.0, pixels, scale=scale)))


def is_at(result: Match | Refusal, number: int, lines: Sequence[Line], gap: int = GAP) -> bool:
    """Whether a place is on a value."""
    assert isinstance(result, Match), result
    x, y = middle(lines, number, gap)
    half = font(15).getlength(lines[number][1]) / 2
    return abs(result.point[0] - x) <= half + 1 and abs(result.point[1] - y) <= 9


@pytest.mark.parametrize("gap", [GAP, 90])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_it_is_found_on_another_citizens_page(number: int, gap: int) -> None:
    chosen = recorded(page(ONE, gap=gap), middle(ONE, number, gap))
    assert [(one.text, one.then) for one in chosen.more] == [(ONE[number][0].strip(":"), "value")]
    assert is_at(find(chosen, page(OTHER, gap=gap)), number, OTHER, gap)


def test_nothing_of_the_citizens_is_in_the_words() -> None:
    for number in range(3):
        chosen = recorded(page(ONE), middle(ONE, number))
        assert all(ONE[number][1] not in one.text for one in chosen.more)


def test_it_is_found_on_another_citizens_page_in_larger_letters() -> None:
    chosen = recorded(page(ONE), middle(ONE, 0))
    result = find(chosen, page(OTHER, scale=1.5), 1.5)
    assert isinstance(result, Match)
    x, y = result.point
    assert is_at(Match(result.rect, (round(x / 1.5), round(y / 1.5)), 1, 1, "relation"), 0, OTHER)


def test_where_its_caption_is_not_to_be_seen_it_is_refused() -> None:
    chosen = recorded(page(ONE), middle(ONE, 1))
    assert isinstance(find(chosen, page([OTHER[0], OTHER[2]])), Refusal)


def test_where_more_than_one_citizen_is_shown_it_is_refused() -> None:
    chosen = recorded(page(ONE), middle(ONE, 1))
    found = find(chosen, page(OTHER, THIRD))
    assert isinstance(found, Refusal) and found.why == "ambiguous"


def test_a_name_that_is_like_hers_by_chance_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a short name is like that of another one with one key in some hundreds."""
    monkeypatch.setattr("player.vision.verdict_rows.ROW_OF_FEW", 0.3)
    monkeypatch.setattr("player.vision.verdict_rows.ROW_MARGIN", 0.0)
    monkeypatch.setattr("player.vision.judged.ELEMENT_LEAST", 0.0)
    monkeypatch.setattr("player.vision.judged.ELEMENT_SHARE", 0.0)
    chosen = recorded(page(ONE), middle(ONE, 1))
    unread = replace(chosen, anchor=replace(chosen.anchor, words=()))
    assert isinstance(find(unread, page(OTHER, THIRD)), Match)
    if chosen.anchor.words:  # as the letters of some systems are read for sure
        assert isinstance(find(chosen, page(OTHER, THIRD)), Refusal)
    assert is_at(find(chosen, page(ONE, THIRD)), 1, ONE)


def test_a_value_in_the_first_line_is_not_clicked_on_the_first_of_several_citizens() -> None:
    """To the picture alone the first card below the title is the one that was recorded."""
    at = (LEFT, TOP + 40)
    place = (middle(ONE, 0)[0], middle(ONE, 0)[1] + 40)
    chosen = recorded(page(ONE, at=at, title=90), place)
    found = find(chosen, page(OTHER, THIRD, at=at, title=90))
    assert isinstance(found, Refusal) and found.why == "ambiguous"
    again = find(chosen, page(ONE, OTHER, at=at, title=90))
    if chosen.anchor.sealed:  # as the letters of some systems have it: then its data tell it
        assert isinstance(again, Match) and abs(again.point[1] - place[1]) <= 9
    else:
        assert isinstance(again, Refusal) and again.why == "ambiguous"
    assert isinstance(find(chosen, page(OTHER, at=at, title=90)), Match)


@pytest.mark.parametrize("shaded", [True, False])
def test_a_value_in_a_cell_of_its_own_is_not_clicked_on_the_first_of_several_citizens(
    shaded: bool,
) -> None:
    def cells(*citizens: Sequence[Line]) -> Pixels:
        return page(*citizens, at=(LEFT, TOP + 40), title=90, framed=(240 if shaded else 255))

    chosen = recorded(cells(ONE), (LEFT + 140, TOP + 51))
    then = "right" if shaded else "value"
    assert [(one.text, one.then) for one in chosen.more] == [("접수 번호", then)]
    found = find(chosen, cells(OTHER, THIRD))
    assert isinstance(found, Refusal) and found.why == "ambiguous"
    assert isinstance(find(chosen, cells(OTHER)), Match)


def test_one_line_of_data_in_a_frame_is_known_by_the_caption_in_the_frame() -> None:
    def card(*lines: Line) -> Pixels:
        image = Image.fromarray(page(*([line] for line in lines)))
        pen = ImageDraw.Draw(image)
        for number in range(len(lines)):
            y = TOP + number * 2 * PITCH
            pen.rectangle((LEFT - 12, y - 12, LEFT + 420, y + 34), None, (190, 190, 190))
        return np.asarray(image)

    chosen = recorded(card(ONE[0]), middle(ONE, 0))
    assert [(one.text, one.then) for one in chosen.more] == [("접수 번호", "value")]
    assert isinstance(find(chosen, card(OTHER[0], THIRD[0])), Refusal)
    assert is_at(find(chosen, card(OTHER[0])), 0, OTHER)


def test_a_place_that_was_shown_again_is_told_by_its_own_data() -> None:
    """The old picture, which shows the first citizen's as well, has no say any more."""
    at = (LEFT, TOP + 40)
    place = (middle(ONE, 0)[0], middle(ONE, 0)[1] + 40)
    old = recorded(page(ONE, at=at, title=90), place)
    new = recorded(page(OTHER, ONE, at=at, title=90), (place[0], place[1] + 4 * PITCH))
    assert new.anchor.sealed
    target = Target("it", None, (replace(new.anchor, added="repaired"), old.anchor, *old.more))
    pictures = Pictures({old.anchor.image: old.png, new.anchor.image: new.png})
    shown = Look(Frame(0.0, page(OTHER, ONE, at=at, title=90)))
    found = locate(target, pictures, shown)
    assert isinstance(found, Match) and abs(found.point[1] - place[1] - 4 * PITCH) <= 9


def test_one_line_may_have_a_caption_that_stands_in_lists_too() -> None:
    state = (("상태", "신규"),)
    chosen = recorded(page((*ONE, *state)), middle(ONE, 1))
    assert [(one.text, one.then) for one in chosen.more] == [("신청인", "value")]
    assert is_at(find(chosen, page((*OTHER, *state))), 1, OTHER)


def test_what_stands_there_for_each_of_several_citizens_is_known_by_no_caption() -> None:
    for number in range(3):
        assert not recorded(page(ONE, OTHER), middle(ONE, number)).more


def test_a_column_of_a_list_is_no_caption() -> None:
    """Each row is another citizen's, and in one of them something like a caption stands."""
    rows = (("주소", "홍길동"), ("연락처", "민경숙"), ("주소", "박서준"))
    headed = (("항목", "신청인"), *rows)
    chosen = recorded(page(headed, gap=90), middle(headed, 2, 90))
    assert not [one for one in chosen.more if one.then == "value"]


def test_captions_are_told_from_what_only_looks_like_them() -> None:
    found = captioned(page(ONE), "접수 번호")
    assert [(one.sure, one.caption[0] < one.value[0]) for one in found] == [(True, True)]
    assert not captioned(page(ONE), "등록 번호")
    assert not captioned(page((("접수 번호", ""),)), "접수 번호")


@pytest.mark.parametrize("text", ["접수 번호", "성명", "납부금액", "완료일자", "상태:", "허가일"])
def test_it_names_a_value(text: str) -> None:
    assert names_a_value(text)


@pytest.mark.parametrize(
    "text", ["승인", "대기", "완료", "상태", "저장", "파일", "수요일", "일", "보기"]
)
def test_it_names_none(text: str) -> None:
    """A state stands beside a citizen in a list, too, and another day in another citizen's row."""
    assert not names_a_value(text)


def test_a_value_on_one_of_several_cards_is_clicked_on_no_other_citizens() -> None:
    """To a picture in which the value is covered the empty places beside it are the likeliest
    others: the next card is known by its caption."""
    chosen = recorded(page(ONE, OTHER), middle(ONE, 1))
    assert chosen.anchor.sealed
    assert is_at(find(chosen, page(ONE, OTHER)), 1, ONE)
    assert isinstance(find(chosen, page(OTHER, THIRD)), Refusal)


def test_the_next_card_is_as_far_away_as_its_caption() -> None:
    look = Look(Frame(0.0, page(ONE, OTHER)))
    for number in range(3):
        assert abs(card_pitch(middle(ONE, number), look, look.frame.rect) - 4 * PITCH) <= 2
    alone = Look(Frame(0.0, page(ONE)))
    assert card_pitch(middle(ONE, 0), alone, alone.frame.rect) == 0


def test_a_number_close_behind_its_caption_is_a_word_of_its_own() -> None:
    read = Word("번호A20461", (40, 10, 90, 16), 0.9)
    line = Read(
        "접수 번호A20461", (0, 10, 130, 16), 0.9, True, (Word("접수", (0, 10, 60, 16), 1), read)
    )
    assert [word.text for word in words_of(line)] == ["접수", "번호", "A20461"]
    ends = [word.rect[0] + word.rect[2] for word in words_of(line)]
    assert ends[0] <= 40 and ends == sorted(ends) and ends[-1] == 130
    assert [text for text, _ in captions_before(line, 120)] == ["접수 번호", "접수"]
