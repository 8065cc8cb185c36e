"""How well a recorded place will be found again is said at once."""

from __future__ import annotations

import numpy as np

from player.pictures import Pictures, fold
from player.vision.judged import Alike
from player.vision.picture import encode
from recorder.lights import light_of
from scripts.model import Click, ImageAnchor, Message, Rect, RowAt, Step, Target, TextAnchor

PNG = encode(np.full((100, 200, 3), 200, np.uint8))
CLICK = Step("a1b2", Click("저장"))


def light(
    unlike: tuple[str, ...] = (),
    ignore: tuple[Rect, ...] = (),
    doubt: str = "",
    step: Step = CLICK,
    text: bool = False,
    row: RowAt | None = None,
) -> tuple[str, str] | None:
    picture = ImageAnchor("0123456789ab", unlike=unlike, ignore=ignore)
    anchors = (picture, TextAnchor("저장")) if text else (picture,)
    target = Target("저장", None, anchors, row=row)
    doubts = {"저장": doubt} if doubt else {}
    return light_of(step, {"저장": target}, Pictures({"0123456789ab": PNG}), doubts)


def like(share: float) -> str:
    cells = np.full(20, share, np.float32)
    return fold(Alike((0, 90), 0.9, cells, cells))


def test_a_place_like_no_other_is_green() -> None:
    assert light() == ("green", "")
    assert light(unlike=(like(0.3),), ignore=((0, 0, 20, 20),)) == ("green", "")


def test_nearly_equal_places_are_amber_and_counted() -> None:
    found = light(unlike=(like(1.0), like(0.9), like(0.3)))
    assert found is not None and found[0] == "amber" and "2곳" in found[1]
    assert light(unlike=(like(1.0),), text=True) == ("green", "")


def test_a_picture_that_mostly_changes_is_amber() -> None:
    found = light(ignore=((0, 0, 200, 60),))
    assert found is not None and found[0] == "amber" and "바뀌는" in found[1]


def test_what_is_not_found_where_it_was_recorded_is_red_until_its_row_is_named() -> None:
    assert light(doubt="같은 곳이 둘이에요.") == ("red", "같은 곳이 둘이에요.")
    assert light(doubt="같은 곳이 둘이에요.", row=RowAt(3)) == ("green", "")


def test_what_is_to_be_reviewed_is_never_green() -> None:
    assert light(step=Step("a1b2", Click("저장"), review="살펴봐 주세요.")) == (
        "amber", "살펴봐 주세요.",
    )  # fmt: skip


def test_a_step_without_a_place_has_no_light() -> None:
    assert light(step=Step("a1b2", Message("안녕"))) is None
