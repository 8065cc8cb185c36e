"""Pages drawn by Chromium, with what is written where."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

from player.types import Pixels
from tests.bench.corpus.chromium import Chromium
from tests.bench.corpus.kits_more import KITS
from tests.bench.corpus.packages import package_folder
from tests.bench.corpus.pages import Shown
from tests.bench.corpus.web import View, Web
from tests.bench.ocr import words
from tests.bench.ocr.office import OFFICE
from tests.bench.ocr.shots import Shot

SCRIPT = Path(__file__).with_name("truth.js")
LISTED = Path(__file__).with_name("packages.txt")
SYMBOLS = "svg,svg *,i,[class*=icon],[class^=material-],.fa,.fe"
"""Elements whose letters are pictures."""


class Painter:
    """One browser, for one way to draw text."""

    def __init__(self, browser: Chromium, cache: Path) -> None:
        self._browser, self._cache = browser, cache
        self._web = Web(browser, cache, OFFICE)

    def paint(self, shot: Shot) -> tuple[Pixels, dict[str, Any]]:
        """The client area, and what truth.js tells of it (edges in CSS pixels)."""
        size = shot.size if any(shot.size) else _filling(shot)
        if shot.source == "page":
            view = View(size, shot.scale, dark=shot.theme == "dark", font=shot.font)
            shown = Shown(dialog=0) if shot.page == "old-approve" else Shown()
            pixels, _ = self._web.show(KITS[shot.name], shot.page, shown, view)
            self._browser.run(SCRIPT.read_text(encoding="utf-8"))
        else:
            pixels = self._foreign(shot, size)
        told: dict[str, Any] = self._browser.run("truth.all()")
        return pixels, told

    def _foreign(self, shot: Shot, size: tuple[int, int]) -> Pixels:
        folder = package_folder(self._cache, shot.name, LISTED)
        page = folder / shot.page
        file = self._cache / "foreign.html"
        file.write_text(_plain(page.read_text(encoding="utf-8"), page, shot.font), "utf-8")
        dark = {"dark": "forced"}.get(shot.theme, "")
        if dark and shot.name == "@gouvfr/dsfr":
            dark = "native"
        self._browser.size(*size, shot.scale, dark if dark == "forced" else "")
        self._browser.open(file)
        if dark == "native":  # its own way to be dark
            self._browser.run("document.documentElement.setAttribute('data-fr-theme', 'dark')")
        self._browser.run(SCRIPT.read_text(encoding="utf-8"))
        self._browser.run(f"truth.dress({json.dumps(_words(shot), ensure_ascii=False)})")
        self._browser.run(f"scrollTo(0, {shot.scroll})")
        self._web.forget()
        return self._browser.picture()


def _filling(shot: Shot) -> tuple[int, int]:
    """A view in CSS pixels that is not smaller than the screen."""
    width, height = shot.screen
    return int(-(-width // shot.scale)), int(-(-height // shot.scale))


def _plain(markup: str, page: Path, font: str) -> str:
    """Another people's page without its scripts and what lies on the network, in our font."""
    markup = re.sub(r"<script\b.*?</script>", "", markup, flags=re.S | re.I)
    markup = re.sub(r"<(link|iframe)\b[^>]*(https?:)?//[^>]*>", "", markup, flags=re.I)
    style = (f'<base href="{page.as_uri()}"><style>body *:not({SYMBOLS}){{font-family:"{font}"'
             "!important}[class^=material-]{visibility:hidden!important}</style>")  # fmt: skip
    return re.sub(r"(<head\b[^>]*>)", lambda head: head.group(1) + style, markup, count=1)


def _words(shot: Shot) -> dict[str, list[str]]:
    """What a page may be dressed in, in an order of its own."""
    chance = random.Random(shot.id)
    kept = {"label": words.LABELS, "button": words.BUTTONS, "check": words.CHECKS, "heading":
            words.HEADINGS, "menu": words.MENUS, "sentence": words.SENTENCES}  # fmt: skip
    told = {kind: chance.sample(known, len(known)) for kind, known in kept.items()}
    told["value"] = [words.value(chance, chance.choice(words.KINDS)) for _ in range(60)]
    told["text"] = [words.text(chance) for _ in range(80)]
    return told
