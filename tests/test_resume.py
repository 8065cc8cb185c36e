"""A run that was cut off goes on where it was, and a second run knows of the first."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scripts.files import load, save
from scripts.model import Action, ForEachRow, Input, Message, Script, Step, Wait, WriteRow
from tests.clerk import command, main

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("display")]


def killed_at(tmp_path: Path, message: str, *steps: Action) -> tuple[Path, list[str], str]:
    """A run of the steps over A, B and C, killed at the first event ``message``: the script, the
    arguments that name its list, the run."""
    (tmp_path / "명단.csv").write_text("성명\nA\nB\nC\n", encoding="utf-8")
    path = tmp_path / "작업"
    save(
        Script(
            "시험 작업",
            tuple(Step(f"s{n:03}", one) for n, one in enumerate(steps)),
            variables=("파일",),
        ),
        path,
    )
    out = tmp_path / "적은 것.csv"
    data = ["--data", str(tmp_path / "명단.csv"), "--json", "--var", f"파일={out}"]
    with main("play", str(path), *data) as player:
        run = player.event("row_started")["run"]
        player.event(message)
        player.process.kill()
    script = load(path)
    calm = tuple(step for step in script.steps if not isinstance(step.action, Wait))
    save(replace(script, steps=calm), path)
    return path, data, run


def named(done: subprocess.CompletedProcess[str], event: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line for line in lines if line["event"] == event]


def test_a_killed_run_leaves_its_row_in_doubt_and_goes_on_at_it(tmp_path: Path) -> None:
    note = WriteRow("{파일}", {"성명": "{성명}"})
    steps = (note, Message("{성명}"), Wait(3600), note)
    path, data, run = killed_at(tmp_path, "message", *steps)
    doubtful = command("play", str(path), *data, "--resume", run)
    assert doubtful.returncode == 1
    assert [line["in_doubt"] for line in named(doubtful, "resumed")] == [[2]]
    assert [line["why"] for line in named(doubtful, "row_failed")] == ["in_doubt"]
    assert [line["text"] for line in named(doubtful, "message")] == ["B", "C"]
    settled = command("play", str(path), *data, "--resume", run, "--in-doubt", "again")
    assert settled.returncode == 0
    assert [line["text"] for line in named(settled, "message")] == ["A"]


def test_a_row_that_was_killed_before_it_did_anything_is_played_unasked(tmp_path: Path) -> None:
    steps = (Message("{성명}"), Wait(3600))
    path, data, run = killed_at(tmp_path, "message", *steps)
    done = command("play", str(path), *data, "--resume", run)
    assert done.returncode == 0
    assert [line["untouched"] for line in named(done, "resumed")] == [[2]]
    assert [line["text"] for line in named(done, "message")] == ["A", "B", "C"]


def test_a_row_that_was_killed_after_its_last_deed_is_done(tmp_path: Path) -> None:
    note = WriteRow("{파일}", {"성명": "{성명}"})
    path, data, run = killed_at(tmp_path, "message", note, Message("{성명}"), Wait(3600))
    done = command("play", str(path), *data, "--resume", run)
    assert done.returncode == 0
    assert [line["row"] for line in named(done, "row_done")] == [2, 3, 4]
    assert (tmp_path / "적은 것.csv").read_text(encoding="utf-8-sig").split() == [
        "성명", "A", "B", "C",
    ]  # fmt: skip


def test_a_second_run_says_what_was_done_already(tmp_path: Path) -> None:
    file = tmp_path / "명단.csv"
    file.write_text("성명,주소\nA,1\nB,2\nC,3\n", encoding="utf-8")
    path = tmp_path / "작업"
    inputs = {"명단": Input(("성명", "주소"), ("성명",))}
    loop = Step("r000", ForEachRow("명단", (Step("m000", Message("{성명}")),)))
    save(Script("시험 작업", (loop,), inputs=inputs), path)
    again = ("play", str(path), "--data", str(file), "--json")
    assert named(command(*again), "already_done") == []
    file.write_text("주소,성명\n3,C\n9,B\n4,D\n", encoding="utf-8")
    file = file.rename(tmp_path / "새 명단.csv")
    again = ("play", str(path), "--data", str(file), "--json")
    second = command(*again, "--already", "skip")
    assert [(line["rows"], line["count"]) for line in named(second, "already_done")] == [
        ([2, 3], 2)
    ]
    [changed] = named(second, "list_changed")
    assert (changed["added"], changed["changed"], changed["removed"]) == ([4], [3], [2])
    assert len(changed["moved"]) == 1
    assert [line["text"] for line in named(second, "message")] == ["D"]
    assert [line["already"] for line in named(second, "run_done")] == [2]
    third = command(*again)
    assert [line["count"] for line in named(third, "already_done")] == [3]
    assert [line["text"] for line in named(third, "message")] == ["C", "B", "D"]
