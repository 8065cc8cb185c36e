"""What a script does, told from its steps; and the words of a file."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from scripts.fingerprint import WORDS, fingerprint, vocabulary
from scripts.model import (
    Click,
    CloseWindow,
    ForEachRow,
    Input,
    Open,
    Press,
    Read,
    Script,
    Secret,
    Step,
    Target,
    Type,
    WindowPattern,
    WriteRow,
)
from scripts.touches import touches

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
        "windows", "types",
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
