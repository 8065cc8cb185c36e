"""A damaged script gives a sentence, never an exception and never a false yes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.check import problems
from scripts.files import save
from tests.scripts.damage import MAKERS, damaged, whole

_COUNT = 162


def test_the_script_that_is_damaged_was_good(tmp_path: Path) -> None:
    save(whole(), tmp_path / "good")
    assert problems(tmp_path / "good") == []


def test_every_damaged_script_gives_a_sentence(tmp_path: Path) -> None:
    assert _COUNT % len(MAKERS) == 0
    for one in damaged(_COUNT, tmp_path):
        found = problems(one.path)
        assert found or one.harmless, one
        for problem in found:
            assert re.search("[가-힣]", problem.message), (one, problem)
            assert "(를)" not in problem.message


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_the_generator_makes_the_same_again(make: object, tmp_path: Path) -> None:
    import random

    def once(name: str) -> list[tuple[str, bytes]]:
        folder = tmp_path / name
        folder.mkdir()
        one = make(random.Random(7), folder / "x")  # type: ignore[operator]
        files = [one.path] if one.path.is_file() else sorted(one.path.rglob("*"))
        return [(p.name, p.read_bytes()) for p in files if p.is_file() and not p.is_symlink()]

    assert once("a") == once("b")
