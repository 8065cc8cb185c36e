"""What is another in a later version of a script, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from scripts import edit
from scripts.model import Script, Step
from scripts.schema import walk

What = Literal["added", "removed", "moved", "changed", "place", "name", "list"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing: a step (by its sentences) that was ``added``, ``removed``, ``moved`` or
    ``changed``; a ``place`` or a ``list`` that is another, or the task's ``name``. ``of`` is the
    step's id."""

    what: What
    before: str = ""
    after: str = ""
    of: str = ""


def differences(old: Script, new: Script, said: Callable[[Step, Script], str]) -> list[Difference]:
    """Everything that ``new`` has otherwise than ``old``; ``said`` gives a step's sentence."""
    made: list[Difference] = []
    if old.name != new.name:
        made.append(Difference("name", old.name, new.name))
    before = {step.id: step for step in walk(old.steps)}
    after = {step.id: step for step in walk(new.steps)}
    for name, step in before.items():
        if name not in after:
            made.append(Difference("removed", said(step, old), of=name))
    stayed = _in_order(list(before), list(after))
    for name, step in after.items():
        if name not in before:
            made.append(Difference("added", "", said(step, new), name))
        elif _own(before[name]) != _own(step):
            made.append(Difference("changed", said(before[name], old), said(step, new), name))
        elif name not in stayed or _parent(old, name) != _parent(new, name):
            made.append(Difference("moved", "", said(step, new), name))
    for name, target in new.targets.items():
        if name in old.targets and old.targets[name] != target:
            made.append(Difference("place", name, name))
    for name in {**old.inputs, **new.inputs}:
        if old.inputs.get(name) != new.inputs.get(name):
            made.append(Difference("list", name, name))
    return made


def _own(step: Step) -> Step:
    """A step without the steps inside it."""
    found = edit.blocks(step.action)
    if not found:
        return step
    return replace(step, action=edit.with_blocks(step.action, tuple(() for _ in found)))


def _parent(script: Script, name: str) -> tuple[str | None, int]:
    spot = edit.spot_of(script, name)
    return spot.parent, spot.block


def _in_order(before: list[str], after: list[str]) -> set[str]:
    """Those that stand in the same order in both."""
    match = SequenceMatcher(None, before, after, autojunk=False)
    return {
        before[n] for block in match.get_matching_blocks()
        for n in range(block.a, block.a + block.size)
    }  # fmt: skip
