"""A process that waits for the next run, as the window keeps one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.ui.conftest import PRETEND, WaitFor
from ui.library import Entry
from ui.session import Session, documents
from ui.settings import Settings


@pytest.fixture
def session(wait: WaitFor) -> Iterator[Session]:
    made = Session(Settings(), PRETEND)
    yield made
    made.close()
    if made.busy:
        made.stop()
        wait(lambda: not made.busy)


def play(session: Session, wait: WaitFor, name: str = "plain") -> list[str]:
    """Play a task to its end; what the run had to say."""
    session.play(Entry(Path(name), name, datetime.now()))
    wait(lambda: not session.busy)
    progress = session.progress
    assert progress is not None
    assert progress.state == "done", progress.message
    return progress.notes


def test_it_does_the_run_where_and_as_it_is_asked_for(
    session: Session, wait: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.warm_up()
    monkeypatch.setenv("PRETEND_SAYS", "later than it started")
    assert play(session, wait) == [f"waited later than it started {documents()}"]


def test_one_waits_again_after_each_run(session: Session, wait: WaitFor) -> None:
    session.warm_up()
    assert [play(session, wait)[0].split()[0] for _ in range(3)] == ["waited"] * 3


def test_without_one_a_run_starts_as_ever(session: Session, wait: WaitFor) -> None:
    assert play(session, wait) == []


@pytest.mark.parametrize("when", ["at once", "asked"])
def test_one_that_has_ended_is_made_up_for(
    session: Session, wait: WaitFor, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    monkeypatch.setenv("PRETEND_WAIT", when)
    session.warm_up()
    if when == "at once":
        wait(lambda: session.waiting_process == 0)
    monkeypatch.delenv("PRETEND_WAIT")
    assert play(session, wait) == []
    assert play(session, wait) != [], "the next run has one again"


def test_a_run_that_waited_is_stopped_and_answered(session: Session, wait: WaitFor) -> None:
    session.warm_up()
    session.play(Entry(Path("pause"), "pause", datetime.now()))
    session.pause()
    progress = session.progress
    assert progress is not None
    wait(lambda: progress.state == "paused")
    session.stop()
    wait(lambda: not session.busy)
    assert progress.state == "stopped"


def test_a_recording_leaves_it_waiting(session: Session, wait: WaitFor, tmp_path: Path) -> None:
    session.warm_up()
    before = session.waiting_process
    session.record_to(tmp_path / "기록")
    progress = session.progress
    assert progress is not None
    wait(lambda: progress.steps == 2)
    session.stop()
    wait(lambda: not session.busy)
    assert json.loads((tmp_path / "기록" / "task.json").read_text("utf-8")) == {"steps": 2}
    assert session.waiting_process == before != 0
