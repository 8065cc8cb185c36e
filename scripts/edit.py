"""Changing the steps of a script: each change gives another script, the old one stays as it was.

A place among the steps is a :class:`Spot`; steps are named by their ids. Everything that a step
brings along (its targets) is the business of :mod:`scripts.clips`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from scripts.ids import new_id
from scripts.model import Action, Appears, Condition, Script, Step, Target, Vanishes, WayBack
from scripts.schema import has_steps, inner, kind_of, targets_of, targets_of_run, walk

Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between steps: before the step number ``index`` of the ``block``-th block of steps
    inside the step ``parent`` (None: of the script's own steps)."""

    parent: str | None
    block: int
    index: int


def blocks(action: Action) -> tuple[Steps, ...]:
    """The blocks of steps inside an action; none for most actions."""
    return tuple(inner(action)) if has_steps(action) else ()


def with_blocks(action: Action, made: tuple[Steps, ...]) -> Action:
    """An action with other steps inside it."""
    names = [one.attribute for one in kind_of(action).fields if one.kind == "steps"]
    parts: dict[str, Any] = dict(zip(names, made, strict=True))
    return replace(action, **parts)


def _inside(step: Step, change: Callable[[str | None, int, Steps], Steps]) -> Step:
    found = blocks(step.action)
    if not found:
        return step
    made = tuple(
        change(step.id, number, _each(block, change)) for number, block in enumerate(found)
    )
    if all(one is other for one, other in zip(found, made, strict=True)):
        return step
    return replace(step, action=with_blocks(step.action, made))


def _each(steps: Steps, change: Callable[[str | None, int, Steps], Steps]) -> Steps:
    made = tuple(_inside(step, change) if has_steps(step.action) else step for step in steps)
    same = all(one is other for one, other in zip(steps, made, strict=True))
    return steps if same else made


def _changed(script: Script, change: Callable[[str | None, int, Steps], Steps]) -> Script:
    """The script with ``change(parent, block number, steps)`` in the place of every block, the
    innermost first. What does not change stays the very same object."""
    steps = change(None, 0, _each(script.steps, change))
    return script if steps is script.steps else replace(script, steps=steps)


def step_of(script: Script, name: str) -> Step | None:
    """The step with an id."""
    return next((step for step in walk(script.steps) if step.id == name), None)


def spot_of(script: Script, name: str) -> Spot:
    """The place before a step. Raises KeyError for an id that there is not."""
    for parent, number, steps in _blocks_of(None, 0, script.steps):
        for index, step in enumerate(steps):
            if step.id == name:
                return Spot(parent, number, index)
    raise KeyError(name)


def steps_at(script: Script, spot: Spot) -> Steps:
    """The block of steps that a place is in. Raises KeyError for a block that there is not."""
    for parent, number, steps in _blocks_of(None, 0, script.steps):
        if (parent, number) == (spot.parent, spot.block):
            return steps
    raise KeyError(spot.parent)


def _blocks_of(
    parent: str | None, number: int, steps: Steps
) -> Iterator[tuple[str | None, int, Steps]]:
    yield parent, number, steps
    for step in steps:
        if not has_steps(step.action):
            continue
        for inside, block in enumerate(blocks(step.action)):
            yield from _blocks_of(step.id, inside, block)


def outermost(script: Script, names: Collection[str]) -> Steps:
    """The named steps in the script's order, without those that are inside another named one."""

    def gather(steps: Steps) -> Iterator[Step]:
        for step in steps:
            if step.id in names:
                yield step
            elif has_steps(step.action):
                for block in blocks(step.action):
                    yield from gather(block)

    return tuple(gather(script.steps))


def put(script: Script, name: str, step: Step) -> Script:
    """Another step in a step's place."""

    def change(parent: str | None, number: int, steps: Steps) -> Steps:
        if all(one.id != name for one in steps):
            return steps
        return tuple(step if one.id == name else one for one in steps)

    return _changed(script, change)


def insert(script: Script, spot: Spot, new: Steps) -> Script:
    """More steps at a place."""

    def change(parent: str | None, number: int, steps: Steps) -> Steps:
        if (parent, number) != (spot.parent, spot.block) or not new:
            return steps
        return (*steps[: spot.index], *new, *steps[spot.index :])

    return _changed(script, change)


def remove(script: Script, names: Collection[str]) -> Script:
    """Fewer steps. What was known only to them, their targets, goes with them."""
    return forget_unused(script, _without(script, names))


def _without(script: Script, names: Collection[str]) -> Script:
    def change(parent: str | None, number: int, steps: Steps) -> Steps:
        left = tuple(step for step in steps if step.id not in names)
        return steps if len(left) == len(steps) else left

    return _changed(script, change)


def move(script: Script, names: Collection[str], spot: Spot) -> Script:
    """Steps to another place, together and in their order; the same script where they would move
    into themselves."""
    moved = outermost(script, names)
    if not moved or spot.parent in {step.id for step in walk(moved)}:
        return script
    before = steps_at(script, spot)[: spot.index]
    index = spot.index - sum(step.id in names for step in before)
    made = insert(_without(script, names), replace(spot, index=index), moved)
    return script if made == script else made


def shift(script: Script, names: Collection[str], down: bool) -> Script:
    """Steps one place up or down: past the step next to them, into it where it has steps inside,
    and out of a block at its end."""
    moved = outermost(script, names)
    if not moved:
        return script
    own = {step.id for step in moved}
    spot = spot_of(script, moved[-1 if down else 0].id)
    steps = steps_at(script, spot)
    index = spot.index
    while 0 <= index < len(steps) and steps[index].id in own:
        index += 1 if down else -1
    if 0 <= index < len(steps):
        there = blocks(steps[index].action)
        if there:
            number = 0 if down else len(there) - 1
            inside = Spot(steps[index].id, number, 0 if down else len(there[number]))
            return move(script, names, inside)
        return move(script, names, replace(spot, index=index + 1 if down else index))
    if spot.parent is None:
        return script
    parent = step_of(script, spot.parent)
    assert parent is not None
    found = blocks(parent.action)
    number = spot.block + (1 if down else -1)
    if 0 <= number < len(found):
        return move(script, names, Spot(spot.parent, number, 0 if down else len(found[number])))
    outside = spot_of(script, spot.parent)
    return move(script, names, replace(outside, index=outside.index + down))


def fresh(steps: Steps, taken: Collection[str]) -> Steps:
    """The steps with ids of their own: new ones in the place of those that are ``taken``."""
    used = {*taken, *(step.id for step in walk(steps) if step.id not in taken)}

    def named(step: Step) -> Step:
        name = step.id
        if name in taken:
            while name in used:
                name = new_id()
            used.add(name)
        made = tuple(tuple(named(one) for one in block) for block in blocks(step.action))
        action = with_blocks(step.action, made) if made else step.action
        return replace(step, id=name, action=action)

    return tuple(named(step) for step in steps)


def all_ids(script: Script) -> frozenset[str]:
    """The ids of all steps."""
    return frozenset(step.id for step in walk(script.steps))


# ---- targets --------------------------------------------------------------------------------


def used_targets(script: Script) -> frozenset[str]:
    """The names of the targets that steps, the run or other targets' scrolling use."""
    names = {name for step in walk(script.steps) for name in targets_of(step)}
    names.update(targets_of_run(script))
    scrolls = [script.targets[name].scroll for name in names if name in script.targets]
    names.update(one.at for one in scrolls if one is not None and one.at is not None)
    return frozenset(names)


def forget_unused(before: Script, after: Script) -> Script:
    """The script ``after`` a change of steps without the targets that only ``before`` used."""
    stayed = {id(step) for step in walk(after.steps)}
    gone = {
        name for step in walk(before.steps) if id(step) not in stayed for name in targets_of(step)
    }
    scrolls = [before.targets[name].scroll for name in gone if name in before.targets]
    gone |= {one.at for one in scrolls if one is not None and one.at is not None}
    gone &= set(after.targets)
    if gone:  # the rest of a long script is looked at only then
        gone -= used_targets(after)
    if not gone:
        return after
    left = {name: target for name, target in after.targets.items() if name not in gone}
    return replace(after, targets=MappingProxyType(left))


def with_target(
    script: Script, target: Target, images: Mapping[str, bytes] | None = None
) -> Script:
    """The script with a target (in the place of the one of its name), and more pictures."""
    return replace(
        script,
        targets=MappingProxyType({**script.targets, target.name: target}),
        images=MappingProxyType({**script.images, **(images or {})}),
    )


def rename_target(script: Script, old: str, new: str) -> Script:
    """The script with another name for a target, everywhere."""
    names = {old: new}
    targets = {
        names.get(name, name): replace(
            target,
            name=names.get(name, name),
            scroll=target.scroll
            and replace(target.scroll, at=names.get(target.scroll.at or "", target.scroll.at)),
        )
        for name, target in script.targets.items()
    }
    popups = tuple(
        replace(one, when=_condition(one.when, names), click=names.get(one.click or "", one.click))
        for one in script.popups
    )
    return replace(
        script,
        steps=tuple(pointed(step, names) for step in script.steps),
        targets=MappingProxyType(targets),
        back=script.back and _back(script.back, names),
        popups=popups,
    )


def pointed(step: Step, names: Mapping[str, str]) -> Step:
    """A step, and those inside it, with other names for the targets: old → new."""
    parts: dict[str, Any] = {}
    for one in kind_of(step.action).fields:
        value = getattr(step.action, one.attribute)
        if one.kind == "target" and value in names:
            parts[one.attribute] = names[value]
        elif one.kind == "condition" and value is not None:
            parts[one.attribute] = _condition(value, names)
        elif one.kind == "steps":
            parts[one.attribute] = tuple(pointed(inside, names) for inside in value)
    action = replace(step.action, **parts) if parts else step.action
    return replace(step, action=action, back=step.back and _back(step.back, names))


def _condition(condition: Condition, names: Mapping[str, str]) -> Condition:
    if isinstance(condition, Appears | Vanishes):
        return replace(condition, target=names.get(condition.target, condition.target))
    return condition


def _back(back: WayBack, names: Mapping[str, str]) -> WayBack:
    return replace(back, until=back.until and _condition(back.until, names))
