"""A place whose row, or whose text, comes from the list."""

from __future__ import annotations

import pytest

from player.run.scope import settled
from scripts.errors import StepFailed
from scripts.model import ImageAnchor, RowWhere, Target, TextAnchor

IMAGE = ImageAnchor("0" * 12)


def filled(text: str) -> str:
    return text.replace("{부서}", " 의약 관리과 ").replace("{없음}", " ")


def test_what_is_looked_for_is_the_value_of_this_row() -> None:
    target = Target(
        "고를 것", None, (IMAGE, TextAnchor("{부서}", "box")), RowWhere({"부": "{부서}"})
    )
    assert settled(target, filled) == Target(
        "고를 것", None, (IMAGE, TextAnchor("의약 관리과", "box")), RowWhere({"부": "의약 관리과"})
    )


def test_an_empty_value_would_fit_anything() -> None:
    with pytest.raises(StepFailed, match=r"\{없음\}") as caught:
        settled(Target("고를 것", None, (TextAnchor("{없음}"),)), filled)
    assert "‘고를 것’" in str(caught.value) and caught.value.why == "mismatch"
    with pytest.raises(StepFailed, match="부"):
        settled(Target("고를 것", None, (IMAGE,), RowWhere({"부": "{없음}"})), filled)
