"""What a script needs from outside before it can be played."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from scripts.model import (
    Ask,
    Call,
    ForEachRow,
    Input,
    Read,
    Script,
    Secret,
    Step,
    TextSeen,
    Type,
    ValueIs,
)
from scripts.placeholders import BUILT_IN, parse
from scripts.schema import kind_of, targets_of, walk


def goes_over_rows(steps: Iterable[Step]) -> bool:
    """Whether any of the steps, or one inside them, goes over the rows of a list."""
    return any(isinstance(step.action, ForEachRow) for step in walk(tuple(steps)))


def inner_inputs(script: Script) -> dict[str, Input]:
    """The lists that loops inside another loop go over."""
    loops = [step.action for step in walk(script.steps) if isinstance(step.action, ForEachRow)]
    inside = [
        step.action.input
        for loop in loops
        for step in walk(loop.do)
        if step.enabled and isinstance(step.action, ForEachRow)
    ]
    return {name: script.inputs[name] for name in inside if name in script.inputs}


def texts(script: Script) -> list[str]:
    """Every text of the enabled steps that may hold placeholders."""
    return [text for step in walk(script.steps) if step.enabled for text in texts_of(step, script)]


def texts_of(step: Step, script: Script) -> Iterator[str]:
    """Every text of one step that may hold placeholders."""
    for name in targets_of(step):
        if name in script.targets:
            yield from script.targets[name].texts()
    for field in kind_of(step.action).fields:
        value = getattr(step.action, field.attribute)
        match field.kind, value:
            case "template" | "typed", str():
                yield value
            case "templates", tuple():
                yield from value
            case "values", Mapping():
                yield from value.values()
            case "condition", TextSeen(text, _):
                yield text
            case "condition", ValueIs(text, _, other):
                yield from (text, other)


def secrets_used(script: Script) -> tuple[str, ...]:
    """The names of the secrets that the enabled steps type, each once."""
    typed = [step.action.text for step in walk(script.steps)
             if step.enabled and isinstance(step.action, Type)]  # fmt: skip
    return tuple(dict.fromkeys(text.name for text in typed if isinstance(text, Secret)))


def variables_set(script: Script) -> frozenset[str]:
    """Names that the script gives a value itself while it plays."""
    names: set[str] = set()
    for step in walk(script.steps):
        match step.action:
            case Read() | Ask():
                names.add(step.action.into)
            case Call(_, values):
                names |= set(values)
    return frozenset(names)


def columns_used(script: Script, given: Collection[str] = ()) -> tuple[str, ...]:
    """The columns that a list must have: those that its input declares, and every placeholder that
    is neither built in, nor set by the script, nor among the variables ``given``, nor a column of
    an inner loop's list."""
    inner = inner_inputs(script)
    declared = [
        name
        for of, spec in script.inputs.items()
        if of not in inner
        for name in (*spec.columns, *spec.key)
    ]
    given = {*given, *(name for of in inner.values() for name in (*of.columns, *of.key))}
    used = [name for text in texts(script) for name in parse(text).names()]
    known = {*BUILT_IN, *variables_set(script), *script.variables, *given}
    return tuple(dict.fromkeys(declared + [name for name in used if name not in known]))
