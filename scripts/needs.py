"""What a script needs from outside before it can be played."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from scripts.model import (
    Action,
    Ask,
    Call,
    Condition,
    ForEachRow,
    If,
    Message,
    Open,
    Pause,
    Read,
    Repeat,
    Script,
    Step,
    Stop,
    TextSeen,
    Type,
    ValueIs,
    WaitFor,
    WriteRow,
)
from scripts.placeholders import BUILT_IN, parse


def walk(steps: Iterable[Step]) -> Iterator[Step]:
    """Every step with those inside it, in the order of the file."""
    for step in steps:
        yield step
        match step.action:
            case ForEachRow(_, do) | Repeat(_, do, _):
                yield from walk(do)
            case If(_, then, otherwise):
                yield from walk(then)
                yield from walk(otherwise)


def texts(script: Script) -> list[str]:
    """Every text of the enabled steps that may hold placeholders."""
    return [text for step in walk(script.steps) if step.enabled for text in _texts(step.action)]


def _texts(action: Action) -> Iterable[str]:
    match action:
        case Type():
            return (action.text,)
        case Message(text) | Pause(text):
            return (text,)
        case Ask(question, _, choices):
            return (question, *choices)
        case Open(_, name, arguments):
            return (name, *arguments)
        case WriteRow(output, values):
            return (output, *values.values())
        case Call(_, values):
            return tuple(values.values())
        case Stop(reason, _):
            return (reason,)
        case WaitFor(condition) | If(condition, _, _):
            return _condition_texts(condition)
        case Repeat(_, _, condition) if condition is not None:
            return _condition_texts(condition)
    return ()


def _condition_texts(condition: Condition) -> Iterable[str]:
    match condition:
        case TextSeen(text, _):
            return (text,)
        case ValueIs():
            return (condition.value, condition.other)
    return ()


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
    """The columns that a list must have: those that an input declares, and every placeholder that
    is neither built in, nor set by the script, nor among the variables ``given``."""
    declared = [name for spec in script.inputs.values() for name in (*spec.columns, *spec.key)]
    used = [name for text in texts(script) for name in parse(text).names()]
    known = {*BUILT_IN, *variables_set(script), *given}
    return tuple(dict.fromkeys(declared + [name for name in used if name not in known]))
