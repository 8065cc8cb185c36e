"""What is wrong with the script as it is shown, and at which step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from scripts import edit, schema
from scripts.check import check, missing_calls
from scripts.model import ForEachRow, Script
from scripts.source import Place, Source
from ui.texts import say


@dataclass(frozen=True, slots=True)
class Trouble:
    """One problem: ``step`` is the id of the step that it is about (empty: the whole task),
    ``tone`` red keeps it from being run, amber is to be looked at."""

    step: str
    message: str
    tone: str = "red"
    field: str = ""


def troubles_of(
    script: Script, beside: Path, lights: Mapping[str, tuple[str, str]]
) -> list[Trouble]:
    """Everything that ``main.py check`` would say of the script if it were saved in the folder
    ``beside``, and the places that may not be found, in the order of the steps."""
    places = list(_places(script))
    lines = {place: number for number, place in enumerate(places, 1)}
    source = Source("", MappingProxyType(lines))
    found = [*check(script, source), *missing_calls(script, source, beside)]
    users = _users(script)
    made = []
    for problem in found:
        place = places[problem.line - 1] if problem.line else ()
        made.append(_trouble(place, problem.message, users))
    worst = {one.step for one in made}
    for name, (light, why) in lights.items():
        if light != "green" and name not in worst:
            made.append(Trouble(name, why, "red" if light == "red" else "amber"))
    order = {step.id: number for number, step in enumerate(schema.walk(script.steps))}
    return sorted(made, key=lambda one: order.get(one.step, -1))


def _places(script: Script) -> Iterator[Place]:
    """Everything of a script that the checker names."""
    yield from ((key,) for key in schema.HEADER)
    yield from (("input", name) for name in script.inputs)
    yield from (("target", name) for name in script.targets)
    for step in schema.walk(script.steps):
        yield ("step", step.id)
        for one in schema.kind_of(step.action).fields:
            yield ("step", step.id, one.key)


def _users(script: Script) -> dict[Place, str]:
    """The first step that uses a target or a list."""
    found: dict[Place, str] = {}
    for step in schema.walk(script.steps):
        for name in schema.targets_of(step):
            found.setdefault(("target", name), step.id)
        if isinstance(step.action, ForEachRow):
            found.setdefault(("input", step.action.input), step.id)
    return found


def _trouble(place: Place, message: str, users: Mapping[Place, str]) -> Trouble:
    if message.startswith("‘’"):
        message = say("edit_not_filled")
    match place:
        case ("step", name):
            return Trouble(name, message)
        case ("step", name, key):
            return Trouble(name, message, field=key)
        case _:
            return Trouble(users.get(place, ""), message)


def first_step(script: Script) -> str:
    """The id of the first step, empty where there is none."""
    return next((step.id for step in schema.walk(script.steps)), "")


def without(script: Script, troubles: list[Trouble]) -> list[Trouble]:
    """The troubles of steps that are still there."""
    ids = edit.all_ids(script)
    return [one for one in troubles if not one.step or one.step in ids]
