"""A script written by hand, with words only and no picture, in a dialog that is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clerk import place_window, until
from tests.e2e.test_other_programs import PEOPLE, need, play, program, write_csv

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

SCRIPT = """\
ilson: 1
name: 글자로 찾아 넣기
inputs: {명단: {columns: [성명, 전화번호], key: [성명]}}
targets:
  성명 칸: {window: {title: 대상자 입력}, anchors: [{text: 성명, then: right}]}
  전화번호 칸: {window: {title: 대상자 입력}, anchors: [{text: 전화번호, then: right}]}
  등록: {window: {title: 대상자 입력}, anchors: [{text: 등록하기}]}
steps:
- for_each_row: 명단
  do:
  - {id: aaa1, wait_for: {text: 새 대상자를 적어 주세요}, timeout: 20}
  - {id: aaa2, type: "{성명}", into: 성명 칸}
  - {id: aaa3, type: "{전화번호}", into: 전화번호 칸}
  - {id: aaa4, click: 등록, closes: true}
"""


def test_labels_fields_and_a_button_of_a_gtk_dialog(tmp_path: Path) -> None:
    script, output = tmp_path / "입력", tmp_path / "out.txt"
    script.mkdir()
    (script / "script.yaml").write_text(SCRIPT, encoding="utf-8")
    form = (
        "while zenity --forms --title='대상자 입력' --text='새 대상자를 적어 주세요'"
        " --add-entry='성명' --add-entry='전화번호' --ok-label='등록하기'"
        f" --cancel-label='그만두기' --separator='|' >> {output}; do :; done"
    )
    need("zenity")
    write_csv(tmp_path / "명단.csv")

    def lines() -> list[str]:
        return output.read_text(encoding="utf-8").splitlines() if output.exists() else []

    with program("bash", "-c", form):
        place_window("대상자 입력", 240, 160, 420, 260)
        play(script, tmp_path / "명단.csv")
        wanted = [f"{name}|{phone}" for name, phone in PEOPLE]
        until(lambda: len(lines()) >= len(wanted), "a line for each person")
        assert lines() == wanted
