"""The clerk stays in her program: keys begin and end the recording, and run the task again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clerk import Clerk, practice, until, xdotool
from tests.e2e.test_practice_app import people
from tests.e2e.test_window_use import PLACE, ROWS, bring_up, enter_by_keys, keep, office
from ui.practice import TITLE

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]


def test_record_and_run_from_another_program(tmp_path: Path) -> None:
    keys = Clerk()
    with office(tmp_path / "home") as made:
        made.click("건너뛰기")
        made.see("첫 작업 기록하기", "push button")
        with practice(tmp_path / "first", *PLACE) as app:
            bring_up(made, TITLE)
            keys.key("ctrl+alt+r")
            made.see("작업 이름", "text")
            keep(tmp_path, "1-asked")
            keys.key("ctrl+a")
            keys.type("register")
            keys.key("Return")
            made.see("기록 중", "label")
            until(
                lambda: xdotool("getactivewindow", "getwindowname").startswith(TITLE), "her program"
            )
            enter_by_keys(keys, app)
            keys.key("ctrl+alt+r")
            made.gone("다 했어요")
        assert people(tmp_path / "first") == ROWS[:1]
        made.see("register", "list item")
        with practice(tmp_path / "second", *PLACE):
            bring_up(made, TITLE)
            keys.key("ctrl+alt+b")
            until(lambda: people(tmp_path / "second") == ROWS[:1], "the row")
            made.see("보고서 열기", "push button")
            keep(tmp_path, "2-done")
