"""Which targets are looked for after which changes, and what is the truth then."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.bench.corpus.compose import click_in
from tests.bench.corpus.drawing import Drawn
from tests.bench.corpus.kits_more import KITS
from tests.bench.corpus.packages import split_of
from tests.bench.corpus.pages import DIALOGS, Shown
from tests.bench.corpus.programs import PROGRAMS
from tests.bench.corpus.setting import (
    ABSENT,
    EVERYWHERE,
    PLANS,
    RECORDED,
    REPLAYED,
    SINGLE,
    Plan,
    Setting,
    apart,
)  # fmt: skip
from tests.bench.corpus.web import Mark, View

SMALLEST = 9
"""Pixels at scaling 1; a smaller element is no target."""
THIN, LESS_THIN = 0.36, 0.62
"""Share of a plan's pages that is taken; more where targets are absent or rows move."""
MORE = 2
"""Targets that each screen is used for beside a plan's own count."""
SIZES = ((1180, 600), (1160, 584), (1480, 776), (1040, 592))
"""Sizes of windows' client areas in CSS pixels."""
ROTATION = ("apply", "people", "settings", "calendar", "login", "approve")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a kit as it is recorded."""

    id: str
    split: str
    setting: Setting


def pages() -> list[Page]:
    """Every kit with three of the pages, and one with a dialog over it. The tuning kits show the
    other pages, too: cards and high rows that no tuning page had were taken for each other."""
    found: list[list[Page]] = [[], [], [], [], []]
    for number, kit in enumerate(KITS.values()):
        split = split_of(kit.package)
        mine = [ROTATION[(number + step) % len(ROTATION)] for step in (0, 1, 3)]
        if not {"people", "approve"} & set(mine):
            mine[-1] = "people"
        for turn, page in enumerate(mine):
            view = View(SIZES[(number + 3 * turn) % len(SIZES)])
            found[turn].append(
                Page(f"{kit.name}-{page}", split, Setting(kit.name, page, Shown(), view))
            )
        for turn, page in enumerate(ROTATION):
            if split == "tuning" and page not in mine:
                view = View(SIZES[(number + 3 * turn + 1) % len(SIZES)])
                found[4].append(
                    Page(f"{kit.name}-{page}", split, Setting(kit.name, page, Shown(), view))
                )
        page = next((page for page in mine if page in DIALOGS), "apply")
        view = View(SIZES[number % len(SIZES)])
        found[3].append(Page(f"{kit.name}-{page}-dialog", split,
                             Setting(kit.name, page, Shown(dialog=0), view)))  # fmt: skip
    programs = [
        Page(f"{p.kit}-{p.name}", p.split, Setting(p.kit, p.name, Shown(), View(p.size)))
        for p in PROGRAMS.values()
    ]
    return [page for turn in (*found, programs) for page in turn]


def fits(who: str, mark: Mark) -> bool:
    """Whether a target is of those whom a plan is for."""
    if who == "row":
        return bool(mark.row)
    if who == "fixed":
        return not mark.row
    if who == "field":
        return mark.kind == "field" and not mark.row
    if who == "input":
        return mark.kind in ("button", "icon", "field", "check")
    if who == "words":
        return mark.kind in ("button", "link", "tab", "menu") and bool(mark.cap) and not mark.row
    if who == "push":
        return mark.kind in ("button", "icon", "menu", "tab", "link")
    return True


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target, and the two settings in which it is recorded and looked for."""

    page: Page
    name: str
    change: str
    recorded: Setting
    replayed: Setting


def wanted(page: Page, first: Drawn) -> Iterator[Wanted]:
    """What is asked of a page; ``first`` is the page as recorded without any change."""
    smallest = SMALLEST * first.dpi
    targets = [m for m in first.marks if m.place() == "seen" and min(m.box[2:]) >= smallest]
    for plan in PLANS:
        chance = random.Random(f"{page.id} {plan.id}")
        rare = (ABSENT | {"rowsin", "rowsout", "sorted", "chosen"}) & set(plan.id.split("_"))
        thin = 0.75 if page.setting.page in PROGRAMS else LESS_THIN if rare else THIN
        if chance.random() >= plan.share * thin or not _sensible(page, plan):
            continue
        able = [mark for mark in targets if fits(plan.who, mark)]
        if plan.id.split("_")[0] == "away":
            half = first.client[1] + first.client[3] * 0.52
            able = [mark for mark in able if mark.box[1] > half]
        single = bool(SINGLE & set(plan.id.split("_")))
        chosen = _spread(able, plan.count + (0 if single else MORE), chance)
        before, after = apart(plan.id)
        together = not SINGLE & {*before, *after}
        names = tuple(mark.name for mark in chosen)
        luck = str(chance.random())
        for name in names:
            whom = names if together else (name,)
            recorded = _changed(page.setting, before, whom, f"{page.id} {luck} r")
            replayed = _changed(page.setting, after, whom, f"{page.id} {luck}")
            yield Wanted(page, name, plan.id, recorded, replayed)


def _sensible(page: Page, plan: Plan) -> bool:
    """A tab or a dialog must be there to be changed."""
    words = set(plan.id.split("_"))
    if page.setting.page in PROGRAMS:
        lists = words & {"rowsin", "rowsout", "sorted", "data"}
        program = PROGRAMS[page.setting.page]
        return words <= (program.only or EVERYWHERE) and (not lists or program.rows)
    if words & {"tab"}:
        return page.setting.page == "apply" and page.setting.shown.dialog < 0
    if words & {"dialog"}:
        return page.setting.shown.dialog == 0
    if words & {"covered"}:
        return page.setting.page in DIALOGS and page.setting.shown.dialog < 0
    return not (words & {"chosen"} and page.setting.page != "people")


def _spread(able: list[Mark], count: int, chance: random.Random) -> list[Mark]:
    """Some of the targets, of as many kinds as there are."""
    shuffled = chance.sample(able, len(able))
    chosen: list[Mark] = []
    while shuffled and len(chosen) < count:
        seen = [mark.kind for mark in chosen]
        shuffled.sort(key=lambda mark: seen.count(mark.kind))
        chosen.append(shuffled.pop(0))
    return chosen


def _changed(base: Setting, words: list[str], names: tuple[str, ...], seed: str) -> Setting:
    chance = random.Random(seed)
    for word in words:
        base = (REPLAYED | RECORDED)[word](base, names, chance)
    return base


def others(setting: Setting) -> Setting:
    """The setting without what its targets' own states are (used where a name is not there)."""
    return replace(setting, view=replace(setting.view, deeds=()))


def case(ask: Wanted, recorded: Drawn, replayed: Drawn) -> dict[str, Any] | None:
    """The case in the contract's form; None where nobody could say what is right."""
    before, after = recorded.mark(ask.name), replayed.mark(ask.name)
    if before is None or before.place() != "seen":
        return None
    absent = bool(ABSENT & set(ask.change.split("_")))
    hidden = after is None or after.place() == "hidden"
    if after is not None and after.place() == "partly":
        return None
    if absent != hidden and not (hidden and before.row and "rowsout" in ask.change):
        return None
    if hidden and not before.row and replayed.twins(before):
        return None
    if (
        after is not None
        and not hidden
        and after.cap != before.cap
        and "reworded" not in ask.change
    ):
        return None
    told: dict[str, Any] = {
        "id": f"{ask.page.id}/{ask.name}/{ask.change}", "page": ask.page.id,
        "kit": ask.recorded.kit, "target": ask.name, "kind": before.kind, "perturb": ask.change,
        "split": ask.page.split,
        "record": {**recorded.part(), "box": list(before.box),
                   "click": list(click_in(f"{ask.page.id} {ask.name}", before.box))},
        "replay": replayed.part(),
        "truth": None if hidden or after is None else list(after.box),
    }  # fmt: skip
    if before.row:
        told["row_key"] = before.row
    return told
