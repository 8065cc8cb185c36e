"""Changing the steps of a script, and carrying some to another one."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from scripts import clips, edit
from scripts.check import check
from scripts.errors import IlsonError
from scripts.model import (
    Appears,
    Click,
    ForEachRow,
    If,
    ImageAnchor,
    Input,
    Press,
    Script,
    Step,
    Target,
    TextAnchor,
    WaitFor,
)
from scripts.pictures import picture_name
from scripts.schema import walk
from tests.scripts.made import png

PICTURE = png(shade=7)


def script() -> Script:
    """a, loop(b, choice(c | d), e), f; a clicks ‘가’, the choice waits for ‘나’."""
    choice = If(Appears("나"), (Step("c", Press("Tab")),), (Step("d", Press("Enter")),))
    loop = ForEachRow("명단", (Step("b", Press("F2")), Step("i", choice), Step("e", Press("F8"))))
    targets = {
        "가": Target("가", None, (ImageAnchor(picture_name(PICTURE)),)),
        "나": Target("나", None, (TextAnchor("저장"),)),
    }
    return Script(
        "작업",
        (Step("a", Click("가")), Step("loop", loop), Step("f", Press("Esc"))),
        MappingProxyType(targets),
        MappingProxyType({"명단": Input(("성명",))}),
        images=MappingProxyType({picture_name(PICTURE): PICTURE}),
    )


def order(made: Script) -> str:
    return " ".join(step.id for step in walk(made.steps))


def test_steps_go_up_and_down_into_blocks_and_out_of_them() -> None:
    made = script()
    made = edit.shift(made, ("f",), down=False)
    assert order(made) == "a loop b i c d e f"
    assert edit.spot_of(made, "f") == edit.Spot("loop", 0, 3)
    made = edit.shift(made, ("f",), down=False)
    assert order(made) == "a loop b i c d f e"
    made = edit.shift(made, ("f",), down=False)
    assert edit.spot_of(made, "f") == edit.Spot("i", 1, 1), "into what is done otherwise"
    for _ in range(20):
        made = edit.shift(made, ("f",), down=False)
    assert order(made) == "f a loop b i c d e"
    for _ in range(20):
        made = edit.shift(made, ("f",), down=True)
    assert made == script()


def test_a_block_never_moves_into_itself() -> None:
    made = script()
    assert edit.move(made, ("loop",), edit.Spot("i", 0, 0)) is made
    assert edit.move(made, ("loop",), edit.spot_of(made, "loop")) is made


def test_chosen_steps_move_together_and_in_their_order() -> None:
    made = edit.move(script(), ("f", "b", "a"), edit.Spot("i", 0, 1))
    assert order(made) == "loop i c a b f d e"


def test_what_nobody_uses_any_more_goes_with_a_step() -> None:
    made = edit.remove(script(), ("a",))
    assert set(made.targets) == {"나"}
    assert edit.remove(made, ("loop", "c")).targets == {}


def test_a_target_gets_another_name_everywhere() -> None:
    made = edit.rename_target(script(), "나", "다")
    assert "나" not in edit.used_targets(made)
    assert made.targets["다"].name == "다"
    assert not check(made)


def test_steps_are_carried_to_another_script_with_their_places_and_lists() -> None:
    clip = clips.copy(script(), edit.outermost(script(), ("a", "loop")))
    other = clips.opened(clip)
    made, ids = clips.join(Script("다른"), edit.Spot(None, 0, 0), other)
    assert ids == ("a", "loop")
    assert set(made.targets) == {"가", "나"} and made.inputs == script().inputs
    assert made.images[picture_name(PICTURE)] == PICTURE
    assert not check(made)


def test_pasted_beside_themselves_steps_get_ids_and_names_of_their_own() -> None:
    here = script()
    there = Target("나", None, (TextAnchor("다른 곳"),))
    other = edit.with_target(here, there)
    made, ids = clips.join(
        here, edit.Spot("loop", 0, 0), clips.opened(clips.copy(other, other.steps))
    )
    assert len(edit.all_ids(made)) == 2 * len(edit.all_ids(here))
    assert made.targets["나"] == here.targets["나"]
    assert made.targets["나 2"] == replace(there, name="나 2")
    pasted = edit.step_of(made, ids[1])
    assert pasted is not None and isinstance(pasted.action, ForEachRow)
    choice = pasted.action.do[1].action
    assert isinstance(choice, If) and choice.condition == Appears("나 2")
    assert not check(made)


@pytest.mark.parametrize("text", ["", "아무 글", "ilson: 1\nname: x\nsteps: [{jump: 3}]", "a: [\n"])
def test_other_text_is_no_steps(text: str) -> None:
    with pytest.raises(IlsonError, match="단계가 아니에요"):
        clips.opened(clips.Clip(text, {}))


def test_a_picture_that_is_not_what_its_name_says_stays_away() -> None:
    clip = clips.copy(script(), script().steps)
    bad = clips.opened(clips.Clip(clip.text, {picture_name(PICTURE): png(shade=9), "x": b"no"}))
    assert bad.images == {}


def test_a_wait_is_pointed_at_the_other_place() -> None:
    step = edit.pointed(Step("w", WaitFor(Appears("가"))), {"가": "나"})
    assert step.action == WaitFor(Appears("나"))
