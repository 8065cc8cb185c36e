"""The command line sees the desktop as it is: a place is looked for on it, and learnt from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import main
from player.desktop.fake import Button, Clock, FakeWindow, Label, World, open_fake
from player.shots import opened
from scripts.files import load, save
from scripts.model import Click, Script, Step


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> FakeWindow:
    world = World(clock=Clock(), look_takes=0.05)
    monkeypatch.setattr("player.locate_command.open_desktop", lambda: open_fake(world))
    monkeypatch.setattr("player.desktop.open_desktop", lambda: open_fake(world))
    return world.open_window("대상자 등록 - 일지", (120, 90, 460, 260), [
        Label("성명", (20, 22, 80, 20), "표"), Button("저장하기", (110, 140, 90, 30)),
        Button("새로 쓰기", (340, 210, 90, 30)),
    ])  # fmt: skip


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_place_is_learnt_from_a_shot_and_found_again(
    form: FakeWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script, learnt, shot = tmp_path / "작업", tmp_path / "새.ilson", tmp_path / "now.png"
    save(Script("작업", (Step("a", Click("저장")),)), script)
    assert main.run(["shot", str(shot)]) == 0
    assert told(capsys)["origin"] == [0, 0]
    look = opened(shot)
    assert look.windows[0].title == "대상자 등록 - 일지" and look.monitors
    x, y = form.centre("저장하기")
    at = f"--at={x},{y}"
    assert main.run(["learn", str(script), "저장", f"--shot={shot}", at, f"--out={learnt}"]) == 0
    target = load(learnt).targets["저장"]
    assert target.window is not None and target.window.title == "* - 일지"
    assert target.anchors and all(anchor.added == "repaired" for anchor in target.anchors)
    capsys.readouterr()
    form.move(300, 200)
    assert main.run(["locate", str(learnt), "저장", "--now", "--json", f"--shot={shot}"]) == 0
    found = told(capsys)
    assert found["point"] == list(form.centre("저장하기"))
    form.close()
    assert main.run(["locate", str(learnt), "저장", "--now", "--json"]) == 1
    assert "‘저장’" in str(told(capsys)["message"])


def test_a_picture_that_is_no_shot_is_refused(
    form: FakeWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shot = tmp_path / "now.png"
    save(Script("작업", (Step("a", Click("저장")),)), tmp_path / "작업")
    assert main.run(["shot", str(shot)]) == 0
    shot.with_suffix(".json").write_text("{}", "utf-8")
    line = ["learn", str(tmp_path / "작업"), "저장", f"--shot={shot}", "--at=1,1", "--out=x"]
    assert main.run(line) == 2
    assert "화면을 다시 찍어 주세요" in capsys.readouterr().err
