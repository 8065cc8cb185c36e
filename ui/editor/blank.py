"""New steps, and one kind of step made into another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scripts import edit
from scripts.ids import new_id
from scripts.model import Action, Script, Step, TextSeen, WindowPattern
from scripts.schema import STEPS, Field, kind_of

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hand", ("click", "check", "uncheck", "drag", "scroll", "type", "press")),
    ("wait", ("wait_for", "wait")),
    ("block", ("for_each_row", "if", "repeat", "call")),
    ("value", ("read", "write_row")),
    ("window", ("open_program", "open_file", "open_address", "focus_window", "close_window")),
    ("clerk", ("ask", "message", "pause", "stop")),
)
"""The kinds of steps as the menu offers them."""

_CARRIED = ("target", "window", "condition", "template", "input")
"""What one kind of step may hand on to another under another name."""


def blank(kind: str, script: Script, like: Action | None = None) -> Action:
    """An action of a kind; what it has in common with ``like`` is taken over, the rest is empty
    where it must be filled in."""
    of = STEPS[kind]
    given = _parts(like)
    made: dict[str, Any] = dict(of.fixed)
    for one in of.fields:
        alike = [(o, value) for o, value in given if o.kind == one.kind and value is not None]
        exact = [value for o, value in alike if o.attribute == one.attribute and _fits(one, value)]
        if exact:
            made[one.attribute] = exact[0]
        elif alike and one.kind in _CARRIED:
            made[one.attribute] = alike[0][1]
        elif one.required:
            made[one.attribute] = _empty(one, script)
        else:
            made[one.attribute] = _default(one)
    action: Action = of.make(**made)
    return action


def _parts(action: Action | None) -> list[tuple[Field, Any]]:
    if action is None:
        return []
    return [(one, getattr(action, one.attribute)) for one in kind_of(action).fields]


def _fits(one: Field, value: Any) -> bool:
    if one.kind == "choice":
        return value is None or value in one.choices
    if one.kind in ("whole", "number") and value is not None:
        return bool(one.low <= value <= one.high)
    return True


def _default(one: Field) -> Any:
    return () if one.kind == "steps" else one.default


def _empty(one: Field, script: Script) -> Any:
    match one.kind:
        case "target":
            return ""
        case "input":
            return next(iter(script.inputs), "명단")
        case "variable":
            return "값"
        case "whole":
            return {"scroll": -3, "repeat": 2}.get(one.key, max(1, int(one.low)))
        case "number":
            return 1.0
        case "chord":
            return "Enter"
        case "condition":
            return TextSeen("")
        case "window":
            return WindowPattern("*")
        case "steps" | "templates" | "texts" | "names":
            return ()
        case "values":
            return {}
        case _:
            return ""


def new_step(kind: str, script: Script) -> Step:
    """A new step of a kind, with an id that the script does not have."""
    name, taken = new_id(), edit.all_ids(script)
    while name in taken:
        name = new_id()
    return Step(name, blank(kind, script))


def turned(step: Step, kind: str, script: Script) -> Step:
    """A step with another kind of action. Steps inside it move to where the new kind has some;
    raises ValueError where they would be lost."""
    if kind_of(step.action).key == kind:
        return step
    action = blank(kind, script, step.action)
    before = [one for block in edit.blocks(step.action) for one in block]
    if before:
        places = edit.blocks(action)
        if not places:
            raise ValueError("the steps inside would be lost")
        kept = [one for block in places for one in block]
        if len(kept) != len(before):
            action = edit.with_blocks(action, (tuple(before), *((),) * (len(places) - 1)))
    return replace(step, action=action)
