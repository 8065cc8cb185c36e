"""The windows where all is drawn larger, in processes of their own: Qt takes its scaling from the
environment, once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WINDOWS = Path(__file__).with_name("test_accessible.py")


@pytest.mark.slow
@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_no_text_is_cut_off_and_no_button_is_too_narrow(factor: str) -> None:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(WINDOWS),
         "-k", "cut_off or narrower"],
        env={**ours, "QT_SCALE_FACTOR": factor}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "100%" in done.stdout
