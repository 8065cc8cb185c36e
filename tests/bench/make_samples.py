"""Writes ``assets/samples/자가격리_대상자.xlsx``: ``python -m tests.bench.make_samples [FILE]``.

Everyone in it is made up. No number can belong to anybody: the resident numbers are plausible
dates with a check digit that is wrong on purpose, and mobile numbers begin with 010-0, which is
not given to subscribers. The workbook has what real ones have and what goes wrong with them:
numbers that only a format gives their leading zeros, real dates in a Korean format, rare
syllables, Latin letters and signs, two people of one name, a line break in a cell, a hidden row
(a cancelled person, who must not be entered) and an empty row in the middle.

Equal runs give equal bytes, so that a changed sample shows in a diff as a change that was meant.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

FILE = Path(__file__).resolve().parents[2] / "assets" / "samples" / "자가격리_대상자.xlsx"
COLUMNS = {
    "성명": 14, "주민등록번호": 18, "전화번호": 17, "주소": 40, "격리시작일": 18,
    "담당보건소": 16, "위생키트": 10, "메모": 30,
}  # fmt: skip
DATE_FORMAT = 'yyyy"년" m"월" d"일"'
PHONE_FORMAT = "000-0000-0000"
RESIDENT_FORMAT = "000000-0000000"
_WHEN = datetime(2026, 1, 5, 9, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A person; ``resident`` lacks its last digit, which is added so that it is wrong."""

    name: str
    resident: str
    phone: str
    address: str
    start: date
    center: str
    kit: bool
    memo: str = ""
    numbers: bool = False
    """Whether phone and resident number are stored as numbers with a format."""
    hidden: bool = False

    @property
    def resident_number(self) -> str:
        """Thirteen digits, hyphenated, with a check digit that does not fit."""
        digits = self.resident.replace("-", "")
        weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
        total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
        wrong = ((11 - total % 11) % 10 + 3) % 10
        return f"{self.resident}{wrong}"


def _day(month: int, day: int) -> date:
    return date(2026, month, day)


ROWS: tuple[Row | None, ...] = (
    Row("홍가람", "900101-100001", "010-0101-2345", "새솔시 가온구 나래로 12, 301호", _day(1, 5),
        "가온구보건소", True, "보호자 연락 요망"),
    Row("강다온", "851224-200002", "010-0102-0007", "새솔시 가온구 미리내길 7", _day(1, 5),
        "가온구보건소", True),
    Row("문새롬", "010203-400003", "010-0103-3321",
        "나루시 물결로 88 (강변마을 2단지) 104동 1502호", _day(1, 5), "나루시보건소",
        False, "재택근무"),
    Row("윤한결", "001130-300004", "010-0104-0900", "나루시 물결로 5-1", _day(1, 6), "나루시보건소",
        True, numbers=True),
    Row("뷁나라", "770707-100005", "010-0105-5150", "다온군 솔빛면 솔빛1길 3", _day(1, 6),
        "다온군보건소", True, "이름이 희귀 글자임"),
    Row("김Alex", "930415-500006", "010-0106-7788", "미르시 한울대로 1004, B동 12층", _day(1, 6),
        "미르시보건소", False, "English OK"),
    Row("이수민", "880808-200007", "010-0107-1212", "새솔시 새솔구 들꽃로 21", _day(1, 6),
        "새솔구보건소", True),
    Row("이수민", "950321-200008", "010-0108-1313", "새솔시 새솔구 들꽃로 45, 가동 2호", _day(1, 7),
        "새솔구보건소", False, "동명이인 주의"),
    Row("남궁하늘빛", "021015-300009", "010-0109-0001", "새솔시 한빛구 누리길 9", _day(1, 7),
        "한빛구보건소", True),
    Row("표하람", "690930-100010", "02-000-1234", "새솔시 한빛구 누리길 10, 지하 1층", _day(1, 7),
        "한빛구보건소", False, "휴대전화 없음"),
    Row("취소자", "800229-100011", "010-0110-9999", "나루시 없는길 0", _day(1, 7), "나루시보건소",
        False, "등록 취소 (입력하지 말 것)", hidden=True),
    Row("똠양희", "920614-200012", "010-0112-4040", "미르시 한울대로 77, 201호", _day(1, 8),
        "미르시보건소", True, "문 앞에 두고 문자"),
    Row("Nguyen Thi Hoa", "960228-600013", "010-0113-6060", "다온군 솔빛면 공단로 300 #12",
        _day(1, 8), "다온군보건소", True, "통역 필요 (Tiếng Việt)"),
    Row("서해솔", "040101-300014", "010-0114-0010", "새솔시 가온구 나래로 12, 302호", _day(1, 8),
        "가온구보건소", False, numbers=True),
    None,
    Row("배도담", "730519-100015", "010-0115-2580", "나루시 물결로 120, 9층 903호", _day(1, 8),
        "나루시보건소", True, "경비실에 맡김\n부재 시 연락"),
    Row("힣소리", "990909-200016", "010-0116-3690", "새솔시 새솔구 별하길 2", _day(1, 9),
        "새솔구보건소", False),
    Row("정 아라", "871201-200017", "010-0117-1470", "새솔시 한빛구 온새미로 33", _day(1, 9),
        "한빛구보건소", True, "성과 이름 사이에 빈칸"),
    Row("천둥", "660606-100018", "010-0118-0808", "미르시 달빛로 6, \"은하\" 빌라 B01", _day(1, 9),
        "미르시보건소", True),
    Row("권꽃별", "030405-400019", "010-0119-0505", "다온군 이슬읍 시장길 1 & 3", _day(1, 9),
        "다온군보건소", False, "체온계 없음; 50% 할인권 X"),
    Row("조쀼리", "940710-200020", "010-0120-7007", "새솔시 가온구 마루길 19", _day(1, 12),
        "가온구보건소", True),
    Row("오3세", "581010-100021", "010-0121-0033", "나루시 포구로 3", _day(1, 12),
        "나루시보건소", True, "고령, 매일 2회 통화"),
    Row("백마루", "820220-100022", "010-0122-8282", "새솔시 새솔구 들꽃로 100~102", _day(1, 12),
        "새솔구보건소", False, numbers=True),
    Row("황보슬", "910111-200023", "010-0123-9191", "새솔시 한빛구 누리길 77, 5동 501호",
        _day(1, 13), "한빛구보건소", True),
    Row("갂나래", "000301-400024", "010-0124-0000", "미르시 달빛로 60", _day(1, 13), "미르시보건소",
        False, "010-0124-0001로도 연락 가능"),
    Row("O'Brien 준", "890417-500025", "010-0125-4321", "다온군 이슬읍 시장길 15, 2F", _day(1, 13),
        "다온군보건소", True),
    Row("제갈은", "750825-200026", "010-0126-6543", "새솔시 가온구 나래로 200 @가온타워 1801호",
        _day(1, 14), "가온구보건소", False, "격리 해제 문의: a_b-c@example.kr"),
    Row("하예슬", "970503-200027", "010-0127-7654", "나루시 물결로 31", _day(1, 14), "나루시보건소",
        True),
)  # fmt: skip
"""The sheet from its second row on; None is the empty row."""


def people() -> Iterator[Row]:
    """Who is to be entered, in order: neither the hidden nor the empty row."""
    for row in ROWS:
        if row is not None and not row.hidden:
            yield row


def _fill(sheet: Worksheet) -> None:
    thin = Side(style="thin", color="999999")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for column, (title, width) in enumerate(COLUMNS.items(), start=1):
        cell = sheet.cell(1, column, title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="D9E2F3")
        cell.alignment = Alignment(horizontal="center")
        cell.border = border
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    for number, row in enumerate(ROWS, start=2):
        if row is None:
            continue
        phone: str | int = row.phone
        resident: str | int = row.resident_number
        if row.numbers:
            phone = int(row.phone.replace("-", ""))
            resident = int(row.resident_number.replace("-", ""))
        values = (row.name, resident, phone, row.address, row.start, row.center,
                  "Y" if row.kit else "N", row.memo or None)  # fmt: skip
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(number, column, value)
            cell.border = border
        sheet.cell(number, 2).number_format = RESIDENT_FORMAT if row.numbers else "@"
        sheet.cell(number, 3).number_format = PHONE_FORMAT if row.numbers else "@"
        sheet.cell(number, 5).number_format = DATE_FORMAT
        sheet.cell(number, 8).alignment = Alignment(wrap_text="\n" in row.memo)
        sheet.row_dimensions[number].hidden = row.hidden


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 90
    for number, text in enumerate(
        (
            "자가격리 대상자 명단 (연습용)",
            "이 파일의 모든 사람, 번호, 주소는 지어낸 것입니다.",
            "주민등록번호는 검증번호가 일부러 틀리게 만들어져 있어 실제 번호일 수 없습니다.",
            "숨겨진 행은 등록이 취소된 사람입니다. 빈 행이 하나 섞여 있습니다.",
            "일부 전화번호와 주민등록번호는 숫자로 저장되어 있고, 서식으로 앞자리 0이 보입니다.",
        ),
        start=1,
    ):
        sheet.cell(number, 1, text)


def make() -> bytes:
    """The workbook's bytes, the same each time."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "대상자"
    _fill(sheet)
    _explain(book.create_sheet("안내"))
    book.properties.creator = "일손"
    book.properties.created = _WHEN
    raw = BytesIO()
    book.save(raw)
    made = BytesIO()
    stamp = f"{_WHEN:%Y-%m-%dT%H:%M:%SZ}"
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                # openpyxl writes the time of saving, which would make every file differ.
                pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
                content = re.sub(pattern, rb"\g<1>" + stamp.encode(), content)
            info = zipfile.ZipInfo(name, _WHEN.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return made.getvalue()


def main() -> int:
    """Write the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make())
    print(f"{path}: {sum(1 for _ in people())}명")
    return 0


if __name__ == "__main__":
    sys.exit(main())
