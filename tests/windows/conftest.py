"""The lane for the tests that drive it from outside: a person's hands are the host's xdotool."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import clerk
from tests.windows import wine


@pytest.fixture(scope="session", autouse=True)
def lane(display: str) -> Iterator[Path]:
    """The lane with a fresh desktop on the virtual screen; everything in it is ended after."""
    folder = wine.folder()
    if not (folder / "python" / "python.exe").is_file():
        pytest.exit("the Windows lane is not there: bash run.sh test-windows sets it up", 4)
    wine.end_all()
    subprocess.run([wine.SERVER, "-p"], env=wine.environment(), check=True, timeout=60)
    yield folder
    wine.end_all()


@pytest.fixture(autouse=True)
def product(monkeypatch: pytest.MonkeyPatch) -> None:
    """``tests.clerk`` starts the product in the lane. A path without a drive is one of the drive
    of the working folder there, which is the host's root."""
    monkeypatch.setattr(clerk, "PYTHON", [sys.executable, "-m", "tests.windows.wine"])
    monkeypatch.setitem(os.environ, "PYTHONPATH", str(clerk.ROOT))
