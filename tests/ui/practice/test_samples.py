"""The shipped workbook is the one that its generator writes, and is what it says."""

from __future__ import annotations

from openpyxl import load_workbook

from tests.bench.make_samples import COLUMNS, FILE, ROWS, make, people
from ui.practice.store import HEALTH_CENTERS


def test_equal_runs_give_equal_bytes() -> None:
    assert make() == make()


def test_the_shipped_file_is_up_to_date() -> None:
    from io import BytesIO

    shipped, made = load_workbook(FILE), load_workbook(BytesIO(make()))
    assert shipped.sheetnames == made.sheetnames == ["대상자", "안내"]
    for name in made.sheetnames:
        cells = [
            [(cell.value, cell.number_format) for row in book[name].iter_rows() for cell in row]
            for book in (shipped, made)
        ]
        assert cells[0] == cells[1]
    sheet = shipped["대상자"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    hidden = [number for number, size in sheet.row_dimensions.items() if size.hidden]
    assert [sheet.cell(number, 1).value for number in hidden] == ["취소자"]
    empty = ROWS.index(None) + 2
    assert all(cell.value is None for cell in sheet[empty])


def test_no_resident_number_can_be_real() -> None:
    for row in people():
        digits = [int(digit) for digit in row.resident_number.replace("-", "")]
        assert len(digits) == 13
        total = sum(
            d * w for d, w in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=False)
        )
        assert digits[12] != (11 - total % 11) % 10


def test_the_people_fit_the_form() -> None:
    rows = list(people())
    assert len(rows) >= 24
    assert {row.center for row in rows} <= set(HEALTH_CENTERS)
    assert len({(row.name, row.phone) for row in rows}) == len(rows)
    assert any(row.numbers for row in rows)
