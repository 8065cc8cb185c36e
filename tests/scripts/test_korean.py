"""Particles that fit, and names that were probably meant."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import pytest

from scripts.korean import compose, josa, quoted
from scripts.near import Misspellings, likeliest


@pytest.mark.parametrize(
    ("word", "pair", "fits"),
    [
        ("성명", "을/를", "을"), ("주소", "을/를", "를"), ("칸", "이/가", "이"), ("나무", "은/는", "는"),
        ("서울", "으로/로", "로"), ("부산", "으로/로", "으로"), ("제주", "으로/로", "로"),
        ("‘성명 칸’", "을/를", "을"), ("주소)", "을/를", "를"), ("성명.", "과/와", "과"),
        ("1", "으로/로", "로"), ("3", "을/를", "을"), ("2", "을/를", "를"), ("10", "이/가", "이"),
        ("2024-01-05", "을/를", "를"), ("100", "을/를", "을"), ("6", "으로/로", "으로"),
        ("7", "으로/로", "로"), ("8", "을/를", "을"),
        ("Ctrl+S", "을/를", "를"), ("F4", "을/를", "를"), ("F1", "을/를", "을"), ("URL", "을/를", "을"),
        ("click", "을/를", "을"), ("name", "이/가", "이"), ("note", "이/가", "가"), ("id", "은/는", "는"),
        ("XML", "으로/로", "로"), ("PDF", "을/를", "를"), ("ㄱ", "을/를", "을"), ("ㄹ", "으로/로", "로"),
        ("ㅏ", "을/를", "를"), ("", "을/를", "를"), ("!!", "이/가", "가"), ("漢", "은/는", "는"),
        ("\u1112\u1161\u11ab", "을/를", "을"),
    ],
)  # fmt: skip
def test_the_particle_fits_the_last_syllable(word: str, pair: str, fits: str) -> None:
    assert josa(word, pair) == fits


def test_quoting() -> None:
    assert quoted("성명 칸", "을/를") == "‘성명 칸’을"
    assert quoted("두\n줄") == "‘두 줄’"
    assert len(quoted("가" * 500)) < 70


def test_hangul_is_composed_once_and_for_all() -> None:
    for text in ("\u1112\u1161\u11ab", "하\u11ab", "\u1112\u1161", "한\u11ab", "e\u0301", "\uf9e1"):
        assert compose(compose(text)) == compose(text)
    assert compose("\u1112\u1161\u11ab") == compose("하\u11ab") == "한"
    assert compose("\uf9e1") == "\uf9e1"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("성멍", "성명"), ("성 명", "성명"), ("전화 번호", "전화번호"), ("전하번호", "전화번호"),
        ("PHONE", "phone"), ("키", None), ("생년월일", None),
    ],
)  # fmt: skip
def test_the_likeliest_name(name: str, meant: str | None) -> None:
    assert likeliest(name, ["주소", "성명", "전화번호", "phone"]) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("성명칸", "성명 칸"), ("성멍 칸", "성명 칸"), ("성명 카", "성명 칸"), ("성명 칸", "성명 칸"),
        ("저장 완료", None), ("등록되었습니다", None), ("저", None), ("저장 단추를 누르세요", None),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger(text: str, meant: str | None) -> None:
    assert Misspellings(["성명 칸", "저장 단추", "예"]).meant(text) == meant
