"""The catalog of the window's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui import texts
from ui.texts import duration, say, use_language


@pytest.fixture(autouse=True)
def korean() -> None:
    use_language("ko")


def test_particles_fit_the_name_inside_the_quotes() -> None:
    assert say("deleted", name="명단 입력") == "‘명단 입력’을 휴지통으로 옮겼어요"
    assert say("deleted", name="배송 접수") == "‘배송 접수’를 휴지통으로 옮겼어요"
    use_language("en")
    assert say("deleted", name="Delivery") == "‘Delivery’ was moved to the bin"


def test_both_languages_have_the_same_blanks() -> None:
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", text))

    for key, (korean_text, english) in texts._TEXTS.items():
        assert korean_text and english, key
        assert blanks(korean_text) == blanks(english), key
        assert not re.search(r"\|[^}]*[가-힣]", english), key


def test_english_counts_one_and_several() -> None:
    assert say("count", n=1) == "작업 1개"
    use_language("en")
    assert (say("count", n=1), say("count", n=2)) == ("1 task", "2 tasks")


def test_every_text_that_is_asked_for_exists_and_none_is_left_over() -> None:
    folder = Path(texts.__file__).parent
    source = "\n".join(
        path.read_text("utf-8")
        for path in folder.rglob("*.py")
        if path.name != "demo.py" and path.parent.name not in {"words", "practice"}
    )
    asked = set(re.findall(r"(?<!_)say\(\s*[\"'](\w+)[\"']", source))
    assert asked <= set(texts._TEXTS)
    begun = tuple(re.findall(r"(?<!_)say\(\s*f[\"'](\w+_)\{", source))
    families = (
        "answer_", "theme_", "result_", "light_", "kind_", "group_", "field_", "choice_", "only_",
        "order_", "first_", "check_", "key_", "set_", "tour_",
        "import_no_", "support_",
    )  # fmt: skip
    computed = {key for key in texts._TEXTS if key.startswith((*begun, *families))}
    named = set(re.findall(r'"(\w+)"', source))
    assert set(texts._TEXTS) - asked - computed - named == set()


def test_the_house_words_and_no_others() -> None:
    for key, (korean_text, _) in texts._TEXTS.items():
        for word in (
            "스크립트",
            "매크로",
            "앵커",
            "오류가 발생",
            "알 수 없는",
            "!",
            "죄송",
            "을(를)",
        ):
            assert word not in korean_text, key


def test_times_read_as_people_say_them() -> None:
    assert duration(3.2) == "3초"
    assert duration(185) == "3분 5초"
