"""The pointer's times and distances that Windows' settings say."""

from __future__ import annotations

import sys

from player.desktop.base import Habits
from player.desktop.windows import api

assert sys.platform == "win32"

_DOUBLE_WIDTH, _DOUBLE_HEIGHT, _DRAG_WIDTH, _DRAG_HEIGHT = 36, 37, 68, 69


def habits() -> Habits:
    """What counts as a double click and as a drag. Windows tells the whole rectangle around the
    first click, and for a drag the pixels to each side."""
    size = api.GetSystemMetrics
    return Habits(
        double_time=api.GetDoubleClickTime() / 1000,
        double_reach=(size(_DOUBLE_WIDTH) // 2, size(_DOUBLE_HEIGHT) // 2),
        drag_reach=(size(_DRAG_WIDTH), size(_DRAG_HEIGHT)),
    )
