"""From one go to a list: which typed or picked values come from which column.

Pure: a script and a list in, proposals out. The row that was done is the one that explains most of
what was typed. A value that several columns have goes to the one that its field's label means, or,
where as many fields have it as columns, to them in their order; else it is proposed as one of
several, for the clerk to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from player.data import List, Row
from recorder.matching import (
    STRONG,
    WEAK,
    Fit,
    bits,
    composed,
    fits,
    meant_by,
    plain,
    same_everywhere,
    usable,
    varies,
)
from recorder.values import Typed, typed
from scripts.filters import read_date
from scripts.model import Script

_MOST_ROWS = 20_000
_CANDIDATES = 6
"""Rows that explain as much as the best one and are looked at closely."""
_UNLIKE = 0.5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text of a step, and the template that may take its place.

    ``sure``: accepted unasked; ``others`` are templates that fit as well. ``why`` is ``value`` (the
    list has it), ``label`` (the field is called like the column) or ``looks`` (it looks like
    somebody's data).
    """

    step: str
    template: str
    column: str
    sure: bool
    why: Literal["value", "label", "looks"]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is proposed for a script. ``row`` is the Excel number of the row that was done, None if
    none of the list was."""

    row: int | None
    made: tuple[Proposal, ...]

    def sure(self) -> tuple[Proposal, ...]:
        """Those that need no answer."""
        return tuple(one for one in self.made if one.sure)


def propose(script: Script, data: List, now: datetime | None = None) -> Proposals:
    """Which columns of ``data`` the values in ``script`` came from."""
    now = now or datetime.now()
    columns = tuple(column for column in data.columns if usable(column))
    values = list(typed(script))
    row = _row_done(values, data, columns, now)
    if row is None:
        return Proposals(None, tuple(_by_label(values, data, columns)))
    found: dict[str, list[Fit]] = {}
    for one in values:
        some = [fit for fit in fits(one.text, row, columns, now) if _tells(fit, one, data, now)]
        if one.picked:  # a choice is the value itself; a form's own words are in many texts
            some = [fit for fit in some if fit.cost == 0]
        whole = composed(one.text, row, columns, now) if not (some or one.picked) else None
        if some:
            found[one.step] = some
        elif whole is not None and varies(whole.template, data, now):
            found[one.step] = [whole]
    return Proposals(row.number, tuple(_settle(values, found, data, columns, now)))


# ---- the row --------------------------------------------------------------------------------


def _row_done(
    values: list[Typed], data: List, columns: tuple[str, ...], now: datetime
) -> Row | None:
    """The row that explains most of the values; None where what it explains may be chance."""
    wanted = {plain(one.text): one for one in values if plain(one.text)}
    dates = {
        moment: key for key, one in wanted.items()
        if (moment := read_date(one.text, now)) is not None
    }  # fmt: skip
    scored: list[tuple[float, int, Row]] = []
    for index, row in enumerate(data.rows[:_MOST_ROWS]):
        explained: set[str] = set()
        for column in columns:
            if row.values.problem(column) is not None:
                continue
            cell = row.values[column]
            key = plain(cell)
            if key in wanted:
                explained.add(key)
            elif bits(cell) >= STRONG:
                explained |= {text for text in wanted if key and key in text}
            if dates and (moment := read_date(cell, now)) in dates:
                explained.add(dates[moment])
        if explained:
            score = sum(min(bits(wanted[key].text), 30.0) for key in explained)
            scored.append((score, -index, row))
    scored.sort(key=lambda one: one[:2], reverse=True)
    best = [one for one in scored if one[0] >= 0.8 * scored[0][0]][:_CANDIDATES] if scored else []
    ranked = [(_explains(values, row, columns, now), at, row) for _, at, row in best]
    top = max(ranked, key=lambda one: one[:2], default=None)
    return top[2] if top is not None and top[0] >= STRONG else None


def _explains(values: list[Typed], row: Row, columns: tuple[str, ...], now: datetime) -> float:
    total = 0.0
    for one in values:
        some = fits(one.text, row, columns, now)
        if some or composed(one.text, row, columns, now):
            named = any(meant_by(one.label, fit.column) for fit in some)
            total += bits(one.text) + (STRONG if named else 0.0)
    return total


# ---- the columns ----------------------------------------------------------------------------


def _tells(fit: Fit, one: Typed, data: List, now: datetime) -> bool:
    """Whether it says something that a text fits: a value that is the same in every row may as
    well stay what it is."""
    return meant_by(one.label, fit.column) > 0 or varies(fit.template, data, now)


def _settle(
    values: list[Typed],
    found: dict[str, list[Fit]],
    data: List,
    columns: tuple[str, ...],
    now: datetime,
) -> Iterator[Proposal]:
    """One proposal for each value that fits somewhere."""
    taken: dict[str, str] = {}
    """The templates that labels, and values of one column only, have settled."""
    for one in values:
        some = _distinct(found.get(one.step, []), data, now)
        named = [fit for fit in some if meant_by(one.label, fit.column)]
        best = max(named, key=lambda fit: meant_by(one.label, fit.column), default=None)
        if best is not None or len(some) == 1:
            taken[one.step] = (best or some[0]).template
    for one in values:
        some = _distinct(found.get(one.step, []), data, now)
        if not some:
            continue
        chosen = next((fit for fit in some if fit.template == taken.get(one.step)), None)
        sure = chosen is not None
        if chosen is None:
            chosen, sure = _in_order(one, values, found, taken, data, now)
        sure = sure and _is_sure(chosen, one, columns)
        others = tuple(fit.template for fit in some if fit is not chosen)
        yield Proposal(one.step, chosen.template, chosen.column, sure, "value", others)


def _distinct(some: list[Fit], data: List, now: datetime) -> list[Fit]:
    """The fits without those that give the same in every row as one before them, and without
    those that are far-fetched where one is not."""
    kept: list[Fit] = []
    least = min((fit.cost for fit in some), default=0)
    for fit in some:
        far = fit.cost > 5 and least == 0
        if not far and not any(
            same_everywhere(fit.template, other.template, data, now) for other in kept
        ):
            kept.append(fit)
    return kept


def _in_order(
    one: Typed,
    values: list[Typed],
    found: dict[str, list[Fit]],
    taken: dict[str, str],
    data: List,
    now: datetime,
) -> tuple[Fit, bool]:
    """The fit for a value that several columns have: where as many fields are still open as columns
    are, they go together in their order."""
    settled = set(taken.values())
    rivals = [
        other for other in values
        if other.step in found and other.step not in taken and other.text == one.text
    ]  # fmt: skip
    some = _distinct(found[one.step], data, now)
    open_ = [fit for fit in some if fit.template not in settled]
    open_.sort(key=lambda fit: data.columns.index(fit.column))
    if len(open_) == len(rivals):
        return open_[rivals.index(one)], True
    return (open_ or some)[0], False


def _is_sure(fit: Fit, one: Typed, columns: tuple[str, ...]) -> bool:
    """Whether a fit is no chance: the text says enough, or the field's label says it."""
    if meant_by(one.label, fit.column):
        return True
    if one.picked:
        return False  # a button may be called like a value
    elsewhere = max((meant_by(one.label, column) for column in columns), default=0.0)
    if elsewhere > _UNLIKE:
        return fit.bits >= 2 * STRONG
    return fit.bits >= (STRONG if fit.cost < 6 else WEAK + 3)


def _by_label(values: list[Typed], data: List, columns: tuple[str, ...]) -> Iterator[Proposal]:
    """What the labels say, where somebody was entered who is not in the list."""
    for one in values:
        if one.picked:
            continue
        best = max(columns, key=lambda column: meant_by(one.label, column), default="")
        if best and meant_by(one.label, best) >= 0.8:
            yield Proposal(one.step, "{" + best + "}", best, False, "label")


def chosen(
    proposals: Proposals, templates: Mapping[str, str], keep_open: bool = False
) -> Proposals:
    """The proposals as the clerk wants them: ``templates`` by step; all others that were not sure
    are left out, unless ``keep_open``."""
    made = []
    for one in proposals.made:
        if one.step in templates:
            made.append(replace(one, template=templates[one.step], sure=True))
        elif one.sure or keep_open:
            made.append(one)
    return replace(proposals, made=tuple(made))
