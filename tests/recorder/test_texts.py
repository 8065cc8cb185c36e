"""A place is also known by words: its caption, or the label of its field."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player import standing
from player.captions import label_of, written_at
from player.desktop.fake.drawing import font
from player.locate import Look, Pictures, locate
from player.reasons import GREYED_GROUND
from player.standing import told_by_words
from player.types import Frame, Match, Pixels, Refusal
from recorder import texts as recorder_texts
from recorder.anchors import Chosen, choose
from recorder.texts import by_text
from scripts.language import either
from scripts.model import Point, Seen, Target
from tests.drawn import DARK, LIGHT, Drawing, form


def look(drawing: Drawing) -> Look:
    return Look(Frame(0.0, drawing.pixels(), scale=drawing.scale))


def recorded(drawing: Drawing, point: Point) -> Chosen:
    there = look(drawing)
    return choose(point, there, None, there.frame.rect, None)


def texts(drawing: Drawing, name: str) -> list[tuple[str, str | None]]:
    """The words of a place, without blanks: the drawn letters stand close."""
    found = recorded(drawing, drawing.centre(name)).more
    return [(one.text.replace(" ", ""), one.then) for one in found]


def by_words(chosen: Chosen, now: Drawing) -> Match | Refusal:
    """Where the words alone lead, the picture having found nothing."""
    there, words = look(now), Target("it", None, tuple(chosen.more))
    match = locate(words, Pictures({}), there)
    assert isinstance(match, Match)
    target = replace(words, anchors=(chosen.anchor, *chosen.more))
    nothing = [Refusal("not_found")]
    return told_by_words(match, nothing, target, chosen.pictures, there, there.frame.rect)


def inside(found: Match | Refusal, drawing: Drawing, name: str) -> bool:
    x, y, width, height = drawing.places[name]
    return isinstance(found, Match) and (
        x <= found.point[0] < x + width and y <= found.point[1] < y + height
    )


def test_a_field_is_known_by_its_label_and_a_button_by_its_caption() -> None:
    page = form()
    assert texts(page, "name") == [("Fullname", "right")]
    assert texts(page, "Print form") == [("Printform", None)]


def test_what_stands_in_a_field_is_not_what_it_is_known_by() -> None:
    assert texts(form(values=("Seoul office", "")), "name") == [("Fullname", "right")]


def with_list(page: Drawing) -> Drawing:
    """The page with an empty list below, whose headings are the labels of the form."""
    page.colours["paper"], paper = page.colours["back"], page.colours["paper"]
    for number, heading in enumerate(("Full name", "Telephone", "Address")):
        page.button(heading, (60 + 200 * number, 300, 201, 26), heading)
    page.colours["paper"] = paper
    page.button("list", (60, 326, 602, 200), "")
    return page


def below_each_other(labels: tuple[str, str]) -> Drawing:
    """Two fields, each below what stands above it, if anything does."""
    page = Drawing()
    page.text((80, 60), labels[0])
    page.button("first", (80, 80, 240, 26), "")
    page.text((80, 112), labels[1])
    page.button("second", (80, 132 if labels[1] else 112, 240, 26), "")
    return page


@pytest.mark.parametrize(
    ("labels", "told"), [(("Period", "Drafter"), [("Period", "below")]), (("Period", ""), [])]
)
def test_in_a_list_a_heading_of_fields_is_not_the_label_of_the_first(
    labels: tuple[str, str], told: list[tuple[str, str]]
) -> None:
    page = below_each_other(labels)
    there = look(page)
    bounds = there.frame.rect
    point = page.centre("first")
    seen = Seen(point, bounds[2:], bounds[2:], 1.0)
    found = by_text(point, there, bounds, None, seen, in_field=True, in_list=True)
    assert [(one.text, one.then) for one in found] == told
    assert by_text(point, there, bounds, None, seen, in_field=True)


@pytest.mark.parametrize("now", [with_list(form()), with_list(form(colours=DARK))])
def test_the_heading_of_a_list_is_not_the_label_of_a_field(now: Drawing) -> None:
    page = with_list(form())
    assert texts(page, "name") == [("Fullname", "right")]
    chosen = recorded(page, page.centre("name"))
    words = Target("it", None, tuple(chosen.more))
    assert inside(locate(words, Pictures({}), look(now)), now, "name")


def test_a_field_with_the_caret_in_it_is_known_by_its_label() -> None:
    page = form()
    x, y, _, height = page.places["name"]
    page.line((x - 2, y - 2, x - 2, y + height + 1))
    page.line((x + 2, y + 4, x + 2, y + height - 5))
    assert texts(page, "name") == [("Fullname", "right")]


def test_a_small_button_is_no_switch() -> None:
    page = form()
    page.button("Add", (400, 400, 50, 24), "Add")
    page.button("Next", (460, 400, 60, 24), "Next")
    assert texts(page, "Add") == [("Add", None)]
    assert texts(page, "Next") == [("Next", None)]


def test_a_text_that_stands_twice_is_not_kept() -> None:
    page = form()
    page.button("again", (60, 400, 96, 28), "Search")
    assert texts(page, "Search") == []


def test_what_must_be_exact_to_the_pixel_is_known_by_its_picture_alone() -> None:
    page = form()
    there = look(page)
    chosen = choose(page.centre("Save"), there, None, there.frame.rect, None, texts=False)
    assert chosen.more == ()


@pytest.mark.parametrize("now", [form(colours=DARK), form(scale=1.5, at=(120, 90))])
@pytest.mark.parametrize("name", ["name", "Print form"])
def test_words_find_the_place_in_another_theme_and_at_another_scaling(
    now: Drawing, name: str
) -> None:
    page = form()
    chosen = recorded(page, page.centre(name))
    anchors = tuple(chosen.more)
    found = locate(Target("it", None, anchors), Pictures({}), look(now))
    assert inside(found, now, name)


def greyed_out(page: Drawing, caption: str) -> Drawing:
    """The page with one button that cannot be pressed."""
    now = form(without=caption)
    x, y, width, height = page.places[caption]
    now.colours["ink"] = "#bdbdbd"
    now.button(caption, (x, y, width, height), caption)
    now.colours["ink"] = LIGHT["ink"]
    return now


def test_words_lead_to_a_field_in_another_theme_whose_ground_says_nothing() -> None:
    def page(colours: dict[str, str]) -> Drawing:
        """A form on a white sheet: its fields have the page's own ground."""
        drawing = Drawing((900, 600), 1.0, {**colours, "back": colours["paper"]})
        for number, label in enumerate(("Full name", "Telephone")):
            drawing.field(label, (160, 60 + 50 * number, 86, 24), label)
        return drawing

    chosen = recorded(page(LIGHT), page(LIGHT).centre("Full name"))
    now = page(DARK)
    there = look(now)
    target = Target("it", None, (chosen.anchor, *chosen.more))
    words = locate(Target("it", None, tuple(chosen.more)), Pictures({}), there)
    assert isinstance(words, Match)
    faint = [Refusal("not_found", 0.9, (words,), "", "faint")]
    found = told_by_words(words, faint, target, chosen.pictures, there, there.frame.rect)
    assert inside(found, now, "Full name")


def test_words_do_not_lead_to_what_is_greyed_out() -> None:
    page = form()
    chosen = recorded(page, page.centre("Print form"))
    target = Target("it", None, (chosen.anchor, *chosen.more))
    assert inside(locate(target, chosen.pictures, look(page)), page, "Print form")
    faint = greyed_out(page, "Print form")
    assert isinstance(locate(target, chosen.pictures, look(faint)), Refusal)
    # Neither where the picture itself finds nothing any more.
    found = by_words(chosen, faint)
    assert isinstance(found, Refusal) and "흐려져" in found.detail
    assert inside(by_words(chosen, page), page, "Print form")


@pytest.mark.parametrize("name", ["name", "Print form"])
def test_words_do_not_lead_to_what_is_under_the_shade_of_a_question(name: str) -> None:
    page = form()
    chosen = recorded(page, page.centre(name))
    assert chosen.more
    target = Target("it", None, (chosen.anchor, *chosen.more))
    shaded = (page.pixels() * 0.5).astype(np.uint8)
    shaded[420:520, 300:600] = 250  # the question itself
    assert isinstance(locate(target, chosen.pictures, Look(Frame(0.0, shaded))), Refusal)
    assert inside(locate(target, chosen.pictures, look(page)), page, name)


@pytest.mark.parametrize(("colours", "greyed"), [(LIGHT, "#ececec"), (DARK, "#4c4c50")])
def test_words_do_not_lead_to_a_field_whose_ground_is_greyed_out(
    colours: dict[str, str], greyed: str
) -> None:
    def page(colours: dict[str, str], greyed: str = "") -> Drawing:
        drawing = Drawing((900, 600), 1.0, dict(colours))
        for number, label in enumerate(("Full name", "Telephone", "Address", "Remarks")):
            drawing.colours["paper"] = greyed if greyed and not number else colours["paper"]
            drawing.field(label, (160, 60 + 50 * number, 186, 24), label)
        return drawing

    chosen = recorded(page(LIGHT), page(LIGHT).centre("Full name"))
    target = Target("it", None, (chosen.anchor, *chosen.more))
    usable, there = page(colours), look(page(colours, greyed))
    assert inside(locate(target, chosen.pictures, look(usable)), usable, "Full name")
    words = locate(Target("it", None, tuple(chosen.more)), Pictures({}), there)
    assert isinstance(words, Match) and words.how == "relation"
    found = locate(target, chosen.pictures, there)
    assert isinstance(found, Refusal) and found.detail == either(*GREYED_GROUND)


def test_words_do_not_lead_to_one_of_two_fields_that_are_greyed_out() -> None:
    """Their ground was the page's, and the frame stays: what others look like tells nothing."""

    def page(scale: float = 1.0, greyed: str = "") -> Drawing:
        drawing = Drawing((900, 600), scale, {**LIGHT, "back": LIGHT["paper"]})
        for number, label in enumerate(("Full name", "Telephone", "Address", "Remarks")):
            drawing.colours["paper"] = greyed if greyed and number < 2 else LIGHT["paper"]
            drawing.field(label, (160, 60 + 50 * number, 186, 24), label)
        return drawing

    chosen = recorded(page(), page().centre("Full name"))
    assert [one.then for one in chosen.more] == ["right"]
    assert inside(by_words(chosen, page(1.5)), page(1.5), "Full name")
    assert isinstance(by_words(chosen, page(1.5, "#e9ecef")), Refusal)


def test_a_field_that_stands_close_to_another_has_its_page_between_them() -> None:
    def page(colours: dict[str, str]) -> Drawing:
        drawing = Drawing((900, 600), 1.0, dict(colours))
        for number, label in enumerate(("Full name", "Telephone", "Address")):
            drawing.field(label, (160, 60 + 27 * number, 186, 22), label)
        return drawing

    chosen = recorded(page(LIGHT), page(LIGHT).centre("Telephone"))
    assert inside(by_words(chosen, page(DARK)), page(DARK), "Telephone")


@pytest.mark.parametrize("verdict", ["pale", "shaded", "greyed", "dim"])
def test_words_lift_no_refusal_that_their_own_look_led_to(verdict: str) -> None:
    page = form()
    chosen = recorded(page, page.centre("Print form"))
    there, words = look(page), Target("it", None, tuple(chosen.more))
    match = locate(words, Pictures({}), there)
    assert isinstance(match, Match)
    refused = Refusal("not_found", 0.9, (match,), "", verdict)
    target = replace(words, anchors=(chosen.anchor, *chosen.more))
    rect = there.frame.rect
    assert told_by_words(match, [refused], target, chosen.pictures, there, rect) == refused


@pytest.mark.parametrize(("told", "usable"), [(True, False), (False, True)])
def test_of_alike_places_the_one_that_words_tell_must_not_be_greyed_out(
    told: bool, usable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture sees several that look alike, the likeliest of them greyed out: the one that the
    label means, or another one."""
    monkeypatch.setattr(standing, "stands_out", lambda *_: None)
    page = form()
    chosen = recorded(page, page.centre("name"))
    there, words = look(page), Target("it", None, tuple(chosen.more))
    match = locate(words, Pictures({}), there)
    assert isinstance(match, Match) and match.how == "relation"
    twin = replace(match, point=page.centre("name" if told else "phone"))
    refused = Refusal("ambiguous", 0.9, (twin, match), "", "faint")
    target = replace(words, anchors=(chosen.anchor, *chosen.more))
    found = told_by_words(match, [refused], target, chosen.pictures, there, there.frame.rect)
    assert isinstance(found, Match if usable else Refusal)


def bar() -> Pixels:
    """A title above a bar of menus, which has a frame; and a row of tabs with a line below it."""
    image = Image.new("RGB", (760, 420), (248, 248, 248))
    pen = ImageDraw.Draw(image)
    pen.text((60, 40), "메모장", (30, 30, 30), font(15))
    pen.rectangle((50, 70, 700, 98), (255, 255, 255), (140, 140, 140))
    for number, caption in enumerate(("파일", "편집", "보기", "문서")):
        pen.text((62 + 70 * number, 76), caption, (30, 30, 30), font(15))
    pen.text((60, 200), "결재 대기", (30, 60, 200), font(15))
    for number, caption in enumerate(("완료 문서함", "참조 문서함")):
        pen.text((160 + 110 * number, 200), caption, (30, 30, 30), font(15))
    pen.line((50, 226, 700, 226), (140, 140, 140), 1)
    return np.asarray(image)[:, :, ::-1].copy()


@pytest.mark.parametrize(
    ("at", "words"), [((148, 84), "편집"), ((310, 208), "참조 문서함"), ((200, 208), "완료 문서함")]
)
def test_menus_and_tabs_are_no_values_of_a_label(at: Point, words: str) -> None:
    there = Look(Frame(0.0, bar()))
    chosen = choose(at, there, None, there.frame.rect, None)
    assert [(one.text, one.then) for one in chosen.more] in ([], [(words, None)])
    assert all(one.then is None for one in chosen.more)


def test_a_button_is_no_label_of_the_icon_beside_it() -> None:
    image = Image.new("RGB", (620, 240), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.rectangle((240, 80, 310, 112), (250, 250, 250), (150, 150, 150))
    pen.text((258, 87), "주간", (30, 30, 30), font(16))
    pen.rectangle((324, 80, 352, 112), (226, 226, 226), (226, 226, 226))
    pen.rectangle((332, 88, 344, 103), None, (60, 60, 60))
    there = Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy()))
    assert choose((338, 96), there, None, there.frame.rect, None).more == ()


def test_a_button_whose_words_are_not_sure_is_not_known_by_those_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another reader sees a letter in its icon; 내 결재만 is the label of the box left of it."""
    image = Image.new("RGB", (620, 240), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.rectangle((200, 86, 214, 100), (255, 255, 255), (90, 90, 90))
    pen.text((222, 84), "내 결재만", (30, 30, 30), font(16))
    pen.rectangle((310, 76, 450, 110), (208, 208, 208), (208, 208, 208))
    pen.text((350, 84), "찾아보기", (30, 30, 30), font(16))
    there, at = Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy())), (380, 93)
    assert [one.then for one in choose(at, there, None, there.frame.rect, None).more] in (
        [], [None],
    )  # fmt: skip
    monkeypatch.setattr(
        recorder_texts, "label_of", lambda line: "" if "찾" in line.text else label_of(line)
    )
    seen = Seen(at, (620, 240), (620, 240), 1.0)
    assert by_text(at, there, there.frame.rect, None, seen) == ()


@pytest.mark.parametrize("darker", [0, 60], ids=["even", "darker below"])
@pytest.mark.parametrize(("left", "known"), [(232, None), (206, "right")])
def test_what_nobody_can_read_in_the_middle_of_a_box_is_a_buttons_caption(
    left: int, known: str | None, darker: int
) -> None:
    """At its left it is a value, and the label names the field."""
    image = Image.new("RGB", (620, 240), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    pen.text((120, 84), "처리 이력", (30, 30, 30), font(16))
    pen.rectangle((200, 76, 310, 110), (255, 255, 255), (190, 190, 190))
    for row in range(77, 110):
        pen.line((201, row, 309, row), (255 - darker * (row - 77) // 33,) * 3)
    for number in range(6):
        pen.line((left + 8 * number, 86, left + 5 + 8 * number, 100), (60, 60, 60), 2)
    there, at = Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy())), (290, 93)
    seen = Seen(at, (620, 240), (620, 240), 1.0)
    found = by_text(at, there, there.frame.rect, None, seen, in_field=True)
    assert [one.then for one in found] == ([known] if known else [])


def test_upright_strokes_in_a_low_button_are_no_sides_of_it() -> None:
    image = Image.new("RGB", (620, 240), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    pen.text((120, 84), "처리 이력", (30, 30, 30), font(16))
    pen.rectangle((200, 82, 310, 105), (240, 240, 240), (110, 110, 110))
    for number in range(6):
        left = 226 + 10 * number
        pen.line((left, 87, left, 100), (60, 60, 60))
        pen.line((left, 94, left + 5, 94), (60, 60, 60))
    there, at = Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy())), (255, 93)
    seen = Seen(at, (620, 240), (620, 240), 1.0)
    assert by_text(at, there, there.frame.rect, None, seen, in_field=True) == ()


@pytest.mark.parametrize("away", [4, 40])
def test_the_title_of_several_boxes_is_not_what_the_first_is_known_by(
    away: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own words, close to it, are not sure; those farther away belong to something else."""
    image = Image.new("RGB", (620, 240), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.text((120, 82), "첫 화면", (30, 30, 30), font(16))
    pen.rectangle((190, 84, 204, 98), (255, 255, 255), (90, 90, 90))
    pen.text((205 + away, 82), "할일 목록", (30, 30, 30), font(16))
    monkeypatch.setattr(
        recorder_texts, "label_of", lambda line: "" if "할" in line.text else label_of(line)
    )
    there, at = Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy())), (197, 91)
    seen = Seen(at, (620, 240), (620, 240), 1.0)
    found = by_text(at, there, there.frame.rect, None, seen)
    assert [(one.text, one.then) for one in found] == ([("첫 화면", "box")] if away > 14 else [])


def test_a_label_close_above_names_a_field_and_not_an_entry_of_the_menu_far_left() -> None:
    page = Drawing((900, 400))
    for number, entry in enumerate(("Applications", "Persons", "Calendar")):
        page.text((20, 46 + 40 * number), entry)
    page.text((220, 64), "Search name")
    page.button("search", (220, 84, 190, 28), "")
    assert texts(page, "search") == [("Searchname", "below")]


@pytest.mark.parametrize("row", [0, 1, 2])
def test_of_lines_that_stand_close_the_one_at_the_point_is_read(row: int) -> None:
    news = ("자가격리 통지 안내", "건축물 대장 열람 안내", "장애인 주차표지 안내")
    image = Image.new("RGB", (400, 160), (255, 255, 255))
    for number, line in enumerate(news):
        ImageDraw.Draw(image).text((60, 40 + 20 * number), line, (20, 20, 160), font(14))
    frame = Frame(0.0, np.ascontiguousarray(np.asarray(image)[:, :, ::-1]))
    read = written_at(frame, (120, 43 + 20 * row), 1.0)  # nearer to its own line
    assert read is not None and read.text == news[row]
