"""A storm of input while recording: the small version of ``python -m tests.bench.record``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.record import record_storm


@pytest.mark.desktop
@pytest.mark.slow
@pytest.mark.usefixtures("display")
def test_nothing_is_lost_and_nothing_out_of_order(tmp_path: Path) -> None:
    done, recorded = record_storm(tmp_path, clicks=50, keys=500, rate=200)
    assert recorded == done
