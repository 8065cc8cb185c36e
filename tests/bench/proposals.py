"""How well the columns of a list are found in what was typed for one of its rows.

``python -m tests.bench.proposals [--seed 1] [--show]`` makes 30 visits for each of 3 workbooks of
made-up people: forms of several offices, filled in for one row each, in notations of the form's own
(dates, hyphens, leading zeros, parts of a number, texts around a value), with steps that are no
data between them. The workbooks hold what makes it hard: two people of one name, values that are
the same in all rows, running numbers, numbers that stand in several columns, cells that are empty.
Some fields have labels and some have none.

A proposal is right if it gives, in every row, what the clerk would have typed for that row; what is
typed the same for every row needs none, and one that gives just that does no harm. Printed:
precision of what is accepted unasked, recall over all typed data, how often the loop is around the
right steps, and in how many scripts a value of the list is left after it was accepted. Exit code 1
below 95 % or 90 %, or if one is left.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from player.data import List, Row, Values
from recorder.looping import accept
from recorder.matching import filled
from recorder.proposals import propose
from scripts.filters import format_time, hyphens
from scripts.model import (
    Action,
    Click,
    ForEachRow,
    ImageAnchor,
    Press,
    Script,
    Step,
    Target,
    Type,
    WindowPattern,
)
from scripts.writer import write

NOW = datetime(2026, 11, 24, 10, 0)
_FAMILIES = "김이박최정강조윤장임한오서신권황안송류홍"
_GIVEN = (
    "서연",
    "민준",
    "도윤",
    "하은",
    "지우",
    "은우",
    "수아",
    "시우",
    "예린",
    "건우",
    "나래",
    "별",
    "한결",
)
_ROADS = ("한밭로", "새벽길", "너른들로", "솔샘길", "물푸레로", "달구벌대로")
_TOWNS = ("가온시 누리구", "가온시 마루구", "다솜군 여울면", "미르시 해온동")
_CENTRES = ("누리보건소", "마루보건소", "여울보건지소", "해온보건소")
ROWS = 24

Make = Callable[[Values], str]
"""What the clerk types for a row."""


def digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def moment(text: str) -> datetime:
    from scripts.filters import read_date

    found = read_date(text, NOW)
    assert found is not None
    return found


def as_date(column: str, form: str) -> Make:
    return lambda row: format_time(moment(row[column]), form)


def cell(column: str) -> Make:
    return lambda row: row[column]


@dataclass(frozen=True)
class Entry:
    """A field of a form: its label on the screen (empty: none was read), what is typed."""

    label: str
    make: Make


@dataclass
class Form:
    """One office's form. ``before`` and ``after`` are done once, ``ready`` and ``save`` for each
    row."""

    name: str
    entries: list[Entry]
    ready: list[str] = field(default_factory=lambda: ["새로 쓰기"])
    save: list[str] = field(default_factory=lambda: ["저장"])
    login: bool = False
    quits: bool = False
    tabs: bool = False


def constant(label: str, text: str) -> Entry:
    return Entry(label, lambda row: text)


def workbook(kind: int, chance: random.Random) -> List:
    """A list of made-up people, in one of three notations."""
    columns = (
        ("성명", "전화번호", "주소", "격리시작일", "담당보건소", "인원", "비고"),
        ("연번", "이름", "주민번호", "휴대폰", "생년월일", "도로명주소", "신청일", "시작일", "관할",
         "수량"),
        ("번호", "대상자명", "연락처", "보호자", "보호자연락처", "신청수량", "지급수량", "단가",
         "접수일", "처리일", "구분", "연도", "계좌번호"),
    )[kind]  # fmt: skip
    people = [chance.choice(_FAMILIES) + chance.choice(_GIVEN) for _ in range(ROWS)]
    people[5] = people[11]  # two of one name
    rows = []
    for number in range(ROWS):
        day = date(2026, 1, 5) + timedelta(chance.randrange(250))
        later = day + timedelta(chance.choice((0, 0, 1, 7)))
        birth = date(1940, 1, 1) + timedelta(chance.randrange(25_000))
        phone = f"0100{chance.randrange(10**7):07}"
        second = f"0100{chance.randrange(10**7):07}"
        address = f"{chance.choice(_TOWNS)} {chance.choice(_ROADS)} {chance.randrange(1, 300)}"
        made = {
            "성명": people[number], "이름": people[number], "대상자명": people[number],
            "전화번호": hyphens(phone), "휴대폰": phone, "연락처": hyphens(phone),
            "주소": address, "도로명주소": address, "격리시작일": f"{day:%Y-%m-%d}",
            "담당보건소": chance.choice(_CENTRES), "관할": chance.choice(_CENTRES),
            "인원": str(chance.randrange(1, 5)), "비고": chance.choice(("", "", "맞벌이", "고령")),
            "연번": str(number + 1), "번호": str(number + 1),
            "주민번호": f"{birth:%y%m%d}-{chance.choice('12')}{chance.randrange(10**6):06}",
            "생년월일": f"{birth:%Y%m%d}", "신청일": f"{day.year}. {day.month}. {day.day}.",
            "시작일": f"{later.year}. {later.month}. {later.day}.",
            "수량": str(chance.randrange(1, 30)),
            "보호자": chance.choice((people[number], chance.choice(people))),
            "보호자연락처": chance.choice((hyphens(phone), hyphens(second))),
            "신청수량": str(chance.choice((10, 20, 30, 120))), "단가": "15,000",
            "접수일": f"{day:%Y.%m.%d}", "처리일": f"{later:%Y.%m.%d}",
            "구분": chance.choice(("신규", "연장")), "연도": "2026",
            "계좌번호": f"110-{chance.randrange(1000):03}-{chance.randrange(10**6):06}",
        }  # fmt: skip
        made["지급수량"] = chance.choice((made["신청수량"], "5"))
        rows.append(Row(number + 2, Values({name: made[name] for name in columns})))
    return List(("명단.xlsx", "신청.xlsx", "지급.xlsx")[kind], "대상자", columns, tuple(rows))


def forms(kind: int) -> list[Form]:
    """The forms of the offices that use a workbook."""
    if kind == 0:
        return [
            Form("자가격리 관리", [
                Entry("성명", cell("성명")), Entry("전화번호", cell("전화번호")),
                Entry("주소", cell("주소")), Entry("격리시작일", as_date("격리시작일", "%Y%m%d")),
                constant("담당자", "오지은"), Entry("비고", cell("비고")),
            ]),
            Form("문자 보내기", [
                Entry("", lambda r: digits(r["전화번호"])),
                Entry("", lambda r: f"{r['성명']}님, {r['격리시작일']}부터 격리입니다."),
            ], ready=[], save=["보내기"]),
            Form("배송 신청", [
                constant("", "위생키트"), Entry("", cell("성명")), Entry("", cell("주소")),
                Entry("", lambda r: digits(r["전화번호"])[-4:]), constant("수량", "1"),
                Entry("인원", cell("인원")),
            ], login=True),
            Form("대장", [
                Entry("", as_date("격리시작일", "%Y.%m.%d")), Entry("", cell("성명")),
                Entry("", cell("담당보건소")), constant("", "확인"),
            ], tabs=True, ready=[], quits=True),
        ]  # fmt: skip
    if kind == 1:
        return [
            Form("민원 접수", [
                Entry("신청인", cell("이름")),
                Entry("주민등록번호", lambda r: digits(r["주민번호"])),
                Entry("연락처", lambda r: hyphens(r["휴대폰"])), Entry("주소", cell("도로명주소")),
                Entry("신청일자", as_date("신청일", "%Y-%m-%d")), constant("접수구분", "방문"),
            ], login=True),
            Form("주민 조회", [
                Entry("", lambda r: digits(r["주민번호"])[:6]),
                Entry("", lambda r: digits(r["주민번호"])[-7:]), constant("", "1"),
            ], ready=[], save=["조회"]),
            Form("물품 지급", [
                Entry("이름", cell("이름")), Entry("생년월일", as_date("생년월일", "%Y-%m-%d")),
                Entry("수량", cell("수량")), Entry("시작일", as_date("시작일", "%Y%m%d")),
                Entry("연번", lambda r: r["연번"].rjust(5, "0")), constant("창구", "3"),
            ], quits=True),
            Form("안내문", [
                Entry("", lambda r: f"{r['이름']} 귀하"), Entry("", cell("도로명주소")),
                Entry("", as_date("시작일", "%Y년 %-m월 %-d일")),
            ], tabs=True, save=["인쇄"]),
        ]  # fmt: skip
    return [
        Form("지급 관리", [
            Entry("대상자명", cell("대상자명")), Entry("연락처", cell("연락처")),
            Entry("신청수량", cell("신청수량")), Entry("지급수량", cell("지급수량")),
            Entry("접수일", as_date("접수일", "%Y-%m-%d")),
            Entry("처리일", as_date("처리일", "%Y-%m-%d")),
            constant("회계연도", "2026"),
        ], login=True, quits=True),
        Form("보호자 등록", [
            Entry("대상자", cell("대상자명")), Entry("보호자", cell("보호자")),
            Entry("보호자 연락처", lambda r: digits(r["보호자연락처"])),
            constant("관계", "부"),
        ]),
        Form("계좌 등록", [
            Entry("", cell("대상자명")), Entry("", lambda r: digits(r["계좌번호"])),
            constant("", "신규"), constant("은행", "누리은행"),
        ], tabs=True),
        Form("정산", [
            Entry("", cell("번호")), Entry("", cell("대상자명")),
            Entry("금액", lambda r: digits(r["단가"])), Entry("", as_date("접수일", "%y%m%d")),
        ], ready=[]),
    ]  # fmt: skip


@dataclass
class Visit:
    """A recording of one row: the script, and for each step that types what it types for any row.
    ``inside`` are the ids of the steps that are done for each row."""

    script: Script
    truth: dict[str, Make]
    inside: tuple[str, ...]


class _Recording:
    """Grows a script as a recorder does."""

    def __init__(self, title: str) -> None:
        self.window = WindowPattern(title)
        self.steps: list[Step] = []
        self.targets: dict[str, Target] = {}

    def add(self, action: Action) -> str:
        self.steps.append(Step(f"s{len(self.steps):03}", action))
        return self.steps[-1].id

    def target(self, caption: str, label: str = "") -> str:
        name = label or caption or "자리 1"
        base, number = name.removesuffix(" 1"), 2
        while name in self.targets:
            name, number = f"{base} {number}", number + 1
        self.targets[name] = Target(name, self.window, (ImageAnchor("0" * 12, caption=caption),))
        return name


def visit(form: Form, row: Row, chance: random.Random) -> Visit:
    """What a recorder makes of one row that was entered into a form."""
    made, truth = _Recording(form.name), {}
    if form.login:
        made.add(Type("admin01", into=made.target("", "아이디")))
        made.add(Press("Enter", window=made.window))
        made.add(Click(made.target("등록 화면")))
    first = len(made.steps)
    for caption in form.ready:
        made.add(Click(made.target(caption)))
    for number, entry in enumerate(form.entries):
        text = entry.make(row.values)
        if not text:
            continue
        label = f"{entry.label} 칸" if entry.label else ""
        if form.tabs and number:
            made.add(Press("Tab", window=made.window))
            step = made.add(Type(text, window=made.window))
        elif chance.random() < 0.2:  # a click that did not join its text
            made.add(Click(made.target("", label)))
            step = made.add(Type(text, window=made.window))
        else:
            step = made.add(Type(text, into=made.target("", label)))
        truth[step] = entry.make
    for caption in form.save:
        made.add(Click(made.target(caption)))
    made.add(Press("Enter", window=made.window))
    last = len(made.steps)
    if form.quits:
        made.add(Press("Alt+F4", window=made.window))
    script = Script(form.name, tuple(made.steps), MappingProxyType(made.targets))
    return Visit(script, truth, tuple(step.id for step in made.steps[first:last]))


@dataclass
class Score:
    """Counts over visits."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    left: int = 0
    loops: int = 0
    visits: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def judge(one: Visit, data: List, score: Score) -> None:
    """Compare what is proposed for a visit with what the clerk would have typed for every row."""
    found = propose(one.script, data, NOW)
    sure = {proposal.step: proposal for proposal in found.sure()}
    texts = {step.id: step.action for step in one.script.steps}
    score.visits += 1
    data_steps = {
        step for step, make in one.truth.items() if len({make(row.values) for row in data.rows}) > 1
    }
    for step in data_steps:
        if step not in sure:
            score.missed += 1
            score.said.append(f"{one.script.name}: missed {texts[step]} "
                              f"{[p for p in found.made if p.step == step]}")  # fmt: skip
    for step, proposal in sure.items():
        make = one.truth.get(step)
        if make is not None and all(
            filled(proposal.template, row.values, NOW) == make(row.values) for row in data.rows
        ):
            score.right += step in data_steps
        else:
            score.wrong += 1
            score.missed += step in data_steps
            score.said.append(f"{one.script.name}: {texts[step]} became {proposal.template}")
    if not sure:
        return
    accepted = accept(one.script, found, data, "명단")
    [loop] = [step.action for step in accepted.steps if isinstance(step.action, ForEachRow)]
    same = tuple(step.id for step in loop.do) == one.inside
    score.loops += same
    if not same:
        score.said.append(f"{one.script.name}: loop over {[s.id for s in loop.do]}")
    row = next(row for row in data.rows if row.number == found.row)
    text = write(accepted).decode()
    values = {one.truth[step](row.values) for step in data_steps if step in sure}
    score.left += any(len(value) > 2 and value in text for value in values)


def measure(seed: int, visits: int = 30) -> list[Score]:
    """The score of each workbook."""
    scores = []
    for kind in range(3):
        chance = random.Random(seed * 10 + kind)
        data, score = workbook(kind, chance), Score()
        offices = forms(kind)
        for number in range(visits):
            form = offices[number % len(offices)]
            judge(visit(form, chance.choice(data.rows), chance), data, score)
        scores.append(score)
    return scores


def run() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--visits", type=int, default=30)
    parser.add_argument("--show", action="store_true", help="every miss and every mistake")
    arguments = parser.parse_args()
    scores = measure(arguments.seed, arguments.visits)
    print(
        "list | visits | proposals right | wrong | missed | precision | recall | loops right | left"
    )
    total = Score()
    for number, score in enumerate(scores, 1):
        for name in ("right", "wrong", "missed", "left", "loops", "visits"):
            setattr(total, name, getattr(total, name) + getattr(score, name))
        _print(str(number), score)
        if arguments.show:
            print("\n".join(f"  {line}" for line in score.said))
    _print("all", total)
    good = total.precision >= 0.95 and total.recall >= 0.9 and not total.left
    return 0 if good else 1


def _print(name: str, score: Score) -> None:
    print(f"{name:4} | {score.visits:6} | {score.right:15} | {score.wrong:5} | {score.missed:6} | "
          f"{100 * score.precision:8.1f}% | {100 * score.recall:5.1f}% | {score.loops:11} | "
          f"{score.left}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(run())
