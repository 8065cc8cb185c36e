"""Which column of a list goes into which step, and how that is changed. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Literal

from player.data import List
from player.data.lists import column_name
from recorder.looping import accept
from recorder.proposals import Proposal, Proposals, propose, typed
from recorder.propose import LIST
from scripts.model import ForEachRow, If, Input, Repeat, Script, Step, TextSeen, Type, WaitFor
from scripts.needs import columns_used, goes_over_rows, texts_of
from scripts.placeholders import parse
from scripts.schema import walk
from scripts.show import sentence
from ui.texts import without_marks

State = Literal["linked", "missing", "proposed", "open", "fixed"]
"""``missing``: the list has no such column. ``proposed``: a column that may take the place of what
was typed. ``open``: as it was typed, for every row. ``fixed``: cannot be changed here."""


@dataclass(frozen=True, slots=True)
class Link:
    """One place of a task that takes a column. ``column`` is the present (or proposed) one;
    ``others`` are columns that fit as well; ``why`` as in :class:`Proposal`."""

    step: str
    number: int
    say: str
    state: State
    column: str = ""
    others: tuple[str, ...] = ()
    why: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """A task and a list. ``proposals`` are the recorder's."""

    script: Script
    data: List
    proposals: Proposals
    links: tuple[Link, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell the rows apart."""
        return next((of.key for of in self.script.inputs.values()), ())

    @property
    def bound(self) -> bool:
        """Whether the task takes anything from a list; if not, all rows would be the same."""
        return goes_over_rows(self.script.steps) or bool(columns_used(self.script))

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that the task asks for and the list does not have."""
        there = set(self.data.columns)
        return tuple(c for c in columns_used(self.script) if column_name(c) not in there)


def bind(script: Script, data: List, lang: str) -> Binding:
    """Bring a task and a list together; work for a thread where either is long."""
    proposals = propose(script, data)
    return Binding(script, data, proposals, tuple(_links(script, data, proposals, lang)))


def _links(script: Script, data: List, proposals: Proposals, lang: str) -> Iterator[Link]:
    proposed = {one.step: one for one in proposals.made}
    plain = {one.step for one in typed(script)}
    known = set(columns_used(script))
    number = 0
    for step in walk(script.steps):
        if not step.enabled or isinstance(step.action, (ForEachRow, If, Repeat)):
            continue
        number += 1
        names = dict.fromkeys(
            name for text in texts_of(step, script) for name in parse(text).names()
        )
        used = [name for name in names if name in known]
        for name in used:
            there = column_name(name) in data.columns
            changeable = name in "".join(_own_texts(step))
            state: State = "linked" if there else "missing" if changeable else "fixed"
            yield Link(step.id, number, _say(step, script, lang), state, name)
        if step.id in proposed:
            one = proposed[step.id]
            said = _say(_as_proposed(step, one), script, lang)
            others = tuple(dict.fromkeys(n for t in one.others for n in parse(t).names()))
            yield Link(step.id, number, said, "proposed", one.column, others, one.why, one.sure)
        elif step.id in plain and not used:
            yield Link(step.id, number, _say(step, script, lang), "open")


def _say(step: Step, script: Script, lang: str) -> str:
    if isinstance(step.action, Type):
        # Which window it is says little here, and pushes out of sight what is typed.
        step = replace(step, action=replace(step.action, window=None))
    return without_marks(sentence(step, script, lang))


def _own_texts(step: Step) -> Iterator[str]:
    """The texts of a step that can be changed here."""
    match step.action:
        case Type(text=str() as text) | WaitFor(TextSeen(text)):
            yield text


def _as_proposed(step: Step, one: Proposal) -> Step:
    return _with_text(step, one.template)


def _with_text(step: Step, text: str) -> Step:
    match step.action:
        case Type() as action:
            return replace(step, action=replace(action, text=text))
        case WaitFor(TextSeen() as seen):
            return replace(step, action=WaitFor(replace(seen, text=text)))
    return step


# ---- changing it ----------------------------------------------------------------------------


def accept_all(binding: Binding) -> Script:
    """The task with all proposals in it that are sure. Raises UsageError where none is."""
    return _accepted(binding, binding.proposals.sure())


def link(binding: Binding, at: Link, column: str) -> Script:
    """The task with a column at a place. Raises IlsonError."""
    if at.state in ("linked", "missing"):
        return _renamed(binding.script, at.step, at.column, column)
    known = {one.step: one for one in binding.proposals.made}
    one = known.get(at.step)
    templates = (one.template, *one.others) if one else ()
    fits = next((text for text in templates if column in parse(text).names()), "")
    template = fits or "{" + column + "}"
    return _accepted(binding, (Proposal(at.step, template, column, True, "label"),))


def _accepted(binding: Binding, made: tuple[Proposal, ...]) -> Script:
    """The task with these proposals in it. One that has no loop yet is given one around the steps
    that belong to a row; in one that has, only the texts change."""
    script = binding.script
    if not goes_over_rows(script.steps):
        return accept(script, Proposals(binding.proposals.row, made), binding.data, LIST)
    for one in made:
        script = _changed(script, one.step, partial(_instead, one.template))
    names = [name for one in made for name in parse(one.template).names()]
    inputs = dict(script.inputs)
    name = next(iter(inputs), LIST)
    of = inputs.get(name, Input())
    inputs[name] = replace(of, columns=tuple(dict.fromkeys((*of.columns, *names))))
    return replace(script, inputs=MappingProxyType(inputs))


def _instead(template: str, text: str) -> str:
    return template


def _changed(script: Script, step: str, change: Callable[[str], str]) -> Script:
    """Another text in one step, wherever it stands."""

    def through(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(map(visit, steps))

    def visit(one: Step) -> Step:
        match one.action:
            case ForEachRow() as loop:
                return replace(one, action=replace(loop, do=through(loop.do)))
            case Repeat() as loop:
                return replace(one, action=replace(loop, do=through(loop.do)))
            case If() as fork:
                inner = replace(fork, then=through(fork.then), otherwise=through(fork.otherwise))
                return replace(one, action=inner)
        return _with_text(one, change(next(_own_texts(one), ""))) if one.id == step else one

    return replace(script, steps=through(script.steps))


def _renamed(script: Script, step: str, old: str, new: str) -> Script:
    """Another column in the placeholders of one step; filters stay."""
    pattern = re.compile(r"(?<!\{)\{\s*" + re.escape(old) + r"\s*(?=[|:}])")
    made = _changed(script, step, lambda text: pattern.sub(lambda _: "{" + new, text))
    used = {name for text in _all_texts(made) for name in parse(text).names()}
    inputs = {}
    for name, of in made.inputs.items():
        if old in of.columns or old in of.key:
            columns = (*(c for c in of.columns if c != old or old in used), new)
            key = of.key if old in used else tuple(new if c == old else c for c in of.key)
            of = replace(of, columns=tuple(dict.fromkeys(columns)), key=tuple(dict.fromkeys(key)))
        inputs[name] = of
    return replace(made, inputs=MappingProxyType(inputs))


def _all_texts(script: Script) -> Iterator[str]:
    for step in walk(script.steps):
        yield from texts_of(step, script)


def with_key(script: Script, key: tuple[str, ...]) -> Script:
    """The task with other columns that tell the rows of its list apart."""
    loops = (step.action for step in walk(script.steps) if isinstance(step.action, ForEachRow))
    name = next((loop.input for loop in loops), next(iter(script.inputs), ""))
    if name not in script.inputs:
        return script
    inputs = {**script.inputs, name: replace(script.inputs[name], key=key)}
    return replace(script, inputs=MappingProxyType(inputs))
