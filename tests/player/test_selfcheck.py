"""What this desktop lets Ilson do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.desktop.base import Desktop
from player.desktop.fake import Label, World, open_fake
from player.selfcheck import Finding, findings, reading, space
from scripts.errors import DesktopProblem
from tests.ui.scenes import FINDINGS
from ui.preferences.checks import sentences
from ui.texts import use_language


def found(desktop: Desktop) -> dict[str, Finding]:
    return {one.name: one for one in findings(lambda: desktop)}


def test_a_good_desktop_is_found_good() -> None:
    world = World()
    world.open_window("접수", (10, 10, 300, 200), [Label("성명", (20, 20, 80, 20))])
    told = found(open_fake(world))
    assert {one.state for one in told.values()} == {"good"}
    assert told["screen"].values["n"] == 1


def test_what_is_wrong_is_told_apart() -> None:
    world = World()
    desktop = open_fake(world)
    world.session = "locked"

    class Black:
        def monitors(self) -> object:
            return desktop.screen.monitors()

        def grab(self, rect: object = None) -> object:
            return replace(desktop.screen.grab(), pixels=np.zeros((8, 8, 3), np.uint8))

    told = found(replace(desktop, screen=Black()))  # type: ignore[arg-type]
    assert (told["session"].state, told["session"].kind) == ("bad", "locked")
    assert (told["screen"].state, told["screen"].kind) == ("warn", "plain")


def test_no_desktop_is_a_finding_and_the_rest_is_looked_at() -> None:
    def none() -> Desktop:
        raise DesktopProblem("화면이 없어요.", "켜 주세요.")

    told = list(findings(none))
    assert told[0] == Finding("screen", "bad", "none", {}, "화면이 없어요.", "켜 주세요.")
    assert [one.name for one in told[1:]] == ["reading", "space"]


def test_reading_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading().state == "good"
    monkeypatch.setattr("player.selfcheck.read_text", lambda pixels: "Zzz")
    assert (reading().state, reading().kind) == ("warn", "badly")


def test_little_space_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert space(tmp_path / "not there yet").state == "good"
    monkeypatch.setattr("player.selfcheck._LITTLE", 1 << 60)
    assert (space(tmp_path).state, space(tmp_path).kind) == ("warn", "little")


@pytest.mark.parametrize("code", ["ko", "en"])
def test_there_are_words_for_every_finding(code: str) -> None:
    use_language(code)
    kinds = [
        ("screen", "black"), ("screen", "plain"), ("session", "locked"),
        ("session", "disconnected"), ("input", "hangul_unknown"), ("elevated", "none"),
        ("elevated", "no_such"),
        ("elevated", "above"), ("reading", "badly"), ("space", "little"), ("tray", "none"),
    ]  # fmt: skip
    values = {"n": 1, "scales": "100 %", "title": "x", "used": "1", "free": "2"}
    for name, kind in kinds:
        state = (
            "good" if kind in ("hangul_unknown", "none", "no_such") and name != "tray" else "bad"
        )
        title, text, how = sentences(
            {"check": name, "kind": kind, "state": state, "values": values}
        )
        assert title and text and bool(how) == (state == "bad")
    for one in FINDINGS:
        assert all(sentences(one)[:2])
    use_language("ko")
