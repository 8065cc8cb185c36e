"""Accepting proposals: placeholders in the place of values, and ``for_each_row`` around the steps
that are done for each row.

What is done once stays outside: a login and the opening of a screen before, the closing of the
program after. Nothing of the row that was done is left in the script: not in titles, names,
captions or notes. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from player.data import List, Row
from recorder.matching import STRONG, bits, filled, plain
from recorder.proposals import Proposals
from recorder.values import with_text
from scripts.errors import UsageError
from scripts.filters import read_date
from scripts.ids import new_id
from scripts.language import either
from scripts.model import (
    Appears,
    Click,
    CloseWindow,
    ForEachRow,
    ImageAnchor,
    Input,
    Press,
    Script,
    Step,
    Target,
    TextAnchor,
    TextSeen,
    Type,
    Vanishes,
    WaitFor,
    WindowOpen,
    WindowPattern,
    WindowStill,
)
from scripts.needs import goes_over_rows
from scripts.placeholders import parse
from scripts.schema import targets_of, walk

_NEW = re.compile(r"새로|신규|추가|초기화|다음|다시|새 |new|add|clear|reset|next", re.IGNORECASE)
"""Words of what makes room for the next row."""
_END = re.compile(r"종료|끝내기|로그아웃|닫기|exit|quit|log ?out|close", re.IGNORECASE)
_MENU = re.compile(r"파일|메뉴|file|menu", re.IGNORECASE)
_PREPARES = ("Ctrl+A", "Delete", "Backspace", "Tab", "Shift+Tab", "Home", "End", "F2", "Ctrl+Home")
"""Keys that make a field ready for what is typed next."""
_QUITS = ("Alt+F4", "Ctrl+Q", "Ctrl+W")
_HIDDEN = ("값", "value")


@dataclass(frozen=True, slots=True)
class Span:
    """The steps that are done for each row: the first and the last one's place in the script."""

    first: int
    last: int


def span(script: Script, steps: frozenset[str]) -> Span | None:
    """Which steps are done for each row, if those with ids ``steps`` take its values."""
    data = [n for n, step in enumerate(script.steps) if step.id in steps]
    if not data:
        return None
    first, last = data[0], len(script.steps) - 1
    while first > 0 and _belongs_to_row(script, first - 1, first):
        first -= 1
    opener = _opener(script, first, data[-1])
    first = min(first, opener)
    return Span(first, _end(script, first, data[-1], last))


def accept(script: Script, proposals: Proposals, data: List | None, name: str) -> Script:
    """The script with all of ``proposals`` that are sure in it; ``name`` is what it calls the list.
    Raises UsageError where none is."""
    sure = proposals.sure()
    templates = {one.step: one.template for one in sure}
    inside = span(script, frozenset(templates))
    if inside is None:
        raise UsageError(
            either(
                "명단과 맞는 값이 없어서 바꾸지 않았어요.",
                "No value fits the list, so nothing was changed.",
            ),
            either(
                "--data 로 이 일에 쓴 명단을 골라 주세요.",
                "Choose the list that was used for this with --data.",
            ),
        )
    row = next((r for r in data.rows if r.number == proposals.row), None) if data else None
    used = tuple(dict.fromkeys(n for t in templates.values() for n in parse(t).names()))
    script = _forget(_with_templates(script, templates), row)
    if not goes_over_rows(script.steps):
        steps = script.steps
        ids = {step.id for step in walk(steps)}
        while (loop := new_id()) in ids:
            pass
        body = steps[inside.first : inside.last + 1]
        block = Step(loop, ForEachRow(name, body))
        script = replace(script, steps=(*steps[: inside.first], block, *steps[inside.last + 1 :]))
    declared = script.inputs.get(name, Input())
    columns = tuple(dict.fromkeys((*declared.columns, *used)))
    key = declared.key or _key(columns, data)
    inputs = {**script.inputs, name: Input(columns, key)}
    return replace(script, inputs=MappingProxyType(inputs))


def _key(columns: tuple[str, ...], data: List | None) -> tuple[str, ...]:
    """The columns that tell the rows apart: as few as it takes, all where even they do not."""
    if data is None:
        return columns[:1]
    for many in range(1, len(columns) + 1):
        chosen = columns[:many]
        seen = {tuple(filled("{" + c + "}", r.values, datetime.now()) for c in chosen)
                for r in data.rows}  # fmt: skip
        if len(seen) == len(data.rows):
            return chosen
    return columns


# ---- which steps ----------------------------------------------------------------------------


def _window(script: Script, step: Step) -> WindowPattern | None:
    """The window that a step is done in."""
    match step.action:
        case Type(into=None, window=window) | Press(window=window) | CloseWindow(window=window):
            return window
    for name in targets_of(step):
        target = script.targets.get(name)
        if target is not None:
            return target.window
    return None


def _belongs_to_row(script: Script, at: int, first: int) -> bool:
    """Whether a step before the first that takes a value fills in another field of that form, makes
    a field ready, or makes room for the next row."""
    step, then = script.steps[at], script.steps[first]
    if _window(script, step) != _window(script, then) or step.closes:
        return False
    match step.action:
        case Press(keys=keys):
            return keys in _PREPARES
        case Type(text=text):  # what is the same in every row; a secret belongs to a login
            return isinstance(text, str)
        case Click(target=name):
            into_field = isinstance(then.action, Type) and not then.action.into
            prepares = isinstance(then.action, Press)
            return into_field or prepares or bool(_NEW.search(_words(script, name)))
    return False


def _words(script: Script, name: str) -> str:
    """What is known of what stands at a target."""
    target = script.targets.get(name)
    said = [name]
    for anchor in target.anchors if target else ():
        said.append(anchor.caption if isinstance(anchor, ImageAnchor) else anchor.text)
    return " ".join(said)


def _opener(script: Script, first: int, last: int) -> int:
    """The place of the step that opened the window of the row's first step, if that window is
    closed after the row: it has to be opened anew for the next one. ``first`` otherwise."""
    own = _window(script, script.steps[first])
    closed = any(step.closes and _window(script, step) == own for step in script.steps[last:])
    if own is None or not closed:
        return first
    at = first
    while at > 0 and _window(script, script.steps[at - 1]) == own:
        at -= 1
    if at == 0:
        return first
    at -= 1  # what was done last in another window opened this one
    if script.steps[at].closes:
        return first
    while at > 0 and _leads_through_menu(script, at):
        at -= 1
    return at


def _leads_through_menu(script: Script, at: int) -> bool:
    """Whether the step before is a part of the same way through a menu."""
    before = script.steps[at - 1]
    if _window(script, before) != _window(script, script.steps[at]):
        return False
    match before.action:
        case Click(target=name):
            return bool(_MENU.search(_words(script, name)))
        case Press(keys=keys):
            return keys in ("Alt", "F10") or bool(re.fullmatch(r"Alt\+[A-Z]", keys))
    return False


def _end(script: Script, first: int, data: int, last: int) -> int:
    """The last step that is done for each row: what closes the window that the next row begins in
    is done once, after all."""
    own = _window(script, script.steps[first])
    for at in range(data + 1, last + 1):
        step = script.steps[at]
        quits = isinstance(step.action, CloseWindow) or (
            isinstance(step.action, Press) and step.action.keys in _QUITS
        )
        ends = isinstance(step.action, Click) and bool(
            _END.search(_words(script, step.action.target))
        )
        if _window(script, step) == own and (quits or ends) and _no_way_back(script, at, own):
            while at - 1 > data and _leads_through_menu(script, at):
                at -= 1
            return at - 1
    return last


def _no_way_back(script: Script, at: int, own: WindowPattern | None) -> bool:
    """Whether nothing is done any more in the window after a step that seems to leave it."""
    return all(_window(script, step) != own for step in script.steps[at + 1 :])


# ---- what may not stay ----------------------------------------------------------------------


def _with_templates(script: Script, templates: Mapping[str, str]) -> Script:
    for name, template in templates.items():
        script = with_text(script, name, template)

    def change(step: Step) -> Step:
        # What is to be reviewed of a text goes with the text, and it may quote it.
        return replace(step, review="") if step.id in templates else step

    return _mapped(script, change)


def _mapped(script: Script, change: Callable[[Step], Step]) -> Script:
    """The script with every step changed, those in blocks too."""

    def through(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        done = []
        for step in steps:
            if isinstance(step.action, ForEachRow):
                inner = replace(step.action, do=through(step.action.do))
                step = replace(step, action=inner)
            done.append(change(step))
        return tuple(done)

    return replace(script, steps=through(script.steps))


def _forget(script: Script, row: Row | None) -> Script:
    """The script without the row's values in names, titles, captions and notes."""
    values = _telling(row)
    if not values:
        return script

    def clean(text: str, instead: str) -> str:
        for value in values:
            text = text.replace(value, instead)
        return text

    names: dict[str, str] = {}
    targets: dict[str, Target] = {}
    for name, target in script.targets.items():
        base = clean(name, either(*_HIDDEN))
        new, number = base, 2
        while new in targets:
            new, number = f"{base} {number}", number + 1
        names[name] = new
        anchors = tuple(
            replace(a, caption="" if clean(a.caption, "") != a.caption else a.caption)
            if isinstance(a, ImageAnchor) else a
            for a in target.anchors
            if not (isinstance(a, TextAnchor) and clean(a.text, "") != a.text and
                    len(target.anchors) > 1)
        )  # fmt: skip
        window = _title(target.window, clean)
        targets[new] = replace(target, name=new, window=window, anchors=anchors)

    def change(step: Step) -> Step:
        action = step.action
        for field in ("target", "to", "into"):
            old = getattr(action, field, None)
            if isinstance(old, str) and old in names:
                action = replace(action, **{field: names[old]})  # type: ignore[arg-type]
        if isinstance(action, Type | Press | CloseWindow) and action.window is not None:
            action = replace(action, window=_title(action.window, clean))  # type: ignore[arg-type]
        if isinstance(action, WaitFor) and isinstance(action.condition, Appears | Vanishes):
            name = action.condition.target
            action = WaitFor(replace(action.condition, target=names.get(name, name)))
        if isinstance(action, WaitFor) and isinstance(
            action.condition, TextSeen | WindowOpen | WindowStill
        ):
            window = _title(action.condition.window, clean)
            action = WaitFor(replace(action.condition, window=window))  # type: ignore[arg-type]
        return replace(
            step,
            action=action,
            note=clean(step.note, either(*_HIDDEN)),
            review=clean(step.review, either(*_HIDDEN)),
        )

    return replace(_mapped(script, change), targets=MappingProxyType(targets))


def _title(window: WindowPattern | None, clean: Callable[[str, str], str]) -> WindowPattern | None:
    if window is None:
        return None
    title = re.sub(r"\*+", "*", clean(window.title, "*"))
    return replace(window, title=title)


def _telling(row: Row | None) -> list[str]:
    """The values of a row by which somebody may be known, the longest first."""
    if row is None:
        return []
    found: set[str] = set()
    for column in row.values:
        if row.values.problem(column) is None:
            cell = row.values[column].strip()
            if bits(cell) >= STRONG:
                found.add(cell)
                digits = plain(cell)
                if digits.isdigit() and read_date(cell, datetime.now()) is None:
                    found.add(digits)
    return sorted(found, key=len, reverse=True)
