"""Words and values as Korean offices write them, all made up; the same for the same seed. Pure."""

from __future__ import annotations

import random

from tests.bench.corpus.data import FAMILY, GIVEN, TOWNS, WORKS

LABELS = (
    "성명", "생년월일", "주민등록번호", "전화번호", "휴대전화", "주소", "상세주소", "우편번호",
    "처리상태", "접수일자", "담당자", "담당부서", "접수번호", "민원종류", "신청인", "대리인",
    "수령방법", "처리기한", "완료일자", "결재자", "기안자", "문서번호", "시행일", "보존기간",
    "공개여부", "수수료", "납부금액", "납부기한", "계좌번호", "예금주", "은행", "사업자번호",
    "상호", "대표자", "업종", "업태", "소재지", "허가번호", "허가일", "유효기간", "면적",
    "용도", "층수", "세대주", "세대원 수", "관계", "전입일", "전출지", "국적", "성별", "나이",
    "직업", "직급", "사번", "내선번호", "팩스", "전자우편", "아이디", "비밀번호", "비고",
    "제목", "내용", "첨부파일", "사유", "구분", "종류", "수량", "단가", "금액", "합계", "세액",
    "예산과목", "회계연도", "지출일", "수입일", "잔액", "품명", "규격", "제조사", "관리번호",
    "배송지", "받는 사람", "요청사항", "배송일", "격리 시작일", "격리 해제일", "검사일",
    "보건소", "의료기관", "진단명", "차량번호", "차종", "위반일시", "위반장소", "과태료",
    "신고일", "신고자", "연락처", "관할 동", "관할구역", "등록기준지", "본적지", "혼인여부",
    "장애정도", "급여종류", "수급자격", "지원금액", "지급일", "가구원", "소득금액", "재산가액",
    "시작일", "종료일", "회의실", "참석자", "안건", "작성일", "작성자", "수정일", "조회수",
    "검색어", "기간", "상태", "부서", "이름", "날짜", "번호", "파일 이름", "확인자", "검토자",
)  # fmt: skip
BUTTONS = (
    "저장", "임시저장", "조회", "상세조회", "등록", "등록취소", "수정", "삭제", "인쇄", "닫기",
    "확인", "취소", "검색", "초기화", "신규", "엑셀 내려받기", "미리보기", "결재 올리기", "반려",
    "승인", "전송", "주소 찾기", "파일 추가", "일괄 처리", "이전", "다음", "적용", "새로고침",
    "복사", "목록", "접수", "접수취소", "통계", "출력", "이관", "회수", "주간", "월간", "오늘",
    "중복 확인", "본인 인증", "문자 발송", "자료 올리기", "전체 선택", "선택 해제", "로그인",
)  # fmt: skip
CHECKS = (
    "문자 수신 동의", "개인정보 제공 동의", "대리 신청", "긴급 처리", "수수료 면제", "전체 공개",
    "부분 공개", "비공개", "방문 수령", "우편 수령", "온라인 발급", "세대주 본인", "외국인",
    "완료 건 포함", "내 업무만 보기", "자동 저장", "알림 받기", "남", "여", "예", "아니요",
    "기초생활수급자", "한부모가족", "국가유공자", "장애인", "해당 없음", "최근 7일", "직접 입력",
)  # fmt: skip
HEADINGS = (
    "민원 접수 등록", "대상자 기본 정보", "지급 결의서", "자가격리자 관리", "물품 배송 현황",
    "세입 세출 현황", "건축물 대장", "차량 위반 내역", "복지 급여 신청", "문서 수발 대장",
    "사용자 설정", "공지사항", "처리 이력", "첨부 서류", "검색 조건", "결재 정보", "로그인",
)  # fmt: skip
MENUS = (
    "파일(F)", "편집(E)", "보기(V)", "민원", "복지", "세무", "건축", "교통", "보건", "문서함",
    "결재", "일정", "통계", "게시판", "환경설정", "도움말",
)  # fmt: skip
SENTENCES = (
    "입력한 내용을 확인해 주세요.", "필수 항목은 반드시 입력해야 합니다.",
    "처리 결과는 문자로 알려 드립니다.", "접수된 민원은 취소할 수 없습니다.",
    "주민등록번호 뒷자리는 표시되지 않습니다.", "첨부할 수 있는 파일은 10MB까지입니다.",
    "담당 부서의 확인을 거쳐 7일 안에 처리됩니다.", "조회 기간은 1년을 넘을 수 없습니다.",
    "저장하지 않은 내용은 사라집니다.", "변경 사항이 있습니다. 저장할까요?",
    "공휴일에는 처리가 늦어질 수 있습니다.", "결재가 끝난 문서는 고칠 수 없습니다.",
)  # fmt: skip
ROADS = ("중앙로", "시청길", "태평로", "산성대로", "성남대로", "공원로", "둔촌대로", "희망로")
CITIES = ("성남시 수정구", "성남시 중원구", "성남시 분당구", "수원시 팔달구", "용인시 수지구")
KINDS = ("date", "phone", "amount", "resident_number", "digits", "text")


def name(chance: random.Random) -> str:
    return chance.choice(FAMILY) + chance.choice(GIVEN)


def date(chance: random.Random) -> str:
    y, m, d = chance.randint(1948, 2026), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice(
        (f"{y}-{m:02}-{d:02}", f"{y}.{m:02}.{d:02}.", f"{y}. {m}. {d}.", f"{y}/{m:02}/{d:02}",
         f"{y}년 {m}월 {d}일", f"{y}{m:02}{d:02}")
    )  # fmt: skip


def phone(chance: random.Random) -> str:
    last = f"{chance.randint(0, 9999):04}"
    return chance.choice(
        (f"010-{chance.randint(2000, 9999)}-{last}", f"031-{chance.randint(200, 999)}-{last}",
         f"02-{chance.randint(300, 999)}-{last}", f"010{chance.randint(2000, 9999)}{last}",
         f"1588-{last}")
    )  # fmt: skip


def amount(chance: random.Random) -> str:
    number = chance.choice((100, 1000, 10, 1)) * chance.randint(1, 99_999)
    return f"{number:,}{chance.choice(('원', '', '', ' 원'))}"


def resident_number(chance: random.Random) -> str:
    """A made-up number of thirteen digits whose last is right for the others."""
    year, month, day = chance.randint(1940, 2023), chance.randint(1, 12), chance.randint(1, 28)
    century = chance.choice("12" if year < 2000 else "34")
    first = f"{year % 100:02}{month:02}{day:02}{century}{chance.randint(0, 99999):05}"
    return f"{first[:6]}-{first[6:]}{check_digit(first)}"


def check_digit(first: str) -> int:
    """The last digit of a resident number, from its first twelve."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    return (11 - sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11) % 10


def digits(chance: random.Random) -> str:
    return str(chance.randint(1, 10 ** chance.randint(2, 8)))


def text(chance: random.Random) -> str:
    return chance.choice((name, address, mail, code, work, mixed))(chance)


def address(chance: random.Random) -> str:
    road = f"{chance.choice(ROADS)} {chance.randint(1, 420)}"
    return chance.choice(
        (f"{chance.choice(CITIES)} {road}", f"{road}, {chance.randint(101, 120)}동 "
         f"{chance.randint(1, 25)}0{chance.randint(1, 4)}호",
         f"{chance.choice(TOWNS)} {chance.randint(1, 320)}-{chance.randint(1, 40)}")
    )  # fmt: skip


def mail(chance: random.Random) -> str:
    user = chance.choice(("minwon", "hong.gd", "bokji24", "kim_sy", "lee-jw", "office7"))
    return f"{user}{chance.randint(1, 99)}@{chance.choice(('korea.example', 'mail.example'))}"


def code(chance: random.Random) -> str:
    year, number = chance.randint(2019, 2026), chance.randint(1, 99999)
    kind = chance.choice(("보건", "복지", "민원", "세무", "건축"))
    return chance.choice((f"{year}-{kind}-{number:05}", f"A{number:05}-{year % 100}",
                          f"{kind}{year}-{number}", f"제{year}-{number % 1000}호"))  # fmt: skip


def work(chance: random.Random) -> str:
    return chance.choice(WORKS)


def mixed(chance: random.Random) -> str:
    return chance.choice(
        ("CCTV 설치 확인", "PCR 검사 음성", "USB 반출 승인", "A동 3층 회의실", "엑셀(xlsx) 파일",
         "LH 임대주택", "2차 접종 완료", "KF94 마스크 50매", "PDF 첨부 2건", "B-1 창고")
    )  # fmt: skip


MAKERS = {"date": date, "phone": phone, "amount": amount, "resident_number": resident_number,
          "digits": digits, "text": text}  # fmt: skip


def value(chance: random.Random, kind: str) -> str:
    """A value of one of KINDS."""
    return MAKERS[kind](chance)


def kind_of(label: str) -> str:
    """What a label asks for."""
    ends = {
        "date": ("일자", "생년월일", "일", "날짜", "기한", "일시"), "phone": ("전화번호",
        "휴대전화", "연락처", "팩스"), "amount": ("금액", "수수료", "단가", "합계", "세액", "잔액",
        "과태료", "가액"), "resident_number": ("주민등록번호",),
        "digits": ("우편번호", "수량", "사번", "층수", "면적", "조회수", "나이", "내선번호"),
    }  # fmt: skip
    return next((kind for kind, words in ends.items() if label.endswith(words)), "text")
