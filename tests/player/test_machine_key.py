"""The key that never leaves a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from player.machine_key import machine_key


def test_it_is_made_once_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ILSON_HOME", str(tmp_path / "one"))
    key = machine_key()
    assert len(key) == 32 and machine_key() == key
    assert (tmp_path / "one" / "machine.key").read_bytes() == key
    monkeypatch.setenv("ILSON_HOME", str(tmp_path / "two"))
    assert machine_key() != key


def test_one_that_was_cut_off_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "machine.key").write_bytes(b"ab")
    monkeypatch.setenv("ILSON_HOME", str(tmp_path))
    assert len(machine_key()) == 32
