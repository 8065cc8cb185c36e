"""Every sentence of the processes and of the script format is there in Korean and in English."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from scripts.check import problems
from scripts.language import VARIABLE, speak
from tests.conftest import ROOT
from tests.scripts.damage import MAKERS, damaged

HANGUL = re.compile("[ㄱ-ㅣ가-힣]")
NO_SENTENCES = {
    "player/command_line.py": "--help, for a person at a terminal, is Korean",
    "player/data/dates.py": "what Excel writes",
    "player/data/formats.py": "what Excel writes",
    "player/desktop/fake/person.py": "a drawn screen, for tests only",
    "player/desktop/fake/seam.py": "a drawn screen, for tests only",
    "player/ocr/compare.py": "letters that are read",
    "player/ocr/find.py": "letters that are read",
    "player/ocr/shortcut.py": "letters that are read",
    "player/ocr/values.py": "letters that are read",
    "player/ocr/voting.py": "letters that are read",
    "recorder/hangul.py": "letters that are typed",
    "recorder/likely.py": "words of people's data",
    "recorder/matching.py": "words of people's data",
    "recorder/personal.py": "words of people's data",
    "recorder/vocabulary.py": "words of people's data",
    "scripts/korean.py": "particles",
    "scripts/touches.py": "words of buttons",
    "scripts/show_ko.py": "steps as Korean sentences, the English ones are in show_en.py",
}
WORDS = {
    "main.py": {"일손: "},  # by this the window knows a sentence in what a process says
    "player/data/checks.py": {
        "주민등록번호", "주민번호", "외국인등록번호", "전화", "연락처", "휴대폰", "핸드폰", "팩스",
        r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s*원?",
    },
    "player/data/output.py": {"_일손"},
    "player/data/results.py": {"일손", "_결과_", " (일손)"},
    "player/desktop/autostart.py": {"Name=일손"},
    "player/run/ladder.py": {"가", "힣"},
    "player/run/outcomes.py": {".적는 중"},
    "recorder/line.py": {"가", "힣"},
    "recorder/looping.py": {
        "새로|신규|추가|초기화|다음|다시|새 |new|add|clear|reset|next",
        "종료|끝내기|로그아웃|닫기|exit|quit|log ?out|close", "파일|메뉴|file|menu",
    },
    "recorder/values.py": {"자리"},
    "recorder/propose.py": {"명단"},
    "recorder/visit.py": {"ㄱ", "ㅣ"},
    "scripts/keys.py": {"한/영", "한영", "한자"},
    "scripts/placeholders.py": {"오늘", "지금"},
    "scripts/values.py": {"예", "네", "아니요", "아니오"},
}  # fmt: skip
"""Words that a file holds, or that are known when they are read: the same in both languages."""
WORDS["scripts/filters.py"] = {
    "월화수목금토일", "오전", "오후", "요일", "숫자만", "하이픈", "왼쪽", "오른쪽", "0채움", "날짜",
    "대문자", "소문자", "공백제거",
}  # fmt: skip
NATIVE = re.compile("일손: |한/영|성명: …|성명|생년월일|주소")
"""Korean that an English sentence may hold: a key's name, and columns as examples."""


def modules() -> list[Path]:
    found = [ROOT / "main.py"]
    for package in ("scripts", "player", "recorder"):
        found += sorted((ROOT / package).rglob("*.py"))
    names = {path: path.relative_to(ROOT).as_posix() for path in found}
    return [path for path in found if names[path] not in NO_SENTENCES]


def calls(node: ast.AST, *names: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def pairs(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What stands side by side: ``either(korean, english)``, or (korean, english) kept for it."""
    for node in ast.walk(tree):
        if calls(node, "either"):
            both, kept = node.args, False
        elif isinstance(node, ast.Tuple):
            both, kept = node.elts, True
        else:
            continue
        if len(both) != 2 or not all(isinstance(one, ast.Constant | ast.JoinedStr) for one in both):
            continue
        korean, english = written(both[0]), written(both[1])
        if HANGUL.search(korean) and not (kept and HANGUL.search(NATIVE.sub("", english))):
            yield both[0], both[1]


def strings(node: ast.AST) -> Iterator[ast.Constant]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one


def written(node: ast.expr) -> str:
    """The text of a literal, without what is filled in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(one.value) for one in parts if isinstance(one, ast.Constant))


def filled_in(node: ast.expr) -> set[str]:
    """The names that a literal is filled in with."""
    return {
        name.id
        for one in ast.walk(node)
        if isinstance(one, ast.FormattedValue) and not calls(one.value, "josa")
        for name in ast.walk(one)
        if isinstance(name, ast.Name)
    } - {"josa", "quoted", "either", "_QUOTE", "isinstance", "Read", "sum", "str"}


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_korean_stands_alone(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    told = {id(one) for korean, _ in pairs(tree) for one in strings(korean)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told.add(id(node.value))  # says something to whoever reads the code
    words = WORDS.get(module.relative_to(ROOT).as_posix(), set())
    english = {id(one) for _, other in pairs(tree) for one in strings(other)}
    alone = [
        one.value
        for one in strings(tree)
        if HANGUL.search(one.value)
        and not one.value.startswith("(?P<")  # a pattern of dates
        and id(one) not in told
        and id(one) not in english
        and one.value not in words
    ]
    assert alone == []


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_say_the_same(module: Path) -> None:
    for korean, english in pairs(ast.parse(module.read_text("utf-8"))):
        said = written(english)
        assert (said.strip() or filled_in(english)) and not HANGUL.search(NATIVE.sub("", said)), (
            said
        )
        assert filled_in(korean) == filled_in(english), said


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_is_said_while_a_module_is_loaded(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    inside = {
        id(one)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for one in ast.walk(function)
    }
    early = [
        node.lineno for node in ast.walk(tree) if calls(node, "either") and id(node) not in inside
    ]
    assert early == []


def test_what_is_wrong_with_a_script_is_said_in_the_language_spoken(tmp_path: Path) -> None:
    for one in damaged(3 * len(MAKERS), tmp_path):
        speak("ko")
        korean = problems(one.path)
        speak("en")
        english = problems(one.path)
        assert [problem.line for problem in english] == [problem.line for problem in korean]
        for problem in english:
            # What stands in the file is quoted as it stands there.
            own = re.sub("‘[^’]*’|{[^}]*}|가능|: .*|can: .*", "", problem.message)
            assert not HANGUL.search(NATIVE.sub("", own)), problem


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ko", "일손: ‘없는 명단.xlsx’ 파일이 없어요."),
        ("en", "일손: There is no file ‘없는 명단.xlsx’."),
    ],
)
def test_a_process_speaks_as_it_is_told(language: str, sentence: str, tmp_path: Path) -> None:
    sample = next((ROOT / "assets" / "samples").glob("*/script.yaml")).parent
    arguments = ["play", str(sample), "--data", "없는 명단.xlsx", "--rehearse"]
    ended = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env={**os.environ, VARIABLE: language, "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.stderr.splitlines()[0] == sentence
