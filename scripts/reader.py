"""From the nodes of a file to a script, with every problem on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from scripts import schema
from scripts.errors import FileProblem, Problem
from scripts.fields import Bad, FieldReader, Full
from scripts.ids import id_from
from scripts.korean import quoted
from scripts.language import either
from scripts.model import (
    Anchor,
    Input,
    Recorded,
    Script,
    Step,
    Target,
)
from scripts.near import Misspellings, did_you_mean
from scripts.nodes import Items, Node, Pairs, Text, parse
from scripts.source import Place, Source
from scripts.upgrade import climb


def read(data: bytes, file: str) -> tuple[Script, Source]:
    """The script (without its pictures) in the bytes of a ``script.yaml``.

    ``file`` is what messages call it. Raises FileProblem with every problem that was found.
    """
    root = parse(data, file)
    if not isinstance(root, Pairs):
        raise FileProblem(
            Problem(
                file,
                root.line,
                either(
                    "일손 작업 파일이 아니에요. ‘이름: 값’으로 시작해야 해요.",
                    "This is no task of Ilson. It has to begin with ‘name: value’.",
                ),
            )
        )
    return _Reader(file).script(climb(root, file))


class _Reader(FieldReader):
    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._lines: dict[Place, int] = {}
        self._ids: dict[str, int] = {}
        self._used: set[str] = set()
        self._alike: dict[str, int] = {}
        self._count = 0

    # ---- the file ---------------------------------------------------------------------------

    def script(self, root: Pairs) -> tuple[Script, Source]:
        try:
            script = self._script(root)
        except Full:
            script = None
        if self._problems or script is None:
            raise FileProblem(sorted(self._problems, key=lambda problem: problem.line))
        return script, Source(self._file, MappingProxyType(self._lines))

    def _script(self, root: Pairs) -> Script:
        parts = {key.value: value for key, value in root.pairs}
        self._known(root, schema.HEADER, either("작업 파일", "the task's file"))
        name = self._header(parts, "name", self._text, "")
        if "name" not in parts:
            self._say(
                root.line,
                either(
                    "작업의 이름이 없어요. ‘name’에 적어 주세요.",
                    "The task has no name. Write it in ‘name’.",
                ),
            )
        for key, node in root.pairs:
            self._lines[(key.value,)] = node.line
        author = self._header(parts, "author", self._name, "")
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
        whole = {key.value: (key, value) for key, value in root.pairs}
        run = {one.attribute: self._or_default(one, whole) for one in schema.SCRIPT}
        return Script(
            name=name,
            steps=steps,
            targets=MappingProxyType(targets_read),
            inputs=MappingProxyType(inputs),
            recorded=recorded,
            author=author,
            note=note,
            variables=variables,
            **run,
        )

    def _or_default(self, one: schema.Field, parts: Mapping[str, tuple[Text, Node]]) -> Any:
        try:
            return self._field(one, parts)
        except Bad:
            return one.default

    def _header(
        self, parts: Mapping[str, Node], key: str, read: Callable[[Node], Any], default: Any
    ) -> Any:
        if key not in parts:
            return default
        try:
            return read(parts[key])
        except Bad:
            return default

    def _recorded(self, node: Node) -> Recorded:
        made: Recorded = self._record(node, schema.RECORDED)
        return made

    def _inputs(self, node: Node) -> dict[str, Input]:
        inputs = {}
        for key, value in self._pairs(node, either("명단", "list")).pairs:
            self._lines[("input", key.value)] = key.line
            self._name(key)
            try:
                inputs[key.value] = self._record(value, schema.INPUT)
            except Bad:
                continue
        return inputs

    def _all_targets(self, node: Node) -> dict[str, Target]:
        pairs = self._pairs(node, either("누를 곳", "place")).pairs
        if len(pairs) > schema.MOST_TARGETS:
            self._bad(
                node,
                either(
                    f"누를 곳이 너무 많아요. {schema.MOST_TARGETS}개까지 쓸 수 있어요.",
                    f"There are too many places. {schema.MOST_TARGETS} are possible.",
                ),
            )
        targets = {}
        for key, value in pairs:
            self._lines[("target", key.value)] = key.line
            self._name(key)
            try:
                targets[key.value] = self._target(key.value, value)
            except Bad:
                continue
        return targets

    def _target(self, name: str, node: Node) -> Target:
        what = either("누를 곳", "place")
        pairs = self._pairs(node, what)
        self._known(pairs, schema.TARGET_KEYS, what)
        window_node, anchors_node = pairs.get("window"), pairs.get("anchors")
        window = None if window_node is None else self._record(window_node, schema.WINDOW)
        parts = {key.value: (key, value) for key, value in pairs.pairs}
        more = {one.attribute: self._field(one, parts) for one in schema.TARGET}
        anchors: list[Anchor] = []
        in_cell = more["row"] is not None and more["column"]
        if anchors_node is None and not in_cell:
            self._bad(
                node,
                either(
                    f"{quoted(name)}에 찾을 그림이나 글자가 없어요. ‘anchors’에 적어 주세요.",
                    f"{quoted(name)} has no picture and no text to find it by. Write it in "
                    "‘anchors’.",
                ),
            )
        items = () if anchors_node is None else self._list(anchors_node, "anchors")
        for index, item in enumerate(items):
            self._lines[("target", name, str(index))] = item.line
            by_text = isinstance(item, Pairs) and item.get("text") is not None
            record = schema.TEXT_ANCHOR if by_text else schema.IMAGE_ANCHOR
            anchors.append(self._record(item, record))
        return Target(name, window, tuple(anchors), **more)

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
        items = self._list(node, either("단계", "step"))
        self._count += len(items)
        if self._count > schema.MOST_STEPS:
            most = either(
                f"{schema.MOST_STEPS:,}개까지 쓸 수 있어요.", f"{schema.MOST_STEPS:,} are possible."
            )
            self._say(
                node.line,
                either(f"단계가 너무 많아요. {most}", f"There are too many steps. {most}"),
            )
            raise Full
        for item in items:
            try:
                steps.append(self._step(item))
            except Bad:
                continue
        return tuple(steps)

    def _step(self, node: Node) -> Step:
        pairs = self._pairs(node, either("단계", "step"))
        kind = self._kind(pairs)
        own = {one.key: one for one in kind.fields}
        common = {one.key: one for one in (*schema.COMMON_BEFORE, *schema.COMMON)}
        self._known(pairs, (*own, *common), either(f"‘{kind.key}’ 단계", f"the step ‘{kind.key}’"))
        parts = {key.value: (key, value) for key, value in pairs.pairs}
        shared: dict[str, Any] = {}
        bad = False
        for one in common.values():
            try:
                shared[one.attribute] = self._field(one, parts)
            except Bad:
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
            except Bad:
                bad = True
        if bad:
            raise Bad
        return Step(**{**shared, "id": given}, action=kind.make(**made))

    def _twice(self, given: str, node: Node) -> None:
        line = self._ids.get(given, 0)
        twice = either(
            f"단계 id {quoted(given, '이/가')} 두 번 나와요.",
            f"The step id {quoted(given)} is there twice.",
        )
        self._say(
            node.line,
            either(f"{twice} 먼저 {line}번째 줄에 있어요.", f"{twice} First in line {line}."),
        )

    def _kind(self, pairs: Pairs) -> schema.StepKind:
        found = [key for key, _ in pairs.pairs if key.value in schema.STEPS]
        if len(found) == 1:
            return schema.STEPS[found[0].value]
        if found:
            # "text" and others are fields of several kinds, kinds' names are not.
            names = ", ".join(f"‘{key.value}’" for key in found)
            self._bad(
                found[1],
                either(
                    f"한 단계에 할 일이 둘 이상이에요: {names}. 단계를 나눠 주세요.",
                    f"One step does two things: {names}. Make it two steps.",
                ),
            )
        common = {one.key for one in (*schema.COMMON_BEFORE, *schema.COMMON)}
        fields = {one.key for kind in schema.STEPS.values() for one in kind.fields}
        odd = [key for key, _ in pairs.pairs if key.value not in common]
        unknown = [key for key in odd if key.value not in fields] or odd
        if not unknown:
            self._bad(
                pairs,
                either("무엇을 할지 적혀 있지 않은 단계예요.", "The step does not say what to do."),
            )
        word = unknown[0]
        meant = did_you_mean(word.value, schema.STEPS)
        self._bad(
            word,
            either(
                f"{quoted(word.value, '은/는')} 모르는 단계예요.{meant}",
                f"{quoted(word.value)} is no step.{meant}",
            ),
        )
        raise Bad

    def _made_up_id(self, kind: schema.StepKind, pairs: Pairs) -> str:
        """An id for a step that was written without: the same for the same file, and mostly the
        same when other steps are added."""
        said = repr([(k.value, v.value) for k, v in pairs.pairs if isinstance(v, Text)])
        salt = self._alike.get(said, 0)
        while (name := id_from(f"{kind.key}{said}{salt}")) in self._ids:
            salt += 1
        self._alike[said] = salt + 1
        self._ids[name] = pairs.line
        return name
