"""Starting with the session."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from player.desktop.autostart import start_with_session, starts_with_session
from scripts.errors import DesktopProblem


@pytest.mark.skipif(sys.platform == "win32", reason="the XDG folder; Windows has a registry key")
def test_it_starts_with_the_session_and_stops_doing_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert not starts_with_session()
    command = ("/opt/내 일손/python", "main.py", "--in-tray", 'a"b%d')
    start_with_session(command)
    assert starts_with_session()
    written = (tmp_path / "autostart" / "ilson.desktop").read_text("utf-8")
    line = next(line for line in written.splitlines() if line.startswith("Exec="))
    assert shlex.split(line.removeprefix("Exec=").replace("%%", "%")) == list(command)
    start_with_session(None)
    start_with_session(None)
    assert not starts_with_session()


@pytest.mark.skipif(sys.platform == "win32", reason="the XDG folder; Windows has a registry key")
def test_what_the_system_refuses_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "autostart").write_text("a file is in the way")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(DesktopProblem):
        start_with_session(("a",))


@pytest.mark.skipif(sys.platform != "win32", reason="the registry")
def test_the_run_key_is_set_and_taken_away() -> None:
    before = starts_with_session()
    start_with_session(("C:\\내 일손\\python.exe", "main.py"))
    assert starts_with_session()
    start_with_session(None)
    assert not starts_with_session()
    assert not before, "it must not have been set by the test's own machine"
