"""What a script does, told from its steps; and the words of a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from scripts.check import problems
from scripts.files import load, save
from scripts.fingerprint import WORDS, fingerprint, vocabulary
from scripts.model import (
    Click,
    CloseWindow,
    ForEachRow,
    ImageAnchor,
    Input,
    Open,
    Popup,
    Press,
    Read,
    Script,
    Secret,
    Step,
    Target,
    TextAnchor,
    Type,
    WayBack,
    WindowOpen,
    WindowPattern,
    WriteRow,
)
from scripts.touches import risky_run, risky_steps, touches

FORM = WindowPattern("지방세 조회*")


def script(*steps: Step) -> Script:
    loop = Step("r", ForEachRow("명단", steps))
    targets = {name: Target(name, FORM, ()) for name in ("삭제", "조회", "결재 올리기")}
    return Script("조회", (loop,), MappingProxyType(targets), {"명단": Input(("성명", "주소"))})


def told(made: Script) -> dict[str, tuple[tuple[str, ...], tuple[int, ...]]]:
    return {one.kind: (one.names, one.steps) for one in touches(made)}


def test_the_riskiest_comes_first() -> None:
    made = script(
        Step("a", Click("조회")), Step("b", Type("{성명}", window=FORM)),
        Step("c", Click("삭제")), Step("d", Type(Secret("비밀번호"), window=FORM)),
        Step("e", Open("address", "http://example.test")), Step("f", Click("결재 올리기")),
        Step("g", WriteRow("결과.xlsx", {"성명": "{성명}"})), Step("h", Press("F8")),
        Step("i", CloseWindow(FORM)), Step("j", Read("번호", "clipboard")),
        Step("k", Click("삭제"), enabled=False),
    )  # fmt: skip
    found = told(made)
    assert list(found) == [
        "deletes", "sends", "secret", "opens_address", "anywhere", "writes", "closes", "reads",
        "lists", "windows", "types",
    ]  # fmt: skip
    assert found["deletes"] == (("삭제",), (3,)), "a step that is off does nothing"
    assert found["sends"] == (("결재 올리기",), (6,))
    assert found["windows"][0] == ("지방세 조회",)
    assert found["types"] == (("성명",), (2, 7))
    risky = [one.kind for one in touches(made) if one.risky]
    assert risky == ["deletes", "sends", "secret", "opens_address", "anywhere"]


def test_the_words_tell_files_apart(tmp_path: Path) -> None:
    assert len(set(vocabulary())) == 256
    one, other = tmp_path / "a.ilson", tmp_path / "b.ilson"
    one.write_bytes(b"x")
    other.write_bytes(b"y")
    assert len(fingerprint(one)) == WORDS
    assert fingerprint(one) != fingerprint(other)
    other.write_bytes(b"x")
    assert fingerprint(one) == fingerprint(other)


def test_a_harmless_name_hides_nothing() -> None:
    words = TextAnchor("전체 삭제"), ImageAnchor("0" * 12, caption="결재 올리기")
    for words_of, kind in zip(words, ("deletes", "sends"), strict=True):
        target = Target("조회", FORM, (words_of,))
        made = Script("x", (Step("a", Click("조회")),), MappingProxyType({"조회": target}))
        assert kind in told(made) and risky_steps(made) == {"a": kind}


@pytest.mark.parametrize(
    "action",
    [
        Press("Win+R", window=FORM),
        Press("Ctrl+Esc", window=FORM),
        Type("format c:", window=WindowPattern("명령 프롬프트*")),
        Type("rm -r x", window=WindowPattern("*", program="xterm")),
        Press("Enter", window=WindowPattern("실행")),
    ],
)
def test_what_may_start_anything_is_told(action: Press | Type) -> None:
    assert risky_steps(Script("x", (Step("a", action),))) == {"a": "commands"}


def test_keys_in_the_program_that_is_meant_start_nothing() -> None:
    steps = (Step("a", Press("Ctrl+S", window=FORM)), Step("b", Type("가", window=FORM)))
    assert risky_steps(Script("x", steps)) == {}


def test_what_is_done_at_any_time_is_told() -> None:
    popup = Popup(WindowOpen(WindowPattern("알림")), click="삭제")
    targets = MappingProxyType({"삭제": Target("삭제", FORM, ())})
    made = Script("x", (Step("a", Press("F5", window=FORM)),), targets, popups=(popup,))
    assert told(made)["deletes"] == (("삭제",), (0,))
    assert risky_run(made) == "deletes" and risky_steps(made) == {}
    back = WayBack(press="Win+D")
    assert risky_steps(Script("x", (Step("a", Press("F5", window=FORM), back=back),))) == {
        "a": "commands"
    }


def test_the_list_that_is_read_is_named() -> None:
    made = script(Step("a", Click("조회")))
    assert told(made)["lists"] == (("명단",), (1,))


def test_who_made_it_is_kept_in_the_file(tmp_path: Path) -> None:
    made = replace(script(Step("a", Press("F5", window=FORM))), author="박주무관 · 세무과")
    save(made, tmp_path / "a.ilson")
    assert load(tmp_path / "a.ilson").author == "박주무관 · 세무과"
    text = tmp_path / "b" / "script.yaml"
    save(made, tmp_path / "b")
    text.write_text(text.read_text("utf-8").replace("박주무관 · 세무과", '"가\\n나"'), "utf-8")
    assert any("줄바꿈" in problem.message for problem in problems(tmp_path / "b"))
