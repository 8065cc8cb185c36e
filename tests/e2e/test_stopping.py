"""She can always stop it: whatever the player is doing, and with no key left down."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.files import save
from scripts.model import Repeat, Script, Step, Wait
from tests.bench.fields import qt_field
from tests.bench.stops import left_down, script, started
from tests.clerk import Child, gone, main, until, xdotool

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("display")]


def waiting(tmp_path: Path) -> Path:
    """A script that waits without end."""
    path = tmp_path / "기다림"
    save(Script("기다림", (Step("r000", Repeat(1000, (Step("w000", Wait(3600)),))),)), path)
    return path


def begun(run: Child) -> int:
    """The number of the player's process, once it is in the long wait."""
    pid = int(run.event("run_started")["pid"])
    run.next(lambda line: line.get("step") == "w000", "the long wait")
    return pid


def events(run: Child) -> list[str]:
    return [line["event"] for line in run.seen]


@pytest.mark.parametrize(
    "words", [("key", "ctrl+alt+q"), ("mousemove", "0", "0")], ids=["Ctrl+Alt+Q", "corner"]
)
def test_the_chord_and_the_corner_stop(tmp_path: Path, words: tuple[str, ...]) -> None:
    xdotool("mousemove", "300", "300")
    with main("play", str(waiting(tmp_path)), "--json") as run:
        begun(run)
        xdotool(*words)
        assert run.rest() == 3
    assert events(run)[-2:] == ["stopped", "run_done"]
    xdotool("mousemove", "300", "300")


@pytest.mark.parametrize("way", ["chord", "esc", "corner"])
def test_each_way_to_stop_can_be_switched_off(tmp_path: Path, way: str) -> None:
    words = {"chord": ("key", "ctrl+alt+q"), "esc": ("key", "Escape", "Escape"),
             "corner": ("mousemove", "0", "0")}  # fmt: skip
    xdotool("mousemove", "300", "300")
    with main("play", str(waiting(tmp_path)), "--json", "--no-stop-by", way) as run:
        begun(run)
        xdotool(*words[way])
        xdotool("key", "F9")  # heard after it
        run.event("paused")
        assert "stopped" not in events(run)
        assert run.stop() == 3
    xdotool("mousemove", "300", "300")


def test_a_player_that_was_halted_is_ended(tmp_path: Path) -> None:
    with main("play", str(waiting(tmp_path)), "--json") as run:
        pid = begun(run)
        os.kill(pid, signal.SIGSTOP)
        run.say("stop")
        assert run.rest() == 3
    assert gone(pid)
    stopped, done = run.seen[-2:]
    assert (stopped["event"], stopped["killed"]) == ("stopped", True)
    assert (done["event"], done["status"]) == ("run_done", "stopped")


def test_a_player_that_hangs_with_a_key_down_is_ended_and_the_key_released(tmp_path: Path) -> None:
    with started(script(tmp_path), "native call") as run:
        run.event("run_started")
        until(lambda: left_down() == 1, "the key that it hangs with")
        run.say("stop")
        assert run.rest() == 3
    assert left_down() == 0


def test_a_player_that_hangs_while_it_keeps_the_screen_to_itself_is_ended(tmp_path: Path) -> None:
    with qt_field(), started(script(tmp_path), "screen held") as run:
        # Nobody can be asked to stop it: no key is heard, and no other program is served.
        assert run.rest() == 3
    stopped, done = run.seen[-2:]
    assert (stopped["event"], stopped["killed"]) == ("stopped", True)
    assert (done["status"], "붙잡고" in done["message"]) == ("stopped", True)
    assert left_down() == 0  # the screen answers again


def test_without_the_one_that_watches_over_it_a_player_goes_no_further(tmp_path: Path) -> None:
    with main("play", str(waiting(tmp_path)), "--json") as run:
        pid = begun(run)
        run.process.kill()
        run.process.wait(10)
        until(lambda: gone(pid), "the end of the player")


def test_a_player_that_ends_by_itself_is_told_with_how_to_go_on(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with main("play", str(waiting(tmp_path)), "--json") as run:
        os.kill(begun(run), signal.SIGKILL)
        assert run.rest() == 1
    assert f"--resume {run.seen[0]['run']}" in capfd.readouterr().err


def moved(run: Child) -> None:
    xdotool("mousemove", "300", "300")
    xdotool("mousemove", "500", "400")


def clicked(run: Child) -> None:
    xdotool("click", "1")


@pytest.mark.parametrize("hand", [moved, clicked])
def test_a_hand_on_the_mouse_pauses_where_somebody_is_there(
    tmp_path: Path, hand: Callable[[Child], None]
) -> None:
    xdotool("mousemove", "200", "200")
    with main("play", str(waiting(tmp_path)), "--json", "--ask") as run:
        begun(run)
        hand(run)
        assert "마우스" in run.event("paused")["text"]
        run.say("continue")
        run.event("continued")
        assert run.stop() == 3


def test_the_runs_own_hands_do_not_pause_it(tmp_path: Path) -> None:
    """Typing, chords and moves of the player are told from a person's."""
    path = script(tmp_path)
    with main("play", str(path), "--json", "--ask") as run:
        for _ in range(8):
            run.event("step_done")
        assert "paused" not in events(run)
        assert run.stop() == 3
