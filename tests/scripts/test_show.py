"""Steps as sentences."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest
from hypothesis import given, settings

from scripts import model
from scripts.model import Action, Script, Step
from scripts.reader import read
from scripts.show import sentence, sentences
from tests.scripts.made import EXAMPLE, scripts


def test_the_example_in_both_languages() -> None:
    script, _ = read(EXAMPLE.encode(), "x")
    assert sentences(script, "ko") == [
        "명단의 각 행마다",
        "    ‘성명 칸’을 눌러요",
        "    {성명} 값을 입력해요",
        "    Ctrl+S를 눌러요",
        "    화면에 ‘저장 완료’라는 글자가 보일 때까지 기다려요",
    ]
    assert sentences(script, "en") == [
        "For each row of 명단",
        "    Click ‘성명 칸’",
        "    Type {성명}",
        "    Press Ctrl+S",
        "    Wait until ‘저장 완료’ can be read on the screen",
    ]


_WINDOW = model.WindowPattern("자가격리 관리*")


@pytest.mark.parametrize(
    ("action", "korean", "english"),
    [
        (model.Type("{성명}", "성명 칸"), "‘성명 칸’에 {성명} 값을 넣어요", "Type {성명} into ‘성명 칸’"),
        (model.Type("가", "주소", clear=True), "‘주소’에 있던 글을 지우고 ‘가’를 넣어요",
         "Empty the field and type ‘가’ into ‘주소’"),
        (model.Click("확인", "right"), "‘확인’을 오른쪽 단추로 눌러요", "Click ‘확인’ with the right button"),
        (model.Click("표", count=2, modifiers=("Ctrl",)), "‘표’를 Ctrl을 누른 채 두 번 눌러요",
         "Double-click ‘표’ holding Ctrl"),
        (model.Drag("a", "b"), "‘a’에서 ‘b’까지 끌어요", "Drag from ‘a’ to ‘b’"),
        (model.Scroll(-3, "목록"), "‘목록’에서 아래로 3칸 굴려요", "Scroll down by 3 at ‘목록’"),
        (model.Scroll(2, across=True), "오른쪽으로 2칸 굴려요", "Scroll right by 2"),
        (model.Press("Tab", 3), "Tab을 3번 눌러요", "Press Tab 3 times"),
        (model.WaitFor(model.Vanishes("알림")), "‘알림’이 사라질 때까지 기다려요",
         "Wait until ‘알림’ is no longer on the screen"),
        (model.If(model.ValueIs("{성명}", "is", "홍길동"), ()), "{성명} 값이 ‘홍길동’이면",
         "If {성명} is ‘홍길동’"),
        (model.If(model.ValueIs("{x}", "starts_with", "서울"), ()), "{x} 값이 ‘서울’로 시작하면",
         "If {x} starts with ‘서울’"),
        (model.Repeat(9, (), model.Appears("다음")), "‘다음’이 보이는 동안 되풀이해요 (많아야 9번)",
         "Repeat while ‘다음’ is on the screen (at most 9 times)"),
        (model.Read("금액", target="합계", kind="amount"), "‘합계’에서 금액을 읽어 {금액}에 담아요",
         "Read the amount from ‘합계’ into {금액}"),
        (model.FocusWindow(_WINDOW), "‘자가격리 관리’ 창을 앞으로 가져와요",
         "Bring the window ‘자가격리 관리’ to the front"),
        (model.Open("file", "안내.hwp"), "‘안내.hwp’ 파일을 열어요", "Open the file ‘안내.hwp’"),
        (model.Stop(), "여기서 끝내요", "End here"),
    ],
)  # fmt: skip
def test_sentences(action: Action, korean: str, english: str) -> None:
    step = Step("a", action)
    assert sentence(step, Script("x"), "ko") == korean
    assert sentence(step, Script("x"), "en") == english


def test_blocks_notes_and_reviews() -> None:
    inner = Step("b", model.Press("Tab"), note="다음 칸", enabled=False)
    other = Step("c", model.Pause(), review="비슷한 단추 2개")
    script = Script("x", (Step("a", model.If(model.Appears("알림"), (inner,), (other,))),))
    assert sentences(script) == [
        "‘알림’이 보이면",
        "    (쉬는 단계) Tab을 눌러요 (다음 칸)",
        "그렇지 않으면",
        "    계속하라고 할 때까지 잠시 멈춰요 [살펴봐 주세요: 비슷한 단추 2개]",
    ]


@given(scripts())
@settings(deadline=None, max_examples=50)
def test_every_step_has_one_line_in_both_languages(script: Script) -> None:
    for lang in ("ko", "en"):
        lines = sentences(script, lang)
        assert len(lines) >= len(script.steps)
        assert all(line.strip() and "\n" not in line for line in lines)
