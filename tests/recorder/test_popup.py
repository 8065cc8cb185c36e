"""What is taken for a menu or a list that drops down: its rows are told by their words."""

from __future__ import annotations

from typing import Any, cast

import pytest

from player.types import Window
from recorder.sights import Sights
from scripts.model import Point, Rect

AREA: Rect = (40, 60, 200, 120)


def window(number: int, pid: int = 7) -> Window:
    return Window(number, "", "form", "", AREA, AREA, pid=pid)


FORM, LIST = window(1), window(2)


class Under:
    """Windows of which one lies under the pointer."""

    def __init__(self, window: Window | None) -> None:
        self.window = window

    def at(self, point: Point) -> Window | None:
        return self.window


@pytest.mark.parametrize(
    ("over", "front", "listed", "popup"),
    [
        (LIST, FORM, (FORM,), True),
        (LIST, FORM, (FORM, LIST), False),
        (LIST, LIST, (FORM,), False),
        (window(2, pid=8), FORM, (FORM,), False),
        (LIST, None, (FORM,), False),
        (None, FORM, (FORM,), False),
    ],
    ids=["it drops down", "a window", "one without a name, in front", "another's", "none", "bare"],
)
def test_a_popup_belongs_to_the_window_in_front(
    over: Window | None, front: Window | None, listed: tuple[Window, ...], popup: bool
) -> None:
    sights = Sights(lambda: cast(Any, None), cast(Any, Under(over)))
    sights._fronts.append((0.0, front))
    assert sights._popup((100, 100), listed) == (AREA if popup else None)
