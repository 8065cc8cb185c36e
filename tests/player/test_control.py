"""Stop, pause and answers reach a run at once, whatever it waits for."""

from __future__ import annotations

import io
import threading

import pytest

from player.lines import Lines, listen, parse_answer
from player.run.control import Answer, Control, Say
from player.stopkey import StopKey, Ways, corners
from player.types import Event, Monitor
from scripts.errors import Stopped


def in_thread(work: object) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread


@pytest.mark.parametrize("waiting", ["wait", "check", "ask"])
def test_a_stop_ends_every_wait(waiting: str) -> None:
    control = Control()
    ended = threading.Event()

    def work() -> None:
        try:
            if waiting == "wait":
                control.wait(3600)
            elif waiting == "ask":
                control.ask()
            else:
                control.pause()
                control.check()
        except Stopped:
            ended.set()

    thread = in_thread(work)
    control.stop()
    assert ended.wait(10)
    thread.join(10)


def test_stopped_is_not_swallowed_by_except_exception() -> None:
    assert not issubclass(Stopped, Exception)


def test_a_pause_holds_until_continue() -> None:
    control = Control()
    control.pause()
    passed = threading.Event()
    thread = in_thread(lambda: (control.check(), passed.set()))
    assert not passed.wait(0.05)
    control.answer(Answer("continue"))
    assert passed.wait(10)
    thread.join(10)


def test_nobody_to_ask_is_none() -> None:
    control = Control()
    control.hang_up()
    assert control.ask() is None


def test_an_answer_given_before_the_question_is_not_taken_for_it() -> None:
    control = Control()
    control.answer(Answer("retry"))
    control.forget_answers()
    control.answer(Answer("skip_row"))
    assert control.ask() == Answer("skip_row")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ('{"answer": "stop"}', Answer("stop")),
        ('{"answer": "text", "text": "홍길동"}', Answer("text", "홍길동")),
        ('{"answer": "explode"}', None),
        ("stop", None),
        ("[1]", None),
        ("{", None),
    ],
)
def test_answers_are_json_lines(line: str, answer: Answer | None) -> None:
    assert parse_answer(line) == answer


def test_listening_passes_over_nonsense_and_tells_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    heard: list[Answer] = []
    ended = threading.Event()
    listen(io.StringIO('\nnonsense\n{"answer": "pause"}\n'), heard.append, ended.set)
    assert ended.wait(10)
    assert heard == [Answer("pause")]
    assert "nonsense" in capsys.readouterr().err


class Closed(io.StringIO):
    """A pipe whose reader went away."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_a_reader_that_went_away_does_not_end_the_run() -> None:
    lines = Lines(Closed())
    lines.emit("row_done", {"row": 2})
    lines.emit("row_done", {"row": 3})


def keys(control: Control, *events: tuple[float, str, str], own: bool = False) -> list[str]:
    heard: list[str] = []

    def hear(say: Say, why: str) -> None:
        heard.append(say)
        control.answer(Answer(say))

    key = StopKey(lambda event: own, lambda: control.paused, hear)
    for time, kind, name in events:
        key(Event(time, kind, key=name))  # type: ignore[arg-type]
    return heard


def test_escape_pauses_and_twice_stops() -> None:
    control = Control()
    said = keys(
        control,
        (1.0, "key_down", "Esc"),
        (1.1, "key_up", "Esc"),
        (1.5, "key_down", "Esc"),
    )
    assert said == ["pause", "stop"]
    assert control.stopped


def test_a_held_escape_is_one_press() -> None:
    control = Control()
    repeats = [(1.0 + n / 10, "key_down", "Esc") for n in range(5)]
    assert keys(control, *repeats) == ["pause"]


def test_slow_escapes_do_not_stop() -> None:
    presses = [(1.0, "key_down", "Esc"), (1.1, "key_up", "Esc"), (3.0, "key_down", "Esc")]
    assert keys(Control(), *presses) == ["pause"]


def test_f9_pauses_and_goes_on() -> None:
    presses = [(1.0, "key_down", "F9"), (1.1, "key_up", "F9"), (2.0, "key_down", "F9")]
    assert keys(Control(), *presses) == ["pause", "continue"]


def test_the_runs_own_escape_stops_nothing() -> None:
    control = Control()
    assert keys(control, (1.0, "key_down", "Esc"), (1.1, "key_down", "Esc"), own=True) == []


def moves(*points: tuple[float, tuple[int, int]], own: bool = False, **ways: bool) -> list[str]:
    heard: list[str] = []
    screen = Monitor((0, 0, 1920, 1080), primary=True)
    key = StopKey(
        lambda event: own,
        lambda: False,
        lambda say, why: heard.append(say),
        Ways(**ways),
        corners((screen, Monitor((1920, 0, 1280, 1024)))),
    )
    for time, at in points:
        key(Event(time, "move", at=at))
    return heard


def test_a_hand_on_the_mouse_pauses() -> None:
    assert moves((1.0, (100, 100)), (1.1, (130, 100)), (1.2, (165, 100))) == ["pause"]
    assert moves((1.0, (100, 100)), (1.1, (165, 100)), mouse=False) == []


def test_a_knock_against_the_desk_does_not() -> None:
    assert moves((1.0, (100, 100)), (1.1, (110, 103)), (1.2, (100, 100))) == []
    assert moves(*((float(n), (100 + 40 * n, 100)) for n in range(9))) == []


def test_the_runs_own_moves_do_not() -> None:
    assert moves((1.0, (0, 0)), (1.1, (900, 500)), own=True) == []


def test_the_corners_are_those_of_the_whole_desktop() -> None:
    screen = Monitor((0, 0, 1920, 1080), primary=True)
    beside = Monitor((1920, 0, 1280, 1024))
    # Where the lower monitor ends, the taller one's lower right corner is one, too.
    assert set(corners((screen, beside))) == {
        (0, 0), (0, 1079), (1919, 1079), (3199, 0), (3199, 1023),
    }  # fmt: skip
    assert moves((1.0, (1919, 0)), mouse=False) == []
    assert moves((1.0, (0, 0)), mouse=False) == ["stop"]
    assert moves((1.0, (0, 0)), mouse=False, corner=False) == []
