"""Web pages as the corpus shows them: written once, changed in place, measured and pictured."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from player.types import Pixels
from scripts.model import Rect
from tests.bench.corpus.chromium import Chromium
from tests.bench.corpus.kits import STYLE, Kit
from tests.bench.corpus.packages import package_folder
from tests.bench.corpus.pages import PAGES, Builder, Shown

SCRIPT = Path(__file__).with_name("page.js")
FONTS = {"gothic": "NanumGothic", "serif": "NanumMyeongjo", "round": "NanumSquareRound"}


@dataclass(frozen=True, slots=True)
class Mark:
    """An element in a picture. ``box`` in pixels of the picture; ``seen`` is the share of points
    inside it that really show it, ``able`` False if it is disabled."""

    name: str
    kind: str
    cap: str
    row: str
    icon: str
    box: Rect
    seen: float
    able: bool

    def place(self) -> str:
        """ "seen", "hidden", or "partly": neither here nor there."""
        if not self.able or self.seen == 0:
            return "hidden"
        return "seen" if self.seen == 1 else "partly"


@dataclass(frozen=True, slots=True)
class View:
    """How a page is shown. ``size`` in CSS pixels at zoom 1, ``deeds`` are (what, to which
    element): remove, disable, rename, reword, hover, active, focus, select, empty, fill."""

    size: tuple[int, int]
    scale: float = 1.0
    zoom: float = 1.0
    dark: bool = False
    accent: bool = False
    font: str = ""
    text_size: float = 1.0
    scroll: int = 0
    fill: int = 0
    """0: as the page has it; 1, 2: every field holds this text; −1: every field is empty."""
    deeds: tuple[tuple[str, str], ...] = ()


class Web:
    """One browser; loads a kit once and swaps its pages' contents."""

    def __init__(
        self, browser: Chromium, cache: Path, pages: dict[str, Callable[[Builder], str]] = PAGES
    ) -> None:
        self._browser, self._cache, self._pages = browser, cache, pages
        self._open = ""

    def show(self, kit: Kit, page: str, shown: Shown, view: View) -> tuple[Pixels, list[Mark]]:
        """The page's picture, of the view's size times its scaling, and all marked elements."""
        width, height = view.size
        factor = view.scale * view.zoom
        dark = "" if not view.dark else kit.dark if kit.dark in ("native", "forced") else "kit"
        self._browser.size(
            math.ceil(width / view.zoom), math.ceil(height / view.zoom), factor,
            "" if dark == "kit" else dark,
        )  # fmt: skip
        self._load(kit)
        icons = package_folder(self._cache, kit.icons)
        body = self._pages[page](Builder(kit, page, shown, icons))
        attribute = dict([kit.dark.split("=")]) if dark == "kit" else {}
        style = kit.accent if view.accent else ""
        if view.font:
            family = FONTS.get(view.font, view.font)
            style += f"body *:not(svg):not(svg *){{font-family:'{family}'!important}}"
        self._call("show", body, attribute, style)
        self._call("change", view.fill, view.text_size,
                   [deed for deed in view.deeds if deed[0] not in STATES])  # fmt: skip
        for state, name in view.deeds:
            if state in STATES:
                self._browser.pretend(f"[data-t={json.dumps(name, ensure_ascii=False)}]", state)
        self._browser.run(f"scrollTo(0, {view.scroll})")
        pixels = self._browser.picture()
        told = self._call("marks")
        pixels = pixels[: round(height * view.scale), : round(width * view.scale)]
        return pixels, [_mark(entry, factor) for entry in told]

    def forget(self) -> None:
        """Somebody else has loaded another page into the browser."""
        self._open = ""

    def _load(self, kit: Kit) -> None:
        if self._open == kit.name:
            return
        folder = package_folder(self._cache, kit.package)
        sheets = "".join(f'<link rel="stylesheet" href="{folder / css}">' for css in kit.css)
        file = self._cache / f"{kit.name}.html"
        file.write_text(
            f'<!doctype html><html lang="ko"><head><meta charset="utf-8">{sheets}<style>{STYLE}'
            f'{kit.extra}</style><style id="x-state"></style><script>'
            f"{SCRIPT.read_text(encoding='utf-8')}</script></head><body></body></html>",
            encoding="utf-8",
        )  # fmt: skip
        self._browser.open(file)
        self._open = kit.name

    def _call(self, name: str, *values: Any) -> Any:
        given = ", ".join(json.dumps(value, ensure_ascii=False) for value in values)
        return self._browser.run(f"corpus.{name}({given})")


STATES = ("hover", "active", "focus")
"""Deeds that are drawn by the browser itself."""


def _mark(told: dict[str, Any], factor: float) -> Mark:
    left, top, right, bottom = (round(v * factor) for v in told["edges"])
    return Mark(told["t"], told["kind"], told["cap"], told["row"], told["icon"],
                (left, top, right - left, bottom - top), told["seen"], told["able"])  # fmt: skip
