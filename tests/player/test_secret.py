"""Secrets: typed from the system's store, and written nowhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import main
from player.desktop.fake import World
from player.desktop.vault import secret
from player.desktop.x11.vault import SecretService
from scripts.check import problems
from scripts.errors import DesktopProblem, ExitCode, UsageError
from scripts.files import load, save
from scripts.model import Press, Script, Secret, Step, Type
from scripts.needs import columns_used, secrets_used
from tests.clerk import command
from tests.loop import Player
from tests.player.test_session import form

TOOL = """#!/bin/sh
# A keyring that is a folder: store and lookup by the last argument.
for name; do :; done
case "$1" in
  store) cat > "$KEYRING/$name" ;;
  lookup) [ -f "$KEYRING/$name" ] && cat "$KEYRING/$name" ;;
  clear) rm "$KEYRING/$name" ;;
esac
"""


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for ``secret-tool``; the folder that is its keyring."""
    folder, programs = tmp_path / "keyring", tmp_path / "bin"
    folder.mkdir()
    programs.mkdir()
    tool = programs / "secret-tool"
    tool.write_text(TOOL)
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("KEYRING", str(folder))
    return folder


def script(name: str = "행정 포털") -> Script:
    return Script(
        "작업",
        (Step("a1", Type(Secret(name))), Step("a2", Press("Tab")), Step("a3", Type("가{{"))),
    )


def test_a_secret_is_a_word_of_the_format(tmp_path: Path) -> None:
    save(script(), tmp_path / "s")
    text = (tmp_path / "s" / "script.yaml").read_text("utf-8")
    assert "type: {secret: 행정 포털}" in text
    read = load(tmp_path / "s")
    assert read.steps == script().steps
    assert secrets_used(read) == ("행정 포털",) and columns_used(read) == ()
    assert problems(tmp_path / "s") == []


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("{secret: ''}", "비어"),
        ("{password: x}", "password"),
        ("{secret: [a]}", "글"),
        ("[a]", "글"),
    ],
)
def test_a_secret_that_is_written_wrong_is_said(tmp_path: Path, typed: str, word: str) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(f"ilson: 1\nname: x\nsteps:\n- {{id: a, type: {typed}}}\n", "utf-8")
    found = problems(tmp_path)
    assert found and all(problem.line == 4 for problem in found)
    assert any(word in problem.message for problem in found)


def test_the_player_types_what_the_store_keeps_and_tells_nobody(tmp_path: Path) -> None:
    world = World(look_takes=0.01)
    window = form(world)
    world.secrets["행정 포털"] = "S3cret값!"
    player = Player(world, tmp_path)
    assert player.play(script()).status == "done"
    assert window.value == "S3cret값!"
    assert "S3cret" not in str(player.events)
    kept = [file.read_bytes() for file in (tmp_path / "runs").rglob("*") if file.is_file()]
    assert kept and not any("S3cret값!".encode() in data for data in kept)


def test_without_the_secret_nothing_is_typed(tmp_path: Path) -> None:
    world = World(look_takes=0.01)
    window = form(world)
    player = Player(world, tmp_path)
    assert player.play(script()).status == "failed"
    assert window.value == ""
    assert "행정 포털" in str(player.named("run_done")[0])


@pytest.mark.skipif(
    sys.platform == "win32", reason="its own store is tested in test_windows_vault.py"
)
def test_the_command_keeps_and_forgets(keyring: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [main.sys.executable, str(Path(main.__file__)), "secret", "set", "행정 포털"],
        input="비밀 1!\n", text=True, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout + done.stderr == ""
    assert secret(SecretService(), "행정 포털") == "비밀 1!"
    save(script("다른 것"), tmp_path / "s")
    played = command("play", str(tmp_path / "s"))
    assert played.returncode == ExitCode.USAGE
    said = played.stderr
    assert "다른 것" in said and 'secret set "다른 것"' in said
    assert main.run(["secret", "forget", "행정 포털"]) == ExitCode.DONE
    assert main.run(["secret", "forget", "행정 포털"]) == ExitCode.FAILED
    with pytest.raises(UsageError):
        secret(SecretService(), "행정 포털")


def test_a_system_without_a_store_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(DesktopProblem, match="secret-tool") as error:
        SecretService().get("x")
    assert "apt install" in error.value.hint
