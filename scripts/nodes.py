"""YAML as plain nodes: every scalar is text, every node knows its line.

Nothing is constructed and nothing is resolved: what a scalar means is the schema's affair. What
a script never needs (anchors, tags, several documents) is refused, and so is everything that
would cost more memory or depth than a script can honestly want.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from scripts.errors import FileProblem, Problem
from scripts.korean import compose, quoted
from scripts.language import either

MOST_BYTES = 4 * 1024 * 1024
MOST_DEPTH = 64
MOST_NODES = 250_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_QUOTE = ("글이면 따옴표로 감싸 주세요.", "If it is text, put it in quotation marks.")
_SURROGATE = re.compile("[\ud800-\udfff]")

# What the parser says, and how it is said to a person. The first that fits is taken.
_SYNTAX = (
    (
        "found character that cannot start any token",
        (
            "따옴표로 감싸야 하는 글자나 탭이 있어요.",
            "There is a character that needs quotation marks, or a tab.",
        ),
    ),
    (
        "mapping values are not allowed",
        (
            "콜론(:)이 올 자리가 아니에요. 따옴표로 감싸 주세요.",
            "A colon (:) can't be here. Use quotation marks.",
        ),
    ),
    (
        "could not find expected ':'",
        ("이름 뒤에 콜론(:)이 없어요.", "The colon (:) after a name is missing."),
    ),
    (
        "did not find expected ',' or",
        ("괄호 안에서 쉼표나 닫는 괄호가 빠졌어요.", "A comma or a closing bracket is missing."),
    ),
    (
        "expected ',' or",
        ("괄호 안에서 쉼표나 닫는 괄호가 빠졌어요.", "A comma or a closing bracket is missing."),
    ),
    (
        "did not find expected key",
        (
            "들여쓰기가 맞지 않거나 괄호가 닫히지 않았어요.",
            "The indentation is wrong, or a bracket is not closed.",
        ),
    ),
    (
        "did not find expected '-' indicator",
        ("들여쓰기가 맞지 않아요.", "The indentation is wrong."),
    ),
    ("expected <block end>", ("들여쓰기가 맞지 않아요.", "The indentation is wrong.")),
    (
        "unexpected end of stream",
        ("따옴표나 괄호가 끝까지 닫히지 않았어요.", "A quotation mark or a bracket is not closed."),
    ),
    (
        "unknown escape character",
        (
            "큰따옴표 안에 모르는 \\ 표시가 있어요.",
            "There is an unknown \\ sign inside double quotes.",
        ),
    ),
    (
        "escape",
        ("큰따옴표 안의 \\ 표시가 올바르지 않아요.", "A \\ sign inside double quotes is wrong."),
    ),
)


@dataclass(slots=True, eq=False)
class Text:
    """A scalar as it was written, without its quotes."""

    value: str
    line: int


@dataclass(slots=True, eq=False)
class Items:
    """A sequence."""

    items: tuple[Node, ...]
    line: int


@dataclass(slots=True, eq=False)
class Pairs:
    """A mapping, in the file's order, without duplicates."""

    pairs: tuple[tuple[Text, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        """The value of a key, None if it is not there."""
        return next((value for name, value in self.pairs if name.value == key), None)


Node = Text | Items | Pairs


def parse(data: bytes, file: str) -> Node:
    """Read one YAML document.

    Raises FileProblem with ``file:line`` where the bytes are no UTF-8, no YAML, or YAML that a
    script may not hold.
    """
    text = _decoded(data, file)
    return _Builder(file).build(text)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MOST_BYTES:
        raise FileProblem(
            Problem(
                file,
                0,
                either(
                    "파일이 너무 커요. 4 MB까지 읽을 수 있어요.",
                    "The file is too large. Up to 4 MB can be read.",
                ),
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileProblem(
            Problem(
                file,
                line,
                either(
                    "글자를 읽을 수 없어요. 파일이 UTF-8로 저장되지 않았어요.",
                    "The text can't be read: the file was not saved as UTF-8.",
                ),
            ),
            either(
                "편집기에서 ‘UTF-8’로 다시 저장해 주세요.",
                "Save it again as ‘UTF-8’ in your editor.",
            ),
        ) from None
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        code = f"U+{ord(bad.group()):04X}"
        raise FileProblem(
            Problem(
                file,
                line,
                either(
                    f"보이지 않는 글자({code})가 들어 있어요.",
                    f"There is an invisible character ({code}).",
                ),
            )
        )
    return text


class _Builder:
    """Builds the nodes from the parser's events, without recursion deeper than the guard."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._count = 0

    def build(self, text: str) -> Node:
        try:
            events = yaml.parse(text, Loader=_LOADER)
            root = self._document(events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            sentence = _sentence(str(error.problem or ""))
            raise self._refuse(mark.line + 1 if mark else 0, sentence) from None
        except yaml.YAMLError:
            raise self._refuse(0, _sentence("")) from None
        if self._problems:
            raise FileProblem(self._problems)
        return root

    def _document(self, events: Iterator[yaml.Event]) -> Node:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refuse(
                        _line(event),
                        either(
                            "한 파일에는 작업을 하나만 담을 수 있어요.",
                            "A file holds just one task.",
                        ),
                    )
                root = self._node(next(events), events, 0)
        if root is None:
            raise self._refuse(0, either("파일이 비어 있어요.", "The file is empty."))
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        mark = event.start_mark
        line = mark.line + 1 if mark else 0
        self._count += 1
        if self._count > MOST_NODES:
            raise self._refuse(
                line, either("파일에 담긴 것이 너무 많아요.", "The file holds too much.")
            )
        if depth > MOST_DEPTH:
            raise self._refuse(
                line,
                either(
                    f"너무 깊이 들어가 있어요. {MOST_DEPTH}겹까지 쓸 수 있어요.",
                    f"It is nested too deeply. {MOST_DEPTH} levels are possible.",
                ),
            )
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(
                line,
                either(
                    "별칭(*)은 쓸 수 없어요. 값을 그대로 써 주세요.",
                    "Aliases (*) can't be used. Write the value itself.",
                ),
            )
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor is not None:
            raise self._refuse(
                line,
                either(
                    f"앞에 &가 붙은 이름표는 쓸 수 없어요. {either(*_QUOTE)}",
                    f"Labels with & can't be used. {either(*_QUOTE)}",
                ),
            )
        if getattr(event, "tag", None) is not None:
            raise self._refuse(
                line,
                either(
                    f"앞에 !가 붙은 꼬리표는 쓸 수 없어요. {either(*_QUOTE)}",
                    f"Tags with ! can't be used. {either(*_QUOTE)}",
                ),
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Items(tuple(items), line)
        return self._pairs(events, line, depth)

    def _text(self, event: yaml.ScalarEvent, line: int) -> Text:
        value = str(event.value)
        if value.isascii():
            return Text(value, line)
        if _SURROGATE.search(value):
            raise self._refuse(
                line, either("반쪽짜리 글자가 들어 있어요.", "There is half a character.")
            )
        return Text(compose(value), line)

    def _pairs(self, events: Iterator[yaml.Event], line: int, depth: int) -> Pairs:
        pairs: list[tuple[Text, Node]] = []
        seen: dict[str, int] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Text):
                raise self._refuse(
                    key.line, either("이름 자리에는 글만 쓸 수 있어요.", "Only text can be a name.")
                )
            if key.value in seen:
                before = seen[key.value]
                twice = either(
                    f"{quoted(key.value, '이/가')} 두 번 나와요.",
                    f"{quoted(key.value)} is there twice.",
                )
                self._add(
                    key.line,
                    either(
                        f"{twice} 먼저 {before}번째 줄에 있어요.",
                        f"{twice} First in line {before}.",
                    ),
                )
                continue
            seen[key.value] = key.line
            pairs.append((key, value))
        return Pairs(tuple(pairs), line)

    def _add(self, line: int, message: str) -> None:
        if len(self._problems) < 50:
            self._problems.append(Problem(self._file, line, message))

    def _refuse(self, line: int, message: str) -> FileProblem:
        return FileProblem([*self._problems, Problem(self._file, line, message)])


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return int(mark.line) + 1 if mark else 0


def _sentence(problem: str) -> str:
    for part, sentence in _SYNTAX:
        if part in problem:
            return either(*sentence)
    return either(
        "여기서부터 읽을 수 없어요. 들여쓰기, 따옴표, 괄호를 살펴봐 주세요.",
        "It can't be read from here on. Look at indentation, quotation marks and brackets.",
    )
