"""What one process's hands did is known to the one that watches over it, and to nobody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from player.desktop.sent import SentElsewhere
from player.desktop.shared import Shared
from player.types import Event

WRITES = """
import json, os, sys
from player.desktop.sent import Sent
sent = Sent()
for doing in json.load(sys.stdin):
    sent.add(*[tuple(part) if isinstance(part, list) else part for part in doing])
assert "ILSON_SENT" not in os.environ
"""


def written(*doings: tuple[object, ...]) -> SentElsewhere:
    """The memory of a process that did all that and ended."""
    shared = Shared()
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES],
        stdin=subprocess.PIPE,
        text=True,
        env={**os.environ, **shared.variables, "PYTHONPATH": os.pathsep.join(sys.path)},
        pass_fds=shared.descriptors,
    )
    shared.passed_on()
    process.communicate(json.dumps(doings), 60)
    assert process.returncode == 0
    return SentElsewhere(shared.ring)


def key(code: int) -> Event:
    return Event(time.perf_counter(), "key_down", code=code)


def test_each_doing_is_taken_once() -> None:
    sent = written(("key_down", 9), ("move", (-5, 7)), ("key_down", 9))
    move = Event(time.perf_counter(), "move", at=(-5, 7))
    assert [sent.take(one) for one in (key(9), move, move, key(9), key(9), key(10))] == [
        True, True, False, True, False, False,
    ]  # fmt: skip


def test_what_was_long_ago_is_somebody_elses() -> None:
    sent = written(("key_down", 9))
    assert not sent.take(Event(time.perf_counter() + 60, "key_down", code=9))


def test_more_than_the_memory_holds_keeps_the_latest() -> None:
    sent = written(*(("key_down", number) for number in range(6000)))
    assert not sent.take(key(10))
    assert sent.take(key(5999))


def test_the_memory_holds_no_keys() -> None:
    shared = Shared()
    shared.ring.note(1.0, ("key_down", 1234))
    assert b"1234" not in bytes(shared.ring._memory[:])
    shared.passed_on()
