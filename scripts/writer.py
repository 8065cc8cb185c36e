"""The one way to write a script: equal scripts give equal bytes.

Fixed order of keys, defaults left out, UTF-8, LF, composed Hangul. A step without inner steps
is one line, and so are a target and an input, so that a line of a difference is a thing that
changed. Texts that another YAML reader would take for a number or a truth value are quoted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from scripts import schema
from scripts.errors import IlsonError
from scripts.korean import compose
from scripts.language import either
from scripts.model import (
    FORMAT,
    Appears,
    Condition,
    ForEachRow,
    ImageAnchor,
    Input,
    RowAt,
    RowSelected,
    RowWhere,
    Script,
    Secret,
    Step,
    TableRow,
    Target,
    TextAnchor,
    TextSeen,
    ValueIs,
    Vanishes,
    WindowOpen,
    WindowStill,
)
from scripts.near import Misspellings
from scripts.nodes import MOST_BYTES, MOST_DEPTH

_Node = yaml.Node
_STR, _INT, _FLOAT = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float"))
_BOOL, _MAP, _SEQ = (f"tag:yaml.org,2002:{name}" for name in ("bool", "map", "seq"))

# What YAML 1.2 or 1.1 readers take for something else though PyYAML's own resolver does not.
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("[\n\r\x85\u2028\u2029\ufeff]")
_ELSEWHERE = re.compile(
    r"[-+]?(\.[0-9]+|[0-9][0-9_,]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|0[ox][0-9a-fA-F_]+|[yYnN]"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
)


def write(script: Script) -> bytes:
    """The bytes of a script's ``script.yaml``.

    Raises IlsonError for a script that could not be read again: too many steps, too deep, too
    large, or with half a character in a text.
    """
    root = _Writer(script).root()
    text = yaml.serialize(
        root, Dumper=yaml.SafeDumper, width=sys.maxsize, allow_unicode=True, line_break="\n"
    )
    data = str(text).encode("utf-8")
    if len(data) > MOST_BYTES:
        raise IlsonError(
            either("작업이 너무 커서 저장할 수 없어요.", "The task is too large to save."),
            either(
                "작업을 나누어 ‘다른 작업 부르기’로 이어 주세요.",
                "Part it and join the parts by ‘run another task’.",
            ),
        )
    return data


def in_order_of_use(script: Script) -> tuple[list[str], list[str]]:
    """The names of targets and of inputs as the steps come to them, the unused ones last."""
    targets: dict[str, None] = {}
    inputs: dict[str, None] = {}
    for step in schema.walk(script.steps):
        for name in schema.targets_of(step):
            targets.setdefault(name)
            scroll = script.targets[name].scroll if name in script.targets else None
            if scroll is not None and scroll.at is not None:
                targets.setdefault(scroll.at)
        if isinstance(step.action, ForEachRow):
            inputs.setdefault(step.action.input)
    for name in schema.targets_of_run(script):
        targets.setdefault(name)
    return _first(targets, script.targets), _first(inputs, script.inputs)


def _first(used: Iterable[str], known: Mapping[str, object]) -> list[str]:
    first = [name for name in used if name in known]
    return first + sorted(set(known) - set(first))


class _Writer:
    def __init__(self, script: Script) -> None:
        self._script = script
        self._slips = Misspellings(script.targets)
        self._count = 0

    def root(self) -> _Node:
        script = self._script
        targets, inputs = in_order_of_use(script)
        pairs: list[tuple[str, _Node]] = [("ilson", _plain(_INT, str(FORMAT)))]
        pairs.append(("name", _text(script.name)))
        if script.author:
            pairs.append(("author", _text(script.author)))
        if script.note:
            pairs.append(("note", _text(script.note)))
        if script.recorded is not None:
            pairs.append(("recorded", self._record(script.recorded, schema.RECORDED)))
        if script.variables:
            pairs.append(("variables", _list(_text(name) for name in script.variables)))
        if inputs:
            lists = ((name, self._input(script.inputs[name])) for name in inputs)
            pairs.append(("inputs", _mapping(lists, flow=False)))
        pairs += self._fields(script, schema.SCRIPT)
        if targets:
            places = ((name, self._target(script.targets[name])) for name in targets)
            pairs.append(("targets", _mapping(places, flow=False)))
        pairs.append(("steps", self._steps(script.steps, 1)))
        return _mapping(pairs, flow=False)

    def _input(self, of: Input) -> _Node:
        return self._record(of, schema.INPUT)

    def _target(self, target: Target) -> _Node:
        pairs = []
        if target.window is not None:
            pairs.append(("window", self._record(target.window, schema.WINDOW)))
        if target.anchors or not (target.row and target.column):
            pairs.append(("anchors", _list(self._anchor(anchor) for anchor in target.anchors)))
        return _mapping(pairs + self._fields(target, schema.TARGET))

    def _anchor(self, anchor: ImageAnchor | TextAnchor) -> _Node:
        by_text = isinstance(anchor, TextAnchor)
        return self._record(anchor, schema.TEXT_ANCHOR if by_text else schema.IMAGE_ANCHOR)

    def _steps(self, steps: tuple[Step, ...], depth: int) -> _Node:
        # A step's own values go up to four deeper.
        if depth + 4 > MOST_DEPTH:
            raise IlsonError(
                either(
                    "단계가 너무 깊이 들어가 있어서 저장할 수 없어요.",
                    "Steps are nested too deeply to save.",
                ),
                either(
                    "안쪽 단계를 다른 작업으로 옮겨 주세요.", "Move inner steps to another task."
                ),
            )
        self._count += len(steps)
        if self._count > schema.MOST_STEPS:
            raise IlsonError(
                either(
                    f"단계가 너무 많아서 저장할 수 없어요. {schema.MOST_STEPS:,}개까지 쓸 수 "
                    "있어요.",
                    f"There are too many steps to save. {schema.MOST_STEPS:,} are possible.",
                ),
                either("작업을 나누어 주세요.", "Part the task."),
            )
        return _list((self._step(step, depth + 1) for step in steps), flow=not steps)

    def _step(self, step: Step, depth: int) -> _Node:
        kind = schema.kind_of(step.action)
        pairs = self._fields(step, schema.COMMON_BEFORE)
        pairs += self._fields(step.action, [one for one in kind.fields if one.kind != "steps"])
        pairs += self._fields(step, schema.COMMON)
        for one in kind.fields:
            block = getattr(step.action, one.attribute) if one.kind == "steps" else ()
            if block or (one.kind == "steps" and one.required):
                pairs.append((one.key, self._steps(block, depth + 1)))
        return _mapping(pairs, flow=kind.leaf)

    def _record(self, of: object, record: schema.Record) -> _Node:
        return _mapping(self._fields(of, record.fields))

    def _fields(self, of: object, fields: Iterable[schema.Field]) -> list[tuple[str, _Node]]:
        pairs = []
        for one in fields:
            value = getattr(of, one.attribute)
            if one.required or value != one.default:
                pairs.append((one.key, self._value(value, one)))
        return pairs

    def _value(self, value: Any, one: schema.Field) -> _Node:
        match one.kind:
            case "window":
                return self._record(value, schema.WINDOW)
            case "typed" if isinstance(value, Secret):
                return self._record(value, schema.SECRET)
            case "seen":
                return self._record(value, schema.SEEN)
            case "condition":
                return self._condition(value)
            case "row":
                return _row(value)
            case "scrolling":
                return self._record(value, schema.SCROLLING)
            case "back":
                return self._record(value, schema.BACK)
            case "popups":
                return _list(self._record(popup, schema.POPUP) for popup in value)
            case "rules":
                rules = ((name, self._record(rule, schema.RULE)) for name, rule in value.items())
                return _mapping(rules)
            case _:
                return _SIMPLE.get(one.kind, _text)(value)

    def _condition(self, condition: Condition) -> _Node:
        match condition:
            case Appears(target):
                if target in self._script.targets:
                    return _text(target)
                return _mapping([("appears", _text(target))])
            case Vanishes(target):
                return _mapping([("vanishes", _text(target))])
            case TextSeen(text, None) if self._slips.meant(compose(text)) is None:
                return _text(text)
            case TextSeen(text, window):
                pairs = [("text", _text(text))]
                if window is not None:
                    pairs.append(("window", self._record(window, schema.WINDOW)))
                return _mapping(pairs)
            case WindowOpen(window):
                return _mapping([("window", self._record(window, schema.WINDOW))])
            case WindowStill(window):
                return _mapping([("still", self._record(window, schema.WINDOW))])
            case ValueIs(value, comparison, other):
                two_sided = schema.COMPARISONS[comparison]
                side = _text(other) if two_sided else _switch(True)
                return _mapping([("value", _text(value)), (comparison, side)])


def _row(row: TableRow) -> _Node:
    match row:
        case RowWhere(cells):
            return _SIMPLE["values"](cells)
        case RowAt(number):
            return _whole(number)
        case RowSelected():
            return _text(schema.SELECTED)


def _plain(tag: str, text: str) -> _Node:
    return yaml.ScalarNode(tag, text)


def _text(value: str) -> _Node:
    text = compose(value)
    if not text.isascii() and _SURROGATE.search(text):
        raise IlsonError(
            either(
                "반쪽짜리 글자가 들어 있어서 저장할 수 없어요.",
                "There is half a character, so it can't be saved.",
            ),
            either(
                "마지막에 고친 글을 다시 써 주세요.", "Write the text that you changed last again."
            ),
        )
    odd = _BREAKS.search(text) or _ELSEWHERE.fullmatch(text) or text in ("=", "<<")
    return yaml.ScalarNode(_STR, text, style='"' if odd else None)


def _switch(value: bool) -> _Node:
    return _plain(_BOOL, "true" if value else "false")


def _whole(value: int) -> _Node:
    return _plain(_INT, str(int(value)))


def _number(value: float) -> _Node:
    if value == int(value):
        return _whole(int(value))
    text = repr(float(value))
    if "e" in text and "." not in text:
        text = text.replace("e", ".0e")  # 1e-05 is a number to Python only, 1.0e-05 to YAML
    return _plain(_FLOAT, text)


def _list(items: Iterable[_Node], flow: bool = True) -> _Node:
    return yaml.SequenceNode(_SEQ, list(items), flow_style=flow)


def _mapping(pairs: Iterable[tuple[str, _Node]], flow: bool = True) -> _Node:
    made = [(_text(key), value) for key, value in pairs]
    return yaml.MappingNode(_MAP, made, flow_style=flow or not made)


_SIMPLE: dict[str, Callable[[Any], _Node]] = {
    "modifiers": lambda value: _text("+".join(value)),
    "names": lambda value: _list(_text(item) for item in value),
    "texts": lambda value: _list(_text(item) for item in value),
    "templates": lambda value: _list(_text(item) for item in value),
    "values": lambda value: _mapping((name, _text(text)) for name, text in value.items()),
    "whole": _whole,
    "number": _number,
    "switch": _switch,
    "point": lambda value: _list(_whole(part) for part in value),
    "size": lambda value: _list(_whole(part) for part in value),
    "rects": lambda value: _list(_list(_whole(part) for part in rect) for rect in value),
}
