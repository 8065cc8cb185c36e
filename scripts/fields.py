"""Reading single fields by the schema: records, conditions and values out of nodes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from scripts import schema, values
from scripts.errors import Problem
from scripts.keys import key_name
from scripts.korean import quoted
from scripts.language import either
from scripts.model import (
    Appears,
    Condition,
    Rect,
    RowAt,
    RowSelected,
    RowWhere,
    Rule,
    Secret,
    Step,
    TableRow,
    TextSeen,
    ValueIs,
    Values,
    Vanishes,
    WindowOpen,
    WindowStill,
)
from scripts.near import Misspellings, did_you_mean
from scripts.nodes import Items, Node, Pairs, Text

MOST_PROBLEMS = 50


class Full(Exception):
    """So many problems that more would help nobody."""


class Bad(Exception):
    """A part that cannot be made; its problems have been said."""


class FieldReader(ABC):
    """Collects problems; what cannot be made is said and raises Bad."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._targets: Mapping[str, object] = {}
        self._slips = Misspellings(())

    @abstractmethod
    def _steps(self, node: Node) -> tuple[Step, ...]:
        """The steps of a block."""

    # ---- fields -----------------------------------------------------------------------------

    def _record(self, node: Node, record: schema.Record) -> Any:
        if record is schema.WINDOW and isinstance(node, Text):
            return record.make(title=node.value)
        pairs = self._pairs(node, record.what)
        self._known(pairs, tuple(one.key for one in record.fields), record.what)
        parts = {key.value: (key, value) for key, value in pairs.pairs}
        made, bad = {}, False
        for one in record.fields:
            if one.key not in parts and one.required:
                self._say(
                    node.line,
                    either(
                        f"{record.what}에 {quoted(one.key, '이/가')} 없어요.",
                        f"{record.what} has no {quoted(one.key)}.",
                    ),
                )
                bad = True
                continue
            try:
                made[one.attribute] = self._field(one, parts)
            except Bad:
                bad = True
        if bad:
            raise Bad
        return record.make(**made)

    def _field(self, one: schema.Field, parts: Mapping[str, tuple[Text, Node]]) -> Any:
        if one.key not in parts:
            if one.required:
                line = next(iter(parts.values()))[0].line if parts else 0
                self._say(
                    line,
                    either(
                        f"이 단계에 {quoted(one.key, '이/가')} 없어요.",
                        f"This step has no {quoted(one.key)}.",
                    ),
                )
                raise Bad
            return one.default
        node = parts[one.key][1]
        read = _FIELDS[one.kind]
        try:
            return read(self, node, one)
        except values.Wrong as wrong:
            self._bad(node, f"‘{one.key}’: {wrong}")

    def _text(self, node: Node, one: schema.Field | None = None) -> str:
        if isinstance(node, Text):
            return node.value
        self._bad(
            node,
            either(f"{quoted(one.key)}에는 글을 써야 해요.", f"{quoted(one.key)} takes a text.")
            if one
            else either("글을 써야 해요.", "A text is needed."),
        )
        raise Bad

    def _typed(self, node: Node, one: schema.Field) -> str | Secret:
        if isinstance(node, Pairs):
            secret: Secret = self._record(node, schema.SECRET)
            return secret
        return self._text(node, one)

    def _name(self, node: Node, one: schema.Field | None = None) -> str:
        text = self._text(node, one)
        try:
            return values.name(text, schema.LONGEST_NAME)
        except values.Wrong as wrong:
            self._say(node.line, str(wrong))
            return text

    def _names(self, node: Node, one: schema.Field | None = None) -> tuple[str, ...]:
        return tuple(
            self._name(item)
            for item in self._list(node, one.key if one else either("이름", "name"))
        )

    def _texts(self, node: Node, one: schema.Field) -> tuple[str, ...]:
        return tuple(self._text(item, one) for item in self._list(node, one.key))

    def _mapping(self, node: Node, one: schema.Field) -> Values:
        pairs = self._pairs(node, one.key)
        return Values({key.value: self._text(value, one) for key, value in pairs.pairs})

    def _rules(self, node: Node, one: schema.Field) -> Mapping[str, Rule]:
        pairs = self._pairs(node, one.key).pairs
        return MappingProxyType(
            {self._name(key): self._record(value, schema.RULE) for key, value in pairs}
        )

    def _whole_pair(self, node: Node, one: schema.Field) -> tuple[int, int]:
        items = self._list(node, one.key)
        if len(items) != 2:
            self._bad(
                node,
                either(
                    f"{quoted(one.key)}에는 숫자 두 개를 [가로, 세로]로 써야 해요.",
                    f"{quoted(one.key)} takes two numbers: [across, down].",
                ),
            )
        first, second = (values.whole(self._text(item, one), one.low, one.high) for item in items)
        return first, second

    def _rects(self, node: Node, one: schema.Field) -> tuple[Rect, ...]:
        return tuple(self._rect(item, one) for item in self._list(node, one.key))

    def _rect(self, node: Node, one: schema.Field) -> Rect:
        items = self._list(node, one.key)
        if len(items) != 4:
            self._bad(
                node,
                either(
                    f"{quoted(one.key)}에는 네모마다 [왼쪽, 위, 너비, 높이]를 써야 해요.",
                    f"{quoted(one.key)} takes for each rectangle [left, top, width, height].",
                ),
            )
        x, y, width, height = (
            values.whole(self._text(item, one), one.low, one.high) for item in items
        )
        return x, y, width, height

    def _modifiers(self, node: Node, one: schema.Field) -> tuple[str, ...]:
        parts = [part.strip() for part in self._text(node, one).split("+")]
        return tuple(key_name(part) or part for part in parts)

    def _row(self, node: Node, one: schema.Field) -> TableRow:
        if isinstance(node, Pairs):
            return RowWhere(self._mapping(node, one))
        text = self._text(node, one).strip()
        if text == schema.SELECTED:
            return RowSelected()
        if text.lstrip("+-").isdigit():
            return RowAt(values.whole(text, 1, schema.MOST_ROWS))
        self._bad(
            node,
            either(
                f"‘{one.key}’에는 {{성명: …}}처럼 열과 값을 쓰거나, 몇 번째 줄인지 수를 쓰거나, "
                f"{schema.SELECTED}라고 써야 해요.",
                f"‘{one.key}’ takes columns and values such as {{성명: …}}, or the number of "
                f"the row, or {schema.SELECTED}.",
            ),
        )
        raise Bad

    def _condition(self, node: Node, one: schema.Field) -> Condition:
        if isinstance(node, Text):
            if node.value in self._targets:
                return Appears(node.value)
            meant = self._slips.meant(node.value)
            if meant is not None:
                self._bad(
                    node,
                    either(
                        f"{quoted(node.value, '이라는/라는')} 곳은 없어요. "
                        f"혹시 {quoted(meant, '을/를')} 쓰려고 하셨나요? "
                        f"화면의 글자라면 {{text: …}}처럼 써 주세요.",
                        f"There is no place {quoted(node.value)}. Did you mean "
                        f"{quoted(meant)}? For text on the screen write {{text: …}}.",
                    ),
                )
            return TextSeen(node.value)
        pairs = self._pairs(node, one.key)
        self._known(pairs, schema.CONDITION, either("조건", "condition"))
        parts = {key.value: value for key, value in pairs.pairs}
        made = self._mapped_condition(parts, one)
        if made is None:
            self._bad(
                node,
                either(
                    "조건을 알 수 없어요. "
                    "appears, vanishes, text, window, still, value 가운데 하나만 써 주세요.",
                    "This condition is unknown. Write just one of appears, vanishes, text, "
                    "window, still, value.",
                ),
            )
            raise Bad
        return made

    def _mapped_condition(self, parts: Mapping[str, Node], one: schema.Field) -> Condition | None:
        keys = set(parts)
        if keys == {"appears"}:
            return Appears(self._text(parts["appears"], one))
        if keys == {"vanishes"}:
            return Vanishes(self._text(parts["vanishes"], one))
        if keys in ({"text"}, {"text", "window"}):
            window = self._record(parts["window"], schema.WINDOW) if "window" in keys else None
            return TextSeen(self._text(parts["text"], one), window)
        if keys == {"window"}:
            return WindowOpen(self._record(parts["window"], schema.WINDOW))
        if keys == {"still"}:
            return WindowStill(self._record(parts["still"], schema.WINDOW))
        compared = keys - {"value"}
        if "value" not in keys or len(compared) != 1 or not compared <= set(schema.COMPARISONS):
            return None
        comparison: Any = compared.pop()
        value, other = self._text(parts["value"], one), self._text(parts[comparison], one)
        if schema.COMPARISONS[comparison]:
            return ValueIs(value, comparison, other)
        if values.switch(other):
            return ValueIs(value, comparison)
        return ValueIs(value, "not_empty" if comparison == "empty" else "empty")

    # ---- nodes ------------------------------------------------------------------------------

    def _pairs(self, node: Node, what: str) -> Pairs:
        if isinstance(node, Pairs):
            return node
        self._bad(
            node,
            either(
                f"{quoted(what, '은/는')} ‘이름: 값’으로 적어야 해요.",
                f"{quoted(what)} is written as ‘name: value’.",
            ),
        )
        raise Bad

    def _list(self, node: Node | None, what: str) -> tuple[Node, ...]:
        if isinstance(node, Items):
            return node.items
        line = node.line if node else 0
        self._say(
            line,
            either(
                f"{quoted(what, '은/는')} 목록으로 적어야 해요.",
                f"{quoted(what)} is written as a list.",
            ),
        )
        raise Bad

    def _known(self, pairs: Pairs, keys: tuple[str, ...], what: str) -> None:
        for key, _ in pairs.pairs:
            if key.value not in keys:
                meant = did_you_mean(key.value, keys)
                self._say(
                    key.line,
                    either(
                        f"{what}에 {quoted(key.value, '은/는')} 쓸 수 없는 이름이에요.{meant}",
                        f"{quoted(key.value)} is no name for {what}.{meant}",
                    ),
                )

    def _say(self, line: int, message: str) -> None:
        self._problems.append(Problem(self._file, line, message))
        if len(self._problems) >= MOST_PROBLEMS:
            raise Full

    def _bad(self, node: Node, message: str) -> Any:
        self._say(node.line, message)
        raise Bad


_FIELDS: dict[str, Callable[[FieldReader, Node, schema.Field], Any]] = {
    "text": FieldReader._text,
    "template": FieldReader._text,
    "typed": FieldReader._typed,
    "name": FieldReader._name,
    "id": lambda r, n, f: values.step_id(r._text(n, f)),
    "image": lambda r, n, f: values.image(r._text(n, f)),
    "path": FieldReader._text,
    "chord": FieldReader._text,
    "modifiers": FieldReader._modifiers,
    "target": FieldReader._text,
    "input": FieldReader._text,
    "variable": FieldReader._name,
    "names": FieldReader._names,
    "texts": FieldReader._texts,
    "templates": FieldReader._texts,
    "values": FieldReader._mapping,
    "whole": lambda r, n, f: values.whole(r._text(n, f), f.low, f.high),
    "number": lambda r, n, f: values.number(r._text(n, f), f.low, f.high),
    "switch": lambda r, n, f: values.switch(r._text(n, f)),
    "choice": lambda r, n, f: values.choice(r._text(n, f), f.choices),
    "point": FieldReader._whole_pair,
    "size": FieldReader._whole_pair,
    "rects": FieldReader._rects,
    "window": lambda r, n, f: r._record(n, schema.WINDOW),
    "seen": lambda r, n, f: r._record(n, schema.SEEN),
    "condition": FieldReader._condition,
    "row": FieldReader._row,
    "scrolling": lambda r, n, f: r._record(n, schema.SCROLLING),
    "rules": FieldReader._rules,
    "back": lambda r, n, f: r._record(n, schema.BACK),
    "popups": lambda r, n, f: tuple(r._record(one, schema.POPUP) for one in r._list(n, f.key)),
    "steps": lambda r, n, f: r._steps(n),
}
