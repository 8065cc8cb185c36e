"""What is pasted by keys is what was copied just before, or nothing: in the fake world."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from player.desktop.fake import Field
from player.run.options import Options
from scripts.model import Action, Press, Step, WindowPattern
from tests.loop import Player
from tests.office import Office, play_steps, record_one

OLD = b"900101-1234567"
COPY = Press("Ctrl+C", window=WindowPattern("명단"))


@dataclass
class Roll:
    """A window whose copies come after some seconds; another citizen's number was copied before."""

    number: Field
    seconds: float = 0.6


@pytest.fixture
def roll(office: Office) -> Roll:
    made = Roll(Field("번호", (10, 10, 300, 28), secret=True))
    made.number.value = "850505-2345678"
    window = office.world.open_window("명단", (50, 50, 400, 200), [made.number])

    def copy() -> None:
        office.world.clipboard = {"text/plain": made.number.value.encode()}

    window.shortcuts["Ctrl+C"] = lambda: office.world.after(made.seconds, copy)
    office.world.clipboard = {"text/plain": OLD}
    return made


@pytest.fixture
def note(office: Office) -> Field:
    field = Field("본문", (10, 10, 300, 28))
    office.world.open_window("메모", (500, 50, 400, 200), [field])
    return field


def play(office: Office, folder: Path, *actions: Action) -> Player:
    return play_steps(office, folder, record_one(office), *actions)


def paste(where: str) -> Press:
    return Press("Ctrl+V", window=WindowPattern(where))


def test_a_copy_is_waited_for(office: Office, tmp_path: Path, roll: Roll, note: Field) -> None:
    player = play(office, tmp_path, COPY, paste("메모"))
    assert player.result.status == "done"  # type: ignore[attr-defined]
    assert note.value == roll.number.value


def test_what_was_copied_before_is_not_pasted_for_a_copy_that_did_not_come(
    office: Office, tmp_path: Path, roll: Roll, note: Field
) -> None:
    roll.seconds = 3600.0
    player = play(office, tmp_path, COPY, paste("메모"))
    [failed] = player.named("step_failed")
    assert (failed["step"], failed["why"]) == ("s1", "mismatch")
    assert "명단" in str(failed["message"])
    assert note.value == ""


def test_a_copy_may_stay_within_a_window_that_shows_another_computer(
    office: Office, tmp_path: Path, roll: Roll
) -> None:
    roll.seconds = 3600.0
    player = play(office, tmp_path, COPY, paste("명단"))
    assert player.result.status == "done"  # type: ignore[attr-defined]


def test_but_not_within_one_whose_copies_came_before(
    office: Office, tmp_path: Path, roll: Roll
) -> None:
    def heard(event: str, fields: dict[str, object]) -> None:
        if (event, fields.get("step")) == ("step_done", "s0"):
            roll.seconds = 3600.0

    player = Player(office.world, tmp_path)
    player.heard = heard  # type: ignore[method-assign]
    script = record_one(office)
    steps = tuple(Step(f"s{n}", one) for n, one in enumerate((COPY, COPY, paste("명단"))))
    player.play(replace(script, steps=steps), Options(step_timeout=0.5))
    assert [failed["step"] for failed in player.named("step_failed")] == ["s2"]


def test_keys_that_stop_a_command_are_no_copy_that_is_missed(
    office: Office, tmp_path: Path, roll: Roll, note: Field
) -> None:
    roll.seconds = 3600.0
    press = Press("Ctrl+A", window=WindowPattern("메모"))
    player = play(office, tmp_path, COPY, press)
    assert player.result.status == "done"  # type: ignore[attr-defined]
