"""What ibus tells of the state of the Korean input method."""

from __future__ import annotations

import pytest

from player.desktop.x11.ibus import states

PROPERTY = """
   variant       struct {
         string "IBusProperty"
         string "%s"
         uint32 1
         variant struct {
               string "IBusText"
               string "Hangul mode"
            }
         boolean true
         uint32 %d
      }
"""
CHANGED = "signal time=1.5 sender=:1.5 path=/org/freedesktop/IBus/Engine/1; member=UpdateProperty"
ENGINE = """signal time=1.5 path=/org/freedesktop/IBus; member=GlobalEngineChanged
   string "%s"
"""


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (CHANGED + PROPERTY % ("InputMode", 1), [True]),
        (CHANGED + PROPERTY % ("InputMode", 0), [False]),
        (CHANGED + PROPERTY % ("hanja_mode", 1), []),
        (CHANGED + PROPERTY % ("InputMode", 1) + PROPERTY % ("hanja_mode", 0), [True]),
        (ENGINE % "xkb:us::eng", [False]),
        (ENGINE % "hangul", [None]),
    ],
)
def test_states(printed: str, told: list[bool | None]) -> None:
    assert list(states(printed.splitlines())) == told
