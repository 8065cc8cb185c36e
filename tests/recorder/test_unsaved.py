"""Which recordings were left behind, and which are going on."""

from __future__ import annotations

import subprocess
import sys

from recorder.unsaved import left_behind, new_recording
from scripts.parts import YAML
from tests.conftest import ROOT

KILLED = """
import os, sys
from recorder.unsaved import new_recording
from scripts.parts import YAML
with new_recording() as path:
    path.mkdir()
    (path / YAML).write_text("")
    print(path, flush=True)
    sys.stdin.readline()
    os._exit(9)
"""


def test_only_what_a_process_left_counts() -> None:
    assert left_behind() == []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], cwd=ROOT, text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout
        path = other.stdout.readline().strip()
        assert left_behind() == []  # it is going on
        other.communicate("\n", timeout=60)
    assert other.returncode == 9
    assert [str(one) for one in left_behind()] == [path]


def test_a_recording_that_ended_leaves_no_lock() -> None:
    with new_recording() as path:
        path.mkdir()
        (path / YAML).write_text("")
        assert left_behind() == []
    assert left_behind() == [path]
    assert [one.name for one in path.parent.iterdir()] == [path.name]
