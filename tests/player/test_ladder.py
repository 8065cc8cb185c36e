"""The ways in which a text gets into a program."""

from __future__ import annotations

from pathlib import Path

import pytest

from player.desktop.fake import Clock, Field, World, open_fake
from player.run.ladder import LADDER, Ladder, by_keys
from player.types import Window
from scripts.errors import StepFailed

OLD = Window(1, "대장", "old.exe", "TEdit", (0, 0, 9, 9), (0, 0, 9, 9))
NEW = Window(2, "대장", "new.exe", "TEdit", (0, 0, 9, 9), (0, 0, 9, 9))


def test_what_a_program_takes_is_remembered_for_its_windows_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "typing.json"
    ladder = Ladder(file)
    assert ladder.ways(OLD) == LADDER
    ladder.worked(NEW, "text")
    assert not file.exists()  # nothing to be remembered
    ladder.worked(OLD, "keys")
    assert ladder.ways(OLD) == Ladder(file).ways(OLD) == ("keys", "text", "paste")
    assert Ladder(file).ways(NEW) == LADDER
    assert "대장" not in file.read_text(encoding="utf-8")
    ladder.worked(None, "paste")
    assert ladder.ways(None) == LADDER


@pytest.mark.parametrize("content", ["", "[]", '{"old.exe TEdit": "magic"}', "\0"])
def test_a_damaged_memory_is_no_obstacle(tmp_path: Path, content: str) -> None:
    file = tmp_path / "typing.json"
    file.write_text(content, encoding="utf-8")
    assert Ladder(file).ways(OLD) == LADDER
    broken = Ladder(tmp_path / "typing.json" / "below")  # cannot be written
    broken.worked(OLD, "paste")
    assert broken.ways(OLD)[0] == "paste"


def pressed(text: str, hangul: bool | None = False) -> tuple[list[str], bool | None]:
    """The keys that go down for a text, and the input method's state afterwards."""
    world = World(clock=Clock(), look_takes=0.02)
    world.open_window("칸", (0, 0, 300, 100), [Field("칸", (10, 10, 200, 28), lines=True)])
    world.hangul = hangul
    desktop = open_fake(world)
    keys: list[str] = []
    hook = desktop.hook()
    hook.start(lambda event: keys.append(event.key) if event.kind == "key_down" else None)
    try:
        by_keys(text, desktop.hands, desktop.ime, lambda: None, lambda done: done())
    finally:
        hook.stop()
    return keys, world.hangul


def test_hangul_goes_through_the_input_method_and_the_rest_beside_it() -> None:
    assert pressed("홍a 빠1!") == (
        ["Hangul", "g", "h", "d", "Hangul", "a", "Space", "Hangul", "Shift", "q", "k", "1",
         "Shift", "1", "Hangul"],
        False,
    )  # fmt: skip
    assert pressed("Ab-1\n", hangul=None) == (["Shift", "a", "b", "-", "1", "Enter"], None)


@pytest.mark.parametrize(("text", "hangul"), [("홍", None), ("ab→", False)])
def test_what_no_key_gives_is_not_begun(text: str, hangul: bool | None) -> None:
    with pytest.raises(StepFailed) as failed:
        pressed(text, hangul)
    assert failed.value.why == "not_supported"
