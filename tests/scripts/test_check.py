"""Every problem is found before anything moves, with its line and the likeliest meant."""
# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.check import check, problems
from scripts.model import Script, Step, Type
from tests.scripts.made import EXAMPLE


def said(folder: Path, text: str) -> list[str]:
    """What the check says of a file, as ``line: message``."""
    folder.mkdir(exist_ok=True)
    (folder / "script.yaml").write_text(text, encoding="utf-8")
    return [f"{one.line}: {one.message}" for one in problems(folder)]


def steps(*lines: str) -> str:
    """A file with these steps (its lines 6 and on)."""
    head = "ilson: 1\nname: x\ninputs: {명단: {columns: [성명, 주소]}}\n"
    head += "targets: {성명 칸: {anchors: [{text: 성명}]}}\nsteps:\n"
    return head + "".join(f"- {line}\n" for line in lines)


def row(line: str) -> str:
    return f"{{for_each_row: 명단, do: [{line}]}}"


def test_the_example_is_good(tmp_path: Path) -> None:
    assert said(tmp_path / "a", EXAMPLE) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # reading
        ("ilson: 1\nname: x\nnotes: y\nsteps: [{press: Enter}]", "3: 작업 파일에 ‘notes’는 쓸 수 없는 이름이에요. 혹시 ‘note’를 쓰려고 하셨나요?"),
        ("ilson: 1\nname: x\nname: y\nsteps: []", "3: ‘name’이 두 번 나와요. 먼저 2번째 줄에 있어요."),
        ("ilson: 1\nname: &a x\nsteps: []", "2: 앞에 &가 붙은"),
        ("ilson: 1\nname: x\nnote: *a\nsteps: []", "별칭"),
        ("ilson: 1\nname: !!str x\nsteps: []", "2: 앞에 !가 붙은"),
        ("ilson: 1\nname: x\nsteps: []\n---\nilson: 1", "하나만"),
        ("ilson: 1\nname: {a: [}\n", "2: "),
        ("", "비어 있어요"),
        ("- a\n", "1: 일손 작업 파일이 아니에요"),
        ("ilson: 1\nsteps: [{press: Enter}]", "이름이 없어요"),
        (steps("{clik: 성명 칸}"), "6: ‘clik’는 모르는 단계예요. 혹시 ‘click’을"),
        (steps("{note: x}"), "6: 무엇을 할지"),
        (steps("{click: 성명 칸, press: Enter}"), "6: 한 단계에 할 일이 둘 이상이에요"),
        (steps("{click: 성명 칸, cuont: 2}"), "6: ‘click’ 단계에 ‘cuont’는 쓸 수 없는 이름이에요. 혹시 ‘count’를"),
        (steps("{click: 성명 칸, count: two}"), "6: ‘count’: 정수를 써야 하는데 ‘two’라고"),
        (steps("{click: 성명 칸, count: 11}"), "6: ‘count’: 1부터 10까지"),
        (steps("{click: 성명 칸, button: lefd}"), "혹시 ‘left’를"),
        (steps("{click: [a]}"), "6: ‘click’에는 글을 써야 해요."),
        (steps("{drag: 성명 칸}"), "6: 이 단계에 ‘to’가 없어요."),
        (steps("{id: a, press: Enter}", "{id: a, press: Tab}"), "7: 단계 id ‘a’가 두 번 나와요. 먼저 6번째"),
        (steps("{id: 'a b', press: Enter}"), "6: ‘id’: 단계의 id는"),
        (steps("{wait_for: 성명칸}"), "6: ‘성명칸’이라는 곳은 없어요. 혹시 ‘성명 칸’을"),
        (steps("{wait_for: {appears: a, text: b}}"), "6: 조건을 알 수 없어요"),
        (steps("{if: {value: a, isn: b}, then: [{press: Enter}]}"), "혹시 ‘is’를"),
        (steps("{wait: 1e500}"), "6: ‘wait’: 숫자가 너무 커요."),
        (steps("{wait: -1}"), "6: ‘wait’: 0부터"),
        (steps("{press: Enter, enabled: maybe}"), "true나 false"),
        ("ilson: 1\nname: x\ntargets: {a: {anchors: [{image: zz}]}}\nsteps: []", "3: ‘image’: 그림 이름은"),
        ("ilson: 1\nname: x\ntargets: {a: {}}\nsteps: []", "3: ‘a’에 찾을 그림이나"),
        ("ilson: 1\nname: x\ntargets: {a: {anchors: [{image: 0123456789ab}]}}\nsteps: [{click: a}]", "3: ‘a’의 그림 0123456789ab.png: 그림 파일이 없어요."),
        # checking
        ("ilson: 1\nname: x\nsteps: []", "3: 단계가 하나도 없어요."),
        (steps("{click: 성명칸}"), "6: ‘성명칸’이라는 곳은 없어요. 혹시 ‘성명 칸’을"),
        (steps(row("{type: '{성멍}'}")), "6: {성멍}이라는 값은 여기에 없어요. 혹시 ‘성명’을"),
        (steps(row("{press: Tab}"), "{type: '{성명}'}"), "7: {성명} 값은 ‘명단’의 각 행 안에서만"),
        (steps(row("{type: '{성명|하이폰}'}")), "‘하이픈’을"),
        (steps(row("{type: '{성명'}")), "6: 중괄호({)가 닫히지 않았어요"),
        (steps(row("{type: '{금액}'}, {read: 금액, how: clipboard}")), "6: {금액}이라는 값은 여기에 없어요."),
        (steps("{for_each_row: 명던, do: [{press: Tab}]}"), "6: ‘명던’이라는 명단이 inputs에 없어요. 혹시 ‘명단’을"),
        (steps("{for_each_row: 명단, do: []}"), "6: ‘do’ 안에 단계가 없어요."),
        (steps("{repeat: 2, do: }"), "6: ‘do’ 안에 단계가 없어요."),
        (steps("{press: Ctrl+Q+S}"), "누를 수 있는 키가 아니에요."),
        (steps("{press: Entr}"), "6: ‘Entr’"),
        (steps("{click: 성명 칸, with: Enter}"), "함께 누를 수 없어요"),
        (steps("{read: x}"), "6: 화면에서 읽으려면"),
        (steps("{call: ../x.ilson}"), "6: ‘../x.ilson’은 작업 폴더 밖을"),
        (steps("{call: /x.ilson}"), "이 컴퓨터에서만"),
        (steps("{call: 'C:/x.ilson'}"), "이 컴퓨터에서만"),
        (steps("{call: 'a\\b.ilson'}"), "6: ‘a\\b.ilson’에는 \\ 대신"),
        (steps("{call: 없는.ilson}"), "6: ‘없는.ilson’이라는 작업이 옆에 없어요."),
        (steps("{open_file: 'C:\\Users\\kim\\a.hwp'}"), "사용자 이름이 든 경로"),
        (steps("{write_row: /a.xlsx, values: {a: b}}"), "이 컴퓨터에서만"),
        (steps("{focus_window: ''}"), "창 제목이 비어 있어요"),
        ("ilson: 1\nname: x\ninputs: {명단: {columns: [성명], key: [성멍]}}\nsteps: [{press: Tab}]", "3: ‘명단’의 key에 있는 ‘성멍’이 columns에 없어요. 혹시 ‘성명’을"),
        ("ilson: 1\nname: x\nsteps:\n\t- a", "4: "),
        ("ilson: 1\nname: \x07\nsteps: []", "2: 보이지 않는 글자(U+0007)"),
    ],
)  # fmt: skip
def test_problems_are_said_with_their_line(text: str, message: str, tmp_path: Path) -> None:
    found = said(tmp_path / "a", text)
    assert any(message in one for one in found), found


@pytest.mark.parametrize(
    "text",
    [
        steps(row("{read: 금액, how: clipboard}, {type: '{금액} {오늘} {성명}'}")),
        steps(row("{read: 금액, how: clipboard}"), "{type: '{금액}'}"),
        steps("{ask: 누구?, into: 누구}", row("{type: '{누구} {주소}'}")),
        steps(row("{for_each_row: 명단, do: [{type: '{성명}'}]}")),
        steps("{press: Ctrl+Shift+한/영}", "{press: Tab, enabled: false}"),
        steps("{click: 없는 곳, enabled: false}", "{press: Tab}"),
        steps("{wait_for: {text: 성명칸}}", "{wait_for: 저장되었습니다}"),
        steps("{stop: }", "{pause: }", "{press: +}", "{press: Ctrl++}"),
        "ilson: 1\nname: x\nsteps: [{type: '{아무 열}'}]",
        "ilson: 1\nname: x\nvariables: [담당]\ninputs: {명단: {columns: [성명]}}\n"
        "steps: [{for_each_row: 명단, do: [{type: '{성명} {담당}'}]}]",
        "\ufeffilson: 1\r\nname: x\r\nsteps:\r\n- {press: Enter}\r\n",
    ],
)
def test_what_can_be_played_has_no_problems(text: str, tmp_path: Path) -> None:
    assert said(tmp_path / "a", text) == []


def test_every_problem_is_said_not_only_the_first(tmp_path: Path) -> None:
    found = said(tmp_path / "a", steps(*(f"{{clik: x, id: a{n}}}" for n in range(9))))
    assert [one.split(":")[0] for one in found] == [str(n) for n in range(6, 15)]


def test_files_that_are_no_scripts(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("x")
    (tmp_path / "cp949").mkdir()
    (tmp_path / "cp949" / "script.yaml").write_bytes("ilson: 1\nname: 이름\n".encode("cp949"))
    for name, part in [
        ("empty", "작업이 없어요"), ("text.txt", "일손 작업 파일이 아니에요"),
        ("none.ilson", "찾을 수 없어요"), ("cp949", "UTF-8"), ("a\0b", "찾을 수 없어요"),
    ]:  # fmt: skip
        found = problems(tmp_path / name)
        assert len(found) == 1 and part in found[0].message, (name, found)
    assert problems(tmp_path / "cp949")[0].line == 2


def test_called_scripts_are_checked_too_and_cycles_end(tmp_path: Path) -> None:
    one = "ilson: 1\nname: x\nsteps: [{call: b}]\n"
    assert said(tmp_path / "b", "ilson: 1\nname: y\nsteps: [{call: a}, {click: 없음}]\n")
    found = said(tmp_path / "a", one)
    assert len(found) == 1 and "‘없음’이라는 곳은" in found[0]


def test_a_script_in_memory_is_checked_without_lines() -> None:
    script = Script("x", (Step("a", Type("{성명")),))
    assert [str(one) for one in check(script)] == [
        "x: 중괄호({)가 닫히지 않았어요. 중괄호를 글자로 쓰려면 {{ 또는 }}라고 두 번 써 주세요."
    ]
