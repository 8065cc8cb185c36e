"""Which texts are somebody's."""

from __future__ import annotations

import random

import pytest

from recorder.personal import (
    Known,
    asks_for_personal,
    is_name,
    is_personal,
    is_resident_number,
    is_word_of_forms,
    may_be_name,
)
from tests.bench.ocr import words


@pytest.mark.parametrize(
    "text",
    ["홍길동", "김 민수", "남궁민수", "이서연 님", "박은서의 신청", "홍 길 동", "850101-1234567",
     "850101-1******", "010-1234-5678", "01012345678", "02) 345-6789", "1588-1234",
     "4518 1234 5678 9012", "110-234-567890", "O1O-l234-56", "1985. 3. 2.", "2024-11-24",
     "성남시 수정구 태평로 12", "서울특별시 종로구", "중앙로 7", "101동 302호", "가람아파트",
     "주소은",
     "kim@korea.example", "접수번호 2024-1234", "신청인: 홍길동",
     "긴급 생계 지원 신청 – 홍길동", "홍길동 - 긴급 생계 지원 신청 건",
     "구도윤 건축물 대장 열람.txt", "건축물 대장 열람 신청 배건우"],
)  # fmt: skip
def test_somebody_s(text: str) -> None:
    assert is_personal(text)


@pytest.mark.parametrize(
    "text",
    ["성명", "전화번호", "주민등록번호", "저장", "임시저장", "신청인", "처리상태", "이메일",
     "주소지", "최근 7일", "10MB", "제 3 장", "민원 접수", "대상자 기본 정보", "회의실",
     "온라인 발급", "2건",
     "처리 결과는 문자로 알려 드립니다.", "공휴일에는 처리가 늦어질 수 있습니다.",
     "Save as", "확인(O)", "조회를 마쳤습니다", "유증상",
     "공동 인증서 로그인", "개인정보 제공에 동의함", "고르기", "긴급 생계 지원 – 접수 처리 중",
     "명단의 그 칸을 채워 주세요.", "문자의 오른쪽 여백 위치"],
)  # fmt: skip
def test_nobody_s(text: str) -> None:
    assert not is_personal(text)


def test_a_name_needs_a_title_within_a_sentence() -> None:
    assert is_personal("어제 홍길동 님의 신청이 접수되었습니다.")
    assert not is_name("가나다라마") and not is_name("길동") and is_name("홍길동님")


def test_the_last_digit_of_a_resident_number() -> None:
    number = words.resident_number(random.Random(4))
    assert is_resident_number(number)
    assert not is_resident_number(number[:-1] + str((int(number[-1]) + 1) % 10))
    assert not is_resident_number(number[:-1])


def test_a_list_says_what_is_somebody_s() -> None:
    known = Known.of({
        "이용자": ["Nguyen Van An", "쩐티흐엉"], "상태": ["접수", "완료"], "색": ["파랑", "노랑"],
        "주소": ["성남시 중원구 1", "수원시"], "비고": ["", ""],
    })  # fmt: skip
    assert is_personal("NGUYEN  van an", known) and is_personal("(쩐티흐엉)", known)
    assert is_personal("수원시", known)
    assert not is_personal("접수", known) and not is_personal("파랑", known)
    assert not is_personal("쩐티흐엉")
    assert "쩐티" not in repr(known)


def test_labels_ask_for_values() -> None:
    assert asks_for_personal("받는 사람 *") and asks_for_personal("성 명:")
    assert not asks_for_personal("처리상태") and is_word_of_forms("처리상태")


@pytest.mark.parametrize(
    ("word", "may"), [("히예준", True), ("못서현", False), ("머리말을", False)]
)
def test_a_name_of_which_one_stroke_was_misread(word: str, may: bool) -> None:
    assert not is_name(word)
    assert may_be_name(word) is may
