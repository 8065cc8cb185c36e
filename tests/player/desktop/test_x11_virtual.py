"""The virtual screen's window manager opens nothing of its own."""

from __future__ import annotations

import re
import sys

import pytest

from tests.clerk import xdotool

if sys.platform == "win32":
    pytest.skip("Windows has no X11", allow_module_level=True)

from player.desktop.x11.virtual import settings

_GIVEN = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc" xmlns:xi="http://www.w3.org/2001/XInclude">
  <desktops><number>4</number></desktops>
  <keyboard>
    <keybind key="A-Tab"><action name="NextWindow"/></keybind>
    <keybind key="A-Escape"><action name="Lower"/></keybind>
    <keybind key="W-e"><action name="Execute"/></keybind>
  </keyboard>
  <mouse>
    <context name="Titlebar"><mousebind button="Left" action="Press"/></context>
    <context name="Root"><mousebind button="Right" action="Press"/></context>
  </mouse>
</openbox_config>
"""


def test_only_what_belongs_to_windows_stays() -> None:
    made = settings(_GIVEN)
    assert re.findall(r'(?:key|context name)="([^"]+)"', made) == ["A-Tab", "Titlebar"]
    assert "<number>1</number>" in made
    assert "<rebindOnMappingNotify>no</rebindOnMappingNotify>" in made


@pytest.mark.desktop
def test_keys_and_clicks_that_are_tried_out_open_nothing(display: str) -> None:
    def there() -> list[str]:
        return xdotool("search", "--onlyvisible", "--maxdepth", "1", "--name", ".*").split()

    before = there()
    xdotool("mousemove", 5, 1000, "click", 3, "click", 2, "click", 4, "click", 5)
    xdotool("key", "super+e", "super+F2", "alt+space", "alt+Escape", "ctrl+alt+Right", "Down")
    assert there() == before
    assert xdotool("get_desktop") == "0"
