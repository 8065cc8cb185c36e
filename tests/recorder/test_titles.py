"""Patterns for titles: what changes, and what is somebody's, becomes a star."""

from __future__ import annotations

import pytest

from player.types import Window
from recorder.personal import Known
from recorder.titles import Titles, common, renamed, window_pattern, without_people
from scripts.model import Press, Step, Target, TextSeen, Type, WaitFor, WindowPattern


def window(title: str, identity: int = 1) -> Window:
    rect = (0, 0, 10, 10)
    return Window(identity, title, "office.exe", "", rect, rect)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("자가격리 관리", "자가격리 관리"),
        ("보고서.hwp - 한글", "* - 한글"),
        ("홍길동 상세 정보", "* 상세 정보"),
        ("상세 정보 (홍길동, 850101-1234567)", "상세 정보 (*)"),
        ("민원 처리 [2024-00123]", "민원 처리 [*]"),
        ("성남시 수정구 태평로 12", "*"),
    ],
)
def test_nobody_is_in_a_title(title: str, kept: str) -> None:
    assert window_pattern(window(title)).title == kept


def test_what_a_list_says_is_starred() -> None:
    assert without_people("Tran Huong 정보", Known.of({"성명": ["Tran Huong"]})) == "*"
    assert without_people("Tran Huong 정보") == "Tran Huong 정보"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("주문 가 상세", "주문 나 상세", "주문 * 상세"),
        ("민원 접수 대장", "민원 접수", "민원 접수 *"),
        ("로그인", "목록", ""),
        ("긴이름이다 창", "더긴이름이다 창", ""),
    ],
)
def test_what_two_titles_have_in_common(one: str, other: str, both: str) -> None:
    assert common(one, other) == both


def test_a_window_that_is_called_otherwise_later_is_the_same() -> None:
    titles = Titles()
    first = titles.pattern(window("주문 가 상세"))
    assert titles.pattern(window("주문 나 상세", 2)) == WindowPattern("주문 나 상세", "office.exe")
    second = titles.pattern(window("주문 다 상세"))
    assert second == WindowPattern("주문 * 상세", "office.exe")
    assert titles.replaced == {first: second}
    assert titles.pattern(window("")) is None


def test_targets_and_steps_follow() -> None:
    old, new, other = WindowPattern("가"), WindowPattern("*"), WindowPattern("나")
    steps = [
        Step("a", Type("x", window=old)),
        Step("b", Press("Enter", window=other)),
        Step("c", WaitFor(TextSeen("끝", old))),
        Step("d", Type("y")),
    ]
    targets, after = renamed({"t": Target("t", old, ())}, steps, {old: new})
    assert targets["t"].window == new
    assert [getattr(s.action, "window", None) for s in after] == [new, other, None, None]
    assert after[2].action == WaitFor(TextSeen("끝", new))
