"""Fixtures that every test may use."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.language import speak

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A virtual screen of 1920×1080 with openbox; ``DISPLAY`` points to it for the session."""
    if sys.platform == "win32":
        yield ""
        return
    from player.desktop.x11.virtual import virtual_screen

    with virtual_screen() as name:
        before = os.environ.get("DISPLAY")
        os.environ["DISPLAY"] = name
        yield name
        if before is None:
            del os.environ["DISPLAY"]
        else:
            os.environ["DISPLAY"] = before


@pytest.fixture(autouse=True)
def ilson_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, so that no test sees what another, or a person, keeps."""
    home = tmp_path / "ilson-home"
    monkeypatch.setenv("ILSON_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    """Each test begins in Korean, whatever another one has spoken."""
    speak("ko")
    yield
    speak("ko")
