"""The tasks' folder, with good and bad things in it."""

from __future__ import annotations

import os
from pathlib import Path

from scripts.folders import data_folder, scripts_folder
from tests.ui.conftest import add_task, load
from ui.library import entries, new_path
from ui.settings import Settings


def test_good_and_broken_tasks_are_listed_latest_first() -> None:
    old, new = add_task("오래된 것", 3), add_task("새것", 2, ("성명", "주소"))
    (scripts_folder() / "깨진 것.ilson").write_bytes(b"x")
    (scripts_folder() / ".hidden").mkdir()
    (scripts_folder() / "메모.txt").write_text("no task")
    os.utime(old, (1, 1))
    os.utime(new, (2e9, 2e9))
    found = entries(scripts_folder(), load)
    assert [entry.name for entry in found] == ["새것", "깨진 것", "오래된 것"]
    assert (found[0].steps, found[0].needs_list, found[0].columns) == (2, True, ("성명", "주소"))
    assert (found[2].steps, found[2].needs_list) == (3, False)
    assert found[1].problem == "여기에 ‘steps’가 있어야 해요."
    assert found[1].hint == "작업을 다시 받아 주세요."


def test_a_folder_that_is_not_there_is_empty() -> None:
    assert entries(scripts_folder() / "none", load) == []


def test_names_become_paths_that_every_system_takes(tmp_path: Path) -> None:
    assert new_path(tmp_path, "  급여: 12월/명단?  ").name == "급여 12월 명단"
    assert new_path(tmp_path, "..").name == "작업"
    assert new_path(tmp_path, "con").name == "con 작업"
    (tmp_path / "배송").mkdir()
    (tmp_path / "접수.ilson").touch()
    assert new_path(tmp_path, "배송").name == "배송 (2)"
    assert new_path(tmp_path, "접수").name == "접수 (2)"


def test_settings_come_back_and_nonsense_is_passed_over() -> None:
    settings = Settings.load()
    assert settings == Settings()
    settings.language, settings.lists = "en", {"/a": "b.xlsx#s"}
    settings.save()
    assert Settings.load() == settings
    path = data_folder() / "settings.json"
    for text in ("", "[]", '{"language": 5, "lists": {"a": 3}, "more": 1}'):
        path.write_text(text, "utf-8")
        assert Settings.load() == Settings()
