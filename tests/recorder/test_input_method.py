"""What a real input method writes into real fields is what the recorder says: the small version of
``python -m tests.bench.hangul``."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from scripts.files import load
from scripts.model import Type
from tests.bench.fields import gtk_field, has_gtk
from tests.bench.hangul import PACKAGES, compare, fit_for_typing, ibus, missing
from tests.clerk import Clerk, main, until

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing()) or not has_gtk(),
        reason=f"한글 입력기가 없어요({missing()}). 켜려면: apt-get install {PACKAGES}",
    ),
]


def test_the_record_command_writes_what_the_field_shows(display: str, tmp_path: Path) -> None:
    clerk = Clerk()
    with (
        ibus(),
        gtk_field() as into,
        main("record", "--out", str(tmp_path / "녹화"), "--no-ui") as recorder,
    ):
        recorder.event("recording")
        clerk.key("Hangul")
        clerk.type("ghdrlFehd")
        clerk.key("BackSpace", "BackSpace", "BackSpace")
        clerk.type("ehd")
        clerk.key("Left", "BackSpace")
        clerk.type("rlf")
        clerk.key("Hangul", "End")
        until(lambda: into.text() == "홍길동", "the name in the field")
        assert recorder.end() == 0
    [step] = load(tmp_path / "녹화").steps
    assert isinstance(step.action, Type)
    assert (step.action.text, step.review) == ("홍길동", "")


def test_gtk_shows_what_was_recorded(display: str) -> None:
    from player.desktop.x11 import open_x11

    assert os.environ["DISPLAY"] == display
    with ibus(), contextlib.closing(open_x11()) as desktop, gtk_field() as into:
        score = compare(desktop, into, fit_for_typing()[::9], pace=0.008)
    assert score.wrong == []
    assert score.sure > 50
    assert score.answered_right == score.asked
