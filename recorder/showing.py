"""The ``learn`` command: a place of a script, shown on a picture of the desktop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from player.look import inside
from player.shots import opened
from player.types import Window
from recorder.repair import repaired
from recorder.titles import window_pattern
from scripts.errors import UsageError
from scripts.files import load, save
from scripts.language import either
from scripts.model import Point, Script, Target


def learn(file: Path, name: str, shot: Path, at: Point, out: Path) -> None:
    """Write to ``out`` the script with one more way to know the target ``name``: by what is at the
    point ``at`` (desktop pixels) of a shot. A target of a new name is made, in the window there.
    Raises IlsonError where the place cannot be learnt."""
    if not name.strip():
        raise UsageError(either("찾을 곳의 이름이 비어 있어요.", "The place to find has no name."))
    look = opened(shot)
    script = load(file)
    if name not in script.targets:
        script = _with_new(script, name, at, look.windows)
    save(repaired(script, name, at, look, {}), out, versions=False)


def _with_new(script: Script, name: str, at: Point, windows: tuple[Window, ...]) -> Script:
    there = [one for one in windows if not one.minimised and inside(at, one.rect)]
    pattern = window_pattern(there[0]) if there else None
    targets = {**script.targets, name: Target(name, pattern, ())}
    return replace(script, targets=targets)
