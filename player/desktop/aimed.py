"""What every desktop says where a key or a click would not go where it is meant to."""

from __future__ import annotations

from scripts.errors import StepFailed
from scripts.language import either
from scripts.model import Point

SLIPPED = 2
"""Pixels by which a pointer may lie beside the place that it was sent to: monitors of different
scaling make a system round."""


def beside(point: Point, wanted: Point) -> bool:
    """Whether a pointer is elsewhere than where it was sent."""
    return max(abs(point[0] - wanted[0]), abs(point[1] - wanted[1])) > SLIPPED


def in_front() -> StepFailed:
    """Another window has the focus."""
    return StepFailed(
        either(
            "다른 창이 앞으로 나와서 키를 누르지 않았어요.",
            "Another window came to the front, so no key was pressed.",
        ),
        either("그 창을 닫고 다시 해 주세요.", "Close that window and try again."),
        why="wrong_window",
    )


def on_top(title: str = "") -> StepFailed:
    """Another window, of that title where it has one, lies under the pointer."""
    return StepFailed(
        either(
            f"다른 창{f'(“{title}”)' if title else ''}이 위로 올라와서 누르지 않았어요.",
            f"Another window{f' (“{title}”)' if title else ''} came on top, so nothing was "
            "clicked.",
        ),
        either(
            "가리고 있는 창을 옮기거나 닫아 주세요.", "Move or close the window that covers it."
        ),
        why="wrong_window",
    )


def held_back() -> StepFailed:
    """The pointer does not go where it is sent."""
    return StepFailed(
        either(
            "마우스를 누를 자리로 옮기지 못해서 누르지 않았어요.",
            "The mouse can't be brought to the place, so nothing was clicked.",
        ),
        either(
            "마우스를 가두는 프로그램이 있으면 닫고 다시 해 주세요.",
            "Close whatever program keeps the mouse to itself, and try again.",
        ),
        why="wrong_window",
    )
