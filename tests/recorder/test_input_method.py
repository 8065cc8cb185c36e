"""What a real input method writes into real fields is what the recorder says: the small version of
``python -m tests.bench.hangul``."""

from __future__ import annotations

import contextlib
import os

import pytest

from tests.bench.fields import gtk_field, has_gtk
from tests.bench.hangul import PACKAGES, compare, fit_for_typing, ibus, missing

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(missing()) or not has_gtk(),
        reason=f"한글 입력기가 없어요({missing()}). 켜려면: apt-get install {PACKAGES}",
    ),
]


def test_gtk_shows_what_was_recorded(display: str) -> None:
    from player.desktop.x11 import open_x11

    assert os.environ["DISPLAY"] == display
    with ibus(), contextlib.closing(open_x11()) as desktop, gtk_field() as into:
        score = compare(desktop, into, fit_for_typing()[::9], pace=0.008)
    assert score.wrong == []
    assert score.sure > 50
