"""A storm of input while recording, and the recorder killed in it: the small versions of
``python -m tests.bench.record`` and ``python -m tests.bench.kills``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.kills import kills
from tests.bench.record import record_storm


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.usefixtures("display")
def test_nothing_is_lost_and_nothing_out_of_order(tmp_path: Path) -> None:
    done, recorded = record_storm(tmp_path, clicks=50, keys=500, rate=200)
    assert recorded == done


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.usefixtures("display")
def test_a_recording_that_is_killed_at_any_instant_is_recovered(tmp_path: Path) -> None:
    done = list(kills(5, longest=3.0, seed=11, folder=tmp_path))
    assert [one.wrong for one in done] == [""] * 5
    assert sum(one.told for one in done) > 0
