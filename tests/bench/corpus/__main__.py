"""Make the corpus: draw what is not drawn yet, write the manifest."""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import cv2
import platformdirs

from player.types import Pixels
from tests.bench.corpus.cases import Page, case, pages, wanted
from tests.bench.corpus.chromium import chromium
from tests.bench.corpus.desktop import Desk
from tests.bench.corpus.drawing import Drawn, draw, kept
from tests.bench.corpus.kits_more import KITS
from tests.bench.corpus.programs import Programs, missing
from tests.bench.corpus.setting import Setting
from tests.bench.corpus.stage import stage
from tests.bench.corpus.web import Mark, Web

Cases = dict[str, list[dict[str, Any]]]
"""The cases of each page."""


def default_folder() -> Path:
    return Path(platformdirs.user_cache_dir("ilson-corpus"))


class Studio:
    """Draws screens: a browser for each way to draw text, and a stage for programs, each started
    when it is needed."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._webs: dict[str, Web] = {}
        self._desk: Desk | None = None
        self._programs: Programs | None = None
        (folder / "screens").mkdir(parents=True, exist_ok=True)

    def screen(self, setting: Setting) -> Drawn:
        """A setting's screen, drawn if it has not been yet."""
        drawn = kept(self._folder, setting)
        if drawn is not None:
            return drawn
        if self._desk is None:
            browser = self._stack.enter_context(chromium())
            self._desk = Desk(browser, self._folder / "desktops")
        return draw(self._folder, setting, self._paint, self._desk)

    def _paint(self, setting: Setting) -> tuple[Pixels, list[Mark]]:
        if setting.kit in KITS:
            if setting.text not in self._webs:
                browser = self._stack.enter_context(chromium(setting.text))
                self._webs[setting.text] = Web(browser, self._folder / "packages")
            web = self._webs[setting.text]
            return web.show(KITS[setting.kit], setting.page, setting.shown, setting.view)
        if self._programs is None:
            work = Path(tempfile.gettempdir()) / "ilson-stage"  # some programs show their paths
            started = self._stack.enter_context(stage(work / "stage"))
            self._programs = Programs(started, self._folder / "programs", work)
        return self._programs.show(setting.page, setting.shown, setting.view, setting.text)


def make(studio: Studio, page: Page) -> list[dict[str, Any]]:
    """The cases of a page."""
    asked = list(wanted(page, studio.screen(page.setting)))
    made = [case(ask, studio.screen(ask.recorded), studio.screen(ask.replayed)) for ask in asked]
    return [one for one in made if one is not None]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, default=default_folder())
    parser.add_argument("--only", help="pages, separated by commas")
    parser.add_argument("--split", choices=("tuning", "test"))
    parser.add_argument("--list", action="store_true", help="the pages; nothing is made")
    given = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing started stays
    chosen = pages()
    if given.only:
        chosen = [page for page in chosen if page.id in given.only.split(",")]
    if given.split:
        chosen = [page for page in chosen if page.split == given.split]
    if given.list:
        for page in chosen:
            print(page.id, page.split)
        return 0
    absent = missing({page.setting.page for page in chosen})
    if absent:
        parser.error(f"missing programs: {', '.join(absent)}; tests/bench/corpus/__init__.py "
                     "names the packages to install")  # fmt: skip
    began = time.monotonic()
    manifest = given.out / "manifest.json"
    cases = read(manifest)
    with contextlib.ExitStack() as stack:
        studio = Studio(given.out, stack)
        for page in chosen:
            cases[page.id] = make(studio, page)
            write(manifest, cases)
            print(f"{page.id}: {len(cases[page.id])} cases, {time.monotonic() - began:.0f} s",
                  flush=True)  # fmt: skip
    every = [case for page in cases.values() for case in page]
    print(f"{len(every)} cases, {sum(one['truth'] is None for one in every)} of them absent,"
          f" {dict(Counter(str(one['split']) for one in every))}")  # fmt: skip
    return 0


def read(manifest: Path) -> Cases:
    """The cases that there are already, of pages that there still are."""
    found: Cases = {}
    known = {page.id for page in pages()}
    if manifest.exists():
        for one in json.loads(manifest.read_text(encoding="utf-8"))["cases"]:
            if one["page"] in known:
                found.setdefault(one["page"], []).append(one)
    return found


def write(manifest: Path, cases: Cases) -> None:
    """Replace the manifest in one go: somebody may be reading it."""
    order = [page.id for page in pages() if page.id in cases]
    every = [one for page in order for one in cases[page]]
    new = manifest.with_suffix(".new")
    new.write_text(json.dumps({"cases": every}, ensure_ascii=False), encoding="utf-8")
    new.replace(manifest)


if __name__ == "__main__":
    sys.exit(main())
