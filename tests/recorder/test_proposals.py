"""From one go to a list: columns for typed values, and a loop around the right steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

import pytest

from player.data import List, Row, Values
from recorder.likely import likely
from recorder.looping import accept
from recorder.matching import fits, meant_by
from recorder.proposals import Proposals, chosen, propose
from scripts.check import check
from scripts.errors import UsageError
from scripts.model import (
    Action,
    Click,
    ForEachRow,
    ImageAnchor,
    Press,
    RowWhere,
    Script,
    Step,
    Target,
    TextAnchor,
    TextSeen,
    Type,
    WaitFor,
    WindowPattern,
)
from scripts.writer import write
from tests.bench.proposals import measure

NOW = datetime(2026, 11, 24)
COLUMNS = ("성명", "전화번호", "시작일", "번호", "시도")
PEOPLE = List(
    "명단.xlsx", "대상자", COLUMNS,
    tuple(
        Row(number, Values(dict(zip(COLUMNS, values, strict=True))))
        for number, values in enumerate(
            [
                ("홍길동", "010-0123-4567", "2026-01-05", "7", "가온시"),
                ("남궁나래", "010-0765-4321", "2026-02-15", "12", "가온시"),
                ("홍길동", "010-0999-0000", "2026-03-01", "31", "가온시"),
            ], 2,
        )
    ),
)  # fmt: skip
FORM = WindowPattern("등록")


def recorded(*actions: Action, **more: object) -> Script:
    """A script whose places are called as the actions name them."""
    script = Script("기록", tuple(Step(f"s{n:03}", action) for n, action in enumerate(actions)))
    names = {
        getattr(step.action, field, None) for step in script.steps for field in ("target", "into")
    }
    image = "0" * 12
    targets = {n: Target(n, FORM, (ImageAnchor(image, caption=n),)) for n in names if n}
    return replace(script, targets=MappingProxyType(targets), **more)  # type: ignore[arg-type]


def templates(*actions: Action) -> dict[str, str]:
    found = propose(recorded(*actions), PEOPLE, NOW)
    return {one.step: one.template for one in found.sure()}


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("010-0765-4321", "{전화번호}"),
        ("01007654321", "{전화번호|숫자만}"),
        ("4321", "{전화번호|숫자만|오른쪽 4}"),
        ("0765", "{전화번호|하이픈|숫자만|오른쪽 8|왼쪽 4}"),
        ("20260215", "{시작일|날짜 %Y%m%d}"),
        ("2026년 2월 15일", "{시작일|날짜 %Y년 %-m월 %-d일}"),
        ("00012", "{번호|0채움 5}"),
    ],
)
def test_other_notations_of_a_cell(text: str, template: str) -> None:
    assert [fit.template for fit in fits(text, PEOPLE.rows[1], COLUMNS, NOW)] == [template]


def test_a_text_around_a_value() -> None:
    texts = templates(Type("남궁나래님, 2026.02.15부터입니다."))
    assert texts == {"s000": "{성명}님, {시작일|날짜 %Y.%m.%d}부터입니다."}


def test_the_row_is_the_one_that_explains_most() -> None:
    script = recorded(Type("홍길동"), Type("010-0999-0000"))
    assert propose(script, PEOPLE, NOW).row == 4


def test_what_may_be_chance_is_proposed_and_not_taken() -> None:
    """12 is a number of this row, and of many a form."""
    script = recorded(Type("남궁나래"), Type("12"))
    found = propose(script, PEOPLE, NOW)
    assert [(one.template, one.sure) for one in found.made] == [
        ("{성명}", True),
        ("{번호}", False),
    ]
    assert templates(Type("남궁나래"), Type("12", into="번호 칸"))["s001"] == "{번호}"


def test_what_is_the_same_in_all_rows_stays_as_it_is() -> None:
    assert templates(Type("남궁나래"), Type("가온시")) == {"s000": "{성명}"}


def test_values_that_two_columns_have_go_by_label_or_in_order() -> None:
    columns = ("성명", "신청수량", "지급수량")
    rows = [("남궁나래", "120", "120"), ("홍길동", "30", "5")]
    data = List("a.xlsx", "", columns, tuple(
        Row(n, Values(dict(zip(columns, row, strict=True)))) for n, row in enumerate(rows, 2)
    ))  # fmt: skip

    def of(*actions: Action) -> list[tuple[str, bool]]:
        found = propose(recorded(Type("남궁나래"), *actions), data, NOW).made[1:]
        return [(one.template, one.sure) for one in found]

    assert of(Type("120", into="지급수량 칸")) == [("{지급수량}", True)]
    assert of(Type("120"))[0] == ("{신청수량}", False)
    assert [text for text, _ in of(Type("120"), Type("120"))] == ["{신청수량}", "{지급수량}"]


def test_nobody_of_the_list_gives_only_what_the_labels_say() -> None:
    found = propose(recorded(Type("최은우", into="성명 칸"), Type("x")), PEOPLE, NOW)
    assert found.row is None
    assert [(one.template, one.sure, one.why) for one in found.made] == [("{성명}", False, "label")]


def test_once_only_steps_stay_outside_of_the_loop() -> None:
    script = recorded(
        Type("admin", into="아이디 칸"),
        Press("Enter", window=FORM),
        Click("등록 화면"),
        Click("새로 쓰기"),
        Type("가온", into="구분 칸"),
        Type("남궁나래", into="성명 칸"),
        Press("Tab", window=FORM),
        Type("010-0765-4321", window=FORM),
        Click("저장"),
        WaitFor(TextSeen("저장 완료")),
        Click("파일"),
        Click("끝내기"),
    )
    accepted = accept(script, propose(script, PEOPLE, NOW), PEOPLE, "명단")
    assert check(accepted) == [] or all("그림" in str(problem) for problem in check(accepted))
    before, loop, after = (
        [s.id for s in accepted.steps[:3]], accepted.steps[3], [s.id for s in accepted.steps[4:]],
    )  # fmt: skip
    assert before == ["s000", "s001", "s002"]
    assert isinstance(loop.action, ForEachRow)
    assert [step.id for step in loop.action.do] == [f"s{n:03}" for n in range(3, 10)]
    assert after == ["s010", "s011"]
    assert accepted.inputs["명단"].columns == ("성명", "전화번호")
    assert accepted.inputs["명단"].key == ("성명", "전화번호")


def test_a_window_that_is_opened_for_each_row_is_opened_in_the_loop() -> None:
    dialog = WindowPattern("대상자")
    script = recorded(
        Click("시작"), Click("추가"), Type("남궁나래", window=dialog), Press("Enter", window=dialog)
    )
    steps = (*script.steps[:3], replace(script.steps[3], closes=True))
    script = replace(script, steps=steps)
    accepted = accept(script, propose(script, PEOPLE, NOW), PEOPLE, "명단")
    [loop] = [step.action for step in accepted.steps if isinstance(step.action, ForEachRow)]
    assert [step.id for step in loop.do] == ["s001", "s002", "s003"]


def test_no_value_of_the_row_stays_anywhere() -> None:
    script = recorded(
        Click("남궁나래"),
        Type("남궁나래", into="성명 칸"),
        WaitFor(TextSeen("남궁나래 저장", WindowPattern("남궁나래 - 등록"))),
        Press("Enter", window=WindowPattern("남궁나래 - 등록")),
        Type("01007654321"),
    )
    first = replace(script.steps[0], note="남궁나래를 골라요", review="‘남궁나래’일 수도 있어요.")
    script = replace(script, steps=(first, *script.steps[1:]))
    accepted = accept(script, propose(script, PEOPLE, NOW), PEOPLE, "명단")
    text = write(accepted).decode()
    assert "남궁나래" not in text
    assert "0765" not in text
    assert "* - 등록" in text


def test_accepting_nothing_is_refused() -> None:
    script = recorded(Click("저장"))
    with pytest.raises(UsageError):
        accept(script, propose(script, PEOPLE, NOW), PEOPLE, "명단")


def test_the_clerk_decides_what_is_not_sure() -> None:
    script = recorded(Type("남궁나래"), Type("12"), Type("31"))
    found = propose(script, PEOPLE, NOW)
    taken = chosen(found, {"s001": "{번호|0채움 2}"})
    assert [one.template for one in taken.sure()] == ["{성명}", "{번호|0채움 2}"]


def test_without_a_list_the_likely_data_is_named() -> None:
    script = recorded(
        Type("홍길동"), Type("010-0123-4567"), Type("가온시 누리구 새벽길 12"), Type("2026-01-05"),
        Type("saved"), Type("1"), Type("홍길동", into="대상자명 칸"), Type("김"), Type("담당자"),
    )  # fmt: skip
    found = likely(script, NOW)
    assert [(one.step, one.template) for one in found.made] == [
        ("s000", "{성명}"), ("s001", "{전화번호}"), ("s002", "{주소}"), ("s003", "{날짜}"),
        ("s006", "{대상자명}"),
    ]  # fmt: skip
    assert found.sure() == ()


def test_labels_mean_columns() -> None:
    assert meant_by("성명 칸", "성명") == 1.0
    assert meant_by("이름 칸 2", "성명") == 1.0
    assert meant_by("* 전화번호 :", "전화번호") == 1.0
    assert meant_by("신청일자", "신청일") >= 0.8
    assert meant_by("주소", "성명") == 0.0
    assert meant_by("", "성명") == 0.0


def test_the_small_bench() -> None:
    for score in measure(seed=7, visits=8):
        assert score.precision >= 0.95
        assert score.recall >= 0.75
        assert score.left == 0


def test_nothing_typed_is_no_proposal() -> None:
    assert propose(recorded(Click("저장")), PEOPLE, NOW) == Proposals(None, ())


# ---- what was picked ------------------------------------------------------------------------

OFFICES = List(
    "명단.xlsx", "", ("성명", "담당 부서"),
    tuple(
        Row(number, Values({"성명": name, "담당 부서": office}))
        for number, (name, office) in enumerate(
            [("홍길동", "감염병 관리과"), ("남궁나래", "보건 행정과")], 2
        )
    ),
)  # fmt: skip


def known_by(text: str, then: Literal["right"] | None = None) -> Target:
    return Target("", FORM, (ImageAnchor("0" * 12, caption=text), TextAnchor(text, then)))


def picked(row: RowWhere | None = None) -> Script:
    """She types a name, opens the list of offices, picks one, and saves."""
    actions = (Type("남궁나래"), Click("칸"), Click("과"), Click("저장"))
    targets = {"칸": known_by("담당 부서", "right"), "과": known_by("보건 행정과"),
               "저장": known_by("저장")}  # fmt: skip
    if row is not None:
        targets["과"] = Target("", FORM, (targets["과"].anchors[0],), row)
    named = {name: replace(one, name=name) for name, one in targets.items()}
    return replace(recorded(*actions), targets=MappingProxyType(named))


def test_a_choice_goes_by_the_field_that_was_opened_before() -> None:
    found = propose(picked(), OFFICES, NOW)
    assert [(one.step, one.template, one.sure) for one in found.made] == [
        ("s000", "{성명}", True), ("s002", "{담당 부서}", True),
    ]  # fmt: skip
    made = accept(picked(), found, OFFICES, "명단")
    target = made.targets["{담당 부서}"]
    assert target.anchors == (TextAnchor("{담당 부서}"),), "no picture of the one that was picked"
    assert "과" not in made.targets and set(made.inputs["명단"].columns) == {"성명", "담당 부서"}
    assert "보건 행정과".encode() not in write(made)


def test_a_choice_in_no_known_field_may_be_a_button() -> None:
    script = picked()
    alone = replace(script, steps=(script.steps[0], *script.steps[2:]))
    [_, one] = propose(alone, OFFICES, NOW).made
    assert (one.template, one.sure) == ("{담당 부서}", False)
    assert likely(script, NOW).made and all(p.step == "s000" for p in likely(script, NOW).made)


def test_the_text_that_tells_a_row_comes_from_its_column() -> None:
    script = picked(RowWhere({"부서": "보건 행정과"}))
    found = propose(script, OFFICES, NOW)
    assert found.made[1].template == "{담당 부서}"
    made = accept(script, found, OFFICES, "명단")
    assert made.targets["과"].row == RowWhere({"부서": "{담당 부서}"}), "the row stays one"
