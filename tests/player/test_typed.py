"""A list that is searched by typing must not take the next row's word for more of the last."""

from __future__ import annotations

from player.run.typing import Typed
from scripts.model import Type


def test_a_step_waits_after_it_typed_and_others_do_not() -> None:
    now = [100.0]
    typed = Typed(1.05, lambda: now[0])
    one, other = Type("{담당보건소}"), Type("{메모}")
    assert typed.left(one) == 0
    typed.note(one)
    now[0] = 100.4
    assert round(typed.left(one), 6) == 0.65
    assert typed.left(other) == 0
    now[0] = 101.2
    assert typed.left(one) == 0
