"""Which column of a list goes into which step, and how that is changed. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from player.data import List, list_spec, read_list, split_spec, where_of
from player.data.lists import column_name, heading_with
from recorder.looping import accept
from recorder.proposals import Proposal, Proposals, propose
from recorder.propose import LIST
from recorder.values import text_of, typed, with_text
from scripts.edit import step_of
from scripts.errors import DataProblem
from scripts.model import ForEachRow, If, Input, Repeat, Script, Step, Type
from scripts.needs import columns_used, goes_over_rows, inner_inputs, texts_of
from scripts.placeholders import parse
from scripts.schema import inner, walk
from scripts.show import sentence
from ui.texts import without_marks

State = Literal["linked", "missing", "proposed", "open", "fixed", "waiting"]
"""``missing``: the list has no such column. ``waiting``: that list is not chosen yet.
``proposed``: a column that may take the place of what
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
    of: str = ""
    """The inner list whose columns go here, too: that of the loop that the step is in."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A task and a list. ``proposals`` are the recorder's. ``inner`` are the lists of loops inside
    the loop by their names, None for one that is not chosen yet."""

    script: Script
    data: List
    proposals: Proposals
    links: tuple[Link, ...]
    inner: Mapping[str, List | None] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell the rows apart."""
        return self.script.inputs.get(main_input(self.script), Input()).key

    @property
    def bound(self) -> bool:
        """Whether the task takes anything from a list; if not, all rows would be the same."""
        return goes_over_rows(self.script.steps) or bool(columns_used(self.script))

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that the task asks for and the list does not have."""
        return not_in(self.data, columns_used(self.script))

    def asks(self, name: str) -> tuple[str, ...]:
        """Columns that the task asks an inner list for."""
        of = self.script.inputs.get(name, Input())
        return tuple(dict.fromkeys((*of.columns, *of.key, *where_of_inner(self.script, name))))

    def lacks(self, name: str) -> tuple[str, ...]:
        """Those that it does not have."""
        data = self.inner.get(name)
        return not_in(data, self.asks(name)) if data else ()

    @property
    def whole(self) -> bool:
        """Whether all that the task asks for is there."""
        chosen = all(data is not None for data in self.inner.values())
        return chosen and not self.missing and not any(map(self.lacks, self.inner))


def not_in(data: List, columns: Sequence[str]) -> tuple[str, ...]:
    """Those of the columns that a list does not have."""
    there = set(data.columns)
    return tuple(column for column in columns if column_name(column) not in there)


def read_for(spec: str, columns: Sequence[str]) -> tuple[List, int]:
    """The list that ``spec`` names, and the row of it that holds the columns' names, 0 where they
    are simply in the first one. The row that ``spec`` gives is taken, unless it is empty now;
    without one, the row that has all ``columns``. Work for a thread; raises DataProblem."""
    heading = where_of(spec)[2]
    try:
        data = read_list(spec)
    except DataProblem:
        if not heading:
            raise
        # The row of the last time is empty now: found anew, it can be chosen again.
        data, heading = read_list(list_spec(*split_spec(spec))), 0
    if not heading and not_in(data, columns):
        # What stands above a table may have several cells, too.
        heading = heading_with(data, columns)
        data = read_list(list_spec(*split_spec(spec), heading)) if heading else data
    return data, heading


def main_input(script: Script) -> str:
    """The name of the list that the task goes over, empty for none."""
    loops = (step.action for step in walk(script.steps) if isinstance(step.action, ForEachRow))
    return next((loop.input for loop in loops), next(iter(script.inputs), ""))


def where_of_inner(script: Script, name: str) -> Mapping[str, str]:
    """Which rows of an inner list are meant: its columns, and the texts that stand in them."""
    loops = [step.action for step in walk(script.steps) if isinstance(step.action, ForEachRow)]
    return next((loop.where for loop in loops[1:] if loop.input == name), {})


def bind(
    script: Script, data: List, lang: str, inner: Mapping[str, List | None] | None = None
) -> Binding:
    """Bring a task and a list, and those of its inner loops as far as they are chosen, together;
    work for a thread where either is long."""
    proposals = propose(script, data)
    lists = {name: (inner or {}).get(name) for name in inner_inputs(script)}
    links = tuple(_links(script, data, proposals, lang, lists))
    return Binding(script, data, proposals, links, lists)


def _inside(steps: tuple[Step, ...], loops: tuple[str, ...] = ()) -> Iterator[tuple[Step, str]]:
    """Every step, with the inner list of the loop that it is in (empty for none)."""
    for step in steps:
        yield step, (loops[1:] or ("",))[-1]
        action = step.action
        within = (*loops, action.input) if isinstance(action, ForEachRow) else loops
        for block in inner(action):
            yield from _inside(block, within)


def _links(
    script: Script,
    data: List,
    proposals: Proposals,
    lang: str,
    lists: Mapping[str, List | None],
) -> Iterator[Link]:
    proposed = {one.step: one for one in proposals.made}
    # A choice that was picked in no field that is known may as well be a button.
    plain = {one.step for one in typed(script) if one.label or not one.picked}
    known = set(columns_used(script))
    number = 0
    for step, of in _inside(script.steps):
        if not step.enabled or isinstance(step.action, (ForEachRow, If, Repeat)):
            continue
        number += 1
        names = dict.fromkeys(
            name for text in texts_of(step, script) for name in parse(text).names()
        )
        declared = script.inputs[of] if of in lists else Input()
        used = [name for name in names if name in known or name in declared.columns]
        for name in used:
            from_inner = name in declared.columns
            source = lists[of] if from_inner else data
            there = source is not None and column_name(name) in source.columns
            changeable = name in (text_of(step, script) or "")
            state: State = "linked" if there else "missing" if changeable else "fixed"
            if source is None:
                state = "waiting"
            yield Link(step.id, number, _say(step, script, lang), state, name, of=of)
        if step.id in proposed:
            one = proposed[step.id]
            after = with_text(script, step.id, one.template)
            said = _say(step_of(after, step.id) or step, after, lang)
            others = tuple(dict.fromkeys(n for t in one.others for n in parse(t).names()))
            yield Link(step.id, number, said, "proposed", one.column, others, one.why, one.sure, of)
        elif step.id in plain and not used:
            yield Link(step.id, number, _say(step, script, lang), "open", of=of)


def _say(step: Step, script: Script, lang: str) -> str:
    if isinstance(step.action, Type):
        # Which window it is says little here, and pushes out of sight what is typed.
        step = replace(step, action=replace(step.action, window=None))
    return without_marks(sentence(step, script, lang))


# ---- changing it ----------------------------------------------------------------------------


def accept_all(binding: Binding) -> Script:
    """The task with all proposals in it that are sure. Raises UsageError where none is."""
    return _accepted(binding, binding.proposals.sure())


def link(binding: Binding, at: Link, column: str) -> Script:
    """The task with a column at a place. Raises IlsonError."""
    of = _list_with(binding, at.of, column)
    if at.state in ("linked", "missing"):
        return _renamed(binding.script, at.step, at.column, column, of)
    known = {one.step: one for one in binding.proposals.made}
    one = known.get(at.step)
    templates = (one.template, *one.others) if one else ()
    fits = next((text for text in templates if column in parse(text).names()), "")
    template = fits or "{" + column + "}"
    return _accepted(binding, (Proposal(at.step, template, column, True, "label"),), of)


def _list_with(binding: Binding, inner_list: str, column: str) -> str:
    """The list that a column of a place belongs to: the innermost that has it."""
    data = binding.inner.get(inner_list)
    return inner_list if data and column in data.columns else main_input(binding.script)


def _accepted(binding: Binding, made: tuple[Proposal, ...], of: str = "") -> Script:
    """The task with these proposals, columns of the list ``of``, in it. One that has no loop yet is
    given one around the steps that belong to a row; in one that has, only the texts change."""
    script = binding.script
    if not goes_over_rows(script.steps):
        return accept(script, Proposals(binding.proposals.row, made), binding.data, LIST)
    for one in made:
        script = with_text(script, one.step, one.template)
    names = [name for one in made for name in parse(one.template).names()]
    return _declared(script, of or main_input(script) or LIST, names)


def _declared(script: Script, of: str, names: Iterable[str]) -> Script:
    """The task with these columns among those that it asks a list for."""
    before = script.inputs.get(of, Input())
    made = replace(before, columns=tuple(dict.fromkeys((*before.columns, *names))))
    return replace(script, inputs=MappingProxyType({**script.inputs, of: made}))


def _changed(script: Script, step: str, change: Callable[[str], str]) -> Script:
    """Another text in one step, wherever it stands."""
    before = step_of(script, step)
    text = text_of(before, script) if before is not None else None
    return script if text is None else with_text(script, step, change(text))


def _each(script: Script, change: Callable[[Step], Step]) -> Script:
    """Every step changed, those inside others before those around them."""

    def through(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(change(within(one)) for one in steps)

    def within(one: Step) -> Step:
        match one.action:
            case ForEachRow() | Repeat() as loop:
                return replace(one, action=replace(loop, do=through(loop.do)))
            case If() as fork:
                both = replace(fork, then=through(fork.then), otherwise=through(fork.otherwise))
                return replace(one, action=both)
        return one

    return replace(script, steps=through(script.steps))


def _renamed(script: Script, step: str, old: str, new: str, of: str) -> Script:
    """Another column, of the list ``of``, in the placeholders of one step; filters stay."""
    pattern = re.compile(r"(?<!\{)\{\s*" + re.escape(old) + r"\s*(?=[|:}])")
    made = _changed(script, step, lambda text: pattern.sub(lambda _: "{" + new, text))
    used = {name for text in _all_texts(made) for name in parse(text).names()}
    inputs = {}
    for name, asked in made.inputs.items():
        if old not in used and (old in asked.columns or old in asked.key):
            # The new one takes its place where it is of the same list.
            instead = (new,) if name == of else ()
            key = tuple(c for k in asked.key for c in ((k,) if k != old else instead))
            columns = tuple(c for c in asked.columns if c != old)
            asked = replace(asked, columns=columns, key=tuple(dict.fromkeys(key)))
        inputs[name] = asked
    return _declared(replace(made, inputs=MappingProxyType(inputs)), of or LIST, (new,))


def _all_texts(script: Script) -> Iterator[str]:
    for step in walk(script.steps):
        yield from texts_of(step, script)


def with_key(script: Script, key: tuple[str, ...]) -> Script:
    """The task with other columns that tell the rows of its list apart."""
    name = main_input(script)
    if name not in script.inputs:
        return script
    inputs = {**script.inputs, name: replace(script.inputs[name], key=key)}
    return replace(script, inputs=MappingProxyType(inputs))


def with_where(script: Script, name: str, own: str, outer: str) -> Script:
    """The task whose inner loop over the list ``name`` is about the rows whose column ``own`` holds
    what the first list's column ``outer`` does; about all rows where ``own`` is empty."""
    main = main_input(script)

    def change(step: Step) -> Step:
        match step.action:
            case ForEachRow(input=over) as loop if over == name != main:
                where = {own: "{" + outer + "}"} if own and outer else {}
                return replace(step, action=replace(loop, where=where))
        return step

    made = _each(script, change)
    return _declared(made, main, (outer,)) if own and outer else made
