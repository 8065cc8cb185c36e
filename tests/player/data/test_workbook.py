"""Workbooks as Excel leaves them, the good and the bad ones."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from player.data import Skipped, list_spec, read_list, sheets, split_spec, where_of
from player.data.lists import heading_with
from scripts.errors import DataProblem


def save(path: Path, rows: list[list[object]], title: str = "명단") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def rewrite(path: Path, part: str, change: tuple[bytes, bytes]) -> None:
    """Replace bytes in one part of a workbook, for what openpyxl cannot write."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert change[0] in parts[part]
    parts[part] = parts[part].replace(*change)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_are_the_texts_that_excel_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["성명", "우편번호", "전화", "금액", "비율", "생일", "시각", "여부", "메모", "수"])
    sheet.append(["홍길동", 4521, 1012345678, 1234567, 0.256, datetime.date(1990, 1, 2),
                  datetime.datetime(2026, 3, 4, 9, 5), True, " 줄1\n줄2 ", 12.0])  # fmt: skip
    formats = ["General", "00000", "000-0000-0000", "#,##0", "0.0%", 'yyyy"년" m"월" d"일"',
               "yyyy-mm-dd h:mm", "General", "@", "General"]  # fmt: skip
    for cell, code in zip(sheet[2], formats, strict=True):
        cell.number_format = code
    book.save(tmp_path / "a.xlsx")
    row = read_list(str(tmp_path / "a.xlsx")).rows[0]
    assert row.number == 2
    assert dict(row.values) == {
        "성명": "홍길동", "우편번호": "04521", "전화": "010-1234-5678", "금액": "1,234,567",
        "비율": "25.6%", "생일": "1990년 1월 2일", "시각": "2026-03-04 9:05", "여부": "TRUE",
        "메모": " 줄1\n줄2 ", "수": "12",
    }  # fmt: skip


def test_the_system_date_is_the_korean_one(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["생일"], [datetime.date(1990, 1, 2)]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A2"].number_format = "mm-dd-yy"  # Excel's number 14
    book.save(path)
    assert read_list(str(path)).rows[0].values["생일"] == "1990-01-02"


def test_dates_of_the_calendar_of_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["생일"])
    sheet.append([datetime.date(1990, 1, 2)])
    book.save(tmp_path / "a.xlsx")
    assert read_list(str(tmp_path / "a.xlsx")).rows[0].values["생일"] == "1990-01-02"


def test_hidden_and_empty_rows_are_left_out_and_told(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["성명"], ["가"], [None], ["나"], ["  "], ["다"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[4].hidden = True
    book.worksheets[0].row_dimensions[90].height = 30  # a formatted row far below counts nothing
    book.save(path)
    found = read_list(str(path))
    assert [(row.number, row.values["성명"]) for row in found.rows] == [(2, "가"), (6, "다")]
    assert [(skip.number, skip.why) for skip in found.skipped] == [
        (3, "empty"), (4, "hidden"), (5, "empty"),
    ]  # fmt: skip


def test_a_title_above_the_header_is_no_header(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [[], ["12월 배송 명단"], [], ["성명", "주소"], ["가", "나"]])
    found = read_list(str(path))
    assert found.columns == ("성명", "주소")
    assert [row.number for row in found.rows] == [5]
    assert ("title", 2) in [(skip.why, skip.number) for skip in found.skipped]


def test_header_names_are_evened_out_and_unnamed_columns_left_out(tmp_path: Path) -> None:
    decomposed = "전화"
    path = save(tmp_path / "a.xlsx", [[" 성명\n(한글) ", None, decomposed], ["가", "x", "02"]])
    found = read_list(str(path))
    assert found.columns == ("성명 (한글)", "전화")
    assert dict(found.rows[0].values) == {"성명 (한글)": "가", "전화": "02"}


def test_a_name_that_stands_twice_is_a_problem_only_where_it_is_used(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["성명", "비고", "비고"], ["가", "1", "2"]])
    values = read_list(str(path)).rows[0].values
    assert values["성명"] == "가"
    with pytest.raises(DataProblem, match=r"‘비고’ 열이 두 번 있어요 \(B1, C1\)"):
        values["비고"]


def test_formulas_give_their_cached_value_or_say_where_it_lacks(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["합", "성명"], ["=1+1", "가"], ["=2+2", "나"]])
    rewrite(path, SHEET, (b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    rows = read_list(str(path)).rows
    assert rows[0].values["합"] == "2"
    assert rows[1].values["성명"] == "나"
    with pytest.raises(DataProblem, match="‘명단’ 시트 A3 칸: 수식의 값이 아직"):
        rows[1].values["합"]


def test_a_formula_may_give_an_empty_text(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["합", "성명"], ["=1+1", "가"]])
    rewrite(path, SHEET, (b'<c r="A2"><f>1+1</f><v />', b'<c r="A2" t="str"><f>1+1</f><v></v>'))
    assert read_list(str(path)).rows[0].values["합"] == ""


def test_error_values_and_impossible_dates_are_problems_where_used(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["값", "날", "성명"], ["#N/A", -5, "가"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B2"].number_format = "yyyy-mm-dd"
    book.save(path)
    values = read_list(str(path)).rows[0].values
    assert values["성명"] == "가"
    assert values.problem("값") is not None and values.problem("성명") is None
    with pytest.raises(DataProblem, match="A2 칸: 값이 오류"):
        values["값"]
    with pytest.raises(DataProblem, match="B2 칸: 날짜로"):
        values["날"]


def test_line_breaks_inside_texts_are_one_sign(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["메모"], ["줄1_x000D_\n줄2"]])
    assert read_list(str(path)).rows[0].values["메모"] == "줄1\n줄2"


def test_xlsm_reads_as_xlsx(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["성명"], ["가"]]).rename(tmp_path / "a.xlsm")
    assert read_list(str(path)).rows[0].values["성명"] == "가"


def test_sheets_are_chosen_by_name_and_the_first_visible_is_the_default(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "숨김"
    book.worksheets[0].sheet_state = "hidden"
    for title in ("1월 명단", "2월 #명단"):
        book.create_sheet(title).append([title])
    path = tmp_path / "표 #1.xlsx"
    book.save(path)
    assert sheets(path) == ("1월 명단", "2월 #명단")
    assert read_list(str(path)).sheet == "1월 명단"
    assert read_list(f"{path}#2월 #명단").columns == ("2월 #명단",)
    with pytest.raises(DataProblem, match="‘3월 명단’ 시트가 없어요") as caught:
        read_list(f"{path}#3월 명단")
    assert "‘1월 명단’ 시트를 말씀하신 건가요" in caught.value.hint
    assert "2월 #명단" in caught.value.hint


def test_a_missing_column_names_the_likeliest(tmp_path: Path) -> None:
    found = read_list(str(save(tmp_path / "a.xlsx", [["성명", "연락처"], ["가", "1"]])))
    found.require(["성명"])
    with pytest.raises(DataProblem, match="‘명단’ 시트에 ‘셩명’ 열이 없어요") as caught:
        found.require(["셩명"])
    assert caught.value.hint == "‘성명’ 열을 말씀하신 건가요? 있는 열: 성명, 연락처"


def test_a_row_shows_no_values_in_logs(tmp_path: Path) -> None:
    row = read_list(str(save(tmp_path / "a.xlsx", [["성명"], ["홍길동"]]))).rows[0]
    assert "홍길동" not in repr(row)


# ---- files that are no good -----------------------------------------------------------------


def refusal(spec: str | Path) -> str:
    with pytest.raises(DataProblem) as caught:
        read_list(str(spec))
    assert caught.value.hint
    return str(caught.value)


def test_files_that_are_not_there_or_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"x")
    (tmp_path / "a.pdf").write_bytes(b"x")
    assert "파일이 없어요" in refusal(tmp_path / "없음.xlsx")
    assert "폴더" in refusal(tmp_path)
    assert "예전 엑셀 형식" in refusal(tmp_path / "a.xls")
    assert "쓸 수 없는 파일" in refusal(tmp_path / "a.pdf")
    assert "파일이 없어요" in refusal("가" * 3000 + ".xlsx")
    assert "파일이 없어요" in refusal("a\0.xlsx")


def test_protected_and_broken_files(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    (tmp_path / "p.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    (tmp_path / "o.xlsx").write_bytes(ole)
    (tmp_path / "d.xlsx").write_bytes(b"<## NASCA DRM FILE - VER1.00 ##>....")
    (tmp_path / "e.xlsx").write_bytes(b"")
    (tmp_path / "z.xlsx").write_bytes(b"PK\x03\x04 no zip at all")
    assert "암호" in refusal(tmp_path / "p.xlsx")
    assert "예전 엑셀 형식" in refusal(tmp_path / "o.xlsx")
    assert "보안 문서" in refusal(tmp_path / "d.xlsx")
    assert "깨졌거나" in refusal(tmp_path / "e.xlsx")
    assert "깨졌거나" in refusal(tmp_path / "z.xlsx")


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.xlsx", [["성명"]])

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "open", refuse)
    assert "다른 프로그램이 쓰고" in refusal(path)


def test_a_lock_file_beside_it_disturbs_nobody(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", [["성명"], ["가"]])
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05clerk")
    assert len(read_list(str(path)).rows) == 1


def test_every_truncated_or_flipped_workbook_gets_a_sentence(tmp_path: Path) -> None:
    whole = save(tmp_path / "a.xlsx", [["성명", "수"], ["가", 1], ["나", 2]]).read_bytes()
    broken = tmp_path / "b.xlsx"
    for at in range(0, len(whole), 37):
        for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            broken.write_bytes(content)
            try:
                read_list(str(broken))  # some bytes mean nothing
            except DataProblem as problem:
                assert str(problem)


@pytest.mark.parametrize(
    "xml",
    [
        b"<row r=\"2\"><c r=\"A2\" t=\"s\"><v>99</v></c></row>",
        b"<row r=\"2\"><c r=\"A2\"><v>abc</v></c></row>",
        b"<row r=\"2\"><c r=\"A2\" s=\"999\"><v>1</v></c></row>",
        b"<row r=\"9999999\"><c><v>1</v></c></row>",
        b"<row r=\"2\"><c r=\"ZZZZZ2\"><v>1</v></c></row>",
        b"<row r=\"2\"/><row r=\"1\"/>",
        b"<row>",
    ],
)  # fmt: skip
def test_a_sheet_with_nonsense_in_it_gets_a_sentence(tmp_path: Path, xml: bytes) -> None:
    path = save(tmp_path / "a.xlsx", [["성명"]])
    rewrite(path, SHEET, (b"</sheetData>", xml + b"</sheetData>"))
    assert "깨졌거나" in refusal(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.xlsx", [["성명"], ["가"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", bytes(4 << 20))
    monkeypatch.setattr("player.data.workbook.MAX_UNPACKED", 1 << 20)
    assert "너무 커서" in refusal(path)


def test_a_sheet_without_a_header(tmp_path: Path) -> None:
    assert "열 이름이 적힌 행이 없어요" in refusal(save(tmp_path / "a.xlsx", []))
    assert "시트가 없어요" in refusal(f"{save(tmp_path / 'a.xlsx', [['성명']])}#다른 이름")


def test_a_spec_is_taken_apart_at_the_file(tmp_path: Path) -> None:
    (tmp_path / "a#b.csv").write_text("x")
    assert split_spec(str(tmp_path / "a#b.csv")) == (tmp_path / "a#b.csv", None)
    assert split_spec(f"{tmp_path / 'a#b.csv'}#c#d") == (tmp_path / "a#b.csv", "c#d")
    assert split_spec("none.xlsx#s") == (Path("none.xlsx"), "s")


TABLE = [
    ["2026년 배송 명단", None, None],
    ["작성", "김하늘", "복지과"],
    [None, None, None],
    ["성명", "주소", "전화번호"],
    ["홍길동", "가람로 1", "010"],
]


def test_the_row_of_the_names_can_be_said(tmp_path: Path) -> None:
    path = save(tmp_path / "a#b.xlsx", TABLE)
    found = read_list(str(path))
    assert found.header == 2, "the first row with more than one cell"
    assert [number for number, _ in found.top] == [1, 2, 4, 5]
    assert heading_with(found, ("주소", "성명")) == 4
    assert heading_with(found, ("없는 열",)) == 0
    for sheet in ("명단", None):
        spec = list_spec(path, sheet, 4)
        assert where_of(spec) == (path, sheet, 4) and split_spec(spec) == (path, sheet)
        said = read_list(spec)
        assert said.columns == ("성명", "주소", "전화번호") and said.header == 4
        assert [(row.number, row.values["성명"]) for row in said.rows] == [(5, "홍길동")]
        assert [one for one in said.skipped if one.why == "title"] == [
            Skipped(1, "title"), Skipped(2, "title")
        ]  # fmt: skip
    assert "홍길동" not in repr(said), "citizens' data stays out of logs"


def test_an_empty_row_holds_no_names(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", TABLE)
    for row in (3, 9):
        with pytest.raises(DataProblem, match=f"{row}행에는 열 이름이 없어요") as caught:
            read_list(list_spec(path, "명단", row))
        assert caught.value.hint


def test_a_text_file_has_a_row_of_names_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("작성,김하늘\n성명,주소\n홍길동,가람로 1\n", "utf-8")
    said = read_list(f"{path}#:2")
    assert said.columns == ("성명", "주소") and len(said.rows) == 1
