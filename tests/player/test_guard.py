"""What the process that watches over a run passes on to it."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator

import pytest

from player.guard import Guard
from player.lines import EmitEvent

PLAYER = """
import json, sys
for line in sys.stdin:
    word = json.loads(line)["answer"]
    print(json.dumps({"event": "heard", "word": word}), flush=True)
    if word in ("retry", "again"):
        break
    if word == "go":
        print(json.dumps({"event": "asked", "question": "?", "choices": ["retry"]}), flush=True)
"""
LIMIT = 60.0
Events = queue.SimpleQueue[tuple[str, dict[str, object]]]


@pytest.fixture
def asked() -> Iterator[tuple[Guard, Events]]:
    """A player that has put a question, and tells what it hears."""
    events: Events = queue.SimpleQueue()
    guard = Guard([sys.executable, "-c", PLAYER])
    emit: EmitEvent = lambda name, told: events.put((name, told))  # noqa: E731
    reading = threading.Thread(target=guard.pass_on, args=(emit, lambda: None))
    reading.start()
    guard.say("go")
    assert events.get(timeout=LIMIT)[1]["word"] == "go"
    assert events.get(timeout=LIMIT)[0] == "asked"
    yield guard, events
    guard.say("retry")
    reading.join(LIMIT)
    assert not reading.is_alive()
    guard.close(0)


def test_a_hand_on_its_way_to_the_answer_is_no_pause(asked: tuple[Guard, Events]) -> None:
    guard, events = asked
    guard.say("pause", "마우스를 움직이셔서 멈췄어요.")
    guard.say("here", at=(3, 4))
    assert events.get(timeout=LIMIT)[1]["word"] == "here"
    assert not guard.paused
    guard.say("pause")
    assert events.get(timeout=LIMIT)[1]["word"] == "pause", "the question is answered"
    assert guard.paused
