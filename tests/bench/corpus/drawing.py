"""Settings into screens: drawn once, kept with what they show."""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from player.types import Pixels
from scripts.model import Rect
from tests.bench.corpus import compose
from tests.bench.corpus.desktop import BAR, DESKTOPS, Desk
from tests.bench.corpus.kits_more import KITS
from tests.bench.corpus.pages import TITLES
from tests.bench.corpus.setting import Setting
from tests.bench.corpus.web import Mark

EDITION = 1
"""Raised when the same setting would be drawn otherwise than before: all is drawn anew then."""
OVER = {"toast": (300, 86), "window": (330, 240)}
GAP = 8
"""CSS pixels between a target and what lies beside it."""


class Drawn:
    """A finished screen: its file, and what is where on it."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.file: str = told["file"]
        self.dpi: float = told["dpi"]
        self.window: Rect = tuple(told["window"])  # type: ignore[assignment]
        self.client: Rect = tuple(told["client"])  # type: ignore[assignment]
        self.marks = [Mark(**{**mark, "box": tuple(mark["box"])}) for mark in told["marks"]]

    def mark(self, name: str) -> Mark | None:
        found = [mark for mark in self.marks if mark.name == name]
        return found[0] if found else None

    def twins(self, mark: Mark) -> bool:
        """Whether something else here looks like ``mark``: same kind, same words or picture."""
        return any(
            other.kind == mark.kind and other.place() != "hidden"
            and (other.cap, other.icon) == (mark.cap, mark.icon)
            for other in self.marks
        )  # fmt: skip

    def part(self) -> dict[str, Any]:
        return {"screen": self.file, "dpi": self.dpi, "window": list(self.window),
                "client": list(self.client)}  # fmt: skip


def key(setting: Setting) -> str:
    """Names a setting's files."""
    told = f"{EDITION} {json.dumps(asdict(setting), ensure_ascii=False, sort_keys=True)}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:12]
    return f"{setting.kit}-{setting.page}-{digest}"


def kept(folder: Path, setting: Setting) -> Drawn | None:
    """The screen, if it has been drawn already."""
    file = folder / "screens" / f"{key(setting)}.json"
    if not file.exists():
        return None
    return Drawn(json.loads(file.read_text(encoding="utf-8")))


Painter = Callable[[Setting], tuple[Pixels, list[Mark]]]
"""Gives a window's client area, and what is where in it."""


def draw(folder: Path, setting: Setting, paint: Painter, desk: Desk) -> Drawn:
    """Draw a setting's screen and keep it."""
    view = setting.view
    client, marks = paint(setting)
    bare = setting.kit not in KITS
    title = setting.page if bare else TITLES[setting.page]
    width = math.ceil(client.shape[1] / view.scale)
    frame = desk.frame(title, width, view.scale, view.dark, bare)
    bar = round(BAR * view.scale)
    whole = (client.shape[1], client.shape[0] + frame.shape[0])
    size = compose.screen_for(whole, bar, setting.least)
    seed = f"{setting.kit} {setting.page} {setting.place}"
    variant = random.Random(seed).randrange(DESKTOPS)
    desktop = desk.desktop(variant, size, view.scale)
    at = compose.spot(seed, whole, size, bar, variant % 4 == 3)
    screen = compose.put_together(desktop, frame, client, at)
    marks = [replace(mark, box=compose.shifted(mark.box, screen.client[:2])) for mark in marks]
    if setting.over[0]:
        marks = _lay_over(screen.pixels, setting, marks, desk, size)
    pixels, factor = spoil(screen.pixels, setting.pixels)
    name = key(setting)
    told = {
        "file": f"screens/{name}.png", "dpi": view.scale,
        "window": compose.scaled(screen.window, factor),
        "client": compose.scaled(screen.client, factor),
        "marks": [_told(mark, factor) for mark in marks],
    }  # fmt: skip
    (folder / "screens" / f"{name}.png").write_bytes(compose.packed(pixels))
    (folder / "screens" / f"{name}.json").write_text(
        json.dumps(told, ensure_ascii=False), encoding="utf-8"
    )
    return Drawn(json.loads(json.dumps(told)))


def _told(mark: Mark, factor: float) -> dict[str, Any]:
    return {"name": mark.name, "kind": mark.kind, "cap": mark.cap, "row": mark.row,
            "icon": mark.icon, "box": compose.scaled(mark.box, factor), "seen": mark.seen,
            "able": mark.able}  # fmt: skip


def spoil(pixels: Pixels, how: tuple[str, ...]) -> tuple[Pixels, float]:
    """The screen as it arrives, and by how much its size has changed."""
    factor = 1.0
    for one in how:
        word, number = one.rstrip("0123456789"), one.lstrip("abcdefghijklmnopqrstuvwxyz")
        if word == "jpeg":
            pixels = compose.jpeg(pixels, int(number))
        elif word == "squeeze":
            pixels = compose.jpeg(compose.squeezed(pixels, int(number) / 100), 85)
        elif word == "scale":
            factor *= int(number) / 100
            pixels = compose.resampled(pixels, int(number) / 100)
        elif word == "blur":
            pixels = compose.blurred(pixels, 0.8)
        else:
            raise ValueError(one)
    return pixels, factor


def _lay_over(pixels: Pixels, setting: Setting, marks: list[Mark], desk: Desk,
              size: tuple[int, int]) -> list[Mark]:  # fmt: skip
    """Lay a toast or a window beside or on the target; who is under it is hidden."""
    how, name = setting.over
    box = next(mark.box for mark in marks if mark.name == name)
    scale = setting.view.scale
    chance = random.Random(f"{setting.kit} {setting.page} {name} {how}")
    what = chance.choice(sorted(OVER))
    css = OVER[what]
    if how == "over":  # large enough for any target
        css = (max(css[0], round(box[2] / scale) + 40), max(css[1], round(box[3] / scale) + 30))
    thing = desk.over(what, css, scale)
    place = beside(box, (thing.shape[1], thing.shape[0]), how, round(GAP * scale), chance, size)
    compose.paste(pixels, thing, place)
    lies = (*place, thing.shape[1], thing.shape[0])
    found = []
    for mark in marks:
        shared = compose.overlap(mark.box, lies)
        area = max(1, mark.box[2] * mark.box[3])
        found.append(
            replace(mark, seen=mark.seen if shared == 0 else 0.0 if shared == area else 0.5)
        )
    return found


def beside(box: Rect, thing: tuple[int, int], how: str, gap: int, chance: random.Random,
           screen: tuple[int, int]) -> tuple[int, int]:  # fmt: skip
    """Where a thing lies: on a box ("over"), or close to it on a side where the screen has room."""
    x, y, width, height = box
    if how == "over":
        return (x + width // 2 - thing[0] // 2, y + height // 2 - thing[1] // 2)
    slide = chance.randint(-thing[0] // 2, 0), chance.randint(-thing[1] // 2, 0)
    sides = [(x + width + gap, y + slide[1]), (x - gap - thing[0], y + slide[1]),
             (x + slide[0], y + height + gap), (x + slide[0], y - gap - thing[1])]  # fmt: skip
    room = [
        (left, top) for left, top in sides
        if left >= 0 and top >= 0 and left + thing[0] <= screen[0] and top + thing[1] <= screen[1]
    ]  # fmt: skip
    return chance.choice(room or sides)
