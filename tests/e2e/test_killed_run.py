"""The small versions of ``python -m tests.bench.crash`` and ``tests.bench.long_list``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.bench.crash import crashes
from tests.bench.long_list import measure


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.usefixtures("display")
@pytest.mark.skipif(shutil.which("pgrep") is None, reason="finds the processes by pgrep")
def test_a_killed_run_is_gone_on_with_and_no_row_is_lost_or_doubled(tmp_path: Path) -> None:
    parts = list(crashes(6, 40, 4.0, 3, tmp_path))
    assert [line for part, _ in parts for line in part.wrong] == []
    assert len(parts) == 8
    assert sum(rows for _, rows in parts) >= 2


@pytest.mark.skipif(sys.platform == "win32", reason="memory is read from /proc")
def test_a_long_list_leaves_little(tmp_path: Path) -> None:
    told = measure(60, True, tmp_path)
    assert (told["saved"], told["done"]) == (60, 54)
    assert told["folder"] < 2
    assert told["journal"] < 4096
