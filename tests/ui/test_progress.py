"""What the window learns from JSON lines."""

from __future__ import annotations

import pytest

from ui.progress import FailedRow, Progress, last_sentence


def played(*events: dict[str, object], data: str = "명단.xlsx") -> Progress:
    progress = Progress("play", "배송", data)
    for event in events:
        progress.take(event)
    return progress


def test_rows_are_counted_and_failures_kept() -> None:
    progress = played(
        {"event": "run_started", "rows": 3},
        {"event": "row_started", "row": 2},
        {"event": "step_started", "row": 2, "say": "눌러요"},
        {"event": "row_done", "row": 2, "status": "done"},
        {"event": "row_done", "row": 3, "status": "skipped"},
        {"event": "row_failed", "row": 4, "message": "못 찾겠어요."},
    )
    assert (progress.done, progress.skipped, progress.failed, progress.rows) == (1, 1, 1, 3)
    assert progress.finished_rows == 3
    assert progress.failures == [FailedRow(4, "못 찾겠어요.")]
    assert progress.sentence == "눌러요"
    progress.take({"event": "run_done", "status": "failed", "done": 1, "failed": 1, "skipped": 1,
                   "seconds": 4.5, "report": "/r"})  # fmt: skip
    progress.over(1, "")
    assert (progress.state, progress.report, progress.seconds) == ("failed", "/r", 4.5)
    assert progress.message == ""


def test_without_a_list_there_are_no_rows() -> None:
    assert played({"event": "run_started", "rows": 1}, data="").rows is None


def test_a_question_is_open_until_the_run_goes_on() -> None:
    progress = played({"event": "asked", "question": "어느 것?", "choices": ["a", "b"]})
    assert (progress.state, progress.question, progress.choices) == (
        "asking",
        "어느 것?",
        ("a", "b"),
    )
    progress.take({"event": "step_started", "say": "x"})
    assert (progress.state, progress.question, progress.choices) == ("running", "", ())


def test_a_refusal_on_stderr_is_shown_with_its_hint() -> None:
    progress = played()
    progress.over(2, "warning\n일손: 열이 없어요.\n  → 있는 열: 이름\n")
    assert (progress.state, progress.message, progress.hint) == (
        "failed",
        "열이 없어요.",
        "있는 열: 이름",
    )


@pytest.mark.parametrize(
    ("code", "killed", "state"),
    [(0, False, "done"), (1, False, "failed"), (3, False, "stopped"), (-1, True, "stopped"),
     (-1, False, "failed")],
)  # fmt: skip
def test_a_process_that_ends_without_a_word_has_a_state(
    code: int, killed: bool, state: str
) -> None:
    progress = played({"event": "run_started", "rows": 2})
    progress.over(code, "", killed)
    assert progress.state == state and progress.ended


def test_a_recording_that_ended_without_saving_failed() -> None:
    progress = Progress("record", "x")
    progress.take({"event": "recording"})
    progress.over(0, "")
    assert progress.state == "failed"


@pytest.mark.parametrize(
    "event",
    [{}, {"event": 5}, {"event": "asked", "choices": "no"}, {"event": "run_started", "rows": "x"},
     {"event": "run_done", "seconds": None, "done": []}, {"event": "new_thing"}, {"row": "2"}],
)  # fmt: skip
def test_strange_events_do_no_harm(event: dict[str, object]) -> None:
    played({"event": "run_started", "rows": 2}, event)


def test_the_last_sentence_for_people_counts() -> None:
    text = "Traceback\n일손: 하나.\n  → 힌트 하나\n일손: 둘.\n셋.\n  → 힌트 둘\n"
    assert last_sentence(text) == ("둘.\n셋.", "힌트 둘")
    assert last_sentence("nothing for people") == ("", "")


def test_a_recordings_steps_are_counted_through_changes_and_pauses() -> None:
    progress = Progress("record", "배송")
    for event in (
        {"event": "recording"},
        {"event": "step", "step": "a", "say": "눌러요"},
        {"event": "step", "step": "a", "say": "넣어요", "replaces": "a"},
        {"event": "step", "step": "b", "say": "눌러요"},
        {"event": "dropped", "step": "b"},
        {"event": "paused"},
        {"event": "undone", "step": None, "say": ""},
    ):
        progress.take(event)
    assert (progress.state, progress.steps, progress.sentence) == ("paused", 1, "눌러요")
    progress.take({"event": "continued"})
    assert progress.state == "recording"
    progress.take({"event": "undone", "step": "a", "say": "넣어요"})
    assert progress.steps == 0
