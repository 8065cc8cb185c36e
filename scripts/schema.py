"""The keys of a script file, once: reader, writer and checker all go by these tables.

The order of the fields is the order in which they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from scripts import model
from scripts.language import Both, either

Kind = Literal[
    "text",  # as it stands
    "template",  # with placeholders
    "typed",  # with placeholders, or the name of a secret
    "name",  # a name that this file gives: short, on one line
    "id", "image", "path", "chord", "modifiers",
    "target", "input", "variable",  # names given elsewhere in the file
    "names", "texts", "templates", "values",
    "whole", "number", "switch", "choice", "point", "size", "rects",
    "window", "seen", "condition", "steps", "row", "scrolling", "rules", "back", "popups",
]  # fmt: skip

REQUIRED: Any = object()
"""The default of a field that has none."""

MOST_STEPS = 20_000
MOST_TARGETS = 2_000
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Field:
    """One key: ``attribute`` of the class is written as ``key`` unless it is the ``default``."""

    key: str
    attribute: str
    kind: Kind
    default: Any = REQUIRED
    low: float = 0
    high: float = 1_000_000
    choices: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping in the file that becomes an object; ``called`` names it in sentences."""

    make: type[Any]
    called: Both
    fields: tuple[Field, ...]

    @property
    def what(self) -> str:
        return either(*self.called)


@dataclass(frozen=True, slots=True)
class StepKind:
    """A kind of step: its first field's key is the step's name. ``fixed`` are attributes that
    the key itself settles."""

    make: type[Any]
    fields: tuple[Field, ...]
    fixed: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.fields[0].key

    @property
    def leaf(self) -> bool:
        return all(one.kind != "steps" for one in self.fields)


_FAR = -1_000_000
_BUTTON = Field("button", "button", "choice", "left", choices=("left", "right", "middle"))
_MODIFIERS = Field("with", "modifiers", "modifiers", ())
_WINDOW = Field("window", "window", "window", None)
_IN = Field("in", "window", "window", None)
_SEEN = Field("seen", "seen", "seen", None)
_ADDED = Field("added", "added", "choice", "recorded", choices=("recorded", "repaired", "written"))
_OFFSET = Field("offset", "offset", "point", (0, 0), low=_FAR)
_DAY = 86_400

WINDOW = Record(
    model.WindowPattern, ("창", "window"),
    (Field("title", "title", "text"), Field("program", "program", "text", None)),
)  # fmt: skip
SEEN = Record(
    model.Seen, ("기록한 자리", "recorded place"),
    (
        Field("point", "point", "point", low=_FAR),
        Field("window", "window", "size"),
        Field("screen", "screen", "size"),
        Field("scale", "scale", "number", 1.0, low=0.1, high=20),
    ),
)  # fmt: skip
IMAGE_ANCHOR = Record(
    model.ImageAnchor, ("찾을 그림", "picture to find"),
    (
        Field("image", "image", "image"), _OFFSET, _SEEN, _ADDED,
        Field("ignore", "ignore", "rects", ()), Field("unlike", "unlike", "texts", ()),
        Field("caption", "caption", "text", ""), Field("sealed", "sealed", "texts", ()),
        Field("words", "words", "texts", ()),
    ),
)  # fmt: skip
TEXT_ANCHOR = Record(
    model.TextAnchor, ("찾을 글자", "text to find"),
    (
        Field("text", "text", "text"),
        Field("then", "then", "choice", None, choices=("right", "below", "box", "value", "cell")),
        _OFFSET, _SEEN, _ADDED,
    ),
)  # fmt: skip
SECRET = Record(model.Secret, ("비밀 값", "secret"), (Field("secret", "name", "name"),))
VALUE_KINDS = ("text", "digits", "date", "phone", "amount", "resident_number")
RULE = Record(
    model.Rule, ("열의 규칙", "rules of a column"),
    (
        Field("needed", "needed", "switch", False),
        Field("longest", "longest", "whole", None, low=1, high=32_767),
        Field("one_of", "one_of", "texts", ()),
        Field("kind", "kind", "choice", "text", choices=VALUE_KINDS),
    ),
)  # fmt: skip
INPUT = Record(
    model.Input, ("명단", "list"),
    (
        Field("columns", "columns", "names", ()), Field("key", "key", "names", ()),
        Field("rules", "rules", "rules", {}),
    ),
)  # fmt: skip
BACK = Record(
    model.WayBack, ("돌아가는 길", "way back"),
    (
        Field("press", "press", "chord", ""),
        Field("times", "times", "whole", 1, low=1, high=100),
        Field("close", "close", "window", None),
        Field("until", "until", "condition", None),
    ),
)  # fmt: skip
POPUP = Record(
    model.Popup, ("뜰 수 있는 창", "window that may pop up"),
    (
        Field("when", "when", "condition"), Field("press", "press", "chord", ""),
        Field("click", "click", "target", None),
    ),
)  # fmt: skip
RECORDED = Record(
    model.Recorded, ("기록한 환경", "recorded environment"),
    (
        Field("system", "system", "text", ""),
        Field("screen", "screen", "size", None),
        Field("scale", "scale", "number", 1.0, low=0.1, high=20),
        Field("seconds", "seconds", "number", 0.0, high=86_400),
    ),
)  # fmt: skip

ON_ERROR = Field(
    "on_error", "on_error", "choice", None,
    choices=("ask", "stop", "skip_row", "retry", "retry_row", "ignore"),
)  # fmt: skip
SCRIPT = (
    ON_ERROR, Field("back", "back", "back", None), Field("popups", "popups", "popups", ()),
)  # fmt: skip
"""What the file itself may say of the whole run."""
HEADER = (
    "ilson", "name", "author", "note", "recorded", "variables", "inputs",
    *(one.key for one in SCRIPT), "targets", "steps",
)  # fmt: skip
"""The keys of the file itself."""

SCROLLING = Record(
    model.Scrolling, ("굴려서 찾기", "scrolling"),
    (
        Field("most", "most", "whole", 30, low=1, high=1_000),
        Field("at", "at", "target", None),
        Field("start", "start", "choice", "here", choices=("here", "top")),
    ),
)  # fmt: skip
TARGET = (
    Field("row", "row", "row", None), Field("column", "column", "text", ""),
    Field("scroll", "scroll", "scrolling", None),
)  # fmt: skip
"""What a target may have beside its ``window`` and its ``anchors``."""
TARGET_KEYS = ("window", "anchors", *(one.key for one in TARGET))
SELECTED, ANY_COLUMN = "selected", "*"
"""The word for the highlighted row, and the heading that stands for any column."""
MOST_ROWS = 10_000

COMMON_BEFORE = (Field("id", "id", "id", ""),)
COMMON = (
    Field("note", "note", "text", ""),
    Field("timeout", "timeout", "number", None, high=_DAY),
    ON_ERROR,
    Field("tries", "tries", "whole", 3, low=1, high=100),
    Field("back", "back", "back", None),
    Field("enabled", "enabled", "switch", True),
    Field("closes", "closes", "switch", False),
    Field("saves", "saves", "switch", False),
    Field("review", "review", "text", ""),
)  # fmt: skip
"""The keys that every step may have; they stand before a step's inner steps."""


def _open(key: str, what: str) -> StepKind:
    arguments = Field("arguments", "arguments", "templates", ())
    return StepKind(model.Open, (Field(key, "name", "template"), arguments), {"what": what})


_DO = Field("do", "do", "steps")

STEPS: dict[str, StepKind] = {
    kind.key: kind
    for kind in (
        StepKind(
            model.Click,
            (
                Field("click", "target", "target"),
                _BUTTON,
                Field("count", "count", "whole", 1, low=1, high=10),
                _MODIFIERS,
                Field("hold", "hold", "number", 0.0, high=600),
            ),
        ),
        StepKind(model.Tick, (Field("check", "target", "target"),), {"on": True}),
        StepKind(model.Tick, (Field("uncheck", "target", "target"),), {"on": False}),
        StepKind(
            model.Drag,
            (Field("drag", "target", "target"), Field("to", "to", "target"), _BUTTON, _MODIFIERS),
        ),
        StepKind(
            model.Scroll,
            (
                Field("scroll", "amount", "whole", low=-10_000, high=10_000),
                Field("at", "target", "target", None),
                Field("across", "across", "switch", False),
            ),
        ),
        StepKind(
            model.Type,
            (
                Field("type", "text", "typed"),
                Field("into", "into", "target", None),
                Field("clear", "clear", "switch", False),
                Field("verify", "verify", "switch", False),
                _IN,
            ),
        ),
        StepKind(
            model.Press,
            (
                Field("press", "keys", "chord"),
                Field("times", "times", "whole", 1, low=1, high=10_000),
                _IN,
            ),
        ),
        StepKind(model.WaitFor, (Field("wait_for", "condition", "condition"),)),
        StepKind(model.Wait, (Field("wait", "seconds", "number", high=_DAY),)),
        StepKind(
            model.Read,
            (
                Field("read", "into", "variable"),
                Field("from", "target", "target", None),
                Field(
                    "how", "source", "choice", "screen", choices=("screen", "field", "clipboard")
                ),
                Field("size", "size", "size", None, low=1),
                Field(
                    "kind", "kind", "choice", "text",
                    choices=VALUE_KINDS,
                ),
            ),
        ),
        StepKind(
            model.ForEachRow,
            (
                Field("for_each_row", "input", "input"),
                Field("where", "where", "values", {}),
                Field("start", "start", "condition", None),
                _DO,
            ),
        ),
        StepKind(
            model.If,
            (
                Field("if", "condition", "condition"),
                Field("then", "then", "steps"),
                Field("else", "otherwise", "steps", ()),
            ),
        ),
        StepKind(
            model.Repeat,
            (
                Field("repeat", "times", "whole", low=1, high=100_000),
                Field("while", "condition", "condition", None),
                _DO,
            ),
        ),
        StepKind(
            model.Call, (Field("call", "script", "path"), Field("with", "values", "values", {}))
        ),
        StepKind(
            model.Ask,
            (
                Field("ask", "question", "template"),
                Field("into", "into", "variable"),
                Field("choices", "choices", "templates", ()),
            ),
        ),
        StepKind(model.Message, (Field("message", "text", "template"),)),
        _open("open_program", "program"),
        _open("open_file", "file"),
        _open("open_address", "address"),
        StepKind(model.FocusWindow, (Field("focus_window", "window", "window"),)),
        StepKind(model.CloseWindow, (Field("close_window", "window", "window"),)),
        StepKind(
            model.WriteRow,
            (Field("write_row", "output", "template"), Field("values", "values", "values")),
        ),
        StepKind(model.Pause, (Field("pause", "text", "template"),)),
        StepKind(
            model.Stop,
            (Field("stop", "reason", "template"), Field("failed", "failed", "switch", False)),
        ),
    )
}  # fmt: skip
"""Every kind of step by its key."""

COMPARISONS: dict[str, bool] = {
    "is": True, "is_not": True, "contains": True, "starts_with": True, "ends_with": True,
    "empty": False, "not_empty": False, "more_than": True, "less_than": True,
}  # fmt: skip
"""The comparisons, and whether they have another side."""

CONDITION = ("appears", "vanishes", "text", "window", "still", "value", *COMPARISONS)
"""The keys of a condition."""


_KINDS_OF: dict[type, tuple[StepKind, ...]] = {}
for _kind in STEPS.values():
    _KINDS_OF[_kind.make] = (*_KINDS_OF.get(_kind.make, ()), _kind)
_BLOCKS = {
    kind.make: tuple(one.attribute for one in kind.fields if one.kind == "steps")
    for kind in STEPS.values()
    if not kind.leaf
}
"""The attributes of actions that have steps inside them. Long scripts are walked over all the
time, so what their actions are is looked up, not asked."""
_NAMING = {
    make: tuple({one.attribute: None for kind in kinds for one in kind.fields
                 if one.kind in ("target", "condition")})
    for make, kinds in _KINDS_OF.items()
}  # fmt: skip
"""The attributes of actions that are a target's name or a condition, which may have one."""


def kind_of(action: model.Action) -> StepKind:
    """The kind of a step's action."""
    for kind in _KINDS_OF.get(type(action), ()):
        if all(getattr(action, name) == value for name, value in kind.fixed.items()):
            return kind
    raise TypeError(type(action))


def targets_of(step: model.Step) -> Iterator[str]:
    """The names of the targets that a step itself uses, not those of the steps inside it."""
    for name in _NAMING[type(step.action)]:
        value = getattr(step.action, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, model.Appears | model.Vanishes):
            yield value.target
    if step.back is not None:
        yield from _targets_back(step.back)


def _targets_back(back: model.WayBack | None) -> Iterator[str]:
    if back is not None and isinstance(back.until, model.Appears | model.Vanishes):
        yield back.until.target


def targets_of_run(script: model.Script) -> Iterator[str]:
    """The names of the targets that no step uses but the run as a whole."""
    yield from _targets_back(script.back)
    for popup in script.popups:
        if isinstance(popup.when, model.Appears | model.Vanishes):
            yield popup.when.target
        if popup.click is not None:
            yield popup.click


def inner(action: model.Action) -> Iterator[tuple[model.Step, ...]]:
    """The blocks of steps inside an action, in the file's order."""
    return (getattr(action, name) for name in _BLOCKS.get(type(action), ()))


def has_steps(action: model.Action) -> bool:
    """Whether an action has blocks of steps inside it."""
    return type(action) in _BLOCKS


def walk(steps: tuple[model.Step, ...]) -> Iterator[model.Step]:
    """Every step, those inside others too, in the file's order."""
    for step in steps:
        yield step
        if type(step.action) in _BLOCKS:
            for block in inner(step.action):
                yield from walk(block)
