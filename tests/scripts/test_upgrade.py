"""Older files climb, newer ones are refused."""

from __future__ import annotations

import pytest

from scripts.errors import FileProblem
from scripts.nodes import Pairs, Text, parse
from scripts.reader import read
from scripts.upgrade import climb


def _root(text: str) -> Pairs:
    root = parse(text.encode(), "x")
    assert isinstance(root, Pairs)
    return root


def _titled(root: Pairs) -> Pairs:
    """As if version 0 had called the name a title."""
    pairs = ((Text("name", k.line) if k.value == "title" else k, v) for k, v in root.pairs)
    return Pairs(tuple(pairs), root.line)


def _shouted(root: Pairs) -> Pairs:
    pairs = ((k, Text("!", v.line) if k.value == "name" else v) for k, v in root.pairs)
    return Pairs(tuple(pairs), root.line)


def test_a_file_climbs_one_version_at_a_time() -> None:
    root = _root("ilson: 0\ntitle: 이름\nsteps: []\n")
    one = climb(root, "x", {0: _titled, 1: _shouted}, to=1)
    name, number = one.get("name"), one.get("ilson")
    assert isinstance(name, Text) and isinstance(number, Text)
    assert (name.value, name.line, number.value) == ("이름", 2, "1")
    two = climb(root, "x", {0: _titled, 1: _shouted}, to=2)
    name = two.get("name")
    assert isinstance(name, Text) and name.value == "!"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ilson: 2\nname: x\n", "x:1: 더 새로운 일손"),
        ("name: x\nilson: 99999999999999999999\n", "x:2: 더 새로운 일손"),
        ("ilson: 0\nname: x\n", "x:1: 파일 형식 0번"),
        ("ilson: eins\nname: x\n", "x:1: ‘ilson’에는"),
        ("ilson: [1]\nname: x\n", "x:1: ‘ilson’에는"),
        ("ilson: -1\nname: x\n", "x:1: ‘ilson’에는"),
        ("ilson: ²\nname: x\n", "x:1: ‘ilson’에는"),
        ("name: x\n", "일손 작업 파일이 아니에요"),
    ],
)
def test_other_versions_are_refused(text: str, part: str) -> None:
    with pytest.raises(FileProblem) as error:
        read(text.encode(), "x")
    assert part in str(error.value)
