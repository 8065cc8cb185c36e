"""The values that a recording holds: texts that were typed or waited for, and what was picked: a
choice that was clicked, a row of a table that is known by its text.

Pure: a script in, values or another script out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scripts import edit
from scripts.model import Click, RowWhere, Script, Step, Target, TextAnchor, TextSeen, Type, WaitFor
from scripts.placeholders import parse
from scripts.schema import walk


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that a step types (or waits for, or picks), without placeholders of its own, and what
    its field is called (empty: not known)."""

    step: str
    text: str
    label: str
    picked: bool = False


def typed(script: Script) -> Iterator[Typed]:
    """The values of a script, in its order."""
    before: Step | None = None
    for step in walk(script.steps):
        if not step.enabled:
            continue
        text = text_of(step, script)
        plain = None if text is None else _plain(text)
        if plain is not None:
            into = before.action.target if before and isinstance(before.action, Click) else None
            label, picked = "", False
            match step.action:
                case Type(into=own):
                    label = label_of(script, own or into)
                case Click(target=name):
                    label, picked = _heading(script.targets[name]), True
                    if not label and into not in (None, name):
                        label = label_of(script, into)
            yield Typed(step.id, plain, label, picked)
        before = step


def text_of(step: Step, script: Script) -> str | None:
    """The text of a step that a column may give instead; None where there is none. It may hold
    placeholders."""
    match step.action:
        case Type(text=str() as text) | WaitFor(TextSeen(text)):
            return text
        case Click(target=name, button="left", count=1) if name in script.targets:
            return _picked(script.targets[name])
    return None


def with_text(script: Script, name: str, text: str) -> Script:
    """The script with another text in the step of that id. What was picked becomes a target of its
    own, called by that text, which no picture shows: it would be that of the old one."""
    step = edit.step_of(script, name)
    if step is None:
        return script
    match step.action:
        case Type() as typing:
            return edit.put(script, name, replace(step, action=replace(typing, text=text)))
        case WaitFor(TextSeen() as seen):
            waits = WaitFor(replace(seen, text=text))
            return edit.put(script, name, replace(step, action=waits))
        case Click(target=old) as click if old in script.targets:
            target = _picking(script.targets[old], text)
            called = old if target.row is not None else _free(text, old, script)
            moved = replace(step, action=replace(click, target=called))
            after = edit.with_target(script, replace(target, name=called))
            return edit.forget_unused(script, edit.put(after, name, moved))
    return script


def label_of(script: Script, target: str | None) -> str:
    """What the field of a target is called: its label's text, else its name; empty for a number."""
    if target is None or target not in script.targets:
        return ""
    for anchor in script.targets[target].anchors:
        if isinstance(anchor, TextAnchor):
            return anchor.text
    words = [word for word in target.split() if not word.isdigit()]
    return "" if words in ([], ["자리"]) else " ".join(words)


def _plain(text: str) -> str | None:
    """A text as it is typed, None if it has placeholders."""
    parts = parse(text).parts
    return "".join(map(str, parts)) if all(isinstance(part, str) for part in parts) else None


def _picked(target: Target) -> str | None:
    """The text by which a target is known, if it is a row's or a choice's own."""
    match target.row:
        case RowWhere(cells) if len(cells) == 1:
            return next(iter(cells.values()))
        case None:
            own = _own(target)
            return own.text if own is not None else None
    return None


def _own(target: Target) -> TextAnchor | None:
    """The text that is the choice itself, and no label of a field."""
    texts = [one for one in target.anchors if isinstance(one, TextAnchor)]
    own = [one for one in texts if one.then in (None, "box")]
    return own[0] if len(texts) == 1 and own else None


def _heading(target: Target) -> str:
    """The heading of the column by which a target's row is known, empty for none."""
    return next(iter(target.row.cells)).strip("*") if isinstance(target.row, RowWhere) else ""


def _picking(target: Target, text: str) -> Target:
    if isinstance(target.row, RowWhere):
        heading = next(iter(target.row.cells))
        return replace(target, row=RowWhere({heading: text}))
    own = _own(target)
    # Where in a text she clicked says nothing of another one.
    return replace(target, anchors=(replace(own, text=text, offset=(0, 0)),) if own else ())


def _free(wanted: str, old: str, script: Script) -> str:
    """A name for a target that no other one has."""
    name, number = wanted, 2
    while name in script.targets and name != old:
        name, number = f"{wanted} {number}", number + 1
    return name
