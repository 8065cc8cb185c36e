"""Made-up people and requests: the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

FAMILY = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구"
GIVEN = (
    "민준", "서연", "도윤", "하은", "시우", "지우", "주원", "수아", "예준", "지민", "건우",
    "채원", "현우", "다은", "준서", "소율", "우진", "유나", "선우", "은서", "연우", "가은",
    "정민", "나연", "승현", "보람", "태영", "미경", "상철", "영숙", "경자", "동수", "복순",
    "말자", "순이",
)  # fmt: skip
TOWNS = (
    "중앙동", "신흥동", "태평동", "은행동", "금광동", "상대원동", "분당동", "정자동", "서현동",
    "이매동", "야탑동", "수내동",
)  # fmt: skip
WORKS = (
    "주민등록 등본 발급", "가족관계 증명", "전입 신고", "건축물 대장 열람", "지방세 납부 확인",
    "자가격리 통지", "위생용품 배송", "긴급 생계 지원", "장애인 주차표지", "도로 점용 허가",
    "소음 민원", "불법 주정차 신고",
)  # fmt: skip
STATES = ("접수", "처리중", "완료", "보류", "반려")


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a list."""

    name: str
    born: str
    phone: str
    town: str
    work: str
    state: str


def people(seed: str, count: int) -> list[Person]:
    """``count`` people of different names."""
    chance = random.Random(seed)
    found: dict[str, Person] = {}
    while len(found) < count:
        name = chance.choice(FAMILY) + chance.choice(GIVEN)
        year, month, day = chance.randint(1938, 2012), chance.randint(1, 12), chance.randint(1, 28)
        phone = f"010-{chance.randint(2000, 9999)}-{chance.randint(0, 9999):04}"
        found.setdefault(name, Person(
            name, f"{year}-{month:02}-{day:02}", phone,
            f"{chance.choice(TOWNS)} {chance.randint(1, 320)}-{chance.randint(1, 40)}",
            chance.choice(WORKS), chance.choice(STATES),
        ))  # fmt: skip
    return list(found.values())


def rows(seed: str, count: int, change: str) -> list[Person]:
    """A list of people as it is shown: as recorded (""), "in" (two new rows above and between),
    "out" (two rows gone), "sorted" by name."""
    shown = people(seed, count)
    chance = random.Random(f"{seed} {change}")
    if change == "in":
        known = {person.name for person in shown}
        new = [person for person in people(f"{seed} new", 6) if person.name not in known]
        shown.insert(0, new[0])
        shown.insert(chance.randint(2, 3), new[1])
    elif change == "out":
        for _ in range(2):
            shown.pop(chance.randrange(len(shown) - 1))
    elif change == "sorted":
        shown.sort(key=lambda person: person.name)
    return shown
