"""A storm of input while recording, the recorder killed in it, and an office task played elsewhere:
the small versions of ``python -m tests.bench.record``, ``tests.bench.kills`` and
``tests.bench.tasks``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from player.lines import WINDOW_PROCESS
from scripts.files import load
from tests.bench.kills import kills
from tests.bench.record import record_storm
from tests.bench.tasks import others
from tests.bench.tasks.__main__ import measure
from tests.clerk import main, xdotool


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.usefixtures("display")
def test_nothing_is_lost_and_nothing_out_of_order(tmp_path: Path) -> None:
    done, recorded, _ = record_storm(tmp_path, clicks=50, keys=500, rate=200)
    assert recorded == done


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.usefixtures("display")
def test_a_recording_that_is_killed_at_any_instant_is_recovered(tmp_path: Path) -> None:
    done = list(kills(5, longest=3.0, seed=11, folder=tmp_path))
    assert [one.wrong for one in done] == [""] * 5
    assert sum(one.told for one in done) > 0


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.usefixtures("display")
def test_tasks_done_by_a_person_are_played_in_a_window_that_moved(tmp_path: Path) -> None:
    tasks = tuple(task for task in others.TASKS if task.name == "mousepad: 적고 메뉴로 저장")
    played = list(measure(tasks, ["moved", "data"], tmp_path))
    assert [(one.refused, one.wrong, one.right) for one in played] == [
        ("", False, one.steps) for one in played
    ]
    assert [one.steps for one in played] == [5, 5]


@pytest.mark.desktop
@pytest.mark.usefixtures("display")
def test_a_recording_ends_with_the_window_that_began_it_and_is_saved(tmp_path: Path) -> None:
    out = tmp_path / "작업"
    begun = ("record", "--out", str(out), "--no-ui")
    with main(*begun, env={WINDOW_PROCESS: str(os.getpid())}) as recorder:
        recorder.event("recording")
        xdotool("mousemove", "300", "300", "click", "1")
        recorder.event("step")
        assert recorder.process.stdin is not None
        recorder.process.stdin.close()  # as the system does for a process that was killed
        assert recorder.rest() == 0
    assert len(load(out).steps) == 1
