"""The commands of the contract on Windows: what they print and return to the shell, and that a file
is the same on both systems. Most are the tests of tests/test_main.py, run in the lane."""

from __future__ import annotations

from pathlib import Path

from scripts.files import load, pack, save
from scripts.model import Message, Repeat, Step, Wait
from scripts.parts import YAML
from tests.clerk import command, main, place_window, xdotool
from tests.conftest import ROOT
from tests.test_main import (  # noqa: F401 - collected here too
    made,
    test_a_failed_step_is_one,
    test_check_of_a_good_script_is_silent_and_zero,
    test_locate_says_where_as_json,
    test_locate_says_why_not,
    test_play_prints_json_lines_and_nothing_else,
)
from tests.test_resume import (  # noqa: F401 - collected here too
    test_a_killed_run_leaves_its_row_in_doubt_and_goes_on_at_it,
)
from tests.windows.wine import program

SAMPLE = ROOT / "assets" / "samples" / "자가격리 대상자 등록"


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_files_are_the_same_on_both_systems(tmp_path: Path) -> None:
    there, here = tmp_path / "윈도우.ilson", tmp_path / "여기.ilson"
    assert command("pack", str(SAMPLE), str(there)).returncode == 0
    pack(SAMPLE, here)
    assert there.read_bytes() == here.read_bytes()
    unpacked, again = tmp_path / "풀린 것", tmp_path / "다시"
    assert command("unpack", str(here), str(unpacked)).returncode == 0
    save(load(here), again)
    assert contents(unpacked) == contents(again)
    assert load(unpacked) == load(SAMPLE)


def test_check_names_the_line_and_the_likely_word(tmp_path: Path) -> None:
    path = made(tmp_path, Message("안녕"))
    file = path / YAML
    file.write_text(file.read_text("utf-8").replace("message:", "mesage:"), "utf-8", newline="\n")
    done = command("check", str(path))
    assert done.returncode == 2
    assert "script.yaml:4: ‘mesage’는 모르는 단계예요." in done.stdout


def test_a_person_stops_a_run_by_esc_esc(tmp_path: Path) -> None:
    path = made(tmp_path, Repeat(1000, (Step("w000", Wait(3600)),)))
    # Wine hears keys only while one of its windows is in front.
    with program("notepad.exe"), main("play", str(path), "--json") as player:
        place_window("Notepad", 200, 200, 600, 400)
        player.next(lambda line: line.get("step") == "w000", "the long wait")
        xdotool("key", "--delay", "60", "Escape", "Escape")
        assert player.rest() == 3
    events = [line["event"] for line in player.seen]
    assert "stopped" in events
    assert events[-1] == "run_done"
