"""Which steps of a script cannot be taken back.

A row is done again only if nothing of it was kept, so the journal notes before each step that may
keep something that it is about to be done, and after it that it was. Nobody can tell from a click
whether it saves; so every step that presses, types, opens, closes or writes counts, unless the
script says better: where any of its steps is marked ``saves``, only the marked ones do.
"""

from __future__ import annotations

from scripts.model import (
    Ask,
    Call,
    FocusWindow,
    ForEachRow,
    If,
    Message,
    Pause,
    Read,
    Repeat,
    Script,
    Scroll,
    Step,
    Stop,
    Wait,
    WaitFor,
)
from scripts.schema import inner, walk

_BLOCKS = (If, Repeat, ForEachRow, Call)
"""Steps that act only through the steps inside them."""
_LOOKS = (WaitFor, Wait, Read, Scroll, FocusWindow, Ask, Message, Pause, Stop)
"""Steps after which everything is as it was but for what is shown."""


def irreversible(script: Script) -> frozenset[str]:
    """The ids of the steps that cannot be taken back. A kind of step that is not known here
    counts as one."""
    steps = [step for step in walk(script.steps) if step.enabled]
    marked = frozenset(step.id for step in steps if step.saves)
    return marked or frozenset(
        step.id for step in steps if not isinstance(step.action, (*_BLOCKS, *_LOOKS))
    )


def last_irreversible(script: Script) -> str:
    """The id of the step after which nothing of a row is left but looking and waiting; empty where
    that depends on how the row goes (a loop, another script) or where a value is still read."""
    ids = irreversible(script)
    return _last(_row_steps(script.steps), ids) or ""


def _row_steps(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that are done for each row."""
    for step in walk(steps):
        if isinstance(step.action, ForEachRow):
            return step.action.do
    return steps


def _last(steps: tuple[Step, ...], ids: frozenset[str]) -> str | None:
    """None: there is none in these steps; empty: there is no saying which."""
    for step in reversed(steps):
        if not step.enabled:
            continue
        if step.id in ids:
            return step.id
        match step.action:
            case Repeat() | ForEachRow() if _any(step, ids):
                return ""
            case Call() | Read():
                return ""
            case If(then=then, otherwise=otherwise) if _any(step, ids):
                # Only where both ways end in the same step, which they do not.
                return "" if _last(then, ids) != _last(otherwise, ids) else _last(then, ids)
    return None


def _any(step: Step, ids: frozenset[str]) -> bool:
    return any(one.id in ids for block in inner(step.action) for one in walk(block))
