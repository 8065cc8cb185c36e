"""From the nodes of a file to a script, with every problem on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from scripts import schema, values
from scripts.errors import FileProblem, Problem
from scripts.keys import key_name
from scripts.korean import quoted
from scripts.model import (
    Anchor,
    Appears,
    Condition,
    Input,
    Recorded,
    Script,
    Step,
    Target,
    TextSeen,
    ValueIs,
    Values,
    Vanishes,
    WindowOpen,
)
from scripts.near import Misspellings, did_you_mean
from scripts.nodes import Items, Node, Pairs, Text, parse
from scripts.upgrade import climb

MOST_PROBLEMS = 50

Place = tuple[str, ...]
"""Part of a script: ("step", id[, key]), ("target", name[, anchor]), ("input", name)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the parts of a script stand in its file."""

    file: str
    lines: Mapping[Place, int] = field(default_factory=dict)

    def problem(self, message: str, *place: str) -> Problem:
        """A problem at a place, or at the nearest thing around it whose line is known."""
        while place and place not in self.lines:
            place = place[:-1]
        return Problem(self.file, self.lines.get(place, 0), message)


def read(data: bytes, file: str) -> tuple[Script, Source]:
    """The script (without its pictures) in the bytes of a ``script.yaml``.

    ``file`` is what messages call it. Raises FileProblem with every problem that was found.
    """
    root = parse(data, file)
    if not isinstance(root, Pairs):
        raise FileProblem(
            Problem(file, root.line, "일손 작업 파일이 아니에요. ‘이름: 값’으로 시작해야 해요.")
        )
    return _Reader(file).script(climb(root, file))


class _Full(Exception):
    """So many problems that more would help nobody."""


class _Bad(Exception):
    """A part that cannot be made; its problems have been said."""


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._lines: dict[Place, int] = {}
        self._targets: Mapping[str, object] = {}
        self._slips = Misspellings(())
        self._ids: dict[str, int] = {}
        self._used: set[str] = set()
        self._alike: dict[str, int] = {}
        self._count = 0

    # ---- the file ---------------------------------------------------------------------------

    def script(self, root: Pairs) -> tuple[Script, Source]:
        try:
            script = self._script(root)
        except _Full:
            script = None
        if self._problems or script is None:
            raise FileProblem(sorted(self._problems, key=lambda problem: problem.line))
        return script, Source(self._file, MappingProxyType(self._lines))

    def _script(self, root: Pairs) -> Script:
        parts = {key.value: value for key, value in root.pairs}
        self._known(root, schema.HEADER, "작업 파일")
        name = self._header(parts, "name", self._text, "")
        if "name" not in parts:
            self._say(root.line, "작업의 이름이 없어요. ‘name’에 적어 주세요.")
        for key, node in root.pairs:
            self._lines[(key.value,)] = node.line
        note = self._header(parts, "note", self._text, "")
        recorded = self._header(parts, "recorded", self._recorded, None)
        variables = self._header(parts, "variables", self._names, ())
        inputs = self._header(parts, "inputs", self._inputs, {})
        # Names first: steps are told apart by them.
        targets = parts.get("targets")
        if isinstance(targets, Pairs):
            self._targets = {key.value: None for key, _ in targets.pairs}
            self._slips = Misspellings(self._targets)
        targets_read = self._header(parts, "targets", self._all_targets, {})
        if "steps" in parts:
            self._gather_ids(parts["steps"])
        steps = self._header(parts, "steps", self._steps, ())
        return Script(
            name=name,
            steps=steps,
            targets=MappingProxyType(targets_read),
            inputs=MappingProxyType(inputs),
            recorded=recorded,
            note=note,
            variables=variables,
        )

    def _header(
        self, parts: Mapping[str, Node], key: str, read: Callable[[Node], Any], default: Any
    ) -> Any:
        if key not in parts:
            return default
        try:
            return read(parts[key])
        except _Bad:
            return default

    def _recorded(self, node: Node) -> Recorded:
        made: Recorded = self._record(node, schema.RECORDED)
        return made

    def _inputs(self, node: Node) -> dict[str, Input]:
        inputs = {}
        for key, value in self._pairs(node, "명단").pairs:
            self._lines[("input", key.value)] = key.line
            self._name(key)
            try:
                inputs[key.value] = self._record(value, schema.INPUT)
            except _Bad:
                continue
        return inputs

    def _all_targets(self, node: Node) -> dict[str, Target]:
        pairs = self._pairs(node, "누를 곳").pairs
        if len(pairs) > schema.MOST_TARGETS:
            self._bad(node, f"누를 곳이 너무 많아요. {schema.MOST_TARGETS}개까지 쓸 수 있어요.")
        targets = {}
        for key, value in pairs:
            self._lines[("target", key.value)] = key.line
            self._name(key)
            try:
                targets[key.value] = self._target(key.value, value)
            except _Bad:
                continue
        return targets

    def _target(self, name: str, node: Node) -> Target:
        pairs = self._pairs(node, "누를 곳")
        self._known(pairs, schema.TARGET, "누를 곳")
        window_node, anchors_node = pairs.get("window"), pairs.get("anchors")
        window = None if window_node is None else self._record(window_node, schema.WINDOW)
        anchors: list[Anchor] = []
        if anchors_node is None:
            self._bad(
                node, f"{quoted(name)}에 찾을 그림이나 글자가 없어요. ‘anchors’에 적어 주세요."
            )
        for index, item in enumerate(self._list(anchors_node, "anchors")):
            self._lines[("target", name, str(index))] = item.line
            by_text = isinstance(item, Pairs) and item.get("text") is not None
            record = schema.TEXT_ANCHOR if by_text else schema.IMAGE_ANCHOR
            anchors.append(self._record(item, record))
        return Target(name, window, tuple(anchors))

    # ---- steps ------------------------------------------------------------------------------

    def _gather_ids(self, node: Node) -> None:
        """Note the ids that are given, so that those made for the others stay clear of them."""
        if isinstance(node, Items):
            for item in node.items:
                self._gather_ids(item)
        elif isinstance(node, Pairs):
            for key, value in node.pairs:
                if key.value == "id" and isinstance(value, Text):
                    self._ids.setdefault(value.value, value.line)
                elif isinstance(value, Items):
                    self._gather_ids(value)

    def _steps(self, node: Node) -> tuple[Step, ...]:
        # An empty value is a block without steps; the checker has its say about those.
        if isinstance(node, Text) and not node.value:
            return ()
        steps = []
        items = self._list(node, "단계")
        self._count += len(items)
        if self._count > schema.MOST_STEPS:
            most = f"{schema.MOST_STEPS:,}개까지 쓸 수 있어요."
            self._say(node.line, f"단계가 너무 많아요. {most}")
            raise _Full
        for item in items:
            try:
                steps.append(self._step(item))
            except _Bad:
                continue
        return tuple(steps)

    def _step(self, node: Node) -> Step:
        pairs = self._pairs(node, "단계")
        kind = self._kind(pairs)
        own = {one.key: one for one in kind.fields}
        common = {one.key: one for one in (*schema.COMMON_BEFORE, *schema.COMMON)}
        self._known(pairs, (*own, *common), f"‘{kind.key}’ 단계")
        parts = {key.value: (key, value) for key, value in pairs.pairs}
        shared: dict[str, Any] = {}
        bad = False
        for one in common.values():
            try:
                shared[one.attribute] = self._field(one, parts)
            except _Bad:
                bad = True
        given = shared.get("id") or self._made_up_id(kind, pairs)
        if given in self._used:
            self._twice(given, parts["id"][1])
        self._used.add(given)
        self._lines[("step", given)] = pairs.line
        for key, value in pairs.pairs:
            self._lines[("step", given, key.value)] = max(key.line, value.line)
        made: dict[str, Any] = dict(kind.fixed)
        for one in kind.fields:
            try:
                made[one.attribute] = self._field(one, parts)
            except _Bad:
                bad = True
        if bad:
            raise _Bad
        return Step(**{**shared, "id": given}, action=kind.make(**made))

    def _twice(self, given: str, node: Node) -> None:
        line = self._ids.get(given, 0)
        twice = f"단계 id {quoted(given, '이/가')} 두 번 나와요."
        self._say(node.line, f"{twice} 먼저 {line}번째 줄에 있어요.")

    def _kind(self, pairs: Pairs) -> schema.StepKind:
        found = [key for key, _ in pairs.pairs if key.value in schema.STEPS]
        if len(found) == 1:
            return schema.STEPS[found[0].value]
        if found:
            # "text" and others are fields of several kinds, kinds' names are not.
            names = ", ".join(f"‘{key.value}’" for key in found)
            self._bad(found[1], f"한 단계에 할 일이 둘 이상이에요: {names}. 단계를 나눠 주세요.")
        common = {one.key for one in (*schema.COMMON_BEFORE, *schema.COMMON)}
        fields = {one.key for kind in schema.STEPS.values() for one in kind.fields}
        odd = [key for key, _ in pairs.pairs if key.value not in common]
        unknown = [key for key in odd if key.value not in fields] or odd
        if not unknown:
            self._bad(pairs, "무엇을 할지 적혀 있지 않은 단계예요.")
        word = unknown[0]
        meant = did_you_mean(word.value, schema.STEPS)
        self._bad(word, f"{quoted(word.value, '은/는')} 모르는 단계예요.{meant}")
        raise _Bad

    def _made_up_id(self, kind: schema.StepKind, pairs: Pairs) -> str:
        """An id for a step that was written without: the same for the same file, and mostly the
        same when other steps are added."""
        said = repr([(k.value, v.value) for k, v in pairs.pairs if isinstance(v, Text)])
        salt = self._alike.get(said, 0)
        while (name := _id_from(f"{kind.key}{said}{salt}")) in self._ids:
            salt += 1
        self._alike[said] = salt + 1
        self._ids[name] = pairs.line
        return name

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
                self._say(node.line, f"{record.what}에 {quoted(one.key, '이/가')} 없어요.")
                bad = True
                continue
            try:
                made[one.attribute] = self._field(one, parts)
            except _Bad:
                bad = True
        if bad:
            raise _Bad
        return record.make(**made)

    def _field(self, one: schema.Field, parts: Mapping[str, tuple[Text, Node]]) -> Any:
        if one.key not in parts:
            if one.required:
                line = next(iter(parts.values()))[0].line if parts else 0
                self._say(line, f"이 단계에 {quoted(one.key, '이/가')} 없어요.")
                raise _Bad
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
        self._bad(node, f"{quoted(one.key)}에는 글을 써야 해요." if one else "글을 써야 해요.")
        raise _Bad

    def _name(self, node: Node, one: schema.Field | None = None) -> str:
        text = self._text(node, one)
        try:
            return values.name(text, schema.LONGEST_NAME)
        except values.Wrong as wrong:
            self._say(node.line, str(wrong))
            return text

    def _names(self, node: Node, one: schema.Field | None = None) -> tuple[str, ...]:
        return tuple(self._name(item) for item in self._list(node, one.key if one else "이름"))

    def _texts(self, node: Node, one: schema.Field) -> tuple[str, ...]:
        return tuple(self._text(item, one) for item in self._list(node, one.key))

    def _mapping(self, node: Node, one: schema.Field) -> Values:
        pairs = self._pairs(node, one.key)
        return Values({key.value: self._text(value, one) for key, value in pairs.pairs})

    def _whole_pair(self, node: Node, one: schema.Field) -> tuple[int, int]:
        items = self._list(node, one.key)
        if len(items) != 2:
            self._bad(node, f"{quoted(one.key)}에는 숫자 두 개를 [가로, 세로]로 써야 해요.")
        first, second = (values.whole(self._text(item, one), one.low, one.high) for item in items)
        return first, second

    def _modifiers(self, node: Node, one: schema.Field) -> tuple[str, ...]:
        parts = [part.strip() for part in self._text(node, one).split("+")]
        return tuple(key_name(part) or part for part in parts)

    def _condition(self, node: Node, one: schema.Field) -> Condition:
        if isinstance(node, Text):
            if node.value in self._targets:
                return Appears(node.value)
            meant = self._slips.meant(node.value)
            if meant is not None:
                self._bad(
                    node,
                    f"{quoted(node.value, '이라는/라는')} 곳은 없어요. "
                    f"혹시 {quoted(meant, '을/를')} 쓰려고 하셨나요? "
                    f"화면의 글자라면 {{text: …}}처럼 써 주세요.",
                )
            return TextSeen(node.value)
        pairs = self._pairs(node, one.key)
        self._known(pairs, schema.CONDITION, "조건")
        parts = {key.value: value for key, value in pairs.pairs}
        made = self._mapped_condition(parts, one)
        if made is None:
            self._bad(
                node,
                "조건을 알 수 없어요. "
                "appears, vanishes, text, window, value 가운데 하나만 써 주세요.",
            )
            raise _Bad
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
        self._bad(node, f"{quoted(what, '은/는')} ‘이름: 값’으로 적어야 해요.")
        raise _Bad

    def _list(self, node: Node | None, what: str) -> tuple[Node, ...]:
        if isinstance(node, Items):
            return node.items
        line = node.line if node else 0
        self._say(line, f"{quoted(what, '은/는')} 목록으로 적어야 해요.")
        raise _Bad

    def _known(self, pairs: Pairs, keys: tuple[str, ...], what: str) -> None:
        for key, _ in pairs.pairs:
            if key.value not in keys:
                meant = did_you_mean(key.value, keys)
                self._say(
                    key.line, f"{what}에 {quoted(key.value, '은/는')} 쓸 수 없는 이름이에요.{meant}"
                )

    def _say(self, line: int, message: str) -> None:
        self._problems.append(Problem(self._file, line, message))
        if len(self._problems) >= MOST_PROBLEMS:
            raise _Full

    def _bad(self, node: Node, message: str) -> Any:
        self._say(node.line, message)
        raise _Bad


def _id_from(text: str) -> str:
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return make_id(digest)


ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""The letters of step ids: none that looks like another."""


def make_id(number: int) -> str:
    """A step's id of four letters out of a number; begins with a letter, so that no YAML reader
    takes it for a number."""
    number, first = divmod(number, 22)
    letters = [ALPHABET[10 + first]]
    for _ in range(3):
        number, rest = divmod(number, 32)
        letters.append(ALPHABET[rest])
    return "".join(letters)


_FIELDS: dict[str, Callable[[_Reader, Node, schema.Field], Any]] = {
    "text": _Reader._text,
    "template": _Reader._text,
    "name": _Reader._name,
    "id": lambda r, n, f: values.step_id(r._text(n, f)),
    "image": lambda r, n, f: values.image(r._text(n, f)),
    "path": _Reader._text,
    "chord": _Reader._text,
    "modifiers": _Reader._modifiers,
    "target": _Reader._text,
    "input": _Reader._text,
    "variable": _Reader._name,
    "names": _Reader._names,
    "texts": _Reader._texts,
    "templates": _Reader._texts,
    "values": _Reader._mapping,
    "whole": lambda r, n, f: values.whole(r._text(n, f), f.low, f.high),
    "number": lambda r, n, f: values.number(r._text(n, f), f.low, f.high),
    "switch": lambda r, n, f: values.switch(r._text(n, f)),
    "choice": lambda r, n, f: values.choice(r._text(n, f), f.choices),
    "point": _Reader._whole_pair,
    "size": _Reader._whole_pair,
    "window": lambda r, n, f: r._record(n, schema.WINDOW),
    "seen": lambda r, n, f: r._record(n, schema.SEEN),
    "condition": _Reader._condition,
    "steps": lambda r, n, f: r._steps(n),
}
