"""Which places are in a row of a table, and which only look so."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.locate import Look
from player.types import Frame
from recorder.anchors import choose
from recorder.masking import Masked
from recorder.personal import NOBODY, Known
from recorder.tables import in_sheet, in_table, row_at
from scripts.model import Point, Rect
from tests.drawn import Drawing

LABEL, PAPER = "#c2cfe2", "#ffffff"


def _look(drawing: Drawing) -> Look:
    return Look(Frame(0.0, drawing.pixels(), scale=drawing.scale))


def _cell(page: Drawing, name: str, x: int, y: int, text: str, ground: str, wide: int) -> None:
    page.colours["paper"] = ground
    page.button(name, (x, y, wide, 24), text)


def _form(values: tuple[str, str, str] = ("", "", "")) -> Drawing:
    """A form with two columns: labels on a ground of their own, fields, and a box to be ticked."""
    page = Drawing((760, 400))
    rows = (("Begin date", "End date"), ("Branch", "Kit parcel"), ("Remarks", "Deputy"))
    for number, (left, right) in enumerate(rows):
        y = 60 + 26 * number
        _cell(page, f"label{number}", 40, y, left, LABEL, 110)
        _cell(page, f"field{number}", 154, y, values[number], PAPER, 150)
        _cell(page, f"label{number} right", 330, y, right, LABEL, 110)
        _cell(page, f"field{number} right", 444, y, "", PAPER, 150)
    return page


def _table(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Drawing:
    page = Drawing((760, 400))
    for number, row in enumerate((headings, *rows)):
        for column, text in enumerate(row):
            ground = PAPER if number else LABEL
            _cell(
                page, f"{number} {column}", 40 + 149 * column, 60 + 23 * number, text, ground, 150
            )
    return page


PEOPLE = (("Kim Minji", "Garam"), ("Lee Dami", "Naru"), ("Park Bora", "Haeon"))


def pitch(point: Point, look: Look) -> int:
    """From row to row at a point; 0 in none."""
    row = row_at(point, look, look.frame.rect)
    return row.pitch if row else 0


def _place(page: Drawing, name: str) -> Point:
    return page.centre(name)


def test_a_field_of_a_form_is_in_no_row() -> None:
    for page in (_form(), _form(("Seoul office", "", ""))):
        look = _look(page)
        for name in ("field1", "field1 right", "label2", "field2 right"):
            assert pitch(_place(page, name), look) == 0, name
            assert in_table(_place(page, name), look, look.frame.rect) is None, name


def test_a_value_in_the_line_above_does_not_make_a_form_a_table() -> None:
    page = _form(("2026-01-05", "Seoul office", "none"))
    look = _look(page)
    assert pitch(_place(page, "field2"), look) == 0


def test_a_cell_of_a_table_is_in_its_row() -> None:
    page = _table(("Full name", "District"), PEOPLE)
    look = _look(page)
    assert abs(pitch(_place(page, "2 1"), look) - 23) <= 2
    there = in_table(_place(page, "2 1"), look, look.frame.rect)
    assert there is not None and there.number == 2


def test_a_heading_that_is_empty_does_not_make_a_table_a_form() -> None:
    page = _table(("Full name", "District", "  "), tuple((*row, "Open") for row in PEOPLE))
    look = _look(page)
    assert abs(pitch(_place(page, "2 1"), look) - 23) <= 2


def test_radio_buttons_are_no_headings() -> None:
    page = Drawing((760, 400))
    for number, label in enumerate(("Symptoms", "Remarks", "Comment")):
        _cell(page, f"label{number}", 40, 60 + 30 * number, label, LABEL, 110)
    for number, caption in enumerate(("none", "some", "open")):
        page.button(f"box{number}", (160 + 90 * number, 66, 14, 14), "")
        page.text((180 + 90 * number, 65), caption)
    look = _look(page)
    assert pitch((100, 102), look) == 0


def test_one_text_below_another_is_no_table() -> None:
    page = Drawing((500, 300))
    page.text((60, 60), "Remarks")
    page.text((60, 100), "Comment")
    look = _look(page)
    assert in_table((240, 106), look, look.frame.rect) is None


def _sheet(headings: str) -> Drawing:
    rows = tuple((name, "", "", "") for name, _ in PEOPLE)
    return _table(tuple(headings), rows)


def test_a_spreadsheet_is_told_by_the_letters_of_its_columns() -> None:
    page = _sheet("ABCD")
    look = _look(page)
    assert in_sheet(_place(page, "2 1"), look, look.frame.rect)
    assert not in_sheet(_place(page, "0 1"), look, look.frame.rect), "nothing is above it"
    for other in (_sheet("QWPX"), _table(("Full name", "District"), PEOPLE)):
        look = _look(other)
        assert not in_sheet(_place(other, "2 1"), look, look.frame.rect)


def _without_names(frame: Frame, rect: Rect, scale: float, known: Known = NOBODY) -> Masked:
    """A part of a drawn table with its first column covered."""
    whole = frame.pixels.copy()
    names = [(44, 85 + 23 * row, 120, 18) for row in range(len(PEOPLE))]
    for x, y, width, height in names:
        whole[y : y + height, x : x + width] = 255
    return Masked(whole, tuple(names)).part(rect)


def test_a_cell_of_a_spreadsheet_is_where_it_is_and_one_of_a_list_is_in_somebodys_row() -> None:
    rows = tuple((name, "", "", "") for name, _ in PEOPLE)
    list_ = _table(("Full name", "Seat", "Desk", "Room"), rows)
    for page, sealed in ((_sheet("ABCD"), False), (list_, True)):
        look = _look(page)
        there = look.frame.rect
        chosen = choose(_place(page, "2 1"), look, None, there, None, NOBODY, _without_names)
        assert bool(chosen.anchor.sealed) == sealed
        assert chosen.certain


def _below_a_menu(entries: tuple[str, ...]) -> Look:
    """A form whose two columns of labels stand below entries of a menu bar, one by one."""
    image = Image.new("RGB", (1002, 685), (212, 208, 200))
    drawn, letters = ImageDraw.Draw(image), font(12)
    for x, entry in zip((7, 57, 117, 191, 263), entries, strict=True):
        drawn.text((x, 25), entry, (0, 0, 0), letters)
    labels = (("대장", "번호"), ("성명", "전화번호"), ("주소", "동호수"), ("비고", "담당자"))
    for row, (left, right) in enumerate(labels):
        y = 58 + 27 * row
        drawn.text((187, y), left, (0, 0, 0), letters)
        drawn.text((263, y), right, (0, 0, 0), letters)
        drawn.rectangle((312, y - 3, 600, y + 18), (255, 255, 255), (60, 60, 60))
    return Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy()))


def test_the_entries_of_a_menu_are_no_headings_of_the_form_below_them() -> None:
    menu = ("파일(F)", "대상자(P)", "모니터링(M)", "위생키트(K)", "도움말(H)")
    look = _below_a_menu(menu)
    assert pitch((400, 120), look) == 0
    others = ("번호", "대상자(명)", "모니터링(회)", "위생키트(개)", "금액(원)")
    look = _below_a_menu(others)
    assert pitch((400, 120), look) == 27, "units are no keys of a menu"


def test_the_title_of_a_group_of_fields_is_no_heading() -> None:
    image = Image.new("RGB", (1002, 400), (212, 208, 200))
    drawn, letters = ImageDraw.Draw(image), font(12)
    for at, label in (
        ((180, 82), "배송 등록"), ((187, 107), "성명"), ((329, 107), "전화번호"),
        ((187, 136), "주소"), ((187, 176), "번호"), ((258, 176), "성명"), ((348, 176), "전화번호"),
    ):  # fmt: skip
        drawn.text(at, label, (0, 0, 0), letters)
    for left, top, right in ((220, 103, 309), (385, 103, 496), (220, 132, 896)):
        drawn.rectangle((left, top, right, top + 21), (255, 255, 255), (60, 60, 60))
    look = Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy()))
    assert pitch((265, 113), look) == 0


def _tall(ruled: bool) -> Look:
    """Rows that are as high as the two buttons at their end, with their texts at the top."""
    image = Image.new("RGB", (700, 520), (250, 250, 250))
    drawn, letters = ImageDraw.Draw(image), font(15)
    for column, heading in enumerate(("성명", "생년월일", "관리")):
        drawn.text((60 + 160 * column, 40), heading, (0, 0, 0), letters)
    for number, name in enumerate(("민경숙", "박서준", "최은영")):
        top = 66 + 120 * number
        if ruled:
            drawn.line((40, top, 640, top), (170, 170, 170))
        for column, text in enumerate((name, f"19{62 + number}-03-14")):
            drawn.text((60 + 160 * column, top + 12), text, (0, 0, 0), letters)
        for place, caption in enumerate(("보기", "해제")):
            y = top + 10 + 50 * place
            drawn.rectangle((380, y, 456, y + 34), (208, 208, 208), (208, 208, 208))
            drawn.text((402, y + 8), caption, (0, 0, 0), letters)
    return Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy()))


def test_a_row_as_high_as_two_buttons_reaches_to_its_rules() -> None:
    look, y = _tall(ruled=True), 66 + 120 + 77
    row = row_at((418, y), look, look.frame.rect)
    assert row is not None and row.pitch == 120
    assert abs(row.above - 77) <= 3 and abs(row.below - 43) <= 3


def test_where_nothing_is_drawn_between_high_rows_the_place_may_be_in_either() -> None:
    look, y = _tall(ruled=False), 66 + 120 + 77
    row = row_at((418, y), look, look.frame.rect)
    assert row is not None and (row.above, row.below) == (120, 120)
    near = row_at((418, 66 + 120 + 22), look, look.frame.rect)
    assert near is not None and near.above < 90 and near.below < 90
