"""The words for rows of a table, for scrolling and for boxes to be ticked."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.check import problems
from scripts.model import RowAt, RowSelected, RowWhere, Scrolling, TextAnchor, Tick
from scripts.needs import columns_used
from scripts.reader import read
from scripts.show import sentences
from scripts.writer import write

HEAD = "ilson: 1\nname: x\ninputs: {명단: {columns: [성명, 주소]}}\ntargets:\n"


def text(*targets: str, step: str = "{id: a, click: 수정}") -> str:
    """A file with these targets (its lines 5 and on) and a step for each row."""
    lines = "".join(f"  {one}\n" for one in targets)
    return f"{HEAD}{lines}steps:\n- {{for_each_row: 명단, do: [{step}]}}\n"


GOOD = text(
    "수정: {anchors: [{text: 수정}], row: {성명: '{성명}', 주소: '{주소}'}, scroll: {most: 12, at: 목록, start: top}}",
    "목록: {anchors: [{text: 대상자 목록}]}",
    "셋째: {row: 3, column: 성명}",
    "고른 줄: {anchors: [{text: 삭제}], row: selected, column: 관리}",
    "동의: {anchors: [{text: 동의함, then: box}]}",
    step="{id: a, click: 수정}, {id: b, click: 셋째}, {id: c, click: 고른 줄}, {id: d, check: 동의}, {id: e, uncheck: 동의}",
)


def test_the_words_are_read_and_written_as_they_were(tmp_path: Path) -> None:
    script, _ = read(GOOD.encode(), "x")
    assert script.targets["수정"].row == RowWhere({"성명": "{성명}", "주소": "{주소}"})
    assert script.targets["수정"].scroll == Scrolling(12, "목록", "top")
    assert script.targets["셋째"].row == RowAt(3) and script.targets["셋째"].anchors == ()
    assert script.targets["고른 줄"].row == RowSelected()
    assert script.targets["동의"].anchors == (TextAnchor("동의함", "box"),)
    again, _ = read(write(script), "x")
    assert again == script
    (tmp_path / "script.yaml").write_text(GOOD, encoding="utf-8")
    assert problems(tmp_path) == []


def test_the_sentences() -> None:
    script, _ = read(GOOD.encode(), "x")
    assert [line.strip() for line in sentences(script)[1:]] == [
        "성명이 {성명}인 주소가 {주소}인 줄에서 ‘수정’을 눌러요",
        "3번째 줄에서 ‘셋째’를 눌러요",
        "고른 줄에서 ‘고른 줄’을 눌러요",
        "‘동의’를 켠 상태로 만들어요",
        "‘동의’를 끈 상태로 만들어요",
    ]
    assert [line.strip() for line in sentences(script, "en")[1:]] == [
        "In the row where 성명 is {성명} and 주소 is {주소}: Click ‘수정’",
        "In row 3: Click ‘셋째’",
        "In the selected row: Click ‘고른 줄’",
        "Tick ‘동의’",
        "Untick ‘동의’",
    ]


def test_the_columns_that_a_row_needs_are_asked_of_the_list() -> None:
    script, _ = read(GOOD.replace("columns: [성명, 주소]", "key: []").encode(), "x")
    assert columns_used(script) == ("성명", "주소")


def test_a_text_that_is_looked_for_may_come_from_a_column(tmp_path: Path) -> None:
    one = "고를 것: {anchors: [{text: '{부서}'}]}"
    script, _ = read(text(one, step="{id: a, click: 고를 것}").encode(), "x")
    assert columns_used(script) == ("성명", "주소", "부서")
    (tmp_path / "script.yaml").write_text(
        text("고를 것: {anchors: [{text: '{부서'}]}", step="{id: a, click: 고를 것}"),
        encoding="utf-8",
    )
    [problem] = problems(tmp_path)
    assert "중괄호" in problem.message


@pytest.mark.parametrize("on", [True, False])
def test_a_box_has_two_words(on: bool) -> None:
    script, _ = read(
        text(
            "동의: {anchors: [{text: a, then: box}]}", step=f"{{{'' if on else 'un'}check: 동의}}"
        ).encode(),
        "x",
    )
    action = script.steps[0].action.do[0].action  # type: ignore[union-attr]
    assert action == Tick("동의", on)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("수정: {anchors: [{text: a}], row: {성명: '{이름}'}}", "5: {이름}이라는 값은 여기에 없어요."),
        ("수정: {anchors: [{text: a}], row: {성명: '{성명'}}", "5: 중괄호({)가 닫히지 않았어요."),
        ("수정: {anchors: [{text: a}], row: {성명: ''}}", "5: ‘수정’의 row에 ‘성명’ 값이 비어 있어요."),
        ("수정: {anchors: [{text: a}], row: {}}", "5: ‘수정’의 row에 열과 값이 하나도 없어요."),
        ("수정: {anchors: [{text: a}], row: third}", "5: ‘row’에는 {성명: …}처럼 열과 값을 쓰거나"),
        ("수정: {anchors: [{text: a}], row: 0}", "5: ‘row’: 1부터 10000까지"),
        ("수정: {row: 2}", "5: ‘수정’에 찾을 그림이나 글자가 없어요."),
        ("수정: {anchors: [{text: a}], column: 성명}", "5: ‘수정’: column은 어느 줄인지(row)와 함께"),
        ("수정: {anchors: [{text: a, then: right}], row: 2}", "5: ‘수정’: row가 있는 곳에는 then을 쓸 수 없어요."),
        ("수정: {anchors: [{text: a}], scroll: {at: 목록}}", "5: ‘목록’이라는 곳은 없어요."),
        ("수정: {anchors: [{text: a}], scroll: {at: 수정}}", "5: ‘수정’: 굴릴 자리(at)가 찾을 곳 자신이에요."),
        ("수정: {anchors: [{text: a}], scroll: {most: 0}}", "5: ‘most’: 1부터 1000까지"),
        ("수정: {anchors: [{text: a}], scroll: {mots: 5}}", "5: 굴려서 찾기에 ‘mots’는 쓸 수 없는 이름이에요. 혹시 ‘most’를"),
        ("수정: {anchors: [{text: a}], rows: 2}", "혹시 ‘row’를"),
        ("수정: {anchors: [{text: a, then: boxx}]}", "혹시 ‘box’를"),
        ("수정: {anchors: [{text: 합계, then: cell}]}", "‘합계’는 표의 칸 이름이 아니에요"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, target: str, message: str) -> None:
    (tmp_path / "script.yaml").write_text(text(target), encoding="utf-8")
    said = [f"{one.line}: {one.message}" for one in problems(tmp_path)]
    assert len(said) == 1 and message in said[0], said
