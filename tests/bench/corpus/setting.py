"""What a screen shows, as a value: page, view, place, what lies over it, what is done to its
pixels. And the changes by which a replayed setting differs from the recorded one.

A change's id is made of words, ``s150_dark_jpeg``; each word changes one thing. Words that begin
with ``r`` and a digit, and those of RECORDED, change the recorded side.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.bench.corpus.pages import PAGES, Shown
from tests.bench.corpus.programs import PROGRAMS
from tests.bench.corpus.web import View


@dataclass(frozen=True, slots=True)
class Setting:
    """One screen of one page."""

    kit: str
    page: str
    shown: Shown
    view: View
    text: str = "grey"
    """How text is drawn, of chromium.TEXT."""
    place: int = 0
    """Chooses the desktop and the window's place on it."""
    least: int = 0
    """The smallest screen that may be taken, of compose.SCREENS."""
    over: tuple[str, str] = ("", "")
    """("near" or "over", target): another window beside or on the target."""
    pixels: tuple[str, ...] = field(default=())
    """What a remote desktop does to the finished screen, in turn."""


Change = Callable[[Setting, tuple[str, ...], random.Random], Setting]


def _view(**changes: object) -> Change:
    return lambda s, names, chance: replace(s, view=replace(s.view, **changes))  # type: ignore[arg-type]


def _shown(**changes: object) -> Change:
    return lambda s, names, chance: replace(s, shown=replace(s.shown, **changes))  # type: ignore[arg-type]


def _whole(**changes: object) -> Change:
    return lambda s, names, chance: replace(s, **changes)  # type: ignore[arg-type]


def _deed(what: str) -> Change:
    """The same is done to each of the named targets."""
    return lambda s, names, chance: replace(
        s, view=replace(s.view, deeds=s.view.deeds + tuple((what, name) for name in names))
    )


def _scale(factor: float) -> Change:
    def change(s: Setting, names: tuple[str, ...], chance: random.Random) -> Setting:
        return replace(s, view=replace(s.view, scale=factor), place=chance.randint(1, 10**6))

    return change


def _size(wide: float, high: float, scroll: tuple[int, int] = (0, 0)) -> Change:
    def change(s: Setting, names: tuple[str, ...], chance: random.Random) -> Setting:
        size = (round(s.view.size[0] * wide / 8) * 8, round(s.view.size[1] * high / 8) * 8)
        return replace(s, view=replace(s.view, size=size, scroll=chance.randint(*scroll)))

    return change


def _pixels(*choices: str) -> Change:
    return lambda s, names, chance: replace(s, pixels=(*s.pixels, chance.choice(choices)))


def _over(how: str) -> Change:
    return lambda s, names, chance: replace(s, over=(how, names[0]))


def _moved(s: Setting, names: tuple[str, ...], chance: random.Random) -> Setting:
    return replace(s, place=chance.randint(1, 10**6))


def _other(s: Setting, names: tuple[str, ...], chance: random.Random) -> Setting:
    mine = PROGRAMS.get(s.page)
    same = [name for name, program in PROGRAMS.items()
            if mine and (program.kit, program.split) == (mine.kit, mine.split)]  # fmt: skip
    page = chance.choice([name for name in same or PAGES if name != s.page])
    size = PROGRAMS[page].size if page in PROGRAMS else s.view.size
    view = replace(s.view, size=size)
    return replace(s, page=page, view=view, shown=Shown(), place=chance.randint(1, 10**6))


REPLAYED: dict[str, Change] = {
    "same": lambda s, names, chance: s,
    "moved": _moved,
    "s100": _scale(1.0), "s125": _scale(1.25), "s150": _scale(1.5), "s175": _scale(1.75),
    "s200": _scale(2.0), "uhd": _whole(least=2),
    "dark": _view(dark=True), "accent": _view(accent=True),
    "gothic": _view(font="gothic"), "serif": _view(font="serif"), "round": _view(font="round"),
    "big": _view(text_size=1.15), "small": _view(text_size=0.9),
    "zoom110": _view(zoom=1.1), "zoom90": _view(zoom=0.9),
    "noaa": _whole(text="none"), "lcd": _whole(text="lcd"),
    "jpeg": _pixels("jpeg40", "jpeg50", "jpeg60"), "vdi": _pixels("squeeze80", "squeeze67"),
    "vdi9": _pixels("scale90"), "blur": _pixels("blur"),
    "hover": _deed("hover"), "press": _deed("active"), "focus": _deed("focus"),
    "textsel": _deed("select"), "filled": _deed("fill"), "chosen": _shown(chosen=2),
    "full": _view(fill=1), "full2": _view(fill=2), "cleared": _view(fill=-1),
    "data": _shown(data=1), "rowsin": _shown(rows="in"), "rowsout": _shown(rows="out"),
    "sorted": _shown(rows="sorted"),
    "narrow": _size(0.8, 1.0), "narrower": _size(0.66, 1.0), "wide": _size(1.16, 1.0),
    "scroll": _size(1.0, 0.8, (50, 130)), "away": _size(1.0, 0.5),
    "near": _over("near"), "over": _over("over"),
    "gone": _deed("remove"), "grey": _deed("disable"), "renamed": _deed("rename"),
    "reworded": _deed("reword"),
    "tab": _shown(tab=1), "dialog": _shown(dialog=1), "covered": _shown(dialog=0),
    "other": _other,
}  # fmt: skip
RECORDED: dict[str, Change] = {
    "r125": _scale(1.25), "r150": _scale(1.5), "r200": _scale(2.0), "rdark": _view(dark=True),
    "rfull": _view(fill=1), "rhover": _deed("hover"), "rfocus": _deed("focus"),
    "rlcd": _whole(text="lcd"), "rjpeg": _pixels("jpeg50"), "ruhd": _whole(least=2),
}  # fmt: skip
ABSENT = {"gone", "grey", "renamed", "tab", "dialog", "covered", "other", "away", "over"}
"""Words after which the target is not there, or must not be clicked."""
EVERYWHERE = {
    "same", "moved", "s100", "s125", "s150", "s200", "uhd", "dark", "gothic", "serif", "big",
    "noaa", "lcd", "jpeg", "vdi", "vdi9", "blur", "narrow", "wide", "near", "over", "other",
    "r125", "r150", "r200", "rdark", "rlcd", "rjpeg", "ruhd", "data", "rowsin", "rowsout", "sorted",
}  # fmt: skip
"""Words that mean something for programs too, not only for web pages."""
SINGLE = {"hover", "press", "focus", "textsel", "filled", "near", "over", "rhover", "rfocus"}
"""Words that need a screen for each target."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that the corpus holds: for which targets ("any", "field", "row", "fixed", "words",
    "push"), how many on a page, on how many of the pages (share)."""

    id: str
    who: str = "any"
    count: int = 3
    share: float = 1.0


def apart(change: str) -> tuple[list[str], list[str]]:
    """The words of a change for the recorded side and for the replayed one."""
    words = change.split("_")
    return [w for w in words if w in RECORDED], [w for w in words if w not in RECORDED]


_TABLE = """
same any 3 1 | moved any 4 1 | s125 any 3 1 | s150 any 4 1 | s175 any 3 0.6 | s200 any 4 1 |
r150_s100 any 4 1 | r125_s100 any 3 0.6 | r200_s100 any 3 0.6 | r150_s125 any 3 0.5 |
r150_s200 any 3 0.5 | moved_uhd any 3 0.5 | dark any 4 1 | accent any 3 1 | rdark any 3 0.5 |
gothic any 3 1 | serif any 3 0.5 | round any 3 0.5 | big any 3 0.7 | small any 3 0.5 |
zoom110 any 3 0.6 | zoom90 any 3 0.5 | noaa any 3 0.8 | lcd any 3 1 | rlcd_noaa any 3 0.3 |
jpeg any 3 1 | vdi any 3 1 | vdi9 any 3 0.6 | blur any 3 0.4 | hover push 2 0.8 |
rhover push 2 0.8 | press push 1 0.6 | focus field 1 0.8 | rfocus field 1 0.5 |
textsel_full field 1 0.4 | chosen row 3 1 | filled field 2 1 | full field 3 1 |
full_moved fixed 3 0.6 | rfull_cleared field 3 1 | rfull_full2 field 3 1 | data fixed 4 1 |
data_moved fixed 3 0.5 | data_s150 fixed 3 0.5 | full_s125 field 2 0.5 | rowsin row 5 1 |
rowsout row 6 1 | sorted row 5 1 | rowsin_s150 row 4 1 | rowsin_dark row 3 1 | narrow any 3 1 |
narrower any 3 0.5 | wide any 3 0.6 | scroll any 3 1 | scroll_s150 any 3 0.4 | away any 3 1 |
near any 2 0.9 | over any 2 0.9 | near_s150 any 1 0.4 | gone fixed 3 1 | gone_s150 fixed 3 0.6 |
gone_dark fixed 3 0.6 | gone_data fixed 2 0.4 | gone_jpeg_moved fixed 3 0.4 | grey input 3 1 |
grey_s150 input 3 0.5 | grey_dark input 3 0.5 | renamed words 3 1 | renamed_s125 words 3 0.5 |
renamed_dark words 2 0.5 | reworded words 2 0.6 | tab fixed 4 1 | tab_s150 fixed 3 0.5 |
dialog fixed 3 1 | dialog_dark fixed 3 1 | covered any 3 1 | other fixed 5 1 |
other_dark fixed 3 0.5 | other_s150 fixed 4 0.5 | s150_dark any 3 0.8 | s150_dark_jpeg any 3 0.6 |
s125_gothic any 3 0.6 | dark_moved_jpeg any 3 0.5 | s200_data_jpeg fixed 3 0.5 |
s125_narrow any 3 0.6 | r150_s100_dark any 3 0.6 | s175_lcd any 3 0.4 | vdi_dark_moved any 3 0.5 |
zoom110_dark any 3 0.3 | narrow_dark_full fixed 3 0.4 | gothic_lcd_moved any 3 0.4 |
accent_s150_moved any 3 0.4 | s200_uhd_dark any 3 0.4
"""
"""Change, for whom, how many targets on a page, on which share of the pages."""
PLANS = tuple(
    Plan(words[0], words[1], int(words[2]), float(words[3]))
    for words in (entry.split() for entry in _TABLE.split("|"))
)
