"""The file for the help desk holds what helps, and nothing of anybody's."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from player.run.journal import Journal
from player.support import parts, save
from scripts.faults import MOST, keep, kept
from scripts.files import save as save_script
from scripts.folders import data_folder, runs_folder, scripts_folder
from scripts.model import Script, Step, Type

SEEDS = (
    "홍길동", "900101-1234567", "9001011234567", "010-1234-5678", "체납", "온누리구", "비밀글",
    "hong@example.test", "C:\\Users\\hong", "/home/hong", "복지 상담 창",
)  # fmt: skip


def fail(text: str) -> None:
    raise ValueError(f"{text} {' '.join(SEEDS)}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clerk's data folder in which somebody's data is wherever it can be."""
    folder = tmp_path / "홍길동" / "온누리구"
    monkeypatch.setenv("ILSON_HOME", str(folder))
    for name in ("USER", "USERNAME", "LOGNAME", "HOME"):
        monkeypatch.setenv(name, "홍길동")
    task = Script("홍길동 체납", (Step("a", Type("비밀글 010-1234-5678")),), author="홍길동")
    save_script(task, scripts_folder() / "홍길동 체납")
    (data_folder() / "settings.json").write_text(json.dumps({"team": "/home/hong"}), "utf-8")
    with Journal(runs_folder()) as journal:
        run = journal.begin_run(task.name, "홍길동 900101-1234567.xlsx")
        journal.end_run(run, "failed", "/home/hong/report.html", seconds=12.4)
    try:
        fail("/home/hong")
    except ValueError as error:
        keep(error, "play")
    return folder


FINDINGS = [
    {"check": "screen", "state": "good", "kind": "sees",
     "values": {"n": 2, "scales": "100 %, 150 %"}},
    {"check": "elevated", "state": "warn", "kind": "above",
     "values": {"title": "복지 상담 창 홍길동"}},
    {"check": "reading", "state": "bad", "kind": "failed", "values": {},
     "message": "글자 읽기 자료가 없어요: /home/hong/홍길동", "hint": "C:\\Users\\hong"},
    {"check": "space", "state": "good", "kind": "enough",
     "values": {"used": "1.2 GB", "free": "86 GB", "n": "9001011234567 홍길동"}},
    {"check": "홍길동", "state": "체납", "kind": "hong@example.test", "values": {"홍길동": 3}},
]  # fmt: skip


def test_no_seeded_identifier_is_in_it(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "문의.zip"
    save(parts(FINDINGS), file)
    with zipfile.ZipFile(file) as packed:
        held = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    whole = "\n".join((*held, *held.values()))
    assert [seed for seed in SEEDS if seed in whole] == []
    assert str(tmp_path) not in whole and "/" not in held["about.txt"].replace(" / ", "")


def test_it_says_what_helps(home: Path) -> None:
    told = {part.name: part.text for part in parts(FINDINGS)}
    assert set(told) == {"about.txt", "self-check.txt", "runs.txt", "faults.txt"}
    assert "PySide6_Essentials: 6." in told["about.txt"] and "Ilson: 0." in told["about.txt"]
    lines = told["self-check.txt"].splitlines()
    assert lines[0] == "screen good sees n=2 scales=100 %, 150 %"
    assert lines[1:3] == ["elevated warn above", "reading bad failed"]
    assert "failed 12s" in told["runs.txt"]
    assert "play ValueError" in told["faults.txt"]


def test_a_fault_is_its_place_in_our_code(home: Path) -> None:
    try:
        save([], Path("/nowhere/홍길동.zip"))
    except OSError as error:
        keep(error, "play")
    last = kept()[-1]
    assert last.kind == "FileNotFoundError"
    assert last.where[-1].startswith(("player/support.py:", "player/data/files.py:"))
    assert "홍길동" not in str(last)


def test_faults_are_bounded_and_a_damaged_one_is_passed_over(home: Path) -> None:
    for number in range(MOST + 5):
        try:
            raise RuntimeError(number)
        except RuntimeError as error:
            keep(error, "")
    assert len(kept()) == MOST
    file = data_folder() / "faults.jsonl"
    file.write_text(file.read_text("utf-8") + '{"where": 3}\nx홍길동\n', "utf-8")
    assert len(kept()) == MOST
    assert "홍길동" not in "".join(part.text for part in parts([]))
